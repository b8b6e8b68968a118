"""A count that is no haemoglobin: "my count was 7 %" is a share of cells, where the sentence speaks of cells."""

from __future__ import annotations

from dataclasses import replace

from nlu.labs.lab_sentence import LabSentence
from nlu.patterns.matcher import Match

_REACH = 4  # words of "count was about"


def share_named(here: LabSentence) -> dict[Match, Match | None]:
    """What stands for the name "my count" beside a share: the plasma cells where cells are spoken of, else nothing."""
    cells = not here.grammar["cell_words"].isdisjoint(t.text for t in here.tokens)
    return {
        n: replace(n, finding="marrow_plasma_cells") if cells else None
        for n in here.names
        if n.finding == "hemoglobin" and not here.grammar["count_names"].isdisjoint(here.words(n.start, n.end))
        and any(q.unit == "%" and 0 <= q.start - n.end < _REACH for q in here.quantities)
    }
