"""The whole reply: order of its parts, what each act brings, what happens to the question."""

from __future__ import annotations

import pytest

from dialogue.messages import Turn
from dialogue.responding import respond
from dialogue.setting import Setting
from dialogue.state import State
from tests.dialogue.conftest import acts, heard, state


def kinds(turn: Turn) -> list[str | None]:
    return [(message.custom or {}).get("kind") for message in turn.messages]


def text(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.messages)


def test_what_was_noted_comes_before_the_question(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"fatigue": "yes"})
    turn = respond("inform", acts("inform"), heard(setting.knowledge, {"fatigue": "yes"}), now, setting)
    assert turn.messages[0].text.startswith("I noted")
    assert kinds(turn) == [None, "question"]


def test_urgent_advice_comes_first_and_no_question_follows(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"limb_weakness": "yes"}, asking="red_flags")
    turn = respond("inform", acts("inform"), heard(setting.knowledge, {"limb_weakness": "yes"}), now, setting)
    assert kinds(turn)[0] == "urgent" and "question" not in kinds(turn)
    assert now.case.asking is None


def test_the_first_reply_opens_with_the_disclaimer_and_later_ones_do_not(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"fatigue": "yes"})
    now.greeted = False
    line = setting.knowledge.words.replies["disclaimer_line"]
    first = respond("inform", acts("inform"), heard(setting.knowledge, {"fatigue": "yes"}), now, setting)
    again = respond("thanks", acts("thanks"), heard(setting.knowledge), now, setting)
    assert first.messages[0].text.startswith(line) and line not in text(again)


def test_urgent_advice_is_not_pushed_down_by_the_disclaimer(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"limb_weakness": "yes"})
    now.greeted = False
    turn = respond("inform", acts("inform"), heard(setting.knowledge, {"limb_weakness": "yes"}), now, setting)
    assert "not medical advice" not in turn.messages[0].text
    assert "not medical advice" in turn.messages[1].text


def test_a_greeting_without_findings_asks_what_brings_the_person(setting: Setting) -> None:
    turn = respond("greet", acts("greet"), heard(setting.knowledge), State(), setting)
    assert "Hello" in text(turn) and "not medical advice" in text(turn)
    assert setting.knowledge.words.replies["opening_question"] in text(turn)


