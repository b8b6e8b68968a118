"""Where a finding sits: the places named beside it, how far a row of them goes, and which of them are told to be well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nlu.patterns.matcher import Match, Spans
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_PLACE_NEAR = 2  # tokens between a pain and the place it sits at


class Places:
    """The places of findings. `rows` are the lexicon's findings, whose `sites` name a group of places."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, frozenset[str]]) -> None:
        self.grammar = grammar
        self.groups = {f: str(r["sites"]) for f, r in rows.items() if "sites" in r}
        self.of_pain = frozenset(f for f, r in rows.items() if r.get("of") == "pain")
        self.of_pains = {f: g for f, g in self.groups.items() if f in grammar["pains"]}
        self.all = frozenset((*self.groups.values(), "SKULL", "OTHER_SITE"))

    def told(self, matches: Sequence[Match], part: Sentence, placed: bool) -> list[Match]:
        """The matches, with a place that is told as one's own trouble taken as a pain: "THIS ONE'S IN THE RIBS", "JUST THE BACK, ribs
        are ok"; not "a hole, mine is in the hip", nor where an earlier sentence told of something else in a bone (`placed`)."""
        if placed:
            return list(matches)
        others = [m.start for m in matches if self.placed(m)]
        return [
            replace(m, polarity="present")
            if m.polarity == "if_pain" and self._by_itself(m, part) and not any(at < m.start for at in others)
            else m
            for m in matches
        ]

    def placed(self, match: Match) -> bool:
        """A lump, a hole or a weakness, which may have a place as a pain has."""
        pain = match.finding in self.of_pains or match.finding in self.of_pain
        return not pain and match.polarity not in ("absent", "name")

    def _by_itself(self, match: Match, part: Sentence) -> bool:
        """The place needs no word for a pain: it is that of "mine", or all that a sentence or its first clause tells."""
        words = [t.text for t in part.tokens]
        if words[match.start] in self.grammar["place_ones"]:
            return True
        closed = match.end == len(words) or words[match.end] in self.grammar["clause_cuts"] | self.grammar["ands"]
        head = next((i for i, w in enumerate(words[: match.end]) if w not in self.grammar["place_before"]), match.end)
        return closed and match.start <= head < match.end and words[head] in self.grammar["place_heads"]

    def cleared(self, match: Match, part: Sentence, spans: Spans) -> bool:
        """ "Holes in the skull, ribs (and pelvis) fine": the place behind the comma is told to be well."""
        start, end = max(match.parts)
        places = sorted((s.start, s.end) for s in spans.get(self.groups[match.finding], ()))
        while end < len(part.tokens) and part.tokens[end].text in self.grammar["ands"]:
            end = max((last for first, last in places if first == end + 1), default=len(part.tokens))
        after = end + 1 if end < len(part.tokens) and part.tokens[end].text in self.grammar["be_words"] else end
        apart = len(match.parts) > 1 and part.tokens[start - 1].text in self.grammar["splitters"]
        return apart and any(s.start == after for s in spans.get("NORMAL", ()))

    def elsewhere(self, pain: Span, spans: Spans) -> bool:
        """ "My belly ache": a pain at no bone."""
        bones = [s for group in self.groups.values() for s in spans.get(group, ())]
        return _near(pain, spans.get("OTHER_SITE", ())) and not _near(pain, bones)

    def named(self, match: Match, part: Sentence, spans: Spans) -> tuple[str, ...]:
        """The places that a match names, in the words of the message: inside it, in the row behind it, or in the one before."""
        group = self.groups.get(match.finding)
        if group is None or match.polarity not in ("present", "if_pain", "if_not_pain"):
            return ()
        end = self._row_end(match, part, spans)
        inside = [s for s in spans.get(group, ()) if match.start <= s.start and s.end <= end]
        if not inside:
            start = self._row_start(match, part, spans)
            inside = [s for s in spans.get(group, ()) if start <= s.start and s.end <= match.start]
        longest = [s for s in inside if not any(o != s and o.start <= s.start and s.end <= o.end for o in inside)]
        return tuple(dict.fromkeys(" ".join(t.text for t in part.tokens[s.start : s.end]) for s in longest))

    def tokens(self, spans: Spans) -> set[int]:
        """The words of a sentence that name a place."""
        return {i for g in (*self.groups.values(), "SKULL") for s in spans.get(g, ()) for i in range(s.start, s.end)}

    def _row_start(self, match: Match, part: Sentence, spans: Spans) -> int:
        """Where the list of places before a match starts: "ribs, pelvis and skull all full of holes"."""
        places = self.tokens(spans)
        fill = self.grammar["site_row"] | self.grammar["link_verbs"] | self.grammar["row_closers"]
        start = match.start
        while start and (start - 1 in places or part.tokens[start - 1].text in fill):
            start -= 1
        return start

    def _row_end(self, match: Match, part: Sentence, spans: Spans) -> int:
        """Where the list of places after a match ends: "lesions in the skull, ribs and pelvis"."""
        places = self.tokens(spans)
        end, comma = match.end, None
        while end < len(part.tokens) and (end in places or part.tokens[end].text in self.grammar["site_row"]):
            comma = end if part.tokens[end].text in self.grammar["commas"] else comma
            end += 1
        # "holes in the skull, hip hurts": behind its last comma the row goes over into something else
        if comma is None or end == len(part.tokens):
            return end
        told_on = part.tokens[end].text in self.grammar["statement_words"] or any(
            s.start == end for label in ("PAIN", "NORMAL") for s in spans.get(label, ())
        )
        return comma if told_on else end


def _near(pain: Span, places: Sequence[Span]) -> bool:
    return any(max(s.start - pain.end, pain.start - s.end) <= _PLACE_NEAR for s in places)
