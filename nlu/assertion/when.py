"""Whether a clause tells of now, of a time gone by, or of how somebody is at other times."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.patterns.matcher import Match
from nlu.reading import NOW, THEN
from nlu.words.lexicon import Span

_LED = 2  # words from "normally" to what somebody is


def when(match: Match, cues: SentenceCues) -> str:
    """ "now" or "then" where the match's clause says so, else ""."""
    joins = cues.grammar["ands"] | cues.grammar["splitters"]
    for label, word in (("cues:now", NOW), ("cues:then", THEN)):
        for span in cues.spans.get(label, ()):
            if _begins(span, cues) or _up_to_now(span, cues) or cues.word(span.start - 1) in cues.grammar["than_words"]:
                continue  # "no worse THAN BEFORE"
            between = range(min(span.end, match.end), max(span.start, match.start))
            if not any(i not in match.tokens and cues.words[i] in joins for i in between) and not cues.parted(
                between.start, between.stop
            ):
                return word
    lasting = match.polarity == "present" and match.finding not in cues.grammar["alarming"]  # "since last night not a drop"
    return NOW if lasting and _since_when(match, cues) else ""


def _begins(span: Span, cues: SentenceCues) -> bool:
    """ "Since YESTERDAY", "since the DAY BEFORE YESTERDAY": a time gone by from which it goes on."""
    at = span.start - 1 - (cues.word(span.start - 1) in cues.grammar["definites"])
    return cues.word(at) in cues.grammar["since_words"]


def _since_when(match: Match, cues: SentenceCues) -> bool:
    """ "It had been normal for years, and SINCE MAY it is up", "until this summer, SINCE THEN I'm anaemic": going on now."""
    joins = cues.grammar["ands"] | cues.grammar["splitters"]
    start = max((i + 1 for i in range(match.start) if cues.words[i] in joins), default=0)
    return start > 0 and cues.words[start] in cues.grammar["since_words"]


def _up_to_now(span: Span, cues: SentenceCues) -> bool:
    """ "For THE last month": a time that lasts; "last month" alone is over."""
    return cues.words[span.start] in cues.grammar["lately_heads"] and cues.word(span.start - 1) in cues.grammar["definites"]


def usual(match: Match, cues: SentenceCues) -> bool:
    """ "NORMALLY SHARP AS A TACK", "BEFORE THAT he walked normally": how somebody is, or was, at other times."""
    if match.polarity == "absent" and match.finding in cues.grammar["alarming"] and _before_that(match, cues):
        return True
    earlier, last = cues.word(match.start - _LED), cues.word(match.start - 1)
    usually, commas = cues.grammar["usual_words"], cues.grammar["commas"]
    led = last in usually or (earlier in usually and last not in commas)
    return led and match.polarity == "absent" and match.finding in cues.grammar["alarming"]


def _before_that(match: Match, cues: SentenceCues) -> bool:
    """ "His legs went on Sunday, BEFORE THAT he walked normally": the clause of what is named opens with a time gone by."""
    marks = cues.grammar["clause_marks"] | cues.grammar["but_words"]
    start = max((i + 1 for i in range(match.start) if cues.words[i] in marks), default=0)
    return any(s.start == start for s in cues.spans.get("cues:before_that", ()))
