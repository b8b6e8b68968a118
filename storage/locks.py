"""One message of a conversation at a time: locks in the process, or in Redis for several servers.

Rasa's own stores let a second message sleep a second before it looks again, and its Redis lock is read and written in
two steps. These wait on the lock itself, and Redis takes and gives it back atomically.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from redis.asyncio import Redis
from redis.exceptions import RedisError

PATIENCE_SECONDS = 30.0
"""How long a message waits for the ones before it."""


class ProcessLocks(LockStore):
    """Locks for a single server process. The first to ask is the first to be served."""

    def __init__(self) -> None:
        super().__init__()
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation; raises LockError when it does not come free in time."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._users[conversation_id] = self._users.get(conversation_id, 0) + 1
        try:
            try:
                await asyncio.wait_for(lock.acquire(), PATIENCE_SECONDS)
            except asyncio.TimeoutError as error:
                raise LockError("The conversation is still busy with an earlier message.") from error
            try:
                yield TicketLock(conversation_id)
            finally:
                lock.release()
        finally:
            self._users[conversation_id] -= 1
            if not self._users[conversation_id]:
                del self._users[conversation_id], self._locks[conversation_id]


class RedisLocks(LockStore):
    """Locks in Redis for several server processes. A lock outlives a server that dies by `LOCK_LIFETIME` at most."""

    def __init__(self, url: str) -> None:
        """Locks at the Redis of `url` (redis://, rediss:// or unix://); connects at the first use."""
        super().__init__()
        self._redis: Redis[bytes] = Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation; raises LockError when it does not come free in time or Redis does not answer."""
        lock = self._redis.lock(
            f"conversation:{conversation_id}", timeout=lock_lifetime, sleep=0.02, blocking_timeout=PATIENCE_SECONDS
        )
        try:
            taken = await lock.acquire()
        except RedisError as error:
            raise LockError("Redis does not answer.") from error
        if not taken:
            raise LockError("The conversation is still busy with an earlier message.")
        try:
            yield TicketLock(conversation_id)
        finally:
            try:
                await lock.release()
            except RedisError as error:
                raise LockError("The lock ran out or Redis went away during the turn.") from error

    async def answers(self) -> bool:
        """True when Redis answers; raises where it does not."""
        return bool(await self._redis.ping())


def create_lock_store(redis_url: str | None) -> ProcessLocks | RedisLocks:
    """The lock store for the setting REDIS_URL."""
    return RedisLocks(redis_url) if redis_url else ProcessLocks()
