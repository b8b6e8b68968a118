"""Reading findings objects: statuses and values, and the check of an object that comes from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.model import Knowledge
from reasoning.quantity import Interval, NotAQuantity, interval

Finding = Mapping[str, Any]
Findings = Mapping[str, Finding]
STATUSES = ("present", "absent", "unknown")
FIELDS = {"status", "value", "unit", "sites", "range", "said"}


class BadFindings(ValueError):
    """The object is not a findings object; the message names the finding and what is wrong, in one line."""


def status(findings: Findings, finding: str) -> str | None:
    """The stored status, or None where nothing is stored."""
    stored = findings.get(finding)
    return stored["status"] if stored else None


def settled(findings: Findings, finding: str) -> bool:
    """True where the finding is known to be present or absent; unknown and missing are unsettled."""
    return status(findings, finding) in ("present", "absent")


def number(findings: Findings, finding: str) -> Interval | None:
    """The stated number, range or bound of a finding, in the vocabulary's unit, or None."""
    stored = findings.get(finding)
    if not stored or stored.get("value") is None:
        return None
    try:
        return interval(stored["value"])
    except NotAQuantity:
        return None


def figure(findings: Findings, finding: str) -> Interval | None:
    """As `number`, for a quantity finding whose value is known (status present)."""
    return number(findings, finding) if status(findings, finding) == "present" else None


def check(raw: object, knowledge: Knowledge) -> dict[str, dict[str, Any]]:
    """The object as findings, or BadFindings.

    Refused are unknown ids, statuses and fields, and values of the wrong kind, in a foreign unit or impossible.
    """
    if not isinstance(raw, dict):
        raise BadFindings("findings must be an object of finding ids")
    checked: dict[str, dict[str, Any]] = {}
    for finding, stored in raw.items():
        if finding not in knowledge.findings:
            raise BadFindings(f"unknown finding id {finding!r}")
        _check_one(finding, stored, knowledge)
        checked[finding] = dict(stored)
    return checked


def _check_one(finding: str, stored: object, knowledge: Knowledge) -> None:
    entry = knowledge.findings[finding]
    if not isinstance(stored, dict):
        raise BadFindings(f"{finding}: must be an object with a status")
    if stored.get("status") not in STATUSES:
        raise BadFindings(f"{finding}: status must be one of {', '.join(STATUSES)}, not {stored.get('status')!r}")
    if foreign := sorted(map(str, set(stored) - FIELDS)):
        raise BadFindings(f"{finding}: unknown field {foreign[0]!r}")
    value = stored.get("value")
    if entry.kind == "category":
        if stored["status"] == "present" and value not in (entry.values or ()):
            raise BadFindings(f"{finding}: value must be one of {', '.join(entry.values or ())}, not {value!r}")
        return
    if entry.kind == "quantity" and stored["status"] == "present" and value is None:
        raise BadFindings(f"{finding}: present needs a value")
    if stored.get("unit") not in (None, entry.measure):
        raise BadFindings(f"{finding}: unit must be {entry.measure or 'left out'}, not {stored['unit']!r}")
    if value is None:
        return
    if entry.measure is None or entry.plausible is None:
        raise BadFindings(f"{finding}: takes no value")
    try:
        stated = interval(value)
    except NotAQuantity as error:
        raise BadFindings(f"{finding}: {error}") from None
    if any(not entry.plausible.low <= end <= entry.plausible.high for end in stated.ends()):
        raise BadFindings(f"{finding}: {value!r} is not possible in {entry.measure}")
