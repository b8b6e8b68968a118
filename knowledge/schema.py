"""Models of the logic files: closed keys, so that a misspelt key is an error and never ignored.

The words of a locale have their models in `words_schema.py`. What every field means is in docs/knowledge.md.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, root_validator, validator

Status = Literal["present", "absent", "unknown"]
PillarId = Literal["marrow", "bone", "protein"]
PillarStatus = Literal["supported", "equivocal", "not_supported", "unknown"]
PictureId = Literal["typical", "partial", "possible", "unlike", "insufficient"]
UrgencyLevel = Literal["emergency", "prompt", "routine"]
GroupId = Literal["profile", "symptoms", "red_flags", "blood_and_urine", "bone_marrow", "imaging", "history"]
Section = Literal["introduction", "cause", "examine", "diagnosis"]
Topic = Literal[
    "about_document",
    "what_is",
    "osteoporosis",
    "who",
    "sites",
    "spread",
    "course",
    "symptoms",
    "pain",
    "nerves",
    "fractures",
    "anemia",
    "blood",
    "calcium",
    "protein",
    "urine",
    "marrow",
    "xray",
    "skull",
    "long_bones",
    "tests",
    "diagnosis",
    "lookalikes",
]
ID = r"^[a-z][a-z0-9_]*$"


class Model(BaseModel):
    """Base of all models: unknown keys are refused, objects cannot be changed."""

    class Config:
        """Pydantic settings shared by all models."""

        extra = Extra.forbid
        frozen = True


class Fact(Model):
    """One informative statement of the seed document; its words are in locales/<locale>/facts.yml."""

    id: str = Field(regex=ID)
    sections: list[Section] = Field(min_items=1)
    topics: list[Topic] = Field(min_items=1)
    note: str | None = Field(None, regex=ID)

    @property
    def section(self) -> Section:
        """The section where the statement is made first."""
        return self.sections[0]


class Guideline(Model):
    """A named source beside the document: a guideline or a published reference range."""

    id: str = Field(regex=ID)
    name: str
    year: int = Field(ge=1900, le=2100)
    of: str


class Bounds(Model):
    """A closed interval of numbers, `low` to `high`, both allowed."""

    low: float
    high: float

    @validator("high")
    def _ordered(cls, high: float, values: dict[str, Any]) -> float:
        if "low" in values and high < values["low"]:
            raise ValueError("high is below low")
        return high


class Finding(Model):
    """One id of the findings vocabulary: what it is, its units, and what it rests on."""

    group: GroupId
    kind: Literal["boolean", "quantity", "category"]
    unit: str | None = None
    value_unit: str | None = None
    values: list[str] | None = None
    source: Literal["document", "safety", "profile"]
    facts: list[str] = Field(default_factory=list)
    guidelines: list[str] = Field(default_factory=list)
    plausible: Bounds | None = None
    units: list[str] = Field(default_factory=list)
    bare: dict[str, Bounds] = Field(default_factory=dict)

    @property
    def measure(self) -> str | None:
        """The unit in which a value of this finding is stored, or None where it takes no number."""
        return self.unit or self.value_unit

    @root_validator(skip_on_failure=True)
    def _consistent(cls, values: dict[str, Any]) -> dict[str, Any]:
        measured = values["unit"] or values["value_unit"]
        if (values["kind"] == "quantity") != (values["unit"] is not None):
            raise ValueError("`unit` belongs to quantity findings, and each needs one")
        if (values["kind"] == "category") != (values["values"] is not None):
            raise ValueError("`values` belongs to category findings, and each needs it")
        if measured and (values["plausible"] is None or measured not in values["units"]):
            raise ValueError("a finding with a number needs `plausible` and `units` that hold its own unit")
        if set(values["bare"]) - set(values["units"]):
            raise ValueError("`bare` names a unit that is not in `units`")
        if not values["facts"] and not values["guidelines"]:
            raise ValueError("a finding needs at least one fact or guideline as its source")
        return values


class Limit(Model):
    """Bounds of a value in a condition; each given one must hold, `over` and `under` are strict."""

    over: float | None = None
    at_least: float | None = None
    under: float | None = None
    at_most: float | None = None

    @root_validator(skip_on_failure=True)
    def _some(cls, values: dict[str, Any]) -> dict[str, Any]:
        if all(bound is None for bound in values.values()):
            raise ValueError("needs one of over, at_least, under, at_most")
        return values


class PillarCount(Model):
    """True when at least `at_least` of the three pillars have `status`."""

    status: PillarStatus
    at_least: int = Field(ge=1, le=3)


class Condition(Model):
    """A condition on findings and pillars: every key given must hold; with no key at all it always holds.

    A finding is unsettled when it is missing or unknown; unknown never counts as absent.
    """

    all_present: list[str] = Field(default_factory=list)
    any_present: list[str] = Field(default_factory=list)
    all_absent: list[str] = Field(default_factory=list)
    all_unsettled: list[str] = Field(default_factory=list)
    not_present: list[str] = Field(default_factory=list)
    not_absent: list[str] = Field(default_factory=list)
    value: dict[str, Limit] = Field(default_factory=dict)
    no_value: list[str] = Field(default_factory=list)
    pillars: dict[PillarId, list[PillarStatus]] = Field(default_factory=dict)
    pillar_count: PillarCount | None = None
    any_of: list[Condition] = Field(default_factory=list)

    def finding_ids(self) -> list[str]:
        """Ids of all findings that this condition looks at, in order of naming, each once."""
        named: list[str] = []
        for ids in (
            self.all_present,
            self.any_present,
            self.all_absent,
            self.all_unsettled,
            self.not_present,
            self.not_absent,
            list(self.value),
            self.no_value,
        ):
            named += ids
        for inner in self.any_of:
            named += inner.finding_ids()
        return list(dict.fromkeys(named))


Condition.update_forward_refs()


class PillarRow(Model):
    """One row of a pillar's table; the first row whose condition holds gives the status."""

    id: str = Field(regex=ID)
    when: Condition
    status: PillarStatus
    sources: list[str] = Field(min_items=1)


