"""Questions and suppositions: what a sentence asks or imagines is not told as a fact."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.given import given_noun, given_reason, taken_as_so, tested_whether
from nlu.assertion.said_after import resulted
from nlu.patterns.matcher import Match
from nlu.people.person import SEXES
from nlu.words.lexicon import Span

_WHY_REACH = 3  # words from "why" to the person whose state needs a reason
_OPENER = 2  # words of "could my"
_MEAN_REACH = 8  # words of "does being tired all the time mean"
_HOPE_REACH = 7  # words from "hope" to what is hoped not to be
_WISH_REACH = 2  # words of "want to lose"
_PERFECT = 5  # words of "if my wife has suddenly"


def hypothetical(match: Match, cues: SentenceCues) -> bool:
    """The match stands in what an "if" or a "suppose" imagines."""
    if given_noun(match, cues) or _factive(match, cues) or _pointed_at(match, cues) or _happened(match, cues):
        return False
    if _imagined(cues) or _conditional(match, cues) or tested_whether(match, cues):
        return True
    if given_reason(match, cues):
        return False
    if any(s.end <= match.start and not cues.stops_between(s.end, match.start, match) for s in cues.spans.get("cues:source_says", ())):
        return True  # "the leaflet says people feel tired"; not "... AND I feel tired"
    return any(
        s.start <= match.start
        and not (cues.parted(s.end, match.start) or _come_true(s, match, cues))
        and not (_likened(s, match, cues) or _likened_before(s, match, cues) or resulted(s, match, cues))
        for s in cues.hypothetical
    )


def _come_true(supposed: Span, match: Match, cues: SentenceCues) -> bool:
    """ "Told to watch for numb legs, AND NOW his legs are numb"."""
    begins = cues.grammar["ands"] | cues.grammar["commas"] | cues.grammar["but_words"]
    return any(
        supposed.end <= s.start < match.start and cues.word(s.start - 1) in begins for s in cues.spans.get("cues:now", ())
    )


def _happened(match: Match, cues: SentenceCues) -> bool:
    """ "Do I need to see someone if I HAVE LOST feeling down there?": asked of an alarm that has come about."""
    if match.finding not in cues.grammar["alarming"] or match.polarity == "absent":
        return False
    if cues.sentence.end != "?" and cues.word(0) not in cues.grammar["auxiliaries"]:
        return False
    if cues.word(0) in cues.grammar["conditionals"]:
        return False
    supposed = [i for i in range(max(0, match.start - _PERFECT), match.start) if cues.words[i] in cues.grammar["conditionals"]]
    if supposed and _since(supposed[-1], match, cues):
        return True
    had = (i for i in range(supposed[-1], match.end) if cues.words[i] in cues.grammar["possessing"]) if supposed else ()
    return any(not cues.grammar["come_about"].isdisjoint(cues.words[i + 1 : i + 3]) for i in had)


def _since(supposed: int, match: Match, cues: SentenceCues) -> bool:
    """ "Is it an emergency if MY mum can't feel her legs SINCE YESTERDAY?": what has a time when it began has begun."""
    whose = not (cues.grammar["possessives"] | cues.grammar["aux_pronouns"]).isdisjoint(cues.words[supposed + 1 : match.end])
    began = any(s.start >= match.end and cues.words[s.start] in cues.grammar["begun_words"] for s in cues.spans.get("cues:acute", ()))
    return whose and began and cues.grammar["modals"].isdisjoint(cues.words[supposed:])


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
        return modal or cues.sentence.end == "?"
    if not (modal and cues.sentence.end == "?"):
        return False
    return any(
        w in cues.grammar["conditionals"] and i < match.start and not cues.parted(i, match.start) and not cues.is_real(i)
        for i, w in enumerate(cues.words)
    )


def question_before(match: Match, cues: SentenceCues) -> Span | None:
    """The opener of the question that a match stands in."""
    tags = {s.start for s in cues.spans.get("cues:question_tail", ()) if s.start}  # "that's OK, isn't it, albumin 41"
    openers = [s for s in cues.spans.get("cues:question_start", ()) if s.start <= match.start and s.start not in tags]
    openers += [Span("mean", i, i + 1) for i in range(1, match.start) if _concludes(i, cues)]
    openers += [Span("aux", i, i + 1) for i in range(match.start) if _asks(i, match, cues)]
    latest: Span | None = None
    if cues.sentence.end != "?" and any(_clefts(o, match, cues) for o in openers):
        return None
    for span in openers:
        before = cues.word(span.start - 1)
        asked = span.label == "mean" or before in cues.grammar["ask_verbs"] and cues.words[span.start] in cues.grammar["auxiliaries"]
        if span.start and before not in cues.grammar["clause_marks"] and not asked:
            continue
        if _relates(span, match, cues) or _owned_verb(span, match, cues):
            continue
        if latest is None or span.start >= latest.start:
            latest = span
    if latest is None or _tells(latest, match, cues):
        return None
    return latest


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


def _concludes(at: int, cues: SentenceCues) -> bool:
    """ "If I'm tired does that MEAN I'm anaemic"; not "what does it mean that I'm anaemic"."""
    before = cues.words[max(0, at - _MEAN_REACH) : at]
    asks = cues.words[at] in cues.grammar["concluding"] and not cues.grammar["auxiliaries"].isdisjoint(before)
    return asks and cues.grammar["cleft_openers"].isdisjoint(cues.words[:at])


def _asks(at: int, match: Match, cues: SentenceCues) -> bool:
    """An auxiliary before its subject: "does calcium ...", "would an ESR ...", "can myeloma ..."."""
    word = cues.words[at]
    if word not in cues.grammar["auxiliaries"]:
        return False
    if at and word in cues.grammar["possessing"] and cues.word(at + 1) in cues.grammar["articles"]:
        return False  # "he is 44 and has a lump"
    if cues.word(at - 1) in cues.grammar["known_before_is"] and cues.sentence.end != "?":
        return False  # "all I know IS calcium 2.82"
    if not at and word in cues.grammar["did_words"] and cues.word(1) in cues.grammar["articles"] and cues.sentence.end != "?":
        return False  # "did a bladder scan, 900 ml": leaves out who
    done_by = cues.word(at - 1 - (cues.word(at - 1) in cues.grammar["too_words"]))
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
    for i in range(opener.end, match.start):
        word, after = cues.words[i], cues.word(i + 1)
        parts = word in cues.grammar["clause_marks"] and word in cues.grammar["commas"] | cues.grammar["colons"]
        denied = not cues.grammar["not_words"].isdisjoint(cues.words[:i])
        headed = word in cues.grammar["colons"] and cues.sentence.end != "?" and denied  # "what ISN'T normal: haemoglobin 84"
        if parts and (headed or after in cues.grammar["own_starts"]) and not _still_asks(i + 1, cues):
            return True
        if word in cues.grammar["reason_words"] and cues.sentence.end != "?":
            return True
    return False


def _clefts(opener: Span, match: Match, cues: SentenceCues) -> bool:
    """ "What remains is a pain in the thigh": opens like a question and tells."""
    if cues.word(opener.start) not in cues.grammar["cleft_openers"] or opener.end != opener.start + 1:
        return False
    return any(cues.words[i] in cues.grammar["be_words"] for i in range(opener.start + 2, match.start))


def _still_asks(at: int, cues: SentenceCues) -> bool:
    return any(s.start == at for s in cues.spans.get("cues:question_start", ()))


def presupposed(match: Match, cues: SentenceCues, question: Span) -> bool:
    """ "Why does my calcium ...", "with my weak legs": a question that takes the finding as given."""
    if given_noun(match, cues) or _asks_why(match, cues, question) or _happened(match, cues):
        return True
    if _factive(match, cues) or _pointed_at(match, cues) or taken_as_so(match, cues):
        return True
    for span in (*cues.spans.get("cues:presupposed", ()), *cues.spans.get("cues:makes_me", ())):
        if not (span.start >= question.start and span.end <= match.start and match.start - span.end <= 2) or _so_much(span, cues):
            continue
        inner = cues.words[span.end : match.start]
        if any(w in cues.grammar["presupposed_stops"] for w in inner) or _concluded(span, cues):
            continue
        if span.end <= question.start + _OPENER and _asks_whether(match, question, cues):
            continue
        opener = cues.words[question.start]
        if opener in cues.grammar["open_auxiliaries"] and inner and _somebody(match.start - 1, cues):
            continue  # "could my mum lose the use of her legs?"
        if opener in cues.grammar["future_asked"]:
            continue  # "will my legs stop working?"
        own = cues.words[span.start] in cues.grammar["self_openers"]
        if not (own and cues.words[question.start] in cues.grammar["open_auxiliaries"]):
            return True
    return False


def _pointed_at(match: Match, cues: SentenceCues) -> bool:
    """ "Should I worry about PAIN IN MY spine?", "what brings on the pain in my back?": a pain that is there."""
    mine = not cues.grammar["possessives"].isdisjoint(cues.words[match.start : match.end])
    return match.finding in cues.grammar["pains"] and mine and cues.word(match.start - 1) in cues.grammar["pointing_at"]


def _asks_whether(match: Match, question: Span, cues: SentenceCues) -> bool:
    """ "Could my mum lose the use of her legs?": an alarm that may come; "could my weak legs be ...": one that is there."""
    if match.finding not in cues.grammar["alarming"] or cues.words[question.start] not in cues.grammar["modals"]:
        return False
    named = cues.words[match.start] in cues.grammar["adjectives"]
    return not named and cues.grammar["reason_words"].isdisjoint(cues.words)


def _concluded(span: Span, cues: SentenceCues) -> bool:
    """ "Does being tired mean (that) I'm anaemic": what is concluded is asked."""
    at = span.start - 1
    at -= cues.word(at) in cues.grammar["that_words"]
    return at > 0 and _concludes(at, cues)


def _somebody(at: int, cues: SentenceCues) -> bool:
    return any(s.start <= at < s.end for sex in SEXES for s in cues.spans.get(f"people:someone:{sex}", ()))


def _factive(match: Match, cues: SentenceCues) -> bool:
    """ "Should I worry that my calcium is 2.9?": asks about something that it takes to be so."""
    asks = cues.sentence.end == "?" or cues.word(0) in cues.grammar["auxiliaries"]
    return asks and any(s.end <= match.start and not _so_much(s, cues) for s in cues.spans.get("cues:factive", ()))


def _so_much(span: Span, cues: SentenceCues) -> bool:
    """ "Could it get SO bad that I can't walk?": what would come of it, and nothing that is so."""
    return cues.word(span.start - 1) in cues.grammar["so_words"]


def _asks_why(match: Match, cues: SentenceCues, question: Span) -> bool:
    """ "So why is she so exhausted?": whoever asks for the reason of somebody's state tells the state."""
    people = {s.start for sex in SEXES for s in cues.spans.get(f"people:someone:{sex}", ())}
    for at in range(question.start, match.start):
        if cues.words[at] in cues.grammar["why_words"]:
            near = range(at + 1, min(at + 1 + _WHY_REACH, len(cues.words)))
            of_it = range(match.start, match.end)  # "why is there protein in MY urine?"
            told = any(cues.words[i] in cues.grammar["question_owners"] or i in people for i in (*near, *of_it))
            return told and not any(cues.words[i] in cues.grammar["modals"] for i in near)
    return False


