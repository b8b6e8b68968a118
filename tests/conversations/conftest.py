"""One server with the real model for all conversations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import ROOT, Server, serve


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The assistant behind a real server."""
    with serve(tmp_path_factory.mktemp("assistant"), ROOT, EMERGENCY_NUMBER="112") as server:
        yield server
