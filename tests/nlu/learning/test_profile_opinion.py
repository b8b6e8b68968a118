"""When an age or a sex is taken up that no pattern read, and that ages of messages it has not seen are told from other numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from nlu.learning.examples import UNKNOWN, profile_examples
from nlu.learning.learned import Learned
from nlu.learning.profile_opinion import ProfileOpinion, labels_of
from nlu.people.turn import NOWHERE, Turn
from nlu.reading import HYPOTHETICAL, PRESENT, FindingMention
from nlu.sentences.seen import Seen
from nlu.understanding import reader

_LADY = "lady beside me, 69, says her back hurts day and night"
_STRENGTH = 10.0
_KEPT_BACK, _RIGHT = 4, 0.9  # every fourth message is judged, and how many of their words are judged rightly


@dataclass(frozen=True)
class Odds:
    """A classifier that says the same of every word."""

    age: float
    sex: float

    def odds(self, seen: Seen) -> dict[str, float]:
        return {"age": self.age, "sex": self.sex}


def _heed(
    age: float, sex: float, text: str = _LADY, *mentions: FindingMention, turn: Turn = NOWHERE, whole: float | None = None
) -> dict[str, object]:
    opinion = ProfileOpinion(cast(Learned, Odds(age, sex)), reader().sentences.quantities.numbers, reader().grammar)
    heard = opinion.heed(reader().cutter.parts(text), list(mentions), turn, {} if whole is None else {"female": whole})
    return {m.finding: m.value for m in heard if m.who in ("none", turn.person or "self") and m.modality == "actual" and not m.bare}


def test_what_a_word_surely_tells_is_taken_up() -> None:
    assert _heed(0.95, 0.99) == {"age": 69, "sex": "female"}


def test_what_it_may_tell_is_not() -> None:
    assert _heed(0.5, 0.75) == {}


def test_a_sex_is_told_by_its_word_and_by_the_whole_message_together() -> None:
    assert _heed(0.1, 0.7, whole=0.95) == {"sex": "female"}
    assert _heed(0.1, 0.95, whole=0.05) == {}


def test_an_answer_to_a_question_is_left_to_what_was_asked() -> None:
    assert _heed(0.99, 0.99, "it was 69") == {}


def test_what_was_read_stands() -> None:
    read = FindingMention("age", PRESENT, "self", value=30, unit="years")
    assert _heed(0.99, 0.5, _LADY, read) == {"age": 30}


@pytest.mark.parametrize(
    "read",
    [
        FindingMention("age", PRESENT, "lady", value=69, unit="years", start=16),
        FindingMention("age", PRESENT, modality=HYPOTHETICAL, value=69, unit="years", start=16),
        FindingMention("age", PRESENT, value=69, unit="years", start=16, bare=True),
    ],
    ids=["another's", "supposed", "loosely told"],
)
def test_an_age_that_was_read_of_nobody_is_no_fact_and_makes_room(read: FindingMention) -> None:
    assert _heed(0.99, 0.5, _LADY, read) == {"age": 69}


def test_the_sex_of_whom_the_message_turns_to_is_known_already() -> None:
    assert _heed(0.5, 0.99, "my husband asks for his daughter with a sore back", turn=Turn("husband", "male")) == {}


def test_a_word_teaches_what_its_message_tells() -> None:
    lady, age = sorted(reader().profile_words(_LADY)[:2], key=lambda w: w.kind, reverse=True)
    assert labels_of(age, frozenset({"69", "female"})) == {"age", UNKNOWN + "sex"}
    assert labels_of(age, frozenset({"female"})) == {UNKNOWN + "sex"}
    assert labels_of(lady, frozenset({"69", "female"})) == {"sex", UNKNOWN + "age"}
    assert labels_of(lady, frozenset({UNKNOWN + "sex"})) == {UNKNOWN + "age", UNKNOWN + "sex"}


def test_words_of_messages_that_it_has_not_seen_are_judged_rightly() -> None:
    rows = profile_examples("en")
    learned = reader().learn_profiles([row for i, row in enumerate(rows) if i % _KEPT_BACK], _STRENGTH)
    judged = [
        (learned.odds(word.seen)[word.kind] > 1 / 2) == (word.kind in labels_of(word, profile))
        for text, profile in rows[:: _KEPT_BACK * 4]
        for word in reader().profile_words(text)
        if UNKNOWN + word.kind not in profile
    ]
    assert sum(judged) >= _RIGHT * len(judged)
