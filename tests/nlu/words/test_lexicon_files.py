"""A lexicon file that is not as it must be names its place and what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nlu.words.lexicon import LOCALES, compile_folder
from nlu.words.lexicon_files import LexiconError

MALFORMED = sorted((Path(__file__).parent / "malformed").glob("*.yml"))


@pytest.mark.parametrize("path", MALFORMED, ids=lambda p: p.stem)
def test_a_malformed_file_is_refused_with_its_place(path: Path, tmp_path: Path) -> None:
    """Each file's first line is a comment with words of the message that it must raise."""
    folder = tmp_path / "lexicon"
    shutil.copytree(LOCALES / "en" / "lexicon", folder)
    words = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    shutil.copy(path, folder / f"{path.stem.split('-')[0]}_zz.yml")
    with pytest.raises(LexiconError, match=words):
        compile_folder(folder)


@pytest.mark.parametrize("name", ["groups", "cues", "findings", "people", "quantities", "answers", "shorthand", "grammar"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(LOCALES / "en" / "lexicon", folder)
    for path in folder.glob(f"{name}*.yml"):
        path.unlink()
    with pytest.raises(LexiconError, match=f"{name}.yml is missing"):
        compile_folder(folder)
