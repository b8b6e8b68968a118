"""Questions and suppositions: what a sentence asks or imagines is not told as a fact."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.come_about import happened
from nlu.assertion.given import given_noun, given_reason
from nlu.assertion.presupposed import concludes, factive, pointed_at
from nlu.assertion.said_after import resulted
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span

_FRAME = 4  # words of "in this disease"
_ASKED = 3  # words from "asked" to its "if"
_BEHIND_IF = 4  # words from an "if" over its subject to what it supposes: "if I suddenly can't pee"
_LIMIT = 4  # words from a test to the end of "(calcium) above 2.60"


def hypothetical(match: Match, cues: SentenceCues) -> bool:
    """The match stands in what an "if" or a "suppose" imagines."""
    if any(told(match, cues) for told in (given_noun, given_reason, factive, pointed_at, happened)):
        return False
    if _imagined(cues) or _conditional(match, cues) or _tested_whether(match, cues) or _if_ever(match, cues):
        return True
    said = (s for s in cues.spans.get("cues:source_says", ()) if s.end <= match.start and not _come_true(s, match, cues))
    if any(not cues.stops_between(s.end, match.start, match) for s in said):
        figures = (t.number for t in cues.sentence.tokens[match.start : match.end + 1])
        limit = not cues.grammar["bound_words"].isdisjoint(cues.words[match.start : match.end + _LIMIT])
        if limit or all(number is None for number in figures):  # not "the paper says HB 98"
            return True  # "the leaflet says people feel tired"; not "... AND I feel tired"
    return any(
        s.start <= match.start
        and not (cues.parted(s.end, match.start) or _come_true(s, match, cues))
        and not (_likened(s, match, cues) or _likened_before(s, match, cues) or resulted(s, match, cues))
        for s in cues.hypothetical
    )


def _come_true(supposed: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Told to watch for numb legs, AND NOW his legs are numb", "... AND SINCE LAST NIGHT mine are", "dreamt I flew AND WOKE UP ..."."""
    begins = cues.grammar["ands"] | cues.grammar["commas"] | cues.grammar["but_words"]
    since = [s for s in cues.spans.get("cues:acute", ()) if cues.words[s.start] in cues.grammar["since_words"]]
    turns = [s.start for s in (*cues.spans.get("cues:now", ()), *since)]
    if not cues.grammar["dreaming"].isdisjoint(cues.words[supposed.start : supposed.end]):
        turns += [i for i, w in enumerate(cues.words) if w in cues.grammar["waking"]]
    return any(supposed.end <= at < match.start and cues.word(at - 1) in begins for at in turns)


def _likened(supposed: Span, match: Match, cues: SentenceCues) -> bool:
    """ "It's AS IF somebody had injected my backside": what an emergency feels like is felt, unless it may yet be."""
    likened = cues.word(supposed.start - 1) in cues.grammar["likening_words"]
    to_come = cues.grammar["modals"] | cues.grammar["future_words"]
    return likened and match.finding in cues.grammar["emergencies"] and to_come.isdisjoint(cues.words[supposed.end : match.end])


def _likened_before(supposed: Span, match: Match, cues: SentenceCues) -> bool:
    """ "It feels AS IF they were bandaged AND MY legs are slow": what follows the "and" is likened to nothing."""
    if cues.word(supposed.start - 1) not in cues.grammar["likening_words"]:
        return False
    ands = (i for i in range(supposed.end, match.start) if cues.words[i] in cues.grammar["ands"])
    return any(cues.word(i + 1) in cues.grammar["own_starts"] for i in ands)


def _imagined(cues: SentenceCues) -> bool:
    """ "Say his legs went, what then?", "Say I had holes in my skull.", "If I can't feel my legs, is it the bone?" """
    if cues.word(0) in cues.grammar["conditionals"] and cues.sentence.end == "?" and not cues.spans.get("cues:acute"):
        return True
    even = cues.word(0) in cues.grammar["even_words"] and cues.word(1) in cues.grammar["conditionals"]
    if even and cues.sentence.end == "?" and not cues.grammar["modals"].isdisjoint(cues.words):
        return True  # "EVEN IF I had it, WOULD it matter?"
    if cues.word(0) not in cues.grammar["say_words"]:
        return False
    return cues.sentence.end == "?" or cues.word(1) in cues.grammar["aux_subjects"]