def hoped(match: Match, cues: SentenceCues) -> bool:
    """ "I hope I don't have anaemia", "praying it hasn't spread": neither there nor not there."""
    start = max(0, match.start - _HOPE_REACH)
    hopes = [i for i in range(start, match.start) if cues.words[i] in cues.grammar["hoping"]]
    denied = not cues.grammar["not_words"].isdisjoint(cues.words[match.start : match.end + 2])  # "hope my calcium ISN'T high"
    if not hopes or (cues.word(match.start - 1) in cues.grammar["owners"] and (given_noun(match, cues) or not denied)):
        return False
    return cues.grammar["clause_marks"].isdisjoint(cues.words[hopes[-1] + 1 : match.start])


def come_about(match: Match, cues: SentenceCues) -> bool:
    """ "Told to come back if my legs went weak AND NOW THEY HAVE": what was only warned of, and is so now."""
    warned = any(s.start <= match.start for s in cues.hypothetical) or bool(cues.warned)
    if not warned or cues.grammar["clause_marks"].isdisjoint(cues.words[match.end :]):
        return False
    if any(s.start > match.end and cues.ends_segment(s) for s in cues.spans.get("cues:come_about", ())):
        return True
    now = any(s.start > match.end for label in ("cues:now", "cues:acute") for s in cues.spans.get(label, ()))
    *_, whose, can, last = "", "", *cues.words
    so = last in cues.grammar["so_they_are"] and can in cues.grammar["so_who"]
    unable = last in cues.grammar["not_words"] and can in cues.grammar["able_words"] and whose in cues.grammar["so_who"]
    return now and (so or unable)


def not_come_about(match: Match, cues: SentenceCues) -> bool:
    """ "My wife will lose the use of her legs", "I don't want to lose my legs", "nearly broke my hip"."""
    before, verb = cues.word(match.start - 1), cues.words[match.start]
    if verb in cues.grammar["befallen"]:
        return before in cues.grammar["hairbreadth"]
    unwanted = cues.grammar["unwanted"] & set(cues.words[max(0, match.start - _WISH_REACH) : match.start])
    return verb in cues.grammar["befalling"] and (before in cues.grammar["foretelling"] or bool(unwanted))
