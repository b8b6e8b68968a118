"""A server, a browser and the chat page, shared by the tests of what a browser shows."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.conftest import BROWSER
from tests.serving import Server, serve

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
FAULTS = ("the server responded with a status of", "net::ERR_FAILED")  # what a browser says of faults made on purpose


TOO_MANY = 429


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("browser"), API_TOKEN="", EMERGENCY_NUMBER="112") as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def size() -> dict[str, int]:
    """The window of the page; a module may have another."""
    return {"width": 900, "height": 700}


@pytest.fixture
def reported() -> list[str]:
    """What the page's console reports."""
    return []


@pytest.fixture
def page(server: Server, browser: Browser, size: dict[str, int], reported: list[str]) -> Iterator[Page]:
    """The page, opened; anything that its console reports, such as a refusal by the content policy, fails the test."""
    context = browser.new_context(viewport={"width": size["width"], "height": size["height"]})
    context.route("**/web/session", patiently)
    opened = context.new_page()
    opened.on("console", lambda message: reported.append(message.text))
    opened.on("pageerror", lambda error: reported.append(str(error)))
    opened.goto(server.url)
    opened.wait_for_selector("[data-ready]")
    yield opened
    context.close()
    assert [text for text in reported if not any(fault in text for fault in FAULTS)] == []


def patiently(route: Route) -> None:
    """The channel bounds how many conversations one address may begin; a row of tests waits for its turn."""
    response = route.fetch()
    while response.status == TOO_MANY:
        time.sleep(1)
        response = route.fetch()
    route.fulfill(response=response)


def say(page: Page, text: str) -> None:
    """Type a message and wait for its answer."""
    answers = page.locator("article.theirs, article.assessment").count()
    page.fill("#input", text)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('article.theirs, article.assessment').length > n", arg=answers
    )
