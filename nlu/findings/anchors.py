"""The symptom that an attribute belongs to: whether "constant" and "getting worse" are told of a pain or of something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nlu.figures.scores import Score
from nlu.findings.places import Places
from nlu.patterns.matcher import Match, Spans
from nlu.profile.weights import Figure
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

Anchor = tuple[int, int, bool]
"""A symptom that an attribute can belong to: start, end, is it a pain."""

Grammar = Mapping[str, frozenset[str]]
_FULL = ("present", "absent", "name", "mentioned")
_OTHER_NEAR = 3  # tokens within which another symptom takes an attribute from a pain


class Carried:
    """Whether the last symptom spoken of in earlier sentences was a pain, the figure that it was given, a weight just told,
    and whether something other than a pain was given a place (`placed`)."""

    def __init__(self) -> None:
        self.kind = "none"
        self.score: Score | None = None
        self.weight: Figure | None = None
        self.placed = False

    def move(self, anchors: Sequence[Anchor]) -> None:
        """Remember the last anchor of a sentence."""
        if anchors:
            self.kind = "pain" if any(a[2] for a in anchors) else "other"


def anchors_of(
    matches: Sequence[Match], part: Sentence, spans: Spans, of_pain: Collection[str], places: Places
) -> list[Anchor]:
    """Symptoms an attribute such as "getting worse" can belong to: (start, end, is it a pain)."""
    named = [s for s in spans.get("PAIN", ()) if not _of_another(s, part, places.grammar)]
    pains = [(s.start, s.end, not places.elsewhere(s, spans)) for s in named]
    others = [
        (m.start, m.end, m.finding in places.grammar["pains"] and not _of_bone(m))
        for m in matches
        if m.finding not in of_pain and m.polarity in _FULL and m.finding not in places.grammar["no_anchors"]
    ]
    return sorted(pains + others)


def of_pain_told(
    match: Match, part: Sentence, spans: Spans, anchors: Sequence[Anchor], carried: Carried, places: Places
) -> bool:
    """ "Now CONSTANT hip and rib pain" stands before its pain; of a pain just told, "IT has got worse, and I'm worn out"."""
    words = [t.text for t in part.tokens]
    if words[0] in places.grammar["it_words"] and carried.kind == "pain" and all(start >= match.end for start, _, _ in anchors):
        return True
    fill = places.grammar["ands"] | places.grammar["commas"]
    pains = [start for start, _, pain in anchors if pain and start > match.end]
    if not pains:
        return False
    sites = places.tokens(spans)
    return all(i in sites or words[i] in fill for i in range(match.end, min(pains)))


def nearest(match: Match, anchors: Sequence[Anchor], carried: Carried, commas: Sequence[int]) -> str:
    """What an attribute belongs to: "pain", "other" or "none". One behind a comma belongs to what comes before."""
    if any(end <= match.start for _, end, _ in anchors):
        anchors = [a for a in anchors if not any(match.end <= c < a[0] for c in commas)]
    best: tuple[int, int, str] | None = None
    for start, end, pain in anchors:
        distance = max(start - match.end, match.start - end, 0)
        candidate = (distance + (2 if start > match.end else 0), 0 if pain else 1, "pain" if pain else "other")
        if best is None or candidate < best:
            best = candidate
    if best is None:
        return carried.kind
    if best[2] == "other" and any(a[2] for a in anchors) and best[0] > _OTHER_NEAR:
        return "pain"
    return best[2]


def _of_another(pain: Span, part: Sentence, grammar: Grammar) -> bool:
    """ "Trouble with my bladder": names what follows, no pain."""
    words = [t.text for t in part.tokens[pain.start : pain.start + 2]]
    return words[0] in grammar["noun_tails"] and words[-1] in grammar["leaning_words"]


def _of_bone(m: Match) -> bool:
    """ "Ribs fine": a bone that is well is no pain to which a place could belong."""
    return m.polarity == "absent" and m.finding == "bone_pain"
