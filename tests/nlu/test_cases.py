"""Messages and what the assistant makes of them; the cases are data, each named by what holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogue.hearing import hear
from dialogue.state import State
from knowledge.loader import load
from nlu.understanding import reader

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KNOWN = ("present", "absent")


def told(text: str) -> tuple[dict[str, Any], str]:
    state = State()
    hear(reader().read(text), state, load("en"))
    return {f: v for f, v in state.case.findings.items() if v.get("status") in KNOWN}, state.subject


@pytest.mark.parametrize("case", CASES)
def test_a_message_stores_what_it_tells_and_nothing_else(case: dict[str, Any]) -> None:
    findings, subject = told(case["text"])
    assert set(findings) == set(case["expect"])
    for finding, wanted in case["expect"].items():
        assert wanted in (findings[finding]["status"], findings[finding].get("value"))
    assert subject == case.get("subject", subject)


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.values[0]["name"] for case in CASES]
    assert len(set(names)) == len(names)
