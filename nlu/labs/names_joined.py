"""One name for what two words name together: "plasma cells in the bone marrow"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.patterns.matcher import Match
from nlu.words.text import Token


def names_joined(matches: Sequence[Match], tokens: Sequence[Token], grammar: Mapping[str, frozenset[str]]) -> list[Match]:
    """The matches, with lab names of one finding that only small words part made one, in reading order."""
    names = sorted((m for m in matches if m.polarity == "name"), key=lambda m: m.start)
    out: list[Match] = []
    for name in names:
        last = out[-1] if out and out[-1].finding == name.finding else None
        if last is not None and grammar["joins_names"].issuperset(t.text for t in tokens[last.end : name.start]):
            out[-1] = Match(name.finding, "name", (*last.parts, *name.parts))
        else:
            out.append(name)
    return list(matches) if len(out) == len(names) else [*(m for m in matches if m.polarity != "name"), *out]
