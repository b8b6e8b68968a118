from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from server.project import Project
from server.train import train
from tests.serving import FIXTURE_BOT


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(FIXTURE_BOT, tmp_path / "bot", ignore=shutil.ignore_patterns("models", "__pycache__"))
    return Project(tmp_path / "bot")


def test_dates_do_not_matter_but_contents_and_names_do(project: Project) -> None:
    before = project.fingerprint()
    for file in project.inputs():
        os.utime(file, (1, 1))
    assert project.fingerprint() == before
    data = project.root / "data" / "nlu.yml"
    data.write_text(data.read_text() + "    - one more\n")
    changed = project.fingerprint()
    assert changed != before
    data.rename(data.with_name("other.yml"))
    assert project.fingerprint() not in (before, changed)


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/x.yml", "nlu/part.py", "knowledge/words.yml"])
def test_every_kind_of_input_counts(project: Project, name: str) -> None:
    before = project.fingerprint()
    file = project.root / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("# changed\n")
    assert project.fingerprint() != before


def test_a_model_for_the_present_files_is_not_trained_again(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.models.mkdir()
    project.model().write_bytes(b"a model")
    assert train(project).read_bytes() == b"a model"
    assert capsys.readouterr().out == ""


def test_training_says_what_it_does_and_removes_the_older_model(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.models.mkdir()
    (project.models / "assistant-0000000000000000.tar.gz").write_bytes(b"old")
    model = train(project)
    assert [file.name for file in project.models.iterdir()] == [model.name]
    said = capsys.readouterr().out
    assert "learning: LogisticRegressionClassifier" in said
    assert "trained: models/" in said
