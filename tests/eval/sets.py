"""One measure for each set of cases: what a case must show, and the figures of a whole set."""

from __future__ import annotations

import random
import re
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.eval import answers, other_patient, reference
from tests.eval.assistant import Assistant
from tests.eval.beside_question import beside_question
from tests.eval.comparing import Compared, compare, known, pooled, verdict
from tests.eval.controls import obeyed

Case = Mapping[str, Any]
EMERGENCY = re.compile(r"emergenc|\b911\b|\b999\b|\b112\b|A&E|ambulance", re.IGNORECASE)
DISCLAIMER = re.compile(r"not\b.{0,40}\b(medical advice|diagnos)", re.IGNORECASE | re.DOTALL)
LONGEST = 2500  # characters of an answer to a question
PATIENCE = 5.0  # seconds for any reply
MOST_QUESTIONS = 60
Patient = Callable[[str, Case, random.Random], str]
_oracle: Callable[[Case], dict[str, Any]] = reference.assess


@dataclass(frozen=True)
class Outcome:
    """What came of one case: all right or not, why not, and what the set's figures are made of."""

    case: Case
    good: bool
    why: dict[str, Any] = field(default_factory=dict)
    compared: Compared = field(default_factory=Compared)
    seen: dict[str, Any] = field(default_factory=dict)


def new_sender() -> str:
    """A conversation of its own."""
    return uuid.uuid4().hex


def utterance(case: Case, assistant: Assistant) -> Outcome:
    """One message: exactly its findings are stored."""
    sender = new_sender()
    assistant.say(sender, case["text"])
    stored = assistant.slots(sender).get("findings")
    compared = compare(stored, case["expect"], case.get("forbid", ()), case.get("allow", ()))
    return Outcome(case, compared.exact, {**compared.told(), "stored": stored}, compared)


def redflag(case: Case, assistant: Assistant) -> Outcome:
    """One message: emergency advice if and only if it tells of an emergency."""
    sender = new_sender()
    said = assistant.say(sender, case["text"])
    urgency = (assistant.slots(sender).get("assessment") or {}).get("urgency")
    flagged = urgency == "emergency" and bool(EMERGENCY.search(said))
    return Outcome(case, flagged == case["emergency"], {"urgency": urgency, "reply": said[:300]})


def vignette(case: Case, assistant: Assistant) -> Outcome:
    """A conversation: the right assessment, findings as told, the disclaimer in the last reply."""
    sender, said = new_sender(), ""
    for turn in case["turns"]:
        said = assistant.say(sender, turn)
    slots, optional = assistant.slots(sender), set(case.get("optional", ()))
    expected = {name: told for name, told in case["expect"]["findings"].items() if name not in optional}
    compared = compare(slots.get("findings"), expected, case.get("must_not", ()), optional)
    got, want = verdict(slots.get("assessment")), verdict(case["expect"])
    seen = {"assessed": got == want, "disclaimer": bool(DISCLAIMER.search(said))}
    why = {**compared.told(), **differences(got, want), **seen, "last": said[:400]}
    return Outcome(case, all(seen.values()) and compared.exact, why, compared, seen)


def interview(case: Case, assistant: Assistant, answer: Patient = answers.answer, group_answer: Patient = answers.group_answer) -> Outcome:
    """A simulated patient answers what is asked: the assessment of everything known, nothing asked twice."""
    sender, rng = new_sender(), random.Random(case["id"])
    assistant.say(sender, case["opening"])
    slots, asked = assistant.slots(sender), list[str]()
    while (asking := slots.get("asking")) and len(asked) < MOST_QUESTIONS:
        asked.append(asking)
        reply = group_answer if asking in answers.GROUPS else answer
        assistant.say(sender, reply(asking, case["facts"], rng))
        slots = assistant.slots(sender)
    got, want = verdict(slots.get("assessment")), verdict(_oracle(case["facts"]))
    right = got["urgency"] == "emergency" if want["urgency"] == "emergency" else got == want
    seen = {"assessed": right, "asked": len(asked), "twice": len(asked) - len(set(asked))}
    why = {**differences(got, want), "asked": asked, "stored": slots.get("findings")}
    return Outcome(case, right and not seen["twice"], why, seen=seen)


def answer(case: Case, assistant: Assistant) -> Outcome:
    """A message that follows a question: what it names is recorded as told, the rest as it says, and the question is answered."""
    wrong, answered = beside_question(case, assistant)
    seen = {"right": not wrong, "answered": answered}
    return Outcome(case, all(seen.values()), {"wrong": wrong, "answered": answered}, seen=seen)


def question(case: Case, assistant: Assistant) -> Outcome:
    """A question about the document: answered with what is asked, shortly, and nothing stored."""
    sender = new_sender()
    said = assistant.say(sender, case["text"])
    stored = [] if case.get("stores") else list(known(assistant.slots(sender).get("findings")))
    why = {
        "lacks": [group for group in case["must"] if not any(re.search(p, said, re.IGNORECASE) for p in group)],
        "says": [p for p in case.get("must_not", ()) if re.search(p, said, re.IGNORECASE)],
        "stored": stored,
        "too_long": [len(said)] if len(said) > LONGEST else [],
    }
    return Outcome(case, not any(why.values()), {**why, "reply": said[:400]})


