"""The proof over the cases of every test run; `python -m tests.reasoning.proof 100000` runs it over more."""

from __future__ import annotations

import pytest

from knowledge.loader import load
from knowledge.model import Knowledge
from tests.reasoning.conftest import PERCENTAGES
from tests.reasoning.proof import report
from tests.reasoning.sweep import HIGHEST_GRADE, Tally, case, sweep

LOGIC = 20_000
IN_FULL = 800
"""Cases whose words and interview are checked too: these take ten times as long."""


@pytest.fixture(scope="module")
def logic() -> Tally:
    return sweep(range(LOGIC), load(), words=False, questions=False)


@pytest.fixture(scope="module")
def full() -> Tally:
    return sweep(range(LOGIC, LOGIC + IN_FULL), load(), words=True, questions=True)


def test_the_assessment_is_the_oracles_and_unknown_is_never_absent(logic: Tally) -> None:
    assert logic.cases == LOGIC


def test_every_outcome_every_status_and_every_range_is_among_the_cases(logic: Tally, k: Knowledge) -> None:
    wanted = {f"picture {row.picture}" for row in k.pictures.rows} | {f"urgency {row.urgency}" for row in k.urgency}
    wanted |= {f"{name} {row.status}" for name, pillar in k.pillars.items() for row in pillar.rows}
    wanted |= {*k.differential, "stored present", "stored absent", "stored unknown"}
    assert wanted <= set(logic.outcomes)
    assert {value for value in PERCENTAGES if isinstance(value, str)} <= logic.values


def test_every_explanation_is_sourced_calm_and_read_easily(full: Tally) -> None:
    assert full.sentences > 20 * full.cases
    assert max(full.grades) <= HIGHEST_GRADE


def test_the_interview_asks_a_fraction_of_all_findings(full: Tally, k: Knowledge) -> None:
    assert len(full.asked) == full.cases
    assert sum(full.asked) / len(full.asked) < len(k.findings) / 4
    assert all(asked <= relevant for asked, relevant in zip(full.asked, full.relevant, strict=True))


def test_a_case_is_always_the_same_and_the_figures_can_be_told(full: Tally, k: Knowledge) -> None:
    assert case(7, k) == case(7, k) != case(8, k)
    assert f"fixed form of all findings: {len(k.findings)}" in report(full, len(k.findings))
