"""Alarms that were supposed, or over, and are there: "If my legs go weak I was told to ring. They have."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.alarms.around import around_alarm, came_back, is_alarm
from nlu.reading import ACTUAL, HYPOTHETICAL, PAST, PRESENT, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_DENIED = 3
_REMARK = 6  # words of "well, they have gone weak"


def come_true(told: Sequence[Told], grammar: Grammar) -> None:
    """ "If my legs go weak I was told to ring. They have.", "It got better, but it's weak again": what was supposed, or over,
    is there. Changes `told` in place."""
    for i, t in enumerate(told):
        for at, m in enumerate(t.mentions):
            if m.finding not in grammar["alarming"] or m.assertion != PRESENT or m.modality not in (HYPOTHETICAL, PAST):
                continue
            later = told[i + 1] if i + 1 < len(told) and (told[i + 1].silent or _opens_back(told[i + 1])) else None
            again = m.modality == PAST and later is not None and _back(m, t, later, grammar)
            if again or (m.modality == HYPOTHETICAL and _fulfilled(m, t, told[i + 1 : i + 2], grammar)):
                t.mentions[at] = replace(m, modality=ACTUAL)
                continue
            for near in told[i : i + 2]:
                near.mentions = [replace(o, who=m.who, bare=False) if _again(o, m, near, grammar) else o for o in near.mentions]




def _fulfilled(m: FindingMention, t: Told, following: Sequence[Told], grammar: Grammar) -> bool:
    """ "... if you go numb between your legs, and I have", "... Well, they have."."""
    around = around_alarm(m, t, None, grammar)
    if t.sentence.end != "?" and any(end == around.close for _, end in around.after("come_true")):
        return True
    return any(
        _closes(span.end, later) and later.sentence.end != "?"
        for later in following
        for span in later.spans.get("cues:come_true", ())
    )


def _closes(end: int, later: Told) -> bool:
    """A remark of a few words ends there, or with the time since when: "That's my husband SINCE BREAKFAST"."""
    since = {i for s in later.spans.get("cues:acute", ()) for i in range(s.start, s.end)}
    return len(later.sentence.tokens) <= _REMARK and since.issuperset(range(end, len(later.sentence.tokens)))


def _opens_back(later: Told) -> bool:
    """ "It passed, but LAST NIGHT IT RETURNED, and my calcium is high": before anything else is told."""
    first = min((m.start for m in (*later.mentions, *later.named)), default=0)
    return any(later.sentence.tokens[s.end - 1].start < first for s in later.spans.get("cues:back_again", ()))


def _back(m: FindingMention, t: Told, later: Told, grammar: Grammar) -> bool:
    """ "... It's back since Tuesday.", and of what no longer comes: "He stopped peeing. Nothing since last night."."""
    words = [token.text for token in later.sentence.tokens]
    if came_back([s.start for s in later.spans.get("cues:back_again", ())], words, grammar):
        return True
    none_since = len(words) > _DENIED and words[0] in grammar["nothing_words"] and words[1] in grammar["onwards"]
    around = around_alarm(m, t, None, grammar)
    return none_since and (around.any("unable_words", around.first, around.last) or "stopped" in around.words[around.first : around.last])


def _again(m: FindingMention, earlier: FindingMention, t: Told, grammar: Grammar) -> bool:
    """A word that is too loose by itself ("it is weak again"), behind what it takes up."""
    if m.finding != earlier.finding or not (m.bare and is_alarm(m, grammar)) or m.start < earlier.end:
        return False
    around = around_alarm(m, t, None, grammar)
    taken = around.any("it_or_they", around.first - _DENIED - 1, around.first)
    return taken and (earlier.modality == HYPOTHETICAL or around.any("again_words", around.first - _DENIED, around.last + 1))
