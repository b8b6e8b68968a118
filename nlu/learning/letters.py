"""A text as its words and letters, and the rows that these have in a classifier."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[?!]|[^\w\s]")
_CHARS = (2, 3, 4)
_MOST = 200  # words of a text that are looked at


@lru_cache(maxsize=32)
def words(text: str) -> tuple[str, ...]:
    """The words and marks of a text, lower-cased. Kept for the last few texts, as every classifier asks for them."""
    return tuple(_WORD.findall(text.lower().replace("’", "'"))[:_MOST])


def features(text: str) -> Counter[str]:
    """Counts of word 1-2-grams ("w:") and character 2-4-grams inside words ("c:") of a text."""
    cut = words(text)
    return Counter([gram for word in cut for gram in _alone(word)] + _pairs(cut))


def _alone(word: str) -> list[str]:
    padded = f" {word} "
    return [f"w:{word}", *("c:" + padded[i : i + size] for size in _CHARS for i in range(len(padded) - size + 1))]


def _pairs(cut: Sequence[str]) -> list[str]:
    return [f"w:{a} {b}" for a, b in pairwise(cut)]


def unit(values: Floats) -> Floats:
    """The values as a vector of length one; all zeros stay so."""
    return values / np.float32(math.sqrt(float((values * values).sum())) or 1.0)


class Rows:
    """Which rows of `index` (feature to row) a text has. The rows of a word are kept, as words come again."""

    def __init__(self, index: Mapping[str, int]) -> None:
        self.index = index
        self._of_word = lru_cache(maxsize=8192)(self._alone)

    def of(self, text: str, more: Iterable[str] = ()) -> tuple[Places, Floats]:
        """The rows of a text's features and of `more`, and one plus the logarithm of how often each occurs."""
        cut = words(text)
        rows = np.concatenate([*map(self._of_word, cut), self._known([*_pairs(cut), *more])])
        places, often = np.unique(rows, return_counts=True)
        return places, 1.0 + np.log(often).astype(np.float32)

    def _alone(self, word: str) -> Places:
        return self._known(_alone(word))

    def _known(self, names: Iterable[str]) -> Places:
        return np.array([row for name in names if (row := self.index.get(name)) is not None], dtype=np.int64)
