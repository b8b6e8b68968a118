"""The same actions behind HTTP."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import FIXTURE_BOT, ROOT, environment, free_port, serve


@pytest.fixture
def action_server(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    log = (tmp_path / "actions.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "server.actions", "--port", str(port), "--package", "fixture_actions"],
        cwd=ROOT,
        env=environment(PYTHONPATH=str(FIXTURE_BOT)),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (tmp_path / "actions.log").read_text()
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def test_a_server_with_remote_actions_answers_the_same(action_server: str, tmp_path: Path) -> None:
    project = tmp_path / "bot"
    shutil.copytree(FIXTURE_BOT, project, ignore=shutil.ignore_patterns("__pycache__"))
    endpoints = project / "endpoints.yml"
    endpoints.write_text(json.dumps({"action_endpoint": {"url": f"{action_server}/webhook"}}))
    with serve(tmp_path, project) as server:
        assert "back pain" in server.text("a", "my back hurts zwiebelkanarie")
        assert server.slots("a")["count"] == 1
        assert "went wrong" in server.text("a", "please crash zwiebelkanarie")
        assert server.slots("a")["count"] == 1
    assert "zwiebelkanarie" not in server.log() + (tmp_path / "actions.log").read_text()
