"""What the network of `nlu.learning.attention` sees of each word of a message."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from nlu.reading import FindingMention, of_person
from nlu.sentences.seen import groups_in
from nlu.sentences.told import Number, Told
from nlu.words.text import Sentence, Token

LETTERS, MENTION = "c:", "r:"  # how the features begin that show letters, and what was read
_GRAMS = (3, 4, 5)  # letters that stand together
_LONGEST = 5  # figures of a number that are looked at
_STEPS = 8  # sizes of numbers that are told apart from one to ten
_MOST = 250  # words of a message that are looked at


class WordSeen(NamedTuple):
    """A word as it was written, in lower case, and the names of all else that is seen of it; at the first of a number's words, the
    number."""

    raw: str
    names: list[str]
    number: Number | None = None


@lru_cache(maxsize=8192)
def letters_of(raw: str) -> tuple[str, ...]:
    """The letters, or figures, of a word."""
    padded = f"<{raw}>" if raw else ""
    return tuple(LETTERS + padded[i : i + size] for size in _GRAMS for i in range(len(padded) - size + 1))


def words_seen(told: Iterable[Told], mentions: Sequence[FindingMention], subject: str | None) -> list[WordSeen]:
    """The words of a message, with a word for every sentence's end. `subject`: whom the conversation turns to."""
    own = of_person(subject)
    seen: list[WordSeen] = []
    for part in told:
        sentence = part.sentence
        numbers = {number.start: number for number in part.numbers}
        words = [_alone(token, numbers.get(token.start)) for token in sentence.tokens]
        for start, end, name in groups_in(part.spans):
            for word in words[start:end]:
                word.names.append(f"g:{name}")
        for mention in mentions:
            for token, word in zip(sentence.tokens, words, strict=True):
                if mention.start <= token.start < mention.end:
                    word.names.append(_read_as(mention, own))
        seen += words
        seen.append(WordSeen("", [f"e:{sentence.end or '$'}"]))
    return seen[:_MOST]


def words_of_sentence(sentence: Sentence) -> int:
    """How many words are seen of a sentence, its end among them."""
    return len(sentence.tokens) + 1


def _alone(token: Token, number: Number | None) -> WordSeen:
    """A word as written and as corrected; of a number its first figures, how long it is and its size."""
    size = [f"n:{round(_STEPS * math.log10(number.value))}"] if number else []
    if token.number is not None:
        return WordSeen(token.raw[:_LONGEST], [f"t:#{min(len(token.raw), _LONGEST)}", *size], number)
    return WordSeen(token.raw.lower(), [f"t:{token.text}", *size], number)


def _read_as(mention: FindingMention, own: frozenset[str]) -> str:
    whose = "own" if mention.who in own else "other"
    how = ("bare " if mention.bare else "") + ("value" if mention.value is not None else "")
    return f"{MENTION}{mention.finding} {mention.assertion} {mention.modality} {whose} {how}"