class Pillar(Model):
    """One of the three pillars: the findings it looks at and its ordered table."""

    findings: list[str] = Field(min_items=1)
    rows: list[PillarRow] = Field(min_items=1)
    sources: list[str] = Field(min_items=1)


class ClinicalFeature(Model):
    """A finding that makes a picture possible by itself."""

    finding: str
    sources: list[str] = Field(min_items=1)


class PictureRow(Model):
    """One row of the picture table; the first row whose condition holds gives the picture."""

    id: str = Field(regex=ID)
    when: Condition
    picture: PictureId
    sources: list[str] = Field(min_items=1)


class Pictures(Model):
    """The ordered picture table and the clinical features that it speaks of."""

    clinical_features: list[ClinicalFeature] = Field(min_items=1)
    rows: list[PictureRow] = Field(min_items=1)


class UrgencyRow(Model):
    """One reason for an urgency; rows are ordered from emergency to routine, the first that holds decides."""

    id: str = Field(regex=ID)
    when: Condition
    urgency: UrgencyLevel
    sources: list[str] = Field(min_items=1)


class Evidence(Model):
    """A finding that counts for or against a look-alike when it has this status, and value where one is given."""

    finding: str
    status: Literal["present", "absent"] = "present"
    value: Limit | None = None


class LookAlike(Model):
    """A condition of the differential: when it is raised, what speaks for and against it, in the document's terms."""

    raised_when: Condition
    for_: list[Evidence] = Field(alias="for", min_items=1)
    against: list[Evidence] = Field(min_items=1)
    sources: list[str] = Field(min_items=1)

    @validator("for_", "against", pre=True, each_item=True)
    def _short_form(cls, item: Any) -> Any:
        return {"finding": item} if isinstance(item, str) else item


class RangeRow(Model):
    """A limit for people of this sex and age (years); a key left out fits everyone."""

    limit: float
    sex: Literal["female", "male"] | None = None
    age_from: int | None = None
    age_under: int | None = None


class ReferenceRange(Model):
    """Adult limit that turns a value into a status: present when the value is strictly above or below `limit`.

    Where sex or age is missing and several rows could apply, the value decides only where all of them agree.
    """

    value_of: str
    unit: str
    present: Literal["above", "below"]
    rows: list[RangeRow] = Field(min_items=1)
    source: str


class Group(Model):
    """A group of the interview: one gateway question settles or opens its members."""

    id: GroupId
    kind: Literal["profile", "symptoms", "tests", "history"]
    members: list[str] = Field(min_items=1)
    order: list[str] = Field(default_factory=list)
    no_means: Literal["absent", "unknown"]
    unknown_means: Literal["absent", "unknown"]
    changes: list[Literal["marrow", "bone", "protein", "picture", "urgency", "differential", "values"]] = Field(
        min_items=1
    )
    sources: list[str] = Field(min_items=1)


class GlossaryEntry(Model):
    """A term: the facts its explanation rests on; `general` where it also says what is common knowledge.

    `marked`: false for an everyday word, which a page does not mark where it occurs.
    """

    facts: list[str] = Field(default_factory=list)
    general: bool = False
    marked: bool = True

    @root_validator(skip_on_failure=True)
    def _rests(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values["facts"] and not values["general"]:
            raise ValueError("a term needs facts, or general: true")
        return values


class TodayNote(Model):
    """A note on what doctors use today: its guideline, and where it is shown.

    `beside`: the facts it stands beside; `outside`: subjects that the document leaves out and today's guidance does not;
    `when`: the findings with which it matters by itself. Rules never look at it.
    """

    source: str
    beside: list[str] = Field(default_factory=list)
    outside: list[str] = Field(default_factory=list)
    when: Condition | None = None

    @root_validator(skip_on_failure=True)
    def _stands(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values["beside"] and not values["outside"]:
            raise ValueError("a note needs `beside` facts, or subjects `outside` the document")
        return values


class BroadQuestion(Model):
    """A question that several facts answer together, in this order."""

    facts: list[str] = Field(min_items=2, max_items=6)


class Code(Model):
    """The code of a finding's value in a public code system; `sure` says why it fits and what it leaves open."""

    system: Literal["http://loinc.org", "http://snomed.info/sct"]
    code: str
    display: str
    sure: str
