"""What one message said about findings, and what came of recording it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from reasoning.quantity import Value

Status = Literal["present", "absent", "unknown"]


@dataclass(frozen=True)
class Mention:
    """One statement about one finding, in the order in which the message makes them.

    `status`: what was said of it; of no weight for a value without words about the status (see `explicit`).
    `value`: a number, or a range or bound as text ("8-10", ">90"), in `unit` as the person wrote it (None: not said);
    for sex the category. `range`: the report's own (low, high) in that same unit, either may be None; `flag`: its mark.
    `sites`: where (pain, holes). `explicit`: the status itself was said ("my calcium is high, 2.9"), so that it wins
    over the value; left out, it is so where there is no value. `correction`: this replaces what the same message said
    before ("14, sorry, 24").
    """

    finding: str
    status: Status = "present"
    value: Value | None = None
    unit: str | None = None
    range: tuple[float | None, float | None] | None = None
    flag: Literal["H", "L", "N"] | None = None
    sites: tuple[str, ...] = ()
    explicit: bool | None = None
    correction: bool = False

    @property
    def says_status(self) -> bool:
        """True where the status was said in words."""
        return self.value is None if self.explicit is None else self.explicit


@dataclass(frozen=True)
class Change:
    """A finding that is stored differently from before; None where there was or is nothing."""

    finding: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class Doubt:
    """Something said that was not stored and should be asked about.

    `kind`: "impossible" (no such value exists), "unit" (several units fit, or a foreign one was said: `options` are the
    finding's own), "contradiction" (one message says both), "value" (a quantity was mentioned without its number).
    """

    kind: Literal["impossible", "unit", "contradiction", "value"]
    finding: str
    value: Value | None = None
    unit: str | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """The findings after a message, what changed, and what was doubtful and therefore not stored."""

    findings: dict[str, dict[str, Any]]
    changes: list[Change] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
