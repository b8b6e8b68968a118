"""Misspelt words put right, towards the lexicon only: ordinary English words are never touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from nlu.words.text import Token

_RARE = 150_000  # corpus count under which a dictionary word is rarer than the slip it looks like
_LONG = 9  # letters of a word that is likelier one with a slip than two run together
_SHORT = 4  # shorter words are too alike to be put right
_SOUND = 3  # sounds that a word must have at least to be found by its sound
_SOUNDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr|^rh", "r"),
        (r"^ps", "s"),
        (r"rrh|rh", "r"),
        (r"ph", "f"),
        (r"sch", "sk"),
        (r"tch", "X"),
        (r"xion", "kXn"),
        (r"(ti|si|ci)on", "Xn"),
        (r"ture$", "Xr"),
        (r"sh|ch(?=[eiy])", "X"),
        (r"ch", "k"),
        (r"augh|ough", "f"),
        (r"gh", ""),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[eiy])|dg", "j"),
        (r"th", "t"),
        (r"[cqk]+", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v", "f"),
        (r"(?<=[a-z])[wyh]", ""),
        (r"(?<=.)[aeiou]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=1)
def english() -> dict[str, int]:
    """Known English words with their corpus counts (the frequency list that symspellpy ships)."""
    text = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    pairs = (line.split() for line in text.splitlines())
    return {word: int(count) for word, count in pairs}


def sound(word: str) -> str:
    """What a word sounds like, roughly: its consonants, alike ones made one ("agunny" and "agony" are "agn")."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word


class Speller:
    """Puts misspelt words right towards `vocabulary`; `glued` are the short words that people run into the next one."""

    def __init__(self, vocabulary: frozenset[str], glued: frozenset[str]) -> None:
        self.vocabulary, self.glued = vocabulary, glued
        self._targets = sorted(w for w in vocabulary if len(w) >= _SHORT and w.isalpha())
        self._by_length: dict[int, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        for word in self._targets:
            for length in range(len(word) - 2, len(word) + 3):
                self._by_length.setdefault(length, []).append(word)
            self._by_sound.setdefault(sound(word), []).append(word)
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
        known = english().get(word, 0)
        if word in self.vocabulary or len(word) < _SHORT or known >= _RARE or not word.isascii():
            return (word,)
        if word.endswith("in") and (word + "g" in self.vocabulary or english().get(word + "g", 0) >= _RARE):
            return (word + "g",)  # "pullin"
        slip = extract(word, self._by_length.get(len(word), ()), scorer=OSA.distance, score_cutoff=1, limit=1) if len(word) >= _LONG else []
        if parts := () if slip else self._cut(word):
            return parts  # "backpain"; "haemglobin" is one word, with a slip
        squeezed = _squeeze(word)
        if squeezed != word and squeezed in self.vocabulary:
            return (squeezed,)
        near = self._nearest(word, bool(known))
        if near is not None:
            return (near,)
        return (word,) if known else (self._alike(word) or word,)

    def _nearest(self, word: str, known: bool) -> str | None:
        """The vocabulary's nearest word by slips of the finger: one, or two in a long word that is not English."""
        allowed = 1 if known or len(word) < 7 else 2
        pool = self._by_length.get(len(word), ())
        found = extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=12)
        if not found:
            return None
        least = min(distance for _, distance, _ in found)
        heard = sound(word)
        nearest = [w for w, distance, _ in found if distance == least]
        nearest.sort(key=lambda w: (sound(w) != heard, w[0] != word[0], -english().get(w, 0)))
        best: str = nearest[0]
        if best[0] != word[0] and (len(word) < 6 or not _slips(word, best)):
            return None
        if known and sorted(best) != sorted(word) and sound(best) != heard and len(word) < 6:
            return None
        return best

    def _alike(self, word: str) -> str | None:
        """The vocabulary's word that sounds the same ("roomatoid"), the likest spelling first."""
        heard = sound(word)
        pool = self._by_sound.get(heard, ())
        if len(heard) < _SOUND or not pool:
            return None
        best = min(pool, key=lambda w: (OSA.distance(word, w), -english().get(w, 0)))
        return best if OSA.distance(word, best) <= 1 + (len(word) + 1) // 4 else None

    def _cut(self, word: str) -> tuple[str, ...]:
        if word in english():
            return ()  # "gassed" is no gas and no sed rate
        for i in range(2, len(word) - 1):
            left, right = word[:i], word[i:]
            if left in self.vocabulary and right in self.vocabulary and min(len(left), len(right)) >= 3:
                return (left, right)
        for i in range(1, len(word) - 1):
            left, right = word[:i], word[i:]
            if (left in self.glued and len(right) >= 4 and right in self.vocabulary) or (
                right in self.glued and len(left) >= 3 and left in self.vocabulary
            ):
                return (left, right)
        return ()


def _slips(word: str, best: str) -> bool:
    """The first letters stand in each other's place, or one is missing or too many: "nithered" is no "withered"."""
    return word[0] in best[:2] or best[0] in word[:2]


def _squeeze(word: str) -> str:
    """ "soooo" -> "so", "hurtssss" -> "hurts"."""
    text = re.sub(r"(.)\1{2,}", r"\1\1", word)
    while len(text) > 2 and text[-1] == text[-2]:
        text = text[:-1]
    return text
