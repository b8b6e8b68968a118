"""Denials that stand before a finding or between its words: how far they reach, and what they leave alone."""

from __future__ import annotations

from itertools import pairwise

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.given import given_matter
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span

_LIST_REACH = 40  # tokens a list-denial ("no", "denies") may reach over
_PREDICATE_REACH = 7  # tokens a "not" before an adjective or verb may reach over
_NEVER = 3  # tokens from "never had such" to what is meant
_DEED = 5  # tokens from "no" to what nobody does
_CIRCUMSTANCE = 3  # tokens between a denial and the word for how something came about


def denied_before(match: Match, cues: SentenceCues) -> bool:
    """Does a denial that starts before the end of the finding deny it?"""
    ends = cues.grammar["exceptions"] | cues.grammar["denied_until"]
    at = match.end
    while cues.word(at) in cues.grammar["life_fill"]:  # "never had a weak leg IN MY LIFE until Friday"
        at += 1
    if cues.word(at) in ends and match.polarity == "present":
        return False  # "my hip doesn't hurt unless I walk", "I was never anaemic until this year"
    if any(rule(match, cues) for rule in (_excepted, _only_there, _only_that, _unequalled, _kept_from, _cannot_without, given_matter)):
        return False
    return any(list_denies(s, match, cues) for s in cues.negations if not _denies_anew(s.end, match, cues)) or any(
        _predicate_denies(s, match, cues) for s in cues.predicate if not _denies_anew(s.end, match, cues)
    )


def _excepted(match: Match, cues: SentenceCues) -> bool:
    """The place behind the comma is where it does hurt: "it doesn't hurt anywhere else, JUST MY NECK", "no radiating pain,
    IT STAYS in my back".
    """
    if len(match.parts) < 2 or match.polarity != "present":
        return False
    place = max(match.parts)[0]
    at = place - 1
    while cues.word(at) in cues.grammar["place_openers"]:
        at -= 1
    if cues.word(at) in cues.grammar["only_words"] and cues.word(at - 1) in cues.grammar["splitters"]:
        return True
    clauses = [c + 1 for c in cues.splits if match.start < c < place]
    return bool(clauses) and cues.word(clauses[-1] + 1) in cues.grammar["staying_put"]


def _kept_from(match: Match, cues: SentenceCues) -> bool:
    """ "CAN'T move FOR BACK PAIN", "couldn't stand up straight for the pain in my hip": the pain is what keeps somebody from it."""
    if match.finding not in cues.grammar["pains"] or match.polarity != "present":
        return False
    at = match.start - 1
    while cues.word(at) in cues.grammar["place_openers"]:
        at -= 1
    can = any(a in cues.grammar["auxiliaries_can"] and b in cues.grammar["not_words"] for a, b in pairwise(cues.words[: max(at, 0)]))
    return can and cues.word(at) in cues.grammar["for_words"]


def _cannot_without(match: Match, cues: SentenceCues) -> bool:
    """ "CAN'T cross the kitchen WITHOUT his legs folding": what comes of each attempt is there."""
    last = max(match.parts)[0]
    lacking = [i for i in range(last) if cues.words[i] in cues.grammar["lacking_words"] and i not in match.tokens]
    if match.polarity != "present" or not lacking or any(lacking[-1] < c < last for c in cues.splits):
        return False
    before = [c for c in cues.splits if c < lacking[-1]]
    clause = cues.words[before[-1] + 1 if before else 0 : lacking[-1]]
    able = cues.grammar["auxiliaries_can"] | cues.grammar["able_words"]
    return any(a in able and b in cues.grammar["not_words"] for a, b in pairwise(clause))


def _only_there(match: Match, cues: SentenceCues) -> bool:
    """ "LOWER BACK ONLY, my legs don't hurt", "just the neck, arms don't hurt": the denial behind the comma is of another place."""
    start, end = min(match.parts)
    if len(match.parts) < 2 or match.polarity != "present" or match.finding not in cues.grammar["pains"]:
        return False
    before = start - 1
    while cues.word(before) in cues.grammar["place_openers"]:
        before -= 1
    behind = cues.word(end) in cues.grammar["only_words"]
    cut = end + behind
    if not (behind or cues.word(before) in cues.grammar["only_words"]) or cues.word(cut) not in cues.grammar["splitters"]:
        return False
    after = cut + 1 + (cues.word(cut + 1) in cues.grammar["owners"] | cues.grammar["definites"])
    return cues.word(after) in cues.grammar["body_words"]


