"""What was only hoped, feared or warned of, and whether it has come about: "I hope it isn't cancer", "and now they have"."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.given import given_noun
from nlu.patterns.matcher import Match

_HOPE_REACH = 7  # words from "hope" to what is hoped not to be
_WISH_REACH = 2  # words of "want to lose"
_YOU = 3  # words of "you have"
_PERFECT = 5  # words of "if my wife has suddenly"


def hoped(match: Match, cues: SentenceCues) -> bool:
    """ "I hope I don't have anaemia", "praying it hasn't spread": neither there nor not there."""
    start = max(0, match.start - _HOPE_REACH)
    hopes = [i for i in range(start, match.start) if cues.words[i] in cues.grammar["hoping"]]
    denied = not cues.grammar["not_words"].isdisjoint(cues.words[match.start : match.end + 2])  # "hope my calcium ISN'T high"
    if not hopes or (cues.word(match.start - 1) in cues.grammar["owners"] and (given_noun(match, cues) or not denied)):
        return False
    return cues.grammar["clause_marks"].isdisjoint(cues.words[hopes[-1] + 1 : match.start])


def come_about(match: Match, cues: SentenceCues) -> bool:
    """ "Told to come back if my legs went weak AND NOW THEY HAVE": what was only warned of, and is so now."""
    warned = any(s.start <= match.start for s in (*cues.hypothetical, *cues.possible)) or bool(cues.warned)
    if not warned or cues.grammar["clause_marks"].isdisjoint(cues.words[match.end :]):
        return False
    lately = {i for s in cues.spans.get("cues:acute", ()) for i in (s.start - 1, s.start)}  # "... FROM today"
    if any(s.start > match.end and (cues.ends_segment(s) or s.end in lately) for s in cues.spans.get("cues:come_about", ())):
        return True
    now = any(s.start > match.end for label in ("cues:now", "cues:acute") for s in cues.spans.get(label, ()))
    *_, whose, can, last = "", "", *cues.words
    so = last in cues.grammar["so_they_are"] and can in cues.grammar["so_who"]
    unable = last in cues.grammar["not_words"] and can in cues.grammar["able_words"] and whose in cues.grammar["so_who"]
    return now and (so or unable)


def not_come_about(match: Match, cues: SentenceCues) -> bool:
    """ "My wife will lose the use of her legs", "I don't want to lose my legs", "nearly broke my hip"."""
    before, verb = cues.word(match.start - 1), cues.words[match.start]
    if verb in cues.grammar["befallen"]:
        return before in cues.grammar["hairbreadth"]
    unwanted = cues.grammar["unwanted"] & set(cues.words[max(0, match.start - _WISH_REACH) : match.start])
    return verb in cues.grammar["befalling"] and (before in cues.grammar["foretelling"] or bool(unwanted))


def happened(match: Match, cues: SentenceCues) -> bool:
    """ "Do I need to see someone if I HAVE LOST feeling down there?": asked of an alarm that has come about."""
    if match.finding not in cues.grammar["alarming"] or match.polarity == "absent":
        return False
    if alarm_began(match, cues):
        return True
    if cues.sentence.end != "?" and cues.word(0) not in cues.grammar["auxiliaries"]:
        return False
    if cues.word(0) in cues.grammar["conditionals"]:
        return False
    supposed = [i for i in range(max(0, match.start - _PERFECT), match.start) if cues.words[i] in cues.grammar["conditionals"]]
    if supposed and _since(supposed[-1], match, cues):
        return True
    had = (i for i in range(supposed[-1], match.end) if cues.words[i] in cues.grammar["possessing"]) if supposed else ()
    return any(not cues.grammar["come_about"].isdisjoint(cues.words[i + 1 : i + 3]) for i in had)


def _since(supposed: int, match: Match, cues: SentenceCues) -> bool:
    """ "Is it an emergency if MY mum can't feel her legs SINCE YESTERDAY?": what has a time when it began has begun."""
    whose = not (cues.grammar["possessives"] | cues.grammar["aux_pronouns"]).isdisjoint(cues.words[supposed + 1 : match.end])
    began = any(s.start >= match.end and cues.words[s.start] in cues.grammar["begun_words"] for s in cues.spans.get("cues:acute", ()))
    return whose and began and cues.grammar["modals"].isdisjoint(cues.words[supposed:])


def alarm_began(match: Match, cues: SentenceCues) -> bool:
    """ "What can I do, the cup falls from my hand SINCE SUNDAY", "is there anything for a leg that drags, IT STARTED Sunday":
    asked of something that has a time when it began; not "do YOU have numb legs since ...", "COULD it start today"."""
    if match.finding not in cues.grammar["alarming"] or match.polarity == "absent":
        return False
    cut = max((i + 1 for i in range(match.start) if cues.words[i] in cues.grammar["clause_cuts"]), default=0)
    before = cues.words[cut : match.start]
    unreal = cues.grammar["modals"] | cues.grammar["conditionals"] | cues.grammar["not_words"]
    if not unreal.isdisjoint(before) or not cues.grammar["you_words"].isdisjoint(before[-_YOU:]):
        return False
    later = (
        s for s in cues.spans.get("cues:acute", ())
        if s.start >= match.end and cues.word(s.end) not in cues.grammar["own_starts"] | cues.grammar["i_words"]
    )
    return any(not cues.grammar["begun_words"].isdisjoint(cues.words[s.start : s.end]) for s in later)
