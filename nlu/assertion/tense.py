"""When something was: over and gone, or going on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.dated import dated, is_year, lived_in
from nlu.assertion.gone import trouble_gone
from nlu.assertion.recurring import before_return, came_again, reopened
from nlu.assertion.when import when
from nlu.patterns.matcher import Match
from nlu.reading import NOW, THEN
from nlu.words.lexicon import Span

_AFTER, _BEFORE = 14, 12  # tokens between a finding and the phrase that says it is over
_STILL = 12
_ONCE = 5  # words of "used to be so full of"
_HAD_REACH = 3  # tokens from "had" to what was had
_DENIED = 2
_DENIED_FOR = 4
_DENIED_MORE = 8  # "can't hold the pose any more"


def is_over(match: Match, cues: SentenceCues) -> bool:
    """The match is told as past: "used to", "in 2011 ... and never back", "when I was nineteen"."""
    ended = [
        s
        for s in cues.spans.get("cues:over", ())
        if s.start >= match.start and not (reopened(s, cues) or before_return(s, match, cues)) and _closed(s, cues)
        and not _lost(match, s, cues) and not _denied(s, cues) and not _of_another(match, s, cues) and not _first_since(s, cues)
        and not any(p.start <= s.start and s.end < p.end for p in cues.spans.get("cues:pseudo", ()))  # "she has NO MORE CONTROL of it"
        and not _manner(match, s, cues) and not _measures(match, s, cues)
        and not match.tokens.issuperset(range(s.start, s.end))  # "my stool WENT AWAY by itself": what it did, no end of it
    ]
    if ended or _pain_over(match, cues) or _changed(match, cues) or trouble_gone(match, cues):
        return True
    if came_again(match.end, match, cues):
        return False
    going_on = [s for s in cues.still if not (_swallowed(s, cues) or _elsewhere(s, cues) or _now_well(s, cues))]
    if any(s.end > match.start - _STILL for s in going_on):
        return False
    near = when(match, cues) != NOW and any(
        -_BEFORE <= s.start - match.end <= _AFTER
        and not cues.stops_between(min(match.end, _reach_from(s, cues)), max(match.start, s.start), match)
        for s in cues.past
        if _closed(s, cues) and not (_lost(match, s, cues) or _denied(s, cues) or lived_in(s, cues) or _milder(match, s, cues))
        and not _set_against(match, s, cues) and not _by_trade(match, s, cues)
    )
    passes = match.finding in cues.grammar["fleeting"] | cues.grammar["passing"]
    passes = passes or _measured_then(match, cues)
    return near or (passes and (_once_before(match, cues) or dated(match, cues)))


def _measured_then(match: Match, cues: SentenceCues) -> bool:
    """ "My calcium WAS HIGH when I was pregnant", "I HAD a raised ESR in 2015": a level without its number, told as past."""
    if match.finding not in cues.grammar["measured_once"] or any(cues.sentence.tokens[i].number is not None for i in match.tokens):
        return False
    if not cues.grammar["months"].isdisjoint(cues.words):
        return False  # "in June 2026 my calcium was high": the date of a result
    past = cues.grammar["past_forms"] | cues.grammar["came_words"]
    return not past.isdisjoint(cues.words[max(0, match.start - _HAD_REACH) : match.end + 1])


def _pain_over(match: Match, cues: SentenceCues) -> bool:
    """ "I had a bad back for a year, NO PAIN NOW": said of pain, and of nothing else that is told."""
    gone = (s for s in cues.spans.get("cues:pain_over", ()) if s.start >= match.end and cues.ends_segment(s))
    return match.finding in cues.grammar["pains"] and any(not reopened(s, cues) for s in gone)


def _changed(match: Match, cues: SentenceCues) -> bool:
    """ "AGONY TO BEGIN WITH, now only a dull ache": what a pain was like at first."""
    later = any(s.start > match.end for s in cues.spans.get("cues:now", ()))
    compared = not cues.grammar["than_words"].isdisjoint(cues.words[match.start : match.end])  # "worse THAN it was a month ago"
    return later and not compared and match.finding in cues.grammar["pain_manner"] and when(match, cues) == THEN


def _reach_from(past: Span, cues: SentenceCues) -> int:
    """ "YEARS AGO I had a numb foot": the subject right behind a time that opens the sentence starts nothing new."""
    if past.start:
        return past.start
    return past.end + (cues.word(past.end) in cues.grammar["commas"])


def _once_before(match: Match, cues: SentenceCues) -> bool:
    """ "I've BEEN anaemic BEFORE, but ...": at some time gone by."""
    closed = cues.word(match.end) == "before" and cues.word(match.end + 1) in {"", *cues.grammar["segment_ends"]}
    led = cues.words[max(0, match.start - _HAD_REACH) : match.start]
    return closed and not cues.grammar["had_before"].isdisjoint(led)


def cured(match: Match, cues: SentenceCues) -> bool:
    """ "Had TB, cured": an illness that lasts, with a word behind it that it was got rid of."""
    if match.finding not in cues.grammar["curable"]:
        return False
    if any(w in cues.grammar["treated_words"] and is_year(i + 1, cues) for i, w in enumerate(cues.words) if i >= match.end):
        return True
    return any(
        0 <= s.start - match.end <= _AFTER and not _denied(s, cues) and not reopened(s, cues)
        for s in (*cues.spans.get("cues:cured", ()), *cues.spans.get("cues:over", ()))
    )


def _manner(match: Match, span: Span, cues: SentenceCues) -> bool:
    """ "I can't move my arm WELL SINCE today": how it cannot be done; "asleep FOR GOOD SINCE Friday": that it stays so."""
    if cues.word(span.start - 1) in cues.grammar["for_words"] and match.finding in cues.grammar["alarming"]:
        return True
    denied = not cues.grammar["not_words"].isdisjoint(cues.words[match.start : match.end])
    return denied and span.start == match.end and cues.words[span.start] in cues.grammar["manner_words"]


def _measures(match: Match, span: Span, cues: SentenceCues) -> bool:
    """ "My calcium was normal then and it's NORMAL NOW, 2.4": what a test says now, no end of it."""
    named = match.polarity == "name" and not cues.tests.isdisjoint(match.tokens)
    return named and any(span.start <= s.start and s.end <= span.end for s in cues.spans.get("NORMAL", ()))


def _first_since(span: Span, cues: SentenceCues) -> bool:
    """ "That has NOT HAPPENED SINCE I WAS a boy": it has now."""
    return cues.words[span.end - 1] in cues.grammar["since_words"] and cues.word(span.end) in cues.grammar["i_words"]


def _of_another(match: Match, span: Span, cues: SentenceCues) -> bool:
    """ "My ESR is high and my calcium is normal now", "... and my back is fine now": another test, or of a test the body."""
    if any(match.end <= i < span.start for i in cues.tests):
        return True
    return not cues.tests.isdisjoint(match.tokens) and not cues.grammar["body_words"].isdisjoint(cues.words[match.end : span.start])


def _set_against(match: Match, past: Span, cues: SentenceCues) -> bool:
    """ "Very drowsy, PREVIOUSLY alert", "off legs since noon, previously independent": a time gone by that opens a later clause
    is told of what that clause says."""
    opens = cues.word(past.start - 1) in cues.grammar["commas"] and cues.words[past.start] in cues.grammar["earlier_states"]
    return opens and past.start > match.end and cues.word(past.end) not in {"", *cues.grammar["segment_marks"]}


def _milder(match: Match, past: Span, cues: SentenceCues) -> bool:
    """ "My backache USED TO BE MILD": what is over is how it was."""
    return match.finding in cues.grammar["pains"] and not cues.grammar["mild_words"].isdisjoint(cues.words[past.end : past.end + 2])


def _by_trade(match: Match, past: Span, cues: SentenceCues) -> bool:
    """ "I USED TO BE A NURSE, both my legs ...": what somebody was by trade, and in another clause than what is told."""
    who = cues.word(past.start - 1) in cues.grammar["i_words"] | cues.grammar["pronoun_words"]
    named = not cues.grammar["articles"].isdisjoint(cues.words[past.end : past.end + 2])  # "(be) A nurse"
    return who and named and not cues.grammar["commas"].isdisjoint(cues.words[past.end : match.start])


def _closed(span: Span, cues: SentenceCues) -> bool:
    """ "It has gone", "now not" are over; "it has gone flat", "now not sleeping", "it came back within normal limits" are not."""
    if any(s.start < span.end < s.end for s in cues.spans.get("NORMAL", ())):
        return False
    opens = cues.grammar["gone_words"] | cues.grammar["not_words"]
    if not cues.grammar["none_left"].isdisjoint(cues.words[span.start : span.end]) and cues.word(span.end - 1) in cues.grammar["none_ends"]:
        return cues.ends_segment(span)  # "nothing now" is over, "nothing now helps" is not
    return cues.words[span.end - 1] not in opens or cues.ends_segment(span)


def _lost(match: Match, span: Span, cues: SentenceCues) -> bool:
    """ "My legs won't hold me no more", "my grip has gone": what is over is an ability, and its loss goes on."""
    if match.finding not in cues.grammar["alarming"] or match.polarity != "present":
        return False
    none = cues.words[span.start] in cues.grammar["not_words"] | cues.grammar["none_left"]
    if none and cues.word(span.start - 1) in cues.grammar["sensing_words"]:
        return True  # "I feel NOTHING SINCE an hour ago"
    behind = cues.word(span.end)
    only_since = none and cues.words[span.end - 1] in cues.grammar["since_words"] and behind not in {"", *cues.grammar["clause_marks"]}
    lost = cues.grammar["unable_words"] | cues.grammar["loss_words"]
    if only_since and not lost.isdisjoint(cues.words[match.start : max(span.start, match.end)]):
        return True  # "nothing comes, not since yesterday", "my legs are weak and I can't pass water, haven't since last night"
    within = range(match.start, match.end)
    if any(cues.words[i] in cues.grammar["noun_endings"] for i in within):
        return False
    told = set(cues.words[span.start : span.end])
    sensed = {*cues.words[max(0, span.start - _HAD_REACH) : span.start], *cues.words[match.start : match.end]}
    never = told & cues.grammar["never_words"] and sensed & cues.grammar["senses"]  # "FEELING never came back"
    if told & cues.grammar["come_words"] and (told & cues.grammar["not_words"] or never):
        return True  # "my leg went numb and it hasn't come back": the feeling
    unable = any(cues.words[i] in lost for i in match.tokens)
    part_of_it = span.start < match.end
    return (unable or part_of_it) and not cues.grammar["loss_words"].isdisjoint(cues.words[span.start : span.end])


def _denied(span: Span, cues: SentenceCues) -> bool:
    """ "I can't walk good since Sunday", "never used to": the words of an end, under a denial."""
    reach = _DENIED_MORE if cues.words[span.end - 1] in cues.grammar["any_more"] else _DENIED
    if cues.words[span.start] in cues.grammar["for_words"]:
        reach = _DENIED_FOR  # "it hasn't left me FOR A MINUTE"
    before = cues.words[max(0, span.start - reach) : span.start]
    return bool(cues.grammar["end_deniers"] & set(before))


def _swallowed(span: Span, cues: SentenceCues) -> bool:
    ends = (*cues.spans.get("cues:over", ()), *cues.spans.get("cues:over_last", ()))  # "gone SINCE"
    return any(o.start <= span.start and span.end <= o.end for o in ends)


def _now_well(span: Span, cues: SentenceCues) -> bool:
    """ "I was anaemic as a child, NOW MY BLOOD IS GOOD": a "now" that opens what ends it."""
    return any(o.start == span.start and o.end > span.end for o in cues.spans.get("cues:back_to_normal", ()))


def _elsewhere(span: Span, cues: SentenceCues) -> bool:
    """ "I used to have back pain, NOW it's my hip": what goes on now is another pain."""
    barriers = cues.spans.get("cues:barrier", ())
    return any(s.start == span.end and cues.words[s.start] in cues.grammar["it_words"] for s in barriers)


def begun(match: Match, cues: SentenceCues) -> bool:
    """ "My back was fine UNTIL SUNDAY", "I'd never had back pain till this spring": what was not there then is there now."""
    at = match.end
    past = cues.grammar["past_forms"] | cues.grammar["past_states"]
    told = not past.isdisjoint(cues.words[max(0, match.start - _HAD_REACH) : match.end])
    so_far = cues.word(at + 1) in {"", *cues.grammar["now_words"]} and cues.grammar["never_words"].isdisjoint(cues.words[: match.start])
    return told and cues.word(at) in cues.grammar["up_to_then"] and not so_far  # "no weakness until now" goes on


def was_once(match: Match, cues: SentenceCues) -> bool:
    """ "I USED TO BE full of energy": that somebody was well says nothing of now."""
    return used_to(cues.words[max(0, match.start - _ONCE) : match.start], cues.grammar)


def used_to(words: Sequence[str], grammar: Mapping[str, frozenset[str]]) -> bool:
    """A "used to" stands among the words."""
    return any(a in grammar["used_words"] and b in grammar["to_words"] for a, b in pairwise(words))


def ended(cues: SentenceCues) -> bool:
    """The sentence says that what was abnormal is so no more ("back to normal now")."""
    return bool(cues.spans.get("cues:back_to_normal"))
