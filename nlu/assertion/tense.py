"""When something was: over and gone, or going on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.recurring import before_return, came_again, reopened
from nlu.assertion.when import when
from nlu.patterns.matcher import Match
from nlu.reading import NOW, THEN
from nlu.words.lexicon import Span

_AFTER, _BEFORE = 14, 12  # tokens between a finding and the phrase that says it is over
_STILL = 12
_ONCE = 5  # words of "used to be so full of"
_HAD_REACH = 3  # tokens from "had" to what was had
_MEASURED = 5  # words from "calcium" to its value: "came back at 14" is no age
_DENIED = 2
_BORN_REACH = 5  # words from "born" to the year
_DENIED_FOR = 4
_DENIED_MORE = 8  # "can't hold the pose any more"
_WHEN = 5  # words of "when my little boy was"
_EARLY = 25
_FIRST_YEAR, _LAST_YEAR = 1925, 2100


def is_over(match: Match, cues: SentenceCues) -> bool:
    """The match is told as past: "used to", "in 2011 ... and never back", "when I was nineteen"."""
    ended = [
        s
        for s in cues.spans.get("cues:over", ())
        if s.start >= match.start and not (reopened(s, cues) or before_return(s, match, cues)) and _closed(s, cues)
        and not _lost(match, s, cues) and not _denied(s, cues) and not _of_another(match, s, cues) and not _first_since(s, cues)
        and not any(p.start <= s.start and s.end < p.end for p in cues.spans.get("cues:pseudo", ()))  # "she has NO MORE CONTROL of it"
        and not _manner(match, s, cues)
        and not match.tokens.issuperset(range(s.start, s.end))  # "my stool WENT AWAY by itself": what it did, no end of it
    ]
    if ended or _pain_over(match, cues) or _changed(match, cues):
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
        if _closed(s, cues) and not (_lost(match, s, cues) or _denied(s, cues) or _lived_in(s, cues) or _milder(match, s, cues))
        and not _set_against(match, s, cues) and not _by_trade(match, s, cues)
    )
    passes = match.finding in cues.grammar["fleeting"] | cues.grammar["passing"]
    passes = passes or _measured_then(match, cues)
    return near or (passes and (_once_before(match, cues) or _dated(match, cues)))


def _measured_then(match: Match, cues: SentenceCues) -> bool:
    """ "My calcium WAS HIGH when I was pregnant", "I HAD a raised ESR in 2015": a level without its number, told as past."""
    if match.finding not in cues.grammar["measured_once"] or any(cues.sentence.tokens[i].number is not None for i in match.tokens):
        return False
    clause = next((i for i in range(match.end, len(cues.words)) if cues.words[i] in cues.grammar["commas"]), len(cues.words))
    if not cues.grammar["now_words"].isdisjoint(cues.words[match.start : clause]):
        return False  # "my calcium was normal then and it's normal NOW"
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
    if any(w in cues.grammar["treated_words"] and _is_year(i + 1, cues) for i, w in enumerate(cues.words) if i >= match.end):
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


def _lived_in(span: Span, cues: SentenceCues) -> bool:
    """ "I'm in my thirties": the time of life that somebody is in."""
    return span.start > 0 and cues.words[span.start - 1] in cues.grammar["living_in"]


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


def _dated(match: Match, cues: SentenceCues) -> bool:
    """Told of a year or an age gone by, with no word that it began then or goes on."""
    ago = [s for s in cues.spans.get("cues:long_ago", ()) if s.end - 1 not in match.tokens and not _lived_in(s, cues)]  # "53 yrs BACK pain"
    closed = cues.spans.get("cues:over_last", ())  # "gone SINCE"
    if _learnt(match, cues):
        return False
    named = {i for s in (*ago, *closed) for i in range(s.start, s.end)} | {i - 3 for i in range(len(cues.words)) if _at_early_age(i, cues)}
    if any(w in cues.grammar["started_words"] for i, w in enumerate(cues.words) if i not in named):
        return False
    for i, token in enumerate(cues.sentence.tokens):
        dated = token.number is not None and _FIRST_YEAR <= token.number <= _LAST_YEAR and token.number == int(token.number)
        dated = dated or (token.number is not None and cues.word(i - 1) in cues.grammar["short_year"])
        early = _at_early_age(i, cues) and cues.tests.isdisjoint(range(i - _MEASURED, i))
        if i in cues.tests or i - 2 in cues.tests:
            continue  # "plasma cells at 12 percent"
        if not early and (cues.word(i - 1) in cues.grammar["be_words"] or _birth(i, cues)):
            continue  # "he thought it was 1975", "born 1958, sore back"
        dated = dated or early
        if dated and _of_another_event(i, match, cues):
            continue
        if dated and not cues.parted(min(i, match.start), max(i, match.start)):
            return True
    return any(
        not cues.parted(min(s.start, match.start), max(s.start, match.start)) and not _told_apart(s.start, match, cues) for s in ago
    )


def _learnt(match: Match, cues: SentenceCues) -> bool:
    """ "In 2019 I FOUND OUT I HAVE anaemia": what was learnt then and is told as it is now."""
    has = cues.grammar["has_now"].isdisjoint(cues.words[max(0, match.start - 2) : match.start])
    return not has and not cues.grammar["learning"].isdisjoint(cues.words[: match.start])


def _birth(at: int, cues: SentenceCues) -> bool:
    """ "Born in 1968", "dob 12/3/58"."""
    return not cues.grammar["born_words"].isdisjoint(cues.words[max(0, at - _BORN_REACH) : at])


def _of_another_event(at: int, match: Match, cues: SentenceCues) -> bool:
    """ "I had a kidney out in 2020, and my back hurts", "my neck hurts, had an x-ray in 2019": the date is of the other."""
    mine = cues.grammar["possessives"] | cues.grammar["i_words"] | cues.grammar["now_words"] | cues.grammar["new_words"]
    commas = [
        i for i, w in enumerate(cues.words)
        if w in cues.grammar["commas"] or (w in cues.grammar["ands"] and cues.word(i + 1) in mine)  # "... 2015 AND MY hip hurts", "AND NEW"
    ]
    start = max((i + 1 for i in commas if i < at), default=0)
    end = min((i for i in commas if i > at), default=len(cues.words))
    others = {cues.findings.get(i) for i in range(start, end)} - {None, match.finding}  # "CA COLON 2018, low back pain"
    happened = bool(others) or not cues.grammar["past_events"].isdisjoint(cues.words[start:end])
    if match.start >= end:
        return happened or _tells_more(cues.words[start:end], cues)
    return happened and match.end <= start


def _told_apart(at: int, match: Match, cues: SentenceCues) -> bool:
    """ "My legs are weak, I HAD MY APPENDIX OUT as a child": a clause of its own, and not "..., I had IT as a child"."""
    start = max((i + 1 for i in range(match.end, at) if cues.words[i] in cues.grammar["commas"]), default=0)
    same = cues.grammar["meant_words"] | cues.grammar["too_or_same"]
    return bool(start) and cues.word(start) in cues.grammar["i_words"] and same.isdisjoint(cues.words[start:at])


def _tells_more(words: Sequence[str], cues: SentenceCues) -> bool:
    """ "KIDNEY OUT 2018", and not only "in the summer of 2018"."""
    small = cues.grammar["articles"] | cues.grammar["at_places"] | cues.grammar["definites"] | cues.grammar["months"]
    return len([w for w in words if w.isalpha() and w not in small]) > 1


def _is_year(at: int, cues: SentenceCues) -> bool:
    at += cues.word(at) in cues.grammar["at_places"]
    number = cues.sentence.tokens[at].number if at < len(cues.words) else None
    return number is not None and _FIRST_YEAR <= number <= _LAST_YEAR


def _at_early_age(at: int, cues: SentenceCues) -> bool:
    """ "At nineteen I couldn't walk for a week", "till I was nine", "when my son was 5"; not the score of "4AT 8"."""
    number, early = cues.sentence.tokens[at].number, cues.words[at] in cues.grammar["early_ages"]
    if (early or (number is not None and number <= _EARLY)) and cues.word(at - 1) in cues.grammar["be_words"]:
        people = (cues.grammar[row] for row in ("i_words", "age_owners", "kin", "dependants", "sex_plain"))
        told_when = not cues.grammar["when_words"].isdisjoint(cues.words[max(0, at - _WHEN) : max(0, at - 2)])
        if told_when and any(cues.word(at - 2) in row for row in people):  # not "when the pain was 8"
            return True
    if not early:
        return False
    scored = at > 1 and cues.sentence.tokens[at - 2].number is not None
    return not scored and cues.word(at - 1) in cues.grammar["age_at"] | cues.grammar["age_strong"]


def ended(cues: SentenceCues) -> bool:
    """The sentence says that what was abnormal is so no more ("back to normal now")."""
    return bool(cues.spans.get("cues:back_to_normal"))
