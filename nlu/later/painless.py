"""No pain at all: "no pain anywhere, not tired" denies pain in the spine and in every other bone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nlu.people.whom import SentencePeople
from nlu.reading import ABSENT, ACTUAL, PRESENT, FindingMention
from nlu.sentences.told import Told

_DENIED = ("spinal_pain", "bone_pain")
_REACH = 2  # words between a denial and the pain ("not in any pain")
_QUESTION = "?"


Grammar = Mapping[str, frozenset[str]]


def painless(told: Sequence[Told], people: Sequence[SentencePeople], places: Collection[str], grammar: Grammar) -> None:
    """Adds the two denials where a message names no pain that is there. `places`: groups of words for parts of the body."""
    if any(m.finding in grammar["pains"] and m.assertion == PRESENT and m.modality == ACTUAL for t in told for m in t.mentions):
        return
    for i, (t, who) in enumerate(zip(told, people, strict=True)):
        asked = any(s.sentence.end == _QUESTION for s in told[max(0, i - 1) : i + 1])
        at = None if asked else _nowhere(t, places, grammar)
        if at is None:
            continue
        start, end = at
        tokens = t.sentence.tokens
        t.mentions = [m for m in t.mentions if not (m.finding == "radiating_pain" and m.end == tokens[end - 1].end)]
        named = {m.finding for m in t.mentions}
        t.mentions += [
            FindingMention(f, ABSENT, who.at(start, end), ACTUAL, start=tokens[start].start, end=tokens[end - 1].end)
            for f in _DENIED
            if f not in named
        ]


def _nowhere(t: Told, places: Collection[str], grammar: Grammar) -> tuple[int, int] | None:
    """The tokens of a pain that is denied as a whole: no place is named beside it, and nothing narrows it down."""
    words = [token.text for token in t.sentence.tokens]
    body = {i for group in places for s in t.spans.get(group, ()) for i in range(s.start, s.end)}
    cuts = grammar["clause_cuts"]
    for pain in t.spans.get("PAIN", ()):
        if not set(words[pain.start : pain.end]) <= grammar["plain_pains"]:
            continue  # "no shooting pains"
        first = max((i + 1 for i in range(pain.start) if words[i] in cuts), default=0)
        end = pain.end
        while end < len(words) and words[end] in grammar["anywhere_words"]:
            end += 1
        general = end > pain.end or first == 0  # "can't lift my arm, no pain" speaks of the arm
        closed = general and (end == len(words) or words[end] in cuts)
        before = words[max(first, pain.start - 1 - _REACH) : pain.start]
        plain = all(w in grammar["pain_deniers"] | grammar["pain_between"] for w in before[-_REACH:])
        denied = plain and any(w in grammar["pain_deniers"] for w in before)
        if closed and denied and body.isdisjoint(range(first, end)):
            return first, end
    return None
