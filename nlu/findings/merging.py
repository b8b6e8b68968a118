"""Several mentions of one thing in a message become one; what one phrase implies for another finding is settled here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.reading import ABSENT, ACTUAL, NOBODY, NOW, PRESENT, THEN, WRITER, FindingMention


def merge(
    mentions: Sequence[FindingMention], grammar: Mapping[str, frozenset[str]], corrected: bool = False
) -> list[FindingMention]:
    """Mentions without duplicates, in reading order.

    `corrected`: the message puts itself right, so that of two opposite statements neither is dropped here.
    """
    ordered = _now_wins(_counted(sorted(mentions, key=lambda m: (m.start, m.end))), corrected)
    if not corrected:
        ordered = _somewhere_wins(_accounted(ordered, grammar), grammar)
    out: list[FindingMention] = []
    for mention in _without_mere_names(ordered):
        twin = next((i for i, m in enumerate(out) if _same(m, mention)), None)
        if twin is None:
            out.append(mention)
        else:
            sites = tuple(dict.fromkeys((*out[twin].sites, *mention.sites)))
            out[twin] = replace(out[twin], sites=sites, bare=out[twin].bare and mention.bare)
    return out


def _without_mere_names(mentions: Sequence[FindingMention]) -> list[FindingMention]:
    """ "No bladder trouble (typo, BLADDER)", "BLADDER and bowel control is normal": beside a fact a mere name tells nothing."""
    told = {(m.finding, _one(m.who)) for m in mentions if m.is_fact}
    return [m for m in mentions if not (m.bare and m.assertion == PRESENT and (m.finding, _one(m.who)) in told)]


def _same(a: FindingMention, b: FindingMention) -> bool:
    return (a.finding, a.assertion, a.who, a.modality, a.value, a.unit) == (
        b.finding,
        b.assertion,
        b.who,
        b.modality,
        b.value,
        b.unit,
    )


def _now_wins(mentions: list[FindingMention], corrected: bool) -> list[FindingMention]:
    """ "It was high last year, it's normal now", "it was 90, now 12": of two opposite statements the one about now stands.

    In a message that puts itself right, none falls before an earlier one.
    """

    def beaten(m: FindingMention) -> bool:
        rivals = [
            o
            for o in mentions
            if o.finding == m.finding and _one(o.who) == _one(m.who) and o.modality == ACTUAL and not o.bare
            and _differ(o, m) and not (corrected and o.start < m.start)
        ]
        later = {o.start for o in rivals if o.when == THEN and o.start > m.start}  # "fine in May, low in June"
        return any((o.when == NOW and m.when != NOW) or (m.when == THEN and (o.when != THEN or o.start in later)) for o in rivals)

    return [m for m in mentions if not (m.modality == ACTUAL and beaten(m))]


def _accounted(mentions: list[FindingMention], grammar: Mapping[str, frozenset[str]]) -> list[FindingMention]:
    """ "I lost a stone. It was on purpose": what is accounted for in a later sentence was not meant."""
    accounts = {(m.finding, _one(m.who)): m.start for m in mentions if m.bare and m.assertion == ABSENT and m.modality == ACTUAL}
    meant = [
        m
        for m in mentions
        if m.finding in grammar["accounted"] and _is_found(m) and m.start < accounts.get((m.finding, _one(m.who)), m.start)
    ]
    explained = {m.finding for m in meant}
    return [
        replace(m, bare=False) if m.finding in explained and m.bare and m.assertion == ABSENT else m
        for m in mentions
        if m not in meant
    ]


def _differ(a: FindingMention, b: FindingMention) -> bool:
    both = a.value is not None and b.value is not None
    return a.value != b.value if both else {a.assertion, b.assertion} == {PRESENT, ABSENT}


def _somewhere_wins(
    mentions: list[FindingMention], grammar: Mapping[str, frozenset[str]]
) -> list[FindingMention]:
    """ "My legs are fine but my arms are weak": what is found at one place is found, whatever is clear elsewhere."""
    found = {(m.finding, _one(m.who)) for m in mentions if m.finding in grammar["somewhere"] and _is_found(m)}
    anybody = {finding for finding, _ in found}
    return [
        m
        for m in mentions
        if not (m.assertion == ABSENT and ((m.finding, _one(m.who)) in found or (m.who == NOBODY and m.finding in anybody)))
    ]


def _one(who: str) -> str:
    """Where nobody is named, it is told of whoever the rest of the message is told of."""
    return WRITER if who == NOBODY else who


def _is_found(m: FindingMention) -> bool:
    return m.is_fact and m.assertion == PRESENT


def _counted(mentions: list[FindingMention]) -> list[FindingMention]:
    """ "3 % plasma cells, which is normal": where their share is told, "too many" and "not too many" say nothing more."""
    whose = {_one(m.who) for m in mentions if _told(m, "marrow_plasma_cells") and m.value is not None}
    return [m for m in mentions if m.finding != "plasma_cells_increased" or _one(m.who) not in whose]


def _told(m: FindingMention, finding: str) -> bool:
    return m.finding == finding and m.assertion == PRESENT and m.modality == ACTUAL
