"""The chat page in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import say
from tests.serving import Server


def test_it_greets_and_always_shows_that_it_is_no_doctor(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Bones and blood")
    expect(page.locator("#disclaimer")).to_contain_text("not medical advice")
    expect(page.locator("#disclaimer")).to_contain_text("112")
    expect(page.locator("article")).to_have_count(1)


def test_typed_text_is_answered_with_formatting_and_quick_replies(page: Page) -> None:
    say(page, "my back hurts")
    answer = page.locator("article").last
    expect(answer.locator("strong")).to_have_text("back pain")
    expect(answer.locator("p")).to_have_count(2)
    page.get_by_role("button", name="I don't know").click()
    expect(page.locator("article.mine").last).to_contain_text("I don't know")
    expect(page.get_by_role("button", name="I don't know")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#input")).to_be_focused()


def test_enter_sends_and_shift_enter_makes_a_line(page: Page) -> None:
    page.fill("#input", "my back")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("hurts")
    assert page.input_value("#input") == "my back\nhurts"
    page.keyboard.press("Enter")
    expect(page.locator("article.mine .said")).to_have_text("my back\nhurts")
    assert page.input_value("#input") == ""


def test_nothing_is_sent_for_nothing(page: Page) -> None:
    page.fill("#input", "   ")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(1)


def test_what_is_typed_is_shown_as_text_only(page: Page) -> None:
    say(page, '<img src=x onerror="document.title=1"> **hello**')
    expect(page.locator("article.mine .said")).to_have_text('<img src=x onerror="document.title=1"> **hello**')
    assert page.locator("article img").count() == 0
    assert page.title() == "Bones and blood"


def test_a_reload_keeps_the_conversation_and_another_tab_has_its_own(page: Page) -> None:
    say(page, "my back hurts")
    page.reload()
    expect(page.locator("article.mine")).to_contain_text("my back hurts")
    expect(page.get_by_role("button", name="I don't know")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("[data-ready]")
    expect(other.locator("article.mine")).to_have_count(0)


def test_urgent_advice_is_an_alert_with_colour_icon_and_words(page: Page) -> None:
    say(page, "I cannot move my legs")
    card = page.get_by_role("alert").filter(has_text="Call an ambulance now.")
    expect(card).to_contain_text("Get help now")
    expect(card.locator("svg")).to_be_visible()
    assert card.evaluate("e => getComputedStyle(e).borderTopWidth") == "3px"


def test_the_conversation_is_a_live_log_with_a_name(page: Page) -> None:
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_have_attribute("aria-live", "polite")
    say(page, "hello")
    expect(log.locator("article").last).to_contain_text("Assistant: ")


def test_the_menu_speaks_for_the_person(page: Page) -> None:
    page.click("#menu-button")
    expect(page.locator("#menu-button")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#menu-list")).to_be_hidden()
    expect(page.locator("#menu-button")).to_be_focused()
    page.click("#menu-button")
    page.get_by_role("button", name="Start over").click()
    expect(page.locator("article").last).to_contain_text("Starting over.")


def test_after_deletion_the_next_message_begins_anew_by_itself(page: Page) -> None:
    say(page, "my back hurts")
    say(page, "delete my data")
    say(page, "hello")
    expect(page.locator("article").last).to_contain_text("Message 1.")
    expect(page.locator(".note")).to_contain_text("new conversation")


def test_a_lost_message_can_be_sent_again(page: Page) -> None:
    page.route("**/web/message", lambda route: route.abort())
    page.fill("#input", "my back hurts")
    page.keyboard.press("Enter")
    trouble = page.get_by_role("alert").filter(has_text="did not reach me")
    expect(trouble).to_contain_text("112")
    page.unroute("**/web/message")
    trouble.get_by_role("button", name="Try again").click()
    expect(page.locator("article").last).to_contain_text("back pain")
    expect(trouble).to_be_hidden()
    expect(page.locator("article.mine")).to_have_count(1)


def test_it_says_so_when_it_is_too_much_at_once(page: Page) -> None:
    page.route("**/web/message", lambda route: route.fulfill(status=429, body="{}"))
    page.fill("#input", "hello")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="wait a few seconds")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_screen_in_light_and_dark(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 640})
    say(page, "my back hurts")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("#send")).to_be_in_viewport()
    expect(page.locator("article").last).to_be_in_viewport()
    sums = page.evaluate(
        """["backgroundColor", "color"].map(name =>
             getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0))"""
    )
    assert (sums[0] < sums[1]) == (scheme == "dark")


def test_a_long_answer_is_shown_from_its_beginning(page: Page) -> None:
    long = {"from": "assistant", "text": "\n\n".join(f"Paragraph {i}." for i in range(60))}
    page.route("**/web/message", lambda route: route.fulfill(json={"messages": [long]}))
    say(page, "explain everything")
    expect(page.get_by_text("explain everything")).to_be_in_viewport()
    expect(page.get_by_text("Paragraph 0.")).to_be_in_viewport()
    expect(page.get_by_text("Paragraph 59.")).not_to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    expect(page.locator("#disclaimer")).to_be_in_viewport()


def test_an_assessment_is_a_card_with_headings_and_lists(page: Page) -> None:
    text = "The picture fits.\n\n**For it:**\n- pain\n- **holes** in the skull\n\n## Sources\nThe document."
    card = {"from": "assistant", "text": text, "custom": {"kind": "assessment", "urgency": "prompt"}}
    page.route("**/web/message", lambda route: route.fulfill(json={"messages": [card]}))
    say(page, "summary")
    shown = page.locator("article.assessment")
    expect(shown.locator("h2")).to_have_text("Your picture so far")
    expect(shown.locator("h3")).to_have_text(["For it", "Sources"])
    expect(shown.locator("li")).to_have_text(["pain", "holes in the skull"])
    expect(shown.locator(".care")).to_have_text("See a doctor soon")
    assert shown.get_attribute("role") is None


def test_motion_stops_for_who_asked_for_less(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    assert page.locator(".typing i").first.evaluate("e => getComputedStyle(e).animationName") == "none"


def test_the_keyboard_reaches_everything_in_order(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.textContent"
            )
        )
    assert reached[:3] == ["skip", "menu-button", "log"]
    assert reached[-2:] == ["input", "send"]


def test_a_server_that_is_away_from_the_start_leaves_the_disclaimer(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    opened = browser.new_page()
    opened.route("**/web/words", lambda route: route.abort())
    opened.goto(server.url)
    expect(opened.locator("#trouble")).to_contain_text("not medical advice")
    opened.close()
