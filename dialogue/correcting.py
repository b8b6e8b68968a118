"""Corrections: a number that replaces an earlier one, a statement taken back."""

from __future__ import annotations

import re
from dataclasses import replace

from dialogue.heard import Heard
from dialogue.naming import named_by_words
from dialogue.short_answers import fits, status_of
from dialogue.state import State
from dialogue.urgency import SIGNS
from dialogue.ways import ways
from knowledge.model import Knowledge
from nlu.reading import ABSENT, ACTUAL, PRESENT, FindingMention, Reading
from reasoning.mentions import Mention

_CLAUSE = re.compile(r"[,.;!?\n]")


def retract(reading: Reading, state: State, heard: Heard, knowledge: Knowledge, text: str) -> None:
    """Take back what is named ("scrap the fracture", "the weight bit"), or else what the last message changed."""
    last = {m.finding: m for m in reading.mentions if m.modality == ACTUAL and not m.bare}
    denied = {finding for finding, m in last.items() if m.assertion == ABSENT}
    stored = state.case.findings
    turned = any({stored.get(f, {}).get("status"), m.assertion} == {PRESENT, ABSENT} for f, m in last.items() if m.value is None)
    if turned and not denied:  # "no, that's not right, the pain is there all the time"
        reading.marks, reading.answers = [*reading.marks, "correction"], []
        return
    if denied:  # "I was wrong about the cancer, I never had one" puts right and takes nothing back
        reading.mentions = [m for m in reading.mentions if m.finding not in denied or m.assertion == ABSENT]
        return
    clause = _CLAUSE.split(text)[0]
    inside = [m for m in reading.mentions if m.start < len(clause)]  # "I lied about the ribs, it's only tiredness"
    named = [m.finding for m in inside or reading.mentions if m.finding in state.case.findings and m.value is None]
    if "retract_named" in reading.marks and not inside:
        named = _by_place(clause, state) or named
    if not named and "retract_named" in reading.marks:
        anew = {m.finding for m in reading.mentions if m.value is not None}  # "I was wrong about my age, I'm 53"
        named = [f for f in named_by_words(clause, state.case.findings, knowledge) if f not in anew]
    other_news = any(m.value is not None for m in reading.mentions) or reading.quantities
    whole = "retract" in reading.marks and not other_news
    targets = named or (list(state.undo) if whole else [])
    by = ways()
    denies = len(named) == 1 and by.has("denies_too", by.plain(text))
    for finding in dict.fromkeys(targets):
        if denies and not knowledge.tests(finding):
            state.case.findings[finding] = {"status": ABSENT}
            continue
        old = state.undo.get(finding) or None
        if old and not named:
            state.case.findings[finding] = old
        else:
            state.case.findings.pop(finding, None)
        heard.retracted.append(finding)
    if named and not reading.quantities:
        reading.mentions = [m for m in reading.mentions if m.finding not in named]
    state.undo = {}


def _by_place(clause: str, state: State) -> list[str]:
    """The findings that were told of a place which the clause names."""
    words = set(ways().plain(clause).split())
    places = {f: {w for site in s.get("sites", ()) for w in site.split()[-1:]} for f, s in state.case.findings.items()}
    return [f for f, at in places.items() if at & words]


def in_place_of(reading: Reading, state: State, knowledge: Knowledge, text: str) -> Reading:
    """ "Oh no, 57 not 75": a lone number in the place of a stored one is of that finding, whatever is asked; no word of it
    answers."""
    by = ways()
    found = by.find("not_the_number", by.plain(text))
    if found is None:
        return reading
    old = float(found.group(1).replace(",", "."))
    others = [q for q in reading.quantities if q.value != old]
    if len(others) != 1:
        return reading
    q = others[0]
    stored = [f for f, s in state.case.findings.items() if s.get("value") == old and fits(q, f, knowledge)]
    if len(stored) != 1:
        return reading
    new = FindingMention(stored[0], PRESENT, value=q.value, unit=q.unit, start=q.start, end=q.end)
    return replace(reading, mentions=[*reading.mentions, new], quantities=[], answers=[], marks=[*reading.marks, "correction"])


