"""What one sentence of a message told, for those behind it that take it up, close it or turn it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from nlu.patterns.matcher import Spans
from nlu.reading import PROFILE, FindingMention
from nlu.sentences.seen import Seen
from nlu.words.text import Sentence


class Number(NamedTuple):
    """A number with its unit, at letters [start, end) of a message."""

    value: float
    unit: str | None
    start: int
    end: int


@dataclass
class Told:
    """What one sentence told: its mentions, and lab names that it left without a state (as mentions).

    `seen`: the sentence as the classifiers see it; `numbers`: those in it, whatever they are of.
    """

    sentence: Sentence
    spans: Spans
    mentions: list[FindingMention] = field(default_factory=list)
    named: list[FindingMention] = field(default_factory=list)
    state: str | None = None
    seen: Seen = field(default_factory=lambda: Seen("", []))
    numbers: list[Number] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        """Tells of no finding itself."""
        return not any(m.finding not in PROFILE for m in self.mentions) and not self.named
