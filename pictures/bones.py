"""The outlines of a skeleton from the front, in a field 200 wide and 470 high.

Bones of the middle are drawn once; those of one side (the viewer's left) are mirrored at x = 100 by the picture.
"""

from __future__ import annotations

from collections.abc import Mapping

WIDTH, HEIGHT = 200.0, 470.0


def _stacked(count: int, top: float, step: float, width: float, wider: float, high: float) -> tuple[str, ...]:
    """Vertebrae seen from the front, one below the other, each `wider` than the one above."""
    made = []
    for i in range(count):
        w = width + i * wider
        h = high / 2
        made.append(
            f"M{100 - w / 2:.1f} {top + i * step:.1f}h{w:.1f}c-1 {h:.1f}-1 {h:.1f} 0 {high:.1f}h-{w:.1f}"
            f"c1-{h:.1f} 1-{h:.1f} 0-{high:.1f}z"
        )
    return tuple(made)


def _wings(count: int, top: float, step: float, out: float) -> tuple[str, ...]:
    """The cross processes of the lower vertebrae, both sides of each in one outline."""
    return tuple(
        f"M{100 - out:.1f} {top + i * step:.1f}l-7 1v2l7 1zM{100 + out:.1f} {top + i * step:.1f}l7 1v2l-7 1z"
        for i in range(count)
    )


MIDDLE: Mapping[str, tuple[str, ...]] = {
    "skull": (
        "M100 5C83 5 74 17 74 31c0 6 2 9 4 12-1 3 0 6 2 9 2 3 6 4 8 6 1 2 1 4 2 7h20c1-3 1-5 2-7 2-2 6-3 8-6 2-3 3-6 2-9"
        " 2-3 4-6 4-12C126 17 117 5 100 5Z",
    ),
    "jaw": ("M79 51c1 6 2 13 6 18 5 7 9 9 15 9s10-2 15-9c4-5 5-12 6-18l-4 2c-2 5-3 9-6 12H89c-3-3-4-7-6-12Z",),
    "neck": _stacked(4, 79.5, 4.9, 10, 0.8, 3.8),
    "upper_spine": _stacked(12, 99, 7.1, 12, 0.35, 6),
    "lower_spine": (*_wings(5, 186.5, 8.9, 9), *_stacked(5, 184.5, 8.9, 18, 1.1, 7.6)),
    "breastbone": ("M91 99c6 2 12 2 18 0l-1 9-4 4c2 10 1 22 1 30l-5 6-5-6c0-8-1-20 1-30l-4-4Z", "M98 148h4l-2 9Z"),
    "tail": ("M87 230h26c1 9-4 19-9 26l-2 10h-4l-2-10c-5-7-10-17-9-26Z",),
}
"""Bone -> outlines, in the order in which they are drawn."""

SIDE: Mapping[str, tuple[str, ...]] = {
    "shoulder_blade": ("M61 98c4 0 12 1 19 3l1 7c-1 12-6 24-11 33-2-8-6-16-8-24-1-6-2-12-1-19Z",),
    "upper_arm": (
        "M58 97c-6-1-10 4-9 9 0 3 2 5 2 8 0 14-2 30-3 43 0 5-4 8-4 12 1 4 4 4 7 3 3 1 6 1 7-3 0-4-3-7-3-11"
        " 1-15 3-30 4-44 0-4 5-6 5-10 0-4-2-7-6-7Z",
    ),
    "forearm": (
        "M43 178c-2 0-4 2-3 5 1 3 1 5 1 8-2 17-5 33-8 49-1 4 0 6 4 6s5-2 4-5c2-17 4-34 5-50 0-3 1-5 1-8-1-3-2-5-4-5Z",
        "M53 175c-3 0-5 3-4 7 1 3 1 6 0 10-2 17-4 35-6 50 0 3 3 4 4 1 3-16 5-34 7-50 1-5 2-9 2-13 0-3-1-5-3-5Z",
    ),
    "hand": (
        "M33 249c4-1 9 0 13 1l-1 6c-4 2-9 1-13-1Z",
        "M46 258l-4 1 2 15 4-1ZM40 259l-4 0 1 17 4 0ZM34 259l-4-1-1 16 4 1ZM30 255l-3-2-5 11 3 2ZM50 256l-3 2 4 12 3-2Z",
        "M49 275l-4 1 2 13 3-1ZM42 278l-4 0 1 14 4 0ZM33 277l-4-1-1 14 4 0ZM25 268l-3-2-4 8 3 2ZM55 271l-3 2 3 9 3-1Z",
    ),
    "pelvis": (
        "M88 229c-5-6-13-8-20-6-8 3-12 10-10 17 2 6 7 10 11 14 2 3 3 5 6 7 2 3 3 8 5 12 2 5 6 9 10 8 4-2 5-6 6-10l4-2v-9"
        "c-6 0-10-2-13-5-1-3 1-5 3-8-2-6-3-11-2-18Z"
        "M84 264c4-1 8 1 10 4-1 4-2 8-5 8-3-2-5-8-5-12Z",
    ),
    "thigh": (
        "M82 250c-5-1-8 2-9 6-2 1-3 0-4-2-3-2-6 0-6 4 0 4 2 7 3 11 3 24 6 47 9 68 0 5-4 8-4 12 1 4 5 5 8 3 3 1 8 2 10-2"
        " 1-5-4-8-5-13-3-22-7-44-9-66 0-5 2-7 5-9 3-1 7-2 7-6 0-3-2-6-5-6Z",
    ),
    "kneecap": ("M79 339c-4 0-5 3-5 5 1 4 3 6 5 6s4-2 5-6c0-2-1-5-5-5Z",),
    "calf": ("M68 363c2-2 4 0 4 4 0 24 1 47 1 68 0 4 2 8 0 11-2 2-4-1-4-7-1-24-2-47-2-69 0-3 0-5 1-7Z",),
    "shin": (
        "M70 356c5-2 14-2 19 0 2 4-3 9-5 14-2 22-2 43-1 61 0 5 3 8 2 13-2 3-8 3-10 0-1-4 0-8 0-13-1-20-2-40-2-60"
        "-1-6-5-10-3-15Z",
    ),
    "foot": (
        "M72 449c4 1 9 1 13-1 2 4 1 7 0 10-5 2-11 2-16 0 0-3 1-6 3-9Z",
        "M68 459l4 1-5 9-5-1ZM73 460l3 0-2 9-4 0ZM77 460l3 0 0 9-4 0ZM81 459l4-1 3 9-5 2Z",
    ),
    "collarbone": ("M92 100c-7-3-12-3-18-4-6-1-10-1-15 1l1 4c5-2 9-1 14 0 6 2 11 3 17 3Z",),
}

