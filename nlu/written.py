"""What is only read: "there's a poster on the ward: leg weakness, numbness, ...", "your site lists paralysis of the legs"."""

from __future__ import annotations

from nlu.clauses import SentenceCues
from nlu.matcher import Match

_LASTS = 2  # words from "weak legs" to "since"


def read_off(match: Match, cues: SentenceCues) -> bool:
    """The match is named behind a leaflet or its like that lists or says it, and nobody's own state is told from there on."""
    behind = [s.end for s in cues.spans.get("WRITTEN", ()) if s.end <= match.start]
    if not behind:
        return False
    between = cues.words[max(behind) : match.start]
    if cues.parted(max(behind), match.start) or not cues.grammar["own_starts"].isdisjoint(between):
        return False
    if not cues.grammar["since_words"].isdisjoint(cues.words[match.end : match.end + _LASTS]):
        return False  # "I have symptoms from your site: weak legs SINCE Sunday"
    listed = any(s.end <= match.start for s in cues.spans.get("LISTING", ()))
    return listed or not cues.grammar["headings"].isdisjoint(between)
