"""Units of stated values: spelling, conversion to the vocabulary's unit, and what a bare number is likely in.

Conversion is pint's, with a registry of the few units in `knowledge/units.txt`. pint is imported at the first
conversion between two different units (about 0.3 s beside Rasa, once); `warm` does it beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.model import Knowledge
from knowledge.schema import Finding
from reasoning.quantity import Interval, Value, interval

DEFINITIONS = Path(__file__).resolve().parent.parent / "knowledge" / "units.txt"
MOLAR = {
    "calcium_raised": "40.078 g/mol",  # standard atomic weight of calcium; 12.1 mg/dL is 3.019 mmol/L
    "hemoglobin": "16114 g/mol",  # per monomer, as laboratories report mmol/L
}
CHARGE = {"calcium_raised": "2 eq/mol"}
_SPELLINGS = (
    (r"[µμ]", "u"),
    (r"\bmc(?=kat|g|mol)", "u"),
    (r"\bper\s*cent(?:age)?\b|\bpct\b|%", " percent "),
    (r"\bper\b|\ba(?=\s+(?:hour|lit))", "/"),
    (r"\bgrams?\b|\bgms?\b|\bgr\b", "g"),
    (r"\bmilligrams?\b|\bmgs\b", "mg"),
    (r"\bmilli\s*moles?\b|\bmmols\b|\bmillimolar\b", "mmol"),
    (r"\bmilli\s*equivalents?\b|\bmval\b", "meq"),
    (r"\bdecilit(?:er|re)s?\b", "dl"),
    (r"\blit(?:er|re)s?\b", "l"),
    (r"\bmillimet(?:er|re)s?\b", "mm"),
    (r"\bhours?\b|\bhrs?\b", "h"),
    (r"\binternational\s+units?\b|\bunits?\b|\biu\b", "u"),
    (r"\s*\bin\s+(?:the\s+|an?\s+)?(?:first\s+|1st\s+|one\s+|1\s+)?h\b", "/h"),
    (r"\byears?\s+old\b|\byears?\b|\byrs?\b|\byo\b|\by\b", "years"),
    (r"\s+", ""),
    (r"\bmm/?1?(?:st)?h\b", "mm/h"),
    (r"^100ml$", "dl"),
    (r"/100ml\b", "/dl"),
    (r"^mg%$|^mgpercent$", "mg/dl"),
    (r"^gpercent$", "g/dl"),
    (r"^mm$", "mm/h"),
    (r"^(mmol|meq|u|ukat)l$", r"\1/l"),
    (r"^(m?g)(d?l)$", r"\1/\2"),
    (r"^(u|ukat|mmol|meq)$", r"\1/l"),
)


class ImpossibleValue(ValueError):
    """The value lies outside everything that is possible for this finding, in the unit said or in any unit."""


class UnknownUnit(ValueError):
    """The unit is not one in which this finding is measured."""


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(None)
    registry.load_definitions(str(DEFINITIONS))
    return registry


def warm() -> None:
    """Import pint and build the registry now, so that no person waits for it."""
    _registry()


@lru_cache(maxsize=256)
def spelled(unit: str) -> str:
    """A unit as people write it, in the registry's spelling: `gm/dL` is `g/dl`, `IU per litre` is `u/l`.

    What is not recognised comes back lowered and without spaces.
    """
    text = unit.strip().lower().rstrip(".")
    for pattern, plain in _SPELLINGS:
        text = re.sub(pattern, plain, text)
    return text


def accepted(unit: str, entry: Finding) -> str | None:
    """The finding's own name for this unit, or None where the finding is not measured in it.

    `mg%` is mg/dL; a unit without its volume ("12 mmol") is taken as per litre.
    """
    wanted = spelled(unit)
    named = {spelled(name): name for name in _told(entry)}
    if wanted in named:
        return named[wanted]
    alone = [name for plain, name in named.items() if plain.split("/")[0] == wanted]
    return alone[0] if len(alone) == 1 else None


def _told(entry: Finding) -> list[str]:
    return [*entry.units, "ukat/L"] if "U/L" in entry.units else list(entry.units)


@lru_cache(maxsize=256)
def factor(finding: str, unit: str, target: str) -> float:
    """By what a value in `unit` is multiplied to be in `target`; the two may differ by molar mass or charge.

    UnknownUnit where the two measure different things.
    """
    if spelled(unit) == spelled(target):
        return 1.0
    registry = _registry()
    quantity = registry.Quantity(1, spelled(unit))
    goal = registry.Unit(spelled(target))
    bridges = [registry.Quantity(*_split(text)) for text in (MOLAR.get(finding), CHARGE.get(finding)) if text]
    for candidate in (quantity, *(quantity / bridge for bridge in bridges), *(quantity * bridge for bridge in bridges)):
        if candidate.dimensionality == goal.dimensionality:
            return float(candidate.to(goal).magnitude)
    raise UnknownUnit(f"{unit} cannot be read as {target}")


def _split(text: str) -> tuple[float, str]:
    amount, unit = text.split(" ", 1)
    return float(amount), unit


def convert(value: Value, unit: str, finding: str, knowledge: Knowledge) -> Value:
    """The value in the vocabulary's unit, rounded to four significant digits where it had to be converted.

    Raises UnknownUnit for a foreign unit, ImpossibleValue outside the finding's plausible range, NotAQuantity for
    something that is no number, range or bound.
    """
    entry = knowledge.findings[finding]
    stated = interval(value)
    own = accepted(unit, entry)
    if own is None or entry.measure is None:
        raise UnknownUnit(f"{finding} is not measured in {unit}")
    by = factor(finding, own, entry.measure)
    converted = stated if by == 1.0 else stated.scaled(lambda number: significant(number * by))
    if not possible(converted, entry):
        raise ImpossibleValue(f"{finding} of {value} {unit} is not possible")
    return converted.canonical()


def significant(number: float) -> float:
    """The number with four significant digits."""
    return float(f"{number:.4g}")


def possible(stated: Interval, entry: Finding) -> bool:
    """True where every stated end lies within the finding's plausible range (in the vocabulary's unit)."""
    bounds = entry.plausible
    return bounds is None or all(bounds.low <= end <= bounds.high for end in stated.ends())


def infer_unit(value: Value, finding: str, knowledge: Knowledge, beside: Sequence[float] = ()) -> str | None:
    """The unit that a bare number is in: the one whose usual numbers it fits, if only one does; None to ask.

    `beside` are further numbers in the same unit (the report's own range). Raises ImpossibleValue where the number is
    impossible in every unit of the finding.
    """
    entry = knowledge.findings[finding]
    ends = (*interval(value).ends(), *beside)
    fitting = [unit for unit, bounds in entry.bare.items() if all(bounds.low <= end <= bounds.high for end in ends)]
    if len(fitting) == 1:
        return fitting[0]
    scales = [factor(finding, unit, entry.measure or unit) for unit in entry.units]
    if not any(possible(interval(value).scaled(by.__mul__), entry) for by in scales):
        raise ImpossibleValue(f"{finding} of {value} is not possible in any unit")
    return None
