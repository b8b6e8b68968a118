"""Places of the body as the items of a form: "Back pain? No. Hip? Yes", "no lump, no weakness, yes low back"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from nlu.patterns.matcher import Matcher
from nlu.sentences.tables import Part
from nlu.words.lexicon import Span
from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_PLACES = ("SPINE", "BONE_SITE")
_QUESTION = "?"
_ITEM = 6  # words of an item ("your lower back - yes")
_NAMED = ("present", "absent", "name", "mentioned")


def form_places(parts: Sequence[Part], matcher: Matcher, grammar: Grammar) -> Iterator[tuple[Part, Sequence[Token] | None]]:
    """The parts, each with other tokens where a place alone is ticked: as the pain there, behind an item that is a symptom."""
    rows = [list(_ticked(part, parts[i + 1] if i + 1 < len(parts) else None, grammar)) for i, part in enumerate(parts)]
    if not any(rows):  # hardly any message holds a form: nothing is matched for the others
        yield from ((part, None) for part in parts)
        return
    symptoms = grammar["told_by_person"] - grammar["illnesses"]
    kind = ""
    for i, (part, ticked) in enumerate(zip(parts, rows, strict=True)):
        if not ticked:
            found = [m.finding for m in matcher.match(part.sentence, part.spans) if m.polarity in _NAMED]
            kind = found[-1] if found else kind
            yield part, None
            continue
        if kind == "":
            kind = _first(parts[i:], matcher)
        tokens = part.sentence.tokens
        plain = kind in symptoms and (kind in grammar["pains"] or kind not in grammar["placed_things"])
        yield part, _as_pain(tokens, ticked, grammar) if plain else None


def _first(parts: Sequence[Part], matcher: Matcher) -> str:
    """The finding that is named first in these parts."""
    return next((m.finding for p in parts for m in matcher.match(p.sentence, p.spans) if m.polarity in _NAMED), "")


def _ticked(part: Part, behind: Part | None, grammar: Grammar) -> Iterator[Span]:
    """The places of the clauses that hold a place and its answer and no more; the answer may be the next sentence."""
    words = [t.text for t in part.sentence.tokens]
    answered = behind is not None and part.sentence.end == _QUESTION and behind.sentence.tokens[0].text in grammar["plain_answers"]
    places = [s for label in _PLACES for s in part.spans.get(label, ())]
    cuts = [-1, *(i for i, w in enumerate(words) if w in grammar["splitters"] | grammar["ands"]), len(words)]
    for clause in [range(before + 1, after) for before, after in pairwise(cuts)]:
        inside = [s for s in places if clause.start <= s.start and s.end <= clause.stop]
        longest = max(inside, key=lambda s: s.end - s.start, default=None)
        if longest is None or len(clause) > _ITEM:
            continue
        rest = [words[i] for i in clause if not (longest.start <= i < longest.end or part.sentence.tokens[i].mark)]
        said = [w for w in rest if w in grammar["plain_answers"]]
        if grammar["item_fill"].issuperset(w for w in rest if w not in said) and len(said) == (0 if answered else 1):
            yield longest


def _as_pain(tokens: Sequence[Token], places: Sequence[Span], grammar: Grammar) -> list[Token]:
    """The tokens with the word for a pain behind each of these places."""
    out = list(tokens)
    for place in sorted(places, key=lambda s: -s.end):
        last = out[place.end - 1]
        out[place.end : place.end] = [replace(last, text=word, raw="") for word in sorted(grammar["put_in_pain"])]
    return out
