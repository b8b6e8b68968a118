"""What training learns of the taught cases, and that it learns of no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.eval.judge import cases
from tests.eval.sets import Outcome, text_of
from tests.eval.teach import INTENTS, MESSAGES, PROFILES, QUESTIONS, Taught, judged_unseen, plain, profile_of, teaches
from tests.serving import ROOT


@pytest.mark.parametrize(
    ("case", "good", "judged", "act"),
    [
        ({"kind": "distress"}, True, ["worried"], "worried"),
        ({"kind": "distress"}, False, ["off_topic"], ""),
        ({"control": "restart"}, False, ["injection"], "start_over"),
        ({"kind": "other-language"}, False, ["gibberish"], "other_language"),
        ({"control": "thanks"}, True, ["thanks", "inform"], ""),
        ({"control": "help"}, True, ["ask_document"], ""),
        ({"kind": "smalltalk"}, False, ["emergency"], ""),
    ],
    ids=["as judged right", "two that fit", "the one that fits", "by its kind", "two acts", "learned elsewhere", "none that fits"],
)
def test_a_message_teaches_the_act_it_was_judged_right_by_or_the_only_one_that_fits(
    case: dict[str, Any], good: bool, judged: list[str], act: str
) -> None:
    name = "controls" if "control" in case else "offtopic"
    assert teaches(name, Outcome(case | {"id": "x", "text": "hm"}, good, {}), judged) == act


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


@pytest.mark.parametrize("path", [QUESTIONS, INTENTS, MESSAGES, PROFILES], ids=str)
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
