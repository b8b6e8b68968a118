"""The faces: same content in each, disclaimer in each, safe whatever people typed."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from knowledge.loader import load
from knowledge.model import Knowledge
from summary.blocks import Heading, Items, Sources, Span, marked
from summary.faces import FACES, Order
from summary.html import html, style, style_hash
from summary.layout import lay_out
from summary.pdf import pdf
from summary.text import text
from tests.knowledge.test_words import DISCLAIMER, VERDICT
from tests.summary.conftest import DATE, Findings, any_findings, known, parts, summary_of

NASTY = '<script>alert(1)</script> & "x" #let a = 1 $x$ \\ [b] *c* 😀🦴 спина 中 \u202e \x00 \ud800'


class Reader(HTMLParser):
    """The texts, tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] not in ("style", "title"):
            self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def words_of(reader: PdfReader) -> str:
    return " ".join(page.extract_text() for page in reader.pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(any_findings(), st.sampled_from(["plain", "detail"]), st.sampled_from(["a4", "us-letter"]))
@settings(max_examples=60, deadline=None)
def test_every_face_can_be_made_of_any_findings(findings: Findings, level: Any, paper: Any) -> None:
    order = Order(findings, None, load(), DATE, "112", level, paper)
    for name, face in FACES.items():
        made = face.make(order)
        if name != "pdf":
            read = made.decode()
            assert DISCLAIMER.search(read) and not VERDICT.search(read), name
        else:
            assert DISCLAIMER.search(words_of(PdfReader(io.BytesIO(made))))


@given(any_findings())
@settings(max_examples=40, deadline=None)
def test_html_and_text_say_every_word_of_the_page(findings: Findings) -> None:
    page = lay_out(summary_of(findings), load())
    plain, marked_up = squeezed(text(page)), squeezed("".join(Reader(html(page)).said))
    for part in parts(page):
        words = part.text if isinstance(part, (Span, Heading)) else ""
        assert squeezed(words) in marked_up
        assert squeezed(words) in plain


def test_html_is_one_file_without_script_or_address_and_escapes_everything() -> None:
    findings = known("spinal_pain")
    findings["spinal_pain"]["sites"] = [NASTY]
    page = html(lay_out(summary_of(findings), load()))
    read = Reader(page)
    assert "script" not in read.tags and page.count("<script") == 0
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("src", "style")]
    assert all((value or "").startswith("#") for name, value in read.attributes if name == "href")
    assert "&lt;script&gt;" in page
    assert style_hash() in page and "@media print" in style() and "http" not in style()


def test_html_has_one_title_headings_in_steps_and_anchors_that_exist(typical: Findings) -> None:
    page = html(lay_out(summary_of(typical), load()))
    read = Reader(page)
    levels = [int(tag[1]) for tag in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [value for name, value in read.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {str(value)[1:] for name, value in read.attributes if name == "href"} <= set(map(str, ids))


def test_pdf_is_tagged_titled_numbered_and_its_text_comes_out_in_order(typical: Findings) -> None:
    page = lay_out(summary_of(typical), load())
    reader = PdfReader(io.BytesIO(pdf(page, DATE)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "en"
    assert reader.metadata is not None and reader.metadata.title == page.title
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    words = squeezed(words_of(reader))
    at = [words.find(squeezed(block.text)) for block in page.blocks if isinstance(block, Heading) and block.level < 3]
    assert at == sorted(at) and at[0] >= 0
    for number, sheet in enumerate(reader.pages, start=1):
        assert f"Page {number} of {len(reader.pages)}" in sheet.extract_text()
        assert "not medical advice" in sheet.extract_text()
    fonts = {font["/BaseFont"] for sheet in reader.pages for font in sheet["/Resources"]["/Font"].values()}  # type: ignore[index, union-attr]
    assert fonts and all("DejaVu" in font for font in fonts)


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612)])
def test_pdf_comes_on_either_paper(paper: Any, width: int) -> None:
    reader = PdfReader(io.BytesIO(pdf(lay_out(summary_of({}), load()), DATE, paper)))
    assert round(float(reader.pages[0].mediabox.width)) == width


def test_pdf_shows_what_its_font_has_and_a_sign_for_the_rest() -> None:
    findings = known("spinal_pain")
    findings["spinal_pain"]["sites"] = ["спина Rücken πλάτη 😀", "🦴 中"]
    words = words_of(PdfReader(io.BytesIO(pdf(lay_out(summary_of(findings), load()), DATE))))
    assert "спина Rücken πλάτη 😀" in words and "🦴" not in words and "\N{REPLACEMENT CHARACTER}" in words


def test_pdf_reads_nothing_that_people_type_as_markup() -> None:
    findings = known("spinal_pain")
    findings["spinal_pain"]["sites"] = ["#panic() $x$ *b* [c] \\ <l>"]
    words = words_of(PdfReader(io.BytesIO(pdf(lay_out(summary_of(findings), load()), DATE))))
    assert "#panic() $x$ *b* [c] \\ <l>" in words


def test_an_emergency_stands_before_all_that_was_said_and_names_the_number() -> None:
    words = text(lay_out(summary_of(known("limb_weakness", "m_protein"), number="999"), load()))
    assert words.index("Get help now") < words.index("999") < words.index("What was said")


def test_with_nothing_said_the_page_is_still_whole(k: Knowledge) -> None:
    words = text(lay_out(summary_of({}), k))
    for wanted in (k.words.summary.person_unknown, k.words.summary.no_look_alikes):
        assert wanted in words


def test_marks_are_written_as_runs() -> None:
    assert marked(()) == ""
    assert marked((1,)) == "[1]"
    assert marked((1, 2, 3, 7, 9, 10)) == "[1–3, 7, 9–10]"


def test_every_span_of_a_list_carries_marks_that_the_list_of_sources_has(typical: Findings) -> None:
    page = lay_out(summary_of(typical), load())
    listed = {number for block in page.blocks if isinstance(block, Sources) for number, _ in block.items}
    for block in page.blocks:
        if isinstance(block, Items):
            assert all(span.marks and set(span.marks) <= listed for item in block.items for span in item)
