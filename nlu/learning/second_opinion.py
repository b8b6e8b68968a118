"""A second opinion on what a message tells, by classifiers of whole messages (docs/decisions/0017 and 0019).

The patterns read a message clause by clause; whether it tells of an emergency, or a finding as a fact of the person, often shows in
all of it together: in who tells it, when, why and in how many words. What the message as a whole all but rules out does not stand;
what it all but tells, and no pattern made a fact of, is taken up.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from nlu.learning.attention import Attention
from nlu.learning.examples import BORNE_OUT, EMERGENCY, UNKNOWN, Labels, label, told
from nlu.learning.learned import Learned, together
from nlu.learning.word_features import words_seen
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PAST, PRESENT, QUESTION, WRITER, FindingMention
from nlu.sentences.seen import Seen
from nlu.sentences.told import Told
from nlu.words.text import Sentence, Token, words_of

_NO_EMERGENCY = 0.1  # alarms that were read are dropped where an emergency is less likely
_AN_EMERGENCY = 0.8  # an alarm that was not read is taken up where an emergency is more likely
_HINT = 0.2  # ... as confusion, if a sentence tells that this likely
_NEVER: Mapping[str, float] = {PRESENT: 0.02, ABSENT: 0.01}  # any other fact that was read is dropped where it is less likely
_UNREAD, _LOOSE, _OTHERWISE = "unread", "loose", "otherwise"
# One of which no fact was read is taken up where it is more likely, by what was read of it: nothing, a word too loosely said to count, or
# something else (another's, asked about, supposed, over, possible).
_SURELY: Mapping[str, Mapping[str, float]] = {
    _UNREAD: {PRESENT: 0.95, ABSENT: 0.95},
    _LOOSE: {PRESENT: 0.7, ABSENT: 0.8},
    _OTHERWISE: {PRESENT: 0.9, ABSENT: 0.95},
}
_PERHAPS = min(p for bounds in _SURELY.values() for p in bounds.values())  # nothing less likely is taken up
_FEWEST = 7  # words of a message that is no mere answer ("yes a rib when I coughed"), of which a finding is taken up
_TALK = 6  # words of a message that tell no finding, from which it may be said of what is told that it is not so
_CONFUSION, _CALCIUM = "confusion", "calcium_raised"
_ANEMIA, _MEASURES_ANEMIA = "anemia", "hemoglobin"  # its value decides
_FACTS = (PRESENT, ABSENT)
People = frozenset[str]  # of whom something is told


@dataclass(frozen=True)
class Parts:
    """The sentences of a message, what the classifiers see of each, and which of them tells a label most likely."""

    sentences: Sequence[tuple[Seen, Sentence]]
    classifier: Learned

    @cached_property
    def _odds(self) -> list[Mapping[str, float]]:
        return [self.classifier.odds(seen) for seen, _ in self.sentences]

    @cached_property
    def words(self) -> list[Token]:
        """All words and numbers."""
        return words_of(sentence for _, sentence in self.sentences)

    def likeliest(self, labels: Collection[str]) -> tuple[float, str, Sentence]:
        """Which of the labels a sentence tells most likely, how likely, and which sentence."""
        told = zip(self._odds, (sentence for _, sentence in self.sentences), strict=True)
        return max(((odds.get(name, 0.0), name, sentence) for odds, sentence in told for name in labels), key=itemgetter(0, 1))

    def beside(self, mentions: Sequence[FindingMention]) -> int:
        """How many words are in no mention: few in "leg weakness" and in lists, which show nothing else of what is told."""
        words = (word for word in self.words if word.number is None)
        return sum(not any(m.start <= word.start < m.end for m in mentions) for word in words)


class SecondOpinion:
    """Drops and adds mentions. `alarms` knows whether a message is an emergency, `findings` what it tells, `sentences` what each
    sentence tells (nlu.learning.backstop)."""

    def __init__(self, alarms: Learned, findings: Attention, sentences: Learned, grammar: Mapping[str, frozenset[str]]) -> None:
        self.alarms, self.findings, self.sentences, self.grammar = alarms, findings, sentences, grammar

    def heed(
        self, told: Sequence[Told], mentions: list[FindingMention], subject: str | None, corrected: bool = False
    ) -> list[FindingMention]:
        """The mentions of a message as the whole of it bears them out. `subject`: whom the conversation turns to; `corrected`: the
        message puts right or takes back what was said before, which it does not show, so no more than alarms is heard of it."""
        parts = Parts([(part.seen, part.sentence) for part in told if part.seen], self.sentences)
        if not parts.sentences:
            return mentions
        own, seen = frozenset((NOBODY, subject or WRITER)), together((part, sentence.end) for part, sentence in parts.sentences)
        odds, alarms = self.findings.odds(words_seen(told, mentions, subject)), self.alarms.odds(seen)
        alarms[EMERGENCY] = _between(alarms[EMERGENCY], odds[EMERGENCY])
        facts = mentions if corrected else self._facts(odds, parts, mentions, own)
        return self._emergency(alarms, seen, parts, facts, own)

    def _facts(
        self, odds: Mapping[str, float], parts: Parts, mentions: Sequence[FindingMention], own: People
    ) -> list[FindingMention]:
        """With what is no emergency as the message bears it out."""
        bare = parts.beside(mentions) < _TALK
        kept = [m for m in mentions if bare or m.value is not None or self._bears_out(m, odds)]
        if len(parts.words) < _FEWEST:
            return kept
        measured = any(m.finding == _MEASURES_ANEMIA for m in kept)
        for name, p in odds.items():
            finding, status = told(name)
            alarming = status == PRESENT and finding in self.grammar["alarming"]
            if p <= _PERHAPS or finding == EMERGENCY or alarming or (measured and finding == _ANEMIA):
                continue
            verdict = _verdict([m for m in kept if m.finding == finding], own)
            if verdict and p > _SURELY[verdict][status] and (verdict == _UNREAD or not bare):
                kept = _taken_up(finding, status, parts, kept, own)
        return kept

    def _bears_out(self, m: FindingMention, odds: Mapping[str, float]) -> bool:
        alarming = m.finding in self.grammar["alarming"]
        return alarming or not _is_fact(m) or odds.get(label(m.finding, m.assertion), 1.0) >= _NEVER[m.assertion]

    def _emergency(
        self, odds: Mapping[str, float], seen: Seen, parts: Parts, mentions: list[FindingMention], own: People
    ) -> list[FindingMention]:
        """With the alarms as the message bears them out. Confusion is one with raised calcium alone."""
        facts = [m for m in mentions if _is_fact(m) and m.who in own]
        there = {m.finding for m in facts if m.assertion == PRESENT}
        urgent = not there.isdisjoint(self.grammar["emergencies"]) or there >= {_CONFUSION, _CALCIUM}
        if urgent and odds[BORNE_OUT] < _NO_EMERGENCY and parts.beside(mentions) >= _TALK:
            alarms = self.grammar["alarming"] if _CALCIUM in there else self.grammar["emergencies"]
            return [m for m in mentions if not (m.finding in alarms and _is_fact(m) and m.assertion == PRESENT)]
        calcium = _CALCIUM in seen.named and not any(m.finding == _CALCIUM and m.assertion == ABSENT for m in facts)
        if urgent or odds[EMERGENCY] <= _AN_EMERGENCY:
            return mentions
        p, alarm, _ = parts.likeliest(self.grammar["alarming" if calcium else "emergencies"])
        if _CONFUSION in there and not calcium and p <= parts.likeliest([_CONFUSION])[0]:
            return mentions  # what the message tells is the confusion; "my fingers SLEEP since Sunday" was read as one
        if alarm == _CONFUSION:
            if p < _HINT:
                return mentions
            mentions = _taken_up(_CALCIUM, PRESENT, parts, mentions, own) if _CALCIUM not in there else mentions
        return _taken_up(alarm, PRESENT, parts, mentions, own)


def alarm_labels(seen: Seen, labels: Labels, grammar: Mapping[str, frozenset[str]]) -> Labels:
    """Whether a message is an EMERGENCY, and BORNE_OUT, which is known where an alarm is named: among messages at large, those with
    blood tests are hardly ever emergencies; among those that name one, they are as often as others."""
    labels &= {EMERGENCY}
    if seen.named.isdisjoint(grammar["emergencies"]) and not seen.named >= {_CONFUSION, _CALCIUM}:
        return labels | {UNKNOWN + BORNE_OUT}
    return labels | ({BORNE_OUT} if EMERGENCY in labels else set())


def _taken_up(
    finding: str, status: str, parts: Parts, mentions: Sequence[FindingMention], own: People
) -> list[FindingMention]:
    """With a finding as a fact, where it is mentioned or else in the sentence that tells it most likely."""
    mine = [m for m in mentions if m.finding == finding and m.who in own]
    if mine:
        fact = replace(mine[-1], assertion=status, modality=ACTUAL, bare=False, when="")
    else:
        _, _, sentence = parts.likeliest([label(finding, status)])
        fact = FindingMention(finding, status, start=sentence.start, end=sentence.tokens[-1].end)
    return sorted([*(m for m in mentions if m not in mine), fact], key=lambda m: m.start)


def _verdict(read: Sequence[FindingMention], own: People) -> str:
    """What was read of a finding that is no fact of the person, "" where it is one."""
    mine = [m for m in read if m.who in own]
    if any(map(_is_fact, mine)):
        return ""
    if any(m.bare for m in mine) and not any(m.modality in (QUESTION, HYPOTHETICAL, PAST) for m in mine):
        return _LOOSE
    return _OTHERWISE if read else _UNREAD


def _between(first: float, second: float) -> float:
    """The probability that lies between two, in log odds."""
    odds = math.sqrt(first * second / max((1 - first) * (1 - second), 1e-12))
    return odds / (1 + odds)


def _is_fact(mention: FindingMention) -> bool:
    return mention.assertion in _FACTS and mention.modality == ACTUAL and not mention.bare
