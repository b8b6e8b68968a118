"""The assessment against the contract's tables, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.model import Knowledge
from reasoning.assess import assess, trace
from tests.reasoning.conftest import cases, known, spread


@pytest.mark.parametrize("case", cases("assessment"))
def test_assessment_follows_the_contract(case: dict[str, Any], k: Knowledge) -> None:
    result = assess(spread(case["findings"]), k)
    assert result["picture"] == case["picture"]
    assert [result["pillars"][pillar]["status"] for pillar in ("marrow", "bone", "protein")] == case["pillars"]
    assert result["urgency"] == case["urgency"]
    assert [raised["condition"] for raised in result["differential"]] == case["differential"]


@pytest.mark.parametrize("case", cases("marrow"))
def test_marrow_table(case: dict[str, Any], k: Knowledge) -> None:
    said = {
        finding: value
        for finding, value in (("marrow_plasma_cells", case["share"]), ("plasma_cells_increased", case["increased"]))
        if value is not None
    }
    found = [
        trace(spread({**said, "plasma_cells_abnormal": abnormal}), k).pillars["marrow"].status
        for abnormal in ("yes", "open", "no")
    ]
    assert found == case["statuses"]


def test_the_result_has_exactly_the_contract_keys(k: Knowledge) -> None:
    result = assess({}, k)
    assert list(result) == ["picture", "pillars", "urgency", "differential", "missing", "sources"]
    assert all(list(pillar) == ["status", "because"] for pillar in result["pillars"].values())


def test_because_names_what_the_status_rests_on(k: Knowledge) -> None:
    findings = known(
        "osteolytic_lesions", "reactive_bone", "globulin_raised", "plasma_cells_abnormal", marrow_plasma_cells=9
    )
    pillars = assess(findings, k)["pillars"]
    assert set(pillars["marrow"]["because"]) == {"marrow_plasma_cells", "plasma_cells_abnormal"}
    assert set(pillars["bone"]["because"]) == {"osteolytic_lesions", "reactive_bone"}
    assert pillars["protein"]["because"] == ["globulin_raised"]
    assert assess({}, k)["pillars"]["bone"]["because"] == []


def test_look_alikes_hold_the_persons_findings_for_and_against(k: Knowledge) -> None:
    findings = known("rheumatoid_arthritis", absent=("plasma_cells_abnormal", "known_cancer"), marrow_plasma_cells=9)
    reactive = assess(findings, k)["differential"][0]
    assert reactive == {
        "condition": "reactive_plasmacytosis",
        "for": ["rheumatoid_arthritis", "plasma_cells_abnormal", "marrow_plasma_cells"],
        "against": ["known_cancer"],
    }


def test_sources_are_facts_of_the_document(k: Knowledge) -> None:
    for findings in ({}, known("limb_weakness"), known("m_protein", "skull_lesions", marrow_plasma_cells=30)):
        sources = assess(findings, k)["sources"]
        assert sources and len(sources) == len(set(sources))
        assert all(source in k.facts for source in sources)


def test_trace_names_every_reason_of_the_urgency(k: Knowledge) -> None:
    found = trace(known("limb_weakness", "saddle_numbness", "radiating_pain"), k)
    assert [reason.row for reason in found.reasons] == ["weakness", "saddle"]
    assert all(reason.sources for reason in found.reasons)


def test_findings_are_not_changed(k: Knowledge) -> None:
    findings = known("spinal_pain", marrow_plasma_cells="5-9")
    before = {finding: dict(stored) for finding, stored in findings.items()}
    assess(findings, k)
    assert findings == before
