"""Fields of a hundred marrow cells with few and with many plasma cells, and the person's own share among them.

A share in percent is drawn as that many of the hundred cells. Which cells they are is fixed, so that a higher share
shows the cells of a lower one and more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from knowledge.rules_schema import Limit
from pictures.frame import WIDTH, Sheet, paragraph
from pictures.svg import Point, dots, el, group, num, path, text
from reasoning.quantity import Interval

CELLS = 100
_SIDE = 10
_CELL = 13.6
FIELD = _SIDE * _CELL + 8
_LEFT, _RIGHT = 10.0, WIDTH - 10 - FIELD
_SIZES = (11.5, 10.0, 8.6)  # widths of the other cells


def counts(share: Interval) -> tuple[int, int]:
    """Of a hundred cells, how many are plasma cells for sure, and how many more may be (for a range or a bound).

    A share between 0 and 1 is drawn as one cell; a bound without an upper end has no "may be".
    """
    low = 0 if math.isinf(share.low) else _drawn(share.low)
    high = low if math.isinf(share.high) else _drawn(share.high)
    return low, max(0, high - low)


def _drawn(percent: float) -> int:
    return min(CELLS, max(1, math.floor(percent + 0.5))) if percent > 0 else 0


def places() -> list[Point]:
    """Where the hundred cells lie in a field, row by row, each a little off its grid point."""
    found = []
    for i in range(CELLS):
        row, column = divmod(i, _SIDE)
        off_x, off_y = math.sin(i * 12.9) * 1.6, math.cos(i * 7.3) * 1.6
        found.append((4 + _CELL * (column + 0.5) + off_x, 4 + _CELL * (row + 0.5) + off_y))
    return found


def order() -> list[int]:
    """The cells in the order in which they become plasma cells: spread over the field, always the same."""
    cells, state = list(range(CELLS)), 11
    for last in range(CELLS - 1, 0, -1):
        state = (state * 1103515245 + 12345) % 2**31
        pick = state // 256 % (last + 1)
        cells[last], cells[pick] = cells[pick], cells[last]
    return cells


def _plasma(at: Point, index: int, sure: bool) -> str:
    """One plasma cell: oval, dark, its round core off the middle with a clear patch beside it."""
    turn = f"translate({num(at[0])} {num(at[1])}) rotate({index * 47 % 360})"
    if not sure:
        return el("ellipse", "maybe", rx=7.2, ry=5.4, transform=turn)
    return el("use", "", href="#plasma", transform=turn)


def _symbol() -> str:
    return el(
        "defs",
        "",
        group(
            el("ellipse", "plasma", rx=7.2, ry=5.4),
            el("circle", "plasma-clear", cx=0.6, cy=0, r=2.2),
            el("circle", "plasma-core", cx=-2.8, cy=0, r=3.1),
            path("spokes", "M-2.8-2v4M-4.8 0h4M-4.2-1.4l2.8 2.8M-4.2 1.4l2.8-2.8"),
            id="plasma",
        ),
    )


def field(share: Interval) -> str:
    """A field of a hundred cells in which `share` (percent) are plasma cells."""
    sure, maybe = counts(share)
    chosen = order()[: sure + maybe]
    spots = places()
    others = [(i, spots[i]) for i in range(CELLS) if i not in set(chosen)]
    parts = [el("rect", "field", width=FIELD, height=FIELD, rx=10)]
    for kind, size in enumerate(_SIZES):
        mine = [spot for i, spot in others if i % len(_SIZES) == kind]
        if mine:
            d = dots(mine)
            parts += [
                path("cell-edge", d, stroke_width=size + 1.6),
                path("cell", d, stroke_width=size),
                path("core", d, stroke_width=size * 0.5),
            ]
    parts += [_plasma(spots[i], i, n < sure) for n, i in enumerate(chosen)]
    return "".join(parts)


def _scale(y: float, limits: Sequence[float], own: Interval | None, labels: Mapping[str, str]) -> str:
    """A line from 0 to a round number of percent, the document's limits on it, and the share that was told."""
    ends = own.ends() if own else ()
    top = next(high for high in (20.0, 40.0, 100.0) if high >= max((*limits, *ends)) * 1.2 or high == 100.0)
    left, wide = 16.0, WIDTH - 40

    def x(percent: float) -> float:
        return left + wide * percent / top

    parts = [
        path(
            "axis", f"M{num(left)} {num(y)}h{num(wide)}M{num(left)} {num(y - 5)}v10M{num(left + wide)} {num(y - 5)}v10"
        )
    ]
    parts += [text(left, y + 22, "0", anchor="middle"), text(left + wide, y + 22, f"{top:g} %", anchor="end")]
    first, last = min(limits), max(limits)
    for limit in limits:
        parts.append(path("axis", f"M{num(x(limit))} {num(y - 12)}v18", stroke_width=2.5))
        if limit in (first, last):
            side, shift = ("end", -1) if limit == first and first != last else ("start", 1)
            parts.append(text(x(limit) + shift, y - 17, f"{limit:g} %", "strong", side))
    if own:
        low, high = max(0.0, own.low), min(top, own.high)
        parts.append(path("own", f"M{num(x(low))} {num(y)}H{num(max(x(high), x(low) + 0.1))}", stroke_width=7))
        middle = min(max(x((low + high) / 2), 60), WIDTH - 60)
        at = x(low) if math.isinf(own.high) else x((low + high) / 2)
        parts.append(path("scale-mark", f"M{num(at)} {num(y + 6)}l7 12h-14z"))
        parts.append(text(middle, y + 38, labels["told_value"].format(value=shown(own)), "strong", "middle"))
    return "".join(parts)


