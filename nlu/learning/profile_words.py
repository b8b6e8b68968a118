"""The words of a message that may tell the age or the sex of the person it is about, and what a classifier sees of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlu.figures.quantity import Quantity
from nlu.learning.examples import OLDEST
from nlu.people.person import SEXES
from nlu.reading import AGE, SEX
from nlu.sentences.seen import Seen
from nlu.sentences.tables import Part
from nlu.words.text import Token

_REACH, _PLACES, _GROUPS = 6, 4, 2  # words around that are looked at; those whose place counts; those whose groups' place counts
_MOST = 5  # such words in a message: more are as good as so many
_NUMBER, _WORDED = "#", 10  # from here on a number in words is one that may be an age: "one" and "two" count other things
_GENDERED = {f":{sex}": sex for sex in SEXES[:2]}  # how the groups of people of one sex end
_EDGE = "^"
Numbers = Callable[[Sequence[Token]], Sequence[Quantity]]


@dataclass(frozen=True)
class ProfileWord:
    """A whole number that a person can be old, or a word for a woman or man: of what `kind` (AGE or SEX) and `value` it would be."""

    kind: str
    value: int | str
    start: int
    end: int
    seen: Seen


@dataclass(frozen=True)
class _Word:
    """A word or a number of a message; nothing, where a sentence ends."""

    text: str
    groups: tuple[str, ...] = ()
    token: Token | None = None
    number: Quantity | None = None
    end: int = 0

    def values(self) -> list[tuple[str, int | str]]:
        """What it may tell."""
        if self.number:
            value = self.number.value
            old = isinstance(value, float) and value.is_integer() and (_WORDED if self.number.worded else 1) <= value <= OLDEST
            return [(AGE, int(value))] if old else []
        people = [group for group in self.groups if group.startswith("people:")]
        return [(SEX, sex) for end, sex in _GENDERED.items() if any(group.endswith(end) for group in people)]


def profile_words(parts: Sequence[Part], numbers: Numbers, grammar: Mapping[str, frozenset[str]]) -> list[ProfileWord]:
    """All such words of a message. `numbers` finds the numbers among tokens, figures and words."""
    words = [word for part in parts for word in _words(part, numbers)]
    telling = [(i, word, kind, value) for i, word in enumerate(words) for kind, value in word.values()]
    if not telling:
        return []
    whole = [f"@n={min(len(telling), _MOST)}", *(f"@t={word.text}" for _, word, _, _ in telling)]
    selves = sorted(grammar["speaker_words"].intersection(word.text for word in words))
    seen = {i: Seen("", [*_around(words, i, selves), *whole, *_beside(telling, i, word)]) for i, word, _, _ in telling}
    return [ProfileWord(kind, value, word.token.start, word.end, seen[i]) for i, word, kind, value in telling if word.token]


def _words(part: Part, numbers: Numbers) -> Iterator[_Word]:
    groups: dict[int, list[str]] = {}
    for name, spans in part.spans.items():
        if not name.startswith(("=", "answers")):
            for span in spans:
                for i in range(span.start, span.end):
                    groups.setdefault(i, []).append(name)
    tokens = part.sentence.tokens
    counted = {q.start: q for q in numbers(tokens)}
    at = 0
    while at < len(tokens):
        number, token = counted.get(at), tokens[at]
        end = number.end if number else at + 1
        yield _Word(_NUMBER if number else token.text, tuple(groups.get(at, ())), token, number, tokens[end - 1].end)
        at = end
    yield _Word(f"<{part.sentence.end}>")


def _around(words: Sequence[_Word], at: int, selves: Sequence[str]) -> list[str]:
    """Names for the words around one: each with its place, on its side, in rows, and with its groups."""
    me, names = words[at], [f"@0g={group}" for group in words[at].groups]
    texts = {d: words[at + d].text if 0 <= at + d < len(words) else _EDGE for d in range(-_REACH, _REACH + 1)}
    for d, text in texts.items():
        if d and 0 <= at + d < len(words):
            side, groups = "<" if d < 0 else ">", words[at + d].groups
            names += [f"@{side}{text}", *(f"@{side}g={group}" for group in groups)]
            names += [f"@{d}={text}"] if abs(d) <= _PLACES else []
            names += [f"@{d}g={group}" for group in groups] if abs(d) <= _GROUPS else []
    names += [f"@{texts[-1]}_{me.text}", f"@{texts[-2]}_{texts[-1]}_{me.text}", f"@{me.text}_{texts[1]}"]
    names += [f"@{me.text}_{texts[1]}_{texts[2]}", f"@{texts[-1]}_._{texts[1]}", *(f"@{me.text}&{word}" for word in selves)]
    if me.number:
        names += [f"@tens={int(float(me.number.value)) // 10}", "@worded" if me.number.worded else "@digits"]
    return names


def _beside(telling: Sequence[tuple[int, _Word, str, int | str]], at: int, me: _Word) -> list[str]:
    """Names for a word with each of the other words of a message that may tell an age or sex."""
    return sorted({f"@{me.text}&{word.text}" for i, word, _, _ in telling if i != at})