def _only_that(match: Match, cues: SentenceCues) -> bool:
    """ "No chest pain, BACK PAIN ONLY": what alone is there, behind the comma of what is not."""
    ends = cues.word(match.end + 1) == "" or cues.word(match.end + 1) in cues.grammar["segment_marks"]
    alone = cues.word(match.end) in cues.grammar["only_words"] and cues.word(match.start - 1) in cues.grammar["splitters"]
    return match.polarity == "present" and alone and ends


def _unequalled(match: Match, cues: SentenceCues) -> bool:
    """ "I've never had back pain LIKE THIS before", "never EXPECTED such back pain": there is some now, such as never was."""
    before = cues.words[max(0, match.start - _NEVER) : match.start]
    if cues.grammar["never_words"].isdisjoint(before):
        return False
    expected = before[-1] in cues.grammar["such_words"] and not cues.grammar["expecting"].isdisjoint(before)
    return expected or any(s.start == match.end for s in cues.spans.get("cues:unequalled", ()))


def list_denies(span: Span, match: Match, cues: SentenceCues) -> bool:
    """Does this "no" or "denies", which may deny a whole list, deny the finding?"""
    first = match.start
    if span.start >= match.end or any(i in match.tokens for i in range(span.start, span.end)):
        return False
    if _lacking(match, cues) or _taken_up(match, cues) or _circumstance(span, first, cues) or _no_deed(span, first, cues):
        return False
    if points_ahead(span, first, cues):
        return False
    if span.end > first:  # between the parts: "back does not hurt", but not "urine: protein negative, crystals ++"
        return cues.word(span.end) not in cues.grammar["splitters"] and not _anew(span.end, match.parts[-1][0], cues)
    if first - span.end > _LIST_REACH or cues.stops_between(span.end, first, match):
        return False
    if first > span.end and any(s.start == first for s in cues.spans.get("cues:terminator", ())):
        return False  # "denies back pain, COMPLAINING OF sternal pain"
    if _complaint(span, match, cues) or _described(span, match, cues):
        return False
    return cues.bare_list(span, first, match) and not cues.fresh_and(span.end, first)


