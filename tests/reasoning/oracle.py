"""The contract's assessment, read independently of `reasoning`: the tables of tests/eval/reference.py, and ranges.

The tables there were checked line by line against the contract. What they leave to one of two readings is fixed here: a
range or bound decides a status only where every number in it gives the same status; else no figure counts as known.
Nothing of `reasoning` or of the rule files is used.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from tests.eval import reference

Ends = tuple[float, float, bool, bool]
LIMITS = {"marrow_plasma_cells": (8, 10), "age": (60,)}


def ends(value: Any) -> Ends:
    """Low and high end of a value as said, and whether each belongs to it."""
    if isinstance(value, (int, float)):
        return float(value), float(value), True, True
    found = re.fullmatch(r"(>=|<=|>|<)?([\d.]+)(?:-([\d.]+))?", value)
    assert found, value
    sign, first, second = found.groups()
    number = float(first)
    if sign in (">", ">="):
        return number, float("inf"), sign == ">=", True
    if sign in ("<", "<="):
        return float("-inf"), number, True, sign == "<="
    return number, float(second or number), True, True


def samples(value: Any, limits: tuple[int, ...]) -> list[float]:
    """Numbers of the value that stand for all of it: its ends, the limits in it, and a bit to both sides of each."""
    low, high, with_low, with_high = ends(value)
    bit = float(Fraction(1, 1000))
    near = [edge + step for edge in (*limits, low, high) if abs(edge) != float("inf") for step in (-bit, 0.0, bit)]
    return [
        number
        for number in near
        if (low < number or (with_low and low == number)) and (number < high or (with_high and number == high))
    ]


def assess(findings: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Picture, pillars, urgency and differential as the contract says, a range put to the test."""
    read = {finding: dict(stored) for finding, stored in findings.items()}
    share = read.get("marrow_plasma_cells", {})
    if share.get("status") == "present":
        found = {
            reference.assess({**read, "marrow_plasma_cells": {"status": "present", "value": number}})["pillars"][
                "marrow"
            ]["status"]
            for number in samples(share["value"], LIMITS["marrow_plasma_cells"])
        }
        if len(found) == 1:
            read["marrow_plasma_cells"] = {"status": "present", "value": samples(share["value"], (8, 10))[0]}
        else:
            read["marrow_plasma_cells"] = {"status": "unknown"}
    age = read.get("age", {})
    if age.get("status") == "present":
        numbers = samples(age["value"], LIMITS["age"])
        sure = all(number >= 60 for number in numbers)
        read["age"] = {"status": "present", "value": 60 if sure else 59}
    result: dict[str, Any] = reference.assess(read)
    return result
