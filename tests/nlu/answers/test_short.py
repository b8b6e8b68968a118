"""Marks of a message: what it does to what was said before."""

from __future__ import annotations

import pytest

from nlu.understanding import reader


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, slow typing here. nope x4",
        "sorry for the delay, the doorbell. None of that applies.",
        "Sorry for my English. Normal",
    ],
)
def test_an_excuse_for_how_somebody_writes_puts_nothing_right(text: str) -> None:
    read = reader().read(text)
    assert read.marks == [] and not any(q.corrects for q in read.quantities)


@pytest.mark.parametrize(
    "text", ["sorry, 24 not 14", "Sorry. It was 24.", "sorry, I meant my hip", "sorry for the delay, it was 24 not 14"]
)
def test_what_puts_something_right_does(text: str) -> None:
    assert "correction" in reader().read(text).marks


@pytest.mark.parametrize("text", ["nope x4", "no x 3"])
def test_how_often_a_no_is_said_is_no_value(text: str) -> None:
    assert reader().read(text).quantities == []
