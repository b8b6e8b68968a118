"""Trouble below that is accounted for: a catheter of eleven years, what happened "twenty years back", no toilet on the train;
and what somebody says that the writer can or has, who says that it is not so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, zip_longest

from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PAST, PRESENT, WRITER, FindingMention
from nlu.sentences.told import Told
from nlu.words.lexicon import Span

Grammar = Mapping[str, frozenset[str]]
_LIVED_WITH = 9  # words from an alarm to "for eleven years"
_CLAIMED = 9  # words from "he says" to what he says
_FIRST_YEAR = 1930
_NOW = 4  # words of "now I can"
_REPLY = 3  # words of "I still can't", with its "but"


def accounted(told: Sequence[Told], grammar: Grammar) -> None:
    """Puts in the past what is old, and takes back what had no chance to be otherwise. Changes `told` in place."""
    for i, t in enumerate(told):
        later = told[i + 1] if i + 1 < len(told) else None
        if not any(_alarm(m, grammar["alarming"]) for m in t.mentions):
            continue
        dated = later is not None and any(s.start == 0 for s in later.spans.get("cues:dated_last", ()))
        t.mentions = [_read_again(m, t, later, dated, grammar) for m in t.mentions]


def was_well(told: Sequence[Told], grammar: Grammar) -> None:
    """ "Obtunded. Daughter reports SHE WAS LUCID ON MONDAY": how somebody was of late takes nothing back from what is there now.

    Changes `told` in place."""
    there = {m.finding for t in told for m in t.mentions if _alarm(m, grammar["alarming"]) and not m.bare}
    for t in told:
        t.mentions = [m for m in t.mentions if not (m.finding in there and m.assertion == ABSENT and _was_then(m, t, grammar))]


def _was_then(m: FindingMention, t: Told, grammar: Grammar) -> bool:
    before = [token.text for token in t.sentence.tokens if token.end <= m.start]
    days = (s for cue in ("acute", "then", "value_weekday") for s in t.spans.get(f"cues:{cue}", ()))
    day = any(t.sentence.tokens[s.start].start >= m.end for s in days)
    return bool(before) and before[-1] in grammar["plain_was"] and day and not t.spans.get("cues:now")


def contradicted(told: Sequence[Told], grammar: Grammar) -> None:
    """ "My husband says I can hold it. I CAN'T.", "The nurse ticked that I'm numb. I'm NOT.", "Asked if I can feel my legs, I CAN'T".

    Changes `told` in place.
    """
    for t, later in zip_longest(told, told[1:]):
        words = [token.text for token in t.sentence.tokens]
        cut = next((i for i in range(len(words) - 1, 0, -1) if words[i] in grammar["splitters"] | grammar["clause_cuts"]), len(words))
        ended = t.sentence.end != "?"
        if not (ended and _replied(t, range(cut), words[cut:], grammar)) and later is not None and later.sentence.end != "?":
            _replied(t, range(len(words)), [token.text for token in later.sentence.tokens], grammar)


def _replied(t: Told, claim: range, reply: Sequence[str], grammar: Grammar) -> bool:
    """Turns round what somebody claims in the tokens `claim`, where a reply of a few words says that it is not so."""
    while reply and reply[0] in grammar["but_words"] | grammar["splitters"] | grammar["clause_cuts"]:
        reply = reply[1:]
    if not 1 < len(reply) <= _REPLY or reply[1] not in grammar["replying"] or not set(reply[2:]) <= grammar["not_words"]:
        return False
    if reply[0] not in grammar["i_words"] | grammar["pronoun_words"] | grammar["it_or_they"]:
        return False
    before = t.mentions
    t.mentions = [
        replace(m, assertion=ABSENT if m.assertion == PRESENT else PRESENT, modality=ACTUAL, bare=False)
        if _claimed(m, t, claim, reply, grammar) else m
        for m in before
    ]
    return t.mentions != before


def _claimed(m: FindingMention, t: Told, within: range, reply: Sequence[str], grammar: Grammar) -> bool:
    """Somebody says so, and the reply turns it round: "I can" - "I can't", and not "I'm not weak" - "I'm not"."""
    its_own = reply[0] in grammar["it_or_they"]  # "... that my legs are fine. THEY aren't."
    own = reply[0] in grammar["i_words"]
    if m.finding not in grammar["alarming"] or m.modality != ACTUAL or not (its_own or own == (m.who in (WRITER, NOBODY))):
        return False
    words = [token.text for token in t.sentence.tokens][: within.stop]
    inside = [i for i, token in enumerate(t.sentence.tokens) if m.start <= token.start < m.end and i in within]
    if not inside:
        return False
    said = [i for i in range(max(0, inside[0] - _CLAIMED), inside[-1]) if words[i] in grammar["put_down_as"]]
    asked = bool(said) and words[said[-1]] in grammar["asked_words"]
    if not said or (asked and not own) or (not asked and words[said[-1] - 1] in grammar["i_words"]):
        return False  # "I say I can", "asked if my legs are weak, they aren't"
    if not asked and not grammar["conditionals"].isdisjoint(words[said[-1] + 1 : inside[0]]):
        return False  # "I was told to ring IF my bladder leaks. It has not."
    claim = words[said[-1] + 1 :]
    if m.assertion == PRESENT and reply[1] not in claim:
        return False  # "Mum says I can't walk. I am."
    return grammar["not_words"].isdisjoint(claim) != grammar["not_words"].isdisjoint(reply)


def _alarm(m: FindingMention, findings: frozenset[str]) -> bool:
    return m.finding in findings and m.assertion == PRESENT and m.modality == ACTUAL


def _read_again(m: FindingMention, t: Told, later: Told | None, dated: bool, grammar: Grammar) -> FindingMention:
    if not _alarm(m, grammar["alarming"]):
        return m
    old = dated or (later is not None and _able_now(m, t, later, grammar))
    old = old or (m.finding in grammar["below"] and _lived_with(m, t, grammar)) or _since_year(m, t, later, grammar)
    if old and not _fresh(m, t, grammar):
        return replace(m, modality=PAST)
    return replace(m, modality=HYPOTHETICAL) if m.finding in grammar["below"] and _kept_from(m, t, later) else m


def _able_now(m: FindingMention, t: Told, later: Told, grammar: Grammar) -> bool:
    """ "That was when I couldn't lift my foot. NOW I CAN.": what was not possible then."""
    words = [token.text for token in later.sentence.tokens]
    own = {token.text for token in t.sentence.tokens if m.start <= token.start < m.end}
    if own.isdisjoint(grammar["not_words"]) or not 2 < len(words) <= _NOW or words[0] not in grammar["now_words"]:
        return False
    return words[-1] in grammar["able_words"] and words[-2] in grammar["i_words"] | grammar["pronoun_words"]


def _fresh(m: FindingMention, t: Told, grammar: Grammar) -> bool:
    """ "... and worse since Monday", "until this week": it is new for all its years."""
    words = [token.text for token in t.sentence.tokens if token.start >= m.end]
    new = grammar["still_there"] | grammar["up_to_then"] | (grammar["but_words"] - grammar["because_words"])
    lately = [s for s in t.spans.get("cues:acute", ()) if t.sentence.tokens[s.start].text not in grammar["for_words"]]  # "for two days"
    return bool(lately) or not new.isdisjoint(words)


def _lived_with(m: FindingMention, t: Told, grammar: Grammar) -> bool:
    """ "A catheter FOR ELEVEN YEARS", in the alarm's own clause."""
    return any(_behind(s, m, t, grammar) for s in t.spans.get("cues:these_years", ()))


