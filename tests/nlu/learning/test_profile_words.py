"""Which words of a message may tell an age or a sex, and that what is seen of each tells them apart."""

from __future__ import annotations

import pytest

from nlu.learning.profile_words import ProfileWord
from nlu.understanding import reader


def _words(text: str) -> list[ProfileWord]:
    return reader().profile_words(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lady beside me, 69, her back hurts", {("sex", "female"), ("age", 69)}),
        ("My son is twelve. His shin aches.", {("sex", "male"), ("age", 12)}),
        ("one of the two sisters, seventy eight", {("sex", "female"), ("age", 78)}),
        ("calcium 2.9, ESR 120, since 2019", set()),
        ("my back hurts", set()),
    ],
)
def test_whole_numbers_that_a_person_can_be_old_and_words_for_women_and_men_may_tell(text: str, told: set[tuple[str, object]]) -> None:
    assert {(w.kind, w.value) for w in _words(text)} == told


def test_a_word_is_where_it_stands_in_the_message() -> None:
    text = "Sore ribs. I am 64."
    [age] = _words(text)
    assert text[age.start : age.end] == "64"


def test_two_numbers_of_a_message_are_seen_by_what_stands_around_each() -> None:
    mine, hers = _words("I'm 48 and my mum is 71")[0], _words("I'm 48 and my mum is 71")[2]
    assert "@-1=am" in mine.seen.names and "@-1=am" not in hers.seen.names
    assert "@#&mum" in mine.seen.names  # who else is named is seen of both
