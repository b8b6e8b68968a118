"""The state of a conversation, as it lives in Rasa's slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from nlu.reading import WRITER

Findings = dict[str, dict[str, Any]]
PUBLIC = ("findings", "asking", "assessment")


@dataclass
class Case:
    """What is kept for one person spoken of: findings, questions put, and the way back through them.

    Each step of `trail` is {"asking": question id, "before": what the answer changed, as it was before}.
    """

    findings: Findings = field(default_factory=dict)
    asking: str | None = None
    asked: list[str] = field(default_factory=list)
    trail: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class State:
    """The whole conversation. `case` is that of the person it is about now; `others` those spoken of before.

    `topic` is the finding that the last answer was about, `last_value` the last quantity noted, `undo` what the last
    message changed, as it was before. `go_on` is set once a person continues past emergency advice. `missed` is the
    question whose answer was not understood; `pending` waits for a yes or no ("delete").
    """

    case: Case = field(default_factory=Case)
    assessment: dict[str, Any] | None = None
    subject: str = WRITER
    sex: str | None = None
    others: dict[str, Case] = field(default_factory=dict)
    topic: str | None = None
    facts: list[str] = field(default_factory=list)
    last_value: str | None = None
    undo: Findings = field(default_factory=dict)
    go_on: bool = False
    level: str = "plain"
    pending: str | None = None
    missed: str | None = None
    greeted: bool = False
    finished: bool = False

    def start_over(self) -> None:
        """Forget everything, in place."""
        vars(self).update(vars(State()))

    def to_slots(self) -> dict[str, Any]:
        """The contract's three slots, and `conversation` with the rest, JSON-ready."""
        rest = asdict(self)
        rest.pop("assessment")
        case = rest.pop("case")
        rest.update(asked=case["asked"], trail=case["trail"])
        return {
            "findings": self.case.findings,
            "asking": self.case.asking,
            "assessment": self.assessment,
            "conversation": rest,
        }

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> State:
        """The state that `to_slots` wrote; a fresh one where the slots are empty."""
        rest = dict(slots.get("conversation") or {})
        case = Case(
            dict(slots.get("findings") or {}),
            slots.get("asking"),
            list(rest.pop("asked", ())),
            list(rest.pop("trail", ())),
        )
        others = {who: Case(**c) for who, c in (rest.pop("others", None) or {}).items()}
        return cls(case=case, assessment=slots.get("assessment"), others=others, **rest)
