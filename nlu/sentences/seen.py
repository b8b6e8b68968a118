"""What the classifiers see of a sentence, or of a message."""

from __future__ import annotations

from typing import NamedTuple


class Seen(NamedTuple):
    """The words of a text, and the names of the groups, pairs of groups and patterns in it (`nlu.learning.learned.features`)."""

    text: str
    names: list[str]

    @property
    def named(self) -> frozenset[str]:
        """The findings of which a pattern holds."""
        return frozenset(name.split(":")[1] for name in self.names if name.startswith("m:"))
