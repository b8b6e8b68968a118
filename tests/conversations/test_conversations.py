"""Conversations as data: what a person says, and what must come of it. The format is told in FORMAT."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.talk import Talk
from tests.serving import Server

FORMAT = {
    "say": "the person's message; [piece, times] for a long one",
    "has": "patterns that the reply must match",
    "lacks": "patterns that it must not match",
    "kinds": "kinds of messages that the reply must hold",
    "findings": "finding to present, absent, unknown, a value such as '24 %', or none (not stored)",
    "only": "finding to status or value: exactly these are known, and no other",
    "asking": "the open question: an id, none, same (as before the message), other (another one)",
    "asked_at": "the question open after the message of this number (from 1) is open again",
    "picture": "of the assessment",
    "urgency": "of the assessment",
    "pillars": "of the assessment, only those to check",
    "differential": "of the assessment, all of it in any order",
    "assessment": "none: there is no assessment",
}
HERE = Path(__file__).parent


def conversations() -> list[Any]:
    """Every conversation of the files here, with its sentence as the test's name."""
    return [
        pytest.param(conversation, id=conversation["name"])
        for file in sorted(HERE.glob("*.yml"))
        for conversation in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def told(stored: dict[str, Any] | None) -> str:
    """A stored finding as the data files write it; the value where it has one and the test wants one."""
    if stored is None:
        return "none"
    return str(stored["status"])


def value_of(stored: dict[str, Any] | None) -> str:
    if stored is None or stored.get("value") is None:
        return "no value"
    value = stored["value"]
    shown = f"{value:g}" if isinstance(value, (int, float)) else str(value)
    return f"{shown} {stored.get('unit') or ''}".strip()


def agrees(stored: dict[str, Any] | None, want: str) -> bool:
    words = {"present", "absent", "unknown", "none"}
    return (told(stored) if want in words else value_of(stored)) == want


def follow(turn: dict[str, Any], talk: Talk, open_before: str | None, history: list[str | None]) -> None:
    """Everything that one turn of the data asks for."""
    for pattern in listed(turn.get("has", [])):
        assert re.search(pattern, talk.text, re.IGNORECASE | re.DOTALL), f"lacks {pattern!r}: {talk.text}"
    for pattern in listed(turn.get("lacks", [])):
        assert not re.search(pattern, talk.text, re.IGNORECASE | re.DOTALL), f"says {pattern!r}: {talk.text}"
    for kind in listed(turn.get("kinds", [])):
        assert talk.of_kind(kind), f"no message of kind {kind}: {talk.messages}"
    for finding, want in {**turn.get("findings", {}), **(turn.get("only") or {})}.items():
        assert agrees(talk.findings.get(finding), str(want)), f"{finding}: {talk.findings.get(finding)}, not {want}"
    if "only" in turn:
        assert set(talk.known()) == set(turn["only"] or {})
    if "asking" in turn:
        wanted = {"none": None, "same": open_before}.get(turn["asking"], turn["asking"])
        assert talk.asking != open_before if wanted == "other" else talk.asking == wanted
    if "asked_at" in turn:
        assert talk.asking == history[turn["asked_at"] - 1]
    for part in ("picture", "urgency"):
        if part in turn:
            assert talk.assessment.get(part) == turn[part]
    for pillar, status in turn.get("pillars", {}).items():
        assert talk.assessment["pillars"][pillar]["status"] == status
    if "differential" in turn:
        assert {d["condition"] for d in talk.assessment["differential"]} == set(turn["differential"])
    if "assessment" in turn:
        assert talk.slots["assessment"] is None


@pytest.mark.parametrize("conversation", conversations())
def test_conversation(conversation: dict[str, Any], assistant: Server) -> None:
    talk, history = Talk(assistant), list[str | None]()
    answered: set[str] = set()
    for turn in conversation["turns"]:
        open_before = talk.asking if history else None
        said = turn["say"]
        talk.say(said[0] * said[1] if isinstance(said, list) else said)
        follow(turn, talk, open_before, history)
        history.append(talk.asking)
        if open_before is not None and talk.asking not in (open_before, None):
            answered.add(open_before)
        if not conversation.get("goes_back"):
            assert talk.asking not in answered, f"asked again: {talk.asking}"


def test_the_files_hold_nothing_that_is_not_checked() -> None:
    every = [param.values[0] for param in conversations()]
    names = [conversation["name"] for conversation in every]
    assert len(names) == len(set(names)) >= 45
    for conversation in every:
        assert set(conversation) <= {"name", "turns", "goes_back"}
        assert any(set(turn) - {"say"} for turn in conversation["turns"]), conversation["name"]
        for turn in conversation["turns"]:
            assert "say" in turn and set(turn) <= set(FORMAT), turn
