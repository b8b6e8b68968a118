"""Things named as a question and told at once: "Weight? Up if anything." reads like a form's "weight: up", and a form's "Does it
spread: no" like a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.words.text import Token, ends_sentence

_ASKED = 3  # words of "my lower back?", "down below?"
_TOLD = 8  # and of what is told


def asked_things(tokens: Sequence[Token], grammar: Mapping[str, frozenset[str]]) -> list[Token]:
    """The tokens with a colon behind a thing that is asked and told in a breath; a "yes" or "no" answers as it stands."""
    out = [replace(t, text="?") if _form_asks(i, tokens, grammar) else t for i, t in enumerate(tokens)]
    ends = [-1, *(i for i, t in enumerate(tokens) if ends_sentence(t)), len(tokens)]
    for before, at, after in zip(ends, ends[1:], ends[2:], strict=False):
        asked, told = [t.text for t in tokens[before + 1 : at]], [t.text for t in tokens[at + 1 : after]]
        things = grammar["asked_things"] | grammar["body_words"]
        question = out[at].text == "?" and 0 < len(asked) <= _ASKED and not things.isdisjoint(asked)
        if not question or not set(asked) <= things | grammar["asked_thing_fill"]:
            continue
        again = after < len(tokens) and "?" in tokens[after].text
        if told and len(told) <= _TOLD and not again and told[0] not in grammar["asked_answers"]:
            out[at] = replace(out[at], text=":", raw=":")
    return out


def _form_asks(at: int, tokens: Sequence[Token], grammar: Mapping[str, frozenset[str]]) -> bool:
    """The colon of "DOES IT SPREAD ANYWHERE: no"."""
    if tokens[at].text not in grammar["colons"] or at + 1 == len(tokens) or tokens[at + 1].text not in grammar["plain_answers"]:
        return False
    start = next((i + 1 for i in range(at - 1, -1, -1) if ends_sentence(tokens[i])), 0)
    return at - start > 1 and tokens[start].text in grammar["asked_auxiliaries"]
