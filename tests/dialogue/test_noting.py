"""Saying back what was noted, and asking about what was doubtful."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dialogue.noting import acknowledge, doubts, named, phrase, phrases, unstored
from dialogue.state import State
from knowledge.model import Knowledge
from reasoning.mentions import Change, Doubt
from tests.dialogue.conftest import findings, heard, state, stored


@pytest.mark.parametrize(
    ("finding", "told", "says"),
    [
        ("weight_loss", "no", "no weight loss"),
        ("spinal_pain", "yes", "pain in the back or spine"),
        ("age", 63, "age 63"),
        ("marrow_plasma_cells", "8-10", "8-10%"),
        ("calcium_raised", {"status": "present", "value": 3.02, "unit": "mmol/L"}, "high calcium.*3.02 mmol/L"),
        ("m_protein", "open", "not known"),
        ("sex", "female", "female"),
    ],
)
def test_a_finding_in_words(finding: str, told: Any, says: str, k: Knowledge) -> None:
    assert re.search(says, phrase(finding, stored(told, finding, k), k))


def test_only_findings_of_the_wanted_status_are_listed(k: Knowledge) -> None:
    told = findings({"weight_loss": "no", "fatigue": "yes", "m_protein": "open"}, k)
    assert phrases(told, k, ("absent",)) == "no weight loss"
    assert "weight" not in phrases(told, k, ("unknown",))
    assert phrases({}, k, ("present",)) == ""


def test_new_findings_are_noted_and_changed_ones_corrected(k: Knowledge) -> None:
    told = heard(k, {"fatigue": "yes"})
    told.changes.append(Change("weight_loss", {"status": "present"}, {"status": "absent"}))
    corrected, noted = acknowledge(told, State(), k)
    assert "corrected" in corrected and "no weight loss" in corrected
    assert "I noted" in noted and "tired" in noted


def test_what_is_not_known_is_not_said_to_be_noted(k: Knowledge) -> None:
    assert acknowledge(heard(k, {"m_protein": "open"}), State(), k) == []


def test_a_denied_group_is_said_shortly(k: Knowledge) -> None:
    denied = dict.fromkeys(k.groups["symptoms"].members, "no")
    assert acknowledge(heard(k, denied, settled=True), State(), k) == ["I noted: none of these."]


def test_what_was_taken_back_is_named(k: Knowledge) -> None:
    [said] = acknowledge(heard(k, retracted=["weight_loss"]), State(), k)
    assert "took this out" in said and "weight loss" in said


@pytest.mark.parametrize(
    ("who", "says"), [("mum", "about your mum"), ("she", "the person you speak of"), ("self", "about you again")]
)
def test_a_switch_of_the_person_is_told(who: str, says: str, k: Knowledge) -> None:
    assert says in acknowledge(heard(k, switched=who), State(), k)[0]


def test_a_pronoun_is_not_called_your_she(k: Knowledge) -> None:
    assert named("she", k) == "the person you speak of" and named("dad", k) == "your dad"


@pytest.mark.parametrize(
    ("doubt", "says"),
    [
        (Doubt("impossible", "calcium_raised", 500.0, "mmol/L"), ["500 mmol/L", "does not seem possible"]),
        (Doubt("unit", "hemoglobin", 5.5, options=("g/dL", "mmol/L")), ["5.5", "g/dL or mmol/L"]),
        (Doubt("contradiction", "weight_loss"), ["two different things", "no weight loss"]),
        (Doubt("value", "hemoglobin"), ["number", "hemoglobin"]),
    ],
)
def test_a_doubt_is_asked_about(doubt: Doubt, says: list[str], k: Knowledge) -> None:
    [text] = doubts(heard(k, doubts=[doubt]), k)
    assert all(part in text for part in says)


def test_somebody_elses_finding_is_said_not_to_be_noted(k: Knowledge) -> None:
    [said] = unstored(heard(k, others=["known_cancer"]), state(k), k)
    assert "do not note it" in said


def test_a_fear_is_said_not_to_be_noted(k: Knowledge) -> None:
    [said] = unstored(heard(k, possible=["pathological_fracture"]), state(k), k)
    assert "do not note it" in said


def test_nothing_is_explained_where_something_was_noted(k: Knowledge) -> None:
    assert unstored(heard(k, {"fatigue": "yes"}, others=["known_cancer"]), state(k), k) == []
