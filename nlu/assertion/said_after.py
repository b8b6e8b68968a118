"""What stands just after a finding and says yes, no, maybe or not known of it: "X? no", "X came back clear", "X: none"."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.denial import list_denies
from nlu.assertion.recurring import came_again
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span

_AFTER_REACH = 5  # linking tokens that may stand between a finding and its "no"
_FARTHEST = 40  # tokens between a finding and anything that is said of it
_HEADED = 5  # words of "or bowel control,"
_ROW_REACH = 14  # words of a list that one closing "none" denies


def said_after(match: Match, cues: SentenceCues) -> tuple[str | None, bool]:
    """What stands just after a match ("yes", "no", "unknown", "possible" or None), and if it is said of a whole list."""
    if _fronted(match, cues):
        return "no", False
    ends = {match.end} | {b for _, b in match.parts}
    best: tuple[int, int, str, bool] | None = None
    kinds = (
        ("unknown", cues.unknown_after),
        ("possible", cues.possible_after),
        ("no", cues.after_no),
        ("yes", cues.after_yes),
    )
    denied = any(list_denies(s, match, cues) and not cues.parted(s.end, max(match.parts)[0]) for s in cues.negations)
    for kind, spans in kinds:
        for span in spans:
            if kind == "yes" and denied and not cues.grammar["result_words"].isdisjoint(cues.words[span.start : span.end]):
                continue  # "no fracture was found"
            for end in ends:
                if _answers(span, kind, end, match, cues):
                    gap = span.start - end
                    candidate = (gap, -(span.end - span.start), kind, _joint(span, end, cues))
                    if best is None or candidate < best:
                        best = candidate
    return (best[2], best[3]) if best else (None, False)


def _fronted(match: Match, cues: SentenceCues) -> bool:
    """ "Tired I am not", "back pain I don't have": what is denied stands first."""
    first = not match.start or cues.words[match.start - 1] in cues.grammar["clause_marks"]
    spans = cues.spans.get("answers:fronted_denial", ())
    return first and any(_leads_to(s, match, cues) and _closes(s.end, cues) for s in spans)


def _leads_to(span: Span, match: Match, cues: SentenceCues) -> bool:
    """From the finding to its denial stands nothing, a comma, or what "or" adds: "numb legs or a lump, I don't have"."""
    between = range(match.end, span.start)
    if span.start < match.end or len(between) > _ROW_REACH:
        return False
    end = span.start - (cues.word(span.start - 1) in cues.grammar["commas"])
    if not cues.grammar["of_words"].isdisjoint(cues.words[span.start : span.end]):  # "weak legs, numb feet, I have none OF that"
        return all(i in cues.findings or cues.words[i] in cues.grammar["commas"] | cues.grammar["ors"] for i in between)
    added = [i for i in range(match.end, end) if i not in cues.findings and cues.words[i] not in cues.grammar["articles"]]
    return not added or (cues.words[match.end] in cues.grammar["ors"] and all(cues.words[i] in cues.grammar["ors"] for i in added))


def _closes(at: int, cues: SentenceCues) -> bool:
    """Nothing more is said from a place on but "thankfully" and its like."""
    while cues.word(at) in cues.grammar["closing_fill"]:
        at += 1
    return cues.word(at) == "" or cues.word(at) in cues.grammar["segment_ends"]


def _answers(span: Span, kind: str, end: int, match: Match, cues: SentenceCues) -> bool:
    between = range(end, span.start)
    if span.start < end or len(between) > _FARTHEST or any(i in match.tokens for i in range(span.start, span.end)):
        return False
    words = [cues.words[i] for i in between]
    inside = span.end <= max(match.parts)[0]  # "has gone completely numb"
    if kind == "no" and cues.words[span.end - 1] in cues.grammar["gone_words"] and (inside or not cues.ends_segment(span)):
        return False  # "has gone numb"
    if kind == "yes" and inside and any(span.end <= s.start < max(match.parts)[0] for s in (*cues.negations, *cues.predicate)):
        return False  # "had a DEXA and was told I do NOT have osteoporosis"
    feared = kind == "possible" and cues.words[span.start] in cues.grammar["feared_verbs"]
    if feared and cues.word(span.start - 1) in cues.grammar["taking_up"]:
        return False  # "a sore back and it scares me": what scares is there
    if _checks_back(span, kind, match, cues):
        return False  # "my back hurts, ok?", "my bottom feels numb, OK"
    mine = cues.word(match.start - 1) in cues.grammar["owners"] | cues.grammar["possessives"]
    if kind == "possible" and mine and (match.start < span.start < match.end or cues.words[span.start] in cues.grammar["said_of_own"]):
        return False  # "my back worries me, it hurts every night", "my anaemia WORRIES me", "my back pain IS COMMON at my age"
    if kind == "yes" and match.polarity == "absent" and cues.words[span.start] in cues.grammar["i_words"]:
        return False  # "it's not true that I haven't lost weight, I HAVE": that takes the denial back
    lived_through = match.finding in cues.grammar["lived_through"] and cues.word(match.end) in cues.grammar["commas"]
    cleared = cues.words[span.end - 1] in cues.grammar["cleared"]
    if kind == "no" and lived_through and cleared and cues.word(span.end) in cues.grammar["since_words"] | cues.grammar["now_words"]:
        return False  # "I had bowel cancer, ALL CLEAR SINCE 2018"
    points = {cues.words[span.end - 1], cues.word(span.end)} & cues.grammar["that_words"]
    if kind == "no" and match.polarity == "absent" and points:
        return False  # "my PTH is normal so it is not THAT": the illness, which the normal result denies already
    verdict = not cues.grammar["result_deniers"].isdisjoint(cues.words[span.start : span.end])
    if kind == "no" and cues.word(span.end) in cues.grammar["until_words"] and not verdict:
        return False  # "it wasn't there before": it is now; "it was ruled out last spring": it is not
    if kind == "no" and match.finding in cues.grammar["emergencies"] and _of_oneself(span, match, cues):
        return False  # "my brother can't feel his legs, NOT ME": his are numb; "wife had cancer, not me" asks for nobody
    if kind == "no" and _asked_of_it(span, cues):
        return False  # "my globulin is high, IS THAT normal?"
    if kind == "no" and (_only_then(span, cues) or came_again(span.end, match, cues)):
        return False
    again = cues.words[span.start] in cues.grammar["second_denials"] or cues.word(span.end) in cues.grammar["since_words"]
    if kind == "no" and again and _denies_itself(match, cues):
        return False  # "it don't stop never", "I can't pass water, HAVEN'T SINCE last night"
    opens = cues.grammar["object_openers"] | cues.grammar["why_words"]
    if kind == "unknown" and (cues.word(span.end) in opens or came_back(span, match, cues)):
        return False  # "I forget where I live", "the ESR is up and nobody knows why"
    if kind == "unknown" and match.finding in cues.grammar["told_by_person"] and cues.words[span.end - 1] in cues.grammar["pending_ends"]:
        return False  # "on and off, blood tests all ordered so NOTHING YET", "hip hurts, NOT BACK"
    if kind == "unknown" and not cues.grammar["i_words"].isdisjoint(words) and _happened(match, cues):
        return False  # "urine come out by itself, I also don't know"
    if kind == "unknown" and cues.words[span.end - 1] in cues.grammar["waiting_verbs"] and not cues.ends_segment(span):
        return False  # "weight loss, and I do not have fever"
    if _said_of_it(span, end, match, cues):
        return True
    if _closes_list(span, words, kind, cues) or _of_both(span, between, cues) or _of_headed(span, words, kind, cues):
        return True
    if len(between) > _AFTER_REACH:
        return False
    tail = 1 if words and words[0] in cues.grammar["noun_tails"] else 0  # "lytic LESIONS not detected"
    ended = cues.words[span.end - 1] in cues.grammar["gone_words"]  # "the numbness in my feet HAS GONE"
    place = _said_where(words, tail, cues)
    headed = bool(words) and words[-1] in cues.grammar["colons"]  # "loss of power in the left leg - NO", "... IS unlikely"
    headed = headed or span.start in cues.row or not cues.grammar["plain_be"].isdisjoint(words[place : place + 1])
    if ended or headed or match.finding not in cues.grammar["told_by_person"]:
        tail = place
    if not all(w in cues.grammar["links"] for w in words[tail:]):
        return False
    if any(w in cues.grammar["segment_marks"] for w in words) and not cues.ends_segment(span):
        return False
    if kind == "possible" and span.end - span.start == 1 and not cues.ends_segment(span):
        return False
    led = cues.words[span.start] in cues.grammar["but_words"] | cues.grammar["i_words"]
    goes_on = not cues.ends_segment(span) or cues.word(span.end) in cues.grammar["since_words"]
    if kind == "possible" and led and (goes_on or match.finding in cues.grammar["alarming"]):
        return False  # "they saw a fracture BUT I'M NOT SURE"; not "my back hurts but I'm not sure WHY"
    return not _belongs_to_next(span, kind, words, cues)


def _of_headed(span: Span, words: Sequence[str], kind: str, cues: SentenceCues) -> bool:
    """ "Weakness of arms OR LEGS, NO", "numbness in hands / feet: none": what stands behind the finding is more of its place."""
    if kind != "no" or not words or len(words) > _HEADED or not cues.ends_segment(span):
        return False
    joins = cues.grammar["ors"] | cues.grammar["ands"] | cues.grammar["slashes"]
    marked = words[-1] in cues.grammar["commas"] | cues.grammar["colons"] | cues.grammar["age_dashes"]
    places = cues.grammar["body_words"] | cues.grammar["places_of_findings"] | cues.grammar["sides"] | cues.grammar["senses"]
    return marked and words[0] in joins and all(w in places for w in words[1:-1])


def _said_where(words: Sequence[str], at: int, cues: SentenceCues) -> int:
    """Where the place of a finding ends that starts there ("oxalate crystals IN THE URINE were ruled out"); else the same place."""
    end = at
    while end < len(words) and words[end] in cues.grammar["place_openers"] | cues.grammar["sides"]:
        end += 1
    return end + 1 if end > at and end < len(words) and words[end] in cues.grammar["places_of_findings"] else at


def _checks_back(span: Span, kind: str, match: Match, cues: SentenceCues) -> bool:
    """A closing "ok?", or an "ok" behind what somebody tells of themselves or of another, or behind an emergency."""
    if span.end != len(cues.words) or cues.words[span.start] not in cues.grammar["acknowledging"]:
        return False
    if cues.sentence.end == "?":
        return True
    if kind != "no" or span.end > span.start + 1 or match.polarity != "present" or cues.word(span.start - 1) not in cues.grammar["commas"]:
        return False
    owned = not (cues.grammar["owners"] | cues.grammar["i_words"] | cues.grammar["pronoun_words"]).isdisjoint(cues.words[: match.end])
    return owned or match.finding in cues.grammar["emergencies"] or bool(cues.spans.get("cues:reporting"))


def _asked_of_it(span: Span, cues: SentenceCues) -> bool:
    """Right before stand the words that ask about what was said: "is that", "is it"."""
    asks = (s for s in cues.spans.get("cues:question_start", ()) if s.end == span.start and s.start > 0)
    return any(cues.words[s.end - 1] in cues.grammar["meant_words"] for s in asks)


def _of_oneself(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Not me", where somebody else is named before."""
    named = any(s.start < match.end for s in cues.somebody())
    return named and cues.words[span.end - 1] in cues.grammar["objects"] and cues.words[span.start] in cues.grammar["not_words"]


