"""What one sentence of a message told, for those behind it that take it up, close it or turn it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlu.patterns.matcher import Spans
from nlu.reading import PROFILE, FindingMention
from nlu.sentences.seen import Seen
from nlu.words.text import Sentence


@dataclass
class Told:
    """What one sentence told: its mentions, and lab names that it left without a state (as mentions).

    `seen`: the sentence as the classifiers see it.
    """

    sentence: Sentence
    spans: Spans
    mentions: list[FindingMention] = field(default_factory=list)
    named: list[FindingMention] = field(default_factory=list)
    state: str | None = None
    seen: Seen = field(default_factory=lambda: Seen("", []))

    @property
    def silent(self) -> bool:
        """Tells of no finding itself."""
        return not any(m.finding not in PROFILE for m in self.mentions) and not self.named
