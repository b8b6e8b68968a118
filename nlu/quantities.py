"""Numbers as people write them: words, ranges, bounds, units, the report's own range and flag, and what is no lab value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Mapping, Sequence

from nlu.matcher import Spans
from nlu.text import Token

PLAIN, DURATION, SCORE, OTHER, YEAR = "plain", "duration", "score", "other", "year"


@dataclass(frozen=True)
class Quantity:
    """A number at tokens [start, end): a float, or a canonical range ("8-10", ">90"); `kind` says if it can be a value."""

    start: int
    end: int
    value: float | str
    unit: str | None = None
    kind: str = PLAIN
    range: tuple[float | None, float | None] | None = None
    flag: str | None = None
    worded: bool = False


class QuantityReader:
    """Reads the quantities of a sentence with a locale's tables."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.words = {w: float(n) for w, n in tables["number_words"].items() if w != "a"}
        self.point = set(tables["point"])
        self.joins = set(tables["range_joins"])

    def read(self, tokens: Sequence[Token], spans: Spans) -> list[Quantity]:
        """All quantities, in order, with units, ranges and flags attached."""
        numbers = self._numbers(tokens)
        numbers = self._ranges(numbers, tokens, spans)
        out: list[Quantity] = []
        for q in numbers:
            q = _with_unit(q, spans)
            q = _compared(q, spans, tokens)
            q = _classified(q, tokens, spans)
            out.append(q)
        return _report_ranges(out, tokens, spans)

    def _numbers(self, tokens: Sequence[Token]) -> list[Quantity]:
        out: list[Quantity] = []
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.number is not None:
                if not _part_of_name(tokens, i):
                    out.append(Quantity(i, i + 1, token.number))
                i += 1
            elif token.text in self.words:
                value, end = self._worded(tokens, i)
                out.append(Quantity(i, end, value, worded=True))
                i = end
            else:
                i += 1
        return out

    def _worded(self, tokens: Sequence[Token], i: int) -> tuple[float, int]:
        """"twenty four", "eleven point nine", "a hundred and five"."""
        total = self.words[tokens[i].text]
        i += 1
        while i < len(tokens):
            word = tokens[i].text
            nxt = tokens[i + 1].text if i + 1 < len(tokens) else ""
            if word in self.words and 20 <= total < 100 and total % 10 == 0 and self.words[word] < 10:
                total, i = total + self.words[word], i + 1
            elif word == "hundred" and total < 10:
                total, i = total * 100, i + 1
            elif word == "and" and total >= 100 and nxt in self.words:
                total, i = total + self.words[nxt], i + 2
            elif word in self.words and total >= 100 and total % 100 == 0:
                total, i = total + self.words[word], i + 1
            elif word in self.point and nxt in self.words and self.words[nxt] < 10:
                digits, i = "", i + 1
                while i < len(tokens) and tokens[i].text in self.words and self.words[tokens[i].text] < 10:
                    digits, i = digits + str(int(self.words[tokens[i].text])), i + 1
                return float(f"{int(total)}.{digits}"), i
            else:
                break
        return total, i

    def _ranges(self, numbers: list[Quantity], tokens: Sequence[Token], spans: Spans) -> list[Quantity]:
        out: list[Quantity] = []
        i = 0
        while i < len(numbers):
            first = numbers[i]
            if i + 1 < len(numbers):
                second = numbers[i + 1]
                gap = _without_units(first.end, second.start, spans)
                words = [tokens[k].text for k in gap]
                opened = first.start and tokens[first.start - 1].text in ("between", "from")
                joined = len(words) == 1 and words[0] in self.joins and (words[0] != "and" or opened) and words[0] != "or"
                low, high = first.value, second.value
                tight = words != ["-"] or True
                if joined and tight and isinstance(low, float) and isinstance(high, float) and low < high:
                    out.append(Quantity(first.start, second.end, f"{low:g}-{high:g}"))
                    i += 2
                    continue
            out.append(first)
            i += 1
        return out


def _without_units(start: int, end: int, spans: Spans) -> list[int]:
    covered = {k for label, found in spans.items() if label.startswith("quantities:units:") for s in found for k in range(s.start, s.end)
               if s.start == start}
    return [k for k in range(start, end) if k not in covered]


def _part_of_name(tokens: Sequence[Token], i: int) -> bool:
    """"T12", "L4", "B12", "covid19": a number glued to letters that are no lab name."""
    if not i or tokens[i - 1].mark:
        return False
    before = tokens[i - 1]
    return before.end == tokens[i].start and before.text in ("t", "l", "c", "d", "b", "k", "th", "vit", "covid", "ig", "cd", "s", "g")


