from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.serving import FIXTURE_BOT, ROOT, command, environment, free_port, serve, trained


def start(project: Path, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to stop by itself."""
    variables = {"DATABASE_URL": f"sqlite:///{tmp_path}/x.db"} | variables
    return subprocess.run(
        command(project, free_port()),
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=90,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(trained(FIXTURE_BOT), tmp_path / "bot", ignore=ignored))


def test_a_bad_setting_stops_the_start(tmp_path: Path) -> None:
    done = start(FIXTURE_BOT, tmp_path, RETENTION_DAYS="soon")
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "The settings cannot be used: RETENTION_DAYS='soon' is not a whole number from 1 to 3650."
    )


def test_no_model_stops_the_start(copy: Path, tmp_path: Path) -> None:
    shutil.rmtree(copy / "models")
    done = start(copy, tmp_path)
    assert done.returncode == 1
    assert "There is no model for the present files" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_model_stops_the_start(copy: Path, tmp_path: Path) -> None:
    next((copy / "models").iterdir()).write_bytes(b"no archive")
    done = start(copy, tmp_path)
    assert done.returncode == 1
    assert "does not load" in done.stderr
    assert "ReadError" in done.stderr


def test_actions_that_do_not_import_stop_the_start(copy: Path, tmp_path: Path) -> None:
    (copy / "fixture_actions" / "broken.py").write_text("import nothing_of_that_name\n")
    done = start(copy, tmp_path)
    assert done.returncode == 1
    assert "The actions do not load" in done.stderr


def test_a_database_that_does_not_answer_stops_the_start(tmp_path: Path) -> None:
    done = start(trained(FIXTURE_BOT), tmp_path, DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    assert done.returncode == 1
    assert "The database of DATABASE_URL does not answer" in done.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_cleanly(tmp_path: Path, stop: signal.Signals) -> None:
    with serve(tmp_path) as server:
        assert f"Ready: http://localhost:{server.port}/" in server.log()
        server.process.send_signal(stop)
        assert server.process.wait(20) in (0, 130)
    assert "Traceback" not in server.log()
    assert len(server.log().splitlines()) == 1
