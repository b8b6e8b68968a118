"""Who is named in a sentence: persons with their words and sexes, and where each begins to be spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from nlu.patterns.matcher import Spans
from nlu.people.direct_speech import quoted, speakers
from nlu.people.passing import called_by, not_known, only_meant, reviews, taken_for, writer_who
from nlu.people.people_words import PeopleWords, longest
from nlu.people.person import FAMILY, GENERIC, SEXES, Company, Person
from nlu.people.strangers import Strangers, modifying
from nlu.reading import WRITER
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_ACTING = ("people:proxy", "people:asking_for", "people:is_subject", "people:brought_forward", "people:relation_of_writer")
_SPEAKS = 2  # tokens between a person and the verb that makes them only the teller
_OWN_REACH = 5  # tokens between "my" and the person it belongs to
_TITLED = 4  # and behind "Mr", where a name and "my surgeon" may follow
_FATE = 4  # words of "end up like my poor"
_MET = 5  # tokens from "I" to whom I met


class NamedPeople(PeopleWords):
    """Who is named in a sentence, and from which tokens on somebody is spoken of (`marks`)."""

    def __init__(
        self, sentence: Sentence, spans: Spans, company: Company, grammar: Mapping[str, frozenset[str]]
    ) -> None:
        super().__init__(sentence, spans, grammar)
        self.company = company
        self.patient_named = False  # "the patient, my father": somebody of the writer's
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
                fate = span.start in likened and self._shares_fate(span.start)
                liked = span.start in likened and not (fate or self._told_of(span.end))
                if longest(span, self.spans) and not liked and not self.is_title(span) and not self.written_to(span):
                    word = " ".join(self.words[span.start : span.end])
                    of_other = fate or self.of_other(span)
                    told_sex = sex if sex != "unknown" else None
                    out.append((span.start, Person(word, told_sex, of_other, fate or (of_other and self.of_stranger(span)))))
        again = self._patients_named_again(out)
        self.patient_named = bool(again)
        out = self._with_strangers([n for n in out if n[0] not in again])
        self.titled = sorted(out, key=lambda n: n[0])
        return self.with_titles(self.titled)

    def _shares_fate(self, at: int) -> bool:
        """ "I don't want to END UP LIKE MY DAD": whose story somebody fears for themselves."""
        before = self.words[max(0, at - _FATE) : at]
        return not self.grammar["ending_up"].isdisjoint(before) and not self.grammar["likeness"].isdisjoint(before)

    def _patients_named_again(self, named: list[tuple[int, Person]]) -> set[int]:
        """Where "patient" stands for who is named right behind: "Patient (my father, 71): ...", "patient: my mother"."""
        sick = self.grammar["sick_person"]
        others = [(at, p) for at, p in named if p.word not in sick and not self._tells(at + len(p.word.split()))]
        known = {at - (self.words[at - 1] in self.grammar["possessives"]) for at, _ in others}
        told_apart = (self.grammar["be_words"] - self.grammar["owning"]) | self.grammar["colons"] | self.grammar["commas"]
        return {at for at, p in named if p.word in sick and set(self.words[at + 1 : at + 2]) <= told_apart and at + 2 in known}

    def _tells(self, end: int) -> bool:
        """ "Patient: WIFE SAYS he can't walk": who only tells."""
        return not self.grammar["saying"].isdisjoint(self.words[end : end + 1])

    def _with_strangers(self, named: list[tuple[int, Person]]) -> list[tuple[int, Person]]:
        """Adds the people of a story; where a word alone would be somebody close, the story's person it is."""
        out = dict(named)
        for span, sex, cared in Strangers(self.sentence, self.spans, self.grammar).found():
            word = " ".join(self.words[span.start : span.end])
            taken = any(at <= span.start < at + len(p.word.split()) for at, p in out.items())
            if not (taken or self._spoken_to(span)):
                out[span.start] = Person(word, sex if sex != "unknown" else None, not cared)
        return list(out.items())

    def _spoken_to(self, span: Span) -> bool:
        """ "Dad's talking to PEOPLE who aren't there", "I need two PEOPLE to get up": nobody's story."""
        crowd = any(s.start == span.start for s in self.spans.get("people:generic", ()))
        if crowd and not self.grammar["needing"].isdisjoint(self.words[max(0, span.start - 2) : span.start]):
            return True
        behind = self.words[span.end : span.end + _MET]
        unreal = not self.grammar["not_words"].isdisjoint(behind) and not self.grammar["who_words"].isdisjoint(behind[:1])
        seen = unreal and not self.grammar["unreal_ends"].isdisjoint(behind)  # "seeing PEOPLE WHO AREN'T THERE"
        return crowd and (seen or not self.grammar["spoken_to"].isdisjoint(self.words[max(0, span.start - 2) : span.start]))

    def _marks(self) -> list[tuple[int, str]]:
        marks: list[tuple[int, str]] = []
        speaking = {s.start for s in self.spans.get("people:likening", ())}
        terming = {s.start for s in self.spans.get("people:likening", ()) if self.words[s.end - 1] in self.grammar["it_words"]}
        taken = {at: me for at, _ in self.named if (me := taken_for(at, self.words, self.grammar)) is not None}
        for at, person in self.named:
            if at in taken or self._owns(at) or self._miscalled(at, at + len(person.word.split())) or self._joined(at):
                continue
            if called_by(at, self.words, self.grammar) or self._not_known(at, person):
                continue
            sick = person.word in self.grammar["sick_person"]
            if set(self.words[max(0, at - _SPEAKS - sick) : at]) & self.grammar["not_words"]:
                continue  # "me this time, not a patient", "I am NOT a cancer PATIENT"
            if self._given_by(at) or self._types(at + len(person.word.split())):
                continue
            far = (person.of_other or person.word in self.grammar["titled"]) and not self._told_of(at + len(person.word.split()))
            told = {s for s in speaking if self.words[s - 1] not in self.grammar["aux_pronouns"]}  # "Steve Jobs had it, they say"
            told -= {s for s in told if self._goes_on(s + 1)}
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
            if s.start not in acting and not (self._possessive_of_person(s) or self._headed(s.start))
            and not reviews(s, self.sentence, self.grammar)
        ]
        for sex in SEXES:
            for span in self.spans.get(f"people:pronouns:{sex}", ()):
                who = self._pronoun(sex, span.start)
                after = self.words[span.end] if span.end < len(self.words) else ""
                owns = self.words[span.start] in self.grammar["owned_alone"]  # "HIS SAYS holes, mine says none": his report
                says = span.end in speaking and after in self.grammar["saying"] and not owns
                if says or after in self.grammar["doctor_deeds"] or span.end in terming or self._spared(span.start):
                    continue  # "she said it was anaemia", "he ruled out sarcoma", "thin as lace he called it": who only tells
                if who != "they" and not (self.words[span.start] in self.grammar["crowd_pronouns"] and after in self.grammar["told_once"]):
                    # "they found it": doctors, cells, nobody in particular
                    marks.append((span.start, who))
        unreal = {i + 1 for i, w in enumerate(self.words) if w in self.grammar["unreal_people"]} | {at for at, _ in self.named}
        unreal |= {s.start for s in self.spans.get("people:generic", ()) if self._spoken_to(s) or self._miscalled(s.start, s.end)}
        unreal |= {i for at, p in self.named for i in range(at, at + len(p.word.split()))}  # "one of my PATIENTS" is one
        crowd = (s for s in self.spans.get("people:generic", ()) if not (self._told_once(s) or self._likened(s.start)))
        marks += [(s.start, GENERIC) for s in crowd if s.start not in unreal]
        marks += [
            (0 if s.start > 2 else s.start, FAMILY)
            for s in self.spans.get("people:family_history", ())
            if not self._likened(s.start)  # "as if it belongs to someone else"
        ]
        return marks

    def _spared(self, at: int) -> bool:
        """ "I have NONE OF HER troubles, good energy": nothing of hers is told."""
        before = self.words[max(0, at - 2) : at]
        return len(before) > 1 and before[0] in self.grammar["spared_of"] and before[1] in self.grammar["kin_of"]

    def _goes_on(self, at: int) -> bool:
        """ "My mother-in-law RANG AND HAS a calcium of 3.3": who called is told of behind the "and"."""
        verbs = self.grammar["possessing"] | self.grammar["sex_is"]
        return not self.grammar["ands"].isdisjoint(self.words[at : at + 1]) and not verbs.isdisjoint(self.words[at + 1 : at + 2])

    def _headed(self, at: int) -> bool:
        """ "MUM'S RESULTS while I'm on my break: Hb 111": in a heading of somebody's results the writer is only the one who passes
        them on."""
        colon = next((i for i in range(at, len(self.words)) if self.words[i] in self.grammar["colons"]), None)
        owners = [i + len(p.word.split()) for i, p in self.named if i < at]
        papers = self.grammar["papers"] | self.grammar["paper_ends"]
        return colon is not None and any(
            self.words[end] in self.grammar["owning"] and self.words[end + 1] in papers for end in owners if end + 1 < at
        )

    def _likened(self, at: int) -> bool:
        """ "Like SOMEONE took a punch to it"."""
        return not self.grammar["likeness"].isdisjoint(self.words[max(0, at - _SPEAKS) : at])

    def _types(self, end: int) -> bool:
        """ "This is HIS WIFE TYPING now, he ...": who writes is not spoken of."""
        return any(s.end == end + 1 for s in self.spans.get("people:relation_of_writer", ()))

    def _given_by(self, at: int) -> bool:
        """ "A light hug FROM MY GRANDSON broke two ribs": who did it, and not who has it."""
        led = self._before(at)
        return led > 1 and self.words[led] in self.grammar["from_words"] and self.words[led - 1] in self.grammar["touches"]

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

    def _before(self, at: int) -> int:
        """Where the word stands that leads to somebody, with their "my" between or without; below 0 where none does."""
        return at - 1 - (at > 0 and self.words[at - 1] in self.grammar["possessives"])

    def _joined(self, at: int) -> bool:
        """ "Neither me nor MY BROTHER", "me and my sister are anaemic": what is told of both is told of the writer."""
        joint = self._before(at)
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
        return kind not in ("people:asking_for", "people:brought_forward") or any(
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

    def _is_writer(self, at: int) -> bool:
        """ "I'm her daughter, she has back pain": the one who writes, and not who is spoken of."""
        return at > 1 and self.words[at - 1] in self.grammar["owners_of_kin"] and self.words[at - 2] in self.grammar["am_words"]

    def _told_to(self, at: int) -> bool:
        """ "She told my mum she can't ...": mum only hears it."""
        before = set(self.words[max(0, at - _SPEAKS) : at])
        if before & self.grammar["colons"]:
            return False  # "a relative rang: DAD can't pass urine"
        return bool(before & self.grammar["telling_to"]) and not before & self.grammar["told_about"]

    def _supposed_somebody(self, at: int) -> bool:
        """ "WHEN SOMEBODY has it, will HE lose weight": nobody in particular."""
        supposed = self.grammar["when_words"] | self.grammar["conditionals"]
        return any(s.start and s.end <= at and self.words[s.start - 1] in supposed for s in self.spans.get("people:generic", ()))

    def _pronoun(self, sex: str, at: int) -> str:
        if not any(i < at for i, _ in self.named) and writer_who(at, self.words, self.grammar):
            return WRITER
        if self._supposed_somebody(at):
            return GENERIC
        aside = (self._told_to, self._is_writer, self.only_meant)
        before = [p for i, p in reversed(self.named) if i < at and not (self._not_known(i, p) or any(rule(i) for rule in aside))]
        for candidate in before + self.known[::-1]:
            if candidate.sex in (None, sex):
                return candidate.who
        return {"female": "she", "male": "he", "unknown": "they"}[sex]
