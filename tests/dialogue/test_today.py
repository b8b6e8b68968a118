"""What doctors use today: told on request with its source, the document first, and never as the document's own."""

from __future__ import annotations

import pytest

from dialogue.answering import answer, followed_up
from knowledge.loader import load
from knowledge.model import Knowledge
from nlu.acts.asked import Question
from nlu.acts.topics import topic_examples
from tests.knowledge.reading_grade import grade

GENERAL = [("today:todays_criteria", 0.9)]


def ask(k: Knowledge, topic: str, p: float = 0.9) -> str:
    return answer(Question("what?", [(topic, p)]), k).text


@pytest.mark.parametrize("note", load().today)
def test_a_note_is_told_after_the_document_under_its_name_with_publisher_and_year(note: str, k: Knowledge) -> None:
    told = ask(k, f"today:{note}")
    entry, guideline = k.today[note], k.guidelines[k.today[note].source]
    before, after = told.split(f"{k.words.today_label}:", 1)
    assert k.words.today[note].text in after and f"{guideline.of}, {guideline.year}" in after
    if entry.beside:
        assert before.startswith(k.words.facts[entry.beside[0]].text) and "From the document" in before
    else:
        assert before.startswith("The document does not say anything about")


@pytest.mark.parametrize("subject", ["free_light_chains", "mri_pet", "kidneys"])
def test_a_subject_that_the_document_leaves_out_gets_todays_note(subject: str, k: Knowledge) -> None:
    told = ask(k, f"outside:{subject}")
    assert told.startswith("The document does not say anything about") and k.words.today_label in told


def test_a_fact_with_a_note_says_how_to_get_it_and_another_does_not(k: Knowledge) -> None:
    assert k.words.today_pointer in ask(k, "fact:alp_raised")
    assert k.words.today_pointer not in ask(k, "fact:lung_spread_rare")


def test_today_asked_after_an_answer_is_about_that_answer(k: Knowledge) -> None:
    question = Question("is that still current?", GENERAL)
    assert followed_up(question, ["alp_raised"], k).topics[0][0] == "today:alp_today"
    assert followed_up(question, ["lung_spread_rare"], k).topics == GENERAL
    assert followed_up(question, [], k).topics == GENERAL


def test_a_doubtful_note_is_told_as_the_closest(k: Knowledge) -> None:
    assert ask(k, "today:alp_today", 0.1).startswith("I do not find exactly that")


def test_every_note_can_be_asked_for(k: Knowledge) -> None:
    _, topics = topic_examples(k)
    assert {f"today:{note}" for note in k.today} <= set(topics)


def test_answers_to_all_topics_are_plain_on_average_and_none_is_far_above(k: Knowledge) -> None:
    """The names of illnesses and of publishers cannot be said otherwise: eight is held on average."""
    grades = {topic: grade(ask(k, topic)) for topic in set(topic_examples(k)[1])}
    assert sum(grades.values()) / len(grades) <= 8
    assert {topic: found for topic, found in grades.items() if found > 12.5} == {}
