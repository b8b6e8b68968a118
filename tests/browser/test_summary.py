"""The summary in a real browser: the buttons on the chat page, and the page that is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from knowledge.loader import load
from summary.html import html
from summary.layout import lay_out
from tests.browser.conftest import RULES, say
from tests.summary.conftest import summary_of, typical  # noqa: F401  (a fixture)

CARD = {"from": "assistant", "text": "The picture is open.", "custom": {"kind": "assessment", "urgency": "routine"}}
PRINTED = "window.print = () => { top.printed = (top.printed || []).concat(document.title); };"


@pytest.fixture
def printed(browser: Browser, typical: Any) -> Iterator[Page]:  # noqa: F811
    """The HTML face of a summary, opened as a file would be."""
    opened = browser.new_page(viewport={"width": 900, "height": 1000})
    reported: list[str] = []
    opened.on("console", lambda message: reported.append(message.text))
    opened.set_content(html(lay_out(summary_of(typical), load())))
    yield opened
    opened.close()
    assert reported == [], "its own policy lets its own style through"


@pytest.fixture
def card(page: Page) -> Page:
    """The chat page with back pain noted and an assessment shown."""
    page.add_init_script(PRINTED)
    page.reload()
    page.wait_for_selector("[data-ready]")
    say(page, "my back hurts")
    page.route("**/web/message", lambda route: route.fulfill(json={"messages": [CARD]}))
    say(page, "summary")
    page.unroute("**/web/message")
    return page


def answered(code: int, body: dict[str, str], route: Route) -> None:
    route.fulfill(status=code, json=body)


def violations(page: Page, *more: str) -> list[str]:
    rules = {"runOnly": {"type": "tag", "values": [*RULES["runOnly"], *more]}}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("width", [320, 900])
def test_the_printable_page_breaks_no_rule_of_accessibility(printed: Page, width: int) -> None:
    printed.set_viewport_size({"width": width, "height": 900})
    assert violations(printed, "best-practice") == []
    assert printed.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_prints_on_a4_and_letter_with_everything_in_order(printed: Page) -> None:
    for paper, width in (("A4", 595), ("Letter", 612)):
        reader = PdfReader(io.BytesIO(printed.pdf(format=paper)))
        words = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
        assert round(float(reader.pages[0].mediabox.width)) in range(width - 1, width + 2)
        titles = [" ".join(title.split()) for title in printed.locator("h1, h2").all_inner_texts()]
        at = [words.find(title) for title in titles]
        assert at == sorted(at) and at[0] >= 0
        assert "not medical advice" in words


def test_a_mark_leads_to_its_source(printed: Page) -> None:
    mark = printed.locator("a.mark").nth(5)
    number = str(mark.get_attribute("href")).removeprefix("#source-")
    mark.focus()
    assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert printed.locator(f"#source-{number}").get_attribute("value") == number


def test_the_card_offers_the_summary_and_breaks_no_rule(card: Page) -> None:
    group = card.get_by_role("group", name="Take this summary with you")
    expect(group.get_by_role("button")).to_have_text(
        ["Print", "Save as PDF", "Save as text", "Save for a clinic's system (FHIR)"]
    )
    assert violations(card) == []
    card.set_viewport_size({"width": 320, "height": 640})
    assert card.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [
        ("Save as PDF", "summary.pdf", b"%PDF-"),
        ("Save as text", "summary.txt", b"Summary for a talk"),
        ("Save for a clinic's system (FHIR)", "summary.json", b"{"),
    ],
)
def test_a_button_saves_a_file_and_says_so(card: Page, button: str, name: str, begins: bytes) -> None:
    addresses: list[str] = []
    card.on("request", lambda request: addresses.append(request.url))
    with card.expect_download() as waiting:
        card.get_by_role("button", name=button).click()
    assert waiting.value.suggested_filename == name
    assert Path(waiting.value.path()).read_bytes().startswith(begins)
    expect(card.get_by_role("status").filter(has_text=name)).to_be_visible()
    token = card.evaluate("sessionStorage.getItem('conversation-token')")
    assert addresses and not any(token in address for address in addresses)


def test_print_opens_the_print_window_for_the_summary_alone(card: Page) -> None:
    card.get_by_role("button", name="Print").click()
    card.wait_for_function("() => window.printed")
    assert card.evaluate("window.printed") == ["Summary for a talk with a doctor"]
    frame = card.frames[-1]
    assert frame.evaluate("getComputedStyle(document.querySelector('.care')).borderTopWidth") == "3px", "styled"
    assert frame.locator("h1").inner_text() == "Summary for a talk with a doctor"


def test_only_the_latest_card_offers_it(card: Page) -> None:
    card.route("**/web/message", lambda route: route.fulfill(json={"messages": [CARD]}))
    say(card, "summary")
    expect(card.locator(".keep")).to_have_count(1)
    expect(card.locator("article.assessment").last.locator(".keep")).to_have_count(1)


def test_where_nothing_is_noted_or_it_fails_the_card_says_so(card: Page) -> None:
    status = card.locator(".keep [role=status]")
    kind = {"error": "nothing noted", "text": "I have noted nothing yet."}
    for code, body, wanted in (
        (404, kind, "noted nothing"),
        (429, {}, "wait a few seconds"),
        (500, {}, "did not reach me"),
    ):
        card.route("**/web/summary*", partial(answered, code, body))
        card.get_by_role("button", name="Save as PDF").click()
        expect(status).to_contain_text(wanted)
        card.unroute("**/web/summary*")
