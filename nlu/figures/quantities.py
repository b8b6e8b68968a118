"""Numbers with their ranges, bounds and units, and which of them are no lab value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nlu.figures.dates import appointed, dates_a_value, led_as_date, numbers_a_thing, of_clock
from nlu.figures.fractions import fractions
from nlu.figures.numbers import NumberReader
from nlu.figures.quantity import DURATION, OTHER, SCORE, YEAR, Quantity
from nlu.patterns.matcher import Spans
from nlu.words.text import Token

_BOUNDS = (">=", "<=", ">", "<")
_LOWEST_PLUS = 5  # "90+" is a bound; "2+" is a dipstick


class QuantityReader:
    """Reads the quantities of a sentence with a locale's tables."""

    def __init__(self, tables: Mapping[str, Any], grammar: Mapping[str, frozenset[str]]) -> None:
        self.numbers = NumberReader(tables, grammar).read
        self.joins = set(tables["range_joins"])
        self.grammar = grammar

    def read(self, tokens: Sequence[Token], spans: Spans) -> list[Quantity]:
        """All quantities, in order, with their units and bounds."""
        out: list[Quantity] = []
        parts = [Quantity(start, end, share, "%") for start, end, share in fractions(tokens, spans, self.grammar)]
        numbers = [q for q in self.numbers(tokens) if not any(p.start < q.end and q.start < p.end for p in parts)]
        numbers = sorted([*numbers, *parts], key=lambda q: q.start)
        for q in self._ranges(self._shares(numbers, tokens), tokens, spans):
            if out and q.start < out[-1].end:
                continue  # the 100 of "4.2 g/100 ml"
            out.append(self._classified(self._compared(_with_unit(q, spans), spans, tokens), tokens, spans))
        return out

    def _shares(self, numbers: list[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
        """ "12 OUT OF 100 CELLS", "one in every ten cells": the share, at the place of both."""
        out: list[Quantity] = []
        for q in numbers:
            first = out[-1] if out else None
            if first is not None and self._counted(first, q, tokens) and isinstance(first.value, float) and isinstance(q.value, float):
                out[-1] = replace(first, end=q.end, value=100 * first.value / q.value, unit="%", worded=False)
            else:
                out.append(q)
        return out

    def _counted(self, first: Quantity, second: Quantity, tokens: Sequence[Token]) -> bool:
        gap, behind = [t.text for t in tokens[first.end : second.start]], [t.text for t in tokens[second.end : second.end + 4]]
        between = self.grammar["out_of_each"].issuperset(gap) and not self.grammar["share_joins"].isdisjoint(gap)
        less = isinstance(first.value, float) and isinstance(second.value, float) and 0 < first.value < second.value
        return between and less and not self.grammar["counted_cells"].isdisjoint(behind)

    def _ranges(self, numbers: list[Quantity], tokens: Sequence[Token], spans: Spans) -> list[Quantity]:
        out: list[Quantity] = []
        i = 0
        while i < len(numbers):
            later = numbers[i + 1] if i + 1 < len(numbers) else None
            if later and self._changed(numbers[i], later, tokens):
                i += 1  # "went from 20 to 95": the later number stands
            elif later and self._came(numbers[i], later, tokens, spans):
                out.append(numbers[i])  # "up to 2.9 from 2.5": the earlier number stands
                i += 2
            elif later and self._amended(numbers[i], later, tokens, spans):
                numbers[i + 1] = replace(later, start=numbers[i].start)  # "12 %, no, 21 %": it stands in the first one's place
                i += 1
            elif later and (self._joined(numbers[i], later, tokens, spans) or self._bounded(numbers[i], later, tokens, spans)):
                low, high = numbers[i].value, later.value
                out.append(Quantity(numbers[i].start, later.end, f"{low:g}-{high:g}"))
                i += 2
            else:
                out.append(numbers[i])
                i += 1
        return out

    def _changed(self, first: Quantity, second: Quantity, tokens: Sequence[Token]) -> bool:
        if first.start < 2 or tokens[first.start - 1].text not in self.grammar["from_words"]:
            return False
        between = [t.text for t in tokens[first.end : second.start]]
        moved = any(t.text in self.grammar["change_words"] for t in tokens[max(0, first.start - 3) : first.start - 1])
        return moved and len(between) <= 3 and any(w in self.joins for w in between)

    def _came(self, first: Quantity, second: Quantity, tokens: Sequence[Token], spans: Spans) -> bool:
        gap = [tokens[k].text for k in _without_units(first.end, second.start, spans)]
        moved = self.grammar["change_words"] | self.grammar["rise_words"] | self.grammar["came_fill"]
        return bool(gap) and gap[-1] in self.grammar["from_words"] and all(w in moved for w in gap[:-1])

    def _amended(self, first: Quantity, second: Quantity, tokens: Sequence[Token], spans: Spans) -> bool:
        if tokens[second.start].text in self.grammar["pronoun_numbers"]:
            return False  # "an ESR of 55 that no one explains"
        gap = [tokens[k].text for k in _without_units(first.end, second.start, spans)]
        return all(w in self.grammar["amend_fill"] for w in gap) and not self.grammar["amend_words"].isdisjoint(gap)

    def _joined(self, first: Quantity, second: Quantity, tokens: Sequence[Token], spans: Spans) -> bool:
        gap = [tokens[k].text for k in _without_units(first.end, second.start, spans)]
        if len(gap) != 1 or gap[0] not in self.joins or gap[0] in self.grammar["or_words"]:
            return False
        opened = first.start and tokens[first.start - 1].text in self.grammar["opens_range"]
        if gap[0] in self.grammar["and_words"] and not opened:
            return False
        low, high = first.value, second.value
        return isinstance(low, float) and isinstance(high, float) and low < high

    def _bounded(self, first: Quantity, second: Quantity, tokens: Sequence[Token], spans: Spans) -> bool:
        """ "OVER 90 BUT UNDER 100" is one range."""
        over = any(s.end == first.start for s in spans.get("quantities:comparators:>", ()))
        under = next((s for s in spans.get("quantities:comparators:<", ()) if first.end < s.start and s.end == second.start), None)
        joins = self.grammar["ands"] | self.grammar["but_words"] | self.grammar["commas"]
        low, high = first.value, second.value
        if not over or under is None or not joins.issuperset(t.text for t in tokens[first.end : under.start]):
            return False
        return isinstance(low, float) and isinstance(high, float) and low < high

    def _compared(self, q: Quantity, spans: Spans, tokens: Sequence[Token]) -> Quantity:
        if not isinstance(q.value, float):
            return q
        grammar = self.grammar
        for sign in _BOUNDS:
            for span in spans.get(f"quantities:comparators:{sign}", ()):
                near = span.end == q.start - 1 and tokens[span.end].text in grammar["compare_fill"]
                after = span.start == q.end and tokens[span.start].text in grammar["compare_after"]
                risen = q.unit != "%" and self._risen(span.start, tokens)
                if (span.end == q.start or near or after) and not risen:
                    told = ">=" if after and sign == ">" else sign
                    start, end = min(q.start, span.start), max(q.end, span.end)
                    return replace(q, value=f"{told}{q.value:g}", start=start, end=end)
        following = tokens[q.end] if q.end < len(tokens) else None
        more = q.end + (following is not None and following.text in grammar["dashes"])
        if more < len(tokens) and tokens[more].text in grammar["some_more"]:
            return replace(q, value=f"{q.value:g}-{q.value + _step(q.value):g}", end=more + 1)
        plus = following is not None and following.text in grammar["plus_signs"] and q.value >= _LOWEST_PLUS
        if plus and following is not None and following.start == tokens[q.end - 1].end:
            return replace(q, value=f">={q.value:g}", end=q.end + 1)
        return q

    def _risen(self, at: int, tokens: Sequence[Token]) -> bool:
        """ "ESR is up to 95 now" tells a rise, "normal up to 20" a limit."""
        limiting = at > 0 and tokens[at - 1].text in self.grammar["limit_openers"]
        return tokens[at].text in self.grammar["rise_words"] and not limiting

    def _classified(self, q: Quantity, tokens: Sequence[Token], spans: Spans) -> Quantity:
        words = [t.text for t in tokens]
        if self._lasts(q, words, spans):
            return replace(q, kind=DURATION)
        if self._scores(q, tokens, spans):
            return replace(q, kind=SCORE)
        if q.unit is None and isinstance(q.value, float) and 1900 <= q.value <= 2100:
            return replace(q, kind=YEAR)
        if q.end < len(tokens) and words[q.end] in self.grammar["ordinal_ends"] and tokens[q.end].start == tokens[q.end - 1].end:
            return replace(q, kind=OTHER)  # "on the 5th"
        if q.unit is None and isinstance(q.value, float) and any(
            told(q.start, tokens, self.grammar) for told in (led_as_date, dates_a_value, of_clock, appointed, numbers_a_thing)
        ):
            return replace(q, kind=OTHER)
        closes = q.end < len(tokens) and words[q.end] in self.grammar["quotes"] and words[q.end] in words[: q.start]
        if q.unit is None and _starts("other_measures", q.end, spans) and not closes:  # "your calcium is 2.9" in quotes is no inch
            return replace(q, kind=OTHER)
        return q

    def _lasts(self, q: Quantity, words: Sequence[str], spans: Spans) -> bool:
        joined = q.end < len(words) and words[q.end] in self.grammar["between_durations"]
        if not (
            q.unit == "years"
            or _starts("durations", q.end, spans)
            or (joined and _starts("durations", q.end + 2, spans))
        ):
            return False
        return q.unit != "years" or not self.grammar["age_unit_words"] & set(words[q.start : q.end + 1])

    def _scores(self, q: Quantity, tokens: Sequence[Token], spans: Spans) -> bool:
        """ "8 out of 10", "power 4/5": a mark on a scale."""
        if isinstance(q.value, float) and q.value <= 10 and _starts("out_of", q.end, spans):
            following = next((t for t in tokens[q.end : q.end + 3] if t.number or t.text in self.grammar["tens"]), None)
            if following is not None and (following.number in (5.0, 10.0) or following.number is None):
                return True
        before = tokens[q.start - 1].text if q.start > 1 else ""
        return before in self.grammar["slashes"] and tokens[q.start - 2].number is not None and q.value in (10.0, 5.0)


def _step(value: float) -> float:
    """How far "something" may reach: "ten something" 1, "twenty something" 10, "2.6 odd" a tenth."""
    return next((float(step) for step, least in ((100, 100), (10, 20), (1, 1)) if value >= least and value % step == 0), 0.1)


def _starts(label: str, at: int, spans: Spans) -> bool:
    return any(s.start == at for s in spans.get(f"quantities:{label}", ()))


def _without_units(start: int, end: int, spans: Spans) -> list[int]:
    units = [s for label, found in spans.items() if label.startswith("quantities:units:") for s in found]
    covered = {k for s in units if s.start == start for k in range(s.start, s.end)}
    return [k for k in range(start, end) if k not in covered]


def _with_unit(q: Quantity, spans: Spans) -> Quantity:
    if q.unit is not None:
        return q
    best: tuple[int, str, int] | None = None
    bar = spans.get("CELL", ())
    starts = {q.end} | {b.end for b in bar if b.start == q.end}
    for label, found in spans.items():
        if label.startswith("quantities:units:"):
            for span in found:
                if span.start in starts and (best is None or span.end > best[0]):
                    best = (span.end, label.rsplit(":", 1)[1], span.start)
    return replace(q, unit=best[1], end=best[0], unit_start=best[2]) if best else q
