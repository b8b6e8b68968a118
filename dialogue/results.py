"""The result in words, what is stored, the greeting, and deletion."""

from __future__ import annotations

from dialogue.asking import question
from dialogue.heard import Heard
from dialogue.messages import Message, Turn
from dialogue.noting import named, phrases
from dialogue.picturing import picture_offer
from dialogue.setting import Setting
from dialogue.state import State
from knowledge.model import Knowledge
from nlu.reading import WRITER
from reasoning.explanation import explain
from reasoning.wording import render


def summary(state: State, setting: Setting) -> Message:
    """The assessment so far, explained; a kind word where nothing is noted yet."""
    knowledge = setting.knowledge
    if state.assessment is None:
        return Message(knowledge.words.replies["summary_nothing"])
    explained = explain(state.case.findings, knowledge, "detail" if state.level == "detail" else "plain")
    rendered = render(explained, knowledge, setting.emergency_number)
    offer = picture_offer(None, state.case.findings, knowledge)
    return Message(rendered.text, offer, {"kind": "assessment", "assessment": state.assessment, **rendered.data})


def stored(state: State, knowledge: Knowledge) -> Message:
    """Everything that is noted of the person the conversation is about, and what was asked and is not known."""
    say, of = knowledge.words.replies, "stored" if state.subject == WRITER else "stored_other"
    known = phrases(state.case.findings, knowledge, ("present", "absent"))
    unknown = phrases(state.case.findings, knowledge, ("unknown",))
    parts = [say[of if known else f"{of}_nothing"].format(who=named(state.subject, knowledge), items=known)]
    if unknown:
        parts.append(say["unknown_items"].format(items=unknown))
    return Message(" ".join(parts))


def greeting(state: State, knowledge: Knowledge) -> Message:
    """The greeting, with the disclaimer the first time."""
    say, labels = knowledge.words.replies, knowledge.words.buttons
    if state.greeted:
        return Message(say["greeting_again"])
    state.greeted = True
    return Message(
        f"{say['greeting']} {say['opening_question']}", ((labels["start_interview"], labels["start_interview"]),)
    )


def end(state: State, setting: Setting, turn: Turn) -> None:
    """The interview is over: say so, with the assessment."""
    turn.messages.append(Message(setting.knowledge.words.replies["end_of_interview"]))
    turn.messages.append(summary(state, setting))


def deletion(heard: Heard, state: State, setting: Setting) -> Turn:
    """Deletion: asked back once, then done or left."""
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
    return Turn(
        [
            Message(
                say["delete_confirm"],
                ((labels["yes_delete"], labels["yes_delete"]), (labels["no_keep"], labels["no_keep"])),
            )
        ]
    )
