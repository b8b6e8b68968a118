"""A second opinion on the values and the age that a message tells: which of its numbers count, by the network of findings
(docs/decisions/0021).

The patterns give a name the number beside it. Which of several is the one of today, of the person and no limit, dose or score
shows in all of the message: "8.1 in June, after the transfusion 10.4", "mum's was 95, mine 24".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from nlu.learning.word_features import WordSeen
from nlu.reading import ACTUAL, AGE, PRESENT, FindingMention
from nlu.sentences.told import Number

_INSTEAD, _HARDLY = 0.7, 0.3  # a number takes the place of the one that was read from here on, where that is less likely than this
_NEVER = 0.02  # a value that was read is dropped where its number is less likely
_SURELY = 0.9  # the value of what none was read of, from here on
_FEWEST = 8  # words, ends of sentences among them, of a message that is no mere answer: "twelve percent, abnormal"
_YEARS = "years"
Likely = Sequence[tuple[float, Number]]


def with_values(
    mentions: list[FindingMention], words: Sequence[WordSeen], values: Mapping[int, Mapping[str, float]], own: frozenset[str]
) -> list[FindingMention]:
    """The mentions of a message with the values that its numbers all but tell. `values`: by the place of a number among the words,
    how likely it is the value of what can be measured; `own`: of whom it is told what is told of the person."""
    numbers = [(values[place], word.number) for place, word in enumerate(words) if word.number]
    for finding in numbers[0][0] if numbers else ():
        likely = sorted(((odds[finding], number) for odds, number in numbers), key=itemgetter(0), reverse=True)
        mine = [m for m in mentions if m.finding == finding and m.who in own and m.modality == ACTUAL and not m.bare]
        valued = [m for m in mine if isinstance(m.value, float | int)]
        if valued:
            mentions = _put_right(valued, likely, mentions)
        elif not mine and likely[0][0] > _SURELY and len(words) >= _FEWEST:
            mentions = [*(m for m in mentions if m.finding != finding or m.who not in own), _told(finding, likely[0][1])]
    return sorted(mentions, key=lambda m: m.start)


def _put_right(valued: Sequence[FindingMention], likely: Likely, mentions: list[FindingMention]) -> list[FindingMention]:
    """With another number in the place of those that were read, or without them, where these are hardly the value."""
    read = max(p for m in valued for p in _of(m, likely))
    best, number = likely[0]
    if best > _INSTEAD and read < _HARDLY:
        last = valued[-1]
        told = _told(last.finding, number)
        fresh = replace(last, value=told.value, unit=told.unit or last.unit, range=None, flag=None)
        return [fresh if m is last else m for m in mentions if m is last or m not in valued]
    doubted = [] if read >= _NEVER or any(m.unit for m in valued) else valued  # with a unit it is one, if an impossible one
    return [m for m in mentions if m not in doubted]


def _of(m: FindingMention, likely: Likely) -> list[float]:
    """How likely the numbers are that a mention may have its value from; one that stands nowhere is not doubted."""
    same = [(p, number) for p, number in likely if number.value == m.value]
    inside = [p for p, number in same if m.start <= number.start < m.end]
    return inside or [p for p, _ in same] or [1.0]


def _told(finding: str, number: Number) -> FindingMention:
    if finding == AGE:
        return FindingMention(finding, PRESENT, value=int(number.value), unit=_YEARS, start=number.start, end=number.end)
    return FindingMention(finding, PRESENT, value=number.value, unit=number.unit, start=number.start, end=number.end)
