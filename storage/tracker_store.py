"""The tracker store: conversations in SQLite or PostgreSQL at a cost that does not grow with their length.

Rasa's own SQL store replays the whole session at every turn. This one keeps the latest slots beside the events and
reads them plus the last few turns: two queries and a bounded number of rows however long the conversation is. The
whole history stays in the database for the tracker endpoint until it is deleted.

A read or write that fails raises: the channel then apologises and nothing of the turn is kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
import ujson
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection

from storage.database import conversations, events, forget_traces, open_database
from storage.events import event_from

TAIL_TURNS = 2
"""How many of the latest user messages, with all that followed them, are read at every turn."""

ERASE_SLOT = "erase"
"""An action that sets this slot to true has every row of the conversation deleted when the turn is saved."""

Result = TypeVar("Result")


class StoredTracker(DialogueStateTracker):
    """A tracker that knows which of its events are in the database.

    prefix: how many leading events only restate the saved slots and are never saved. first: the position in the
    database of the first event after the prefix. stored: how many events of the conversation the database has.
    """

    prefix: int = 0
    first: int = 0
    stored: int = 0


class ConversationStore(TrackerStore):
    """Keeps trackers in the tables of `storage.database`."""

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None, url: str = "") -> None:
        """Open the database at `url` (SQLAlchemy URL); raises when it does not answer."""
        super().__init__(domain, event_broker)
        self.engine = open_database(url)

    # --- what Rasa asks for -------------------------------------------------------------------------------------------

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """The conversation's tracker with its latest slots and last turns; None where nothing was said yet."""
        return await self._run(lambda connection: self._read(connection, sender_id, whole=False))

    async def retrieve_full_tracker(self, conversation_id: str) -> StoredTracker | None:
        """The tracker with every event of the conversation; its cost grows with the conversation."""
        return await self._run(lambda connection: self._read(connection, conversation_id, whole=True))

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A tracker for a conversation that is not stored yet; it is stored when something was said."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """An empty tracker."""
        return StoredTracker(sender_id, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the tracker's new events and its state, in one transaction.

        Raises sqlalchemy.exc.IntegrityError when somebody else saved a turn of this conversation in between.
        """
        await self.stream_events(tracker)
        if await self._run(lambda connection: self._write(connection, tracker)):
            await self._run(forget_traces)

    async def exists(self, conversation_id: str) -> bool:
        """Whether anything was said in the conversation."""
        query = sa.select(conversations.c.event_count).where(conversations.c.sender_id == conversation_id)
        return bool(await self._run(lambda connection: connection.execute(query).scalar()))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        query = sa.select(conversations.c.sender_id)
        return await self._run(lambda connection: list(connection.execute(query).scalars()))

    # --- what the channels and the server ask for ---------------------------------------------------------------------

    async def open(self, sender_id: str) -> None:
        """Make room for a conversation before anything is said in it, so that its id is known from then on."""
        await self._run(lambda connection: connection.execute(_new_row(sender_id)))

    async def is_open(self, sender_id: str) -> bool:
        """Whether the id was opened, or used, and not deleted since."""
        query = sa.select(conversations.c.sender_id).where(conversations.c.sender_id == sender_id)
        return await self._run(lambda connection: connection.execute(query).scalar()) is not None

    async def messages(self, sender_id: str, limit: int) -> list[dict[str, Any]]:
        """The last `limit` events that are messages of the person or the assistant, oldest first, as Rasa's event
        dicts."""
        query = (
            sa.select(events.c.data)
            .where(events.c.sender_id == sender_id, events.c.type_name.in_(("user", "bot")))
            .order_by(events.c.position.desc())
            .limit(limit)
        )
        rows = await self._run(lambda connection: list(connection.execute(query).scalars()))
        return [ujson.loads(row) for row in reversed(rows)]

    async def delete(self, sender_id: str) -> None:
        """Erase every row of the conversation."""
        await self._run(lambda connection: _erase(connection, sender_id))
        await self._run(forget_traces)

    async def delete_untouched_since(self, moment: float) -> int:
        """Erase the conversations last touched before `moment` (seconds since 1970); returns how many."""
        query = sa.select(conversations.c.sender_id).where(conversations.c.updated_at < moment).limit(500)

        def erase_some(connection: Connection) -> int:
            old = list(connection.execute(query).scalars())
            for sender_id in old:
                _erase(connection, sender_id)
            return len(old)

        total = 0
        while count := await self._run(erase_some):
            total += count
        if total:
            await self._run(forget_traces)
        return total

    async def answers(self) -> bool:
        """True when the database answers; raises where it does not."""
        return await self._run(lambda connection: connection.execute(sa.select(sa.literal(1))).scalar()) == 1

    # --- reading and writing ------------------------------------------------------------------------------------------

    async def _run(self, work: Callable[[Connection], Result]) -> Result:
        def in_transaction() -> Result:
            with self.engine.begin() as connection:
                return work(connection)

        if self.engine.dialect.name == "sqlite":
            return in_transaction()
        return await asyncio.to_thread(in_transaction)

    def _read(self, connection: Connection, sender_id: str, whole: bool) -> StoredTracker | None:
        row = connection.execute(sa.select(conversations).where(conversations.c.sender_id == sender_id)).one_or_none()
        if row is None or not row.event_count:
            return None
        first = 0 if whole else row.tail_position
        query = (
            sa.select(events.c.data)
            .where(events.c.sender_id == sender_id, events.c.position >= first)
            .order_by(events.c.position)
        )
        recent = [event_from(ujson.loads(data)) for data in connection.execute(query).scalars()]
        tracker = self.init_tracker(sender_id)
        if first:
            for event in _restated(ujson.loads(row.state), self.domain.slots, recent[0].timestamp):
                tracker.update(event)
        tracker.prefix, tracker.first, tracker.stored = len(tracker.events), first, row.event_count
        for event in recent:
            tracker.update(event)
        return tracker

    def _write(self, connection: Connection, tracker: DialogueStateTracker) -> bool:
        """Save the new events; True where they asked for the conversation to be erased, and it was."""
        sender_id = tracker.sender_id
        if not isinstance(tracker, StoredTracker):
            tracker = self._adopt(connection, tracker)
        held = list(tracker.events)[tracker.prefix :]
        new = held[tracker.stored - tracker.first :]
        if any(isinstance(event, SlotSet) and event.key == ERASE_SLOT and event.value is True for event in new):
            _erase(connection, sender_id)
            return True
        if not new:
            return False
        connection.execute(
            sa.insert(events), [_row(sender_id, tracker.stored + i, event) for i, event in enumerate(new)]
        )
        values = {
            "event_count": tracker.stored + len(new),
            "tail_position": tracker.first + _tail_start(held),
            "state": ujson.dumps(_state(tracker)),
            "updated_at": time.time(),
        }
        changed = connection.execute(
            sa.update(conversations).where(conversations.c.sender_id == sender_id).values(**values)
        )
        if not changed.rowcount:
            connection.execute(_new_row(sender_id).values(**values))
        tracker.stored = values["event_count"]
        return False

    def _adopt(self, connection: Connection, tracker: DialogueStateTracker) -> StoredTracker:
        """Take over a tracker that was not read from here (Rasa's API can replace one): it counts from its
        beginning."""
        query = sa.select(conversations.c.event_count).where(conversations.c.sender_id == tracker.sender_id)
        adopted = self.init_tracker(tracker.sender_id)
        for event in tracker.events:
            adopted.update(event)
        adopted.stored = min(connection.execute(query).scalar() or 0, len(adopted.events))
        return adopted


