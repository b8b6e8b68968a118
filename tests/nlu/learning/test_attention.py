"""The network of findings: that training is the same every time, and what it makes of messages it has not seen."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from knowledge.loader import load
from nlu.learning import attention_training
from nlu.learning.attention import Attention, evened, look
from nlu.learning.attention_training import Example
from nlu.learning.examples import EMERGENCY, knows, message_examples
from nlu.learning.word_features import MENTION, words_seen
from nlu.reading import PRESENT, FindingMention
from nlu.sentences.told import Told
from nlu.understanding import reader

_DENSE = "My back is sore. My legs are fine, no numbness, and the scan shows holes in the skull."
_OFTEN = 200  # times that each of the few examples is shown
_EVERY, _KEPT_BACK, _RIGHT = 8, 4, 0.6  # of the messages, how many are learned of and judged; how many answers are right


def _small() -> list[Example]:
    texts = {"my back hurts": "spinal_pain", "no back pain": "-spinal_pain", "my leg is broken": "pathological_fracture", "hello": ""}
    return [Example(reader().words_seen(text), frozenset({name} - {""})) for text, name in texts.items()] * _OFTEN


def _valued() -> list[Example]:
    """Of two values the later one counts."""
    texts = {"ESR 88 in May and 20 today": 1, "ESR 31 today and 90 in May": 0, "ESR 66 in May and 72 today": 1, "ESR 12 now, 15 in May": 0}
    rows = ((reader().words_seen(text), last) for text, last in texts.items())
    seen = ((words, [i for i, word in enumerate(words) if word.number][-2:], last) for words, last in rows)
    return [Example(words, frozenset(), {at: {"esr_raised": at == places[last]} for at in places}) for words, places, last in seen] * _OFTEN


@pytest.fixture(scope="module")
def small() -> Attention:
    return attention_training.train(_small())


@pytest.fixture(scope="module")
def of_values() -> Attention:
    return attention_training.train(_valued(), ["esr_raised"])


def test_a_message_of_nothing_has_no_words() -> None:
    assert reader().words_seen("") == [] and reader().words_seen(" \n") == []


def test_a_word_is_seen_as_written_as_corrected_and_as_it_was_read() -> None:
    [back, *_, end] = reader().words_seen("bakc pain")
    assert back.raw == "bakc" and "t:back" in back.names and end.names == ["e:$"]
    assert any(name.startswith(f"{MENTION}spinal_pain present actual own") for name in back.names)


def test_whose_finding_was_read_is_seen() -> None:
    [part] = reader().cutter.parts("pain")
    mention = FindingMention("bone_pain", PRESENT, "mum", start=0, end=4)
    for subject, whose in (("mum", "own"), (None, "other")):
        [word, _] = words_seen([Told(part.sentence, part.spans)], [mention], subject)
        assert [name for name in word.names if name.startswith(MENTION)] == [f"{MENTION}bone_pain present actual {whose} "]


def test_a_number_is_seen_by_its_figures_and_their_number() -> None:
    words = reader().words_seen("71 and 1125000")
    assert [(word.raw, word.names[0]) for word in words][::2] == [("71", "t:#2"), ("11250", "t:#5")]


def test_a_number_is_seen_by_its_size_where_it_begins_with_its_unit() -> None:
    words = [word for word in reader().words_seen("calcium eleven point two mg/dl, then 2.8 mmol/l") if word.number]
    assert [(word.number.value, word.number.unit) for word in words if word.number] == [(11.2, "mg/dL"), (2.8, "mmol/L")]
    assert ["n:8" in words[0].names, "n:4" in words[1].names] == [True, True]


@pytest.mark.parametrize("text", ["calcium 0", f"calcium {'9' * 400}", "calcium 1e300", "calcium -4"])
def test_no_number_is_too_small_or_too_great(text: str) -> None:
    assert all(word.number is None or 0 < word.number.value < 1e10 for word in reader().words_seen(text))


def test_a_word_does_not_see_across_the_end_of_a_message(small: Attention) -> None:
    alone = reader().words_seen("my back hurts")
    sums = np.zeros((1, len(alone) + 3, small.networks[0]["features"].shape[1] * len(small.networks)), np.float32)
    live = np.zeros((1, len(alone) + 3, 1), np.float32)
    sums[0, : len(alone)], live[0, : len(alone)] = small.sums(alone), 1.0
    each = zip(small.networks, np.split(sums, len(small.networks), axis=2), strict=True)
    told = np.mean([look(weights, evened(own)[0], live).told(weights)[0] for weights, own in each], axis=0)
    assert np.allclose(1 / (1 + np.exp(-told)), list(small.opinion(alone).odds.values()), atol=1e-6)


def test_what_is_learned_is_told(small: Attention) -> None:
    assert small.labels == ["-spinal_pain", "pathological_fracture", "spinal_pain"]
    for words, labels, _ in _small()[:4]:
        assert {name for name, p in small.opinion(words).odds.items() if p > 1 / 2} == labels


def test_the_number_that_counts_is_told(of_values: Attention) -> None:
    for words, _, numbers in _valued()[:4]:
        heard = of_values.opinion(words).values
        assert all((heard[place]["esr_raised"] > 1 / 2) == of["esr_raised"] for place, of in numbers.items())


def test_where_two_joined_messages_both_tell_a_value_it_is_not_known_which_counts() -> None:
    parts = [attention_training._valued({0: {"age": first, "esr_raised": True}}, ["age", "esr_raised"]) for first in (True, False)]
    flat = np.zeros(1, np.int32), np.ones(1, np.int32), np.zeros(1, np.bool_), np.zeros(1, np.float32), np.ones(1, np.float32)
    one, other = (attention_training._Message(*flat, *part) for part in parts)
    both = one.joined(other, attention_training._Contraries.among(["spinal_pain"]))
    assert both.numbers.tolist() == [0, 1] and both.sure.tolist() == [[1.0, 0.0], [1.0, 0.0]]


def test_the_word_that_tells_a_label_is_named(small: Attention) -> None:
    words = reader().words_seen("we went home, my leg is broken, so we sat and ate")
    assert words[small.opinion(words).words["pathological_fracture"]].raw in ("leg", "is", "broken")


def test_training_twice_gives_the_same_network(small: Attention) -> None:
    again = attention_training.train(_small())
    assert again.index == small.index and len(again.networks) == len(small.networks)
    for weights, before in zip(again.networks, small.networks, strict=True):
        assert all(np.array_equal(weights[name], array) for name, array in before.items())


def test_the_networks_differ_and_their_mean_counts(small: Attention) -> None:
    words = reader().words_seen(_DENSE)
    alone = [Attention(small.labels, small.measured, small.index, [weights]).opinion(words).odds for weights in small.networks]
    for name, p in small.opinion(words).odds.items():
        one, other = (odds[name] for odds in alone)
        assert min(one, other) < p < max(one, other)


def test_a_network_that_was_saved_says_the_same(small: Attention, tmp_path: Path) -> None:
    small.save(tmp_path)
    words = reader().words_seen(_DENSE)
    before, after = small.opinion(words).odds, Attention.load(tmp_path).opinion(words).odds
    assert before.keys() == after.keys() and np.allclose(list(before.values()), list(after.values()), atol=0.01)


def test_a_damaged_network_is_not_loaded(small: Attention, tmp_path: Path) -> None:
    small.save(tmp_path)
    (tmp_path / "0" / "weights.npz").write_bytes(b"PK")
    with pytest.raises((OSError, ValueError, KeyError)):
        Attention.load(tmp_path)


def test_findings_of_messages_that_it_has_not_seen_are_found() -> None:
    rows = [(text, labels) for text, labels in message_examples("en", load().findings) if "?" not in labels and labels - {EMERGENCY}]
    some = [(reader().words_seen(text), labels) for text, labels in islice(rows, 0, None, _EVERY)]
    network = attention_training.train(Example(*row) for i, row in enumerate(some) if i % _KEPT_BACK)
    right = wrong = missed = 0
    for words, labels in some[::_KEPT_BACK]:
        for name, p in network.opinion(words).odds.items():
            if knows(labels, name):
                right += p > 1 / 2 and name in labels
                wrong += p > 1 / 2 and name not in labels
                missed += p <= 1 / 2 and name in labels
    assert 2 * right / (2 * right + wrong + missed) >= _RIGHT
