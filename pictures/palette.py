"""The looks of all pictures: presentation attributes for paper, and the patterns that tell areas apart without colour.

The names are classes too: the page gives them other colours in the dark and where colours are forced (pictures.css).
"""

from __future__ import annotations

from collections.abc import Mapping

INK, PAPER = "#16282b", "#ffffff"
LOOKS: Mapping[str, Mapping[str, str]] = {
    "paper": {"fill": PAPER},
    "words": {"fill": INK},
    "strong": {"fill": INK, "font-weight": "700"},
    "lead": {"fill": "none", "stroke": INK, "stroke-width": "1"},
    "lead-edge": {"fill": "none", "stroke": PAPER, "stroke-width": "3"},
    "lead-end": {"fill": INK, "stroke": PAPER, "stroke-width": "1"},
    "axis": {"fill": "none", "stroke": INK, "stroke-width": "1.5"},
    "dashed": {"fill": "none", "stroke": INK, "stroke-width": "1.5", "stroke-dasharray": "4 3"},
    "curve": {"fill": "none", "stroke": INK, "stroke-width": "2.2", "stroke-linejoin": "round"},
    "edge": {"fill": "none", "stroke": "#3b3a31", "stroke-width": "1", "stroke-linejoin": "round"},
    "bone": {"fill": "#f3ecdb", "stroke": "#3b3a31", "stroke-width": "1.1", "stroke-linejoin": "round"},
    "shade": {"fill": "#d9cdb0"},
    "gap": {"fill": "#4a4638"},
    "hole": {"fill": "#14181a"},
    "soft": {"fill": "#cfe3e6", "stroke": "#4d6c72", "stroke-width": "1"},
    "nerve": {"fill": "none", "stroke": "#b58900", "stroke-width": "6", "stroke-linecap": "round"},
    "most": {"fill": "url(#p-most)", "stroke": "#3b3a31", "stroke-width": "1.1", "stroke-linejoin": "round"},
    "usual": {"fill": "url(#p-usual)", "stroke": "#3b3a31", "stroke-width": "1.1", "stroke-linejoin": "round"},
    "late": {"fill": "url(#p-late)", "stroke": "#3b3a31", "stroke-width": "1.1", "stroke-linejoin": "round"},
    "rare": {"fill": "url(#p-rare)", "stroke": "#3b3a31", "stroke-width": "1.1", "stroke-linejoin": "round"},
    "unnamed": {"fill": "#f7f4ec", "stroke": "#6d6a5e", "stroke-width": "1"},
    "rib-edge": {"fill": "none", "stroke": "#3b3a31", "stroke-width": "4.4", "stroke-linecap": "round"},
    "rib": {"fill": "none", "stroke": "url(#p-usual)", "stroke-width": "2.6", "stroke-linecap": "round"},
    "own": {"fill": "none", "stroke": "#b3131b", "stroke-width": "3"},
    "token": {"fill": PAPER, "stroke": "#b3131b", "stroke-width": "2"},
    "own-sign": {"fill": "none", "stroke": "#b3131b", "stroke-width": "2.4", "stroke-linecap": "round"},
    "scale-mark": {"fill": "#b3131b"},
    "own-fill": {"fill": "#b3131b"},
    "peak": {"fill": "url(#p-peak)", "stroke": "none"},
    "strip": {"fill": "#fdfdff"},
    "area": {"fill": "#d7e7ea"},
    "band": {"fill": "#27348b"},
    "field": {"fill": "#fbf3f5", "stroke": INK, "stroke-width": "1.5"},
    "cell-edge": {"fill": "none", "stroke": "#8d7f86", "stroke-linecap": "round"},
    "cell": {"fill": "none", "stroke": "#efe3e8", "stroke-linecap": "round"},
    "core": {"fill": "none", "stroke": "#bda9c4", "stroke-linecap": "round"},
    "plasma": {"fill": "#2f5fb3", "stroke": "#0d1f4a", "stroke-width": "1"},
    "plasma-clear": {"fill": "#cfdcf5"},
    "plasma-core": {"fill": "#10132f"},
    "spokes": {"fill": "none", "stroke": "#8d93d6", "stroke-width": "0.7"},
    "maybe": {"fill": PAPER, "stroke": "#0d1f4a", "stroke-width": "1.3", "stroke-dasharray": "2 1.6"},
    "base-usual": {"fill": "#a5d3d8"},
    "base-most": {"fill": "#0b6e75"},
    "base-late": {"fill": "#fbdfae"},
    "base-rare": {"fill": "#efeaf8"},
    "base-peak": {"fill": "#f6c9cb"},
    "mark-usual": {"stroke": "#0b6e75", "stroke-width": "1.3"},
    "mark-most": {"stroke": "#ffffff", "stroke-width": "0.8"},
    "mark-late": {"fill": "#8a5200"},
    "mark-rare": {"stroke": "#5b3fa0", "stroke-width": "0.9"},
    "mark-peak": {"stroke": "#b3131b", "stroke-width": "1.4"},
}
"""Class -> presentation attributes."""

_PATTERNS: Mapping[str, tuple[float, str]] = {
    "usual": (4, '<path {mark} d="M-1 1l2-2M-1 5l6-6M3 5l2-2"/>'),
    "most": (4.4, '<path {mark} fill="none" d="M0 2.2h4.4M2.2 0v4.4"/>'),
    "late": (4.6, '<circle {mark} cx="1.4" cy="1.4" r="0.95"/><circle {mark} cx="3.7" cy="3.7" r="0.95"/>'),
    "rare": (3, '<path {mark} d="M0 1.5h3"/>'),
    "peak": (6, '<path {mark} d="M-1 5l6 6M-1-1l8 8M5-1l2 2"/>'),
}


def patterns(*names: str) -> str:
    """The `defs` element with these patterns, each to be used as url(#p-name)."""
    made = []
    for name in names:
        size, drawn = _PATTERNS[name]
        base = _attributes(f"base-{name}")
        made.append(
            f'<pattern id="p-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
            f'<rect {base} width="{size}" height="{size}"/>{drawn.format(mark=_attributes(f"mark-{name}"))}</pattern>'
        )
    return f"<defs>{''.join(made)}</defs>" if made else ""


def _attributes(look: str) -> str:
    return " ".join([f'class="{look}"', *(f'{name}="{value}"' for name, value in LOOKS[look].items())])
