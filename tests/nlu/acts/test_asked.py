"""What a question asks: looked up in several wordings, by what it points at, and by both sides of a comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlu.acts.asked import Asking


class Known:
    """Topics by a word that the text holds; a filler among the words takes half of the likelihood away."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def predict(self, text: str) -> list[tuple[str, float]]:
        """The topics."""
        worth = 0.2 if "exactly" in text.lower() else 0.4
        found = [(topic, worth if word in text.lower() else 0.01) for word, topic in self.words.items()]
        return sorted(found, key=lambda f: -f[1])


def asking() -> Asking:
    topics = Known({"ridge": "term:ridge", "hole": "fact:holes", "thin": "fact:thin", "pill": "outside:drugs"})
    return Asking(
        topics,
        frozenset(),
        fillers=re.compile(r"\bexactly\b"),
        points=re.compile(r"\bthat\b"),
        compares=re.compile(r"\bversus\b"),
        differs=re.compile(r"\bdifference between\b"),
        joins=re.compile(r"\band\b"),
    )


def put(text: str, before: str = "", *quotes: str) -> list[str]:
    one = asking()
    return [question.topics[0][0] for question in one.put(text, one.fitting(text), before, quotes)]


def test_a_filler_does_not_hide_what_is_asked() -> None:
    assert asking().fitting("what exactly is a hole")[0] == ("fact:holes", 0.4)


def test_a_question_that_points_back_is_asked_of_what_stood_before_it() -> None:
    assert put("What is that?", "More common in the ridge.") == ["term:ridge"]


def test_a_question_with_a_subject_of_its_own_is_not() -> None:
    assert put("What is that hole?", "More common in the ridge.") == ["fact:holes"]


def test_a_question_of_a_quotation_is_asked_of_its_words() -> None:
    assert put("translate please", "", "in the ridge") == ["term:ridge"]


def test_both_sides_of_a_comparison_are_answered() -> None:
    assert put("thin bones versus holes") == ["fact:thin", "fact:holes"]
    assert put("what is the difference between a hole and thin bone") == ["fact:holes", "fact:thin"]


def test_a_comparison_with_something_outside_stays_one_question() -> None:
    assert len(put("hole versus pill")) == 1
    assert len(put("hole versus another hole")) == 1
