"""What a reply needs besides the conversation, and the assessment kept current."""

from __future__ import annotations

from dataclasses import dataclass

from dialogue.state import State
from knowledge.model import Knowledge
from reasoning.assess import assess


@dataclass(frozen=True)
class Setting:
    """What a reply needs besides the conversation: the knowledge and the emergency number to name."""

    knowledge: Knowledge
    emergency_number: str


def reassess(state: State, knowledge: Knowledge) -> None:
    """Keep the assessment current; None while nothing is noted."""
    state.assessment = assess(state.case.findings, knowledge) if state.case.findings else None
