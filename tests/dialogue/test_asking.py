"""Putting questions: the next one, skipping, going back, the words and buttons."""

from __future__ import annotations

import pytest

from dialogue.asking import back, buttons, custom, move_on, question, skip
from dialogue.hearing import hear
from knowledge.model import Knowledge
from tests.dialogue.conftest import reading, state


def test_the_first_question_is_about_red_flags(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"})
    move_on(now, k)
    assert (now.case.asking, now.case.asked) == ("red_flags", ["red_flags"])
    assert now.case.trail == [{"asking": "red_flags", "before": {}}]


def test_nothing_is_asked_at_an_emergency_until_the_person_goes_on(k: Knowledge) -> None:
    now = state(k, findings={"limb_weakness": "yes"})
    move_on(now, k)
    assert now.case.asking is None and now.finished
    now.go_on = True
    move_on(now, k)
    assert now.case.asking is not None and not now.finished


def test_skipping_leaves_the_question_unknown_and_moves_on(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"}, asking="red_flags")
    assert skip(now, k)
    assert now.case.asking == "imaging"
    assert {now.case.findings[f]["status"] for f in k.groups["red_flags"].members} == {"unknown"}


def test_skipping_without_a_question_changes_nothing(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"})
    assert not skip(now, k)
    assert now.case.findings == {"spinal_pain": {"status": "present"}}


def test_back_opens_the_earlier_question_and_takes_its_answer_back(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"}, asking="red_flags")
    hear(reading(answers=["no"]), now, k)
    move_on(now, k)
    assert now.case.asking == "imaging"
    assert back(now)
    assert now.case.asking == "red_flags"
    assert now.case.findings == {"spinal_pain": {"status": "present"}}
    assert "imaging" not in now.case.asked


def test_back_restores_what_an_answer_replaced(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"}, asking="symptoms")
    hear(reading(mentions=["spinal_pain absent", "fatigue present"]), now, k)
    move_on(now, k)
    assert back(now)
    assert now.case.findings == {"spinal_pain": {"status": "present"}}


def test_back_takes_a_skip_back(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"}, asking="red_flags")
    skip(now, k)
    assert back(now)
    assert now.case.asking == "red_flags"
    assert now.case.findings == {"spinal_pain": {"status": "present"}}


def test_back_at_the_first_question_changes_nothing(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"}, asking="red_flags")
    assert not back(now)
    assert now.case.asking == "red_flags"


def test_back_after_the_end_opens_the_last_question(k: Knowledge) -> None:
    now = state(k, findings={"spinal_pain": "yes"}, asked=["red_flags", "history"], finished=True)
    assert back(now)
    assert (now.case.asking, now.finished) == ("history", False)


def test_back_without_any_question_says_no(k: Knowledge) -> None:
    assert not back(state(k))


def test_a_question_comes_with_its_words_buttons_and_json(k: Knowledge) -> None:
    message = question(state(k, findings={"spinal_pain": "yes"}, asking="red_flags"), k)
    assert message is not None
    assert message.text == k.words.question("red_flags")
    assert message.custom == {"kind": "question", "asking": "red_flags", "answer": "group"}
    assert [title for title, _ in message.buttons] == ["None of these", "I don't know", "Skip", "Why do you ask?"]


def test_a_lead_and_simpler_words_are_used_where_asked_for(k: Knowledge) -> None:
    message = question(state(k, asking="imaging"), k, "In other words,", simpler=True)
    assert message is not None and message.text == f"In other words, {k.words.simpler('imaging')}"


def test_no_question_is_no_message(k: Knowledge) -> None:
    assert question(state(k), k) is None


def test_the_end_is_announced_when_it_is_near(k: Knowledge) -> None:
    now = state(k, findings={"age": 50, "sex": "male"}, asked=list(k.groups))
    for finding in k.findings:
        if finding not in now.case.findings and k.group_of(finding) != "history":
            now.case.findings[finding] = {"status": "absent" if k.findings[finding].kind == "boolean" else "unknown"}
    for finding in k.groups["history"].members[1:-1]:
        now.case.findings[finding] = {"status": "absent"}
    move_on(now, k)
    message = question(now, k)
    assert message is not None and "At most" in message.text


@pytest.mark.parametrize(("asking", "kind"), [("imaging", "group"), ("fatigue", "boolean"), ("age", "quantity")])
def test_the_json_tells_what_kind_of_answer_is_wanted(asking: str, kind: str, k: Knowledge) -> None:
    assert custom(asking, k) == {"kind": "question", "asking": asking, "answer": kind}


def test_every_yes_or_no_question_has_buttons_and_none_is_there_twice(k: Knowledge) -> None:
    for asking in [*k.groups, *k.findings]:
        titles = [title for title, _ in buttons(asking, k)]
        assert len(titles) == len(set(titles)) and {"I don't know", "Skip", "Why do you ask?"} <= set(titles)
        if asking in k.findings and k.findings[asking].kind == "boolean":
            assert len(titles) >= 5, asking
