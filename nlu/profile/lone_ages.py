"""Ages that a turn of phrase or their place gives away: "58 here", "at 49", "now 72", "I may be 72 but ...", "27, nurse, ..."."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from nlu.figures.quantity import OTHER, PLAIN, Quantity
from nlu.words.text import Sentence

_GROWN, _CENTENARIAN, _OLDEST = 18, 100, 110  # years
_LASTING = 35  # years that nobody's symptom lasts before "back pain"
_PARTY = 3  # tokens from "celebrated" to "my 60th"
_I_REACH = 4  # tokens back from the number to "I" in "I may well be 72"


class LoneAges:
    """Tells of one sentence whether a number is an age.

    `measured`: a test has been named, so that it may be its value; `found`: tokens that name findings; `alone`: the message
    is this sentence.
    """

    def __init__(
        self, sentence: Sentence, grammar: Mapping[str, frozenset[str]], measured: bool, found: Collection[int], alone: bool
    ) -> None:
        self.words = [t.text for t in sentence.tokens]
        self.typed = [t.raw for t in sentence.tokens]
        self.numbers = {i: t.number for i, t in enumerate(sentence.tokens) if t.number is not None}
        self.end, self.grammar, self.measured, self.found, self.alone = sentence.end, grammar, measured, found, alone

    def is_age(self, q: Quantity) -> bool:
        """Is this number said of somebody as their age?"""
        if self.measured or q.unit not in (None, "years") or not isinstance(q.value, float) or not _GROWN <= q.value <= _OLDEST:
            return False
        if q.unit == "years":
            return self._heads(q)
        if q.kind != PLAIN:
            return q.kind == OTHER and self._birthday(q)
        return (
            self._bracketed(q)
            or self._of_pronoun(q) or self._opening(q) or self._exactly(q) or (self._closed(q.end) and self._led(q)) or self._lived_at(q)
        )

    def _heads(self, q: Quantity) -> bool:
        """ "57yrs, back pain", "61 years tired all the time"; not "40 years of back pain", "twenty years, my back ..."."""
        goes_on = q.end + self._is(q.end, "commas")
        parted = goes_on > q.end or self.typed[q.end - 1] in self.grammar["age_short_units"]  # "40 YEARS back pain" tells how long
        told = parted and goes_on in self.found and not self._is(goes_on, "own_starts")
        told = told or (goes_on >= len(self.words) and not self.alone)  # "65yrs. Hip pain."
        return self._opens(q.start) and isinstance(q.value, float) and q.value >= _LASTING and told

    def loosely(self, q: Quantity) -> bool:
        """ "27, nurse, sore lower back", "back hurts, 62", "Sore back. 62.": an age, unless a value was asked for."""
        grown = isinstance(q.value, float) and _GROWN <= q.value < _CENTENARIAN
        if self.measured or q.kind != PLAIN or q.unit is not None or not grown:
            return False
        others = [n for i, n in self.numbers.items() if not q.start <= i < q.end]
        if others and (q.start > 0 or max(others) >= _GROWN):
            return False  # "29, two kids (4 and 6), bad back" tells one
        if any(w in self.grammar["value_words"] and i not in self.found for i, w in enumerate(self.words)):
            return False  # "60, is that high?"; not "60, LOW BACK aches"
        first, last = q.start == self._is(0, "lone_only"), q.end == len(self.words)
        if first and last:
            return not self.alone
        if first:
            return self._is(q.end, "commas")
        return last and self._is(q.start - 1, "commas") and any(at < q.start for at in self.found)

    def _bracketed(self, q: Quantity) -> bool:
        """ "(68, retired bus driver)", "at my age (77)"."""
        return self._is(q.start - 1, "brackets_open") and (self._is(q.end, "commas") or self._is(q.end, "brackets_closed"))

    def _birthday(self, q: Quantity) -> bool:
        """ "On my 65th birthday", "celebrated his 60th"; not "since my 60th birthday"."""
        before = self.words[max(0, q.start - 1 - _PARTY) : q.start - 1]
        kept = self._is(q.end + 1, "birthdays") or not self.grammar["celebrating"].isdisjoint(before)
        ordinal = self._is(q.end, "ordinal_ends") and self._is(q.start - 1, "possessives")
        return ordinal and kept and self.grammar["birthday_not_after"].isdisjoint(before)

    def own(self, q: Quantity) -> bool:
        """ "Is that normal at 49?": who asks so is 49."""
        clause = self.words[self._clause(q.start) : q.start]
        return self.end == "?" and self._is(q.start - 1, "age_at") and not self.grammar["lone_normal"].isdisjoint(clause)

    def _clause(self, at: int) -> int:
        return max((i + 1 for i in range(at - 1) if self._is(i, "clause_marks")), default=0)

    def _is(self, at: int, row: str) -> bool:
        return 0 <= at < len(self.words) and self.words[at] in self.grammar[row]

    def _opens(self, at: int) -> bool:
        return at == 0 or self._is(at - 1, "clause_marks")

    def _closed(self, at: int) -> bool:
        return at >= len(self.words) or any(self._is(at, row) for row in ("commas", "age_and", "age_ends", "own_subjects"))

    def _opening(self, q: Quantity) -> bool:
        """ "58 here", "seventy six and still gardening"."""
        here = self._opens(q.start) and (self._is(q.end, "lone_here") or (self._is(q.end, "lone_now") and self._closed(q.end + 1)))
        here = here or (self._opens(q.start) and self._is(q.end, "this_words") and self._is(q.end + 1, "years_turning"))
        felt = self._is(q.end + 1, "lone_led_on") or q.end + 1 in self.found
        return here or (q.start == 0 and self._is(q.end, "ands") and felt)

    def _of_pronoun(self, q: Quantity) -> bool:
        """ "I write for my wife, SHE 45, she is pale": the verb left out."""
        ended = q.end >= len(self.words) or self._is(q.end, "commas")
        return ended and self._is(q.start - 1, "pronoun_words") and self._opens(q.start - 1)

    def _exactly(self, q: Quantity) -> bool:
        """ "Not even forty, 38 to be exact"."""
        to_be = self._is(q.end, "lone_to") and self._is(q.end + 1, "lone_be") and self._is(q.end + 2, "lone_exact")
        return self._opens(q.start) and to_be

    def _led(self, q: Quantity) -> bool:
        """ "Now 72", "being 72", "not bad for 72", "I may be 72"."""
        before = q.start - 1
        maybe = self._is(before, "lone_be") and any(self._is(at, "lone_may") for at in (before - 1, before - 2))
        mine = not self.grammar["i_words"].isdisjoint(self.words[max(0, q.start - _I_REACH) : q.start])
        good = self._is(before, "lone_for") and self._is(before - 1, "lone_good")
        return self._is(before, "lone_now") or self._is(before, "lone_being") or good or (maybe and mine)

    def _lived_at(self, q: Quantity) -> bool:
        """ "Is it normal to ache at 49?", "which is a shock at 48", "..., at 64 my back hurts"; not "I had cancer at 50"."""
        before = q.start - 1
        if not self._is(before, "age_at"):
            return False
        if self._opens(before):
            that = self._is(q.end, "that_words") and not self._is(q.end + 1, "be_words")  # "AT 74 THAT wants looking into"
            return that or self._is(q.end, "age_at_follow")
        clause = self.words[self._clause(q.start) : before]
        present = not self.grammar["lone_present"].isdisjoint(clause)
        return self._closed(q.end) and (present or self.own(q)) and self.grammar["lone_past"].isdisjoint(clause)
