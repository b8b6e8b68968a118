"""The coverage tables are up to date, no fact is unused, and every rule names where it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.coverage import COLUMNS, DOCUMENT, main, rules, uses, written
from knowledge.model import Knowledge


def test_the_tables_in_the_document_are_up_to_date(k: Knowledge) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert written(text, k) == text, "run `make coverage`"


def test_every_fact_can_be_told_and_most_do_more(k: Knowledge) -> None:
    found = uses(k)
    assert set(found) == set(k.facts)
    assert [fact for fact, used in found.items() if not used["answer"]] == []
    only_told = [fact for fact, used in found.items() if not any(used[c] for c in COLUMNS if c != "answer")]
    assert len(only_told) <= len(found) / 6, only_told


def test_every_kind_of_use_occurs(k: Knowledge) -> None:
    found = uses(k)
    assert all(any(used[column] for used in found.values()) for column in COLUMNS)


def test_every_rule_names_sources_that_exist(k: Knowledge) -> None:
    tables = {**rules(k), **{name: list(alike.sources) for name, alike in k.differential.items()}}
    assert all(sources and all(k.is_source(source) for source in sources) for sources in tables.values())


def test_a_document_without_marks_is_refused_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "knowledge.md"
    document.write_text("nothing")
    assert main(document) == 1
    assert document.read_text() == "nothing" and "marks" in capsys.readouterr().err
