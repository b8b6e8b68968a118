from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from storage.tracker_store import TAIL_TURNS, ConversationStore, StoredTracker
from tests.serving import FIXTURE_BOT


def turn(number: int, *slots: SlotSet) -> list[Event]:
    said = UserUttered(f"message {number}", {"name": "pain", "confidence": 0.9}, input_channel="rest")
    return [
        said,
        *slots,
        ActionExecuted("action_reply"),
        BotUttered(f"answer {number}"),
        ActionExecuted("action_listen"),
    ]


BEGIN = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def talk(store: ConversationStore, sender: str, *new: Event) -> StoredTracker:
    """One turn as the processor makes it: read, add, save."""

    async def do() -> StoredTracker:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        for event in new:
            event.timestamp = time.time()
            tracker.update(event)
        await store.save(tracker)
        return tracker

    return asyncio.run(do())


def read(store: ConversationStore, sender: str) -> StoredTracker | None:
    return asyncio.run(store.retrieve(sender))


@contextmanager
def counted(store: ConversationStore) -> Iterator[dict[str, int]]:
    """Counts the statements, and the rows that they give back."""
    count = {"statements": 0, "rows": 0}

    def note(_c: Any, cursor: Any, statement: str, *_: Any) -> None:
        count["statements"] += 1

    def fetched(result: Any) -> Any:
        count["rows"] += 1
        return result

    sa.event.listen(store.engine, "after_cursor_execute", note)
    original = store._read

    def read_counting(connection: Any, sender_id: str, whole: bool) -> StoredTracker | None:
        tracker = original(connection, sender_id, whole)
        count["rows"] += 1 + len(tracker.events) - tracker.prefix if tracker else 0
        return tracker

    store._read = read_counting  # type: ignore[method-assign]
    try:
        yield count
    finally:
        store._read = original  # type: ignore[method-assign]
        sa.event.remove(store.engine, "after_cursor_execute", note)


def test_after_300_turns_the_slots_are_right_and_a_turn_costs_what_it_cost_before(store: ConversationStore) -> None:
    truth = DialogueStateTracker("long", store.domain.slots)
    costs = []
    for number in range(300):
        slots = [SlotSet("count", number)]
        if number == 3:
            slots.append(SlotSet("findings", {"spinal_pain": {"status": "present"}}))
        new = (BEGIN if number == 0 else []) + turn(number, *slots)
        with counted(store) as cost:
            tracker = talk(store, "long", *new)
        costs.append(cost)
        for event in new:
            truth.update(event)
        assert tracker.current_slot_values() == truth.current_slot_values()
    again = read(store, "long")
    assert again is not None
    assert again.current_slot_values() == truth.current_slot_values()
    assert again.get_slot("findings") == {"spinal_pain": {"status": "present"}}
    assert again.latest_message is not None and again.latest_message.text == "message 299"
    assert costs[299] == costs[20], "reading and saving must not grow with the conversation"
    assert costs[299]["statements"] <= 6
    assert costs[299]["rows"] <= 7 * TAIL_TURNS


def test_the_tail_begins_with_a_whole_turn(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN)
    for number in range(20):
        talk(store, "a", *turn(number))
    tracker = read(store, "a")
    assert tracker is not None
    held = list(tracker.events)[tracker.prefix :]
    assert [event.text for event in held if isinstance(event, UserUttered)] == [
        f"message {number}" for number in range(20 - TAIL_TURNS, 20)
    ]
    assert isinstance(held[0], ActionExecuted) and held[0].action_name == "action_listen"


def test_the_whole_history_is_there_for_who_asks(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN)
    for number in range(20):
        talk(store, "a", *turn(number, SlotSet("count", number)))
    whole = asyncio.run(store.retrieve_full_tracker("a"))
    assert whole is not None
    assert len(whole.events) == len(BEGIN) + 20 * 5
    assert whole.current_slot_values() == read(store, "a").current_slot_values()  # type: ignore[union-attr]
    assert len({event.timestamp for event in whole.events}) > 20


@pytest.mark.parametrize("gap", [0, 1, TAIL_TURNS - 1, TAIL_TURNS, TAIL_TURNS + 3])
@pytest.mark.parametrize(
    "cut",
    [
        [AllSlotsReset()],
        [Restarted()],
        [SlotSet("count", None)],
        BEGIN,
        [ActionExecuted("action_session_start"), SessionStarted(), SlotSet("count", 7)],
    ],
    ids=["reset", "restart", "unset", "new-session", "carried-over"],
)
def test_resets_restarts_and_sessions_hold_wherever_the_tail_begins(
    store: ConversationStore, cut: list[Event], gap: int
) -> None:
    truth = DialogueStateTracker("a", store.domain.slots)
    steps = [BEGIN, turn(0, SlotSet("findings", {"x": 1}), SlotSet("count", 1)), [*turn(1), *cut]]
    steps += [turn(2 + number) for number in range(gap)]
    for new in steps:
        talk(store, "a", *new)
        for event in new:
            truth.update(event)
        tracker = read(store, "a")
        assert tracker is not None
        assert tracker.current_slot_values() == truth.current_slot_values()


def test_an_active_loop_and_a_pause_outlive_the_tail(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN, ActiveLoop("some_form"), ConversationPaused())
    for number in range(TAIL_TURNS + 2):
        talk(store, "a", *turn(number))
    tracker = read(store, "a")
    assert tracker is not None
    assert tracker.active_loop_name == "some_form"
    assert tracker.is_paused()


