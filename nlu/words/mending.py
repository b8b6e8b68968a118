"""A message's words as they were meant: cut into tokens, shorthand opened, slips put right."""

from __future__ import annotations

from functools import lru_cache

from nlu.words.lexicon import Lexicon
from nlu.words.spelling import Speller
from nlu.words.text import Token, tokenize


class Mender:
    """Cuts and mends texts of one locale. Keeps the last few, as findings and acts are read from the same words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._shorthand = lexicon.shorthand
        self._speller = Speller(lexicon.vocabulary, lexicon.grammar["glued"])
        self.tokens = lru_cache(maxsize=32)(self._tokens)

    def text(self, text: str) -> str:
        """The mended text, in lower case, its words parted by blanks."""
        return " ".join(t.text for t in self.tokens(text))

    def _tokens(self, text: str) -> tuple[Token, ...]:
        return tuple(self._speller.mend(tokenize(text, self._shorthand)))


@lru_cache(maxsize=8)
def mender(lexicon: Lexicon) -> Mender:
    """The one mender of a lexicon."""
    return Mender(lexicon)