def shown(share: Interval) -> str:
    """A share as words would show it: 14, 8-10, >30."""
    return str(share.canonical())


def sheet(
    labels: Mapping[str, str], few: float, many: float, limits: Sequence[tuple[float, str]], own: Interval | None
) -> Sheet:
    """The fields, a legend and the scale. `limits` are the document's shares with what it says of each.

    Labels: few, many, told_field, plasma, maybe, told_value, with {count} and {value}.
    """
    parts = [
        _symbol(),
        group(field(Interval(few, few)), transform=f"translate({num(_LEFT)} 8)"),
        group(field(Interval(many, many)), transform=f"translate({num(_RIGHT)} 8)"),
    ]
    y = FIELD + 28
    left, end = paragraph(_LEFT + FIELD / 2, y, labels["few"].format(count=f"{few:g}"), FIELD, "middle")
    right, end_right = paragraph(_RIGHT + FIELD / 2, y, labels["many"].format(count=f"{many:g}"), FIELD, "middle")
    parts += [left, right]
    y = max(end, end_right)
    if own:
        parts.append(group(field(own), transform=f"translate({num(_LEFT)} {num(y)})"))
        words, below = paragraph(_RIGHT, y + 18, labels["told_field"].format(value=shown(own)), FIELD)
        parts.append(words)
        if counts(own)[1]:
            parts.append(el("rect", "field", x=_RIGHT, y=below - 5, width=22, height=20, rx=3))
            parts.append(_plasma((_RIGHT + 11, below + 5), 0, False))
            words, _ = paragraph(_RIGHT + 29, below + 10, labels["maybe"], FIELD - 29)
            parts.append(words)
        y += FIELD + 20
    parts.append(el("rect", "field", x=9, y=y - 10, width=22, height=20, rx=3))
    parts.append(el("use", "", href="#plasma", transform=f"translate(20 {num(y)})"))
    words, y = paragraph(38, y + 5, labels["plasma"], WIDTH - 48)
    parts.append(words)
    y += 26
    parts.append(_scale(y, [percent for percent, _ in limits], own, labels))
    y += 60 if own else 46
    for _, said_of in limits:
        words, y = paragraph(10, y, said_of, WIDTH - 20)
        parts.append(words)
    return Sheet("".join(parts), y - 8)


def relation(share: Interval, limits: Sequence[float]) -> str | None:
    """How the share lies to the document's limits: under, between, over; None where it straddles one."""
    low, high = min(limits), max(limits)
    if share.within(Limit(under=low)):
        return "under"
    if share.within(Limit(over=high)):
        return "over"
    return "between" if share.within(Limit(at_least=low, at_most=high)) else None
