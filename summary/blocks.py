"""A page without a format: blocks in reading order, from which the text, HTML and PDF faces are made alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Span:
    """Words, and the numbers of the sources that they rest on, ascending."""

    text: str
    marks: tuple[int, ...] = ()


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (the title) to 4. `id` is an anchor, unique on the page, or empty."""

    text: str
    level: Literal[1, 2, 3, 4]
    id: str = ""
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Running text; `note` is the disclaimer, which is set apart."""

    spans: Spans
    note: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Care:
    """Urgency: its id, a title and what to do, set apart by colour, frame and words."""

    urgency: str
    title: str
    spans: Spans
    kind: Literal["care"] = "care"


@dataclass(frozen=True)
class Items:
    """A list, numbered where the order counts."""

    items: tuple[Spans, ...]
    ordered: bool = False
    kind: Literal["items"] = "items"


@dataclass(frozen=True)
class Table:
    """A table: the first cell of a row names the row; a cell holds one or more lines."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Sources:
    """The numbered list that marks point to."""

    items: tuple[tuple[int, str], ...]
    kind: Literal["sources"] = "sources"


Block = Heading | Paragraph | Care | Items | Table | Sources


@dataclass(frozen=True)
class Page:
    """All blocks; `footer` and `numbering` ({page}, {pages}) stand on every printed page."""

    title: str
    language: str
    footer: str
    numbering: str
    source_mark: str
    blocks: tuple[Block, ...]


def marked(marks: tuple[int, ...]) -> str:
    """Marks as people write them, runs joined by a dash: `[1, 7]`; empty where there are none."""
    runs: list[list[int]] = []
    for mark in marks:
        if runs and mark == runs[-1][-1] + 1:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    written = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"[{', '.join(written)}]" if written else ""
