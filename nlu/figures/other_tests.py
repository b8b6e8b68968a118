"""Numbers of tests that nobody asks for here: "lymphocytes were 11 %", "plasma glucose 5.9"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nlu.words.text import Token

_LINKS = 4  # words of "came back at" between a test and its number


def of_other_test(start: int, tokens: Sequence[Token], named: Collection[int], grammar: Mapping[str, frozenset[str]]) -> bool:
    """Whether the number that starts at a place stands right behind the name of such a test.

    `named`: tokens of the names of our tests ("alkaline PHOSPHATE 240").
    """
    at = start - 1
    while at > max(0, start - 1 - _LINKS) and tokens[at].text in grammar["came_to"] | grammar["be_words"] | grammar["colons"]:
        at -= 1
    return at >= 0 and at not in named and tokens[at].text in grammar["other_tests"]
