"""Comparing what was understood and concluded with what a case expects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Findings = Mapping[str, Mapping[str, Any]]
KNOWN = ("present", "absent")
IMPLIED = {"hemoglobin": "anemia"}  # a finding that follows from the value of another
_NEAR = 0.02  # values that differ by no more than this share are the same


def known(findings: Findings | None) -> dict[str, Mapping[str, Any]]:
    """The findings that are told as there or not there."""
    return {name: told for name, told in (findings or {}).items() if told.get("status") in KNOWN}


@dataclass(frozen=True)
class Compared:
    """One set of findings beside the expected one, by finding id.

    `right` have the expected status; `missed` are expected and have not; `invented` are stored and were not expected;
    `wrong` have another value than expected; `forbidden` are stored as present although the case forbids it.
    `flipped`: those of `missed` that are stored with the opposite status.
    """

    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    flipped: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Nothing missed, invented, wrong or forbidden."""
        return not (self.missed or self.invented or self.wrong or self.forbidden)

    def told(self) -> dict[str, list[str]]:
        """What is not right, for the list of misses."""
        kinds = ("missed", "flipped", "invented", "wrong", "forbidden")
        return {kind: list(getattr(self, kind)) for kind in kinds if getattr(self, kind)}


def compare(
    stored: Findings | None, expected: Findings, forbidden: Iterable[str] = (), allowed: Collection[str] = ()
) -> Compared:
    """`stored` beside `expected`. What is expected as unknown, allowed, or implied may be stored or not."""
    got, wanted = known(stored), known(expected)
    implied = {IMPLIED[name] for name in wanted if name in IMPLIED}
    free = implied | set(allowed) | set(expected)
    missed = tuple(name for name, told in wanted.items() if got.get(name, {}).get("status") != told["status"])
    return Compared(
        right=tuple(name for name in wanted if name not in missed),
        missed=missed,
        flipped=tuple(name for name in missed if name in got),
        invented=tuple(name for name in got if name not in free),
        wrong=tuple(
            name
            for name, told in wanted.items()
            if "value" in told and name in got and not same(got[name].get("value"), told["value"])
        ),
        forbidden=tuple(name for name in forbidden if got.get(name, {}).get("status") == "present"),
    )


def same(one: Any, other: Any) -> bool:
    """The same value: numbers to two percent, all else as text."""
    try:
        return abs(float(one) - float(other)) <= _NEAR * abs(float(other)) + 1e-9
    except (TypeError, ValueError):
        return str(one).lower() == str(other).lower()


def scores(right: int, invented: int, missed: int) -> dict[str, float]:
    """Precision, recall and F1 of pooled counts."""
    precision, recall = right / max(1, right + invented), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def pooled(compared: Collection[Compared]) -> dict[str, float]:
    """Scores over several comparisons."""
    return scores(*(sum(len(getattr(c, kind)) for c in compared) for kind in ("right", "invented", "missed")))


def verdict(assessment: Mapping[str, Any] | None) -> dict[str, Any]:
    """What an assessment concludes, without its reasons; also of a case's expectation and of the oracle's result."""
    given = assessment or {}
    pillars = given.get("pillars") or {}
    return {
        "picture": given.get("picture"),
        "pillars": {n: p["status"] if isinstance(p, Mapping) else p for n, p in pillars.items()},
        "urgency": given.get("urgency"),
        "differential": sorted(
            d["condition"] if isinstance(d, Mapping) else d for d in given.get("differential") or ()
        ),
    }
