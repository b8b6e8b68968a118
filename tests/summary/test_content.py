"""The summary holds everything that was said and concluded, each line with its sources, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.loader import load
from knowledge.model import Knowledge
from reasoning.assess import assess, trace
from summary.comparing import discriminators
from summary.content import OPEN_SHOWN, build
from summary.model import Discriminator, Line, Outcome, Source, Told, as_json
from summary.telling import MOST, reading
from tests.reasoning.conftest import known
from tests.summary.conftest import DATE, Findings, any_findings, parts, summary_of

LEVELS = st.sampled_from(["plain", "detail"])
READINGS = yaml.safe_load(Path(__file__).with_name("readings.yml").read_text())


@given(any_findings(), LEVELS)
@settings(max_examples=150, deadline=None)
def test_every_line_has_words_and_sources_that_the_list_names(findings: Findings, level: Any) -> None:
    k, summary = load(), summary_of(findings, level)
    listed = {source.id for source in summary.sources}
    named = set()
    for part in parts(summary):
        if isinstance(part, (Line, Told, Discriminator)):
            assert part.sources and all(k.is_source(source) for source in part.sources)
            assert not isinstance(part, (Line, Told)) or (part.text and not re.search(r"\{[a-z_]+\}", part.text))
            named |= set(part.sources)
    assert named == listed
    assert [source.number for source in summary.sources] == list(range(1, len(listed) + 1))
    assert all(bool(source.sections) == (source.kind == "document") for source in summary.sources)


@given(any_findings())
@settings(max_examples=150, deadline=None)
def test_everything_that_was_said_is_in_it_once_with_its_status(findings: Findings) -> None:
    summary = summary_of(findings)
    told = [one for one in (summary.person.age, summary.person.sex) if one]
    for group in summary.said:
        told += [*group.present, *group.absent, *group.unknown]
        assert all(
            one.status == status for status in ("present", "absent", "unknown") for one in getattr(group, status)
        )
    assert sorted(one.finding for one in told) == sorted(findings)
    assert all(one.value == findings[one.finding].get("value") for one in told)


@given(any_findings(), LEVELS)
@settings(max_examples=100, deadline=None)
def test_it_says_what_the_assessment_says(findings: Findings, level: Any) -> None:
    k, summary = load(), summary_of(findings, level)
    assessed = assess(findings, k)
    assert summary.assessment == assessed
    assert (summary.picture.id, summary.urgency.id) == (assessed["picture"], assessed["urgency"])
    assert {pillar.id: pillar.status for pillar in summary.pillars} == {
        name: part["status"] for name, part in assessed["pillars"].items()
    }
    for alike in summary.look_alikes:
        raised = next(one for one in assessed["differential"] if one["condition"] == alike.condition)
        assert [one.finding for one in alike.supporting] == raised["for"]
        assert [one.finding for one in alike.opposing] == raised["against"]
    assert len(summary.look_alikes) == len(assessed["differential"])
    assert 1 <= len(summary.questions) <= 5
    assert (summary.questions[0].key == "ask.urgent") == (assessed["urgency"] == "emergency")


@given(any_findings())
@settings(max_examples=100, deadline=None)
def test_it_is_json_and_comes_back_the_same(findings: Findings) -> None:
    data = as_json(summary_of(findings))
    assert json.loads(json.dumps(data)) == data
    assert data["date"] == DATE


@given(any_findings())
@settings(max_examples=100, deadline=None)
def test_what_an_answer_would_tell_is_what_it_tells_once_given(findings: Findings) -> None:
    k = load()
    raised = [part.condition for part in trace(findings, k).differential]
    for one in discriminators(raised, findings, k):
        for outcome in one.outcomes:
            after = discriminators(raised, {**findings, one.finding: _answered(outcome)}, k)
            then = next(other for other in after if other.finding == one.finding)
            assert (then.fits, then.against) == (outcome.fits, outcome.against)
            assert outcome.fits or outcome.against


def _answered(outcome: Outcome) -> dict[str, Any]:
    if outcome.limit is None:
        return {"status": outcome.answer}
    return {"status": "present", "value": outcome.limit + {"over": 5, "at_most": -5}[outcome.answer]}


@given(any_findings())
@settings(max_examples=60, deadline=None)
def test_the_strongest_test_comes_first_and_plain_leaves_out_only_weak_open_ones(findings: Findings) -> None:
    plain, detail = summary_of(findings).discriminators, summary_of(findings, "detail").discriminators
    assert [one.strength for one in detail] == sorted((one.strength for one in detail), reverse=True)
    assert [one for one in detail if one in plain] == list(plain)
    still = [one for one in detail if one.told is None]
    assert [one for one in detail if one not in plain] == still[OPEN_SHOWN:]


def test_the_marrow_tells_more_look_alikes_apart_than_any_other_test(k: Knowledge) -> None:
    every = discriminators(list(k.differential), {}, k)
    assert [one.finding for one in every[:2]] == ["marrow_plasma_cells", "plasma_cells_abnormal"]
    assert every[0].strength == len(k.differential)


def test_what_would_change_a_pillar_is_one_step_in_plain_and_all_in_detail() -> None:
    plain, detail = summary_of({}).pillars, summary_of({}, "detail").pillars
    assert all(len(pillar.changes) == 1 and pillar.rule is None for pillar in plain)
    assert all(len(pillar.changes) > 1 and pillar.rule for pillar in detail)


def test_notes_on_today_rest_on_guidelines_and_stand_where_the_document_differs(k: Knowledge) -> None:
    notes = summary_of(known("diffuse_osteoporosis", "alp_raised")).today
    assert {"today.osteoporosis_alone", "today.alp_today"} <= {note.key for note in notes}
    assert all(source in k.guidelines for note in notes for source in note.sources)


@pytest.mark.parametrize("case", READINGS, ids=[case["name"] for case in READINGS])
def test_a_value_is_read_against_its_range(case: dict[str, Any], k: Knowledge) -> None:
    read = reading(case["read"], case["findings"], k)
    assert read is not None
    assert (read.verdict, list(read.limits), read.own) == (case["verdict"], case["limits"], case.get("own", False))
    assert read.source in k.guidelines


def test_a_stored_assessment_is_kept_only_where_it_is_of_these_findings(k: Knowledge) -> None:
    findings = known("m_protein")
    stored = {**assess(findings, k), "missing": []}
    assert build(findings, stored, k, "plain", date=DATE, number="").assessment == stored
    old = {**stored, "picture": "typical"}
    assert build(findings, old, k, "plain", date=DATE, number="").assessment == assess(findings, k)


def test_places_in_free_text_become_one_short_clean_line() -> None:
    findings = known("spinal_pain")
    findings["spinal_pain"]["sites"] = ["low\nback\x00", "x" * 500, "\ud800"]
    [told] = summary_of(findings).said[0].present
    assert told.sites == ("low back\N{REPLACEMENT CHARACTER}", "x" * (MOST - 1) + "…", "\N{REPLACEMENT CHARACTER}")


def test_a_source_of_the_document_names_its_sections(k: Knowledge) -> None:
    [first, *_] = summary_of({}).sources
    assert first == Source(
        1, "general_information_only", "document", tuple(k.facts[first.id].sections), k.words.facts[first.id].text
    )
