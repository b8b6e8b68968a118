"""What the judge makes of an answer beside a question, where the reading is known."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.acts.judge import Acts
from nlu.understanding import reader
from tests.eval.assistant import Assistant
from tests.eval.beside_question import beside_question


class Reads(Assistant):
    """Reads by rules alone; nothing else is wanted of a message."""

    def parse(self, text: str) -> dict[str, Any]:
        read, acts = reader().read(text).as_dict(), Acts("inform", 1.0, [], ["inform"]).as_dict()
        return {"entities": [{"entity": "reading", "value": read}, {"entity": "acts", "value": acts}]}


@pytest.mark.parametrize(
    ("asking", "text", "told", "rest", "wrong", "answered"),
    [
        ("red_flags", "none of those", {}, "no", set(), True),
        ("red_flags", "my legs are weak", {"limb_weakness": "present"}, None, set(), True),
        ("red_flags", "my legs are weak", {}, "no", {"limb_weakness", "bladder_bowel_change", "saddle_numbness", "confusion"}, True),
        ("blood_and_urine", "haemoglobin 9.4 g/dL", {"hemoglobin": "present"}, None, set(), True),
        ("skull_lesions", "zebra", {"skull_lesions": "unknown"}, None, set(), False),
        ("skull_lesions", "zebra", {}, None, set(), True),
    ],
)
def test_what_is_told_of_the_question_and_of_the_rest_is_compared(
    asking: str, text: str, told: dict[str, str], rest: str | None, wrong: set[str], answered: bool
) -> None:
    case = {"asking": asking, "text": text, "told": told, "rest": rest}
    got = beside_question(case, Reads("nowhere", ""))
    assert (set(got[0]), got[1]) == (wrong, answered)
