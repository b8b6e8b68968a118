"""The chat page's own channel.

The server issues the conversation's token: 256 random bits, kept by the browser for the tab only, of which the database
holds nothing but a hash. A token that was not issued, or whose conversation was deleted, is answered with 401.

``POST /web/session`` -> ``{"token"}``
``POST /web/message`` with ``{"token", "text"}`` -> ``{"messages": [...]}``
``GET /web/history`` with ``Authorization: Bearer <token>`` -> ``{"messages": [...]}``
``GET /web/summary?format=html|pdf|text|fhir`` with ``Authorization: Bearer <token>`` -> the summary as a file
``GET /web/words`` -> the words of the page
"""

from __future__ import annotations

import hashlib
import os
import secrets
from typing import Any, Protocol

from rasa.core.channels.channel import InputChannel
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import summaries, turns, words
from channels.limits import RateLimit

HISTORY_LIMIT = 200
"""How many of the latest messages the page gets back after a reload."""


class Conversations(Protocol):
    """What this channel needs of the tracker store."""

    async def open(self, sender_id: str) -> None:
        """Make room for a new conversation."""

    async def is_open(self, sender_id: str) -> bool:
        """Whether there is such a conversation."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Its tracker with the latest slots; None where nothing was said yet."""

    async def messages(self, sender_id: str, limit: int) -> list[dict[str, Any]]:
        """Its latest messages as Rasa's event dicts, oldest first."""


class WebChat(InputChannel):
    """The page's channel."""

    public = True
    """Open to everybody: it has its own tokens."""

    def __init__(self) -> None:
        self._sessions = RateLimit(burst=20, per_second=0.5)
        self._messages = RateLimit(burst=10, per_second=1.0)
        self._guesses = RateLimit(burst=60, per_second=2.0)

    @classmethod
    def name(cls) -> str:
        """The channel's name, as trackers keep it."""
        return "web"

    def url_prefix(self) -> str:
        """Where its routes are: outside Rasa's ``/webhooks``."""
        return "/web"

    def blueprint(self, on_new_message: turns.Handler) -> Blueprint:
        """The channel's routes."""
        routes = Blueprint("web", version=None)

        @routes.post("/session")
        async def session(request: Request) -> HTTPResponse:
            if not self._sessions.allows(_address(request)):
                return _too_fast()
            token = secrets.token_urlsafe(32)
            await _conversations(request).open(sender_of(token))
            return response.json({"token": token}, status=201)

        @routes.post("/message")
        async def message(request: Request) -> HTTPResponse:
            body = request.json if isinstance(request.json, dict) else {}
            sender, refusal = await self._sender(request, body.get("token"))
            if sender is None:
                return refusal
            messages = await turns.take(on_new_message, sender, body.get("text"), self.name())
            return response.json({"messages": [_shown(item) for item in messages]})

        @routes.get("/history")
        async def history(request: Request) -> HTTPResponse:
            sender, refusal = await self._sender(request, _bearer(request))
            if sender is None:
                return refusal
            events = await _conversations(request).messages(sender, HISTORY_LIMIT)
            return response.json({"messages": [_remembered(event) for event in events]})

        @routes.get("/summary")
        async def summary(request: Request) -> HTTPResponse:
            sender, refusal = await self._sender(request, _bearer(request))
            if sender is None:
                return refusal
            tracker = await _conversations(request).retrieve(sender)
            slots = tracker.current_slot_values() if tracker else {}
            return await summaries.answer(slots, request.args.get("format", ""), request.args.get("paper", "a4"))

        @routes.get("/words")
        async def page_words(_request: Request) -> HTTPResponse:
            number = os.environ.get("EMERGENCY_NUMBER", "")
            return response.json({**words.page(), "emergency_number": number}, headers={"cache-control": "no-cache"})

        return routes

    async def _sender(self, request: Request, token: object) -> tuple[str | None, HTTPResponse]:
        """The conversation of a token, or None with the response that refuses it."""
        if not self._guesses.allows(_address(request)):
            return None, _too_fast()
        if not isinstance(token, str) or not 40 <= len(token) <= 64:
            return None, _unknown()
        sender = sender_of(token)
        if not await _conversations(request).is_open(sender):
            return None, _unknown()
        if not self._messages.allows(sender):
            return None, _too_fast()
        return sender, response.empty()


def sender_of(token: str) -> str:
    """The conversation's id for a token: its SHA-256, so that a copy of the database opens no conversation."""
    return "web-" + hashlib.sha256(token.encode()).hexdigest()


def _conversations(request: Request) -> Conversations:
    store: Conversations = request.app.ctx.agent.tracker_store
    return store


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


def _address(request: Request) -> str:
    return request.remote_addr or request.ip


def _shown(message: turns.Message) -> turns.Message:
    return {"from": "assistant", **{key: value for key, value in message.items() if key != "recipient_id"}}


def _remembered(event: dict[str, Any]) -> turns.Message:
    if event["event"] == "user":
        return {"from": "person", "text": event.get("text") or ""}
    data = event.get("data") or {}
    kept = {key: data[key] for key in ("buttons", "image", "custom") if data.get(key)}
    return {"from": "assistant", "text": event.get("text") or "", **kept}


def _unknown() -> HTTPResponse:
    return response.json({"error": "unknown conversation"}, status=401)


def _too_fast() -> HTTPResponse:
    return response.json({"error": "too many requests"}, status=429, headers={"retry-after": "5"})
