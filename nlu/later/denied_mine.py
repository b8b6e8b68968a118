"""What people have, or somebody else has, and the writer then says they have not: "People with this can go numb below. Neither of
those applies to me.", "Her lungs are full of it. Mine are clear." """

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from nlu.people.person import GENERIC
from nlu.reading import (
    ABSENT,
    ACTUAL,
    HYPOTHETICAL,
    NOBODY,
    POSSIBLE,
    PRESENT,
    PROFILE,
    QUESTION,
    WRITER,
    FindingMention,
)
from nlu.sentences.told import Told
from nlu.words.lexicon import Span

Grammar = Mapping[str, frozenset[str]]
_ALL, _LAST, _CLEAR, _IS = "cues:mine_none", "cues:mine_not", "cues:my_test_clear", "cues:mine_is"
_REPORTER = 3  # words of "the doctor said"


def denied_mine(told: Sequence[Told], of_pain: Collection[str], grammar: Grammar) -> None:
    """Adds what a clause denies of the writer, of what the clauses before it, or else the sentence before, told of others.

    `of_pain`: findings that only say how a pain is. Changes `told` in place.
    """
    for i, t in enumerate(told):
        if t.sentence.end == "?" or not grammar["only_curious"].isdisjoint(t.sentence.words):
            continue  # "just curious, it isn't me" says of whom it is not asked
        for label in (_ALL, _LAST, _CLEAR, _IS):
            for span in [*t.spans.get(label, ()), *(_and_i_have(t, grammar) if label == _IS else ())]:
                at = t.sentence.tokens[span.start].start
                before = _named([m for m in t.mentions if m.start < at], of_pain)
                source = t if before or not i else told[i - 1]
                if not _stands_alone(span, t, source, grammar):
                    continue
                if t.spans.get("cues:not_my_own") and _given_away(source, at, grammar):
                    if not _of_somebody(span.start, t, grammar):
                        continue
                    before = _named([m for m in t.mentions if m.start < at], of_pain)
                given = source is t and t.spans.get("cues:not_my_own")  # "NOT MINE, my mum's: ... she is confused"
                earlier = [m for m in source.mentions if m.start < at or not given]
                theirs = before or _named(_asked_in_a_row(told, i) or earlier, of_pain)
                if label == _IS:
                    meant, status = [m for m in theirs if _not_theirs(m, source, grammar)], PRESENT
                else:
                    meant, status = [m for m in theirs if _of_others(m, source)], ABSENT
                if label == _CLEAR:
                    meant = [m for m in meant if m.finding not in grammar["told_by_person"]]
                if source.spans.get("cues:said_in_general"):
                    source.mentions = [replace(m, who=GENERIC) if m in meant and m.who == NOBODY else m for m in source.mentions]
                t.mentions.extend(
                    replace(m, who=WRITER, assertion=status, modality=ACTUAL, start=at, end=at + 1, sites=(), bare=False)
                    for m in (meant if label == _ALL else meant[-1:])
                )


def _and_i_have(told: Told, grammar: Grammar) -> list[Span]:
    """ "My mum has no holes in her bones BUT I HAVE": at the end of a sentence."""
    words = [t.text for t in told.sentence.tokens]
    have = len(words) > 1 and words[-2] in grammar["i_words"] and words[-1] in grammar["own_having"]
    return [Span(_IS, len(words) - 2, len(words))] if have else []


def _asked_in_a_row(told: Sequence[Told], at: int) -> list[FindingMention]:
    """What the questions right before a sentence name: "Numb bum? Wet pants? Not me." """
    start = at
    while start and told[start - 1].sentence.end == "?":
        start -= 1
    return [m for t in told[start:at] for m in t.mentions]


def _given_away(source: Told, at: int, grammar: Grammar) -> bool:
    """ "An M band you could see from space; NOT MINE": results told as nobody's are of somebody of whom nothing is asked."""
    results = [m for m in source.mentions if m.start < at and m.who in (WRITER, NOBODY) and m.finding not in grammar["told_by_person"]]
    source.mentions = [replace(m, who=GENERIC) if m in results else m for m in source.mentions]
    return bool(results)


def _of_somebody(at: int, told: Told, grammar: Grammar) -> bool:
    """ "The wedge fracture is MY WIFE'S, not mine"."""
    words = [t.text for t in told.sentence.tokens[:at]]
    while words and words[-1] in grammar["clause_marks"]:
        words.pop()
    return bool(words) and words[-1] in grammar["owning"]


def _reported(start: int, words: Sequence[str], grammar: Grammar) -> bool:
    """ "THE DOCTOR SAID THAT there was none in my sample": no more than who said so stands before a place."""
    while start >= 0 and words[start] in grammar["told_whom"]:
        start -= 1
    return 0 <= start <= _REPORTER and words[start] in grammar["saying"]


def _stands_alone(span: Span, told: Told, source: Told, grammar: Grammar) -> bool:
    """The clause starts with these words, apart from "well, thankfully", and says no more than "myself, so far", or again what
    was said ("mine is not FOAMY")."""
    words = [t.text for t in told.sentence.tokens]
    start, end = span.start - 1, span.end
    while start >= 0 and words[start] in grammar["verdict_openers"] - grammar["clause_marks"] - grammar["i_words"]:
        start -= 1
    named_again = words[span.start] in grammar["mine_words"] and source is not told
    again = source.sentence.words if named_again else frozenset()
    while end < len(words) and words[end] in grammar["closing_fill"] | again:
        end += 1
    opens = start < 0 or _reported(start, words, grammar)
    opens = opens or words[start] in grammar["clause_marks"] | grammar["splitters"] | grammar["colons"]
    return opens and (end == len(words) or words[end] in grammar["verdict_ends"] | grammar["but_words"])


def _named(mentions: Sequence[FindingMention], of_pain: Collection[str]) -> list[FindingMention]:
    """The findings in order; none where the last only says how a pain is ("back pain comes and goes. Mine doesn't")."""
    found = sorted((m for m in mentions if m.finding not in PROFILE), key=lambda m: m.start)
    return [m for m in found if m.finding not in of_pain] if not (found and found[-1].finding in of_pain) else []


def _of_others(m: FindingMention, source: Told) -> bool:
    """Told as there, without a figure, of somebody else; or only supposed, asked or read of."""
    if m.assertion not in (PRESENT, POSSIBLE) or m.value is not None:
        return False
    supposed = m.modality in (HYPOTHETICAL, QUESTION) or m.assertion == POSSIBLE or source.sentence.end == "?"
    supposed = supposed or bool(m.who == NOBODY and source.spans.get("cues:said_in_general"))
    return supposed or m.who not in (WRITER, NOBODY)


def _not_theirs(m: FindingMention, source: Told, grammar: Grammar) -> bool:
    """ "My sister isn't anaemic, I AM": denied of another; not "her back's fine"."""
    denied = not (grammar["not_words"] | grammar["no_words"]).isdisjoint(source.sentence.words)
    return denied and m.assertion == ABSENT and m.modality == ACTUAL and m.who not in (WRITER, NOBODY)
