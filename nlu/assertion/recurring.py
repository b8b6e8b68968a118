"""What was over and is there again: "it went away but came back", "back since last night after it had gone"; and what only might
return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.assertion.clauses import SentenceCues
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span

_ENDS = ("over", "over_last", "cured", "past", "negation_after", "well_since")
_SUBJECT = 2  # words from a finding to its return: "the weakness THEN came back"
_DENIED = 3  # words from "has not" to "come back"
_MIGHT = 2  # words from "might" to "come back"


def reopened(span: Span, cues: SentenceCues) -> bool:
    """ "Went away but came back": the end was none."""
    return any(s.start >= span.end and not _denied(s, cues) for s in cues.spans.get("cues:back_again", ()))


def before_return(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Leg weakness is BACK since last night AFTER IT HAD GONE AWAY": the end came before the return."""
    again = [s.end for s in cues.spans.get("cues:back_again", ()) if match.end <= s.start and s.end <= span.start and not _denied(s, cues)]
    return bool(again) and not cues.grammar["after_words"].isdisjoint(cues.words[again[0] : span.start])


def came_again(end: int, match: Match, cues: SentenceCues) -> bool:
    """ "My back pain went away and now it's back": behind its end at a place it is there again, and not another thing.

    Of an alarm two things are said: that it went, and that it returned; "my leg went numb, then it came back" is of the feeling.
    """
    if match.finding not in cues.grammar["somewhere"] | cues.grammar["alarming"]:
        return False
    again = [
        s for s in cues.spans.get("cues:back_again", ())
        if s.start >= end and not _denied(s, cues) and cues.findings.keys().isdisjoint(range(end, s.start))
    ]
    if match.finding in cues.grammar["alarming"]:
        return any(_parted_by_end(s, match, cues) or _after_its_end(s, match, cues) for s in again)
    return bool(again)


def might_return(match: Match, cues: SentenceCues) -> bool:
    """ "I'm afraid the numbness MIGHT COME BACK", "will it return?": said of what is not there now."""
    if match.finding not in cues.grammar["fleeting"]:
        return False
    modals = cues.grammar["modals"] | cues.grammar["may_words"]
    for span in cues.spans.get("cues:returning", ()):
        led = {*cues.words[max(0, span.start - _MIGHT) : span.start], *cues.words[max(0, match.start - _MIGHT) : match.start]}
        if match.end <= span.start <= match.end + _SUBJECT and not modals.isdisjoint(led):
            return True
    return False


def not_before(at: int, words: Sequence[str], grammar: Mapping[str, frozenset[str]]) -> bool:
    """ "Has NOT come back", "NEVER wore off": a denial stands right before a place."""
    return not (grammar["not_words"] | grammar["never_words"]).isdisjoint(words[max(0, at - _DENIED) : at])


def _denied(span: Span, cues: SentenceCues) -> bool:
    return not_before(span.start, cues.words, cues.grammar)


def _parted_by_end(again: Span, match: Match, cues: SentenceCues) -> bool:
    """ "The numbness HAD GONE but is back"; not "... has gone, the FEELING is back", "... came back and WENT AWAY AGAIN"."""
    if not cues.grammar["senses"].isdisjoint(cues.words[match.end : again.start]):
        return False
    ends = [s for label in _ENDS for s in cues.spans.get(f"cues:{label}", ())]
    return any(match.end <= s.start and s.end <= again.start for s in ends) and not any(s.start >= again.end for s in ends)


def _after_its_end(again: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Leg weakness IS BACK since last night AFTER it had gone away"."""
    behind = set(cues.words[again.end :])
    near = match.end <= again.start <= match.end + _SUBJECT and not cues.grammar["clause_cuts"] & set(cues.words[match.end : again.start])
    return near and bool(behind & cues.grammar["after_words"])
