"""Tests that are asked for and have no result yet: "Pending: SPEP, urine BJP", "SPEP, Bence Jones all sent, none reported"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.figures.dates import of_date
from nlu.patterns.matcher import Spans
from nlu.patterns.states import STATES
from nlu.words.lexicon import Span
from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]


def awaited(tokens: Sequence[Token], spans: Spans, grammar: Grammar) -> frozenset[int]:
    """The words of a sentence that only name what is awaited, behind a heading that says so or before a verb that does."""
    heads, closers = spans.get("cues:awaited_head", ()), spans.get("cues:awaited_row", ())
    openers = spans.get("cues:awaited_open", ())
    if not (heads or closers or openers):
        return frozenset()
    own = {i for s in (*heads, *closers, *openers) for i in range(s.start, s.end)}
    told = {i for label in STATES for s in spans.get(label, ()) for i in range(s.start, s.end)} - own
    told -= {i for s in spans.get("LIGHT_CHAIN", ()) for i in range(s.start, s.end)}  # "FREE light chains"
    told |= {i for i, t in enumerate(tokens) if t.number is not None and not (_of_hours(i, spans) or of_date(i, tokens, grammar))}
    found: set[int] = set()
    for head in heads:
        start = _colon(head, tokens, grammar)
        if start is not None and told.isdisjoint(range(start, len(tokens))):
            found.update(range(start, len(tokens)))
    for span in closers:
        opens = any(h.start == span.start and h.end > span.end for h in heads)  # "STILL WAITING on the anaemia result"
        if not opens and _closes(span, told, tokens, grammar):
            found.update(_row(span, own, told, tokens, grammar))
    for span in openers:
        found.update(_ordered(span, told, tokens, grammar))
    return frozenset(found)


def _ordered(opener: Span, told: set[int], tokens: Sequence[Token], grammar: Grammar) -> range:
    """The names behind "she has put me down for", up to a word that tells something; none where a result is told of them."""
    at = opener.end
    stops = _stops(grammar) | grammar["came_back"] | grammar["reason_words"]
    while at < len(tokens) and at not in told and tokens[at].text not in stops:
        at += 1
    resulted = at in told or (at < len(tokens) and tokens[at].text in grammar["came_back"])
    return range(opener.end, opener.end if resulted else at)


def _stops(grammar: Grammar) -> frozenset[str]:
    return (grammar["statement_words"] - grammar["row_fill"]) | grammar["but_words"] | grammar["awaited_stops"]


def _colon(head: Span, tokens: Sequence[Token], grammar: Grammar) -> int | None:
    """Where the row behind a heading starts ("awaited TODAY:"), or None."""
    if head.start and not tokens[head.start - 1].mark:
        return None
    at = head.end
    while at < len(tokens) and tokens[at].text in grammar["heading_fill"]:
        at += 1
    return at + 1 if at < len(tokens) and tokens[at].text in grammar["heading_marks"] else None


def _closes(closer: Span, told: set[int], tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Nothing is told of the row behind the verb: neither "Bence Jones sent, NEGATIVE" nor "sent off, and it HAD light chains in
    it" is a test that is awaited; "Bence Jones sent, the calcium is normal" is."""
    at = closer.end
    verb, after = tokens[closer.end - 1].text, tokens[at].text if at < len(tokens) else ""
    if verb in grammar["sending"] and after in grammar["sent_on"]:
        return False
    dated = at < len(tokens) and of_date(at, tokens, grammar)
    if at < len(tokens) and not (tokens[at].mark or dated) and tokens[at].text not in grammar["awaited_after"]:
        return False
    while at < len(tokens) and (tokens[at].text in grammar["result_links"] or _in_date(at, tokens, grammar)):
        at += 1
    return at not in told and grammar["came_back"].isdisjoint(t.text for t in tokens[closer.end : at])


def _row(closer: Span, own: set[int], told: set[int], tokens: Sequence[Token], grammar: Grammar) -> range:
    """The names before the verb, back to a word that tells something, with the verb."""
    at = closer.start
    while at and (tokens[at - 1].text in grammar["awaited_before"] or at - 1 in own):
        at -= 1
    stops = _stops(grammar)
    while at and at - 1 not in told and tokens[at - 1].text not in stops:
        at -= 1
    return range(at, closer.end)


def _of_hours(at: int, spans: Spans) -> bool:
    """The number of "24 h urine"."""
    return any(s.start == at + 1 for s in spans.get("quantities:durations", ()))


def _in_date(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    beside = any(0 <= i < len(tokens) and of_date(i, tokens, grammar) for i in (at - 1, at + 1))
    return of_date(at, tokens, grammar) or (beside and tokens[at].text in grammar["slashes"] | grammar["value_months"])
