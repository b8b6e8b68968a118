"""Which picture belongs to an answer, to findings, to a request."""

from __future__ import annotations

import pytest

from knowledge.drawings_schema import DRAWINGS
from knowledge.model import Knowledge
from pictures.choosing import asked_for, pictures_for, requests, wanted
from reasoning.assess import assess
from tests.knowledge.test_words import asked
from tests.pictures.conftest import TOLD


@pytest.mark.parametrize(
    ("facts", "want"),
    [
        (["common_sites", "spine_favored"], ["skeleton"]),
        (["skull_holes_typical"], ["skull"]),
        (["vertebra_compression_fracture"], ["vertebrae"]),
        (["electrophoresis_peak"], ["electrophoresis"]),
        (["plasma_cells_at_least_8"], ["marrow"]),
        (["men_two_to_one"], []),
        ([], []),
        (["plasma_cells_at_least_8", "common_sites"], ["marrow", "skeleton"]),
        (["men_two_to_one", "electrophoresis_peak", "skull_holes_typical"], ["electrophoresis", "skull"]),
    ],
)
def test_an_answer_gets_the_pictures_of_its_facts_first_facts_first(
    facts: list[str], want: list[str], k: Knowledge
) -> None:
    assert pictures_for(facts, TOLD, k) == want


def test_an_assessment_gets_the_pictures_of_its_findings(k: Knowledge) -> None:
    assert pictures_for(None, TOLD, k) == list(DRAWINGS)
    assert pictures_for(None, {}, k) == []
    assert pictures_for(None, {"fatigue": {"status": "present"}}, k) == []
    assert pictures_for(None, {"m_protein": {"status": "absent"}}, k) == []
    assert pictures_for(None, {"spinal_pain": {"status": "present"}}, k) == ["skeleton"]


def test_every_picture_shows_facts_that_its_assessment_rests_on(k: Knowledge) -> None:
    sources = set(assess(TOLD, k)["sources"])
    for name, drawing in k.drawings.drawings.items():
        assert sources & set(drawing.facts) or name == "skeleton"


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_example_of_a_request_is_known(name: str, k: Knowledge) -> None:
    for request in k.words.drawings.drawings[name].requests:
        assert asked_for(request, k) == name
        assert asked_for(request.upper() + "?", k) == name


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("could you draw me the skull please", "skull"),
        ("Show me what a punched-out hole looks like!", "skull"),
        ("I would like to see the marrow", "marrow"),
        ("a sketch of the crushed vertebra", "vertebrae"),
        ("show the M spike", "electrophoresis"),
        ("show me where on the body it hurts", "skeleton"),
        ("show me a picture", None),
        ("picture please", None),
        ("hello", None),
        ("", None),
    ],
)
def test_a_request_names_a_picture_or_none(text: str, want: str | None, k: Knowledge) -> None:
    assert asked_for(text, k) == want


def test_a_request_without_a_name_takes_the_last_answer_then_the_findings_then_the_skeleton(k: Knowledge) -> None:
    assert wanted("show me a picture", ["electrophoresis_peak"], TOLD, k) == "electrophoresis"
    assert wanted("show me a picture", ["men_two_to_one"], {"m_protein": {"status": "present"}}, k) == "electrophoresis"
    assert wanted("show me a picture", [], {}, k) == "skeleton"
    assert wanted("draw the skull", ["electrophoresis_peak"], TOLD, k) == "skull"


def test_requests_are_many_and_no_other_question_is_among_them(k: Knowledge) -> None:
    examples = [request.lower() for request in requests(k)]
    assert len(examples) >= 50
    assert len(examples) == len(set(examples))
    assert not set(examples) & {question.lower() for _, question in asked(k)}
