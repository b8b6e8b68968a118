"""Whether a named finding is affirmed, denied, doubted, supposed, asked about or over.

The roles are ConText's (Harkema et al. 2009: trigger, direction, scope, terminator, pseudo-trigger), the scopes are made
for chat: lists under one denial, answers after a question mark, statements that start without punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.come_about import alarm_began, come_about, hoped
from nlu.assertion.denial import denied_before, points_ahead
from nlu.assertion.doubt import doubted
from nlu.assertion.given import equated, given_noun, given_reason, taken_as_so
from nlu.assertion.presupposed import presupposed
from nlu.assertion.questions import hypothetical, question_before
from nlu.assertion.recurring import came_again, might_return
from nlu.assertion.said_after import came_back, said_after
from nlu.assertion.tense import begun, is_over
from nlu.assertion.whole_questions import asks_throughout
from nlu.patterns.matcher import Match
from nlu.patterns.states import STATES
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, PAST, POSSIBLE, PRESENT, QUESTION, UNKNOWN
from nlu.words.lexicon import Span

_UNKNOWN_REACH = 40  # tokens that "I don't know about" may reach over
_PUT = 2  # words of "you asked me if"
_ANSWER_REACH = 6  # tokens between a finding and the question mark that an answer follows


@dataclass(frozen=True)
class Assertion:
    """The reading of one match; `told` where an answer or a frame ("I can't say there's no ...") settles it."""

    assertion: str = PRESENT
    modality: str = ACTUAL
    told: bool = False
    joint: bool = False


def assert_match(match: Match, cues: SentenceCues, follow_up: str | None = None) -> Assertion:
    """The assertion of one match in its sentence. `follow_up` is "yes" or "no" where the next sentence is just that."""
    asked = follow_up and cues.sentence.end == "?" and (len(cues.words) - match.end < _ANSWER_REACH or _in_row(match, cues))
    if asked and not _of_a_deed(match, cues):
        return Assertion(PRESENT if follow_up == "yes" else ABSENT, ACTUAL, told=True)
    by_test = match.finding in cues.grammar["awaited_tests"] or (
        match.polarity == ABSENT and match.end - 1 in cues.awaited and match.finding not in cues.grammar["told_by_person"]
    )
    if by_test and match.start in cues.awaited:
        return Assertion(UNKNOWN, ACTUAL)
    if asks_throughout(cues) and not (taken_as_so(match, cues) or alarm_began(match, cues)):
        return Assertion(PRESENT, QUESTION)
    after, joint = said_after(match, cues)
    if after in ("yes", "no") and (not hypothetical(match, cues) or _put_and_answered(match, cues)):
        passes = cues.grammar["fleeting"] | cues.grammar["measured_once"]
        past = is_over(match, cues) and (after == "yes" or match.finding in passes)
        if past and after == "no":
            return Assertion(PRESENT, PAST, told=True)
        return Assertion(PRESENT if after == "yes" else ABSENT, PAST if past else ACTUAL, told=True, joint=joint)
    if come_about(match, cues):
        return Assertion(PRESENT, ACTUAL, told=True)
    if hypothetical(match, cues) or might_return(match, cues):
        return Assertion(PRESENT, HYPOTHETICAL)
    question = question_before(match, cues)
    given = question is not None and presupposed(match, cues, question)
    if question and not given:
        return Assertion(PRESENT, QUESTION)
    unknown = not given_reason(match, cues) and _before(match, cues, _not_known(match, cues), _UNKNOWN_REACH)
    if unknown and equated(match, cues):
        return Assertion()
    if after == "unknown" or unknown:
        return Assertion(UNKNOWN, ACTUAL, joint=joint)
    denied = denied_before(match, cues)
    frame = _framed(match, cues)
    if frame is not None:
        twice = any(_turned_back(s, frame, match, cues) for s in (*cues.negations, *cues.predicate))
        return Assertion(PRESENT if twice else ABSENT, ACTUAL, told=True)
    if hoped(match, cues) or after == "possible" or (not denied and not given and doubted(match, cues)):
        return Assertion(POSSIBLE, ACTUAL, joint=joint)
    if denied and begun(match, cues):
        return Assertion()
    if denied and not _begun_again(match, cues):
        return Assertion(ABSENT, ACTUAL)
    if is_over(match, cues):
        return Assertion(PRESENT, PAST)
    return Assertion(PRESENT, ACTUAL)


def _of_a_deed(match: Match, cues: SentenceCues) -> bool:
    """ "SHOULD I call someone about MY NUMB LEGS? I haven't yet.": the answer is of what to do, and not of what is there."""
    asks = cues.word(0) in cues.grammar["auxiliaries"] and cues.word(1) in cues.grammar["i_words"]
    return asks and match.polarity == PRESENT and match.finding in cues.grammar["alarming"] and given_noun(match, cues)


def _begun_again(match: Match, cues: SentenceCues) -> bool:
    """ "Free of back pain for a year, and then IT STARTED AGAIN": the denial was of a time gone by."""
    again = [s for s in cues.spans.get("cues:back_again", ()) if s.start > match.end]
    return came_again(match.end, match, cues) and any(cues.word(s.start - 1) in cues.grammar["it_words"] for s in again)


def _not_known(match: Match, cues: SentenceCues) -> list[Span]:
    """Phrases that leave a finding unknown. "Not had the" is one before a test, and a plain denial before an illness."""
    if match.finding not in cues.grammar["told_by_person"]:
        open_ = [s for s in cues.unknown if not (came_back(s, match, cues) or _why_sent(s, match, cues))]
        return [s for s in open_ if not _never_had(s, match, cues)]
    plain = [s for s in cues.unknown if cues.grammar["having_words"].isdisjoint(cues.words[s.start : s.end])]
    if match.finding in cues.grammar["alarming"]:  # "MRI REQUEST: new foot drop": what the picture is wanted for
        plain = [s for s in plain if cues.grammar["asking_papers"].isdisjoint(cues.words[s.start : s.end])]
    return [s for s in plain if not _treated(s, match, cues)]


def _put_and_answered(match: Match, cues: SentenceCues) -> bool:
    """ "You ASK WHETHER my legs are weak: YES": what was asked, and its answer behind a colon or a comma."""
    whether = [i for i in range(match.start) if cues.words[i] in cues.grammar["whether_words"]]
    if not whether or cues.word(match.end) not in cues.grammar["colons"] | cues.grammar["commas"]:
        return False
    return not cues.grammar["asked_words"].isdisjoint(cues.words[max(0, whether[-1] - _PUT) : whether[-1]])


def _in_row(match: Match, cues: SentenceCues) -> bool:
    """ "Any loss of power in the legs, any fits, any fever?": a row of names, which one answer answers."""
    behind = cues.words[match.end :]
    return not cues.grammar["commas"].isdisjoint(behind) and cues.grammar["statement_words"].isdisjoint(behind)


def _never_had(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "NEVER HAD A compression fracture", "never had a RAISED calcium": what was not had is the finding, and no test for it."""
    had = not cues.grammar["having_words"].isdisjoint(cues.words[span.start : span.end])
    state = any(span.end == s.start for label in STATES for s in cues.spans.get(label, ()))
    return had and span.end == match.start and (match.polarity != "name" or state)


