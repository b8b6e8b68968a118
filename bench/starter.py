"""Rasa's starter project with our training data.

Configuration, endpoints and credentials are those that ``rasa init`` writes (DIET for understanding, TED and rules for
dialogue). Our training examples are taken as they are; every rule of ours becomes a rule that answers with a fixed
text, and three rules in a row a story, since TED learns from stories only. The starter therefore has less to do in a
turn than the assistant: no finding is noted, nothing is reasoned, no action is run.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

Document = dict[str, Any]


def make(ours: Path, template: Path, target: Path) -> None:
    """Write the project to `target`, from our project and the folder of files that ``rasa init`` copies."""
    if target.exists():
        shutil.rmtree(target)
    (target / "data").mkdir(parents=True)
    shutil.copytree(ours / "data" / "nlu", target / "data" / "nlu")
    for name in ("config.yml", "credentials.yml"):
        shutil.copy(template / name, target / name)
    intents = answered_intents(ours / "data" / "rules")
    write(target / "domain.yml", domain(intents))
    write(target / "data" / "rules.yml", rules(intents))
    write(target / "data" / "stories.yml", stories(intents))
    write(target / "endpoints.yml", {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "conversations.db"}})


def answered_intents(folder: Path) -> list[str]:
    """The intents that our rules begin with, in order."""
    found: list[str] = []
    for file in sorted(folder.glob("*.yml")):
        for rule in yaml.safe_load(file.read_text(encoding="utf-8")).get("rules", []):
            found += [step["intent"] for step in rule["steps"] if "intent" in step][:1]
    return list(dict.fromkeys(found))


def domain(intents: list[str]) -> Document:
    """A fixed answer for every intent."""
    answers = {f"utter_{intent}": [{"text": f"This answers what was understood as {intent}."}] for intent in intents}
    sessions = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}
    return {"version": "3.1", "intents": intents, "responses": answers, "session_config": sessions}


def rules(intents: list[str]) -> Document:
    """One rule an intent."""
    return {"version": "3.1", "rules": [{"rule": intent, "steps": _turn(intent)} for intent in intents]}


def stories(intents: list[str]) -> Document:
    """Three turns in a row, so that every intent is in three stories."""
    found = []
    for i in range(len(intents)):
        three = [intents[(i + k) % len(intents)] for k in range(3)]
        found.append({"story": " then ".join(three), "steps": [step for intent in three for step in _turn(intent)]})
    return {"version": "3.1", "stories": found}


def write(file: Path, content: Document) -> None:
    """Write a document as YAML."""
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def _turn(intent: str) -> list[Document]:
    return [{"intent": intent}, {"action": f"utter_{intent}"}]
