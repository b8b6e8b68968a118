"""Two actions in the shape of the real ones: one notes what was said, one answers."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

Events = list[dict[str, Any]]


class Note(Action):
    """Keeps the latest text and counts messages, on every message."""

    def name(self) -> str:
        return "action_note"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        text = tracker.latest_message.get("text")
        return [SlotSet("last_text", text), SlotSet("count", (tracker.get_slot("count") or 0) + 1)]


class Reply(Action):
    """Answers by intent."""

    def name(self) -> str:
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        intent = tracker.get_intent_of_latest_message()
        if intent == "crash":
            raise KeyError(tracker.latest_message.get("text"))
        if intent == "erase_me":
            dispatcher.utter_message(text="Everything is deleted.")
            return [SlotSet("erase", True)]
        if intent == "restart_talk":
            dispatcher.utter_message(text="Starting over.")
            return [AllSlotsReset()]
        if intent == "pain":
            buttons = [{"title": title, "payload": title} for title in ("Yes", "No", "I don't know")]
            dispatcher.utter_message(
                text="Noted: **back pain**.\n\nIs it there all the time?",
                buttons=buttons,
                json_message={"kind": "question", "about": "pain_persistent"},
            )
            return [SlotSet("findings", {"spinal_pain": {"status": "present"}})]
        if intent == "urgent":
            dispatcher.utter_message(
                text="**Call an ambulance now.**\nThis needs help at once.", json_message={"kind": "urgent"}
            )
            return []
        dispatcher.utter_message(text=f"Hello! Message {tracker.get_slot('count')}.")
        return []
