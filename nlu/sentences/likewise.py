"""What is said of one part of the body and then of another without its words: "my legs are fine, SO IS MY BLADDER", "legs ok, BLADDER
TOO". There it is put as if it had been said again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.sentences.no_more import closes
from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_NAMED = 4  # words of "my lower back" and its like
_SAID = 6  # words of what is said of the first ("are as good as new")


def so_is(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "My legs are numb and SO IS MY BOTTOM"."""
    out = list(tokens)
    for i in range(len(out) - 2, 0, -1):
        if out[i].text not in grammar["likewise"] or out[i + 1].text not in grammar["plain_be"]:
            continue
        end = i + 2
        while end < len(out) and not out[end].mark and out[end].text not in grammar["ands"] and end - i - 2 < _NAMED:
            end += 1
        _say_again(out, i, i + 2, end, end, grammar)
    return out


def too(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "Her legs are fine AND THE WATERWORKS TOO", "legs ok, bladder AS WELL", "legs strong, bladder THE SAME"."""
    out = list(tokens)
    for i in range(len(out) - 1, 1, -1):
        word, before = out[i].text, out[i - 1].text
        as_well = word in grammar["well_of_as_well"] and before in grammar["as_of_as_well"]
        if not closes(i, out, grammar) or not (as_well or word in grammar["too_words"]):
            continue
        named = i - (as_well or before in grammar["definites"])
        named -= out[named - 1].text in grammar["plain_be"]
        start = named
        while start and not out[start - 1].mark and out[start - 1].text not in grammar["ands"] and named - start <= _NAMED:
            start -= 1
        if start and named - start <= _NAMED:
            _say_again(out, start, start, named, i + 1, grammar)
    return out


def _say_again(out: list[Token], start: int, named: int, end: int, last: int, grammar: Grammar) -> None:
    """Puts, from `start` to `last`, what is named between `named` and `end` and what is said before `start`; where nothing is, or no
    part of the body is named, changes nothing."""
    said = _said(out[:start], grammar)
    if said and any(t.text in grammar["body_words"] for t in out[named:end]):
        put = [replace(t, start=out[end - 1].start, end=out[last - 1].end) for t in said]
        out[start:last] = [*out[named:end], *put]


def _said(before: Sequence[Token], grammar: Grammar) -> list[Token]:
    """The verb and the rest of the clause that ends here; of "legs FINE" the state alone."""
    end = len(before)
    while end and (before[end - 1].mark or before[end - 1].text in grammar["ands"]):
        end -= 1
    for at in range(end - 1, max(-1, end - 1 - _SAID), -1):
        if before[at].mark:
            break
        if before[at].text in grammar["plain_be"]:
            return list(before[at:end])
    return [before[end - 1]] if end and before[end - 1].text in grammar["flat_states"] else []
