"""What words without a name of their own speak of: "they all look normal" of cells or of any result, "clear of it" of a protein."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.reading import ABSENT, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_LOOKS = "plasma_cells_abnormal"
_MARROW = ("PLASMA", "MARROW", "MYELOMA_CELLS", "MARROW_TESTS")


def looks_of_cells(told: Sequence[Told], grammar: Grammar) -> None:
    """ "Hgb 14.1, alk phos 64. ALL LOOK NORMAL to me": how something looks is said of plasma cells only where the message has
    spoken of marrow or cells, or tells nothing else; beside other results it can do no more than answer. Changes `told` in place.
    """
    spoken = all(m.finding == _LOOKS for t in told for m in (*t.mentions, *t.named))
    for t in told:
        spoken = spoken or any(t.spans.get(label) for label in _MARROW) or not grammar["cell_words"].isdisjoint(t.sentence.words)
        if not spoken:
            t.mentions = [replace(m, bare=True) if m.finding == _LOOKS else m for m in t.mentions]


def clear_of_it(told: Sequence[Told], grammar: Grammar) -> None:
    """ "My brother had Bence Jones. My own urine is CLEAR OF IT": what was named last for urine, and not any protein.
    Changes `told` in place.
    """
    last: FindingMention | None = None
    for t in told:
        words = [token.text for token in t.sentence.tokens]
        for k, m in enumerate(t.mentions):
            if m.finding == "urine_protein" and m.assertion == ABSENT and last is not None and _of_it(m, t, words, grammar):
                t.mentions[k] = replace(m, finding=last.finding)
            elif m.finding in grammar["awaited_tests"]:
                last = m


def _of_it(m: FindingMention, t: Told, words: Sequence[str], grammar: Grammar) -> bool:
    """A pronoun behind "clear of", "free of", "clear from"."""
    end = next((i for i, token in enumerate(t.sentence.tokens) if token.start >= m.end), len(words))
    return not grammar["of_from"].isdisjoint(words[end : end + 1]) and not grammar["it_that_them"].isdisjoint(words[end + 1 : end + 2])
