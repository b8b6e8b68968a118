"""Shared by the tests of the summary: findings made up with values and places, and a summary of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from knowledge.loader import load
from knowledge.model import Knowledge
from summary.content import build
from summary.model import Level, Summary
from tests.reasoning.conftest import findings_of, known

DATE = "2026-11-22T10:00:00Z"
FREE = st.text(st.characters(), max_size=80)
VALUES = {
    "calcium_raised": [2.2, 2.6, 2.61, 3.4, "2.5-2.7", ">3"],
    "esr_raised": [5, 18, 25, 90, "<20"],
    "albumin_low": [28, 35, 44],
    "alp_raised": [80, 400],
    "total_protein_raised": [70, 81],
    "globulin_raised": [30, 52],
}
Findings = dict[str, dict[str, Any]]


@st.composite
def any_findings(draw: st.DrawFn) -> Findings:
    """Any findings object, some with values, a report's own range, an explicit status or places in free text."""
    found = {finding: dict(stored) for finding, stored in draw(findings_of(load())).items()}
    for finding in draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True)):
        stored: dict[str, Any] = {"status": draw(st.sampled_from(["present", "absent", "unknown"]))}
        stored |= {"value": draw(st.sampled_from(VALUES[finding])), "unit": load().findings[finding].measure}
        if draw(st.booleans()):
            stored["range"] = draw(st.sampled_from([[2, 3], [None, 30], [20, None]]))
        if draw(st.booleans()):
            stored["said"] = True
        found[finding] = stored
    for finding in ("spinal_pain", "bone_pain", "osteolytic_lesions"):
        if finding in found and draw(st.booleans()):
            found[finding]["sites"] = draw(st.lists(FREE, max_size=3))
    return found


def summary_of(findings: Findings, level: Level = "plain", number: str = "112") -> Summary:
    return build(findings, None, load(), level, date=DATE, number=number)


def parts(value: Any) -> Iterator[Any]:
    """Every object inside a summary, itself included."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif hasattr(value, "__dataclass_fields__"):
        yield value
        for name in value.__dataclass_fields__:
            yield from parts(getattr(value, name))


@pytest.fixture(scope="session")
def k() -> Knowledge:
    return load()


@pytest.fixture
def typical() -> Findings:
    """A person with much to say: values, a place, several look-alikes."""
    found = known(
        "m_protein",
        "skull_lesions",
        "spinal_pain",
        "anemia",
        absent=("weight_loss", "rheumatoid_arthritis"),
        unknown=("bence_jones",),
        marrow_plasma_cells="8-10",
        hemoglobin=101,
        sex="female",
        age=63,
    )
    found["spinal_pain"]["sites"] = ["lower back"]
    found["calcium_raised"] = {"status": "present", "value": 2.9, "unit": "mmol/L"}
    found["esr_raised"] = {"status": "absent", "value": 10, "unit": "mm/h"}
    return found
