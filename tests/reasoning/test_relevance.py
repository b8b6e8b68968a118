"""`missing` is exact: compared with trying every answer to every open finding."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest

from knowledge.model import Knowledge
from reasoning.assess import assess, verdict
from reasoning.compiled import compiled
from reasoning.relevance import influences, relevant
from tests.reasoning.conftest import known

ANSWERS: list[dict[str, Any]] = [{"status": "unknown"}, {"status": "present"}, {"status": "absent"}]
NUMBERS = {"marrow_plasma_cells": (3, 9, 30), "age": (40, 70)}


def answers(finding: str) -> list[dict[str, Any]]:
    if finding in NUMBERS:
        return [{"status": "unknown"}, *({"status": "present", "value": value} for value in NUMBERS[finding])]
    return ANSWERS


def by_trying(findings: dict[str, Any], open_: list[str], k: Knowledge) -> set[str]:
    """The open findings for which two answers differ in the result, beside some answers to the others."""
    results = {
        chosen: verdict(
            {**findings, **{name: answers(name)[choice] for name, choice in zip(open_, chosen, strict=True)}}, k
        )
        for chosen in product(*(range(len(answers(name))) for name in open_))
    }
    found = set()
    for chosen, result in results.items():
        for place, name in enumerate(open_):
            others = (results[(*chosen[:place], other, *chosen[place + 1 :])] for other in range(len(answers(name))))
            if any(other != result for other in others):
                found.add(name)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_missing_is_what_trying_every_answer_finds(seed: int, k: Knowledge) -> None:
    rng = random.Random(seed)
    names = compiled(k).order
    open_ = rng.sample(names, 5)
    settled = {
        name: rng.choice(
            [rng.choice(answers(name)[1:]), answers(name)[-1] if name not in NUMBERS else answers(name)[1]]
        )
        for name in names
        if name not in open_
    }
    asked = {name: {"status": "unknown"} for name in rng.sample(open_, 2)}
    assert set(relevant({**settled, **asked}, k)) == by_trying(settled, open_, k)


@pytest.mark.parametrize("seed", range(40))
def test_askable_is_what_trying_every_answer_finds_where_unknown_stays_unknown(seed: int, k: Knowledge) -> None:
    rng = random.Random(seed)
    names = compiled(k).order
    open_ = rng.sample(names, 5)
    rest = {
        name: {"status": "unknown"} if rng.random() < 0.6 else rng.choice(answers(name)[1:])
        for name in names
        if name not in open_
    }
    assert set(relevant(rest, k, askable=True)) == by_trying(rest, open_, k)


def test_everything_in_the_tables_matters_at_first(k: Knowledge) -> None:
    assert set(relevant({}, k)) == set(compiled(k).order)


def test_what_was_asked_and_is_not_known_stays_missing_but_is_not_asked(k: Knowledge) -> None:
    findings = known("spinal_pain", unknown=("m_protein", "calcium_raised"))
    assert {"m_protein", "calcium_raised", "confusion"} <= set(assess(findings, k)["missing"])
    askable = relevant(findings, k, askable=True)
    assert not {"m_protein", "calcium_raised"} & set(askable)
    assert "confusion" not in askable  # it matters only beside a raised calcium, which nobody will learn


def test_most_useful_first(k: Knowledge) -> None:
    first = relevant(known("spinal_pain"), k)[:4]
    assert {"osteolytic_lesions", "m_protein"} <= set(first)


def test_a_waiting_value_makes_sex_and_age_matter(k: Knowledge) -> None:
    waiting = {"esr_raised": {"status": "unknown", "value": 25, "unit": "mm/h"}}
    assert influences(waiting, k, askable=True)["sex"] == ("values",)
    assert "values" in influences(waiting, k, askable=True)["age"]
    assert "esr_raised" not in influences(waiting, k, askable=True)
    for decided in (8, 40):
        assert "sex" not in influences({"esr_raised": {"status": "unknown", "value": decided}}, k, askable=True)


def test_sex_does_not_matter_for_a_value_that_changes_nothing(k: Knowledge) -> None:
    waiting = {"hemoglobin": {"status": "present", "value": 125}, "anemia": {"status": "unknown"}}
    assert "sex" in relevant(waiting, k)
    assert "sex" not in relevant({**waiting, **known("spinal_pain")}, k)  # a picture is possible already


def test_parts_are_named(k: Knowledge) -> None:
    found = influences({}, k)
    assert found["m_protein"] == ("protein", "picture", "urgency", "metastatic_cancer", "macroglobulinemia", "sarcoma")
    assert found["confusion"] == ("urgency",)
