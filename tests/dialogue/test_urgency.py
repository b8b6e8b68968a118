"""Emergency advice: in full for a new sign, in short while it stands."""

from __future__ import annotations

import pytest

from dialogue.state import State
from dialogue.urgency import advice, is_emergency
from knowledge.model import Knowledge
from tests.dialogue.conftest import state


@pytest.mark.parametrize(
    ("findings", "emergency"),
    [
        ({"limb_weakness": "yes"}, True),
        ({"bladder_bowel_change": "yes"}, True),
        ({"saddle_numbness": "yes"}, True),
        ({"confusion": "yes", "calcium_raised": "yes"}, True),
        ({"confusion": "yes"}, False),
        ({"calcium_raised": "yes"}, False),
        ({"limb_weakness": "no", "spinal_pain": "yes"}, False),
    ],
)
def test_what_is_an_emergency(findings: dict[str, str], emergency: bool, k: Knowledge) -> None:
    now = state(k, findings=findings)
    assert is_emergency(now) is emergency
    assert (advice(now, list(findings), "112", k) is not None) is emergency


def test_nothing_noted_is_no_emergency(k: Knowledge) -> None:
    assert not is_emergency(State())


@pytest.mark.parametrize("sign", ["limb_weakness", "bladder_bowel_change", "saddle_numbness"])
def test_a_new_sign_gets_its_own_advice_with_the_number(sign: str, k: Knowledge) -> None:
    told = advice(state(k, findings={sign: "yes"}), [sign], "112", k)
    assert told is not None
    assert told.text == k.words.replies[f"red_flag.{sign}"].format(emergency_number="112")
    assert told.custom == {"kind": "urgent"}


def test_several_signs_are_named_together(k: Knowledge) -> None:
    told = advice(state(k, findings={"limb_weakness": "yes", "saddle_numbness": "yes"}), ["limb_weakness"], "112", k)
    assert told is not None and k.words.label("saddle_numbness") in told.text


@pytest.mark.parametrize("changed", ["confusion", "calcium_raised"])
def test_confusion_with_high_calcium_gets_advice_whichever_came_last(changed: str, k: Knowledge) -> None:
    told = advice(state(k, findings={"confusion": "yes", "calcium_raised": "yes"}), [changed], "112", k)
    assert told is not None and "calcium" in told.text


def test_while_it_stands_the_advice_is_repeated_in_short(k: Knowledge) -> None:
    told = advice(state(k, findings={"limb_weakness": "yes", "fatigue": "yes"}), ["fatigue"], "112", k)
    assert told is not None
    assert told.text == k.words.replies["emergency_repeat"].format(emergency_number="112")


def test_who_chose_to_go_on_hears_it_again_only_for_a_new_sign(k: Knowledge) -> None:
    now = state(k, findings={"limb_weakness": "yes", "saddle_numbness": "yes"}, go_on=True)
    assert advice(now, ["fatigue"], "112", k) is None
    assert advice(now, ["saddle_numbness"], "112", k) is not None
