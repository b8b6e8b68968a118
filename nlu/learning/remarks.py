"""Sentences among remarks ("thanks for asking: I lost weight", "my back, if that helps"), for whoever learns what sentences tell."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from nlu.learning.examples import Labels, stance_examples

_SOME = 5000  # sentences that are put among remarks
_JOINED = (", ", ". ", ": ", " - ")


def among_remarks(locale: str, sentences: Sequence[tuple[str, Labels]]) -> Iterator[tuple[str, Labels]]:
    """Some of the sentences, each behind or before a remark, which tells nothing. Deterministic. Raises LexiconError as
    `examples.stance_examples` does."""
    chance = random.Random(0)
    remarks = [text for text, stance in stance_examples(locale, "stances") if not stance]
    for text, labels in chance.sample(sentences, min(_SOME, len(sentences))):
        pair = [chance.choice(remarks), text.rstrip(".")]
        yield chance.choice(_JOINED).join(pair if chance.random() < 1 / 2 else reversed(pair)), labels
