"""Named lab values: which number and which state ("high", "normal", "negative") belongs to which name in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlu.matcher import Match, Spans
from nlu.quantities import PLAIN, Quantity
from nlu.text import Token

STATES = {"HIGH": "H", "LOW": "L", "NORMAL": "N", "POSITIVE": "+", "NEGATIVE": "-"}
_VALUE_REACH = 9  # tokens between a name and its number
_BEFORE_REACH = 4
_LEAD_REACH = 6  # words of "18 % of the cells in my marrow"
_STATE_REACH = 9
_FLAG_REACH = 5
_RESUMED = 4  # words of "it was only a bit"
_TELLER = 8  # words of "but the surgery rang and said", which may stand before it
_PROTEIN_UNITS = ("g/L", "g/dL", "mg/dL", "g/day")


@dataclass(frozen=True)
class State:
    """A word for how a value or test came out, at [start, end): H, L, N, + or -. `anew`: it stands for an earlier one."""

    start: int
    end: int
    state: str
    anew: bool = False


@dataclass(frozen=True)
class Named:
    """A lab name with what was said of it: a quantity, a state, or neither."""

    match: Match
    quantity: Quantity | None
    state: State | None


@dataclass(frozen=True)
class LabSentence:
    """What lab reading looks at: names and numbers in reading order, and places that nothing crosses ("but").

    `others`: words with which patterns name any finding.
    """

    names: Sequence[Match]
    quantities: Sequence[Quantity]
    tokens: Sequence[Token]
    kinds: Mapping[str, str]
    stops: Sequence[int]
    grammar: Mapping[str, frozenset[str]]
    others: frozenset[int] = frozenset()

    def words(self, start: int, end: int) -> list[str]:
        """The words of [start, end)."""
        return [t.text for t in self.tokens[start:end]]

    def crosses(self, start: int, end: int) -> bool:
        """A stop stands in [start, end)."""
        return any(start <= s < end for s in self.stops)

    def resumed(self, start: int, end: int) -> bool:
        """What stands at `end` goes on about the name that ends at `start`: "not 2.4 but 2.84", "but it was normal"."""
        between = self.words(start, end)
        if not between or not self.crosses(start, end):
            return False
        stop = next(s for s in self.stops if start <= s < end)
        after = self.words(stop + 1, end)
        if between[-1] in self.grammar["but_only"]:
            return bool(self.grammar["not_words"] & set(between))
        at = max((i for i, w in enumerate(after) if w in self.grammar["it_words"]), default=None)
        return at is not None and at <= _TELLER and len(after) - at <= _RESUMED

    def turns(self, start: int, end: int) -> bool:
        """What stands at [start, end) is so now, or after all: "now it's high", "128 now", "sorry, low"."""
        before = self.words(max(0, start - _RESUMED), start)
        cut = max((i for i, w in enumerate(before[:-1]) if w in self.grammar["clause_cuts"]), default=-1)
        corrects = bool(self.grammar["correction_single"] & set(before))
        return corrects or bool(self.grammar["turn_words"] & {*before[cut + 1 :], *self.words(end, end + 1)})


def attach(here: LabSentence, spans: Spans) -> list[Named]:
    """Give each name its number and its state."""
    values = _values(here)
    states = states_of(spans, here)
    return [
        Named(name, values.get(k), _state_of(k, here, values, _telling(states, name, here)))
        for k, name in enumerate(here.names)
    ]


def _telling(states: Sequence[State], name: Match, here: LabSentence) -> list[State]:
    """The states that can be said of a name: "positive" is none of a level, unless it means "out of range".

    In "ESR flagged - high" the next word tells.
    """
    if here.kinds.get(name.finding) not in ("high", "low"):
        return list(states)

    def tells(s: State) -> bool:
        if s.state != "+":
            return True
        reach = min([n.start for n in here.names if n.start >= s.end], default=s.end + _FLAG_REACH)
        told = any(o.state in "HLN" and s.end <= o.start < reach for o in states)
        return not told and not here.grammar["out_of_range"].isdisjoint(here.words(s.start, s.end))

    return [s for s in states if tells(s)]


def _values(here: LabSentence) -> dict[int, Quantity]:
    usable = [q for q in here.quantities if q.kind == PLAIN]
    names = here.names
    if len(names) >= 2 and len(usable) == len(names) and names[-1].end <= usable[0].start:
        return dict(enumerate(usable))  # "calcium and ESR were 2.9 and 80"
    if len(usable) == len(names) and all(_heads(q, k, here) for k, q in enumerate(usable)):
        return dict(enumerate(usable))  # "2.9 for calcium and 80 for ESR"
    taken: set[int] = set()
    out: dict[int, Quantity] = {}
    for k, name in enumerate(names):
        limit = min([n.start for n in names if n.start >= name.end], default=len(here.tokens) + 1)
        for j, q in enumerate(usable):
            far = q.start < name.end or q.start >= limit or q.start - name.end > _VALUE_REACH
            apart = here.crosses(name.end, q.start) and not here.resumed(name.end, q.start)
            if j not in taken and not far and not apart and fits(name, q, here.kinds):
                out[k] = q
                taken.add(j)
                break
    for k, name in enumerate(names):
        for j, q in enumerate(usable):  # "I thought my calcium was normal but the portal says 10.9 mg/dL"
            said = q.unit is not None or _of_it(q, here)
            last = k == len(names) - 1 and q.start >= name.end and said
            if k not in out and j not in taken and last and fits(name, q, here.kinds):
                out[k] = q
                taken.add(j)
        if k in out:
            out[k] = _turned(name, out[k], [q for j, q in enumerate(usable) if j not in taken], here)
    for k, name in enumerate(names):
        if k not in out:
            for j, q in reversed(list(enumerate(usable))):
                if j not in taken and _leads(q, name, here):
                    out[k] = q
                    taken.add(j)
                    break
    return out


def _of_it(q: Quantity, here: LabSentence) -> bool:
    """ "..., it is actually 2.84": said of what was named, however long ago."""
    before = here.words(max(0, q.start - _RESUMED), q.start)
    at = max((i for i, w in enumerate(before) if w in here.grammar["it_words"]), default=None)
    return at is not None and at + 1 < len(before) and all(w in here.grammar["pronoun_links"] for w in before[at + 1 :])


def _heads(q: Quantity, k: int, here: LabSentence) -> bool:
    """The number stands before its name, and behind the name before that."""
    return (k == 0 or here.names[k - 1].end <= q.start) and _leads(q, here.names[k], here)


def _turned(name: Match, q: Quantity, later: Sequence[Quantity], here: LabSentence) -> Quantity:
    """ "Hb was 90 in March, it's 128 now", "12 was an error, it is 21": the later number of one name, which holds."""
    for other in later:
        apart = any(q.end <= n.start < other.start for n in here.names)
        wrong = not here.grammar["error_words"].isdisjoint(here.words(q.end, other.start))
        turned = wrong or here.turns(other.start, other.end)
        if other.start >= q.end and not apart and turned and fits(name, other, here.kinds):
            return other
    return q


def _leads(q: Quantity, name: Match, here: LabSentence) -> bool:
    """ "14 % abnormal plasma cells": the number stands before its name."""
    gap = here.words(q.end, name.start)
    if gap[:1] and gap[0] in here.grammar["not_words"] and here.tokens[q.end + 1].number is not None:
        gap = [w for w in gap[2:] if w != ","]  # "27, not 72, the ESR"
    near = q.end <= name.start and len(gap) <= _LEAD_REACH and all(w in here.grammar["value_fill"] for w in gap)
    return near and fits(name, q, here.kinds) and not here.crosses(q.end, name.start)


def fits(name: Match, q: Quantity, kinds: Mapping[str, str]) -> bool:
    """Whether a number can be the value of a name, by its unit."""
    kind = kinds.get(name.finding)
    if kind == "share":
        return q.unit == "%" or (q.unit is None and not q.worded)
    if kind == "detected":
        return q.unit in _PROTEIN_UNITS
    if q.worded and q.unit is None and isinstance(q.value, float) and q.value < 2:
        return False
    return q.unit not in ("%", "years", "g/day")


def states_of(spans: Spans, here: LabSentence) -> list[State]:
    """The states of a sentence, the longest phrase at a place, none inside a name or a value."""
    covered = {i for n in here.names for i in n.tokens}
    covered |= {i for q in here.quantities for i in range(q.start, q.end)}
    covered |= {i for s in spans.get("cues:pseudo", ()) for i in range(s.start, s.end)}
    if any(q.range is not None for q in here.quantities):  # "normal range 30-130" calls nothing normal
        ranges = [s for s in spans.get("quantities:reference_words", ()) if s.end - s.start > 1]
        covered |= {i for s in ranges for i in range(s.start, s.end)}
    found = [
        State(span.start, span.end, sign)
        for label, sign in STATES.items()
        for span in spans.get(label, ())
        if not covered & set(range(span.start, span.end)) and not _moved_from(span.end, here)
    ]
    found.sort(key=lambda s: (s.start - s.end, s.start))
    kept: list[State] = []
    for s in found:
        if not any(s.start < o.end and o.start < s.end for o in kept):
            kept.append(s)
    return sorted(kept, key=lambda s: s.start)


def _moved_from(at: int, here: LabSentence) -> bool:
    """ "70, down FROM 95": a way that a number went, and no state."""
    return here.words(at, at + 1) != [] and here.words(at, at + 1)[0] in here.grammar["from_words"] and any(
        q.start == at + 1 for q in here.quantities
    )


def _state_of(k: int, here: LabSentence, values: dict[int, Quantity], states: Sequence[State]) -> State | None:
    name = here.names[k]
    if k in values:
        return _state_of_value(name, values[k], here, states)
    after = _state_after(k, here, values, states)
    before = _state_before(k, here, values, states)
    leading = bool(states) and states[0].start < here.names[0].start
    if after is None and (turned := _left_out(name, here, states)) is not None:
        return turned
    if after is None and before is not None:  # "Ca ↑ ALP N": the arrow is the calcium's
        others = not leading and before.end == name.start and any(n is not name and n.end == before.start for n in here.names)
        return None if others else before
    if after is None or before is None:
        return after
    if after.state in "+-" and before.end == name.start and after.start == name.end and _taken(before, here, name):
        return after
    return before if leading and before.end == name.start else after


def _left_out(name: Match, here: LabSentence, states: Sequence[State]) -> State | None:
    """ "The calcium is normal but the ESR isn't": the other of what the last test was."""
    words = here.words(name.end, name.end + 3)
    ends = not words[2:] or words[2] in here.grammar["splitters"]
    earlier = [s for s in states if s.end <= name.start and s.state in "HLN"]
    if len(words) < 2 or words[0] not in here.grammar["likewise_verbs"] or words[1] not in here.grammar["not_words"]:
        return None
    if not (ends and earlier and here.crosses(earlier[-1].end, name.start)):
        return None
    bad = "L" if here.kinds.get(name.finding) == "low" else "H"
    return State(name.end, name.end + 2, bad if earlier[-1].state == "N" else "N")


def _taken(s: State, here: LabSentence, owner: Match) -> bool:
    """ "M spike yes Bence Jones no": the state answers what stands before it."""
    return s.start > 0 and not any(n is not owner and n.end == s.start for n in here.names) and not here.tokens[s.start - 1].mark


def _state_of_value(name: Match, q: Quantity, here: LabSentence, states: Sequence[State]) -> State | None:
    ends = max(q.end, name.end)
    for s in states:
        between = here.words(ends, s.start)
        near = s.start >= ends and len(between) <= _FLAG_REACH and all(w in here.grammar["after_value"] for w in between)
        if near and s.state in "HLN" and not any(n.start in (s.end, s.end + 1) for n in here.names):
            return s
    for s in states:
        inner = here.words(s.end, q.start)
        within = name.end <= s.start and s.end <= q.start and s.state in "HLN"
        denied = here.tokens[s.start - 1].text in here.grammar["not_words"]
        if within and not denied and all(w in here.grammar["at_value"] for w in inner):
            return s
    before = [s for s in states if s.end == name.start and s.state in "HLN"]
    return before[-1] if before and name.start < q.start else None


def _state_after(k: int, here: LabSentence, values: dict[int, Quantity], states: Sequence[State]) -> State | None:
    name = here.names[k]
    for s in states:
        if s.start < name.end:
            continue
        if here.crosses(name.end, s.start) and not here.resumed(name.end, s.start):
            return None
        between = [(i, n) for i, n in enumerate(here.names) if name.end <= n.start < s.start]
        if not between:
            s = next((replace(o, anew=True) for o in states if _turns(s, o, here)), s)
            near = s.anew or s.start - name.end <= _STATE_REACH
            return s if near and not _opens_next(s, here, name) else None
        inside = {i for _, n in between for i in n.tokens}
        filler = [here.tokens[i].text for i in range(name.end, s.start) if i not in inside]
        chained = all(w in here.grammar["value_chain"] for w in filler)
        if chained and not any(i in values for i, _ in between):
            return None if _opens_next(s, here, name) else s
        return None
    return None


def _turns(s: State, other: State, here: LabSentence) -> bool:
    """ "Used to be normal, now it's high", "thought it was high but they said it's fine": a later state of one name."""
    if other.start <= s.end or any(s.end <= n.start < other.end + 1 for n in here.names):
        return False
    return here.turns(other.start, other.end) or here.resumed(s.end, other.start)


def _opens_next(s: State, here: LabSentence, owner: Match) -> bool:
    """ "calcium, high ESR": the state stands right before another name, after a comma or an "and"."""
    follows = any(n.start == s.end and n is not owner for n in here.names)
    denies = here.words(s.start, s.end)[-1] in here.grammar["determiner_denials"]
    if denies and s.end in here.others - owner.tokens:
        return True
    return follows and s.start > 0 and here.tokens[s.start - 1].text in here.grammar["new_state_after"]


def _state_before(k: int, here: LabSentence, values: dict[int, Quantity], states: Sequence[State]) -> State | None:
    name = here.names[k]
    for s in reversed(states):
        if s.end > name.start:
            continue
        if here.crosses(s.end, name.start):
            return None
        between = [(i, n) for i, n in enumerate(here.names) if s.end <= n.start < name.start]
        inside = {i for _, n in between for i in n.tokens}
        filler = [here.tokens[i].text for i in range(s.end, name.start) if i not in inside]
        filler = filler[: _likewise(filler, here)]
        known = here.grammar["value_chain"] | here.grammar["before_state_fill"]
        if all(w in known for w in filler) and len(filler) <= _BEFORE_REACH + 2 * len(between):
            return None if any(i in values for i, _ in between) else s
        return None
    return None


def _likewise(words: Sequence[str], here: LabSentence) -> int:
    """Where "so is my", "as did the" or "same goes for" starts at the end of some words; their number where none does."""
    grammar = here.grammar
    for i, (word, following) in enumerate(pairwise(words)):
        rest = words[i + 2 :]
        if word in grammar["likewise"] and following in grammar["likewise_verbs"] and all(w in grammar["value_chain"] for w in rest):
            return i
    return len(words)
