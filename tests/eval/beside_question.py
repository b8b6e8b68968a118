"""What a message becomes beside a question that is open: as the assistant reads it, with the question put here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.hear import take_in
from dialogue.state import State
from knowledge.loader import load
from knowledge.model import Knowledge
from nlu.acts.judge import Acts
from nlu.reading import ABSENT, PRESENT, PROFILE, UNKNOWN, Reading
from tests.eval.assistant import Assistant

_MEASURED, _MEASURES = "anemia", "hemoglobin"


def beside_question(case: Mapping[str, Any], assistant: Assistant) -> tuple[dict[str, tuple[str, str]], bool]:
    """Findings recorded otherwise than the case says, as (said, recorded), and whether the question was answered if it was."""
    state, known = State(), load()
    state.case.asking = case["asking"]
    found = {entity["entity"]: entity["value"] for entity in assistant.parse(case["text"])["entities"]}
    heard = take_in(case["text"], Reading.from_dict(found["reading"]), Acts.from_dict(found["acts"]), state, known)
    want = _said(case, known)
    aside = {*PROFILE, *([_MEASURED] if _MEASURES in want else [])}  # what the value decides
    want = {name: status for name, status in want.items() if name not in aside}
    got = {name: told["status"] for name, told in state.case.findings.items() if name not in aside}
    wrong = {
        name: (want.get(name, UNKNOWN), got.get(name, UNKNOWN))
        for name in {*want, *(name for name, status in got.items() if status in (PRESENT, ABSENT))}
        if known.findings[name].kind == "boolean" and want.get(name, UNKNOWN) != got.get(name, UNKNOWN)
    }
    return wrong, heard.answered or not (want or case["rest"])


def _said(case: Mapping[str, Any], known: Knowledge) -> dict[str, str]:
    """What the case says of each finding; with the rest denied, also of those that the group asked for besides."""
    rest = known.groups[case["asking"]].members if case["rest"] == "no" and case["asking"] in known.groups else ()
    return dict.fromkeys(rest, ABSENT) | dict(case["told"])
