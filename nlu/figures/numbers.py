"""Numbers as people write them: figures, words, digits one by one, points and halves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from nlu.figures.quantity import Quantity
from nlu.words.text import Token

_SPELLED = 3  # digits of a number told one by one
_AND_A_HALF = ("and_words", "articles", "half_words")
_POINTED = re.compile(r"[.]\d+")


class NumberReader:
    """Reads the bare numbers of a sentence with a locale's tables."""

    def __init__(self, tables: Mapping[str, Any], grammar: Mapping[str, frozenset[str]]) -> None:
        article = {str(w) for w in tables.get("articles", ())}
        self.words = {w: float(n) for w, n in tables["number_words"].items() if w not in article}
        self.hundred = {w for w, n in self.words.items() if n == 100}
        self.point = set(tables["point"])
        self.grammar = grammar

    def read(self, tokens: Sequence[Token]) -> list[Quantity]:
        """The bare numbers, in order, figures and words."""
        out: list[Quantity] = []
        i = 0
        while i < len(tokens):
            number = tokens[i].number
            if number is not None:
                end = self._pointed(tokens, i)
                if end is not None:
                    number = float(f"{number:g}.{tokens[end - 1].raw.lstrip('.')}")
                end = end or i + 1
                if not self._part_of_name(tokens, i):
                    out.append(Quantity(i, end, number))
                i = end
            elif tokens[i].text in self.words:
                value, end = self._worded(tokens, i)
                out.append(Quantity(i, end, value, worded=True))
                i = end
            else:
                i += 1
        return [self._and_a_half(q, tokens) for q in out]

    def _and_a_half(self, q: Quantity, tokens: Sequence[Token]) -> Quantity:
        """ "nine and a half"."""
        behind = [t.text for t in tokens[q.end : q.end + len(_AND_A_HALF)]]
        if isinstance(q.value, float) and all(w in self.grammar[row] for w, row in zip_longest(behind, _AND_A_HALF)):
            return replace(q, value=q.value + 1 / 2, end=q.end + len(_AND_A_HALF))
        return q

    def _pointed(self, tokens: Sequence[Token], i: int) -> int | None:
        """Where "9 point 2" or "9 .2" ends that starts at `i`; None where no point follows."""
        following = tokens[i + 1 : i + 3]
        if following and tokens[i].text.isdigit() and _POINTED.fullmatch(following[0].raw):
            return i + 2
        if len(following) < 2 or following[0].text not in self.point or following[0].mark:
            return None
        return i + 3 if tokens[i].text.isdigit() and following[1].text.isdigit() else None

    def _worded(self, tokens: Sequence[Token], i: int) -> tuple[float, int]:
        """ "twenty four", "eleven point nine", "a hundred and five", "one one nine", "one thirty five"."""
        words = [t.text for t in tokens]
        digits = "".join(str(int(n)) if (n := self.words.get(w, 10.0)) < 10 and n else "-" for w in words[i : i + _SPELLED])
        if digits.isdigit() and len(digits) == _SPELLED:
            return float(digits), i + _SPELLED
        total = self.words[words[i]]
        i += 1
        if 1 <= total < 10 <= self.words.get(words[i] if i < len(words) else "", 0.0) < 100:
            total, i = total * 100 + self.words[words[i]], i + 1  # "one twenty"
        while i < len(words):
            word = words[i]
            after = words[i + 1] if i + 1 < len(words) else ""
            if word in self.words and total % 100 >= 20 and total % 10 == 0 and self.words[word] < 10:
                total, i = total + self.words[word], i + 1
            elif word == "-" and after in self.words and total % 100 >= 20 and total % 10 == 0 and self.words[after] < 10:
                total, i = total + self.words[after], i + 2
            elif word in self.hundred and total < 10:
                total, i = total * 100, i + 1
            elif word in self.grammar["and_words"] and total >= 100 and after in self.words:
                total, i = total + self.words[after], i + 2
            elif word in self.words and total >= 100 and total % 100 == 0:
                total, i = total + self.words[word], i + 1
            elif word in self.point and after in self.words and self.words[after] < 10:
                digits, i = "", i + 1
                while i < len(words) and self.words.get(words[i], 10) < 10:
                    digits, i = digits + str(int(self.words[words[i]])), i + 1
                return float(f"{int(total)}.{digits}"), i
            else:
                break
        return total, i

    def _part_of_name(self, tokens: Sequence[Token], i: int) -> bool:
        """ "T12", "L4", "B12", "covid19": a number glued to letters that are no lab name."""
        if not i or tokens[i - 1].mark:
            return False
        before = tokens[i - 1]
        return before.end == tokens[i].start and before.text in self.grammar["name_letters"]
