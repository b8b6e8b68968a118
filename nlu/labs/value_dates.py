"""When a value was measured, as its clause tells it: now, on a weekday, lately, in a month or a year, or some time ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nlu.patterns.matcher import Spans
from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
THEN, DATED, LATELY, WEEKDAY, YESTERDAY, NOW = range(6)  # the later kind is the later time
GONE_BY = (THEN, LATELY, YESTERDAY)
_CUES = {NOW: "cues:value_now", WEEKDAY: "cues:value_weekday", LATELY: "cues:value_lately", THEN: "cues:value_then"}


class When(NamedTuple):
    """A time that compares with another: what kind of time it is, and the year where one is told (0 for none)."""

    kind: int
    year: float = 0.0


def when(clause: range, tokens: Sequence[Token], spans: Spans, grammar: Grammar) -> When | None:
    """The time told in a clause; None for no time."""
    if year := _year(clause, tokens):
        return When(DATED, year)
    kind = next((k for k, cues in _CUES.items() if any(s.start in clause for s in spans.get(cues, ()))), None)
    if kind == LATELY and any(tokens[i].text in grammar["yesterdays"] for i in clause):
        return When(YESTERDAY)
    if kind is not None:
        return When(kind)
    return When(DATED) if any(tokens[i].text in grammar["value_months"] for i in clause) else None


def timed(places: Iterable[int], tokens: Sequence[Token], spans: Spans, grammar: Grammar) -> set[int]:
    """The places of words for a time, and all that stands in a phrase for one."""
    dates = grammar["value_months"] | grammar["in_on"]
    out = {i for i in places if tokens[i].text in dates or _year(range(i, i + 1), tokens)}
    for cues in _CUES.values():
        out.update(i for s in spans.get(cues, ()) for i in range(s.start, s.end))
    return out


def follows(first: When | None, other: When | None) -> bool:
    """Whether what was told second is the later: what is told of one time, a month or a weekday, follows in the order told."""
    if first is None or other is None:
        return (first is not None and first.kind in GONE_BY) or (other is not None and other.kind == NOW)
    if first.kind == other.kind:
        return first.kind in (DATED, WEEKDAY) and not (first.year and other.year and other.year < first.year)
    return first.kind < other.kind


def comparable(first: When | None, other: When | None) -> bool:
    """Whether it is plain which of two times is the later: of "on Tuesday" and "yesterday"; not of "in March" and "last year",
    "on Tuesday" and "last week"."""
    if first is None or other is None:
        return False
    return first.kind == other.kind or not any({first.kind, other.kind} == pair for pair in ({THEN, DATED}, {LATELY, WEEKDAY}))


def _year(clause: range, tokens: Sequence[Token]) -> float:
    """The year told in a clause, 0 for none."""
    years = (n for i in clause if (n := tokens[i].number) is not None and _FIRST_YEAR <= n <= _LAST_YEAR)
    return next(years, 0.0)
