"""Logging that never holds what a person wrote.

Rasa, Sanic and the database driver put message text, slot values and exception messages into log lines. Three rules
keep them out: structured events of Rasa keep their name and lose their fields; while a request is served, lines of
other people's code are reduced to where they came from; exceptions are written as types and places, without their
message. Our own packages log ids and counts only, so their lines stay whole.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
import uuid
from contextvars import ContextVar
from types import TracebackType
from typing import Any

import structlog

OWN_PACKAGES = ("server", "channels", "storage", "actions", "dialogue", "reasoning", "knowledge", "nlu", "review")
"""Loggers of these packages write their messages whole."""

serving: ContextVar[bool] = ContextVar("serving", default=False)
"""True in everything that runs on behalf of a request."""

_Exception = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def describe(error: BaseException) -> str:
    """The types and code places of an exception and of what caused it, without any message."""
    parts = []
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        places = " < ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames))
        parts.append(f"{type(seen).__module__}.{type(seen).__name__} at {places or 'no frames'}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "; caused by ".join(parts)


def report(logger: logging.Logger, what: str, error: BaseException) -> str:
    """Log `what` went wrong with a fresh id and return the id, which can be told to the person."""
    error_id = uuid.uuid4().hex[:12]
    logger.error("%s error_id=%s %s", what, error_id, describe(error))
    return error_id


def configure(level: str) -> None:
    """Send every log line to standard error under the rules above, from `level` up; other people's code from INFO
    up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelName(level)))
    for name in OWN_PACKAGES:
        logging.getLogger(name).setLevel(level)
    for name in ("sanic.root", "sanic.error", "sanic.access", "sanic.server"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
        logger.setLevel(logging.WARNING)
    for name in ("matplotlib", "apscheduler", "asyncio", "sqlalchemy", "rasa_sdk", "rasa.core.processor"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.WARNING if level == "DEBUG" else logging.ERROR)
    _configure_structlog()


def _configure_structlog() -> None:
    os.environ["LOG_LEVEL_LIBRARIES"] = "WARNING"
    structlog.configure(
        processors=[structlog.processors.add_log_level, _name_only],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _name_only(_logger: Any, _method: str, event: Any) -> tuple[tuple[str], dict[str, Any]]:
    fields: dict[str, Any] = {}
    if event.get("exc_info"):
        fields["exc_info"] = event["exc_info"]
    return (str(event.get("event", "")),), fields


def _short(filename: str) -> str:
    return "/".join(filename.replace(os.sep, "/").split("/")[-2:])


class _SafeFormatter(logging.Formatter):
    """Applies the rules to one record."""

    def format(self, record: logging.LogRecord) -> str:
        if serving.get() and record.name.partition(".")[0] not in OWN_PACKAGES:
            safe = logging.LogRecord(
                record.name,
                record.levelno,
                record.pathname,
                record.lineno,
                f"{_short(record.pathname)}:{record.lineno} {record.funcName} (message withheld)",
                None,
                record.exc_info,
            )
            return super().format(safe)
        return super().format(record)

    def formatException(self, ei: _Exception) -> str:  # noqa: N802 - the name that logging calls
        return describe(ei[1]) if ei[1] is not None else ""
