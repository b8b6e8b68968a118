"""Pain told by figures: how strong it is ("8/10", "a solid nine"), and which way it goes ("it was a 3, now it's a 7")."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nlu.patterns.matcher import Match, Spans
from nlu.words.text import Sentence

Grammar = Mapping[str, frozenset[str]]
_STRONG, _WEAK = 7, 4  # from here a pain is severe, and up to here it is not
_MOST = 12  # "eleven out of ten"
_SPAN = 2  # "6 to 8" names one strength, "3 to 7" two
_TEN = 10
_NEAR = 6  # tokens around a figure that tell when it held
_LEAD = 4  # tokens between a pain, or a word such as "rate", and its figure
_ALONE = 4  # words of an answer that is a figure ("about an eight")
_PLACE = 5  # tokens from a place to its figure ("my back is easily a nine")


@dataclass(frozen=True)
class Score:
    """A figure for a pain at tokens [start, end), or a range of them; `when` is 1 for now, -1 for then, else 0."""

    start: int
    end: int
    low: float
    high: float
    out_of_ten: bool = False
    when: int = 0


@dataclass
class Scored:
    """What the figures of a sentence tell, and the tokens that they stand at."""

    matches: list[Match] = field(default_factory=list)
    tokens: frozenset[int] = frozenset()
    last: Score | None = None


class ScoreReader:
    """Reads the figures of pain in a sentence. `number_words` are the numbers that are written out."""

    def __init__(self, number_words: Mapping[str, object], articles: Sequence[str], grammar: Grammar) -> None:
        self.grammar = grammar
        self.articles = frozenset(("an", *articles))
        self.worded = {w: float(str(n)) for w, n in number_words.items() if w not in self.articles}

    def read(
        self, part: Sentence, spans: Spans, places: Mapping[str, str], tests: Collection[int], pained: bool, before: Score | None
    ) -> Scored:
        """The figures of a sentence. `places`: findings of pain with the groups of their places; `tests`: tokens of tests' names;
        `pained`: the sentences before speak of a pain; `before`: its figure there."""
        words = [t.text for t in part.tokens]
        at_places = [(f, s) for f, group in places.items() for s in spans.get(group, ())]
        pains = {s.end for s in spans.get("PAIN", ())}
        found = self._scores(part, words, pains, {s.end for _, s in at_places}, bool(pained or pains or at_places or before))
        found = [s for s in found if not self._measured(s, part, pains, tests)]
        if not found:
            return Scored(last=before)
        found = self._dated(found, words)
        course = self._course(found, words, before)
        now = course[1] if course else max(found, key=lambda s: s.high)
        told = now if now in found else found[-1]  # "it's a three now. It's been an eight": what is now was told before
        out: list[Match] = []
        for finding, place in at_places:
            between = words[min(place.end, told.end) : max(place.start, told.start)]
            near = (0 if told.out_of_ten else 1) <= len(between) <= _PLACE  # "9/10 thoracic spine"
            if near and set(between) <= self.grammar["score_place_fill"] | self.articles:
                out.append(Match(finding, "present", ((place.start, place.end), (told.start, told.end))))
        if now.low >= _STRONG or now.high <= _WEAK:
            out.append(Match("pain_severe", "present" if now.low >= _STRONG else "absent", ((told.start, told.end),)))
        if course:
            worse = course[0].high < now.high
            out.append(Match("pain_progressive", "present" if worse else "absent", ((told.start, told.end),)))
        inside = frozenset(i for s in found for i in range(s.start, s.end))
        return Scored(out, inside, found[-1] if course is None or before is not None else now)

    def _scores(
        self, part: Sentence, words: Sequence[str], pains: set[int], places: set[int], pained: bool
    ) -> list[Score]:
        found: list[Score] = []
        at = 0
        while at < len(words):
            score = self._score(at, part, words, pains, places, pained, bool(found))
            if score is not None:
                found.append(score)
            at = score.end if score else at + 1
        return found

    def _score(
        self, at: int, part: Sentence, words: Sequence[str], pains: set[int], places: set[int], pained: bool, again: bool
    ) -> Score | None:
        low = self._value(at, part)
        if low is None or (at and not part.tokens[at - 1].mark and part.tokens[at - 1].end == part.tokens[at].start):
            return None
        if low <= 1 and not self.grammar["scale_words"].isdisjoint(words[max(0, at - _LEAD) : at]):
            return None  # "on a scale of 1 to 10"
        high, end = self._ranged(at, low, part, words)
        tail = self._out_of_ten(end, part, words)
        if tail is None and part.tokens[at].number is None and words[at] in self.grammar["pronoun_numbers"]:
            return None
        if tail is not None:  # "8/10 back pain", but not "8 out of 10 people"
            counts = not self.grammar["counted_words"].isdisjoint(words[tail : tail + 1])
            return None if counts else Score(at, tail, low, high, out_of_ten=True)
        if not ((pained or len(words) <= _ALONE) and high <= _TEN):
            return None
        if not (self._opened(at, words, pains, places, again) or self._left(at, part, words)):
            return None
        return Score(at, end, low, high) if self._closed(end, part, words) else None

    def _measured(self, score: Score, part: Sentence, pains: set[int], tests: Collection[int]) -> bool:
        """ "The calcium level is 3.4": a figure of a test, or one that nobody gives a pain; "7.5 out of ten" is one of pain."""
        if score.out_of_ten:
            return False
        named = [i for i in tests if i < score.start]
        between = any(max(named) < p <= score.start for p in pains) if named else True
        return not between or score.low != int(score.low)

    def _value(self, at: int, part: Sentence) -> float | None:
        if at >= len(part.tokens):
            return None
        token = part.tokens[at]
        number = token.number if token.number is not None else self.worded.get(token.text)
        return number if number is not None and 0 <= number <= _MOST else None

    def _ranged(self, at: int, low: float, part: Sentence, words: Sequence[str]) -> tuple[float, int]:
        """ "8 or 9", "a six to a seven", "between 3 and 7"; a figure that is left behind ("from 6 to 7") starts no range."""
        before = set(words[max(0, at - 2) : at])
        between = not before.isdisjoint(self.grammar["ranging_words"])
        joins = self.grammar["score_joins"] | (self.grammar["ands"] if between else frozenset())
        if at + 1 < len(words) and words[at + 1] in joins and (between or before.isdisjoint(self.grammar["from_words"])):
            other = at + 2 + (at + 2 < len(words) and words[at + 2] in self.articles)
            high = self._value(other, part)
            if high is not None and low < high and (between or high - low <= _SPAN):
                return high, other + 1
        return low, at + 1

    def _out_of_ten(self, at: int, part: Sentence, words: Sequence[str]) -> int | None:
        """Where "out of ten", "/10" or "over 10" ends that starts at a token."""
        for length in (1, 2):
            if " ".join(words[at : at + length]) in self.grammar["out_of_words"] and self._value(at + length, part) == _TEN:
                return at + length + 1
        return None

    def _opened(self, at: int, words: Sequence[str], pains: set[int], places: set[int], again: bool) -> bool:
        """An article, a word such as "rate" or "score", the pain or its place stands before the figure; or another figure."""
        first = at
        while first and at - first < _LEAD and words[first - 1] in self.grammar["score_fill"]:
            first -= 1
        if any(i in pains or words[i - 1] in self.grammar["score_words"] for i in range(first, at + 1) if i):
            return True
        led = words[first - 1] if first else ""
        if led in self.articles | self.grammar["ranging_words"] or (first < at and first in places):
            return True
        return again and not self.grammar["before_another_score"].isdisjoint((led, words[at - 1]))

    def _left(self, at: int, part: Sentence, words: Sequence[str]) -> bool:
        """ "It WENT FROM 4 TO 8": the figure is left for another one."""
        changed = not self.grammar["change_words"].isdisjoint(words[max(0, at - _LEAD) : at])
        way = not self.grammar["score_ways"].isdisjoint(words[at + 1 : at + 2])
        if not (changed and way and at and words[at - 1] in self.grammar["from_words"]):
            return False
        return self._out_of_ten(at + 3, part, words) is not None or self._closed(at + 3, part, words)

    def _closed(self, at: int, part: Sentence, words: Sequence[str]) -> bool:
        """Nothing follows that the figure counts ("a 6 week course") and no time of the day ("pain at 3 in the morning")."""
        if at >= len(words):
            return True
        if words[at] in self.grammar["dashes"]:
            return at + 1 < len(words) and (part.tokens[at + 1].mark or part.tokens[at + 1].start > part.tokens[at].end)
        if part.tokens[at].mark:
            return words[at] not in self.grammar["no_score_marks"]
        if not self.grammar["day_times"].isdisjoint(words[at : at + 3]):
            return False
        return words[at] in self.grammar["after_score"]

    def _dated(self, scores: Sequence[Score], words: Sequence[str]) -> list[Score]:
        """The scores with the time that the words around them tell."""
        edges = [max(0, scores[0].start - _NEAR)]
        edges += [self._parting(a.end, b.start, words) for a, b in pairwise(scores)]
        edges.append(scores[-1].end + _NEAR)
        out = []
        for k, score in enumerate(scores):
            around = [w for i, w in enumerate(words) if edges[k] <= i < edges[k + 1]]
            then = any(w in self.grammar["score_then"] for w in around)
            now = any(w in self.grammar["score_now"] for w in around)
            out.append(replace(score, when=now - then))
        return out

    def _parting(self, start: int, end: int, words: Sequence[str]) -> int:
        """Where, between two figures, the words about the first end."""
        marks = self.grammar["splitters"] | self.grammar["ands"] | self.grammar["but_words"]
        for cuts in (marks, self.grammar["score_now"] | self.grammar["score_turns"]):
            for i in range(start, end):
                if words[i] in cuts:
                    return i
        return end

    def _course(
        self, scores: Sequence[Score], words: Sequence[str], before: Score | None
    ) -> tuple[Score, Score] | None:
        """The earlier and the later of two figures that tell how a pain went."""
        first, last = (scores[0] if len(scores) > 1 else before), scores[-1]
        if first is None:
            return None
        if len(scores) > 1 and self._goes(scores[0], scores[1], words):
            return scores[0], last
        if first.when == last.when:
            return None
        return (first, last) if first.when < last.when else (last, first)

    def _goes(self, first: Score, second: Score, words: Sequence[str]) -> bool:
        """ "It went from a 3 to a 7", "pain 3 -> 7"."""
        between = words[first.end : second.start]
        if len(between) > _LEAD or self.grammar["score_ways"].isdisjoint(between):
            return False
        led = words[max(0, first.start - 2) : first.start]
        moved = self.grammar["change_words"] | self.grammar["from_words"]
        return not moved.isdisjoint(words[max(0, first.start - _NEAR) : first.start]) or ">" in between or not led


def with_scores(matches: Sequence[Match], scored: Sequence[Match]) -> list[Match]:
    """The matches of patterns with those of figures, which stand before any other of their finding at the same words
    and add no place that is told already."""
    told = {m.finding for m in matches if m.polarity in ("present", "absent")}
    kept = [m for m in scored if len(m.parts) == 1 or m.finding not in told]
    figures = {(m.finding, i) for m in kept for i in m.tokens}
    others = [m for m in matches if figures.isdisjoint((m.finding, i) for i in m.tokens)]
    return sorted([*others, *kept], key=lambda m: (m.start, m.end))
