"""One turn, whatever the channel: clean the text, hand it to the assistant, collect the answer, survive a failure."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels import words
from server import logs

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 4000
"""A longer message is answered with the reply ``too_long`` and not processed, not even in part."""

REPLIES = ("internal_error", "too_long", "not_text")
"""The keys in ``replies.yml`` of what is said here."""

TURN_SECONDS = 30.0
"""A turn that takes longer is given up."""

Handler = Callable[[UserMessage], Awaitable[Any]]
Message = dict[str, Any]

_INTENT_MARK = re.compile(r"^[\s/]+")
_PAYLOAD = re.compile(r"^([^\s{@]+)(?:@[\d.]*)?\s*\{.*\}?\s*$", re.DOTALL)


class TurnCollector(CollectingOutputChannel):
    """Collects the assistant's messages, each whole: text, buttons and custom JSON of one message stay together."""

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Keep one message; parts that are empty are left out."""
        parts = ("text", "buttons", "image", "attachment", "custom")
        kept = {part: message[part] for part in parts if message.get(part)}
        if kept.get("attachment") == kept.get("image"):
            kept.pop("attachment", None)
        if kept:
            self.messages.append({"recipient_id": recipient_id, **kept})


def plain(text: str) -> str:
    """`text` as Rasa may see it: never something that it would execute.

    Rasa executes a message that begins with a slash as a command: ``/restart``, ``/inform{"slot": 1}``. The slash and a
    payload behind it are cut; what is left is read like any other text. NUL characters, which databases refuse, are
    cut.
    """
    text = text.replace("\0", "").strip()
    if not text.startswith("/"):
        return text
    text = _INTENT_MARK.sub("", text)
    command = _PAYLOAD.match(text)
    return command.group(1) if command else text


async def take(handler: Handler, sender: str, text: object, channel: str) -> list[Message]:
    """Hand one message to the assistant and return what it answers.

    A message that is no text, empty or too long gets a reply that says so, without reaching the assistant. A turn that
    fails gets the reply ``internal_error``; the log has its id, and the conversation is as it was before.
    """
    if not isinstance(text, str) or not (cleaned := plain(text)):
        return [_say(sender, "not_text")]
    if len(text) > MAX_CHARACTERS:
        return [_say(sender, "too_long")]
    collector = TurnCollector()
    try:
        message = UserMessage(cleaned, collector, sender, input_channel=channel)
        await asyncio.wait_for(handler(message), TURN_SECONDS)
    except Exception as error:  # whatever went wrong, the person gets an answer
        logs.report(logger, "a turn failed", error)
        return [_say(sender, "internal_error")]
    return collector.messages


def _say(sender: str, key: str) -> Message:
    return {"recipient_id": sender, "text": words.reply(key)}
