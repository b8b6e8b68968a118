"""Pain that sits elsewhere than was said: "scrap that, it's my hip", "it was the neck, not the ribs"."""

from __future__ import annotations

from dataclasses import replace

from dialogue.state import State
from dialogue.ways import ways
from nlu.reading import ABSENT, PRESENT, FindingMention, Reading
from nlu.understanding import reader

PLACES = ("spinal_pain", "bone_pain")
_PUTS_RIGHT = {"correction", "retract", "retract_named"}


def moved(reading: Reading, state: State, text: str, locale: str = "en") -> Reading:
    """The reading with the new place as the one meant, and the place that is denied as free of pain."""
    if not any(state.case.findings.get(p, {}).get("status") == PRESENT for p in PLACES):
        return reading
    if any(m.finding in PLACES and not m.bare and m.assertion == PRESENT for m in reading.mentions):
        return reading
    by = ways(locale)
    words = by.plain(text)
    found = by.find("moved_not", words) or (by.find("moved_to", words) if _PUTS_RIGHT & set(reading.marks) else None)
    if found is None:
        return reading
    place = next(piece for piece in found.groups() if piece)
    read = [m for m in reader(locale).read(by.rows["pain_in"][0].format(place=place)).mentions if m.finding in PLACES]
    if len({m.finding for m in read}) != 1 or read[0].assertion != PRESENT:
        return reading
    new = FindingMention(read[0].finding, PRESENT, sites=read[0].sites, bare=True)
    left = [_denied(m) for m in reading.mentions if m.finding != new.finding]
    marks = [m for m in reading.marks if m not in _PUTS_RIGHT]
    return replace(reading, mentions=[*left, new], marks=[*marks, "correction"], answers=[])


def _denied(m: FindingMention) -> FindingMention:
    return replace(m, bare=False) if m.finding in PLACES and m.assertion == ABSENT else m