def test_a_slot_that_the_domain_lost_is_left_out(store: ConversationStore, url: str) -> None:
    talk(store, "a", *BEGIN, SlotSet("count", 3), SlotSet("findings", {"x": 1}))
    for number in range(TAIL_TURNS + 1):
        talk(store, "a", *turn(number))
    smaller = Domain.from_yaml("slots: {findings: {type: any, mappings: [{type: custom}]}}")
    store.domain = smaller
    tracker = read(store, "a")
    assert tracker is not None
    assert tracker.current_slot_values() == {"findings": {"x": 1}, "session_started_metadata": None}


def test_nothing_is_stored_for_who_says_nothing(store: ConversationStore) -> None:
    tracker = asyncio.run(store.get_or_create_tracker("a"))
    assert len(tracker.events) == 1
    assert read(store, "a") is None
    assert not asyncio.run(store.exists("a"))
    assert list(asyncio.run(store.keys())) == []


def rows(store: ConversationStore, sender: str) -> int:
    with store.engine.connect() as connection:
        counts = (
            connection.execute(sa.text(f"SELECT count(*) FROM {table} WHERE sender_id = :a"), {"a": sender}).scalar()
            for table in ("events", "conversations")
        )
        return sum(int(count) for count in counts)


def test_delete_erases_every_row_of_one_conversation_only(store: ConversationStore) -> None:
    for sender in ("a", "b"):
        talk(store, sender, *BEGIN, *turn(0))
    asyncio.run(store.delete("a"))
    assert rows(store, "a") == 0
    assert rows(store, "b") == 1 + len(BEGIN) + 4


def test_an_action_can_ask_for_deletion_and_a_fresh_conversation_follows(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN, *turn(0, SlotSet("findings", {"x": 1})))
    talk(store, "a", *turn(1, SlotSet("erase", True)))
    assert rows(store, "a") == 0
    tracker = talk(store, "a", *BEGIN, *turn(2))
    assert tracker.get_slot("findings") is None
    assert tracker.get_slot("erase") is None
    assert rows(store, "a") > 0


def test_only_conversations_untouched_for_long_are_forgotten(store: ConversationStore) -> None:
    for sender in ("old", "new"):
        talk(store, sender, *BEGIN, *turn(0))
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE conversations SET updated_at = 1000 WHERE sender_id = 'old'"))
    assert asyncio.run(store.delete_untouched_since(time.time() - 3600)) == 1
    assert (rows(store, "old"), rows(store, "new") > 0) == (0, True)


def test_of_two_writers_of_one_turn_the_second_is_refused(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN, *turn(0))

    async def race() -> None:
        first, second = await store.retrieve("a"), await store.retrieve("a")
        assert first is not None and second is not None
        for tracker, number in ((first, 1), (second, 2)):
            for event in turn(number):
                tracker.update(event)
        await store.save(first)
        await store.save(second)

    with pytest.raises(sa.exc.IntegrityError):
        asyncio.run(race())
    tracker = read(store, "a")
    assert tracker is not None and tracker.latest_message is not None
    assert tracker.latest_message.text == "message 1"


def test_a_failed_save_keeps_nothing_of_the_turn(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN, *turn(0))
    before = rows(store, "a")
    with pytest.raises(TypeError):
        talk(store, "a", *turn(1), SlotSet("findings", object()))
    assert rows(store, "a") == before


def test_a_database_that_went_away_raises(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN, *turn(0))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE events RENAME TO elsewhere")
    try:
        with pytest.raises(sa.exc.DBAPIError):
            read(store, "a")
        with pytest.raises(sa.exc.DBAPIError):
            talk(store, "b", *BEGIN)
    finally:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO events")


def test_a_tracker_from_elsewhere_is_taken_over(store: ConversationStore) -> None:
    foreign = DialogueStateTracker.from_events("a", [*BEGIN, *turn(0, SlotSet("count", 5))], store.domain.slots)
    asyncio.run(store.save(foreign))
    tracker = read(store, "a")
    assert tracker is not None
    assert tracker.get_slot("count") == 5
    assert len(tracker.events) == len(foreign.events)


def test_messages_are_the_latest_ones_in_order(store: ConversationStore) -> None:
    talk(store, "a", *BEGIN)
    for number in range(5):
        talk(store, "a", *turn(number))
    texts = [event["text"] for event in asyncio.run(store.messages("a", 3))]
    assert texts == ["answer 3", "message 4", "answer 4"]


def test_an_opened_conversation_is_known_before_anything_is_said(store: ConversationStore) -> None:
    assert not asyncio.run(store.is_open("a"))
    asyncio.run(store.open("a"))
    assert asyncio.run(store.is_open("a"))
    assert read(store, "a") is None
    talk(store, "a", *BEGIN, *turn(0))
    assert read(store, "a") is not None
    asyncio.run(store.delete("a"))
    assert not asyncio.run(store.is_open("a"))


def test_what_is_read_is_what_rasas_own_store_reads(store: ConversationStore) -> None:
    theirs = SQLTrackerStore(Domain.load(str(FIXTURE_BOT / "domain.yml")), db=":memory:")
    events = [*BEGIN, *turn(0, SlotSet("count", 1)), *turn(1, SlotSet("findings", {"x": {"y": [1, 2.5, None, "ü"]}}))]
    talk(store, "a", *events)
    tracker = DialogueStateTracker.from_events("a", events, theirs.domain.slots)
    asyncio.run(theirs.save(tracker))
    ours = asyncio.run(store.retrieve_full_tracker("a"))
    assert ours is not None
    assert list(ours.events) == list(asyncio.run(theirs.retrieve_full_tracker("a")).events)
