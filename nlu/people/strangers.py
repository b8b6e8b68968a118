"""People of somebody's story who are no concern of theirs: "one of my pupils", "the man next door", "an actor on the news"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nlu.patterns.matcher import Spans
from nlu.people.person import FIRST_NAMES
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

Grammar = Mapping[str, frozenset[str]]
_SEXES = ("female", "male", "unknown")
_INSERTED = 2  # words between "my" and "teacher" ("my old maths teacher")
_SAID_OF = 3  # words from "I am" to "a"
_RELATED = 8  # tokens from a person to "I look after"
_NEAR = 2  # tokens from a person to "at my work"


class Strangers:
    """Finds in one sentence the people who are named by their trade or as "a man at work"."""

    def __init__(self, sentence: Sentence, spans: Spans, grammar: Grammar) -> None:
        self.sentence, self.spans, self.grammar = sentence, spans, grammar
        self.words = [t.text for t in sentence.tokens]

    def found(self) -> Iterator[tuple[Span, str, bool]]:
        """Their spans with their sex, and whether somebody cares for them where they lie ("a lady on my ward")."""
        for sex in _SEXES:
            for span in self.spans.get(f"people:trade:{sex}", ()):
                if self._introduced(span):
                    yield span, sex, False
            for span in self.spans.get(f"people:anyone:{sex}", ()):
                cared = self._cared_for(span)
                if self._introduced(span) and (cared or self._of_story(span)):
                    yield span, sex, cared

        yield from self._of_first_names()
        yield from ((span, "unknown", True) for span in self._called())
        yield from ((span, "unknown", False) for span in self._full_names())

    def _of_first_names(self) -> Iterator[tuple[Span, str, bool]]:
        """ "DAVE from work has lost two stone", "Marek from my gym": a first name at the head of a clause, and where one meets them."""
        for label, sex in zip(FIRST_NAMES, _SEXES, strict=False):
            for span in self.spans.get(label, ()):
                opens = not span.start or self.words[span.start - 1] in self.grammar["clause_marks"]
                if opens and (self._met_there(span.end) or self._placed(span.end)):
                    yield span, sex, False

        known = self._words_of(label for label in self.spans if not label.startswith("cues:"))
        for at, token in enumerate(self.sentence.tokens):
            opens = token.raw.istitle() and at not in known and (not at or self.words[at - 1] in self.grammar["clause_marks"])
            behind = self.words[at + 1 : at + 4]
            placed = len(behind) > 1 and behind[0] in self.grammar["meeting"] and behind[1] in self.grammar["possessives"]
            if opens and placed and not self.grammar["meeting_places"].isdisjoint(behind):
                yield Span("people:called", at, at + 1), "unknown", False

    def _full_names(self) -> Iterator[Span]:
        """ "Steve Jobs had cancer": a name and a surname of whom something is told."""
        known = self._words_of(label for label in self.spans if not label.startswith("cues:"))
        for at in range(len(self.words) - 2):
            named = all(self.sentence.tokens[i].raw.istitle() and i not in known for i in (at, at + 1))
            if named and self.sentence.tokens[at + 2].raw in self.grammar["told_of_named"]:
                yield Span("people:called", at, at + 2)

    def _words_of(self, labels: Iterable[str]) -> set[int]:
        """The tokens under these labels, first names apart."""
        return {i for label in labels if label not in FIRST_NAMES for s in self.spans[label] for i in range(s.start, s.end)}

    def _called(self) -> Iterator[Span]:
        """ "My Harold, 76": a name with an age, behind "my"."""
        known = self._words_of(label for label in self.spans if ":" not in label)
        for at in range(1, len(self.words) - 2):
            named = self.sentence.tokens[at].raw[:1].isupper() and not self.sentence.tokens[at].raw.isupper() and at not in known
            aged = self.words[at + 1] in self.grammar["commas"] and self.sentence.tokens[at + 2].number is not None
            if named and aged and self.words[at - 1] in self.grammar["possessives"]:
                yield Span("people:called", at, at + 1)

    def oneself(self, span: Span) -> bool:
        """ "I'm a barmaid", "I was a waitress", "Retired headmistress, 74", "I am 78, a retired headmistress, and ..."."""
        at = span.start - 1
        while at >= 0 and (self.words[at] in self.grammar["articles"] or (self._describes(at) and span.start - at <= _INSERTED)):
            at -= 1
        after = self.words[span.end] if span.end < len(self.words) else ""
        closed = after in ("", *self.grammar["commas"])
        if at < 0:
            return closed and self.words[0] not in self.grammar["articles"]
        before = self.words[max(0, at - 2) : at]
        if self.words[at] in self.grammar["commas"]:
            return closed and not self.grammar["i_words"].isdisjoint(self.words[:at])
        me = at - (self.words[at] in self.grammar["definites"])
        if not self.grammar["objects"].isdisjoint(self.words[max(0, me - 1) : me + 1]) and self.words[me] in self.grammar["again_me"]:
            return True  # "it's ME AGAIN THE student"
        was = self.words[at] in self.grammar["was_words"] and not self.grammar["i_words"].isdisjoint(before)
        return was or self.words[at] in self.grammar["am_words"]

    def _introduced(self, span: Span) -> bool:
        """ "My old maths teacher", "one of the nurses": led by whose or which; not "I'm a teacher", "he is a builder"."""
        at = span.start - 1
        while at > span.start - 1 - _INSERTED and at >= 0 and self._describes(at):
            at -= 1
        if self.oneself(span):
            return False
        if at < 0 or self.words[at] not in self.grammar["introducers"]:
            return span.start == 0 and (self._met_there(span.end) or self._placed(span.end) or self._has_theirs(span.end))
        if not self.grammar["am_words"].isdisjoint(self.words[max(0, at - _SAID_OF) : at]):
            return False  # "I'm usually an active person who ..."
        closed = span.end >= len(self.words) or self.words[span.end] in self.grammar["commas"]
        if closed and at and self.words[at - 1] in self.grammar["commas"]:
            return False  # "my dad, a retired engineer, is 77"
        if at == 0 or self.words[at - 1] not in self.grammar["predicative"]:
            return True
        return at > 1 and self.words[at - 2] in self.grammar["existential"]

    def _met_there(self, at: int) -> bool:
        """ "Guy on my line ...", "lady in the flats ..."; not "woman in her fifties"."""
        behind = self.words[at : at + 2]
        return len(behind) == 2 and behind[0] in self.grammar["meeting"] and behind[1] in self.grammar["meeting_at"]

    def _has_theirs(self, at: int) -> bool:
        """ "Teacher broke HER back": told with no "my" or "the"."""
        verb = self.words[at : at + 1] and self.words[at] in self.grammar["befallen"] | self.grammar["possessing"]
        return bool(verb) and not self.grammar["owners_of_kin"].isdisjoint(self.words[at + 1 : at + 2])

    def _placed(self, at: int) -> bool:
        return any(s.start == at for s in self.spans.get("people:placed", ()))

    def _describes(self, at: int) -> bool:
        token = self.sentence.tokens[at]
        plain = not token.mark and token.number is None
        return plain and token.text not in self.grammar["introducers"] | self.grammar["statement_words"] | self.grammar["body_words"]

    def _of_story(self, span: Span) -> bool:
        """ "A man who ...", "the woman next door", "read of a man"; not "a woman with back pain", "the man, 62", "my man"."""
        after = self.words[span.end] if span.end < len(self.words) else ""
        lead = self.words[: span.start]
        known = any(s.start == span.end for s in self.spans.get("people:relating", ()))  # "this girl I follow online"
        if known or self._placed(span.end) or not self.grammar["story_words"].isdisjoint(lead):
            return True
        if self._minded(span):
            return True
        if not self.grammar["existential"].isdisjoint(lead) and not self.grammar["was_words"].isdisjoint(lead):
            return True  # "there was a man with ..."
        numbered = any(t.number is not None for t in self.sentence.tokens[max(0, span.start - 4) : span.end + 3])
        if numbered or after in self.grammar["presenting"]:
            return False
        if after in self.grammar["placing"]:
            return True
        return any(w in self.grammar["indefinite"] for w in lead[-1 - _INSERTED :]) and after not in ("", *self.grammar["commas"])

    def _minded(self, span: Span) -> bool:
        """ "The woman I MIND on Thursdays": whatever the writer does for them; not "as a man I have ..."."""
        behind = self.words[span.end : span.end + 2]
        does = len(behind) == 2 and behind[0] in self.grammar["i_words"] and behind[1] not in self.grammar["own_telling"]
        return does and self.grammar["as_words"].isdisjoint(self.words[: span.start]) and not self.sentence.tokens[span.end + 1].mark

    def _cared_for(self, span: Span) -> bool:
        led = [i for i in range(max(0, span.start - _INSERTED - 1), span.start) if self.words[i] in self.grammar["introducers"]]
        if any(s.start == span.end or s.end in led for s in self.spans.get("people:cared", ())):
            return True  # "a woman I look after", "I look after a woman"
        behind = self.words[span.end : span.end + 5]
        return behind[:1] != [] and behind[0] in self.grammar["placing"] and not self.grammar["care_places"].isdisjoint(behind)


def _set_apart(words: Sequence[str], ends: Sequence[int], grammar: Grammar) -> Iterator[int]:
    """ "It is my colleague and not I who has it", "my neighbour, not me, that has it": what follows is told of the other."""
    own = grammar["i_words"] | grammar["objects"]
    for at in range(1, len(words) - 1):
        if words[at] in own and words[at - 1] in grammar["not_words"] and any(0 < at - e <= _NEAR for e in ends):
            behind = words[at + 1 + (words[at + 1] in grammar["commas"]) :]
            if behind and behind[0] in grammar["who_words"]:
                yield at


def modifying(words: Sequence[str], spans: Spans, ends: Sequence[int], strange: Sequence[int], grammar: Grammar) -> set[int]:
    """Places of a "my" or "I" that only tell which person is meant: "people at MY work", "the lady I clean for".

    `ends`: where people named end, `strange` those of strangers.
    """
    out = {at for at in strange if at < len(words) and words[at] in grammar["i_words"]}
    out.update(_set_apart(words, ends, grammar))
    for span in spans.get("people:relating", ()):
        if any(0 <= span.start - e <= _RELATED for e in ends) and words[span.start - 1] not in grammar["clause_marks"]:
            out.update(range(span.start, span.end))
    out.update(i for s in spans.get("people:placed", ()) if s.start in ends for i in range(s.start, s.end))  # "the man next to ME"
    for at, word in enumerate(words):
        if word in grammar["of_owners"] and at - 1 in ends and words[at - 1] in grammar["of_words"]:
            out.add(at)  # "a colleague OF MINE"
        if word not in grammar["possessives"] or at < 2:
            continue
        led = words[at - 1] in grammar["placing"] | grammar["of_words"] and any(0 <= at - 1 - e < _NEAR for e in ends)
        does = words[at - 2] in grammar["who_words"] and at - 2 in ends
        if (led or does) and words[at + 1 : at + 2] and words[at + 1] not in grammar["body_words"]:
            out.add(at)
    return out
