"""Whether the assistant can answer: the model reads a sentence, the actions are there, the stores answer."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import aiohttp
from rasa.core.channels.channel import UserMessage

from channels import words
from server.agent import StrictAgent
from server.in_process_actions import InProcessActions
from storage.locks import RedisLocks
from storage.tracker_store import ConversationStore

FRESH_SECONDS = 5.0
"""A finding is given again for this long, so that asking often costs nothing."""


@dataclass
class Health:
    """The state of one agent."""

    agent: StrictAgent
    _found: str = ""
    _until: float = 0.0
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def status(self) -> str:
        """``ok``, or the first thing that is not: ``model``, ``actions``, ``store`` or ``locks`` with a reason."""
        async with self._busy:
            if time.monotonic() >= self._until:
                self._found = await self.examine()
                self._until = time.monotonic() + FRESH_SECONDS
            return self._found

    async def examine(self) -> str:
        """As `status`, looked at now."""
        for name, look in (
            ("model", self._model),
            ("actions", self._actions),
            ("store", self._store),
            ("locks", self._locks),
        ):
            try:
                trouble = await look()
            except Exception as error:  # any failure is an answer here
                trouble = type(error).__name__
            if trouble:
                return f"{name}: {trouble}"
        return "ok"

    async def _model(self) -> str:
        if not self.agent.is_ready() or self.agent.processor is None:
            return "no model is loaded"
        parsed = await self.agent.processor.parse_message(UserMessage(words.page()["health_sentence"]))
        intent = parsed.get("intent") or {}
        if not intent.get("name") or not intent.get("confidence"):
            return "the model recognises no intent"
        return ""

    async def _actions(self) -> str:
        wanted = {name for name in self.agent.domain.user_actions if not name.startswith("utter_")}
        endpoint = self.agent.action_endpoint
        if isinstance(endpoint, InProcessActions):
            missing = sorted(wanted - endpoint.names)
            return f"not there: {', '.join(missing)}" if missing else ""
        if endpoint is None:
            return "no action endpoint" if wanted else ""
        address = endpoint.url.rpartition("/")[0] + "/health"
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session,
            session.get(address) as answer,
        ):
            return "" if answer.status == 200 else f"the action server answers {answer.status}"

    async def _store(self) -> str:
        store = self.agent.tracker_store
        if not isinstance(store, ConversationStore):
            return "not the conversation store"
        return "" if await store.answers() else "no answer"

    async def _locks(self) -> str:
        locks = self.agent.lock_store
        return "" if not isinstance(locks, RedisLocks) or await locks.answers() else "no answer"
