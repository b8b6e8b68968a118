"""What training learns of the taught cases, and that it learns of no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.understanding import reader
from tests.eval.judge import cases
from tests.eval.sets import text_of
from tests.eval.teach import (
    INTENTS,
    MESSAGES,
    PROFILES,
    QUESTIONS,
    SENTENCES,
    Taught,
    judged_unseen,
    plain,
    profile_of,
    sentences,
)
from tests.serving import ROOT

PRESENT, ABSENT = {"status": "present"}, {"status": "absent"}


@pytest.mark.parametrize(
    ("case", "taught"),
    [
        (
            {"text": "My back hurts. I have no fatigue. Lovely weather!", "expect": {"spinal_pain": PRESENT, "fatigue": ABSENT}},
            {"My back hurts": {"spinal_pain"}, "I have no fatigue": {"-fatigue"}, "Lovely weather": set()},
        ),
        # What the case does not expect is somebody else's, or read wrongly: the sentence is left out.
        ({"text": "My back hurts. My legs are weak.", "expect": {"limb_weakness": PRESENT}}, {"My legs are weak": {"limb_weakness"}}),
        # What is only asked or imagined tells nothing.
        ({"text": "What if my legs go numb?", "expect": {}}, {"What if my legs go numb": set()}),
        # Where only the emergency is known, of whom it is counts.
        ({"text": "My dad can't feel his legs.", "emergency": True}, {"My dad can't feel his legs": {"limb_weakness"}}),
    ],
)
def test_a_sentence_teaches_what_its_case_says_of_it(case: dict[str, Any], taught: dict[str, set[str]]) -> None:
    found = {text: set(labels) for text, labels in sentences(case, reader().read(case["text"]))}
    assert found == taught


def test_a_text_counts_once_and_not_where_it_is_known() -> None:
    taught = Taught({"my back hurts"})
    for text in ("My back hurts.", "Numb feet", "numb  feet!"):
        taught.add("x", text)
    assert taught.table == {"x": ["Numb feet"]}


def _texts(path: Path) -> set[str]:
    table = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    if "nlu" in table:
        return {plain(line[2:]) for block in table["nlu"] for line in block["examples"].splitlines()}
    return {plain(text) for texts in table.get("topics", table).values() for text in texts}


@pytest.mark.parametrize("path", [SENTENCES, QUESTIONS, INTENTS, MESSAGES, PROFILES], ids=str)
def test_nothing_that_is_judged_unseen_is_taught(path: Path) -> None:
    assert len(_texts(path)) > 500
    assert not _texts(path) & judged_unseen()


@pytest.mark.parametrize("name", ["utterances", "redflags", "faq", "offtopic", "controls"])
def test_the_taught_voices_are_in_no_other_folder(name: str) -> None:
    def texts(folder: str) -> set[str]:
        return {plain(text_of(case)) for case in cases(folder, name)} - {""}

    assert len(texts("taught")) > 800
    assert not texts("taught") & (texts("develop") | texts("report"))


@pytest.mark.parametrize(
    ("case", "taught"),
    [
        ({"expect": {"age": {"status": "present", "value": 69}, "sex": {"status": "present", "value": "female"}}}, {"69", "female"}),
        ({"expect": {}, "allow": ["sex"]}, {"?sex"}),
        ({"expect": {"age": {"status": "present", "value": "60-69"}}}, {"?age"}),
        ({"expect": {}}, set()),
    ],
    ids=["both", "a sex that may be told or not", "a range", "neither"],
)
def test_a_message_teaches_the_age_and_sex_that_its_case_expects(case: dict[str, Any], taught: set[str]) -> None:
    assert profile_of(case) == taught