def _conditional(match: Match, cues: SentenceCues) -> bool:
    """ "If I did get one, would they operate?", "were my urine to contain protein, what would that mean?"."""
    modal = any(w in cues.grammar["modals"] for w in cues.words)
    if cues.word(0) in cues.grammar["inverted"] and cues.word(1) in cues.grammar["aux_subjects"]:
        parts = (i for i in range(2, match.start) if cues.words[i] in cues.grammar["commas"])
        if any(cues.word(i + 1) in cues.grammar["own_starts"] for i in parts):
            return False  # "should I ring someone, my leg has stopped doing what it's told"
        beast = cues.word(2) in cues.grammar["things_and_beasts"]  # "had a heifer go down", which nobody asks for
        if cues.words[0] in cues.grammar["possessing"] and cues.word(1) in cues.grammar["articles"] and not beast:
            modal = not cues.grammar["unreal_words"].isdisjoint(cues.words)  # "HAD A niggle for weeks, today my leg WON'T do it"
        return modal or cues.sentence.end == "?"
    if _would_do(match, cues):
        return True
    if not (modal and cues.sentence.end == "?"):
        return False
    ifs = {i for i, w in enumerate(cues.words[: match.start]) if w in cues.grammar["conditionals"]}
    ifs |= {i for i, w in enumerate(cues.words[: match.start]) if w in cues.grammar["when_words"] and _only(i, cues)}
    return any(not cues.parted(i, match.start) and not cues.is_real(i) for i in ifs)


def _only(at: int, cues: SentenceCues) -> bool:
    """ "When should I worry, ONLY WHEN my legs go weak?"."""
    return cues.word(at - 1) in cues.grammar["only_words"]


def _if_ever(match: Match, cues: SentenceCues) -> bool:
    """ "They can see me sooner only IF I LOSE CONTROL of my bladder, GO NUMB where I sit or CAN'T use my legs": an alarm right
    behind an "if", or in the list behind it; not "AS IF", "asked IF", "if I CAN'T WALK SINCE Monday"."""
    real = cues.grammar["likening_words"] | cues.grammar["even_words"]
    ifs = [i for i in range(match.start) if cues.words[i] in cues.grammar["conditionals"] and cues.word(i - 1) not in real]
    if match.finding not in cues.grammar["alarming"] or not ifs or cues.is_real(ifs[-1]):
        return False
    if not cues.grammar["asked_words"].isdisjoint(cues.words[max(0, ifs[-1] - _ASKED) : ifs[-1]]):
        return False
    if any(s.start >= match.end and cues.words[s.start] in cues.grammar["since_words"] for s in cues.spans.get("cues:acute", ())):
        return False
    cuts = [i for i in range(ifs[-1], match.start) if cues.words[i] in cues.grammar["clause_marks"] | cues.grammar["ors"]]
    if match.start - max(cuts, default=ifs[-1]) > _BEHIND_IF:
        return False
    subjects = cues.grammar["i_words"] | cues.grammar["own_starts"] | cues.grammar["pronoun_words"]
    listed = any(w in cues.grammar["ors"] for w in cues.words[ifs[-1] :])
    return not cuts or (listed and all(cues.word(i + 1) not in subjects for i in cuts))


def _would_do(match: Match, cues: SentenceCues) -> bool:
    """ "IF I can't feel my legs I'LL call": an "if" that opens the sentence, and what the writer will do then."""
    acts = (i for i, w in enumerate(cues.words) if i >= match.end and w in cues.grammar["i_words"])
    will = any(cues.word(i + 1) in cues.grammar["future_words"] for i in acts)
    return will and cues.word(0) in cues.grammar["conditionals"] and not cues.is_real(0) and cues.sentence.end != "?"


