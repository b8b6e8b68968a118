"""What was asked about, or told of somebody else, and is then told of the writer: "Can anaemia make your back hurt? I've got
both.", "My sister has osteoporosis. So do I." """

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.assertion.compared import lasts
from nlu.people.person import FAMILY, GENERIC
from nlu.reading import ACTUAL, HYPOTHETICAL, NOBODY, PAST, PRESENT, PROFILE, QUESTION, WRITER, FindingMention
from nlu.sentences.remarks import picked
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_SHORT = 12  # words: a longer sentence tells of itself
_OPENING = 4  # words of "I have that too", before a sentence may go on to something else
_BARE = 2  # words of "I do"
_PICKS = {"answers:taken_up_first": 0, "answers:taken_up_last": -1}


def taken_up(told: Sequence[Told], grammar: Grammar) -> None:
    """Adds what a sentence takes up from the question before it. Changes `told` in place."""
    for i in range(1, len(told)):
        later = told[i]
        if later.silent:
            later.mentions.extend(_shared(told[i - 1], later, grammar))
        asked = [m for m in told[i - 1].mentions if _open(m, told[i - 1].sentence.end)]
        size = len(later.sentence.tokens)
        if not asked or later.sentence.end == "?" or size > _SHORT or picked(told[i - 1], later, grammar) is not None:
            continue
        first, last = later.sentence.tokens[0], later.sentence.tokens[-1]
        later.mentions.extend(
            replace(m, who=WRITER, assertion=PRESENT, modality=ACTUAL, start=first.start, end=last.end)
            for m in _meant(later, asked, grammar)
        )


def _shared(before: Told, later: Told, grammar: Grammar) -> list[FindingMention]:
    """ "My sister has osteoporosis. So do I.": what was told last of somebody else, taken up for the writer."""
    words = [t.text for t in later.sentence.tokens]
    start = next((i for i, w in enumerate(words) if w not in grammar["taken_up_openers"] or w == "so"), len(words))
    said = [s for s in later.spans.get("cues:self_affirms", ()) if s.start == start and _closes(s.end, words, grammar)]
    theirs = [
        m for m in before.mentions
        if m.who not in (WRITER, NOBODY, GENERIC, FAMILY) and m.finding not in PROFILE and m.assertion == PRESENT
        and m.modality in (ACTUAL, PAST) and m.value is None and not m.bare
    ]
    if not said or not theirs or later.sentence.end == "?" or len(words) > _SHORT:
        return []
    meant = theirs[-1]
    if not lasts(meant.finding, words[start : said[0].end], grammar):
        return []
    return [replace(meant, who=WRITER, modality=ACTUAL, start=later.sentence.tokens[0].start, end=later.sentence.tokens[-1].end)]


def _open(m: FindingMention, end: str) -> bool:
    plain = m.assertion == PRESENT and m.value is None and not m.bare and m.finding not in PROFILE
    asked = m.modality in (QUESTION, HYPOTHETICAL) or (end == "?" and m.who == NOBODY)
    return plain and asked and m.who in (WRITER, NOBODY, GENERIC)


def _meant(later: Told, asked: Sequence[FindingMention], grammar: Grammar) -> Sequence[FindingMention]:
    """The ones of those asked about that the sentence says the writer has."""
    words = [t.text for t in later.sentence.tokens]
    others = [m for m in later.mentions if m.finding not in grammar["pain_manner"]]  # "mine wakes me EVERY NIGHT" tells how it is
    if not later.silent and any(m.start < later.sentence.tokens[min(_OPENING, len(words) - 1)].start for m in others):
        return []  # it tells of something else from the start
    start = 0
    while start < len(words) and words[start] in grammar["taken_up_openers"]:
        start += 1
    if start == len(words):
        return []
    if grammar["i_words"] & {words[start]} and grammar["have_forms"] & set(words[start + 1 : start + 4]):
        for label, at in _PICKS.items():
            if len(asked) > 1 and any(_closes(s.end, words, grammar) for s in later.spans.get(label, ())):
                return [sorted(asked, key=lambda m: m.start)[at]]
    alarms = [m for m in asked if m.finding in grammar["alarming"]]
    if len(alarms) == 1 and words[start] in grammar["mine_words"]:
        asked = alarms  # "can a collapsed vertebra make your LEGS stop working? because MINE did"
    for label, meant in (("answers:taken_up_all", asked), ("answers:taken_up", _the_one(asked, grammar))):
        spans = [s for s in later.spans.get(label, ()) if s.start == start and _closes(s.end, words, grammar)]
        if meant and any(s.end - s.start > _BARE or _ends(s.end, words, grammar) for s in spans):
            return meant
    return []


def _the_one(asked: Sequence[FindingMention], grammar: Grammar) -> Sequence[FindingMention]:
    """What "it" is, where one thing alone was asked about, or one with what goes with it: "Is BACK PAIN always worse at night?",
    "Could BREATHLESSNESS be from anaemia?"; else nothing."""
    if len(asked) == 1:
        return asked
    felt = [m for m in asked if m.finding not in grammar["pain_manner"] | grammar["measured_once"]]
    return felt if len(felt) == 1 else []


def _ends(end: int, words: Sequence[str], grammar: Grammar) -> bool:
    """ "I am", "I do": these say more where anything follows ("I am at work")."""
    return end == len(words) or words[end] in grammar["segment_marks"]


def _closes(end: int, words: Sequence[str], grammar: Grammar) -> bool:
    return end == len(words) or words[end] in grammar["taken_up_ends"]
