"""Answers as people type them, each beside the question that was asked (answers.yml): what is stored of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dialogue.hearing import hear
from dialogue.in_context import answer_in_context
from knowledge.model import Knowledge
from nlu.understanding import reader
from tests.dialogue.conftest import state

_ROWS = yaml.safe_load((Path(__file__).parent / "answers.yml").read_text(encoding="utf-8"))
CASES = [(asked, told, text) for asked, rows in _ROWS.items() for told, texts in rows.items() for text in texts]
_ALL = {"all no": "absent", "all open": "unknown", "the rest no": "absent", "the rest open": "unknown"}


def _wanted(asked: str, told: str, k: Knowledge) -> dict[str, str]:
    """Statuses by finding: "spinal_pain, no fatigue", "all no", "limb_weakness, the rest no"."""
    members = k.groups[asked].members if asked in k.groups else [asked]
    wanted: dict[str, str] = {}
    for part in told.split(", "):
        if part in _ALL:
            statable = [m for m in members if k.findings[m].kind == "boolean" or _ALL[part] == "unknown"]
            wanted |= {m: _ALL[part] for m in statable if m not in wanted}
        else:
            wanted[part.removeprefix("no ")] = "absent" if part.startswith("no ") else "present"
    return wanted


@pytest.mark.parametrize(("asked", "told", "text"), CASES)
def test_an_answer_stores_what_it_tells_beside_its_question(asked: str, told: str, text: str, k: Knowledge) -> None:
    talk = state(k, asking=asked)
    reading = reader().read(text)
    hear(answer_in_context(text, reading, talk, k) or reading, talk, k, text=text)
    wanted = _wanted(asked, told, k)
    stored = {finding: entry["status"] for finding, entry in talk.case.findings.items()}
    assert {finding: stored.get(finding) for finding in wanted} == wanted
    invented = {f for f, status in stored.items() if f not in wanted and status == "present"}
    assert not invented


def test_the_illness_of_the_person_spoken_of_is_theirs(k: Knowledge) -> None:
    talk = state(k, subject="mum", sex="female", findings={"sex": "female"}, asking="history")
    text = "my mum has osteoporosis"
    read = reader().read(text)
    hear(answer_in_context(text, read, talk, k) or read, talk, k, text=text)
    assert talk.case.findings["known_osteoporosis"]["status"] == "present"