def _restated(state: dict[str, Any], slots: Sequence[Slot], moment: float) -> list[Event]:
    """Events that bring a fresh tracker to the saved state; slots that the domain no longer has are left out."""
    known = {slot.name for slot in slots}
    found: list[Event] = [
        SlotSet(name, value, timestamp=moment) for name, value in state["slots"].items() if name in known
    ]
    if state.get("active_loop"):
        found.append(ActiveLoop(state["active_loop"], timestamp=moment))
    if state.get("paused"):
        found.append(ConversationPaused(timestamp=moment))
    return found


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
    return {"slots": slots, "active_loop": tracker.active_loop_name, "paused": tracker.is_paused()}


def _tail_start(held: Sequence[Event]) -> int:
    """Where in `held` the last `TAIL_TURNS` user turns begin, or the last session if that is later."""
    turns = 0
    for i in range(len(held) - 1, -1, -1):
        event = held[i]
        if isinstance(event, SessionStarted):
            return i - 1 if i and _is_action(held[i - 1], ACTION_SESSION_START_NAME) else i
        if isinstance(event, UserUttered):
            turns += 1
            if turns == TAIL_TURNS:
                return i - 1 if i and _is_action(held[i - 1], ACTION_LISTEN_NAME) else i
    return 0


def _is_action(event: Event, name: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == name


def _row(sender_id: str, position: int, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    intent = (data.get("parse_data") or {}).get("intent") or {}
    return {
        "sender_id": sender_id,
        "position": position,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": intent.get("name"),
        "action_name": data.get("name"),
        "data": ujson.dumps(data),
    }


def _new_row(sender_id: str) -> sa.sql.Insert:
    now = time.time()
    return sa.insert(conversations).values(
        sender_id=sender_id, created_at=now, updated_at=now, event_count=0, tail_position=0, state='{"slots": {}}'
    )


def _erase(connection: Connection, sender_id: str) -> None:
    connection.execute(sa.delete(events).where(events.c.sender_id == sender_id))
    connection.execute(sa.delete(conversations).where(conversations.c.sender_id == sender_id))
