"""What an answer says of all that was asked, as learned: taken where the words of the message have not given an answer."""

from __future__ import annotations

import pytest

from dialogue.stance import by_stance
from knowledge.model import Knowledge
from tests.dialogue.conftest import reading

_TIRED = "fatigue present"
_SURE, _UNSURE = 0.97, 0.6


@pytest.mark.parametrize(
    ("asking", "stance", "mentions", "want"),
    [
        ("symptoms", "no", [], "no"),
        ("symptoms", "no", [_TIRED], "rest_no"),
        ("history", "dont_know", [], "dont_know"),
        ("blood_and_urine", "no", [], "rest_normal"),
        ("blood_and_urine", "dont_know", ["esr_raised present"], "rest_unknown"),
        ("saddle_numbness", "no", [], "no"),
        ("skull_lesions", "dont_know", [], "dont_know"),
        ("m_protein", "yes", [], "yes"),
    ],
)
def test_a_stance_answers_the_question(asking: str, stance: str, mentions: list[str], want: str, k: Knowledge) -> None:
    told = reading(mentions=mentions, stance={stance: _SURE})
    got = by_stance(told, asking, k)
    assert got is not None and got.answers == [want] and got.mentions == told.mentions


@pytest.mark.parametrize(
    ("asking", "told"),
    [
        ("symptoms", {"stance": {"no": _UNSURE}}),
        ("symptoms", {"stance": {}}),
        ("symptoms", {"stance": {"yes": _SURE}}),  # of which of them?
        ("symptoms", {"stance": {"no": _SURE}, "answers": ["rest_no"]}),
        ("fatigue", {"stance": {"no": _SURE}, "mentions": [_TIRED]}),
        ("m_protein", {"stance": {"no": _SURE}, "states": ["-"]}),
        ("imaging", {"stance": {"dont_know": _SURE}, "not_done": ["imaging"]}),
        ("calcium_raised", {"stance": {"no": _SURE}, "quantities": [2.4]}),
    ],
)
def test_what_the_words_have_answered_or_nobody_said_stays(asking: str, told: dict[str, object], k: Knowledge) -> None:
    assert by_stance(reading(**told), asking, k) is None


def test_a_yes_that_only_opens_a_denial_is_none(k: Knowledge) -> None:
    got = by_stance(reading(answers=["yes"], stance={"no": _SURE, "yes": 0.1}), "weight_loss", k)
    assert got is not None and got.answers == ["no"]


def test_a_denied_finding_is_named_and_the_rest_denied(k: Knowledge) -> None:
    told = reading(mentions=["weight_loss absent"], stance={"no": _SURE})
    got = by_stance(told, "symptoms", k)
    assert got is not None and got.mentions == told.mentions and got.answers == ["rest_no"]
