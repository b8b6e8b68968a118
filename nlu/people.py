"""Whom a statement is about: the writer, somebody named, "she", or nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlu.lexicon import Span
from nlu.matcher import Spans
from nlu.reading import NOBODY, WRITER, FindingMention
from nlu.text import Sentence

GENERIC = "people"
FAMILY = "family"
_ACTING = ("people:proxy", "people:asking_for", "people:is_subject", "people:relation_of_writer")
SEXES = ("female", "male", "unknown")
PRONOUNS = {"she": "female", "he": "male"}  # who is spoken of where nobody is named for the pronoun
_SPEAKS = 2  # tokens between a person and the verb that makes them only the teller
_OWN_REACH = 5  # tokens between "my" and the person it belongs to
_TITLED = 4  # and behind "Mr", where a name and "my surgeon" may follow
_APPOSED = 8  # tokens between somebody and the title they are named with: "a patient of mine I'm asking for, Mrs K"
_FELT = 4  # tokens of "with all the worry"
_LATE_REACH = 3  # tokens between a finding and the person named after it ("a lump on the rib of my dad")


@dataclass(frozen=True)
class Person:
    """Somebody other than the writer: the word used, and the sex that word or pronoun implies (None if open).

    `of_other`: a relative of somebody else than the writer ("my wife's mother", "his brother").
    """

    word: str
    sex: str | None
    of_other: bool = False

    @property
    def who(self) -> str:
        """The name under which mentions are told of them: my mother and her mother are two."""
        return f"{self.word} of another" if self.of_other else self.word


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
        self.titled: list[tuple[int, Person]] = []  # everybody named, titles apart
        self.named = self._named()
        self.marks = sorted(self._marks())
        company.known.extend(p for _, p in self.named)

    def _named(self) -> list[tuple[int, Person]]:
        likening = [s for s in self.spans.get("people:likening", ()) if self.words[s.start] not in self.grammar["saying"]]
        likened = {i for s in likening for i in range(s.start, s.end + 1)}
        out: list[tuple[int, Person]] = []
        for sex in SEXES:
            for span in self.spans.get(f"people:someone:{sex}", ()):
                if _longest(span, self.spans) and span.start not in likened and not self._title(span):
                    word = " ".join(self.words[span.start : span.end])
                    out.append((span.start, Person(word, sex if sex != "unknown" else None, self._of_other(span))))
        self.titled = sorted(out, key=lambda n: n[0])
        return self._with_titles(self.titled)

    def _with_titles(self, named: list[tuple[int, Person]]) -> list[tuple[int, Person]]:
        """ "My boss, Ms Okoro": one person, whose sex the title tells."""
        out: list[tuple[int, Person]] = []
        for at, person in named:
            between = self.words[out[-1][0] : at] if out else []
            apart = set(between) & (self.grammar["ands"] | self.grammar["owning"])
            if person.word in self.grammar["titled"] and 0 < len(between) <= _APPOSED and not apart:
                out[-1] = (out[-1][0], replace(out[-1][1], sex=out[-1][1].sex or person.sex))
            else:
                out.append((at, person))
        return out

    def _of_other(self, span: Span) -> bool:
        """ "My wife's older sister", "Mr Novak's brother", "his mother": whose relative it is stands before them."""
        at = span.start - 1
        while at > 0 and self.words[at] in self.grammar["person_fillers"]:
            at -= 1
        if at >= 0 and self.words[at] in self.grammar["owners_of_kin"]:
            return True
        if at < 1 or self.words[at] not in self.grammar["owning"]:
            return False
        people = {s.end for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ())}
        return at in people or (self.named_token(at - 1) and self.words[at - 1] not in self.grammar["no_owners"])

    def named_token(self, at: int) -> bool:
        """A capital inside or at the head of the sentence, as names have."""
        return self.sentence.tokens[at].raw[:1].isupper()

    def _marks(self) -> list[tuple[int, str]]:
        marks: list[tuple[int, str]] = []
        speaking = {s.start for s in self.spans.get("people:likening", ())}
        for at, person in self.named:
            if set(self.words[max(0, at - _SPEAKS) : at]) & self.grammar["not_words"]:
                continue  # "me this time, not a patient"
            reach = _SPEAKS + (_TITLED if person.word in self.grammar["titled"] else 0)
            if not any(at < s <= at + reach for s in speaking):
                marks.append((at, person.who))
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
        marks += [(s.start, GENERIC) for s in self.spans.get("people:generic", ()) if not self._told_once(s)]
        marks += [(0 if s.start > 2 else s.start, FAMILY) for s in self.spans.get("people:family_history", ())]
        return marks

    def _told_once(self, span: Span) -> bool:
        """ "Doctors said no M spike", "my doctors found a hole": they only tell, of somebody."""
        after = self.words[span.end : span.end + _SPEAKS]
        return self.words[span.start] in self.grammar["tellers"] and not self.grammar["told_once"].isdisjoint(after)

    def _acting(self) -> set[int]:
        """Tokens that speak of the writer only as the one who writes for somebody: "I'm only the typist", "a patient of mine"."""
        spans = [s for kind in _ACTING for s in self.spans.get(kind, ()) if s.end - s.start > 1 and self._for_somebody(kind, s)]
        out = {i for s in spans for i in range(s.start - _SPEAKS, s.end)}
        return out | {i for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ()) for i in range(s.start, s.end)}

    def _for_somebody(self, kind: str, span: Span) -> bool:
        """ "Now my mum" speaks of her, "now my back hurts" of the writer."""
        return kind != "people:asking_for" or any(
            0 <= at - span.end <= _OWN_REACH or 0 < span.start - at <= _SPEAKS for at, _ in self.named
        )

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
        if self.of_oneself(span):
            return True
        before = self.words[span.start - 1] if span.start else ""
        word = self.words[span.start]
        if word in self.grammar["titled"]:
            return not self.before_name(span)
        if word in self.grammar["vocatives"]:
            return before not in self.grammar["vocative_leads"]
        if word in self.grammar["be_patient"] and before in self.grammar["before_be_patient"]:
            return True
        return word in self.grammar["person_titles"] and before not in self.grammar["title_owners"]

    def before_name(self, span: Span) -> bool:
        """A title: "Mr Hughes", "mrs k"; not "MR spine", "I have MS"."""
        if span.end >= len(self.words) or self.sentence.tokens[span.end].mark:
            return False
        if self.sentence.tokens[span.start].raw.isupper() or self.words[span.end] in self.grammar["body_words"]:
            return False
        return self.named_token(span.end) or self.words[span.start] not in self.grammar["titles_unsure"]

    def _told_to(self, at: int) -> bool:
        """ "She told my mum she can't ...": mum only hears it."""
        return bool(set(self.words[max(0, at - _SPEAKS) : at]) & self.grammar["telling_to"])

    def of_oneself(self, span: Span) -> bool:
        """ "I'm a great-grandmother of 72": the writer."""
        at = span.start - 1
        passed = self.grammar["person_fillers"] | self.grammar["articles"]
        while at > 0 and (self.words[at] in passed or self.sentence.tokens[at].number is not None):
            at -= 1
        return 0 <= at < span.start - 1 and self.words[at] in self.grammar["am_words"]

    def _pronoun(self, sex: str, at: int) -> str:
        before = [p for i, p in reversed(self.named) if i < at and not self._told_to(i)]
        for candidate in before + self.company.known[::-1]:
            if candidate.sex in (None, sex):
                return candidate.who
        return {"female": "she", "male": "he", "unknown": "they"}[sex]

    def at(self, start: int, end: int) -> str:
        """Who the tokens [start, end) are about: the nearest mark before them, or one right inside or after them."""
        if self._only_felt(start, end):
            return GENERIC
        if any(who == FAMILY for _, who in self.marks):
            return FAMILY
        if set(self.words[end : end + _SPEAKS]) & self.grammar["reflexives"]:
            return WRITER  # "my mate died of it, never had any cancer meself"
        before = [who for i, who in self.marks if i < start]
        inside = [(i, who) for i, who in self.marks if start <= i < end]
        if before and before[-1] not in (WRITER, GENERIC):  # "he keeps calling me by ...": "me" is not told of
            inside = [(i, who) for i, who in inside if self.words[i] not in self.grammar["objects"]]
        if before and before[-1] not in (WRITER, GENERIC, FAMILY):  # "she didn't know our son": he is not told of
            inside = [(i, who) for i, who in inside if not self._met(i, start, end)]
        if inside and inside[0][1] != GENERIC:
            told = [who for _, who in inside]
            return WRITER if WRITER in told else told[-1]
        if before:
            return self._subject_before(start) or before[-1]
        after = [who for i, who in self.marks if end <= i <= end + _LATE_REACH]
        if after and self.words[end : end + 1] and self.words[end] in self.grammar["owners_of_kin"]:
            return after[0]  # "it doesn't go down her legs"
        if after and self.words[end : end + 1] and self.words[end] in self.grammar["at_places"]:
            return after[0]
        return NOBODY


    def _met(self, at: int, start: int, end: int) -> bool:
        """Somebody named at the end of what is told of another, and nothing of theirs."""
        ends = [i + len(p.word.split()) for i, p in self.named if i == at > start]
        return any(e >= end and not set(self.words[e : e + 1]) & self.grammar["owning"] for e in ends)

    def _only_felt(self, start: int, end: int) -> bool:
        """ "I'm beside myself", "numb with grief": how the news is taken is no finding of anybody's."""
        if any(s.start <= start < s.end for s in self.spans.get("people:feelings", ())):
            return True
        after = self.words[end : end + _FELT]
        return bool(after) and after[0] in self.grammar["felt_by"] and bool(set(after) & self.grammar["emotions"])

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


def told_later(mentions: Sequence[FindingMention], people: Sequence[SentencePeople]) -> list[FindingMention]:
    """ "She can't feel her legs. This is my wife": a pronoun that nobody is named for before means who is named after."""
    persons = [p for sp in people for at, p in sp.named if not p.of_other and (at, p.who) in sp.marks]

    def meant(who: str) -> str:
        sex = PRONOUNS.get(who)
        return next((p.who for p in persons if sex and p.sex in (None, sex)), who)

    return [replace(m, who=meant(m.who)) if m.who in PRONOUNS else m for m in mentions]


def of_others(mentions: Sequence[FindingMention], people: Sequence[SentencePeople], turned: str | None) -> list[FindingMention]:
    """What is told of relatives of somebody else belongs to their family, unless the talk turns to them."""
    others = {p.who: p.word for p in anybody(people) if p.of_other}
    return [
        replace(m, who=others[m.who] if others[m.who] == turned else FAMILY) if m.who in others else m for m in mentions
    ]
