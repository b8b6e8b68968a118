"""A turn of the conversation to somebody, and what tells their sex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nlu.people.person import SEXES
from nlu.people.whom import SentencePeople


class Turn(NamedTuple):
    """The person the message turns the conversation to ("self", the word, or None for nobody) and their sex.

    `weak`: only the message's own news say so, which somebody already talked about outweighs.
    """

    person: str | None
    sex: str | None
    weak: bool = False


NOWHERE = Turn(None, None)


def sex_by_pronoun(people: Sequence[SentencePeople]) -> str | None:
    """The sex of the first "he" or "she" of a message."""
    for sp in people:
        for sex in SEXES[:2]:
            if sp.spans.get(f"people:pronouns:{sex}"):
                return sex
    return None


def sex_by_title(people: Sequence[SentencePeople]) -> str | None:
    """ "Mr Kaur, 81", "lady in room 12", "the gentleman in bed 4"."""
    for sp in people:
        for sex in SEXES[:2]:
            if any(_heads(s.start, sp) for s in sp.spans.get(f"people:titles:{sex}", ())):
                return sex
    return None


def _heads(at: int, sp: SentencePeople) -> bool:
    return not at or bool(sp.sentence.tokens[at - 1].mark) or sp.words[at - 1] in sp.grammar["colons"] | sp.grammar["introducers"]
