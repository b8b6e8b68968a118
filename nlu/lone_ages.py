"""Ages that a turn of phrase gives away: "58 here", "76 and still gardening", "at 49", "now 72", "I may be 72 but ..."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.quantities import PLAIN, Quantity

_GROWN, _OLDEST = 18, 110
_I_REACH = 4  # tokens back from the number to "I" in "I may well be 72"


class LoneAges:
    """Tells of one sentence whether a number is an age. `measured`: a test has been named, so that it may be its value."""

    def __init__(self, words: Sequence[str], end: str, grammar: Mapping[str, frozenset[str]], measured: bool) -> None:
        self.words, self.end, self.grammar, self.measured = words, end, grammar, measured

    def is_age(self, q: Quantity) -> bool:
        """Is this number said of somebody as their age?"""
        if self.measured or q.kind != PLAIN or q.unit not in (None, "years") or not isinstance(q.value, float):
            return False
        return _GROWN <= q.value <= _OLDEST and (
            self._opening(q) or self._exactly(q) or (self._closed(q.end) and self._led(q)) or self._lived_at(q)
        )

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
        here = self._opens(q.start) and self._is(q.end, "lone_here")
        return here or (q.start == 0 and self._is(q.end, "ands") and self._is(q.end + 1, "lone_led_on"))

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
            return self._is(q.end, "age_at_follow")
        clause = self.words[self._clause(q.start) : before]
        present = not self.grammar["lone_present"].isdisjoint(clause)
        return self._closed(q.end) and (present or self.own(q)) and self.grammar["lone_past"].isdisjoint(clause)
