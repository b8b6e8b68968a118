"""Models of the rules: conditions on findings, the tables of pillars, pictures and urgency, look-alikes, reference ranges.

What every field means is in docs/knowledge.md.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, root_validator, validator

from knowledge.schema import ID, Model, PictureId, PillarId, PillarStatus, UrgencyLevel


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


class Row(Model):
    """One row of a table; the first row whose condition holds decides."""

    id: str = Field(regex=ID)
    when: Condition
    sources: list[str] = Field(min_items=1)


class PillarRow(Row):
    """One row of a pillar's table."""

    status: PillarStatus


class Pillar(Model):
    """One of the three pillars: the findings it looks at and its ordered table."""

    findings: list[str] = Field(min_items=1)
    rows: list[PillarRow] = Field(min_items=1)
    sources: list[str] = Field(min_items=1)


class ClinicalFeature(Model):
    """A finding that makes a picture possible by itself."""

    finding: str
    sources: list[str] = Field(min_items=1)


class PictureRow(Row):
    """One row of the picture table."""

    picture: PictureId


class Pictures(Model):
    """The ordered picture table and the clinical features that it speaks of."""

    clinical_features: list[ClinicalFeature] = Field(min_items=1)
    rows: list[PictureRow] = Field(min_items=1)


class UrgencyRow(Row):
    """One reason for an urgency; rows are ordered from emergency to routine."""

    urgency: UrgencyLevel


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
