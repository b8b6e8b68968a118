"""Steering the interview: why, skip, back, more detail, simpler, go on; and putting the next question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogue.asking import back, buttons, custom, move_on, question, skip
from dialogue.heard import Heard
from dialogue.messages import Message, Turn
from dialogue.results import end, summary
from dialogue.setting import Setting, reassess
from dialogue.state import State
from dialogue.urgency import is_emergency
from dialogue.ways import ways
from reasoning.explanation import why
from reasoning.wording import joined, sentences

Control = Callable[[Heard, State, Setting], list[Message]]
_OF_QUESTION = ("repeat", "rephrase", "why")  # the open question is put again, unless the same message answers it
_IN_PLACE = (*_OF_QUESTION, "go_back", "skip")


def _why(heard: Heard, state: State, setting: Setting) -> list[Message]:
    say, asking = setting.knowledge.words.replies, state.case.asking
    if asking is None:
        return [Message(say["why_no_question"])]
    computed = sentences(why(asking, state.case.findings, setting.knowledge), setting.knowledge, state.level)
    return [Message(say["why_lead"].format(why=f"{setting.knowledge.words.why(asking)} {computed}".strip()))]


def _skip(heard: Heard, state: State, setting: Setting) -> list[Message]:
    done = skip(state, setting.knowledge)
    reassess(state, setting.knowledge)
    return [Message(setting.knowledge.words.replies["skipped" if done else "nothing_to_skip"])]


def _back(heard: Heard, state: State, setting: Setting) -> list[Message]:
    done = back(state)
    reassess(state, setting.knowledge)
    return [Message(setting.knowledge.words.replies["went_back" if done else "nothing_to_go_back_to"])]


def _level(level: str) -> Control:
    def change(heard: Heard, state: State, setting: Setting) -> list[Message]:
        state.level = level
        out = [Message(setting.knowledge.words.replies[f"level_{level}"])]
        return [*out, summary(state, setting)] if state.assessment else out

    return change


def _dont_know(heard: Heard, state: State, setting: Setting) -> list[Message]:
    key = "dont_know" if heard.answered else "nothing_to_skip"
    return [Message(setting.knowledge.words.replies[key])] if state.case.asking else []


def _resume(heard: Heard, state: State, setting: Setting) -> list[Message]:
    if state.case.asking is None:
        move_on(state, setting.knowledge)
    return []


CONTROLS: dict[str, Control] = {
    "why": _why,
    "skip": _skip,
    "go_back": _back,
    "more_detail": _level("detail"),
    "simpler": _level("plain"),
    "dont_know": _dont_know,
    "resume": _resume,
}


def _nothing_open(heard: Heard, state: State, say: Mapping[str, str]) -> str:
    """The answer to a message that says nothing where no question is open: a kind question back."""
    if heard.numbers:
        shown = " / ".join(f"{n:g}" if isinstance(n, float) else str(n) for n in heard.numbers)
        return say["number_of_what"].format(value=shown)
    if state.finished:
        return say["already_complete"]
    return say["opening_question"] if heard.short else say["not_understood"]


def proceed(lead: str, aside: bool, heard: Heard, state: State, setting: Setting, turn: Turn) -> None:
    """Put the next question, the open one again, or end the interview."""
    knowledge, say = setting.knowledge, setting.knowledge.words.replies
    if is_emergency(state) and not state.go_on:
        turn.messages.append(
            Message(
                say["continue_after_emergency"],
                (
                    (knowledge.words.buttons["go_on"], knowledge.words.buttons["go_on"]),
                    (knowledge.words.buttons["summary"], knowledge.words.buttons["summary"]),
                ),
            )
        )
        return
    if lead == "wait":
        return
    answered = lead in _OF_QUESTION and heard.answered and state.case.asking is not None
    if lead in _IN_PLACE and not answered and (state.case.asking is not None or lead in ("go_back", "skip") or not heard.changes):
        again = question(
            state,
            knowledge,
            say["rephrase_lead"] if lead == "rephrase" else say["repeat_lead"] if lead == "repeat" else "",
            simpler=lead == "rephrase",
        )
        if again:
            turn.messages.append(again)
        elif lead == "skip" and state.case.findings:
            end(state, setting, turn)
        elif not turn.messages:
            turn.messages.append(Message(say["opening_question"]))
        return
    open_before = state.case.asking
    if heard.which and open_before is not None:
        state.missed = open_before
        items = [knowledge.words.label(f) for f in ways().named(open_before)]
        text = say["yes_to_what"].format(items=joined(items, "or", knowledge.words.explanations))
        turn.messages.append(Message(text, buttons(open_before, knowledge), custom(open_before, knowledge)))
        return
    news = bool(heard.changes or heard.retracted or heard.settled or (heard.others and not state.finished))
    if (open_before is not None and heard.answered) or (open_before is None and news):
        was_finished = state.finished
        move_on(state, knowledge)
        if (
            state.case.asking is None
            and not was_finished
            and not any(m.custom and m.custom.get("kind") == "assessment" for m in turn.messages)
        ):
            end(state, setting, turn)
            return
        lead_words = ""
    else:
        lead_words = say["resume_after_answer"] if aside and turn.messages else ""
    asked = question(state, knowledge, lead_words)
    if asked is None:
        if not turn.messages:
            turn.messages.append(Message(_nothing_open(heard, state, say)))
        return
    told_aside = bool(heard.others) and not heard.changes  # told of somebody else: no answer either
    if (told_aside or not turn.messages) and not heard.answered and lead != "resume":
        if state.missed == state.case.asking:  # not understood twice: leave it open and go on
            state.missed = None
            turn.messages.extend(_skip(heard, state, setting))
            asked = question(state, knowledge)
            if asked is None:
                end(state, setting, turn)
                return
        else:
            state.missed = state.case.asking
            asked = question(state, knowledge, say["not_understood"], simpler=True) or asked
    turn.messages.append(asked)
