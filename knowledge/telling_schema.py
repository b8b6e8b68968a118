"""Models of what is asked and told around the rules: the interview's groups, terms, today's notes, broad questions, codes.

What every field means is in docs/knowledge.md.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, root_validator

from knowledge.rules_schema import Condition
from knowledge.schema import GroupId, Model


class Group(Model):
    """A group of the interview: one gateway question settles or opens its members."""

    id: GroupId
    kind: Literal["profile", "symptoms", "tests", "history"]
    members: list[str] = Field(min_items=1)
    order: list[str] = Field(default_factory=list)
    no_means: Literal["absent", "unknown"]
    unknown_means: Literal["absent", "unknown"]
    changes: list[Literal["marrow", "bone", "protein", "picture", "urgency", "differential", "values"]] = Field(
        min_items=1
    )
    sources: list[str] = Field(min_items=1)


class GlossaryEntry(Model):
    """A term: the facts its explanation rests on; `general` where it also says what is common knowledge.

    `marked`: false for an everyday word, which a page does not mark where it occurs.
    """

    facts: list[str] = Field(default_factory=list)
    general: bool = False
    marked: bool = True

    @root_validator(skip_on_failure=True)
    def _rests(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values["facts"] and not values["general"]:
            raise ValueError("a term needs facts, or general: true")
        return values


class TodayNote(Model):
    """A note on what doctors use today: its guideline, and where it is shown.

    `beside`: the facts it stands beside; `outside`: subjects that the document leaves out and today's guidance does not;
    `when`: the findings with which it matters by itself. Rules never look at it.
    """

    source: str
    beside: list[str] = Field(default_factory=list)
    outside: list[str] = Field(default_factory=list)
    when: Condition | None = None

    @root_validator(skip_on_failure=True)
    def _stands(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values["beside"] and not values["outside"]:
            raise ValueError("a note needs `beside` facts, or subjects `outside` the document")
        return values


class BroadQuestion(Model):
    """A question that several facts answer together, in this order."""

    facts: list[str] = Field(min_items=2, max_items=6)


class Code(Model):
    """The code of a finding's value in a public code system; `sure` says why it fits and what it leaves open."""

    system: Literal["http://loinc.org", "http://snomed.info/sct"]
    code: str
    display: str
    sure: str
