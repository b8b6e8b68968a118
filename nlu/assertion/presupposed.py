"""What a question takes to be so, and what it only concludes: "why is MY CALCIUM high?", "does that mean I'm anaemic?"."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.come_about import happened
from nlu.assertion.given import given_noun, given_reason, only_maybe, taken_as_so
from nlu.patterns.matcher import Match
from nlu.patterns.states import STATES
from nlu.words.lexicon import Span

_WHY_REACH = 4  # words from "why" to the person whose state needs a reason
_OPENER = 2  # words of "could my"
_MEAN_REACH = 8  # words of "does being tired all the time mean"


def presupposed(match: Match, cues: SentenceCues, question: Span) -> bool:
    """ "Why does my calcium ...", "with my weak legs": a question that takes the finding as given."""
    why, would, who, have = (cues.word(question.start + k) for k in range(4))
    supposed = why in cues.grammar["why_words"] and would in cues.grammar["supposing_would"]
    if supposed and who in cues.grammar["i_words"] and have in cues.grammar["have_forms"]:
        return False  # "why WOULD I HAVE anaemia?"
    if given_noun(match, cues) or given_reason(match, cues) or _asks_why(match, cues, question) or happened(match, cues):
        return True
    if factive(match, cues) or pointed_at(match, cues) or taken_as_so(match, cues):
        return True
    for span in (*cues.spans.get("cues:presupposed", ()), *cues.spans.get("cues:makes_me", ())):
        if not (span.start >= question.start and span.end <= match.start and match.start - span.end <= 2) or _so_much(span, cues):
            continue
        if cues.word(span.start - 1) in cues.grammar["whether_words"] and match.finding not in cues.grammar["alarming"]:
            continue  # "how can I tell WHETHER I have holes in my bones?"
        inner = cues.words[span.end : match.start]
        if any(w in cues.grammar["presupposed_stops"] for w in inner) or _concluded(span, cues) or only_maybe(span, match, cues):
            continue
        if span.end <= question.start + _OPENER and (_asks_whether(match, question, cues) or _asks_state(match, question, cues)):
            continue
        opener = cues.words[question.start]
        if opener in cues.grammar["open_auxiliaries"] and inner and _somebody(match.start - 1, cues):
            continue  # "could my mum lose the use of her legs?"
        if opener in cues.grammar["future_asked"]:
            continue  # "will my legs stop working?"
        own = cues.words[span.start] in cues.grammar["self_openers"]
        if not (own and cues.words[question.start] in cues.grammar["open_auxiliaries"]):
            return True
    return False


def factive(match: Match, cues: SentenceCues) -> bool:
    """ "Should I worry that my calcium is 2.9?": asks about something that it takes to be so."""
    asks = cues.sentence.end == "?" or cues.word(0) in cues.grammar["auxiliaries"]
    return asks and any(s.end <= match.start and not _so_much(s, cues) for s in cues.spans.get("cues:factive", ()))


def pointed_at(match: Match, cues: SentenceCues) -> bool:
    """ "Should I worry about PAIN IN MY spine?", "what brings on the pain in my back?": a pain that is there."""
    mine = not cues.grammar["possessives"].isdisjoint(cues.words[match.start : match.end])
    return match.finding in cues.grammar["pains"] and mine and cues.word(match.start - 1) in cues.grammar["pointing_at"]


def concludes(at: int, cues: SentenceCues) -> bool:
    """ "If I'm tired does that MEAN I'm anaemic"; not "what does it mean that I'm anaemic"."""
    before = cues.words[max(0, at - _MEAN_REACH) : at]
    asks = cues.words[at] in cues.grammar["concluding"] and not cues.grammar["auxiliaries"].isdisjoint(before)
    return asks and cues.grammar["cleft_openers"].isdisjoint(cues.words[:at])


def _concluded(span: Span, cues: SentenceCues) -> bool:
    """ "Does being tired mean (that) I'm anaemic": what is concluded is asked."""
    at = span.start - 1
    at -= cues.word(at) in cues.grammar["that_words"]
    return at > 0 and concludes(at, cues)


def _asks_why(match: Match, cues: SentenceCues, question: Span) -> bool:
    """ "So why is she so exhausted?": whoever asks for the reason of somebody's state tells the state."""
    people = {s.start for s in cues.somebody()}
    for at in range(question.start, match.start):
        if cues.words[at] in cues.grammar["why_words"]:
            near = range(at + 1, min(at + 1 + _WHY_REACH, len(cues.words)))
            of_it = range(match.start, match.end)  # "why is there protein in MY urine?"
            told = any(cues.words[i] in cues.grammar["question_owners"] or i in people for i in (*near, *of_it))
            return told and not has_to(at, match.start, cues) and not any(cues.words[i] in cues.grammar["modals"] for i in near)
    return False


def has_to(start: int, end: int, cues: SentenceCues) -> bool:
    """ "Why do I HAVE TO tell you about back pain?": the reason of a duty, and not of a finding."""
    return any(
        cues.words[i] in cues.grammar["obliging"] and cues.word(i + 1) in cues.grammar["to_words"] for i in range(start, end)
    )


def _asks_whether(match: Match, question: Span, cues: SentenceCues) -> bool:
    """ "Could my mum lose the use of her legs?": an alarm that may come; "could my weak legs be ...": one that is there."""
    if match.finding not in cues.grammar["alarming"] or cues.words[question.start] not in cues.grammar["modals"]:
        return False
    named = cues.words[match.start] in cues.grammar["adjectives"]
    return not named and cues.grammar["reason_words"].isdisjoint(cues.words)


def _asks_state(match: Match, question: Span, cues: SentenceCues) -> bool:
    """ "Is my calcium RAISED (OR LOWERED)?": how a test came out is all that is asked; not "is my HIGH CALCIUM bad?"."""
    whole = cues.sentence.end == "?" and cues.words[question.start] in cues.grammar["auxiliaries_be"]
    if not whole or match.finding not in cues.grammar["levels"] or match.parts[-1][0] < match.parts[0][1]:
        return False
    states = {i for label in STATES for s in cues.spans.get(label, ()) for i in range(s.start, s.end)}
    joins = cues.grammar["ors"] | cues.grammar["commas"] | cues.grammar["not_words"] | cues.grammar["auxiliaries_be"]
    figures = any(cues.sentence.tokens[i].number is not None for i in range(match.start, len(cues.words)))
    return not figures and all(i in states or cues.words[i] in joins for i in range(match.end, len(cues.words)))


def _so_much(span: Span, cues: SentenceCues) -> bool:
    """ "Could it get SO bad that I can't walk?": what would come of it, and nothing that is so."""
    return cues.word(span.start - 1) in cues.grammar["so_words"]


def _somebody(at: int, cues: SentenceCues) -> bool:
    return any(s.start <= at < s.end for s in cues.somebody())
