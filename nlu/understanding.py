"""The reading of a message: text to tokens, spelling, patterns, labs, people, assertion, and second opinions on the whole and on
ages and sexes; in this order, in this file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from knowledge.model import Knowledge
from nlu.alarms.accounted import accounted, contradicted, was_well
from nlu.alarms.come_true import come_true
from nlu.alarms.harmless import harmless
from nlu.alarms.known_cause import too_young
from nlu.alarms.limbs import other_limbs
from nlu.answers.short import follow_up, only_heard
from nlu.findings.merging import merge
from nlu.labs.value_times import last_of_series
from nlu.later.across import (
    as_reported,
    best_measured,
    edged_holes,
    little_made,
    lived_with,
    same_bone,
    skull_only,
    spine_whole,
)
from nlu.later.denied_mine import denied_mine
from nlu.later.disowned import disowned
from nlu.later.followups import but_not, resolve
from nlu.later.fragments import it_hurts, only_of_it, place_put_right, placed
from nlu.later.hearsay import hearsay
from nlu.later.of_what import clear_of_it, looks_of_cells
from nlu.later.other_side import other_side
from nlu.later.painless import painless
from nlu.later.retold import retold
from nlu.later.taken_up import taken_up
from nlu.later.verdicts import put_right, settle_within
from nlu.learning.attention import Attention
from nlu.learning.examples import Labels
from nlu.learning.learned import Learned, counts, features, together, train
from nlu.learning.profile_opinion import ProfileOpinion, labels_of
from nlu.learning.profile_words import ProfileWord, profile_words
from nlu.learning.second_opinion import SecondOpinion
from nlu.learning.trained import Trained
from nlu.learning.value_examples import Values, measurable, of_numbers
from nlu.learning.word_features import WordSeen, words_seen
from nlu.patterns.matcher import Matcher
from nlu.people.person import Company
from nlu.people.subject import turned_to
from nlu.people.turn import Turn
from nlu.people.whom import SentencePeople
from nlu.people.whose import calcium_of_confused, of_others, one_age, set_beside, told_later
from nlu.reading import ACTUAL, QUESTION, WRITER, BareQuantity, FindingMention, Reading
from nlu.sentence_reader import Memory, SentenceReader
from nlu.sentences.cutting import Cutter
from nlu.sentences.reported_questions import as_question
from nlu.sentences.seen import Seen
from nlu.sentences.tables import Part
from nlu.sentences.told import Told
from nlu.words.lexicon import Lexicon, load_lexicon

UNTRAINED = Trained()
_LONGEST_ANSWER = 40  # words of a message that may answer a question
_AT_ONCE = 500  # messages that a process reads before it hands them back


class Read(NamedTuple):
    """What is made of a message sentence by sentence: its reading, what each sentence told, and whom it turns to."""

    reading: Reading
    told: list[Told]
    turn: Turn


class Reader:
    """Reads messages of one locale; unless `trained`, by rules alone."""

    def __init__(self, lexicon: Lexicon, trained: Trained = UNTRAINED) -> None:
        self.lexicon, self.grammar = lexicon, lexicon.grammar
        self.matcher = Matcher(lexicon)
        self.cutter = Cutter(lexicon, self.matcher)
        self.sentences = SentenceReader(lexicon, self.matcher)
        self.findings = self.sentences.findings
        self.second = self.profile = None
        self.stances = trained.stances
        if trained.gist and trained.findings:
            self.second = SecondOpinion(trained.gist, trained.findings, lexicon.grammar)
        if trained.profiles:
            self.profile = ProfileOpinion(trained.profiles, self.sentences.quantities.numbers, lexicon.grammar)

    def read(self, text: str) -> Reading:
        """Everything the message says. Never raises on any text; an empty one reads as nothing."""
        parts = self.cutter.parts(text)
        reading, told, turn = self._by_sentences(parts)
        if self.second and self.profile and told:
            corrected = not {"correction", "retract", "retract_named"}.isdisjoint(reading.marks)
            heard = self.second.listen(told, reading.mentions, turn.person)
            mentions = self.profile.heed(parts, reading.mentions, turn, heard.opinion.odds)
            reading.mentions, reading.doubted = self.second.heed(heard, mentions, turn.person, corrected, bool(reading.not_done))
            reading.quantities = [q for q in reading.quantities if not _is_value(q, reading.mentions)]
            if self.stances and len(heard.words) <= _LONGEST_ANSWER:
                reading.stance = self.stances.odds(heard.whole)
        return reading

    def _by_sentences(self, parts: Sequence[Part]) -> Read:
        """The reading of a message before the second opinions, and what these look at."""
        reading, company, memory = Reading(), Company(), Memory()
        spoken: list[SentencePeople] = []
        told: list[Told] = []
        asked = False  # the sentence before asks for a finding, and this one answers it
        for i, part in enumerate(parts):
            follow = follow_up(parts[i + 1], self.matcher, self.grammar) if i + 1 < len(parts) else None
            part = as_question(part, follow is not None, self.grammar)
            people = SentencePeople(part.sentence, part.spans, company, self.grammar)
            spoken.append(people)
            heard = not i and len(parts) > 1 and only_heard(part.sentence, self.grammar)
            told.append(self.sentences.read(part, people, follow, memory, reading, not (asked or heard), len(parts) == 1))
            asked = follow is not None and part.sentence.end == "?" and bool(told[-1].mentions)
            settle_within(told[-1], self.grammar)
        if put_right(told, self.lexicon.kinds, self.grammar):
            reading.marks = [m for m in reading.marks if m != "retract"]
        corrected = "correction" in reading.marks or "retract" in reading.marks
        self._settle(told, spoken, "correction" in reading.marks)
        reading.mentions = merge(
            calcium_of_confused(told_later([m for t in told for m in t.mentions], spoken), spoken), self.grammar, corrected
        )
        turn = turned_to(spoken, reading.mentions)
        reading.subject, reading.subject_sex, reading.subject_weak = turn
        reading.mentions = set_beside(one_age(of_others(reading.mentions, spoken, turn.person), turn.person), turn.person)
        reading.people = list(dict.fromkeys(p.word for sp in spoken for _, p in sp.named))
        reading.of_it = only_of_it(told, self.findings.of_pain, self.grammar)
        return Read(reading, told, turn)

    def _settle(self, told: Sequence[Told], spoken: Sequence[SentencePeople], corrected: bool) -> None:
        """What the sentences say of each other, in this order: denials and results told later, alarms, places of pain, pictures.

        Changes `told` in place. `corrected`: the message puts something right.
        """
        denied_mine(told, self.findings.of_pain, self.grammar)
        resolve(told, self.lexicon.kinds, self.grammar)
        last_of_series(told, self.grammar)
        contradicted(told, self.grammar)
        come_true(told, self.grammar)
        harmless(told, self.grammar)
        other_limbs(told, self.grammar)
        accounted(told, self.grammar)
        was_well(told, self.grammar)
        too_young(told, self.grammar)
        disowned(told, spoken, self.grammar)
        taken_up(told, self.grammar)
        hearsay(told, self.grammar)
        but_not(told, [sp.marks for sp in spoken], self.grammar)
        painless(told, spoken, self.findings.places.all, self.grammar)
        placed(told, spoken, self.findings.places.of_pains, self.findings.of_pain, self.grammar, corrected)
        place_put_right(told, self.findings.places.of_pains, self.grammar)
        it_hurts(told, spoken, self.findings.places.of_pains, self.grammar)
        best_measured(told, self.grammar)
        little_made(told, self.grammar)
        lived_with(told, self.grammar)
        same_bone(told, self.grammar)
        as_reported(told, self.grammar)
        spine_whole(told, self.grammar)
        edged_holes(told)
        looks_of_cells(told, self.grammar)
        clear_of_it(told, self.grammar)
        other_side(told, self.grammar)
        retold(told, self.grammar)
        skull_only(told, self.grammar)

    def learn_whole(self, examples: Iterable[tuple[str, Labels]], strength: float) -> Learned:
        """Train a classifier of whole messages on messages with their labels."""
        return train(((counts(self.seen(text)), labels) for text, labels in examples), strength)

    def learn_profiles(self, examples: Sequence[tuple[str, Labels]], strength: float) -> Learned:
        """Train the classifier of words that tell an age or a sex, on messages with the ages and sexes they tell."""
        rows = (
            (Counter(word.seen.names), labels_of(word, profile))
            for text, profile in examples
            for word in self.profile_words(text)
        )
        return train(rows, strength)

    def profile_words(self, text: str) -> list[ProfileWord]:
        """The words of a message that may tell an age or a sex."""
        return profile_words(self.cutter.parts(text), self.sentences.quantities.numbers, self.grammar)

    def words_seen(self, text: str) -> list[WordSeen]:
        """The words of a message as the network of findings sees them, none for an empty one."""
        reading, told, turn = self._by_sentences(self.cutter.parts(text))
        return words_seen(told, reading.mentions, turn.person)

    def seen(self, text: str) -> Seen:
        """A message as the classifiers of whole messages see it."""
        parts = self.cutter.parts(text)
        return together((features(part, self.matcher.match(part.sentence, part.spans)), part.sentence.end) for part in parts)


def _is_value(q: BareQuantity, mentions: Sequence[FindingMention]) -> bool:
    """A number that was taken for the value of a finding, or for the age."""
    return any((m.start, m.value) == (q.start, q.value) for m in mentions)


@cache
def reader(locale: str = "en") -> Reader:
    """The reader of a locale, built once."""
    return Reader(load_lexicon(locale))


def learn_findings(locale: str, examples: Sequence[tuple[str, Labels]], values: Mapping[str, Values], knowledge: Knowledge) -> Attention:
    """Train the network of findings on whole messages with their labels, and with the `values` of those of which they are known. They
    are read in as many processes as there are processors."""
    from joblib import Parallel, cpu_count, delayed

    from nlu.learning import attention_training
    from nlu.learning.attention_training import Example

    texts = [text for text, _ in examples]
    read = Parallel(n_jobs=cpu_count())(delayed(_words_seen)(locale, texts[i : i + _AT_ONCE]) for i in range(0, len(texts), _AT_ONCE))
    words = (seen for part in read for seen in part)
    rows = (
        Example(seen, labels, of_numbers(seen, values[text], knowledge) if text in values else {})
        for seen, (text, labels) in zip(words, examples, strict=True)
    )
    return attention_training.train(rows, measurable(knowledge))


def _words_seen(locale: str, texts: Sequence[str]) -> list[list[WordSeen]]:
    return [reader(locale).words_seen(text) for text in texts]


__all__ = ["ACTUAL", "QUESTION", "WRITER", "Reader", "reader"]
