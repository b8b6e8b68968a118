"""Shares told as fractions: "a third of the cells were plasma cells", "about half"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nlu.patterns.matcher import Spans
from nlu.words.text import Token

_LABEL = "quantities:fractions:"
_NEAR = 5  # tokens between a fraction and the cells it is of
_LONE = 4  # words of an answer that is only a fraction


def fractions(tokens: Sequence[Token], spans: Spans, grammar: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, int, float]]:
    """Where a fraction of cells begins and ends, and its percentage; not "half an hour", "a third opinion"."""
    words = [t.text for t in tokens]
    for label, found in spans.items():
        if not label.startswith(_LABEL):
            continue
        for s in found:
            near = words[max(0, s.start - _NEAR) : s.start] + words[s.end : s.end + _NEAR]
            alone = len(words) <= _LONE and s.end == len(words)
            follows = words[s.end] if s.end < len(words) else ""
            of_cells = not grammar["of_cells"].isdisjoint(near) and (not follows or follows in grammar["behind_fraction"])
            if alone or of_cells:
                yield s.start, s.end, float(label.removeprefix(_LABEL))
