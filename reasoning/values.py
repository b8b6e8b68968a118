"""Statuses that follow from values: adult reference ranges, by sex and age where they differ.

A range or flag on the person's own report wins over the reference range; an explicit statement about the status (stored
with `said: true`) wins over both. Where sex or age is missing, a value decides only if all ranges that can apply agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.model import Knowledge
from knowledge.rules_schema import Limit, RangeRow, ReferenceRange
from reasoning.findings import Findings, figure, number, status
from reasoning.quantity import Interval, Value, interval


def status_of(
    finding: str,
    value: Value,
    findings: Findings,
    knowledge: Knowledge,
    report_range: Sequence[float | None] | None = None,
    flag: str | None = None,
) -> str | None:
    """ "present", "absent", or None where the value leaves it open. `value` is in the vocabulary's unit.

    `finding` is one with a reference range (for a hemoglobin value: anemia). `report_range` is the report's own
    (low, high) in the same unit, `flag` its own "H", "L" or "N"; both win over the reference range, the flag first.
    """
    reference = knowledge.ranges[finding]
    above = reference.present == "above"
    if flag in ("H", "L", "N"):
        return "present" if flag == ("H" if above else "L") else "absent"
    stated = interval(value)
    if report_range is not None:
        own = report_range[1] if above else report_range[0]
        if own is not None:
            return _by_limits([own], stated, above)
    return _by_limits([row.limit for row in possible_rows(reference, findings)], stated, above)


def _by_limits(limits: Sequence[float], stated: Interval, above: bool) -> str | None:
    verdicts = {stated.within(Limit(over=limit) if above else Limit(under=limit)) for limit in limits}
    if verdicts == {True}:
        return "present"
    return "absent" if verdicts == {False} else None


def possible_rows(reference: ReferenceRange, findings: Findings) -> list[RangeRow]:
    """The rows of a reference range that can apply to this person, all of them where sex and age are missing."""
    sex = findings["sex"].get("value") if status(findings, "sex") == "present" else None
    age = figure(findings, "age")
    rows = [row for row in reference.rows if sex not in ("female", "male") or row.sex in (None, sex)]
    return [row for row in rows if age is None or _may_be(age, row)]


def _may_be(age: Interval, row: RangeRow) -> bool:
    if row.age_from is not None and age.within(Limit(at_least=row.age_from)) is False:
        return False
    return row.age_under is None or age.within(Limit(under=row.age_under)) is not False


def depends_on_person(finding: str, knowledge: Knowledge) -> bool:
    """True where the reference range of a finding differs by sex or age."""
    reference = knowledge.ranges.get(finding)
    return reference is not None and len(reference.rows) > 1


def value_behind(finding: str, findings: Findings, knowledge: Knowledge) -> Mapping[str, Any] | None:
    """The stored object whose value decides this finding by a reference range, or None where no value is stored."""
    reference = knowledge.ranges.get(finding)
    if reference is None or number(findings, reference.value_of) is None:
        return None
    return findings[reference.value_of]


def is_open(finding: str, findings: Findings, knowledge: Knowledge) -> bool:
    """True where a value is known but does not decide the status (sex or age is missing, or the range straddles)."""
    return status(findings, finding) in (None, "unknown") and value_behind(finding, findings, knowledge) is not None


def derive(findings: Findings, knowledge: Knowledge) -> dict[str, dict[str, Any]]:
    """The findings with every status that follows from a stored value; a new object.

    Statuses that were said, and statuses without a value behind them, stay. An open one becomes unknown and keeps its
    value.
    """
    derived = {finding: dict(stored) for finding, stored in findings.items()}
    for finding in knowledge.ranges:
        behind = value_behind(finding, derived, knowledge)
        if behind is None or derived.get(finding, {}).get("said"):
            continue
        found = status_of(finding, behind["value"], derived, knowledge, behind.get("range"))
        derived.setdefault(finding, {})["status"] = found or "unknown"
    return derived
