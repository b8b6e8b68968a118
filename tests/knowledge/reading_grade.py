"""Flesch-Kincaid grade by textstat, with syllables counted by rule so that nothing is downloaded.

textstat would fetch a pronouncing dictionary from the network. The rule (groups of vowels, no silent e) counts at
least as many syllables as textstat's own fallback, hyphenation, on almost all words: it does not make grades easier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import textstat
from textstat.backend.counts import _count_syllables as counter


class _Rule:
    """Stands in for the pronouncing dictionary: as many vowel sounds as the rule finds."""

    def __getitem__(self, word: str) -> list[list[str]]:
        return [["V0"] * syllables(word)]


def syllables(word: str) -> int:
    """Number of syllables: groups of vowels, `ia` and `eo` split, without a silent e at the end."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters)) + len(re.findall(r"ia(?!l\b)|eo(?!u)", letters))
    if letters.endswith("e") and not letters.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if re.search(r"[^td]ed$", letters) and groups > 1:
        groups -= 1
    return max(1, groups)


@contextmanager
def rule_syllables() -> Iterator[None]:
    """Within it, textstat counts syllables by the rule."""
    original = counter.get_cmudict
    counter.get_cmudict = lambda lang: _Rule()
    try:
        yield
    finally:
        counter.get_cmudict = original


def grade(text: str) -> float:
    """US school grade of a text, by the Flesch-Kincaid formula."""
    with rule_syllables():
        return float(textstat.textstat.flesch_kincaid_grade(text))
