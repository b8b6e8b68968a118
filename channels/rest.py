"""Rasa's REST channel for trusted back ends and tests, at ``POST /webhooks/rest/webhook``.

Same address and same JSON as Rasa's own. The caller must send the API token (checked by the server before it gets
here), a sender is required instead of everybody sharing one conversation, and input channel and metadata are not the
caller's.
"""

from __future__ import annotations

from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import turns

MAX_SENDER = 255
"""Characters that a sender id may have: the width of the database column."""


class GuardedRest(RestInput):
    """The REST channel."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and the last part of its address."""
        return "rest"

    def blueprint(self, on_new_message: turns.Handler) -> Blueprint:
        """The channel's routes."""
        routes = Blueprint("rest", version=None)

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            body = request.json
            if not isinstance(body, dict):
                return _refuse('send JSON of the form {"sender": "...", "message": "..."}')
            sender = body.get("sender")
            if not isinstance(sender, str) or not sender.strip() or len(sender) > MAX_SENDER or "\0" in sender:
                return _refuse(f"sender must be a text of 1 to {MAX_SENDER} characters")
            return response.json(await turns.take(on_new_message, sender, body.get("message"), self.name()))

        @routes.get("/")
        async def ready(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        return routes


def _refuse(error: str) -> HTTPResponse:
    return response.json({"error": error}, status=400)
