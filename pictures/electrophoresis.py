"""Protein electrophoresis, computed: the usual curve, and one with a narrow M peak, each over its stained strip."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pictures.frame import WIDTH, Sheet, paragraph
from pictures.svg import Point, el, group, line, num, path, text

ZONES = ("albumin", "alpha_1", "alpha_2", "beta", "gamma")
"""The five zones, from the side where albumin runs to."""


@dataclass(frozen=True)
class Fraction:
    """One kind of protein: where it runs to (0 to 1 along the strip), how broad, and how high at its middle."""

    at: float
    broad: float
    high: float


USUAL = (
    Fraction(0.105, 0.03, 1.0),
    Fraction(0.31, 0.026, 0.14),
    Fraction(0.505, 0.032, 0.24),
    Fraction(0.68, 0.034, 0.26),
    Fraction(0.86, 0.062, 0.26),
)
"""The usual fractions, one a zone. Their heights are those of a teaching figure, not measured."""

M_PEAK = Fraction(0.84, 0.015, 0.8)
WITH_PEAK = (
    Fraction(0.105, 0.03, 0.8),
    *USUAL[1:4],
    Fraction(0.86, 0.062, 0.1),
    M_PEAK,
)
"""With an M protein: one narrow peak, less of the other gamma globulins, albumin lowered."""

_POINTS = 160
_BANDS = 60
_LEFT, _WIDE, _HIGH = 12.0, WIDTH - 24, 104.0


def height(fractions: Sequence[Fraction], at: float) -> float:
    """The height of the curve at `at` (0 to 1), about 1 at its highest: the sum of one bell curve a fraction."""
    return sum(one.high * math.exp(-(((at - one.at) / one.broad) ** 2) / 2) for one in fractions)


def curve(fractions: Sequence[Fraction], begin: float = 0.0, end: float = 1.0, count: int = _POINTS) -> list[Point]:
    """Points of the curve between two places on the strip, in a field `_WIDE` wide, upwards being less."""
    places = [begin + (end - begin) * i / count for i in range(count + 1)]
    return [(_LEFT + _WIDE * at, _HIGH - (_HIGH - 10) * height(fractions, at)) for at in places]


def _strip(fractions: Sequence[Fraction]) -> str:
    """The stained strip: the more protein, the darker."""
    wide = _WIDE / _BANDS
    bands = "".join(
        el("rect", "", x=_LEFT + i * wide, y=_HIGH + 6, width=wide + 0.3, height=13, opacity=f"{shade:.2f}")
        for i in range(_BANDS)
        if (shade := min(1.0, height(fractions, (i + 0.5) / _BANDS) * 1.1)) >= 0.02
    )
    under = el("rect", "strip", x=_LEFT, y=_HIGH + 6, width=_WIDE, height=13)
    return under + el("g", "band", bands) + el("rect", "edge", x=_LEFT, y=_HIGH + 6, width=_WIDE, height=13)


def _panel(fractions: Sequence[Fraction], peak: bool) -> str:
    points = curve(fractions)
    closed = f"{line(points)}V{num(_HIGH)}H{num(_LEFT)}Z"
    drawn = [path("area", closed)]
    if peak:
        under = curve(fractions, M_PEAK.at - 3 * M_PEAK.broad, M_PEAK.at + 3 * M_PEAK.broad, 24)
        drawn.append(path("peak", f"{line(under)}V{num(_HIGH)}H{num(under[0][0])}Z"))
    drawn += [path("curve", line(points)), path("axis", f"M{num(_LEFT)} {num(_HIGH)}h{num(_WIDE)}"), _strip(fractions)]
    return "".join(drawn)


def _zones(labels: Mapping[str, str], y: float) -> str:
    return "".join(
        text(_LEFT + _WIDE * one.at, y, labels[zone], anchor="middle", font_size=14)
        for zone, one in zip(ZONES, USUAL, strict=True)
    )


def sheet(labels: Mapping[str, str]) -> Sheet:
    """Both curves, one above the other. Labels: the five zones, usual, with_peak, peak."""
    above = text(WIDTH / 2 + 20, 30, labels["usual"], "strong", "middle")
    upper = group(_panel(USUAL, False), _zones(labels, _HIGH + 34), transform="translate(0 8)")
    top = 178.0
    x = _LEFT + _WIDE * M_PEAK.at
    marks = [
        text(WIDTH / 2 - 20, top + 4, labels["with_peak"], "strong", "middle"),
        text(x, top + 12, labels["peak"], "strong", "middle"),
    ]
    lower = group(_panel(WITH_PEAK, True), _zones(labels, _HIGH + 34), transform=f"translate(0 {num(top)})")
    below, end = paragraph(WIDTH / 2, top + _HIGH + 62, labels["strip"], 300, "middle")
    return Sheet(above + upper + "".join(marks) + lower + below, end - 8, ("peak",))
