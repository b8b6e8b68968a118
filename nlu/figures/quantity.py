"""A number with what is said of it, and the kinds of numbers."""

from __future__ import annotations

from dataclasses import dataclass

PLAIN, DURATION, SCORE, OTHER, YEAR = "plain", "duration", "score", "other", "year"


@dataclass(frozen=True)
class Quantity:
    """A number at tokens [start, end): a float, or a canonical range ("8-10", ">90"); `kind` says if it can be a value.

    `unit_start` is the token where the unit begins; `range` and `flag` are the report's own.
    """

    start: int
    end: int
    value: float | str
    unit: str | None = None
    kind: str = PLAIN
    range: tuple[float | None, float | None] | None = None
    flag: str | None = None
    worded: bool = False
    unit_start: int | None = None
