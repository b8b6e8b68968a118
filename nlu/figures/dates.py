"""Numbers that tell a day: "booked 9 June", "sent off on 12/3"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_LAST_DAY = 31


def of_date(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """The number at a place has another behind a slash, or a month, beside it."""
    if tokens[at].number is None:
        return False
    slashed = any(
        0 <= at + 2 * way < len(tokens) and tokens[at + way].text in grammar["slashes"] and tokens[at + 2 * way].number is not None
        for way in (-1, 1)
    )
    return slashed or any(0 <= i < len(tokens) and tokens[i].text in grammar["value_months"] for i in (at - 1, at + 1))


def led_as_date(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """The number at a place is of a date that a word for it leads to: "BOOKED 9 June", "sent ON 12/3"; not "ESR 20 June"."""
    number = tokens[at].number
    if number is None or not 0 < number <= _LAST_DAY or not of_date(at, tokens, grammar):
        return False
    first = at - 2 if at > 1 and tokens[at - 1].text in grammar["slashes"] else at
    return first > 0 and tokens[first - 1].text in grammar["leads_to_date"]
