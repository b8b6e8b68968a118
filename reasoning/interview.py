"""What to ask next: the question that can still change the result most, nothing twice, and an end.

A finding is askable while it is not stored at all, was not asked by itself, and can still change the result when all
that was asked and is not known stays unknown. Groups come before single findings, red flags first; a group of which
one member still matters is not asked, that member is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from knowledge.model import Knowledge
from reasoning.assess import trace
from reasoning.findings import Findings, settled
from reasoning.relevance import Parts, influences, ranked

Answer = Literal["no", "unknown", "skip"]
FIRST = "red_flags"


def next_question(
    findings: Findings, asked: Sequence[str], knowledge: Knowledge, after_emergency: bool = False
) -> str | None:
    """The finding or group id to ask about next, or None where nothing askable could change the result.

    `asked`: ids of the questions already put. At an emergency None, unless the person chose to go on
    (`after_emergency`).
    """
    if not after_emergency and trace(findings, knowledge).urgency == "emergency":
        return None
    found = askable(findings, asked, knowledge)
    if not found:
        return None
    order = ranked(found, findings, knowledge)
    groups = _groups(found, asked, knowledge)
    follow_up = _follow_up(found, order, asked, groups, knowledge)
    if FIRST in groups:
        return FIRST
    if follow_up:
        return follow_up
    for group in knowledge.groups:
        if group in groups:
            return group
    return order[0]


def askable(findings: Findings, asked: Sequence[str], knowledge: Knowledge) -> dict[str, Parts]:
    """The findings that a question can still settle with effect, and the parts of the result that each can change."""
    found = influences(findings, knowledge, askable=True)
    return {finding: parts for finding, parts in found.items() if finding not in findings and finding not in asked}


def _groups(found: dict[str, Parts], asked: Sequence[str], knowledge: Knowledge) -> dict[str, list[str]]:
    """The groups worth asking as one question, with their members that still matter: two or more, not yet asked."""
    members = {
        group.id: [finding for finding in group.members if finding in found] for group in knowledge.groups.values()
    }
    return {str(group): inside for group, inside in members.items() if group not in asked and len(inside) > 1}


def _follow_up(
    found: dict[str, Parts], order: list[str], asked: Sequence[str], groups: dict[str, list[str]], knowledge: Knowledge
) -> str | None:
    """The most telling single question on a test that was just spoken of, where it settles a pillar."""
    for finding in order:
        group = knowledge.groups[knowledge.group_of(finding)]
        if (
            group.kind == "tests"
            and group.id in asked
            and group.id not in groups
            and set(found[finding]) & set(knowledge.pillars)
        ):
            return finding
    return None


def settle(question: str, answer: Answer, findings: Findings, knowledge: Knowledge) -> dict[str, dict[str, Any]]:
    """The findings after "no", "I don't know" or a skip to a question about a group or a single finding.

    A group's members that are not yet known get the status that its file names for that answer (a skip: unknown), and
    keep a value they have. A single finding becomes absent on "no" (a quantity or category: unknown), else unknown.
    """
    after = {finding: dict(stored) for finding, stored in findings.items()}
    if question not in knowledge.groups:
        boolean = knowledge.findings[question].kind == "boolean"
        after[question] = {"status": "absent" if answer == "no" and boolean else "unknown"}
        if answer == "no" and question in knowledge.ranges:
            after[question]["said"] = True
        return after
    group = knowledge.groups[question]
    status = {"no": group.no_means, "unknown": group.unknown_means, "skip": "unknown"}[answer]
    for member in group.members:
        if not settled(findings, member):
            boolean = knowledge.findings[member].kind == "boolean"
            after[member] = {**after.get(member, {}), "status": status if boolean else "unknown"}
    return after


def upper_bound(findings: Findings, asked: Sequence[str], knowledge: Knowledge, after_emergency: bool = False) -> int:
    """At most this many more questions follow, whatever is answered: a reliable "at most N more"."""
    if next_question(findings, asked, knowledge, after_emergency) is None:
        return 0
    found = set(askable(findings, asked, knowledge))
    for finding in knowledge.ranges:
        if finding in found:
            found |= {who for who in ("sex", "age") if who not in findings and who not in asked}
    total = 0
    for group in knowledge.groups.values():
        inside = sum(member in found for member in group.members)
        total += inside + (1 if inside > 1 and group.id not in asked else 0)
    return total
