"""Two skulls from the side: a healthy one, and one with punched-out holes of many sizes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pictures.frame import WIDTH, Sheet, paragraph
from pictures.svg import Point, el, group, path

CRANIUM = (
    "M24 64C19 43 36 13 74 10C110 7 140 30 141 63C141 81 133 95 120 102C116 104 112 105 109 106L106 115"
    "C104 119 99 118 98 114L96 106L80 107C77 107 75 109 74 113L71 125L37 126C33 125 31 122 31 118L30 113L25 111"
    "L29 106C33 101 32 95 28 91L19 89C19 85 22 79 24 74C22 71 23 67 24 64Z"
)
JAW = (
    "M93 105C89 104 86 106 86 110L82 128C80 134 74 136 66 136L36 136C33 138 33 143 34 147C33 153 36 157 42 157"
    "C52 158 64 156 74 152C84 149 92 146 94 140C98 130 98 116 97 107Z"
)
ARCH = "M50 93c9 5 19 7 28 6 7-1 13-2 19-1l-1 5c-7-1-13 1-20 1-11 0-21-3-29-8Z"
ORBIT = "M33 72c4-5 15-5 19 0 4 6 2 14-4 17-6 2-13 0-15-5-2-4-2-9 0-12Z"
SUTURES = (
    "M66 11c3 6-3 9 0 15s-5 10-2 16-4 9-2 15-2 9 0 15M131 33c-5 3-4 8-8 11s-2 9-6 12-2 9-5 13-2 10-4 14"
    "M61 76c8-10 22-15 34-11 8 3 13 9 15 17"
)
TEETH = "M37 125c-1 3 0 5 1 6h29c1-2 3-4 3-6ZM38 131c-1 2-1 4 0 5h29c1-1 2-3 1-5Z"
TEETH_LINES = "M43 125v11M48 125v11M53 125v11M58 125v11M63 125v11"

_SIZES = (
    *(8.5, 7.2, 6.4, 5.8, 5.2, 4.8, 4.4, 4.2, 4, 3.8, 3.6, 3.4, 3.2, 3, 3, 2.8, 2.8, 2.6, 2.6, 2.4, 2.4, 2.2, 2.2),
    *(2, 2, 2, 1.8, 1.8, 1.6, 1.6, 1.6, 1.4, 1.4, 1.4),
)
_MIDDLE: Point = (83, 53)
_REACH: Point = (54, 40)
_EYE: Point = (43, 81)
_APART = 1.8
_TURN = math.pi * (3 - math.sqrt(5))


def holes() -> list[tuple[float, float, float]]:
    """Centres and radii of the holes: large ones first, each at the first free place of a sunflower spiral."""
    spots = []
    for i in range(400):
        far, turn = math.sqrt((i * 37 % 400 + 0.5) / 400), i * 37 % 400 * _TURN
        spots.append((_MIDDLE[0] + _REACH[0] * far * math.cos(turn), _MIDDLE[1] + _REACH[1] * far * math.sin(turn)))
    placed: list[tuple[float, float, float]] = []
    for size in _SIZES:
        for x, y in spots:
            inside = ((x - _MIDDLE[0]) / (_REACH[0] - size)) ** 2 + ((y - _MIDDLE[1]) / (_REACH[1] - size)) ** 2
            if inside > 1 or math.dist((x, y), _EYE) < 15 + size:
                continue
            if all(math.dist((x, y), (a, b)) >= size + r + _APART for a, b, r in placed):
                placed.append((x, y, size))
                break
    return placed


def _skull(with_holes: bool) -> str:
    parts = [path("bone", JAW), path("bone", CRANIUM), path("edge", SUTURES), path("gap", ORBIT)]
    parts += [
        path("bone", ARCH),
        el("circle", "gap", cx=101, cy=104, r=2.6),
        path("bone", TEETH),
        path("edge", TEETH_LINES),
    ]
    if with_holes:
        parts += [el("circle", "hole", cx=x, cy=y, r=r) for x, y, r in holes()]
    return "".join(parts)


def sheet(labels: Mapping[str, str]) -> Sheet:
    """The two skulls beside each other. Labels: normal, holes, clean_edge."""
    left, end = paragraph(80, 182, labels["normal"], 140, "middle")
    right, end_right = paragraph(240, 182, labels["holes"], 150, "middle")
    below, bottom = paragraph(WIDTH / 2, max(end, end_right) + 8, labels["clean_edge"], 300, "middle")
    body = group(_skull(False), transform="translate(0 4)") + group(_skull(True), transform="translate(160 4)")
    return Sheet(body + left + right + below, bottom - 8)
