"""Building SVG as text. Looks are presentation attributes, never inline styles, so a strict page may show them."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from pictures.palette import LOOKS

Point = tuple[float, float]


def num(value: float) -> str:
    """A coordinate with at most one decimal and no needless zeros."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def el(tag: str, look: str = "", *children: str, **attributes: str | float) -> str:
    """One element: `look` names an entry of the palette, which becomes its class and its presentation attributes.

    Names of attributes are written with underscores for hyphens and win over the look's; numbers are rounded to a
    tenth. Children are SVG
    already; texts have to be escaped by `said`.
    """
    given = {"class": look, **LOOKS[look]} if look else {}
    for name, value in attributes.items():
        given[name.rstrip("_").replace("_", "-")] = value if isinstance(value, str) else num(value)
    parts = [tag, *(f"{name}={quoteattr(value)}" for name, value in given.items())]
    opened = " ".join(parts)
    return f"<{opened}>{''.join(children)}</{tag}>" if children else f"<{opened}/>"


def group(*children: str, **attributes: str | float) -> str:
    """Elements that share attributes."""
    return el("g", "", *children, **attributes)


def said(text: str) -> str:
    """Words as they may stand between tags."""
    return escape(text)


def text(x: float, y: float, words: str, look: str = "words", anchor: str = "start", **attributes: str | float) -> str:
    """A line of words with its baseline at `y`; `anchor` is start, middle or end."""
    if anchor != "start":
        attributes["text_anchor"] = anchor
    return el("text", look, said(words), x=x, y=y, **attributes)


def path(look: str, d: str, **attributes: str | float) -> str:
    """A path."""
    return el("path", look, d=d, **attributes)


def line(points: Iterable[Point]) -> str:
    """Path data of straight lines through points."""
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points)


def dots(points: Iterable[Point]) -> str:
    """Path data of dots: with a round line end each point is a disc as wide as the line."""
    return "".join(f"M{num(x)} {num(y)}h.01" for x, y in points)


def wrapped(words: str, width: float, size: float) -> list[str]:
    """Words broken into lines that fit `width`, for letters of `size` (both in units of the drawing).

    Letters are taken as wide as those of a wide font, so that a narrower one fits as well.
    """
    most = max(1, int(width / (size * 0.56)))
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
