"""Training of the network of `nlu.learning.attention`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nlu.learning.attention import FAR, MID, NEAR, Attention, Floats, Weights, evened, likely, look, wider
from nlu.learning.attention_gradient import by_sums, gradient
from nlu.learning.examples import EMERGENCY, Labels, contrary, knows, labels_to_learn
from nlu.learning.word_features import LETTERS, MENTION, WordSeen, letters_of

_SIZE, _WIDE, _WHOLE = 64, 128, 32  # numbers that a word, a layer and the whole message are made of
_RARE, _RARE_LETTERS = 4, 8  # words in which a feature must occur
_EPOCHS, _BATCH = 8, 32  # times through all messages, and how many are looked at together
_JOINED, _LONGEST = 0.35, 90  # how often a message is joined with another of those, and words that both have at most
_RATE, _LAST_RATE = 2e-3, 4e-5  # the steps' size at first and last
_NETWORKS = 2  # whose mean counts
_PIECE = 1024  # rows of weights that are moved together
_CHUNK = 40  # batches whose messages are sorted by length together
_DROP, _DROP_FEATURE, _DROP_READ = 0.25, 0.1, 0.3  # how often a number, a feature, and all that was read of a message is left out
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8  # Adam
Ints = npt.NDArray[np.int32]


class Example(NamedTuple):
    """A message's words, its labels, and by the place of a number whether it is the value of what can be measured, as far as known."""

    words: Sequence[WordSeen]
    labels: Labels
    numbers: Mapping[int, Mapping[str, bool]] = {}


class _Message(NamedTuple):
    """The rows of the features of all words one after the other, where the words end in them, and which of them show what was read;
    for each label, whether it is true of the message and whether that is known, 1 or 0; the places of its numbers, and the same of
    each of them and what can be measured."""

    rows: Ints
    ends: Ints
    read: npt.NDArray[np.bool_]
    truth: Floats
    known: Floats
    numbers: Ints
    values: Floats
    sure: Floats

    def joined(self, other: _Message, contraries: _Contraries) -> _Message:
        """The message with another behind it. What one tells is told, whatever the other leaves open; what one tells and the other
        denies is not known of both, nor which value counts where both tell one."""
        truth = np.maximum(self.truth, other.truth)
        surely = np.maximum(self.truth * self.known, other.truth * other.known)
        known = np.maximum(self.known * other.known, surely)
        denied = (contraries.of >= 0) & (truth * truth[contraries.of] > 0) | contraries.alone & (self.truth != other.truth)
        both = self.values.any(axis=0) & other.values.any(axis=0)
        return _Message(
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.ends, other.ends + len(self.rows)]),
            np.concatenate([self.read, other.read]),
            truth,
            np.where(denied, np.float32(0.0), known),
            np.concatenate([self.numbers, other.numbers + len(self.ends)]),
            np.concatenate([self.values, other.values]),
            np.where(both, np.float32(0.0), np.concatenate([self.sure, other.sure])),
        )


class _Contraries(NamedTuple):
    """For each label the place of the one that denies it, -1 where there is none, and whether it is denied by what does not tell it."""

    of: npt.NDArray[np.int64]
    alone: npt.NDArray[np.bool_]

    @classmethod
    def among(cls, names: Sequence[str]) -> _Contraries:
        """Those of labels in this order. One emergency among what is none is left open."""
        at = {name: i for i, name in enumerate(names)}
        of = [at.get(contrary(name), -1) for name in names]
        return cls(np.array(of, np.int64), np.array([name == EMERGENCY for name in names], np.bool_))


