"""Recording a message into the state: whose findings, short answers, numbers, groups, corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogue.hearing import hear
from knowledge.model import Knowledge
from tests.dialogue.conftest import findings, reading, state

CASES = yaml.safe_load((Path(__file__).parent / "hearing.yml").read_text(encoding="utf-8"))
OF_STATE = {"asking", "pending"}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_hearing(case: dict[str, Any], k: Knowledge) -> None:
    before = state(k, **case.get("state", {}))
    then = dict(case["then"])
    got = hear(reading(**case["reading"]), before, k, steering=case.get("steering", False), text=case.get("text", ""))
    assert before.case.findings == findings(then.pop("findings"), k)
    for name, want in then.items():
        if name == "asking":
            assert before.case.asking == want
        elif name == "doubts":
            assert [f"{doubt.kind} {doubt.finding}" for doubt in got.doubts] == want
        else:
            assert getattr(before if name in OF_STATE else got, name) == want


def test_changes_tell_before_and_after(k: Knowledge) -> None:
    before = state(k, findings={"weight_loss": "yes", "spinal_pain": "yes"})
    got = hear(reading(mentions=["weight_loss absent", "fatigue present"]), before, k)
    told = {c.finding: (c.before and c.before["status"], c.after and c.after["status"]) for c in got.changes}
    assert told == {"weight_loss": ("present", "absent"), "fatigue": (None, "present")}


def test_an_answer_is_kept_with_its_question_so_that_back_can_undo_it(k: Knowledge) -> None:
    before = state(k, findings={"weight_loss": "yes"}, asking="weight_loss")
    hear(reading(answers=["no"]), before, k)
    assert before.case.trail[-1] == {"asking": "weight_loss", "before": {"weight_loss": {"status": "present"}}}


def test_the_last_value_is_remembered_for_a_correction(k: Knowledge) -> None:
    before = state(k)
    hear(reading(mentions=[{"finding": "calcium_raised", "value": 2.9, "unit": "mmol/L"}]), before, k)
    assert before.last_value == "calcium_raised"
    hear(reading(mentions=["fatigue present"]), before, k)
    assert before.last_value == "calcium_raised"


def test_turning_to_somebody_else_keeps_the_first_list(k: Knowledge) -> None:
    before = state(k, findings={"spinal_pain": "yes"}, asking="red_flags")
    hear(reading(subject="mum", subject_sex="female", people=["mum"]), before, k)
    assert before.others["self"].findings == {"spinal_pain": {"status": "present"}}
    assert before.others["self"].asking == "red_flags"
    assert (before.subject, before.sex) == ("mum", "female")
