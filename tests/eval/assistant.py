"""A running assistant as the judge sees it: over HTTP only."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

_SECONDS = 60


@dataclass(frozen=True)
class Assistant:
    """One server. Its calls raise OSError where it does not answer, or answers with an error status."""

    url: str
    token: str

    def say(self, sender: str, text: str) -> str:
        """Send a message; the texts of the answers, one below the other."""
        answers = self._call("POST", "/webhooks/rest/webhook", {"sender": sender, "message": text})
        return "\n".join(message.get("text") or "" for message in answers)

    def slots(self, sender: str) -> dict[str, Any]:
        """The slots of a conversation."""
        name = urllib.parse.quote(sender, safe="")
        slots: dict[str, Any] = self._call("GET", f"/conversations/{name}/tracker?include_events=NONE")["slots"]
        return slots

    def parse(self, text: str) -> dict[str, Any]:
        """What a text is understood as, whatever the conversation: intent and entities."""
        parsed: dict[str, Any] = self._call("POST", "/model/parse", {"text": text})
        return parsed

    def lead(self, text: str) -> str:
        """The leading act that a text is understood as."""
        return str(self.parse(text)["intent"]["name"])

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url.rstrip("/") + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return json.loads(answer.read())
