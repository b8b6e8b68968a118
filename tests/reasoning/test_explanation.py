"""Explanations: sourced, worded, readable, computed."""

from __future__ import annotations

import random
import re
import string
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge.loader import load
from knowledge.model import Knowledge
from reasoning.assess import trace
from reasoning.counterfactual import RANK, flips, sides
from reasoning.explanation import explain, why
from reasoning.explanation_keys import keys
from reasoning.wording import joined, render, sentences
from tests.reasoning.conftest import findings_of, known
from tests.reasoning.patients import patient, say

VERDICTS = re.compile(r"\byou (?:do not |don't |may |might |probably )?have (?:myeloma|cancer|a )", re.I)
ANY = findings_of(load())
TYPICAL, LONGEST = 1800, 2700  # characters
ANSWERS: dict[str, dict[str, Any]] = {
    "present": {"status": "present"},
    "absent": {"status": "absent"},
    "under": {"status": "present", "value": 2},
    "middle": {"status": "present", "value": 9},
    "over": {"status": "present", "value": 40},
}


@given(ANY, st.sampled_from(["plain", "detail"]))
@settings(max_examples=150, deadline=None)
def test_every_sentence_has_a_source_and_words(findings: dict[str, Any], level: Any) -> None:
    k = load()
    explanation = explain(findings, k, level)
    for sentence in explanation.sentences():
        assert sentence.sources and all(k.is_source(source) for source in sentence.sources)
    rendered = render(explanation, k, number="112")
    assert "\n\n" not in rendered.text and "{" not in rendered.text and not VERDICTS.search(rendered.text)
    sections = [section.id for section in explanation.sections]
    assert sections[0] == "urgency" and sections[-1] == "disclaimer"
    assert re.search(r"not\b.{0,40}\b(medical advice|diagnos)", rendered.text)
    assert sum(sentence.key.startswith("ask.") for sentence in explanation.sentences()) <= 6


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_only_an_emergency_speaks_of_one(findings: dict[str, Any]) -> None:
    k = load()
    explanation = explain(findings, k)
    urgent = {sentence.key for sentence in explanation.sentences()} & set(k.words.urgent_explanations)
    assert bool(urgent) == (trace(findings, k).urgency == "emergency")


@given(ANY, st.sampled_from(["marrow", "bone", "protein"]))
@settings(max_examples=200, deadline=None)
def test_what_would_change_a_pillar_does(findings: dict[str, Any], pillar: str) -> None:
    k = load()
    now = trace(findings, k).statuses[pillar]
    for flip in flips(pillar, findings, k):
        then = trace({**findings, flip.finding: ANSWERS[flip.answer]}, k).statuses[pillar]
        assert then == flip.status != now


@given(ANY, st.sampled_from(["marrow", "bone", "protein"]))
@settings(max_examples=200, deadline=None)
def test_what_speaks_for_never_lowers_and_what_speaks_against_never_raises(
    findings: dict[str, Any], pillar: str
) -> None:
    k = load()
    # a range across two classes decides only where both agree, so what else is known can open or close the row
    assume(not isinstance(findings.get("marrow_plasma_cells", {}).get("value"), str))
    now = RANK[trace(findings, k).statuses[pillar]]
    supporting, opposing = sides(pillar, findings, k)
    for names, sign in ((supporting, 1), (opposing, -1)):
        for name in names:
            without = {finding: stored for finding, stored in findings.items() if finding != name}
            assert sign * (now - RANK[trace(without, k).statuses[pillar]]) >= 0


def test_for_and_against(k: Knowledge) -> None:
    assert sides("marrow", known(absent=("plasma_cells_abnormal",), marrow_plasma_cells=12), k) == (
        ["marrow_plasma_cells"],
        ["plasma_cells_abnormal"],
    )
    assert sides("bone", known("skull_lesions", absent=("reactive_bone", "osteolytic_lesions")), k) == (
        ["skull_lesions", "reactive_bone"],
        ["osteolytic_lesions"],
    )
    assert sides("bone", known(absent=("reactive_bone",)), k) == ([], [])
    assert sides("protein", known("m_protein", absent=("bence_jones",)), k) == (["m_protein"], ["bence_jones"])
    assert sides("marrow", known(marrow_plasma_cells=3), k) == ([], ["marrow_plasma_cells"])


def test_a_missing_m_protein_would_make_the_third_sign(k: Knowledge) -> None:
    findings = known("skull_lesions", marrow_plasma_cells=30)
    change = next(one for one in explain(findings, k).sentences() if one.key == "pillar.change.supported")
    assert [ref.id for ref in change.params["conditions"].items] == ["m_protein", "bence_jones"]  # type: ignore[union-attr]


def test_an_emergency_comes_first_and_names_the_number(k: Knowledge) -> None:
    rendered = render(explain(known("limb_weakness", "m_protein"), k), k, number="112")
    assert rendered.blocks[0][0] == "urgency" and "112" in rendered.blocks[0][1]
    assert rendered.text.startswith(rendered.blocks[0][1])


