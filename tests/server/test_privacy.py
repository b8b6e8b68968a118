"""What people write appears in no log line, whatever goes wrong. A made-up word stands for it."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

import pytest
import structlog

from server import logs
from tests.serving import serve

CANARY = "zwiebelkanarie"


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_no_turn_and_no_failure_logs_words(tmp_path: Path, level: str) -> None:
    with serve(tmp_path, LOG_LEVEL=level) as server:
        server.say("a", f"my back hurts {CANARY}")
        assert "went wrong" in server.text("a", f"please crash {CANARY}")
        server.say("a", f"{CANARY} " * 2000)
        server.say("a", f'/restart{{"x": "{CANARY}"}}')
        server.say("a", {"not": CANARY})
        calls = [
            ("POST", "/webhooks/rest/webhook", f'{{"broken": "{CANARY}'.encode()),
            ("POST", "/webhooks/rest/webhook", [CANARY]),
            ("POST", "/web/message", {"token": CANARY, "text": CANARY}),
            ("GET", f"/nowhere/{CANARY}", None),
            ("GET", f"/conversations/{CANARY}/tracker?include_events={CANARY}", None),
            ("POST", "/conversations/a/tracker/events", {"event": CANARY}),
            ("POST", "/conversations/a/tracker/events", {"event": "slot", "name": CANARY, "value": CANARY}),
            ("POST", "/conversations/a/trigger_intent", {"name": CANARY, "entities": CANARY}),
            ("POST", "/model/parse", {"text": CANARY}),
            ("PUT", "/model", {"model_file": CANARY}),
        ]
        statuses = [server.call(*call).status for call in calls]
        log = server.log()
    assert set(statuses) <= {200, 400, 401, 404, 409, 500}
    assert CANARY not in log
    assert "a turn failed error_id=" in log
    assert "KeyError at fixture_actions/reply.py" in log


def formatted(record: logging.LogRecord) -> str:
    return logs._SafeFormatter("%(levelname)s %(name)s: %(message)s").format(record)


def failing() -> BaseException:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as inner:
            raise ValueError(f"bad {CANARY}") from inner
    except ValueError as error:
        return error


def test_an_exception_is_written_as_types_and_places() -> None:
    error = failing()
    text = logs.describe(error)
    assert "builtins.ValueError at server/test_privacy.py" in text
    assert "caused by builtins.KeyError" in text
    assert CANARY not in text
    info = (type(error), error, error.__traceback__)
    assert CANARY not in formatted(logging.LogRecord("rasa", logging.ERROR, "f.py", 1, "oh", None, info))


def test_while_serving_lines_of_others_are_reduced_to_their_place() -> None:
    token = logs.serving.set(True)
    try:
        theirs = logging.LogRecord("rasa.core.x", logging.WARNING, "/a/core/x.py", 7, "said %s", (CANARY,), None, "act")
        ours = logging.LogRecord("storage.x", logging.WARNING, "x.py", 7, "deleted %d", (3,), None)
        assert formatted(theirs) == "WARNING rasa.core.x: core/x.py:7 act (message withheld)"
        assert formatted(ours) == "WARNING storage.x: deleted 3"
    finally:
        logs.serving.reset(token)


def test_structured_events_lose_their_fields(capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        logs.configure("INFO")
        structlog.get_logger("rasa.test").error("rest.message.received.failure", text=CANARY)
        structlog.get_logger("rasa.test").debug("never", text=CANARY)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(CANARY, stacklevel=1)
    finally:
        structlog.configure(**before)
        logging.captureWarnings(False)
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)
    said = capsys.readouterr().err
    assert "rest.message.received.failure" in said
    assert CANARY not in said
    assert "never" not in said
