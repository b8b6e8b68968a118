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


def problems(turn: dict[str, Any], talk: Talk, history: list[str | None]) -> list[str]:
    """What one turn of the data asks for and did not come."""
    found, open_before = [], history[-1] if history else None
    for pattern in listed(turn.get("has", [])):
        if not re.search(pattern, talk.text, re.IGNORECASE | re.DOTALL):
            found.append(f"lacks {pattern!r}")
    for pattern in listed(turn.get("lacks", [])):
        if re.search(pattern, talk.text, re.IGNORECASE | re.DOTALL):
            found.append(f"says {pattern!r}")
    found += [f"no message of kind {kind}" for kind in listed(turn.get("kinds", [])) if not talk.of_kind(kind)]
    for finding, want in {**turn.get("findings", {}), **turn.get("only", {})}.items():
        if not agrees(talk.findings.get(finding), str(want)):
            found.append(f"{finding} is {talk.findings.get(finding)}, not {want}")
    if "only" in turn and (more := set(talk.known()) - set(turn["only"])):
        found.append(f"stored besides: {sorted(more)}")
    wanted = turn.get("asking", "any")
    if "asked_at" in turn:
        wanted = history[turn["asked_at"] - 1]
    elif wanted in ("none", "same"):
        wanted = {"none": None, "same": open_before}[wanted]
    if talk.asking == open_before if wanted == "other" else wanted not in ("any", talk.asking):
        found.append(f"asks {talk.asking}, not {wanted}")
    got = {
        "picture": talk.assessment.get("picture"),
        "urgency": talk.assessment.get("urgency"),
        "differential": sorted(d["condition"] for d in talk.assessment.get("differential", ())),
        "pillars": {
            n: p["status"] for n, p in talk.assessment.get("pillars", {}).items() if n in turn.get("pillars", {})
        },
        "assessment": "none" if talk.slots["assessment"] is None else "one",
    }
    for part in sorted(set(got) & set(turn)):
        want = sorted(turn[part]) if part == "differential" else turn[part]
        if got[part] != want:
            found.append(f"{part} is {got[part]}, not {want}")
    return found


@pytest.mark.parametrize("conversation", conversations())
def test_conversation(conversation: dict[str, Any], assistant: Server) -> None:
    talk, history, answered = Talk(assistant), list[str | None](), set[str]()
    for turn in conversation["turns"]:
        open_before = history[-1] if history else None
        said = turn["say"]
        talk.say(said[0] * said[1] if isinstance(said, list) else said)
        assert not problems(turn, talk, history), f"{str(said)[:200]!r} was answered: {talk.text}"
        history.append(talk.asking)
        if open_before is not None and talk.asking not in (open_before, None):
            answered.add(open_before)
        if not conversation.get("asks_again"):
            assert talk.asking not in answered, f"asked again: {talk.asking}"


def test_the_files_hold_nothing_that_is_not_checked() -> None:
    every = [param.values[0] for param in conversations()]
    names = [conversation["name"] for conversation in every]
    assert len(names) == len(set(names)) >= 45
    for conversation in every:
        assert set(conversation) <= {"name", "turns", "asks_again"}
        assert any(set(turn) - {"say"} for turn in conversation["turns"]), conversation["name"]
        for turn in conversation["turns"]:
            assert "say" in turn and set(turn) <= set(FORMAT), turn