def _treated(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Waiting on SURGERY FOR her overactive parathyroid": what is treated is there."""
    between = cues.words[span.end : match.start]
    return not (cues.grammar["treatments"].isdisjoint(between) or cues.grammar["for_words"].isdisjoint(between))


def _why_sent(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "REFERRED FOR RAISED globulins": what somebody is sent with is known."""
    state = any(span.end <= s.start < match.start for label in STATES for s in cues.spans.get(label, ()))
    return state and cues.words[span.start] in cues.grammar["sent_words"]


def _framed(match: Match, cues: SentenceCues) -> Span | None:
    """A phrase that turns a whole statement round: "I wouldn't say ...", "it isn't that ..."; of several the last."""
    for span in reversed(cues.frames):
        if span.end > match.start or cues.parted(span.end, match.start) or points_ahead(span, match.start, cues):
            continue
        if cues.grammar["normative"] & set(cues.words[span.end : match.end]):
            continue  # "I don't think legs SHOULD stop working"
        given = cues.word(match.start - 1) in cues.grammar["owners"] and cues.word(match.end) in cues.grammar["given_verbs"]
        termed = match.start == span.end and match.finding not in cues.grammar["pain_manner"]
        called = cues.words[span.end - 1] in cues.grammar["it_words"]  # "I wouldn't call IT anaemia" names nothing that is there
        given = given or (termed and not called and not cues.grammar["terming"].isdisjoint(cues.words[span.start : span.end]))
        given = given or (cues.words[span.end - 1] in cues.grammar["with_words"] and given_noun(match, cues))
        if any(cues.word(c + 1) in cues.grammar["rather_words"] for c in cues.splits if span.end < c < match.start):
            continue  # "I wouldn't call it pain, MORE of an ache in my back"
        if match.polarity == ABSENT and _goes_on(span.end, match.start, cues):
            continue  # "I've never been told I have cancer, NO LUMPS either"
        starts = [c + 1 + (cues.word(c + 1) in cues.grammar["ands"]) for c in cues.splits if span.end < c < match.start]
        anew = any(start in cues.resume for start in starts)
        if cues.grammar["ors"].isdisjoint(cues.words):  # "never told I have osteoporosis, L2 IS SQUASHED"
            behind = [c for c in (*cues.splits, *cues.joints(span.end, match.start)) if span.end < c < match.start]
            anew = anew or any(cues.says_itself(c, match) or cues.word(c + 1) in cues.grammar["positive_starts"] for c in behind)
            anew = anew or (match.start - 1 in behind and cues.predicates(match))
        if not given and not anew:
            return span
    return None


def _turned_back(denial: Span, frame: Span, match: Match, cues: SentenceCues) -> bool:
    """ "I wouldn't say there is NO weakness"; not "... that I have weakness, NOR numbness", "..., and NO fractures"."""
    if not frame.end <= denial.start < match.end or match.tokens & set(range(denial.start, denial.end)):
        return False
    return cues.words[denial.start] not in cues.grammar["ors"] and not _goes_on(frame.end, denial.start, cues)


def _goes_on(start: int, end: int, cues: SentenceCues) -> bool:
    """A comma, "and" or "or" stands between."""
    marks = cues.grammar["ors"] | cues.grammar["ands"] | cues.grammar["clause_cuts"]
    return not marks.isdisjoint(cues.words[start:end])


def _before(match: Match, cues: SentenceCues, spans: Sequence[Span], reach: int) -> bool:
    return any(
        s.end <= match.start
        and match.start - s.end <= reach
        and not cues.stops_between(s.end, match.start, match)
        and (cues.word(s.end) in cues.grammar["headings"] or not any(s.end <= c < match.start for c in cues.splits))
        for s in spans
    )  # "plan: SPEP, urine BJP": a heading reaches over its whole list
