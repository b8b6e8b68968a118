"""Named lab values: which number and which state belongs to which name in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlu.figures.quantity import PLAIN, Quantity
from nlu.labs.lab_sentence import LabSentence, State
from nlu.labs.lab_states import state_of, states_of, telling
from nlu.labs.value_times import Times
from nlu.patterns.matcher import Match, Spans

_VALUE_REACH = 9  # tokens between a name and its number
_LEAD_REACH = 8  # words of "or so is what they said for my calcium"
_PRONOUN_REACH = 4  # words of "it is actually 2.84"
_PROTEIN_UNITS = ("g/L", "g/dL", "mg/dL", "g/day")


@dataclass(frozen=True)
class Named:
    """A lab name with what was said of it: a quantity, a state, or neither."""

    match: Match
    quantity: Quantity | None
    state: State | None


def attach(here: LabSentence, spans: Spans, times: Times) -> list[Named]:
    """Give each name its number and its state."""
    values = _values(here, times)
    states = states_of(spans, here)
    return [
        Named(name, values.get(k), state_of(k, here, values, telling(states, name, here), spans))
        for k, name in enumerate(here.names)
    ]


def _values(here: LabSentence, times: Times) -> dict[int, Quantity]:
    usable = [q for q in here.quantities if q.kind == PLAIN]
    names = here.names
    if len(names) >= 2 and len(usable) == len(names) and names[-1].end <= usable[0].start:
        return dict(enumerate(usable))  # "calcium and ESR were 2.9 and 80"
    if len(usable) == len(names) and all(_heads(q, k, here) for k, q in enumerate(usable)):
        return dict(enumerate(usable))  # "2.9 for calcium and 80 for ESR"
    if len(names) >= 2 and len(usable) == len(names) and usable[-1].end <= names[0].start and _leads(usable[-1], names[0], here):
        return dict(enumerate(usable))  # "2.9 and 80 were my calcium and ESR"
    taken: set[int] = set()
    out: dict[int, Quantity] = {}
    for k, name in enumerate(names):
        limit = min([n.start for n in names if n is not name and n.start >= name.end], default=len(here.tokens) + 1)
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
            out[k] = _turned(name, out[k], [q for j, q in enumerate(usable) if j not in taken], here, times)
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
    before = here.words(max(0, q.start - _PRONOUN_REACH), q.start)
    at = max((i for i, w in enumerate(before) if w in here.grammar["it_words"]), default=None)
    return at is not None and at + 1 < len(before) and all(w in here.grammar["pronoun_links"] for w in before[at + 1 :])


def _heads(q: Quantity, k: int, here: LabSentence) -> bool:
    """The number stands before its name, and behind the name before that."""
    return (k == 0 or here.names[k - 1].end <= q.start) and _leads(q, here.names[k], here)


def _turned(name: Match, q: Quantity, later: Sequence[Quantity], here: LabSentence, times: Times) -> Quantity:
    """The later number of one name, which holds: "Hb was 90 in March, it's 128 now", "12 was an error, it is 21"."""
    behind, mark = (here.words(q.end, q.end + 2) + ["", ""])[:2]
    if behind in here.grammar["turn_words"] - here.grammar["then_words"] and mark in here.grammar["clause_cuts"]:
        return q  # "10.2 now, 12.8 in January"
    for other in reversed(later):
        apart = any(q.end <= n.start < other.start for n in here.names)
        wrong = not here.grammar["error_words"].isdisjoint(here.words(q.end, other.start))
        now = here.turns(other.start, other.end) and times.measured(other)
        turned = wrong or now or _pointed(q, other, here) or times.later_holds(q, other)
        if other.start >= q.end and not apart and turned and fits(name, other, here.kinds):
            return other
    return q


def _pointed(q: Quantity, other: Quantity, here: LabSentence) -> bool:
    """ "Hb 131 → 98, Ca 2.3 → 2.9": an arrow leads from one number to the next."""
    between = here.words(q.end, other.start)
    return bool(between) and here.grammar["arrows"].issuperset(between)


def _leads(q: Quantity, name: Match, here: LabSentence) -> bool:
    """ "14 % abnormal plasma cells": the number stands before its name."""
    gap = here.words(q.end, name.start)
    if _lone(q, gap, name, here):
        gap = []
    if gap[:1] and gap[0] in here.grammar["not_words"] and here.tokens[q.end + 1].number is not None:
        gap = [w for w in gap[2:] if w != ","]  # "27, not 72, the ESR"
    if gap[:1] == [","] and q.unit == "%" and not here.grammar["auxiliaries_be"].isdisjoint(here.words(q.end + 1, q.end + 2)):
        gap = gap[1:]  # "a quarter of the cells, 25 percent, WERE plasma cells"
    near = q.end <= name.start and len(gap) <= _LEAD_REACH and all(w in here.grammar["value_fill"] for w in gap)
    return near and fits(name, q, here.kinds) and not here.crosses(q.end, name.start)


def _lone(q: Quantity, gap: Sequence[str], name: Match, here: LabSentence) -> bool:
    """ "Nearly 2.9, my calcium": a number, and the name of what it is of, and nothing else."""
    whole = name.end == len(here.tokens) and here.grammar["before_lone"].issuperset(here.words(0, q.start))
    return whole and bool(gap) and here.grammar["commas"] | here.grammar["owners"] | here.grammar["definites"] >= set(gap)


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