def _since_year(m: FindingMention, t: Told, later: Told | None, grammar: Grammar) -> bool:
    """ "I had a stroke IN 2010 and my arm has been weak SINCE THEN": of a year gone by, unless something has changed of late."""
    if later is not None and (later.spans.get("cues:acute") or later.spans.get("cues:now")):
        return False
    before = [token.number for token in t.sentence.tokens if token.end <= m.start]
    year = next((n for n in before if n is not None and _FIRST_YEAR <= n < date.today().year - 1), None)
    words = [token.text for token in t.sentence.tokens if token.start >= m.end]
    since = any(a in grammar["since_words"] and b in grammar["then_words"] for a, b in pairwise(words))
    return year is not None and since


def _behind(span: Span, m: FindingMention, t: Told, grammar: Grammar) -> bool:
    end = next((i for i, token in enumerate(t.sentence.tokens) if token.start >= m.end), len(t.sentence.tokens))
    between = [token.text for token in t.sentence.tokens[end : span.start]]
    return end <= span.start <= end + _LIVED_WITH and grammar["clause_cuts"].isdisjoint(between)


def _kept_from(m: FindingMention, t: Told, later: Told | None) -> bool:
    """ "I can't go at work as there's nobody to cover, but I PEE FINE at home": nothing below is at fault."""
    reasons = [s for s in t.spans.get("cues:no_chance", ()) if t.sentence.tokens[s.start].start >= m.end]
    well = any(s.start > r.start for r in reasons for s in t.spans.get("cues:went_well", ()))
    return bool(reasons) and (well or bool(later and later.spans.get("cues:went_well")))
