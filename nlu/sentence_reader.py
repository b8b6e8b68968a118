"""The reading of one sentence: numbers and pain in figures, ages and weights, tests with their values, findings by patterns, then
the classifier behind them; in this order, in this file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlu.answers.bare import lone_states, may_answer, not_done, tests_named
from nlu.answers.short import marks, opening, short_answers
from nlu.assertion.clauses import SentenceCues
from nlu.figures.other_tests import of_other_test
from nlu.figures.put_right import latest
from nlu.figures.quantities import QuantityReader
from nlu.figures.quantity import Quantity
from nlu.figures.reports import with_report
from nlu.figures.scores import ScoreReader, with_scores
from nlu.findings.anchors import Carried
from nlu.findings.measured import LabFindings
from nlu.findings.named import NamedFindings
from nlu.labs.attaching import attach
from nlu.labs.bare_protein import bare_protein
from nlu.labs.counts import share_named
from nlu.labs.lab_pronouns import LastLab, by_rank
from nlu.labs.lab_sentence import LabSentence
from nlu.labs.lab_states import states_of
from nlu.labs.named_by_state import named_by_state
from nlu.labs.names_joined import names_joined
from nlu.labs.value_times import Times, last_of_run, of_later_test
from nlu.learning.learned import features
from nlu.patterns.matcher import Match, Matcher, Spans
from nlu.patterns.states import STATES
from nlu.people.whom import SentencePeople
from nlu.profile.ages import AgeReader
from nlu.profile.sexes import SexReader
from nlu.profile.weights import weight_told, without_weights
from nlu.reading import BareQuantity, FindingMention, Reading
from nlu.sentences.tables import Part
from nlu.sentences.told import Number, Told
from nlu.words.lexicon import Lexicon
from nlu.words.text import Sentence

_THERE, _NOT_THERE = ("present", "if_pain"), ("absent", "if_not_pain")
_HUGE = 1e9
_LONE = 3  # words of a sentence in which "one" is an answer
_FULL = ("present", "absent", "name", "mentioned")


@dataclass
class Memory:
    """What the sentences of a message leave for those behind them: pain and weights as last told, the last test named."""

    carried: Carried = field(default_factory=Carried)
    last: LastLab = field(default_factory=LastLab)


class SentenceReader:
    """Reads the sentences of one locale."""

    def __init__(self, lexicon: Lexicon, matcher: Matcher) -> None:
        self.matcher, self.lexicon, self.grammar = matcher, lexicon, lexicon.grammar
        self.quantities = QuantityReader(lexicon.raw["quantities"], lexicon.grammar)
        self.scores = ScoreReader(lexicon.raw["quantities"]["number_words"], lexicon.raw["quantities"]["articles"], lexicon.grammar)
        self.ages = AgeReader(lexicon.raw["quantities"], lexicon.grammar)
        self.sexes = SexReader(lexicon.grammar)
        self.findings = NamedFindings(lexicon.raw["findings"], lexicon.grammar)
        self.labs = LabFindings(lexicon.raw["findings"], lexicon.kinds)

    def read(
        self, whole: Part, people: SentencePeople, follow: str | None, memory: Memory, reading: Reading, answers: bool, alone: bool
    ) -> Told:
        """What a sentence tells. Adds to `reading` what stands without a finding, and to `memory` what later sentences take up.

        `follow`: what the next sentence answers to it; `answers`: it may answer what was asked; `alone`: it is the whole message.
        """
        carried, last = memory.carried, memory.last
        if turns := people.back_to_writer():
            whole = Part(whole.sentence, {**whole.spans, "cues:barrier": [*whole.spans.get("cues:barrier", ()), *turns]})
        part, spans = whole.sentence, whole.spans
        matches = self.matcher.match(part, spans)
        told = Told(part, spans, seen=features(whole, matches))
        matches = _moved(matches)
        matches = names_joined(matches, part.tokens, self.grammar)
        names = [m for m in matches if m.polarity == "name"]
        lab_tokens = frozenset(i for m in names for i in m.tokens)
        scored = self.scores.read(part, spans, self.findings.places.of_pains, lab_tokens, carried.kind == "pain", carried.score)
        carried.score = scored.last
        matches = with_scores(matches, scored.matches)
        of = {i: m.finding for m in matches for i in m.tokens}
        cues = SentenceCues(part, spans, _owned(matches, _THERE), _owned(matches, _NOT_THERE), self.grammar, lab_tokens, of)
        read = [q for q in self.quantities.read(part.tokens, spans) if not self._pronoun(q, part)]
        told.numbers = [
            Number(q.value, q.unit, part.tokens[q.start].start, part.tokens[q.end - 1].end)
            for q in read
            if isinstance(q.value, float) and 0 < q.value <= _HUGE
        ]
        numbers = [
            q for q in latest(read, cues.words, lab_tokens, self.grammar)
            if not (self._denied(q, part) or _in_state(q, spans) or q.start in scored.tokens)
            and not of_other_test(q.start, part.tokens, lab_tokens, self.grammar)
        ]
        if len(names) == 1:
            numbers = last_of_run(numbers, cues.words, names[0].end, self.grammar)
        weighed = weight_told(part, self.quantities.numbers(part.tokens), people, cues, carried.weight, matches)
        losses, carried.weight = weighed.mentions, weighed.last
        found = with_report(without_weights(numbers, part, losses), part.tokens, spans, self.grammar, lab_tokens)
        named = {i for m in matches for i in m.tokens}
        ages, found = self.ages.read(part, found, spans, people, lab_tokens, named, bool(reading.names), alone)
        places = [_token_range(part, a) for a in ages]
        profile = [*ages, *self.sexes.read(part, spans, people, places, named)]
        told.mentions.extend(self.findings.profile(profile, part, cues))
        told.mentions.extend(losses)
        here = LabSentence(
            names, found, part.tokens, self.lexicon.kinds, [s.start for s in spans.get("cues:barrier", ())], self.grammar,
            frozenset(named), last.state, part.end,
        )
        if shares := share_named(here):
            names = [n for m in names if (n := shares.get(m, m)) is not None]
            matches = [n for m in matches if (n := shares.get(m, m)) is not None]
            here = replace(here, names=names)
        if (protein := bare_protein(here, spans)) is not None:
            here, matches = here.naming([protein]), [*matches, protein]
        if by_state := named_by_state(here, matches):
            here, matches = here.naming(by_state), [*matches, *by_state]
        states, unranked = states_of(spans, here), here
        here, matches = by_rank(here, matches, last.row, states)
        if here is not unranked:
            states = states_of(spans, here)
        said = marks(part, spans, [m for m in matches if m.polarity in _FULL], self.grammar)
        anew = "correction" in (*said, *reading.marks) or of_later_test(cues.words, spans, self.grammar)
        pronoun = last.pointed_at(here, [m for m in matches if m.polarity in _FULL], states, anew)
        if pronoun is not None:
            here, matches = here.naming([pronoun]), [*matches, pronoun]
        named_before = bool(reading.names)
        used = self._labs(here, part, spans, cues, people, follow, last, told, reading)
        matches = _not_of_tests(matches, here, used, self.grammar)
        told.mentions.extend(self.findings.read(matches, part, spans, cues, people, follow, carried))
        full = [m for m in matches if m.polarity in _FULL]
        if answers:
            reading.answers.extend(short_answers(part, spans, full, self.grammar))
        if self._moves(matches, part, spans) and "correction" not in reading.marks:
            reading.marks.append("correction")
        reading.marks.extend(m for m in said if m not in reading.marks)
        if answers:
            reading.states.extend(lone_states(part, spans, full, self.grammar))
        reading.not_done.extend(not_done(part, spans, cues))
        reading.tests.update(tests_named(part, spans, full, cues))
        reading.quantities.extend(
            BareQuantity(q.value, q.unit, part.tokens[q.start].start, part.tokens[q.end - 1].end, "correction" in said)
            for q in found
            if q.start not in used and may_answer(q, part, full, cues) and not (named_before and people.others(q.start, q.end))
            and not (here.names and Times(here, spans).older(q))
        )
        return told

    def _moves(self, matches: Sequence[Match], part: Sentence, spans: Spans) -> bool:
        """ "Not the hips, my lower back", "well no, not my back": the pain sits elsewhere than was said."""
        polarities = {m.polarity for m in matches}
        if {"if_pain", "if_not_pain"} <= polarities:
            return True
        start = opening([t.text for t in part.tokens], spans, self.grammar)
        answered = any(s.start in (0, start) for s in spans.get("answers:no", ()))
        return "if_not_pain" in polarities and answered

    def _denied(self, q: Quantity, part: Sentence) -> bool:
        """A number put right ("24, not 14", "it wasn't 80, it was 8") is no value; nor is one that nothing measures."""
        if isinstance(q.value, float) and q.value > _HUGE:
            return True
        return q.start > 0 and isinstance(q.value, float) and part.tokens[q.start - 1].text in self.grammar["not_words"]

    def _pronoun(self, q: Quantity, part: Sentence) -> bool:
        """ "The new one is ...": no number."""
        if q.worded and q.unit is None and q.start and part.tokens[q.start - 1].text in self.grammar["counted_things"]:
            return True  # "don't get THEM TWO crossed"
        lone = q.end - q.start == 1 and q.unit is None and len(part.tokens) > _LONE
        return lone and part.tokens[q.start].text in self.grammar["pronoun_numbers"]

    def _labs(
        self, here: LabSentence, part: Sentence, spans: Spans, cues: SentenceCues, people: SentencePeople,
        follow: str | None, last: LastLab, told: Told, reading: Reading,
    ) -> set[int]:
        """Adds what the sentence's lab names tell; returns the tokens where the numbers used start."""
        used: set[int] = set()
        times = Times(here, spans)
        labs = attach(here, spans, times)
        last.row, last.state = list(dict.fromkeys(n.finding for n in here.names)), ""
        stated = {lab.match.finding for lab in labs if lab.quantity or lab.state}
        for lab in labs:
            reading.names.append(lab.match.finding)
            mention, open_name = self.labs.read(lab, part, cues, people, follow, stated)
            if mention is not None:
                mention = last.owned(mention, lab.match, here)
            last.remember(lab.match, mention, open_name, lab.quantity is not None and times.older(lab.quantity))
            if mention is not None:
                told.mentions.append(mention)
            if open_name is not None:
                told.named.append(open_name)
            if lab.quantity is not None:
                used.update(range(min(lab.match.end, lab.quantity.start), lab.quantity.start + 1))
            if lab.state is not None:
                told.state = last.state = lab.state.state
        if told.state is None and (states := states_of(spans, here)):
            told.state = states[-1].state
        return used


