"""The reply to a message: urgent advice, what was noted, answers, what was asked for, then the next question."""

from __future__ import annotations

from dataclasses import replace

from dialogue.answering import answer, doubtful, followed_up
from dialogue.heard import Heard
from dialogue.messages import Message, Turn
from dialogue.noting import acknowledge, doubts, unstored
from dialogue.picturing import picture_asked, picture_offer
from dialogue.results import deletion, greeting, stored, summary
from dialogue.setting import Setting
from dialogue.state import State
from dialogue.steering import CONTROLS, proceed
from dialogue.urgency import advice, is_emergency
from knowledge.model import Knowledge
from nlu.acts.judge import Acts
from nlu.acts.kinds import KINDS, QUESTION

_FIXED = {
    "thanks": "thanks",
    "goodbye": "goodbye",
    "off_topic": "off_topic",
    "abuse": "abuse",
    "injection": "injection",
    "other_language": "other_language",
    "gibberish": "gibberish",
    "human": "human",
    "capabilities": "capabilities",
    "identity": "are_you_robot",
    "privacy": "privacy",
    "demand_diagnosis": "cannot_diagnose",
    "demand_treatment": "cannot_treat",
    "print": "print",
    "others_data": "others_data",
    "wait": "wait",
}
_MISSED = ("not_understood", "not_understood_twice", "not_understood_question", "outside_unknown")
_LIKELY = 0.12  # a summary may be meant from here on
_QUESTIONS = tuple(act for act, kind in KINDS.items() if kind == QUESTION)
_VAGUE = 0.08  # a topic below this was not asked for
_ASIDES = frozenset((*_FIXED, "worried")) | frozenset(_QUESTIONS) | {"what_stored", "more_detail", "simpler", "greet", "show_picture"}
_QUIET = ("goodbye", "off_topic", "gibberish", "abuse", "other_language")  # unsaid where something else was
_SUMMARIES = ("summary", "print")
_LATER_TOO = ("summary", "what_stored", "why", "human", "print", "demand_diagnosis", "demand_treatment")


def respond(lead: str, acts: Acts, heard: Heard, state: State, setting: Setting, text: str = "") -> Turn:
    """The reply to one message whose leading act is `lead`. Changes the state (question asked, level, pending).

    `text`: the message as it was typed, for acts that name something of their own (which picture). The first reply of a
    conversation carries the disclaimer, whatever it is.
    """
    turn = _reply(lead, acts, heard, state, setting, text)
    _disclaim_once(turn, state, setting.knowledge.words.replies["disclaimer_line"])
    return turn


def _reply(lead: str, acts: Acts, heard: Heard, state: State, setting: Setting, text: str) -> Turn:
    knowledge, say = setting.knowledge, setting.knowledge.words.replies
    if heard.in_context:  # "high": an answer, and no question of the document
        lead, acts = "inform", Acts("inform", 1.0, acts.ranking, ["inform"])
    lead = _meant(lead, acts, state)
    if is_emergency(state) and ("resume" in acts.all or (lead == "affirm" and not heard.changes)):
        lead, state.go_on = "resume", True  # "he has been seen, can we carry on?", "yes"
    reason_asked = lead == "why" and bool(state.facts)  # "why?" after an answer of the document
    if lead == "distress":
        state.case.asking = None
        return Turn([_urgent("distress", setting)])
    urgent = advice(state, [c.finding for c in heard.changes], setting.emergency_number, knowledge)
    if lead == "emergency":
        state.case.asking = None
        urgent = urgent or _urgent("emergency_other", setting)
        if not heard.changes and not any(act in _LATER_TOO for act in acts.all):
            return Turn([urgent])
    if heard.confirm or lead == "delete_data":
        asked = deletion(heard, state, setting)
        return replace(asked, messages=[urgent, *asked.messages]) if urgent else asked
    if lead == "start_over" and not heard.changes:
        return Turn([Message(say["restarted"])], fresh=True)
    turn = Turn()
    if urgent:
        turn.messages.append(urgent)
        if not state.go_on:
            state.case.asking = None
    notes = [*acknowledge(heard, state, knowledge), *doubts(heard, knowledge)]
    drawn = [picture_asked(text, state.facts, state.case.findings, knowledge)] if "show_picture" in acts.all else []
    kind = [Message(say["worried"])] if "worried" in acts.all and not urgent else []
    body = [*kind, *_answers(acts, heard, state, knowledge), *drawn]
    if reason_asked:
        body.append(Message(say["no_reason"]))
    for act in dict.fromkeys([lead, *(a for a in acts.all if a in _LATER_TOO)]):
        body.extend(_act(act, heard, state, setting, bool(body or notes)))
    if not body and not notes:
        body.extend(Message(text) for text in unstored(heard, state, knowledge))
    if lead == "start_over":
        lead, notes = "inform", [say["restarted_with"], *notes]
    if notes:
        turn.messages.append(Message(" ".join(notes)))
    turn.messages.extend(body)
    if lead != "emergency" or is_emergency(state):  # another emergency: no question after it
        proceed(lead, lead in _ASIDES, heard, state, setting, turn)
    turn.missed = any(m.text.startswith(tuple(say[key] for key in _MISSED)) for m in turn.messages)
    return turn


