"""Questions to put to a doctor: at most five, from what is raised and what is missing, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model import Knowledge
from reasoning.assess import Trace
from reasoning.findings import Findings
from reasoning.sentences import Ref, Refs, Sentence

MOST = 5
TESTS = 2
"""Tests that one question asks for."""


def signs(pillars: Sequence[str]) -> Ref:
    """The signs of these pillars, named together."""
    return Ref("signs", " ".join(pillars))


def one_of_each(missing: Sequence[str], knowledge: Knowledge) -> list[str]:
    """The missing findings with the most useful one of every group first, then the rest, each part in order."""
    first: dict[str, str] = {}
    for name in missing:
        first.setdefault(knowledge.group_of(name), name)
    return [*first.values(), *(name for name in missing if name not in first.values())]


def tests_for(missing: Sequence[str], knowledge: Knowledge) -> list[str]:
    """Of the missing findings, those that a test can tell: the most useful one of every kind of test."""
    tests = [name for name in missing if knowledge.tests(name)]
    return one_of_each(tests, knowledge)[: len({knowledge.group_of(name) for name in tests})]


def ask_doctor(found: Trace, findings: Findings, missing: Sequence[str], knowledge: Knowledge) -> tuple[Sentence, ...]:
    """Up to five questions to ask; with an emergency, whether to be seen now comes first."""
    asked: list[Sentence] = []
    reasons = tuple(dict.fromkeys(source for reason in found.reasons for source in reason.sources))
    if found.urgency == "emergency":
        asked.append(Sentence("ask.urgent", {}, reasons))
    for status in ("supported", "equivocal"):
        pillars = [pillar for pillar, now in found.statuses.items() if now == status]
        if pillars:
            sources = tuple(dict.fromkeys(source for pillar in pillars for source in found.pillars[pillar].sources))
            asked.append(Sentence(f"ask.{status}", {"pillars": signs(pillars)}, sources))
    tests = tests_for(missing, knowledge)[:TESTS]
    if tests:
        sources = tuple(dict.fromkeys(source for name in tests for source in knowledge.findings[name].facts))
        asked.append(Sentence("ask.test", {"tests": Refs(tuple(Ref("test", name) for name in tests), "or")}, sources))
    if found.differential:
        first = found.differential[:2]
        sources = tuple(dict.fromkeys(source for part in first for source in part.sources))
        asked.append(
            Sentence(
                "ask.look_alikes",
                {"conditions": Refs(tuple(Ref("label", part.condition) for part in first), "or")},
                sources,
            )
        )
    asked.append(Sentence("ask.watch", {}, reasons))
    if len(asked) < MOST - 1 and findings:
        asked.append(Sentence("ask.results", {}, found.picture.sources))
    return (Sentence("ask.intro", {}, found.picture.sources), *asked[:MOST])
