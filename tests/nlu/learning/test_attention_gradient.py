"""The gradient of the network is the slope that is measured when a weight, or a word, is changed a little."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from nlu.learning import attention_training
from nlu.learning.attention import Floats, Weights, evened, look, window
from nlu.learning.attention_gradient import by_sums, gradient, unseen

_LABELS, _VALUES, _WORDS, _SHORT = 5, 3, 7, 4  # and words of the shorter of two messages
_LITTLE, _NEAR = 1e-5, 1e-6
_PLACES = 6  # of each array at which the slope is measured


def _weights(rng: np.random.Generator) -> dict[str, Floats]:
    """As training begins with, but surer, and in numbers exact enough to measure a slope by."""
    start = attention_training._start(1, _LABELS, _VALUES, rng)
    return {name: (array * 3 if array.ndim > 1 else array).astype(np.float64) for name, array in start.items() if name != "features"}


def _measured(array: Floats, at: tuple[int, ...], loss: Callable[[], float]) -> float:
    was, losses = array[at], []
    for sign in (1, -1):
        array[at] = was + sign * _LITTLE
        losses.append(loss())
    array[at] = was
    return (losses[0] - losses[1]) / (2 * _LITTLE)


@pytest.mark.parametrize("seed", range(3))
def test_each_slope_is_the_one_measured(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights: Weights = _weights(rng)
    sums, live = rng.normal(size=(2, _WORDS, attention_training._SIZE)), np.ones((2, _WORDS, 1))
    sums[1, _SHORT:] = live[1, _SHORT:] = 0
    told, valued = rng.normal(size=(2, _LABELS)), rng.normal(size=(2, _WORDS, _VALUES))

    def loss() -> float:
        heard = look(weights, evened(sums)[0], live)
        return float((heard.told(weights) * told).sum() + (heard.valued * valued).sum())

    even, by = evened(sums)
    slopes, words = gradient(weights, look(weights, even, live), told, valued, live, 1.0)
    assert slopes.keys() == weights.keys()
    for array, slope in [*((weights[name], slopes[name]) for name in weights), (sums, by_sums(words, even, by))]:
        for _ in range(_PLACES):
            at = tuple(int(rng.integers(long)) for long in array.shape)
            if array is not sums or live[at[0], at[1]]:
                assert np.isclose(_measured(array, at, loss), slope[at], atol=_NEAR, rtol=_NEAR)


def test_what_was_left_out_changes_nothing() -> None:
    rng = np.random.default_rng(0)
    weights, live = _weights(rng), np.ones((1, _WORDS, 1))
    even, _ = evened(rng.normal(size=(1, _WORDS, attention_training._SIZE)))
    heard = look(weights, even, live, lambda layer: layer * 0)
    slopes, _ = gradient(weights, heard, np.ones((1, _LABELS)), np.ones((1, _WORDS, _VALUES)), live, 1 / 2)
    assert not any(slopes[name].any() for name in ("near", "mid", "far")) and slopes["said"].any()


@pytest.mark.parametrize(("reach", "step", "words"), [(2, 1, 5), (1, 4, 6), (1, 4, 2), (1, 1, 1)])
def test_the_gradient_of_the_window_is_the_one_measured(reach: int, step: int, words: int) -> None:
    rng = np.random.default_rng(1)
    x, g = rng.normal(size=(2, words, 3)), rng.normal(size=(2, words, 3 * (2 * reach + 1)))
    away = rng.normal(size=x.shape)
    assert np.isclose((window(away, reach, step) * g).sum(), (away * unseen(g, reach, step)).sum())
