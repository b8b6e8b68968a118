"""What a sentence says of the test goes on in the sentences after it: "Urine test: no blood. Some protein."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.lexicon import Span
from nlu.tables import Part

_URINE = ("URINE", "URINE_TEST")
_OTHER_TESTS = ("BLOOD_TESTS", "MARROW_TESTS", "IMAGING_TESTS", "IN_BLOOD", "ELECTRO")
_REACH = 8  # sentences or lines of one urine report
_SHORT = 8  # words of a line of it
_DIPSTICK = 4  # a larger number beside "albumin" or "protein" is a level in blood


def under_headings(parts: Sequence[Part]) -> list[Part]:
    """The parts; short ones that name protein after a sentence about urine carry the word for urine at their start."""
    out: list[Part] = []
    left = 0
    for part in parts:
        if any(part.spans.get(label) for label in _URINE):
            left = _REACH
        elif any(part.spans.get(label) for label in _OTHER_TESTS) or _of_blood(part):
            left = 0
        elif left:
            left -= 1
            if _of_urine(part):
                part = Part(part.sentence, _with_urine(part.spans))
        out.append(part)
    return out


def _of_urine(part: Part) -> bool:
    tokens = part.sentence.tokens
    small = all(t.number is None or t.number <= _DIPSTICK for t in tokens)
    return bool(part.spans.get("PROTEIN")) and len(tokens) <= _SHORT and small


def _of_blood(part: Part) -> bool:
    """ "Blood: no M band"."""
    return any(s.start == 0 and s.end < len(part.sentence.tokens) and part.sentence.tokens[s.end].mark for s in part.spans.get("SERUM", ()))


def _with_urine(spans: Mapping[str, Sequence[Span]]) -> dict[str, list[Span]]:
    out = {label: list(found) for label, found in spans.items()}
    for label in _URINE:
        out.setdefault(label, []).insert(0, Span(label, 0, 0))
    return out
