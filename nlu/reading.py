"""What understanding hands to the dialogue: mentions of findings, and the acts of a message. Plain data, JSON-ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

PRESENT, ABSENT, POSSIBLE, UNKNOWN = "present", "absent", "possible", "unknown"
ACTUAL, HYPOTHETICAL, QUESTION, PAST = "actual", "hypothetical", "question", "past"
WRITER, NOBODY = "self", "none"
DESCRIBED = "described"  # one told of by age and sex alone ("62 yo male, back pain"): the writer, or somebody else
NOW, THEN = "now", "then"
READING = "reading"  # the entity of a message that carries its reading
AGE, SEX = "age", "sex"
PROFILE = frozenset((AGE, SEX))  # what a message tells of a person that is no finding of illness


@dataclass(frozen=True)
class FindingMention:
    """One finding as the message tells it.

    `assertion` is present, absent, possible or unknown; `modality` says whether it is told as a fact (actual), supposed,
    asked about or over (past); `who` is "self", "none" (nobody named), a pronoun's sex ("she") or the word for the person.
    `when` is "now", "then" or "" where the sentence says neither; `bare`: too loosely said to count unless it was asked.
    `value` is a number or a canonical range such as "8-10" or ">90"; `range` the report's own limits in the value's unit.
    """

    finding: str
    assertion: str
    who: str = NOBODY
    modality: str = ACTUAL
    value: float | str | None = None
    unit: str | None = None
    range: tuple[float | None, float | None] | None = None
    flag: str | None = None
    sites: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    bare: bool = False
    when: str = ""

    @property
    def is_fact(self) -> bool:
        """Told as there, or as not there, now, and by more than its name."""
        return self.modality == ACTUAL and not self.bare and self.assertion in (PRESENT, ABSENT)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready form (tuples become lists when dumped)."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> FindingMention:
        """The mention that `as_dict` wrote, also after a trip through JSON."""
        fields = dict(data)
        if fields.get("range") is not None:
            fields["range"] = tuple(fields["range"])
        fields["sites"] = tuple(fields.get("sites") or ())
        return cls(**fields)


def of_person(person: str | None) -> frozenset[str]:
    """Of whom that is told which is told of the person a message is about; None: of the writer."""
    return frozenset((NOBODY, person or WRITER))


@dataclass(frozen=True)
class BareQuantity:
    """A number that no name stands beside: an answer to the question asked, or a correction of the last value; `corrects`: its
    sentence puts something right ("sorry, 102")."""

    value: float | str
    unit: str | None
    start: int
    end: int
    corrects: bool = False


@dataclass
class Reading:
    """Everything that one message says, as far as it can be told without knowing what was asked.

    `answers` are short answers in order (yes, no, dont_know, rest_no, rest_unknown); `marks` are correction, retract,
    over_it, not_that_i_know; `subject` is the person the conversation turns to ("self", or the word), `subject_sex`
    theirs, `subject_weak` where only their news say so; `states` are lone words such as "high" or "normal" that answer the question asked;
    `tests` are the question groups whose test is named, each with "N" where all was well with it, "D" where it was done;
    `of_it`: the message tells nothing but what an "it" is like ("it comes and goes"); `stance`: the probability that it says yes, no or
    dont_know of all that was asked and that it does not name, as learned of answers; `doubted`: facts that were read in it and that the
    whole of it does not bear out, so that they count only as an answer to a question for them.
    """

    mentions: list[FindingMention] = field(default_factory=list)
    quantities: list[BareQuantity] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    subject: str | None = None
    subject_sex: str | None = None
    subject_weak: bool = False
    names: list[str] = field(default_factory=list)
    not_done: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    tests: dict[str, str] = field(default_factory=dict)
    of_it: bool = False
    stance: dict[str, float] = field(default_factory=dict)
    doubted: list[FindingMention] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready form."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reading:
        """The reading that `as_dict` wrote."""
        fields = dict(data)
        for mentions in ("mentions", "doubted"):
            fields[mentions] = [FindingMention.from_dict(m) for m in fields.get(mentions, ())]
        fields["quantities"] = [BareQuantity(**q) for q in fields.get("quantities", ())]
        return cls(**fields)
