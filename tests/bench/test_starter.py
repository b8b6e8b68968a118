from __future__ import annotations

from pathlib import Path

import yaml

from bench import starter
from bench.__main__ import table
from tests.serving import ROOT


def test_the_starter_learns_our_examples_and_answers_every_intent_of_our_rules(tmp_path: Path) -> None:
    template = tmp_path / "template"
    template.mkdir()
    for name in ("config.yml", "credentials.yml"):
        (template / name).write_text("# as rasa init writes it\n")
    starter.make(ROOT, template, tmp_path / "made")
    made = tmp_path / "made"
    ours = {file.name: file.read_bytes() for file in (ROOT / "data" / "nlu").glob("*.yml")}
    assert {file.name: file.read_bytes() for file in (made / "data" / "nlu").glob("*.yml")} == ours
    intents = set(starter.answered_intents(ROOT / "data" / "rules"))
    assert intents <= set(yaml.safe_load((ROOT / "domain.yml").read_text())["intents"])
    domain = yaml.safe_load((made / "domain.yml").read_text())
    assert set(domain["intents"]) == intents
    assert set(domain["responses"]) == {f"utter_{intent}" for intent in intents}
    rules = yaml.safe_load((made / "data" / "rules.yml").read_text())["rules"]
    assert {rule["steps"][0]["intent"] for rule in rules} == intents
    stories = yaml.safe_load((made / "data" / "stories.yml").read_text())["stories"]
    assert all(len(story["steps"]) == 6 for story in stories)


def test_the_messages_are_sixty() -> None:
    messages = (ROOT / "bench" / "messages.txt").read_text().splitlines()
    assert len(messages) == 60
    assert all(message.strip() for message in messages)


def test_the_table_has_both_and_their_ratio() -> None:
    figures = {"turn_ms_median": 10.0, "turn_ms_p95": 20.0, "first_answer_s": 5.0, "resident_mb": 200}
    text = table({"assistant": figures, "starter": {key: value * 4 for key, value in figures.items()}})
    assert len(text.splitlines()) == 5
    assert text.count("0.25") == 4
