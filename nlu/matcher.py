"""Patterns over one sentence: which findings are named where, before anybody asks whether they are affirmed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Iterator, Mapping, Sequence

from nlu.lexicon import Element, Lexicon, Pattern, Span
from nlu.text import Sentence

Spans = Mapping[str, Sequence[Span]]


@dataclass(frozen=True)
class Match:
    """A finding named by the tokens `parts` of a sentence; `polarity` is the pattern's."""

    finding: str
    polarity: str
    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """First token."""
        return min(p[0] for p in self.parts)

    @property
    def end(self) -> int:
        """One past the last token."""
        return max(p[1] for p in self.parts)

    @property
    def tokens(self) -> frozenset[int]:
        """The tokens that the pattern itself consists of (not what stands between)."""
        return frozenset(i for a, b in self.parts for i in range(a, b))


def by_label(spans: Sequence[Span]) -> dict[str, list[Span]]:
    """Spans of a sentence under their labels."""
    out: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        out[span.label].append(span)
    return out


class Matcher:
    """Finds the findings that a sentence names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._by_first: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in lexicon.patterns:
            self._by_first[pattern.elements[0].label].append(pattern)

    def match(self, sentence: Sentence, spans: Spans) -> list[Match]:
        """All matches, cancelled and nested ones removed, in reading order."""
        barriers = [s.start for s in spans.get("cues:barrier", ())]
        found: list[Match] = []
        for label in spans:
            for pattern in self._by_first.get(label, ()):
                if all(e.label in spans for e in pattern.elements):
                    found.extend(self._place(pattern, spans, barriers))
        return _settle(found)

    def _place(self, pattern: Pattern, spans: Spans, barriers: Sequence[int]) -> Iterator[Match]:
        for first in spans[pattern.elements[0].label]:
            for parts in _extend(((first.start, first.end),), pattern.elements[1:], spans):
                low, high = min(p[0] for p in parts), max(p[1] for p in parts)
                inside = {i for a, b in parts for i in range(a, b)}
                if not any(low < b < high and b not in inside for b in barriers):
                    yield Match(pattern.finding, pattern.polarity, parts)


def _extend(parts: tuple[tuple[int, int], ...], rest: Sequence[Element], spans: Spans
            ) -> Iterator[tuple[tuple[int, int], ...]]:
    if not rest:
        yield parts
        return
    element = rest[0]
    last = parts[-1]
    for span in spans[element.label]:
        after = span.start - last[1]
        before = last[0] - span.end
        near = 0 <= after <= element.gap or (element.either_side and 0 <= before <= element.gap)
        if near:
            yield from _extend((*parts, (span.start, span.end)), rest[1:], spans)


def _settle(found: list[Match]) -> list[Match]:
    """Cancel by `unless`, prefer full names to bare mentions, the longest phrase at a place, then the tightest pair."""
    cancelled: dict[str, set[int]] = defaultdict(set)
    for m in found:
        if m.polarity == "unless":
            cancelled[m.finding].update(range(m.start, m.end))
    kept: list[Match] = []
    live = [m for m in found if m.polarity != "unless" and not (m.tokens & cancelled[m.finding])]
    rank = {"present": 0, "absent": 0, "name": 1, "mentioned": 2}
    live.sort(key=lambda m: (rank[m.polarity], -len(m.tokens) if m.end - m.start == len(m.tokens) else 0,
                             (m.end - m.start) - len(m.tokens), -len(m.tokens), m.start))
    taken: dict[str, set[int]] = defaultdict(set)
    for m in live:
        if m.tokens & taken[m.finding]:
            continue
        taken[m.finding] |= m.tokens
        kept.append(m)
    return sorted(kept, key=lambda m: (m.start, m.end))
