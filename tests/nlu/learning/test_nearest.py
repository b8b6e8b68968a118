"""The nearest example of each label, and the classifier with it after a trip through a file."""

from __future__ import annotations

from pathlib import Path

from nlu.learning.linear_text import LinearText, train

TEXTS = ["go back please", "back one question", "print it for me", "a print out please", "what is an M protein"]
LABELS = ["go_back", "go_back", "print", "print", "ask"]


def test_a_text_near_an_example_gains() -> None:
    plain, near = train(TEXTS, LABELS, rare=1), train(TEXTS, LABELS, rare=1, nearness=5.0)
    assert dict(near.predict("print it for me"))["print"] > dict(plain.predict("print it for me"))["print"]
    assert near.examples is not None
    likeness = near.examples.nearest(*near.vector("print it for me"))
    assert abs(likeness[near.labels.index("print")] - 1) < 0.01


def test_unknown_words_are_near_to_nothing() -> None:
    model = train(TEXTS, LABELS, rare=1, nearness=5.0)
    assert model.examples is not None
    assert not model.examples.nearest(*model.vector("ψψψ")).any()


def test_it_is_the_same_after_saving(tmp_path: Path) -> None:
    model = train(TEXTS, LABELS, rare=1, nearness=5.0, shift=-0.5)
    model.save(tmp_path)
    again = LinearText.load(tmp_path)
    for (label, p), (other, q) in zip(model.predict("go back"), again.predict("go back"), strict=True):
        assert label == other and abs(p - q) < 0.01
