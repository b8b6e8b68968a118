"""Records what every message says, whatever its intent: the mapping of the slot `findings` calls this."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import setting, slots_from, state_of, understood
from dialogue.heard import Heard
from dialogue.hearing import hear
from dialogue.in_context import answer_in_context
from dialogue.setting import reassess
from dialogue.state import State
from knowledge.model import Knowledge
from nlu.acts.judge import Acts
from nlu.acts.kinds import steers
from nlu.reading import ABSENT, QUESTION, FindingMention, Reading
from reasoning import units

_OF_WORDS = ("simpler", "rephrase", "repeat", "more_detail", "worried")
_SURE = 0.6  # of a "no" that only the classifier hears, which denies every symptom that was asked
ANSWER_OF = {"affirm": "yes", "deny": "no", "dont_know": "dont_know"}


def take_in(text: str, reading: Reading, acts: Acts, state: State, knowledge: Knowledge) -> Heard:
    """Record a message into the state, read in the light of the open question. The state is changed in place.

    "Start again. My legs are numb.": what the message tells is kept, what was noted before it is not.
    """
    if acts.lead == "start_over" and reading.mentions:
        state.start_over()
    asking = state.case.asking
    if asking is not None and "?" not in text:
        reading.mentions = sorted([*reading.mentions, *_asked_for(reading, asking, knowledge)], key=lambda m: m.start)
    reading.mentions = [m for m in reading.mentions if asking is None or not _of_the_test(m, asking, knowledge)]
    if acts.lead == "injection" and acts.confidence == 1.0:
        reading = Reading()
    else:
        asks_for = any(steers(act) and act != "resume" for act in acts.all)
        answered = answer_in_context(text, reading, state, knowledge, asks_for, acts.lead == "go_back")
        if answered is not None:
            return replace(hear(answered, state, knowledge, text=text), in_context=True)
    if "correct" in acts.all and "correction" not in reading.marks:
        reading.marks.append("correction")
    sure = acts.confidence >= _SURE or acts.lead != "deny" or asking is None or knowledge.tests(asking)
    if not reading.answers and acts.lead in ANSWER_OF and sure:
        reading.answers = [ANSWER_OF[acts.lead]]
    reading.mentions = [
        replace(m, modality=QUESTION) if any(a <= m.start < b for a, b in acts.asked) else m for m in reading.mentions
    ]
    if acts.lead in _OF_WORDS:  # "explain it, my English is small": a loose word of it tells no finding
        reading.mentions = [m for m in reading.mentions if not m.bare]
    return hear(reading, state, knowledge, steering=acts.steering, text=text)


def _asked_for(reading: Reading, asking: str, knowledge: Knowledge) -> list[FindingMention]:
    """Facts that the message alone does not bear out, and that answer the question: "thanks for asking: I am a bit confused"."""
    told = {m.finding for m in reading.mentions if m.is_fact}
    return [m for m in reading.doubted if knowledge.asks(asking, m.finding) and m.finding not in told]


def _of_the_test(m: FindingMention, asking: str, knowledge: Knowledge) -> bool:
    """What would be said of a pain, were one named, and is said of the test that was asked about: "yes, it hurt like hell" of a
    marrow test, "slightly off" of any."""
    return m.bare and knowledge.tests(asking) and (m.assertion == ABSENT or knowledge.group_of(asking) == "bone_marrow")


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
        heard = take_in(tracker.latest_message.get("text") or "", reading, acts, state, knowledge)
        reassess(state, knowledge)
        return [*slots_from(state), SlotSet("heard", asdict(heard))]
