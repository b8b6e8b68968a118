"""Short answers in context: what "yes", "none of those", "12" or "normal" says about the question that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dialogue.heard import Heard
from dialogue.state import State
from knowledge.model import Knowledge
from nlu.reading import ABSENT, BareQuantity, Reading
from reasoning.interview import settle
from reasoning.mentions import Mention
from reasoning.units import UnknownUnit, accepted

Known = Literal["present", "absent", "unknown"]
_WHEN_LOW = ("albumin_low", "anemia")
_MEASURED_BY = {"anemia": "hemoglobin"}  # "it was 96 so no": the value decides, whatever is made of it
_NO_COUNT = 7.0  # "twice", "3 times": no haemoglobin


def fits(q: BareQuantity, finding: str, knowledge: Knowledge) -> bool:
    """Can a lone number be a value of this finding?"""
    entry = knowledge.findings[finding]
    if entry.measure is None:
        return False
    if q.unit is None:
        return True
    try:
        return accepted(q.unit, entry) is not None
    except UnknownUnit:
        return False


def taken_up(asking: str | None, reading: Reading, state: State, heard: Heard, knowledge: Knowledge) -> bool:
    """Was the open question taken up, so that the next one may come?"""
    if asking is None:
        return True
    if heard.switched:  # the question that this person left unanswered is put again
        return False
    if asking not in knowledge.groups:
        return asking in state.case.findings
    members = set(knowledge.groups[asking].members)
    heard.which = _yes_to_which(asking, reading, members, state, heard, knowledge)
    if heard.which:
        return False
    told = {c.finding for c in heard.changes} | {d.finding for d in heard.doubts} | set(heard.told)
    return (
        heard.settled
        or (bool(reading.answers) and not heard.aside and not _of_other_tests(asking, reading, knowledge))
        or bool(told & members)
        or asking in reading.not_done
    )


def _yes_to_which(
    asking: str, reading: Reading, members: set[str], state: State, heard: Heard, knowledge: Knowledge
) -> bool:
    """ "Yes" to a question that names several symptoms or illnesses: asked once which of them."""
    bare = reading.answers == ["yes"] and not heard.settled and not heard.aside and not set(heard.told) & members
    return bare and not knowledge.tests(asking) and state.missed != asking


def answers_to(
    reading: Reading, mentions: Sequence[Mention], state: State, heard: Heard, knowledge: Knowledge
) -> list[Mention]:
    """What short answers, lone numbers and lone states say about the finding that was asked (or spoken of)."""
    asking = state.case.asking
    target = asking if asking is not None and asking in knowledge.findings else None
    if state.topic and "over_it" in reading.marks and not any(m.finding == state.topic for m in mentions):
        target = state.topic
        heard.aside = True
    named = {m.finding for m in mentions}
    out: list[Mention] = []
    for q in reading.quantities:
        finding = _quantity_target(q, target, asking, state, named, knowledge)
        if finding:
            out.append(Mention(finding, "present", q.value, q.unit))
            named.add(finding)
    if target is None or target in named or _MEASURED_BY.get(target) in named:
        return out
    entry = knowledge.findings[target]
    tested = knowledge.tests(target)
    answer = reading.answers[0] if reading.answers else None
    if "not_that_i_know" in reading.marks:
        out.append(Mention(target, "unknown" if tested or entry.kind != "boolean" else "absent"))
    elif answer in ("dont_know", "rest_unknown") or entry.group in reading.not_done:
        out.append(Mention(target, "unknown"))
    elif reading.states and entry.kind == "boolean" and tested and "rest_no" not in reading.answers:
        out.append(Mention(target, status_of(target, reading.states[0])))
    elif answer == "yes" and entry.kind == "boolean":
        out.append(Mention(target, "present"))
    elif answer == "no":
        out.append(Mention(target, "absent" if entry.kind == "boolean" else "unknown"))
    return out


def status_of(finding: str, state: str) -> Known:
    """What "high" (H), "low" (L), "normal" (N), "positive" (+) or "negative" (-) says of a finding."""
    if state in "N-":
        return "absent"
    return "present" if (state == "L") == (finding in _WHEN_LOW) or state == "+" else "absent"


def _quantity_target(
    q: BareQuantity, target: str | None, asking: str | None, state: State, named: set[str], knowledge: Knowledge
) -> str | None:
    if q.unit == "years":
        return "age" if asking in ("age", "profile") and "age" not in named else None
    if target and target not in named and fits(q, target, knowledge):
        return target
    measured = _MEASURED_BY.get(target or "")
    if measured and measured not in named and isinstance(q.value, float) and (q.unit or q.value >= _NO_COUNT):
        return measured if fits(q, measured, knowledge) else None
    if asking == "profile" and "age" not in named and q.unit is None:
        return "age"
    if asking == "bone_marrow" and q.unit in ("%", None) and "marrow_plasma_cells" not in named:
        return "marrow_plasma_cells"
    return None


def _of_other_tests(asking: str, reading: Reading, knowledge: Knowledge) -> bool:
    """ "I never had any tests" says nothing of symptoms."""
    return bool(reading.not_done) and asking in knowledge.groups and not knowledge.tests(asking)


def settle_group(reading: Reading, state: State, heard: Heard, knowledge: Knowledge, any_mention: bool) -> None:
    """Close a group by "none of those", "that's all", "haven't had that test"."""
    asking = None if heard.aside else state.case.asking
    if state.case.asking in knowledge.findings and len(reading.not_done) > 1:
        return  # "I haven't had that test" answers the finding that was asked, and nothing more
    for group in reading.not_done:
        state.case.findings = settle(group, "unknown" if group != asking else "no", state.case.findings, knowledge)
        heard.settled = heard.settled or group == asking
    if asking is not None and asking in knowledge.findings and "rest_unknown" in reading.answers:
        state.case.findings = settle(knowledge.group_of(asking), "skip", state.case.findings, knowledge)
        heard.settled = True
    if asking is None or asking not in knowledge.groups:
        return
    tests = knowledge.tests(asking)
    if _of_other_tests(asking, reading, knowledge):
        return
    answers = set(reading.answers)
    members = knowledge.groups[asking].members
    inside = bool(set(heard.told) & set(members))
    elsewhere = bool(heard.told) and not inside  # the "no" stands beside other news
    if ("rest_no" in answers and inside) or ("no" in answers and "yes" not in answers and (not elsewhere or "no_first" in answers)):
        if tests and "N" in reading.states and not any_mention:
            _all_absent(asking, state, knowledge)
        else:
            unsure = tests and "not_that_i_know" in reading.marks
            state.case.findings = settle(asking, "unknown" if unsure else "no", state.case.findings, knowledge)
        heard.settled = True
    elif ("rest_unknown" in answers and (inside or tests)) or ("dont_know" in answers and not any_mention):
        state.case.findings = settle(asking, "skip", state.case.findings, knowledge)
        heard.settled = True
    elif tests and ("rest_normal" in answers or (reading.states == ["N"] and not any_mention)):
        _all_absent(asking, state, knowledge)
        heard.settled = True


def _all_absent(group: str, state: State, knowledge: Knowledge) -> None:
    """ "They were all normal": tests done and fine, so what they look for is absent."""
    for member in knowledge.groups[group].members:
        if knowledge.findings[member].kind == "boolean" and member not in state.case.findings:
            state.case.findings[member] = {"status": ABSENT}
