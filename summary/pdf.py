"""The summary as a tagged PDF (PDF/UA-1) by Typst: real text, headings, lists, tables, page numbers, one embedded font.

The font is DejaVu Sans, which comes with matplotlib, a part of Rasa: Latin, Greek, Cyrillic, Arabic, Hebrew and many
signs. A character that it lacks is shown as its replacement sign; nothing that people type can make the page fail.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict
from datetime import datetime, timezone
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from summary.blocks import Page, marked

Paper = Literal["a4", "us-letter"]
TEMPLATE = Path(__file__).with_name("page.typ")
MISSING = "\N{REPLACEMENT CHARACTER}"


def pdf(page: Page, date: str, paper: Paper = "a4") -> bytes:
    """The page as a PDF file. `date` (ISO 8601) goes into its metadata, beside the title and the language."""
    data = asdict(page)
    for block in data["blocks"]:
        _written(block)
    data |= {"paper": paper, "date": [int(part) for part in date[:10].split("-")]}
    import typst

    compiler = typst.Compiler(
        input=str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=_font(),
        sys_inputs={"page": json.dumps(_printable(data), ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=_moment(date))
    assert isinstance(made, bytes)  # only images come one a page
    return made


def _moment(date: str) -> datetime:
    moment = datetime.fromisoformat(date.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


@cache
def _font() -> Any:
    """The font, read once; no font of the machine and none of Typst's own takes part."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_fonts())])


def _fonts() -> Path:
    """The folder of matplotlib's fonts; matplotlib itself is not imported."""
    return Path(str(metadata.distribution("matplotlib").locate_file("matplotlib/mpl-data/fonts/ttf")))


@cache
def _covered() -> frozenset[str]:
    """The characters that the regular and the bold font both have."""
    from fontTools.ttLib import TTFont

    both = [set(TTFont(_fonts() / name, lazy=True).getBestCmap()) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
    return frozenset(map(chr, both[0] & both[1]))


def _written(value: Any) -> None:
    """Marks as they are printed, in place, wherever there are spans below."""
    if isinstance(value, dict):
        if "marks" in value:
            value["marks"] = marked(value["marks"])
        for inner in value.values():
            _written(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _written(inner)


def _printable(value: Any) -> Any:
    """The same data with every text in characters that the font has."""
    if isinstance(value, str):
        return "".join(_char(char) for char in unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(inner) for inner in value]
    return value


def _char(char: str) -> str:
    if char in _covered() and unicodedata.category(char) not in ("Cc", "Cf", "Co"):
        return char
    return " " if char.isspace() else "" if unicodedata.category(char) in ("Cf", "Mn") else MISSING
