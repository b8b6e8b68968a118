"""Settings of the server: read from the environment and ``.env``, checked once, with defaults for a single machine.

The variables are those of the table `VARIABLES`, no others. Real environment variables win over ``.env``.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder: relative paths in settings start here."""

VARIABLES: dict[str, str] = {
    "PORT": "5005",
    "API_TOKEN": "",
    "DATABASE_URL": "sqlite:///var/conversations.db",
    "REDIS_URL": "",
    "RETENTION_DAYS": "30",
    "EMERGENCY_NUMBER": "your local emergency number",
    "COLLECT_FILE": "",
    "LOG_LEVEL": "INFO",
}
"""Every variable that is read, with its default."""

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(ValueError):
    """A variable has a value that cannot be used; the message says which, why, and what would do."""


@dataclass(frozen=True)
class Settings:
    """The checked settings.

    port: TCP port, 1 to 65535. api_token: opens the REST channel and the HTTP API, None leaves both off.
    database_url: SQLAlchemy URL of SQLite or PostgreSQL. redis_url: where conversation locks are kept, None keeps them
    in the process. retention_days: conversations untouched for longer are deleted. emergency_number: what people are
    told to call. log_level: one of `LOG_LEVELS`.
    """

    port: int
    api_token: str | None
    database_url: str
    redis_url: str | None
    retention_days: int
    emergency_number: str
    log_level: str


def load(env_file: Path | None = None) -> Settings:
    """Read, check and return the settings; the values in use are put back into the environment for actions to read.

    Raises SettingsError at the first value that cannot be used.
    """
    load_dotenv(env_file or ROOT / ".env", override=False)
    values = {name: os.environ.get(name, "").strip() or default for name, default in VARIABLES.items()}
    settings = Settings(
        port=_whole_number(values, "PORT", 1, 65535),
        api_token=values["API_TOKEN"] or None,
        database_url=_database_url(values["DATABASE_URL"]),
        redis_url=_redis_url(values["REDIS_URL"]),
        retention_days=_whole_number(values, "RETENTION_DAYS", 1, 3650),
        emergency_number=_emergency_number(values["EMERGENCY_NUMBER"]),
        log_level=_log_level(values["LOG_LEVEL"]),
    )
    os.environ.update({name: value for name, value in values.items() if value})
    return settings


def _whole_number(values: dict[str, str], name: str, low: int, high: int) -> int:
    text = values[name]
    if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
        raise SettingsError(f"{name}={text!r} is not a whole number from {low} to {high}.")
    return int(text)


def _database_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg2") and rest:
        return f"postgresql://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        path = Path(rest[1:])
        return f"sqlite:///{path if path.is_absolute() else ROOT / path}"
    raise SettingsError(
        f"DATABASE_URL starts with {scheme + '://'!r}, which is not known. Use sqlite:///var/conversations.db or "
        "postgresql://user:password@host/database."
    )


def _redis_url(url: str) -> str | None:
    if url and not re.match(r"(rediss?|unix)://", url):
        raise SettingsError(
            "REDIS_URL does not start with redis://, rediss:// or unix://. Leave it empty to do without Redis."
        )
    return url or None


def _emergency_number(text: str) -> str:
    if len(text) > 60 or not text.isprintable():
        raise SettingsError(f"EMERGENCY_NUMBER={text!r} is longer than 60 characters or not plain text.")
    return text


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise SettingsError(f"LOG_LEVEL={text!r} is not one of {', '.join(LOG_LEVELS)}.")
    return text.upper()
