"""What a classifier sees of a text is the same in training, for many texts at once, and in use, for one."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from nlu.learning.learned import Learned, counts, train
from nlu.sentences.seen import Seen

_TEXTS = [
    Seen("my back hurts and my back is sore", ["g:PAIN", "g:PAIN", "p:PAIN>BACK", "m:spinal_pain:present", "l:g:PAIN"]),
    Seen("no pain", ["g:PAIN"]),
    Seen("back", []),
]


def _trained() -> Learned:
    return train([(counts(seen), frozenset({"pain"} if seen.names else ())) for seen in _TEXTS * 8], 10.0)


def test_many_texts_are_seen_as_each_of_them_is() -> None:
    learned, twice = _trained(), [counts(seen) for seen in _TEXTS]
    rows = np.zeros((len(twice), len(learned.index)), dtype=np.float32)
    for row, features in zip(rows, twice, strict=True):
        for name, often in features.items():
            row[learned.index[name]] = 1 + np.log(often)
    together = learned.vectors(csr_matrix(rows)).toarray()
    for row, seen in zip(together, _TEXTS, strict=True):
        places, values = learned.vector(seen.text, seen.names)
        assert sorted(np.flatnonzero(row)) == places.tolist()
        assert np.allclose(row[places], values, atol=1e-6)


def test_training_twice_gives_the_same_classifier() -> None:
    first, second = _trained(), _trained()
    assert first.index == second.index
    assert np.array_equal(first.weights, second.weights) and np.array_equal(first.bias, second.bias)
