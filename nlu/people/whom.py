"""Whom a statement is about: the writer, somebody named, "she", or nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.people.cases_seen import case_from
from nlu.people.named_people import NamedPeople
from nlu.people.person import FAMILY, GENERIC, SEXES, Person
from nlu.reading import NOBODY, WRITER

_SPEAKS = 2  # tokens between a person and the verb that makes them only the teller
_OWN_REACH = 5  # tokens between "my" and the person it belongs to
_FELT = 4  # tokens of "with all the worry"
_DOES = 4  # words of "(my) grandson hugged me"
_UNTOLD = 5  # words from "I haven't told" to "anyone"
_LISTED = 3  # words of "rheumatoid arthritis and"
_CLAUSE = 8  # tokens: more is a whole clause, not what a finding is named by
_FIGURE = 5  # tokens between a test's name and "belongs"
_LED = 3  # words of "the one with", "the letter with"
_OWNER = 3  # tokens from "was" to "my sister's"
_LATE_REACH = 3  # tokens between a finding and the person named after it ("a lump on the rib of my dad")


class SentencePeople(NamedPeople):
    """Who is spoken of at each token of a sentence."""

    def at(self, start: int, end: int) -> str:
        """Who the tokens [start, end) are about; the writer where a group is told of with them."""
        who = self._about(start, end)
        if who in (WRITER, NOBODY) and set(self.words[end : end + 1]) & self.grammar["third_reflexives"]:
            return GENERIC  # "the nurse who took my blood is anaemic HERSELF"
        return WRITER if who in (GENERIC, FAMILY) and self._among(start) else who

    def _among(self, start: int) -> bool:
        """ "Everyone in my family is anaemic, ME INCLUDED", "NEITHER I nor anyone in my family"."""
        opening = (s for s in self.spans.get("people:with_me_opening", ()) if s.start == 0 and s.end <= start)
        included = bool(self.spans.get("people:with_me")) and self.grammar["nobody_words"].isdisjoint(self.words)
        return included or any(opening)

    def _about(self, start: int, end: int) -> str:
        """The nearest mark before the tokens, or one right inside or after them."""
        if self._only_felt(start, end) or self._case_told(start, end):
            return GENERIC
        family = any(who == FAMILY for _, who in self.marks)
        if family and self._own_before(end):
            return NOBODY
        if family and self._had_too(start):
            return WRITER
        if family and not self._own_again(start):
            said_of_oneself = start > 0 and self.words[start - 1] in self.grammar["am_words"]
            return WRITER if said_of_oneself else FAMILY  # "I'm 41 and scared it runs in the family"
        described = self._described(end)
        if described is not None:
            return described
        teller = self._teller(start)
        if teller is not None:
            return teller
        helped = [who for i, who in self.marks if start <= i < end and self._helped(i)]
        if helped:
            return helped[0]
        owner = self._body_of(end) or self._owned_behind(end) or self._given_to(start, end)
        if owner is not None:
            return owner
        if set(self.words[end : end + _SPEAKS]) & self.grammar["reflexives"] or self._ends_in_myself(end):
            return WRITER  # "my mate died of it, never had any cancer meself"
        behind = self.words[end : end + 2]
        closed = set(self.words[end + 2 : end + 3]) <= self.grammar["commas"] | self.grammar["too_or_same"]
        if closed and len(behind) == 2 and behind[0] in self.grammar["i_words"] and behind[1] in self.grammar["own_having"]:
            return WRITER  # "a mate had it, same back pain I HAVE"
        before = [who for i, who in self.marks if i < start]
        inside = [(i, who) for i, who in self.marks if start <= i < end and not (self._acts_on_writer(i) or self._listens(i, start))]
        first = before[-1] if before else inside[0][1] if inside else WRITER
        if first not in (WRITER, GENERIC):  # "he keeps calling me by ...": "me" is not told of
            inside = [(i, who) for i, who in inside if not self._beside(i)]
        if before and before[-1] not in (WRITER, GENERIC, FAMILY):  # "she didn't know our son": he is not told of
            inside = [(i, who) for i, who in inside if not self._met(i, start, end)]
        if end - start > _CLAUSE and inside and self._subject_throughout(inside):
            return inside[0][1]
        if inside and inside[0][1] != GENERIC:
            told = [who for _, who in inside]
            return WRITER if WRITER in told else told[-1]
        if before:
            if before[-1] == GENERIC and self._my_part(end):
                return WRITER  # "don't want to worry ANYONE but there is no strength in MY LEGS"
            if before[-1] == GENERIC and self._told_to_nobody(start):
                return NOBODY
            return self._subject_before(start) or before[-1]
        after = [who for i, who in self.marks if end <= i <= end + _LATE_REACH]
        if after and self.words[end : end + 1] and self.words[end] in self.grammar["owners_of_kin"]:
            return after[0]  # "it doesn't go down her legs"
        if after and self.words[end : end + 1] and self.words[end] in self.grammar["at_places"]:
            return after[0]
        return WRITER if self.sentence.pressed else NOBODY  # "legs paralysed???"

    def _ends_in_myself(self, end: int) -> bool:
        """ "I care for my wife and have a calcium of 3.3 MYSELF"; not "... which I saw myself"."""
        stop = next((i for i in range(end, len(self.words)) if self.words[i] in self.grammar["clause_marks"]), len(self.words))
        between = self.words[end:stop]
        own = self.grammar["i_words"] | self.grammar["pronoun_words"]
        return 0 < len(between) <= _FIGURE and between[-1] in self.grammar["reflexives"] and own.isdisjoint(between)

    def _my_part(self, end: int) -> bool:
        """A part of the writer's body stands right behind."""
        mine = self.grammar["possessives"] - self.grammar["we_words"]
        return set(self.words[end : end + 1]) <= mine and not self.grammar["body_words"].isdisjoint(self.words[end + 1 : end + 3])

    def _told_to_nobody(self, start: int) -> bool:
        """ "I HAVEN'T TOLD ANYONE, BUT the urine comes on its own": whom the writer does not tell has nothing of it."""
        at = max(i for i, who in self.marks if i < start)
        before, between = self.words[max(0, at - _UNTOLD) : at], self.words[at + 1 : start]
        untold = not (self.grammar["i_words"].isdisjoint(before) or self.grammar["not_words"].isdisjoint(before))
        turned = self.grammar["but_words"] | self.grammar["clause_cuts"]
        return untold and not turned.isdisjoint(between)

    def others(self, start: int, end: int) -> bool:
        """The tokens are about somebody else than the writer."""
        return self.at(start, end) not in (WRITER, NOBODY)

    def _own_again(self, start: int) -> bool:
        """ "I don't have cancer in the family BUT MY back hurts": behind a "but" the writer speaks of themselves again."""
        family = max(s.end for s in self.spans["people:family_history"])
        buts = [i for i in range(family, start) if self.words[i] in self.grammar["but_words"]]
        return bool(buts) and any(who == WRITER and buts[0] < i < start for i, who in self.marks)

    def _own_before(self, end: int) -> bool:
        """ "Sore back, NOBODY IN THE FAMILY with it": what stands before a clause that is all about the family."""
        family = min(s.start for s in self.spans["people:family_history"])
        opener = max((i + 1 for i in range(family) if self.words[i] in self.grammar["clause_marks"]), default=0)
        return end <= opener and self.words[opener] in self.grammar["nobody_words"] | self.grammar["determiner_denials"]

    def _had_too(self, start: int) -> bool:
        """ "I HAD BREAST CANCER, and it runs in the family": the writer's own, of which the family is told only then."""
        family = min(s.start for s in self.spans["people:family_history"])
        again = self.words[family - 1] in self.grammar["run_again"] or self.words[family] in self.grammar["run_again"]
        if not again or self.named or start >= family:
            return False
        have = [i for i in range(1, start) if self.words[i] in self.grammar["possessing"] and self.words[i - 1] in self.grammar["i_words"]]
        if not have:
            return False
        between = self.words[have[-1] + 1 : start]
        return self.grammar["articles"].issuperset(between) or (len(between) <= _LISTED and between[-1] in self.grammar["ands"])

    def case(self) -> int | None:
        """Where the sentence comes to a patient met in training."""
        return case_from(self.sentence.tokens, bool(self.spans.get("answers:learning")), self.grammar)

    def _case_told(self, start: int, end: int) -> bool:
        """ "On placement I saw a patient WITH WEAK LEGS": told of nobody who is asked for, unless the writer comes in again."""
        at = self.case()
        return at is not None and at <= start and not any(who == WRITER and at < i < end for i, who in self.marks)

    def _described(self, end: int) -> str | None:
        """ "My INCONTINENT father": what stands right before somebody is told of them."""
        if end > 0 and self.words[end - 1] not in self.grammar["describing"]:
            return None
        if any(s.start == end for s in self.spans.get("people:generic", ())):
            return GENERIC  # "TIRED people should get their blood counted"
        return next((p.who for at, p in self.named if at == end), None)

    def _teller(self, start: int) -> str | None:
        """ "Grandma THINKS it is the war", "my mum rang me twice TO ASK the same thing": where what somebody says is the
        finding, it is told of the one who says it."""
        if start >= len(self.words) or self.words[start] not in self.grammar["saying"] | self.grammar["asking_again"]:
            return None
        before = [(i + len(p.word.split()), p.who) for i, p in self.named if i + len(p.word.split()) <= start and not p.of_other]
        before += [(i + 1, who) for i, who in self.marks if i < start and self.words[i] in self.grammar["pronoun_words"]]
        if self.words[start] in self.grammar["supposing"]:  # "HE THOUGHT i was my mum"
            thinking = ((sex, s) for sex in SEXES for s in self.spans.get(f"people:pronouns:{sex}", ()) if s.end == start)
            before += [(start, self._pronoun(sex, s.start)) for sex, s in thinking if self.words[s.start] in self.grammar["pronoun_words"]]
        if not before:
            return None
        end, teller = max(before)
        others = self.grammar["i_words"] | self.grammar["pronoun_words"] | self.grammar["who_words"] | self.grammar["but_words"]
        return teller if others.isdisjoint(self.words[end:start]) else None

    def _subject_throughout(self, inside: Sequence[tuple[int, str]]) -> bool:
        """ "HE called my baby by my brother's name and ...": of the writer's only people and things are spoken of."""
        own = [i for i, who in inside if who == WRITER]
        named = self.words[inside[0][0]] in self.grammar["pronoun_words"] and inside[0][1] not in (WRITER, GENERIC, FAMILY)
        return named and all(
            self.words[i] in self.grammar["possessives"] and self.grammar["body_words"].isdisjoint(self.words[i + 1 : i + 2]) for i in own
        )

    def _body_of(self, end: int) -> str | None:
        """ "Noted weakness IN BOTH LEGS OF MY FATHER": whose the part of the body is that stands right behind."""
        at = end - (self.words[end - 1] in self.grammar["body_words"])
        part = self.grammar["body_words"] | self.grammar["both_words"] | self.grammar["definites"] | self.grammar["at_places"]
        while at < len(self.words) and self.words[at] in part:
            at += 1
        if self.grammar["body_words"].isdisjoint(self.words[end - 1 : at]) or self.words[at - 1] not in self.grammar["of_words"]:
            return None
        at += self.words[at : at + 1] != [] and self.words[at] in self.grammar["possessives"]
        return next((who for i, who in self.marks if i == at and who not in (WRITER, GENERIC, FAMILY)), None)

    def _owned_behind(self, end: int) -> str | None:
        """Whose it is said to be behind a place: "the breast cancer WAS MY SISTER'S", "the 21 g/L BELONGS TO MY BROTHER"."""
        stop = next((i for i in range(end, len(self.words)) if self.words[i] in self.grammar["clause_marks"]), len(self.words))
        return next((who for verb, who in self.owners() if end <= verb < min(stop, end + _FIGURE)), None)

    def _given_to(self, start: int, end: int) -> str | None:
        """ "Denosumab FOR MY MUM'S osteoporosis": whose illness it is given for, where nobody was told of before."""
        if any(i < start for i, _ in self.marks):
            return None
        stop = next((i for i in range(end, len(self.words)) if self.words[i] in self.grammar["clause_marks"]), len(self.words))
        for at, person in self.named:
            led = end < at < stop and self._before(at) >= end and self.words[self._before(at)] in self.grammar["for_words"]
            behind = self.words[at + len(person.word.split()) :]
            if led and behind[:1] != [] and behind[0] in self.grammar["owning"]:
                return person.who
        return None

    def owners(self) -> list[tuple[int, str]]:
        """Where a verb says at the end of its clause whose something is, and whose."""
        said = [(verb, p.who) for i, p in self.named if (verb := self._owning_verb(i, p)) is not None]
        for i, who in self.marks:  # "the calcium on the sheet IS HERS"
            alone = self.words[i] in self.grammar["owned_alone"] and set(self.words[i + 1 : i + 2]) <= self.grammar["clause_marks"]
            if alone and i and self.words[i - 1] in self.grammar["belonging"]:
                said.append((i - 1, who))
        return said

    def _owning_verb(self, at: int, person: Person) -> int | None:
        verb = next((i for i in range(at - 1, max(-1, at - 1 - _OWNER), -1) if self.words[i] in self.grammar["belonging"]), None)
        end = at + len(person.word.split())
        name = self.words[end : end + 2]
        if len(name) > 1 and name[1] in self.grammar["owning"] and name[0] not in self.grammar["clause_marks"]:
            end += 1  # "my cousin IVY's"
        owned = set(self.words[end : end + 1]) & self.grammar["owning"]
        end += bool(owned)
        closed = end == len(self.words) or self.words[end] in self.grammar["clause_marks"]
        told = verb is not None and closed and (owned or self.words[verb] in self.grammar["belongs"] or self._meant_for(verb, at))
        return verb if told else None

    def _meant_for(self, verb: int, at: int) -> bool:
        """ "The LETTER with high calcium was FOR my mum", "THE ONE WITH holes is my neighbour"."""
        opener = max((i + 1 for i in range(verb) if self.words[i] in self.grammar["clause_marks"]), default=0)
        lead, between = self.words[opener : opener + _LED], set(self.words[verb + 1 : at])
        owners = self.grammar["possessives"] | self.grammar["definites"]
        if not self.grammar["definites"].intersection(lead[:1]):
            return False
        meant = self.grammar["for_words"] | self.grammar["told_about"]
        paper = not (self.grammar["papers"].isdisjoint(lead) or between.isdisjoint(meant))
        one = lead[1:2] != [] and lead[1] in self.grammar["one_words"] and between <= owners
        return paper or one

    def _helped(self, at: int) -> bool:
        """ "My mate had to carry ME to the car": whoever has to be carried is told of, not who carries."""
        before = at - 1 - (self.words[at - 1] in self.grammar["kin_owners"])
        return at > 0 and self.words[before] in self.grammar["helping_verbs"]

    def _beside(self, at: int) -> bool:
        """ "He keeps calling me ...", "she doesn't know my name", "he doesn't know WHO I am": nothing of the writer's is told."""
        if at and self.words[at - 1] in self.grammar["indirect_questions"]:
            return True
        if self.words[at] in self.grammar["objects"]:
            return not at or self.words[at - 1] not in self.grammar["done_to"]  # "nursing her has LEFT me exhausted"
        owned = set(self.words[at + 1 : at + 2]) & self.grammar["possessed"]
        return self.words[at] in self.grammar["possessives"] and bool(owned)

    def _acts_on_writer(self, at: int) -> bool:
        """ "A rib cracked when my grandson hugged ME": it is not told of him."""
        return any(i == at and self.grammar["objects"] & set(self.words[i : i + _DOES]) for i, _ in self.named)

    def _listens(self, at: int, start: int) -> bool:
        """ "I asked HER the same thing twice": nothing is told of whoever is asked."""
        return start < at and self.words[at - 1] in self.grammar["asking_again"]

    def _met(self, at: int, start: int, end: int) -> bool:
        """Somebody named at the end of what is told of another, and nothing of theirs."""
        ends = [i + len(p.word.split()) for i, p in self.named if i == at > start]
        return any(e >= end and not set(self.words[e : e + 1]) & self.grammar["owning"] for e in ends)

    def _only_felt(self, start: int, end: int) -> bool:
        """ "I'm beside myself", "numb with grief": how the news is taken is no finding of anybody's."""
        if any(s.start <= start < s.end and not self._pained(s.end) for s in self.spans.get("people:feelings", ())):
            return True
        after = self.words[end : end + _FELT]
        return bool(after) and after[0] in self.grammar["felt_by"] and bool(set(after) & self.grammar["emotions"])

    def _pained(self, at: int) -> bool:
        """ "In tears WITH MY BACK": it is a back or a bone that brings it about."""
        if self.words[at : at + 1] and self.words[at] not in self.grammar["felt_by"]:
            return False
        return any(s.start == at + 1 for label in ("MY_SPINE", "MY_BONES", "PAIN") for s in self.spans.get(label, ()))

    def _subject_before(self, start: int) -> str | None:
        """ "He's calling me by my aunt's name and won't stay awake": "me", "who I am" and a "my" farther off are not told of."""
        marks = [(i, who) for i, who in self.marks if i < start]
        if len(marks) > 1 and self._of_something(marks[-1][0], start):
            return marks[-2][1]
        last, who = marks[-1]
        known = self.words[last] in self.grammar["i_words"] and self._beside(last)  # "who I am"
        aside = known or self.words[last] in self.grammar["objects"] or (
            self.words[last] in self.grammar["possessives"] and start - last > _OWN_REACH
        )
        if who != WRITER or not aside:
            return None
        for i, named in reversed(marks):
            if self.words[i] in self.grammar["i_words"] and not self._beside(i):
                return None
            if self.words[i] in self.grammar["pronoun_words"] or (named != WRITER and known):
                return named
        return None

    def _of_something(self, at: int, start: int) -> bool:
        """ "He calls me by his mother's name and ...": behind the "and" the one whose name it is is not told of."""
        ends = [i + len(p.word.split()) for i, p in self.named if i == at and p.of_other]
        owning = any(set(self.words[e : e + 1]) & self.grammar["owning"] for e in ends)
        return owning and bool(set(self.words[at:start]) & self.grammar["ands"])


def anybody(people: Sequence[SentencePeople]) -> list[Person]:
    """Everybody named in a message, in order."""
    return [p for sp in people for _, p in sp.named]
