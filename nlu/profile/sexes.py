"""Sex as people give it: "63F", "I'm a woman of 70", "retired headmistress", "as a mother of three"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nlu.patterns.matcher import Spans
from nlu.people.person import SEXES
from nlu.people.strangers import Strangers
from nlu.people.whom import SentencePeople
from nlu.reading import ACTUAL, PRESENT, WRITER, FindingMention
from nlu.words.lexicon import Span
from nlu.words.text import Sentence, Token

_SEX_NEAR = 2


class SexReader:
    """Finds what sex somebody is said to be."""

    def __init__(self, grammar: Mapping[str, frozenset[str]]) -> None:
        self.grammar = grammar

    def read(
        self, sentence: Sentence, spans: Spans, people: SentencePeople, ages: Sequence[tuple[int, int]],
        named: Collection[int],
    ) -> list[FindingMention]:
        """Sex mentions of a sentence: only where it is said of a person, not wherever a "man" occurs.

        `named`: tokens of findings' names, whose letters ("M protein") tell of no sex.
        """
        tokens = sentence.tokens
        words = [t.text for t in tokens]
        out: list[FindingMention] = []
        weak = {(s.start, s.end) for s in spans.get("people:sex_weak", ())}
        for sex in ("female", "male", "other"):
            for span in spans.get(f"people:sex:{sex}", ()):
                strong = (span.start, span.end) not in weak
                if span.start not in named and self._said_of_person(span, words, ages, strong, named):
                    start, end = tokens[span.start].start, tokens[span.end - 1].end
                    who = people.at(span.start, span.end)
                    out.append(FindingMention("sex", PRESENT, who, ACTUAL, value=sex, start=start, end=end))
        out = out[:1] if len({m.value for m in out}) == 1 else out
        return out or self._by_role(tokens, spans, people, ages)

    def _by_role(
        self, tokens: Sequence[Token], spans: Spans, people: SentencePeople, ages: Sequence[tuple[int, int]]
    ) -> list[FindingMention]:
        """ "I'm a grandfather", "as a mother of three", "41 yr old mum of 3": the writer's sex by what they are to others."""

        def parent(span: Span) -> bool:
            opens = span.start == 0 or any(end == span.start for _, end in ages)
            return people.of_oneself(span) or people.here_oneself(span) or (opens and people.of_so_many(span))

        trades = Strangers(people.sentence, spans, self.grammar)
        return [
            FindingMention("sex", PRESENT, WRITER, ACTUAL, value=sex, start=tokens[s.start].start, end=tokens[s.end - 1].end)
            for sex in SEXES[:2]
            for kind, own in (("someone", parent), ("trade", trades.oneself))
            for s in spans.get(f"people:{kind}:{sex}", ())
            if own(s)
        ][:1]

    def _said_of_person(
        self, span: Span, words: Sequence[str], ages: Sequence[tuple[int, int]], strong: bool, named: Collection[int]
    ) -> bool:
        grammar = self.grammar
        lead = set(words[max(0, span.start - 5) : span.start])
        denied = set(words[max(0, span.start - 3) : span.start])
        near_age = any(0 <= span.start - e <= _SEX_NEAR or 0 <= s - span.end <= _SEX_NEAR for s, e in ages) or any(
            s <= span.start < e for s, e in ages
        )
        alone = len(words) <= 3 and words[span.start] in grammar["sex_plain"] and words[0] not in grammar["pity"]
        if denied & grammar["sex_no"]:
            return False
        said = bool(lead & grammar["sex_lead"])
        if words[span.start] in grammar["sex_letters"]:
            bracketed = span.start and words[span.start - 1] == "(" and words[span.end : span.end + 1] == [")"]
            leads = grammar["sex_named"]
            if span.start == 0 and span.end in named:
                return True  # "m hb 131"
            return near_age or alone or bool(bracketed) or bool(lead & leads)
        heads = span.start == 0 and words[0] in grammar["sex_heads"] and words[span.end : span.end + 1] == [","]
        closes = words[max(0, span.start - 1) : span.start] == [","] and words[span.start] in grammar["sex_heads"]
        closes = closes and (span.end == len(words) or words[span.end] in grammar["commas"])
        if (heads and named) or (closes and (named or ages)):
            return True  # "female, Hb 119", "Hb 13.9, female", "I'm 63, a caretaker, male"
        if set(words[max(0, span.start - 1) : span.start]) & grammar["possessives"]:
            return False  # "our lass says"
        if ages and self._added(span, words):
            return True
        told = said or bool(lead & grammar["sex_is"] and lead & grammar["sex_who"])
        if told and lead & grammar["sex_with"]:
            told = False
        return near_age or told or alone or (strong and words[span.start] in grammar["sex_strong"])

    def _added(self, span: Span, words: Sequence[str]) -> bool:
        """ "I'm 53 by the way, and a man": a sex that stands by itself beside an age told earlier."""
        before, following = words[max(0, span.start - 2) : span.start], words[span.end : span.end + 1]
        joined = len(before) == 2 and before[0] in self.grammar["age_and"] and before[1] in self.grammar["articles"]
        return joined and (not following or following[0] in self.grammar["commas"])
