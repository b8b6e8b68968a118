"""The judge's own measures, on answers that are known."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.eval import judge as command
from tests.eval.assistant import Assistant
from tests.eval.comparing import compare, same, scores, verdict
from tests.eval.sets import SETS, by, control, interview, offtopic, question, redflag, text_of, utterance, vignette

PRESENT, ABSENT, UNKNOWN = {"status": "present"}, {"status": "absent"}, {"status": "unknown"}


class Scripted(Assistant):
    """An assistant that gives the same reply, and one set of slots after another (the last one for ever)."""

    def __init__(self, reply: str = "Thank you.", *slots: dict[str, Any]) -> None:
        super().__init__("nowhere", "")
        object.__setattr__(self, "reply", reply)
        object.__setattr__(self, "left", list(slots or ({},)))

    def say(self, sender: str, text: str) -> str:
        return str(self.__dict__["reply"])

    def slots(self, sender: str) -> dict[str, Any]:
        left = self.__dict__["left"]
        return dict(left.pop(0) if len(left) > 1 else left[0])


@pytest.mark.parametrize(
    ("stored", "expected", "kind", "finding"),
    [
        ({}, {"fatigue": PRESENT}, "missed", "fatigue"),
        ({"fatigue": ABSENT}, {"fatigue": PRESENT}, "flipped", "fatigue"),
        ({"fatigue": PRESENT}, {}, "invented", "fatigue"),
        ({"age": {**PRESENT, "value": 36}}, {"age": {**PRESENT, "value": 63}}, "wrong", "age"),
    ],
)
def test_what_is_not_right_is_counted_as_what_it_is(
    stored: dict[str, Any], expected: dict[str, Any], kind: str, finding: str
) -> None:
    compared = compare(stored, expected)
    assert getattr(compared, kind) == (finding,) and not compared.exact


def test_a_forbidden_finding_counts_only_where_it_is_present() -> None:
    assert compare({"fatigue": PRESENT}, {}, ["fatigue"], ["fatigue"]).forbidden == ("fatigue",)
    assert compare({"fatigue": ABSENT}, {}, ["fatigue"], ["fatigue"]).exact


def test_unknown_allowed_and_implied_findings_cost_nothing() -> None:
    hemoglobin: dict[str, Any] = {**PRESENT, "value": 90}
    stored: dict[str, Any] = {"hemoglobin": hemoglobin, "anemia": PRESENT, "m_protein": UNKNOWN, "fatigue": PRESENT}
    assert compare(stored, {"hemoglobin": hemoglobin}, (), ["fatigue"]).exact


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [(2.969, 2.97, True), (100, 103, False), ("8-10", "8-10", True), ("8-10", 9, False), ("Female", "female", True)],
)
def test_values_are_the_same_to_two_percent(one: Any, other: Any, alike: bool) -> None:
    assert same(one, other) is alike


def test_scores_by_hand() -> None:
    assert scores(right=8, invented=2, missed=8) == {"precision": 0.8, "recall": 0.5, "f1": 0.6154}


def test_a_verdict_is_the_same_from_an_assessment_and_from_a_case() -> None:
    assessment = {
        "picture": "possible",
        "pillars": {"bone": {"status": "equivocal", "because": ["x"]}},
        "urgency": "routine",
        "differential": [{"condition": "b"}, {"condition": "a"}],
    }
    case = {"picture": "possible", "pillars": {"bone": "equivocal"}, "urgency": "routine", "differential": ["a", "b"]}
    assert verdict(assessment) == verdict(case)


def test_an_utterance_is_good_only_when_exactly_its_findings_are_stored() -> None:
    case = {"id": "1", "text": "tired", "expect": {"fatigue": PRESENT}}
    assert utterance(case, Scripted("ok", {"findings": {"fatigue": PRESENT}})).good
    assert not utterance(case, Scripted("ok", {"findings": {"fatigue": PRESENT, "anemia": PRESENT}})).good


@pytest.mark.parametrize(
    ("urgency", "reply", "good"),
    [("emergency", "Call 112 now", True), ("emergency", "Hm.", False), ("routine", "Call 112 now", False)],
)
def test_a_red_flag_needs_both_the_urgency_and_the_words(urgency: str, reply: str, good: bool) -> None:
    case = {"id": "1", "text": "x", "emergency": True}
    assert redflag(case, Scripted(reply, {"assessment": {"urgency": urgency}})).good is good


def test_a_vignette_needs_the_disclaimer() -> None:
    expect: dict[str, Any] = {"findings": {}, "picture": None, "pillars": {}, "urgency": None, "differential": []}
    case = {"id": "1", "turns": ["a"], "expect": expect}
    assert vignette(case, Scripted("This is not medical advice.", {})).good
    assert not vignette(case, Scripted("This is so.", {})).good


def test_an_interview_that_asks_twice_is_not_good() -> None:
    case = {"id": "1", "opening": "a", "facts": {}}
    again = interview(case, Scripted("ok", {"asking": "age"}, {"asking": "age"}, {"asking": None}))
    assert again.seen["twice"] == 1 and not again.good


@pytest.mark.parametrize(
    ("reply", "stored", "good"),
    [
        ("30 to 60 %", {}, True),
        ("some", {}, False),
        ("30 to 60 %", {"fatigue": PRESENT}, False),
        ("30 " * 1000, {}, False),
    ],
)
def test_an_answer_must_say_it_shortly_and_store_nothing(reply: str, stored: dict[str, Any], good: bool) -> None:
    case = {"id": "1", "text": "how often?", "must": [["30", "thirty"]], "must_not": ["never"]}
    assert question(case, Scripted(reply, {"findings": stored})).good is good


def test_off_topic_must_get_a_reply_and_store_nothing() -> None:
    case = {"id": "1", "text": "weather?", "kind": "offtopic", "expect": {"no_findings": True, "no_assessment": True}}
    assert offtopic(case, Scripted("Sorry.", {"findings": {"age": PRESENT}})).good
    assert not offtopic(case, Scripted("", {})).good
    assert not offtopic(case, Scripted("Sorry.", {"findings": {"fatigue": PRESENT}})).good


@pytest.mark.parametrize(("after", "good"), [("imaging", True), ("red_flags", False)])
def test_a_skip_must_open_another_question(after: str, good: bool) -> None:
    case = {"id": "1", "text": "skip", "control": "skip", "state": "after_findings"}
    asking = [{"asking": "red_flags"}, {"asking": "red_flags"}, {"asking": after}]
    assert control(case, Scripted("ok", *asking)).good is good


def test_breakdowns_and_repeated_texts() -> None:
    good = utterance({"id": "1", "text": "a", "expect": {}, "tags": ["x", "y"]}, Scripted())
    bad = utterance({"id": "2", "text": "a", "expect": {"age": PRESENT}, "tags": ["y"]}, Scripted())
    assert by([good, bad], "tags") == {"x": 1.0, "y": 0.5}
    assert SETS["utterances"].figures([good, bad])["by_finding"] == {"age": {"missed": 1, "invented": 0}}
    assert text_of({"repeat": ["ab", 3]}) == "ababab"


def test_arguments_name_folders_and_sets() -> None:
    assert command.wanted([]) == [("develop", name) for name in SETS]
    assert command.wanted(["report/faq", "faq"]) == [("report", "faq"), ("develop", "faq")]
    with pytest.raises(SystemExit, match="no set 'nonsense'"):
        command.wanted(["nonsense"])


def test_an_assistant_that_does_not_answer_is_a_miss_and_an_error() -> None:
    judged = command.judge("develop", "redflags", [Assistant("http://127.0.0.1:9", "")])
    assert judged.figures["errors"] == judged.figures["n"] == len(judged.misses)
    assert json.loads(json.dumps(judged.misses))[0]["id"]


def judged(folder: str, count: int) -> command.Judged:
    misses = [{"set": f"{folder}/faq", "id": f"q{i}", "text": f"question {i}", "lacks": [["x"]]} for i in range(count)]
    return command.Judged(folder, "faq", {"answered": 0.5, "by_tag": {f"t{i}": i / 40 for i in range(20)}}, misses, 0.1)


def test_every_tag_is_printed_with_its_share() -> None:
    lines = command.table(judged("develop", 1)).splitlines()
    assert len(lines) == 21 and lines[1].split() == ["tag", "0.00", "t0"]


def test_the_first_thirty_misses_are_printed_with_id_reason_and_text() -> None:
    some, everything = command.told(judged("develop", 31)), command.told(judged("develop", 31), everything=True)
    assert 'q29  lacks [["x"]]\n        question 29' in some and "q30" not in some and "1 more" in some
    assert "q30" in everything


def test_texts_of_the_folder_that_is_not_read_stay_unprinted_unless_all_are_asked_for() -> None:
    assert "q0" in command.told(judged("report", 1)) and "question" not in command.told(judged("report", 1))
    assert "question 0" in command.told(judged("report", 1), everything=True)
    assert command.told(judged("report", 0)).strip() == "no misses"
