"""The reading of a message: text to tokens, spelling, patterns, labs, people, assertion; in this order, in this file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import zip_longest

from nlu.accounted import accounted, contradicted
from nlu.across import as_reported, best_measured, edged_holes, little_made, lived_with, same_bone, spine_whole
from nlu.ages import AgeReader
from nlu.answers import follow_up, marks, only_heard, opening, short_answers
from nlu.asides import without_asides
from nlu.backstop import Backstop
from nlu.bare import lone_states, may_answer, not_done, tests_named
from nlu.bare_protein import bare_protein
from nlu.clauses import SentenceCues
from nlu.denied_mine import denied_mine
from nlu.ellipsis import filled_in
from nlu.examples import Labels
from nlu.followups import Told, but_not, resolve
from nlu.fragments import it_hurts, place_put_right, placed
from nlu.harmless import come_true, harmless
from nlu.headings import under_headings
from nlu.lab_pronouns import LastLab, by_rank
from nlu.lab_sentence import STATES, LabSentence
from nlu.lab_states import states_of
from nlu.labfindings import LabFindings
from nlu.labs import attach
from nlu.learned import Learned, features, train
from nlu.lexicon import Lexicon, load_lexicon
from nlu.limbs import other_limbs
from nlu.matcher import Match, Matcher, Spans, by_label
from nlu.mending import mender
from nlu.merging import merge
from nlu.named import Carried, NamedFindings
from nlu.named_after import named_after
from nlu.named_by_state import named_by_state
from nlu.other_side import other_side
from nlu.painless import painless
from nlu.people import SentencePeople
from nlu.person import Company
from nlu.quantities import Quantity, QuantityReader, latest
from nlu.reading import ACTUAL, QUESTION, WRITER, BareQuantity, FindingMention, Reading
from nlu.reported_questions import as_question
from nlu.reports import with_report
from nlu.retold import retold
from nlu.scores import ScoreReader, with_scores
from nlu.sexes import SexReader
from nlu.subject import turned_to
from nlu.tables import Part, as_one, joined_lines
from nlu.taken_up import taken_up
from nlu.text import Sentence, Token, sentences
from nlu.value_times import Times, last_of_run, last_of_series, of_later_test
from nlu.verdicts import put_right, settle_within
from nlu.weights import weight_told, without_weights
from nlu.whose import calcium_of_confused, of_others, one_age, told_later

_THERE, _NOT_THERE = ("present", "if_pain"), ("absent", "if_not_pain")
_HUGE = 1e9
_LONE = 3  # words of a sentence in which "one" is an answer
_FULL = ("present", "absent", "name", "mentioned")


class Reader:
    """Reads messages of one locale."""

    def __init__(self, lexicon: Lexicon, learned: Learned | None = None) -> None:
        self.lexicon, self.grammar = lexicon, lexicon.grammar
        self.matcher = Matcher(lexicon)
        self.quantities = QuantityReader(lexicon.raw["quantities"], lexicon.grammar)
        self.scores = ScoreReader(lexicon.raw["quantities"]["number_words"], lexicon.raw["quantities"]["articles"], lexicon.grammar)
        self.ages = AgeReader(lexicon.raw["quantities"], lexicon.grammar)
        self.sexes = SexReader(lexicon.grammar)
        self.findings = NamedFindings(lexicon.raw["findings"], lexicon.grammar)
        self.labs = LabFindings(lexicon.raw["findings"], lexicon.kinds)
        self.backstop = Backstop(learned, lexicon.grammar, self.findings.of_pain) if learned else None

    def read(self, text: str) -> Reading:
        """Everything the message says. Never raises on any text; an empty one reads as nothing."""
        parts = self._parts(text)
        reading, company, carried, last = Reading(), Company(), Carried(), LastLab()
        spoken: list[SentencePeople] = []
        told: list[Told] = []
        asked = False  # the sentence before asks for a finding, and this one answers it
        for i, part in enumerate(parts):
            follow = follow_up(parts[i + 1], self.matcher, self.grammar) if i + 1 < len(parts) else None
            part = as_question(part, follow is not None, self.grammar)
            people = SentencePeople(part.sentence, part.spans, company, self.grammar)
            spoken.append(people)
            heard = not i and len(parts) > 1 and only_heard(part.sentence, self.grammar)
            told.append(self._sentence(part, people, follow, carried, last, reading, not (asked or heard), len(parts) == 1))
            asked = follow is not None and part.sentence.end == "?" and bool(told[-1].mentions)
            settle_within(told[-1], self.grammar)
        if put_right(told, self.lexicon.kinds, self.grammar):
            reading.marks = [m for m in reading.marks if m != "retract"]
        denied_mine(told, self.findings.of_pain, self.grammar)
        resolve(told, self.lexicon.kinds, self.grammar)
        last_of_series(told, self.grammar)
        contradicted(told, self.grammar)
        come_true(told, self.grammar)
        harmless(told, self.grammar)
        other_limbs(told, self.grammar)
        accounted(told, self.grammar)
        taken_up(told, self.grammar)
        but_not(told, [sp.marks for sp in spoken], self.grammar)
        painless(told, spoken, self.findings.places, self.grammar)
        placed(told, spoken, self.findings.pain_sites, self.findings.of_pain, self.grammar, "correction" in reading.marks)
        place_put_right(told, self.findings.pain_sites, self.grammar)
        it_hurts(told, spoken, self.findings.pain_sites, self.grammar)
        best_measured(told, self.grammar)
        little_made(told, self.grammar)
        lived_with(told, self.grammar)
        same_bone(told, self.grammar)
        as_reported(told, self.grammar)
        spine_whole(told, self.grammar)
        edged_holes(told)
        other_side(told, self.grammar)
        retold(told, self.grammar)
        corrected = "correction" in reading.marks or "retract" in reading.marks
        reading.mentions = merge(
            calcium_of_confused(told_later([m for t in told for m in t.mentions], spoken), spoken), self.grammar, corrected
        )
        turn = turned_to(spoken, reading.mentions)
        reading.subject, reading.subject_sex, reading.subject_weak = turn
        reading.mentions = one_age(of_others(reading.mentions, spoken, turn.person), turn.person)
        reading.people = list(dict.fromkeys(p.word for sp in spoken for _, p in sp.named))
        return reading

    def learn(self, examples: Sequence[tuple[str, Labels]], strength: float) -> Learned:
        """Train the classifier behind the patterns on sentences with their labels."""
        return train([(self._seen(text), labels) for text, labels in examples], strength)

    def _seen(self, text: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for part in self._parts(text):
            counts.update(features(part, self.matcher.match(part.sentence, part.spans)))
        return counts

    def _parts(self, text: str) -> list[Part]:
        mended = filled_in(self._owned_bodies(mender(self.lexicon).tokens(text)), self.grammar)
        parts = [self._whole(Part(s, by_label(self.lexicon.spans(s.tokens)))) for s in sentences(mended)]
        out: list[Part] = []
        for group in joined_lines(parts, self.matcher):
            if len(group) == 1:
                out.append(parts[group[0]])
            else:
                whole = as_one([parts[i].sentence for i in group])
                out.append(Part(whole, by_label(self.lexicon.spans(whole.tokens))))
        return under_headings([self._named_first(part, tokens) for part, tokens in named_after(out, self.matcher, self.grammar)])

    def _named_first(self, part: Part, tokens: Sequence[Token] | None) -> Part:
        """The part with other tokens, where a value's test was named behind it."""
        if tokens is None:
            return part
        whole = replace(part.sentence, tokens=tuple(tokens), words=frozenset(t.text for t in tokens))
        return Part(whole, by_label(self.lexicon.spans(whole.tokens)))

    def _whole(self, part: Part) -> Part:
        """A sentence with the words together that an aside parts."""
        whole = without_asides(part.sentence, part.spans, self.grammar)
        return part if whole is part.sentence else Part(whole, by_label(self.lexicon.spans(whole.tokens)))

    def _owned_bodies(self, tokens: Sequence[Token]) -> list[Token]:
        """ "Me back", "ma legs": in dialect these own what follows."""
        pairs = zip_longest(tokens, tokens[1:])
        owns, body = self.grammar["dialect_owners"], self.grammar["body_words"]
        return [replace(t, text="my") if n and t.text in owns and n.text in body else t for t, n in pairs]

    def _sentence(
        self, whole: Part, people: SentencePeople, follow: str | None, carried: Carried, last: LastLab,
        reading: Reading, answers: bool, alone: bool,
    ) -> Told:
        if turns := people.back_to_writer():
            whole = Part(whole.sentence, {**whole.spans, "cues:barrier": [*whole.spans.get("cues:barrier", ()), *turns]})
        part, spans = whole.sentence, whole.spans
        told = Told(part, spans)
        matches = _moved(self.matcher.match(part, spans))
        names = [m for m in matches if m.polarity == "name"]
        lab_tokens = frozenset(i for m in names for i in m.tokens)
        scored = self.scores.read(part, spans, self.findings.pain_sites, lab_tokens, carried.kind == "pain", carried.score)
        carried.score = scored.last
        matches = with_scores(matches, scored.matches)
        of = {i: m.finding for m in matches for i in m.tokens}
        cues = SentenceCues(part, spans, _owned(matches, _THERE), _owned(matches, _NOT_THERE), self.grammar, lab_tokens, of)
        read = [q for q in self.quantities.read(part.tokens, spans) if not self._pronoun(q, part)]
        numbers = [
            q for q in latest(read, cues.words, self.grammar)
            if not (self._denied(q, part) or _in_state(q, spans) or q.start in scored.tokens)
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
            frozenset(named), last.state,
        )
        if (protein := bare_protein(here, spans)) is not None:
            here, matches = here.naming([protein]), [*matches, protein]
        if by_state := named_by_state(here, matches):
            here, matches = here.naming(by_state), [*matches, *by_state]
        states, unranked = states_of(spans, here), here
        here, matches = by_rank(here, matches, last.row, states)
        if here is not unranked:
            states = states_of(spans, here)
        said = marks(part, spans, self.grammar)
        anew = "correction" in (*said, *reading.marks) or of_later_test(cues.words, spans, self.grammar)
        pronoun = last.pointed_at(here, [m for m in matches if m.polarity in _FULL], states, anew)
        if pronoun is not None:
            here, matches = here.naming([pronoun]), [*matches, pronoun]
        named_before = bool(reading.names)
        used = self._labs(here, part, spans, cues, people, follow, last, told, reading)
        told.mentions.extend(self.findings.read(matches, part, spans, cues, people, follow, carried))
        if self.backstop is not None and not spans.get("answers:retract_named") and not cues.frames:
            ruled_out = partial(self.matcher.cancelled, part, spans)
            figures = scored.told(part)
            figured = [*losses, *(m for m in told.mentions if (m.finding, m.start) in figures)]
            told.mentions = self.backstop.complete(whole, matches, told.mentions, cues, people, ruled_out)
            told.mentions.extend(m for m in figured if m not in told.mentions)
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
            BareQuantity(q.value, q.unit, part.tokens[q.start].start, part.tokens[q.end - 1].end)
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


def _moved(matches: Sequence[Match]) -> list[Match]:
    """ "Not the hip, the ribs": the place that is denied gives way to the other of the same finding."""
    to = {m.finding for m in matches if m.polarity == "if_pain"}
    return [m for m in matches if m.polarity != "if_not_pain" or m.finding not in to]


def _token_range(part: Sentence, mention: FindingMention) -> tuple[int, int]:
    inside = [i for i, t in enumerate(part.tokens) if t.start >= mention.start and t.end <= mention.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


@cache
def reader(locale: str = "en") -> Reader:
    """The reader of a locale, built once."""
    return Reader(load_lexicon(locale))


__all__ = ["ACTUAL", "QUESTION", "WRITER", "Reader", "reader"]
