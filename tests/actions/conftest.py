"""Trackers as the SDK gives them to actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType


def tracker(slots: Mapping[str, Any], entities: Iterable[Any] = (), intent: str | None = None) -> Tracker:
    """A tracker with slots, whose last message has entities and an intent."""
    message: dict[str, Any] = {"text": "a message", "entities": list(entities)}
    if intent is not None:
        message["intent"] = {"name": intent, "confidence": 0.9}
    return Tracker("somebody", dict(slots), message, [], False, None, {}, None)


def applied(events: Iterable[EventType], slots: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Slots after the events that an action returned."""
    changes = [event for event in events if event["event"] == "slot"]
    return {**(slots or {}), **{event["name"]: event["value"] for event in changes}}
