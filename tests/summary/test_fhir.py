"""The FHIR face: valid R4 by two libraries, complete, without identity, and coded only where we are sure."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B import bundle as r4b
from fhirclient.models import bundle as r4
from hypothesis import given, settings

from knowledge.loader import load
from knowledge.model import Knowledge
from summary.fhir import ANSWERS, InvalidBundle, fhir
from tests.knowledge.test_words import DISCLAIMER
from tests.summary.conftest import Findings, any_findings, known, summary_of


def bundle_of(findings: Findings) -> dict[str, Any]:
    numbers = count(1)
    return fhir(summary_of(findings), findings, load(), lambda: str(UUID(int=next(numbers))))


def resources(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def items(response: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """All answered items of a response by linkId."""
    return {item["linkId"]: item for group in response["item"] for item in group.get("item", ())}


def observation(findings: Findings) -> dict[str, Any]:
    [found] = resources(bundle_of(findings), "Observation")
    return found


@given(any_findings())
@settings(max_examples=80, deadline=None)
def test_any_findings_make_a_bundle_that_validates_and_comes_back_the_same(findings: Findings) -> None:
    bundle = bundle_of(findings)
    again = json.loads(json.dumps(bundle))
    assert r4.Bundle(again).as_json() == bundle
    r4b.Bundle.parse_obj(again)  # the same four resources in 4.3.0, checked with patterns of ids, codes and dates


@given(any_findings())
@settings(max_examples=80, deadline=None)
def test_all_that_was_told_is_answered_also_what_is_not_known(findings: Findings) -> None:
    k = load()
    [response] = resources(bundle_of(findings), "QuestionnaireResponse")
    answered = items(response)
    assert set(answered) == set(findings)
    for finding, stored in findings.items():
        [answer] = answered[finding]["answer"]
        code = answer.get("valueCoding", {}).get("code")
        if stored["status"] != "present" or k.findings[finding].kind == "boolean":
            assert code == ANSWERS[stored["status"]][0]
    assert response["status"] == "in-progress"
    assert DISCLAIMER.search(response["item"][0]["text"]) and DISCLAIMER.search(response["text"]["div"])


@given(any_findings())
@settings(max_examples=80, deadline=None)
def test_observations_are_preliminary_noted_and_about_a_person_without_identity(findings: Findings) -> None:
    bundle = bundle_of(findings)
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(urls) == len(set(urls))
    [patient] = resources(bundle, "Patient")
    assert set(patient) == {"resourceType", "gender"}
    for one in resources(bundle, "Observation"):
        assert one["status"] == "preliminary"
        assert DISCLAIMER.search(one["note"][0]["text"])
        assert one["subject"]["reference"] in urls and one["derivedFrom"][0]["reference"] in urls
        assert not {"effectiveDateTime", "performer", "encounter"} & set(one)


def test_a_value_has_its_code_unit_interpretation_and_range() -> None:
    one = observation({"calcium_raised": {"status": "present", "value": 2.9, "unit": "mmol/L"}})
    assert one["code"]["coding"][0] == {
        "system": "http://loinc.org",
        "code": "2000-8",
        "display": "Calcium [Moles/volume] in Serum or Plasma",
    }
    quantity = {"value": 2.9, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}
    assert one["valueQuantity"] == quantity
    assert one["interpretation"][0]["coding"][0]["code"] == "H"
    assert one["referenceRange"][0]["high"] == {**quantity, "value": 2.6}


def test_a_value_under_an_upper_limit_is_not_called_normal() -> None:
    assert "interpretation" not in observation({"calcium_raised": {"status": "absent", "value": 1.6}})


def test_bounds_and_ranges_keep_what_was_said() -> None:
    assert observation({"esr_raised": {"status": "present", "value": ">90"}})["valueQuantity"]["comparator"] == ">"
    share = observation(known(marrow_plasma_cells="8-10"))
    assert (share["valueRange"]["low"]["value"], share["valueRange"]["high"]["value"]) == (8, 10)
    [response] = resources(bundle_of(known(marrow_plasma_cells="8-10")), "QuestionnaireResponse")
    assert items(response)["marrow_plasma_cells"]["answer"] == [{"valueString": "8-10 %"}]


def test_what_has_no_sure_code_goes_as_text() -> None:
    one = observation(known("m_protein"))
    assert set(one["code"]) == {"text"} and one["valueBoolean"] is True
    assert "coding" not in observation(known("calcium_raised"))["code"], "the code is that of the value"


def test_conclusions_stay_out_of_it(k: Knowledge) -> None:
    said = json.dumps(bundle_of(known("m_protein", "skull_lesions", marrow_plasma_cells=40)))
    for words in (*k.words.summary.pictures.values(), *k.words.summary.urgency.values()):
        assert words not in said


def test_every_code_says_why_it_is_sure_and_every_unit_has_ucum(k: Knowledge) -> None:
    assert all(code.sure and code.display for code in k.codes.values())
    assert set(k.ucum) == {finding.measure for finding in k.findings.values() if finding.measure}


def test_a_bundle_that_is_not_fhir_does_not_go_out(k: Knowledge) -> None:
    findings = {"age": {"status": "present", "value": 50, "unit": "years"}}
    with pytest.raises(InvalidBundle, match="timestamp"):
        fhir(replace(summary_of(findings), date="yesterday"), findings, k)
