"""A second opinion on what a message tells, by a classifier of whole messages (docs/decisions/0017).

The patterns read a message clause by clause; whether it tells of an emergency, or a finding as a fact of the person, often shows in
all of it together: in who tells it, when, why and in how many words. What the message as a whole all but rules out does not stand;
what it all but tells, and no pattern made a fact of, is taken up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from nlu.learning.examples import BORNE_OUT, EMERGENCY, UNKNOWN, Labels, label, told
from nlu.learning.learned import Learned, together
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PRESENT, QUESTION, WRITER, FindingMention
from nlu.sentences.seen import Seen
from nlu.sentences.told import Told
from nlu.words.text import Sentence, words_of

_NO_EMERGENCY = 0.1  # alarms that were read are dropped where an emergency is less likely
_AN_EMERGENCY = 0.8  # an alarm that was not read is taken up where an emergency is more likely
_HINT = 0.2  # ... as confusion, if a sentence tells that this likely
_NEVER = 0.002  # any other finding that was read as there is dropped where it is less likely
_SURELY = 0.8  # one that was not read is taken up where it is more likely
_AGAINST = 0.95  # the same for one that was read as somebody else's, or as over ("my sister had breast cancer" is too short for it)
_FEWEST = 7  # words of a message that is no mere answer ("yes a rib when I coughed"), of which a finding is taken up
_TALK = 6  # words of a message that tell no finding, from which it may be said of what is told that it is not so
_CONFUSION, _CALCIUM = "confusion", "calcium_raised"
_ANEMIA, _MEASURES_ANEMIA = "anemia", "hemoglobin"  # its value decides
_FACTS = (PRESENT, ABSENT)
People = frozenset[str]  # of whom something is told
Parts = Sequence[tuple[Seen, Sentence]]  # the sentences of a message, and what the classifiers see of each


class SecondOpinion:
    """Drops and adds mentions. `messages` knows whole messages, `sentences` what each sentence tells (nlu.learning.backstop)."""

    def __init__(self, messages: Learned, sentences: Learned, grammar: Mapping[str, frozenset[str]]) -> None:
        self.messages, self.sentences, self.grammar = messages, sentences, grammar

    def heed(self, told: Sequence[Told], mentions: list[FindingMention], subject: str | None) -> list[FindingMention]:
        """The mentions of a message as the whole of it bears them out. `subject`: whom the conversation turns to."""
        parts = [(part.seen, part.sentence) for part in told if part.seen]
        if not parts:
            return mentions
        seen = together((part, sentence.end) for part, sentence in parts)
        odds, own = self.messages.odds(seen), frozenset((NOBODY, subject or WRITER))
        return self._emergency(odds, seen, parts, self._facts(odds, parts, mentions, own), own)

    def _facts(
        self, odds: Mapping[str, float], parts: Parts, mentions: Sequence[FindingMention], own: People
    ) -> list[FindingMention]:
        """With what is no emergency as the message bears it out."""
        words, bare = len(words_of(sentence for _, sentence in parts)), _words_beside(mentions, parts) < _TALK
        kept = [m for m in mentions if bare or m.value is not None or self._bears_out(m, odds)]
        decided = {*self.grammar["alarming"], EMERGENCY, BORNE_OUT}
        decided |= {_ANEMIA} if any(m.finding == _MEASURES_ANEMIA for m in kept) else set()
        for name, p in odds.items():
            finding, status = told(name)
            if p > _SURELY and finding not in decided and words >= _FEWEST:
                read = [m for m in kept if m.finding == finding and not m.bare]
                if not read or (p > _AGAINST and not bare and not any(_is_open(m) or (_is_fact(m) and m.who in own) for m in read)):
                    kept = self._taken_up(finding, status, parts, kept, own)
        return kept

    def _bears_out(self, m: FindingMention, odds: Mapping[str, float]) -> bool:
        alarming = m.finding in self.grammar["alarming"]
        return alarming or m.assertion == ABSENT or odds.get(label(m.finding, m.assertion), 1.0) >= _NEVER

    def _emergency(
        self, odds: Mapping[str, float], seen: Seen, parts: Parts, mentions: list[FindingMention], own: People
    ) -> list[FindingMention]:
        """With the alarms as the message bears them out. Confusion is one with raised calcium alone."""
        facts = [m for m in mentions if _is_fact(m) and m.who in own]
        there = {m.finding for m in facts if m.assertion == PRESENT}
        urgent = not there.isdisjoint(self.grammar["emergencies"]) or there >= {_CONFUSION, _CALCIUM}
        if urgent and odds[BORNE_OUT] < _NO_EMERGENCY and _words_beside(mentions, parts) >= _TALK:
            alarms = self.grammar["alarming"] if _CALCIUM in there else self.grammar["emergencies"]
            return [m for m in mentions if not (m.finding in alarms and _is_fact(m) and m.assertion == PRESENT)]
        calcium = _CALCIUM in seen.named and not any(m.finding == _CALCIUM and m.assertion == ABSENT for m in facts)
        if urgent or odds[EMERGENCY] <= _AN_EMERGENCY:
            return mentions
        p, alarm, _ = self._likeliest(self.grammar["alarming" if calcium else "emergencies"], parts)
        if _CONFUSION in there and not calcium and p <= self._likeliest([_CONFUSION], parts)[0]:
            return mentions  # what the message tells is the confusion; "my fingers SLEEP since Sunday" was read as one
        if alarm == _CONFUSION:
            if p < _HINT:
                return mentions
            mentions = self._taken_up(_CALCIUM, PRESENT, parts, mentions, own) if _CALCIUM not in there else mentions
        return self._taken_up(alarm, PRESENT, parts, mentions, own)

    def _likeliest(self, labels: Collection[str], parts: Parts) -> tuple[float, str, Sentence]:
        """Which of the labels a sentence tells most likely, how likely, and which sentence."""
        told = [(self.sentences.odds(seen), sentence) for seen, sentence in parts]
        return max(((odds.get(name, 0.0), name, sentence) for odds, sentence in told for name in labels), key=itemgetter(0, 1))

    def _taken_up(
        self, finding: str, status: str, parts: Parts, mentions: Sequence[FindingMention], own: People
    ) -> list[FindingMention]:
        """With a finding as a fact, where it is mentioned or else in the sentence that tells it most likely."""
        mine = [m for m in mentions if m.finding == finding and m.who in own]
        if mine:
            fact = replace(mine[-1], assertion=status, modality=ACTUAL, bare=False, when="")
        else:
            _, _, sentence = self._likeliest([label(finding, status)], parts)
            fact = FindingMention(finding, status, start=sentence.start, end=sentence.tokens[-1].end)
        return sorted([*(m for m in mentions if m not in mine), fact], key=lambda m: m.start)


def with_borne_out(seen: Seen, labels: Labels, grammar: Mapping[str, frozenset[str]]) -> Labels:
    """The labels of a message with BORNE_OUT, which is known where an alarm is named: among messages at large, those with
    blood tests are hardly ever emergencies; among those that name one, they are as often as others."""
    if seen.named.isdisjoint(grammar["emergencies"]) and not seen.named >= {_CONFUSION, _CALCIUM}:
        return labels | {UNKNOWN + BORNE_OUT}
    return labels | ({BORNE_OUT} if EMERGENCY in labels else set())


def _words_beside(mentions: Sequence[FindingMention], parts: Parts) -> int:
    """How many words of a message are in no mention: few in "leg weakness" and in lists, which show nothing else of what is told."""
    words = (word for word in words_of(sentence for _, sentence in parts) if word.number is None)
    return sum(not any(m.start <= word.start < m.end for m in mentions) for word in words)


def _is_open(mention: FindingMention) -> bool:
    """Asked about, supposed, possible or not known."""
    return mention.modality in (QUESTION, HYPOTHETICAL) or mention.assertion not in _FACTS


def _is_fact(mention: FindingMention) -> bool:
    return mention.assertion in _FACTS and mention.modality == ACTUAL and not mention.bare
