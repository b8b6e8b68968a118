"""Which numbers of an example are the value of what, and that a malformed file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import load
from nlu.learning import value_examples as module
from nlu.learning.value_examples import Values, measurable, of_numbers, value_examples
from nlu.understanding import reader
from nlu.words.lexicon_files import LexiconError


def _told(text: str, values: Values) -> dict[float, set[str]]:
    """By the numbers of a text, of what they are the value."""
    words = reader().words_seen(text)
    rows = of_numbers(words, values, load()).items()
    return {number.value: {name for name, yes in of.items() if yes} for place, of in rows if (number := words[place].number)}


@pytest.mark.parametrize(
    ("text", "values", "told"),
    [
        ("Hb 8.1 in June, then 10.4", {"hemoglobin": 104.0}, {8.1: set(), 10.4: {"hemoglobin"}}),
        ("at 71 my calcium was 11.9 mg/dl", {"age": 71.0, "calcium_raised": 2.969}, {71.0: {"age"}, 11.9: {"calcium_raised"}}),
        ("ESR 30 and globulin 30", {"esr_raised": 30.0, "globulin_raised": 30.0}, {30.0: {"esr_raised", "globulin_raised"}}),
        ("my sugar was 6.2", {}, {6.2: set()}),
    ],
    ids=["the later", "in another unit", "of two", "of none"],
)
def test_a_number_is_the_value_that_its_message_tells_in_whatever_unit(text: str, values: Values, told: dict[float, set[str]]) -> None:
    assert _told(text, values) == told


def test_of_what_a_message_may_tell_or_not_nothing_is_known() -> None:
    words = reader().words_seen("hb between 9 and 10, so 9.5")
    assert all(set(of) == set(measurable(load())) - {"hemoglobin"} for of in of_numbers(words, {"hemoglobin": None}, load()).values())


def test_the_examples_hold_thousands_of_values_and_of_numbers_that_are_none() -> None:
    rows = value_examples("en", load())
    assert sum(bool(values) for values in rows.values()) > 5000
    assert sum(not values for values in rows.values()) > 500


@pytest.mark.parametrize("heading", ["calcium 2.9", "hemoglobin", "?hemoglobin 90", "spinal_pain 3"])
def test_a_heading_that_names_no_value_is_refused_with_its_place(heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "values.yml").write_text(f'"{heading}":\n  - "my calcium was 2.9"\n', encoding="utf-8")
    monkeypatch.setattr(module, "LOCALES", tmp_path)
    with pytest.raises(LexiconError, match="is no value of a finding") as caught:
        value_examples("en", load())
    assert "values.yml" in str(caught.value)
