"""The reply to a message: urgent advice, what was noted, answers, what was asked for, then the next question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from dialogue.answering import answer
from dialogue.asking import back, move_on, question, skip
from dialogue.hearing import Heard
from dialogue.messages import Message, Turn
from dialogue.noting import acknowledge, doubts, phrases, unstored
from dialogue.state import Case, State
from dialogue.urgency import advice, is_emergency
from knowledge.model import Knowledge
from nlu.acts import QUESTIONS, Acts
from nlu.reading import WRITER
from reasoning.assess import assess
from reasoning.explanation import explain, why
from reasoning.wording import render, sentences

_FIXED = {"thanks": "thanks", "goodbye": "goodbye", "off_topic": "off_topic", "abuse": "abuse", "injection": "injection", "other_language": "other_language",
          "gibberish": "gibberish", "human": "human", "capabilities": "capabilities", "identity": "are_you_robot", "privacy": "privacy",
          "demand_diagnosis": "cannot_diagnose", "demand_treatment": "cannot_treat", "print": "print"}
_LIKELY = 0.12  # a summary may be meant from here on
_VAGUE = 0.08   # a topic below this was not asked for
_ASIDES = frozenset(_FIXED) | QUESTIONS | {"what_stored", "more_detail", "simpler", "greet"}
_SUMMARIES = ("summary", "print")
_LATER_TOO = ("summary", "what_stored", "why", "human", "print", "demand_diagnosis", "demand_treatment")


@dataclass(frozen=True)
class Setting:
    """What a reply needs besides the conversation: the knowledge and the emergency number to name."""

    knowledge: Knowledge
    emergency_number: str


def reassess(state: State, knowledge: Knowledge) -> None:
    """Keep the assessment current; None while nothing is noted."""
    state.assessment = assess(state.case.findings, knowledge) if state.case.findings else None


def respond(lead: str, acts: Acts, heard: Heard, state: State, setting: Setting) -> Turn:
    """The reply to one message whose leading act is `lead`. Changes the state (question asked, level, pending)."""
    knowledge, say = setting.knowledge, setting.knowledge.words.replies
    lead = _meant(lead, acts, state)
    if lead in ("distress", "emergency"):
        state.case.asking = None
        key = "distress" if lead == "distress" else "emergency_other"
        urgent = advice(state, [c.finding for c in heard.changes], setting.emergency_number, knowledge) if lead == "emergency" else None
        return Turn([urgent or Message(say[key].format(emergency_number=setting.emergency_number), (), {"kind": "urgent"})])
    if heard.confirm or lead == "delete_data":
        return _deletion(heard, state, setting)
    if lead == "start_over":
        return Turn([Message(say["restarted"])], fresh=True)
    turn = Turn()
    urgent = advice(state, [c.finding for c in heard.changes], setting.emergency_number, knowledge)
    if urgent:
        turn.messages.append(urgent)
        if not state.go_on:
            state.case.asking = None
    notes = [*acknowledge(heard, state, knowledge), *doubts(heard, knowledge)]
    body = _answers(acts, state, knowledge)
    for act in dict.fromkeys([lead, *(a for a in acts.all if a in _LATER_TOO)]):
        body.extend(_act(act, heard, state, setting, bool(body or notes)))
    if not body and not notes:
        body.extend(Message(text) for text in unstored(heard, state, knowledge))
    if notes:
        turn.messages.append(Message(" ".join(notes)))
    turn.messages.extend(body)
    _next(lead, heard, state, setting, turn)
    return turn


def _meant(lead: str, acts: Acts, state: State) -> str:
    """"What does it mean, all in all?" asks for the result once there is one, and for no topic of the document."""
    likely = dict(acts.ranking).get("summary", 0.0)
    topics = acts.questions[0].topics if acts.questions else []
    if state.assessment and likely >= _LIKELY and lead in (*QUESTIONS, "capabilities", "resume", "rephrase", "why", "demand_diagnosis") and (
            not topics or topics[0][1] < _VAGUE) and likely >= 0.3 * acts.confidence:
        acts.questions.clear()
        return "summary"
    return lead


def _answers(acts: Acts, state: State, knowledge: Knowledge) -> list[Message]:
    out = []
    for asked in acts.questions[:2]:
        told = answer(asked, knowledge)
        state.topic = told.finding
        state.facts = list(told.facts)
        out.append(Message(told.text, (), {"kind": "answer", "facts": list(told.facts)} if told.facts else None))
    return out


def _act(act: str, heard: Heard, state: State, setting: Setting, said: bool) -> list[Message]:
    """The messages that an act itself asks for."""
    knowledge, say = setting.knowledge, setting.knowledge.words.replies
    if act in _SUMMARIES and (act == "summary" or not state.assessment):
        return [_summary(state, setting)]
    if act == "print":
        return [Message(say["print"]), _summary(state, setting)]
    if act == "what_stored":
        return [_stored(state, knowledge)]
    if act == "greet":
        return [] if said else [_greeting(state, knowledge)]
    if act in _FIXED:
        quiet = act in ("thanks", "goodbye", "off_topic", "gibberish", "abuse", "other_language") and said and act != "thanks"
        return [] if quiet else [Message(say[_FIXED[act]])]
    handler: Callable[[Heard, State, Setting], list[Message]] | None = _CONTROLS.get(act)
    return handler(heard, state, setting) if handler else []


def _why(heard: Heard, state: State, setting: Setting) -> list[Message]:
    say, asking = setting.knowledge.words.replies, state.case.asking
    if asking is None:
        return [Message(say["why_no_question"])]
    computed = sentences(why(asking, state.case.findings, setting.knowledge), setting.knowledge, state.level)
    return [Message(say["why_lead"].format(why=f"{setting.knowledge.words.why(asking)} {computed}".strip()))]


def _skip(heard: Heard, state: State, setting: Setting) -> list[Message]:
    done = skip(state, setting.knowledge)
    reassess(state, setting.knowledge) if state.case.findings else None
    return [Message(setting.knowledge.words.replies["skipped" if done else "nothing_to_skip"])]


def _back(heard: Heard, state: State, setting: Setting) -> list[Message]:
    done = back(state)
    reassess(state, setting.knowledge)
    return [Message(setting.knowledge.words.replies["went_back" if done else "nothing_to_go_back_to"])]


def _level(level: str) -> Callable[[Heard, State, Setting], list[Message]]:
    def change(heard: Heard, state: State, setting: Setting) -> list[Message]:
        state.level = level
        out = [Message(setting.knowledge.words.replies[f"level_{level}"])]
        return [*out, _summary(state, setting)] if state.assessment else out
    return change


def _dont_know(heard: Heard, state: State, setting: Setting) -> list[Message]:
    key = "dont_know" if heard.answered else "nothing_to_skip"
    return [Message(setting.knowledge.words.replies[key])] if state.case.asking else []


def _resume(heard: Heard, state: State, setting: Setting) -> list[Message]:
    if is_emergency(state):
        state.go_on = True
    if state.case.asking is None:
        move_on(state, setting.knowledge)
    return []


_CONTROLS: dict[str, Callable[[Heard, State, Setting], list[Message]]] = {
    "why": _why, "skip": _skip, "go_back": _back, "more_detail": _level("detail"), "simpler": _level("plain"), "dont_know": _dont_know, "resume": _resume,
}


def _summary(state: State, setting: Setting) -> Message:
    knowledge = setting.knowledge
    if state.assessment is None:
        return Message(knowledge.words.replies["summary_nothing"])
    explained = explain(state.case.findings, knowledge, "detail" if state.level == "detail" else "plain")
    rendered = render(explained, knowledge, setting.emergency_number)
    return Message(rendered.text, (), {"kind": "assessment", "assessment": state.assessment, **rendered.data})


def _stored(state: State, knowledge: Knowledge) -> Message:
    say = knowledge.words.replies
    known = phrases(state.case.findings, knowledge, ("present", "absent"))
    unknown = phrases(state.case.findings, knowledge, ("unknown",))
    parts = [say["stored"].format(items=known) if known else say["stored_nothing"]]
    if unknown:
        parts.append(say["unknown_items"].format(items=unknown))
    return Message(" ".join(parts))


def _greeting(state: State, knowledge: Knowledge) -> Message:
    say, labels = knowledge.words.replies, knowledge.words.buttons
    if state.greeted:
        return Message(say["greeting_again"])
    state.greeted = True
    return Message(f"{say['greeting']} {say['opening_question']}", ((labels["start_interview"], labels["start_interview"]),))


def _deletion(heard: Heard, state: State, setting: Setting) -> Turn:
    say, labels = setting.knowledge.words.replies, setting.knowledge.words.buttons
    if heard.confirm == "yes":
        return Turn([Message(say["deleted"])], erase=True)
    state.pending = None
    if heard.confirm == "no":
        turn = Turn([Message(say["delete_cancelled"])])
        asked = question(state, setting.knowledge)
        turn.messages.extend([asked] if asked else [])
        return turn
    state.pending = "delete"
    return Turn([Message(say["delete_confirm"], ((labels["yes_delete"], labels["yes_delete"]), (labels["no_keep"], labels["no_keep"])))])


def _next(lead: str, heard: Heard, state: State, setting: Setting, turn: Turn) -> None:
    """Put the next question, the open one again, or end the interview."""
    knowledge, say = setting.knowledge, setting.knowledge.words.replies
    if is_emergency(state) and not state.go_on:
        turn.messages.append(Message(say["continue_after_emergency"], ((knowledge.words.buttons["go_on"], knowledge.words.buttons["go_on"]),
                                                                       (knowledge.words.buttons["summary"], knowledge.words.buttons["summary"]))))
        return
    if lead in ("repeat", "rephrase", "why", "go_back", "skip"):
        again = question(state, knowledge, say["rephrase_lead"] if lead == "rephrase" else say["repeat_lead"] if lead == "repeat" else "", simpler=lead == "rephrase")
        if again:
            turn.messages.append(again)
        elif lead == "skip" and state.case.findings:
            _end(state, setting, turn)
        elif not turn.messages:
            turn.messages.append(Message(say["opening_question"]))
        return
    open_before = state.case.asking
    news = bool(heard.changes or heard.retracted or heard.settled)
    if (open_before is not None and heard.answered) or (open_before is None and news):
        was_finished = state.finished
        move_on(state, knowledge)
        if state.case.asking is None and not was_finished and not any(m.custom and m.custom.get("kind") == "assessment" for m in turn.messages):
            _end(state, setting, turn)
            return
        lead_words = ""
    else:
        lead_words = say["resume_after_answer"] if lead in _ASIDES and turn.messages else ""
    asked = question(state, knowledge, lead_words)
    if asked is None:
        if not turn.messages:
            turn.messages.append(Message(say["not_understood"]))
        return
    if not turn.messages and not heard.answered and lead not in ("resume",):
        asked = question(state, knowledge, say["not_understood"], simpler=True) or asked
    turn.messages.append(asked)


def _end(state: State, setting: Setting, turn: Turn) -> None:
    """The interview is over: say so, with the assessment."""
    turn.messages.append(Message(setting.knowledge.words.replies["end_of_interview"]))
    turn.messages.append(_summary(state, setting))


def fresh_state() -> State:
    """The state of a conversation that starts over."""
    return State(case=Case(), subject=WRITER)
