"""Puts a reviewed message where training finds it: a line under its heading in one file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import yaml

from nlu.learning.examples import NOTHING

_EXAMPLES = Path("knowledge/locales/en/examples/reviewed.yml")
_INTENTS = Path("data/nlu/reviewed.yml")


def intents(root: Path) -> frozenset[str]:
    """The intents that domain.yml knows."""
    domain = yaml.safe_load((root / "domain.yml").read_text(encoding="utf-8"))
    return frozenset(name if isinstance(name, str) else next(iter(name)) for name in domain["intents"])


def file_example(root: Path, text: str, labels: Sequence[str]) -> None:
    """Add a sentence under its findings; no labels: it tells nothing."""
    path = root / _EXAMPLES
    table: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    table.setdefault(", ".join(sorted(labels)) or NOTHING, []).append(text)
    _save(path, table)


def file_intent(root: Path, text: str, intent: str) -> None:
    """Add an example of an intent, in Rasa's format."""
    path = root / _INTENTS
    found = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"] if path.exists() else []
    table = {block["intent"]: block["examples"] for block in found}
    table[intent] = table.get(intent, "") + f"- {text}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = "".join(
        f"- intent: {name}\n  examples: |\n" + "".join(f"    {line}\n" for line in examples.splitlines())
        for name, examples in table.items()
    )
    path.write_text(f'version: "3.1"\nnlu:\n{blocks}', encoding="utf-8")


def _save(path: Path, table: dict[str, list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{json.dumps(heading)}:\n" + "".join(f"  - {json.dumps(text, ensure_ascii=False)}\n" for text in texts)
        for heading, texts in table.items()
    ]
    path.write_text("# Messages of users, redacted and reviewed (`make review`).\n" + "".join(lines), encoding="utf-8")
