"""Whose a mention is, once everybody in the message is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlu.people import SentencePeople, anybody
from nlu.person import FAMILY, PRONOUNS
from nlu.reading import NOBODY, FindingMention


def told_later(mentions: Sequence[FindingMention], people: Sequence[SentencePeople]) -> list[FindingMention]:
    """ "She can't feel her legs. This is my wife": a pronoun that nobody is named for before means who is named after."""
    persons = [p for sp in people for at, p in sp.named if not p.of_other and (at, p.who) in sp.marks]

    def meant(who: str) -> str:
        sex = PRONOUNS.get(who)
        return next((p.who for p in persons if sex and p.sex in (None, sex)), who)

    return [replace(m, who=meant(m.who)) if m.who in PRONOUNS else m for m in mentions]


def of_others(mentions: Sequence[FindingMention], people: Sequence[SentencePeople], turned: str | None) -> list[FindingMention]:
    """What is told of relatives of somebody else belongs to their family, unless the talk turns to them."""
    others = {p.who: p.word for p in anybody(people) if p.of_other}
    return [
        replace(m, who=others[m.who] if others[m.who] == turned else FAMILY) if m.who in others else m for m in mentions
    ]


def one_age(mentions: Sequence[FindingMention], turned: str | None) -> list[FindingMention]:
    """Without ages that give way to another: loose ones ("62, sore back"), and in "I'm the daughter, 40, asking about mum,
    71" that of nobody in particular."""
    ages = [m for m in mentions if m.finding == "age"]
    firm, theirs = any(not m.bare for m in ages), turned is not None and any(m.who == turned for m in ages)
    return [m for m in mentions if not (m.finding == "age" and ((firm and m.bare) or (theirs and m.who == NOBODY)))]
