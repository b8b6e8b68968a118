"""Words that seem to ask for somebody and do not: "my wife is the tired one, NOT ME", "I CANNOT TYPE, my hand ...", "called me by my
mother's name"."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.people.person import FAMILY, GENERIC
from nlu.people.whom import SentencePeople, anybody
from nlu.reading import ACTUAL, NOBODY, PRESENT, PROFILE, WRITER, FindingMention
from nlu.words.lexicon import Span

_ASK_REACH = 5  # tokens from "calls me by" to the name


def sets_apart(span: Span, sp: SentencePeople, mentions: Sequence[FindingMention]) -> bool:
    """ "My wife is the tired one, not me. I've got a bad back.": "not me" of one who tells trouble of their own asks for nobody."""
    plain = span.end == span.start + 2 and sp.words[span.start] in sp.grammar["not_words"]
    return plain and any(m.assertion == PRESENT and own_news([m]) for m in mentions)


def contrasts(span: Span, sp: SentencePeople, mentions: Sequence[FindingMention]) -> bool:
    """ "My back is bad, my father-in-law IS THE ONE WHO has weak legs": trouble of one's own was told before."""
    place = sp.sentence.tokens[span.start].start
    before = [m for m in mentions if m.start < place and m.assertion == PRESENT]
    return not sp.grammar["one_words"].isdisjoint(sp.words[span.start : span.end]) and own_news(before)


def has_what_i_have_not(span: Span, sp: SentencePeople, mentions: Sequence[FindingMention]) -> bool:
    """ "My wife's THE ONE WITH LUPUS. I've got this hip.": who tells trouble of their own only says what she has."""
    names = sp.words[span.end : span.end + 1] != [] and sp.words[span.end] in sp.grammar["with_words"]
    theirs = any(m.who not in (WRITER, NOBODY) and m.modality == ACTUAL and m.finding not in PROFILE for m in mentions)
    return names and theirs and any(m.assertion == PRESENT and own_news([m]) for m in mentions)


def called(span: Span, sp: SentencePeople) -> bool:
    """ "He calls me by my mother's name": the name that somebody muddled takes for another."""
    before = set(sp.words[max(0, span.start - _ASK_REACH) : span.start])
    if before & sp.grammar["forgetting"]:
        return True  # "forgot our grandson's name"
    return bool(before & sp.grammar["calling_by"]) and bool(sp.spans.get("people:likening"))


def cannot_oneself(span: Span, sp: SentencePeople) -> bool:
    """ "I CANNOT TYPE, my hand does not work": said of the writer, and not of who has somebody write for them."""
    return sp.words[span.start] in sp.grammar["auxiliaries_can"] and span.start > 0 and sp.words[span.start - 1] in sp.grammar["i_words"]


def denied(span: Span, sp: SentencePeople) -> bool:
    """ "I'm NOT asking for her diagnosis"."""
    return any(s.start <= span.start < s.end for s in sp.spans.get("people:not_asked", ()))


def own_news(mentions: Sequence[FindingMention]) -> bool:
    """Something of the writer's own is told."""
    return any(m.who == WRITER and m.modality == ACTUAL and m.finding not in PROFILE for m in mentions)


def not_asked(spoken: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> bool:
    """ "I'm NOT ASKING FOR HER diagnosis", "I came to read about x-rays, NOT ABOUT HER": of somebody named, and of nobody else
    does a mention tell behind it."""
    said = [sp.sentence.tokens[s.end - 1].end for sp in spoken for s in sp.spans.get("people:not_asked", ())]
    own = (WRITER, NOBODY, GENERIC, FAMILY)
    return bool(said) and bool(anybody(spoken)) and not any(m.start >= max(said) and m.who not in own for m in mentions)