def _urgent(key: str, setting: Setting) -> Message:
    """The reply to distress, or to an emergency that is none of the document's."""
    words = setting.knowledge.words.replies[key].format(emergency_number=setting.emergency_number)
    return Message(words, (), {"kind": "urgent"})


def _disclaim_once(turn: Turn, state: State, line: str) -> None:
    """The first reply of a conversation opens with the disclaimer (after urgent advice), unless it was the greeting."""
    if state.greeted:
        return
    state.greeted = True
    for i, message in enumerate(turn.messages):
        if (message.custom or {}).get("kind") not in ("urgent", "assessment"):
            turn.messages[i] = replace(message, text=f"{line} {message.text}")
            return
    turn.messages.append(Message(line))


def _meant(lead: str, acts: Acts, state: State) -> str:
    """ "What does it mean, all in all?" asks for the result once there is one, and for no topic of the document."""
    if lead == "summary" and acts.questions and state.assessment is None:  # "sum it up" with nothing to sum up
        acts.all = ["ask_document" if act == "summary" else act for act in acts.all]
        return "ask_document"
    if lead in ("summary", "emergency") and "summary" in acts.all:
        acts.questions.clear()
    likely = dict(acts.ranking).get("summary", 0.0)
    topics = acts.questions[0].topics if acts.questions else []
    if (
        state.assessment
        and likely >= _LIKELY
        and lead in (*_QUESTIONS, "capabilities", "resume", "rephrase", "why", "demand_diagnosis")
        and (not topics or topics[0][1] < _VAGUE)
        and likely >= 0.3 * acts.confidence
    ):
        acts.questions.clear()
        return "summary"
    return lead


def _answers(acts: Acts, heard: Heard, state: State, knowledge: Knowledge) -> list[Message]:
    out = []
    before, state.facts = state.facts, []  # the facts of the last message: what "and in the blood?" goes on from
    for asked in acts.questions[:2]:
        if heard.changes and doubtful(asked):  # "any holes? yes, ...": the person's own question, answered by them
            continue
        told = answer(followed_up(asked, before, knowledge), knowledge)
        state.topic = told.finding
        state.facts.extend(told.facts)
        data = {"kind": "answer", "facts": list(told.facts)} if told.facts else None
        out.append(Message(told.text, picture_offer(told.facts, state.case.findings, knowledge), data))
    return out


def _act(act: str, heard: Heard, state: State, setting: Setting, said: bool) -> list[Message]:
    """The messages that an act itself asks for."""
    knowledge, say = setting.knowledge, setting.knowledge.words.replies
    if act in _SUMMARIES and (act == "summary" or not state.assessment):
        return [summary(state, setting)]
    if act == "print":
        return [Message(say["print"]), summary(state, setting)]
    if act == "what_stored":
        return [stored(state, knowledge)]
    if act == "privacy" and state.case.findings:  # "is what I write kept?": what is, too
        return [Message(say["privacy"]), stored(state, knowledge)]
    if act == "greet":
        return [] if said else [greeting(state, knowledge)]
    if act in _FIXED:
        return [] if said and act in _QUIET else [Message(say[_FIXED[act]])]
    control = CONTROLS.get(act)
    return control(heard, state, setting) if control else []
