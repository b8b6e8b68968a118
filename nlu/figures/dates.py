"""Numbers that tell a day: "booked 9 June", "sent off on 12/3"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_LAST_DAY, _LAST_MONTH = 31, 12
_HOURS, _MINUTES = 24, 60


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


def dates_a_value(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """The number at a place is of the date of the number behind it: "calcium 24/10: 2.9", "24 Oct - 2.9", "biopsy 20 Oct: plasma
    cells 9 %"; not "ESR 20 June"."""
    first = at - 2 if at > 1 and tokens[at - 1].text in grammar["slashes"] and tokens[at - 2].number is not None else at
    day = tokens[first].number
    if day is None or not day.is_integer() or not 0 < day <= _LAST_DAY or first + 1 >= len(tokens):
        return False
    if tokens[first + 1].text in grammar["slashes"]:
        month = tokens[first + 2].number if first + 2 < len(tokens) else None
        if month is None or not month.is_integer() or not 0 < month <= _LAST_MONTH:
            return False
        end = first + 3
    elif tokens[first + 1].text in grammar["value_months"]:
        end = first + 2
    else:
        return False
    if end + 1 < len(tokens) and tokens[end].text in grammar["colons"] and tokens[end + 1].number is None:
        return True  # it heads what was found that day
    while end < len(tokens) and (tokens[end].text in grammar["commas"] | grammar["colons"] | grammar["be_words"]):
        end += 1
    if end >= len(tokens) or tokens[end].number is None:
        return False
    return not (end + 1 < len(tokens) and tokens[end + 1].text in grammar["slashes"] | grammar["value_months"])


def of_clock(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """The number at a place is of a time of day: "taken at 8:30"."""
    for hour in (at - 2, at):
        if hour < 0 or hour + 2 >= len(tokens) or tokens[hour + 1].text not in grammar["clock_marks"]:
            continue
        hours, minutes = tokens[hour], tokens[hour + 2]
        glued = hours.end == tokens[hour + 1].start and tokens[hour + 1].end == minutes.start
        if glued and hours.text.isdigit() and minutes.text.isdigit() and len(minutes.text) == 2 and int(hours.text) < _HOURS:
            return int(minutes.text) < _MINUTES
    return False


def appointed(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """The number at a place is the hour of what is to come: "ESR test TOMORROW AT 8", "BOOKED FOR 9.30"."""
    before, number = [t.text for t in tokens[max(0, at - 2) : at]], tokens[at].number
    if len(before) < 2 or number is None or number >= _HOURS:
        return False
    return before[0] in grammar["appointing"] and before[1] in grammar["appointed_at"]


def numbers_a_thing(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """The number at a place tells which one of several: "on PAGE 2", "TEST NO 2: 2.9"."""
    number, before = tokens[at].number, [t.text for t in tokens[max(0, at - 2) : at]]
    if number is None or not number.is_integer() or not before:
        return False
    if before[-1] in grammar["counted_by"]:
        return True
    return before[-1] in grammar["numbering"] and before[0] in grammar["numbering_of"]
