"""The summary as one self-contained HTML page: no script, no address outside, every text escaped, made to be printed.

Its style is one constant text, so that a strict Content-Security-Policy can allow it by its hash (`STYLE_HASH`).
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path

from summary.blocks import Block, Care, Heading, Items, Page, Paragraph, Sources, Span, Spans, Table, marked

STYLE_FILE = Path(__file__).with_name("page.css")


@cache
def style() -> str:
    """The page's style sheet."""
    return STYLE_FILE.read_text(encoding="utf-8").strip()


@cache
def style_hash() -> str:
    """The style's source expression for a Content-Security-Policy: `'sha256-...'`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()}'"


def html(page: Page) -> str:
    """The page as an HTML document."""
    body = "\n".join(_sections(page))
    policy = f"default-src 'none'; style-src {style_hash()}; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(page.title)}</title>\n<style>{style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _sections(page: Page) -> list[str]:
    """Blocks in sections that begin at each heading of level 2 and are named by it."""
    lines: list[str] = []
    opened = False
    for block in page.blocks:
        if isinstance(block, Heading) and block.level == 2:
            lines += ["</section>"] if opened else []
            lines.append(f'<section aria-labelledby="{escape(block.id)}">')
            opened = True
        lines.append(_block(block, page))
    return [*lines, "</section>"] if opened else lines


def _block(block: Block, page: Page) -> str:
    if isinstance(block, Heading):
        id = f' id="{escape(block.id)}"' if block.id else ""
        return f"<h{block.level}{id}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Care):
        title = f'<p class="title">{escape(block.title)}</p>'
        return f'<div class="care {escape(block.urgency)}">{title}<p>{_spans(block.spans, page)}</p></div>'
    if isinstance(block, Items):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{_spans(item, page)}</li>' for item in block.items)}</{tag}>"
    if isinstance(block, Table):
        return _table(block, page)
    if isinstance(block, Sources):
        items = (f'<li id="source-{number}" value="{number}">{escape(words)}</li>' for number, words in block.items)
        return f'<ol class="sources">{"".join(items)}</ol>'
    assert isinstance(block, Paragraph)
    return f"<p{' class=note' if block.note else ''}>{_spans(block.spans, page)}</p>"


def _table(table: Table, page: Page) -> str:
    """A table; its roles are written out, since on narrow screens its rows are shown one below the other."""
    head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in table.head)
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{_spans(row[0], page)}</th>'
        + "".join(
            f'<td role="cell" data-head="{escape(name)}">{"<br>".join(_span(span, page) for span in cell)}</td>'
            for name, cell in zip(table.head[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<table role="table"><caption class="hidden">{escape(table.caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _spans(spans: Spans, page: Page) -> str:
    return " ".join(_span(span, page) for span in spans)


def _span(span: Span, page: Page) -> str:
    if not span.marks:
        return escape(span.text)
    written = marked(span.marks)
    label = escape(page.source_mark.format(numbers=written))
    link = f'<a class="mark" href="#source-{span.marks[0]}" aria-label="{label}">{written}</a>'
    return f"{escape(span.text)} {link}"
