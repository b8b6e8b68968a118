"""Ages that stand by themselves beside whom they are said of: "Retired plumber, 68.", "my name is Ahmed, 44 years", "73 he is"."""

from __future__ import annotations

from collections.abc import Collection

from nlu.figures.quantity import PLAIN, Quantity
from nlu.patterns.matcher import Spans
from nlu.people.person import FIRST_NAMES, SEXES
from nlu.people.whom import SentencePeople

_GROWN, _OLDEST = 18, 110
_SURELY_LIVED = 60  # "a teacher of 30 years" has taught them
_NAME = 2  # words of a name
_OPENS = 3  # words before the "I am" of a greeting
_KINDS = ("someone", "trade", "anyone")


class Apposed:
    """Tells of one sentence whether a lone number is the age of a person beside it. `found`: tokens that name findings."""

    def __init__(self, people: SentencePeople, spans: Spans, found: Collection[int]) -> None:
        self.people, self.words, self.grammar, self.found = people, people.words, people.grammar, found
        self.first_names = {s.end for label in FIRST_NAMES for s in spans.get(label, ())}
        self.ends = {s.end for kind in _KINDS for sex in SEXES for s in spans.get(f"people:{kind}:{sex}", ())}

    def is_age(self, q: Quantity) -> bool:
        """Is this number somebody's age, though no word says so?"""
        lone = (q.kind == PLAIN and q.unit is None) or q.unit == "years"
        if not (lone and isinstance(q.value, float) and _GROWN <= q.value <= _OLDEST):
            return False
        before, following = self._word(q.start - 1), self._word(q.end)
        if following in self.grammar["age_turned"] and self._word(q.end + 1) in self.grammar["age_turned_be"]:
            return before in ("", *self.grammar["clause_marks"])  # "73 he is"
        if following not in ("", *self.grammar["commas"], *self.grammar["age_and"]) and before not in self.grammar["kin_of"]:
            return False
        if self.people.named_token(q.start - 1) and (self._kin(q.start - 2) or q.start in self.first_names):
            return True  # "my hubby KEV 75", "care home: DORIS 91, sore back"
        if before in self.grammar["kin_of"]:
            return self._person(q.start - 2) and (q.unit is None or q.value >= _SURELY_LIVED or q.start - 1 not in self.ends)
        between = before in self.grammar["age_dashes"] and following in self.grammar["age_dashes"]
        return (between or before in self.grammar["commas"]) and self._names(q.start - 1, q.unit == "years")

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _person(self, at: int) -> bool:
        return at + 1 in self.ends or self._word(at) in self.grammar["sex_plain"] | self.grammar["age_people"]

    def _kin(self, at: int) -> bool:
        return self._word(at) in self.grammar["kin"] | self.grammar["dependants"]

    def _names(self, end: int, years: bool) -> bool:
        """Does the part of the sentence that ends here only say who somebody is?"""
        start = max((i + 1 for i in range(end) if self.words[i] in self.grammar["commas"]), default=0)
        part = self.words[start:end]
        trade = self.grammar["of_words"] if self._presents(part) else frozenset()  # "I am driver OF lorry, 52 years"
        barred = (self.grammar["no_apposition"] - trade) | self.grammar["body_words"]
        if not part or not barred.isdisjoint(part) or any(i in self.found for i in range(start, end)):
            return False
        if any(self._person(i) for i in range(start, end)) or self._presents(part):
            return True
        here = part[-1] in self.grammar["existential"]
        names = range(start, end - here)
        if not names or len(names) > _NAME or not all(self.people.named_token(i) for i in names):
            return False
        return here or years or (start > 0 and self._names(start - 1, years))

    def _presents(self, part: list[str]) -> bool:
        """ "Hello I am Mehmet from Izmir", "my name is Ahmed", "myself Rajesh"; not "I am taking aspirin"."""
        for at in range(min(len(part), _OPENS)):
            if part[at] in self.grammar["i_words"] and part[at + 1 : at + 2] and part[at + 1] in self.grammar["am_words"]:
                return at + 2 < len(part) and not part[at + 2].endswith("ing")
        return bool(part) and (part[0] in self.grammar["reflexives"] or self.grammar["name_words"].issubset(part))
