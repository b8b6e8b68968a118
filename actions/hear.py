"""Records what every message says, whatever its intent: the mapping of the slot `findings` calls this."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import setting, slots_from, state_of, understood
from dialogue.hearing import hear
from dialogue.setting import reassess
from nlu.reading import QUESTION, Reading
from reasoning import units

ANSWER_OF = {"affirm": "yes", "deny": "no", "dont_know": "dont_know"}


class ActionHear(Action):
    """Message to findings and assessment; the reply comes later, from the action that a rule picks."""

    def __init__(self) -> None:
        units.warm()  # the first conversion would otherwise wait for pint

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_hear"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Slots with the message recorded."""
        reading, acts = understood(tracker)
        state = state_of(tracker)
        knowledge = setting().knowledge
        if acts.lead == "injection" and acts.confidence == 1.0:
            reading = Reading()
        elif not reading.answers and acts.lead in ANSWER_OF:
            reading.answers = [ANSWER_OF[acts.lead]]
        reading.mentions = [
            replace(m, modality=QUESTION) if any(a <= m.start < b for a, b in acts.asked) else m
            for m in reading.mentions
        ]
        heard = hear(reading, state, knowledge, steering=acts.steering)
        reassess(state, knowledge)
        return [*slots_from(state), SlotSet("heard", asdict(heard))]
