"""Answers and what they say of all that was asked: what is learned, and what is made of answers that were not."""

from __future__ import annotations

import pytest

from knowledge.loader import load
from nlu.learning.examples import STANCES, stance_examples
from nlu.learning.learned import Learned
from nlu.learning.stances import stances_to_learn
from nlu.understanding import reader

_HALF = 1 / 2


@pytest.fixture(scope="module")
def stances() -> Learned:
    return reader().learn_whole(stances_to_learn("en", load().findings), 20.0)


def test_answers_are_learned_behind_remarks_and_behind_what_is_told() -> None:
    rows = list(stances_to_learn("en", load().findings))
    own = [text for text, stance in stance_examples("en", "stances") if stance]
    assert {name for _, stance in rows for name in stance} == set(STANCES)
    for text in own[:20]:
        assert sum(row.endswith(text) and len(row) > len(text) for row, _ in rows) >= 2


def test_the_same_is_learned_every_time() -> None:
    assert list(stances_to_learn("en", load().findings)) == list(stances_to_learn("en", load().findings))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("oh bother, forgot my glasses. not one of these bothers him", "no"),
        ("my ribs hurt, apart from that I'm fine", "no"),
        ("no fracture, no lump, none of that list", "no"),
        ("nobody has looked at his marrow yet", "dont_know"),
        ("the letter says nothing about it", "dont_know"),
        ("they never told me the result", "dont_know"),
        ("that is right, they found it", "yes"),
    ],
)
def test_an_answer_in_other_words_is_heard(text: str, stance: str, stances: Learned) -> None:
    odds = stances.odds(reader().seen(text))
    assert max(odds, key=odds.__getitem__) == stance and odds[stance] > _HALF


@pytest.mark.parametrize("text", ["my back hurts", "no pain in the ribs", "why do you ask", "let me get my glasses", "ESR 88, calcium 2.9"])
def test_what_says_nothing_of_the_rest_has_no_stance(text: str, stances: Learned) -> None:
    assert max(stances.odds(reader().seen(text)).values()) < _HALF
