"""The side that does hurt, named after the one that does not: "The left hip doesn't hurt, IT'S THE RIGHT ONE", "not my upper
back, the lower"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.reading import ABSENT, ACTUAL, PRESENT, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_SIDES = (("left_words", "right_words"), ("upper_words", "lower_words"))
_BEFORE = 3  # words from "left" to a place named behind it
_NAMED = 2  # words of "side one"


def other_side(told: Sequence[Told], grammar: Grammar) -> None:
    """Adds the pain of the other side, where nothing but this is said of it. Changes `told` in place."""
    for t in told:
        if t.sentence.end == "?":
            continue
        denied = [m for m in t.mentions if m.finding in grammar["pains"] and m.assertion == ABSENT and m.modality == ACTUAL]
        for m in denied:
            at = _named(t, m, grammar)
            if at is not None:
                first, last = t.sentence.tokens[at], t.sentence.tokens[min(at + 1, len(t.sentence.tokens) - 1)]
                told_now = replace(m, assertion=PRESENT, start=first.start, end=last.end, sites=(), bare=False)
                t.mentions = [o for o in t.mentions if o is not m and not (o.finding == m.finding and o.start >= first.start)]
                t.mentions.append(told_now)
                break


def _named(t: Told, denied: FindingMention, grammar: Grammar) -> int | None:
    """Where the other side is named: "it's the RIGHT one (that hurts)"."""
    words = [token.text for token in t.sentence.tokens]
    first = next((i for i, token in enumerate(t.sentence.tokens) if token.start >= denied.start), len(words))
    last = max((i for i, token in enumerate(t.sentence.tokens) if token.end <= denied.end), default=first)
    for pair in _SIDES:
        for this, that in (pair, pair[::-1]):
            if grammar[this].isdisjoint(words[max(0, first - _BEFORE) : last + 1]):
                continue
            for at in range(last + 1, len(words)):
                if words[at] in grammar[that] and _only_says(at, words, t, grammar):
                    return at
    return None


def _only_says(at: int, words: Sequence[str], t: Told, grammar: Grammar) -> bool:
    """ "It is" or "just" stands before the side, and behind it nothing but that it hurts."""
    start = at
    while start and words[start - 1] in grammar["owners"] | grammar["definites"]:
        start -= 1
    it_is = words[start - 1] in grammar["be_words"] and start > 1 and words[start - 2] in grammar["it_words"]
    if not it_is and words[start - 1] not in grammar["only_words"]:
        return False
    end = at + 1
    while end < len(words) and end - at <= _NAMED and words[end] in grammar["side_names"] | grammar["body_words"]:
        end += 1
    if not grammar["body_words"].isdisjoint(w for w in words[at + 1 : end] if w not in words[:at]):
        return False  # "my hip doesn't hurt, it's the right KNEE"
    if end == len(words) or words[end] in grammar["splitters"] | grammar["ands"]:
        return grammar["fine_words"].isdisjoint(words[end:])
    sore = {s.start for label in ("SORE_VERB", "SORE") for s in t.spans.get(label, ())}
    return end + 1 in sore and words[end] in grammar["that_words"] | grammar["relatives"]
