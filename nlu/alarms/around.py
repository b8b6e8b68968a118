"""The words round an alarm, by which it is judged whether it is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlu.assertion.recurring import not_before
from nlu.reading import ACTUAL, PRESENT, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
PASSING = ("limb_weakness", "saddle_numbness")  # feelings and strength, which come and go


@dataclass(frozen=True)
class Around:
    """The words round an alarm, of its sentence and the next; the alarm's own are [first, last)."""

    words: Sequence[str]
    cues: Mapping[str, Sequence[tuple[int, int]]]
    first: int
    last: int
    close: int  # where its own sentence ends
    grammar: Grammar

    def after(self, cue: str) -> list[tuple[int, int]]:
        """Where phrases of a cue stand behind the alarm."""
        return [s for s in self.cues.get(cue, ()) if s[0] >= self.last]

    def returned(self) -> bool:
        """It "came back" behind the alarm; not "never came back"."""
        return came_back([start for start, _ in self.after("back_again")], self.words, self.grammar)

    def denied(self, at: int) -> bool:
        """ "NEVER wore off", "has NOT come back": a denial stands right before a place."""
        return not_before(at, self.words, self.grammar)

    def goes_on(self, said: Iterable[tuple[int, int]]) -> bool:
        """Behind the alarm a word says that it lasts, which is none of the phrases `said` ("all right AGAIN", "always been WEAKER")."""
        inside = {i for start, end in said for i in range(start, end)}
        return any(self.any("still_there", i, i + 1) for i in range(self.last, len(self.words)) if i not in inside)

    def these_days(self) -> bool:
        """Its beginning, or a change, is of the last days."""
        return bool(self.cues.get("acute")) or self.any("this_day", 0, len(self.words))

    def any(self, kind: str, start: int, end: int) -> bool:
        """A word of the kind stands in [start, end)."""
        return not self.grammar[kind].isdisjoint(self.words[max(0, start) : end])


def is_alarm(m: FindingMention, grammar: Grammar) -> bool:
    """The mention tells of a red flag that is there now."""
    return m.finding in grammar["alarming"] and m.assertion == PRESENT and m.modality == ACTUAL and m.value is None


def around_alarm(m: FindingMention, t: Told, following: Told | None, grammar: Grammar) -> Around:
    """The words round a mention of a sentence and, where one is given, of the sentence that follows."""
    words, cues = [token.text for token in t.sentence.tokens], dict[str, list[tuple[int, int]]]()
    close = len(words)
    for part, offset in ((t, 0), (following, close)):
        for label, spans in (part.spans if part else {}).items():
            if label.startswith("cues:"):
                cues.setdefault(label[5:], []).extend((s.start + offset, s.end + offset) for s in spans)
    words += [token.text for token in following.sentence.tokens] if following else []
    inside = [i for i, token in enumerate(t.sentence.tokens) if m.start <= token.start < m.end] or [0]
    return Around(words, cues, inside[0], inside[-1] + 1, close, grammar)


def came_back(starts: Sequence[int], words: Sequence[str], grammar: Grammar) -> bool:
    """One of the places that say "came back" says so; not "never came back"."""
    return any(not not_before(start, words, grammar) for start in starts)
