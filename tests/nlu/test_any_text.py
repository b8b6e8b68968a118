"""No text makes the reader fail, and what it finds lies inside the text and the vocabulary."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.hearing import hear
from dialogue.state import State
from knowledge.loader import load
from nlu.understanding import reader
from nlu.words.lexicon import load_lexicon

WORDS = sorted(load_lexicon().vocabulary)
MARKS = [".", "?", ",", ";", ":", "\n", "\t", "|", "-", "(", ")", "/", "%", "+", "<", ">", "=", "2.9", "10,4", "8-10", "2011", "'"]
SALADS = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=30).map(" ".join)


def check(text: str) -> None:
    knowledge = load("en")
    reading = reader().read(text)
    for mention in reading.mentions:
        assert mention.finding in knowledge.findings
        assert 0 <= mention.start <= mention.end <= len(text)
    for quantity in reading.quantities:
        assert 0 <= quantity.start <= quantity.end <= len(text)
    hear(reading, State(), knowledge)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_are_read(text: str) -> None:
    check(text)


@settings(max_examples=250, deadline=None)
@given(SALADS)
def test_any_row_of_known_words_is_read(text: str) -> None:
    check(text)


def test_an_open_name_after_another_sentence_is_read() -> None:
    check("My back hurts. Calcium too.")
    check("The parathyroid is fine. Calcium too.")


def test_an_empty_text_tells_nothing() -> None:
    assert reader().read("").mentions == []


def test_a_number_of_hundreds_of_digits_is_no_value() -> None:
    for text in ("9" * 400, "my age is " + "9" * 400, "calcium " + "9" * 400):
        reading = reader().read(text)
        assert not reading.mentions and not reading.quantities
