"""Putting the next question: which one, in which words, with which quick replies; going back; asking again."""

from __future__ import annotations

from typing import Any

from dialogue.messages import Message
from dialogue.state import State
from knowledge.model import Knowledge
from reasoning.interview import next_question, settle, upper_bound

_FEW = 3  # from here on "at most N more" is said


def move_on(state: State, knowledge: Knowledge) -> None:
    """Open the next question, or none where the interview is over or stopped by an emergency."""
    following = next_question(state.case.findings, state.case.asked, knowledge, after_emergency=state.go_on)
    state.case.asking = following
    state.finished = following is None
    if following is not None:
        state.case.asked.append(following)
        state.case.trail.append({"asking": following, "before": {}})


def skip(state: State, knowledge: Knowledge) -> bool:
    """Leave the open question as not known and move on; False where none is open."""
    if state.case.asking is None:
        return False
    before = dict(state.case.findings)
    state.case.findings = settle(state.case.asking, "skip", state.case.findings, knowledge)
    for finding in state.case.findings:
        if finding not in before and state.case.trail:
            state.case.trail[-1]["before"].setdefault(finding, None)
    move_on(state, knowledge)
    return True


def back(state: State) -> bool:
    """Open the question before the open one again, its answer taken back; False where there is none."""
    trail = state.case.trail
    if state.case.asking is not None and trail and trail[-1]["asking"] == state.case.asking:
        if len(trail) < 2:
            return False
        state.case.asked.remove(trail.pop()["asking"])
    if not trail:
        return False
    step = trail[-1]
    for finding, old in step["before"].items():
        if old is None:
            state.case.findings.pop(finding, None)
        else:
            state.case.findings[finding] = old
    step["before"] = {}
    state.case.asking, state.finished = step["asking"], False
    return True


def question(state: State, knowledge: Knowledge, lead: str = "", simpler: bool = False) -> Message | None:
    """The open question as a message; None where none is open."""
    asking = state.case.asking
    if asking is None:
        return None
    words = knowledge.words
    text = words.simpler(asking) if simpler else words.question(asking)
    left = upper_bound(state.case.findings, state.case.asked, knowledge, state.go_on)
    more = ""
    if 0 < left <= _FEW and not simpler:
        more = " " + words.replies["at_most_more"].format(count=left)
    return Message(f"{lead} {text}{more}".strip(), buttons(asking, knowledge), custom(asking, knowledge))


def buttons(asking: str, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Quick replies of a question; the text sent is the label."""
    labels = knowledge.words.buttons
    own = [(q.title, q.send or q.title) for q in knowledge.words.quick_replies(asking)]
    if not own and asking in knowledge.findings and knowledge.findings[asking].kind == "boolean":
        own = [(labels["yes"], labels["yes"]), (labels["no"], labels["no"])]
    always = [(labels[k], labels[k]) for k in ("dont_know", "skip", "why")]
    return (*own, *(b for b in always if b[0] not in [title for title, _ in own]))


def custom(asking: str, knowledge: Knowledge) -> dict[str, Any]:
    """JSON that comes with a question."""
    kind = "group" if asking in knowledge.groups else knowledge.findings[asking].kind
    return {"kind": "question", "asking": asking, "answer": kind}
