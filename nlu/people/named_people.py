"""Who is named in a sentence: persons with their words and sexes, and where each begins to be spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from nlu.patterns.matcher import Spans
from nlu.people.direct_speech import quoted, speakers
from nlu.people.passing import called_by, not_known, only_meant, reviews, taken_for, writer_who
from nlu.people.person import FAMILY, GENERIC, SEXES, Company, Person
from nlu.people.strangers import Strangers, modifying
from nlu.reading import WRITER
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_ACTING = ("people:proxy", "people:asking_for", "people:is_subject", "people:relation_of_writer")
_SPEAKS = 2  # tokens between a person and the verb that makes them only the teller
_OWN_REACH = 5  # tokens between "my" and the person it belongs to
_TITLED = 4  # and behind "Mr", where a name and "my surgeon" may follow
_APPOSED = 8  # tokens between somebody and the title they are named with: "a patient of mine I'm asking for, Mrs K"
_GROWN = 15  # as many are no children, but years
_MET = 5  # tokens from "I" to whom I met


class NamedPeople:
    """Who is named in a sentence, and from which tokens on somebody is spoken of (`marks`)."""

    def __init__(
        self, sentence: Sentence, spans: Spans, company: Company, grammar: Mapping[str, frozenset[str]]
    ) -> None:
        self.sentence, self.spans, self.company, self.grammar = sentence, spans, company, grammar
        self.words = [t.text for t in sentence.tokens]
        self.titled: list[tuple[int, Person]] = []  # everybody named, titles apart
        self.named = self._named()
        self.known = [*company.known]  # before this sentence
        self.marks = sorted(quoted(self._marks(), speakers(self.words, self.named, grammar)))
        others = [(at, p) for at, p in self.named if not self._is_writer(at)]
        company.known.extend(p for at, p in others if not self.only_meant(at))
        company.known[:0] = [p for at, p in others if self.only_meant(at)]  # a "she" is rather somebody else

    def _named(self) -> list[tuple[int, Person]]:
        likening = [s for s in self.spans.get("people:likening", ()) if self.words[s.start] not in self.grammar["saying"]]
        likened = {i for s in likening for i in range(s.start, s.end + 1)}
        out: list[tuple[int, Person]] = []
        for sex in SEXES:
            for span in self.spans.get(f"people:someone:{sex}", ()):
                liked = span.start in likened and not self._told_of(span.end)
                if _longest(span, self.spans) and not liked and not self._title(span) and not self._written_to(span):
                    word = " ".join(self.words[span.start : span.end])
                    of_other = self._of_other(span)
                    told_sex = sex if sex != "unknown" else None
                    out.append((span.start, Person(word, told_sex, of_other, of_other and self._of_stranger(span))))
        out = self._with_strangers(out)
        self.titled = sorted(out, key=lambda n: n[0])
        return self._with_titles(self.titled)

    def _with_strangers(self, named: list[tuple[int, Person]]) -> list[tuple[int, Person]]:
        """Adds the people of a story; where a word alone would be somebody close, the story's person it is."""
        out = dict(named)
        for span, sex, cared in Strangers(self.sentence, self.spans, self.grammar).found():
            word = " ".join(self.words[span.start : span.end])
            taken = any(at <= span.start < at + len(p.word.split()) for at, p in out.items())
            if not (taken or self._spoken_to(span)):
                out[span.start] = Person(word, sex if sex != "unknown" else None, not cared)
        return list(out.items())

    def _written_to(self, span: Span) -> bool:
        """ "DEAR PATIENT, your calcium is high": the reader of a letter, nobody that it tells of."""
        return span.start == 1 and self.words[0] in self.grammar["salutations"]

    def _spoken_to(self, span: Span) -> bool:
        """ "Dad's talking to PEOPLE who aren't there": nobody's story."""
        crowd = any(s.start == span.start for s in self.spans.get("people:generic", ()))
        behind = self.words[span.end : span.end + _MET]
        unreal = not self.grammar["not_words"].isdisjoint(behind) and not self.grammar["who_words"].isdisjoint(behind[:1])
        seen = unreal and not self.grammar["unreal_ends"].isdisjoint(behind)  # "seeing PEOPLE WHO AREN'T THERE"
        return crowd and (seen or not self.grammar["spoken_to"].isdisjoint(self.words[max(0, span.start - 2) : span.start]))

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
        """ "My wife's older sister", "Mr Novak's brother", "his mother", "the father of my friend": somebody else's."""
        behind = self.words[span.end : span.end + 2]
        if len(behind) == 2 and behind[0] in self.grammar["kin_of"] and behind[1] in self.grammar["kin_owners"]:
            return True
        at = span.start - 1
        while at > 0 and self.words[at] in self.grammar["person_fillers"]:
            at -= 1
        if at >= 0 and self.words[at] in self.grammar["owners_of_kin"]:
            return True
        if at < 1 or self.words[at] not in self.grammar["owning"]:
            return False
        return self.words[at - 1] not in self.grammar["no_owners"]

    def _of_stranger(self, span: Span) -> bool:
        """ "My best friend's mum": whose relative it is is no relative of the writer's."""
        close = self.grammar["kin"] | self.grammar["dependants"]
        owners = [s for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ()) if s.end == span.start - 1]
        return bool(owners) and not any(" ".join(self.words[s.start : s.end]) in close for s in owners)

    def named_token(self, at: int) -> bool:
        """A capital inside or at the head of the sentence, as names have."""
        return self.sentence.tokens[at].raw[:1].isupper()

    def _marks(self) -> list[tuple[int, str]]:
        marks: list[tuple[int, str]] = []
        speaking = {s.start for s in self.spans.get("people:likening", ())}
        taken = {at: me for at, _ in self.named if (me := taken_for(at, self.words, self.grammar)) is not None}
        for at, person in self.named:
            if at in taken or self._owns(at) or self._miscalled(at, at + len(person.word.split())) or self._joined(at):
                continue
            if called_by(at, self.words, self.grammar) or self._not_known(at, person):
                continue
            if set(self.words[max(0, at - _SPEAKS) : at]) & self.grammar["not_words"]:
                continue  # "me this time, not a patient"
            far = (person.of_other or person.word in self.grammar["titled"]) and not self._told_of(at + len(person.word.split()))
            told = {s for s in speaking if self.words[s - 1] not in self.grammar["aux_pronouns"]}  # "Steve Jobs had it, they say"
            if not any(at < s <= at + _SPEAKS + _TITLED * far for s in told) and not self._only_met(at, person):
                marks.append((at, person.who))
        ends = {at + len(p.word.split()): p for at, p in self.named}
        strange = [end for end, p in ends.items() if p.of_other]
        anybody = [*ends, *(s.end for s in self.spans.get("people:generic", ()))]  # "everyone in my club"
        acting = self._acting() | self._witnessing() | modifying(self.words, self.spans, anybody, strange, self.grammar)
        acting |= set(taken.values())
        grouped = self.grammar["we_words"] | self.grammar["possessives"]  # "WE all get tired", "half MY office"
        crowds = (i for s in self.spans.get("people:generic", ()) for i in range(s.start, s.end))
        acting |= {i for i in crowds if self.words[i] in grouped}
        marks += [
            (s.start, WRITER)
            for s in self.spans.get("people:self", ())
            if s.start not in acting and not self._possessive_of_person(s) and not reviews(s, self.sentence, self.grammar)
        ]
        for sex in SEXES:
            for span in self.spans.get(f"people:pronouns:{sex}", ()):
                who = self._pronoun(sex, span.start)
                after = self.words[span.end] if span.end < len(self.words) else ""
                if (span.end in speaking and after in self.grammar["saying"]) or after in self.grammar["doctor_deeds"]:
                    continue  # "she said it was anaemia", "he ruled out sarcoma": who only tells
                if who != "they":  # "they found it": doctors, cells, nobody in particular
                    marks.append((span.start, who))
        unreal = {i + 1 for i, w in enumerate(self.words) if w in self.grammar["unreal_people"]} | {at for at, _ in self.named}
        unreal |= {s.start for s in self.spans.get("people:generic", ()) if self._spoken_to(s) or self._miscalled(s.start, s.end)}
        unreal |= {i for at, p in self.named for i in range(at, at + len(p.word.split()))}  # "one of my PATIENTS" is one
        marks += [(s.start, GENERIC) for s in self.spans.get("people:generic", ()) if s.start not in unreal and not self._told_once(s)]
        marks += [
            (0 if s.start > 2 else s.start, FAMILY)
            for s in self.spans.get("people:family_history", ())
            if self.grammar["likeness"].isdisjoint(self.words[max(0, s.start - _SPEAKS) : s.start])  # "as if it belongs to someone else"
        ]
        return marks

    def back_to_writer(self) -> list[Span]:
        """Where the writer's own part starts: "my teacher has holes in her bones, I have a sore neck"."""
        out: list[Span] = []
        for (_, before), (at, who) in pairwise(self.marks):
            turned = who == WRITER and before not in (WRITER, GENERIC, FAMILY) and self.words[at] in self.grammar["own_subjects"]
            if turned and at and self.words[at - 1] in self.grammar["clause_marks"]:
                out.append(Span("cues:barrier", at, at + 1))
        return out

    def _told_of(self, end: int) -> bool:
        """ "My physio, who has osteoporosis, says ...": behind somebody named more is told of them than what they say."""
        return any(w in self.grammar["who_words"] for w in self.words[end : end + 2])

    def _joined(self, at: int) -> bool:
        """ "Neither me nor MY BROTHER", "me and my sister are anaemic": what is told of both is told of the writer."""
        joint = at - 1 - (self.words[at - 1] in self.grammar["possessives"])
        own = self.grammar["i_words"] | self.grammar["objects"] | self.grammar["apart_words"]
        if joint < 1 or self.words[joint] not in self.grammar["joined_to"] or self.words[joint - 1] not in own:
            return False
        return joint == 1 or self.words[joint - 2] in self.grammar["clause_marks"] | self.grammar["both_words"]

    def _owns(self, at: int) -> bool:
        """ "The wife of my cousin has holes": the cousin only tells whose wife is spoken of."""
        ends = {i + len(p.word.split()) for i, p in self.named if p.of_other}
        owner = self.words[at - 1] in self.grammar["kin_owners"] if at else False
        return owner and at > 1 and self.words[at - 2] in self.grammar["kin_of"] and at - 2 in ends

    def _miscalled(self, start: int, end: int) -> bool:
        """ "Calling MY DAUGHTER by the dog's name", "calling PEOPLE by wrong names": nothing is told of them."""
        called = not self.grammar["calling"].isdisjoint(self.words[max(0, start - _SPEAKS) : start])
        return called and not self.grammar["calling_by"].isdisjoint(self.words[end : end + 1])

    def only_meant(self, at: int) -> bool:
        """Whether who is named at a place is only whom somebody muddled speaks of."""
        return only_meant(at, self.words, self.grammar) or self._miscalled(at, at + 1)

    def _not_known(self, at: int, person: Person) -> bool:
        """ "He didn't know HIS SON": whom somebody muddled does not know."""
        return not_known(at, at + len(person.word.split()), self.words, self.grammar)

    def _witnessing(self) -> set[int]:
        """ "I watched my aunt shrink": the writer only saw it."""
        seen = [i for i, w in enumerate(self.words) if w in self.grammar["witnessing"]]
        near = [i for i in seen if any(0 < at - i <= _SPEAKS + 1 for at, _ in self.named)]
        return {i for at in near for i in range(max(0, at - _SPEAKS), at)}

    def _only_met(self, at: int, person: Person) -> bool:
        """ "I was helping a builder when my back went", "sex with my husband", "hanging on to her son, both legs giving way":
        only met, beside, or leant on, and nothing told of them."""
        before, end = self.words[max(0, at - _MET) : at], at + len(person.word.split())
        told = self.words[end : end + 1] and self.words[end] in self.grammar["told_of_met"]
        told = told or not self.grammar["who_words"].isdisjoint(self.words[end : end + _MET])  # "a man on holiday whose spine ..."
        met = not self.grammar["i_words"].isdisjoint(before) and self.grammar["clause_marks"].isdisjoint(before)
        beside = before[-2:-1] != [] and before[-2] in self.grammar["with_words"] and before[-1] in self.grammar["possessives"]
        held = self.words[max(0, at - 1 - (self.words[at - 1] in self.grammar["owners_of_kin"]))] if at else ""
        leant = held in self.grammar["leaning_on"] and not self.grammar["leaning_verbs"].isdisjoint(before)
        leant = leant and self.grammar["clause_marks"].isdisjoint(before)
        return not told and (leant or ((person.of_other or beside) and met))

    def _told_once(self, span: Span) -> bool:
        """ "Doctors said no M spike", "my doctors found a hole": they only tell, of somebody."""
        after = self.words[span.end : span.end + _SPEAKS]
        return self.words[span.start] in self.grammar["tellers"] and not self.grammar["told_once"].isdisjoint(after)

    def _acting(self) -> set[int]:
        """Tokens that speak of the writer only as the one who writes for somebody: "I'm only the typist", "a patient of mine"."""
        spans = [s for kind in _ACTING for s in self.spans.get(kind, ()) if s.end - s.start > 1 and self._for_somebody(kind, s)]
        out = {i for s in spans for i in range(s.start - _SPEAKS, s.end) if not self._own_body(i)}
        return out | {i for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ()) for i in range(s.start, s.end)}

    def _own_body(self, at: int) -> bool:
        """ "It's MY back I want to ask about", "it's MINE I'm here about"."""
        if 0 <= at < len(self.words) and self.words[at] in self.grammar["apart_words"]:
            return True
        return 0 <= at < len(self.words) - 1 and self.words[at] in self.grammar["possessives"] and (
            self.words[at + 1] in self.grammar["body_words"]
        )

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
        """Words for people that are none here: "be patient", "oh man", "my auntie's name", "the average patient"."""
        if any(s.start < span.start and s.end == span.end for s in self.spans.get("people:generic", ())):
            return True
        called = not self.grammar["calling_by"].isdisjoint(self.words[max(0, span.start - _SPEAKS - 1) : span.start])
        acting = any(s.start == span.end for s in self.spans.get("people:proxy", ())) and not (called or self._of_other(span))
        owner_end = span.end - (self.words[span.end - 1] in self.grammar["owning"])  # "the dog's" is one phrase
        if not acting and self.words[owner_end + 1 : owner_end + 2] and self.words[owner_end + 1] in self.grammar["possessed"]:
            return True
        if self.of_oneself(span) or self.of_so_many(span):
            return True
        before = self.words[span.start - 1] if span.start else ""
        word = self.words[span.start]
        if word in self.grammar["titled"]:
            return not self.before_name(span)
        if word in self.grammar["vocatives"]:
            return before not in self.grammar["vocative_leads"]
        if word in self.grammar["be_patient"] and before in self.grammar["before_be_patient"]:
            return True
        at = span.start - 1
        while at > 0 and self.words[at] in self.grammar["person_fillers"]:
            at -= 1  # "my disabled son"
        return word in self.grammar["person_titles"] and (at < 0 or self.words[at] not in self.grammar["title_owners"])

    def of_so_many(self, span: Span) -> bool:
        """ "50-year-old mother OF THREE": what the one who is told of is to others; not "my mother of 82", "the mother of my friend"."""
        owners = self.grammar["kin_owners"] | self.grammar["articles"] | self.grammar["possessives"]
        before, behind = self.words[max(0, span.start - 1) : span.start], self.words[span.end : span.end + 2]
        if len(behind) < 2 or behind[0] not in self.grammar["kin_of"] or not owners.isdisjoint([*before, behind[1]]):
            return False
        number = self.sentence.tokens[span.end + 1].number
        return number is None or number < _GROWN

    def before_name(self, span: Span) -> bool:
        """A title: "Mr Hughes", "mrs k"; not "MR spine", "I have MS"."""
        if span.end >= len(self.words) or self.sentence.tokens[span.end].mark:
            return False
        if self.sentence.tokens[span.start].raw.isupper() or self.words[span.end] in self.grammar["body_words"]:
            return False
        return self.named_token(span.end) or self.words[span.start] not in self.grammar["titles_unsure"]

    def _is_writer(self, at: int) -> bool:
        """ "I'm her daughter, she has back pain": the one who writes, and not who is spoken of."""
        return at > 1 and self.words[at - 1] in self.grammar["owners_of_kin"] and self.words[at - 2] in self.grammar["am_words"]

    def _told_to(self, at: int) -> bool:
        """ "She told my mum she can't ...": mum only hears it."""
        before = set(self.words[max(0, at - _SPEAKS) : at])
        if before & self.grammar["colons"]:
            return False  # "a relative rang: DAD can't pass urine"
        return bool(before & self.grammar["telling_to"]) and not before & self.grammar["told_about"]

    def of_oneself(self, span: Span) -> bool:
        """ "I'm a great-grandmother of 72", "I'm 47, dad of two": the writer; not "I'm 47, DAD HAD a bad back"."""
        at = span.start - 1
        apposed = at > 0 and self.sentence.tokens[at].mark
        if apposed and self.words[span.end : span.end + 1] and self.words[span.end] not in self.grammar["apposed_ends"]:
            return False
        passed = self.grammar["person_fillers"] | self.grammar["articles"]
        while at > 0 and (self.words[at] in passed or self.sentence.tokens[at].number is not None):
            at -= 1
        return 0 <= at < span.start - 1 and self.words[at] in self.grammar["am_words"]

    def _pronoun(self, sex: str, at: int) -> str:
        if not any(i < at for i, _ in self.named) and writer_who(at, self.words, self.grammar):
            return WRITER
        aside = (self._told_to, self._is_writer, self.only_meant)
        before = [p for i, p in reversed(self.named) if i < at and not (self._not_known(i, p) or any(rule(i) for rule in aside))]
        for candidate in before + self.known[::-1]:
            if candidate.sex in (None, sex):
                return candidate.who
        return {"female": "she", "male": "he", "unknown": "they"}[sex]


def _longest(span: Span, spans: Spans) -> bool:
    def covers(other: Span) -> bool:
        longer = other.end - other.start > span.end - span.start
        return longer and other.start <= span.start and other.end >= span.end

    everyone: list[Span] = [s for sex in SEXES for s in spans.get(f"people:someone:{sex}", ())]
    return not any(covers(other) for other in everyone)