def _happened(match: Match, cues: SentenceCues) -> bool:
    """An emergency that is told as it happens, and not only named."""
    named = any(cues.words[i] in cues.grammar["noun_endings"] for i in match.tokens)
    return match.finding in cues.grammar["emergencies"] and match.polarity == "present" and not named


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
    """ "I canNOT walk", "I can't HARDLY walk"."""
    return any(cues.words[i] in cues.grammar["not_words"] | cues.grammar["scarcely_words"] for i in range(match.start, match.end))


def _closes_list(span: Span, between: Sequence[str], kind: str, cues: SentenceCues) -> bool:
    """ "Crohn's, TB, long infections: none": a denial after a colon, of a whole row of names."""
    if kind not in ("no", "unknown") or not between or between[-1] not in cues.grammar["colons"]:
        return False
    row = between[:-1]
    listed = cues.word(span.start) in cues.grammar["joint_denials"] and len(row) <= _ROW_REACH and cues.ends_segment(span)
    return listed and not any(w in cues.grammar["statement_words"] | cues.grammar["colons"] for w in row)


def _of_both(span: Span, between: range, cues: SentenceCues) -> bool:
    """ "My urine was tested for protein and crystals, BOTH NEGATIVE": said of each of a row that is all names."""
    at = span.start - (span.start > 0 and cues.words[span.start - 1] in cues.grammar["be_words"])
    fill = cues.grammar["ands"] | cues.grammar["commas"] | cues.grammar["row_closers"] | cues.grammar["be_words"]
    named = [i for i in between if i in cues.findings]
    return bool(named) and cues.word(at - 1) in cues.grammar["row_closers"] and all(i in named or cues.words[i] in fill for i in between)


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
    if kind in ("no", "unknown") and _of_object(span, cues):
        return True
    word = cues.words[span.start]
    if cues.word(span.end) in cues.grammar["answered_by"] and word in cues.grammar["row_answers"]:
        return True  # "no to cancer, yes to arthritis"
    linked = any(w in cues.grammar["link_verbs"] for w in between)
    if kind == "no" and span.end - span.start == 1 and word in cues.grammar["single_denials"]:
        if word in cues.grammar["bare_noes"]:
            if cues.word(span.start - 1) in cues.grammar["ands"] and cues.word(span.end) in cues.grammar["commas"]:
                return True  # "hip pain, AND NO, he hasn't had a fall": answers what comes next
            linked = any(w in cues.grammar["colons"] for w in between)
        return not linked and not cues.ends_segment(span)
    if kind in ("no", "unknown") and word in cues.grammar["denial_openers"]:
        return not cues.ends_segment(span)
    if kind == "yes" and word in cues.grammar["affirm_openers"]:
        return not linked and not cues.ends_segment(span)
    return False


