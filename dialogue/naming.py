"""Which finding is meant by a word of its name ("scrap the weight bit", "just the confusion")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogue.ways import ways
from knowledge.model import Knowledge

_LETTERS = 4  # words of a label shorter than this name nothing ("the", "and")
_SHORTEST = 3  # parts of the finding's own name ("age", "esr")
_WORD = re.compile(r"[^\W\d_]+")


def named_by_words(words: str, findings: Iterable[str], knowledge: Knowledge) -> list[str]:
    """Those of the findings that a word of the text names, and names no other of them; in their own order. Words such as "that" name
    nothing."""
    said = {_stem(w) for w in _WORD.findall(words.lower())} - ways().nameless
    names = {f: _names(f, knowledge) for f in findings}
    out = []
    for finding, own in names.items():
        others = {w for other, theirs in names.items() if other != finding for w in theirs}
        if said & (own - others):
            out.append(finding)
    return out


def _names(finding: str, knowledge: Knowledge) -> set[str]:
    label = {w for w in _WORD.findall(knowledge.words.label(finding).lower()) if len(w) >= _LETTERS}
    return {_stem(w) for w in label | {part for part in finding.split("_") if len(part) >= _SHORTEST}}


def _stem(word: str) -> str:
    """The word without the ending that makes it plural."""
    return word[:-1] if word.endswith("s") and len(word) > _LETTERS else word
