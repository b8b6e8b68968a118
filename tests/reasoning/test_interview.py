"""The interview: right, short, nothing twice, and an end."""

from __future__ import annotations

import random

import pytest

from knowledge.model import Knowledge
from reasoning.assess import verdict
from reasoning.interview import next_question, settle, upper_bound
from reasoning.relevance import relevant
from tests.reasoning.conftest import known
from tests.reasoning.patients import interview, opening_of, patient, say

PEOPLE = 60


@pytest.mark.parametrize("manner", ["cooperative", "brief", "lazy"])
@pytest.mark.parametrize("tests", ["none", "some", "all"])
def test_same_result_as_if_everything_had_been_asked(tests: str, manner: str, k: Knowledge) -> None:
    everything = len(k.findings)
    for seed in range(PEOPLE):
        rng = random.Random(f"{tests} {manner} {seed}")
        facts = patient(rng, k, tests)
        found, asked, bounds = interview(facts, opening_of(facts, rng, k), manner, rng, k)
        assert verdict(found, k) == verdict(say(list(facts), facts, {}, k), k)
        assert len(asked) == len(set(asked)) <= everything
        assert all(bound >= len(asked) - done for done, bound in enumerate(bounds)) and bounds[-1] == 0


@pytest.mark.parametrize("manner", ["cooperative", "brief"])
def test_a_person_without_tests_needs_at_most_ten_questions(manner: str, k: Knowledge) -> None:
    counts = []
    for seed in range(PEOPLE * 2):
        rng = random.Random(f"no tests {seed}")
        facts = patient(rng, k, "none")
        counts.append(len(interview(facts, opening_of(facts, rng, k), manner, rng, k)[1]))
    assert sorted(counts)[len(counts) // 2] <= 8
    assert max(counts) <= 10


def test_the_median_person_needs_at_most_eight_questions(k: Knowledge) -> None:
    counts = []
    for seed in range(PEOPLE * 2):
        rng = random.Random(f"median {seed}")
        facts = patient(rng, k, "some")
        counts.append(len(interview(facts, opening_of(facts, rng, k), rng.choice(["cooperative", "brief"]), rng, k)[1]))
    assert sorted(counts)[len(counts) // 2] <= 8


def test_red_flags_come_first(k: Knowledge) -> None:
    assert next_question({}, [], k) == "red_flags"
    assert next_question(known("spinal_pain", age=70), [], k) == "red_flags"


def test_an_emergency_stops_the_questions_until_the_person_goes_on(k: Knowledge) -> None:
    findings = known("limb_weakness")
    assert next_question(findings, [], k) is None
    assert upper_bound(findings, [], k) == 0
    assert next_question(findings, [], k, after_emergency=True) not in (None, "limb_weakness", "red_flags")


def test_a_question_that_was_asked_is_not_put_again_even_unanswered(k: Knowledge) -> None:
    asked: list[str] = []
    while (question := next_question({}, asked, k)) is not None:
        assert question not in asked
        asked.append(question)
    assert len(asked) <= upper_bound({}, [], k)


def test_the_last_open_member_of_a_group_is_asked_by_itself(k: Knowledge) -> None:
    findings = known(absent=("limb_weakness", "bladder_bowel_change", "confusion"))
    asked: list[str] = []
    found = dict(findings)
    while (question := next_question(found, asked, k)) is not None:
        asked.append(question)
        found = settle(question, "unknown", found, k)
    assert "red_flags" not in asked and "saddle_numbness" in asked


def test_what_a_marrow_share_leaves_open_is_asked_next(k: Knowledge) -> None:
    findings = settle("red_flags", "no", known("spinal_pain", marrow_plasma_cells=31), k)
    assert next_question(findings, ["red_flags", "bone_marrow"], k) == "plasma_cells_abnormal"


def test_sex_and_age_are_asked_only_where_they_matter(k: Knowledge) -> None:
    calm = settle("symptoms", "no", {}, k)
    assert "age" not in relevant(calm, k, askable=True)
    assert "age" in relevant(known("spinal_pain", "pain_persistent"), k, askable=True)
    assert "sex" not in relevant(known("spinal_pain", "pain_persistent"), k, askable=True)


def test_no_questions_where_all_is_settled(k: Knowledge) -> None:
    findings = known(
        "m_protein",
        "skull_lesions",
        "plasma_cells_abnormal",
        marrow_plasma_cells=30,
        absent=("reactive_bone", "limb_weakness", "bladder_bowel_change", "saddle_numbness", "confusion"),
    )
    assert next_question(findings, [], k) is None
    assert upper_bound(findings, [], k) == 0


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        ("symptoms", "no", "absent"),
        ("red_flags", "no", "absent"),
        ("history", "no", "absent"),
        ("symptoms", "unknown", "absent"),
        ("history", "unknown", "absent"),
        ("blood_and_urine", "no", "unknown"),
        ("bone_marrow", "unknown", "unknown"),
        ("imaging", "no", "unknown"),
        ("profile", "no", "unknown"),
        ("symptoms", "skip", "unknown"),
        ("red_flags", "skip", "unknown"),
        ("imaging", "skip", "unknown"),
    ],
)
def test_a_group_answer_settles_its_members(question: str, answer: str, status: str, k: Knowledge) -> None:
    settled = settle(question, answer, {}, k)  # type: ignore[arg-type]
    assert set(settled) == set(k.groups[question].members)
    assert {stored["status"] for stored in settled.values()} == {status}


def test_settling_keeps_what_is_known_and_values_that_wait(k: Knowledge) -> None:
    waiting = {"status": "unknown", "value": 25, "unit": "mm/h"}
    settled = settle("blood_and_urine", "no", {**known("m_protein", absent=("bence_jones",)), "esr_raised": waiting}, k)
    assert (settled["m_protein"]["status"], settled["bence_jones"]["status"]) == ("present", "absent")
    assert settled["esr_raised"] == waiting


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        ("m_protein", "no", "absent"),
        ("m_protein", "unknown", "unknown"),
        ("bone_pain", "no", "absent"),
        ("bone_pain", "skip", "unknown"),
        ("marrow_plasma_cells", "no", "unknown"),
        ("age", "no", "unknown"),
        ("sex", "no", "unknown"),
    ],
)
def test_a_single_answer_settles_its_finding(question: str, answer: str, status: str, k: Knowledge) -> None:
    assert settle(question, answer, {}, k)[question]["status"] == status  # type: ignore[arg-type]
