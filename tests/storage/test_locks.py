from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rasa.core.lock_store import LockError, LockStore

from storage import locks
from tests.conftest import REDIS
from tests.serving import free_port, serve

KINDS = ["process", "redis"] if REDIS else ["process"]


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    """Makes a lock store inside the running loop."""
    url = request.getfixturevalue("redis_url") if request.param == "redis" else None
    return lambda: locks.create_lock_store(url)


def test_turns_of_one_conversation_do_not_overlap_and_others_do(make) -> None:  # type: ignore[no-untyped-def]
    running: dict[str, int] = {}
    most: dict[str, int] = {}
    together = 0

    async def take(store: LockStore, sender: str) -> None:
        nonlocal together
        async with store.lock(sender):
            running[sender] = running.get(sender, 0) + 1
            most[sender] = max(most.get(sender, 0), running[sender])
            together = max(together, sum(running.values()))
            await asyncio.sleep(0.02)
            running[sender] -= 1

    async def all_at_once() -> None:
        store = make()
        await asyncio.gather(*(take(store, sender) for sender in "aaaabbbb"))

    asyncio.run(all_at_once())
    assert most == {"a": 1, "b": 1}
    assert together == 2


def test_the_lock_is_given_back_after_a_failure(make) -> None:  # type: ignore[no-untyped-def]
    async def twice() -> str:
        store = make()
        with pytest.raises(KeyError):
            async with store.lock("a"):
                raise KeyError("x")
        async with store.lock("a"):
            return "held"

    assert asyncio.run(twice()) == "held"


def test_waiting_ends_some_time(make, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(locks, "PATIENCE_SECONDS", 0.05)

    async def blocked() -> None:
        store = make()
        async with store.lock("a"), store.lock("a"):
            pass

    with pytest.raises(LockError, match="busy"):
        asyncio.run(blocked())


def test_the_first_to_ask_is_the_first_to_be_served_and_nothing_is_left_over() -> None:
    order: list[int] = []

    async def take(store: locks.ProcessLocks, number: int) -> None:
        async with store.lock("a"):
            order.append(number)
            await asyncio.sleep(0)

    async def many() -> locks.ProcessLocks:
        store = locks.ProcessLocks()
        await asyncio.gather(*(take(store, number) for number in range(10)))
        return store

    store = asyncio.run(many())
    assert order == list(range(10))
    assert not store._locks and not store._users


def test_a_redis_that_is_away_fails_the_turn_and_health(tmp_path: Path) -> None:
    async def ask() -> None:
        async with locks.RedisLocks(f"redis://127.0.0.1:{free_port()}/0").lock("a"):
            pass

    with pytest.raises(LockError, match="Redis does not answer"):
        asyncio.run(ask())


def server_with_redis(tmp_path: Path, redis_url: str) -> None:
    with serve(tmp_path, REDIS_URL=redis_url) as server:
        assert "back pain" in server.text("a", "my back hurts")


if REDIS:

    def test_a_server_answers_with_locks_in_redis(tmp_path: Path, redis_url: str) -> None:
        server_with_redis(tmp_path, redis_url)
