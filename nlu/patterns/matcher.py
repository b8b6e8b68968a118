"""Patterns over one sentence: which findings are named where, before anybody asks whether they are affirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from nlu.patterns.settling import RANK, TOLD, settle
from nlu.words.lexicon import Element, Lexicon, Pattern, Span
from nlu.words.text import Sentence

Spans = Mapping[str, Sequence[Span]]
_LIKE_REACH = 6  # tokens between "as if" and what it likens to
_LIFT_REACH = 3  # tokens between a denial, or a "thought", and the reason that it takes back
_LIFTED = ("never_if", "answers_no")
_NEW = ("cues:now", "cues:acute", "cues:still")  # what tells that something is so today


@dataclass(frozen=True)
class Match:
    """A finding named by the tokens `parts` of a sentence; `polarity` is the pattern's."""

    finding: str
    polarity: str
    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """First token."""
        return min(p[0] for p in self.parts)

    @property
    def end(self) -> int:
        """One past the last token."""
        return max(p[1] for p in self.parts)

    @cached_property
    def tokens(self) -> frozenset[int]:
        """The tokens that the pattern itself consists of (not what stands between)."""
        return frozenset(i for a, b in self.parts for i in range(a, b))


def by_label(spans: Sequence[Span]) -> dict[str, list[Span]]:
    """Spans of a sentence under their labels."""
    out: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        out[span.label].append(span)
    return out