def offtopic(case: Case, assistant: Assistant) -> Outcome:
    """Anything but the subject: a fitting reply in time, nothing stored that was not told."""
    sender, expect, start = new_sender(), case["expect"], time.monotonic()
    said = assistant.say(sender, text_of(case))
    slots = assistant.slots(sender)
    late = time.monotonic() - start > PATIENCE
    stored = [name for name in known(slots.get("findings")) if name not in ("age", "sex")]
    picture = (slots.get("assessment") or {}).get("picture")
    musts = [[p] if isinstance(p, str) else p for p in expect.get("must", ())]
    why = {
        "no_reply": not said.strip() and not expect.get("no_reply_ok"),
        "stored": stored if expect.get("no_findings") else [],
        "assessed": bool(expect.get("no_assessment")) and picture not in (None, "insufficient"),
        "lacks": [group for group in musts if not any(re.search(p, said, re.IGNORECASE) for p in group)],
        "says": [p for p in expect.get("must_not", ()) if re.search(p, said, re.IGNORECASE)],
        "late": late,
    }
    return Outcome(case, not any(why.values()), {**why, "reply": said[:300]})


def control(case: Case, assistant: Assistant) -> Outcome:
    """A control does visibly what it must."""
    good, why = obeyed(case, assistant, new_sender())
    return Outcome(case, good, why)


def text_of(case: Case) -> str:
    """The text of a case, which may be told as a piece and how often it is repeated."""
    if "repeat" in case:
        piece, times = case["repeat"]
        return str(piece) * int(times)
    return str(case.get("text") or case.get("opening") or "")


def differences(got: Mapping[str, Any], want: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of two verdicts that differ: [got, wanted]."""
    return {part: [got[part], want[part]] for part in want if got[part] != want[part]}


def share(outcomes: Sequence[Outcome], part: str | None = None) -> float:
    """The share of the cases that are good, or of which a part is."""
    good = sum(outcome.good if part is None else bool(outcome.seen.get(part)) for outcome in outcomes)
    return round(good / max(1, len(outcomes)), 4)


def by(outcomes: Sequence[Outcome], key: str) -> dict[str, float]:
    """The share of good cases for each value of a field, which may hold a list."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        value = outcome.case.get(key, [])
        for name in [value] if isinstance(value, str) else value:
            groups.setdefault(name, []).append(outcome)
    return {name: share(inside) for name, inside in sorted(groups.items())}


def utterance_figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """F1 over all findings, and where it goes wrong: by tag, and by finding as missed and invented."""
    compared = [outcome.compared for outcome in outcomes]
    findings: dict[str, dict[str, int]] = {}
    for one in compared:
        for kind in ("missed", "invented"):
            for name in getattr(one, kind):
                findings.setdefault(name, {"missed": 0, "invented": 0})[kind] += 1
    worst = sorted(findings.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return {
        **pooled(compared),
        "exact": share(outcomes),
        "wrong_values": sum(len(one.wrong) for one in compared),
        "forbidden_stored": sum(len(one.forbidden) for one in compared),
        "by_tag": by(outcomes, "tags"),
        "by_finding": dict(worst),
    }


def redflag_figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Sensitivity and specificity."""
    real = [outcome for outcome in outcomes if outcome.case["emergency"]]
    harmless = [outcome for outcome in outcomes if not outcome.case["emergency"]]
    return {"sensitivity": share(real), "specificity": share(harmless), "by_tag": by(outcomes, "tags")}


def vignette_figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Right assessments, findings, disclaimers."""
    findings = pooled([outcome.compared for outcome in outcomes])
    return {"right_assessment": share(outcomes, "assessed"), **findings, "disclaimer": share(outcomes, "disclaimer")}


def interview_figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Right assessments and how many questions they took."""
    asked = sorted(outcome.seen.get("asked", 0) for outcome in outcomes) or [0]
    return {
        "right_assessment": share(outcomes, "assessed"),
        "questions_median": asked[len(asked) // 2],
        "questions_max": asked[-1],
        "asked_twice": sum(outcome.seen.get("twice", 0) for outcome in outcomes),
    }


@dataclass(frozen=True)
class CaseSet:
    """A kind of cases: the file that holds them, the measure of one, the figures of all."""

    file: str
    measure: Callable[[Case, Assistant], Outcome]
    figures: Callable[[Sequence[Outcome]], dict[str, Any]]
    fits: Callable[[Case], bool] = lambda case: True


def _has_patient(case: Case) -> bool:
    return bool(case.get("facts") and case.get("opening"))


SETS = {
    "utterances": CaseSet("utterances", utterance, utterance_figures),
    "redflags": CaseSet("redflags", redflag, redflag_figures),
    "vignettes": CaseSet("vignettes", vignette, vignette_figures),
    "interview": CaseSet("vignettes", interview, interview_figures, _has_patient),
    "other_interview": CaseSet(
        "vignettes",
        partial(interview, answer=other_patient.answer, group_answer=other_patient.group_answer),
        interview_figures,
        _has_patient,
    ),
    "answers": CaseSet(
        "answers",
        answer,
        lambda outcomes: {"understood": share(outcomes), "right": share(outcomes, "right"), "by_asking": by(outcomes, "asking")},
    ),
    "faq": CaseSet("faq", question, lambda outcomes: {"answered": share(outcomes), "by_tag": by(outcomes, "tags")}),
    "offtopic": CaseSet(
        "offtopic", offtopic, lambda outcomes: {"handled": share(outcomes), "by_kind": by(outcomes, "kind")}
    ),
    "controls": CaseSet(
        "controls", control, lambda outcomes: {"obeyed": share(outcomes), "by_control": by(outcomes, "control")}
    ),
}
