"""Misspelt words put right, towards the lexicon only: ordinary English words are never touched."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from nlu.text import Token

_RARE = 150_000  # corpus count under which a dictionary word is rarer than the slip it looks like
_SHORT = 4       # shorter words are too alike to be put right


@lru_cache(maxsize=1)
def english() -> dict[str, int]:
    """Known English words with their corpus counts (the frequency list that symspellpy ships)."""
    text = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    pairs = (line.split() for line in text.splitlines())
    return {word: int(count) for word, count in pairs}


class Speller:
    """Puts misspelt words right towards `vocabulary`."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        self._targets = sorted(w for w in vocabulary if len(w) >= _SHORT and w.isalpha())
        self._by_length: dict[int, list[str]] = {}
        for word in self._targets:
            for length in range(len(word) - 2, len(word) + 3):
                self._by_length.setdefault(length, []).append(word)
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def mend(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with slips mended and run-together words cut ("backpain" becomes "back", "pain")."""
        out: list[Token] = []
        for token in tokens:
            if token.mark or token.number is not None:
                out.append(token)
                continue
            out.extend(replace(token, text=word) for word in self.correct(token.text))
        return out

    def _correct(self, word: str) -> tuple[str, ...]:
        if word in self.vocabulary or len(word) < _SHORT or english().get(word, 0) >= _RARE or not word.isascii():
            return (word,)
        parts = self._cut(word)
        if parts:
            return parts
        squeezed = _squeeze(word)
        if squeezed != word and squeezed in self.vocabulary:
            return (squeezed,)
        allowed = 1 if len(word) < 7 else 2
        best = extractOne(word, self._by_length.get(len(word), ()), scorer=OSA.distance, score_cutoff=allowed)
        if best is None:
            return (word,)
        candidates = [w for w in self._by_length[len(word)] if OSA.distance(word, w, score_cutoff=allowed) == best[1]]
        if english().get(word) and best[1] > 1:
            return (word,)
        candidates.sort(key=lambda w: (w[0] != word[0], -english().get(w, 0)))
        chosen = candidates[0]
        if chosen[0] != word[0] and len(word) < 6:
            return (word,)
        return (chosen,)

    def _cut(self, word: str) -> tuple[str, ...]:
        for i in range(2, len(word) - 1):
            left, right = word[:i], word[i:]
            if left in self.vocabulary and right in self.vocabulary and min(len(left), len(right)) >= 3:
                return (left, right)
        for i in range(1, len(word) - 2):
            left, right = word[:i], word[i:]
            common = english()
            if right in self.vocabulary and len(right) >= 4 and left in ("my", "no", "the", "a", "i", "in", "is", "and", "not", "of", "m") and common.get(word) is None:
                return (left, right)
        return ()


def _squeeze(word: str) -> str:
    """"soooo" -> "so", "hurtssss" -> "hurts"."""
    out = []
    for c in word:
        if len(out) >= 2 and out[-1] == c and out[-2] == c:
            continue
        out.append(c)
    text = "".join(out)
    while len(text) > 2 and text[-1] == text[-2]:
        text = text[:-1]
    return text
