"""One sentence of a message as its acts are judged: where it stands, what is told in it, what it may be about."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nlu.reading import ACTUAL, NOBODY, POSSIBLE, FindingMention, Reading

_SENTENCE = re.compile(r"[^.!?;\n]+(?:(?:\.(?=\d)|(?<=\s)\?(?=[^\W\d_]))[^.!?;\n]*)*[.!?;\n]*")  # "9.5" and "?mets" end nothing
_MOST = 40
_JOINTS = (", ", "; ", " - ", ": ", ") ", " and ", " but ", " so ")
_LETTERS = re.compile(r"[^\W\d_]")
_NOBODYS = (NOBODY, "people")  # "how many people have a fracture?"
Ranking = list[tuple[str, float]]


@dataclass
class SentenceActs:
    """A sentence from `start` on, with the intents that fit it (likeliest first) and the mentions inside it."""

    text: str
    start: int
    ranking: Ranking
    mentions: Sequence[FindingMention] = field(default_factory=tuple)
    topics: Ranking | None = None
    calm: tuple[str, ...] = ()  # urgent acts whose phrases it holds without telling of them
    quotes: tuple[str, ...] = ()  # quotations in it that are only asked about

    @property
    def end(self) -> int:
        """Where it ends in the message."""
        return self.start + len(self.text)

    @cached_property
    def low(self) -> str:
        """Its text in lower case."""
        return self.text.strip().lower().replace("’", "'")

    @cached_property
    def odds(self) -> dict[str, float]:
        """The probability of each intent."""
        return dict(self.ranking)

    @property
    def asks_more(self) -> float:
        """How much likelier asking the document is than telling something, in log odds."""
        return _log_odds(max(self.odds["ask_document"], self.odds["ask_outside"])) - _log_odds(self.odds["inform"])

    @property
    def letters(self) -> int:
        """How many letters it has."""
        return len(_LETTERS.findall(self.text))

    @property
    def barely(self) -> bool:
        """It tells nothing but what some other sentence's pain is like ("8 out of 10")."""
        return bool(self.mentions) and all(m.bare and m.modality == ACTUAL for m in self.mentions)

    @property
    def actual(self) -> list[FindingMention]:
        """The findings that are named in it as if they were there."""
        return [m for m in self.mentions if m.modality == ACTUAL]

    @property
    def told(self) -> list[FindingMention]:
        """The findings that it tells for certain."""
        return [m for m in self.actual if m.assertion != POSSIBLE and not m.bare]

    @property
    def nobodys(self) -> bool:
        """It names findings, and nobody who has them."""
        return bool(self.actual) and all(m.who in _NOBODYS for m in self.actual)

    def is_question(self, openers: tuple[str, ...]) -> bool:
        """It ends with a question mark, or begins as questions do."""
        return self.low.endswith("?") or self.low.startswith(openers)

    def late_opener(self, openers: tuple[str, ...]) -> int:
        """Where a question starts after a statement ("ESR was 96, what does it mean?"); 0 where it does not."""
        low = self.text.lower()
        found = [
            low.rfind(joint + opener) + len(joint)
            for joint in _JOINTS
            for opener in openers
            if joint + opener in low
        ]
        return max(found, default=0)


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def sentences(text: str, most: int | None = _MOST) -> list[tuple[int, str]]:
    """The first `most` sentences of a message, each with its place; None: all."""
    found = [(m.start(), m.group()) for m in _SENTENCE.finditer(text) if m.group().strip(" .!?;\n,-")]
    return found[:most]


def within(reading: Reading, start: int, end: int) -> tuple[FindingMention, ...]:
    """The mentions that begin between two places."""
    return tuple(m for m in reading.mentions if start <= m.start < end)
