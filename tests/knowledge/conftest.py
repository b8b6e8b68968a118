"""The knowledge as the assistant loads it, and a copy of its files that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.loader import ROOT, load
from knowledge.model import Knowledge


@pytest.fixture(scope="session")
def k() -> Knowledge:
    return load("en")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "knowledge"
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns("*.py", "lexicon", "__pycache__"))
    return target
