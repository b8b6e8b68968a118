"""Corrections: a number that replaces an earlier one, a statement taken back."""

from __future__ import annotations

from dataclasses import replace

from dialogue.heard import Heard
from dialogue.short_answers import fits
from dialogue.state import State
from knowledge.model import Knowledge
from nlu.reading import Reading
from reasoning.mentions import Mention


def retract(reading: Reading, state: State, heard: Heard) -> None:
    """Take back what is named ("scrap the fracture"), or else what the last message changed."""
    named = [m.finding for m in reading.mentions if m.finding in state.case.findings and m.value is None]
    other_news = any(m.value is not None for m in reading.mentions) or reading.quantities
    whole = "retract" in reading.marks and not other_news
    targets = named or (list(state.undo) if whole else [])
    for finding in targets:
        old = state.undo.get(finding) or None
        if old and not named:
            state.case.findings[finding] = old
        else:
            state.case.findings.pop(finding, None)
        heard.retracted.append(finding)
    if named and not reading.quantities:
        reading.mentions = [m for m in reading.mentions if m.finding not in named]
    state.undo = {}


def corrected(reading: Reading, mentions: list[Mention], state: State, knowledge: Knowledge) -> list[Mention]:
    """A number that replaces an earlier one: "14, wait, 24 percent", or "sorry, 24" in a message of its own."""
    if "correction" not in reading.marks:
        return mentions
    if not reading.quantities:
        return _latest(mentions)
    q = reading.quantities[-1]
    placed = [
        m for m in reading.mentions if m.value is not None and m.start < q.start and fits(q, m.finding, knowledge)
    ]
    if placed:
        target = placed[-1].finding
        return [
            replace(m, value=q.value, unit=q.unit or m.unit) if m.finding == target else m for m in _latest(mentions)
        ]
    target_before = next(
        (
            f
            for f in (state.case.asking, state.last_value)
            if f and f in state.case.findings and f in knowledge.findings and fits(q, f, knowledge)
        ),
        None,
    )
    if target_before and not any(m.finding == target_before for m in mentions):
        reading.quantities.pop()
        return [*_latest(mentions), Mention(target_before, "present", q.value, q.unit)]
    return _latest(mentions)


def _latest(mentions: list[Mention]) -> list[Mention]:
    """In a message that corrects itself, the last statement about a finding stands."""
    return list({m.finding: m for m in mentions}.values())
