from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from tests.serving import serve


def test_a_conversation_untouched_for_too_long_is_forgotten_at_the_start(tmp_path: Path) -> None:
    database = tmp_path / "conversations.db"
    with serve(tmp_path) as server:
        for sender in ("old", "young"):
            server.say(sender, "my back hurts")
    with sqlite3.connect(database) as connection:
        connection.execute(
            "UPDATE conversations SET updated_at = ? WHERE sender_id = 'old'", (time.time() - 3 * 86400,)
        )
    with serve(tmp_path, RETENTION_DAYS="2") as server:
        assert server.slots("old")["count"] is None
        assert server.slots("young")["count"] == 1
        assert "deleted 1 conversations untouched for 2 days" in server.log()
