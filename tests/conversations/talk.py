"""One conversation with a running assistant, and what must hold after every turn of any conversation."""

from __future__ import annotations

import io
import json
import re
import uuid
from typing import Any

from actions.assess import main as assess_door
from knowledge.loader import load
from tests.serving import Server

DISCLAIMER = re.compile(r"not\b.{0,40}\b(medical advice|diagnos)", re.IGNORECASE | re.DOTALL)
SOURCES = re.compile(r"^Sources?:", re.MULTILINE)
EMERGENCY = re.compile(r"emergency department", re.IGNORECASE)
_DISEASE = (
    r"(?:myeloma|plasmacytoma|cancer|leukemia|lymphoma|tumou?r|sarcoma|macroglobulinemia|metastas\w+|osteoporosis)"
)
_WHO = r"(?:you|she|he|they|your (?:mum|dad|\w+))"
CLAIM = re.compile(
    rf"\b{_WHO} (?:\w+ )?(?:have|has|had|got|do not have|don't have|suffers?) (?:\w+ ){{0,2}}{_DISEASE}\b"
    rf"|\b(?:it|this) (?:must|can|could|may|might|cannot) be (?:\w+ ){{0,2}}{_DISEASE}\b"
    rf"|\byour diagnosis\b",
    re.IGNORECASE,
)
STATUSES = {"present", "absent", "unknown"}


class Talk:
    """A conversation over REST: say something, look at the reply and the slots."""

    def __init__(self, server: Server, sender: str | None = None) -> None:
        self.server, self.sender = server, sender or uuid.uuid4().hex
        self.messages: list[dict[str, Any]] = []
        self.slots: dict[str, Any] = {}
        self.text = ""

    def say(self, text: str) -> str:
        """Send one message, check what must hold always, and return the reply's text."""
        self.messages = self.server.say(self.sender, text)
        self.slots = self.server.slots(self.sender)
        self.text = "\n".join(message.get("text") or "" for message in self.messages)
        self.check()
        return self.text

    @property
    def findings(self) -> dict[str, dict[str, Any]]:
        """The slot `findings`; empty where nothing is noted."""
        return self.slots["findings"] or {}

    @property
    def asking(self) -> str | None:
        """The slot `asking`."""
        asking: str | None = self.slots["asking"]
        return asking

    @property
    def assessment(self) -> dict[str, Any]:
        """The slot `assessment`; empty where it is null."""
        return self.slots["assessment"] or {}

    def known(self) -> dict[str, str]:
        """Finding to status, of those known to be there or not."""
        return {f: told["status"] for f, told in self.findings.items() if told["status"] != "unknown"}

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """The messages of the last reply with this kind of JSON."""
        return [message for message in self.messages if (message.get("custom") or {}).get("kind") == kind]

    def check(self) -> None:
        """What holds after every turn of every conversation."""
        self._check_words()
        self._check_findings()
        self._check_question()
        want = assessed(self.slots["findings"])
        assert self.slots["assessment"] == want, "the assessment is not that of the findings"
        if self.assessment.get("urgency") == "emergency" and self.of_kind("urgent"):
            assert self.of_kind("urgent")[0] is self.messages[0], "urgent advice comes first"

    def _check_words(self) -> None:
        assert self.text.strip(), "an empty reply"
        assert load().words.replies["internal_error"] not in self.text
        assert not re.search(r"\{\w+\}|None|\bnull\b|<\w+>|Traceback", self.text), self.text
        for sentence in re.split(r"(?<=[.!?])\s+|\n", self.text):
            if not sentence.endswith("?") and not re.match(r"(?:if|whether)\b", sentence, re.IGNORECASE):
                assert not CLAIM.search(sentence), sentence
        for message in self.of_kind("assessment"):
            assert DISCLAIMER.search(message["text"]), "an assessment without the disclaimer"
            assert SOURCES.search(message["text"]), "an assessment without its sources"
            assert message["custom"]["assessment"] == self.slots["assessment"]

    def _check_findings(self) -> None:
        knowledge = load()
        for finding, told in self.findings.items():
            assert finding in knowledge.findings
            assert told["status"] in STATUSES
            assert set(told) <= {"status", "value", "unit", "sites", "range", "said"}, told
            if knowledge.findings[finding].kind == "quantity" and told["status"] == "present":
                assert told.get("value") is not None, f"{finding} is present without its value"

    def _check_question(self) -> None:
        knowledge, shown = load(), [m["custom"]["asking"] for m in self.of_kind("question")]
        assert shown == ([self.asking] if shown else [])
        if self.asking is None:
            return
        assert self.asking in knowledge.groups or self.asking in knowledge.findings
        assert self.findings.get(self.asking, {}).get("status") not in ("present", "absent"), "asks what is known"


def assessed(findings: dict[str, Any] | None) -> Any:
    """What `python -m actions.assess` prints for findings; null for none."""
    if not findings:
        return None
    out, errors = io.StringIO(), io.StringIO()
    assert assess_door(io.StringIO(json.dumps(findings)), out, errors) == 0, errors.getvalue()
    return json.loads(out.getvalue())
