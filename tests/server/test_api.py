from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import TOKEN, Server, serve


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server without an API token."""
    with serve(tmp_path_factory.mktemp("public"), API_TOKEN="") as server:
        yield server


CLOSED = [
    ("POST", "/webhooks/rest/webhook"),
    ("GET", "/webhooks/rest/"),
    ("GET", "/conversations/anybody/tracker"),
    ("GET", "/status"),
    ("GET", "/version"),
    ("GET", "/domain"),
    ("POST", "/model/parse"),
    ("PUT", "/model"),
    ("GET", "/conversations/x/../../status"),
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_without_a_token_in_the_settings_there_is_no_api(public: Server, method: str, path: str) -> None:
    body = {"sender": "a", "message": "hello"} if method != "GET" else None
    assert public.call(method, path, body, token="anything").status == 404


@pytest.mark.parametrize(("method", "path"), CLOSED)
@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", "ä"])
def test_without_the_right_token_nothing_answers(bot: Server, method: str, path: str, token: str | None) -> None:
    body = {"sender": "a", "message": "hello"} if method != "GET" else None
    if token == "ä":
        path, token = f"{path}?token=%C3%A4", None
    assert bot.call(method, path, body, token=token).status == 401


def test_a_wrong_bearer_is_not_saved_by_a_right_query(bot: Server) -> None:
    assert bot.call("GET", f"/status?token={TOKEN}", token="wrong").status == 401


@pytest.mark.parametrize("path", ["/status", f"/status?token={TOKEN}"])
def test_the_token_opens_the_api_as_bearer_or_in_the_query(bot: Server, path: str) -> None:
    answer = bot.call("GET", path, token=None if "token" in path else TOKEN)
    assert answer.status == 200
    assert answer.json()["model_file"].startswith("assistant-")


def test_the_tracker_shows_slots_without_events_where_asked(bot: Server) -> None:
    bot.say("tracked", "my back hurts")
    tracker = bot.call("GET", f"/conversations/tracked/tracker?token={TOKEN}&include_events=NONE").json()
    assert tracker["events"] is None
    assert tracker["slots"]["findings"] == {"spinal_pain": {"status": "present"}}
    assert len(bot.call("GET", "/conversations/tracked/tracker").json()["events"]) > 5


def test_a_tracker_nobody_has_spoken_to_has_empty_slots_and_is_not_kept(bot: Server) -> None:
    assert bot.slots("nobody-yet")["findings"] is None
    assert bot.call("GET", "/conversations/nobody-yet/story").status == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/health", "/web/words", "/chat.js", "/chat.css", "/render.js", "/pictures.js", "/terms.js", "/pictures.css", "/icon.svg"],
)
def test_what_the_page_needs_is_open_and_guarded_by_headers(public: Server, path: str) -> None:
    answer = public.call("GET", path, token=None)
    assert answer.status == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_holds_no_inline_script_or_style() -> None:
    page = (Path(__file__).parents[2] / "web" / "index.html").read_text()
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')
    assert " on" not in {attribute[:3] for attribute in page.split('"')}


def test_every_path_has_the_headers_also_when_it_fails(bot: Server) -> None:
    for path in ("/nowhere", "/conversations/x/tracker?include_events=WRONG"):
        answer = bot.call("GET", path)
        assert answer.status in (400, 404)
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_huge_body_is_refused(public: Server) -> None:
    assert public.call("POST", "/web/message", b"x" * 70_000, token=None).status == 413


def test_health_is_ok(bot: Server) -> None:
    answer = bot.call("GET", "/health", token=None)
    assert (answer.status, answer.json()) == (200, {"status": "ok"})
