"""What a sentence says of the test goes on in the sentences after it: "Urine test: no blood. Some protein."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.sentences.tables import Part
from nlu.words.lexicon import Span

_HEADS: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    (("URINE", "URINE_TEST"), ("PROTEIN", "CRYSTALS", "LIGHT_CHAIN"), ""),
    (("ELECTRO",), ("PEAK",), ""),
    (("SKULL",), ("HOLE", "LESION_WORD"), "SKULL_PICTURE"),
)  # a test, what it shows, and the words that name the test where the first may be something else
_OTHER_TESTS = ("BLOOD_TESTS", "MARROW_TESTS", "IMAGING_TESTS", "IN_BLOOD")
_REACH = 8  # sentences or lines of one report
_SHORT = 8  # words of a line of it
_DIPSTICK = 4  # a larger number beside "albumin" or "protein" is a level in blood


def under_headings(parts: Sequence[Part]) -> list[Part]:
    """The parts; short ones that name what a test shows, after a sentence about it, carry the test's name at their start:
    protein after urine, a band after electrophoresis, holes after a picture of the skull."""
    out: list[Part] = []
    left, head = 0, _HEADS[0]
    for part in parts:
        named = [h for h in _HEADS if any(part.spans.get(label) for label in h[0]) and (not h[2] or part.spans.get(h[2]))]
        if named:
            left, head = _REACH, named[-1]
        elif any(part.spans.get(label) for label in _OTHER_TESTS) or _of_blood(part):
            left = 0
        elif left:
            left -= 1
            if _shown(part, head[1]) and not (head[2] and part.spans.get("BONE_PLACE")):
                part = Part(part.sentence, _headed(part.spans, head[0]))
        out.append(part)
    return out


def _shown(part: Part, things: Sequence[str]) -> bool:
    tokens = part.sentence.tokens
    small = all(t.number is None or t.number <= _DIPSTICK for t in tokens)
    low = part.spans.get("LOW")  # "albumin low" is a level in blood
    return any(part.spans.get(thing) for thing in things) and len(tokens) <= _SHORT and small and not low


def _of_blood(part: Part) -> bool:
    """ "Blood: no M band"."""
    return any(s.start == 0 and s.end < len(part.sentence.tokens) and part.sentence.tokens[s.end].mark for s in part.spans.get("SERUM", ()))


def _headed(spans: Mapping[str, Sequence[Span]], labels: Sequence[str]) -> dict[str, list[Span]]:
    out = {label: list(found) for label, found in spans.items()}
    for label in labels:
        out.setdefault(label, []).insert(0, Span(label, 0, 0))
    return out
