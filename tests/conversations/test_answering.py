"""Ways to answer each kind of question: what must be noted, and that the question is not put again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.loader import load
from tests.conversations.talk import Talk
from tests.conversations.test_conversations import agrees
from tests.serving import Server

HERE = Path(__file__).parent / "answering"
BEFORE: dict[str, list[str]] = yaml.safe_load((HERE / "before.yml").read_text(encoding="utf-8"))
WAYS = {
    question: rows
    for file in ("groups", "single")
    for question, rows in yaml.safe_load((HERE / f"{file}.yml").read_text(encoding="utf-8")).items()
}


def wrong(row: dict[str, Any], question: str, talk: Talk, before: dict[str, Any]) -> list[str]:
    """What one way of answering asks for and did not come."""
    knowledge = load()
    wanted = {finding: want for finding, want in row.items() if finding not in ("say", "rest")}
    if "rest" in row:
        rest = "none" if row["rest"] == "open" else row["rest"]
        for member in knowledge.groups[question].members:
            measured = knowledge.findings[member].kind != "boolean" and rest == "absent"
            if member not in wanted and member not in before and not measured:
                wanted[member] = rest
    found = [
        f"{finding} is {talk.findings.get(finding)}, not {want}"
        for finding, want in wanted.items()
        if not agrees(talk.findings.get(finding), want)
    ]
    present = {finding for finding, told in talk.findings.items() if told["status"] == "present"}
    found += [f"{finding} was not said" for finding in present - set(wanted) - set(before)]
    return found + [f"{question} is asked again"] * (talk.asking == question)


@pytest.mark.parametrize("question", WAYS)
def test_every_way_of_answering_is_understood(question: str, assistant: Server) -> None:
    problems = []
    for row in WAYS[question]:
        talk = Talk(assistant)
        for said in BEFORE[question]:
            talk.say(said)
        assert talk.asking == question
        before = dict(talk.findings)
        talk.say(row["say"])
        if found := wrong(row, question, talk, before):
            problems.append(f"{row['say']!r}: {'; '.join(found)}; the reply: {talk.text[:200]}")
    assert not problems, "\n".join(problems)