def _tested_whether(match: Match, cues: SentenceCues) -> bool:
    """ "They took bloods to check IF I'M anaemic": what a test is to tell is not told; "... if I was anaemic and I WAS" is."""
    if match.finding not in cues.grammar["tested"]:
        return False
    at = match.start
    while at and cues.words[at - 1] in cues.grammar["whether_fill"]:
        at -= 1
    real = cues.grammar["likening_words"] | cues.grammar["even_words"]
    if cues.word(at - 1) not in cues.grammar["whether_words"] or cues.word(at - 2) in real:
        return False
    if any(s.start >= match.end for label in ("answers:yes", "cues:affirms_last") for s in cues.spans.get(label, ())):
        return False  # "I asked whether I was anaemic and they said YES"
    joined, who, verb, denied = [*cues.words[match.end : match.end + 4], "", "", "", ""][:4]
    persons = cues.grammar["i_words"] | cues.grammar["pronoun_words"] | cues.grammar["it_words"]
    answered = who in persons and verb in cues.grammar["auxiliaries"] and denied not in cues.grammar["not_words"]
    return not (answered and joined in cues.grammar["ands"] | cues.grammar["commas"] | cues.grammar["but_words"])


def question_before(match: Match, cues: SentenceCues) -> Span | None:
    """The opener of the question that a match stands in."""
    tags = {s.start for s in cues.spans.get("cues:question_tail", ()) if s.start}  # "that's OK, isn't it, albumin 41"
    openers = [s for s in cues.spans.get("cues:question_start", ()) if s.start <= match.start and s.start not in tags]
    openers += [Span("mean", i, i + 1) for i in range(1, match.start) if concludes(i, cues)]
    openers += [Span("aux", i, i + 1) for i in range(match.start) if _asks(i, match, cues)]
    latest: Span | None = None
    if cues.sentence.end != "?" and any(_clefts(o, match, cues) for o in openers):
        return None
    for span in openers:
        before = cues.word(span.start - 1)
        asked = span.label == "mean" or before in cues.grammar["ask_verbs"] and cues.words[span.start] in cues.grammar["auxiliaries"]
        asked = asked and not _all_known(span.start, cues)
        if span.start and before not in cues.grammar["clause_marks"] and not (asked or _behind_frame(span, cues)):
            continue
        if _relates(span, match, cues) or _owned_verb(span, match, cues):
            continue
        if latest is None or span.start >= latest.start:
            latest = span
    if latest is None or _tells(latest, match, cues):
        return None
    return latest


def _behind_frame(opener: Span, cues: SentenceCues) -> bool:
    """ "Tell me, IN THIS DISEASE will the patient lose control?": what is asked stands behind a few words of when or where."""
    if opener.label != "aux" or cues.sentence.end != "?" or cues.word(opener.end) not in cues.grammar["aux_subjects"]:
        return False
    begin = max((i + 1 for i in range(opener.start) if cues.words[i] in cues.grammar["clause_marks"]), default=0)
    return cues.words[begin] in cues.grammar["question_frames"] and opener.start - begin <= _FRAME


def _all_known(at: int, cues: SentenceCues) -> bool:
    """ "ALL I KNOW is the GP wrote 'raised ESR'" tells what is known."""
    known = cues.word(at - 1) in cues.grammar["known_before_is"] and cues.word(at - 2) in cues.grammar["i_words"]
    return known and cues.word(at - 3) in cues.grammar["whole_words"] and cues.sentence.end != "?"


def _owned_verb(opener: Span, match: Match, cues: SentenceCues) -> bool:
    """ "DID MY BACK IN moving the sofa", "CAN HARDLY get up with my back": the verb of what is named, with nobody before it."""
    if opener.start or cues.sentence.end == "?":
        return False
    done = cues.words[0] in cues.grammar["did_words"] and 0 in match.tokens
    return done or (cues.words[0] in cues.grammar["auxiliaries_can"] and cues.word(1) in cues.grammar["scarcely_words"])


def _relates(opener: Span, match: Match, cues: SentenceCues) -> bool:
    """ "The doctor rang, which she never does"; "WHERE I sit I feel nothing", of an alarm."""
    if cues.sentence.end == "?" or cues.words[opener.start] not in cues.grammar["relatives"]:
        return False
    told = match.finding in cues.grammar["alarming"] and opener.end == opener.start + 1
    return opener.start > 0 or (told and cues.word(opener.end) in cues.grammar["own_starts"])


