"""The logic files hold the vocabulary and the tables that clients rely on, each rule with a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.model import Knowledge
from knowledge.rules_schema import Condition

VOCABULARY: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("vocabulary.yml").read_text("utf-8"))
FEATURES = """spinal_pain bone_pain radiating_pain limb_weakness pathological_fracture soft_tissue_mass fatigue anemia
weight_loss esr_raised calcium_raised""".split()


def holds(
    when: Condition, statuses: dict[str, str], pct: float | None = None, pillars: dict[str, str] | None = None
) -> bool:
    """A plain reading of a condition, apart from the one in reasoning."""
    pillars = pillars or {}

    def is_(status: str) -> Any:
        return lambda finding: statuses.get(finding) == status

    counted = when.pillar_count
    limits = {"over": float.__gt__, "at_least": float.__ge__, "under": float.__lt__, "at_most": float.__le__}
    checks = [
        all(map(is_("present"), when.all_present)),
        not when.any_present or any(map(is_("present"), when.any_present)),
        all(map(is_("absent"), when.all_absent)),
        not any(map(is_("present"), when.not_present)),
        not any(map(is_("absent"), when.not_absent)),
        all(statuses.get(finding) not in ("present", "absent") for finding in when.all_unsettled),
        all(
            pct is not None and compare(float(pct), float(getattr(limit, name)))
            for limit in when.value.values()
            for name, compare in limits.items()
            if getattr(limit, name) is not None
        ),
        not when.no_value or pct is None,
        all(pillars.get(pillar) in allowed for pillar, allowed in when.pillars.items()),
        counted is None or list(pillars.values()).count(counted.status) >= counted.at_least,
        not when.any_of or any(holds(inner, statuses, pct, pillars) for inner in when.any_of),
    ]
    return all(checks)


def pillar(k: Knowledge, name: str, statuses: dict[str, str], pct: float | None = None) -> str:
    return next(row.status for row in k.pillars[name].rows if holds(row.when, statuses, pct))


def test_findings_are_the_vocabulary(k: Knowledge) -> None:
    assert list(k.findings) == list(VOCABULARY)
    for name, told in VOCABULARY.items():
        finding = k.findings[name]
        ours = {"group": finding.group, "kind": finding.kind, "unit": finding.unit, "value_unit": finding.value_unit}
        assert ours == {key: told.get(key) for key in ours}, name
        assert finding.values == told.get("values"), name
        assert finding.source == told.get("source", finding.source), name


@pytest.mark.parametrize(
    ("pct", "abnormal", "increased", "status"),
    [
        (11, "present", None, "supported"),
        (11, None, None, "supported"),
        (11, "absent", None, "equivocal"),
        (10.1, None, None, "supported"),
        (10, "present", None, "supported"),
        (10, None, None, "equivocal"),
        (8, "present", None, "supported"),
        (8, None, None, "equivocal"),
        (8, "absent", None, "equivocal"),
        (7.9, "present", None, "equivocal"),
        (7.9, None, None, "not_supported"),
        (0, "absent", None, "not_supported"),
        (3, None, "present", "not_supported"),
        (None, "present", "present", "supported"),
        (None, None, "present", "equivocal"),
        (None, "absent", "present", "equivocal"),
        (None, "present", None, "supported"),
        (None, "present", "absent", "supported"),
        (None, None, None, "unknown"),
        (None, None, "absent", "not_supported"),
        (None, "absent", None, "not_supported"),
        (None, "absent", "absent", "not_supported"),
    ],
)
def test_marrow_table(
    k: Knowledge, pct: float | None, abnormal: str | None, increased: str | None, status: str
) -> None:
    statuses = {"plasma_cells_abnormal": abnormal or "unknown", "plasma_cells_increased": increased or "unknown"}
    assert pillar(k, "marrow", statuses, pct) == status


@pytest.mark.parametrize(
    ("present", "absent", "status"),
    [
        ("osteolytic_lesions", "", "supported"),
        ("skull_lesions", "osteolytic_lesions", "supported"),
        ("skull_lesions reactive_bone", "", "equivocal"),
        ("osteolytic_lesions", "reactive_bone", "supported"),
        ("diffuse_osteoporosis", "osteolytic_lesions", "equivocal"),
        ("vertebral_compression_fracture", "", "equivocal"),
        ("pathological_fracture", "", "equivocal"),
        ("long_bone_lesion", "", "equivocal"),
        ("", "osteolytic_lesions", "not_supported"),
        ("", "skull_lesions", "unknown"),
        ("reactive_bone", "", "unknown"),
        ("", "", "unknown"),
        ("lung_metastasis", "", "unknown"),
    ],
)
def test_bone_table(k: Knowledge, present: str, absent: str, status: str) -> None:
    statuses = {**dict.fromkeys(present.split(), "present"), **dict.fromkeys(absent.split(), "absent")}
    assert pillar(k, "bone", statuses) == status


@pytest.mark.parametrize(
    ("present", "absent", "status"),
    [
        ("m_protein", "", "supported"),
        ("bence_jones", "m_protein", "supported"),
        ("globulin_raised", "m_protein", "not_supported"),
        ("globulin_raised", "", "equivocal"),
        ("total_protein_raised", "bence_jones", "equivocal"),
        ("urine_protein", "", "equivocal"),
        ("", "bence_jones", "unknown"),
        ("", "", "unknown"),
        ("albumin_low", "", "unknown"),
    ],
)
def test_protein_table(k: Knowledge, present: str, absent: str, status: str) -> None:
    statuses = {**dict.fromkeys(present.split(), "present"), **dict.fromkeys(absent.split(), "absent")}
    assert pillar(k, "protein", statuses) == status


@pytest.mark.parametrize(
    ("pillars", "feature", "picture"),
    [
        ("supported supported supported", False, "typical"),
        ("supported supported not_supported", True, "partial"),
        ("supported not_supported not_supported", False, "partial"),
        ("not_supported not_supported not_supported", True, "unlike"),
        ("equivocal not_supported not_supported", False, "possible"),
        ("not_supported not_supported unknown", True, "possible"),
        ("not_supported not_supported unknown", False, "unlike"),
        ("not_supported unknown unknown", False, "insufficient"),
        ("unknown unknown unknown", True, "possible"),
        ("unknown unknown unknown", False, "insufficient"),
    ],
)
def test_picture_table(k: Knowledge, pillars: str, feature: bool, picture: str) -> None:
    named = dict(zip(("marrow", "bone", "protein"), pillars.split(), strict=True))
    for one in FEATURES if feature else ["pain_severe"]:
        assert next(row.picture for row in k.pictures.rows if holds(row.when, {one: "present"}, None, named)) == picture


def test_clinical_features_are_the_same_in_both_places(k: Knowledge) -> None:
    assert list(k.clinical_features) == FEATURES
    row = next(row for row in k.pictures.rows if row.picture == "possible")
    assert sorted(row.when.finding_ids()) == sorted(FEATURES)


def urgency(k: Knowledge, present: str, age: float | None = None, pillars: dict[str, str] | None = None) -> str:
    statuses = dict.fromkeys(present.split(), "present")
    return next(row.urgency for row in k.urgency if holds(row.when, statuses, age, pillars))


@pytest.mark.parametrize(
    ("present", "age", "level"),
    [
        ("limb_weakness", None, "emergency"),
        ("bladder_bowel_change", None, "emergency"),
        ("saddle_numbness", None, "emergency"),
        ("confusion calcium_raised", None, "emergency"),
        ("confusion", None, "routine"),
        ("calcium_raised", None, "prompt"),
        ("pathological_fracture", None, "prompt"),
        ("vertebral_compression_fracture", None, "prompt"),
        ("long_bone_lesion", None, "prompt"),
        ("soft_tissue_mass", None, "prompt"),
        ("lung_metastasis", None, "prompt"),
        ("known_sarcoma", None, "prompt"),
        ("radiating_pain", None, "prompt"),
        ("known_cancer", None, "routine"),
        ("known_cancer bone_pain", None, "prompt"),
        ("known_cancer spinal_pain", None, "prompt"),
        ("spinal_pain pain_persistent", 60, "prompt"),
        ("bone_pain pain_persistent", 71, "prompt"),
        ("spinal_pain pain_persistent", 59, "routine"),
        ("spinal_pain pain_persistent", None, "routine"),
        ("spinal_pain", 80, "routine"),
        ("pain_persistent", 80, "routine"),
        ("diffuse_osteoporosis anemia", None, "routine"),
        ("", None, "routine"),
    ],
)
def test_urgency_table(k: Knowledge, present: str, age: float | None, level: str) -> None:
    assert urgency(k, present, age) == level


def test_a_supported_pillar_is_prompt_and_an_equivocal_one_is_not(k: Knowledge) -> None:
    assert urgency(k, "", None, {"marrow": "supported", "bone": "unknown"}) == "prompt"
    assert urgency(k, "", None, {"marrow": "equivocal", "bone": "equivocal"}) == "routine"


@pytest.mark.parametrize(
    ("condition", "pillars", "findings"),
    [
        ("metastatic_cancer", "bone:supported bone:equivocal protein:supported", "known_cancer"),
        ("senile_osteoporosis", "bone:supported bone:equivocal", "known_osteoporosis"),
        ("hyperparathyroidism", "bone:supported bone:equivocal", "calcium_raised hyperparathyroidism"),
        ("reactive_plasmacytosis", "marrow:equivocal", ""),
        ("macroglobulinemia", "protein:supported", "macroglobulinemia"),
        ("sarcoma", "protein:supported", "long_bone_lesion known_sarcoma"),
    ],
)
def test_what_raises_a_look_alike(k: Knowledge, condition: str, pillars: str, findings: str) -> None:
    raised = k.differential[condition].raised_when
    every = [
        f"{name}:{status}" for name in k.pillars for status in ("supported", "equivocal", "not_supported", "unknown")
    ]
    assert [one for one in every if holds(raised, {}, None, dict([one.split(":")]))] == [
        one for one in every if one in pillars.split()
    ]
    assert [one for one in k.findings if holds(raised, {one: "present"})] == [
        one for one in k.findings if one in findings.split()
    ]


def test_reference_ranges(k: Knowledge) -> None:
    single = {
        name: (limits.present, limits.rows[0].limit, limits.unit)
        for name, limits in k.ranges.items()
        if len(limits.rows) == 1
    }
    assert single == {
        "calcium_raised": ("above", 2.6, "mmol/L"),
        "total_protein_raised": ("above", 80, "g/L"),
        "globulin_raised": ("above", 35, "g/L"),
        "albumin_low": ("below", 35, "g/L"),
        "alp_raised": ("above", 130, "U/L"),
    }
    assert {row.sex: row.limit for row in k.ranges["anemia"].rows} == {"male": 130, "female": 120}
    assert {(row.sex, row.age_from, row.age_under): row.limit for row in k.ranges["esr_raised"].rows} == {
        ("male", 50, None): 20,
        ("female", None, 50): 20,
        ("male", None, 50): 15,
        ("female", 50, None): 30,
    }
    for name, limits in k.ranges.items():
        assert limits.unit == k.findings[limits.value_of].measure, name


def test_every_finding_is_in_one_group_of_the_interview(k: Knowledge) -> None:
    members = [member for group in k.groups.values() for member in group.members]
    assert sorted(members) == sorted(k.findings)
    for group in k.groups.values():
        assert sorted(group.order) == sorted(group.members), group.id
        told = ("unknown", "unknown") if group.kind in ("tests", "profile") else ("absent", "absent")
        assert (group.no_means, group.unknown_means) == told, group.id


def test_numbers_without_a_unit(k: Knowledge) -> None:
    for name, finding in k.findings.items():
        assert bool(finding.bare) == bool(finding.measure), name


def test_rules_rest_on_facts_or_guidelines(k: Knowledge) -> None:
    for finding in k.findings.values():
        assert finding.facts or finding.guidelines
        assert finding.facts or finding.source == "safety"
    used = {source for pillar in k.pillars.values() for row in pillar.rows for source in row.sources}
    used |= {source for row in (*k.pictures.rows, *k.urgency) for source in row.sources}
    assert all(map(k.is_source, used))
    guidelines = used | {limits.source for limits in k.ranges.values()} | {note.source for note in k.today.values()}
    assert set(k.guidelines) <= guidelines, "a guideline that nothing rests on"


def test_facts_are_within_the_expected_number_and_cover_all_sections(k: Knowledge) -> None:
    assert 60 <= len(k.facts) <= 90
    assert {section for fact in k.facts.values() for section in fact.sections} == {
        "introduction",
        "cause",
        "examine",
        "diagnosis",
    }
    assert all(fact.section == fact.sections[0] for fact in k.facts.values())
