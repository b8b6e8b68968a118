"""Phrases of the lexicon as patterns: anywhere in plain words, or as beginnings of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WRITTEN = {re.escape(" * "): r" (?:\w+ ){0,3}", r"\(": "(?:", r"\|": "|", r"\)": ")"}  # what stands for more than itself


def phrases_anywhere(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words in a text of words and blanks.

    A lone "*" in a phrase stands for up to three words, "(took|swallowed)" for either: "(took|swallowed) a load of * pills".
    """
    return re.compile(r"\b(?:" + "|".join(map(_row, sorted(phrases, key=len, reverse=True))) + r")\b")


def _row(phrase: str) -> str:
    row = re.escape(phrase.replace("-", " "))
    for escaped, pattern in _WRITTEN.items():
        row = row.replace(escaped, pattern)
    return row


def openers(phrases: Sequence[str]) -> tuple[str, ...]:
    """Question openers of the lexicon as beginnings of a sentence."""
    return tuple(p + " " for p in phrases)
