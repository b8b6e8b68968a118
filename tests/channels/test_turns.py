from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from channels import turns, words
from channels.limits import RateLimit


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("my back hurts", "my back hurts"),
        ("  my back hurts \n", "my back hurts"),
        ("/restart", "restart"),
        ("  /restart", "restart"),
        ("\n\t /restart", "restart"),
        ("//restart", "restart"),
        ("/ / restart", "restart"),
        ('/inform{"m_protein": "present"}', "inform"),
        ('/inform@0.9{"m_protein": "present"}', "inform"),
        ('/inform {"m_protein":\n "present"}', "inform"),
        ("/inform{", "inform"),
        ("/session_start", "session_start"),
        ("24/7 pain", "24/7 pain"),
        ("and/or", "and/or"),
        ("/", ""),
        ("///  /", ""),
        ("a\0b", "ab"),
        ("\0/restart", "restart"),
        ('a {"b": 1}', 'a {"b": 1}'),
    ],
)
def test_no_text_reaches_rasa_as_a_command(typed: str, read: str) -> None:
    assert turns.plain(typed) == read


@given(st.text(alphabet=st.sampled_from('/ \n\t\u2003\x1f\0{}a@"1'), max_size=20))
def test_whatever_is_typed_never_begins_with_a_slash(text: str) -> None:
    assert not (UserMessage(turns.plain(text)).text or "").startswith("/")


def take(text: object, handler: turns.Handler) -> list[dict[str, Any]]:
    return asyncio.run(turns.take(handler, "me", text, "rest"))


async def never(_message: UserMessage) -> None:
    raise AssertionError("must not reach the assistant")


@pytest.mark.parametrize("text", [None, 5, 1.5, True, [], {}, ["a"], {"text": "a"}, "", "   ", "/", "\0"])
def test_what_is_no_text_gets_a_kind_answer(text: object) -> None:
    assert take(text, never) == [{"recipient_id": "me", "text": words.reply("not_text")}]


def test_what_is_too_long_is_not_used_in_part() -> None:
    assert take("a" * 4001, never) == [{"recipient_id": "me", "text": words.reply("too_long")}]


def test_what_is_just_short_enough_is_used() -> None:
    seen = []

    async def note(message: UserMessage) -> None:
        seen.append(message.text)

    assert take("a" * 4000, note) == []
    assert seen == ["a" * 4000]


def test_a_turn_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN_SECONDS", 0.01)

    async def slow(_message: UserMessage) -> None:
        await asyncio.sleep(5)

    assert take("hello", slow)[0]["text"] == words.reply("internal_error")


def test_what_was_said_before_a_failure_is_not_shown() -> None:
    async def half(message: UserMessage) -> None:
        await message.output_channel.send_response("me", {"text": "Noted."})
        raise RuntimeError("then it broke")

    assert [message["text"] for message in take("hello", half)] == [words.reply("internal_error")]


def test_a_message_stays_one_message() -> None:
    said = {"text": "One.\n\nTwo.", "buttons": [{"title": "Yes"}], "custom": {"kind": "question"}, "elements": None}

    async def answer(message: UserMessage) -> None:
        await message.output_channel.send_response("me", dict(said))
        await message.output_channel.send_response("me", {"text": None, "custom": {}})

    del said["elements"]
    assert take("hello", answer) == [{"recipient_id": "me", **said}]


def test_a_burst_is_allowed_and_then_a_steady_rate() -> None:
    now = [0.0]
    limit = RateLimit(burst=3, per_second=0.5, clock=lambda: now[0])
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    assert limit.allows("b")
    now[0] = 1.9
    assert not limit.allows("a")
    now[0] = 2.1
    assert [limit.allows("a") for _ in range(2)] == [True, False]


def test_a_rate_limit_forgets_who_has_not_asked_for_long() -> None:
    now = [0.0]
    limit = RateLimit(burst=1, per_second=1.0, clock=lambda: now[0])
    for number in range(10_001):
        limit.allows(str(number))
    now[0] = 10.0
    limit.allows("one more")
    assert len(limit._buckets) == 1