def train(examples: Iterable[Example], measured: Sequence[str] = ()) -> Attention:
    """Networks that have learned of each label, and of the values of what can be `measured`, from the examples that know of it; those
    without a word teach nothing. Each is fitted by a thread of its own, with chances of its own. Deterministic.

    The examples are gone through once, and only their numbers are kept.
    """
    from threadpoolctl import threadpool_limits

    places: dict[str, int] = {}
    messages, tell, values = [], [], []
    for words, labels, numbers in examples:
        if words:
            messages.append(_counted(words, places))
            tell.append(labels)
            values.append(_valued(numbers, measured))
    features = list(places)
    often = np.bincount(np.concatenate([flat for flat, _ in messages]), minlength=len(features))
    enough = np.array([_RARE_LETTERS if name.startswith(LETTERS) else _RARE for name in features])
    kept = sorted(np.flatnonzero(often >= enough).tolist(), key=features.__getitem__)
    row_of = np.full(len(features), -1, np.int32)
    row_of[kept] = np.arange(len(kept))
    names = labels_to_learn(tell)
    truth = np.array([[name in labels for name in names] for labels in tell], dtype=np.float32)
    known = np.array([[knows(labels, name) for name in names] for labels in tell], dtype=np.float32)
    shown = np.array([features[i].startswith(MENTION) for i in kept])
    seen = [
        _Message(*_of_known(*counted, row_of, shown), true, sure, *of_numbers)
        for counted, true, sure, of_numbers in zip(messages, truth, known, values, strict=True)
    ]
    fit = partial(_fit, size=(len(kept), len(names), len(measured)), messages=seen, contraries=_Contraries.among(names))
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(_NETWORKS) as pool:
        networks = list(pool.map(fit, range(_NETWORKS)))
    return Attention(names, list(measured), {features[i]: row for row, i in enumerate(kept)}, networks)


def _counted(words: Sequence[WordSeen], places: dict[str, int]) -> tuple[Ints, Ints]:
    """A place for each feature of a message's words, and where the words end in them; adds to `places`."""
    rows = [[places.setdefault(name, len(places)) for name in (*letters_of(word.raw), *word.names)] for word in words]
    flat = np.array([row for of_word in rows for row in of_word], dtype=np.int32)
    return flat, np.cumsum([len(of_word) for of_word in rows], dtype=np.int32)


def _valued(numbers: Mapping[int, Mapping[str, bool]], measured: Sequence[str]) -> tuple[Ints, Floats, Floats]:
    """The places of numbers; for each, and what can be measured, whether it is its value and whether that is known, 1 or 0."""
    told = [[of.get(name, False) for name in measured] for of in numbers.values()]
    sure = [[name in of for name in measured] for of in numbers.values()]
    shape = (len(numbers), len(measured))
    return np.array([*numbers], np.int32), np.array(told, np.float32).reshape(shape), np.array(sure, np.float32).reshape(shape)


