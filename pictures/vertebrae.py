"""Two rows of vertebrae from the side: a healthy one, and one in which the middle one is pressed together."""

from __future__ import annotations

from collections.abc import Mapping

from pictures.frame import Sheet, paragraph
from pictures.svg import el, group, num, path, text

COUNT, STEP, HIGH, DEEP = 5, 46.0, 35.0, 56.0
_LEFT, _TOP = 22.0, 36.0
_PRESSED = 2
_LEAN = 9.0  # degrees by which the row above bends forward
_FRONT_LEFT = 15.0  # what is left of the height at the front, of HIGH


def _arch(x: float, y: float) -> str:
    """The part behind the nerve canal: pedicle, joint and spine of one vertebra; x, y is the upper back corner."""
    return path(
        "bone",
        f"M{num(x - 2)} {num(y + 4)}c8-2 14-1 18 1 2-4 4-9 9-9 4 0 4 5 2 10 4 2 12 6 18 12 4 4 5 10 2 12-5 2-12 1-18-1"
        "-4 0-7 2-9 7-3 3-7 1-6-4l1-8c-4-3-8-5-17-6Z",
    )


def _body(x: float, y: float) -> str:
    """A whole vertebral body."""
    return path(
        "bone",
        f"M{num(x)} {num(y)}q{num(DEEP / 2)} 4 {num(DEEP)} 0q-5 {num(HIGH / 2)} 0 {num(HIGH)}"
        f"q-{num(DEEP / 2)}-4-{num(DEEP)} 0q5-{num(HIGH / 2)} 0-{num(HIGH)}Z",
    )


def _pressed(x: float, y: float) -> str:
    """A body that has lost height, most of it at the front, with a line where it broke."""
    low, drop = y + HIGH, HIGH - _FRONT_LEFT
    whole = f"M{num(x - 4)} {num(y + drop - 3)}q{num(DEEP * 0.4)}-1 {num(DEEP * 0.6)}-6t{num(DEEP * 0.4 + 4)}-9"
    body = path(
        "bone",
        f"{whole}q-5 {num(HIGH / 2)} 0 {num(low - y - 2)}q-{num(DEEP / 2)}-4-{num(DEEP)} 0c-3-2-4-4-3-8-3-2-4-6-1-9Z",
    )
    crack = f"M{num(x + 5)} {num(low - 7)}l9-5 7 3 9-6 8 2"
    return body + path("edge", crack)


def _disc(x: float, y: float, gap: float) -> str:
    return el("rect", "soft", x=x + 2, y=y - gap, width=DEEP - 4, height=gap + 1, rx=4)


def _row(pressed: bool) -> str:
    """One row, top to bottom; where one is pressed together, those above lean forward."""
    tops = [_TOP + i * STEP for i in range(COUNT)]
    back = _LEFT + DEEP
    cord = path("nerve", f"M{num(back + 9)} {num(_TOP - 10)}V{num(tops[-1] + HIGH + 10)}")
    parts: list[str] = []
    above: list[str] = []
    for i, top in enumerate(tops):
        target = above if pressed and i < _PRESSED else parts
        squeezed = pressed and i == _PRESSED
        if i and not squeezed:
            target.append(_disc(_LEFT, top, STEP - HIGH))
        target.append(_arch(back, top))
        target.append(_pressed(_LEFT, top) if squeezed else _body(_LEFT, top))
    if not pressed:
        return cord + "".join(parts)
    pivot = f"{num(back)} {num(tops[_PRESSED])}"
    straight = f"{num(back + 9)} {num(tops[_PRESSED] + 12)}V{num(tops[-1] + HIGH + 10)}"
    bent = path("nerve", f"M{num(back - 4)} {num(_TOP - 8)}Q{num(back + 8)} {num(tops[1])} {straight}")
    disc = _disc(_LEFT, tops[_PRESSED], STEP - HIGH)
    leaning = group("".join(above), disc, transform=f"rotate({num(-_LEAN)} {pivot}) translate(0 2)")
    return bent + leaning + "".join(parts)


def sheet(labels: Mapping[str, str]) -> Sheet:
    """The two rows beside each other. Labels: normal, pressed, front, back, nerves."""
    bottom = _TOP + COUNT * STEP
    body = group(_row(False)) + group(_row(True), transform="translate(165 0)")
    words = [
        text(_LEFT + DEEP + 9, 17, labels["nerves"], anchor="middle"),
        text(_LEFT + DEEP + 156, 17, labels["nerves"], anchor="middle"),
        text(_LEFT + 24, bottom + 15, labels["front"], anchor="end"),
        text(_LEFT + 62, bottom + 15, labels["back"]),
        text(_LEFT + 24 + 165, bottom + 15, labels["front"], anchor="end"),
        text(_LEFT + 62 + 165, bottom + 15, labels["back"]),
    ]
    left, end = paragraph(70, bottom + 40, labels["normal"], 130, "middle")
    right, end_right = paragraph(240, bottom + 40, labels["pressed"], 150, "middle")
    return Sheet(body + "".join(words) + left + right, max(end, end_right) - 8)
