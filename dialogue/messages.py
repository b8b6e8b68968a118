"""The parts of a reply, before a channel sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """One message to the person: text, quick replies (title, text to send), and JSON for channels that show it."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    custom: dict[str, Any] | None = None


@dataclass
class Turn:
    """A whole reply. `erase` asks the store to delete the conversation; `fresh` starts it over.

    `missed`: the message, or a question in it, was not understood.
    """

    messages: list[Message] = field(default_factory=list)
    erase: bool = False
    fresh: bool = False
    missed: bool = False
