"""Between Rasa's slots and the dialogue: read the state, write it back, speak."""

from __future__ import annotations

import os
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from dialogue.heard import Heard
from dialogue.messages import Turn
from dialogue.setting import Setting
from dialogue.state import State
from dialogue.terms import with_terms
from knowledge.loader import load
from nlu.acts.judge import Acts
from nlu.reading import Reading
from reasoning.mentions import Change, Doubt

NUMBER = "EMERGENCY_NUMBER"


def setting() -> Setting:
    """The knowledge, and the emergency number that the server's configuration set."""
    return Setting(load("en"), os.environ.get(NUMBER) or load("en").words.replies["emergency_number_default"])


def understood(tracker: Tracker) -> tuple[Reading, Acts]:
    """What the pipeline made of the last message; nothing where it came without a pipeline."""
    found = {e["entity"]: e["value"] for e in tracker.latest_message.get("entities", [])}
    intent = (tracker.latest_message.get("intent") or {}).get("name") or "inform"
    reading = Reading.from_dict(found["reading"]) if "reading" in found else Reading()
    acts = Acts.from_dict(found["acts"]) if "acts" in found else Acts(intent, 1.0, [], [intent])
    return reading, acts


def state_of(tracker: Tracker) -> State:
    """The conversation as the slots hold it."""
    return State.from_slots(tracker.slots)


def heard_of(tracker: Tracker) -> Heard:
    """What `action_hear` made of the last message."""
    data = dict(tracker.slots.get("heard") or {})
    data["changes"] = [Change(**c) for c in data.get("changes", ())]
    data["doubts"] = [Doubt(**{**d, "options": tuple(d.get("options") or ())}) for d in data.get("doubts", ())]
    return Heard(**data)


def slots_from(state: State) -> list[EventType]:
    """The slots that hold a state."""
    return [SlotSet(name, value) for name, value in state.to_slots().items()]


def utter(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Hand the messages of a reply to the channel."""
    for message in turn.messages:
        extra: dict[str, Any] = {}
        if message.buttons:
            extra["buttons"] = [{"title": title, "payload": payload} for title, payload in message.buttons]
        if custom := with_terms(message, setting().knowledge):
            extra["json_message"] = custom
        dispatcher.utter_message(text=message.text, **extra)
