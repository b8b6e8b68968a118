"""Words that somebody is quoted with: "pt says 'just my back' but she's lost weight" tells of the patient, and not of who writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.people.person import Person
from nlu.reading import WRITER

_SAID_REACH = 4  # tokens from somebody to the quote: "mum told the nurse '"


def speakers(words: Sequence[str], named: Sequence[tuple[int, Person]], grammar: Mapping[str, frozenset[str]]) -> dict[range, str]:
    """Whose words the quoted stretches of a sentence are: of who stands right before a verb of saying and the quote."""
    marks = [i for i, w in enumerate(words) if w in grammar["quotes"]]
    out: dict[range, str] = {}
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        verb = max((i for i in range(max(0, start - _SAID_REACH), start) if words[i] in grammar["saying"]), default=None)
        if verb is None:
            continue
        before = range(max(0, verb - _SAID_REACH), verb)
        told = [(at, p.who) for at, p in named if at in before]
        told += [(at, words[at]) for at in before if words[at] in grammar["pronoun_words"]]
        between = words[max(told)[0] : verb] if told else ()  # "I phoned my sister and said", "my husband heard ME say"
        own = grammar["i_words"] | grammar["objects"] | grammar["ands"]
        if told and own.isdisjoint(between) and grammar["i_words"].isdisjoint(words[: max(told)[0]]):
            out[range(start, end)] = max(told)[1]
    return out


def quoted(marks: Sequence[tuple[int, str]], spoken: Mapping[range, str]) -> list[tuple[int, str]]:
    """The marks of a sentence, with the "I" and "my" of quoted words as their speaker's."""
    def whose(at: int, who: str) -> str:
        return next((speaker for part, speaker in spoken.items() if who == WRITER and at in part), who)

    return [(at, whose(at, who)) for at, who in marks]
