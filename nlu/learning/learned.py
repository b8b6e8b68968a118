"""What texts tell, learned from examples: a linear classifier of sentences, or of whole messages.

It sees a text as its words, its letters, the groups of the lexicon that its words belong to with the patterns that hold
in it, and as the pairs of groups that stand near each other; each of these kinds counts the same, however many it has.
Trained with scikit-learn, kept as arrays, applied with numpy.
"""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from nlu.learning.examples import Labels, knows, labels_to_learn
from nlu.learning.letters import Rows
from nlu.learning.letters import features as letters
from nlu.patterns.matcher import Match
from nlu.sentences.seen import Seen, groups_in
from nlu.sentences.tables import Part

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
_PAIR_REACH, _PAIRS = 5, 13  # tokens between two groups that stand together; groups after one that are looked at
_RARE = 8  # texts in which a feature must occur (size)
_MOST_AT_ONCE = 4  # labels that are fitted at the same time: each takes some 0.7 GB
_TOLERANCE = 0.1  # at which fitting ends: closer changes no decision
_KINDS = "wcpl"  # words, letters, pairs of groups and what is last, by which their names start; all others are of one more kind


def counts(seen: Seen) -> Counter[str]:
    """How often each feature occurs."""
    return Counter([*letters(seen.text).elements(), *seen.names])


def features(part: Part, matches: Sequence[Match]) -> Seen:
    """What is seen in a sentence."""
    found = sorted(groups_in(part.spans))
    names = [f"g:{name}" for _, _, name in found]
    names += [
        f"p:{name}>{other}"
        for i, (_, end, name) in enumerate(found)
        for start, _, other in found[i + 1 : i + 1 + _PAIRS]
        if end <= start <= end + _PAIR_REACH
    ]
    return Seen(part.sentence.text(), names + [f"m:{m.finding}:{m.polarity}" for m in matches])


def together(parts: Iterable[tuple[Seen, str]]) -> Seen:
    """What is seen in a message: in its sentences, each with the mark that ends it, and once more in the last of several."""
    seen = list(parts)
    names = [name for part, _ in seen for name in part.names]
    if len(seen) > 1:
        names += [f"l:{name}" for name in seen[-1][0].names if not name.startswith("p:")]
    return Seen(" ".join(f"{part.text} {end}" for part, end in seen), names)


@dataclass
class Learned:
    """One weight column a label; `index` maps a feature to its row, `idf` weighs rare ones up."""

    labels: list[str]
    index: Mapping[str, int]
    idf: Floats
    weights: Floats
    bias: Floats

    def __post_init__(self) -> None:
        self._rows = Rows(self.index)
        self._kinds = np.array([_KINDS.find(name[0]) + 1 for name in self.index], dtype=np.int64)

    def odds(self, seen: Seen) -> dict[str, float]:
        """A probability for each label, independent of the others."""
        places, values = self.vector(seen.text, seen.names)
        scores = self.bias + (values @ self.weights.take(places, axis=0) if len(places) else 0.0)
        return dict(zip(self.labels, (1.0 / (1.0 + np.exp(-scores))).tolist(), strict=True))

    def vector(self, text: str, names: Iterable[str] = ()) -> tuple[npt.NDArray[np.int64], Floats]:
        """Rows and tf-idf values of the features of a text and of `names` that are known; each kind of them of length one."""
        places, often = self._rows.of(text, names)
        values, kinds = often * self.idf[places], self._kinds[places]
        lengths = np.sqrt(np.bincount(kinds, values * values, len(_KINDS) + 1)).astype(np.float32)
        return places, values / lengths[kinds]

    def vectors(self, often: csr_matrix) -> csr_matrix:
        """What `vector` gives, of many texts: a text a row of `often`, which holds one plus the logarithm of its counts."""
        from scipy.sparse import csr_matrix

        often.sort_indices()
        values = often.data * self.idf[often.indices]
        part = np.repeat(np.arange(often.shape[0]), np.diff(often.indptr)) * (len(_KINDS) + 1) + self._kinds[often.indices]
        lengths = np.sqrt(np.bincount(part, values * values)).astype(np.float32)
        return csr_matrix((values / lengths[part], often.indices, often.indptr), shape=often.shape)

    def save(self, folder: Path) -> None:
        """Write `labels.json` and `weights.npz`."""
        folder.mkdir(parents=True, exist_ok=True)
        names = {"labels": self.labels, "features": list(self.index)}
        (folder / "labels.json").write_text(json.dumps(names), encoding="utf-8")
        np.savez_compressed(folder / "weights.npz", idf=self.idf, weights=self.weights.astype(np.float16), bias=self.bias)

    @classmethod
    def load(cls, folder: Path) -> Learned:
        """Read what `save` wrote. Raises OSError, ValueError or KeyError where the files are missing or damaged."""
        names: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            index = {f: i for i, f in enumerate(names["features"])}
            return cls(names["labels"], index, arrays["idf"], np.ascontiguousarray(arrays["weights"], dtype=np.float32), arrays["bias"])


