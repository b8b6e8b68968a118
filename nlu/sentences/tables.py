"""Pasted tables: a name in one line or cell and its value in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from nlu.patterns.matcher import Matcher, Spans
from nlu.words.text import Sentence

_GROWN, _OLDEST = 18, 110  # years
_LINE = "\n"
_RANGE_OPENS, _RANGE_LONG = 5, 16  # tokens before the word "range", and in the sentence
_MOST = 4  # lines that one row may be spread over


@dataclass(frozen=True)
class Part:
    """A sentence with its labels."""

    sentence: Sentence
    spans: Spans


def joined_lines(parts: Sequence[Part], matcher: Matcher) -> list[list[int]]:
    """Which sentences to read as one: a line of lab names with the lines of numbers under it."""
    groups: list[list[int]] = []
    i = 0
    while i < len(parts):
        group = [i]
        if _LINE in parts[i].sentence.end and names_only(parts[i], matcher):
            while (
                i + 1 < len(parts)
                and len(group) < _MOST
                and _LINE in parts[i].sentence.end
                and _numeric(parts[i + 1].sentence, len(group) > 1)
            ):
                i += 1
                group.append(i)
        elif i + 1 < len(parts) and (_ranged(parts[i], parts[i + 1]) or _lone_pair(parts[i], parts[i + 1])):
            i += 1
            group.append(i)
        groups.append(group)
        i += 1
    return groups


def _ranged(value: Part, limits: Part) -> bool:
    return _range_alone(limits) and any(t.number is not None for t in value.sentence.tokens)


def _lone_pair(first: Part, second: Part) -> bool:
    """ "Male. 68.", "68. Male.": sentences of a word each that are one statement."""
    return any(_lone_age(a) and _lone_sex(b) for a, b in permutations((first, second)))


def _lone_age(part: Part) -> bool:
    """ "68." beside "Male."."""
    number = part.sentence.tokens[0].number if len(part.sentence.tokens) == 1 else None
    return number is not None and _GROWN <= number <= _OLDEST


def _lone_sex(part: Part) -> bool:
    return len(part.sentence.tokens) == 1 and any(part.spans.get(f"people:sex:{sex}") for sex in ("female", "male"))


def _range_alone(part: Part) -> bool:
    """ "Printed range 8.8 to 10.8, no flag.": the limits of the value in the sentence before."""
    opened = any(s.start <= _RANGE_OPENS for s in part.spans.get("quantities:reference_words", ()))
    return opened and len(part.sentence.tokens) <= _RANGE_LONG and any(t.number is not None for t in part.sentence.tokens)


def names_only(part: Part, matcher: Matcher) -> bool:
    """The line holds lab names and nothing else but cell marks."""
    names = [m for m in matcher.match(part.sentence, part.spans) if m.polarity == "name"]
    inside = {i for m in names for i in m.tokens}
    rest = [t for i, t in enumerate(part.sentence.tokens) if i not in inside and not t.mark]
    return bool(names) and not rest


def _numeric(sentence: Sentence, going_on: bool) -> bool:
    first = next((t for t in sentence.tokens if not t.mark), None)
    if first is None:
        return False
    return first.number is not None or (going_on and len(sentence.tokens) <= _MOST and not any(
        t.number is not None for t in sentence.tokens[:1]) and len(first.text) <= _MOST)


def as_one(sentences: Sequence[Sentence]) -> Sentence:
    """Several lines as one sentence that ends like the last."""
    tokens = tuple(t for s in sentences for t in s.tokens)
    return replace(sentences[-1], tokens=tokens, words=frozenset(t.text for t in tokens))
