"""Behind the patterns: what the trained classifier hears in sentences where no pattern does, and alarms it disbelieves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nlu.clauses import SentenceCues
from nlu.examples import label, told
from nlu.learned import Learned, features
from nlu.matcher import Match
from nlu.people import SentencePeople
from nlu.questions import hypothetical, question_before
from nlu.reading import ABSENT, ACTUAL, PRESENT, FindingMention
from nlu.tables import Part
from nlu.tense import is_over
from nlu.whole_questions import asks_throughout

# Set on authors whose sentences were not trained on (docs/decisions/0010): few proposals, nearly all of them right.
_HEARD = 0.7  # probability from which a finding that no pattern names is taken up
_ALARM = 0.6  # the same for a red flag: one too many is better than one too few
_FINE = 0.8  # the same for "not there"
_DISBELIEVED = 0.03  # an alarm by pattern is dropped where every alarm is less likely than this
_FEWEST = 4  # words of a sentence that can tell something by itself


class Backstop:
    """Adds and drops mentions of a sentence. `attributes`: findings that say something of a pain told elsewhere."""

    def __init__(
        self, learned: Learned, grammar: Mapping[str, frozenset[str]], attributes: frozenset[str]
    ) -> None:
        self.learned, self.grammar, self.attributes = learned, grammar, attributes

    def complete(
        self, part: Part, matches: Sequence[Match], mentions: list[FindingMention], cues: SentenceCues,
        people: SentencePeople, cancelled: Callable[[], frozenset[str]],
    ) -> list[FindingMention]:
        """The mentions with what was not heard added and disbelieved alarms left out.

        `cancelled` tells the findings that a pattern of the sentence rules out.
        """
        alarms = [m for m in mentions if m.finding in self.grammar["alarming"] and m.assertion == PRESENT]
        named = any(m.polarity == "name" for m in matches) or any(m.finding not in _PROFILE and not m.bare for m in mentions)
        silent = not named and sum(not t.mark for t in part.sentence.tokens) >= _FEWEST
        if not (alarms or silent):
            return mentions
        odds = self.learned.odds(features(part, matches))
        if alarms and max(odds.get(f, 0.0) for f in self.grammar["alarming"]) < _DISBELIEVED:
            return [m for m in mentions if m not in alarms]
        if not silent:
            return mentions
        ruled_out = cancelled() | {m.finding for m in mentions}
        return [*mentions, *(m for m in self._heard(part, odds, cues, people) if m.finding not in ruled_out)]

    def _heard(
        self, part: Part, odds: Mapping[str, float], cues: SentenceCues, people: SentencePeople
    ) -> list[FindingMention]:
        tokens = part.sentence.tokens
        out = []
        for name, p in odds.items():
            finding, status = told(name)
            if p < self._least(finding, status) or p < odds.get(label(finding, _OTHER[status]), 0.0):
                continue
            if self._not_told(finding, status, len(tokens), cues):
                continue
            who = people.at(0, len(tokens))
            out.append(
                FindingMention(
                    finding, status, who, ACTUAL, start=tokens[0].start, end=tokens[-1].end, bare=finding in self.attributes
                )
            )
        return out

    def _not_told(self, finding: str, status: str, size: int, cues: SentenceCues) -> bool:
        """Asked, imagined or over, as far as the sentence's ends show."""
        first, last = Match(finding, status, ((0, 1),)), Match(finding, status, ((size - 1, size),))
        if hypothetical(last, cues) or asks_throughout(cues) or question_before(last, cues):
            return True
        return status == PRESENT and is_over(first, cues)

    def _least(self, finding: str, status: str) -> float:
        if status == ABSENT:
            return _FINE
        return _ALARM if finding in self.grammar["alarming"] else _HEARD


_PROFILE = ("age", "sex")
_OTHER = {PRESENT: ABSENT, ABSENT: PRESENT}
