"""The actions as Rasa runs them: a message is heard, then answered, with a tracker of the SDK between."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Action
from rasa_sdk.executor import CollectingDispatcher

from actions import replies
from actions.hear import ActionHear
from knowledge.loader import load
from nlu.acts.asked import Question
from nlu.acts.judge import Acts
from nlu.reading import FindingMention, Reading
from reasoning.assess import assess
from tests.actions.conftest import applied, tracker
from tests.serving import ROOT

REPLIES = [made for made in vars(replies).values() if isinstance(made, type) and made.__module__ == replies.__name__]
SLOTS: dict[str, Any] = {"findings": None, "asking": None, "assessment": None, "conversation": None, "heard": None}


def turn(
    slots: dict[str, Any], action: type[Action], reading: Reading, acts: Acts
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The slots after a message was heard and answered, and what was said; all through JSON as over HTTP."""
    entities = [{"entity": "reading", "value": reading.as_dict()}, {"entity": "acts", "value": acts.as_dict()}]
    silent, dispatcher = CollectingDispatcher(), CollectingDispatcher()
    for run, to in ((ActionHear(), silent), (action(), dispatcher)):
        given = tracker(json.loads(json.dumps(slots)), json.loads(json.dumps(entities)), acts.lead)
        slots = applied(run.run(to, given, {}), slots)
    assert silent.messages == []
    return slots, dispatcher.messages


def told(*findings: str) -> Reading:
    return Reading(mentions=[FindingMention(finding, "present") for finding in findings])


def act(lead: str) -> Acts:
    return Acts(lead, 0.9, [(lead, 0.9)], [lead])


def test_a_message_is_recorded_assessed_and_answered_with_a_question() -> None:
    slots, said = turn(SLOTS, replies.ActionContinue, told("spinal_pain", "m_protein"), act("inform"))
    assert slots["findings"] == {"spinal_pain": {"status": "present"}, "m_protein": {"status": "present"}}
    assert slots["assessment"] == assess(slots["findings"], load())
    assert slots["asking"] == "red_flags"
    assert said[-1]["custom"] == {"kind": "question", "asking": "red_flags", "answer": "group"}
    assert slots["heard"] is None


@pytest.mark.parametrize("action", REPLIES)
def test_findings_are_recorded_whatever_action_replies(action: type[Action]) -> None:
    slots, said = turn(SLOTS, action, told("spinal_pain"), Acts("human", 0.9, [("human", 0.9)], ["human", "inform"]))
    assert slots["findings"] == {"spinal_pain": {"status": "present"}}
    assert said


def test_a_classified_answer_counts_where_the_words_were_not_known() -> None:
    slots, _ = turn(SLOTS, replies.ActionContinue, told("spinal_pain"), act("inform"))
    slots, _ = turn(slots, replies.ActionContinue, Reading(), act("deny"))
    assert slots["findings"]["limb_weakness"] == {"status": "absent"}


def test_code_in_a_message_is_not_read_for_findings() -> None:
    injected = Acts("injection", 1.0, [("injection", 1.0)], ["injection"])
    slots, said = turn(SLOTS, replies.ActionSmallTalk, told("m_protein"), injected)
    assert not slots["findings"] and slots["assessment"] is None
    assert load().words.replies["injection"] in said[0]["text"]


def test_a_question_of_the_document_is_answered_without_storing() -> None:
    asked = Acts("ask_document", 0.9, [], ["ask_document"], [Question("what?", [("fact:bence_jones_30_60", 0.9)])])
    slots, said = turn(SLOTS, replies.ActionAnswerQuestion, Reading(), asked)
    assert not slots["findings"]
    custom = said[0]["custom"]
    assert (custom["kind"], custom["facts"]) == ("answer", ["bence_jones_30_60"])
    assert "Bence Jones protein" in [marked["term"] for marked in custom["terms"]]


def test_confirmed_deletion_asks_the_store_to_erase_and_empties_the_slots() -> None:
    slots, _ = turn(SLOTS, replies.ActionContinue, told("spinal_pain"), act("inform"))
    slots, _ = turn(slots, replies.ActionForget, Reading(), act("delete_data"))
    assert slots["findings"] and "erase" not in slots
    slots, said = turn(slots, replies.ActionContinue, Reading(answers=["yes"]), act("affirm"))
    assert slots["erase"] is True
    assert not slots["findings"] and slots["assessment"] is None and slots["asking"] is None
    assert [message["text"] for message in said] == [load().words.replies["deleted"]]


def test_starting_over_empties_the_slots_without_erasing() -> None:
    slots, _ = turn(SLOTS, replies.ActionContinue, told("spinal_pain"), act("inform"))
    slots, _ = turn(slots, replies.ActionForget, Reading(), act("start_over"))
    assert not slots["findings"] and slots["assessment"] is None and "erase" not in slots


@pytest.mark.parametrize("action", REPLIES)
def test_an_action_only_sets_slots_and_then_waits_for_the_person(action: type[Action]) -> None:
    events = action().run(CollectingDispatcher(), tracker(SLOTS, [], "greet"), {})
    others = [event for event in events if event["event"] != "slot"]
    assert all(event == {"event": "followup", "timestamp": None, "name": "action_listen"} for event in others)


def test_every_action_of_the_domain_exists_and_no_other() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert sorted(domain["actions"]) == sorted([ActionHear().name(), *(made().name() for made in REPLIES)])


def test_every_intent_has_a_rule_and_every_rule_an_intent() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    ruled = [
        step["intent"]
        for file in (ROOT / "data" / "rules").glob("*.yml")
        for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]
        for step in rule["steps"]
        if "intent" in step
    ]
    assert sorted(ruled) == sorted(domain["intents"])


@pytest.mark.parametrize("folder", ["actions", "dialogue"])
def test_no_reply_text_in_python(folder: str) -> None:
    for file in Path(ROOT / folder).glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        documented = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
                wordy = len(node.value.split()) > 3 and not node.value.startswith("assess:")
                assert not wordy or file.name == "assess.py", f"{file.name}: {node.value!r}"
