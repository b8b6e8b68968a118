"""A place named by itself where a message tells a pain and no place: "It comes and goes. Lower back." """

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from nlu.followups import Told
from nlu.people import SentencePeople
from nlu.reading import ACTUAL, PRESENT, FindingMention

Grammar = Mapping[str, frozenset[str]]
_QUESTION = "?"


def placed(
    told: Sequence[Told], people: Sequence[SentencePeople], sites: Mapping[str, str], attributes: frozenset[str],
    grammar: Grammar,
) -> None:
    """Adds the pain at the places that stand alone. `sites`: findings of pain with the groups of their places.

    `attributes`: findings that say something of a pain. Changes `told` in place.
    """
    mentions = [m for t in told for m in t.mentions]
    if any(m.finding in grammar["pains"] for m in mentions):
        return
    hurts = [m for m in mentions if m.finding in attributes and m.modality == ACTUAL]
    if not hurts or any(m.finding not in attributes | {"age", "sex"} for m in mentions):
        return
    found = False
    for t, who in zip(told, people, strict=True):
        if t.sentence.end != _QUESTION:
            for finding, start, end in _alone(t, sites, grammar):
                tokens = t.sentence.tokens
                t.mentions.append(
                    FindingMention(finding, PRESENT, who.at(start, end), ACTUAL, start=tokens[start].start, end=tokens[end - 1].end)
                )
                found = True
    if found:
        for t in told:
            t.mentions = [replace(m, bare=False) if m.finding in attributes else m for m in t.mentions]


def _alone(t: Told, sites: Mapping[str, str], grammar: Grammar) -> Iterator[tuple[str, int, int]]:
    """Places that a clause consists of: "lower back", "right in the small of my back"."""
    words = [token.text for token in t.sentence.tokens]
    cuts = [-1, *(i for i, w in enumerate(words) if w in grammar["clause_cuts"]), len(words)]
    for before, after in pairwise(cuts):
        for finding, group in sites.items():
            inside = [s for s in t.spans.get(group, ()) if before < s.start and s.end <= after]
            longest = max(inside, key=lambda s: s.end - s.start, default=None)
            if longest is None:
                continue
            rest = [w for i, w in enumerate(words) if before < i < after and not longest.start <= i < longest.end]
            if all(w in grammar["place_fill"] for w in rest):
                yield finding, longest.start, longest.end
