"""The assessment of the contract, interpreted from the rule tables of `knowledge`.

Present, absent and unknown are three things: a rule on "absent" never holds for an unknown finding. A range or bound
("8-10", ">90") decides only where every number in it leads to the same result; otherwise it counts as no figure given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from knowledge.model import Knowledge
from knowledge.rules_schema import Condition, Evidence
from reasoning.cells import cells, limits_on, touched
from reasoning.conditions import holds, rests_on
from reasoning.findings import Findings, figure, status
from reasoning.relevance import relevant

T = TypeVar("T")
LEVELS = ("emergency", "prompt", "routine")


@dataclass(frozen=True)
class PillarTrace:
    """A pillar's status, the row that gave it, the findings it rests on and the row's sources."""

    status: str
    row: str
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PictureTrace:
    """The picture, its row, the findings it rests on and the row's sources."""

    picture: str
    row: str
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """One urgency row that holds: its findings, the supported pillars it names, and its sources."""

    row: str
    because: tuple[str, ...]
    pillars: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class LookAlikeTrace:
    """A raised look-alike with the person's findings for and against it."""

    condition: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """How an assessment came about: which rows fired, on which findings, from which sources."""

    pillars: dict[str, PillarTrace]
    picture: PictureTrace
    urgency: str
    reasons: tuple[Reason, ...]
    differential: tuple[LookAlikeTrace, ...]

    @property
    def statuses(self) -> dict[str, str]:
        """Pillar id to status."""
        return {pillar: found.status for pillar, found in self.pillars.items()}

    def sources(self) -> list[str]:
        """Ids of all sources, document and guidelines, in order of use, each once; an unknown pillar adds none."""
        named: list[str] = []
        known = [part for part in self.pillars.values() if part.status != "unknown"]
        parts: list[PillarTrace | PictureTrace | Reason | LookAlikeTrace] = [
            *known,
            self.picture,
            *self.reasons,
            *self.differential,
        ]
        for part in parts:
            named += part.sources
        return list(dict.fromkeys(named))


def assess(findings: Findings, knowledge: Knowledge) -> dict[str, Any]:
    """The assessment object of the contract; total over every findings object. Statuses are taken as stored."""
    found = trace(findings, knowledge)
    return {
        "picture": found.picture.picture,
        "pillars": {
            pillar: {"status": part.status, "because": list(part.because)} for pillar, part in found.pillars.items()
        },
        "urgency": found.urgency,
        "differential": [
            {"condition": part.condition, "for": list(part.supporting), "against": list(part.opposing)}
            for part in found.differential
        ],
        "missing": relevant(findings, knowledge),
        "sources": knowledge.fact_sources(found.sources()),
    }


def verdict(findings: Findings, knowledge: Knowledge) -> tuple[object, ...]:
    """What `missing` is about: picture, pillar statuses, urgency and raised look-alikes, comparable with ==."""
    found = trace(findings, knowledge)
    return (
        found.picture.picture,
        *found.statuses.values(),
        found.urgency,
        *(part.condition for part in found.differential),
    )


def trace(findings: Findings, knowledge: Knowledge) -> Trace:
    """The assessment with the rows, findings and sources behind each part of it."""
    pillars = {name: _pillar(name, findings, knowledge) for name in knowledge.pillars}
    statuses = {name: part.status for name, part in pillars.items()}
    because = {name: list(part.because) for name, part in pillars.items()}
    row = knowledge.pictures.rows[_first([r.when for r in knowledge.pictures.rows], findings, statuses)]
    picture = PictureTrace(
        row.picture, row.id, tuple(rests_on(row.when, findings, statuses, because)), tuple(row.sources)
    )
    urgency, reasons = _urgency(findings, statuses, because, knowledge)
    return Trace(pillars, picture, urgency, reasons, _differential(findings, statuses, knowledge))


def _first(conditions: Sequence[Condition], findings: Findings, pillars: dict[str, str]) -> int:
    for index, condition in enumerate(conditions):
        if holds(condition, findings, pillars):
            return index
    raise AssertionError("a rule table ends with a row that always holds")