def _asks(at: int, match: Match, cues: SentenceCues) -> bool:
    """An auxiliary before its subject: "does calcium ...", "would an ESR ...", "can myeloma ..."."""
    word = cues.words[at]
    if word not in cues.grammar["auxiliaries"]:
        return False
    if cues.word(at - 1) in cues.grammar["so_words"] and cues.sentence.end != "?":
        return False  # "and SO ARE his proteins, hb 104"
    if at and word in cues.grammar["possessing"] and cues.word(at + 1) in cues.grammar["articles"]:
        return False  # "he is 44 and has a lump"
    if cues.word(at - 1) in cues.grammar["known_before_is"] and cues.sentence.end != "?":
        return False  # "all I know IS calcium 2.82"
    if not at and word in cues.grammar["did_words"] and cues.word(1) in cues.grammar["articles"] and cues.sentence.end != "?":
        return False  # "did a bladder scan, 900 ml": leaves out who
    done_by = cues.word(at - 1 - (cues.word(at - 1) in cues.grammar["too_words"]))
    if word in cues.grammar["did_words"] and done_by in cues.grammar["doctors_of"] and cues.sentence.end != "?":
        return False  # "the district NURSE DID her dipstick"
    valued = any(t.number is not None for t in cues.sentence.tokens)
    if valued and word in cues.grammar["did_words"] and done_by in cues.grammar["aux_pronouns"] and cues.sentence.end != "?":
        return False  # "they also DID THE marrow"
    asked_behind = at + 1 in match.tokens and not cues.grammar["commas"].isdisjoint(cues.words[match.end :])
    if cues.word(at + 1) in cues.grammar["denying_words"] and (asked_behind or cues.sentence.end != "?"):
        return False  # "can't feel the paper", "can't sleep with my back, any ideas?": statements
    subject = at + 1 + (cues.word(at + 1) in cues.grammar["not_words"])  # "can't this cause it?"
    if cues.word(subject) in cues.grammar["aux_subjects"]:
        return True
    if word not in cues.grammar["strong_auxiliaries"]:
        return False
    return match.start == at + 1 and match.polarity in ("name", "present") or _is_noun(at + 1, cues)


def _is_noun(at: int, cues: SentenceCues) -> bool:
    return any(s.start == at for s in cues.spans.get("NOUN_SUBJECT", ()))


def _tells(opener: Span, match: Match, cues: SentenceCues) -> bool:
    """A statement starts between the opener and the match ("Is it serious, my calcium is 2.9", "What I mean is that ...")."""
    told = cues.spans.get("cues:telling", ())
    if cues.sentence.end != "?" and any(opener.start <= s.start < match.start for s in told):
        return True
    if _heads_list(opener, match, cues):
        return True
    for i in range(opener.end, match.start):
        word, after = cues.words[i], cues.word(i + 1)
        parts = word in cues.grammar["clause_marks"] and word in cues.grammar["commas"] | cues.grammar["colons"]
        denied = not cues.grammar["not_words"].isdisjoint(cues.words[:i])
        proved = cues.word(i - 1) in cues.grammar["proved_words"]
        headed = word in cues.grammar["colons"] and cues.sentence.end != "?" and (denied or proved)  # "what ISN'T normal: haemoglobin 84"
        if parts and (headed or after in cues.grammar["own_starts"]) and not _still_asks(i + 1, cues):
            return True
        if word in cues.grammar["reason_words"] and cues.sentence.end != "?":
            return True
    return False


def _heads_list(opener: Span, match: Match, cues: SentenceCues) -> bool:
    """ "WHAT I'VE GOT: sore ribs and a sore spine", "WHAT HURTS: back and hip"; not "what IS worse: a fracture or a hole"."""
    if cues.sentence.end == "?" or cues.word(opener.start) not in cues.grammar["cleft_openers"]:
        return False
    asks = cues.word(opener.start + 1) in cues.grammar["auxiliaries"] | cues.grammar["be_words"]
    return not (asks or cues.grammar["colons"].isdisjoint(cues.words[opener.end : match.end]))


def _clefts(opener: Span, match: Match, cues: SentenceCues) -> bool:
    """ "What remains is a pain in the thigh": opens like a question and tells."""
    if cues.word(opener.start) not in cues.grammar["cleft_openers"] or opener.end != opener.start + 1:
        return False
    return any(cues.words[i] in cues.grammar["be_words"] for i in range(opener.start + 2, match.start))


def _still_asks(at: int, cues: SentenceCues) -> bool:
    return any(s.start == at for s in cues.spans.get("cues:question_start", ()))
