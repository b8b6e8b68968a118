"""A message in the light of the question that is open: what it answers, however it is worded.

The reading of a message knows nothing of what was asked. Here "high", "not tested", "the first one, the others no" or
"nothing apart from tiredness" become answers, states and findings of the question that is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dialogue.other_tests import elsewhere
from dialogue.people import unnamed
from dialogue.picking import picked
from dialogue.stance import by_stance
from dialogue.state import State
from dialogue.ways import LONGEST, Ways, ways
from knowledge.model import Knowledge
from nlu.reading import ABSENT, PRESENT, PROFILE, UNKNOWN, WRITER, BareQuantity, FindingMention, Reading

_RESULT_OF = {"marrow_plasma_cells": "plasma_cells_increased", "bone_marrow": "plasma_cells_increased"}
_TOO_MANY = {"H": PRESENT, "+": PRESENT, "N": ABSENT, "L": ABSENT, "-": ABSENT}
_LOOKS = {"+": PRESENT, "N": ABSENT}  # what "abnormal" and "normal" beside the number say of the cells
_SHORT = 8  # words of a message that opens with yes or no and answers by that
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CLAUSE = re.compile(r"[,.;!\n]| - |\bbut\b", re.IGNORECASE)
_NO_ALONE = re.compile(r"^\W*\w+\s*[.!\n]")  # "No." as a sentence of its own
_OWN = ("yes", "no", "dont_know")


def answer_in_context(
    text: str, reading: Reading, state: State, knowledge: Knowledge, asks_for: bool = False,
    steps_back: bool = False, locale: str = "en",
) -> Reading | None:
    """The reading of a message that answers the open question in words of its own; None where it does not.

    `text`: the message as typed. `asks_for`: it seems to ask for something to be done, so that it has to be an answer
    as a whole; `steps_back`: to go back. The reading given is not changed.
    """
    asking = state.case.asking
    answered = _by_words(text, reading, state, knowledge, asks_for, steps_back, locale)
    heard = by_stance(answered or reading, asking, knowledge) if asking is not None and not asks_for else None
    return heard or answered


def _by_words(
    text: str, reading: Reading, state: State, knowledge: Knowledge, asks_for: bool, steps_back: bool, locale: str
) -> Reading | None:
    asking, by = state.case.asking, ways(locale)
    if asking is None and steps_back and reading.mentions:
        return reading  # "just the back"
    if asking is None or by.has("asks", text) or len(text.split()) > 2 * LONGEST:
        return None
    if elsewhere(reading, asking, knowledge):
        return None
    words, tested = by.heard_off(by.plain(text)), knowledge.tests(asking)
    told = reading.answers or reading.mentions or by.is_all(["not_known"], words)
    if reading.tests.get(asking) == "D" and not told:
        return replace(reading, answers=["yes"], states=[])  # "they did an x-ray"
    last = by.find("last_answer", words) if not reading.mentions else None
    if last is not None:
        return replace(reading, answers=[k for k, found in last.groupdict().items() if found], marks=_calm(reading))
    if state.subject == WRITER and _only_others(reading, asking, knowledge):
        return replace(reading, subject=None, mentions=[m for m in reading.mentions if m.who == WRITER])
    answer = by.answer_to(asking, knowledge.group_of(asking), words)
    if answer is not None:
        return _only(answer, reading)
    chosen = picked(text, words, reading, asking, knowledge, by) if asking in knowledge.groups else None
    if chosen is None:
        own = [m for m in reading.mentions if knowledge.asks(asking, m.finding)]
        chosen = _state(words, reading, own, asking, tested, by)
    if chosen is None and not tested and asking in knowledge.groups and reading.answers[:1] == ["no"]:
        cut = _CLAUSE.search(text) or (by.find("only", text) if reading.mentions else None)  # not "no just my legs"
        news = all(m.assertion == PRESENT and m.finding not in state.case.findings for m in reading.mentions)
        first = cut is not None and by.is_all(["no_words"], by.plain(text[: cut.start()]))
        if news and first and "correction" not in reading.marks:
            return replace(reading, answers=["no", "no_first"])  # "no, but I have lost weight", "no just tired"
    if chosen is None and not tested and _denies_apart(text, words, reading, asking, knowledge, by):
        return replace(reading, answers=[])
    if chosen is not None or any(_tells(m, asking, knowledge) for m in reading.mentions):
        return chosen
    chosen = _verdict(words, reading, asking, tested, knowledge, by) or _number(words, reading, asking, knowledge, by)
    return chosen or (None if asks_for else _plain_answer(words, reading))


def _only_others(reading: Reading, asking: str, knowledge: Knowledge) -> bool:
    """ "Not me, my sister", "my dad had that": where an earlier illness was asked about, nobody turns to them by it."""
    asked = knowledge.groups[knowledge.group_of(asking)]
    theirs = all(m.finding in (*PROFILE, *asked.members) and (m.who == reading.subject or m.assertion == ABSENT) for m in reading.mentions)
    told = bool(reading.mentions) or reading.answers == ["no"]
    named = reading.subject is not None and not unnamed(reading.subject)
    return asked.kind == "history" and named and told and theirs


def _denies_apart(
    text: str, words: str, reading: Reading, asking: str, knowledge: Knowledge, by: Ways
) -> bool:
    """ "No she's not confused and she can walk": denies what it names, and nothing else that was asked."""
    own = [m for m in reading.mentions if asking in knowledge.groups and knowledge.asks(asking, m.finding)]
    denied = bool(own) and all(m.assertion == ABSENT and not m.bare for m in own)
    return denied and reading.answers == ["no"] and not _NO_ALONE.search(text) and not by.has("whole_no", words)


def _tells(m: FindingMention, asking: str, knowledge: Knowledge) -> bool:
    """The message names the finding that was asked, or one of the group, or tells any other."""
    return knowledge.asks(asking, m.finding) or m.value is not None or not m.bare


def _state(
    words: str, reading: Reading, own: Sequence[FindingMention], asking: str, tested: bool, by: Ways
) -> Reading | None:
    """ "It was a bit high, I think", "can't remember the number but it was high", "nothing found"."""
    if by.has("unseen", words):
        return None  # "I have NOT SEEN the results" tells no state
    state = by.state(words) or (by.state_after_unknown(words) if tested else None)
    if state is None or reading.quantities or any(m.assertion == PRESENT and not m.bare for m in own):
        return None
    if not tested:
        answer = "yes" if state == "+" else "no" if state in "N-" else None
        return replace(reading, answers=[answer], states=[], mentions=[], marks=_calm(reading)) if answer else None
    if asking in _RESULT_OF and not (asking == "bone_marrow" and state in "N-+"):
        told = FindingMention(_RESULT_OF[asking], _TOO_MANY[state])
        unknown = [FindingMention(asking, UNKNOWN)] if asking != "bone_marrow" else []
        return replace(reading, mentions=[told, *unknown], answers=[], states=[], marks=_calm(reading))
    state = "N" if state == "-" and asking in ("imaging", "blood_and_urine", "bone_marrow") else state
    return replace(reading, answers=[], states=[state], mentions=[], not_done=[], marks=_calm(reading))


def _verdict(
    words: str, reading: Reading, asking: str, tested: bool, knowledge: Knowledge, by: Ways
) -> Reading | None:
    """ "None of that applies", "not tested", "they didn't say", "a few"."""
    answer: str | None = None
    if reading.not_done and not tested:
        return None  # "I have not had any tests" denies no symptom
    if by.is_all(["none"], words) or (not tested and by.is_all(["not_had", "none", "none_felt"], words)):
        answer = "no"
    elif by.is_all(["not_known", "not_had"] if tested else ["not_known"], words) and _unsure(words, reading, tested):
        answer = "dont_know"
    elif asking in knowledge.findings and by.is_all(["some"], words):
        answer = "yes"
    if answer is None:
        return None
    return _only(answer, reading)


def _unsure(words: str, reading: Reading, tested: bool) -> bool:
    """A symptom that nobody measured is no result: there only "don't know" counts as it."""
    return tested or reading.answers != ["no"]


def _number(words: str, reading: Reading, asking: str, knowledge: Knowledge, by: Ways) -> Reading | None:
    """ "Roughly twelve", "around 2.9 I think", "12 point five"."""
    if knowledge.measured(asking) is None or len(words.split()) > LONGEST:
        return None
    point = by.find("point", words)
    if point and len(reading.quantities) == 2:
        whole, part = (q.value for q in reading.quantities)
        both = isinstance(whole, float) and isinstance(part, float)
        if both and whole == int(whole) and part == int(part) >= 0:
            value = float(f"{int(whole)}.{int(part)}")
            q = reading.quantities[0]
            return replace(reading, quantities=[BareQuantity(value, reading.quantities[1].unit, q.start, q.end)])
    if reading.quantities:
        looks = _LOOKS.get(reading.states[0]) if asking == "bone_marrow" and reading.states else None
        told = [FindingMention("plasma_cells_abnormal", looks)] if looks else reading.mentions
        return replace(reading, mentions=told, answers=[], states=[]) if len(reading.quantities) == 1 else None
    found = _NUMBER.findall(words)
    left = " ".join(_NUMBER.sub(" ", words).split())
    if len(found) != 1 or (left and not by.is_all(["about", "before", "after"], left)):
        return None
    return replace(reading, quantities=[BareQuantity(float(found[0].replace(",", ".")), None, 0, 0)], answers=[], states=[])


def _plain_answer(words: str, reading: Reading) -> Reading | None:
    """A message that opens with yes, no or don't know answers, whatever else it says."""
    short = len(words.split()) <= _SHORT
    return reading if short and reading.answers[:1] and reading.answers[0] in _OWN and not reading.marks else None


def _only(answer: str, reading: Reading) -> Reading:
    """The reading of a message that gives this answer and tells nothing else."""
    return replace(reading, answers=[answer], states=[], quantities=[], mentions=[], not_done=[], marks=_calm(reading))


def _calm(reading: Reading) -> list[str]:
    """The marks without those that a short answer only seems to carry ("it was normal" looks back at nothing)."""
    return [m for m in reading.marks if m not in ("over_it", "correction")]
