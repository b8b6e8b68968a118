"""Does a condition of a rule table hold for these findings, and on which findings does that rest?"""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.rules_schema import Condition
from reasoning.findings import Findings, figure, status

Pillars = Mapping[str, str]


def holds(condition: Condition, findings: Findings, pillars: Pillars) -> bool:
    """True where every part of the condition holds; a value that only partly keeps a limit does not keep it."""
    if not all(status(findings, finding) == "present" for finding in condition.all_present):
        return False
    if condition.any_present and not any(status(findings, finding) == "present" for finding in condition.any_present):
        return False
    if not all(status(findings, finding) == "absent" for finding in condition.all_absent):
        return False
    if not all(status(findings, finding) in (None, "unknown") for finding in condition.all_unsettled):
        return False
    if any(status(findings, finding) == "present" for finding in condition.not_present):
        return False
    if any(status(findings, finding) == "absent" for finding in condition.not_absent):
        return False
    if any(figure(findings, finding) is not None for finding in condition.no_value):
        return False
    for finding, limit in condition.value.items():
        stated = figure(findings, finding)
        if stated is None or stated.within(limit) is not True:
            return False
    if any(pillars[pillar] not in statuses for pillar, statuses in condition.pillars.items()):
        return False
    count = condition.pillar_count
    if count and sum(found == count.status for found in pillars.values()) < count.at_least:
        return False
    return not condition.any_of or any(holds(inner, findings, pillars) for inner in condition.any_of)


def rests_on(condition: Condition, findings: Findings, pillars: Pillars, because: Mapping[str, list[str]]) -> list[str]:
    """The settled findings that make the condition hold, each once; `because` gives those behind each pillar."""
    named = list(condition.value)
    named += condition.all_present
    named += [finding for finding in condition.any_present if status(findings, finding) == "present"]
    named += condition.all_absent
    named += [finding for finding in condition.not_present if status(findings, finding) == "absent"]
    named += [finding for finding in condition.not_absent if status(findings, finding) == "present"]
    for named_pillar in condition.pillars:
        named += because[named_pillar]
    if condition.pillar_count:
        for pillar, found in pillars.items():
            if found == condition.pillar_count.status:
                named += because[pillar]
    for inner in condition.any_of:
        if holds(inner, findings, pillars):
            named += rests_on(inner, findings, pillars, because)
    return list(dict.fromkeys(named))
