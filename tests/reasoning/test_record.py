"""Recording what one message said."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.model import Knowledge
from reasoning.mentions import Change, Mention
from reasoning.record import apply
from tests.reasoning.conftest import cases, known


def mention(raw: dict[str, Any]) -> Mention:
    return Mention(**{key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()})


@pytest.mark.parametrize("case", cases("record"))
def test_recording(case: dict[str, Any], k: Knowledge) -> None:
    before = case.get("before", {})
    recorded = apply(before, [mention(raw) for raw in case["said"]], case.get("asking"), k)
    assert {finding: recorded.findings.get(finding) for finding in case["after"]} == case["after"]
    assert [[doubt.kind, doubt.finding] for doubt in recorded.doubts] == case.get("doubts", [])


def test_changes_name_what_was_and_what_is(k: Knowledge) -> None:
    before = known("spinal_pain", marrow_plasma_cells=14)
    recorded = apply(before, [Mention("spinal_pain"), Mention("hemoglobin", value=98)], None, k)
    assert {change.finding: (change.before, change.after) for change in recorded.changes} == {
        "hemoglobin": (None, {"status": "present", "value": 98, "unit": "g/L"}),
        "anemia": (None, {"status": "present"}),
    }
    assert apply(before, [], None, k).changes == []
    corrected = apply(before, [Mention("marrow_plasma_cells", value=24)], None, k)
    assert corrected.changes == [
        Change(
            "marrow_plasma_cells", {"status": "present", "value": 14}, {"status": "present", "value": 24, "unit": "%"}
        )
    ]


def test_a_unit_doubt_offers_the_units(k: Knowledge) -> None:
    doubt = apply({}, [Mention("hemoglobin", value=6.1)], None, k).doubts[0]
    assert set(doubt.options) == {"g/L", "g/dL", "mmol/L"} and doubt.value == 6.1


def test_the_given_findings_stay_as_they_were(k: Knowledge) -> None:
    before = {"spinal_pain": {"status": "present", "sites": ["neck"]}}
    apply(before, [Mention("spinal_pain", sites=("hip",)), Mention("age", value=60)], None, k)
    assert before == {"spinal_pain": {"status": "present", "sites": ["neck"]}}


def test_an_unknown_finding_is_an_error(k: Knowledge) -> None:
    with pytest.raises(KeyError):
        apply({}, [Mention("horoscope")], None, k)
