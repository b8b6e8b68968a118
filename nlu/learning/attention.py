"""What a message tells, learned word by word: a small network in which every finding looks for the words that tell it.

Each word is the sum of what is seen of it (`nlu.learning.word_features`). It sees its neighbours, then, at some distance, theirs, and
the whole message. For each label a softmax over all words weighs what each of them says of it (convolutional attention for multi-label
classification, Mullenbach et al. 2018). So a message of seven findings is no mixture: each is judged by its own words.
Of each number it tells in the same way whether it is the value of a finding, or the age.
Trained in `nlu.learning.attention_training` by the gradient of `nlu.learning.attention_gradient`, kept as arrays, applied with numpy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nlu.learning.word_features import WordSeen, letters_of

Floats = npt.NDArray[np.float32]
Weights = Mapping[str, Floats]
NEAR, MID, FAR = (2, 1), (1, 1), (1, 4)  # words to each side that a word sees in each of three looks, and how far apart these lie
_NEVER = -1e9  # the weight of a place without a word


def window(words: Floats, reach: int, step: int) -> Floats:
    """Each word with those `step` apart from it, `reach` of them to each side: (messages, words, size) to (messages, words, wider)."""
    _, long, size = words.shape
    seen = np.zeros((*words.shape[:2], size * wider(reach)), words.dtype)
    for i, (here, there) in enumerate(shifts(long, reach, step)):
        seen[:, here, i * size : (i + 1) * size] = words[:, there]
    return seen


def wider(reach: int) -> int:
    """How many words a word sees that looks `reach` of them to each side, itself among them."""
    return 2 * reach + 1


def shifts(long: int, reach: int, step: int) -> Iterator[tuple[slice, slice]]:
    """Which of `long` words see another, and which these are; for each of the `wider(reach)` words that a word sees."""
    for away in range(-reach * step, reach * step + 1, step):
        yield slice(max(0, -away), max(0, long - max(0, away))), slice(max(0, away), max(0, long + min(0, away)))


class Looks(NamedTuple):
    """What words are made of, look by look, (messages, words, size), and `whole` what each message is, (messages, size); how much each
    label heeds each word and what the word says of it in log odds, (messages, words, labels); the log odds that a word is the value
    of what can be measured, (messages, words, values)."""

    words: Floats
    near: Floats
    whole: Floats
    mid: Floats
    far: Floats
    heed: Floats
    said: Floats
    valued: Floats

    def told(self, weights: Weights) -> Floats:
        """The log odds of each label, (messages, labels)."""
        told: Floats = (self.heed * self.said).sum(axis=1) + weights["bias"]
        return told


def evened(sums: Floats) -> tuple[Floats, Floats]:
    """Words as long as others, of the sums of what is seen of each, (messages, words, size); and what they were multiplied by."""
    by: Floats = 1.0 / np.sqrt(np.mean(sums * sums, axis=2, keepdims=True) + np.float32(1.0))
    return sums * by, by


def aware(near: Floats, whole: Floats) -> Floats:
    """What the second look sees: each word with its neighbours, and the whole message."""
    return np.concatenate([window(near, *MID), np.broadcast_to(whole[:, None], (*near.shape[:2], whole.shape[1]))], axis=2)


def look(weights: Weights, words: Floats, live: Floats, drop: Callable[[Floats], Floats] = lambda layer: layer) -> Looks:
    """What is heard of `words`, which are `evened`; `live` is 1 where a word stands, else 0. `drop` is for training: it leaves some of
    a layer out at random."""

    def layer(seen: Floats, name: str) -> Floats:
        return drop(np.maximum(seen @ weights[name] + weights[f"{name}_bias"], np.float32(0.0)) * live)

    near = layer(window(words, *NEAR), "near")
    whole = np.tanh(near.sum(axis=1) / live.sum(axis=1) @ weights["whole"])
    mid = layer(aware(near, whole), "mid")
    far = layer(window(mid, *FAR), "far")
    all_of_it = np.concatenate([words, near, mid, far], axis=2)
    wanted = all_of_it @ weights["wanted"] + (1.0 - live) * np.float32(_NEVER)
    heed = np.exp(wanted - wanted.max(axis=1, keepdims=True))
    heed /= heed.sum(axis=1, keepdims=True)
    return Looks(words, near, whole, mid, far, heed, all_of_it @ weights["said"], all_of_it @ weights["valued"] + weights["valued_bias"])


def likely(out: Floats) -> Floats:
    """The probabilities of log odds, however large."""
    probabilities: Floats = (np.tanh(out / 2) + 1) / 2
    return probabilities


class Opinion(NamedTuple):
    """A probability for each label, independent of the others, and which word was heeded most for it; by the place of each number,
    the probability that it is the value of what can be measured."""

    odds: dict[str, float]
    words: dict[str, int]
    values: Mapping[int, Mapping[str, float]] = {}


@dataclass
class Attention:
    """The trained networks, whose mean is surer than each (docs/decisions/0022); `index` maps a feature to its row of
    `weights["features"]`, `measured` is what a number can be the value of."""

    labels: list[str]
    measured: list[str]
    index: Mapping[str, int]
    networks: Sequence[Weights]

    def __post_init__(self) -> None:
        features = np.concatenate([weights["features"] for weights in self.networks], axis=1)
        self._features = np.concatenate([features, np.zeros((1, features.shape[1]), np.float32)])
        self._written = lru_cache(maxsize=8192)(lambda raw: self._features[self._rows(letters_of(raw))].sum(axis=0))

    def opinion(self, words: Sequence[WordSeen]) -> Opinion:
        """What a message tells; `words` must not be empty."""
        live = np.ones((1, len(words), 1), np.float32)
        sums = np.split(self.sums(words)[None], len(self.networks), axis=2)
        heard = [look(weights, evened(own)[0], live) for weights, own in zip(self.networks, sums, strict=True)]
        told = np.mean([one.told(weights)[0] for one, weights in zip(heard, self.networks, strict=True)], axis=0)
        valued = np.mean([one.valued[0] for one in heard], axis=0)
        heeded = np.sum([one.heed[0] for one in heard], axis=0).argmax(axis=0)
        values = {place: self._likely(self.measured, valued[place]) for place, word in enumerate(words) if word.number}
        return Opinion(self._likely(self.labels, told), dict(zip(self.labels, heeded.tolist(), strict=True)), values)

    @staticmethod
    def _likely(names: Sequence[str], out: Floats) -> dict[str, float]:
        return dict(zip(names, likely(out).tolist(), strict=True))

    def sums(self, words: Sequence[WordSeen]) -> Floats:
        """The sum of what is seen of each word, of all networks side by side, (words, size). What it is written as is kept, as words
        come again."""
        rows, starts = list[int](), list[int]()
        for word in words:
            starts.append(len(rows))
            rows += self._rows(word.names)
        named: Floats = np.add.reduceat(self._features[rows], starts, axis=0)
        return named + np.stack([self._written(word.raw) for word in words])

    def _rows(self, names: Iterable[str]) -> list[int]:
        """The rows of the features that are known, and at last one of zeros, so that there is always one."""
        return [row for name in names if (row := self.index.get(name)) is not None] + [len(self.index)]

    def save(self, folder: Path) -> None:
        """Write `labels.json`, and `weights.npz` into a folder for each network."""
        folder.mkdir(parents=True, exist_ok=True)
        names = {"labels": self.labels, "measured": self.measured, "features": list(self.index), "networks": len(self.networks)}
        (folder / "labels.json").write_text(json.dumps(names), encoding="utf-8")
        for i, weights in enumerate(self.networks):
            (folder / str(i)).mkdir(exist_ok=True)
            np.savez_compressed(folder / str(i) / "weights.npz", **{name: array.astype(np.float16) for name, array in weights.items()})

    @classmethod
    def load(cls, folder: Path) -> Attention:
        """Read what `save` wrote. Raises OSError, ValueError or KeyError where the files are missing or damaged."""
        names: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        networks = []
        for i in range(names["networks"]):
            with np.load(folder / str(i) / "weights.npz", allow_pickle=False) as arrays:
                networks.append({name: np.ascontiguousarray(arrays[name], dtype=np.float32) for name in arrays.files})
        return cls(names["labels"], names["measured"], {f: i for i, f in enumerate(names["features"])}, networks)
