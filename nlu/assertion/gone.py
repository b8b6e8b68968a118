"""Trouble that has gone, where the words of its place stand between: "the numbness in my feet has gone"."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.recurring import reopened
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span


def trouble_gone(match: Match, cues: SentenceCues) -> bool:
    """ "The NUMBNESS in my feet HAS GONE": what went is the trouble, not the feet; not "... in my feet has gone UP TO my waist"."""
    if match.finding not in cues.grammar["alarming"] or any(s.start > match.end + 1 for s in cues.spans.get("cues:now", ())):
        return False  # "the tingling has gone and NOW they are dead"
    last = match.end - 1 if cues.words[match.end - 1] in cues.grammar["gone_words"] else _gone_behind(match, cues)
    if last is None or (last < match.end and not _of_trouble(match, cues)):
        return False
    gone = Span("gone", last, last + 1)
    return cues.ends_segment(gone) and cues.word(last + 1) not in cues.grammar["goes_further"] and not reopened(gone, cues)


def _gone_behind(match: Match, cues: SentenceCues) -> int | None:
    """ "The LOSS of power in the left leg HAS GONE": where the word stands, behind a match that names the trouble."""
    if cues.grammar["noun_endings"].isdisjoint(cues.words[match.start : match.end]):
        return None
    place = _place(cues) | cues.grammar["limb_words"] | cues.grammar["noun_tails"]
    at = match.end
    while cues.word(at) in place:
        at += 1
    has = cues.word(at) in cues.grammar["have_forms"] | cues.grammar["plain_be"]
    return at + 1 if has and cues.word(at + 1) in cues.grammar["gone_words"] else None


def _of_trouble(match: Match, cues: SentenceCues) -> bool:
    """ "The WEAKNESS in my | legs has gone": the trouble is named before the limbs of a match."""
    place, at = _place(cues), match.start - 1
    while at > 0 and cues.words[at] in place:
        at -= 1
    return at < match.start - 1 and not cues.grammar["noun_endings"].isdisjoint(cues.words[max(0, at - 2) : at + 1])


def _place(cues: SentenceCues) -> frozenset[str]:
    return cues.grammar["place_openers"] | cues.grammar["sides"] | cues.grammar["of_words"]
