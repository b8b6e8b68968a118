"""Whether a named finding is affirmed, denied, doubted, supposed, asked about or over.

The roles are ConText's (Harkema et al. 2009: trigger, direction, scope, terminator, pseudo-trigger), the scopes are made
for chat: lists under one denial, answers after a question mark, statements that start without punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlu.clauses import SentenceCues
from nlu.lexicon import Span
from nlu.matcher import Match
from nlu.questions import hoped, hypothetical, not_come_about, presupposed, question_before
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, PAST, POSSIBLE, PRESENT, QUESTION, UNKNOWN
from nlu.tense import is_over
from nlu.whole_questions import asks_throughout

_LIST_REACH = 40  # tokens a list-denial ("no", "denies") may reach over
_PREDICATE_REACH = 7  # tokens a "not" before an adjective or verb may reach over
_AFTER_REACH = 5  # linking tokens that may stand between a finding and its "no"
_ANSWER_REACH = 6  # tokens between a finding and the question mark that an answer follows
_DOUBT_REACH = 9
_SOUGHT_GAP, _SOUGHT_REACH = 3, 6  # tokens around the "for" of "checked my urine for"
_WARNED_REACH = 16  # tokens that a list of warnings may go on
_CIRCUMSTANCE = 3  # tokens between a denial and the word for how something came about
_ROW_REACH = 14  # words of a list that one closing "none" denies


@dataclass(frozen=True)
class Assertion:
    """The reading of one match; `told` where an answer or a frame ("I can't say there's no ...") settles it."""

    assertion: str = PRESENT
    modality: str = ACTUAL
    told: bool = False
    joint: bool = False


def assert_match(match: Match, cues: SentenceCues, follow_up: str | None = None) -> Assertion:
    """The assertion of one match in its sentence. `follow_up` is "yes" or "no" where the next sentence is just that."""
    if follow_up and cues.sentence.end == "?" and len(cues.words) - match.end < _ANSWER_REACH:
        return Assertion(PRESENT if follow_up == "yes" else ABSENT, ACTUAL, told=True)
    if asks_throughout(cues):
        return Assertion(PRESENT, QUESTION)
    after, joint = _after(match, cues)
    if after in ("yes", "no") and not hypothetical(match, cues):
        past = is_over(match, cues) and (after == "yes" or match.finding in cues.grammar["fleeting"])
        if past and after == "no":
            return Assertion(PRESENT, PAST, told=True)
        return Assertion(PRESENT if after == "yes" else ABSENT, PAST if past else ACTUAL, told=True, joint=joint)
    if hypothetical(match, cues):
        return Assertion(PRESENT, HYPOTHETICAL)
    question = question_before(match, cues)
    given = question is not None and presupposed(match, cues, question)
    if question and not given:
        return Assertion(PRESENT, QUESTION)
    if after == "unknown" or _before(match, cues, _not_known(match, cues), _LIST_REACH):
        return Assertion(UNKNOWN, ACTUAL, joint=joint)
    denied = _denied_before(match, cues)
    frame = _framed(match, cues)
    if frame is not None:
        denials = [
            s
            for s in (*cues.negations, *cues.predicate)
            if frame.end <= s.start < match.end and cues.words[s.start] not in cues.grammar["ors"]
        ]  # "... that I have weakness, nor numbness" goes on denying
        twice = any(not match.tokens & set(range(s.start, s.end)) for s in denials)
        return Assertion(PRESENT if twice else ABSENT, ACTUAL, told=True)
    if hoped(match, cues) or after == "possible" or (not denied and not given and _doubted(match, cues)):
        return Assertion(POSSIBLE, ACTUAL, joint=joint)
    if denied:
        return Assertion(ABSENT, ACTUAL)
    if is_over(match, cues):
        return Assertion(PRESENT, PAST)
    return Assertion(PRESENT, ACTUAL)


def _not_known(match: Match, cues: SentenceCues) -> list[Span]:
    """Phrases that leave a finding unknown. "Not had the" is one before a test, and a plain denial before an illness."""
    if match.finding not in cues.grammar["told_by_person"]:
        return [s for s in cues.unknown if not _came_back(s, match, cues)]
    return [s for s in cues.unknown if cues.grammar["having_words"].isdisjoint(cues.words[s.start : s.end])]


def _came_back(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "My urine was sent off AND IT HAD light chains in it": what was unknown when it was sent is told behind it."""
    between = cues.words[span.end : match.end]
    joined = next((i for i, w in enumerate(between) if w in cues.grammar["ands"] | cues.grammar["splitters"]), None)
    return joined is not None and not cues.grammar["came_back"].isdisjoint(between[joined:])


