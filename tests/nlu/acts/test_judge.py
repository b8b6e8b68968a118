"""How acts are told apart, with classifiers that say what a case wants: order, telling and asking, controls."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from nlu.acts.asked import Asking
from nlu.acts.judge import Acts, Judge
from nlu.acts.kinds import KINDS, PRIORITY, asks, steers, tells
from nlu.acts.sentence_acts import sentences
from nlu.reading import BareQuantity, FindingMention, Reading


class Fixed:
    """The same labels for every text."""

    def __init__(self, labels: Sequence[str], **likely: float) -> None:
        self.ranking = sorted(((n, likely.get(n, 0.01)) for n in labels), key=lambda r: -r[1])

    def predict(self, text: str) -> list[tuple[str, float]]:
        """The labels."""
        return self.ranking


def judge(text: str, reading: Reading | None = None, topic: float = 0.01, **intents: float) -> Acts:
    topics = Fixed(["fact:bence_jones_30_60", "outside:treatment"], **{"fact:bence_jones_30_60": topic})
    asking = re.compile(r"\b(?:rate|percent|which|meaning)\b")
    one = Judge(Fixed(PRIORITY, **intents), Asking(topics, frozenset()), ("what ", "does it "), ("yes", "no"), asking=asking)
    return one.judge(text, reading or Reading())


def told(finding: str = "bence_jones", who: str = "none", **more: object) -> Reading:
    return Reading(mentions=[FindingMention(finding, "present", who=who, start=0, end=5, **more)])  # type: ignore[arg-type]


def test_every_act_has_one_kind() -> None:
    assert all(sum((steers(act), tells(act), asks(act))) <= 1 or act == "resume" for act in KINDS)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Bence Jones positivity rate", True),
        ("Bence Jones meaning", True),
        ("Bence Jones: in all or in some?", True),
        ("Bence Jones", False),
    ],
)
def test_a_finding_that_nobody_has_is_asked_about_where_asking_is_likelier(text: str, asked: bool) -> None:
    acts = judge(text, told(), topic=0.9, ask_document=0.6, inform=0.3)
    assert bool(acts.asked) is asked
    assert acts.lead == ("ask_document" if asked else "inform")


def test_a_value_or_a_person_tells() -> None:
    assert not judge("Bence Jones 5 percent", told(value=5.0), topic=0.9, ask_document=0.6).asked
    assert not judge("Bence Jones, which I have", told(who="self"), topic=0.9, ask_document=0.9).asked


def test_telling_needs_less_than_asking_where_nothing_asks() -> None:
    assert judge("Bence Jones positive", told(), topic=0.9, ask_document=0.8, inform=0.4).lead == "inform"


def test_what_is_told_with_a_reason_for_asking_is_told_unless_it_asks_why() -> None:
    tired = told("fatigue", "self")
    assert judge("tired now, that's why I ask", tired, why=0.9).lead == "inform"
    assert judge("tired now, which is it for", tired, why=0.9).lead == "why"


def test_a_demand_for_a_verdict_tells_nothing() -> None:
    acts = judge("promise me it's not cancer", told("known_cancer", "self"), demand_diagnosis=0.9)
    assert acts.lead == "demand_diagnosis" and acts.asked


def test_a_topic_does_not_take_the_place_of_a_control_that_nobody_would_ask() -> None:
    assert judge("bottom line", topic=0.6, summary=0.5).lead == "summary"
    assert judge("bottom line", topic=0.6, summary=0.5, ask_document=0.4).lead == "ask_document"


def test_a_correction_is_no_question() -> None:
    acts = judge("scrap the bit about losing weight", Reading(marks=["retract"]), topic=0.9, correct=0.5)
    assert acts.lead == "correct"


def test_a_number_in_a_word_ends_no_sentence() -> None:
    assert [text for _, text in sentences("the no.1 sign is what? Hb 9.5. ok")] == ["the no.1 sign is what?", " Hb 9.5.", " ok"]


def test_drastic_acts_need_to_be_sure() -> None:
    assert judge("away with it", start_over=0.6, skip=0.3).lead == "skip"
    assert judge("away with it", start_over=0.7, skip=0.3).lead == "start_over"


def test_a_number_in_the_words_of_a_control_is_no_answer() -> None:
    one = Reading(quantities=[BareQuantity(1.0, None, 3, 6)])
    assert judge("go one back", one, go_back=0.9).lead == "go_back"
    assert judge("about one", one, inform=0.5).lead == "inform"


def test_a_number_that_is_asked_about_is_no_answer() -> None:
    one = Reading(quantities=[BareQuantity(8.0, None, 9, 10)])
    assert judge("what are 8 % for", one, topic=0.5, ask_document=0.3).lead == "ask_document"


def test_fear_before_a_question_leaves_the_question() -> None:
    assert judge("I am afraid, what does it come to?", worried=0.5, summary=0.4).lead == "summary"
    assert judge("I am afraid", worried=0.5, summary=0.4).lead == "worried"


def test_a_question_is_no_answer_of_yes() -> None:
    one = Judge(
        Fixed(PRIORITY, affirm=0.7), Asking(Fixed(["fact:men_two_to_one"]), frozenset()), (), auxiliaries=("is ",)
    )
    assert one.judge("is he right?", Reading()).lead == "ask_document"
    assert one.judge("he is right", Reading()).lead == "affirm"


def test_an_apology_beside_a_control_corrects_nothing() -> None:
    class ByWord:
        def predict(self, text: str) -> list[tuple[str, float]]:
            act = "repeat" if "question" in text else "correct"
            return sorted(((n, 0.9 if n == act else 0.01) for n in PRIORITY), key=lambda r: -r[1])

    topics = Fixed(["fact:bence_jones_30_60", "outside:treatment"])
    one = Judge(ByWord(), Asking(topics, frozenset()), ("what ",))
    assert one.judge("Sorry, the dog was barking. What was the question?", Reading()).all == ["repeat"]
    assert one.judge("Sorry, the dog was barking.", Reading()).all == ["correct"]
