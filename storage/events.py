"""Events from their stored form."""

from __future__ import annotations

from functools import cache
from typing import Any

from rasa.shared.core.events import Event


@cache
def _class_of(type_name: str) -> type[Event] | None:
    found: type[Event] | None = Event.resolve_by_type(type_name)
    return found


def event_from(stored: dict[str, Any]) -> Event:
    """The event of a dict that `Event.as_dict` or an action made; raises ValueError for an unknown type.

    Rasa's own reader walks all event classes for every event; this one looks each type up once.
    """
    event_class = _class_of(stored["event"])
    event = event_class._from_parameters(stored) if event_class else None
    if event is None:
        raise ValueError(f"An event of type {stored['event']!r} cannot be read.")
    return event
