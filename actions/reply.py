"""What every replying action does: state in, reply out, state back."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import heard_of, setting, slots_from, state_of, understood, utter
from dialogue.responding import respond
from dialogue.state import State
from review.collecting import collect


class Reply:
    """Replies to the leading act of a message. No `Action` itself: the SDK registers every subclass of that."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """The reply, and the slots after it."""
        _, acts = understood(tracker)
        state = state_of(tracker)
        typed = tracker.latest_message.get("text") or ""
        turn = respond(acts.lead, acts, heard_of(tracker), state, setting(), typed)
        if turn.missed:
            collect(typed)
        utter(dispatcher, turn)
        if turn.erase:
            return [SlotSet("erase", True), *slots_from(State())]
        # saying what follows saves asking the policies once more
        return [*slots_from(State() if turn.fresh else state), SlotSet("heard", None), FollowupAction("action_listen")]
