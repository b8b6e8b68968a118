"""Age as people give it: "I'm 63", "aged 72", "in my early sixties", "a 72-year-old man", "my wife (68)"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from nlu.figures.quantity import DURATION, PLAIN, YEAR, Quantity
from nlu.patterns.matcher import Spans
from nlu.people.person import SEXES
from nlu.people.whom import SentencePeople
from nlu.profile.apposed import Apposed
from nlu.profile.lone_ages import LoneAges
from nlu.profile.no_ages import likened, of_child, of_children, of_doctor, of_thing
from nlu.reading import ACTUAL, NOBODY, NOW, PRESENT, WRITER, FindingMention
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_YOUNGEST, _ADULT = 10, 120  # an age beside a bare "f" or "man"
_GROWN = 18
_DECADES = range(20, 100, 10)
_SEX_BEFORE, _SEX_AFTER = 4, 3
_OF_WHOM = 2  # tokens from an age to the person it is told of
_BORN_REACH = 6  # tokens from "born" to the year
_FIRST_YEAR = 1900
_WRITER_NEAR = 4  # tokens of "son, age" behind "I am his"
_TYPICAL = 4  # tokens from "average" to the age
_NAME_NEAR = 3  # tokens: a number so near behind a lab name is its value


class AgeReader:
    """Finds ages with a locale's tables."""

    def __init__(self, tables: Mapping[str, Any], grammar: Mapping[str, frozenset[str]]) -> None:
        self.tables, self.grammar = tables, grammar

    def read(
        self, sentence: Sentence, quantities: Sequence[Quantity], spans: Spans, people: SentencePeople,
        names: frozenset[int], found: Collection[int], tested: bool, alone: bool,
    ) -> tuple[list[FindingMention], list[Quantity]]:
        """Age mentions, and the quantities that are left once ages are taken out.

        `names`: tokens of lab names, `found`: of any finding's; `tested`: a test was named earlier in the message;
        `alone`: the message is this sentence. Loose ages ("62, sore back") are `bare`, and left among the quantities too.
        """
        mentions: list[FindingMention] = []
        rest: list[Quantity] = []
        apposed = Apposed(people, spans, found)
        lone = LoneAges(sentence, self.grammar, tested or bool(names), found, alone)
        for before, q in zip([None, *quantities], quantities, strict=False):
            if of_children(q, people.words, sentence, self.grammar):
                continue
            since = max(q.start - _NAME_NEAR, before.end if before else 0)
            measured = bool(names & set(range(since, q.start)))  # a name that has its number already measures no other
            if self._is_age(q, sentence, spans, people, measured) or (not measured and (apposed.is_age(q) or lone.is_age(q))):
                if mentions and q.start > 1 and people.words[q.start - 2] in self.grammar["age_going"]:
                    continue  # "80, going on 81"
                if mentions and people.words[q.start - 1] in self.grammar["age_nearly"]:
                    continue  # "59, nearly 60"
                if self._to_come(q, quantities, people.words) or (
                    names and any(o.value == q.value for o in quantities if o.end <= q.start)
                ):
                    continue  # "12 percent, no 21, I read wrong, 21"
                age = _age(q.value, q.start, q.end, sentence, people)
                mentions.append(replace(age, who=WRITER) if age.who == NOBODY and lone.own(q) else age)
                continue
            if lone.loosely(q):
                mentions.append(replace(_age(q.value, q.start, q.end, sentence, people), bare=True))
            rest.append(q)
        for i in range(1, len(sentence.tokens)):
            base = self._decade(sentence, i)
            gone = any(s.end <= i for s in spans.get("cues:past", ()))  # "years ago, in my thirties, ..."
            if base is not None and not gone and self._lives_in(sentence, i):
                part = self.tables["decade_part"].get(sentence.tokens[i - 1].text, [0, 9])
                mentions.append(_age(f"{base + int(part[0])}-{base + int(part[1])}", i, i + 1, sentence, people))
                rest = [q for q in rest if not q.start <= i < q.end]
        exact = {m.who for m in mentions if not isinstance(m.value, str)}  # "not even forty, 38 to be exact"
        return [m for m in mentions if m.who not in exact or not isinstance(m.value, str)], rest

    def _to_come(self, q: Quantity, quantities: Sequence[Quantity], words: Sequence[str]) -> bool:
        """ "I'll be 50 in August, so 49 now", "50 next birthday, so 49": the age that somebody has until then stands beside it."""
        dated = set(words[q.end : q.end + 1]) <= self.grammar["at_places"] and set(words[q.end + 1 : q.end + 2]) & self.grammar["months"]
        coming = bool(dated) or not self.grammar["to_come"].isdisjoint(words[q.end : q.end + 1])
        led = q.start > 1 and words[q.start - 1] in self.grammar["lone_be"] and words[q.start - 2] in self.grammar["foretelling"]
        return (led or coming) and isinstance(q.value, float) and any(o.value == q.value - 1 for o in quantities)

    def _lives_in(self, sentence: Sentence, at: int) -> bool:
        """ "I'm in my early sixties", "a woman in her 50s", "late 60s, female"; not "I had a bad back in my thirties"."""
        words = [t.text for t in sentence.tokens[:at]]
        if words[-1] not in self.grammar["age_lead"]:
            return False
        while words and (words[-1] in self.grammar["age_lead"]):
            words.pop()
        if not words:
            return sentence.tokens[0].text not in self.grammar["inside"]
        return words[-1] in self.grammar["decade_after"] | self.grammar["sex_plain"] | self.grammar["age_people"]

    def _decade(self, sentence: Sentence, at: int) -> int | None:
        token = sentence.tokens[at]
        base = self.tables["decades"].get(token.text)
        if base is not None:
            return int(base)
        after = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
        if token.number in _DECADES and after is not None and after.start == token.end:
            return int(token.number or 0) if after.text in self.grammar["age_s"] else None
        return None

    def _is_age(
        self, q: Quantity, sentence: Sentence, spans: Spans, people: SentencePeople, measured: bool
    ) -> bool:
        """Is a number an age? `measured`: a lab name stands so near before it that it would be its value."""
        if q.kind not in (PLAIN, DURATION, YEAR) or q.unit not in (None, "years"):
            return False
        if q.kind == YEAR:
            return self._born(q, people)
        if isinstance(q.value, float) and not q.value.is_integer():  # infinity is none
            return False
        words, roads = people.words, self.grammar["roads_after"]  # "on the M62"
        if not self.grammar["typical_ages"].isdisjoint(words[max(0, q.start - _TYPICAL) : q.start]) or of_doctor(q, words, self.grammar):
            return False
        following = words[q.end] if q.end < len(words) else ""
        if q.unit == "years" and set(words[q.start : q.end + 1]) & self.grammar["age_unit_words"]:
            return following not in self.grammar["age_no_follow"] and not (
                of_thing(q, people) or likened(q, words, self.grammar) or of_child(q, words, self.grammar)
            )
        if q.unit == "years" and following in self.grammar["age_letters"]:
            return True  # "52 years male"
        if following in self.grammar["time_letters"]:
            return False
        if following in self.grammar["slashes"] and q.end + 1 < len(words) and people.sentence.tokens[q.end + 1].number is not None:
            return False  # "24/7"
        if self._of_a_day(q, words):
            return False
        if measured or (q.start > 1 and words[q.start - 1] in self.grammar["sex_letters"] and words[q.start - 2] in roads):
            return False
        return (
            self._beside_sex(q, words, following)
            or self._beside_person(q, people, following)
            or self._near_sex(q, words, following)
            or self._led(q, words, spans, following)
            or self._had(q, words, following)
        )

    def _of_a_day(self, q: Quantity, words: Sequence[str]) -> bool:
        """ "This MORNING'S IS 86", "todays is 101": of a value."""
        day, owner, be = ["", "", "", *words[max(0, q.start - 3) : q.start]][-3:]
        owned = owner in self.grammar["days_owned"] or (owner in self.grammar["owning"] and day in self.grammar["days_owning"])
        return owned and be in self.grammar["be_words"]

    def _born(self, q: Quantity, people: SentencePeople) -> bool:
        """ "I was born in 1958", "dob 3/4/58", "Mum, born 1950"; not "since our son was born in 1990"."""
        words, grammar = people.words, self.grammar
        born = next((i for i in range(q.start - 1, max(-1, q.start - _BORN_REACH), -1) if words[i] in grammar["born_words"]), None)
        if born is None:
            return False
        at = born
        while at and words[at - 1] in grammar["born_of"]:
            at -= 1
        named = any(i + len(p.word.split()) == at and not p.of_other for i, p in people.titled)
        return at < born or not at or named or words[at - 1] in grammar["clause_marks"]

    def _beside_sex(self, q: Quantity, words: Sequence[str], following: str) -> bool:
        """ "80F", "37, male", "man, 62", "lady of 66", "F 71y", "I am female 45 years"."""
        if not isinstance(q.value, float) or not _YOUNGEST <= q.value <= _ADULT:
            return False
        parted = following in self.grammar["segment_marks"] | self.grammar["ands"]  # "71 AND male"
        after = words[q.end + 1 : q.end + 2] if parted else [following]
        if q.kind == PLAIN and not q.unit and any(w in self.grammar["age_letters"] for w in after):
            return True
        before = q.start - 1
        while before > 0 and q.start - before <= 2 and words[before] in self.grammar["age_fill"]:
            before -= 1
        people = (self.grammar[row] for row in ("sex_plain", "age_people", "kin", "dependants"))
        if before < 0 or not any(words[before] in row for row in people):
            return False
        if q.unit == "years" and before != q.start - 1:
            return False
        return following in ("", *self.grammar["commas"], *self.grammar["age_and"]) or before >= q.start - 2

    def _near_sex(self, q: Quantity, words: Sequence[str], following: str) -> bool:
        """ "I am man, 63 years", "a man btw, 45", "66, bloke": a lone number a few words from the sex."""
        lone = isinstance(q.value, float) and _YOUNGEST <= q.value <= _ADULT and (q.kind == PLAIN or q.unit == "years")
        before = words[q.start - 1] if q.start else ""
        if not lone or before in self.grammar["age_not_after"] or following in self.grammar["age_duration_follow"]:
            return False
        sexes = self.grammar["sex_plain"] | self.grammar["sex_letters"]
        near = [*words[max(0, q.start - _SEX_BEFORE) : q.start], *words[q.end : q.end + _SEX_AFTER]]
        parted = before in self.grammar["commas"] or following in self.grammar["commas"]
        return parted and any(w in sexes for w in near)

    def _beside_person(self, q: Quantity, people: SentencePeople, following: str) -> bool:
        """ "my husband, 66, ...", "my wife Carol (68)", "retired postman, 69", "for my gran 80 yrs"."""
        words, grammar = people.words, self.grammar
        if q.start < 2 or not isinstance(q.value, float) or not _YOUNGEST <= q.value <= _ADULT:
            return False
        marked = words[q.start - 1] in grammar["commas"]
        ended = following in ("", *grammar["commas"], *grammar["age_and"])
        at = q.start - 1 if marked else q.start
        ends = {i + len(p.word.split()) for i, p in people.titled}
        while at > 1 and at not in ends and people.named_token(at - 1) and words[at - 1] not in grammar["titled"]:
            at -= 1  # a name
        named = at in ends
        if named and ((ended and (marked or q.unit == "years")) or (not marked and following in grammar["age_ends"])):
            return True
        alone = words[q.start - 1] in grammar["answer_commas"] and following in ("", *grammar["answer_commas"])
        return alone and q.unit is None and q.value >= _GROWN and (following != "" or bool(people.titled))

    def _led(self, q: Quantity, words: Sequence[str], spans: Spans, following: str) -> bool:
        """ "aged 72", "I'm 58", "she is 81", "age now: 49"."""
        openers = spans.get("quantities:age_before", ())
        first = before = q.start - self._put_right(q, words)
        while before and words[before - 1] in self.grammar["age_fill"] and q.start - before < 2:
            if any(s.end == before for s in openers):
                break
            before -= 1
        return any(s.end in (q.start, first, before) and self._opens(s, q, words, spans, following) for s in openers)

    def _put_right(self, q: Quantity, words: Sequence[str]) -> int:
        """ "My age is NOT 46 BUT 64", "... NOT 46, IT IS 64": how many words say what it is not."""
        at = q.start
        while at and words[at - 1] in self.grammar["age_put_right"]:
            at -= 1
        wrong = words[max(0, at - 2) : at]
        return q.start - at + 2 if at < q.start and len(wrong) > 1 and wrong[0] in self.grammar["not_words"] and wrong[1].isdigit() else 0

    def _opens(self, opener: Span, q: Quantity, words: Sequence[str], spans: Spans, following: str) -> bool:
        first, last = words[opener.start], words[opener.end - 1]
        if q.kind == DURATION and first not in self.grammar["age_strong"]:
            if q.unit != "years" or following in self.grammar["age_duration_follow"]:
                return False
            if last not in self.grammar["age_be"]:
                return False
        if first in self.grammar["age_sexes"] and opener.end != q.start:
            return False
        if self._said_of(opener, words, spans) and first in self.grammar["age_be_of"] - self.grammar["owning"]:
            child = following in ("", *self.grammar["age_and"], *self.grammar["age_ends"])  # "my daughter is nine and ..."
            return not q.worded or q.value >= _YOUNGEST or (q.value > 1 and child) if isinstance(q.value, float) else True
        owner = words[opener.start - 1] if opener.start else ""
        if first in self.grammar["owning"]:
            return self._told_of_person(q, opener, words, spans, following)  # "Dad's 81"
        if first in self.grammar["age_be_of"] and opener.end - opener.start == 1 and owner not in self.grammar["age_owners"]:
            return self._told_of_person(q, opener, words, spans, following)
        return not (isinstance(q.value, float) and q.value < _YOUNGEST and q.worded)  # "she is the one"

    def _said_of(self, opener: Span, words: Sequence[str], spans: Spans) -> bool:
        """ "My child is 9", "my son who's eight": somebody named right before the "is"."""
        ends = (opener.start, opener.start - (words[opener.start - 1] in self.grammar["who_words"]))
        return any(s.end in ends for sex in SEXES for s in spans.get(f"people:someone:{sex}", ()))

    def _told_of_person(
        self, q: Quantity, opener: Span, words: Sequence[str], spans: Spans, following: str
    ) -> bool:
        """ "My wife (she can't see the screen) is 59": a lone grown-up number said of somebody named before."""
        if not isinstance(q.value, float) or not _YOUNGEST <= q.value <= _ADULT or q.unit or q.kind != PLAIN:
            return False
        child = self._said_of(opener, words, spans) and words[opener.end - 1] in self.grammar["owning"]  # "my son's 17"
        if q.value < _GROWN and not child:
            return False
        named = any(s.end <= opener.start for sex in SEXES for s in spans.get(f"people:someone:{sex}", ()))
        return named and following in ("", *self.grammar["commas"], *self.grammar["age_and"], *self.grammar["age_ends"])

    def _had(self, q: Quantity, words: Sequence[str], following: str) -> bool:
        """ "I have 63 years", "at 78 one expects"."""
        if not isinstance(q.value, float) or not _YOUNGEST <= q.value <= _ADULT or not q.start:
            return False
        before = words[q.start - 1]
        if before in self.grammar["age_have"] and q.unit == "years":
            return following in ("", *self.grammar["age_and"], *self.grammar["commas"])
        led = q.unit == "years" and before in self.grammar["age_with"] and q.start > 1
        if led and words[q.start - 2] in self.grammar["sex_plain"] | self.grammar["age_people"]:
            return True  # "a woman from 61 years"
        if q.start > 1 and before in self.grammar["age_at"] and words[q.start - 2] in self.grammar["relatives"]:
            return True  # "my mother, who at 81 complains of ..."
        if q.start > 1 and before in self.grammar["age_at"] and words[q.start - 2] in self.grammar["commas"] and not q.unit:
            return following == "" and q.value >= _GROWN and self.grammar["vital_signs"].isdisjoint(words)  # "osteoporosis, AT 38!"
        return q.start == 1 and before in self.grammar["age_at"] and following in self.grammar["age_at_follow"]


