"""The gist of whole messages: whether one is an emergency, and whether it tells any finding of the person at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nlu.learning.examples import EMERGENCY, SEX_OPEN, UNKNOWN, Labels
from nlu.learning.value_examples import Values
from nlu.people.person import SEXES
from nlu.reading import AGE

TELLS = "tells"  # label of a message that tells a finding of the person, one that is there or is not
_GIST = frozenset((EMERGENCY, TELLS, UNKNOWN + TELLS))
Examples = Iterable[tuple[str, Labels]]


def with_telling(examples: Examples, values: Mapping[str, Values]) -> list[tuple[str, Labels]]:
    """Texts and their labels, with whether each tells any finding, by these and by the `values` in it."""
    return [(text, labels | telling(labels, values.get(text, {}))) for text, labels in examples]


def telling(labels: Labels, values: Values) -> Labels:
    """TELLS where a text tells any finding. What it may tell or not leaves that open; an age or a sex is none."""
    findings = labels.difference(SEXES, SEX_OPEN)
    measured = {value is not None for name, value in values.items() if name != AGE}
    if True in measured or any(not label.startswith(UNKNOWN) for label in findings):
        return frozenset([TELLS])
    return frozenset([UNKNOWN + TELLS]) if findings or measured else frozenset()


def gist_examples(messages: Examples, sentences: Examples) -> Iterator[tuple[str, Labels]]:
    """The gist of both, which have been looked at `with_telling`. Whether a sentence is an emergency does not show as in a message."""
    yield from ((text, labels & _GIST) for text, labels in messages)
    yield from ((text, labels & _GIST - {EMERGENCY} | {UNKNOWN + EMERGENCY}) for text, labels in sentences)
