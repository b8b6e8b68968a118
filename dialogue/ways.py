"""How answers to an open question are worded: the patterns of a locale's lexicon/context*.yml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from nlu.words.lexicon import load_lexicon
from nlu.words.mending import mender

SHORT = 8  # words of "just the first one you named, I think"
LONGEST = 14  # words of a message that as a whole is an answer
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?(?:'[^\W_]+)*")
_STATES = {"high": "H", "low": "L", "normal": "N", "positive": "+", "negative": "-"}


@dataclass(frozen=True)
class Ways:
    """The wordings of one locale. `rows` is the file as read: names to lists of regular expressions."""

    rows: Mapping[str, Any]
    locale: str

    def plain(self, text: str) -> str:
        """A message as plain words: lower case, spelling mended, shorthand opened, no marks."""
        return " ".join(_WORD.findall(mender(load_lexicon(self.locale)).text(text)))

    def heard_off(self, words: str) -> str:
        """The words without an "ok" before them, which says that something was heard and answers nothing."""
        row = words.split()
        while row and row[0] in load_lexicon(self.locale).grammar["acknowledging"]:
            row = row[1:]
        return " ".join(row)

    def is_all(self, kinds: Sequence[str], words: str) -> bool:
        """Do the words consist of one or more of these kinds, with what may stand before and after them?"""
        return self._consists(self._piece(tuple(kinds)), words)

    def answer_to(self, question: str, group: str, words: str) -> str | None:
        """ "yes" or "no" where the words answer this very question in a way that would answer no other ("the same")."""
        for table, answer in (("no_to", "no"), ("yes_to", "yes")):
            known = [q for q in dict.fromkeys((question, group)) if q in self.rows[table]]
            if any(self._consists(self._row(table, q), words) for q in known):
                return answer
        return None

    def alone(self, group: str, words: str) -> list[str]:
        """The findings of a group that the words name by one word of its question ("the legs", "only the thinning")."""
        words = self._only_first.sub("", words)
        return [f for f in self.rows["alone"].get(group, ()) if self._consists(self._row("alone", group, f), words)]

    def _consists(self, told: re.Pattern[str], words: str) -> bool:
        row = words.split()
        if not row or len(row) > LONGEST:
            return False
        before, after = self._piece(("before",)), self._piece(("after",))
        reached = {(0, False)}  # places up to which the words are understood, and whether a kind was among them
        for start in range(len(row)):
            for seen in [s for at, s in reached if at == start]:
                for end in range(start + 1, len(row) + 1):
                    piece = " ".join(row[start:end])
                    if told.fullmatch(piece):
                        reached.add((end, True))
                    if before.fullmatch(piece) or (seen and after.fullmatch(piece)):
                        reached.add((end, seen))
        return (len(row), True) in reached

    def has(self, kind: str, words: str) -> bool:
        """Does a wording of this kind occur in the words?"""
        return bool(self._anywhere(kind).search(words))

    def find(self, kind: str, text: str) -> re.Match[str] | None:
        """The first place of a wording of this kind in a text."""
        return self._anywhere(kind).search(text)

    def state(self, words: str) -> str | None:
        """H, L, N, + or - where the words are that state and nothing else ("it was a bit high, I think")."""
        return next((state for kind, state in _STATES.items() if self.is_all([kind], words)), None)

    def state_after_unknown(self, words: str) -> str | None:
        """The state in "can't remember the number but it was high"."""
        if not self.has("not_known", words):
            return None
        likely = (kind for kind in _STATES if kind != "positive" and self.has(kind, words))
        return next((_STATES[kind] for kind in likely if self.is_all(["not_known", kind], words)), None)

    def ordinal(self, words: str) -> int | None:
        """1, 2, ... or -1 where the words are "the first one", "the last you named", as a whole."""
        short = len(words.split()) <= SHORT  # the pattern could be slow on a long row of small words
        found = self._ordinal.fullmatch(words.strip()) if short else None
        return int(self.rows["ordinals"][found.group(1)]) if found else None

    @cached_property
    def nameless(self) -> frozenset[str]:
        """Words that name no finding, though its label holds them."""
        return frozenset(self.rows["nameless"])

    def items(self, group: str) -> list[str]:
        """What the group's question names, in its order; "-" for what no one finding stands for."""
        return list(self.rows["items"].get(group, ()))

    def named(self, group: str) -> list[str]:
        """The findings that the group's question names, each once, in its order."""
        return [item for item in dict.fromkeys(self.items(group)) if item != "-"]

    @cached_property
    def _ordinal(self) -> re.Pattern[str]:
        names = "(" + "|".join(self.rows["ordinals"]) + ")"
        kinds = "|".join(form.replace("{ordinal}", names) for form in self.rows["ordinal_form"])
        return re.compile(f"{self._fill}(?:{kinds})(?: (?:{'|'.join(self.rows['after'])}))*")

    @cached_property
    def _only_first(self) -> re.Pattern[str]:
        return re.compile(f"^(?:{'|'.join(self.rows['only'])}) ")

    @property
    def _fill(self) -> str:
        return f"(?:(?:{'|'.join([*self.rows['before'], *self.rows['only']])}) )*"

    @cache  # noqa: B019 - the one instance of a locale lives as long as the process
    def _piece(self, kinds: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile("|".join(row for kind in kinds for row in self.rows[kind]))

    @cache  # noqa: B019
    def _row(self, table: str, *keys: str) -> re.Pattern[str]:
        rows = self.rows[table]
        for key in keys:
            rows = rows[key]
        return re.compile("|".join(rows))

    @cache  # noqa: B019
    def _anywhere(self, kind: str) -> re.Pattern[str]:
        if kind == "asks":
            return re.compile("|".join(self.rows[kind]), re.IGNORECASE)
        return re.compile(rf"\b(?:{'|'.join(self.rows[kind])})\b", re.IGNORECASE)

    def __hash__(self) -> int:
        return hash(self.locale)


@cache
def ways(locale: str = "en") -> Ways:
    """The wordings of a locale, read once."""
    return Ways(load_lexicon(locale).raw["context"], locale)

