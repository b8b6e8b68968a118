"""Whom a statement is about: the writer, somebody named, "she", or nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlu.lexicon import Span
from nlu.matcher import Spans
from nlu.reading import NOBODY, WRITER
from nlu.text import Sentence

GENERIC = "people"
FAMILY = "family"
_ACTING = ("people:proxy", "people:asking_for", "people:is_subject", "people:relation_of_writer")
SEXES = ("female", "male", "unknown")
_SPEAKS = 2  # tokens between a person and the verb that makes them only the teller
_OWN_REACH = 5  # tokens between "my" and the person it belongs to
_LATE_REACH = 3  # tokens between a finding and the person named after it ("a lump on the rib of my dad")


@dataclass(frozen=True)
class Person:
    """Somebody other than the writer: the word used, and the sex that word or pronoun implies (None if open)."""

    word: str
    sex: str | None


@dataclass
class Company:
    """The people of one message, carried from sentence to sentence."""

    known: list[Person] = field(default_factory=list)


class SentencePeople:
    """Who is spoken of at each token of a sentence."""

    def __init__(
        self, sentence: Sentence, spans: Spans, company: Company, grammar: Mapping[str, frozenset[str]]
    ) -> None:
        self.sentence, self.spans, self.company, self.grammar = sentence, spans, company, grammar
        self.words = [t.text for t in sentence.tokens]
        self.named = self._named()
        self.marks = sorted(self._marks())
        company.known.extend(p for _, p in self.named)

    def _named(self) -> list[tuple[int, Person]]:
        likened = {i for s in self.spans.get("people:likening", ()) for i in range(s.start, s.end + 1)}
        out: list[tuple[int, Person]] = []
        for sex in SEXES:
            for span in self.spans.get(f"people:someone:{sex}", ()):
                if _longest(span, self.spans) and span.start not in likened and not self._title(span):
                    word = " ".join(self.words[span.start : span.end])
                    out.append((span.start, Person(word, sex if sex != "unknown" else None)))
        return sorted(out, key=lambda n: n[0])

    def _marks(self) -> list[tuple[int, str]]:
        marks: list[tuple[int, str]] = []
        speaking = {s.start for s in self.spans.get("people:likening", ())}
        for at, person in self.named:
            if not any(at < s <= at + _SPEAKS for s in speaking):
                marks.append((at, person.word))
        acting = self._acting()
        marks += [
            (s.start, WRITER)
            for s in self.spans.get("people:self", ())
            if s.start not in acting and not self._possessive_of_person(s)
        ]
        for sex in SEXES:
            for span in self.spans.get(f"people:pronouns:{sex}", ()):
                who = self._pronoun(sex, span.start)
                if span.end in speaking and self.words[span.end] in self.grammar["saying"]:
                    continue  # "she said it was anaemia": she only tells
                if who != "they":  # "they found it": doctors, cells, nobody in particular
                    marks.append((span.start, who))
        marks += [(s.start, GENERIC) for s in self.spans.get("people:generic", ())]
        marks += [(0 if s.start > 2 else s.start, FAMILY) for s in self.spans.get("people:family_history", ())]
        return marks

    def _acting(self) -> set[int]:
        """Tokens that speak of the writer only as the one who writes for somebody: "I'm only the typist", "a patient of mine"."""
        spans = [s for kind in _ACTING for s in self.spans.get(kind, ()) if s.end - s.start > 1]
        out = {i for s in spans for i in range(s.start - _SPEAKS, s.end)}
        return out | {i for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ()) for i in range(s.start, s.end)}

    def _possessive_of_person(self, span: Span) -> bool:
        """ "my" before "mum" speaks of mum, not of the writer; so does "my 72 year old mum" and "my late father"."""
        if self.words[span.start] not in self.grammar["possessives"]:
            return False
        everyone = [s.start for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ())]
        for at in everyone:
            between = self.sentence.tokens[span.end : at]
            if span.end <= at <= span.end + _OWN_REACH and all(
                t.number is not None or t.text in self.grammar["person_fillers"] for t in between
            ):
                return True
        return False

    def _title(self, span: Span) -> bool:
        """Words for people that are none here: "be patient", "oh man", "my auntie's name"."""
        acting = any(s.start == span.end for s in self.spans.get("people:proxy", ()))  # "in my father's name"
        if not acting and self.words[span.end + 1 : span.end + 2] and self.words[span.end + 1] in self.grammar["possessed"]:
            return True
        if self._of_oneself(span):
            return True
        before = self.words[span.start - 1] if span.start else ""
        word = self.words[span.start]
        if word in self.grammar["be_patient"] and before in self.grammar["before_be_patient"]:
            return True
        return word in self.grammar["person_titles"] and before not in self.grammar["title_owners"]

    def _told_to(self, at: int) -> bool:
        """ "She told my mum she can't ...": mum only hears it."""
        return bool(set(self.words[max(0, at - _SPEAKS) : at]) & self.grammar["telling_to"])

    def _of_oneself(self, span: Span) -> bool:
        """ "I'm a great-grandmother of 72": the writer."""
        at = span.start - 1
        while at > 0 and (self.words[at] in self.grammar["person_fillers"] or self.words[at] in self.grammar["articles"]):
            at -= 1
        return at > 0 and at < span.start - 1 and self.words[at] in self.grammar["am_words"]

    def _pronoun(self, sex: str, at: int) -> str:
        before = [p for i, p in reversed(self.named) if i < at and not self._told_to(i)]
        for candidate in before + self.company.known[::-1]:
            if candidate.sex in (None, sex):
                return candidate.word
        return {"female": "she", "male": "he", "unknown": "they"}[sex]

    def at(self, start: int, end: int) -> str:
        """Who the tokens [start, end) are about: the nearest mark before them, or one right inside or after them."""
        if any(who == FAMILY for _, who in self.marks):
            return FAMILY
        if set(self.words[end : end + _SPEAKS]) & self.grammar["reflexives"]:
            return WRITER  # "my mate died of it, never had any cancer meself"
        before = [who for i, who in self.marks if i < start]
        inside = [(i, who) for i, who in self.marks if start <= i < end]
        if before and before[-1] not in (WRITER, GENERIC):  # "he keeps calling me by ...": "me" is not told of
            inside = [(i, who) for i, who in inside if self.words[i] not in self.grammar["objects"]]
        if inside and inside[0][1] != GENERIC:
            told = [who for _, who in inside]
            return WRITER if WRITER in told else told[-1]
        if before:
            return self._subject_before(start) or before[-1]
        after = [who for i, who in self.marks if end <= i <= end + _LATE_REACH]
        if after and self.words[end : end + 1] and self.words[end] in self.grammar["at_places"]:
            return after[0]
        return NOBODY


    def _subject_before(self, start: int) -> str | None:
        """ "He's calling me by my aunt's name and won't stay awake": "me" and a "my" farther off are not told of."""
        marks = [(i, who) for i, who in self.marks if i < start]
        last, who = marks[-1]
        aside = self.words[last] in self.grammar["objects"] or (
            self.words[last] in self.grammar["possessives"] and start - last > _OWN_REACH
        )
        if who != WRITER or not aside:
            return None
        for i, named in reversed(marks):
            if self.words[i] in self.grammar["i_words"]:
                return None
            if self.words[i] in self.grammar["pronoun_words"]:
                return named
        return None


def _longest(span: Span, spans: Spans) -> bool:
    def covers(other: Span) -> bool:
        longer = other.end - other.start > span.end - span.start
        return longer and other.start <= span.start and other.end >= span.end

    everyone: list[Span] = [s for sex in SEXES for s in spans.get(f"people:someone:{sex}", ())]
    return not any(covers(other) for other in everyone)


def anybody(people: Sequence[SentencePeople]) -> list[Person]:
    """Everybody named in a message, in order."""
    return [p for sp in people for _, p in sp.named]
