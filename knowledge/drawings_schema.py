"""Models of drawings.yml and its words: closed keys. What every field means is in docs/knowledge.md."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, root_validator, validator

from knowledge.schema import Model

Site = Literal["most", "usual", "late", "rare", "unnamed"]
MarkKind = Literal["pain", "seen"]
DRAWINGS = ("skeleton", "skull", "vertebrae", "electrophoresis", "marrow")
"""The pictures that there are: one module each in pictures/."""


class Drawing(Model):
    """One picture: the facts that it shows, first the most fitting, and the findings that it belongs to."""

    facts: list[str] = Field(min_items=1)
    shown_when: list[str] = Field(default_factory=list)


class BoneSite(Model):
    """How often the document finds myeloma in a bone of the skeleton, and where it says so."""

    site: Site
    sources: list[str] = Field(default_factory=list)

    @root_validator(skip_on_failure=True)
    def _rests(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["site"] == "unnamed") == bool(values["sources"]):
            raise ValueError("a bone needs sources, or `site: unnamed` and none")
        return values


class Mark(Model):
    """A finding that is marked on the skeleton, as pain or as seen in a test; `bones` where no place was told."""

    kind: MarkKind
    bones: list[str] = Field(default_factory=list)


class CellLimit(Model):
    """A share of plasma cells (percent) that the document names."""

    percent: float = Field(ge=0, le=100)
    source: str


class MarrowCells(Model):
    """Shares of plasma cells in percent: two examples, and the limits of the document."""

    few: float = Field(ge=0, le=100)
    many: float = Field(ge=0, le=100)
    limits: list[CellLimit] = Field(min_items=1)


class DrawingFile(Model):
    """drawings.yml"""

    drawings: dict[str, Drawing]
    bones: dict[str, BoneSite]
    marks: dict[str, Mark]
    marrow: MarrowCells

    @validator("drawings")
    def _all(cls, drawings: dict[str, Drawing]) -> dict[str, Drawing]:
        if set(drawings) != set(DRAWINGS):
            raise ValueError(f"the pictures are {', '.join(DRAWINGS)}, no more and no fewer")
        return drawings


class DrawingWords(Model):
    """A picture in words: title, short alternative, long description, labels in it, and how people ask for it.

    `alt_own` and `description_own` are for what the person told: the alternative then, and sentences to add.
    """

    title: str
    alt: str
    alt_own: str | None = None
    description: str
    description_own: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, str] = Field(default_factory=dict)
    keywords: list[str] = Field(min_items=1)
    requests: list[str] = Field(min_items=8)


class DrawingWordsFile(Model):
    """locales/<locale>/drawings.yml"""

    caption: str
    sources: str
    sources_many: str
    requests: list[str] = Field(min_items=8)
    drawings: dict[str, DrawingWords]
    bones: dict[str, str]
    places: dict[str, list[str]]
    elsewhere: list[str]
