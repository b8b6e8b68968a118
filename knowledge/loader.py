"""Loads the knowledge: `load(locale)` reads, checks and caches; nothing is read at import."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge import drawings_schema, files_schema, rules_schema, schema, telling_schema, words_schema
from knowledge.errors import KnowledgeError
from knowledge.model import Knowledge, Words
from knowledge.reading import fail, read
from knowledge.references import check_references, check_words

__all__ = ["KnowledgeError", "load", "load_from", "locales"]

ROOT = Path(__file__).resolve().parent


@cache
def load(locale: str = "en") -> Knowledge:
    """The knowledge with the words of one locale, read once per process.

    Raises KnowledgeError (path, line, mend) where a file is missing, malformed, or names an id that does not exist.
    """
    return load_from(ROOT, locale)


def locales(root: Path = ROOT) -> list[str]:
    """The locales that have a words folder, in alphabetical order."""
    return sorted(folder.name for folder in (root / "locales").iterdir() if (folder / "facts.yml").exists())


def load_from(root: Path, locale: str) -> Knowledge:
    """As `load`, from another folder and uncached; for tests and tools."""
    words_root = root / "locales" / locale
    fact_file = root / "facts.yml"
    facts: dict[str, schema.Fact] = {}
    for index, fact in enumerate(read(fact_file, files_schema.FactFile).facts):
        if fact.id in facts:
            raise fail(
                fact_file, ["facts", index], f"fact `{fact.id}` is given twice", "rename or remove one of the two"
            )
        facts[fact.id] = fact
    guideline_file = root / "guidelines.yml"
    guidelines: dict[str, schema.Guideline] = {}
    for index, guideline in enumerate(read(guideline_file, files_schema.GuidelineFile).guidelines):
        if guideline.id in guidelines or guideline.id in facts:
            raise fail(
                guideline_file,
                ["guidelines", index],
                f"source `{guideline.id}` is given twice",
                "rename or remove one of the two",
            )
        guidelines[guideline.id] = guideline
    groups: dict[str, telling_schema.Group] = {}
    for index, group in enumerate(read(root / "interview.yml", files_schema.InterviewFile).groups):
        if group.id in groups:
            raise fail(root / "interview.yml", ["groups", index], f"group `{group.id}` is given twice", "join the two")
        groups[group.id] = group
    codes = read(root / "codes.yml", files_schema.CodeFile)
    knowledge = Knowledge(
        facts=facts,
        guidelines=guidelines,
        findings=read(root / "findings.yml", files_schema.FindingFile).findings,
        pillars={str(key): value for key, value in read(root / "pillars.yml", files_schema.PillarFile).pillars.items()},
        pictures=read(root / "pictures.yml", rules_schema.Pictures),
        urgency=tuple(read(root / "urgency.yml", files_schema.UrgencyFile).rows),
        differential=read(root / "differential.yml", files_schema.DifferentialFile).conditions,
        ranges=read(root / "reference_ranges.yml", files_schema.RangeFile).ranges,
        groups=groups,
        glossary=read(root / "glossary.yml", files_schema.GlossaryFile).terms,
        today=read(root / "today.yml", files_schema.TodayFile).notes,
        broad=read(root / "broad.yml", files_schema.BroadFile).questions,
        drawings=read(root / "drawings.yml", drawings_schema.DrawingFile),
        codes=codes.codes,
        ucum=codes.units,
        words=_words(words_root, locale),
    )
    check_references(root, knowledge)
    check_words(words_root, knowledge)
    return knowledge


def _words(folder: Path, locale: str) -> Words:
    today = read(folder / "today.yml", words_schema.TodayWordsFile)
    replies = read(folder / "replies.yml", words_schema.RepliesFile).replies
    explanations = read(folder / "explanations.yml", words_schema.ExplanationsFile).explanations
    for path, top, section in (
        (folder / "replies.yml", "replies", replies),
        (folder / "explanations.yml", "explanations", explanations),
    ):
        for key in section.calm:
            if key in section.urgent:
                raise fail(path, [top, "urgent", key], f"`{key}` is both calm and urgent", "keep it in one of the two")
    return Words(
        locale=locale,
        facts=read(folder / "facts.yml", words_schema.FactWordsFile).facts,
        notes=read(folder / "notes.yml", words_schema.ReadingNotesFile).notes,
        findings=read(folder / "findings.yml", words_schema.FindingWordsFile).findings,
        groups=read(folder / "questions.yml", words_schema.QuestionsFile).groups,
        glossary=read(folder / "glossary.yml", words_schema.TermWordsFile).terms,
        today=today.notes,
        today_label=today.label,
        today_pointer=today.pointer,
        today_unsaid=today.unsaid,
        broad=read(folder / "broad.yml", words_schema.BroadWordsFile).questions,
        outside=read(folder / "outside.yml", words_schema.OutsideFile).subjects,
        asked=read(folder / "asked.yml", words_schema.AskedFile).topics,
        conditions=read(folder / "conditions.yml", words_schema.ConditionWordsFile).conditions,
        replies={**replies.calm, **replies.urgent},
        urgent_replies=frozenset(replies.urgent),
        buttons=replies.buttons,
        explanations={**explanations.calm, **explanations.urgent},
        urgent_explanations=frozenset(explanations.urgent),
        drawings=read(folder / "drawings.yml", drawings_schema.DrawingWordsFile),
        summary=read(folder / "summary.yml", words_schema.SummaryFile).summary,
    )
