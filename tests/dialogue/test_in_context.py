"""Answers that mean something only beside the open question: what they become, and what is left alone."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.in_context import answer_in_context
from dialogue.naming import named_by_words
from dialogue.ways import ways
from knowledge.loader import load
from knowledge.model import Knowledge
from nlu.understanding import reader
from tests.dialogue.conftest import reading, state

# question, what is typed, what it becomes
BECOMES: list[tuple[str, str, dict[str, Any]]] = [
    ("total_protein_raised", "a bit high, I think", {"states": ["H"]}),
    ("total_protein_raised", "can't remember the number but it was high", {"states": ["H"]}),
    ("m_protein", "nothing was found", {"states": ["-"]}),
    ("m_protein", "it isn't on the sheet", {"answers": ["dont_know"]}),
    ("imaging", "it was fine", {"states": ["N"]}),
    ("imaging", "haven't had any of those", {"answers": ["dont_know"]}),
    ("red_flags", "haven't had any of those", {"answers": ["no"]}),
    ("red_flags", "negative across the board", {"answers": ["no"]}),
    ("osteolytic_lesions", "they saw some", {"answers": ["yes"]}),
]


@pytest.mark.parametrize(("asking", "text", "want"), BECOMES)
def test_an_answer_is_read_in_the_light_of_its_question(asking: str, text: str, want: dict[str, Any], k: Knowledge) -> None:
    got = answer_in_context(text, reading(), state(k, asking=asking), k)
    assert got is not None
    assert {name: getattr(got, name) for name in want} == want


@pytest.mark.parametrize(
    "text", ["what does high mean?", "I have not had any tests so far", "hang on, let me find my letter", "skip", "back"]
)
def test_what_is_no_answer_is_left_alone(text: str, k: Knowledge) -> None:
    not_done = ["imaging"] if "tests" in text else []
    assert answer_in_context(text, reading(not_done=not_done), state(k, asking="red_flags"), k) is None


@pytest.mark.parametrize(
    ("asking", "text"),
    [
        ("red_flags", "they've never found anything"),  # what is felt is not found by anybody
        ("blood_and_urine", "my hip hurts, everything else is fine"),  # of the body, and of no test
        ("imaging", "my legs are weak, the rest is fine"),
    ],
)
def test_what_is_said_of_something_else_denies_nothing_that_was_asked(asking: str, text: str, k: Knowledge) -> None:
    assert answer_in_context(text, reader().read(text), state(k, asking=asking), k) is None


@pytest.mark.parametrize(
    ("text", "present", "answers"),
    [
        ("just the last", ["confusion"], ["rest_no"]),
        ("the first one yes, the others no", ["limb_weakness"], ["rest_no"]),
        ("none apart from confusion", ["confusion"], ["rest_no"]),
        ("all of them", ["limb_weakness", "bladder_bowel_change", "saddle_numbness", "confusion"], []),
    ],
)
def test_members_are_picked(text: str, present: list[str], answers: list[str], k: Knowledge) -> None:
    got = answer_in_context(text, reading(), state(k, asking="red_flags"), k)
    assert got is not None and got.answers == answers
    assert [m.finding for m in got.mentions if m.assertion == "present"] == present


def test_without_an_open_question_nothing_is_an_answer(k: Knowledge) -> None:
    assert answer_in_context("high", reading(states=["H"]), state(k), k) is None


def test_the_items_of_every_question_are_findings_of_its_group(k: Knowledge) -> None:
    for group in ways().rows["items"]:
        assert set(ways().named(group)) <= set(k.groups[group].members)


@pytest.mark.parametrize(
    ("words", "findings", "want"),
    [
        ("scrap the weight bit", ["weight_loss", "fatigue"], ["weight_loss"]),
        ("change my age to 62", ["age", "bone_pain"], ["age"]),
        ("forget the pain", ["spinal_pain", "bone_pain"], []),
        ("scrap that", ["pathological_fracture", "fatigue"], []),
    ],
)
def test_a_finding_is_named_by_a_word_of_its_own(words: str, findings: list[str], want: list[str], k: Knowledge) -> None:
    assert named_by_words(words, findings, k) == want


@pytest.mark.parametrize("words", ["is was are all all all is was are all all all is zebra", "no " * 13 + "zebra"])
def test_a_row_of_small_words_takes_no_time(words: str) -> None:
    began = time.perf_counter()
    for kinds in (["about", "before", "after"], ["low"], ["not_known", "high"], ["none", "not_had"]):
        assert not ways().is_all(kinds, words)
    ways().ordinal(words)
    assert time.perf_counter() - began < 1.0


@given(text=st.text(max_size=200), asking=st.sampled_from(["red_flags", "imaging", "m_protein", "marrow_plasma_cells"]))
def test_any_text_may_come(text: str, asking: str) -> None:
    knowledge = load()
    answer_in_context(text, reading(), state(knowledge, asking=asking), knowledge)
