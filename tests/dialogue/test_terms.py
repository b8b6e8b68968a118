"""Words of the glossary in a message: marked once, as they stand there, the longest first."""

from __future__ import annotations

import pytest

from dialogue.messages import Message
from dialogue.terms import terms, with_terms
from knowledge.model import Knowledge


def marked(text: str, k: Knowledge) -> list[str]:
    return [one["term"] for one in terms(text, k)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An M protein was found.", ["M protein"]),
        ("The bone marrow biopsy counts.", ["bone marrow biopsy"]),
        ("Plasma cells, plasma cells and a plasma cell.", ["Plasma cells"]),
        ("ESR is raised, and so is Bence-Jones.", ["ESR", "Bence-Jones"]),
        ("Albuminous is another word; myelomas too.", []),
        ("A secondary pressure on the ridge gets progressive.", []),
        ("", []),
    ],
)
def test_words_are_found_as_they_stand(text: str, words: list[str], k: Knowledge) -> None:
    assert marked(text, k) == words


def test_a_word_that_the_message_explains_is_not_marked(k: Knowledge) -> None:
    assert "M protein" not in marked(k.words.glossary["m_protein"].text, k)


def test_every_explanation_is_the_glossarys(k: Knowledge) -> None:
    texts = {entry.text for entry in k.words.glossary.values()}
    found = terms(" ".join(entry.text for entry in k.words.facts.values()), k)
    assert len(found) > 20 and {one["text"] for one in found} <= texts


def test_the_json_of_a_message_keeps_what_it_has(k: Knowledge) -> None:
    custom = with_terms(Message("An M protein.", (), {"kind": "answer", "facts": ["a"]}), k)
    assert custom is not None and (custom["kind"], custom["facts"]) == ("answer", ["a"])
    assert custom["terms"][0]["term"] == "M protein"
    assert with_terms(Message("Nothing here."), k) is None


@pytest.mark.parametrize("kind", ["urgent", "picture"])
def test_urgent_advice_and_pictures_are_left_plain(kind: str, k: Knowledge) -> None:
    assert with_terms(Message("High calcium.", (), {"kind": kind}), k) == {"kind": kind}
