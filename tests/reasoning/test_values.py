"""Values: reference ranges, units, bare numbers, impossible ones."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Knowledge
from knowledge.rules_schema import Limit
from reasoning.quantity import NotAQuantity, interval
from reasoning.units import ImpossibleValue, UnknownUnit, accepted, convert, infer_unit
from reasoning.values import derive, status_of
from tests.reasoning.conftest import cases, spread


@pytest.mark.parametrize("case", cases("values"))
def test_status_by_reference_range(case: dict[str, Any], k: Knowledge) -> None:
    person = spread(case.get("person", {}))
    assert status_of(case["finding"], case["value"], person, k, case.get("range"), case.get("flag")) == case["status"]


@pytest.mark.parametrize("case", cases("units"))
def test_conversion_to_the_kept_unit(case: dict[str, Any], k: Knowledge) -> None:
    kept = convert(case["value"], case["unit"], case["finding"], k)
    assert kept == case["kept"] if isinstance(kept, str) else kept == pytest.approx(case["kept"], rel=1e-3)


@pytest.mark.parametrize(
    ("finding", "value", "unit"),
    [
        ("hemoglobin", 9.8, "g/dL"),
        ("hemoglobin", 98, "g/L"),
        ("hemoglobin", 13.5, "g/dL"),
        ("hemoglobin", 6.1, None),
        ("calcium_raised", 12.1, "mg/dL"),
        ("calcium_raised", 9.4, "mg/dL"),
        ("calcium_raised", 2.9, "mmol/L"),
        ("calcium_raised", 4.9, None),
        ("total_protein_raised", 7.5, "g/dL"),
        ("total_protein_raised", 94, "g/L"),
        ("albumin_low", 3.1, "g/dL"),
        ("albumin_low", 31, "g/L"),
        ("globulin_raised", 5.1, "g/dL"),
        ("globulin_raised", 51, "g/L"),
        ("esr_raised", 96, "mm/h"),
        ("alp_raised", 210, "U/L"),
        ("marrow_plasma_cells", 14, "%"),
        ("marrow_plasma_cells", "8-10", "%"),
        ("age", 63, "years"),
    ],
)
def test_a_bare_number_takes_the_unit_that_fits_if_only_one_does(
    finding: str, value: Any, unit: str | None, k: Knowledge
) -> None:
    assert infer_unit(value, finding, k) == unit


@pytest.mark.parametrize(
    ("finding", "value"),
    [
        ("calcium_raised", 500),
        ("marrow_plasma_cells", 140),
        ("age", 900),
        ("hemoglobin", 2000),
        ("esr_raised", 950),
        ("marrow_plasma_cells", ">140"),
    ],
)
def test_impossible_values_are_refused(finding: str, value: Any, k: Knowledge) -> None:
    with pytest.raises(ImpossibleValue):
        infer_unit(value, finding, k)
    with pytest.raises(ImpossibleValue):
        convert(value, k.findings[finding].units[0], finding, k)


def test_a_foreign_unit_is_refused(k: Knowledge) -> None:
    with pytest.raises(UnknownUnit):
        convert(12, "mm/h", "calcium_raised", k)
    assert accepted("furlongs", k.findings["calcium_raised"]) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("8 to 10", "8-10"),
        ("8–10", "8-10"),
        (" 12 ", 12),
        ("≥8", ">=8"),
        ("< 5", "<5"),
        (14.0, 14),
        ("7.5-8", "7.5-8"),
    ],
)
def test_canonical_form(text: Any, kept: Any) -> None:
    assert interval(text).canonical() == kept


@pytest.mark.parametrize("text", ["ten", "", "8-", "10-8", True, None, float("nan"), float("inf"), [8], "9**9"])
def test_what_is_no_quantity_is_refused(text: Any) -> None:
    with pytest.raises(NotAQuantity):
        interval(text)


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0, 50), st.booleans())
def test_an_interval_keeps_a_limit_as_its_numbers_do(one: float, other: float, bound: float, strict: bool) -> None:
    low, high = sorted((round(one, 1), round(other, 1)))
    bound = round(bound, 1)
    limit = Limit(over=bound) if strict else Limit(at_least=bound)
    each = {interval(number).within(limit) for number in (low, (low + high) / 2, high)}
    assert interval(f"{low}-{high}").within(limit) is (each.pop() if len(each) == 1 else None)


def test_derive_reads_again_when_sex_and_age_become_known(k: Knowledge) -> None:
    findings = {"hemoglobin": {"status": "present", "value": 125}, "esr_raised": {"status": "unknown", "value": 25}}
    first = derive(findings, k)
    assert (first["anemia"]["status"], first["esr_raised"]["status"]) == ("unknown", "unknown")
    then = derive({**first, **spread({"sex": "male", "age": 70})}, k)
    assert (then["anemia"]["status"], then["esr_raised"]["status"]) == ("present", "present")
    corrected = derive({**then, **spread({"sex": "female"})}, k)
    assert (corrected["anemia"]["status"], corrected["esr_raised"]["status"]) == ("absent", "absent")


def test_derive_leaves_what_was_said(k: Knowledge) -> None:
    findings = {"hemoglobin": {"status": "present", "value": 90}, "anemia": {"status": "absent", "said": True}}
    assert derive(findings, k) == findings


def test_pint_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, reasoning.record, reasoning.interview, reasoning.wording; sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