RIBS: tuple[str, ...] = (
    "M95 102C87 99 81 103 82 108c1 3 5 2 9-1",
    "M94 108C82 105 74 111 74 117c0 5 9 4 19-3",
    "M94 115C78 112 68 119 68 127c0 7 13 4 27-6",
    "M94 122C75 118 64 126 64 136c0 8 14 6 31-8",
    "M94 129C73 125 61 134 61 144c0 9 16 6 34-9",
    "M94 136C72 132 59 142 59 153c0 10 17 7 36-12",
    "M94 143C71 139 58 150 58 161c0 10 19 6 39-15",
    "M94 150C71 146 58 158 58 169c1 9 15 4 28-11",
    "M94 157C72 153 60 165 61 176c1 8 12 2 21-10",
    "M94 164C75 160 64 170 65 182c2 7 9 1 13-7",
    "M93 172C80 169 71 176 71 187",
    "M93 180C85 178 78 182 77 191",
)
"""The twelve ribs of one side, from the spine outwards and around to the front."""

FACE: tuple[str, ...] = (
    "M82 36c2-4 12-4 14 1 1 5-2 9-7 9-5 0-8-5-7-10ZM104 37c2-5 12-5 14-1 1 5-2 10-7 10-5 0-8-4-7-9Z",
    "M100 44l-4 9c1 2 3 1 4 0 1 1 3 2 4 0Z",
)
"""Eye sockets and nose, drawn dark."""

TEETH = "M90 65h20M93 61v8M97 61v9M100 61v10M103 61v9M107 61v8"

ORDER_BEHIND = ("neck", "upper_spine")
ORDER_SIDE = (
    *("shoulder_blade", "upper_arm", "forearm", "hand", "pelvis"),
    *("thigh", "kneecap", "calf", "shin", "foot", "ribs", "collarbone"),
)
ORDER_FRONT = ("lower_spine", "tail", "breastbone", "jaw", "skull")
"""What is drawn before what: behind the ribs, then the sides, then the middle in front."""

PLACES: Mapping[str, tuple[float, float]] = {
    "skull": (100, 19),
    "jaw": (100, 71),
    "neck": (100, 89),
    "upper_spine": (100, 166),
    "lower_spine": (100, 207),
    "tail": (100, 243),
    "ribs": (62, 150),
    "breastbone": (100, 122),
    "pelvis": (72, 237),
    "collarbone": (72, 98),
    "shoulder_blade": (66, 108),
    "upper_arm": (52, 134),
    "forearm": (44, 212),
    "hand": (39, 264),
    "thigh": (74, 305),
    "kneecap": (79, 345),
    "shin": (79, 395),
    "calf": (70, 420),
    "foot": (75, 462),
}
"""Where a mark for a bone goes; one that is not in the middle is set on both sides."""
