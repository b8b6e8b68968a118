"""What training learns of the taught cases, and that it learns of no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.loader import load
from tests.eval.judge import cases
from tests.eval.sets import Case, Outcome, text_of
from tests.eval.teach import (
    ANSWERED,
    INTENTS,
    MESSAGES,
    PROFILES,
    QUESTIONS,
    VALUES,
    Taught,
    asked_in,
    judged_unseen,
    plain,
    profile_of,
    stance_of,
    teaches,
    told_by,
    values_of,
)
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


@pytest.mark.parametrize(
    ("good", "heard", "taught"),
    [
        (True, [{"topics": [["fact:over_40", 0.9]], "text": "what age", "strange": False}], [("fact:over_40", "what age")]),
        (True, [{"topics": [["fact:over_40", 0.2]], "text": "what age", "strange": False}], [("broad:who_gets_it", "hi. what age")]),
        (False, [], [("broad:who_gets_it", "hi. what age")]),
    ],
    ids=["as it was answered rightly", "heard unsurely", "not answered"],
)
def test_a_question_teaches_the_subject_it_was_answered_by_or_else_its_authors(
    good: bool, heard: list[dict[str, Any]], taught: list[tuple[str, str]]
) -> None:
    case = {"id": "x", "text": "hi. what age ", "topic": "broad:who_gets_it"}
    assert asked_in(Outcome(case, good, {}), heard) == taught
    assert asked_in(Outcome({"id": "x", "text": "hi"}, False, {}), []) == []


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({"expect": {"fatigue": {"status": "absent"}}, "allow": ["bone_pain"]}, {"-fatigue", "?bone_pain"}),
        ({"expect": {"limb_weakness": {"status": "present"}}}, {"limb_weakness", "emergency"}),
        ({"emergency": True}, {"?", "emergency"}),
        ({"emergency": False}, {"?"}),
        ({"stores": True, "must": []}, {"?"}),
    ],
    ids=["findings", "an emergency", "a red flag", "none", "a question that tells something besides"],
)
def test_a_message_teaches_what_its_case_says_and_leaves_open_what_it_does_not(case: dict[str, Any], told: set[str]) -> None:
    assert told_by(case, load()) == told


@pytest.mark.parametrize(
    ("case", "values"),
    [
        ({"expect": {"calcium_raised": {"value": 2.9}, "age": {"value": 72}}}, {"calcium_raised 2.9", "age 72"}),
        ({"expect": {"esr_raised": {"status": "present"}}, "allow": ["age", "bone_pain"]}, {"?esr_raised", "?age"}),
        ({"expect": {"hemoglobin": {"status": "present", "value": "9-10"}}}, {"?hemoglobin"}),
    ],
    ids=["told", "of no figure, or open", "a range"],
)
def test_a_message_teaches_the_values_that_its_case_expects(case: dict[str, Any], values: set[str]) -> None:
    assert values_of(case, ["age", "calcium_raised", "esr_raised", "hemoglobin"]) == values


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


@pytest.mark.parametrize(
    ("case", "stance"),
    [
        ({"asking": "symptoms", "text": "nope x4", "told": {}, "rest": "no"}, "no"),
        ({"asking": "imaging", "text": "not been scanned", "told": {}, "rest": "unknown"}, "dont_know"),
        ({"asking": "symptoms", "text": "my back hurts", "told": {"spinal_pain": "present"}, "rest": None}, "nothing"),
        ({"asking": "fatigue", "text": "indeed", "told": {"fatigue": "present"}, "rest": None}, "yes"),
        ({"asking": "fatigue", "text": "is it warm?", "told": {}, "rest": None}, "nothing"),
        ({"asking": "fatigue", "text": "tired? no", "told": {"fatigue": "absent"}, "rest": None}, None),  # the finding is read
    ],
)
def test_an_answer_teaches_what_it_says_of_all_that_it_does_not_name(case: Case, stance: str | None) -> None:
    assert stance_of(case, load()) == stance


@pytest.mark.parametrize("path", [QUESTIONS, INTENTS, MESSAGES, PROFILES, VALUES, ANSWERED], ids=str)
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
