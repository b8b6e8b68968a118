"""What must hold of the assessment of any findings at all."""

from __future__ import annotations

import importlib.util
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.loader import load
from knowledge.model import Knowledge
from reasoning.assess import assess, trace, verdict
from reasoning.compiled import compiled
from reasoning.counterfactual import RANK
from tests.reasoning.conftest import findings_of

ORACLE = Path(__file__).parent.parent / "eval" / "reference.py"
SUPPORTING = {
    "marrow": ["plasma_cells_increased", "plasma_cells_abnormal"],
    "bone": [
        "osteolytic_lesions",
        "skull_lesions",
        "diffuse_osteoporosis",
        "vertebral_compression_fracture",
        "pathological_fracture",
        "long_bone_lesion",
    ],
    "protein": ["m_protein", "bence_jones", "globulin_raised", "total_protein_raised", "urine_protein"],
}
ANY = findings_of(load())


def oracle() -> Any:
    """The independent reading of the contract that the evaluation uses."""
    spec = importlib.util.spec_from_file_location("contract_oracle", ORACLE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_total_and_well_formed(findings: dict[str, Any]) -> None:
    k = load()
    result = assess(findings, k)
    assert result["picture"] in ("typical", "partial", "possible", "unlike", "insufficient")
    assert result["urgency"] in ("emergency", "prompt", "routine")
    assert not {
        finding for finding in result["missing"] if findings.get(finding, {}).get("status") in ("present", "absent")
    }
    named = [name for pillar in result["pillars"].values() for name in pillar["because"]]
    named += [name for raised in result["differential"] for side in ("for", "against") for name in raised[side]]
    assert all(findings[name]["status"] in ("present", "absent") for name in named)


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_unknown_is_the_same_as_not_said(findings: dict[str, Any]) -> None:
    """Unknown never counts as absent: taking it away changes nothing."""
    k = load()
    said = {finding: stored for finding, stored in findings.items() if stored["status"] != "unknown"}
    assert verdict(findings, k) == verdict(said, k)


@given(ANY, st.sampled_from([(pillar, finding) for pillar, names in SUPPORTING.items() for finding in names]))
@settings(max_examples=300, deadline=None)
def test_a_supporting_finding_never_lowers_its_pillar(findings: dict[str, Any], added: tuple[str, str]) -> None:
    k = load()
    pillar, finding = added
    before = trace(findings, k).statuses[pillar]
    after = trace({**findings, finding: {"status": "present"}}, k).statuses[pillar]
    assert RANK[after] >= RANK[before]


@given(ANY, st.integers(0, 100), st.integers(0, 100))
@settings(max_examples=200, deadline=None)
def test_more_plasma_cells_never_lower_the_marrow(findings: dict[str, Any], one: int, other: int) -> None:
    k = load()
    less, more = (
        {**findings, "marrow_plasma_cells": {"status": "present", "value": share}} for share in sorted((one, other))
    )
    assert RANK[trace(less, k).statuses["marrow"]] <= RANK[trace(more, k).statuses["marrow"]]


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_diagrams_say_the_same_as_the_tables(findings: dict[str, Any]) -> None:
    k = load()
    model = compiled(k)
    read = model.verdict(model.setting(findings, unknown_stays=True))
    found = trace(findings, k)
    assert {pillar: read[pillar] for pillar in k.pillars} == found.statuses
    assert (read["picture"], read["urgency"]) == (found.picture.picture, found.urgency)
    assert [name for name in k.differential if read[name]] == [raised.condition for raised in found.differential]


@given(ANY)
@settings(max_examples=500, deadline=None)
def test_agrees_with_the_independent_oracle(findings: dict[str, Any]) -> None:
    """Single numbers only: on a range across classes the oracle takes the stricter of two fair readings."""
    k = load()
    points = {
        finding: stored
        for finding, stored in findings.items()
        if not isinstance(stored.get("value"), str) or finding == "sex"
    }
    ours, theirs = assess(points, k), oracle().assess(points)
    assert ours["picture"] == theirs["picture"] and ours["urgency"] == theirs["urgency"]
    assert {name: part["status"] for name, part in ours["pillars"].items()} == {
        name: part["status"] for name, part in theirs["pillars"].items()
    }
    assert sorted(raised["condition"] for raised in ours["differential"]) == theirs["differential"]


@pytest.mark.parametrize("pillar", ["marrow", "bone", "protein"])
def test_every_combination_of_a_pillars_findings(pillar: str, k: Knowledge) -> None:
    """Exhaustive: each finding missing, unknown, present or absent (a share: one of each class), against the oracle."""
    reference = oracle()
    names = k.pillars[pillar].findings
    options: list[list[dict[str, Any] | None]] = [
        [None, *({"status": "present", "value": share} for share in (3, 8, 10, 11))]
        if name == "marrow_plasma_cells"
        else [None, {"status": "present"}, {"status": "absent"}]
        for name in names
    ]
    for chosen in product(*options):
        findings = {name: stored for name, stored in zip(names, chosen, strict=True) if stored}
        assert trace(findings, k).statuses[pillar] == reference.assess(findings)["pillars"][pillar]["status"], findings
