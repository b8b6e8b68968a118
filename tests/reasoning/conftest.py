"""Shared by the tests of the reasoner: the knowledge, and findings that hypothesis makes up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import strategies as st

from knowledge.loader import load
from knowledge.model import Knowledge

CASES = Path(__file__).parent / "cases"
PERCENTAGES = [0, 3, 7.9, 8, 9, 10, 10.1, 14, 31, 100, "8-10", "5-9", "8-12", "3-40", ">10", ">=8", "<8", "<=8", "<=10"]
AGES = [18, 40, 59, 60, 61, 88, "55-65", "61-70", ">60", ">=60", "<60", "<=60"]


def cases(name: str) -> list[Any]:
    """The cases of a data file, each with its name as pytest id."""
    return [pytest.param(case, id=case["name"]) for case in yaml.safe_load((CASES / f"{name}.yml").read_text())]


def known(
    *present: str, absent: tuple[str, ...] = (), unknown: tuple[str, ...] = (), **values: Any
) -> dict[str, dict[str, Any]]:
    """Findings written shortly: present ids, absent and unknown ones, and values by id."""
    findings: dict[str, dict[str, Any]] = {finding: {"status": "present"} for finding in present}
    findings.update({finding: {"status": "absent"} for finding in absent})
    findings.update({finding: {"status": "unknown"} for finding in unknown})
    findings.update({finding: {"status": "present", "value": value} for finding, value in values.items()})
    return findings


def spread(short: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Findings from a data file: id to yes / no / open, or to a value."""
    words = {"yes": "present", "no": "absent", "open": "unknown"}
    return {
        finding: {"status": words[said]} if said in words else {"status": "present", "value": said}
        for finding, said in short.items()
    }


def findings_of(knowledge: Knowledge, only: list[str] | None = None) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Any findings object of the vocabulary, every finding optional."""
    boolean = st.sampled_from([{"status": "present"}, {"status": "absent"}, {"status": "unknown"}])
    own: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "age": st.sampled_from(AGES).map(lambda value: {"status": "present", "value": value, "unit": "years"}),
        "sex": st.sampled_from(["female", "male", "other"]).map(lambda value: {"status": "present", "value": value}),
        "marrow_plasma_cells": st.sampled_from(PERCENTAGES).map(
            lambda value: {"status": "present", "value": value, "unit": "%"}
        ),
        "hemoglobin": st.integers(40, 200).map(lambda value: {"status": "present", "value": value, "unit": "g/L"}),
    }
    unknown = st.just({"status": "unknown"})
    return st.fixed_dictionaries(
        {},
        optional={
            finding: st.one_of(own[finding], unknown) if finding in own else boolean
            for finding in only or knowledge.findings
        },
    )


@pytest.fixture(scope="session")
def k() -> Knowledge:
    """The knowledge with English words."""
    return load()
