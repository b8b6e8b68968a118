"""The objects that `knowledge.loader.load` hands out: `Knowledge` (logic) with `Words` (one locale)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.drawings_schema import DrawingFile, DrawingWordsFile
from knowledge.rules_schema import LookAlike, Pictures, Pillar, ReferenceRange, UrgencyRow
from knowledge.schema import Fact, Finding, Guideline
from knowledge.telling_schema import BroadQuestion, Code, GlossaryEntry, Group, TodayNote
from knowledge.words_schema import (
    BroadWords,
    ConditionWords,
    FactWords,
    FindingWords,
    GroupWords,
    NoteWords,
    OutsideWords,
    QuickReply,
    SummaryWords,
    TermWords,
)


@dataclass(frozen=True)
class Words:
    """All words of one locale, by id."""

    locale: str
    facts: Mapping[str, FactWords]
    notes: Mapping[str, str]
    findings: Mapping[str, FindingWords]
    groups: Mapping[str, GroupWords]
    glossary: Mapping[str, TermWords]
    today: Mapping[str, NoteWords]
    today_label: str
    today_pointer: str
    today_unsaid: str
    broad: Mapping[str, BroadWords]
    outside: Mapping[str, OutsideWords]
    asked: Mapping[str, list[str]]
    conditions: Mapping[str, ConditionWords]
    replies: Mapping[str, str]
    urgent_replies: frozenset[str]
    buttons: Mapping[str, str]
    explanations: Mapping[str, str]
    urgent_explanations: frozenset[str]
    drawings: DrawingWordsFile
    summary: SummaryWords

    def question(self, id: str) -> str:
        """The question for a finding or a group; KeyError for any other id."""
        return self.groups[id].question if id in self.groups else self.findings[id].question

    def simpler(self, id: str) -> str:
        """The simpler wording of the question for a finding or a group."""
        return self.groups[id].simpler if id in self.groups else self.findings[id].simpler

    def why(self, id: str) -> str:
        """Why the question for a finding or a group is asked."""
        return self.groups[id].why if id in self.groups else self.findings[id].why

    def quick_replies(self, id: str) -> list[QuickReply]:
        """Own quick replies of a question; empty where yes / no / don't know fit."""
        return self.groups[id].quick_replies if id in self.groups else self.findings[id].quick_replies

    def label(self, id: str) -> str:
        """Short name of a finding, group or look-alike condition."""
        for table in (self.findings, self.groups, self.conditions):
            if id in table:
                return table[id].label
        raise KeyError(id)


@dataclass(frozen=True)
class Knowledge:
    """The document's logic, by id, and the words of one locale."""

    facts: Mapping[str, Fact]
    guidelines: Mapping[str, Guideline]
    findings: Mapping[str, Finding]
    pillars: Mapping[str, Pillar]
    pictures: Pictures
    urgency: tuple[UrgencyRow, ...]
    differential: Mapping[str, LookAlike]
    ranges: Mapping[str, ReferenceRange]
    groups: Mapping[str, Group]
    glossary: Mapping[str, GlossaryEntry]
    today: Mapping[str, TodayNote]
    broad: Mapping[str, BroadQuestion]
    drawings: DrawingFile
    codes: Mapping[str, Code]
    ucum: Mapping[str, str]
    words: Words

    @property
    def clinical_features(self) -> dict[str, list[str]]:
        """Finding id -> sources, for findings that make a picture possible by themselves, in file order."""
        return {feature.finding: list(feature.sources) for feature in self.pictures.clinical_features}

    def asks(self, question: str, finding_id: str) -> bool:
        """Whether a question, about a finding or a group, asks about this finding."""
        return question == finding_id or (question in self.groups and finding_id in self.groups[question].members)

    def group_of(self, question: str) -> str:
        """The interview group of a question about a finding or a group; KeyError where there is none."""
        if question in self.groups:
            return question
        for group in self.groups.values():
            if question in group.members:
                return group.id
        raise KeyError(question)

    def tests(self, question: str) -> bool:
        """Whether a question, about a finding or a group, is about results of tests."""
        return self.groups[self.group_of(question)].kind == "tests"

    def measured(self, question: str) -> str | None:
        """The finding whose number a question asks for; that about the marrow asks for its plasma cells."""
        finding_id = "marrow_plasma_cells" if question == "bone_marrow" else question
        finding = self.findings.get(finding_id)
        return finding_id if finding is not None and finding.measure is not None else None

    def is_source(self, id: str) -> bool:
        """True where the id is a fact of the document or a named guideline."""
        return id in self.facts or id in self.guidelines

    def fact_sources(self, sources: list[str]) -> list[str]:
        """Of these sources, those that are facts of the document, in order, each once."""
        return [source for source in dict.fromkeys(sources) if source in self.facts]
