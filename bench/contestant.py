"""One of the two servers: started, asked, weighed, stopped."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TOKEN = "bench"


@dataclass
class Contestant:
    """How to start a server; ``{port}`` in `command` becomes a free port. `path` is where it takes messages."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    path: str = f"/webhooks/rest/webhook?token={TOKEN}"
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    connection: http.client.HTTPConnection | None = field(default=None, init=False)

    def say(self, sender: str, text: str) -> float:
        """Send one message over a kept connection; returns milliseconds. RuntimeError where nothing is answered."""
        if self.connection is None:
            raise RuntimeError(f"{self.name} is not running")
        body = json.dumps({"sender": sender, "message": text})
        began = time.perf_counter()
        self.connection.request("POST", self.path, body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        content = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200 or not json.loads(content):
            raise RuntimeError(f"{self.name} gave no answer (status {answer.status}) to {text!r}")
        return took

    def reconnect(self) -> None:
        """Drop the connection; servers close one that is silent for long. The next message opens another."""
        if self.connection is not None:
            self.connection.close()

    def megabytes(self) -> float:
        """Resident memory of the process and its children."""
        if self.process is None:
            raise RuntimeError(f"{self.name} is not running")
        return sum(_resident(pid) for pid in _family(self.process.pid)) / 1024

    @contextmanager
    def running(self) -> Iterator[float]:
        """Start it; gives the seconds from the start of the process to its first answer."""
        port = _free_port()
        log = (self.folder / f"{self.name}.log").open("wb")
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [part.format(port=port) for part in self.command],
            cwd=self.folder,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield self._first_answer(port, began)
        finally:
            self.reconnect()
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
            log.close()

    def _first_answer(self, port: int, began: float) -> float:
        while time.perf_counter() - began < 300:
            if self.process is not None and self.process.poll() is not None:
                raise RuntimeError(f"{self.name} stopped; see its log in {self.folder}")
            self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                self.say("first", "hello")
            except (OSError, http.client.HTTPException, RuntimeError):
                time.sleep(0.1)
            else:
                return time.perf_counter() - began
        raise RuntimeError(f"{self.name} gave no answer in 300 seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(member for child in children for member in _family(int(child)))]


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
