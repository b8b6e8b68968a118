"""Whole messages with the values and the age that they tell of the person they are about: which of their numbers is the value of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.model import Knowledge
from nlu.learning.examples import NOTHING, UNKNOWN, table_of
from nlu.learning.word_features import WordSeen
from nlu.sentences.told import Number
from nlu.words.lexicon import LOCALES
from nlu.words.lexicon_files import LexiconError
from reasoning.quantity import NotAQuantity
from reasoning.units import ImpossibleValue, UnknownUnit, convert, infer_unit

Values = Mapping[str, float | None]  # by finding, in the unit of knowledge/findings.yml; None where the message may tell it or not
_NEAR = 0.02  # values that differ by no more than this share are the same


def measurable(knowledge: Knowledge) -> list[str]:
    """What a number can be the value of: the findings that are measured, and the age."""
    return sorted(name for name, finding in knowledge.findings.items() if finding.measure)


def value_examples(locale: str, knowledge: Knowledge) -> dict[str, Values]:
    """Messages with the values that they tell. Raises LexiconError naming file and heading where a heading names none."""
    path, known = LOCALES / locale / "values.yml", measurable(knowledge)
    out: dict[str, Values] = {}
    for heading, texts in table_of(path).items():
        values: dict[str, float | None] = {}
        for part in heading.split(", ") if heading != NOTHING else ():
            name, _, value = part.removeprefix(UNKNOWN).partition(" ")
            if name not in known or bool(value) == part.startswith(UNKNOWN):
                raise LexiconError(f"{path}: {heading}: {part!r} is no value of a finding")
            values[name] = float(value) if value else None
        out |= dict.fromkeys(texts, values)
    return out


def of_numbers(words: Sequence[WordSeen], values: Values, knowledge: Knowledge) -> dict[int, dict[str, bool]]:
    """By the place of each number of a message: whether it is the value of what can be measured, as far as that is known."""
    sure = [name for name in measurable(knowledge) if values.get(name, 0.0) is not None]
    return {
        place: {name: name in values and _is(word.number, values[name] or 0.0, name, knowledge) for name in sure}
        for place, word in enumerate(words)
        if word.number
    }


def _is(number: Number, value: float, finding: str, knowledge: Knowledge) -> bool:
    """A number is this value of a finding, in its own unit or in one that fits."""
    try:
        unit = number.unit or infer_unit(number.value, finding, knowledge)
        units = [unit] if unit else knowledge.findings[finding].units
        return any(_same(convert(number.value, each, finding, knowledge), value) for each in units)
    except (UnknownUnit, ImpossibleValue, NotAQuantity):
        return False


def _same(one: object, value: float) -> bool:
    return isinstance(one, int | float) and abs(one - value) <= _NEAR * abs(value)