def corrected(
    reading: Reading, mentions: list[Mention], state: State, knowledge: Knowledge, text: str = ""
) -> list[Mention]:
    """A number that replaces an earlier one: "14, wait, 24 percent", or "sorry, 24" in a message of its own; a sex that
    does; a statement taken back in the same breath ("I lost weight, no actually I haven't")."""
    if "correction" not in reading.marks:
        return mentions
    replaced = {state.case.findings.get(m.finding, {}).get("value") for m in mentions if m.value is not None}
    reading.quantities = [q for q in reading.quantities if q.value not in replaced]  # "he's 85, I said 58"
    if not reading.quantities:
        mentions = mentions or _restated(reading, state, knowledge)
        return _taken_back(_latest([*mentions, *_sex(mentions, state, knowledge, text)]), reading, text)
    q = reading.quantities[-1]
    placed = [m for m in reading.mentions if m.value is not None and m.start < q.start and fits(q, m.finding, knowledge)]
    if placed and q.corrects:  # not "sorry for all this. I'm 47, a mum of three"
        target = placed[-1].finding
        return [
            replace(m, value=q.value, unit=q.unit or m.unit) if m.finding == target else m for m in _latest(mentions)
        ]
    by_name = named_by_words(_CLAUSE.split(text)[0], state.case.findings, knowledge)
    target_before = next(
        (
            f
            for f in (*by_name, state.case.asking, state.last_value)
            if f and (f in state.case.findings or f == state.last_value) and f in knowledge.findings and fits(q, f, knowledge)
        ),
        None,
    )
    if target_before and not any(m.finding == target_before for m in mentions):
        reading.quantities.pop()
        return [*_latest(mentions), Mention(target_before, "present", q.value, q.unit)]
    return _latest(mentions)


def _restated(reading: Reading, state: State, knowledge: Knowledge) -> list[Mention]:
    """ "No wait, it's normal": a lone state puts right the one test that the last message told, unless it answers a question."""
    asking = state.case.asking
    if asking and knowledge.tests(asking):
        return []
    tests = [f for f in state.undo if knowledge.findings[f].kind == "boolean" and knowledge.tests(f)]
    said = {status_of(f, s) for f in tests for s in reading.states}
    return [Mention(tests[0], said.pop())] if len(tests) == 1 and len(said) == 1 else []


def _latest(mentions: list[Mention]) -> list[Mention]:
    """In a message that corrects itself, the last statement about a finding stands."""
    return list({m.finding: m for m in mentions}.values())


def _sex(mentions: list[Mention], state: State, knowledge: Knowledge, text: str) -> list[Mention]:
    """ "I put male by accident, I'm female": of two that are named, the one that is not stored."""
    stored = state.case.findings.get("sex", {}).get("value")
    if stored is None or any(m.finding == "sex" for m in mentions):
        return []
    words = ways().plain(text).split()
    named = [v for v in knowledge.findings["sex"].values or () if knowledge.words.replies.get(f"value.{v}", v) in words]
    other = [v for v in named if v != stored]
    return [Mention("sex", value=other[0])] if len(other) == 1 and stored in named else []


def _taken_back(mentions: list[Mention], reading: Reading, text: str) -> list[Mention]:
    """The last statement as not so, where the message ends by taking it back."""
    by = ways()
    told = [m for m in mentions if m.status == PRESENT and m.value is None]
    if not told or not reading.mentions or not by.has("takes_back", by.plain(text)) or reading.mentions[-1].finding != told[-1].finding:
        return mentions
    return [replace(m, status="absent") if m is told[-1] else m for m in mentions]


def replaces_stored(finding: str, value: float | str | None, state: State, text: str) -> bool:
    """Does the text name the stored value beside a new one ("13 percent, not 30"), so that it must be this finding's?"""
    stored = state.case.findings.get(finding, {}).get("value")
    if not isinstance(stored, (int, float)) or value is None or value == stored:
        return False
    return re.search(rf"(?<![\d.,]){re.escape(f'{stored:g}')}(?![\d]|[.,]\d)", text) is not None


def not_new(reading: Reading, state: State, text: str) -> list[Mention]:
    """ "Nothing new, I've always had it", after the advice for a warning sign just told: old states are none."""
    by = ways()
    told = [f for f in SIGNS if f in state.undo and state.case.findings.get(f, {}).get("status") == PRESENT]
    if state.case.asking is not None or reading.mentions or not told or not by.is_all(["not_new"], by.plain(text)):
        return []
    return [Mention(f, "absent") for f in told]
