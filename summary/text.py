"""The summary as plain text, for a message, a note or a screen reader."""

from __future__ import annotations

from summary.blocks import Block, Care, Heading, Items, Page, Paragraph, Sources, Span, Spans, Table, marked

RULES = {1: "=", 2: "-"}
"""What headings of these levels are underlined with."""


def text(page: Page) -> str:
    """The page as text of paragraphs, lists and underlined headings; a table becomes a list of its rows."""
    return "\n".join(line for block in page.blocks for line in _block(block)).strip() + "\n"


def _block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        line = RULES[block.level] * len(block.text) if block.level in RULES else ""
        return ["", block.text if line else f"{block.text}:", *([line] if line else [])]
    if isinstance(block, Care):
        return ["", f"*** {block.title} ***", _line(block.spans)]
    if isinstance(block, Items):
        marks = (f"{number}." if block.ordered else "-" for number in range(1, len(block.items) + 1))
        return [f"{mark} {_line(item)}" for mark, item in zip(marks, block.items, strict=True)]
    if isinstance(block, Table):
        return [line for row in block.rows for line in _row(block, row)]
    if isinstance(block, Sources):
        return [f"[{number}] {words}" for number, words in block.items]
    assert isinstance(block, Paragraph)
    return ["", _line(block.spans)] if block.note else [_line(block.spans)]


def _row(table: Table, row: tuple[Spans, ...]) -> list[str]:
    cells = [f"  {name}: {'; '.join(map(_span, cell))}" for name, cell in zip(table.head[1:], row[1:], strict=True)]
    return [f"- {_line(row[0])}", *cells]


def _line(spans: Spans) -> str:
    return " ".join(map(_span, spans))


def _span(span: Span) -> str:
    return f"{span.text} {marked(span.marks)}".rstrip()
