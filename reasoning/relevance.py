"""Which findings can still change the result: exact, by decision diagrams.

"The result" is the picture, the status of each pillar, the urgency and the set of raised look-alikes. A finding counts
when some answers to it and to the other open findings lead to different results.
"""

from __future__ import annotations

from collections import OrderedDict

from knowledge.model import Knowledge
from reasoning.compiled import compiled
from reasoning.findings import Findings, settled, status
from reasoning.values import depends_on_person, is_open, status_of, value_behind

Parts = tuple[str, ...]
WEIGHTS = {"picture": 3, "urgency": 2}
PILLAR_WEIGHTS = {"supported": 8, "not_supported": 6, "equivocal": 4, "unknown": 2}
_KEPT = 2048
_cache: OrderedDict[tuple[object, ...], dict[str, Parts]] = OrderedDict()
_gained: OrderedDict[tuple[object, ...], dict[str, int]] = OrderedDict()


def influences(findings: Findings, knowledge: Knowledge, askable: bool = False) -> dict[str, Parts]:
    """For each unsettled finding that can still change the result, the parts of it that it can change.

    Parts are pillar ids, "picture", "urgency" and look-alike ids. With `askable`, a finding that was asked and is not
    known stays so: what is left is what asking can still change. Sex and age are listed with "values" where a stored
    value waits for them.
    """
    model = compiled(knowledge)
    waiting = [
        finding for finding in knowledge.ranges if finding in model.index and is_open(finding, findings, knowledge)
    ]
    setting = model.setting(findings, unknown_stays=askable, free=waiting)
    key = (id(knowledge), askable, *sorted(setting.items()))
    found = _cache.get(key)
    if found is None:
        found = _cache[key] = model.influences(setting)
        if len(_cache) > _KEPT:
            _cache.popitem(last=False)
    result = dict(found)
    for finding in waiting:
        if finding in result:
            for who in _deciding(finding, findings, knowledge):
                result[who] = (*result.get(who, ()), "values")
    if askable:
        for finding in waiting:
            result.pop(finding, None)
    return {finding: tuple(dict.fromkeys(parts)) for finding, parts in result.items()}


def _deciding(finding: str, findings: Findings, knowledge: Knowledge) -> list[str]:
    """Of sex and age, those unsettled ones on which the status of a stored value still depends."""
    behind = value_behind(finding, findings, knowledge)
    if behind is None or not depends_on_person(finding, knowledge) or findings.get(finding, {}).get("said"):
        return []
    rows = knowledge.ranges[finding].rows
    ages = sorted({edge for row in rows for edge in (row.age_from, row.age_under) if edge is not None})
    samples: dict[str, list[object | None]] = {
        "sex": [None, *dict.fromkeys(row.sex for row in rows if row.sex)],
        "age": [None, *([ages[0] - 1, *ages] if ages else [])],
    }
    for who in samples:
        if settled(findings, who):
            samples[who] = [findings[who].get("value")]
    outcome = {}
    for sex in samples["sex"]:
        for age in samples["age"]:
            person = {**findings, "sex": _stored(sex), "age": _stored(age)}
            outcome[sex, age] = status_of(finding, behind["value"], person, knowledge, behind.get("range"))
    deciding = []
    if any(len({outcome[sex, age] for sex in samples["sex"]}) > 1 for age in samples["age"]):
        deciding.append("sex")
    if any(len({outcome[sex, age] for age in samples["age"]}) > 1 for sex in samples["sex"]):
        deciding.append("age")
    return deciding


def _stored(value: object | None) -> dict[str, object]:
    return {"status": "unknown"} if value is None else {"status": "present", "value": value}


def relevant(findings: Findings, knowledge: Knowledge, askable: bool = False) -> list[str]:
    """The unsettled findings that can still change the result, most useful first: the contract's `missing`.

    Findings that were asked and are not known are in it, since learning them could still change the result; with
    `askable` they are left out.
    """
    return ranked(influences(findings, knowledge, askable), findings, knowledge)


def ranked(found: dict[str, Parts], findings: Findings, knowledge: Knowledge) -> list[str]:
    """The findings by how much one answer can change at once, then in asking order; not yet asked ones first."""
    place = {
        finding: number
        for number, finding in enumerate(
            finding for group in knowledge.groups.values() for finding in (*group.order, *group.members)
        )
    }
    gains = _gains(findings, found, knowledge)
    return sorted(found, key=lambda f: (status(findings, f) == "unknown", -gains[f], place.get(f, len(place))))


def _gains(findings: Findings, found: dict[str, Parts], knowledge: Knowledge) -> dict[str, int]:
    """For each finding, the weight of what its most telling answer changes now, all else staying as it is."""
    model = compiled(knowledge)
    setting = model.setting(findings, unknown_stays=True)
    key = (id(knowledge), *sorted((f, *parts) for f, parts in found.items()), *sorted(setting.items()))
    known = _gained.get(key)
    if known is None:
        now = model.verdict(setting)
        known = _gained[key] = {}
        for finding, variable in model.index.items():
            if variable in setting and settled(findings, finding):
                continue
            best = 0
            for answer in range(model.width(finding)):
                then = {
                    part: model.value(part, {**setting, variable: answer})
                    for part in found.get(finding, ())
                    if part in now
                }
                best = max(
                    best, sum(_weight(part, value, knowledge) for part, value in then.items() if value != now[part])
                )
            known[finding] = best
        if len(_gained) > _KEPT:
            _gained.popitem(last=False)
    return {finding: known.get(finding, 0) for finding in found}


def _weight(part: str, value: object, knowledge: Knowledge) -> int:
    return PILLAR_WEIGHTS[str(value)] if part in knowledge.pillars else WEIGHTS.get(part, 1)
