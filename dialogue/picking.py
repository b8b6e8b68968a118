"""Answers that pick from a group: "only weight loss", "all but the last", "the first one yes, the others no"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dialogue.naming import named_by_words
from dialogue.ways import LONGEST, Ways
from knowledge.model import Knowledge
from nlu.reading import ABSENT, ACTUAL, PRESENT, FindingMention, Reading
from nlu.words.text import normalise

_PARTS = re.compile(r"[,.;:\n]|\bbut\b|\band\b", re.IGNORECASE)
_NEAR = 24  # letters between "only" and the finding it singles out


def picked(
    text: str, words: str, reading: Reading, group: str, knowledge: Knowledge, by: Ways
) -> Reading | None:
    """The reading of an answer that picks members of a group; None where the message does not."""
    if len(words.split()) > LONGEST:
        return None
    low = normalise(text).lower()
    tests = knowledge.tests(group)
    members = knowledge.groups[group].members
    own = [m for m in reading.mentions if m.finding in members and m.modality == ACTUAL]
    if not tests and by.is_all(["everything"], words):
        return _with(reading, [FindingMention(f, PRESENT) for f in members if f in by.items(group)], [])
    excepted = _excepted(low, own, reading, group, tests, knowledge, by)
    if excepted is not None:
        return excepted
    parts = _parts(low, by)
    told, rest = _verdicts(low, parts, own, group, knowledge, by)
    told += [m for m in _by_one_word(parts, own, group, by) if m.finding not in {t.finding for t in told}]
    only = by.find("only", low)
    if only and only.start() <= _NEAR:
        near = [m for m in own if m.assertion != ABSENT and m.end > only.end() and m.start - only.end() <= _NEAR]
        after = _named(low[only.end() :], near, group, knowledge, by)
        if after and not tests:
            more = _as([f for f in after if f not in {t.finding for t in told}], PRESENT, own)
            return _with(reading, [*told, *more], ["rest_no"])
        if after and own:
            return replace(reading, answers=["rest_no"], states=[])
    if told:
        return _with(reading, [*told, *(m for m in own if m.finding not in {t.finding for t in told})], [rest] if rest else [])
    if own and not tests and by.has("all_rest", words) and len(words.split()) <= LONGEST:
        return replace(reading, answers=["rest_no"], states=[])
    of_tests = all(m.finding in members for m in reading.mentions)  # "low iron, everything else ok"; not "my hip hurts, the rest is fine"
    return replace(reading, answers=[rest], states=[]) if rest == "rest_normal" and of_tests else None


def _excepted(
    low: str, own: Sequence[FindingMention], reading: Reading, group: str, tests: bool, knowledge: Knowledge, by: Ways
) -> Reading | None:
    """ "None apart from X", "all but the last", "apart from tiredness nothing"."""
    at = by.find("except", low)
    if at is None:
        return None
    head, tail = low[: at.start()], low[at.end() :]
    after = [m for m in own if m.end > at.end()]
    named = _named(tail, after, group, knowledge, by)
    if not named:
        return None
    words = by.plain(head)
    if tests:
        fine = by.has("fine_words", words)
        return replace(reading, mentions=after or _as(named, PRESENT, own), answers=["rest_normal" if fine else "rest_no"], states=[])
    if by.has("no_words", words) or by.has("fine_words", words) or (not words and by.has("no_words", by.plain(tail))):
        return _with(reading, _as(named, PRESENT, own), ["rest_no"])
    if by.has("all_words", words):
        others = [f for f in knowledge.groups[group].members if f in by.items(group) and f not in named]
        return _with(reading, [*(FindingMention(f, PRESENT) for f in others), *(FindingMention(f, ABSENT) for f in named)], [])
    return None


def _verdicts(
    low: str, parts: Sequence[tuple[range, str]], own: Sequence[FindingMention], group: str, knowledge: Knowledge, by: Ways
) -> tuple[list[FindingMention], str]:
    """What "yes to X", "X no", "the first one yes" say part by part, and of the rest "rest_no", "rest_normal" (tests) or ""."""
    told: list[FindingMention] = []
    rest = ""
    for part, words in parts:
        denies, affirms = by.has("no_words", words), by.has("yes_words", words)
        if by.has("rest", words):
            fine = by.has("fine_words", words)
            if fine and knowledge.tests(group):
                rest = "rest_normal"
            elif fine or denies:
                rest = rest or "rest_no"
        else:
            ordinal = _by_ordinal(words, group, by)
            inside = [m for m in own if m.end - 1 in part]
            if ordinal and not denies:
                told.append(FindingMention(ordinal, PRESENT))
            elif affirms and not denies:
                named = [m.finding for m in inside] or named_by_words(words, by.named(group), knowledge)
                told.extend(_as(named, PRESENT, own))
            elif denies and inside and by.is_all(["flat_no"], words.split()[-1]):
                told.extend(_as([m.finding for m in inside], ABSENT, own))
    return told, rest or ("rest_no" if told and by.has("all_rest", by.plain(low)) else "")


def _by_one_word(
    parts: Sequence[tuple[range, str]], own: Sequence[FindingMention], group: str, by: Ways
) -> list[FindingMention]:
    """ "Back and weight", "legs yes, the rest no": members named by a word of the question, where every part is so or
    names a finding in full.
    """
    told: list[FindingMention] = []
    for part, words in parts:
        bare = _without_verdict(words, by)
        names = by.alone(group, bare)
        if names and not any(m.finding in names for m in own):
            denied = by.has("no_words", words) and not by.has("only", words)  # "no, just my legs" denies all the others
            told += [FindingMention(f, ABSENT if denied else PRESENT) for f in names]
        elif not (names or not words or bare != words or by.has("rest", words) or any(m.start in part for m in own)):
            return []
    return told


def _parts(low: str, by: Ways) -> list[tuple[range, str]]:
    """The parts of a message, each with where it stands and its plain words without the "and" before them."""
    cuts = [0, *(m.start() for m in _PARTS.finditer(low)), len(low)]
    return [(range(a, b), " ".join(w for w in by.plain(low[a:b]).split() if w != "and")) for a, b in pairwise(cuts)]


def _without_verdict(words: str, by: Ways) -> str:
    """The words without a "yes" or "no" among them."""
    return " ".join(w for w in words.split() if not (by.has("yes_words", w) or by.has("no_words", w)))


def _named(
    text: str, mentions: Sequence[FindingMention], group: str, knowledge: Knowledge, by: Ways
) -> list[str]:
    """The members that a piece of text names: by an ordinal, as read, or by a word of their names."""
    words = by.plain(text)
    ordinal = _by_ordinal(words, group, by)
    if ordinal:
        return [ordinal]
    alone = [f for part in _PARTS.split(text) for f in by.alone(group, by.plain(part))]
    return list(dict.fromkeys([*(m.finding for m in mentions), *alone])) or named_by_words(words, by.named(group), knowledge)


def _by_ordinal(words: str, group: str, by: Ways) -> str | None:
    at, items = by.ordinal(_without_verdict(words, by)), by.items(group)
    if at is None or not items or at > len(items):
        return None
    item = items[at - 1] if at > 0 else items[at]
    return item if item != "-" else None


def _as(named: Sequence[str], assertion: str, own: Sequence[FindingMention]) -> list[FindingMention]:
    """Mentions of these findings, with what was read of them but for the assertion."""
    read = {m.finding: m for m in own}
    return [replace(read.get(f, FindingMention(f, assertion)), assertion=assertion, bare=False) for f in named]


def _with(reading: Reading, mentions: Sequence[FindingMention], answers: list[str]) -> Reading:
    told = {m.finding for m in mentions}
    kept = [m for m in reading.mentions if m.finding not in told]
    return replace(reading, mentions=[*mentions, *kept], answers=answers, states=[], quantities=[], not_done=[])
