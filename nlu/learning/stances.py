"""What answers say of all that was asked: examples to learn it from (docs/decisions/0022).

People remark before they answer ("sorry, slow typing. nope x4") and tell a thing before they deny the rest ("just the tiredness, that's
all there is"), or deny some by name before all ("no lump, no fracture, none of it"). So each answer is learned alone, behind remarks, and
behind sentences that tell or deny a finding, which answer nothing alone.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

from nlu.learning.examples import Labels, sentence_examples, stance_examples

_REMARKS, _SENTENCES, _LISTS = 2, 3, 3  # remarks, sentences and lists of denials that an answer stands behind
_DENIED, _ALONE = 2, 2500  # denials of a list; sentences that stand alone
_BEHIND = (", ", ". ", " - ", "; ")
_OF_THE_REST = frozenset(("no", "dont_know"))  # what is said behind something else


def stances_to_learn(locale: str, findings: Collection[str]) -> Iterator[tuple[str, Labels]]:
    """Texts with their stances. Deterministic. Raises LexiconError as `examples.sentence_examples` does."""
    chance = random.Random(0)
    answers, nothing = stance_examples(locale, "stances"), frozenset[str]()
    remarks = [text for text, stance in answers if not stance]
    told = [(text, labels) for text, labels in sentence_examples(locale, findings) if not text.endswith("?")]
    sentences = [text for text, _ in told]
    denials = [text.rstrip(".!") for text, labels in told if labels and all(name.startswith("-") for name in labels)]
    for text, stance in answers:
        yield text, stance
        if stance:
            yield from ((remark + chance.choice(_BEHIND) + text, stance) for remark in chance.sample(remarks, _REMARKS))
        if stance & _OF_THE_REST:
            before = [*chance.sample(sentences, _SENTENCES), *(", ".join(chance.sample(denials, _DENIED)) for _ in range(_LISTS))]
            yield from ((one + chance.choice(_BEHIND) + text, stance) for one in before)
    for text, stance in stance_examples(locale, "answered"):
        yield text, stance
        yield chance.choice(remarks) + chance.choice(_BEHIND) + text, stance
    lists = (", ".join(chance.sample(denials, _DENIED)) for _ in range(_ALONE // 4))
    yield from ((text, nothing) for text in (*chance.sample(sentences, min(_ALONE, len(sentences))), *lists))
