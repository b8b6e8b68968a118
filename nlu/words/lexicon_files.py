"""The files of a locale's words, as tables: read, joined and their phrases written out. `nlu/words/lexicon.py` compiles them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from nlu.words.text import Shorthand

FILES = ("groups", "cues", "findings", "grammar", "people", "quantities", "answers", "shorthand")


class LexiconError(ValueError):
    """A lexicon file is not as it must be; the message names the file, the place and the mend."""


def read_folder(folder: Path) -> tuple[dict[str, dict[str, Any]], Shorthand]:
    """The tables of a folder's files by topic, and its shorthand; "findings_nerves.yml" adds to "findings.yml", and so for every name.

    Raises LexiconError naming file, place and mend.
    """
    raw: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yml")):
        _merge(raw.setdefault(path.stem.split("_")[0], {}), _read(path))
    for needed in FILES:
        if needed not in raw:
            raise LexiconError(f"{folder}: {needed}.yml is missing; every locale has one")
    groups = raw["groups"]
    raw["groups"] = {name: _built(phrases, groups) for name, phrases in groups.items()}
    raw["cues"] = {name: _built(phrases, groups) for name, phrases in raw["cues"].items()}
    raw["people"]["generic"] = _built(raw["people"]["generic"], groups)
    raw["people"]["someone"] = {sex: _built(phrases, groups) for sex, phrases in raw["people"]["someone"].items()}
    raw["grammar"]["dependants"] = _built(raw["grammar"]["dependants"], groups)
    return raw, _shorthand(folder, raw["shorthand"])


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, Mapping):
            _merge(into.setdefault(key, {}), value)
        elif isinstance(value, list) and isinstance(into.get(key), list):
            into[key] = [*into[key], *value]
        else:
            into[key] = value


def _built(phrases: Any, groups: Mapping[str, Any]) -> Any:
    """A row's phrases, those built of groups written out: "ABOVE LIMITS" gives "over the range" and all its like."""
    if not isinstance(phrases, list):
        return phrases
    out: dict[str, None] = {}
    for phrase in phrases:
        choices = [groups[piece] if piece.isupper() and piece in groups else [piece] for piece in str(phrase).split()]
        out.update(dict.fromkeys(" ".join(row) for row in product(*choices)))
    return list(out)


def _shorthand(folder: Path, table: Mapping[str, Any]) -> Shorthand:
    place = folder / "shorthand.yml"
    tokens, raw = table.get("tokens"), table.get("raw")
    if not isinstance(tokens, Mapping) or not isinstance(raw, list):
        raise LexiconError(f"{place}: needs `tokens` (a table of words) and `raw` (a list of [pattern, replacement])")
    rules: list[tuple[re.Pattern[str], str]] = []
    for row in raw:
        if not isinstance(row, list) or len(row) != 2:
            raise LexiconError(f"{place}: raw: {row!r} is not a pair of a pattern and its replacement")
        try:
            rules.append((re.compile(row[0]), row[1]))
        except re.error as error:
            raise LexiconError(f"{place}: raw: {row[0]!r} is no regular expression: {error}") from error
    return Shorthand({str(k): tuple(str(v).split()) for k, v in tokens.items()}, rules)


class _Words(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Every scalar stays the word that was written ("no" is a word here, not False); no name may stand twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [self.construct_object(key) for key, _ in node.value]
        for at, name in enumerate(names):
            if name in names[:at]:
                where = f"line {node.value[at][0].start_mark.line + 1}"
                raise LexiconError(f"{where}: {name!r} stands twice and the first list would be lost; join the two")
        return dict(super().construct_mapping(node, deep))


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)  # noqa: S506 - builds only strings
    except LexiconError as error:
        raise LexiconError(f"{path}: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else "?"
        raise LexiconError(f"{path}:{line}: not valid YAML; mend the line or quote the phrase") from error
    if not isinstance(data, dict):
        raise LexiconError(f"{path}:1: a lexicon file is a table of names to lists of phrases")
    return data
