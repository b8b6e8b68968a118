"""Words of the glossary on the chat page: marked, explained by click and by keyboard, accessible."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dialogue.messages import Message
from dialogue.terms import with_terms
from knowledge.loader import load
from tests.browser.conftest import RULES, say

TEXT = "An **M protein** was found.\n- plasma cells in the bone marrow\n- more plasma cells"


@pytest.fixture
def size() -> dict[str, int]:
    return {"width": 700, "height": 900}


def answer(page: Page, text: str = TEXT, terms: object = None) -> None:
    """Get this answer, with the words that the assistant marks in it or with other `terms`."""
    custom = with_terms(Message(text), load()) if terms is None else {"terms": terms}
    messages = [{"from": "assistant", "text": text, "custom": custom}]
    page.route("**/web/message", lambda route: route.fulfill(json={"messages": messages}))
    say(page, "tell me")
    page.unroute("**/web/message")


def test_each_word_is_marked_once_and_the_text_stays_as_it_is(page: Page) -> None:
    answer(page)
    expect(page.locator("button.term")).to_have_text(["M protein", "plasma cells", "bone marrow"])
    shown = page.locator("article.theirs").last
    expect(shown.locator("p")).to_have_text("An M protein was found.")
    expect(shown.locator("strong button.term")).to_have_text("M protein")
    expect(shown.locator("li")).to_have_text(["plasma cells in the bone marrow", "more plasma cells"])


def test_a_click_opens_the_explanation_and_another_closes_it(page: Page) -> None:
    answer(page)
    word = page.get_by_role("button", name="M protein", exact=True)
    expect(word).to_have_attribute("aria-expanded", "false")
    word.click()
    note = page.get_by_role("note")
    expect(note).to_contain_text(load().words.glossary["m_protein"].text)
    expect(word).to_have_attribute("aria-expanded", "true")
    assert word.get_attribute("aria-controls") == note.get_attribute("id")
    word.click()
    expect(note).to_have_count(0)
    expect(word).to_have_attribute("aria-expanded", "false")


def test_it_works_by_keyboard_and_escape_closes_it(page: Page) -> None:
    answer(page)
    word = page.get_by_role("button", name="bone marrow", exact=True)
    word.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("note")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("note")).to_have_count(0)
    expect(word).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("note")).to_be_visible()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_rules_of_accessibility_hold_with_an_explanation_open(page: Page, look: str) -> None:
    page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    answer(page)
    for word in page.locator("button.term").all():
        word.click()
    found = Axe().run(page, options=RULES)
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found.response["violations"]] == []


@pytest.mark.parametrize("width", [320, 700])
def test_marks_do_not_widen_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    answer(page)
    page.locator("button.term").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    "terms",
    [
        "M protein",
        [{"term": "", "text": "nothing"}, {"term": 5, "text": "number"}, {"text": "no word"}],
        [{"term": "arrow", "text": "a part of a word"}, {"term": "skull", "text": "not in the text"}],
    ],
)
def test_words_that_cannot_be_marked_are_left_out(page: Page, terms: object) -> None:
    answer(page, terms=terms)
    expect(page.locator("button.term")).to_have_count(0)


def test_markup_in_an_explanation_stays_text(page: Page) -> None:
    answer(page, terms=[{"term": "M protein", "text": "<img src=x onerror=alert(1)>"}])
    page.locator("button.term").click()
    expect(page.get_by_role("note")).to_have_text("M protein: <img src=x onerror=alert(1)>")
    expect(page.locator("article img")).to_have_count(0)
