"""Pictures on the chat page, in a real browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dialogue.picturing import picture
from knowledge.drawings_schema import DRAWINGS
from knowledge.loader import load
from tests.browser.conftest import RULES, say
from tests.pictures.conftest import TOLD

SMALLEST = 11.5
"""Pixels that letters of a picture have at least."""


@pytest.fixture
def size() -> dict[str, int]:
    return {"width": 700, "height": 1500}


def answer(page: Page, *names: str, **changed: Any) -> None:
    """Say something and get these pictures, with `changed` fields of their JSON."""
    messages = []
    for name in names:
        message = picture(name, TOLD, load())
        messages.append({"from": "assistant", "text": message.text, "custom": {**(message.custom or {}), **changed}})
    page.route("**/web/message", lambda route: route.fulfill(json={"messages": messages}))
    say(page, "show me a picture")
    page.unroute("**/web/message")


def refused_by_policy(reported: list[str]) -> None:
    """Reading a foreign text may be reported, but only as refused (Chromium's own note on broken XML is one such)."""
    assert all("Content Security Policy" in text for text in reported)
    reported.clear()


def look(page: Page, name: str) -> None:
    """Keep screenshots where PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        for index, shown in enumerate(page.locator("article.pictured").all()):
            shown.screenshot(path=str(Path(folder) / f"{DRAWINGS[index]}-{name}.png"))


def test_a_picture_is_a_named_figure_with_caption_and_words(page: Page) -> None:
    answer(page, *DRAWINGS)
    for name in DRAWINGS:
        words = load().words.drawings.drawings[name]
        figure = page.locator("figure.picture").filter(has=page.get_by_role("img", name=words.title))
        expect(figure).to_have_count(1)
        expect(figure.locator("figcaption")).to_contain_text("not a scan")
        expect(figure.locator("figcaption strong")).to_have_text(words.title)
        expect(figure.locator("details p")).to_be_hidden()
        figure.locator("summary").click()
        expect(figure.locator("details p")).to_contain_text("Picture: ")
        assert figure.locator("svg").evaluate("e => e.getBoundingClientRect().height") > 200


def test_the_rules_of_accessibility_hold_with_all_pictures_and_their_words(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        answer(page, *DRAWINGS)
        for summary in page.locator("summary").all():
            summary.click()
        found = Axe().run(page, options=RULES)
        wrong = [(v["id"], [node["target"] for node in v["nodes"]]) for v in found.response["violations"]]
        assert wrong == []


OUTSIDE = """svgs => svgs.flatMap(svg => { const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter(e => { const b = e.getBoundingClientRect();
    return b.left < box.left - 1 || b.right > box.right + 1 || b.bottom > box.bottom + 1; }).map(e => e.textContent); })"""


@pytest.mark.parametrize("width", [320, 1280])
def test_letters_are_large_enough_and_inside_on_every_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    answer(page, *DRAWINGS)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = page.locator("figure svg text").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize) * e.ownerSVGElement.getScreenCTM().a)"
    )
    assert min(sizes) >= SMALLEST
    assert page.locator("figure svg").evaluate_all(OUTSIDE) == []
    page.set_viewport_size({"width": width, "height": 1500})
    look(page, str(width))


CONTRAST = """svgs => svgs.flatMap(svg => {
  const part = p => (p / 255 <= .03928 ? p / 255 / 12.92 : ((p / 255 + .055) / 1.055) ** 2.4);
  const light = text => { const [r, g, b] = text.match(/[\\d.]+/g).map(part); return .2126 * r + .7152 * g + .0722 * b; };
  const back = light(getComputedStyle(svg.querySelector(".paper")).fill);
  return [...svg.querySelectorAll("text")].map(e => { const front = light(getComputedStyle(e).fill);
    return (Math.max(front, back) + .05) / (Math.min(front, back) + .05); }); })"""


@pytest.mark.parametrize("mode", ["light", "dark", "forced", "forced-dark"])
def test_words_stand_out_from_the_paper_in_every_mode(page: Page, mode: str) -> None:
    page.emulate_media(
        color_scheme="dark" if "dark" in mode else "light", forced_colors="active" if "forced" in mode else "none"
    )
    answer(page, *DRAWINGS)
    assert min(page.locator("figure svg").evaluate_all(CONTRAST)) >= 7
    look(page, mode)


def test_the_same_picture_twice_has_ids_of_its_own(page: Page) -> None:
    answer(page, "skeleton", "skeleton", "marrow", "marrow")
    ids = page.locator("figure [id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids)) > 8
    fills = page.locator("figure svg").evaluate_all(
        """all => all.map(svg => [...svg.querySelectorAll("[fill^=url],use")].every(e =>
             svg.querySelector(e.getAttribute("href") ?? e.getAttribute("fill").slice(4, -1))))"""
    )
    assert fills == [True] * 4


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>document.title = 'taken'</script>",
        '<rect width="9" height="9" onload="document.title = \'taken\'"/>',
        '<rect width="9" height="9" style="fill:red"/>',
        '<use href="https://example.org/a.svg#b"/>',
        '<use href="data:image/svg+xml,x"/>',
        '<image href="/icon.svg"/>',
        '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">words</p></foreignObject>',
        '<rect width="9" height="9" fill="url(https://example.org/a.svg#b)"/>',
        '<p xmlns="http://www.w3.org/1999/xhtml">words</p>',
        "<animate attributeName='href' to='javascript:1'/>",
        "<broken",
        "&unknown;",
    ],
)
def test_a_drawing_with_anything_foreign_in_it_is_not_shown_but_told(
    page: Page, foreign: str, reported: list[str]
) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{foreign}</svg>'
    answer(page, "skull", svg=svg)
    expect(page.locator("figure")).to_have_count(0)
    expect(page.locator("article.theirs").last).to_contain_text("Two skulls from the side")
    assert page.title() == "Bones and blood"
    refused_by_policy(reported)


@pytest.mark.parametrize("svg", ["", "hello", None, 5, "<html/>", "<svg/>", "x" * 50_000])
def test_what_is_no_drawing_is_told_in_words(page: Page, svg: object, reported: list[str]) -> None:
    answer(page, "skull", svg=svg)
    expect(page.locator("figure")).to_have_count(0)
    expect(page.locator("article.theirs").last).to_contain_text("Two skulls from the side")
    refused_by_policy(reported)


def test_what_was_told_is_text_in_the_picture_and_never_markup(page: Page) -> None:
    title = '<img src=x onerror="document.title=1">'
    answer(page, "skull", title=title, caption="<b>bold</b>")
    expect(page.locator("figcaption strong")).to_have_text(title)
    expect(page.locator("figcaption")).to_contain_text("<b>bold</b>")
    assert page.locator("figure img, figure b").count() == 0
