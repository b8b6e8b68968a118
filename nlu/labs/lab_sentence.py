"""What lab reading looks at: one sentence with its lab names, its numbers and the words for how a test came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nlu.figures.quantity import Quantity
from nlu.patterns.matcher import Match
from nlu.words.text import Token

_RESUMED = 4  # words of "it was only a bit"
_TELLER = 8  # words of "but the surgery rang and said", which may stand before it


@dataclass(frozen=True)
class State:
    """A word for how a value or test came out, at [start, end): H, L, N, + or -. `anew`: it stands for an earlier one."""

    start: int
    end: int
    state: str
    anew: bool = False


@dataclass(frozen=True)
class LabSentence:
    """What lab reading looks at: names and numbers in reading order, and places that nothing crosses ("but").

    `others`: words with which patterns name any finding; `before`: how the test of the sentence before came out; `end`: the
    mark that ends the sentence.
    """

    names: Sequence[Match]
    quantities: Sequence[Quantity]
    tokens: Sequence[Token]
    kinds: Mapping[str, str]
    stops: Sequence[int]
    grammar: Mapping[str, frozenset[str]]
    others: frozenset[int] = frozenset()
    before: str = ""
    end: str = ""

    def naming(self, more: Sequence[Match]) -> LabSentence:
        """The sentence with further names, in reading order."""
        return replace(self, names=sorted([*self.names, *more], key=lambda m: m.start))

    def words(self, start: int, end: int) -> list[str]:
        """The words of [start, end)."""
        return [t.text for t in self.tokens[start:end]]

    def crosses(self, start: int, end: int) -> bool:
        """A stop stands in [start, end)."""
        return any(start <= s < end for s in self.stops)

    def resumed(self, start: int, end: int) -> bool:
        """What stands at `end` goes on about the name that ends at `start`: "not 2.4 but 2.84", "but it was normal"."""
        between = self.words(start, end)
        if not between or not self.crosses(start, end):
            return False
        stop = next(s for s in self.stops if start <= s < end)
        after = self.words(stop + 1, end)
        if between[-1] in self.grammar["but_only"]:
            return bool(self.grammar["not_words"] & set(between))
        at = max((i for i, w in enumerate(after) if w in self.grammar["it_words"] | self.grammar["repeats"]), default=None)
        return at is not None and at <= _TELLER and len(after) - at <= _RESUMED

    def turns(self, start: int, end: int) -> bool:
        """What stands at [start, end) is so now, or after all: "now it's high", "128 now", "sorry, low"."""
        before = self.words(max(0, start - _RESUMED), start)
        cut = max((i for i, w in enumerate(before[:-1]) if w in self.grammar["clause_cuts"]), default=-1)
        corrects = bool((self.grammar["correction_single"] | self.grammar["repeats"]) & set(before))
        turn, after = self.grammar["turn_words"], self.words(end, end + 1)
        behind = turn | self.grammar["turn_after"]
        return corrects or not turn.isdisjoint(before[cut + 1 :]) or not behind.isdisjoint(after)
