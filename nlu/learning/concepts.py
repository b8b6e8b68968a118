"""Words for one idea: a question is known by the ideas it names, whatever it calls them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
IDEA = "k:"  # how the features of ideas begin
_MOST = 8  # ideas of a text that are paired with each other
Phrases = Mapping[str, Sequence[str]]


class Concepts:
    """Finds the ideas of a table (idea to phrases) in a text; where phrases overlap, the longest counts."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = {name: list(rows) for name, rows in phrases.items()}
        self._rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, rows in self.phrases.items():
            for row in rows:
                words = tuple(_WORD.findall(row.lower()))
                self._rows.setdefault(words[0], []).append((words, name))
        for found in self._rows.values():
            found.sort(key=lambda row: -len(row[0]))

    def features(self, text: str) -> Counter[str]:
        """The ideas of a text and which of them stand in it together."""
        found = list(dict.fromkeys(self.named(text)))
        counts = Counter(f"{IDEA}{name}" for name in found)
        counts.update(f"{IDEA}{a}+{b}" for a, b in combinations(sorted(found[:_MOST]), 2))
        return counts

    def named(self, text: str) -> list[str]:
        """The ideas in the order of their words."""
        words = _WORD.findall(text.lower().replace("’", "'"))
        found, at = list[str](), 0
        while at < len(words):
            row = next((r for r in self._rows.get(words[at], ()) if tuple(words[at : at + len(r[0])]) == r[0]), None)
            if row is not None:
                found.append(row[1])
            at += len(row[0]) if row is not None else 1
        return found
