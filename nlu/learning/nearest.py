"""The examples that a classifier learnt from, kept beside it: how near a text comes to the nearest of each label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
_COMMON = 500  # features of more examples than these say nothing about which is near, and cost most


@dataclass
class Examples:
    """Per feature (from `starts[row]` to `starts[row + 1]`) the examples that hold it and its value there.

    The examples stand in the order of the labels; `firsts` is where those of each label begin.
    """

    starts: Places
    examples: npt.NDArray[np.int32]
    values: Floats
    firsts: Places
    size: int

    @classmethod
    def of(cls, vectors: Sequence[tuple[Places, Floats]], labels: Sequence[str], names: Sequence[str], rows: int) -> Examples:
        """The unit-length vectors of examples with their labels; every name of `names` has an example."""
        order = sorted(range(len(labels)), key=lambda i: names.index(labels[i]))
        features = np.concatenate([vectors[i][0] for i in order])
        values = np.concatenate([vectors[i][1] for i in order])
        examples = np.repeat(np.arange(len(order), dtype=np.int32), [len(vectors[i][0]) for i in order])
        telling = np.bincount(features, minlength=rows)[features] <= _COMMON
        features, values, examples = features[telling], values[telling], examples[telling]
        by_feature = np.argsort(features, kind="stable")
        starts = np.searchsorted(features[by_feature], np.arange(rows + 1))
        sorted_labels = [labels[i] for i in order]
        firsts = np.array([sorted_labels.index(name) for name in names], dtype=np.int64)
        return cls(starts.astype(np.int64), examples[by_feature], values[by_feature], firsts, len(order))

    def nearest(self, places: Places, values: Floats) -> Floats:
        """For each label the cosine of the nearest of its examples."""
        if not len(places):
            return np.zeros(len(self.firsts), dtype=np.float32)
        counts = self.starts[places + 1] - self.starts[places]
        ends = np.cumsum(counts)
        at = np.arange(ends[-1]) + np.repeat(self.starts[places] - ends + counts, counts)
        weights = self.values[at] * np.repeat(values, counts)
        found = self.examples[at]
        sums = np.bincount(found, weights, minlength=self.size)
        return np.asarray(np.maximum.reduceat(sums, self.firsts), dtype=np.float32)

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """What is stored, in few bytes."""
        return {
            "starts": self.starts.astype(np.int32),
            "examples": self.examples,
            "values": self.values.astype(np.float16),
            "firsts": self.firsts.astype(np.int32),
            "size": np.array([self.size], dtype=np.int32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Examples:
        """What `arrays` gave. Raises KeyError where an array is missing."""
        return cls(
            arrays["starts"].astype(np.int64),
            arrays["examples"].astype(np.int32),
            arrays["values"].astype(np.float32),
            arrays["firsts"].astype(np.int64),
            int(arrays["size"][0]),
        )
