"""Whom a statement is about: the writer, somebody named, "she", or nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from nlu.lexicon import Span
from nlu.matcher import Spans
from nlu.reading import NOBODY, WRITER
from nlu.text import Sentence

GENERIC = "people"
FAMILY = "family"
SEXES = ("female", "male", "unknown")


@dataclass(frozen=True)
class Person:
    """Somebody other than the writer: the word used, and the sex that word or pronoun implies (None if open)."""

    word: str
    sex: str | None


@dataclass
class Company:
    """The people of one message, carried from sentence to sentence."""

    last: Person | None = None


class SentencePeople:
    """Who is spoken of at each token of a sentence."""

    def __init__(self, sentence: Sentence, spans: Spans, company: Company) -> None:
        self.sentence, self.spans, self.company = sentence, spans, company
        words = [t.text for t in sentence.tokens]
        self.named: list[tuple[int, Person]] = []
        marks: list[tuple[int, str]] = []
        likened = {i for s in spans.get("people:likening", ()) for i in range(s.start, s.end + 1)}
        for sex in SEXES:
            for span in spans.get(f"people:someone:{sex}", ()):
                if _longest(span, spans) and span.start not in likened and not _title(words, span):
                    person = Person(" ".join(words[span.start:span.end]), sex if sex != "unknown" else None)
                    self.named.append((span.start, person))
        self.named.sort(key=lambda n: n[0])
        speaking = {s.start for s in spans.get("people:likening", ())}
        for at, person in self.named:
            says = any(at < s <= at + 2 for s in speaking)
            if not says:
                marks.append((at, person.word))
        for span in spans.get("people:self", ()):
            if not self._possessive_of_person(span):
                marks.append((span.start, WRITER))
        for sex in SEXES:
            for span in spans.get(f"people:pronouns:{sex}", ()):
                who = self._pronoun(sex, span.start)
                if who != "they":  # "they found it": doctors, cells, nobody in particular
                    marks.append((span.start, who))
        for span in spans.get("people:generic", ()):
            marks.append((span.start, GENERIC))
        for span in spans.get("people:family_history", ()):
            marks.append((0 if span.start > 2 else span.start, FAMILY))
        self.marks = sorted(marks)
        if self.named:
            company.last = self.named[-1][1]

    def _possessive_of_person(self, span: Span) -> bool:
        """"my" before "mum" speaks of mum, not of the writer; so does "my 72 year old mum" and "my late father"."""
        return any(span.end <= at <= span.end + 4 and not any(t.mark for t in self.sentence.tokens[span.end:at])
                   and all(t.number is not None or t.text in ("late", "old", "year", "elderly", "dear", "poor", "own", "lovely", "best", "of", "the", "friend", "younger", "older", "big", "little", "eldest", "next", "door", "ex")
                           for t in self.sentence.tokens[span.end:at]) for at, _ in self.named) \
            and self.sentence.tokens[span.start].text in ("my", "our")

    def _pronoun(self, sex: str, at: int) -> str:
        before = [p for i, p in self.named if i < at]
        candidate = before[-1] if before else self.company.last
        if candidate is not None and candidate.sex in (None, sex):
            return candidate.word
        return {"female": "she", "male": "he", "unknown": "they"}[sex]

    def at(self, start: int, end: int) -> str:
        """Who the tokens [start, end) are about: the nearest mark before them, or one right inside or after them."""
        inside = [who for i, who in self.marks if start <= i < end]
        before = [(i, who) for i, who in self.marks if i < start]
        if any(who == FAMILY for _, who in self.marks):
            return FAMILY
        if inside and inside[0] != GENERIC:
            return inside[-1] if WRITER not in inside else WRITER
        if before:
            return before[-1][1]
        after = [who for i, who in self.marks if end <= i <= end + 3]
        words = [t.text for t in self.sentence.tokens[end:end + 3]]
        if after and words and words[0] in ("in", "of", "for", "from"):
            return after[0]
        return NOBODY


def _longest(span: Span, spans: Spans) -> bool:
    return not any(other.start <= span.start and other.end >= span.end and (other.end - other.start) > (span.end - span.start)
                   for sex in SEXES for other in spans.get(f"people:someone:{sex}", ()))


def _title(words: Sequence[str], span: Span) -> bool:
    """Words for people that are none here: "old man's", "patient is" is kept, "be patient" is not."""
    before = words[span.start - 1] if span.start else ""
    word = words[span.start]
    if word == "patient" and before in ("be", "am", "very", "so", "being"):
        return True
    return word in ("mate", "bro", "sis", "pop", "nan", "man", "pa", "ma", "papa", "boss", "parent", "carer", "client") and before not in (
        "my", "a", "our", "the", "his", "her", "your")