def _framed(match: Match, cues: SentenceCues) -> Span | None:
    """A phrase that turns a whole statement round: "I wouldn't say ...", "it isn't that ..."."""
    for span in cues.frames:
        if span.end > match.start or cues.parted(span.end, match.start):
            continue
        given = cues.word(match.start - 1) in cues.grammar["owners"] and cues.word(match.end) in cues.grammar["given_verbs"]
        starts = [c + 1 + (cues.word(c + 1) in cues.grammar["ands"]) for c in cues.splits if span.end < c < match.start]
        anew = any(start in cues.resume for start in starts)
        if not given and not anew:
            return span
    return None


def _denied_before(match: Match, cues: SentenceCues) -> bool:
    if cues.word(match.end) in cues.grammar["exceptions"] and match.polarity == "present":
        return False  # "my hip doesn't hurt unless I walk"
    return any(_list_denies(s, match, cues) for s in cues.negations) or any(
        _predicate_denies(s, match, cues) for s in cues.predicate
    )


def _list_denies(span: Span, match: Match, cues: SentenceCues) -> bool:
    first = match.start
    if span.start >= match.end or any(i in match.tokens for i in range(span.start, span.end)):
        return False
    if _lacking(match, cues) or _taken_up(match, cues) or _circumstance(span, first, cues):
        return False
    if span.end > first:  # between the parts: "back does not hurt", but not "urine: protein negative, crystals ++"
        return cues.word(span.end) not in cues.grammar["splitters"]
    if first - span.end > _LIST_REACH or cues.stops_between(span.end, first, match):
        return False
    return cues.bare_list(span, first, match) and not cues.fresh_and(span.end, first)


def _lacking(match: Match, cues: SentenceCues) -> bool:
    """ "Can't feel the seat, NO FEELING round my bottom": a lack of its own, which no denial before it turns round."""
    first, second = cues.words[match.start], cues.word(match.start + 1)
    return first in cues.grammar["determiner_denials"] and second in cues.grammar["abilities"]


def _taken_up(match: Match, cues: SentenceCues) -> bool:
    """ "No pain in my legs at all, THEY just won't move": the denial is of what stands before the pronoun."""
    return any(cues.words[i] in cues.grammar["taken_up_by"] for i in range(match.start, match.end) if i not in match.tokens)


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
    splits = [c for c in cues.splits if span.end <= c < first]
    listed = not splits or cues.word(splits[-1] + 1) in cues.grammar["ors"]
    return listed and not cues.fresh_and(span.end, first)


