"""What all pictures share: paper, title and description for screen readers, and the caption where it is drawn in."""

from __future__ import annotations

from dataclasses import dataclass

from pictures.palette import patterns
from pictures.svg import el, num, said, text, wrapped

WIDTH = 320.0
LETTERS = 15.0
"""Size of words, in units of the drawing: on a screen 320 pixels wide still as large as small print."""

LINE = 20.0


@dataclass(frozen=True)
class Sheet:
    """The drawn part of a picture: elements in a field `WIDTH` wide and `height` high, and the patterns they use."""

    body: str
    height: float
    patterns: tuple[str, ...] = ()


def framed(name: str, sheet: Sheet, title: str, alt: str, caption: str | None) -> str:
    """A whole, self-contained SVG. With a caption, title and caption are drawn too, for where only an image is shown."""
    over, under = 0.0, ""
    head = ""
    if caption is not None:
        lines = wrapped(title, WIDTH - 20, (LETTERS + 1) * 1.15)
        over = 10 + LINE * len(lines)
        head = "".join(text(10, 22 + LINE * i, line, "strong", font_size=LETTERS + 1) for i, line in enumerate(lines))
        below = wrapped(caption, WIDTH - 20, LETTERS - 1)
        top = over + sheet.height + 16
        under = "".join(text(10, top + 18 * i, line, font_size=LETTERS - 1) for i, line in enumerate(below))
        height = top + 18 * len(below)
    else:
        height = sheet.height
    body = el("g", "", sheet.body, transform=f"translate(0 {num(over)})") if over else sheet.body
    return el(
        "svg",
        "",
        f'<title id="{name}-title">{said(title)}</title><desc id="{name}-desc">{said(alt)}</desc>',
        patterns(*sheet.patterns),
        el("rect", "paper", width=WIDTH, height=height, rx=8),
        head,
        body,
        under,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {num(WIDTH)} {num(height)}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family="system-ui, 'DejaVu Sans', sans-serif",
        font_size=LETTERS,
    )


def paragraph(x: float, y: float, words: str, width: float, anchor: str = "start") -> tuple[str, float]:
    """Words broken into lines from baseline `y` on, and the baseline that would come next."""
    lines = wrapped(words, width, LETTERS)
    drawn = "".join(text(x, y + LINE * i, line, anchor=anchor) for i, line in enumerate(lines))
    return drawn, y + LINE * len(lines)
