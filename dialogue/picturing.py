"""Messages that carry a drawn picture: words for every channel, and the drawing for those that can show it."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue.messages import Message
from knowledge.model import Knowledge
from pictures.choosing import pictures_for, wanted
from pictures.drawing import draw
from reasoning.findings import Findings


def picture(name: str, findings: Findings, knowledge: Knowledge) -> Message:
    """The message with this picture and what `findings` say on it. Raises KeyError for an unknown name."""
    drawn = draw(name, findings, knowledge)
    words = knowledge.words.replies["picture_drawn"].format(description=drawn.description)
    return Message(words, (), drawn.custom())


def picture_offer(facts: Sequence[str] | None, findings: Findings, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """A quick reply that asks for the picture, where one belongs to the facts of an answer or (None) to an assessment."""
    label = knowledge.words.buttons["picture"]
    return ((label, label),) if pictures_for(facts, findings, knowledge) else ()


def picture_asked(text: str, facts: Sequence[str], findings: Findings, knowledge: Knowledge) -> Message:
    """The picture that a request wants; `text` is what was typed, `facts` are those of the last answer."""
    return picture(wanted(text, facts, findings, knowledge), findings, knowledge)
