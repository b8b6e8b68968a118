"""What was not understood may be kept for review; what was understood never is."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.hear import ActionHear
from actions.replies import ActionContinue
from nlu.acts.judge import Acts
from nlu.reading import FindingMention, Reading
from review.collecting import collected
from tests.actions.conftest import applied, tracker


def _say(reading: Reading) -> None:
    acts = Acts("inform", 0.9, [("inform", 0.9)], ["inform"])
    entities = [{"entity": "reading", "value": reading.as_dict()}, {"entity": "acts", "value": acts.as_dict()}]
    slots = applied(ActionHear().run(CollectingDispatcher(), tracker({}, entities, "inform"), {}))
    ActionContinue().run(CollectingDispatcher(), tracker(slots, entities, "inform"), {})


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLLECT_FILE", str(tmp_path / "kept.jsonl"))
    return tmp_path / "kept.jsonl"


def test_a_message_that_nothing_was_made_of_is_kept(file: Path) -> None:
    _say(Reading())
    assert [line["text"] for line in collected(file)] == ["a message"]


def test_a_message_that_was_understood_is_not_kept(file: Path) -> None:
    _say(Reading(mentions=[FindingMention("spinal_pain", "present")]))
    assert collected(file) == []
