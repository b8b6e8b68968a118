"""The assistant's figures on the cases beside this file do not fall below the floors of floors.yml."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from tests.eval.assistant import Assistant
from tests.eval.judge import FOLDERS, HERE, judge, running, sets_of

FLOORS = yaml.safe_load((HERE / "floors.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def assistants(module_monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Assistant]]:
    """Servers of these tests' own, whatever EVAL_URL names."""
    module_monkeypatch.delenv("EVAL_URL", raising=False)
    with running() as servers:
        yield servers


@pytest.fixture(scope="module")
def module_monkeypatch() -> Iterator[pytest.MonkeyPatch]:
    """Changes of the environment for the whole module."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def test_every_set_of_every_folder_has_floors() -> None:
    assert {folder: set(sets) for folder, sets in FLOORS.items()} == {folder: set(sets_of(folder)) for folder in FOLDERS}


@pytest.mark.timeout(900)  # the largest sets hold some 4,000 messages
@pytest.mark.parametrize(("folder", "name"), [(folder, name) for folder in FLOORS for name in FLOORS[folder]])
def test_figures_do_not_fall_below_their_floors(folder: str, name: str, assistants: list[Assistant]) -> None:
    limits = FLOORS[folder][name]
    figures = judge(folder, name, assistants, limits.get("every", 1)).figures
    low = {part: figures[part] for part, floor in limits.get("at_least", {}).items() if figures[part] < floor}
    high = {part: figures[part] for part, most in limits.get("at_most", {}).items() if figures[part] > most}
    assert (low, high, figures["errors"]) == ({}, {}, 0), limits
