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
from typing import NamedTuple

from nlu.learning.attention import Attention, Opinion
from nlu.learning.examples import EMERGENCY, are_urgent, contrary, label, told
from nlu.learning.gist import TELLS
from nlu.learning.learned import Learned, together
from nlu.learning.log_odds import log_odds, probability
from nlu.learning.value_opinion import with_values
from nlu.learning.word_features import WordSeen, words_of_sentence, words_seen
from nlu.people.person import SEXES
from nlu.reading import ABSENT, ACTUAL, PRESENT, FindingMention, of_person
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
# Whether a message tells a finding, read or not: the log odds that the network gives it, and those that the message tells any finding at
# all as the surer of the two classifiers hears it, of all of it or of a sentence; neither is further than _CLEAREST from even. Weighed by
# logistic regression on messages of authors that neither had seen.
_BY_FINDING, _BY_TELLING, _TOLD_LESS, _CLEAREST = 0.83, 0.46, -3.09, 6.0
_STAYS, _TAKEN_UP = 0.2, 0.7  # from where on a fact that was read stays, and one that was not is taken up
_SURELY_TELLS = 0.99  # where the message as a whole does, none of its sentences is looked at
_FEWEST = 7  # words of a message that is no mere answer ("yes a rib when I coughed"), of which a finding is taken up
_CONFUSION, _CALCIUM = "confusion", "calcium_raised"
_ANEMIA, _MEASURES_ANEMIA = "anemia", "hemoglobin"  # its value decides
_FACTS = (PRESENT, ABSENT)
_OF_MESSAGES = frozenset((EMERGENCY, TELLS, *SEXES))  # labels that are no findings
People = frozenset[str]  # of whom something is told


@dataclass(frozen=True)
class Parts:
    """The sentences of a message, what is seen of it as a whole, its words as the network sees them, and the network's opinion of it;
    how likely it is an emergency, by the classifier of its gist, and tells any finding; and whether it speaks of raised calcium."""

    sentences: Sequence[Sentence]
    whole: Seen
    seen: Sequence[WordSeen]
    opinion: Opinion
    alarms: float = 0.0
    tells: float = 1.0
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

    def told(self, name: str) -> float:
        """How likely the message tells a finding, by the label of it; one that the network does not know is told by its words."""
        p = self.opinion.odds.get(name, 1.0)
        return probability(_BY_FINDING * _clear(p) + _BY_TELLING * _clear(self.tells) + _TOLD_LESS)

    def alone(self, m: FindingMention) -> bool:
        """A mention is all of its sentence, which then shows nothing else of it: "Numbness between the legs. Water fine, no weakness"."""
        sentence = next((one for one in self.sentences if one.start <= m.start < one.tokens[-1].end), None)
        return sentence is not None and sum(not (m.start <= token.start < m.end) for token in sentence.tokens) <= 1


class Borne(NamedTuple):
    """What a message bears out, and the facts that were read in it and that it does not."""

    mentions: list[FindingMention]
    doubted: list[FindingMention]


class SecondOpinion:
    """Drops and adds mentions. `gist` knows whether a message is an emergency and tells any finding, `findings` what it tells."""

    def __init__(self, gist: Learned, findings: Attention, grammar: Mapping[str, frozenset[str]]) -> None:
        self.gist, self.findings, self.grammar = gist, findings, grammar

    def listen(self, told: Sequence[Told], mentions: Sequence[FindingMention], subject: str | None) -> Parts:
        """What is heard in a message that is not empty. `subject`: whom the conversation turns to."""
        words, whole = words_seen(told, mentions, subject), together((part.seen, part.sentence.end) for part in told)
        sentences, gist = [part.sentence for part in told], self.gist.odds(whole)
        opinion = self.findings.opinion(words)
        tells = max(gist[TELLS], opinion.odds[TELLS])
        if tells < _SURELY_TELLS and len(told) > 1:  # "I have back pain. What is myeloma?"
            tells = max(tells, *(self.gist.odds(together([(part.seen, part.sentence.end)]))[TELLS] for part in told))
        return Parts(sentences, whole, words, opinion, gist[EMERGENCY], tells, _CALCIUM in whole.named)

    def heed(
        self, parts: Parts, mentions: list[FindingMention], subject: str | None, corrected: bool = False, undone: bool = False
    ) -> Borne:
        """The mentions of a message as the whole of it, of which `parts` was heard, bears them out. `corrected`: it puts right or takes
        back what was said before, which it does not show, so no more than alarms is heard of it; `undone`: it names a test that was not
        done, which denies nothing that the test might find."""
        own = of_person(subject)
        if corrected:
            return Borne(self._emergency(parts, mentions, own), [])
        facts, doubted = self._facts(parts, with_values(mentions, parts.seen, parts.opinion.values, own), own, undone)
        return Borne(self._emergency(parts, facts, own), doubted)

    def _facts(self, parts: Parts, mentions: Sequence[FindingMention], own: People, undone: bool) -> Borne:
        """With what is no emergency as the message bears it out."""
        mentions = [_turned(m, parts) if m.who in own and not self._firm(m, mentions) else m for m in mentions]
        kept = [m for m in mentions if m.value is not None or m.who not in own or _twice(m, mentions) or self._stays(m, parts)]
        doubted = [m for m in mentions if m not in kept]
        if len(parts.words) < _FEWEST:
            return Borne(kept, doubted)
        measured = any(m.finding == _MEASURES_ANEMIA for m in kept)
        for name in parts.opinion.odds:
            finding, status = told(name)
            alarming = status == PRESENT and finding in self.grammar["alarming"]
            if finding in _OF_MESSAGES or alarming or (measured and finding == _ANEMIA) or parts.told(name) < _TAKEN_UP:
                continue
            read = [m for m in kept if m.finding == finding]
            ruled_out = undone and status == ABSENT and not read
            if not ruled_out and not any(m.is_fact and m.who in own for m in read):
                kept = _taken_up(finding, status, parts, kept, own)
        return Borne(kept, doubted)

    def _firm(self, m: FindingMention, mentions: Sequence[FindingMention]) -> bool:
        """It is not turned round: an alarm that was read, and what the message says twice."""
        alarm = m.finding in self.grammar["alarming"] and m.assertion == PRESENT and not m.bare
        return alarm or _twice(m, mentions)

    def _stays(self, m: FindingMention, parts: Parts) -> bool:
        alarm = m.finding in self.grammar["alarming"] and m.assertion == PRESENT and m.finding != _CONFUSION
        return alarm or not m.is_fact or parts.told(label(m.finding, m.assertion)) >= _STAYS

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


def _turned(m: FindingMention, parts: Parts) -> FindingMention:
    """The other way round where the message as a whole tells that: "legs fine, bladder the same"."""
    if m.value is not None or m.modality != ACTUAL or m.assertion not in _FACTS:
        return m
    told = label(m.finding, m.assertion)
    if parts.told(contrary(told)) < _TAKEN_UP or parts.told(told) >= _STAYS or contrary(told) not in parts.opinion.odds:
        return m
    return replace(m, assertion=ABSENT if m.assertion == PRESENT else PRESENT, bare=False)


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


def _clear(p: float) -> float:
    """The log odds of a probability, no further from even than counts."""
    return max(-_CLEAREST, min(_CLEAREST, log_odds(p)))


def _emergency_by(alarms: float, findings: float, read: bool) -> float:
    """The probability of an emergency, by two classifiers and by whether one was read."""
    odds = _BY_ALARMS * log_odds(alarms) + _BY_FINDINGS * log_odds(findings) + _BY_READING * read + _OTHERWISE_LESS
    return probability(odds)
