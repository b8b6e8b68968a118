"""The network of findings: its gradient, that training is the same every time, and what it makes of messages it has not seen."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from knowledge.loader import load
from nlu.learning import attention_training
from nlu.learning.attention import Attention, heard, window
from nlu.learning.examples import EMERGENCY, Labels, knows, message_examples
from nlu.learning.word_features import MENTION, WordSeen, words_seen
from nlu.reading import PRESENT, FindingMention
from nlu.sentences.told import Told
from nlu.understanding import reader

_DENSE = "My back is sore. My legs are fine, no numbness, and the scan shows holes in the skull."
_OFTEN = 200  # times that each of the few examples is shown
_EVERY, _KEPT_BACK, _RIGHT = 8, 4, 0.6  # of the messages, how many are learned of and judged; how many answers are right


def _small() -> list[tuple[list[WordSeen], Labels]]:
    texts = {"my back hurts": "spinal_pain", "no back pain": "-spinal_pain", "my leg is broken": "pathological_fracture", "hello": ""}
    return [(reader().words_seen(text), frozenset({name} - {""})) for text, name in texts.items()] * _OFTEN


@pytest.fixture(scope="module")
def small() -> Attention:
    return attention_training.train(_small())


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


@pytest.mark.parametrize(("reach", "step", "words"), [(2, 1, 5), (1, 4, 6), (1, 4, 2), (1, 1, 1)])
def test_the_gradient_of_the_window_is_the_one_measured(reach: int, step: int, words: int) -> None:
    rng = np.random.default_rng(1)
    x, g = rng.normal(size=(2, words, 3)), rng.normal(size=(2, words, 3 * (2 * reach + 1)))
    away = rng.normal(size=x.shape)
    assert np.isclose((window(away, reach, step) * g).sum(), (away * attention_training.unseen(g, reach, step)).sum())


def test_a_word_does_not_see_across_the_end_of_a_message(small: Attention) -> None:
    alone = reader().words_seen("my back hurts")
    sums = np.zeros((1, len(alone) + 3, small.weights["features"].shape[1]), np.float32)
    live = np.zeros((1, len(alone) + 3, 1), np.float32)
    sums[0, : len(alone)], live[0, : len(alone)] = small.sums(alone), 1.0
    heed, said = heard(small.weights, sums, live)
    padded = 1 / (1 + np.exp(-(heed * said).sum(axis=1)[0] - small.weights["bias"]))
    assert np.allclose(padded, list(small.opinion(alone).odds.values()), atol=1e-6)


def test_what_is_learned_is_told(small: Attention) -> None:
    assert small.labels == ["-spinal_pain", "pathological_fracture", "spinal_pain"]
    for words, labels in _small()[:4]:
        assert {name for name, p in small.opinion(words).odds.items() if p > 1 / 2} == labels


def test_the_word_that_tells_a_label_is_named(small: Attention) -> None:
    words = reader().words_seen("we went home, my leg is broken, so we sat and ate")
    assert words[small.opinion(words).words["pathological_fracture"]].raw in ("leg", "is", "broken")


def test_training_twice_gives_the_same_network(small: Attention) -> None:
    again = attention_training.train(_small())
    assert again.index == small.index and all(np.array_equal(again.weights[name], array) for name, array in small.weights.items())


def test_a_network_that_was_saved_says_the_same(small: Attention, tmp_path: Path) -> None:
    small.save(tmp_path)
    words = reader().words_seen(_DENSE)
    before, after = small.opinion(words).odds, Attention.load(tmp_path).opinion(words).odds
    assert before.keys() == after.keys() and np.allclose(list(before.values()), list(after.values()), atol=0.01)


def test_a_damaged_network_is_not_loaded(small: Attention, tmp_path: Path) -> None:
    small.save(tmp_path)
    (tmp_path / "weights.npz").write_bytes(b"PK")
    with pytest.raises((OSError, ValueError, KeyError)):
        Attention.load(tmp_path)


def test_findings_of_messages_that_it_has_not_seen_are_found() -> None:
    rows = [(text, labels) for text, labels in message_examples("en", load().findings) if "?" not in labels and labels - {EMERGENCY}]
    some = [(reader().words_seen(text), labels) for text, labels in islice(rows, 0, None, _EVERY)]
    network = attention_training.train(row for i, row in enumerate(some) if i % _KEPT_BACK)
    right = wrong = missed = 0
    for words, labels in some[::_KEPT_BACK]:
        for name, p in network.opinion(words).odds.items():
            if knows(labels, name):
                right += p > 1 / 2 and name in labels
                wrong += p > 1 / 2 and name not in labels
                missed += p <= 1 / 2 and name in labels
    assert 2 * right / (2 * right + wrong + missed) >= _RIGHT
