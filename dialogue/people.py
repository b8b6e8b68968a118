"""Turning the conversation to another person and back: every person keeps a set of findings of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dialogue.state import Case, State
from dialogue.ways import ways
from knowledge.model import Knowledge
from nlu.reading import DESCRIBED, NOBODY, PROFILE, WRITER, Reading
from nlu.words.lexicon import load_lexicon

_UNNAMED = "patient"


@cache
def people(kind: str, locale: str = "en") -> frozenset[str]:
    """Words for people of a locale: "unnamed" (she, patient), "new" (another patient)."""
    return load_lexicon(locale).grammar[f"people_{kind}"]


@cache
def _same(locale: str = "en") -> dict[str, str]:
    rows = load_lexicon(locale).raw["people"]["same"]
    return {str(other): name for name, others in rows.items() for other in others}


def called(who: str) -> str:
    """The one word under which a person is kept: "mother" and "mom" are "mum"."""
    return _same().get(who, who)


def unnamed(who: str) -> bool:
    """Is only a pronoun known of this person, or that they are a patient?"""
    return who in people("unnamed")


def turn_to(reading: Reading, state: State) -> str | None:
    """Switch the case where the message turns to somebody else; returns the person turned to, or None."""
    if reading.subject is None:
        if state.subject == DESCRIBED and WRITER not in state.others and any(m.who == WRITER for m in reading.mentions):
            state.subject = WRITER  # "62 yo male, back pain", then "I'm tired too"
        elif state.subject == WRITER and not state.case.findings and not state.others and _described(reading):
            state.subject = DESCRIBED
        _rename(reading, state)
        return None
    who = reading.subject
    if who == DESCRIBED and state.subject == WRITER and not state.case.findings:
        state.subject, state.sex = DESCRIBED, reading.subject_sex
        return None
    if who in people("new") and state.case.findings:
        return _new_person(reading, state)
    if who == state.subject or (
        state.subject != WRITER and who != WRITER and _same_person(who, reading.subject_sex, state)
    ):
        if state.sex is None and reading.subject_sex:
            state.sex = reading.subject_sex
        _rename(reading, state)
        return None
    if unnamed(who) and state.subject == WRITER and state.case.findings and not reading.people:
        return None
    if reading.subject_weak and state.case.findings.keys() - set(PROFILE):
        return None
    state.others[state.subject] = state.case
    _take_up(who, reading, state)
    return who


def _described(reading: Reading) -> bool:
    """ "82F with back pain": a sex that is said of nobody named, and nothing that the writer says of themselves."""
    return any(m.finding == "sex" and m.who == NOBODY for m in reading.mentions) and all(m.who == NOBODY for m in reading.mentions)


def _new_person(reading: Reading, state: State) -> str:
    """ "Different patient now": one who was not spoken of yet, though the word for them may be the same."""
    assert reading.subject is not None
    held = state.subject
    while held in state.others:
        held += "+"
    state.others[held] = state.case
    _take_up(_UNNAMED, reading, state)
    reading.mentions = [replace(m, who=_UNNAMED) if m.who == reading.subject else m for m in reading.mentions]
    return _UNNAMED


def _take_up(who: str, reading: Reading, state: State) -> None:
    known = DESCRIBED if who == WRITER and who not in state.others else who  # "82F with back pain", her mother, and back to "me"
    state.case = state.others.pop(known, Case()) if who != _UNNAMED else Case()
    state.subject, state.sex = who, reading.subject_sex
    state.go_on, state.finished, state.topic, state.last_value, state.undo = False, False, None, None, {}


def _same_person(who: str, sex: str | None, state: State) -> bool:
    if state.subject == DESCRIBED and called(who) in people("related"):
        return False  # "woman, 58, back pain", then "now about my mum"
    if unnamed(who) or unnamed(state.subject):
        return sex is None or state.sex is None or sex == state.sex
    return called(who) == called(state.subject)


def _rename(reading: Reading, state: State) -> None:
    """Mentions of the person by another word ("mum", later "mother") are that person's."""
    if state.subject == WRITER:
        return
    reading.mentions = [
        replace(m, who=state.subject) if called(m.who) == called(state.subject) else m
        for m in reading.mentions
    ]


def spoken_for(reading: Reading, state: State, knowledge: Knowledge, text: str) -> Reading:
    """ "My legs are weak", where the father's legs were asked about: whoever answers for him speaks in his place.

    Not where the writer sets themselves apart ("I have that myself"), or another person is named.
    """
    asking = state.case.asking
    if state.subject == WRITER or asking is None or reading.people or ways().has("own_account", text):
        return reading
    mentions = [
        replace(m, who=state.subject) if m.who == WRITER and knowledge.asks(asking, m.finding) else m
        for m in reading.mentions
    ]
    return replace(reading, mentions=mentions)
