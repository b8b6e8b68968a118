"""Messages that were not understood: what is kept of them, and how they become training data."""

from __future__ import annotations

import shutil
import stat
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loader import load
from nlu.learning import examples
from nlu.words.spelling import english
from review.__main__ import main, review
from review.collecting import collect, collected, known_words
from review.redaction import redact

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 3, 5)


def shown(text: str) -> str:
    return redact(text, known_words(), english())


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "kept" / "not-understood.jsonl"
    monkeypatch.setenv("COLLECT_FILE", str(path))
    monkeypatch.setenv("RETENTION_DAYS", "30")
    return path


@pytest.mark.parametrize(
    "private",
    ["Margaret", "smith", "12/03/1948", "07700 900123", "m.smith@example.org", "www.example.org", "Kowalski", "Xhqzt", "Sheffield"],
)
def test_whatever_could_tell_who_wrote_it_is_hidden(private: str) -> None:
    assert private.lower() not in shown(f"my legs are heavy says {private} and it is new").lower()


def test_the_words_that_the_assistant_should_have_understood_stay() -> None:
    assert shown("my legs feel like overcooked noodles since tuesday") == "my legs feel like overcooked noodles since tuesday"


@given(st.text(max_size=400))
def test_any_text_can_be_redacted_and_keeps_no_digit(text: str) -> None:
    left = shown(text)
    assert len(left) <= 300
    assert not any(c.isdecimal() and c.isascii() for c in left)


def test_nothing_is_kept_unless_the_operator_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLECT_FILE", "")
    monkeypatch.chdir(tmp_path)
    collect("my legs feel odd")
    assert list(tmp_path.iterdir()) == []


def test_a_kept_message_has_a_day_and_words_and_is_for_its_owner_alone(file: Path) -> None:
    collect("I am John and my legs went funny", TODAY)
    assert collected(file) == [{"day": "2026-03-05", "text": "i am _ and my legs went funny"}]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_same_message_is_kept_once_and_old_ones_go(file: Path) -> None:
    collect("my legs went funny", date(2026, 1, 1))
    collect("my arms went funny", date(2026, 3, 1))
    collect("my arms went funny", TODAY)
    assert [line["text"] for line in collected(file)] == ["my arms went funny"]


def test_a_file_that_cannot_be_written_stops_no_reply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("COLLECT_FILE", str(tmp_path / "taken" / "file.jsonl"))
    collect("my legs went funny", TODAY)


def test_reviewed_messages_become_training_data_and_leave_the_file(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("my legs are all over the shop", "next one then", "lovely weather", "what a day", "no idea what this is"):
        collect(text, TODAY)
    root = tmp_path / "project"
    (root / "knowledge/locales/en").mkdir(parents=True)
    shutil.copy(ROOT / "domain.yml", root / "domain.yml")
    said: list[str] = []
    answers = iter(["limb_weakness, -confusion", "skip", "nothing", "wether", "drop", "later"])
    review(file, root, lambda _: next(answers), said.append)

    assert [line["text"] for line in collected(file)] == ["no idea what this is"]
    assert "wether" in said[0]
    monkeypatch.setattr(examples, "LOCALES", root / "knowledge/locales")
    assert examples.sentence_examples("en", load().findings) == [
        ("my legs are all over the shop", frozenset({"limb_weakness", "-confusion"})),
        ("lovely weather", frozenset()),
    ]
    filed = yaml.safe_load((root / "data/nlu/reviewed.yml").read_text(encoding="utf-8"))
    assert filed["nlu"] == [{"intent": "skip", "examples": "- next one then\n"}]


def test_without_a_file_the_command_says_how_to_begin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLLECT_FILE", "")
    assert main() == 1
    assert "COLLECT_FILE" in capsys.readouterr().err
