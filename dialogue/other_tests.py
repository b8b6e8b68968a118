"""What a message says of another test than the one that was asked about ("my bloods were fine", asked about X-rays)."""

from __future__ import annotations

from dataclasses import replace

from dialogue.heard import Heard
from dialogue.state import State
from knowledge.model import Knowledge
from nlu.reading import ABSENT, UNKNOWN, Reading

_UNTOLD = ("dont_know", "rest_unknown")


def elsewhere(reading: Reading, asking: str | None, knowledge: Knowledge) -> bool:
    """Does the message name other tests than the one that the open question is about, and no finding of that one?"""
    if asking is None or not (reading.tests or reading.not_done):
        return False
    group = knowledge.group_of(asking)
    if group in reading.tests or group in reading.not_done:
        return False
    return not any(knowledge.asks(asking, m.finding) for m in reading.mentions)


def unanswered(reading: Reading, asking: str | None, knowledge: Knowledge) -> Reading:
    """The reading without what is said of other tests: "normal", "none done" and the like answer nothing here."""
    if not elsewhere(reading, asking, knowledge):
        return reading
    tests = asking is not None and knowledge.tests(asking)
    gone = (*_UNTOLD, "no") if tests and reading.not_done else _UNTOLD
    return replace(reading, states=[], answers=[a for a in reading.answers if a not in gone])


def take_others(reading: Reading, state: State, heard: Heard, knowledge: Knowledge) -> None:
    """Note another test as normal where its question was put before; else remember that it comes later."""
    if not elsewhere(reading, state.case.asking, knowledge):
        return
    heard.undone = bool(reading.not_done)
    for group, told in reading.tests.items():
        if told and group not in state.case.asked:
            heard.later = group
        if told != "N" or group not in state.case.asked:
            continue
        for member in knowledge.groups[group].members:
            known = state.case.findings.get(member, {}).get("status", UNKNOWN)
            if known == UNKNOWN and knowledge.findings[member].kind == "boolean":
                state.case.findings[member] = {"status": ABSENT}