def _age(value: float | str, start: int, end: int, sentence: Sentence, people: SentencePeople) -> FindingMention:
    number = int(value) if isinstance(value, float) and value == int(value) else value
    if not isinstance(number, str) and number > _FIRST_YEAR:
        number = date.today().year - int(number)  # 1958.03 is a year and its month
    last = sentence.tokens[min(end, len(sentence.tokens)) - 1].end
    first = sentence.tokens[start].start
    who = people.at(start, end)
    if any(0 <= start - s.end <= _WRITER_NEAR for s in people.spans.get("people:relation_of_writer", ())):
        who = WRITER  # "I am his son, age 35"
    near = next((p.who for at, p in people.named if 0 <= at - end <= _OF_WHOM and _leads_to(end, at, people)), who)
    if who == NOBODY or (start and people.words[start - 1] in people.grammar["articles"]):
        who = near  # "my 82 year old mother", "I have a 57-year-old male patient"
    before = people.words[max(0, start - 2) : start]  # "at forty it was my wrist. NOW AT 73 a rib broke"
    now = NOW if len(before) > 1 and before[0] in people.grammar["lone_now"] and before[1] in people.grammar["age_at"] else ""
    return FindingMention("age", PRESENT, who, ACTUAL, value=number, unit="years", start=first, end=last, when=now)


def _leads_to(end: int, at: int, people: SentencePeople) -> bool:
    """Only words that describe stand between an age and the person."""
    describing = people.grammar["person_fillers"] | people.grammar["sex_plain"]
    return all(people.words[i] in describing and not people.sentence.tokens[i].mark for i in range(end, at))
