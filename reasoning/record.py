"""Records what one message said: a pure merge of mentions into findings.

Values are converted and checked, statuses follow from them by `reasoning.values`; the latest statement wins over
earlier ones; a message that contradicts itself stores nothing of what it contradicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.model import Knowledge
from reasoning.findings import Findings
from reasoning.mentions import Change, Doubt, Mention, Recorded
from reasoning.quantity import NotAQuantity, Value, tidy
from reasoning.units import ImpossibleValue, UnknownUnit, accepted, convert, factor, infer_unit, significant
from reasoning.values import derive, status_of

Stored = dict[str, Any]
SAME = 0.01


def apply(findings: Findings, mentions: Sequence[Mention], asking: str | None, knowledge: Knowledge) -> Recorded:
    """The findings after the mentions of one message. The given findings are not changed.

    `asking`: the finding or group that the last question was about; a quantity mentioned without a number is a doubt
    only there. Unknown finding ids raise KeyError.
    """
    doubts: list[Doubt] = []
    read: dict[str, Stored] = {}
    for finding, said in _by_finding(mentions).items():
        outcome = _read(said, findings, asking, knowledge)
        if isinstance(outcome, Doubt):
            doubts.append(outcome)
        elif outcome is not None:
            read[finding] = outcome
    merged = {finding: dict(stored) for finding, stored in findings.items()}
    for finding, stored in read.items():
        merged[finding] = _joined(merged.get(finding), stored)
    for finding, reference in knowledge.ranges.items():
        measured = read.get(reference.value_of)
        if reference.value_of == finding or measured is None or finding in read:
            continue
        if "value" in measured or not merged.get(finding, {}).get("said"):
            merged.pop(finding, None)
            if marked := _marked(reference.value_of, finding, mentions, merged, knowledge):
                merged[finding] = marked
    after = derive(merged, knowledge)
    changes = [
        Change(finding, _plain(findings.get(finding)), after.get(finding))
        for finding in (*after, *findings)
        if _plain(findings.get(finding)) != after.get(finding)
    ]
    return Recorded(after, list({change.finding: change for change in changes}.values()), doubts)


def _marked(
    measured: str, finding: str, mentions: Sequence[Mention], findings: Findings, knowledge: Knowledge
) -> Stored | None:
    """The status that a report's own mark on a value gives another finding: a hemoglobin marked L is anemia."""
    flags = [
        (mention.value, mention.flag)
        for mention in mentions
        if mention.finding == measured and mention.flag and mention.value is not None
    ]
    if not flags:
        return None
    value, flag = flags[-1]
    assert value is not None
    return {"status": status_of(finding, value, findings, knowledge, flag=flag), "said": True}


def _plain(stored: Any) -> Stored | None:
    return dict(stored) if stored is not None else None


def _by_finding(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each finding, in order, from the last correction on."""
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.correction:
            grouped[mention.finding] = []
        grouped.setdefault(mention.finding, []).append(mention)
    return grouped


def _read(said: list[Mention], findings: Findings, asking: str | None, knowledge: Knowledge) -> Stored | Doubt | None:
    """What the mentions of one finding store; a doubt; or None where they say nothing storable."""
    finding = said[0].finding
    entry = knowledge.findings[finding]
    valued = [mention for mention in said if mention.value is not None]
    if entry.kind == "category":
        return _category(finding, valued, said, knowledge)
    readings: list[Stored] = []
    for mention in valued:
        if entry.measure is None:
            continue
        outcome = _value(mention, knowledge)
        if isinstance(outcome, Doubt):
            return outcome
        readings.append(outcome)
    if not all(_alike(reading["value"], readings[-1]["value"]) for reading in readings):
        return Doubt("contradiction", finding, valued[-1].value, valued[-1].unit)
    if entry.kind == "quantity":
        return _quantity(finding, readings, said, asking)
    statuses = {mention.status for mention in said if mention.says_status}
    if {"present", "absent"} <= statuses:
        return Doubt("contradiction", finding)
    stored: Stored = readings[-1] if readings else {}
    spoken = [mention.status for mention in said if mention.says_status]
    if spoken:
        known = [status for status in spoken if status != "unknown"]
        stored["status"] = known[-1] if known else "unknown"
        if finding in knowledge.ranges and stored["status"] != "unknown":
            stored["said"] = True
    else:
        flag = valued[-1].flag
        stored["status"] = (
            status_of(finding, stored["value"], findings, knowledge, stored.get("range"), flag) or "unknown"
        )
        if flag:
            stored["said"] = True
    sites = list(dict.fromkeys(site for mention in said for site in mention.sites))
    if sites:
        stored["sites"] = sites
    return {"status": stored.pop("status"), **stored}


def _alike(one: Value, other: Value) -> bool:
    """True for the same value, also where one is the other converted and rounded."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= SAME * max(abs(one), abs(other))


def _category(finding: str, valued: list[Mention], said: list[Mention], knowledge: Knowledge) -> Stored | Doubt | None:
    allowed = knowledge.findings[finding].values or []
    if valued:
        if len({mention.value for mention in valued}) > 1:
            return Doubt("contradiction", finding, options=tuple(allowed))
        value = valued[-1].value
        return (
            {"status": "present", "value": value}
            if value in allowed
            else Doubt("impossible", finding, value, options=tuple(allowed))
        )
    return {"status": "unknown"} if said[-1].status == "unknown" else None


def _quantity(finding: str, readings: list[Stored], said: list[Mention], asking: str | None) -> Stored | Doubt | None:
    """A quantity is present when its value is known; without a number it can only be unknown."""
    if readings:
        return {"status": "present", **readings[-1]}
    if said[-1].status == "unknown" or (said[-1].status == "absent" and asking == finding):
        return {"status": "unknown"}
    return Doubt("value", finding) if asking == finding else None


def _value(mention: Mention, knowledge: Knowledge) -> Stored | Doubt:
    """The value in the vocabulary's unit, with the report's range; or the doubt that keeps it out."""
    finding, value = mention.finding, mention.value
    entry = knowledge.findings[finding]
    assert value is not None and entry.measure is not None
    beside = [bound for bound in mention.range or () if bound is not None]
    try:
        unit = mention.unit or infer_unit(value, finding, knowledge, beside) or infer_unit(value, finding, knowledge)
        if unit is None:
            return Doubt("unit", finding, value, options=tuple(entry.units))
        stored: Stored = {"value": convert(value, unit, finding, knowledge), "unit": entry.measure}
        if mention.range is not None and beside:
            own = accepted(unit, entry) or unit
            by = factor(finding, own, entry.measure)
            stored["range"] = [
                None if bound is None else tidy(significant(bound * by) if by != 1.0 else bound)
                for bound in mention.range
            ]
    except ImpossibleValue:
        return Doubt("impossible", finding, value, mention.unit, tuple(entry.units))
    except UnknownUnit:
        return Doubt("unit", finding, value, mention.unit, tuple(entry.units))
    except NotAQuantity:
        return Doubt("impossible", finding, value, mention.unit, tuple(entry.units))
    return stored


def _joined(before: Stored | None, after: Stored) -> Stored:
    """The new statement over the old one: sites add up; an old value stays beside a status that it agrees with."""
    joined = dict(after)
    if before is None or after["status"] == "unknown":
        return joined
    if before.get("status") == after["status"] == "present" and before.get("sites"):
        joined["sites"] = list(dict.fromkeys([*before["sites"], *after.get("sites", [])]))
    if "value" not in after and "value" in before and before.get("status") in (after["status"], "unknown"):
        joined.update({key: before[key] for key in ("value", "unit", "range") if key in before})
    return joined
