"""Asides between two marks ("I do not, thankfully, have any weakness"): what they part belongs together and is read so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.patterns.matcher import Spans
from nlu.words.text import Sentence, Token

Grammar = Mapping[str, frozenset[str]]
_LONGEST = 8  # words of an aside


def without_asides(sentence: Sentence, spans: Spans, grammar: Grammar) -> Sentence:
    """The sentence without its asides; the same object where it has none."""
    tokens = sentence.tokens
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _aside(tokens, at, spans, grammar)
        if end is None:
            out.append(tokens[at])
            at += 1
        else:
            at = end
    if len(out) == len(tokens):
        return sentence
    return Sentence(tuple(out), sentence.end, frozenset(t.text for t in out))


def _aside(tokens: Sequence[Token], at: int, spans: Spans, grammar: Grammar) -> int | None:
    """Where the statement goes on behind the aside that a mark opens at a place."""
    if not at or tokens[at].text not in grammar["aside_marks"]:
        return None
    before = tokens[at - 1].text
    ends = range(at + 2, min(at + 2 + _LONGEST, len(tokens) - 1))
    close = next((i for i in ends if tokens[i].text in grammar["aside_marks"]), None)
    if close is None:
        return None
    if before in grammar["not_words"] and tokens[close + 1].text in grammar["aside_goes_on"]:
        return close + 1  # a "not" that a mark follows waits for its verb, whatever stands between
    said = any(s.start == at + 1 and s.end == close for s in spans.get("cues:aside", ()))
    parts = before in grammar["aside_after"] or tokens[close + 1].text in grammar["aside_before"]  # "my Hb, I am told, HAS risen"
    return close + 1 if said and parts else None
