"""Keeps messages that were not understood in one file, redacted, where the operator asked for it (COLLECT_FILE)."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from nlu.people.person import FIRST_NAMES
from nlu.words.lexicon import load_lexicon
from nlu.words.spelling import english
from review.redaction import redact

VARIABLE = "COLLECT_FILE"
_MOST = 5000  # messages in the file; the oldest go first
_LOG = logging.getLogger(__name__)


@cache
def _english() -> frozenset[str]:
    return frozenset(english())


def collect(text: str, today: date | None = None) -> None:
    """Add a message to the file that COLLECT_FILE names; nothing where it names none. Never raises.

    Kept are the redacted words and the day: no person, no time, no conversation. A line older than RETENTION_DAYS goes.
    """
    place = os.environ.get(VARIABLE, "")
    if not place:
        return
    try:
        _write(Path(place), redact(text, known_words(), _english()), today or date.today())
    except OSError as error:
        _LOG.warning("a message that was not understood could not be kept: %s", type(error).__name__)


def collected(path: Path) -> list[dict[str, str]]:
    """The lines of the file, oldest first: {"day": "2026-01-31", "text": ...}. Empty where there is none."""
    return list(_lines(path)) if path.exists() else []


def replace_all(path: Path, lines: list[dict[str, str]]) -> None:
    """Write the file anew, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    new.replace(path)


def _write(path: Path, text: str, today: date) -> None:
    oldest = (today - timedelta(days=int(os.environ.get("RETENTION_DAYS") or 30))).isoformat()
    kept = [line for line in collected(path) if line["day"] >= oldest and line["text"] != text]
    if any(c.isalpha() for c in text):
        kept.append({"day": today.isoformat(), "text": text})
    replace_all(path, kept[-_MOST:])


def _lines(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            data = json.loads(line)
        except ValueError:
            continue
        if isinstance(data, dict) and isinstance(data.get("day"), str) and isinstance(data.get("text"), str):
            yield data


@cache
def known_words() -> frozenset[str]:
    """The words that the reader knows, without first names: it knows those too, and they tell who wrote."""
    lexicon = load_lexicon("en")
    return lexicon.vocabulary - {name for group in FIRST_NAMES for name in lexicon.raw["groups"][group]}
