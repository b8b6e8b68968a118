"""The store on SQLite, and on a PostgreSQL started for the tests where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from redis import Redis
from redis.exceptions import RedisError

from storage.tracker_store import ConversationStore
from tests.conftest import POSTGRES, REDIS
from tests.serving import FIXTURE_BOT, free_port

DATABASES = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], name: str) -> None:
    """Returns once a started service is ready: on a busy machine that takes longer than any fixed wait."""
    until = time.monotonic() + 60
    while not ready():
        assert process.poll() is None and time.monotonic() < until, f"{name} did not start"
        time.sleep(0.1)


def as_plain_user(folder: Path) -> list[str]:
    """What to put before a PostgreSQL command: it refuses to run as root, so root lends the folder to another user."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    for parent in folder.parents:
        if parent.stat().st_mode & 0o005 != 0o005 and str(parent).startswith("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o055)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of our own."""
    folder, port = tmp_path_factory.mktemp("postgresql"), free_port()
    user = as_plain_user(folder)
    data = folder / "data"
    initdb = Path(str(POSTGRES))
    subprocess.run(
        [*user, str(initdb), "-D", str(data), "-U", "tester", "--auth=trust", "-E", "UTF8"],
        check=True,
        capture_output=True,
    )
    arguments = ["-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1", "-c", "fsync=off"]
    with (tmp_path_factory.mktemp("postgresql-log") / "log").open("w") as log:
        process = subprocess.Popen([*user, str(initdb.with_name("postgres")), *arguments], stdout=log, stderr=log)
        try:
            ready = [str(initdb.with_name("pg_isready")), "-h", "127.0.0.1", "-p", str(port), "-q"]
            wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, process, "PostgreSQL")
            yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database to store in."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/folder/conversations.db"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(url: str) -> Iterator[ConversationStore]:
    """An empty store with the fixture bot's domain."""
    made = ConversationStore(Domain.load(str(FIXTURE_BOT / "domain.yml")), url=url)
    yield made
    with made.engine.begin() as connection:
        for table in ("events", "conversations"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    made.engine.dispose()


def answers(port: int) -> bool:
    """Whether the Redis at the port is up."""
    try:
        with Redis(port=port, socket_timeout=5) as client:
            return bool(client.ping())
    except RedisError:
        return False


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """The URL of a Redis server of our own."""
    port = free_port()
    process = subprocess.Popen(
        [str(REDIS), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: answers(port), process, "Redis")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(20)
