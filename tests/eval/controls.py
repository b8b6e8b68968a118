"""What each control must visibly do, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.eval.assistant import Assistant
from tests.eval.comparing import known

OPENING = "I have had back pain for months"
CLOSING = "that's all I know, what does it mean?"


@dataclass(frozen=True)
class Seen:
    """The conversation around the control: slots before and after, the question before the open one, the reply."""

    case: Mapping[str, Any]
    earlier: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    said: str

    @property
    def unchanged(self) -> bool:
        """No finding became known, changed or was lost."""
        return known(self.before.get("findings")) == known(self.after.get("findings"))

    @property
    def in_place(self) -> bool:
        """The same question is open and no finding changed."""
        return self.unchanged and self.before.get("asking") == self.after.get("asking")

    def says(self, pattern: str) -> bool:
        """The reply matches."""
        return bool(re.search(pattern, self.said, re.IGNORECASE | re.DOTALL))


def _moved_on(seen: Seen) -> bool:
    return seen.unchanged and seen.before.get("asking") != seen.after.get("asking")


def _unchanged(seen: Seen) -> bool:
    return seen.unchanged


def _corrected(seen: Seen) -> bool:
    after = known(seen.after.get("findings"))
    for name, want in seen.case["want"].items():
        told = after.get(name, {})
        if str(want).startswith("!"):
            if told.get("status") == want[1:]:
                return False
        elif want not in (told.get("status"), told.get("value")):
            return False
    return True


MUST: Mapping[str, Callable[[Seen], bool]] = {
    "skip": _moved_on,
    "dont_know": _moved_on,
    "why": lambda seen: seen.in_place and len(seen.said) > 40,
    "repeat": lambda seen: seen.in_place and len(seen.said) > 10,
    "rephrase": lambda seen: seen.in_place and len(seen.said) > 10,
    "back": lambda seen: seen.after.get("asking") == seen.earlier,
    "restart": lambda seen: not known(seen.after.get("findings")),
    "delete": lambda seen: not known(seen.after.get("findings")) or seen.says("sure|confirm|delete"),
    "what_stored": lambda seen: seen.unchanged and seen.says("pain"),
    "summary": lambda seen: (
        seen.says(r"not\b.{0,40}\b(medical advice|diagnos)")
        and bool((seen.after.get("assessment") or {}).get("picture"))
    ),
    "print": lambda seen: seen.says("print|pdf|download|summary|save"),
    "human": lambda seen: seen.unchanged and seen.says("doctor|professional|nurse|clinic|GP|pharmac|human|person"),
    "correct": _corrected,
}


def obeyed(case: Mapping[str, Any], assistant: Assistant, sender: str) -> tuple[bool, dict[str, Any]]:
    """Bring a conversation to the state of the case, say the control: was it obeyed, and what was seen."""
    own, state, name = case.get("setup"), case["state"], case["control"]
    for message in own or [OPENING]:
        assistant.say(sender, message)
    earlier = assistant.slots(sender).get("asking")
    if not own and (state != "after_findings" or name == "back"):
        assistant.say(sender, "yes")
    if not own and state == "after_assessment":
        assistant.say(sender, CLOSING)
    before = assistant.slots(sender)
    said = assistant.say(sender, case["text"])
    seen = Seen(case, earlier, before, assistant.slots(sender), said)
    good = bool(said.strip()) and MUST.get(name, _unchanged)(seen)
    why = {
        "asking": [earlier, before.get("asking"), seen.after.get("asking")],
        "before": known(before.get("findings")),
        "stored": known(seen.after.get("findings")),
        "reply": said[:300],
    }
    return good, why
