"""A level that is named by what it is too much or too little of: "hypercalcaemia of 3.1", "anaemic at 9.8"."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.figures.quantity import PLAIN, Quantity
from nlu.labs.lab_sentence import LabSentence
from nlu.patterns.matcher import Match

_LEVELS = {"calcium_raised": ("calcium_raised", 1.5, 20.0), "anemia": ("hemoglobin", 3.0, 20.0)}  # what a number without a unit can be
_GAP = 3  # words between the state and its number


def named_by_state(here: LabSentence, matches: Sequence[Match]) -> list[Match]:
    """The states with their number right behind them, as lab names; none where the sentence names the level itself."""
    named = {n.finding for n in here.names}
    out: list[Match] = []
    for m in matches:
        level = _LEVELS.get(m.finding)
        if m.polarity == "present" and level is not None and level[0] not in named and any(_said_of(m, q, here) for q in here.quantities):
            out.append(Match(level[0], "name", m.parts))
            named.add(level[0])
    return out


def _said_of(m: Match, q: Quantity, here: LabSentence) -> bool:
    if q.kind != PLAIN or not isinstance(q.value, float) or not 0 <= q.start - m.end <= _GAP:
        return False
    if not here.grammar["state_value_fill"].issuperset(here.words(m.end, q.start)):
        return False
    _, low, high = _LEVELS[m.finding]
    return q.unit is not None or (low <= q.value <= high and not q.value.is_integer())  # "anaemic at 62" tells an age
