"""How a test came out, in one letter: high, low, normal, positive or negative; and what that says of a finding."""

from __future__ import annotations

from nlu.reading import ABSENT, PRESENT

STATES = {"HIGH": "H", "LOW": "L", "NORMAL": "N", "POSITIVE": "+", "NEGATIVE": "-"}
"""The lexicon's groups of words for how a test came out."""


def status_by_state(kind: str, state: str) -> str | None:
    """What a state says of a test of this kind: of a value sought high or low, or of something detected or not."""
    table = {
        "high": {"H": PRESENT, "L": ABSENT, "N": ABSENT, "-": ABSENT},
        "low": {"L": PRESENT, "H": ABSENT, "N": ABSENT},
        "detected": {"+": PRESENT, "H": PRESENT, "-": ABSENT, "N": ABSENT, "L": PRESENT},
    }
    return table.get(kind, {}).get(state)