def _of_known(counted: Ints, ends: Ints, row_of: Ints, shown: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """The rows of those features of a message that have one, where its words end in them, and which show what was read."""
    rows = row_of[counted]
    ends = np.cumsum(rows >= 0, dtype=np.int32)[ends - 1]
    rows = rows[rows >= 0]
    return rows, ends, shown[rows]


def _start(features: int, labels: int, measured: int, rng: np.random.Generator) -> dict[str, Floats]:
    def drawn(rows: int, columns: int, spread: float) -> Floats:
        return rng.normal(0.0, spread, (rows, columns)).astype(np.float32)

    seen = {"near": wider(NEAR[0]) * _SIZE, "mid": wider(MID[0]) * _WIDE + _WHOLE, "far": wider(FAR[0]) * _WIDE}
    weights = {name: drawn(wide, _WIDE, wide**-0.5) for name, wide in seen.items()}
    weights |= {f"{name}_bias": np.zeros(_WIDE, np.float32) for name in seen}
    last = _SIZE + len(seen) * _WIDE
    weights |= {"features": drawn(features, _SIZE, 0.15), "whole": drawn(_WIDE, _WHOLE, _WIDE**-0.5)}
    weights |= {"wanted": drawn(last, labels, 0.05), "said": drawn(last, labels, 0.05), "bias": np.full(labels, -3.0, np.float32)}
    weights |= {"valued": drawn(last, measured, 0.05), "valued_bias": np.full(measured, -3.0, np.float32)}
    return weights


def _fit(seed: int, size: tuple[int, int, int], messages: Sequence[_Message], contraries: _Contraries) -> dict[str, Floats]:
    """The weights of a network after all rounds. `size`: how many features, labels and values it has; `seed` of its chances."""
    rng = np.random.default_rng(seed)
    weights = _start(*size, rng)
    moments = {name: (np.zeros_like(array), np.zeros_like(array)) for name, array in weights.items()}
    steps, step = _EPOCHS * (len(messages) // _BATCH), 0
    for _ in range(_EPOCHS):
        for batch in _batches(messages, rng):
            slopes = _slopes(weights, _some_joined([messages[i] for i in batch], contraries, rng), rng)
            step += 1
            rate = _LAST_RATE + (_RATE - _LAST_RATE) * (1 + np.cos(np.pi * min(1.0, step / steps))) / 2
            rate *= np.sqrt(1 - _SECOND**step) / (1 - _FIRST**step)
            for name, slope in slopes.items():
                _move(weights[name], *moments[name], slope, np.float32(rate))
    return weights


def _slopes(weights: Weights, shown: Sequence[_Message], rng: np.random.Generator) -> dict[str, Floats]:
    """The slope of the log loss of messages, in the mean, by each of the weights."""

    def drop(layer: Floats) -> Floats:
        return layer * (rng.random(layer.shape, dtype=np.float32) >= _DROP) / np.float32(1 - _DROP)

    places, live = _places(shown, len(weights["features"]), rng)
    even, by = evened((places @ weights["features"]).reshape((*live.shape[:2], _SIZE)))
    left = drop(np.ones_like(even))
    heard = look(weights, even * left, live, drop)
    each = np.float32(1 / len(shown))
    told = _unlike(heard.told(weights), np.stack([m.truth for m in shown])) * np.stack([m.known for m in shown]) * each
    valued = np.zeros_like(heard.valued)
    for i, m in enumerate(shown):
        valued[i, m.numbers] = _unlike(heard.valued[i, m.numbers], m.values) * m.sure * each
    slopes, words = gradient(weights, heard, told, valued, live, 1 - _DROP)
    return slopes | {"features": places.T @ by_sums(words * left, even, by).reshape((-1, _SIZE))}


def _unlike(out: Floats, told: Floats) -> Floats:
    """The slope of the log loss by log odds."""
    slope: Floats = likely(out) - told
    return slope


def _move(array: Floats, first: Floats, second: Floats, slope: Floats, rate: np.float32) -> None:
    """A step of Adam; changes the first three in place, some rows after the other, as these stay near the processor."""
    for at in range(0, len(array), _PIECE):
        rows = slice(at, at + _PIECE)
        first[rows] *= _FIRST
        first[rows] += (1 - _FIRST) * slope[rows]
        second[rows] *= _SECOND
        second[rows] += (1 - _SECOND) * slope[rows] * slope[rows]
        array[rows] -= rate * first[rows] / (np.sqrt(second[rows]) + _TINY)


def _batches(messages: Sequence[_Message], rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """All messages in batches of about the same length, in random order."""
    order = rng.permutation(len(messages))
    batches = []
    for at in range(0, len(order), _BATCH * _CHUNK):
        chunk = sorted(order[at : at + _BATCH * _CHUNK].tolist(), key=lambda i: len(messages[i].ends))
        batches += [np.array(chunk[i : i + _BATCH]) for i in range(0, len(chunk), _BATCH)]
    for i in rng.permutation(len(batches)):
        yield batches[i]


def _some_joined(batch: Sequence[_Message], contraries: _Contraries, rng: np.random.Generator) -> list[_Message]:
    """The messages, some of them joined with another of them, before it or behind it: who tells much is heard like who tells little."""
    shown = list(batch)
    for i, message in enumerate(batch):
        other = batch[int(rng.integers(len(batch)))]
        pair = [message, other] if rng.random() < 1 / 2 else [other, message]
        if rng.random() < _JOINED and other is not message and len(message.ends) + len(other.ends) <= _LONGEST:
            shown[i] = pair[0].joined(pair[1], contraries)
    return shown


def _places(batch: Sequence[_Message], features: int, rng: np.random.Generator) -> tuple[Any, Floats]:
    """Which features stand at which word, (words, features) as a sparse matrix, and where words stand, (messages, words, 1)."""
    from scipy.sparse import csr_matrix

    long = max(len(m.ends) for m in batch)
    live = np.zeros((len(batch), long, 1), np.float32)
    columns, counts = [], np.zeros((len(batch), long), np.int64)
    for i, m in enumerate(batch):
        left = rng.random(len(m.rows)) >= _DROP_FEATURE
        if rng.random() < _DROP_READ:
            left &= ~m.read
        columns.append(m.rows[left])
        counts[i, : len(m.ends)] = np.diff(np.concatenate([[0], np.cumsum(left)])[m.ends], prepend=0)
        live[i, : len(m.ends)] = 1.0
    column, ends = np.concatenate(columns), np.concatenate([[0], np.cumsum(counts.ravel())])
    return csr_matrix((np.ones(len(column), np.float32), column, ends), shape=(len(batch) * long, features)), live
