"""What people say round a statement (greetings, worries, questions of what it means) changes nothing of what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.reading import ACTUAL, PROFILE
from nlu.understanding import reader

FILE = Path(__file__).resolve().parent / "surroundings.yml"
CASES: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def told(text: str) -> set[tuple[str, str, float | str | None]]:
    """What a message tells as real, with its values, age and sex aside."""
    mentions = reader().read(text).mentions
    return {(m.finding, m.assertion, m.value) for m in mentions if m.modality == ACTUAL and not m.bare and m.finding not in PROFILE}


@pytest.mark.parametrize("statement", CASES["statements"])
def test_a_statement_tells_the_same_whatever_surrounds_it(statement: str) -> None:
    alone = told(statement)
    assert alone
    changed = [around for around in CASES["around"] if told(around.format(statement)) != alone]
    assert changed == CASES["but_not"].get(statement, [])
