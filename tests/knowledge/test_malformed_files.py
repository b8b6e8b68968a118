"""A file that cannot be used stops the loading with its path, its line and the mend: one case for each kind of error.

Each file in malformed/ is put in place of a good one; its first lines say which one, and what the message has to say.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.loader import KnowledgeError, load_from

CASES = sorted(Path(__file__).with_name("malformed").glob("*.yml"))


def told(text: str, key: str) -> str:
    return re.search(rf"^# {key}: (.+)$", text, re.M).group(1)  # type: ignore[union-attr]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_malformed_file(case: Path, copy: Path) -> None:
    text = case.read_text("utf-8")
    target = copy / told(text, "replaces")
    target.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_from(copy, "en")
    error = caught.value
    assert told(text, "says") in error.problem
    assert (error.path, error.line) == (target, int(told(text, "line")))
    assert error.mend
    assert str(error) == f"{target}:{error.line}: {error.problem}. Mend: {error.mend}."


def test_missing_file(copy: Path) -> None:
    (copy / "urgency.yml").unlink()
    with pytest.raises(KnowledgeError, match=r"urgency\.yml:1: this file is missing\. Mend: put it back"):
        load_from(copy, "en")


def test_file_that_is_not_utf8(copy: Path) -> None:
    (copy / "locales" / "en" / "notes.yml").write_bytes(b"notes: {ridge: \xff}")
    with pytest.raises(KnowledgeError, match=r"notes\.yml:1: not UTF-8 text"):
        load_from(copy, "en")


def test_unknown_locale(copy: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"xx.*this file is missing"):
        load_from(copy, "xx")


def test_an_unchanged_copy_loads(copy: Path) -> None:
    assert load_from(copy, "en").facts
