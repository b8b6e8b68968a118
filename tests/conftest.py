"""What all tests share: Rasa without TensorFlow, a served fixture bot, and which real services are at hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server import light_rasa
from tests import serving

light_rasa.install(serving=True)
sys.path.insert(0, str(serving.FIXTURE_BOT))

POSTGRES, REDIS, BROWSER = serving.find_program("initdb"), serving.find_program("redis-server"), serving.find_browser()
collect_ignore = [] if BROWSER else ["browser"]


def pytest_report_header() -> list[str]:
    """Which tests against real services are part of this run."""
    found = {"PostgreSQL": POSTGRES, "Redis": REDIS, "Chromium": BROWSER}
    return [f"{name}: {path or 'not on this machine, its tests are left out'}" for name, path in found.items()]


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """The fixture bot behind a real server."""
    with serving.serve(tmp_path_factory.mktemp("bot")) as server:
        yield server


@pytest.fixture(scope="session")
def fixture_model() -> Path:
    """The fixture bot's folder, with a trained model."""
    return serving.trained(serving.FIXTURE_BOT)
