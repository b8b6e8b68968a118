"""The database: its tables and how it is opened.

Two tables. ``conversations`` has one row a conversation: the latest slots and where the part that is read at every turn
begins. ``events`` has the events in order, keyed by conversation and position, so that two writers of the same position
collide instead of mixing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.pool import QueuePool, StaticPool

metadata = sa.MetaData()

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False, index=True),
    sa.Column("event_count", sa.Integer, nullable=False),
    sa.Column("tail_position", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
)
"""``state`` is JSON: the slots that differ from their initial value, and the active loop and pause if any. Times are
seconds since 1970. The events from ``tail_position`` on, with ``state`` before them, give the conversation's state."""

events = sa.Table(
    "events",
    metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text, nullable=False),
)
"""Beside sender and position, the columns that Rasa's own SQL store has."""


def open_database(url: str) -> Engine:
    """Connect to SQLite or PostgreSQL by its SQLAlchemy URL and create the tables that are missing.

    SQLite's folder is created, and its write-ahead log is used so that readers and the writer do not wait for each
    other. Raises sqlalchemy.exc.OperationalError when the database does not answer.
    """
    parsed = make_url(url)
    options: dict[str, Any] = {"pool_pre_ping": True, "future": True}
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        options["connect_args"] = {"check_same_thread": False, "timeout": 10}
        options["pool_pre_ping"] = False
        options["poolclass"] = QueuePool if parsed.database else StaticPool  # keeps the connection, unlike the default
    else:
        options["connect_args"] = {"connect_timeout": 5, "options": "-c statement_timeout=10000"}
    engine = sa.create_engine(parsed, **options)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
    metadata.create_all(engine)
    return engine


def forget_traces(connection: Connection) -> None:
    """Empty SQLite's write-ahead log, where what was deleted may still be read; nothing to do for PostgreSQL."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA secure_delete=ON"):
        cursor.execute(statement)
    cursor.close()
