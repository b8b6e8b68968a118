"""What is told of a year, an age or a time long gone by: "in 2011", "at nineteen", "years ago"."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.assertion.clauses import SentenceCues
from nlu.patterns.matcher import Match
from nlu.words.lexicon import Span

_MEASURED = 5  # words from "calcium" to its value: "came back at 14" is no age
_BORN_REACH = 5  # words from "born" to the year
_WHEN = 5  # words of "when my little boy was"
_EARLY = 25
_FIRST_YEAR, _LAST_YEAR = 1925, 2100


def dated(match: Match, cues: SentenceCues) -> bool:
    """Told of a year or an age gone by, with no word that it began then or goes on."""
    ago = [s for s in cues.spans.get("cues:long_ago", ()) if s.end - 1 not in match.tokens and not lived_in(s, cues)]  # "53 yrs BACK pain"
    closed = cues.spans.get("cues:over_last", ())  # "gone SINCE"
    if _learnt(match, cues):
        return False
    named = {i for s in (*ago, *closed) for i in range(s.start, s.end)} | {i - 3 for i in range(len(cues.words)) if _at_early_age(i, cues)}
    if any(w in cues.grammar["started_words"] for i, w in enumerate(cues.words) if i not in named):
        return False
    for i, token in enumerate(cues.sentence.tokens):
        told = token.number is not None and _FIRST_YEAR <= token.number <= _LAST_YEAR and token.number == int(token.number)
        told = told or (token.number is not None and cues.word(i - 1) in cues.grammar["short_year"])
        early = _at_early_age(i, cues) and cues.tests.isdisjoint(range(i - _MEASURED, i))
        if i in cues.tests or i - 2 in cues.tests:
            continue  # "plasma cells at 12 percent"
        if not early and (cues.word(i - 1) in cues.grammar["be_words"] or _birth(i, cues)):
            continue  # "he thought it was 1975", "born 1958, sore back"
        told = told or early
        if told and _of_another_event(i, match, cues):
            continue
        if told and not cues.parted(min(i, match.start), max(i, match.start)):
            return True
    return any(
        not cues.parted(min(s.start, match.start), max(s.start, match.start)) and not _told_apart(s.start, match, cues) for s in ago
    )


def lived_in(span: Span, cues: SentenceCues) -> bool:
    """ "I'm in my thirties": the time of life that somebody is in."""
    return span.start > 0 and cues.words[span.start - 1] in cues.grammar["living_in"]


def is_year(at: int, cues: SentenceCues) -> bool:
    """ "TB 1994", "in 1994": the number at a place, or behind an "in", is a year."""
    at += cues.word(at) in cues.grammar["at_places"]
    number = cues.sentence.tokens[at].number if at < len(cues.words) else None
    return number is not None and _FIRST_YEAR <= number <= _LAST_YEAR


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