def _of_object(span: Span, cues: SentenceCues) -> bool:
    """ "My legs are numb, I don't have ANY CREAM for them": what is not had is named behind the verb."""
    if cues.words[span.end - 1] not in cues.grammar["have_forms"] or cues.word(span.end) not in cues.grammar["object_articles"]:
        return False
    after = cues.word(span.end + 1)
    return bool(after) and after not in cues.grammar["segment_ends"] | cues.grammar["closing_fill"] | cues.grammar["of_words"]


def _tells_on(span: Span, between: Sequence[str], cues: SentenceCues) -> bool:
    """ "Tired, and they have ruled out anaemia": somebody else does what the words say, to what follows them."""
    active = cues.grammar["active_subjects"] & set(between) and cues.grammar["passive_words"].isdisjoint(between)
    return bool(active) and not cues.ends_segment(span)


def came_back(span: Span, match: Match, cues: SentenceCues) -> bool:
    """ "My urine was sent off AND IT HAD light chains in it": what was unknown when it was sent is told behind it."""
    between = cues.words[span.end : match.end]
    joined = next((i for i, w in enumerate(between) if w in cues.grammar["ands"] | cues.grammar["splitters"]), None)
    return joined is not None and not cues.grammar["came_back"].isdisjoint(between[joined:])


def resulted(ordered: Span, match: Match, cues: SentenceCues) -> bool:
    """ "They ORDERED a Bence Jones AND IT CAME BACK positive": what would be supposed, or unknown, has its result."""
    unknown = any((s.start, s.end) == (ordered.start, ordered.end) for s in cues.unknown)
    other = not cues.tests.isdisjoint(range(match.end, len(cues.words)))  # "ordered a Bence Jones and THE CALCIUM came back high"
    return unknown and match.finding in cues.grammar["awaited_tests"] and not other and came_back(ordered, match, cues)
