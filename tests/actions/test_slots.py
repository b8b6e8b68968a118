"""Between the slots and the dialogue: nothing is lost on the way through JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import heard_of, setting, slots_from, state_of, understood, utter
from dialogue.heard import Heard
from dialogue.messages import Message, Turn
from dialogue.state import Case, State
from knowledge.loader import load
from nlu.acts.asked import Question
from nlu.acts.judge import Acts
from nlu.reading import BareQuantity, FindingMention, Reading
from reasoning.mentions import Change, Doubt
from tests.actions.conftest import applied, tracker

FULL = State(
    case=Case(
        {"spinal_pain": {"status": "present"}}, "red_flags", ["red_flags"], [{"asking": "red_flags", "before": {}}]
    ),
    assessment={"picture": "possible"},
    subject="mum",
    sex="female",
    others={"self": Case({"age": {"status": "present", "value": 45}}, "imaging", ["imaging"], [])},
    topic="m_protein",
    facts=["bence_jones_30_60"],
    last_value="calcium_raised",
    undo={"fatigue": {}},
    go_on=True,
    level="detail",
    pending="delete",
    missed="red_flags",
    greeted=True,
    finished=True,
)


@pytest.mark.parametrize("state", [State(), FULL])
def test_a_state_comes_back_from_its_slots(state: State) -> None:
    through_json = json.loads(json.dumps(applied(slots_from(state))))
    assert state_of(tracker(through_json)) == state


def test_a_conversation_without_slots_is_a_fresh_state() -> None:
    assert state_of(tracker({})) == State()


def test_the_contracts_slots_are_those_of_the_person_spoken_of() -> None:
    slots = applied(slots_from(FULL))
    assert slots["findings"] == {"spinal_pain": {"status": "present"}}
    assert (slots["asking"], slots["assessment"]) == ("red_flags", {"picture": "possible"})


def test_what_was_heard_comes_back_from_its_slot() -> None:
    heard = Heard(
        changes=[Change("fatigue", None, {"status": "present"})],
        doubts=[Doubt("unit", "hemoglobin", 5.5, None, ("g/dL", "mmol/L"))],
        others=["known_cancer"],
        told=["fatigue"],
        settled=True,
        switched="mum",
    )
    assert heard_of(tracker({"heard": json.loads(json.dumps(asdict(heard)))})) == heard
    assert heard_of(tracker({})) == Heard()


def test_reading_and_acts_come_back_from_the_entities() -> None:
    reading = Reading(
        mentions=[
            FindingMention("calcium_raised", "present", value=2.9, unit="mmol/L", range=(2.1, None), sites=("rib",))
        ],
        quantities=[BareQuantity("8-10", "%", 3, 7)],
        answers=["yes"],
        subject="mum",
    )
    acts = Acts("summary", 0.8, [("summary", 0.8)], ["summary"], [Question("what?", [("fact:x", 0.5)], True)])
    entities = [{"entity": "reading", "value": reading.as_dict()}, {"entity": "acts", "value": acts.as_dict()}]
    got_reading, got_acts = understood(tracker({}, json.loads(json.dumps(entities)), "summary"))
    assert got_reading == reading
    assert asdict(got_acts) == {**asdict(acts), "ranking": [["summary", 0.8]]}


def test_a_message_without_a_pipeline_reads_as_nothing_with_its_intent() -> None:
    reading, acts = understood(tracker({}, [], "skip"))
    assert reading == Reading() and acts.lead == "skip"
    assert understood(tracker({}))[1].lead == "inform"


def test_a_message_goes_to_the_channel_with_its_buttons_and_json() -> None:
    dispatcher = CollectingDispatcher()
    utter(dispatcher, Turn([Message("a?", (("Yes", "yes!"),), {"kind": "question"}), Message("b")]))
    first, second = dispatcher.messages
    assert (first["text"], first["custom"]) == ("a?", {"kind": "question"})
    assert first["buttons"] == [{"title": "Yes", "payload": "yes!"}]
    assert second["text"] == "b" and not second["buttons"] and not second["custom"]


@pytest.mark.parametrize(("value", "number"), [("112", "112"), (None, None)])
def test_the_emergency_number_is_the_configured_one(
    value: str | None, number: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EMERGENCY_NUMBER", raising=False)
    if value is not None:
        monkeypatch.setenv("EMERGENCY_NUMBER", value)
    assert setting().emergency_number == (number or load("en").words.replies["emergency_number_default"])


def test_a_tracker_of_the_sdk_is_what_these_tests_use() -> None:
    given: Any = tracker({"asking": "age"})
    assert isinstance(given, Tracker) and given.get_slot("asking") == "age"
