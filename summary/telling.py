"""What was said, in words: each finding with its value, its reading against a range, its places and its sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.model import Knowledge
from knowledge.rules_schema import ReferenceRange
from reasoning.findings import Findings, number
from reasoning.sentences import Ref
from reasoning.values import possible_rows, status_of
from reasoning.wording import joined, phrase
from summary.model import Group, Person, Reading, Told

PROFILE = "profile"
MOST = 60
"""Characters of a place that a person named; what is longer is cut."""


def told(finding: str, findings: Findings, knowledge: Knowledge) -> Told:
    """One stored finding; KeyError where nothing is stored of it."""
    stored = findings[finding]
    value, unit = stored.get("value"), stored.get("unit") or knowledge.findings[finding].measure
    if value is None or stored["status"] == "unknown":
        text = phrase(Ref("told", finding, stored["status"]), knowledge)
    else:
        text = phrase(Ref("told", finding, stored["status"], value, unit), knowledge)
    sites = tuple(site for site in map(shown, stored.get("sites") or ()) if site)
    if sites:
        where = joined(sites, "and", knowledge.words.explanations)
        text = knowledge.words.summary.sites.format(text=text, sites=where)
    read = reading(finding, findings, knowledge)
    return Told(
        finding,
        stored["status"],
        knowledge.words.summary.read.format(text=text, reading=read.text) if read else text,
        value,
        unit if value is not None else None,
        sites,
        read,
        tuple(dict.fromkeys((*sources_of(finding, knowledge), *([read.source] if read else [])))),
    )


def shown(text: object) -> str:
    """Free text as every face can show it: one line, no control characters or broken Unicode, `MOST` characters."""
    kept = "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in ("Cc", "Cs", "Cn") else char
        for char in " ".join(unicodedata.normalize("NFC", str(text)).split())
    )
    return kept if len(kept) <= MOST else f"{kept[: MOST - 1]}…"


def every(names: Iterable[str], findings: Findings, knowledge: Knowledge) -> tuple[Told, ...]:
    """Those of these findings of which something is stored, each once, in order."""
    return tuple(told(name, findings, knowledge) for name in dict.fromkeys(names) if name in findings)


def sources_of(finding: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The facts and guidelines that a finding rests on."""
    entry = knowledge.findings[finding]
    return tuple(dict.fromkeys((*entry.facts, *entry.guidelines)))


def reading(finding: str, findings: Findings, knowledge: Knowledge) -> Reading | None:
    """The value read against its range; None for a finding without a number or without a range."""
    found = next(((name, ref) for name, ref in knowledge.ranges.items() if ref.value_of == finding), None)
    if found is None or number(findings, finding) is None:
        return None
    name, reference = found
    stored, words = findings[finding], knowledge.words.summary
    above = reference.present == "above"
    own, limits = _limits(reference, stored, findings)
    shown = " / ".join(amount(limit, reference.unit) for limit in limits)
    limit = (words.limit_own if own else words.limit).format(limit=shown)
    marked = findings.get(name) or {}
    if marked.get("said") and marked.get("status") in ("present", "absent"):
        noted = phrase(Ref("told", name, marked["status"]), knowledge)
        return Reading("said", limits, own, words.reading_said.format(noted=noted), reference.source)
    status = status_of(name, stored["value"], findings, knowledge, stored.get("range"))
    verdict = {
        "present": "above" if above else "below",
        "absent": "not_above" if above else "not_below",
        None: "open",
    }[status]
    template = str(getattr(words, f"reading_{verdict}"))
    return Reading(verdict, limits, own, template.format(limit=limit), reference.source)


def _limits(reference: ReferenceRange, stored: Mapping[str, Any], findings: Findings) -> tuple[bool, tuple[float, ...]]:
    """Whether the report's own limit counts, and the limits that do."""
    report = stored.get("range")
    own = report[1 if reference.present == "above" else 0] if report else None
    if own is not None:
        return True, (own,)
    return False, tuple(sorted({row.limit for row in possible_rows(reference, findings)}))


def amount(number: float, unit: str | None) -> str:
    """A number with its unit: `10%`, `2.6 mmol/L`."""
    return f"{number:g}%" if unit == "%" else f"{number:g} {unit or ''}".rstrip()


def person(findings: Findings, knowledge: Knowledge) -> Person:
    """Age and sex as told."""
    age, sex = (told(name, findings, knowledge) if name in findings else None for name in ("age", "sex"))
    return Person(age, sex)


def groups(findings: Findings, knowledge: Knowledge) -> tuple[Group, ...]:
    """What was said, by group in the interview's order; groups of which nothing was said, and the profile, left out."""
    found = []
    for group in knowledge.groups.values():
        said = [name for name in group.members if name in findings]
        if group.id == PROFILE or not said:
            continue
        by = {
            status: every((name for name in said if findings[name]["status"] == status), findings, knowledge)
            for status in ("present", "absent", "unknown")
        }
        found.append(Group(group.id, knowledge.words.label(group.id), by["present"], by["absent"], by["unknown"]))
    return tuple(found)