class Matcher:
    """Finds the findings that a sentence names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._joins = lexicon.grammar["list_joins"]
        self._body = tuple(sorted(lexicon.grammar["list_groups"]))
        self._commas, self._buts = lexicon.grammar["commas"], lexicon.grammar["but_words"]
        self._headings, self._cuts = lexicon.grammar["headings"], lexicon.grammar["clause_cuts"]
        self._lifters = lexicon.grammar["bar_lifters"]
        self._likeness, self._emergencies = lexicon.grammar["likeness_words"], lexicon.grammar["emergencies"]
        self._pains = lexicon.grammar["pains"]
        self._withs = lexicon.grammar["leaning_words"]
        self._denials = lexicon.grammar["determiner_denials"]
        self._trailing = lexicon.grammar["trailing_barriers"]
        self._parts_of_body, self._owning_parts = lexicon.grammar["body_words"], lexicon.grammar["part_owners"]
        self._cut_by = lexicon.grammar["clause_cuts"]
        self._likening = lexicon.grammar["likening_words"]
        self._nots, self._closers, self._be = (lexicon.grammar[row] for row in ("not_words", "row_closers", "link_verbs"))
        self._denying = lexicon.grammar["denying_words"]
        self._breaks = lexicon.grammar["breaks"]
        self._supposed = lexicon.grammar["wrongly_supposed"]
        self._others_say, self._told_of_one = lexicon.grammar["others_say"], lexicon.grammar["telling_only"]
        self._by_first: dict[str, list[tuple[frozenset[str], Pattern]]] = defaultdict(list)
        for pattern in lexicon.patterns:
            self._by_first[pattern.elements[0].label].append((pattern.labels, pattern))

    def match(self, sentence: Sentence, spans: Spans) -> list[Match]:
        """All matches, cancelled and nested ones removed, in reading order."""
        commas = {i for i, t in enumerate(sentence.tokens) if t.text in self._commas}
        lifters = {i for i, t in enumerate(sentence.tokens) if t.text in self._lifters}
        likened = {i for i, t in enumerate(sentence.tokens) if t.text in self._likeness}
        found = [
            m
            for m in self._found(sentence, spans)
            if m.polarity not in _LIFTED
            or not (m.finding in self._breaks and _without(m, lifters))
            and not _lifted(m, lifters, _LIFT_REACH, commas)
            and not (m.finding in self._emergencies and _lifted(m, likened, _LIKE_REACH, commas))
        ]
        nots = {i + 1 for i, t in enumerate(sentence.tokens) if t.text in self._nots}
        found = [
            m for m in found
            if m.polarity != "explained" or (m.start not in nots and lifters.isdisjoint(set(range(m.start, m.end)) - m.tokens))
        ]
        pained = {m.finding for m in found if m.polarity == "explained"}  # "she won't walk to the shops because her back hurts"
        found = [m for m in found if not (m.polarity == "absent" and m.finding in pained and m.start in nots)]
        thought = {i for i, t in enumerate(sentence.tokens) if t.text in self._supposed}
        said = {i for i, t in enumerate(sentence.tokens) if t.text in self._others_say}
        found = [
            m for m in found
            if m.polarity not in ("unless", "never_if")
            or not (_supposed(m, thought) or (m.finding in self._told_of_one and _supposed(m, said)))  # "my wife SAYS I'm confused"
        ]
        found = [
            m for m in found
            if m.polarity != "unless"
            or not (self._goes_on(m, sentence, spans) or (m.finding in self._pains and _opens_another(m, found)))
        ]
        leaning = self._leaning(found, sentence)
        found = [m for m in found if not self._parted(m, found, sentence)]
        found = [m for m in found if len(m.parts) == 1 or m.start == max(m.parts)[0] or max(m.parts)[0] not in leaning]
        colons = {i for i in commas if sentence.tokens[i].text in self._headings}
        return settle(self._accounting(found, sentence), commas, self._turns(sentence, spans), colons)

    def _turns(self, sentence: Sentence, spans: Spans) -> set[int]:
        """Where a clause begins that tells of today: "since the op I was fine | , NOW I can't pee", "... | and I STILL can't stand"."""
        new = {s.start for cue in _NEW for s in spans.get(cue, ())}
        cuts = [i for i, t in enumerate(sentence.tokens) if t.text in self._cuts]
        return {a for a, b in pairwise([*cuts, len(sentence.tokens)]) if not new.isdisjoint(range(a + 1, b))}

    def _goes_on(self, bar: Match, sentence: Sentence, spans: Spans) -> bool:
        """ "No holes in the skull, ribs or pelvis": what bars the skull does not bar the finding's own places in the same list."""
        own = spans.get(str(self.lexicon.raw["findings"][bar.finding].get("sites")), ())
        last = max(bar.parts)
        if len(bar.parts) < 2 or not own or any(s.start == last[0] for s in own):
            return False
        words = [t.text for t in sentence.tokens]
        listed, at = self._listed(words, spans), last[1]
        while at in listed:
            at += 1
        closed = at == len(words) or sentence.tokens[at].mark or words[at] in self._cuts
        return last[0] in listed and closed and any(last[1] < s.start and s.end <= at for s in own)

    def _parted(self, match: Match, found: Sequence[Match], sentence: Sentence) -> bool:
        """ "Shooting pains, no weakness in my arms": the "no" between two parts denies another finding, named behind it."""
        rows = sorted(match.parts)
        for (first, start), (end, _) in pairwise(rows):
            if self._denials & {sentence.tokens[i].text for i in (end - 1, end)}:
                if first and sentence.tokens[first - 1].text in self._denials:
                    return True  # "nil weakness, nil bladder trouble"
                continue  # "x ray: no holes, no osteoporosis": each item has its own "no"
            denied = [i for i in range(start + 1, end) if sentence.tokens[i].text in self._denials and self._parts(sentence, i - 1)]
            if denied and any(denied[0] < m.start < end and m.finding != match.finding for m in found):
                return True
        return False

    def _accounting(self, found: Sequence[Match], sentence: Sentence) -> list[Match]:
        """Without those that leave out a denial which another reading of the same words has in it: "NEVER FREE of pain" is no
        freedom of it, "can't feel from the WAIST DOWN" no sound half."""
        nots = {i for i, t in enumerate(sentence.tokens) if t.text in self._denying}
        if not nots:
            return list(found)
        by_token: dict[tuple[str, int], list[Match]] = defaultdict(list)
        for m in found:
            if m.polarity in TOLD and not nots.isdisjoint(m.tokens):
                for i in m.tokens:
                    by_token[m.finding, i].append(m)
        return [m for m in found if m.polarity not in TOLD or not _left_out(m, by_token, nots)]

    def _parts(self, sentence: Sentence, at: int) -> bool:
        """A mark that parts; the one behind a heading does not ("urine: no crystals, but light chains")."""
        return sentence.tokens[at].mark and sentence.tokens[at].text not in self._headings

    def _leaning(self, found: Sequence[Match], sentence: Sentence) -> set[int]:
        """Where words start that belong to what follows: "arms fine, no TROUBLE WITH my bladder", "electrophoresis, NO Bence Jones"."""
        starts = {m.start for m in found if m.polarity in RANK}
        return {
            start
            for start, end in (max(m.parts) for m in found if len(m.parts) > 1)
            if end < len(sentence.tokens)
            and (
                (sentence.tokens[end - 1].text in self._withs and not sentence.tokens[end].mark)
                or (end - start == 1 and sentence.tokens[start].text in self._denials and end in starts)
            )
        }

    def _found(self, sentence: Sentence, spans: Spans) -> list[Match]:
        words = [t.text for t in sentence.tokens]
        barriers = [s.start for s in spans.get("cues:barrier", ()) if not self._trails(s, words)]
        rests = {s.start for s in spans.get("answers:the_rest", ())}
        barriers += [s.start for s in spans.get("answers:rest_no", ()) if s.start in rests]  # "urine had protein REST FINE"
        commas = {i for i, w in enumerate(words) if w in self._commas}
        colons = {i for i in commas if words[i] in self._headings}
        listed = self._listed(words, spans)
        unlisted = list(accumulate((i not in listed for i in range(len(words))), initial=0))
        closed = {i + 1: self._row_end(i, words) for i, w in enumerate(words) if w in self._closers}
        place = _Place(spans, barriers, unlisted, commas, colons, closed)
        found: list[Match] = []
        for label in spans:
            for needed, pattern in self._by_first.get(label, ()):
                if spans.keys() >= needed:
                    found.extend(place.all(pattern))
        return found

    def _row_end(self, at: int, words: Sequence[str]) -> int:
        while at and words[at - 1] in self._be:
            at -= 1
        return at

    def _trails(self, span: Span, words: Sequence[str]) -> bool:
        """A "though" that closes its statement ("it does ache though, ..."), or of an "as though", parts nothing."""
        if span.start and words[span.start - 1] in self._likening:
            return words[span.start] in self._trailing
        if words[span.start] in self._trailing and self._set_against(span.start, words):
            return True
        at_end = span.end >= len(words) or words[span.end] in self._commas
        return at_end and words[span.start] in self._trailing

    def _set_against(self, at: int, words: Sequence[str]) -> bool:
        """ "My arms are fine, MY LEGS HOWEVER quit": a part of the body that opens the clause stands right before the word."""
        start = at - 1
        while start >= 0 and words[start] in self._parts_of_body:
            start -= 1
        opens = start == 0 or (start > 0 and words[start - 1] in self._cut_by)
        return start < at - 1 and opens and words[start] in self._owning_parts

    def _listed(self, words: Sequence[str], spans: Spans) -> frozenset[int]:
        """Tokens of lists of body parts, their commas and "and"s included."""
        body = {i for group in self._body for s in spans.get(group, ()) for i in range(s.start, s.end)}
        return frozenset(body | {i for i, w in enumerate(words) if w in self._joins})


