"""Several mentions of one thing in a message become one; what one phrase implies for another finding is settled here."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from nlu.reading import ABSENT, ACTUAL, PRESENT, FindingMention


def merge(mentions: Sequence[FindingMention]) -> list[FindingMention]:
    """Mentions without duplicates, in reading order; holes told of the skull alone are the skull's only."""
    ordered = _skull_only(sorted(mentions, key=lambda m: (m.start, m.end)))
    out: list[FindingMention] = []
    for mention in ordered:
        twin = next((i for i, m in enumerate(out) if _same(m, mention)), None)
        if twin is None:
            out.append(mention)
        else:
            sites = tuple(dict.fromkeys((*out[twin].sites, *mention.sites)))
            out[twin] = replace(out[twin], sites=sites, bare=out[twin].bare and mention.bare)
    return out


def _same(a: FindingMention, b: FindingMention) -> bool:
    return (a.finding, a.assertion, a.who, a.modality, a.value, a.unit) == (b.finding, b.assertion, b.who, b.modality, b.value, b.unit)


def _skull_only(mentions: list[FindingMention]) -> list[FindingMention]:
    """"Any holes? Yes, punched-out ones in the skull": the holes without a bone of their own are those in the skull."""
    skull = [m for m in mentions if m.finding == "skull_lesions" and m.assertion == PRESENT and m.modality == ACTUAL]
    if not skull:
        return mentions
    elsewhere = [m for m in mentions if m.finding == "osteolytic_lesions" and m.sites and m.assertion == PRESENT and not _generic(m)]
    if elsewhere:
        return mentions
    return [m for m in mentions if not (m.finding == "osteolytic_lesions" and m.assertion in (PRESENT, ABSENT) and m.assertion == PRESENT)]


def _generic(mention: FindingMention) -> bool:
    """Sites that name no bone ("lesions on the x-ray")."""
    return all(site in ("x ray", "xray", "scan", "ct", "pet", "mri", "imaging", "films", "bone", "bones", "skeletal survey", "bony") for site in mention.sites)
