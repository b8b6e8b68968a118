"""The clause that settles what its sentence thought, feared or looked for: "I thought I felt a lump but it was nothing"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nlu.followups import Told
from nlu.reading import ABSENT, ACTUAL, POSSIBLE, PRESENT, FindingMention

Grammar = Mapping[str, frozenset[str]]
_REPORTER = 5  # words of "but the ultrasound said that"
_PROFILE = ("age", "sex")


def settle_within(told: Told, grammar: Grammar) -> None:
    """Turns the open mentions of a sentence into what its last clause says of them. Changes `told` in place."""
    tokens = told.sentence.tokens
    words = [t.text for t in tokens]
    ends = [m.end for m in told.mentions if m.finding not in _PROFILE]
    for at, word in enumerate(words):
        if word not in grammar["verdict_joins"] or not any(e <= tokens[at].start for e in ends):
            continue
        if any(e > tokens[at].start for e in ends):
            continue
        said = verdict(told, at + 1, grammar, not _parted(max(ends), told, at, grammar))
        if said is not None:
            told.mentions = _settled(told.mentions, *said)
            return


def _parted(end: int, told: Told, at: int, grammar: Grammar) -> bool:
    """Something else is told between the last finding and a place: a lone "nothing" may be about that."""
    return any(t.start >= end and t.text in grammar["splitters"] for t in told.sentence.tokens[:at])


def verdict(told: Told, at: int, grammar: Grammar, close: bool = True) -> tuple[str, bool] | None:
    """What a clause that starts at a place says of what came before it, and if that outdoes a plain statement.

    `close`: it follows at once, so that one word is enough.
    """
    starts = list(_starts([t.text for t in told.sentence.tokens], at, grammar))
    for label, status, strong in (
        ("cues:overturns", ABSENT, True),
        ("cues:denies_last", ABSENT, False),
        ("cues:affirms_last", PRESENT, False),
    ):
        spans = [s for s in told.spans.get(label, ()) if s.start in starts and (close or s.end - s.start > 1)]
        if spans and _closes(max(s.end for s in spans), told, grammar):
            return status, strong
    return None


def _starts(words: list[str], at: int, grammar: Grammar) -> list[int]:
    """Where a verdict may start: at once, or behind "thankfully" or "the ultrasound says that"."""
    starts = [at]
    while at < len(words) and words[at] in grammar["verdict_openers"]:
        at += 1
        starts.append(at)
    for i in range(at, min(at + _REPORTER, len(words))):
        if words[i] in grammar["saying"] | grammar["showing"]:
            after = i + 1
            while after < len(words) and words[after] in grammar["told_whom"]:
                after += 1
            starts.append(after)
    return starts


def _closes(end: int, told: Told, grammar: Grammar) -> bool:
    """Nothing follows a verdict that it could speak of instead ("but there was a delay")."""
    tokens = told.sentence.tokens
    return end >= len(tokens) or tokens[end].text in grammar["verdict_ends"]


def _settled(mentions: list[FindingMention], status: str, strong: bool) -> list[FindingMention]:
    def settle(m: FindingMention) -> FindingMention:
        doubted = m.assertion == POSSIBLE or (strong and m.assertion == PRESENT and m.modality == ACTUAL)
        if m.finding in _PROFILE or m.value is not None or not doubted:
            return m
        return replace(m, assertion=status, modality=ACTUAL, bare=False)

    return [settle(m) for m in mentions]
