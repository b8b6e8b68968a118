"""Numbers that a later one of the same sentence stands for: put right, or of now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from nlu.figures.quantity import Quantity

_OPENING = 2  # words that open a repair


def latest(
    quantities: Sequence[Quantity], words: Sequence[str], named: Collection[int], grammar: Mapping[str, frozenset[str]]
) -> list[Quantity]:
    """Without the numbers that the next one stands for: "12 %, no, 21 %", "2.3, sorry, 2.9", "92 before it and 118 after".

    `named`: tokens of the tests' names ("12 percent PLASMA CELLS, no 21").
    """
    out: list[Quantity] = []
    for q in quantities:
        start = out[-1].end if out else 0
        while words[q.start - 1] in grammar["correcting"] and start in named:
            start += 1
        between = set(words[start : q.start]) if out else set()
        fill = grammar["correcting"] | grammar["correcting_fill"]
        put_right = bool(between & grammar["correcting"]) and between <= fill
        then = bool(out) and not grammar["value_then"].isdisjoint(words[out[-1].end : out[-1].end + 1])
        before = then and not grammar["value_since"].isdisjoint(words[q.end : q.end + 1])
        now = led_now(words, out[-1].end, q.start, grammar) if out else False
        put_right = put_right or (bool(out) and _repaired(words, start, q.start, named, grammar))
        if (put_right or before or now) and out[-1].kind == q.kind:
            out[-1] = replace(out[-1], value=q.value, unit=q.unit or out[-1].unit, range=q.range, flag=q.flag)
        else:
            out.append(q)
    return out


def _repaired(words: Sequence[str], start: int, end: int, named: Collection[int], grammar: Mapping[str, frozenset[str]]) -> bool:
    """ "112, NO SORRY, I have the paper here now, IT WAS 102": a repair opens behind one number, and "it was" leads to the next."""
    opening = [w for w in words[start:end] if w not in grammar["commas"]][:_OPENING]
    led = words[end - 1] in grammar["be_words"] | grammar["saying"] and words[end - 2] in grammar["it_words"]
    return led and not grammar["repairing"].isdisjoint(opening) and not any(start <= i < end for i in named)


def led_now(words: Sequence[str], start: int, end: int, grammar: Mapping[str, frozenset[str]]) -> bool:
    """ "10.4 LAST MONTH NOW 11.6": from one number to the next stands a time gone by, and then now."""
    between = set(words[start:end])
    return words[end - 1] in grammar["now_words"] and bool(between & grammar["weight_then"]) and between.isdisjoint(grammar["commas"])
