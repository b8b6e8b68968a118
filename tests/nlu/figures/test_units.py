"""A unit is read in every spelling that the locale knows, wherever it stands."""

from __future__ import annotations

import pytest

from nlu.understanding import reader
from nlu.words.lexicon import load_lexicon

UNITS = load_lexicon("en").raw["quantities"]["units"]
MEASURES = {
    "mmol/L": ("calcium 2.9", "calcium_raised"),
    "mg/dL": ("calcium 11.2", "calcium_raised"),
    "mEq/L": ("calcium 5.8", "calcium_raised"),
    "g/L": ("haemoglobin 98", "hemoglobin"),
    "g/dL": ("haemoglobin 9.8", "hemoglobin"),
    "mm/h": ("esr 88", "esr_raised"),
    "U/L": ("alp 90", "alp_raised"),
}
SPELLINGS = [(unit, str(spelling)) for unit in MEASURES for spelling in UNITS[unit]]


@pytest.mark.parametrize("ending", ["", ".", " and I am tired"])
@pytest.mark.parametrize(("unit", "spelling"), SPELLINGS)
def test_a_value_keeps_its_number_and_unit(unit: str, spelling: str, ending: str) -> None:
    words, finding = MEASURES[unit]
    read = [m for m in reader().read(f"{words} {spelling}{ending}").mentions if m.finding == finding]
    assert [(m.value, m.unit) for m in read] == [(float(words.split()[-1]), unit)]
