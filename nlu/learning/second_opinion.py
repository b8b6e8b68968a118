"""A second opinion on what a message tells, by a classifier of whole messages (docs/decisions/0017).

The patterns read a message clause by clause; whether it tells of an emergency, or a finding as a fact of the person, often shows in
all of it together: in who tells it, when, why and in how many words. What the message as a whole all but rules out does not stand;
what it all but tells, and no pattern made a fact of, is taken up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.learning.examples import BORNE_OUT, EMERGENCY, UNKNOWN, Labels, label, told
from nlu.learning.learned import Learned, together
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PRESENT, QUESTION, WRITER, FindingMention
from nlu.sentences.seen import Seen
from nlu.sentences.told import Told

_NO_EMERGENCY = 0.1  # alarms that were read are dropped where an emergency is less likely
_AN_EMERGENCY = 0.8  # an alarm that was not read is taken up where an emergency is more likely
_HINT = 0.2  # ... as confusion, if a sentence tells that this likely
_NEVER = 0.002  # any other finding that was read is dropped where it is less likely
_SURELY = 0.9  # one that was not read is taken up where it is more likely
_AGAINST = 0.95  # the same for one that was read as somebody else's, or as over ("my sister had breast cancer" is too short for it)
_FEWEST = 4  # words of a message that is no mere answer ("yes my rib"), of which a finding is taken up
_TALK = 6  # words of a message that tell no finding, from which it may be said of what is told that it is not so
_CONFUSION, _CALCIUM = "confusion", "calcium_raised"
_ANEMIA, _MEASURES_ANEMIA = "anemia", "hemoglobin"  # its value decides
_FACTS = (PRESENT, ABSENT)
People = frozenset[str]  # of whom something is told


class SecondOpinion:
    """Drops and adds mentions. `messages` knows whole messages, `sentences` what each sentence tells (nlu.learning.backstop)."""

    def __init__(self, messages: Learned, sentences: Learned, grammar: Mapping[str, frozenset[str]]) -> None:
        self.messages, self.sentences, self.grammar = messages, sentences, grammar

    def heed(self, parts: Sequence[Told], mentions: list[FindingMention], subject: str | None) -> list[FindingMention]:
        """The mentions of a message as the whole of it bears them out. `subject`: whom the conversation turns to."""
        sentences = [part for part in parts if part.seen]
        if not sentences:
            return mentions
        odds = self.messages.odds(together((part.seen, part.sentence.end) for part in sentences if part.seen))
        own = frozenset((NOBODY, subject or WRITER))
        return self._emergency(odds, sentences, self._facts(odds, sentences, mentions, own), own)

    def _facts(
        self, odds: Mapping[str, float], parts: Sequence[Told], mentions: Sequence[FindingMention], own: People
    ) -> list[FindingMention]:
        """With what is no emergency as the message bears it out."""
        words, bare = _words(parts), _words_beside(mentions, parts) < _TALK
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
        return m.finding in self.grammar["alarming"] or odds.get(label(m.finding, m.assertion), 1.0) >= _NEVER

    def _emergency(
        self, odds: Mapping[str, float], parts: Sequence[Told], mentions: list[FindingMention], own: People
    ) -> list[FindingMention]:
        """With the alarms as the message bears them out. Confusion is one with raised calcium alone."""
        facts = [m for m in mentions if _is_fact(m) and m.who in own]
        there = {m.finding for m in facts if m.assertion == PRESENT}
        urgent = not there.isdisjoint(self.grammar["emergencies"]) or there >= {_CONFUSION, _CALCIUM}
        if urgent and odds[BORNE_OUT] < _NO_EMERGENCY and _words_beside(mentions, parts) >= _TALK:
            alarms = self.grammar["alarming"] if _CALCIUM in there else self.grammar["emergencies"]
            return [m for m in mentions if not (m.finding in alarms and _is_fact(m) and m.assertion == PRESENT)]
        named = any(name.startswith(f"m:{_CALCIUM}:") for part in parts if part.seen for name in part.seen.names)
        calcium = named and not any(m.finding == _CALCIUM and m.assertion == ABSENT for m in facts)
        if urgent or odds[EMERGENCY] <= _AN_EMERGENCY or (_CONFUSION in there and not calcium):
            return mentions
        p, alarm = max((self._likeliest(finding, parts)[0], finding) for finding in self.grammar["alarming" if calcium else "emergencies"])
        if alarm == _CONFUSION:
            if p < _HINT:
                return mentions
            mentions = self._taken_up(_CALCIUM, PRESENT, parts, mentions, own) if _CALCIUM not in there else mentions
        return self._taken_up(alarm, PRESENT, parts, mentions, own)

    def _likeliest(self, name: str, parts: Sequence[Told]) -> tuple[float, Told]:
        """The sentence that tells a label most likely, and how likely it does."""
        odds = ((self.sentences.odds(part.seen).get(name, 0.0), part) for part in parts if part.seen)
        return max(odds, key=lambda told: told[0])

    def _taken_up(
        self, finding: str, status: str, parts: Sequence[Told], mentions: Sequence[FindingMention], own: People
    ) -> list[FindingMention]:
        """With a finding as a fact, where it is mentioned or else in the sentence that tells it most likely."""
        mine = [m for m in mentions if m.finding == finding and m.who in own]
        if mine:
            fact = replace(mine[-1], assertion=status, modality=ACTUAL, bare=False, when="")
        else:
            tokens = self._likeliest(label(finding, status), parts)[1].sentence.tokens
            fact = FindingMention(finding, status, start=tokens[0].start, end=tokens[-1].end)
        return sorted([*(m for m in mentions if m not in mine), fact], key=lambda m: m.start)


def with_borne_out(seen: Seen, labels: Labels, grammar: Mapping[str, frozenset[str]]) -> Labels:
    """The labels of a message with BORNE_OUT, which is known where an alarm is named: among messages at large, those with
    blood tests are hardly ever emergencies; among those that name one, they are as often as others."""
    named = {name.split(":")[1] for name in seen.names if name.startswith("m:")}
    if named.isdisjoint(grammar["emergencies"]) and not named >= {_CONFUSION, _CALCIUM}:
        return labels | {UNKNOWN + BORNE_OUT}
    return labels | ({BORNE_OUT} if EMERGENCY in labels else set())


def _words(parts: Sequence[Told]) -> int:
    """How many words a message has."""
    return sum(not t.mark for part in parts for t in part.sentence.tokens)


def _words_beside(mentions: Sequence[FindingMention], parts: Sequence[Told]) -> int:
    """How many words of a message are in no mention: few in "leg weakness" and in lists, which show nothing else of what is told."""
    words = (t for part in parts for t in part.sentence.tokens if not t.mark and t.number is None)
    return sum(not any(m.start <= word.start < m.end for m in mentions) for word in words)


def _is_open(mention: FindingMention) -> bool:
    """Asked about, supposed, possible or not known."""
    return mention.modality in (QUESTION, HYPOTHETICAL) or mention.assertion not in _FACTS


def _is_fact(mention: FindingMention) -> bool:
    return mention.assertion in _FACTS and mention.modality == ACTUAL and not mention.bare
