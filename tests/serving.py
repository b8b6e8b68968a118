"""Starts real servers for tests."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIXTURE_BOT = ROOT / "tests" / "server" / "fixture_bot"
TOKEN = "a-token-for-tests"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    process: subprocess.Popen[str]
    port: int
    log_file: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        return self.log_file.read_text()

    def call(self, method: str, path: str, body: Any = None, token: str | None = TOKEN) -> Answer:
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())

    def say(self, sender: str, message: Any) -> list[dict[str, Any]]:
        answer = self.call("POST", "/webhooks/rest/webhook", {"sender": sender, "message": message})
        assert answer.status == 200, answer.body
        return answer.json()

    def text(self, sender: str, message: Any) -> str:
        return "\n".join(item.get("text", "") for item in self.say(sender, message))

    def slots(self, sender: str) -> dict[str, Any]:
        return self.call("GET", f"/conversations/{sender}/tracker?include_events=NONE").json()["slots"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without the assistant's own variables, with `changes`."""
    own = ("PORT", "API_TOKEN", "DATABASE_URL", "REDIS_URL", "RETENTION_DAYS", "EMERGENCY_NUMBER", "LOG_LEVEL")
    return {name: value for name, value in os.environ.items() if name not in own} | changes


def trained(project: Path) -> Path:
    """The project with a model for its present files."""
    subprocess.run([sys.executable, "-m", "server.train", "--project", str(project)], cwd=ROOT, check=True, timeout=300)
    return project


def command(project: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "server", "--port", str(port), "--project", str(project)]


@contextmanager
def serve(folder: Path, project: Path = FIXTURE_BOT, **variables: str) -> Iterator[Server]:
    """A running server whose database and log are in `folder`; it is stopped as Ctrl-C stops it."""
    variables = {"API_TOKEN": TOKEN, "DATABASE_URL": f"sqlite:///{folder}/conversations.db"} | variables
    port, log_file = free_port(), folder / f"server-{time.monotonic_ns()}.log"
    with log_file.open("w") as log:
        process = subprocess.Popen(
            command(trained(project), port),
            cwd=ROOT,
            env=environment(**variables),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
    server = Server(process, port, log_file)
    try:
        wait_until_ready(server)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def wait_until_ready(server: Server, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise AssertionError(f"the server stopped:\n{server.log()}")
        try:
            if server.call("GET", "/health", token=None).status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not become ready:\n{server.log()}")


def find_program(name: str) -> str | None:
    """A program on PATH or among Debian's PostgreSQL programs."""
    found = shutil.which(name)
    if found is None or name in ("postgres", "initdb"):
        debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        found = str(debian[-1]) if debian else found
    return found


def find_browser() -> str | None:
    """A Chromium: $CHROMIUM, one on PATH, or Playwright's own; None where there is none."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if named:
        return named
    own = sorted(Path.home().glob(".cache/ms-playwright/chromium*/chrome-linux*/*"))
    return next((str(file) for file in own if file.name in ("chrome", "headless_shell")), None)
