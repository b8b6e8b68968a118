"""Saying back what was noted, so that a wrong reading is seen; and asking about what was doubtful."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dialogue.heard import Heard
from dialogue.people import people, unnamed
from dialogue.state import Findings, State
from knowledge.model import Knowledge
from nlu.reading import WRITER
from reasoning.wording import joined

_MOST = 12  # items that one acknowledgement names


def phrase(finding: str, stored: dict[str, Any], knowledge: Knowledge) -> str:
    """A stored finding in words: "no weight loss", "calcium 3.02 mmol/L (raised calcium)"."""
    words = knowledge.words.findings[finding]
    value, status = stored.get("value"), stored.get("status")
    plain = str(getattr(words.noted, str(status)))
    if value is None:
        return plain
    shown = f"{value:g}" if isinstance(value, (int, float)) else str(value)
    if knowledge.findings[finding].kind == "category":
        shown = knowledge.words.replies.get(f"value.{value}", shown)
    if words.noted.value and (knowledge.findings[finding].kind != "boolean" or status == "unknown"):
        return words.noted.value.format(value=shown, unit=stored.get("unit") or "").strip()
    return (
        knowledge.words.explanations["finding.value"]
        .format(finding=plain, value=shown, unit=stored.get("unit") or "")
        .strip()
    )


def phrases(findings: Findings, knowledge: Knowledge, statuses: Iterable[str]) -> str:
    """Findings with one of `statuses` as a list in words; empty where there are none."""
    wanted = set(statuses)
    items = [
        phrase(f, s, knowledge)
        for f, s in findings.items()
        if s.get("status") in wanted
        or ("unknown" in wanted and s.get("value") is not None and s.get("status") not in ("present", "absent"))
    ]
    return joined(items, "and", knowledge.words.explanations)


def acknowledge(heard: Heard, state: State, knowledge: Knowledge) -> list[str]:
    """Sentences on what this message changed."""
    say = knowledge.words.replies
    out: list[str] = []
    if heard.switched:
        out.append(
            say["subject_back"]
            if heard.switched == WRITER
            else say["subject_switched"].format(who=named(heard.switched, knowledge))
        )
    gone = [knowledge.words.label(f) for f in heard.retracted if f not in state.case.findings]
    if gone:
        out.append(say["removed"].format(items=joined(gone, "and", knowledge.words.explanations)))
    told = [
        (c.finding, c.before, c.after)
        for c in heard.changes
        if c.after is not None and (c.after.get("status") in ("present", "absent") or c.after.get("value") is not None)
    ]
    updated = [(f, a) for f, b, a in told if b is not None and b.get("status") in ("present", "absent")]
    fresh = [(f, a) for f, b, a in told if not (b is not None and b.get("status") in ("present", "absent"))]
    if updated:
        out.append(say["correction_noted"].format(items=_list(updated, knowledge)))
    if fresh and not (heard.settled and len(fresh) > 4 and all(a["status"] == "absent" for _, a in fresh)):
        out.append(say["noted"].format(items=_list(fresh, knowledge)))
    elif fresh:
        out.append(say["noted"].format(items=say["none_of_these"]))
    return out


def _list(items: list[tuple[str, Any]], knowledge: Knowledge) -> str:
    return joined([phrase(f, a, knowledge) for f, a in items[:_MOST]], "and", knowledge.words.explanations)


def named(who: str, knowledge: Knowledge) -> str:
    """A person in a reply: "your mum"; "the person you speak of" where only a pronoun is known."""
    say = knowledge.words.replies
    return say["somebody_else"] if unnamed(who) or who in people("titles") else say["your_person"].format(who=who)


def doubts(heard: Heard, knowledge: Knowledge) -> list[str]:
    """Questions about what was said but could not be stored."""
    say, labels = knowledge.words.replies, knowledge.words
    out = []
    for doubt in heard.doubts:
        label = labels.label(doubt.finding)
        value = f"{doubt.value:g}" if isinstance(doubt.value, (int, float)) else str(doubt.value)
        if doubt.kind == "impossible":
            out.append(say["impossible_value"].format(value=f"{value} {doubt.unit or ''}".strip(), label=label))
        elif doubt.kind == "unit":
            out.append(
                say["unit_needed"].format(
                    value=value, label=label, units=joined(doubt.options, "or", labels.explanations)
                )
            )
        elif doubt.kind == "contradiction":
            noted = labels.findings[doubt.finding].noted
            out.append(say["contradiction"].format(label=label, first=noted.present, second=noted.absent))
        else:
            out.append(say["value_needed"].format(label=label))
    return out


def unstored(heard: Heard, state: State, knowledge: Knowledge) -> list[str]:
    """Why something that was heard was not noted."""
    say = knowledge.words.replies
    if heard.later:
        return [say["test_later"].format(tests=knowledge.words.label(heard.later))]
    if heard.undone:
        return [say["tests_not_done"]]
    if heard.changes:
        return []
    if heard.own:
        return [say["writer_heard"].format(who=named(state.subject, knowledge))]
    if heard.others:
        return [say["other_person_heard"].format(who=say["somebody_else"])]
    if heard.possible:
        return [say["fear_heard"]]
    return []
