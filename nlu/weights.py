"""Weight loss told in figures: "I was 80 kg, now 71", "from 12 stone to 10"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nlu.clauses import SentenceCues
from nlu.people import SentencePeople
from nlu.quantities import Quantity
from nlu.reading import ACTUAL, HYPOTHETICAL, PRESENT, FindingMention
from nlu.text import Sentence

_LEAST, _MOST = 5.0, 350.0  # what a person weighs, in stone, kilograms or pounds
_LOSS = 0.97  # a later figure this much under the earlier one is a loss
_BETWEEN = 8  # tokens between the two figures
_BEHIND = 4  # words of "and a half now"


def weight_loss(part: Sentence, people: SentencePeople, cues: SentenceCues) -> list[FindingMention]:
    """The mention of a loss, where an earlier and a lower later weight are told."""
    tokens, grammar = part.tokens, cues.grammar
    numbers = [i for i, t in enumerate(tokens) if t.number is not None and _LEAST <= t.number <= _MOST]
    for first, second in pairwise(numbers):
        before, after = tokens[first].number or 0.0, tokens[second].number or 0.0
        between = cues.words[first + 1 : second]
        units = {cues.word(first + 1), cues.word(second + 1)}
        told = any(w in grammar["was_words"] | grammar["weight_then"] for w in cues.words[max(0, first - 3) : first])
        later = not grammar["now_weight"].isdisjoint([*between, *cues.words[second + 1 : second + 1 + _BEHIND]])
        near = len(between) <= _BETWEEN and bool(units & grammar["weight_units"])
        if told and later and near and after < before * _LOSS and after > before / 2:
            start, end = tokens[first].start, tokens[second].end
            modality = HYPOTHETICAL if cues.hypothetical else ACTUAL
            return [FindingMention("weight_loss", PRESENT, people.at(first, second + 1), modality, start=start, end=end)]
    return []


def without_weights(quantities: Sequence[Quantity], part: Sentence, losses: Sequence[FindingMention]) -> list[Quantity]:
    """The quantities that are no figures of a told loss of weight, so that none is read as an age."""
    ranges = [(m.start, m.end) for m in losses]
    return [q for q in quantities if not any(a <= part.tokens[q.start].start < b for a, b in ranges)]
