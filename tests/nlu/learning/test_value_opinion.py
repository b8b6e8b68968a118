"""Which number counts where the network knows better than what stands beside a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlu.learning.value_opinion import with_values
from nlu.learning.word_features import WordSeen
from nlu.reading import QUESTION, FindingMention, of_person
from nlu.sentences.told import Number

_HB, _AGE = "hemoglobin", "age"
_FIRST, _SECOND = Number(8.1, "g/dL", 3, 6), Number(10.4, None, 40, 44)
_MORE = [WordSeen("more", [])] * 8
_READ = FindingMention(_HB, "present", "self", value=8.1, unit="g/dL", range=(12.0, 16.0), start=0, end=6)


def _values(mentions: list[FindingMention], first: float, second: float, finding: str = _HB) -> list[tuple[object, str | None]]:
    words = [WordSeen("hb", []), WordSeen("8.1", [], _FIRST), WordSeen("10.4", [], _SECOND), *_MORE]
    heard = with_values(mentions, words, {1: {finding: first}, 2: {finding: second}}, of_person(None))
    return [(m.value, m.unit) for m in heard if m.finding == finding and m.modality == "actual" and m.who in ("none", "self")]


def test_the_number_that_counts_takes_the_place_of_the_one_that_was_read_in_its_unit() -> None:
    assert _values([_READ], 0.1, 0.9) == [(10.4, "g/dL")]


@pytest.mark.parametrize(("first", "second"), [(0.6, 0.9), (0.1, 0.6)], ids=["it may count too", "none surely counts"])
def test_what_was_read_stands_where_it_may_count(first: float, second: float) -> None:
    assert _values([_READ], first, second) == [(8.1, "g/dL")]


def test_a_number_that_is_no_value_is_dropped_unless_it_has_a_unit() -> None:
    assert _values([replace(_READ, unit=None)], 0.01, 0.2) == []
    assert _values([_READ], 0.01, 0.2) == [(8.1, "g/dL")]


def test_a_value_that_no_pattern_read_is_taken_up() -> None:
    assert _values([], 0.05, 0.95) == [(10.4, None)]
    assert _values([], 0.05, 0.8) == []


def test_in_few_words_a_number_is_an_answer_to_what_was_asked() -> None:
    assert with_values([], [WordSeen("10.4", [], _SECOND)], {0: {_HB: 0.99}}, of_person(None)) == []


def test_a_value_that_was_only_asked_about_is_taken_up_once() -> None:
    asked = FindingMention(_HB, "present", "self", QUESTION, value=8.1, unit="g/dL", start=0, end=6)
    assert _values([asked], 0.95, 0.01) == [(8.1, "g/dL")]


def test_what_another_person_has_stays_theirs() -> None:
    hers = FindingMention(_HB, "present", "my wife", value=8.1, unit="g/dL", start=0, end=6)
    heard = with_values([hers], [WordSeen("10.4", [], _SECOND), *_MORE], {0: {_HB: 0.99}}, of_person(None))
    assert [(m.who, m.value) for m in heard] == [("my wife", 8.1), ("none", 10.4)]


def test_a_state_without_a_value_and_a_range_are_left_alone() -> None:
    for value in (None, ">90"):
        read = FindingMention("esr_raised", "present", "self", value=value)
        assert with_values([read], [WordSeen("10.4", [], _SECOND)], {0: {"esr_raised": 0.99}}, of_person(None)) == [read]


def test_an_age_is_whole_and_in_years() -> None:
    words = [WordSeen("61", [], Number(61.0, None, 0, 2)), *_MORE]
    assert [(m.value, m.unit) for m in with_values([], words, {0: {_AGE: 0.99}}, of_person(None))] == [(61, "years")]


def test_of_two_numbers_that_are_as_likely_the_first_is_taken_whatever_their_units() -> None:
    words = [WordSeen("20", [], Number(20.0, None, 0, 2)), WordSeen("20", [], Number(20.0, "mm/h", 9, 11)), *_MORE]
    heard = with_values([], words, {0: {"esr_raised": 1.0}, 1: {"esr_raised": 1.0}}, of_person(None))
    assert [(m.start, m.value) for m in heard] == [(0, 20.0)]


def test_a_message_without_numbers_stays_as_it_is() -> None:
    assert with_values([_READ], [WordSeen("hb", [])], {}, of_person(None)) == [_READ]
