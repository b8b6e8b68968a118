"""A second opinion on what a message tells, by classifiers of whole messages (docs/decisions/0017, 0019 and 0020).

The patterns read a message clause by clause; whether it tells of an emergency, or a finding as a fact of the person, often shows in
all of it together: in who tells it, when, why and in how many words. What the message as a whole all but rules out does not stand;
what it all but tells, and no pattern made a fact of, is taken up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from nlu.learning.attention import Attention, Opinion
from nlu.learning.examples import EMERGENCY, are_urgent, contrary, label, told
from nlu.learning.learned import Learned, together
from nlu.learning.log_odds import log_odds, probability
from nlu.learning.value_opinion import with_values
from nlu.learning.word_features import WordSeen, words_of_sentence, words_seen
from nlu.people.person import SEXES
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, PAST, PRESENT, QUESTION, FindingMention, of_person
from nlu.sentences.seen import Seen
from nlu.sentences.told import Told
from nlu.words.text import Sentence, Token, words_of

# Whether a message is an emergency: the log odds of the two classifiers and whether one was read, weighed (logistic regression on
# messages of authors that neither had seen), and from which probability on it is.
_BY_ALARMS, _BY_FINDINGS, _BY_READING, _OTHERWISE_LESS = 0.53, 0.38, 0.3, -0.55
_AN_EMERGENCY = 0.35
_ALONE = 0.05  # the same for an alarm that was read and is all of its sentence
_ALONE_HEARD = 0.25  # or where the alarm itself is at least this likely
_HINT = 0.05  # an alarm that was not read is taken up where one is told at least this likely
_CONFUSED = 0.25  # confusion, with calcium: "his calcium is 3" alone tells none
# Any other fact that was read is dropped where it is less likely; the same in few words or a list; and in few words of which nothing
# at all is heard ("the spine of my bible has split").
_NEVER, _NEVER_BARE, _NEVER_SILENT = 0.05, 0.01, 0.5
# What was read, or merely named, is the other way round where that is at least as likely, and itself less than this.
_CONTRARY, _SELF = 0.9, 0.1
_UNREAD, _IN_SHORT, _LOOSE, _OTHERWISE = "unread", "in short", "loose", "otherwise"
# One of which no fact was read is taken up where it is more likely, by what was read of it: nothing (in short messages patterns hardly
# miss anything), a word too loosely said to count, or something else (another's, asked about, supposed, over, possible).
_SURELY: Mapping[str, Mapping[str, float]] = {
    _UNREAD: {PRESENT: 0.75, ABSENT: 0.75},
    _IN_SHORT: {PRESENT: 0.95, ABSENT: 0.95},
    _LOOSE: {PRESENT: 0.6, ABSENT: 0.75},
    _OTHERWISE: {PRESENT: 0.95, ABSENT: 0.95},
}
_PERHAPS = min(p for bounds in _SURELY.values() for p in bounds.values())  # nothing less likely is taken up
_FEWEST = 7  # words of a message that is no mere answer ("yes a rib when I coughed"), of which a finding is taken up
_SHORT = 12  # words of a message that is not short
_TALK = 6  # words of a message that tell no finding, from which it may be said of what is told that it is not so
_CONFUSION, _CALCIUM = "confusion", "calcium_raised"
_ANEMIA, _MEASURES_ANEMIA = "anemia", "hemoglobin"  # its value decides
_FACTS = (PRESENT, ABSENT)
_OF_MESSAGES = frozenset((EMERGENCY, *SEXES))  # labels that are no findings
People = frozenset[str]  # of whom something is told


@dataclass(frozen=True)
class Parts:
    """The sentences of a message, what is seen of it as a whole, its words as the network sees them, and the network's opinion of it;
    how likely it is an emergency by the classifier of alarms, and whether it speaks of raised calcium."""

    sentences: Sequence[Sentence]
    whole: Seen
    seen: Sequence[WordSeen]
    opinion: Opinion
    alarms: float = 0.0
    calcium: bool = False

    @cached_property
    def words(self) -> list[Token]:
        """All words and numbers."""
        return words_of(self.sentences)

    def likeliest(self, labels: Collection[str]) -> tuple[float, str]:
        """Which of the labels is likeliest, and how likely."""
        return max((self.opinion.odds.get(name, 0.0), name) for name in labels)

    def telling(self, name: str) -> Sentence:
        """The sentence that tells a label, by the word that is heeded most for it."""
        ends = accumulate(map(words_of_sentence, self.sentences))
        word = self.opinion.words.get(name, 0)
        return next((one for one, end in zip(self.sentences, ends, strict=True) if word < end), self.sentences[-1])

    def beside(self, mentions: Sequence[FindingMention]) -> int:
        """How many words are in no mention: few in "leg weakness" and in lists, which show nothing else of what is told."""
        words = (word for word in self.words if word.number is None)
        return sum(not any(m.start <= word.start < m.end for m in mentions) for word in words)

    def alone(self, m: FindingMention) -> bool:
        """A mention is all of its sentence, which then shows nothing else of it: "Numbness between the legs. Water fine, no weakness"."""
        sentence = next((one for one in self.sentences if one.start <= m.start < one.tokens[-1].end), None)
        return sentence is not None and sum(not (m.start <= token.start < m.end) for token in sentence.tokens) <= 1


class SecondOpinion:
    """Drops and adds mentions. `alarms` knows whether a message is an emergency, `findings` what it tells."""

    def __init__(self, alarms: Learned, findings: Attention, grammar: Mapping[str, frozenset[str]]) -> None:
        self.alarms, self.findings, self.grammar = alarms, findings, grammar

    def listen(self, told: Sequence[Told], mentions: Sequence[FindingMention], subject: str | None) -> Parts:
        """What is heard in a message that is not empty. `subject`: whom the conversation turns to."""
        words, whole = words_seen(told, mentions, subject), together((part.seen, part.sentence.end) for part in told)
        sentences, alarms = [part.sentence for part in told], self.alarms.odds(whole)[EMERGENCY]
        return Parts(sentences, whole, words, self.findings.opinion(words), alarms, _CALCIUM in whole.named)

    def heed(
        self, parts: Parts, mentions: list[FindingMention], subject: str | None, corrected: bool = False, undone: bool = False
    ) -> list[FindingMention]:
        """The mentions of a message as the whole of it, of which `parts` was heard, bears them out. `corrected`: it puts right or takes
        back what was said before, which it does not show, so no more than alarms is heard of it; `undone`: it names a test that was not
        done, which denies nothing that the test might find."""
        own = of_person(subject)
        facts = mentions if corrected else self._facts(parts, with_values(mentions, parts.seen, parts.opinion.values, own), own, undone)
        return self._emergency(parts, facts, own)

    def _facts(self, parts: Parts, mentions: Sequence[FindingMention], own: People, undone: bool) -> list[FindingMention]:
        """With what is no emergency as the message bears it out."""
        odds, bare = parts.opinion.odds, parts.beside(mentions) < _TALK
        mentions = [_turned(m, odds) if m.who in own and not self._stands(m, mentions) else m for m in mentions]
        silent = all(p <= 1 / 2 for name, p in odds.items() if name not in _OF_MESSAGES)
        never = _NEVER if not bare else _NEVER_SILENT if silent else _NEVER_BARE
        kept = [m for m in mentions if m.value is not None or m.who not in own or _twice(m, mentions) or self._bears_out(m, odds, never)]
        if len(parts.words) < _FEWEST:
            return kept
        measured = any(m.finding == _MEASURES_ANEMIA for m in kept)
        for name, p in odds.items():
            finding, status = told(name)
            alarming = status == PRESENT and finding in self.grammar["alarming"]
            if p <= _PERHAPS or finding in _OF_MESSAGES or alarming or (measured and finding == _ANEMIA):
                continue
            read = [m for m in kept if m.finding == finding]
            verdict = _verdict(read, own, len(parts.words) < _SHORT)
            if undone and status == ABSENT and not read:
                continue
            if verdict and p > _SURELY[verdict][status] and not (read and bare):
                kept = _taken_up(finding, status, parts, kept, own)
        return kept

    def _stands(self, m: FindingMention, mentions: Sequence[FindingMention]) -> bool:
        """It is not turned round: an alarm that was read, and what the message says twice."""
        alarm = m.finding in self.grammar["alarming"] and m.assertion == PRESENT and not m.bare
        return alarm or _twice(m, mentions)

    def _bears_out(self, m: FindingMention, odds: Mapping[str, float], never: float) -> bool:
        alarming = m.finding in self.grammar["alarming"] and (m.finding, m.assertion) != (_CONFUSION, PRESENT)
        return alarming or not m.is_fact or odds.get(label(m.finding, m.assertion), 1.0) >= never

    def _emergency(self, parts: Parts, mentions: list[FindingMention], own: People) -> list[FindingMention]:
        """With the alarms as the message bears them out. Confusion is one with raised calcium alone."""
        facts = [m for m in mentions if m.is_fact and m.who in own]
        there = {m.finding for m in facts if m.assertion == PRESENT}
        urgent = are_urgent(there, self.grammar["emergencies"])
        likely = _emergency_by(parts.alarms, parts.opinion.odds[EMERGENCY], urgent)
        if likely <= _AN_EMERGENCY:
            dropped = self.grammar["alarming"] if _CALCIUM in there else self.grammar["emergencies"]
            doubted = [m for m in facts if m.finding in dropped and m.assertion == PRESENT]
            heard = {m.finding for m in doubted if likely > _ALONE or parts.opinion.odds.get(m.finding, 0.0) >= _ALONE_HEARD}
            return [m for m in mentions if m not in doubted or (m.finding in heard and parts.alone(m))]
        if urgent:
            return _undenied(there & self.grammar["alarming"], mentions)
        normal = any(m.finding == _CALCIUM and m.assertion == ABSENT for m in facts)
        if normal and _CONFUSION in there:
            return mentions
        calcium = parts.calcium and not normal
        p, alarm = parts.likeliest(self.grammar["alarming" if calcium else "emergencies"])
        confused = parts.opinion.odds.get(_CONFUSION, 0.0)
        if not calcium and p <= confused and _CONFUSION in there:
            return mentions  # what the message tells is the confusion
        if not calcium and p < 1 / 2 < confused:
            return _taken_up(_CONFUSION, PRESENT, parts, mentions, own)
        if p < (_CONFUSED if alarm == _CONFUSION else _HINT):
            return mentions
        mentions = _undenied([alarm], mentions)
        for finding in sorted({alarm, _CALCIUM} - there) if alarm == _CONFUSION else [alarm]:
            mentions = _taken_up(finding, PRESENT, parts, mentions, own)
        return mentions


def _twice(m: FindingMention, mentions: Sequence[FindingMention]) -> bool:
    """A message that says both of a finding is asked which: "The calcium was high. The calcium was normal."."""
    return m.assertion in _FACTS and any(o.finding == m.finding and {o.assertion, m.assertion} == {*_FACTS} for o in mentions)


def _turned(m: FindingMention, odds: Mapping[str, float]) -> FindingMention:
    """The other way round where the message as a whole tells that: "legs fine, bladder the same"."""
    if m.value is not None or m.modality != ACTUAL or m.assertion not in _FACTS:
        return m
    told = label(m.finding, m.assertion)
    if odds.get(contrary(told), 0.0) >= _CONTRARY and odds.get(told, 1.0) < _SELF:
        return replace(m, assertion=ABSENT if m.assertion == PRESENT else PRESENT, bare=False)
    return m


def _undenied(findings: Collection[str], mentions: Sequence[FindingMention]) -> list[FindingMention]:
    """Without what says that any of the findings is not there."""
    return [m for m in mentions if not (m.finding in findings and m.assertion == ABSENT)]


def _taken_up(
    finding: str, status: str, parts: Parts, mentions: Sequence[FindingMention], own: People
) -> list[FindingMention]:
    """With a finding as a fact, where it is mentioned or else in the sentence that tells it most likely."""
    mine = [m for m in mentions if m.finding == finding and m.who in own]
    if mine:
        fact = replace(mine[-1], assertion=status, modality=ACTUAL, bare=False, when="")
    else:
        sentence = parts.telling(label(finding, status))
        fact = FindingMention(finding, status, start=sentence.start, end=sentence.tokens[-1].end)
    return sorted([*(m for m in mentions if m not in mine), fact], key=lambda m: m.start)


def _verdict(read: Sequence[FindingMention], own: People, short: bool) -> str:
    """What was read of a finding in a message, a short one or not, that is no fact of the person, "" where it is one."""
    if not read:
        return _IN_SHORT if short else _UNREAD
    mine = [m for m in read if m.who in own]
    if any(m.is_fact for m in mine):
        return ""
    if any(m.bare for m in mine) and not any(m.modality in (QUESTION, HYPOTHETICAL, PAST) for m in mine):
        return _LOOSE
    return _OTHERWISE


def _emergency_by(alarms: float, findings: float, read: bool) -> float:
    """The probability of an emergency, by two classifiers and by whether one was read."""
    odds = _BY_ALARMS * log_odds(alarms) + _BY_FINDINGS * log_odds(findings) + _BY_READING * read + _OTHERWISE_LESS
    return probability(odds)