@dataclass(frozen=True)
class _Place:
    """Where patterns are laid: one sentence's labels, its barriers, its lists and its commas.

    `unlisted`: how many tokens before each place belong to no list; `closed`: places behind
    an "all" that may close one, and where that ends ("ribs, skull ARE ALL clear").
    """

    spans: Spans
    barriers: Sequence[int]
    unlisted: Sequence[int]
    commas: set[int]
    colons: set[int]
    closed: Mapping[int, int]

    def all(self, pattern: Pattern) -> Iterator[Match]:
        """Every place of a pattern."""
        for first in self.spans[pattern.elements[0].label]:
            for parts in self._extend(((first.start, first.end),), pattern.elements[1:]):
                low, high = min(p[0] for p in parts), max(p[1] for p in parts)
                inside = {i for a, b in parts for i in range(a, b)}
                headed = not low and min(parts)[1] in self.colons  # "urine: no crystals, but light chains"
                if headed or not any(low < b < high and b not in inside for b in self.barriers):
                    yield Match(pattern.finding, pattern.polarity, parts)

    def _extend(self, parts: tuple[tuple[int, int], ...], rest: Sequence[Element]) -> Iterator[tuple[tuple[int, int], ...]]:
        if not rest:
            yield parts
            return
        element, last = rest[0], parts[-1]
        for span in self.spans[element.label]:
            if span.start >= last[1]:
                near = self._near(element, last[1], span.start)
            else:
                near = element.either_side and span.end <= last[0] and self._near(element, span.end, last[0])
            if near:
                yield from self._extend((*parts, (span.start, span.end)), rest[1:])

    def _near(self, element: Element, start: int, end: int) -> bool:
        far = end - start
        if element.listed and far > element.gap:
            far = self.unlisted[end] - self.unlisted[start]
        if far > element.gap or not element.tight:
            return far <= element.gap
        heads = start in self.colons  # "vertebrae: normal"
        row = self.unlisted[end - 1] == self.unlisted[start]  # nothing but body parts between
        if end in self.closed and self.unlisted[max(start, self.closed[end])] == self.unlisted[start]:
            return True  # "femora, humeri, skull ALL normal"
        last = end - (row and end - 1 in self.colons)  # "skull and long bones: normal"
        return not any(i in self.commas for i in range(start + heads, last))


