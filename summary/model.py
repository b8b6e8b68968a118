"""What a summary holds: plain, frozen, JSON-ready objects; every sentence carries the ids of its sources."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["plain", "detail"]
Sources = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A sentence in words. `key`: its template or word; `sources`: ids of facts and guidelines, at least one."""

    key: str
    text: str
    sources: Sources


@dataclass(frozen=True)
class Reading:
    """A value read against its range.

    `verdict`: above, not_above, below, not_below, open (sex or age is missing, or a range of numbers straddles the
    limit) or said (the status was told beside the value). `limits`: in the unit of the value; `own`: the limit is that
    of the person's own report; `source`: the guideline of the range.
    """

    verdict: str
    limits: tuple[float, ...]
    own: bool
    text: str
    source: str


@dataclass(frozen=True)
class Told:
    """One finding as it was told. `value`: number, or range or bound as text, in `unit`, that of the vocabulary."""

    finding: str
    status: str
    text: str
    value: int | float | str | None
    unit: str | None
    sites: tuple[str, ...]
    reading: Reading | None
    sources: Sources


@dataclass(frozen=True)
class Person:
    """Age and sex, each None where it was not told."""

    age: Told | None
    sex: Told | None


@dataclass(frozen=True)
class Group:
    """What was said of one group of findings."""

    id: str
    label: str
    present: tuple[Told, ...]
    absent: tuple[Told, ...]
    unknown: tuple[Told, ...]


@dataclass(frozen=True)
class Verdict:
    """Picture or urgency: its id in the contract, a short title, and the explaining line."""

    id: str
    title: str
    line: Line


@dataclass(frozen=True)
class Pillar:
    """One pillar: what speaks for and against it and what one more answer would change; `rule` in detail only."""

    id: str
    label: str
    status: str
    line: Line
    supporting: tuple[Told, ...]
    opposing: tuple[Told, ...]
    changes: tuple[Line, ...]
    rule: Line | None


@dataclass(frozen=True)
class LookAlike:
    """A raised look-alike, what tells it apart by the document, and the person's findings for and against it."""

    condition: str
    label: str
    line: Line
    tells_apart: Line
    supporting: tuple[Told, ...]
    opposing: tuple[Told, ...]


@dataclass(frozen=True)
class Outcome:
    """What one answer to an open discriminator would speak for and against (ids of raised look-alikes).

    `answer`: present, absent, or for a number over, at_least, under or at_most; `limit` goes with a number.
    """

    answer: str
    limit: float | None
    fits: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class Discriminator:
    """A finding by which the document tells the raised look-alikes apart.

    `told` is None where it is not known; then `outcomes` say what an answer would tell. `fits` and `against`: the
    look-alikes that the person's answer speaks for and against. `strength`: how many look-alikes it can speak against.
    """

    finding: str
    label: str
    told: Told | None
    fits: tuple[str, ...]
    against: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    strength: int
    sources: Sources


@dataclass(frozen=True)
class Source:
    """A source that a line rests on. `number`: its mark, from 1; `kind`: document or guideline; `sections` for facts."""

    number: int
    id: str
    kind: Literal["document", "guideline"]
    sections: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Summary:
    """The whole summary. `date` is ISO 8601 with time; `assessment` is the object of the contract."""

    locale: str
    level: Level
    date: str
    title: str
    intro: Line
    person: Person
    said: tuple[Group, ...]
    urgency: Verdict
    picture: Verdict
    pillars: tuple[Pillar, ...]
    look_alikes: tuple[LookAlike, ...]
    discriminators: tuple[Discriminator, ...]
    missing: tuple[Line, ...]
    questions: tuple[Line, ...]
    today: tuple[Line, ...]
    sources: tuple[Source, ...]
    disclaimer: Line
    assessment: dict[str, Any]


def as_json(summary: Summary) -> dict[str, Any]:
    """The summary as JSON's own types: objects, lists, texts, numbers, null."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(summary)))
    return found
