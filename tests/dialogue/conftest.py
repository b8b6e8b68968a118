"""Shared by the tests of the dialogue: the knowledge, and states and readings written shortly."""

from __future__ import annotations

from typing import Any

import pytest

from dialogue.heard import Heard
from dialogue.setting import Setting, reassess
from dialogue.state import Case, State
from knowledge.loader import load
from knowledge.model import Knowledge
from nlu.acts.asked import Question
from nlu.acts.judge import Acts
from nlu.reading import BareQuantity, FindingMention, Reading
from reasoning.mentions import Change

WORDS = {"yes": "present", "no": "absent", "open": "unknown"}


def stored(short: Any, finding: str, knowledge: Knowledge) -> dict[str, Any]:
    """A stored finding from yes, no, open, or its value in the vocabulary's unit."""
    if isinstance(short, dict):
        return dict(short)
    if short in WORDS:
        return {"status": WORDS[short]}
    entry = knowledge.findings[finding]
    measure = {"unit": entry.measure} if entry.measure else {}
    return {"status": "present", "value": short, **measure}


def findings(short: dict[str, Any], knowledge: Knowledge) -> dict[str, dict[str, Any]]:
    """Findings from finding to yes, no, open, or a value."""
    return {finding: stored(told, finding, knowledge) for finding, told in short.items()}


def state(knowledge: Knowledge, **short: Any) -> State:
    """A state with current assessment; `findings`, `asking`, `asked` go to its case."""
    case = Case(findings(short.pop("findings", {}), knowledge), short.pop("asking", None), list(short.pop("asked", ())))
    case.trail = [{"asking": question, "before": {}} for question in case.asked]
    if case.asking is not None and case.asking not in case.asked:
        case.asked.append(case.asking)
        case.trail.append({"asking": case.asking, "before": {}})
    others = {who: Case(findings(told, knowledge)) for who, told in short.pop("others", {}).items()}
    out = State(case=case, others=others, greeted=True, **short)
    reassess(out, knowledge)
    return out


def reading(**short: Any) -> Reading:
    """A reading: mentions as "finding assertion", or dicts; quantities as numbers or [number, unit, whether it corrects]."""
    mentions = []
    for at, told in enumerate(short.pop("mentions", ())):
        given = dict(zip(("finding", "assertion"), told.split(), strict=False)) if isinstance(told, str) else told
        mentions.append(FindingMention(**{"assertion": "present", "start": at * 10, "end": at * 10 + 5, **given}))
    quantities = [
        BareQuantity(number[0], number[1], 100 + at, 101 + at, *number[2:])
        for at, number in enumerate(n if isinstance(n, list) else [n, None] for n in short.pop("quantities", ()))
    ]
    return Reading(mentions=mentions, quantities=quantities, **short)


def acts(lead: str, *others: str, ranking: dict[str, float] | None = None, **topics: float) -> Acts:
    """Acts of a message; `topics` makes one question, fact__x standing for "fact:x"."""
    questions = [Question("what?", [(t.replace("__", ":"), p) for t, p in topics.items()])] if topics else []
    return Acts(lead, 0.9, list((ranking or {lead: 0.9}).items()), [lead, *others], questions)


def heard(k: Knowledge, changed: dict[str, Any] | None = None, **rest: Any) -> Heard:
    """What was heard, with newly stored findings in short."""
    return Heard(changes=[Change(f, None, told) for f, told in findings(changed or {}, k).items()], **rest)


@pytest.fixture(scope="session")
def k() -> Knowledge:
    """The knowledge with English words."""
    return load()


@pytest.fixture
def setting(k: Knowledge) -> Setting:
    """The setting of a reply."""
    return Setting(k, "112")