def _complaint(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Never had cancer, back pain", "no weight loss back pain": the pain that closes a row is what somebody comes with.

    Behind an illness that was never had, or right behind one other thing that is denied by a lone "no".
    """
    between = range(span.end, match.start)
    if match.finding not in cues.grammar["pains"] or not between or not cues.grammar["ors"].isdisjoint(cues.words):
        return False
    first = cues.findings.get(span.end)
    others = {cues.findings.get(i) for i in between if i not in cues.splits}
    if first in cues.grammar["illnesses"] and not cues.grammar["never_words"].isdisjoint(cues.words[span.start : span.end]):
        return others == {first}
    goes_on = cues.words[match.end : match.end + 1]
    closes = not goes_on or (match.end not in cues.findings and goes_on[0] not in cues.grammar["splitters"] | cues.grammar["ands"])
    lone = cues.words[span.start : span.end] == ["no"] and first not in (None, *cues.grammar["pains"])
    return lone and closes and {cues.findings.get(i) for i in between} == {first}


def _described(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Never had cancer, BACK PAIN DAY AND NIGHT": behind the comma a pain is told with what it is like, where no pain was denied."""
    if match.finding not in cues.grammar["pains"] | cues.grammar["pain_manner"] or not cues.grammar["ors"].isdisjoint(cues.words):
        return False
    cut = max((c for c in cues.splits if span.end <= c < match.start), default=None)
    if cut is None or cues.findings.get(span.end) in cues.grammar["pains"]:
        return False
    stop = next((c for c in cues.splits if c > cut), len(cues.words))
    told = {cues.findings.get(i) for i in range(cut, stop)}
    return not (told.isdisjoint(cues.grammar["pains"]) or told.isdisjoint(cues.grammar["pain_manner"]))


def _anew(start: int, end: int, cues: SentenceCues) -> bool:
    """ "I have no cancer, JUST osteoporosis": behind a comma something else is told to be there."""
    starts = cues.grammar["positive_starts"] - cues.grammar["articles"]
    return any(start <= c < end and cues.word(c + 1) in starts for c in cues.splits)


def _denies_anew(start: int, match: Match, cues: SentenceCues) -> bool:
    """ "The stool is not coming AND the urine NOT coming", "not comfy lying nor sitting, it NEVER leaves me": behind an "and", or
    behind a comma with a new subject, a second denial is one of its own."""
    own = {cues.words[i] for i in match.tokens}
    if match.polarity != "present":
        return False
    if own & cues.grammar["not_words"] and not cues.grammar["ands"].isdisjoint(cues.words[start : match.start]):
        return True
    starts = {cues.word(c + 1) for c in cues.splits if start <= c < match.start}
    return bool(own & cues.grammar["never_words"]) and bool(starts & cues.grammar["it_words"])


def _lacking(match: Match, cues: SentenceCues) -> bool:
    """ "Can't feel the seat, NO FEELING round my bottom", "can't walk WITHOUT STOPPING FOR BREATH": a lack of its own, which no
    denial before it turns round."""
    first, second = cues.words[match.start], cues.word(match.start + 1)
    felt_none = first in cues.grammar["sensing_words"] and second in cues.grammar["none_left"]  # "I no FEEL NOTHING"
    if match.polarity == "present" and (first in cues.grammar["lacking_words"] or felt_none):
        return True
    return first in cues.grammar["determiner_denials"] and second in cues.grammar["abilities"]


def _taken_up(match: Match, cues: SentenceCues) -> bool:
    """ "No pain in my legs at all, THEY just won't move": the denial is of what stands before the pronoun."""
    return any(cues.words[i] in cues.grammar["taken_up_by"] for i in range(match.start, match.end) if i not in match.tokens)


def points_ahead(span: Span, first: int, cues: SentenceCues) -> bool:
    """ "NEVER in my life have I had THIS: my legs won't move": what is told behind the colon is what never was before."""
    colons = (i for i in range(span.end + 1, first) if cues.words[i] in cues.grammar["colons"])
    never = not cues.grammar["never_words"].isdisjoint(cues.words[span.start : span.end])
    return never and any(cues.words[i - 1] in cues.grammar["pointing_ahead"] for i in colons)


def _no_deed(span: Span, first: int, cues: SentenceCues) -> bool:
    """ "NO CREAM HELPS my back", "no doctor has LOOKED AT my legs": nobody and nothing does something to what is there."""
    if cues.words[span.start] not in cues.grammar["determiner_denials"]:
        return False
    return any(cues.words[i] in cues.grammar["deeds"] for i in range(span.end + 1, min(first, span.end + _DEED)))


def _circumstance(span: Span, first: int, cues: SentenceCues) -> bool:
    """ "Lost 9 kilos without a diet, tired all day": what is denied is how it came about, not what is named behind it."""
    goes_on = cues.grammar["splitters"] | cues.grammar["ands"]
    for at in range(span.end, min(first, span.end + _CIRCUMSTANCE)):
        if cues.words[at] in cues.grammar["circumstances"]:
            between = cues.words[at + 1 : first]
            return any(w in goes_on for w in between) and cues.grammar["ors"].isdisjoint(between)
    return False


def _predicate_denies(span: Span, match: Match, cues: SentenceCues) -> bool:
    first = match.start
    if any(i in match.tokens for i in range(span.start, span.end)):
        return False
    if first < span.start < match.end:
        return True
    if _unable(span, match, cues) or _lacking(match, cues):
        return False
    if span.end > first or first - span.end > _PREDICATE_REACH or cues.stops_between(span.end, first, match):
        return False
    dashes = [i for i in cues.joints(span.end, first) if cues.words[i] in cues.grammar["dashes"]]
    splits = [c for c in (*cues.splits, *dashes) if span.end <= c < first]
    listed = not splits or cues.word(splits[-1] + 1) in cues.grammar["ors"]
    return listed and not cues.fresh_and(span.end, first)


def _unable(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "I can't trust my legs", "unable to hold my water": what cannot be done is itself the alarm."""
    if match.finding not in cues.grammar["alarming"] or match.polarity != "present" or span.end != match.start:
        return False
    return cues.word(span.end - 2) in cues.grammar["able_words"] or not cues.grammar["inability"].isdisjoint(
        cues.words[span.start : span.end]
    )
