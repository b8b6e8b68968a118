"""How often somebody may ask: a bucket of tokens a key, refilled with time, kept in memory."""

from __future__ import annotations

import time
from collections.abc import Callable


class RateLimit:
    """Allows `burst` requests at once for each key, and `per_second` more every second after that."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def allows(self, key: str) -> bool:
        """Whether one more request of `key` is within the limit; a request that is refused costs nothing."""
        now = self._clock()
        left, then = self._buckets.get(key, (float(self._burst), now))
        left = min(self._burst, left + (now - then) * self._per_second)
        if len(self._buckets) > 10_000:
            self._forget_full(now)
        if left < 1:
            self._buckets[key] = (left, now)
            return False
        self._buckets[key] = (left - 1, now)
        return True

    def _forget_full(self, now: float) -> None:
        refill = self._burst / self._per_second
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket[1] < refill}
