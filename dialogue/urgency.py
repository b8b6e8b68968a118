"""Emergency advice: first, at once, and whenever a new warning sign comes up."""

from __future__ import annotations

from dialogue.messages import Message
from dialogue.state import State
from knowledge.model import Knowledge
from reasoning.wording import joined

SIGNS = ("limb_weakness", "bladder_bowel_change", "saddle_numbness")


def is_emergency(state: State) -> bool:
    """Does the assessment as it stands call for emergency help?"""
    return bool(state.assessment and state.assessment["urgency"] == "emergency")


def advice(state: State, changed: list[str], number: str, knowledge: Knowledge) -> Message | None:
    """The advice for this message: in full for a new sign, in short while it stands and nobody chose to go on."""
    if not is_emergency(state):
        return None
    say = knowledge.words.replies
    found = [f for f in SIGNS if state.case.findings.get(f, {}).get("status") == "present"]
    new = [
        f
        for f in (*SIGNS, "confusion", "calcium_raised")
        if f in changed and state.case.findings.get(f, {}).get("status") == "present"
    ]
    if not new:
        if state.go_on:
            return None
        text = say["emergency_repeat"].format(emergency_number=number)
    elif len(found) > 1:
        items = joined([knowledge.words.label(f) for f in found], "and", knowledge.words.explanations)
        text = say["red_flag.several"].format(items=items, emergency_number=number)
    else:
        text = say[f"red_flag.{found[0] if found else 'confusion'}"].format(emergency_number=number)
    return Message(text, (), {"kind": "urgent"})
