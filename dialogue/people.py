"""Turning the conversation to another person and back: every person keeps a set of findings of their own."""

from __future__ import annotations

from dataclasses import replace

from dialogue.state import Case, State
from nlu.reading import WRITER, Reading

_PRONOUNS = ("she", "he", "they", "patient", "pt")
_SAME = {
    "mom": "mum",
    "mother": "mum",
    "mam": "mum",
    "mummy": "mum",
    "mommy": "mum",
    "mama": "mum",
    "father": "dad",
    "daddy": "dad",
    "papa": "dad",
    "grandma": "gran",
    "grandmother": "gran",
    "granny": "gran",
    "nan": "gran",
    "nana": "gran",
    "grandpa": "grandad",
    "grandfather": "grandad",
    "granddad": "grandad",
    "pt": "patient",
}


def turn_to(reading: Reading, state: State) -> str | None:
    """Switch the case where the message turns to somebody else; returns the person turned to, or None."""
    if reading.subject is None:
        _rename(reading, state)
        return None
    who = reading.subject
    if who == state.subject or (
        state.subject != WRITER and who != WRITER and _same_person(who, reading.subject_sex, state)
    ):
        if state.sex is None and reading.subject_sex:
            state.sex = reading.subject_sex
        _rename(reading, state)
        return None
    if who in ("she", "he", "they") and state.subject == WRITER and state.case.findings and not reading.people:
        return None
    state.others[state.subject] = state.case
    state.case = state.others.pop(who, Case())
    state.subject, state.sex = who, reading.subject_sex
    state.go_on, state.finished, state.topic, state.last_value, state.undo = False, False, None, None, {}
    return who


def _same_person(who: str, sex: str | None, state: State) -> bool:
    if who in _PRONOUNS or state.subject in _PRONOUNS:
        return sex is None or state.sex is None or sex == state.sex
    return _SAME.get(who, who) == _SAME.get(state.subject, state.subject)


def _rename(reading: Reading, state: State) -> None:
    """Mentions of the person by another word ("mum", later "mother") are that person's."""
    if state.subject == WRITER:
        return
    reading.mentions = [
        replace(m, who=state.subject) if _SAME.get(m.who, m.who) == _SAME.get(state.subject, state.subject) else m
        for m in reading.mentions
    ]