def _pillar(name: str, findings: Findings, knowledge: Knowledge) -> PillarTrace:
    rows = knowledge.pillars[name].rows
    conditions = [row.when for row in rows]

    def by(current: Findings) -> int:
        return _first(conditions, current, {})

    index, read = agreed(conditions, findings, by, lambda found: rows[found].status)
    row = rows[index]
    return PillarTrace(row.status, row.id, tuple(rests_on(row.when, read, {}, {})), tuple(row.sources))


def agreed(
    conditions: Sequence[Condition], findings: Findings, by: Callable[[Findings], T], result: Callable[[T], object]
) -> tuple[T, Findings]:
    """What `by` finds, with ranges and bounds put to the test: all numbers must give one result, or none is given.

    Returns the finding of `by` and the findings as they were read (a single number for a range, or no figure).
    """
    for finding in dict.fromkeys(named for condition in conditions for named in condition.value):
        stated = figure(findings, finding)
        if stated is None or stated.is_point:
            continue
        pieces = cells(limits_on(conditions, finding))
        first, last = touched(stated, pieces)
        if first == last:
            continue
        readings = [
            {**findings, finding: {**findings[finding], "value": inside(pieces[index])}}
            for index in range(first, last + 1)
        ]
        outcomes = [agreed(conditions, reading, by, result) for reading in readings]
        if len({result(outcome[0]) for outcome in outcomes}) == 1:
            return outcomes[0]
        return agreed(conditions, {**findings, finding: {"status": "unknown"}}, by, result)
    return by(findings), findings


def inside(piece: Any) -> float:
    """A number inside a cell."""
    if piece.low == float("-inf"):
        return float(piece.high) - 1
    if piece.high == float("inf"):
        return float(piece.low) + 1
    return float(piece.low + piece.high) / 2


def _urgency(
    findings: Findings, pillars: dict[str, str], because: dict[str, list[str]], knowledge: Knowledge
) -> tuple[str, tuple[Reason, ...]]:
    conditions = [row.when for row in knowledge.urgency]

    def fired(current: Findings) -> list[int]:
        held = [index for index, condition in enumerate(conditions) if holds(condition, current, pillars)]
        level = knowledge.urgency[held[0]].urgency
        return [index for index in held if knowledge.urgency[index].urgency == level]

    indexes, read = agreed(conditions, findings, fired, lambda held: knowledge.urgency[held[0]].urgency)
    reasons = []
    for index in indexes:
        row = knowledge.urgency[index]
        named = _counted(row.when, pillars)
        reasons.append(Reason(row.id, tuple(rests_on(row.when, read, pillars, because)), named, tuple(row.sources)))
    return knowledge.urgency[indexes[0]].urgency, tuple(reasons)


def _counted(condition: Condition, pillars: dict[str, str]) -> tuple[str, ...]:
    wanted = condition.pillar_count.status if condition.pillar_count else None
    return tuple(pillar for pillar, found in pillars.items() if found == wanted)


def _differential(findings: Findings, pillars: dict[str, str], knowledge: Knowledge) -> tuple[LookAlikeTrace, ...]:
    raised = []
    for condition, alike in knowledge.differential.items():
        held, _ = agreed([alike.raised_when], findings, partial(holds, alike.raised_when, pillars=pillars), bool)
        if held:
            raised.append(
                LookAlikeTrace(
                    condition, _speaking(alike.for_, findings), _speaking(alike.against, findings), tuple(alike.sources)
                )
            )
    return tuple(raised)


def _speaking(evidence: Sequence[Evidence], findings: Findings) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.finding for item in evidence if applies(item, findings)))


def applies(evidence: Evidence, findings: Findings) -> bool:
    """True where the person's own findings bear the evidence: its status, and its value where it names one."""
    if evidence.value is None:
        return status(findings, evidence.finding) == evidence.status
    stated: Any | None = figure(findings, evidence.finding)
    return stated is not None and stated.within(evidence.value) is True
