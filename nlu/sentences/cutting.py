"""A message in parts: sentences with the phrases that the lexicon knows in them, whole where something parted them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlu.patterns.matcher import Matcher, by_label
from nlu.sentences.asides import without_asides
from nlu.sentences.asked_and_said import asked_and_said, listed_well
from nlu.sentences.asked_things import asked_things
from nlu.sentences.ellipsis import filled_in
from nlu.sentences.form_places import form_places
from nlu.sentences.headings import under_headings
from nlu.sentences.named_after import named_after
from nlu.sentences.own_part import own_part
from nlu.sentences.tables import Part, as_one, joined_lines
from nlu.words.lexicon import Lexicon
from nlu.words.mending import mender
from nlu.words.text import Sentence, Token, sentences


class Cutter:
    """Cuts messages of one locale into the parts that are read one after the other."""

    def __init__(self, lexicon: Lexicon, matcher: Matcher) -> None:
        self.lexicon, self.matcher, self.grammar = lexicon, matcher, lexicon.grammar

    def parts(self, text: str) -> list[Part]:
        """The parts of a message, in their order; lines of a table are one, an aside no longer parts what it stood in."""
        told = listed_well(mender(self.lexicon).tokens(text), self.grammar)
        told = asked_things(asked_and_said(told, self.grammar), self.grammar)
        mended = filled_in(self._owned_bodies(told), self.grammar)
        parts = [part for s in sentences(mended) for part in self._apart(self._whole(self._part(s)))]
        out: list[Part] = []
        for group in joined_lines(parts, self.matcher):
            out.append(parts[group[0]] if len(group) == 1 else self._part(as_one([parts[i].sentence for i in group])))
        out = [self._with_tokens(part, tokens) for part, tokens in named_after(out, self.matcher, self.grammar)]
        return under_headings([self._with_tokens(part, tokens) for part, tokens in form_places(out, self.matcher, self.grammar)])

    def _part(self, sentence: Sentence) -> Part:
        return Part(sentence, by_label(self.lexicon.spans(sentence.tokens)))

    def _with_tokens(self, part: Part, tokens: Sequence[Token] | None) -> Part:
        """The part with other tokens, where a step found any."""
        if tokens is None:
            return part
        return self._part(replace(part.sentence, tokens=tuple(tokens), words=frozenset(t.text for t in tokens)))

    def _whole(self, part: Part) -> Part:
        """A sentence with the words together that an aside parts."""
        whole = without_asides(part.sentence, part.spans, self.grammar)
        return part if whole is part.sentence else self._part(whole)

    def _apart(self, part: Part) -> list[Part]:
        """A sentence cut where it turns to what the writer has of the same kind."""
        pieces = own_part(part, self.grammar)
        return [part] if len(pieces) == 1 else [self._part(piece) for piece in pieces]

    def _owned_bodies(self, tokens: Sequence[Token]) -> list[Token]:
        """ "Me back", "ma legs": in dialect these own what follows; not "will CALL ME BACK"."""
        around = zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
        owns, body, called = self.grammar["dialect_owners"], self.grammar["body_words"], self.grammar["calling_back"]
        return [
            replace(t, text="my") if after and t.text in owns and after.text in body and not (before and before.text in called) else t
            for before, t, after in around
        ]