def _in_state(q: Quantity, spans: Spans) -> bool:
    """ "In three figures": a number word inside a longer phrase for a state."""
    inside = (s for label in STATES for s in spans.get(label, ()) if s.start <= q.start and q.end <= s.end)
    return q.worded and any(s.end - s.start > q.end - q.start for s in inside)


def _owned(matches: Sequence[Match], polarities: Collection[str]) -> set[int]:
    """Words inside patterns ("not go away") that must not act as cues; one-word parts keep their own force."""
    return {
        i
        for m in matches
        if m.polarity in polarities
        for a, b in m.parts
        for i in range(a, b)
        if b - a > 1 or len(m.parts) > 1
    }


def _not_of_tests(matches: Sequence[Match], here: LabSentence, used: set[int], grammar: Mapping[str, frozenset[str]]) -> list[Match]:
    """ "Blood: CA 3.05", "kidney clinic: CA 2.9": a word that names a test beside its number names nothing else."""
    own = {i for n in here.names if n.end in used for i in n.tokens if here.tokens[i].text in grammar["test_or_illness"]}
    return [m for m in matches if m.polarity == "name" or own.isdisjoint(m.tokens)]


def _moved(matches: Sequence[Match]) -> list[Match]:
    """ "Not the hip, the ribs": the place that is denied gives way to the other of the same finding."""
    to = {m.finding for m in matches if m.polarity == "if_pain"}
    return [m for m in matches if m.polarity != "if_not_pain" or m.finding not in to]


def _token_range(part: Sentence, mention: FindingMention) -> tuple[int, int]:
    inside = [i for i, t in enumerate(part.tokens) if t.start >= mention.start and t.end <= mention.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
