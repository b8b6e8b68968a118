"""`python -m actions.assess`: the assessment without Rasa."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from actions.assess import main
from knowledge.loader import load
from reasoning.assess import assess
from tests.reasoning.conftest import known


def run(text: str) -> tuple[int, str, str]:
    out, errors = io.StringIO(), io.StringIO()
    return main(io.StringIO(text), out, errors), out.getvalue(), errors.getvalue()


def test_prints_the_assessment() -> None:
    findings = known("spinal_pain", "m_protein", absent=("bence_jones",), marrow_plasma_cells="8-10")
    code, out, errors = run(json.dumps(findings))
    assert (code, errors) == (0, "")
    assert json.loads(out) == assess(findings, load())


def test_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "actions.assess"],
        input='{"m_protein": {"status": "present"}}',
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["picture"] == "partial"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "must be an object"),
        ('"x"', "must be an object"),
        ('{"horoscope": {"status": "present"}}', "horoscope"),
        ('{"m_protein": "present"}', "must be an object with a status"),
        ('{"m_protein": {}}', "status must be one of"),
        ('{"m_protein": {"status": "maybe"}}', "'maybe'"),
        ('{"m_protein": {"status": ["present"]}}', "status must be one of"),
        ('{"m_protein": {"status": "present", "certainty": 1}}', "certainty"),
        ('{"m_protein": {"status": "present", "value": 3}}', "takes no value"),
        ('{"age": {"status": "present"}}', "needs a value"),
        ('{"age": {"status": "present", "value": "old"}}', "not a number"),
        ('{"age": {"status": "present", "value": 900}}', "not possible"),
        ('{"age": {"status": "present", "value": NaN}}', "finite"),
        ('{"sex": {"status": "present", "value": "blue"}}', "must be one of female, male, other"),
        ('{"calcium_raised": {"status": "present", "value": 12, "unit": "mg/dL"}}', "unit must be mmol/L"),
        ('{"calcium_raised": {"status": "present", "value": 500}}', "not possible"),
        ("[" * 100000, "not"),
    ],
)
def test_bad_input_is_one_clear_line_and_code_2(text: str, says: str) -> None:
    code, out, errors = run(text)
    assert (code, out) == (2, "")
    assert errors.startswith("assess: ") and says in errors and errors.count("\n") == 1
