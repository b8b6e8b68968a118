"""What speaks for and against a pillar, and what would change it: computed by asking the rule tables again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from knowledge.model import Knowledge
from reasoning.compiled import ABSENT, PRESENT, UNSETTLED, Compiled, compiled
from reasoning.findings import Findings, settled

RANK = {"not_supported": 0, "unknown": 1, "equivocal": 2, "supported": 3}
_signs: dict[tuple[int, str], dict[tuple[str, int], int]] = {}


@dataclass(frozen=True)
class Flip:
    """One answer to an open finding that would give a pillar another status.

    `answer` is "present", "absent", or for a number the name of its class: "under", "middle", "over".
    """

    finding: str
    answer: str
    status: str


def sides(pillar: str, findings: Findings, knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """The settled findings that speak for and against a pillar, in the pillar's order.

    A finding speaks for the pillar when its answer nowhere lowers and somewhere raises the status, compared with not
    knowing it (or, where that is no difference, with the opposite answer), and against it in the reverse case.
    """
    model = compiled(knowledge)
    setting = model.setting(findings, unknown_stays=True)
    signs = _all_signs(pillar, model, knowledge)
    supporting: list[str] = []
    opposing: list[str] = []
    for finding in knowledge.pillars[pillar].findings:
        value = setting.get(model.index[finding], UNSETTLED)
        sign = signs.get((finding, value), 0)
        if sign and _counts(pillar, finding, value, setting, model):
            (supporting if sign > 0 else opposing).append(finding)
    return supporting, opposing


def _counts(pillar: str, finding: str, value: int, setting: dict[int, int], model: Compiled) -> bool:
    """True where another answer would make a difference, beside the other findings or if it were the only one."""
    variable = model.index[finding]
    for around in (setting, {}):
        outcomes = {model.value(pillar, {**around, variable: other}) for other in range(model.width(finding))}
        if len(outcomes) > 1:
            return True
    return value == PRESENT


def _all_signs(pillar: str, model: Compiled, knowledge: Knowledge) -> dict[tuple[str, int], int]:
    key = (id(knowledge), pillar)
    if key not in _signs:
        names = knowledge.pillars[pillar].findings
        table = {}
        for values in product(*(range(model.width(name)) for name in names)):
            table[values] = RANK[
                str(model.value(pillar, dict(zip((model.index[name] for name in names), values, strict=True))))
            ]
        found = {}
        for place, name in enumerate(names):
            for value in range(1, model.width(name)):
                against = [UNSETTLED] + ([ABSENT if value == PRESENT else PRESENT] if name not in model.numeric else [])
                found[name, value] = next((sign for other in against if (sign := _sign(table, place, value, other))), 0)
        _signs[key] = found
    return _signs[key]


def _sign(table: dict[tuple[int, ...], int], place: int, value: int, other: int) -> int:
    differences = {
        rank - table[tuple(other if at == place else kept for at, kept in enumerate(values))]
        for values, rank in table.items()
        if values[place] == value
    }
    if max(differences) > 0 and min(differences) >= 0:
        return 1
    return -1 if min(differences) < 0 and max(differences) <= 0 else 0


def flips(pillar: str, findings: Findings, knowledge: Knowledge) -> list[Flip]:
    """Every single answer to an open finding that would change the pillar's status, in the interview's order."""
    model = compiled(knowledge)
    setting = model.setting(findings, unknown_stays=True)
    now = model.value(pillar, setting)
    place = {
        finding: number
        for number, finding in enumerate(finding for group in knowledge.groups.values() for finding in group.order)
    }
    changed = []
    for finding in sorted(knowledge.pillars[pillar].findings, key=lambda name: place.get(name, len(place))):
        if settled(findings, finding):
            continue
        for answer, value in model.answers(finding):
            then = model.value(pillar, {**setting, model.index[finding]: value})
            if then != now:
                changed.append(Flip(finding, answer, str(then)))
    return changed
