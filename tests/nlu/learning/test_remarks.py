"""Sentences that are learned among remarks."""

from __future__ import annotations

from nlu.learning.examples import stance_examples
from nlu.learning.remarks import among_remarks


def test_a_sentence_among_remarks_tells_what_it_tells_alone() -> None:
    remarks = {text for text, stance in stance_examples("en", "stances") if not stance}
    sentences = [(f"my back hurts on day {i}.", frozenset({"spinal_pain", str(i)})) for i in range(40)]
    made = list(among_remarks("en", sentences))
    assert len(made) == len(sentences) and made == list(among_remarks("en", sentences))
    for text, labels in made:
        [alone] = [sentence.rstrip(".") for sentence, told in sentences if told == labels]
        assert any(text in (f"{remark}{join}{alone}", f"{alone}{join}{remark}") for remark in remarks for join in (", ", ". ", ": ", " - "))
