"""Recording a message: whose findings they are, which of them are told as facts, and what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogue.correcting import corrected, in_place_of, not_new, replaces_stored, retract
from dialogue.giving_back import given_back
from dialogue.heard import Heard
from dialogue.moving import PLACES, moved
from dialogue.other_tests import take_others, unanswered
from dialogue.people import called, people, spoken_for, turn_to, unnamed
from dialogue.short_answers import answers_to, settle_group, taken_up
from dialogue.state import Findings, State
from knowledge.model import Knowledge
from nlu.people.person import PRONOUNS
from nlu.reading import (
    ABSENT,
    ACTUAL,
    HYPOTHETICAL,
    NOBODY,
    PAST,
    POSSIBLE,
    PRESENT,
    PROFILE,
    QUESTION,
    UNKNOWN,
    WRITER,
    BareQuantity,
    FindingMention,
    Reading,
)
from reasoning.mentions import Change, Mention
from reasoning.record import apply

_PAINS = ("spinal_pain", "bone_pain", "radiating_pain")
_OF_PAIN = ("pain_persistent", "pain_progressive", "pain_severe")


def hear(reading: Reading, state: State, knowledge: Knowledge, steering: bool = False, text: str = "") -> Heard:
    """Record a message into the state. The state is changed in place; what happened is returned.

    `steering`: the message asks for something (a summary, an explanation, the way back), so that no word of it is
    a short answer to the open question. `text`: the message as typed, for what is taken back by a word of its name.
    """
    heard = Heard()
    reading = in_place_of(reading, state, knowledge, text)
    if steering and state.pending is None:
        reading = replace(reading, answers=[], states=[], quantities=[])
    reading = unanswered(reading, state.case.asking, knowledge)
    if "correction" in reading.marks and any(m.value is not None for m in reading.mentions):
        reading = replace(reading, answers=[])  # "oh no, it says 81" answers nothing
    if state.pending == "delete":
        if reading.answers[:1] in (["yes"], ["no"]):
            heard.confirm = reading.answers[0]
            return heard
        state.pending = None
    reading = given_back(reading, state, heard, text)
    heard.switched = turn_to(reading, state)
    # "not about me" answers nothing
    reading = replace(reading, answers=[]) if heard.switched else spoken_for(reading, state, knowledge, text)
    before: Findings = {k: dict(v) for k, v in state.case.findings.items()}
    asking = state.case.asking
    reading = moved(reading, state, text)
    if {"retract", "retract_named"} & set(reading.marks):
        retract(reading, state, heard, knowledge, text)
    mentions = _own(reading, state, heard, knowledge, text)
    mentions = corrected(reading, mentions, state, knowledge, text)
    if "correction" in reading.marks and mentions and asking not in {m.finding for m in mentions}:
        reading = replace(reading, answers=[])  # "it isn't my back, it's my ribs" answers nothing
    mentions += not_new(reading, state, text)
    mentions += answers_to(reading, mentions, state, heard, knowledge)
    if state.sex and "sex" not in state.case.findings and not any(m.finding == "sex" for m in mentions):
        mentions.append(Mention("sex", value=state.sex))
    heard.told = [m.finding for m in mentions]
    recorded = apply(state.case.findings, mentions, asking, knowledge)
    state.case.findings = recorded.findings
    heard.doubts = recorded.doubts
    settle_group(reading, state, heard, knowledge, bool(mentions))
    take_others(reading, state, heard, knowledge)
    heard.changes = (
        [
            Change(f, before.get(f), state.case.findings.get(f))
            for f in {**before, **state.case.findings}
            if before.get(f) != state.case.findings.get(f)
        ]
        if not heard.switched
        else [Change(f, None, v) for f, v in state.case.findings.items() if any(m.finding == f for m in mentions)]
    )
    if asking is None and not mentions:
        heard.numbers, heard.short = [q.value for q in reading.quantities if _a_value(q, text)], bool(reading.answers)
    heard.answered = taken_up(asking, reading, state, heard, knowledge)
    if asking is not None and state.case.trail and not heard.switched:
        step = state.case.trail[-1]["before"]
        for change in heard.changes:
            step.setdefault(change.finding, change.before)
    if heard.changes and not heard.retracted:
        state.undo = {c.finding: before.get(c.finding) or {} for c in heard.changes}
    valued = [m.finding for m in mentions if m.value is not None and m.finding not in PROFILE]
    if valued:
        state.last_value = valued[-1]
    elif any(m.finding == "age" for m in mentions):
        state.last_value = "age"
    if heard.changes or heard.retracted:
        state.finished = False
    return heard


def _a_value(q: BareQuantity, text: str) -> bool:
    """A number that may be the value of something: one in figures, or one that is all of the message ("forty two"); not "one word pls"."""
    said = text[q.start : q.end]
    return any(sign.isdigit() for sign in said) or said == text.strip(" .!")


def _own(reading: Reading, state: State, heard: Heard, knowledge: Knowledge, text: str) -> list[Mention]:
    """The mentions that are told as facts of the person the conversation is about."""
    out: list[Mention] = []
    for m in reading.mentions:
        if m.finding not in knowledge.findings:
            continue
        if not (_of_subject(m, state, knowledge) or replaces_stored(m.finding, m.value, state, text)):
            if m.modality == ACTUAL and m.finding not in PROFILE:
                heard.others.append(m.finding)
                heard.own = heard.own or m.who == WRITER
            continue
        if m.modality in (HYPOTHETICAL, QUESTION):
            heard.supposed.append(m.finding)
            continue
        moved = _moves_pain(m, reading, state)
        if m.modality == PAST or (m.bare and not (moved or reading.of_it and _untold(state) or _asked(m.finding, state, knowledge))):
            continue
        if moved and m.assertion == PRESENT:
            _leave_earlier_place(m, state, heard)
        if m.assertion == POSSIBLE:
            heard.possible.append(m.finding)
            continue
        out.append(_mention(m, knowledge))
    return out


def _moves_pain(m: FindingMention, reading: Reading, state: State) -> bool:
    """ "I meant my hip": a place alone, in a message that puts right where the pain is."""
    pains = any(state.case.findings.get(p, {}).get("status") == PRESENT for p in PLACES)
    return m.bare and m.finding in PLACES and bool(m.sites) and pains and "correction" in reading.marks


def _leave_earlier_place(m: FindingMention, state: State, heard: Heard) -> None:
    """Take back the pain that the last message put at the other place."""
    for other in PLACES:
        if other != m.finding and other in state.undo and not state.undo[other]:
            state.case.findings.pop(other, None)
            heard.retracted.append(other)


def _mention(m: FindingMention, knowledge: Knowledge) -> Mention:
    status: Any = m.assertion if m.assertion in (PRESENT, ABSENT, UNKNOWN) else UNKNOWN
    flag: Any = m.flag if m.flag in ("H", "L", "N") else None
    return Mention(m.finding, status, m.value, m.unit, m.range, flag, m.sites)


def _of_subject(m: FindingMention, state: State, knowledge: Knowledge) -> bool:
    if m.who in ("people", "family"):
        return False
    if state.subject == WRITER:
        return m.who in (WRITER, NOBODY)
    if m.who == WRITER:
        return knowledge.tests(m.finding)
    if m.who in (NOBODY, state.subject):
        return True
    if state.subject in people("recorded") and called(m.who) in people("related"):
        return False  # "78yo F, back pain. Daughter has MGUS."
    if unnamed(m.who) or unnamed(state.subject):
        sex = PRONOUNS.get(m.who)
        return sex is None or state.sex in (None, sex)
    return False


def _asked(finding: str, state: State, knowledge: Knowledge) -> bool:
    asking = state.case.asking
    if finding == "age":  # "62, sore back"
        return asking in (None, "age") or knowledge.measured(asking) is None
    if asking is None:
        return finding in _OF_PAIN and _in_pain(state)
    if knowledge.asks(asking, finding):
        return True
    if finding not in _OF_PAIN:
        return False
    return asking in (*_PAINS, *_OF_PAIN) or _in_pain(state)


def _untold(state: State) -> bool:
    """Nothing was asked or told yet, so that "it comes and goes" is of the pain somebody has come with."""
    return state.case.asking is None and set(state.case.findings) <= set(PROFILE)


def _in_pain(state: State) -> bool:
    return any(state.case.findings.get(p, {}).get("status") == PRESENT for p in _PAINS)
