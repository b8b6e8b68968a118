"""Phrases of the lexicon as patterns: anywhere in plain words, or as beginnings of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence


def phrases_anywhere(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words in a text of words and blanks."""
    return re.compile(
        r"\b(?:" + "|".join(re.escape(p.replace("-", " ")) for p in sorted(phrases, key=len, reverse=True)) + r")\b"
    )


def openers(phrases: Sequence[str]) -> tuple[str, ...]:
    """Question openers of the lexicon as beginnings of a sentence."""
    return tuple(p + " " for p in phrases)
