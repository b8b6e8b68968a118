"""A finding that was noted for one person and is another's: "no, it was my brother who had cancer, not me"."""

from __future__ import annotations

from dataclasses import replace

from dialogue.heard import Heard
from dialogue.state import State
from dialogue.ways import ways
from nlu.reading import ACTUAL, NOBODY, PRESENT, WRITER, Reading


def given_back(reading: Reading, state: State, heard: Heard, text: str) -> Reading:
    """The reading without findings that are put right as somebody else's; the stored ones are taken back."""
    by = ways()
    words = by.plain(text)
    if state.subject != WRITER or not by.has("not_mine", words):
        return reading
    others = by.has("somebodys", words)
    gone = {
        m.finding
        for m in reading.mentions
        if m.modality == ACTUAL
        and state.case.findings.get(m.finding, {}).get("status") == PRESENT
        and (m.who not in (WRITER, NOBODY) or (others and m.assertion == PRESENT))
    }
    if not gone:
        return reading
    for finding in gone:
        state.case.findings.pop(finding)
        heard.retracted.append(finding)
    own = [m for m in reading.mentions if m.finding not in gone or m.who == WRITER]
    return replace(reading, mentions=own, answers=[], subject=None, marks=[m for m in reading.marks if not m.startswith("retract")])