def _unable(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "I can't trust my legs", "unable to hold my water": what cannot be done is itself the alarm."""
    if match.finding not in cues.grammar["alarming"] or match.polarity != "present" or span.end != match.start:
        return False
    return cues.word(span.end - 2) in cues.grammar["able_words"] or not cues.grammar["inability"].isdisjoint(
        cues.words[span.start : span.end]
    )


def _after(match: Match, cues: SentenceCues) -> tuple[str | None, bool]:
    """What stands just after a match ("yes", "no", "unknown", "possible" or None), and if it is said of a whole list."""
    ends = {match.end} | {b for _, b in match.parts}
    best: tuple[int, int, str, bool] | None = None
    kinds = (
        ("unknown", cues.unknown_after),
        ("possible", cues.possible_after),
        ("no", cues.after_no),
        ("yes", cues.after_yes),
    )
    denied = any(_list_denies(s, match, cues) for s in cues.negations)
    for kind, spans in kinds:
        for span in spans:
            if kind == "yes" and denied and cues.words[span.start] in cues.grammar["result_words"]:
                continue  # "no fracture was found"
            for end in ends:
                if _answers(span, kind, end, match, cues):
                    gap = span.start - end
                    candidate = (gap, -(span.end - span.start), kind, _joint(span, end, cues))
                    if best is None or candidate < best:
                        best = candidate
    return (best[2], best[3]) if best else (None, False)


def _answers(span: Span, kind: str, end: int, match: Match, cues: SentenceCues) -> bool:
    between = range(end, span.start)
    if span.start < end or any(i in match.tokens for i in range(span.start, span.end)):
        return False
    words = [cues.words[i] for i in between]
    if kind == "no" and cues.words[span.end - 1] in cues.grammar["gone_words"] and not cues.ends_segment(span):
        return False  # "has gone numb"
    if cues.sentence.end == "?" and span.end == len(cues.words) and cues.words[span.start] in cues.grammar["acknowledging"]:
        return False  # "my back hurts, ok?"
    verdict = not cues.grammar["result_deniers"].isdisjoint(cues.words[span.start : span.end])
    if kind == "no" and cues.word(span.end) in cues.grammar["until_words"] and not verdict:
        return False  # "it wasn't there before": it is now; "it was ruled out last spring": it is not
    if kind == "no" and _only_then(span, cues):
        return False
    if kind == "no" and cues.words[span.start] in cues.grammar["second_denials"] and _denies_itself(match, cues):
        return False  # "it don't stop never"
    if kind == "unknown" and (cues.word(span.end) in cues.grammar["object_openers"] or _came_back(span, match, cues)):
        return False  # "I forget where I live"
    if kind == "unknown" and cues.words[span.end - 1] in cues.grammar["waiting_verbs"] and not cues.ends_segment(span):
        return False  # "weight loss, and I do not have fever"
    if _said_of_it(span, end, match, cues):
        return True
    if _closes_list(span, words, kind, cues):
        return True
    if len(between) > _AFTER_REACH:
        return False
    tail = 1 if words and words[0] in cues.grammar["noun_tails"] else 0  # "lytic LESIONS not detected"
    if not all(w in cues.grammar["links"] for w in words[tail:]):
        return False
    if any(w in cues.grammar["segment_marks"] for w in words) and not cues.ends_segment(span):
        return False
    if kind == "possible" and span.end - span.start == 1 and not cues.ends_segment(span):
        return False
    return not _belongs_to_next(span, kind, words, cues)


def _said_of_it(span: Span, end: int, match: Match, cues: SentenceCues) -> bool:
    """ "They did the M band test on my son, it came negative": the result of the test named last."""
    own = match.finding in cues.grammar["told_by_person"] or not cues.ends_segment(span)
    it = span.start - 1
    joined = cues.word(it) in cues.grammar["it_words"] and cues.word(it - 1) in cues.grammar["splitters"] | cues.grammar["ands"]
    return joined and not own and cues.owned.isdisjoint(range(end, it)) and cues.tests.isdisjoint(range(end, it))


def _only_then(span: Span, cues: SentenceCues) -> bool:
    """ "A lump that wasn't there at Easter": it is there now."""
    past = {cues.words[span.start], cues.word(span.start - 1)} & cues.grammar["was_words"]
    after = span.end + (cues.word(span.end) in cues.grammar["there_words"])
    return bool(past) and cues.word(after) in cues.grammar["then_openers"]


def _denies_itself(match: Match, cues: SentenceCues) -> bool:
    return any(cues.words[i] in cues.grammar["not_words"] for i in range(match.start, match.end))


def _closes_list(span: Span, between: Sequence[str], kind: str, cues: SentenceCues) -> bool:
    """ "Crohn's, TB, long infections: none": a denial after a colon, of a whole row of names."""
    if kind not in ("no", "unknown") or not between or between[-1] not in cues.grammar["colons"]:
        return False
    row = between[:-1]
    listed = cues.word(span.start) in cues.grammar["joint_denials"] and len(row) <= _ROW_REACH and cues.ends_segment(span)
    return listed and not any(w in cues.grammar["statement_words"] | cues.grammar["colons"] for w in row)


def _joint(span: Span, end: int, cues: SentenceCues) -> bool:
    between = cues.words[end : span.start]
    together = cues.word(span.start) in cues.grammar["joint_denials"]
    return together or any(w in cues.grammar["colons"] or w in cues.grammar["joint_denials"] for w in between)


def _belongs_to_next(span: Span, kind: str, between: Sequence[str], cues: SentenceCues) -> bool:
    """ "back pain no weight loss": the "no" denies what follows, not what stands before it."""
    if span.start in cues.row:
        return False
    if kind == "no" and _tells_on(span, between, cues):
        return True
    word = cues.words[span.start]
    if cues.word(span.end) in cues.grammar["answered_by"] and word in cues.grammar["row_answers"]:
        return True  # "no to cancer, yes to arthritis"
    linked = any(w in cues.grammar["link_verbs"] for w in between)
    if kind == "no" and span.end - span.start == 1 and word in cues.grammar["single_denials"]:
        if word in cues.grammar["bare_noes"]:
            linked = any(w in cues.grammar["colons"] for w in between)
        return not linked and not cues.ends_segment(span)
    if kind in ("no", "unknown") and word in cues.grammar["denial_openers"]:
        return not cues.ends_segment(span)
    if kind == "yes" and word in cues.grammar["affirm_openers"]:
        return not linked and not cues.ends_segment(span)
    return False


def _tells_on(span: Span, between: Sequence[str], cues: SentenceCues) -> bool:
    """ "Tired, and they have ruled out anaemia": somebody else does what the words say, to what follows them."""
    active = cues.grammar["active_subjects"] & set(between) and cues.grammar["passive_words"].isdisjoint(between)
    return bool(active) and not cues.ends_segment(span)


def _before(match: Match, cues: SentenceCues, spans: Sequence[Span], reach: int) -> bool:
    return any(
        s.end <= match.start
        and match.start - s.end <= reach
        and not cues.stops_between(s.end, match.start, match)
        and (cues.word(s.end) in cues.grammar["headings"] or not any(s.end <= c < match.start for c in cues.splits))
        for s in spans
    )  # "plan: SPEP, urine BJP": a heading reaches over its whole list


def _doubted(match: Match, cues: SentenceCues) -> bool:
    if _warned(match, cues) or not_come_about(match, cues):
        return True
    last = max(start for start, _ in match.parts)
    for span in cues.possible:
        inside = match.start < span.start and span.end <= last
        if inside:
            return True
        shared = span.start < match.start and span.end == match.start + 1 and span.end - span.start > 1
        if not shared and span.end > match.start or match.start - span.end > _DOUBT_REACH:
            continue
        if cues.stops_between(span.end, match.start, match) or any(span.end <= c < match.start for c in cues.splits):
            continue
        if match.polarity == "absent" and cues.words[span.start] in cues.grammar["ask_verbs"]:
            continue  # "asked if I can walk normally"
        able = cues.words[span.start] in cues.grammar["able_words"]
        if able and span.end == match.start and cues.word(match.start) in cues.grammar["not_words"]:
            continue  # "could NOT GET there in time"
        if any(w in cues.grammar["headings"] for w in cues.words[span.end : match.start]):
            continue  # "asking about my patient: new incontinence"
        owned = match.start and cues.words[match.start - 1] in cues.grammar["owners"] and not _to_come(match, cues)
        if owned and cues.words[span.start] not in cues.grammar["doubt_anyway"]:
            continue
        return True
    return _sought(match, cues)


def _to_come(match: Match, cues: SentenceCues) -> bool:
    """ "Scared my legs will stop working": feared, and not yet so."""
    return any(w in cues.grammar["future_words"] for w in cues.words[match.start : match.end])


def _warned(match: Match, cues: SentenceCues) -> bool:
    """ "I was told to look out for leg weakness, incontinence and numbness": none of the list is there."""
    return any(
        0 <= match.start - span.end <= _WARNED_REACH
        and not cues.stops_between(span.end, match.start, match)
        and cues.bare_list(span, match.start, match)
        for span in cues.spans.get("cues:warned", ())
    )


def _sought(match: Match, cues: SentenceCues) -> bool:
    """ "They scanned my chest for spread": looked for, which says nothing of it being there."""
    for at in range(max(0, match.start - _SOUGHT_GAP), match.parts[-1][0]):
        if cues.words[at] in cues.grammar["for_words"] and cues.word(at - 1) not in cues.grammar["found_for"]:
            before = cues.words[max(0, at - _SOUGHT_REACH) : at]
            if any(w in cues.grammar["sought_words"] for w in before):
                return True
    return False
