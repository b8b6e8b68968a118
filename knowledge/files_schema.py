"""What stands at the top of each logic file."""

from __future__ import annotations

from pydantic import Field

from knowledge.rules_schema import LookAlike, Pillar, ReferenceRange, UrgencyRow
from knowledge.schema import Fact, Finding, Guideline, Model, PillarId
from knowledge.telling_schema import BroadQuestion, Code, GlossaryEntry, Group, TodayNote


class FactFile(Model):
    """facts.yml"""

    facts: list[Fact]


class GuidelineFile(Model):
    """guidelines.yml"""

    guidelines: list[Guideline]


class FindingFile(Model):
    """findings.yml"""

    findings: dict[str, Finding]


class PillarFile(Model):
    """pillars.yml"""

    pillars: dict[PillarId, Pillar]


class UrgencyFile(Model):
    """urgency.yml"""

    rows: list[UrgencyRow] = Field(min_items=1)


class DifferentialFile(Model):
    """differential.yml"""

    conditions: dict[str, LookAlike]


class RangeFile(Model):
    """reference_ranges.yml"""

    ranges: dict[str, ReferenceRange]


class InterviewFile(Model):
    """interview.yml"""

    groups: list[Group]


class GlossaryFile(Model):
    """glossary.yml"""

    terms: dict[str, GlossaryEntry]


class TodayFile(Model):
    """today.yml"""

    notes: dict[str, TodayNote]


class BroadFile(Model):
    """broad.yml"""

    questions: dict[str, BroadQuestion]


class CodeFile(Model):
    """codes.yml"""

    codes: dict[str, Code]
    units: dict[str, str]
