"""What all models of the knowledge share, and facts and findings: closed keys, so that a misspelt key is an error.

The rules have their models in `rules_schema.py`, what is asked and told around them in `telling_schema.py`, the words of
a locale in `words_schema.py`. What every field means is in docs/knowledge.md.
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
