"""The acts of a message: one table of what they are, in the order in which one of them leads a message."""

from __future__ import annotations

URGENT, CONTROL, DEMAND, QUESTION, ASIDE, TOLD = "urgent", "control", "demand", "question", "aside", "told"

# urgent: help first. control: steers the talk. demand: asks for what the assistant must not do. question: of the
# document. aside: talk beside the subject. told: findings, answers, and whom they are about.
KINDS: dict[str, str] = {
    "emergency": URGENT,
    "distress": URGENT,
    "delete_data": CONTROL,
    "start_over": CONTROL,
    "others_data": ASIDE,
    "injection": ASIDE,
    "go_back": CONTROL,
    "skip": CONTROL,
    "why": CONTROL,
    "what_stored": CONTROL,
    "print": CONTROL,
    "summary": CONTROL,
    "human": CONTROL,
    "show_picture": CONTROL,
    "demand_diagnosis": DEMAND,
    "demand_treatment": DEMAND,
    "ask_document": QUESTION,
    "ask_outside": QUESTION,
    "correct": TOLD,
    "more_detail": CONTROL,
    "simpler": CONTROL,
    "rephrase": CONTROL,
    "repeat": CONTROL,
    "privacy": ASIDE,
    "identity": ASIDE,
    "capabilities": ASIDE,
    "switch_subject": TOLD,
    "inform": TOLD,
    "deny": TOLD,
    "affirm": TOLD,
    "dont_know": TOLD,
    "worried": ASIDE,
    "resume": CONTROL,
    "wait": CONTROL,
    "goodbye": CONTROL,
    "abuse": ASIDE,
    "other_language": ASIDE,
    "gibberish": ASIDE,
    "off_topic": ASIDE,
    "thanks": ASIDE,
    "greet": ASIDE,
}
PRIORITY = tuple(KINDS)
# What is lost is asked for this surely (deletion is asked back once), and help is not called for by a mere likeness.
DRASTIC = {"delete_data": 0.4, "start_over": 0.65, "emergency": 0.4, "distress": 0.25}


def steers(act: str) -> bool:
    """The act asks for something to be done at once, whatever the subject."""
    return KINDS[act] in (URGENT, CONTROL, DEMAND)


def tells(act: str) -> bool:
    """The act may answer the open question, or lets the interview go on."""
    return KINDS[act] == TOLD or act == "resume"


def asks(act: str) -> bool:
    """The act is a question of the document."""
    return KINDS[act] == QUESTION