def test_a_question_of_the_document_is_answered_and_the_open_one_put_again(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    asked = acts("ask_document", fact__bence_jones_30_60=0.9)
    turn = respond("ask_document", asked, heard(setting.knowledge), now, setting)
    assert kinds(turn) == ["answer", "question"]
    assert now.case.asking == "red_flags"
    assert now.topic == "bence_jones"


def test_why_explains_and_keeps_the_question(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    turn = respond("why", acts("why"), heard(setting.knowledge), now, setting)
    assert setting.knowledge.words.why("red_flags") in text(turn)
    assert (kinds(turn), now.case.asking) == ([None, "question"], "red_flags")


def test_skip_puts_another_question(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    turn = respond("skip", acts("skip"), heard(setting.knowledge), now, setting)
    assert now.case.asking == "imaging" and kinds(turn)[-1] == "question"


def test_back_without_a_way_back_says_so(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    turn = respond("go_back", acts("go_back"), heard(setting.knowledge), now, setting)
    assert setting.knowledge.words.replies["nothing_to_go_back_to"] in text(turn)
    assert now.case.asking == "red_flags"


@pytest.mark.parametrize(("act", "lead"), [("repeat", "Once more:"), ("rephrase", "In other words,")])
def test_repeat_and_rephrase_put_the_same_question(act: str, lead: str, setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    [message] = respond(act, acts(act), heard(setting.knowledge), now, setting).messages
    assert message.text.startswith(lead) and now.case.asking == "red_flags"


def test_the_summary_has_assessment_sources_and_disclaimer(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"m_protein": "yes"}, asking="red_flags")
    turn = respond("summary", acts("summary"), heard(setting.knowledge), now, setting)
    told = turn.messages[0]
    assert told.custom is not None and told.custom["assessment"] == now.assessment
    assert "Source" in told.text and "not medical advice" in told.text
    assert kinds(turn) == ["assessment", "question"]


def test_the_summary_of_nothing_is_a_kind_word(setting: Setting) -> None:
    turn = respond("summary", acts("summary"), heard(setting.knowledge), state(setting.knowledge), setting)
    assert text(turn) == setting.knowledge.words.replies["summary_nothing"]


def test_what_does_it_mean_is_the_summary_once_there_is_one(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"m_protein": "yes"}, asking="red_flags")
    vague = acts("capabilities", ranking={"capabilities": 0.4, "summary": 0.3})
    assert "assessment" in kinds(respond("capabilities", vague, heard(setting.knowledge), now, setting))


def test_the_interview_ends_once_with_the_assessment(setting: Setting) -> None:
    k = setting.knowledge
    rest = {f: "no" if k.findings[f].kind == "boolean" else "open" for f in k.findings if f != "known_cancer"}
    now = state(k, findings={**rest, "known_cancer": "no"}, asking="known_cancer")
    turn = respond("deny", acts("deny"), heard(k, {"known_cancer": "no"}, answered=True), now, setting)
    assert kinds(turn)[-1] == "assessment" and now.finished
    again = respond("thanks", acts("thanks"), heard(k), now, setting)
    assert "assessment" not in kinds(again)


def test_what_is_not_understood_is_put_simpler_and_then_left_open(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    first = respond("inform", acts("inform"), heard(setting.knowledge), now, setting)
    assert setting.knowledge.words.simpler("red_flags") in text(first) and now.case.asking == "red_flags"
    respond("inform", acts("inform"), heard(setting.knowledge), now, setting)
    assert now.case.asking == "imaging"
    assert now.case.findings["limb_weakness"]["status"] == "unknown"


def test_deletion_is_asked_back_and_done_on_yes(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    first = respond("delete_data", acts("delete_data"), heard(setting.knowledge), now, setting)
    assert now.pending == "delete" and not first.erase and len(first.messages[0].buttons) == 2
    done = respond("affirm", acts("affirm"), heard(setting.knowledge, confirm="yes"), now, setting)
    assert done.erase


def test_deletion_is_not_done_on_no_and_the_question_comes_again(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags", pending="delete")
    turn = respond("deny", acts("deny"), heard(setting.knowledge, confirm="no"), now, setting)
    assert not turn.erase and now.pending is None
    assert kinds(turn) == [None, "question"]


def test_starting_over_asks_for_a_fresh_state(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    turn = respond("start_over", acts("start_over"), heard(setting.knowledge), now, setting)
    assert turn.fresh and not turn.erase


@pytest.mark.parametrize("act", ["distress", "emergency"])
def test_distress_and_emergencies_stop_the_interview_and_name_the_number(act: str, setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    turn = respond(act, acts(act), heard(setting.knowledge), now, setting)
    assert kinds(turn) == ["urgent"] and "112" in text(turn)
    assert now.case.asking is None


def test_what_is_stored_names_what_is_known_and_what_is_not(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"weight_loss": "no", "m_protein": "open"}, asking="red_flags")
    said = text(respond("what_stored", acts("what_stored"), heard(setting.knowledge), now, setting))
    assert "no weight loss" in said and "not known" in said


def test_who_asks_whether_it_is_kept_is_told_what_is(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    said = text(respond("privacy", acts("privacy"), heard(setting.knowledge), now, setting))
    assert "delete my data" in said and "So far I have noted: pain" in said
    nothing = text(respond("privacy", acts("privacy"), heard(setting.knowledge), state(setting.knowledge), setting))
    assert "So far I have noted" not in nothing


def test_a_finding_and_a_request_in_one_message_are_both_answered(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"weight_loss": "yes"})
    told = heard(setting.knowledge, {"weight_loss": "yes"})
    said = text(respond("what_stored", acts("what_stored", "inform"), told, now, setting))
    assert "I noted" in said and "So far I have noted" in said


def test_going_on_after_an_emergency_puts_a_question(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"limb_weakness": "yes"})
    turn = respond("resume", acts("resume"), heard(setting.knowledge), now, setting)
    assert now.go_on and now.case.asking is not None and kinds(turn)[-1] == "question"


@pytest.mark.parametrize("act", ["off_topic", "abuse", "injection", "other_language", "gibberish", "human", "privacy"])
def test_what_is_beside_the_subject_never_moves_the_interview(act: str, setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    turn = respond(act, acts(act), heard(setting.knowledge), now, setting)
    assert now.case.asking == "red_flags" and kinds(turn)[-1] == "question"
    assert now.case.findings == {"spinal_pain": {"status": "present"}}


@pytest.mark.parametrize("act", ["demand_diagnosis", "demand_treatment"])
def test_demands_are_declined(act: str, setting: Setting) -> None:
    said = text(respond(act, acts(act), heard(setting.knowledge), state(setting.knowledge), setting))
    assert "I cannot" in said


def test_others_data_are_not_given(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    said = text(respond("others_data", acts("others_data"), heard(setting.knowledge), now, setting))
    assert "cannot see what other people write" in said and now.case.asking == "red_flags"


def test_waiting_puts_no_question_and_keeps_the_open_one(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    turn = respond("wait", acts("wait"), heard(setting.knowledge), now, setting)
    assert kinds(turn) == [None] and "take your time" in text(turn)
    assert now.case.asking == "red_flags"


def test_sum_it_up_with_nothing_to_sum_up_asks_for_the_document(setting: Setting) -> None:
    asked = acts("summary", broad__everything=0.4)
    assert "answer" in kinds(respond("summary", asked, heard(setting.knowledge), State(), setting))


def test_sum_it_up_with_a_result_is_the_result(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"m_protein": "yes"}, asking="red_flags")
    turn = respond("summary", acts("summary", broad__everything=0.4), heard(setting.knowledge), now, setting)
    assert kinds(turn) == ["assessment", "question"]


def test_why_after_an_answer_says_that_the_document_gives_no_reason(setting: Setting) -> None:
    now = state(setting.knowledge, findings={"spinal_pain": "yes"}, asking="red_flags")
    respond("ask_document", acts("ask_document", fact__esr_clearly_raised=0.9), heard(setting.knowledge), now, setting)
    said = text(respond("why", acts("why"), heard(setting.knowledge), now, setting))
    assert "gives no reason" in said and "Why I ask" in said
    assert "gives no reason" not in text(respond("why", acts("why"), heard(setting.knowledge), now, setting))


def test_a_vague_question_goes_on_from_the_last_answer(setting: Setting) -> None:
    k, now = setting.knowledge, State(greeted=True)
    vague = acts("ask_document", fact__lumbar_most=0.2, fact__bence_jones_30_60=0.1)
    respond("ask_document", acts("ask_document", fact__urine_protein_often=0.9), heard(k), now, setting)
    after = text(respond("ask_document", vague, heard(k), now, setting))
    alone = text(respond("ask_document", vague, heard(k), State(greeted=True), setting))
    assert after.index(k.words.facts["bence_jones_30_60"].text) < after.index("From the document")
    assert alone.startswith(f"{k.words.replies['closest_fact']} {k.words.facts['lumbar_most'].text}")
    assert after.startswith(k.words.facts["bence_jones_30_60"].text)


@pytest.mark.parametrize("act", ["distress", "emergency"])
def test_urgent_replies_name_what_to_do_after_swallowing_something(act: str, setting: Setting) -> None:
    said = text(respond(act, acts(act), heard(setting.knowledge), State(), setting))
    assert "112" in said and ("crisis line" in said or "poison line" in said)
