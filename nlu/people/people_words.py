"""What a word for people is in its sentence: somebody, or a title, an address, the writer, somebody's relative: "Mrs K", "oh man",
"dear patient", "mother of three", "my wife's sister"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nlu.patterns.matcher import Spans
from nlu.people.person import SEXES, Person
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_CALLED = 3  # tokens before a person that "called me by" may stand in
_APPOSED = 8  # tokens between somebody and the title they are named with: "a patient of mine I'm asking for, Mrs K"
_GROWN = 15  # as many are no children, but years


class PeopleWords:
    """The words for people in one sentence, and what each of them stands for there."""

    def __init__(self, sentence: Sentence, spans: Spans, grammar: Mapping[str, frozenset[str]]) -> None:
        self.sentence, self.spans, self.grammar = sentence, spans, grammar
        self.words = [t.text for t in sentence.tokens]

    def is_title(self, span: Span) -> bool:
        """Words for people that are none here: "be patient", "oh man", "my auntie's name", "the average patient"."""
        if any(s.start < span.start and s.end == span.end for s in self.spans.get("people:generic", ())):
            return True
        called = not self.grammar["calling_by"].isdisjoint(self.words[max(0, span.start - _CALLED) : span.start])
        acting = any(s.start == span.end for s in self.spans.get("people:proxy", ())) and not (called or self.of_other(span))
        owner_end = span.end - (self.words[span.end - 1] in self.grammar["owning"])  # "the dog's" is one phrase
        if not acting and self.words[owner_end + 1 : owner_end + 2] and self.words[owner_end + 1] in self.grammar["possessed"]:
            return True
        if self.of_oneself(span) or self.of_so_many(span) or self.here_oneself(span):
            return True
        before = self.words[span.start - 1] if span.start else ""
        word = self.words[span.start]
        if word in self.grammar["nurse_titles"] and self._on_ward(span, before):
            return True
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

    def _on_ward(self, span: Span, before: str) -> bool:
        """ "SISTER AT THE CLINIC said ...": a nurse; not "my sister on the ward"."""
        behind = self.words[span.end : span.end + 3]
        theirs = before in self.grammar["possessives"] | self.grammar["owners_of_kin"] | self.grammar["owning"]
        placed = behind[:1] != [] and behind[0] in self.grammar["placing"]
        return placed and not theirs and not self.grammar["care_places"].isdisjoint(behind)

    def of_so_many(self, span: Span) -> bool:
        """ "50-year-old mother OF THREE": what the one who is told of is to others; not "my mother of 82", "the mother of my friend"."""
        owners = self.grammar["kin_owners"] | self.grammar["articles"] | self.grammar["possessives"]
        before, behind = self.words[max(0, span.start - 1) : span.start], self.words[span.end : span.end + 2]
        if len(behind) < 2 or behind[0] not in self.grammar["kin_of"] or not owners.isdisjoint([*before, behind[1]]):
            return False
        number = self.sentence.tokens[span.end + 1].number
        return number is None or number < _GROWN

    def of_oneself(self, span: Span) -> bool:
        """ "I'm a great-grandmother of 72", "I'm 47, dad of two": the writer; not "I'm 47, DAD HAD a bad back"."""
        at = span.start - 1
        apposed = at > 0 and self.sentence.tokens[at].mark
        if apposed and self.words[span.end : span.end + 1] and self.words[span.end] not in self.grammar["apposed_ends"]:
            return False
        passed = self.grammar["person_fillers"] | self.grammar["articles"]
        if self.words[span.start] in self.grammar["sick_person"]:
            passed |= self.grammar["patient_kinds"]  # "I am a HEART patient"
        while at > 0 and (self.words[at] in passed or self.sentence.tokens[at].number is not None):
            at -= 1
        return 0 <= at < span.start - 1 and self.words[at] in self.grammar["am_words"]

    def here_oneself(self, span: Span) -> bool:
        """ "71 year old GRAN HERE from Wigan", "a grandmother of 70 WRITING from Hull": the writer; not "my gran here says"."""
        before, at = self.grammar["person_fillers"] - self.grammar["commas"] | self.grammar["articles"], span.start - 1
        while at >= 0 and (self.words[at] in before or self.sentence.tokens[at].number is not None):
            at -= 1
        opens = at < 0 or self.words[at] in self.grammar["clause_marks"]
        end = span.end + 2 * self.of_so_many(span)
        here = not self.grammar["writing_here"].isdisjoint(self.words[end : end + 1])
        return opens and here and set(self.words[end + 1 : end + 2]) <= self.grammar["apposed_ends"] | self.grammar["at_places"]

    def before_name(self, span: Span) -> bool:
        """A title: "Mr Hughes", "mrs k"; not "MR spine", "I have MS"."""
        if span.end >= len(self.words) or self.sentence.tokens[span.end].mark:
            return False
        if self.sentence.tokens[span.start].raw.isupper() or self.words[span.end] in self.grammar["body_words"]:
            return False
        return self.named_token(span.end) or self.words[span.start] not in self.grammar["titles_unsure"]

    def named_token(self, at: int) -> bool:
        """A capital inside or at the head of the sentence, as names have."""
        return self.sentence.tokens[at].raw[:1].isupper()

    def written_to(self, span: Span) -> bool:
        """ "DEAR PATIENT, your calcium is high": the reader of a letter, nobody that it tells of."""
        return span.start == 1 and self.words[0] in self.grammar["salutations"]

    def of_other(self, span: Span) -> bool:
        """ "My wife's older sister", "Mr Novak's brother", "his mother", "the father of my friend": somebody else's."""
        behind = self.words[span.end : span.end + 2]
        if len(behind) == 2 and behind[0] in self.grammar["kin_of"] and behind[1] in self.grammar["kin_owners"]:
            return True
        at = span.start - 1
        while at > 0 and self.words[at] in self.grammar["person_fillers"]:
            at -= 1
        if at >= 0 and self.words[at] in self.grammar["owners_of_kin"]:
            return True
        if at > 0 and self.words[at] in self.grammar["people_plural"] and self.words[at - 1] in self.grammar["possessives"]:
            return True  # "my mates uncle"
        if at < 1 or self.words[at] not in self.grammar["owning"]:
            return False
        return self.words[at - 1] not in self.grammar["no_owners"]

    def of_stranger(self, span: Span) -> bool:
        """ "My best friend's mum": whose relative it is is no relative of the writer's."""
        close = self.grammar["kin"] | self.grammar["dependants"]
        owners = [s for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ()) if s.end == span.start - 1]
        return bool(owners) and not any(" ".join(self.words[s.start : s.end]) in close for s in owners)

    def with_titles(self, named: list[tuple[int, Person]]) -> list[tuple[int, Person]]:
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


def longest(span: Span, spans: Spans) -> bool:
    """No longer words for people cover these: not "mother" in "MOTHER in law"."""
    def covers(other: Span) -> bool:
        longer = other.end - other.start > span.end - span.start
        return longer and other.start <= span.start and other.end >= span.end

    everyone: list[Span] = [s for sex in SEXES for s in spans.get(f"people:someone:{sex}", ())]
    return not any(covers(other) for other in everyone)
