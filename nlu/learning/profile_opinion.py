"""A second opinion on the age and the sex that a message tells of the person it is about, by a classifier of single words
(docs/decisions/0018).

The patterns know ages and sexes by the words right beside them. Where they read none, the classifier asks of every number that a
person can be old, and of every word for a woman or a man, whether it tells them: by the words around it and by who else is named.
Of a sex the network of findings is heard as well (docs/decisions/0021).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.learning.examples import UNKNOWN, Labels
from nlu.learning.learned import Learned
from nlu.learning.log_odds import mean
from nlu.learning.profile_words import Numbers, ProfileWord, profile_words
from nlu.people.turn import Turn
from nlu.reading import ACTUAL, AGE, PRESENT, SEX, FindingMention, of_person
from nlu.sentences.tables import Part
from nlu.words.text import words_of

_TAKEN_UP: Mapping[str, float] = {AGE: 0.7, SEX: 0.8}  # likelihood from which a word is believed
_UNITS: Mapping[str, str | None] = {AGE: "years", SEX: None}
_FEWEST = 4  # words of a message that is no mere answer to what was asked
_MOST = 8  # words of a kind that are weighed: a pasted table holds dozens of numbers, and its age stands on top


class ProfileOpinion:
    """Adds an age and a sex where none was read. `words` knows what single words tell, `numbers` finds numbers among tokens."""

    def __init__(self, words: Learned, numbers: Numbers, grammar: Mapping[str, frozenset[str]]) -> None:
        self.words, self.numbers, self.grammar = words, numbers, grammar

    def heed(
        self, parts: Sequence[Part], mentions: list[FindingMention], turn: Turn, sexes: Mapping[str, float]
    ) -> list[FindingMention]:
        """The mentions of a message with the age and sex that its words all but tell. `turn`: whom the message turns to; `sexes`: how
        likely all of it tells each."""
        own = of_person(turn.person)
        told = {m.finding for m in mentions if m.who in own and m.modality == ACTUAL and not m.bare}
        told |= {SEX} if turn.sex else set()
        if told >= {AGE, SEX} or len(words_of(part.sentence for part in parts)) < _FEWEST:
            return mentions
        words = profile_words(parts, self.numbers, self.grammar)
        for kind, enough in _TAKEN_UP.items():
            p, word = self._likeliest([w for w in words if w.kind == kind and kind not in told][:_MOST], sexes)
            if word and p > enough:
                mention = FindingMention(kind, PRESENT, value=word.value, unit=_UNITS[kind], start=word.start, end=word.end)
                mentions = [*(m for m in mentions if not (m.finding == kind and m.start == word.start)), mention]
        return sorted(mentions, key=lambda m: m.start)

    def _likeliest(self, words: Sequence[ProfileWord], sexes: Mapping[str, float]) -> tuple[float, ProfileWord | None]:
        """The word that most likely tells what it may tell, and how likely: of a sex, by the mean of both log odds."""
        return max(((self._likely(w, sexes), w) for w in words), key=lambda pair: pair[0], default=(0.0, None))

    def _likely(self, word: ProfileWord, sexes: Mapping[str, float]) -> float:
        p = self.words.odds(word.seen)[word.kind]
        return p if word.kind == AGE else mean(p, sexes.get(str(word.value), p))


def labels_of(word: ProfileWord, profile: Labels) -> Labels:
    """What is known of a word of a message that tells `profile` (`nlu.learning.examples.profile_examples`): whether it tells what it
    may tell, unless the message leaves that open; nothing of the other kind."""
    other = UNKNOWN + (SEX if word.kind == AGE else AGE)
    if UNKNOWN + word.kind in profile:
        return frozenset((other, UNKNOWN + word.kind))
    return frozenset((other, word.kind) if str(word.value) in profile else (other,))
