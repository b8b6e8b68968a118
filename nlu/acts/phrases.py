"""Phrases of the lexicon as patterns: anywhere in plain words, or as beginnings of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ANY, _WORDS = re.escape(" * "), r" (?:\w+ ){0,3}"


def phrases_anywhere(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words in a text of words and blanks.

    A lone "*" in a phrase stands for up to three words: "a load of * pills", of "my mum s" or of one's own.
    """
    rows = (re.escape(p.replace("-", " ")).replace(_ANY, _WORDS) for p in sorted(phrases, key=len, reverse=True))
    return re.compile(r"\b(?:" + "|".join(rows) + r")\b")


def openers(phrases: Sequence[str]) -> tuple[str, ...]:
    """Question openers of the lexicon as beginnings of a sentence."""
    return tuple(p + " " for p in phrases)
