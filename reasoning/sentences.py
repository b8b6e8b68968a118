"""Explanations without words: keys of templates, references to what fills them, and the sources of each sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["plain", "detail"]
Kind = Literal[
    "told",
    "label",
    "measured",
    "signs",
    "if",
    "test",
    "part",
    "section",
    "rule",
    "fact",
    "cite",
    "guideline",
    "apart",
    "title",
    "today",
]
"""told: what was said of a finding; measured: its label with the limits that count; signs: pillars, ids parted by
spaces; cite: a source by section or by publisher and year; apart: what tells a look-alike apart; title and today: of a
note."""


@dataclass(frozen=True)
class Ref:
    """Something to be named: `id` of the kind; for what was told also its status and value, for a clause the answer."""

    kind: Kind
    id: str
    answer: str = ""
    value: Any | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Refs:
    """Several things named in one place, joined with "and" or "or"."""

    items: tuple[Ref, ...]
    joined: Literal["and", "or"] = "and"


Param = Ref | Refs | int


@dataclass(frozen=True)
class Sentence:
    """One sentence: template key, what fills it, and the ids of the facts or guidelines it rests on (at least one)."""

    key: str
    params: Mapping[str, Param]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Sentences on one topic, in reading order."""

    id: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Explanation:
    """An explained assessment: sections in reading order, urgency first, disclaimer last."""

    level: str
    sections: tuple[Section, ...]

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in reading order."""
        for section in self.sections:
            yield from section.sentences
