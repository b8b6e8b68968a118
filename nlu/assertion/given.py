"""Findings that a sentence takes to be there, whatever it asks, denies or doubts of them: "my back pain", "now they've found a ..."."""

from __future__ import annotations

from itertools import pairwise

from nlu.assertion.clauses import SentenceCues
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span

_SHARED = 4  # words before a finding that reach the owner of "my back pain and ..."
_OF_MINE = 2  # words behind a finding that may say whose it is ("these weak legs of mine")


def given_reason(match: Match, cues: SentenceCues) -> bool:
    """ "They will test me for it BECAUSE OF MY BACK", "is it silly to call BECAUSE I can't pass water": a reason is so."""
    whose = cues.grammar["i_words"] | cues.grammar["pronoun_words"] | cues.grammar["possessives"]
    before = match.start - (cues.word(match.start - 1) in whose)
    return cues.words[match.start] in cues.grammar["reason_words"] or cues.word(before - 1) in cues.grammar["because_words"]


def given_noun(match: Match, cues: SentenceCues) -> bool:
    """ "My back pain", "the holes in my skull": so named it is there, whatever is asked or supposed of it."""
    if match.polarity == "absent":
        return False
    before = cues.words[max(0, match.start - 2) : match.start]
    owned = any(w in cues.grammar["owners"] for w in before)
    whole = match.end - match.start <= len(match.tokens)
    if (owned or _with_given(match, cues)) and whole and cues.words[match.end - 1] in cues.grammar["noun_endings"]:
        return True
    mine = cues.word(match.start - 1) in cues.grammar["possessives"] and cues.word(match.start - 2) not in cues.grammar["conditionals"]
    if whole and mine and cues.words[match.start] in cues.grammar["adjectives"]:
        return True  # "should I call someone about MY NUMB LEGS?"
    head = cues.words[(match.end if whole else match.parts[0][1]) - 1]
    inner = next((i for i in range(match.start + 1, match.end) if cues.words[i] in cues.grammar["own_words"]), None)
    heads = {head, cues.words[inner - 2], cues.words[inner - 1]} if inner else {head}  # "the PROTEIN in my urine"
    if heads.isdisjoint(cues.grammar["noun_endings"] | cues.grammar["definite_heads"]):
        return False
    inside = cues.words[match.start : match.end + _OF_MINE]
    return any(w in cues.grammar["definites"] for w in before[-1:]) and any(w in cues.grammar["own_words"] for w in inside)


def taken_as_so(match: Match, cues: SentenceCues) -> bool:
    """ "What happens NOW THEY'VE FOUND a paraprotein?", "is the anaemia I'VE GOT due to my age?": so, whatever is asked."""
    found = any(s.end <= match.start and match.start - s.end <= _OF_MINE for s in cues.spans.get("cues:now_so", ()))
    like_mine = cues.word(match.end) in cues.grammar["likeness_words"] and cues.word(match.end + 1) in cues.grammar["mine_words"]
    return found or like_mine or _had_relative(match, cues) or of_others_too(match, cues)  # "does back pain LIKE MINE count?"


def of_others_too(match: Match, cues: SentenceCues) -> bool:
    """ "Does anyone ELSE try to pee and nothing comes, for a whole day?": an emergency with its time, that the writer has."""
    if match.finding not in cues.grammar["emergencies"] or match.polarity == "absent":
        return False
    other = any(a in cues.grammar["whoever"] and b in cues.grammar["else_words"] for a, b in pairwise(cues.words[: match.start]))
    whole = any(a in cues.grammar["for_words"] and b in cues.grammar["articles"] for a, b in pairwise(cues.words[match.end :]))
    return other and (whole or any(s.start >= match.end - 1 for s in cues.spans.get("cues:acute", ())))


def _had_relative(match: Match, cues: SentenceCues) -> bool:
    """ "Is the anaemia I'VE GOT due to my age?", "can this tiredness I HAVE be ...": said by the way to be had."""
    if match.finding in cues.grammar["illnesses"] and _illness_had(match, cues):
        return True
    if cues.word(match.start - 1) not in cues.grammar["definites"]:
        return False
    at = match.end + (cues.word(match.end) in cues.grammar["that_words"] | cues.grammar["relatives"])
    found = cues.word(at) in cues.grammar["so_who"] and cues.word(at + 1) in cues.grammar["found_relative"]
    return found or (cues.word(at) in cues.grammar["i_words"] and cues.word(at + 1) in cues.grammar["had_relative"])


def _illness_had(match: Match, cues: SentenceCues) -> bool:
    """ "Would breast cancer I HAD in 1996 matter?", "the bowel cancer THEY TREATED me for"; not "a cancer I have and know nothing of"."""
    had, mine = cues.grammar["illness_had"], cues.grammar["i_words"]
    if any(cues.word(i) in had and cues.word(i - 1) in mine for i in range(match.start + 2, match.end + 1)):
        return True
    at = match.end + (cues.word(match.end) in cues.grammar["that_words"] | cues.grammar["relatives"])
    treated = cues.word(at) in cues.grammar["so_who"] and cues.word(at + 1) in cues.grammar["illness_treated"]
    treated = treated and not (cues.grammar["objects"] | mine | cues.grammar["possessives"]).isdisjoint(cues.words[at + 2 :])
    return treated or (cues.word(at) in mine and cues.word(at + 1) in had)


def given_matter(match: Match, cues: SentenceCues) -> bool:
    """ "Won't see anyone ABOUT MY bad back", "haven't taken anything FOR MY back pain", "she asked ABOUT MY weight loss": what
    one's own trouble is the matter of is neither denied nor doubted with it."""
    at = match.start - 1 - (cues.word(match.start - 1) in cues.grammar["own_word"])
    if cues.word(at) not in cues.grammar["owners"] or cues.word(at - 1) not in cues.grammar["matter_words"]:
        return False
    whole = match.end - match.start <= len(match.tokens)
    head = cues.words[match.end - 1]
    named = head in cues.grammar["noun_endings"] or (match.finding in cues.grammar["pains"] and head in cues.grammar["body_words"])
    return match.polarity == "present" and whole and named


def _with_given(match: Match, cues: SentenceCues) -> bool:
    """ "My back pain AND TIREDNESS": the second of two things that have one owner."""
    joined = cues.word(match.start - 1) in cues.grammar["ands"] and cues.word(match.start - 2) in cues.grammar["noun_endings"]
    return joined and any(w in cues.grammar["owners"] for w in cues.words[max(0, match.start - _SHARED) : match.start - 2])


def equated(match: Match, cues: SentenceCues) -> bool:
    """ "I keep thinking MY BACK PAIN IS cancer", "not sure if my backache is a disc": what it comes from is open, not the pain."""
    return given_noun(match, cues) and cues.word(match.end) in cues.grammar["equating"]


def only_maybe(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "COULD IT BE that my calcium is high?", "is it POSSIBLE that I'm anaemic?": asked, unless it is something that one feels."""
    felt = match.finding in cues.grammar["told_by_person"] and match.finding not in cues.grammar["illnesses"]
    at = span.start - 1
    at -= cues.word(at) in cues.grammar["that_words"]
    return not felt and at > 0 and cues.words[at] in cues.grammar["supposed_so"]
