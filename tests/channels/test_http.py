"""The channels through a real server."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Server, serve

MESSAGE = "/web/message"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server for the page only, and its folder."""
    folder = tmp_path_factory.mktemp("page")
    with serve(folder, API_TOKEN="", EMERGENCY_NUMBER="112") as server:
        yield server, folder


def session(server: Server) -> str:
    answer = server.call("POST", "/web/session", {}, token=None)
    assert answer.status == 201
    return str(answer.json()["token"])


def say(server: Server, token: str, text: Any) -> list[dict[str, Any]]:
    answer = server.call("POST", MESSAGE, {"token": token, "text": text}, token=None)
    assert answer.status == 200, answer.body
    return answer.json()["messages"]


@pytest.mark.parametrize("sender", [None, "", "  ", 5, ["a"], "x" * 256, "a\0b"])
def test_rest_needs_a_sender(bot: Server, sender: object) -> None:
    answer = bot.call("POST", "/webhooks/rest/webhook", {"sender": sender, "message": "hello"})
    assert answer.status == 400
    assert "sender" in answer.json()["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
def test_rest_wants_an_object(bot: Server, body: bytes) -> None:
    assert bot.call("POST", "/webhooks/rest/webhook", body).status == 400


def test_rest_does_not_let_the_caller_choose_channel_metadata_or_streaming(bot: Server) -> None:
    body = {"sender": "chooser", "message": "hello", "input_channel": "x", "metadata": {"a": 1}}
    assert bot.call("POST", "/webhooks/rest/webhook?stream=true", body).json()[0]["text"] == "Hello! Message 1."
    tracker = bot.call("GET", "/conversations/chooser/tracker").json()
    assert tracker["latest_input_channel"] == "rest"
    assert "a" not in tracker["latest_message"]["metadata"]
    assert tracker["slots"]["session_started_metadata"] is None


def test_a_command_is_only_text(bot: Server) -> None:
    bot.say("commander", "my back hurts")
    for command in ("/restart", "/session_start", '/pain{"findings": 5}', " /greet@0.99"):
        bot.say("commander", command)
    events = bot.call("GET", "/conversations/commander/tracker?include_events=ALL").json()["events"]
    assert [event["event"] for event in events].count("user") == 5
    assert [event["event"] for event in events].count("restart") == 0
    assert [event["event"] for event in events].count("session_started") == 1
    assert all(event["parse_data"]["intent"]["confidence"] < 0.99 for event in events if event["event"] == "user")


def test_messages_of_one_sender_are_handled_one_after_the_other(bot: Server) -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: bot.say("crowd", "hello"), range(16)))
    assert bot.slots("crowd")["count"] == 16
    assert time.monotonic() - began < 10, "waiting for a lock must not take a second each"


def test_the_page_gets_a_conversation_of_its_own(page: tuple[Server, Path]) -> None:
    server, folder = page
    mine, yours = session(server), session(server)
    assert mine != yours and len(mine) >= 43
    [message] = say(server, mine, "my back hurts")
    assert message["from"] == "assistant"
    assert message["custom"]["kind"] == "question"
    assert "recipient_id" not in message
    assert "Message 1." in say(server, yours, "hello")[0]["text"]
    assert "Message 2." in say(server, mine, "hello")[0]["text"]
    stored = sqlite3.connect(folder / "conversations.db").execute("SELECT sender_id FROM conversations").fetchall()
    assert ("web-" + hashlib.sha256(mine.encode()).hexdigest(),) in stored
    assert mine not in str(stored)


def test_history_gives_the_conversation_back(page: tuple[Server, Path]) -> None:
    server, _ = page
    token = session(server)
    assert server.call("GET", "/web/history", token=token).json() == {"messages": []}
    shown = say(server, token, "my back hurts")
    history = server.call("GET", "/web/history", token=token).json()["messages"]
    assert history == [{"from": "person", "text": "my back hurts"}, *shown]


@pytest.mark.parametrize("token", [None, "", "short", 5, "x" * 43, "ü" * 43, "x" * 5000])
def test_a_token_that_was_not_issued_opens_nothing(page: tuple[Server, Path], token: object) -> None:
    server, _ = page
    assert server.call("POST", MESSAGE, {"token": token, "text": "hello"}, token=None).status == 401
    if isinstance(token, str) and token.isascii():
        assert server.call("GET", "/web/history", token=token).status == 401


def test_after_deletion_nothing_is_left_and_the_token_is_worth_nothing(page: tuple[Server, Path]) -> None:
    server, folder = page
    token = session(server)
    say(server, token, "my back hurts like a zwiebelkanarie")
    assert say(server, token, "delete my data")[0]["text"] == "Everything is deleted."
    assert server.call("GET", "/web/history", token=token).status == 401
    assert server.call("POST", MESSAGE, {"token": token, "text": "hello"}, token=None).status == 401
    for file in folder.glob("conversations.db*"):
        assert b"zwiebelkanarie" not in file.read_bytes()


def test_words_come_with_the_emergency_number(page: tuple[Server, Path]) -> None:
    words = page[0].call("GET", "/web/words", token=None).json()
    assert words["emergency_number"] == "112"
    assert "{emergency_number}" in words["disclaimer"]


def test_who_asks_too_often_is_told_to_wait(tmp_path: Path) -> None:
    with serve(tmp_path, API_TOKEN="") as server:
        token = session(server)
        answers = [server.call("POST", MESSAGE, {"token": token, "text": "hello"}, token=None) for _ in range(14)]
        sessions = [server.call("POST", "/web/session", {}, token=None).status for _ in range(25)]
    assert [answer.status for answer in answers].count(429) >= 1
    assert next(a for a in answers if a.status == 429).headers["retry-after"] == "5"
    assert sessions.count(429) >= 1


def test_every_word_of_the_page_is_there() -> None:
    from channels.words import page as page_words

    web = Path(__file__).parents[2] / "web"
    script = "".join(file.read_text() for file in web.glob("*.js"))
    wanted = set(re.findall(r"\bwords\.(\w+)", script)) | set(
        re.findall(r'data-word="(\w+)"', (web / "index.html").read_text())
    )
    assert wanted - page_words().keys() == {"emergency_number"}