def test_data_carries_every_sentence_with_its_sources(k: Knowledge) -> None:
    explanation = explain(known("m_protein"), k)
    data = render(explanation, k).data
    assert [one["key"] for section in data["sections"] for one in section["sentences"]] == [
        one.key for one in explanation.sentences()
    ]
    assert all(one["sources"] and one["text"] for section in data["sections"] for one in section["sentences"])


def length(findings: dict[str, Any], k: Knowledge) -> int:
    """Characters of the plain assessment."""
    return len(render(explain(findings, k), k, number="your local emergency number").text)


def test_an_assessment_can_be_read_in_a_chat(k: Knowledge) -> None:
    typical = known(
        "spinal_pain",
        "pain_persistent",
        "pain_progressive",
        "diffuse_osteoporosis",
        "skull_lesions",
        "m_protein",
        "plasma_cells_abnormal",
        absent=("weight_loss", "bence_jones"),
        age=63,
        marrow_plasma_cells=24,
    )
    assert length(typical, k) <= TYPICAL
    people = [patient(random.Random(f"read {seed}"), k, "none") for seed in range(60)]
    lengths = sorted(length(say(list(facts), facts, {}, k), k) for facts in people)
    assert lengths[len(lengths) // 2] <= 1800


@pytest.mark.parametrize("tests", ["some", "all"])
def test_even_the_longest_assessment_fits_one_message(tests: str, k: Knowledge) -> None:
    people = [patient(random.Random(f"long {tests} {seed}"), k, tests) for seed in range(60)]
    assert max(length(say(list(facts), facts, {}, k), k) for facts in people) <= LONGEST


def test_why_is_computed(k: Knowledge) -> None:
    assert "bone" in {ref.id for ref in why("imaging", {}, k)[0].params["parts"].items}  # type: ignore[union-attr]
    assert [one.key for one in why("confusion", known(absent=("calcium_raised",)), k)] == ["why.nothing"]
    waiting = {"esr_raised": {"status": "unknown", "value": 25}}
    assert [one.key for one in why("sex", waiting, k)] == ["why.values"]
    assert all(sentences(why(question, {}, k), k) for question in (*k.groups, *k.findings))


def test_every_key_has_a_template_and_every_template_is_used(k: Knowledge) -> None:
    plain = {key for key in k.words.explanations if not key.endswith(".detail")}
    assert plain == keys(k)
    assert {key.removesuffix(".detail") for key in k.words.explanations} == plain


def test_templates_ask_only_for_what_they_are_given(k: Knowledge) -> None:
    allowed = {
        "list.item": {"item"},
        "finding.value": {"finding", "value", "unit"},
        "finding.limits": {"finding", "limits"},
        "cite.fact": {"section"},
        "cite.guideline": {"of", "year"},
        "signs": {"parts"},
        "urgency.emergency": {"reasons", "number", "basis"},
        "urgency.prompt": {"reasons", "basis"},
        "urgency.routine": {"basis"},
        "picture.typical": {"basis"},
        "picture.partial": {"pillars", "basis"},
        "picture.unlike": {"pillars", "basis"},
        "picture.possible": {"reasons", "basis"},
        "picture.insufficient": {"basis"},
        "pillar.for": {"findings"},
        "pillar.against": {"findings"},
        "pillar.rule": {"fact", "source"},
        "look_alike.both": {"condition", "for", "against"},
        "look_alike.for": {"condition", "for"},
        "look_alike.against": {"condition", "against"},
        "look_alike.neither": {"condition"},
        "look_alike.apart": {"apart"},
        "look_alike.open": {"condition", "findings"},
        "missing.findings": {"findings"},
        "missing.tests": {"tests"},
        "why.changes": {"parts", "basis"},
        "why.conditions": {"conditions", "basis"},
        "why.values": {"basis"},
        "why.nothing": {"basis"},
        "ask.urgent": {"number"},
        "ask.supported": {"pillars"},
        "ask.equivocal": {"pillars"},
        "ask.test": {"tests"},
        "ask.look_alikes": {"conditions"},
        "sources.document": {"sections", "count"},
        "sources.guidelines": {"names", "publishers"},
        "today.note": {"title", "note"},
        "today.source": {"source"},
        **{f"pillar.{name}.{row.status}": {"rule"} for name, pillar in k.pillars.items() for row in pillar.rows},
    }
    for key, template in k.words.explanations.items():
        named = {field for _, field, _, _ in string.Formatter().parse(template) if field}
        base = key.removesuffix(".detail")
        assert named <= ({"conditions"} if base.startswith("pillar.change.") else allowed.get(base, set())), key


def test_lists_in_words(k: Knowledge) -> None:
    templates = k.words.explanations
    assert joined([], "and", templates) == ""
    assert joined(["a"], "and", templates) == "a"
    assert joined(["a", "b", "c"], "and", templates) == "a, b and c"
    assert joined(["a", "a", "b"], "or", templates) == "a or b"