def train(examples: Iterable[tuple[Counter[str], Labels]], strength: float) -> Learned:
    """A classifier of texts seen as `features`; for each label it learns of the examples that know of it. Deterministic.

    `strength`: inverse of the regularisation. The examples are gone through once, and only their numbers are kept.
    """
    from joblib import Parallel, cpu_count, delayed

    matrix, names, told = _counted(examples)
    texts = np.bincount(matrix.indices, minlength=len(names))  # in how many each feature occurs
    kept = np.array(sorted(np.flatnonzero(texts >= _RARE).tolist(), key=names.__getitem__), dtype=np.int64)
    idf = (np.log((1 + len(told)) / (1 + texts[kept])) + 1).astype(np.float32)
    index = {names[i]: row for row, i in enumerate(kept.tolist())}
    model = Learned(labels_to_learn(told), index, idf, idf[:0], idf[:0])
    matrix = model.vectors(matrix[:, kept])
    knowing = {n: np.array([knows(labels, n) for labels in told]) for n in model.labels}
    truth = {n: np.array([n in labels for labels in told]) for n in model.labels}
    fit = delayed(_fitted)
    fits = Parallel(n_jobs=min(cpu_count(), _MOST_AT_ONCE))(
        fit(matrix, knowing[n], truth[n], strength) for n in model.labels
    )
    weights, bias = zip(*fits, strict=True)
    model.weights = np.array(weights, dtype=np.float32).T
    model.bias = np.array(bias, dtype=np.float32)
    return model


def _counted(examples: Iterable[tuple[Counter[str], Labels]]) -> tuple[csr_matrix, list[str], list[Labels]]:
    """One plus the logarithm of how often each feature occurs in each text; the names of the features; the labels of the texts."""
    from scipy.sparse import csr_matrix

    places: dict[str, int] = {}
    columns, often, ends, told = array("i"), array("f"), array("q", [0]), []
    for features, labels in examples:
        columns.extend(places.setdefault(f, len(places)) for f in features)
        often.extend(map(math.log, features.values()))
        ends.append(len(columns))
        told.append(labels)
    values = np.frombuffer(often, dtype=np.float32) + 1
    rows = np.frombuffer(columns, dtype=np.int32), np.frombuffer(ends, dtype=np.int64)
    return csr_matrix((values, *rows), shape=(len(told), len(places))), list(places), told


def _fitted(matrix: csr_matrix, knowing: Flags, truth: Flags, strength: float) -> tuple[Floats, float]:
    """Weights and bias of one label, of the rows of which it is known whether it is true. Each fit runs in a process: in
    threads they would draw from one stream of random numbers, and differ from training to training."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=strength, solver="liblinear", dual=True, tol=_TOLERANCE, random_state=0)
    fitted.fit(matrix[knowing], truth[knowing])
    return fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0])
