"""What a message means in this conversation: whose findings, which question a "yes" answers, what a number corrects."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Sequence

from dialogue.people import turn_to
from dialogue.state import Findings, State
from knowledge.model import Knowledge
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PAST, POSSIBLE, PRESENT, QUESTION, UNKNOWN, WRITER, BareQuantity, FindingMention, Reading
from reasoning.interview import settle
from reasoning.mentions import Change, Doubt, Mention
from reasoning.record import apply
from reasoning.units import UnknownUnit, accepted

_TEST_GROUPS = ("blood_and_urine", "bone_marrow", "imaging")
_PRONOUNS = ("she", "he", "they", "patient", "pt")
_OPEN = ("possible", UNKNOWN)


@dataclass
class Heard:
    """What was made of a message: stored changes, doubts to ask about, and what was heard but rightly not stored."""

    changes: list[Change] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    supposed: list[str] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)
    settled: bool = False
    answered: bool = False
    aside: bool = False
    switched: str | None = None
    corrected: bool = False
    retracted: list[str] = field(default_factory=list)
    confirm: str | None = None


def hear(reading: Reading, state: State, knowledge: Knowledge, steering: bool = False) -> Heard:
    """Record a message into the state. The state is changed in place; what happened is returned.

    `steering`: the message asks for something (a summary, an explanation, the way back), so that no word of it is a short
    answer to the open question.
    """
    heard = Heard()
    if steering:
        reading = replace(reading, answers=[], states=[], quantities=[])
    if state.pending == "delete":
        if reading.answers[:1] in (["yes"], ["no"]):
            heard.confirm = reading.answers[0]
            return heard
        state.pending = None
    heard.switched = turn_to(reading, state)
    before: Findings = {k: dict(v) for k, v in state.case.findings.items()}
    asking = state.case.asking
    if "retract" in reading.marks:
        _retract(reading, state, heard)
    mentions = _own(reading, state, heard, knowledge)
    mentions = _corrected(reading, mentions, state, heard, knowledge)
    mentions += _answers(reading, mentions, state, heard, knowledge)
    if state.sex and "sex" not in state.case.findings and not any(m.finding == "sex" for m in mentions):
        mentions.append(Mention("sex", value=state.sex))
    recorded = apply(state.case.findings, mentions, asking, knowledge)
    state.case.findings = recorded.findings
    heard.doubts = recorded.doubts
    _settle(reading, state, heard, knowledge, bool(mentions))
    heard.changes = [Change(f, before.get(f), state.case.findings.get(f)) for f in {**before, **state.case.findings}
                     if before.get(f) != state.case.findings.get(f)] if not heard.switched else [
        Change(f, None, v) for f, v in state.case.findings.items() if any(m.finding == f for m in mentions)]
    heard.answered = _answered(asking, reading, state, heard, knowledge)
    if asking is not None and state.case.trail and not heard.switched:
        step = state.case.trail[-1]["before"]
        for change in heard.changes:
            step.setdefault(change.finding, change.before)
    if heard.changes and not heard.retracted:
        state.undo = {c.finding: before.get(c.finding) or {} for c in heard.changes}
    valued = [m.finding for m in mentions if m.value is not None and m.finding not in ("age", "sex")]
    if valued:
        state.last_value = valued[-1]
    elif any(m.finding == "age" for m in mentions):
        state.last_value = "age"
    if heard.changes or heard.retracted:
        state.finished = False
    return heard


def _answered(asking: str | None, reading: Reading, state: State, heard: Heard, knowledge: Knowledge) -> bool:
    """Was the open question taken up, so that the next one may come?"""
    if asking is None or heard.switched:
        return True
    if asking not in knowledge.groups:
        return asking in state.case.findings
    members = set(knowledge.groups[asking].members)
    return heard.settled or (bool(reading.answers) and not heard.aside) or any(c.finding in members for c in heard.changes) or asking in reading.not_done


def _retract(reading: Reading, state: State, heard: Heard) -> None:
    named = [m.finding for m in reading.mentions if m.finding in state.case.findings and m.value is None]
    other_news = any(m.value is not None for m in reading.mentions) or reading.quantities
    targets = named or ([] if other_news else list(state.undo))
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


def _own(reading: Reading, state: State, heard: Heard, knowledge: Knowledge) -> list[Mention]:
    """The mentions that are told as facts of the person the conversation is about."""
    out: list[Mention] = []
    for m in reading.mentions:
        if m.finding not in knowledge.findings:
            continue
        if not _of_subject(m, state, knowledge):
            if m.modality == ACTUAL and m.finding not in ("age", "sex"):
                heard.others.append(m.finding)
            continue
        if m.modality in (HYPOTHETICAL, QUESTION):
            heard.supposed.append(m.finding)
            continue
        if m.modality == PAST or (m.bare and not _asked(m.finding, state, knowledge)):
            continue
        if m.assertion == POSSIBLE:
            heard.possible.append(m.finding)
            continue
        out.append(_mention(m, knowledge))
    return out


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
        return knowledge.findings[m.finding].group in _TEST_GROUPS
    if m.who in (NOBODY, state.subject):
        return True
    if m.who in _PRONOUNS or state.subject in _PRONOUNS:
        sex = {"she": "female", "he": "male"}.get(m.who)
        return sex is None or state.sex in (None, sex)
    return False


def _asked(finding: str, state: State, knowledge: Knowledge) -> bool:
    asking = state.case.asking
    if asking == finding or (asking in knowledge.groups and finding in knowledge.groups[asking].members):
        return True
    if finding in ("pain_persistent", "pain_progressive", "pain_severe"):
        pains = any(state.case.findings.get(p, {}).get("status") == PRESENT for p in ("spinal_pain", "bone_pain", "radiating_pain"))
        return pains or asking in ("spinal_pain", "bone_pain", "pain_persistent", "pain_progressive", "pain_severe")
    return False


def _fits(q: BareQuantity, finding: str, knowledge: Knowledge) -> bool:
    entry = knowledge.findings[finding]
    if entry.measure is None:
        return False
    if q.unit is None:
        return True
    try:
        return accepted(q.unit, entry) is not None
    except UnknownUnit:
        return False


def _corrected(reading: Reading, mentions: list[Mention], state: State, heard: Heard, knowledge: Knowledge) -> list[Mention]:
    """A number that replaces an earlier one: "14, wait, 24 percent", or "sorry, 24" in a message of its own."""
    if "correction" not in reading.marks:
        return mentions
    heard.corrected = True
    if not reading.quantities:
        return _latest(mentions)
    q = reading.quantities[-1]
    placed = [m for m in reading.mentions if m.value is not None and m.start < q.start and _fits(q, m.finding, knowledge)]
    if placed:
        target = placed[-1].finding
        return [replace(m, value=q.value, unit=q.unit or m.unit) if m.finding == target else m for m in _latest(mentions)]
    target_before = next((f for f in (state.case.asking, state.last_value) if f and f in state.case.findings and f in knowledge.findings
                          and _fits(q, f, knowledge)), None)
    if target_before and not any(m.finding == target_before for m in mentions):
        reading.quantities.pop()
        return [*_latest(mentions), Mention(target_before, PRESENT, q.value, q.unit)]
    return _latest(mentions)


def _latest(mentions: list[Mention]) -> list[Mention]:
    """In a message that corrects itself, the last statement about a finding stands."""
    return list({m.finding: m for m in mentions}.values())


def _answers(reading: Reading, mentions: Sequence[Mention], state: State, heard: Heard, knowledge: Knowledge) -> list[Mention]:
    """What short answers, lone numbers and lone states say about the finding that was asked (or spoken of)."""
    asking = state.case.asking
    target = asking if asking in knowledge.findings else None
    if state.topic and "over_it" in reading.marks and not any(m.finding == state.topic for m in mentions):
        target = state.topic
        heard.aside = True
    named = {m.finding for m in mentions}
    out: list[Mention] = []
    for q in reading.quantities:
        finding = _quantity_target(q, target, asking, state, named, knowledge)
        if finding:
            out.append(Mention(finding, PRESENT, q.value, q.unit))
            named.add(finding)
    if target is None or target in named:
        return out
    entry = knowledge.findings[target]
    tested = entry.group in _TEST_GROUPS
    answer = reading.answers[0] if reading.answers else None
    group_not_done = entry.group in reading.not_done
    if "not_that_i_know" in reading.marks:
        out.append(Mention(target, UNKNOWN if tested or entry.kind != "boolean" else ABSENT))
    elif answer == "dont_know" or group_not_done:
        out.append(Mention(target, UNKNOWN))
    elif reading.states and entry.kind == "boolean" and tested:
        status = _state_status(target, reading.states[0])
        if status:
            out.append(Mention(target, status))
    elif answer == "yes" and entry.kind == "boolean":
        out.append(Mention(target, PRESENT))
    elif answer == "no":
        out.append(Mention(target, ABSENT if entry.kind == "boolean" else UNKNOWN))
    return out


def _state_status(finding: str, state: str) -> Any:
    low = finding in ("albumin_low", "anemia")
    table = {"H": ABSENT if low else PRESENT, "L": PRESENT if low else ABSENT, "N": ABSENT, "+": PRESENT, "-": ABSENT}
    return table.get(state)


def _quantity_target(q: BareQuantity, target: str | None, asking: str | None, state: State, named: set[str], knowledge: Knowledge) -> str | None:
    if q.unit == "years":
        return "age" if asking in ("age", "profile") and "age" not in named else None
    if target and target not in named and _fits(q, target, knowledge):
        return target
    if asking == "profile" and "age" not in named and q.unit is None:
        return "age"
    if asking == "bone_marrow" and q.unit in ("%", None) and "marrow_plasma_cells" not in named:
        return "marrow_plasma_cells"
    return None


def _settle(reading: Reading, state: State, heard: Heard, knowledge: Knowledge, any_mention: bool) -> None:
    """Close a group by "none of those", "that's all", "haven't had that test"."""
    asking = None if heard.aside else state.case.asking
    for group in reading.not_done:
        state.case.findings = settle(group, "unknown" if group != asking else "no", state.case.findings, knowledge)
        heard.settled = heard.settled or group == asking
    if asking is None or asking not in knowledge.groups:
        return
    tests = knowledge.groups[asking].kind == "tests"
    answers = set(reading.answers)
    if "rest_no" in answers or ("no" in answers and "yes" not in answers):
        if tests and "N" in reading.states and not any_mention:
            _all_absent(asking, state, knowledge)
        else:
            how = "unknown" if tests and "not_that_i_know" in reading.marks else "no"
            state.case.findings = settle(asking, how, state.case.findings, knowledge)  # type: ignore[arg-type]
        heard.settled = True
    elif "rest_unknown" in answers or ("dont_know" in answers and not any_mention):
        state.case.findings = settle(asking, "skip", state.case.findings, knowledge)
        heard.settled = True
    elif tests and reading.states == ["N"] and not any_mention:
        _all_absent(asking, state, knowledge)
        heard.settled = True


def _all_absent(group: str, state: State, knowledge: Knowledge) -> None:
    """"They were all normal": tests done and fine, so what they look for is absent."""
    for member in knowledge.groups[group].members:
        if knowledge.findings[member].kind == "boolean" and member not in state.case.findings:
            state.case.findings[member] = {"status": ABSENT}
