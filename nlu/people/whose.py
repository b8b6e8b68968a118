"""Whose a mention is, once everybody in the message is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlu.people.person import FAMILY, GENERIC, PRONOUNS
from nlu.people.whom import SentencePeople, anybody
from nlu.reading import ACTUAL, NOBODY, NOW, PRESENT, PROFILE, WRITER, FindingMention

_FETCHED = 3  # words from "ring" to "my cousin"


def told_later(mentions: Sequence[FindingMention], people: Sequence[SentencePeople]) -> list[FindingMention]:
    """ "She can't feel her legs. This is my wife": a pronoun that nobody is named for before means who is named after."""
    persons = [
        p for sp in people for at, p in sp.named
        if not p.of_other and (at, p.who) in sp.marks and not (called_in(at, sp) or _unknown_to(at, sp))
    ]

    def meant(who: str) -> str:
        sex = PRONOUNS.get(who)
        return next((p.who for p in persons if sex and p.sex in (None, sex)), who)

    return [replace(m, who=meant(m.who)) if m.who in PRONOUNS else m for m in mentions]


def called_in(at: int, sp: SentencePeople) -> bool:
    """ "We had to ring MY COUSIN": somebody fetched to help is not the one who needs it."""
    return not sp.grammar["calling_in"].isdisjoint(sp.words[max(0, at - _FETCHED) : at])


def _unknown_to(at: int, sp: SentencePeople) -> bool:
    """ "He's been confused, didn't know OUR GRANDSON": whom somebody no longer knows is not told of."""
    before = sp.words[max(0, at - _FETCHED) : at]
    return not sp.grammar["knowing_whom"].isdisjoint(before)


def calcium_of_confused(mentions: Sequence[FindingMention], people: Sequence[SentencePeople]) -> list[FindingMention]:
    """ "Calcium 3.3 at the lab and mum's talking nonsense", "we got a calcium of 3.4 and dad won't wake up": a raised calcium
    that is nobody's in particular is that of the one person who is told to be confused."""
    confused = {m.who for m in mentions if _is_there(m, "confusion")}
    if len(confused) != 1 or not confused.isdisjoint((WRITER, NOBODY, GENERIC, FAMILY)):
        return list(mentions)
    if any(m.who == WRITER and m.finding not in (*PROFILE, "calcium_raised") for m in mentions):
        return list(mentions)
    if any(sp.spans.get("people:back_to_self") for sp in people):
        return list(mentions)
    own = any(w == WRITER and _has(i, sp) for sp in people for i, w in sp.marks)
    who = confused.pop()
    return [
        replace(m, who=who) if _is_there(m, "calcium_raised") and (m.who == NOBODY or (m.who == WRITER and not own)) else m
        for m in mentions
    ]


def _has(at: int, sp: SentencePeople) -> bool:
    """ "MY calcium", "I HAVE"; not "I mean", "like I said", "we", "me"."""
    having = sp.grammar["possessing"] | sp.grammar["am_words"] | sp.grammar["past_tense"]
    return sp.words[at] in sp.grammar["possessives"] or (
        sp.words[at] in sp.grammar["i_words"] and not having.isdisjoint(sp.words[at + 1 : at + 3])
    )


def _is_there(m: FindingMention, finding: str) -> bool:
    return m.finding == finding and m.assertion == PRESENT and m.modality == ACTUAL


def of_others(mentions: Sequence[FindingMention], people: Sequence[SentencePeople], turned: str | None) -> list[FindingMention]:
    """What is told of relatives of somebody else belongs to their family, unless the talk turns to them."""
    others = {p.who: p.word for p in anybody(people) if p.of_other}
    return [
        replace(m, who=others[m.who] if others[m.who] == turned else FAMILY) if m.who in others else m for m in mentions
    ]


def one_age(mentions: Sequence[FindingMention], turned: str | None) -> list[FindingMention]:
    """Without ages that give way to another: loose ones ("62, sore back"), and in "I'm the daughter, 40, asking about mum,
    71" that of nobody in particular; and those of earlier days beside "NOW AT 73"."""
    ages = [m for m in mentions if m.finding == "age"]
    if current := {m.who for m in ages if m.when == NOW}:
        own = (WRITER, NOBODY) if current & {WRITER, NOBODY} else tuple(current)
        mentions = [m for m in mentions if m.finding != "age" or m.when == NOW or m.who not in own]
        ages = [m for m in mentions if m.finding == "age"]
    firm, theirs = any(not m.bare for m in ages), turned is not None and any(m.who == turned for m in ages)
    return [m for m in mentions if not (m.finding == "age" and ((firm and m.bare) or (theirs and m.who == NOBODY)))]


def set_beside(mentions: Sequence[FindingMention], turned: str | None) -> list[FindingMention]:
    """ "For my mother: haemoglobin 89. MINE WAS 130, but that is not important": of who is asked for one's own results tell nothing."""
    if turned in (None, WRITER):
        return list(mentions)
    theirs = {m.finding for m in mentions if m.who in (turned, NOBODY) and m.modality == ACTUAL and m.value is not None}
    return [replace(m, who=GENERIC) if m.who == WRITER and m.finding in theirs and m.finding not in PROFILE else m for m in mentions]
