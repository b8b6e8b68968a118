"""Named lab values: which number and which state ("high", "normal", "negative") belongs to which name in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from nlu.lexicon import Span
from nlu.matcher import Match, Spans
from nlu.quantities import PLAIN, Quantity
from nlu.text import Token

_CHAIN = frozenset(("and", ",", "&", "both", "my", "the", "her", "his", "of", "serum", "all", "/", "+", "level", "levels", "also", "blood", "were", "as", "well", "too", "total"))
_STATES = {"HIGH": "H", "LOW": "L", "NORMAL": "N", "POSITIVE": "+", "NEGATIVE": "-"}
_AFTER_VALUE = frozenset((",", "which", "is", "(", "-", "so", "that", "it", "was", "bit", "a", "said", "flagged", "marked", "as", "slightly", "very", "too", "and"))


@dataclass(frozen=True)
class State:
    """A word for how a value or test came out, at [start, end): H, L, N, + or -."""

    start: int
    end: int
    state: str


@dataclass(frozen=True)
class Named:
    """A lab name with what was said of it: a quantity, a state, or neither."""

    match: Match
    quantity: Quantity | None
    state: State | None


def attach(names: Sequence[Match], quantities: Sequence[Quantity], spans: Spans, tokens: Sequence[Token],
           kinds: dict[str, str], stops: Sequence[int]) -> list[Named]:
    """Give each name its number and its state. `stops` are token places that no attachment crosses ("but")."""
    values = _values(names, quantities, tokens, kinds, stops)
    states = _states(spans, names, [q for q in quantities])
    out = []
    for k, name in enumerate(names):
        out.append(Named(name, values.get(k), _state_of(k, names, values, states, tokens, stops)))
    return out


def _values(names: Sequence[Match], quantities: Sequence[Quantity], tokens: Sequence[Token], kinds: dict[str, str],
            stops: Sequence[int]) -> dict[int, Quantity]:
    usable = [q for q in quantities if q.kind == PLAIN]
    taken: set[int] = set()
    out: dict[int, Quantity] = {}

    def crosses(a: int, b: int) -> bool:
        return any(a <= s < b for s in stops)

    respectively = _respectively(names, usable, tokens)
    if respectively:
        return respectively
    for k, name in enumerate(names):
        limit = min([n.start for n in names if n.start >= name.end], default=len(tokens) + 1)
        for j, q in enumerate(usable):
            if j in taken or q.start < name.end or q.start >= limit or q.start - name.end > 8 or crosses(name.end, q.start):
                continue
            if _fits(name, q, kinds):
                # "14 % plasma cells, calcium 2.9": a number just before a name it fits is not the earlier name's
                out[k] = q
                taken.add(j)
                break
    for k, name in enumerate(names):
        if k in out:
            continue
        for j, q in reversed(list(enumerate(usable))):
            gap = [t.text for t in tokens[q.end:name.start]]
            if j not in taken and q.end <= name.start and len(gap) <= 3 and all(
                    w in ("of", "abnormal", "malignant", "atypical", "monoclonal", "marrow", "bone", "are", "were", "my", "for", "the", "serum", "in", "on", "clonal", "normal", "looking") for w in gap) \
                    and _fits(name, q, kinds) and not crosses(q.end, name.start):
                out[k] = q
                taken.add(j)
                break
    return out


def _respectively(names: Sequence[Match], usable: Sequence[Quantity], tokens: Sequence[Token]) -> dict[int, Quantity]:
    """"calcium and ESR were 2.9 and 80": a row of names, then as many numbers."""
    if len(names) < 2 or len(usable) != len(names) or names[-1].end > usable[0].start:
        return {}
    return dict(enumerate(usable))


def _fits(name: Match, q: Quantity, kinds: dict[str, str]) -> bool:
    kind = kinds.get(name.finding)
    if kind == "share":
        return q.unit == "%" or (q.unit is None and not q.worded)
    if kind == "detected":
        return q.unit in ("g/L", "g/dL", "mg/dL")
    if q.worded and q.unit is None and isinstance(q.value, float) and q.value < 2:
        return False
    return q.unit not in ("%", "years")


def _states(spans: Spans, names: Sequence[Match], quantities: Sequence[Quantity]) -> list[State]:
    inside_names = {i for n in names for i in n.tokens}
    inside_values = {i for q in quantities for i in range(q.start, q.end)}
    swallowed = {i for s in spans.get("cues:pseudo", ()) for i in range(s.start, s.end)}
    found: list[State] = []
    for label, sign in _STATES.items():
        for span in spans.get(label, ()):
            covered = set(range(span.start, span.end))
            if covered & inside_names or (covered & inside_values) or covered & swallowed:
                continue
            found.append(State(span.start, span.end, sign))
    found.sort(key=lambda s: (s.start - s.end, s.start))
    kept: list[State] = []
    for s in found:
        if not any(s.start < o.end and o.start < s.end for o in kept):
            kept.append(s)
    return sorted(kept, key=lambda s: s.start)


def _state_of(k: int, names: Sequence[Match], values: dict[int, Quantity], states: Sequence[State], tokens: Sequence[Token],
              stops: Sequence[int]) -> State | None:
    name = names[k]
    if k in values:
        q = values[k]
        ends = max(q.end, name.end)
        for s in states:
            between = [t.text for t in tokens[ends:s.start]]
            if s.start >= ends and len(between) <= 4 and all(w in _AFTER_VALUE for w in between) and s.state in "HLN" and not any(
                    n.start in (s.end, s.end + 1) for n in names):
                return s
        before = [s for s in states if s.end == name.start and s.state in "HLN"]
        return before[-1] if before and name.start < q.start else None
    after = _state_after(k, names, values, states, tokens, stops)
    before = _state_before(k, names, values, states, tokens, stops)
    if after is None or before is None:
        return after or before
    leading = states and states[0].start < names[0].start
    return before if leading and before.end == name.start else after


def _state_after(k: int, names: Sequence[Match], values: dict[int, Quantity], states: Sequence[State], tokens: Sequence[Token],
                 stops: Sequence[int]) -> State | None:
    name = names[k]
    for s in states:
        if s.start < name.end:
            continue
        if any(name.end <= b < s.start for b in stops):
            return None
        between = [n for i, n in enumerate(names) if name.end <= n.start < s.start]
        if not between:
            return s if s.start - name.end <= 9 and not _precedes_name(s, names, tokens, name) else None
        filler = [tokens[i].text for i in range(name.end, s.start) if not any(i in n.tokens for n in between)]
        chained = all(w in _CHAIN or w in ("is", "was", "were", "are", "came", "back", "have", "been", "has", "all") for w in filler)
        if chained and not any(i in values for i, n in enumerate(names) if n in between):
            return None if _precedes_name(s, names, tokens, name) else s
        return None
    return None


def _precedes_name(s: State, names: Sequence[Match], tokens: Sequence[Token], owner: Match) -> bool:
    """"calcium, high ESR": the state stands right before another name, after a comma or an "and"."""
    follows = any(n.start == s.end and n is not owner for n in names)
    return follows and s.start > 0 and tokens[s.start - 1].text in (",", "and", "with", "but", "/", ";", "a", "my", "very")


def _state_before(k: int, names: Sequence[Match], values: dict[int, Quantity], states: Sequence[State], tokens: Sequence[Token],
                  stops: Sequence[int]) -> State | None:
    name = names[k]
    for s in reversed(states):
        if s.end > name.start:
            continue
        if any(s.end <= b < name.start for b in stops):
            return None
        between = [n for n in names if s.end <= n.start < name.start]
        filler = [tokens[i].text for i in range(s.end, name.start) if not any(i in n.tokens for n in between)]
        if all(w in _CHAIN or w in ("a", "for", "in") for w in filler) and len(filler) <= 4 + 2 * len(between):
            if any(i in values for i, n in enumerate(names) if n in between):
                return None
            return s
        return None
    return None


def spans_between(spans: Sequence[Span]) -> list[int]:
    """Token places of spans, for use as stops."""
    return [s.start for s in spans]
