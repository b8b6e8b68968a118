"""Answers about the document: fitting facts with their section, or an honest no."""

from __future__ import annotations

import pytest

from dialogue.answering import answer
from knowledge.model import Knowledge
from nlu.acts.asked import Question


def ask(k: Knowledge, *topics: tuple[str, float], strange: bool = False) -> str:
    return answer(Question("what?", list(topics), strange), k).text


def test_a_fact_is_told_with_its_section(k: Knowledge) -> None:
    told = answer(Question("what?", [("fact:bence_jones_30_60", 0.9)]), k)
    assert told.text.startswith(k.words.facts["bence_jones_30_60"].text)
    assert "From the document, section Examine." in told.text
    assert told.facts == ("bence_jones_30_60",)


def test_a_fact_about_one_finding_is_what_found_it_means(k: Knowledge) -> None:
    assert answer(Question("what?", [("fact:bence_jones_30_60", 0.9)]), k).finding == "bence_jones"


def test_a_fact_that_needs_reading_comes_with_its_note(k: Knowledge) -> None:
    name = next(name for name, fact in k.facts.items() if fact.note)
    assert k.words.notes[k.facts[name].note or ""] in ask(k, (f"fact:{name}", 0.9))


def test_a_broad_question_gets_its_lead_and_all_its_facts(k: Knowledge) -> None:
    for name, broad in k.broad.items():
        told = ask(k, (f"broad:{name}", 0.9))
        assert told.startswith(k.words.broad[name].lead)
        assert all(k.words.facts[fact].text in told for fact in broad.facts)


def test_a_term_is_explained(k: Knowledge) -> None:
    for name in k.glossary:
        assert ask(k, (f"term:{name}", 0.9)).startswith(k.words.glossary[name].text)


def test_what_is_outside_the_document_is_said_to_be(k: Knowledge) -> None:
    for name, outside in k.words.outside.items():
        told = answer(Question("what?", [(f"outside:{name}", 0.9)]), k)
        assert outside.label in told.text and "does not say anything" in told.text
        assert told.facts == ()


def test_a_question_half_outside_is_answered_from_inside_too(k: Knowledge) -> None:
    told = ask(k, ("outside:treatment", 0.4), ("fact:bence_jones_30_60", 0.35))
    assert "does not say anything" in told and k.words.facts["bence_jones_30_60"].text in told


@pytest.mark.parametrize(("p", "strange"), [(0.2, False), (0.1, False), (0.4, True)])
def test_a_doubtful_topic_is_told_as_the_closest(p: float, strange: bool, k: Knowledge) -> None:
    assert ask(k, ("fact:bence_jones_30_60", p), strange=strange).startswith("I do not find exactly that")


@pytest.mark.parametrize(("p", "strange"), [(0.3, False), (0.7, True)])
def test_a_clear_topic_is_told_without_excuse(p: float, strange: bool, k: Knowledge) -> None:
    assert not ask(k, ("fact:bence_jones_30_60", p), strange=strange).startswith("I do not find")


@pytest.mark.parametrize("topics", [(), (("fact:bence_jones_30_60", 0.015),)])
def test_what_fits_nothing_is_not_answered(topics: tuple[tuple[str, float], ...], k: Knowledge) -> None:
    assert ask(k, *topics) == k.words.replies["outside_unknown"]


def test_a_likely_second_topic_is_told_as_well_and_an_unlikely_one_is_not(k: Knowledge) -> None:
    first, second = "fact:bence_jones_30_60", "fact:calcium_raised_in_some"
    assert k.words.facts["calcium_raised_in_some"].text in ask(k, (first, 0.4), (second, 0.3))
    assert k.words.facts["calcium_raised_in_some"].text not in ask(k, (first, 0.4), (second, 0.05))


def test_every_fact_can_be_told_in_a_screenful(k: Knowledge) -> None:
    for name in k.facts:
        assert 40 < len(ask(k, (f"fact:{name}", 0.9))) < 1500
