"""Checks across files: every id that is named exists, and logic and words name the same ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from knowledge.model import Knowledge
from knowledge.reading import fail

Named = tuple[Sequence[object], Iterable[str]]


def check_references(root: Path, k: Knowledge) -> None:
    """Every id that a logic file names must exist."""
    sources = {**k.facts, **k.guidelines}
    for finding_id, finding in k.findings.items():
        at = ["findings", finding_id]
        _exist(root / "findings.yml", [(at + ["facts"], finding.facts)], k.facts, "fact")
        _exist(root / "findings.yml", [(at + ["guidelines"], finding.guidelines)], k.guidelines, "guideline")
    for pillar_id, pillar in k.pillars.items():
        path, at = root / "pillars.yml", ["pillars", pillar_id]
        _exist(path, [(at + ["findings"], pillar.findings)], k.findings, "finding")
        _exist(path, [(at + ["sources"], pillar.sources)], sources, "source")
        for index, row in enumerate(pillar.rows):
            _exist(path, [(at + ["rows", index], row.when.finding_ids())], k.findings, "finding")
            _exist(path, [(at + ["rows", index], row.sources)], sources, "source")
    for index, feature in enumerate(k.pictures.clinical_features):
        _exist(root / "pictures.yml", [(["clinical_features", index], [feature.finding])], k.findings, "finding")
        _exist(root / "pictures.yml", [(["clinical_features", index], feature.sources)], sources, "source")
    for index, picture in enumerate(k.pictures.rows):
        _exist(root / "pictures.yml", [(["rows", index], picture.when.finding_ids())], k.findings, "finding")
        _exist(root / "pictures.yml", [(["rows", index], picture.sources)], sources, "source")
    for index, reason in enumerate(k.urgency):
        _exist(root / "urgency.yml", [(["rows", index], reason.when.finding_ids())], k.findings, "finding")
        _exist(root / "urgency.yml", [(["rows", index], reason.sources)], sources, "source")
    for condition_id, condition in k.differential.items():
        at = ["conditions", condition_id]
        named = condition.raised_when.finding_ids() + [item.finding for item in condition.for_ + condition.against]
        _exist(root / "differential.yml", [(at, named)], k.findings, "finding")
        _exist(root / "differential.yml", [(at + ["sources"], condition.sources)], sources, "source")
    for range_id, limits in k.ranges.items():
        _exist(
            root / "reference_ranges.yml", [(["ranges", range_id], [range_id, limits.value_of])], k.findings, "finding"
        )
        _exist(
            root / "reference_ranges.yml",
            [(["ranges", range_id, "source"], [limits.source])],
            k.guidelines,
            "guideline",
        )
    for index, group in enumerate(k.groups.values()):
        _exist(root / "interview.yml", [(["groups", index, "members"], group.members)], k.findings, "finding")
        _exist(
            root / "interview.yml", [(["groups", index, "order"], group.order)], dict.fromkeys(group.members), "member"
        )
        _exist(root / "interview.yml", [(["groups", index, "sources"], group.sources)], sources, "source")
    for term_id, term in k.glossary.items():
        _exist(root / "glossary.yml", [(["terms", term_id], term.facts)], k.facts, "fact")
    for note_id, note in k.today.items():
        _exist(root / "today.yml", [(["notes", note_id, "source"], [note.source])], k.guidelines, "guideline")
        _exist(root / "today.yml", [(["notes", note_id, "beside"], note.beside)], k.facts, "fact")
        _exist(root / "today.yml", [(["notes", note_id, "outside"], note.outside)], k.words.outside, "subject")
        named = note.when.finding_ids() if note.when else []
        _exist(root / "today.yml", [(["notes", note_id, "when"], named)], k.findings, "finding")
    for broad_id, broad in k.broad.items():
        _exist(root / "broad.yml", [(["questions", broad_id, "facts"], broad.facts)], k.facts, "fact")
    _check_drawings(root / "drawings.yml", k)
    measured = {finding_id: finding.measure for finding_id, finding in k.findings.items() if finding.measure}
    for coded in k.codes:
        _exist(root / "codes.yml", [(["codes", coded], [coded])], measured, "finding with a value")
    units = dict.fromkeys(measured.values())
    _exist(root / "codes.yml", [(["units", unit], [unit]) for unit in k.ucum], units, "unit")
    _exist(root / "codes.yml", [(["units"], units)], k.ucum, "UCUM code of the unit")


def _check_drawings(path: Path, k: Knowledge) -> None:
    for drawing_id, drawing in k.drawings.drawings.items():
        at = ["drawings", drawing_id]
        _exist(path, [(at + ["facts"], drawing.facts)], k.facts, "fact")
        _exist(path, [(at + ["shown_when"], drawing.shown_when)], k.findings, "finding")
    for bone_id, bone in k.drawings.bones.items():
        _exist(path, [(["bones", bone_id], bone.sources)], k.facts, "fact")
    for finding_id, mark in k.drawings.marks.items():
        _exist(path, [(["marks", finding_id], [finding_id])], k.findings, "finding")
        _exist(path, [(["marks", finding_id, "bones"], mark.bones)], k.drawings.bones, "bone")
    for index, limit in enumerate(k.drawings.marrow.limits):
        _exist(path, [(["marrow", "limits", index], [limit.source])], k.facts, "fact")


def check_words(folder: Path, k: Knowledge) -> None:
    """Every id of the logic has words in the locale, and words have an id in the logic."""
    notes = dict.fromkeys(fact.note for fact in k.facts.values() if fact.note)
    tables: tuple[tuple[str, str, Mapping[str, object], Mapping[str, object]], ...] = (
        ("facts.yml", "facts", k.facts, k.words.facts),
        ("notes.yml", "notes", {str(note): None for note in notes}, k.words.notes),
        ("findings.yml", "findings", k.findings, k.words.findings),
        ("questions.yml", "groups", k.groups, k.words.groups),
        ("glossary.yml", "terms", k.glossary, k.words.glossary),
        ("today.yml", "notes", k.today, k.words.today),
        ("broad.yml", "questions", k.broad, k.words.broad),
        ("conditions.yml", "conditions", k.differential, k.words.conditions),
        ("drawings.yml", "drawings", k.drawings.drawings, k.words.drawings.drawings),
        ("drawings.yml", "bones", k.drawings.bones, k.words.drawings.bones),
        ("drawings.yml", "places", k.drawings.bones, k.words.drawings.places),
    )
    topics = (("fact", k.facts), ("broad", k.broad), ("outside", k.words.outside), ("today", k.today), ("term", k.glossary))
    known = {f"{kind}:{name}": None for kind, table in topics for name in table}
    _exist(folder / "asked.yml", [(["topics", topic], [topic]) for topic in k.words.asked], known, "topic")
    summary = k.words.summary
    for field, wanted, given in (
        ("pillar", set(k.pillars), summary.pillar),
        ("pictures", {row.picture for row in k.pictures.rows}, summary.pictures),
        ("urgency", {row.urgency for row in k.urgency}, summary.urgency),
        ("statuses", {row.status for pillar in k.pillars.values() for row in pillar.rows}, summary.statuses),
    ):
        if left := sorted(wanted - set(given)):
            path = folder / "summary.yml"
            raise fail(path, ["summary", field], f"`{left[0]}` has no words here", "add its words")
    for name, top, logic, words in tables:
        for extra in [key for key in words if key not in logic]:
            raise fail(
                folder / name,
                [top, extra],
                f"`{extra}` has words here but no entry in the logic files",
                "remove it, or add its logic",
            )
        for lacking in [key for key in logic if key not in words]:
            raise fail(folder / name, [top], f"`{lacking}` has no words here", "add its words")


def _exist(path: Path, named: Iterable[Named], known: Mapping[str, object], what: str) -> None:
    for loc, ids in named:
        for one in ids:
            if one not in known:
                raise fail(path, loc, f"{what} `{one}` does not exist", f"correct the id, or add the {what}")
