"""The look-alikes side by side: by which signs and tests the document tells them apart, the strongest first.

A test is the stronger, the more raised look-alikes one answer to it can speak against; then, the more it speaks for or
against at all; then comes the interview's own order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.model import Knowledge
from knowledge.rules_schema import Evidence, LookAlike
from reasoning.assess import applies
from reasoning.findings import Findings, settled
from summary.model import Discriminator, Outcome
from summary.telling import sources_of, told

Raised = Mapping[str, LookAlike]


def discriminators(conditions: Sequence[str], findings: Findings, knowledge: Knowledge) -> tuple[Discriminator, ...]:
    """All signs and tests that tell these look-alikes apart, with the person's answer or what an answer would tell."""
    raised = {condition: knowledge.differential[condition] for condition in conditions}
    named = dict.fromkeys(item.finding for alike in raised.values() for item in (*alike.for_, *alike.against))
    place = {
        finding: number
        for number, finding in enumerate(
            f for group in knowledge.groups.values() for f in (*group.order, *group.members)
        )
    }
    found = [_discriminator(finding, raised, findings, knowledge) for finding in named]
    touched = {one.finding: _touched(one.finding, raised) for one in found}
    return tuple(sorted(found, key=lambda one: (-one.strength, -touched[one.finding], place[one.finding])))


def _discriminator(finding: str, raised: Raised, findings: Findings, knowledge: Knowledge) -> Discriminator:
    outcomes = _outcomes(finding, raised)
    known = settled(findings, finding)
    fits, against = _speaks(finding, findings, raised) if known else ((), ())
    return Discriminator(
        finding,
        knowledge.words.label(finding),
        told(finding, findings, knowledge) if known else None,
        fits,
        against,
        () if known else outcomes,
        max(len(outcome.against) for outcome in outcomes),
        sources_of(finding, knowledge),
    )


def _names(finding: str, alike: LookAlike) -> bool:
    return any(item.finding == finding for item in (*alike.for_, *alike.against))


def _touched(finding: str, raised: Raised) -> int:
    """How many of the look-alikes the finding says anything about."""
    return sum(_names(finding, alike) for alike in raised.values())


def _outcomes(finding: str, raised: Raised) -> tuple[Outcome, ...]:
    """What each answer that the document speaks of would say; answers that say nothing are left out."""
    answers: dict[tuple[str, float | None], dict[str, Any]] = {}
    for alike in raised.values():
        for item in (*alike.for_, *alike.against):
            if item.finding == finding:
                answer = _answer(item)
                answers[answer] = _as_if(item, *answer)
    found = []
    for (name, limit), stored in answers.items():
        fits, against = _speaks(finding, {finding: stored}, raised)
        found.append(Outcome(name, limit, fits, against))
    return tuple(sorted(found, key=lambda outcome: (outcome.answer == "absent", outcome.answer != "over")))


def _answer(item: Evidence) -> tuple[str, float | None]:
    if item.value is None:
        return item.status, None
    bounds = {name: bound for name, bound in item.value.dict().items() if bound is not None}
    return next(iter(bounds.items()))


def _as_if(item: Evidence, name: str, limit: float | None) -> dict[str, Any]:
    """A stored answer that bears the evidence."""
    if limit is None:
        return {"status": name}
    return {"status": "present", "value": limit + {"over": 1, "under": -1}.get(name, 0)}


def _speaks(finding: str, findings: Findings, raised: Raised) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The look-alikes that the answer stored in `findings` speaks for, and those it speaks against."""

    def on(side: str) -> tuple[str, ...]:
        return tuple(
            condition
            for condition, alike in raised.items()
            if any(item.finding == finding and applies(item, findings) for item in getattr(alike, side))
        )

    return on("for_"), on("against")
