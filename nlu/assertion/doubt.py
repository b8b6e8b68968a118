"""Findings that are only possible: doubted, warned of, looked for, still to come."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.come_about import not_come_about
from nlu.assertion.given import equated, given_matter
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span

_DOUBT_REACH = 9
_SOUGHT_GAP, _SOUGHT_REACH = 3, 6  # tokens around the "for" of "checked my urine for"
_WARNED_REACH = 16  # tokens that a list of warnings may go on


def doubted(match: Match, cues: SentenceCues) -> bool:
    """Is the finding told only as something that may be?"""
    if _warned(match, cues) or not_come_about(match, cues):
        return True
    last = max(start for start, _ in match.parts)
    for span in cues.possible:
        inside = match.start < span.start and span.end <= last and cues.word(span.end) not in cues.grammar["came_back"]
        if inside:
            return True
        shared = span.start < match.start and span.end == match.start + 1 and span.end - span.start > 1
        if not shared and span.end > match.start or match.start - span.end > _DOUBT_REACH:
            continue
        if cues.stops_between(span.end, match.start, match) or any(span.end <= c < match.start for c in cues.splits):
            continue
        unwanted = cues.words[span.end - 1] in cues.grammar["wanting"]
        if _of_time(span, cues) or (unwanted and not cues.grammar["unwanted_fill"].issuperset(cues.words[span.end : match.start])):
            continue  # "I don't WANT to eat because of ..."
        if match.polarity == "absent" and cues.words[span.start] in cues.grammar["ask_verbs"]:
            continue  # "asked if I can walk normally"
        able = cues.words[span.start] in cues.grammar["able_words"]
        if able and cues.word(span.end) in cues.grammar["not_words"]:
            continue  # "could NOT GET there in time"
        if _thought_so(span, match, cues):
            continue
        if any(w in cues.grammar["headings"] for w in cues.words[span.end : match.start]):
            continue  # "asking about my patient: new incontinence"
        before = match.start - 1 - (cues.word(match.start - 1) in cues.grammar["own_word"])
        mine = not cues.grammar["owners"].isdisjoint(cues.words[match.start : match.end])
        pointed = mine and cues.word(before) in cues.grammar["definites"]
        owned = pointed or cues.word(before) in cues.grammar["owners"]  # "THE ACHE in MY arm"
        owned = owned and not _to_come(match, cues) and not _unseen(match, cues)
        taken = cues.words[span.start] not in cues.grammar["doubt_anyway"] or equated(match, cues) or _asked_of(span, match, cues)
        if owned and taken:
            continue
        return True
    return match.polarity != "absent" and _sought(match, cues)


def _of_time(span: Span, cues: SentenceCues) -> bool:
    """ "SINCE MAYBE saturday it's numb", "for perhaps two weeks"; not "an x-ray for a possible fracture"."""
    if cues.word(span.start - 1) not in cues.grammar["dated_by"] or span.end >= len(cues.words):
        return False
    day = any(s.start == span.end for s in cues.spans.get("cues:value_weekday", ()))
    return day or cues.sentence.tokens[span.end].number is not None or cues.words[span.end] in cues.grammar["counted"]


def _thought_so(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "I THINK I'VE gone numb down below": an emergency that somebody feels is told; "I think I might wet myself" is not."""
    thought = next((i for i in range(span.start, span.end) if cues.words[i] in cues.grammar["thinking_so"]), None)
    if thought is None or match.finding not in cues.grammar["emergencies"] or cues.word(thought + 1) not in cues.grammar["own_starts"]:
        return False
    return cues.grammar["future_words"].isdisjoint(cues.words[thought : match.end])


def _asked_of(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "My aunt told me to ask about my back pain"; not "asked whether my legs were weak"."""
    return cues.words[span.start] in cues.grammar["ask_verbs"] and given_matter(match, cues)


def _to_come(match: Match, cues: SentenceCues) -> bool:
    """ "Scared my legs will stop working": feared, and not yet so."""
    return any(w in cues.grammar["future_words"] for w in cues.words[match.start : match.end])


def _unseen(match: Match, cues: SentenceCues) -> bool:
    """ "Scared my spine is crumbling", "worried about my bones thinning": nobody feels what only a picture shows; "worried
    about my collapsed vertebra" takes it as given."""
    inside = cues.words[match.start : match.end]
    return match.finding in cues.grammar["pictured"] and (inside[-1].endswith("ing") or not cues.grammar["be_words"].isdisjoint(inside))


def _warned(match: Match, cues: SentenceCues) -> bool:
    """ "I was told to look out for leg weakness, incontinence and numbness": none of the list is there."""
    return any(
        0 <= match.start - span.end <= _WARNED_REACH
        and not cues.stops_between(span.end, match.start, match)
        and cues.bare_list(span, match.start, match)
        for span in cues.warned
    )


def _sought(match: Match, cues: SentenceCues) -> bool:
    """ "They scanned my chest for spread": looked for, which says nothing of it being there."""
    for at in range(max(0, match.start - _SOUGHT_GAP), match.parts[-1][0]):
        if cues.words[at] in cues.grammar["for_words"] and cues.word(at - 1) not in cues.grammar["found_for"]:
            before = cues.words[max(0, at - _SOUGHT_REACH) : at]
            if any(w in cues.grammar["sought_words"] for w in before):
                return True
    return False
