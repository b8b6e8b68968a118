"""`python -m summary`: the summary without Rasa."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from summary.__main__ import main
from summary.faces import FACES
from tests.summary.conftest import known

BEGINNINGS = {"html": b"<!doctype html>", "pdf": b"%PDF-", "text": b"Summary", "fhir": b"{", "json": b"{"}


def run(text: str, *arguments: str) -> tuple[int, bytes, str]:
    out, errors = io.BytesIO(), io.StringIO()
    return main(arguments, io.StringIO(text), out, errors), out.getvalue(), errors.getvalue()


@pytest.mark.parametrize("form", FACES)
def test_writes_every_form(form: str) -> None:
    code, out, errors = run(json.dumps(known("m_protein")), "--format", form)
    assert (code, errors) == (0, "")
    assert out.startswith(BEGINNINGS[form])


def test_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "summary", "--format", "fhir"],
        input='{"m_protein": {"status": "present"}}',
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["resourceType"] == "Bundle"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[]", "must be an object"),
        ('{"horoscope": {"status": "present"}}', "horoscope"),
        ('{"age": {"status": "present", "value": 900}}', "not possible"),
        ("[" * 100000, "not"),
    ],
)
def test_bad_input_is_one_clear_line_and_code_2(text: str, says: str) -> None:
    code, out, errors = run(text)
    assert (code, out) == (2, b"")
    assert errors.startswith("summary: ") and says in errors and errors.count("\n") == 1
