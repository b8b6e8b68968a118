"""Weight told in figures: "I was 80 kg, now 71", "nine stone now, eleven at New Year", "80 kilos then and 80 now".

An earlier and a later figure say whether weight was lost; which is which, the words around each tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlu.assertion.clauses import SentenceCues
from nlu.figures.quantity import Quantity
from nlu.patterns.matcher import Match
from nlu.people.whom import SentencePeople
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, PRESENT, FindingMention
from nlu.words.text import Sentence

_FINDING = "weight_loss"
_LEAST, _MOST = 25.0, 300.0  # what a person weighs, in kilograms
_LOSS, _KEPT = 0.97, 0.985  # a later figure under this share of the earlier one is a loss, over that one none
_UNSAID = (35.0, 350.0)  # where no unit is told
_NAMED = 3  # words from a test to its figure ("the ESR was 102")
_STONE, _POUND, _PARTS = 6.35, 0.4536, 14
_BEFORE, _BEHIND = 6, 5  # words around a figure that tell when it was


@dataclass(frozen=True)
class Figure:
    """A weight at tokens [start, end); `then` and `now` say what the words around it tell of its time."""

    start: int
    end: int
    value: float
    kilos: float | None
    then: bool = False
    now: bool = False


@dataclass(frozen=True)
class Weighed:
    """What a sentence tells in weights; `last` is its one figure, for the next sentence ("In May I was 13 stone. Now I'm 11")."""

    mentions: Sequence[FindingMention] = ()
    last: Figure | None = None


def weight_told(
    part: Sentence, numbers: Sequence[Quantity], people: SentencePeople, cues: SentenceCues, before: Figure | None,
    matches: Sequence[Match],
) -> Weighed:
    """The mention of a loss, or of none, where an earlier and a later weight are told; none where it was lost on purpose.

    `before`: the one figure of the sentence before.
    """
    meant = any(m.finding == _FINDING and m.polarity == "answers_no" for m in matches)
    grammar, words = cues.grammar, frozenset(cues.words)
    talk = any(w in grammar["weight_talk"] and cues.word(i + 1) not in grammar["weight_changes"] for i, w in enumerate(cues.words))
    weighed = talk or not words.isdisjoint(grammar["weight_units"])  # "ESR 95, no weight loss" tells no figure of it
    barred = (w in grammar["weight_bars"] and cues.word(i + 1) not in grammar["eaten_as"] for i, w in enumerate(cues.words))
    if not (weighed or before) or any(barred):
        return Weighed()
    figures = _timed(_figures(numbers, cues, before is not None), cues)
    unit = next((f.start for f in figures if f.kilos is not None), 0)
    figures = [f for f in figures if f.then or f.start >= unit]  # "I'm 70, was 92 kg, weigh 80 now"
    last = figures[0] if len(figures) == 1 and weighed and figures[0].kilos is not None else None
    if len(figures) == 1 and before:
        figures = [replace(before, start=figures[0].start), *figures]
    for first, second in pairwise(figures):
        state = None if meant else _change(first, second, talk)
        if state is not None:
            start, end = part.tokens[first.start].start, part.tokens[second.end - 1].end
            modality = HYPOTHETICAL if cues.hypothetical else ACTUAL
            told = FindingMention(_FINDING, state, people.at(first.start, second.end), modality, start=start, end=end)
            return Weighed([told], last)
    return Weighed(last=last)


def _change(first: Figure, second: Figure, talk: bool) -> str | None:
    turned = second.then and not first.then  # "58 kilos; in February I was 67"
    old, new = (second, first) if turned else (first, second)
    told = turned or new.now or (first.then and second.then)
    if old.now or not told or (first.kilos is None and second.kilos is None and not talk):
        return None
    share = _kilos(new, old) / _kilos(old, new)
    if share < _LOSS:
        return PRESENT if share > 1 / 2 else None
    return ABSENT if share > _KEPT and old.then and new.now else None


def _kilos(figure: Figure, other: Figure) -> float:
    """A figure without a unit has that of the other one."""
    if figure.kilos is not None:
        return figure.kilos
    return figure.value if other.kilos is None else figure.value * other.kilos / other.value


def _figures(numbers: Sequence[Quantity], cues: SentenceCues, known_before: bool) -> list[Figure]:
    grammar = cues.grammar
    counted = {s.start for s in cues.spans.get("quantities:durations", ())}
    counted |= {s.start for label, found in cues.spans.items() if label.startswith("quantities:units:") for s in found}
    found: list[Figure] = []
    for q in numbers:
        of_others = q.end in counted or cues.word(q.start - 1) in grammar["weight_changes"]
        of_others = of_others or not cues.tests.isdisjoint(range(q.start - _NAMED, q.start))
        if not isinstance(q.value, float) or of_others:
            continue
        value, end = q.value, q.end
        if found and found[-1].end == q.start and cues.word(q.start - 1) in grammar["stone_units"] and value < _PARTS:
            found[-1] = _figure(found[-1].start, end, found[-1].value + value / _PARTS, _STONE)  # "nine stone four"
            continue
        unit = cues.word(end)
        size = _STONE if unit in grammar["stone_units"] else _POUND if unit in grammar["pound_units"] else 1.0
        found.append(_figure(q.start, end + 1, value, size) if unit in grammar["weight_units"] else Figure(q.start, end, value, None))
    known = [f for f in found if f.kilos is not None]
    any_size = bool(known) or known_before
    fitting = known if len(known) > 1 else [f for f in found if any_size or _UNSAID[0] <= f.value <= _UNSAID[1]]
    return [f for f in fitting if f.kilos is None or _LEAST <= f.kilos <= _MOST]


def _figure(start: int, end: int, value: float, size: float) -> Figure:
    return Figure(start, end, value, value * size)


def _timed(figures: Sequence[Figure], cues: SentenceCues) -> list[Figure]:
    """The figures with what the words around each, up to the next figure's own words, tell of its time."""
    grammar, out = cues.grammar, []
    cut = max(0, figures[0].start - _BEFORE) if figures else 0
    for i, figure in enumerate(figures):
        following = figures[i + 1].start if i + 1 < len(figures) else min(len(cues.words), figure.end + _BEHIND)
        between = cues.words[figure.end : following]
        places = [next((k for k, w in enumerate(between) if k and w in grammar[row]), None) for row in ("clause_cuts", "weight_turns")]
        at = next((k for k in places if k is not None), 0) if i + 1 < len(figures) else len(between)
        own = [*cues.words[cut : figure.start], *between[:at]]
        cut = figure.end + at
        thens = grammar["weight_then"] | grammar["months"]
        # not the "this" of "THIS time last year", nor "since May"
        now = any(w in grammar["weight_now"] and after not in grammar["time_words"] for w, after in pairwise([*own, ""]))
        then = any(w in thens and before not in grammar["since_then"] for before, w in pairwise(["", *own]))
        weak = not then and not grammar["weight_now_maybe"].isdisjoint(own)
        out.append(replace(figure, then=then and not now, now=now or weak))
    return out


def without_weights(quantities: Sequence[Quantity], part: Sentence, told: Sequence[FindingMention]) -> list[Quantity]:
    """The quantities that are no figures of a told weight, so that none is read as an age."""
    ranges = [(m.start, m.end) for m in told]
    return [q for q in quantities if not any(a <= part.tokens[q.start].start < b for a, b in ranges)]
