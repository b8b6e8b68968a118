"""What a question asks the document: the topics that fit it, in the wording that fits them best."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from nlu.acts.sentence_acts import Ranking

_SURE = 0.5  # from here on a sentence as typed is not put otherwise
_TOLD = 0.01  # topics less likely than this are not handed on
_TOPICS = 6  # so many are
_CLEAR = 0.25  # a topic that is taken as what was asked
_POINTING = 8  # words of a question that points at the sentence before it
_NEVER = re.compile("(?!)")


class Classifier(Protocol):
    """Labels with probabilities, likeliest first."""

    def predict(self, text: str) -> Ranking:
        """The labels of a text."""


@dataclass
class Question:
    """One question put: its text, the topics of the document that fit it (likeliest first, with probability), and
    whether it holds content words that nothing the document is asked about knows."""

    text: str
    topics: Ranking
    strange: bool = False


@dataclass(frozen=True)
class Asking:
    """`fillers`: words that ask nothing ("exactly", "on earth"); `points`: words that point at what was said before;
    `compares`: words between two things whose difference is asked; `differs` and `joins`: words that ask for the
    difference, and those between the two that are named behind them."""

    topics: Classifier
    known_words: frozenset[str]
    mend: Callable[[str], str] = str
    fillers: re.Pattern[str] = _NEVER
    points: re.Pattern[str] = _NEVER
    compares: re.Pattern[str] = _NEVER
    differs: re.Pattern[str] = _NEVER
    joins: re.Pattern[str] = _NEVER

    def fitting(self, text: str) -> Ranking:
        """The topics of a sentence as typed, with its spelling mended or without fillers, whichever fits best."""
        best = self.topics.predict(text)
        if best[0][1] >= _SURE:
            return best
        mended = self.mend(text)
        for other in dict.fromkeys((mended, self._plain(text), self._plain(mended))):
            if other.strip() and other != text:
                best = max(best, self.topics.predict(other), key=_top)
        return best

    def of(self, text: str, topics: Ranking) -> Question:
        """The question that a sentence puts, with its topics."""
        likely = [(t, round(p, 4)) for t, p in topics[:_TOPICS] if p >= _TOLD]
        words = [w for w in re.findall(r"[^\W\d_]{4,}", text.lower()) if w not in self.known_words]
        return Question(text.strip(), likely, bool(words))

    def put(self, text: str, topics: Ranking, before: str = "", quotes: Sequence[str] = ()) -> list[Question]:
        """The questions of a sentence: the two sides of a comparison, else one, which may be asked of what was quoted
        in it or said `before` it ("The ridge. What is that?")."""
        compared = self._compared(text)
        if compared:
            return compared
        best, words = topics, text
        around = list(quotes)
        if before and topics[0][1] < _CLEAR and self.points.search(text.lower()) and len(text.split()) <= _POINTING:
            around += [before, f"{before} {text}"]
        for other in around:
            found = self.fitting(other)
            if found[0][1] > best[0][1]:
                best, words = found, other
        return [self.of(words, best)]

    def _plain(self, text: str) -> str:
        return " ".join(self.fillers.sub(" ", text.lower().replace("’", "'")).split())

    def _compared(self, text: str) -> list[Question]:
        """ "How does A differ from B?": what A is and what B is."""
        low = text.lower()
        between, asked = self.compares.search(low), self.differs.search(low)
        if between:
            sides = [low[: between.start()], low[between.end() :]]
        elif asked:
            sides = self.joins.split(low[asked.end() :], maxsplit=1)
        else:
            return []
        found = [(side, self.fitting(side)) for side in sides if side.strip()]
        if len(found) < 2 or any(t[0][1] < _CLEAR or t[0][0].startswith("outside:") for _, t in found):
            return []
        same = found[0][1][0][0] == found[1][1][0][0]
        return [] if same else [self.of(side, topics) for side, topics in found]


def _top(ranking: Ranking) -> float:
    return ranking[0][1]
