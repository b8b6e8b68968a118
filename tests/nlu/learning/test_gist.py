"""The gist of whole messages, by what they tell."""

from __future__ import annotations

import pytest

from nlu.learning.examples import EMERGENCY, Labels
from nlu.learning.gist import TELLS, gist_examples, telling, with_telling
from nlu.learning.value_examples import Values

OPEN = "?" + TELLS


@pytest.mark.parametrize(
    ("labels", "values", "want"),
    [
        ({"spinal_pain"}, {}, {TELLS}),
        ({"-spinal_pain"}, {}, {TELLS}),
        ({"?fatigue", "spinal_pain"}, {}, {TELLS}),
        ({"?fatigue"}, {}, {OPEN}),
        ({"?"}, {}, {OPEN}),
        ({"?", EMERGENCY}, {}, {TELLS}),
        (set(), {}, set()),
        (set(), {"hemoglobin": 92.0}, {TELLS}),
        (set(), {"hemoglobin": None}, {OPEN}),
        ({"female", "?male"}, {"age": 72.0}, set()),
    ],
)
def test_a_message_tells_a_finding_or_none_or_leaves_it_open(labels: set[str], values: Values, want: set[str]) -> None:
    assert telling(frozenset(labels), values) == want


def test_sentences_leave_open_whether_they_are_an_emergency() -> None:
    legs: Labels = frozenset({"limb_weakness", EMERGENCY})
    messages, sentences = with_telling([("my legs gave way", legs)], {}), with_telling([("weak legs", legs), ("hello", frozenset())], {})
    assert list(gist_examples(messages, sentences)) == [
        ("my legs gave way", {EMERGENCY, TELLS}),
        ("weak legs", {TELLS, "?" + EMERGENCY}),
        ("hello", {"?" + EMERGENCY}),
    ]
