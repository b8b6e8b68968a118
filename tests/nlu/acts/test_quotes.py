"""Quotations: the document's words are asked about, a quoted report is told."""

from __future__ import annotations

import pytest

from nlu.act_classifier import phrases_of, quotes_of
from nlu.words.lexicon import load_lexicon

LEXICON = load_lexicon("en")


def asked(text: str) -> list[str]:
    found = quotes_of(LEXICON).asked(text, phrases_of(LEXICON, "asking", "anywhere"))
    return [text[a:b] for a, b in found]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'Osteolytic perforation defects', say that in English", "Osteolytic perforation defects"),
        ("What is meant by \u201cwide range of pain\u201d?", "wide range of pain"),
        ("In your article it says 'the thigh bone breaks': how so?", "the thigh bone breaks"),
        ("My neighbour used the word 'paraplegia', what is it?", "paraplegia"),
    ],
)
def test_the_words_of_the_document_and_mere_words_are_asked_about(text: str, quoted: str) -> None:
    assert asked(text) == [quoted]


@pytest.mark.parametrize(
    "text",
    [
        "'Collapsed L2, lytic area in the ilium.' What does this say?",
        "My letter reads 'piercing defects in the vault', what now?",
        "The word 'lytic' is in my report, why?",
        "The scan showed 'chimeral defects', is that bad?",
        "They said 'a hole'. Nothing else.",
        "it's my wife's shoulder, what's that?",
    ],
)
def test_a_quoted_result_is_told(text: str) -> None:
    assert asked(text) == []
