"""A stated number, range or bound as an interval: `14`, `"8-10"`, `">90"`, `"<=8"`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.rules_schema import Limit

Value = int | float | str

_NUMBER = r"\d+(?:\.\d+)?(?:e[+-]?\d+)?"
_RANGE = re.compile(rf"^\s*({_NUMBER})\s*(?:-|–|to)\s*({_NUMBER})\s*$", re.IGNORECASE)
_BOUND = re.compile(rf"^\s*(>=|<=|>|<|≥|≤)\s*({_NUMBER})\s*$", re.IGNORECASE)
_POINT = re.compile(rf"^\s*([+-]?{_NUMBER})\s*$", re.IGNORECASE)


class NotAQuantity(ValueError):
    """The text is neither a number, a range (`8-10`) nor a bound (`>90`)."""


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`; an open end leaves its own number out."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    @property
    def is_point(self) -> bool:
        """True for a single number."""
        return self.low == self.high

    def within(self, limit: Limit) -> bool | None:
        """True when every number of the interval keeps the limit, False when none does, None when some do."""
        verdicts = []
        if limit.over is not None:
            verdicts.append(self._above(limit.over, strict=True))
        if limit.at_least is not None:
            verdicts.append(self._above(limit.at_least, strict=False))
        if limit.under is not None:
            verdicts.append(_opposite(self._above(limit.under, strict=False)))
        if limit.at_most is not None:
            verdicts.append(_opposite(self._above(limit.at_most, strict=True)))
        if any(verdict is False for verdict in verdicts):
            return False
        return None if any(verdict is None for verdict in verdicts) else True

    def _above(self, bound: float, strict: bool) -> bool | None:
        low_passes = self.low > bound or (self.low == bound and (self.low_open or not strict))
        high_passes = self.high > bound or (self.high == bound and not self.high_open and not strict)
        if low_passes:
            return True
        return None if high_passes else False

    def scaled(self, change: Callable[[float], float]) -> Interval:
        """The interval with both ends changed by an increasing function; an infinite end stays."""
        low = self.low if math.isinf(self.low) else change(self.low)
        high = self.high if math.isinf(self.high) else change(self.high)
        return Interval(low, high, self.low_open, self.high_open)

    def ends(self) -> tuple[float, ...]:
        """The finite ends that were stated, low first; one number for a point or a bound."""
        return tuple(dict.fromkeys(end for end in (self.low, self.high) if not math.isinf(end)))

    def canonical(self) -> Value:
        """The value as it is kept in findings: a number, or `"8-10"`, `">90"`, `">=8"`, `"<8"`, `"<=8"`."""
        if self.is_point:
            return tidy(self.low)
        if math.isinf(self.high):
            return f"{'>' if self.low_open else '>='}{tidy(self.low)}"
        if math.isinf(self.low):
            return f"{'<' if self.high_open else '<='}{tidy(self.high)}"
        return f"{tidy(self.low)}-{tidy(self.high)}"


def _opposite(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def tidy(number: float) -> int | float:
    """The number without a needless `.0`."""
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else float(number)


def interval(value: object) -> Interval:
    """Read a number, range or bound.

    >>> interval("8-10").canonical()
    '8-10'

    Raises NotAQuantity for anything else, also for booleans, infinities and a range whose first number is the larger.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise NotAQuantity(f"{value!r} is not a number, a range or a bound")
    if isinstance(value, (int, float)):
        number = float(value)
        if math.isinf(number) or math.isnan(number):
            raise NotAQuantity(f"{value!r} is not a finite number")
        return Interval(number, number)
    if match := _POINT.match(value):
        number = float(match.group(1))
        return Interval(number, number)
    if match := _RANGE.match(value):
        low, high = float(match.group(1)), float(match.group(2))
        if low <= high:
            return Interval(low, high)
    if match := _BOUND.match(value):
        sign, number = match.group(1).replace("≥", ">=").replace("≤", "<="), float(match.group(2))
        if sign.startswith(">"):
            return Interval(number, math.inf, low_open=sign == ">", high_open=True)
        return Interval(-math.inf, number, low_open=True, high_open=sign == "<")
    raise NotAQuantity(f"{value!r} is not a number, a range or a bound")
