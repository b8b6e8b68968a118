"""Values cut at the thresholds of the rule tables: numbers of one cell are alike to every rule."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from knowledge.model import Knowledge
from knowledge.rules_schema import Condition, Limit
from reasoning.quantity import Interval


def conditions_of(knowledge: Knowledge) -> Iterator[Condition]:
    """Every condition of the pillar, picture, urgency and look-alike tables."""
    for pillar in knowledge.pillars.values():
        yield from (row.when for row in pillar.rows)
    yield from (row.when for row in knowledge.pictures.rows)
    yield from (row.when for row in knowledge.urgency)
    yield from (alike.raised_when for alike in knowledge.differential.values())


def limits_on(conditions: Iterable[Condition], finding: str) -> list[Limit]:
    """The limits that the conditions put on the value of a finding, each once."""
    found: list[Limit] = []
    for condition in conditions:
        if finding in condition.value and condition.value[finding] not in found:
            found.append(condition.value[finding])
        found += [limit for limit in limits_on(condition.any_of, finding) if limit not in found]
    return found


def cells(limits: Sequence[Limit]) -> list[Interval]:
    """Neighbouring intervals, low to high, within each of which all limits agree; together they are all numbers."""
    ends = sorted(
        {
            bound
            for limit in limits
            for bound in (limit.over, limit.at_least, limit.under, limit.at_most)
            if bound is not None
        }
    )
    pieces: list[Interval] = []
    low = -math.inf
    for end in ends:
        pieces += [Interval(low, end, True, True), Interval(end, end)]
        low = end
    pieces.append(Interval(low, math.inf, True, True))
    joined: list[Interval] = []
    for piece in pieces:
        if joined and verdicts(joined[-1], limits) == verdicts(piece, limits):
            joined[-1] = Interval(joined[-1].low, piece.high, joined[-1].low_open, piece.high_open)
        else:
            joined.append(piece)
    return joined


def verdicts(piece: Interval, limits: Sequence[Limit]) -> list[bool | None]:
    """What each limit says of the interval."""
    return [piece.within(limit) for limit in limits]


def touched(value: Interval, pieces: Sequence[Interval]) -> tuple[int, int]:
    """First and last index of the cells that hold a number of `value`."""
    hit = [index for index, piece in enumerate(pieces) if _overlap(value, piece)]
    return hit[0], hit[-1]


def _overlap(one: Interval, other: Interval) -> bool:
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low < high:
        return True
    if low > high:
        return False
    return not any(
        (part.low == low and part.low_open) or (part.high == low and part.high_open) for part in (one, other)
    )
