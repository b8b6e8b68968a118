"""A small linear text classifier: word and character n-grams, ideas, tf-idf, logistic regression, the nearest example.

Trained with scikit-learn, stored as plain arrays, applied with numpy alone: nothing is unpickled, and answering does
not import scikit-learn. One sentence takes a fraction of a millisecond.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nlu.learning.concepts import Concepts
from nlu.learning.letters import Rows, features, unit
from nlu.learning.nearest import Examples
from nlu.words.lexicon import load_lexicon

Floats = npt.NDArray[np.float32]
_IDEA = 2.2  # times as much weight as a word has an idea (measured on wordings that were kept apart)


@dataclass
class LinearText:
    """`labels` in the order of the columns of `weights` (features x labels); `index` maps a feature to its row.

    `concepts` finds the ideas that a text names. With `examples`, a label gains `nearness` in log odds for each unit of
    likeness to its nearest example, and `shift`.
    """

    labels: list[str]
    index: Mapping[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    concepts: Concepts
    examples: Examples | None = None
    nearness: float = 0.0
    shift: float = 0.0

    def __post_init__(self) -> None:
        self._rows = Rows(self.index)
        self._likeliest = lru_cache(maxsize=16)(self._predict)  # a sentence is judged alone, as part and once more when mended

    def vector(self, text: str) -> tuple[npt.NDArray[np.int64], Floats]:
        """Rows and unit-length tf-idf values of the features that are known."""
        words, often = self._rows.of(text)
        ideas, ideas_often = self._rows.of("", self.concepts.features(text))
        places = np.concatenate([words, ideas])
        values = np.concatenate([often, ideas_often * np.float32(_IDEA)]) * self.idf[places]
        return places, unit(values)

    def predict(self, text: str) -> list[tuple[str, float]]:
        """All labels with a probability each (one against the rest, so they may all be small), likeliest first.

        Kept for the last few texts: not to be changed by the caller.
        """
        return self._likeliest(text.lower())

    def _predict(self, text: str) -> list[tuple[str, float]]:
        places, values = self.vector(text)
        scores = self.bias + (values @ self.weights.take(places, axis=0) if len(places) else 0.0) + self.shift
        if self.examples is not None:
            scores = scores + self.nearness * self.examples.nearest(places, values)
        odds = 1.0 / (1.0 + np.exp(-scores))
        order = np.argsort(-odds)
        return list(zip((self.labels[i] for i in order.tolist()), odds[order].tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write the classifier as `labels.json` and `weights.npz`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "labels.json").write_text(
            json.dumps(
                {
                    "labels": self.labels,
                    "features": list(self.index),
                    "nearness": self.nearness,
                    "shift": self.shift,
                    "concepts": self.concepts.phrases,
                }
            ),
            encoding="utf-8",
        )
        np.savez_compressed(
            folder / "weights.npz",
            idf=self.idf,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            **(self.examples.arrays() if self.examples is not None else {}),
        )

    @classmethod
    def load(cls, folder: Path) -> LinearText:
        """Read what `save` wrote. Raises OSError, ValueError or KeyError where the files are missing or damaged."""
        names: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            return cls(
                names["labels"],
                {f: i for i, f in enumerate(names["features"])},
                arrays["idf"],
                np.ascontiguousarray(arrays["weights"], dtype=np.float32),
                arrays["bias"],
                Concepts(names["concepts"]),
                Examples.from_arrays(arrays) if names["nearness"] else None,
                names["nearness"],
                names["shift"],
            )


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    strength: float = 10.0,
    rare: int = 2,
    nearness: float = 0.0,
    shift: float = 0.0,
    locale: str = "en",
) -> LinearText:
    """A classifier of `texts`; features seen in fewer than `rare` texts are left out. Deterministic.

    `locale`: whose words for ideas (lexicon/concepts.yml) are seen in the texts.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    concepts = Concepts(load_lexicon(locale).raw["concepts"])
    counted = [features(t) + concepts.features(t) for t in texts]
    seen = Counter(f for c in counted for f in c)
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= rare))}
    idf = np.zeros(len(index), dtype=np.float32)
    for f, i in index.items():
        idf[i] = math.log((1 + len(texts)) / (1 + seen[f])) + 1
    model = LinearText(
        sorted(set(labels)),
        index,
        idf,
        np.zeros((len(index), 1), dtype=np.float32),
        np.zeros(1, dtype=np.float32),
        concepts,
    )
    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    vectors = [model.vector(text) for text in texts]
    for places, values in vectors:
        data.extend(values.tolist())
        columns.extend(places.tolist())
        starts.append(len(data))
    matrix = csr_matrix((np.array(data, dtype=np.float32), columns, starts), shape=(len(texts), len(index)))
    fitted = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear", tol=1e-2, random_state=0).fit(
        matrix, list(labels)
    )
    order = [list(fitted.classes_).index(label) for label in model.labels]
    model.weights = fitted.coef_[order].T.astype(np.float32)
    model.bias = fitted.intercept_[order].astype(np.float32)
    if nearness:
        model.examples = Examples.of(vectors, labels, model.labels, len(index))
        model.nearness, model.shift = nearness, shift
    return model