def _left_out(match: Match, by_token: Mapping[tuple[str, int], Sequence[Match]], nots: Set[int]) -> bool:
    """Another match names the same finding by some of the same words, and by a denial before or between them."""
    if not nots.isdisjoint(match.tokens):
        return False
    near = nots & set(range(match.start - 1, match.end))
    others = {other for i in match.tokens for other in by_token.get((match.finding, i), ())}
    return any(match.tokens < o.tokens if match.polarity == o.polarity else not near.isdisjoint(o.tokens) for o in others)


def _lifted(match: Match, lifters: set[int], reach: int, commas: set[int]) -> bool:
    """ "I haven't been dieting", "numb AS IF from sitting too long": a denied reason explains nothing away, nor a likeness."""
    near = [i for i in lifters if match.start - reach <= i < match.start]
    return any(commas.isdisjoint(range(i, match.start)) for i in near)


def _without(match: Match, lifters: set[int]) -> bool:
    """ "Woke with a broken collar bone WITHOUT ANY ACCIDENT": what would have broken it is denied."""
    last = max(match.parts)[0]
    return len(match.parts) > 1 and not lifters.isdisjoint((last - 2, last - 1))


def _opens_another(bar: Match, found: Sequence[Match]) -> bool:
    """ "53 yrs BACK PAIN": the last word of what bars stands right before a word that it names the finding with."""
    last = bar.end - 1
    return len(bar.parts) == 1 and any(
        m.finding == bar.finding and m.polarity == "present" and m.start == last and len(m.tokens) == m.end - last > 1 for m in found
    )


def _supposed(match: Match, thought: set[int]) -> bool:
    """ "Thought I'd SLEPT ON IT": a reason that turned out to be none."""
    return any(not thought.isdisjoint(range(a - _LIFT_REACH, a)) for a, _ in match.parts)