def _with_unit(q: Quantity, spans: Spans) -> Quantity:
    best: tuple[int, str] | None = None
    for label, found in spans.items():
        if label.startswith("quantities:units:"):
            for span in found:
                if span.start == q.end and (best is None or span.end > best[0]):
                    best = (span.end, label.rsplit(":", 1)[1])
    return replace(q, unit=best[1], end=best[0]) if best else q


def _compared(q: Quantity, spans: Spans, tokens: Sequence[Token]) -> Quantity:
    if not isinstance(q.value, float):
        return q
    for sign in (">=", "<=", ">", "<"):
        for span in spans.get(f"quantities:comparators:{sign}", ()):
            before = span.end == q.start or (span.end == q.start - 1 and tokens[span.end].text in ("=", "about", "the", "a", "of"))
            after = span.start == q.end and tokens[span.start].text in ("or", "and", "plus", "+", "minimum", "max", "min", "maximum")
            if before or after:
                sign = ">=" if span.start == q.end and sign == ">" else sign
                return replace(q, value=f"{sign}{q.value:g}", start=min(q.start, span.start), end=max(q.end, span.end))
    if q.end < len(tokens) and tokens[q.end].text == "+" and tokens[q.end].start == tokens[q.end - 1].end and q.value >= 5:
        return replace(q, value=f">={q.value:g}", end=q.end + 1)
    return q


def _classified(q: Quantity, tokens: Sequence[Token], spans: Spans) -> Quantity:
    def starts(label: str, at: int) -> bool:
        return any(s.start == at for s in spans.get(f"quantities:{label}", ()))

    number_end = q.end
    if q.unit == "years" or starts("durations", number_end) or (number_end < len(tokens) and tokens[number_end].text in ("or", "to", "and")
                                                              and starts("durations", number_end + 2)):
        words = [t.text for t in tokens[q.start:q.end + 1]]
        if q.unit != "years" or not ({"old", "olds", "age", "young", "yo", "o"} & set(words)):
            return replace(q, kind=DURATION)
    if isinstance(q.value, float) and q.value <= 10 and any(s.start == q.end for s in spans.get("quantities:out_of", ())):
        following = next((t for t in tokens[q.end:q.end + 3] if t.number is not None or t.text == "ten"), None)
        if following is not None and (following.number == 10 or following.text == "ten"):
            return replace(q, kind=SCORE)
    if q.start and tokens[q.start - 1].text == "/" and q.start > 1 and tokens[q.start - 2].number is not None and q.value in (10.0, 5.0):
        return replace(q, kind=SCORE)
    if q.unit is None and isinstance(q.value, float) and 1900 <= q.value <= 2100 and q.value == int(q.value):
        return replace(q, kind=YEAR)
    if q.unit is None and starts("other_measures", number_end):
        return replace(q, kind=OTHER)
    return q


def _report_ranges(found: list[Quantity], tokens: Sequence[Token], spans: Spans) -> list[Quantity]:
    """Attach "(8.5-10.5)", "normal 2.2 to 2.6", "ref < 30" and flags to the value before them."""
    out: list[Quantity] = []
    for q in found:
        if out and q.kind in (PLAIN, SCORE) and isinstance(q.value, str):
            owner = out[-1]
            between = [t.text for t in tokens[owner.end:q.start]]
            told = any(owner.end <= s.start < q.start for s in spans.get("quantities:reference_words", ()))
            bracketed = any(w in ("(", "[") for w in between) and len(between) <= 4
            if owner.kind == PLAIN and owner.range is None and (bracketed or told) and len(between) <= 8 and not (
                    "but" in between):
                out[-1] = replace(owner, range=_limits(q.value), unit=owner.unit or q.unit, end=q.end)
                continue
        out.append(q)
    return [replace(q, flag=q.flag or _flag(q, tokens, spans)) for q in out]


def _flag(q: Quantity, tokens: Sequence[Token], spans: Spans) -> str | None:
    for at in (q.end, q.end + 1):
        if at == q.end + 1 and (at > len(tokens) or tokens[q.end].text not in ("(", "[", "-", "which", ",")):
            continue
        for letter in ("H", "L", "N"):
            for span in spans.get(f"quantities:flags:{letter}", ()):
                if span.start == at:
                    return letter
    number = next((i for i in range(q.start, q.end) if tokens[i].number is not None), None)
    if number is not None and number + 1 < q.end and tokens[number + 1].text not in ("/",):
        for letter in ("H", "L"):
            if any(s.start == number + 1 and s.end - s.start == 1 for s in spans.get(f"quantities:flags:{letter}", ())):
                return letter
    return None


def _limits(canonical: str) -> tuple[float | None, float | None]:
    if canonical[0] in "<":
        return (None, float(canonical.lstrip("<=")))
    if canonical[0] in ">":
        return (float(canonical.lstrip(">=")), None)
    low, high = canonical.split("-")
    return (float(low), float(high))
