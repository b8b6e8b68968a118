"""Ideas in a text, whatever words stand for them."""

from __future__ import annotations

from nlu.learning.concepts import Concepts
from nlu.words.lexicon import load_lexicon

TABLE = {"pain": ["pain", "sore"], "constant": ["all the time", "round the clock"], "time": ["time", "clock"]}


def test_the_longest_phrase_counts() -> None:
    assert Concepts(TABLE).named("Sore all the time!") == ["pain", "constant"]
    assert Concepts(TABLE).named("what time is it") == ["time"]


def test_ideas_count_alone_and_together_in_any_order() -> None:
    one, other = Concepts(TABLE).features("pain round the clock"), Concepts(TABLE).features("All the time sore")
    assert one == other == {"k:pain": 1, "k:constant": 1, "k:constant+pain": 1}


def test_a_phrase_stands_for_one_idea_only() -> None:
    rows = load_lexicon("en").raw["concepts"].values()
    phrases = [phrase for row in rows for phrase in row]
    assert len(phrases) == len(set(phrases))
