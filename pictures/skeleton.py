"""The skeleton from the front: the document's usual, late and rare sites, and the places that were told."""

from __future__ import annotations

from collections.abc import Mapping

from pictures.bones import FACE, MIDDLE, ORDER_BEHIND, ORDER_FRONT, ORDER_SIDE, PLACES, RIBS, SIDE, TEETH
from pictures.frame import LINE, WIDTH, Sheet, paragraph
from pictures.places import Marks
from pictures.svg import el, group, num, path, text

SITES = ("usual", "most", "late", "rare", "unnamed")
"""The classes of the legend, in its order."""

_SHIFT = -8.0  # the skeleton's field in the sheet
_TOP = 8.0
_COLUMN = 186.0  # where names and legend begin
_NAMED: Mapping[str, tuple[float, float, float]] = {
    # bone: where its line begins (in the skeleton's field) and the height of its name
    "skull": (120, 26, 34),
    "breastbone": (101, 114, 112),
    "ribs": (137, 152, 152),
    "lower_spine": (105, 198, 196),
    "pelvis": (134, 232, 232),
    "thigh": (126, 292, 278),
    "shin": (121, 408, 470),
}
_LEGEND_TOP = 308.0


def _side(sites: Mapping[str, str]) -> str:
    parts = []
    for bone in ORDER_SIDE:
        if bone == "ribs":
            every = "".join(RIBS)
            parts += [path("rib-edge", every), path("rib", every, stroke=f"url(#p-{sites[bone]})")]
        else:
            parts += [path(sites[bone], outline) for outline in SIDE[bone]]
    return "".join(parts)


def _middle(bones: tuple[str, ...], sites: Mapping[str, str]) -> str:
    return "".join(path(sites[bone], outline) for bone in bones for outline in MIDDLE[bone])


def _mark(kind: str, x: float, y: float) -> str:
    """A round mark with a flash for pain, a square one with a cross for what was seen in a test."""
    at = f"translate({num(x)} {num(y)})"
    if kind == "pain":
        shape = el("circle", "token", r=8)
        sign = path("own-fill", "M1.5-6l-5 7h3l-2 5.5 6-7.5h-3.2l2.7-5z")
    else:
        shape = el("rect", "token", x=-7, y=-7, width=14, height=14)
        sign = path("own-sign", "M-3.5-3.5l7 7M3.5-3.5l-7 7")
    return group(shape, sign, transform=at)


def _marks(told: Marks) -> str:
    parts = []
    for kind, bones in (("pain", told.pain), ("seen", told.seen)):
        for bone in bones:
            x, y = PLACES[bone]
            if kind == "seen" and bone in told.pain:
                y += 17
            parts += [_mark(kind, side, y) for side in ({x, 200 - x} if is_double(bone) else {x})]
    return "".join(sorted(parts))


def _names(names: Mapping[str, str]) -> str:
    parts = []
    for bone, (x, y, level) in _NAMED.items():
        line = f"M{num(x + _SHIFT)} {num(y + _TOP)}L{num(_COLUMN - 4)} {num(level + _TOP - 5)}"
        parts += [path("lead-edge", line), path("lead", line)]
        parts.append(el("circle", "lead-end", cx=x + _SHIFT, cy=y + _TOP, r=2.4))
        parts.append(text(_COLUMN, level + _TOP, names[bone]))
    return "".join(parts)


def _legend(labels: Mapping[str, str]) -> str:
    parts = []
    for i, site in enumerate(SITES):
        y = _LEGEND_TOP + i * (LINE + 6)
        parts.append(el("rect", site, x=_COLUMN, y=y, width=22, height=17, rx=2))
        parts.append(text(_COLUMN + 28, y + 14, labels[site]))
    return "".join(parts)


def sheet(labels: Mapping[str, str], names: Mapping[str, str], sites: Mapping[str, str], told: Marks) -> Sheet:
    """The skeleton with names and legend.

    Labels: usual, most, late, rare, unnamed, pain, seen. `names` are those of the bones, `sites` their classes.
    """
    side = _side(sites)
    body = group(
        _middle(ORDER_BEHIND, sites),
        side,
        group(side, transform="matrix(-1 0 0 1 200 0)"),
        _middle(ORDER_FRONT, sites),
        *(path("gap", outline) for outline in FACE),
        path("edge", TEETH),
        fill_rule="evenodd",
    )
    at = f"translate({num(_SHIFT)} {num(_TOP)})"
    parts = [
        group(body, transform=at),
        _names(names),
        group(_marks(told), transform=at) if told else "",
        _legend(labels),
    ]
    y = 500.0
    for kind, bones in (("pain", told.pain), ("seen", told.seen)):
        if bones:
            parts.append(_mark(kind, 20, y))
            words, y = paragraph(36, y + 5, labels[kind], WIDTH - 46)
            parts.append(words)
            y += 6
    return Sheet("".join(parts), y - 10 if told else 488, ("usual", "most", "late", "rare"))


def is_double(bone: str) -> bool:
    """True for a bone of which there is a left and a right one."""
    return bone in SIDE or bone == "ribs"
