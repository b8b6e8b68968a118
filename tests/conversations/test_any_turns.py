"""Random conversations: whatever is typed in whatever order, what must hold after every turn holds (see `talk.py`)."""

from __future__ import annotations

import json
import random
import re
import time

import pytest
import yaml

from tests.conversations.talk import Talk
from tests.eval import answers
from tests.serving import ROOT, Server

TURNS = 30
PATIENCE = 5.0  # a person waits no longer for a reply
CONTROLS = [
    "skip", "back", "why?", "repeat that", "what have you noted?", "summary", "that's all I know", "start over",
    "delete my data", "no", "yes", "none of those", "I don't know", "nothing else", "never had any tests", "go on",
    "sorry, 24 percent", "scratch that", "12", "about me again", "it's about my mum now", "more detail", "simpler",
    "hi", "bye", "😀", "???", "/restart", "", "   ", "{{x}}", "\u202etxet", "no no no", "calcium 500", "ESR 90 or so",
]  # fmt: skip


def examples() -> list[str]:
    """Every example of the training data."""
    lines = []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for intent in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines += re.findall(r"^- (.+)$", intent["examples"], re.MULTILINE)
    return lines


def messages(rng: random.Random) -> list[str]:
    """What a restless person types: training examples, findings, controls, two of them at once, a word of a message."""
    patient = {"age": {"status": "present", "value": 66}, "sex": {"status": "present", "value": "female"}}
    findings = [finding for ids in answers.MEMBERS.values() for finding in ids if finding in answers.SAY]
    said = []
    for _ in range(TURNS):
        finding = rng.choice(findings)
        told = rng.choice([text for texts in answers.SAY[finding] for text in texts])
        told = told.format(v=rng.choice(["9", "24 %", "2.9 mmol/L", "110 g/L"]), **answers.speaker(patient))
        kinds = [rng.choice(examples()), told, rng.choice(CONTROLS)]
        pick = rng.choice([*kinds, *kinds, " ".join(rng.sample(kinds, 2)), rng.choice(kinds)[: rng.randint(1, 30)]])
        said.append(pick)
    return said


@pytest.mark.parametrize("seed", range(5))
def test_no_turn_goes_wrong(assistant: Server, seed: int) -> None:
    talk = Talk(assistant)
    for text in messages(random.Random(seed)):
        began = time.monotonic()
        talk.say(text)
        assert time.monotonic() - began < PATIENCE, f"no reply in time to {text!r}"
        assert json.loads(json.dumps(talk.slots)) == talk.slots
    assert assistant.log().count("Traceback") == 0
