"""What the classifiers see of a sentence, or of a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlu.patterns.matcher import Spans

_NO_GROUPS = ("=", "quantities", "answers")  # labels of single patterns' words, of numbers and of answers


class Seen(NamedTuple):
    """The words of a text, and the names of the groups, pairs of groups and patterns in it (`nlu.learning.learned.features`)."""

    text: str
    names: list[str]

    @property
    def named(self) -> frozenset[str]:
        """The findings of which a pattern holds."""
        return frozenset(name.split(":")[1] for name in self.names if name.startswith("m:"))


def groups_in(spans: Spans) -> Iterator[tuple[int, int, str]]:
    """The groups of the lexicon that words of a sentence belong to: from which token, up to which, and the group's name."""
    for name, places in spans.items():
        if not name.startswith(_NO_GROUPS):
            yield from ((place.start, place.end, name) for place in places)
