"""The faces of a summary by name: what each is called as a file, its media type, and its bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.model import Knowledge
from reasoning.findings import Findings
from summary.content import build
from summary.fhir import fhir
from summary.html import html
from summary.layout import lay_out
from summary.model import Level, Summary, as_json
from summary.pdf import Paper, pdf
from summary.text import text


@dataclass(frozen=True)
class Order:
    """What a summary is made from: see `summary.content.build` for each."""

    findings: Findings
    assessment: Mapping[str, Any] | None
    knowledge: Knowledge
    date: str
    number: str
    level: Level = "plain"
    paper: Paper = "a4"

    def summary(self) -> Summary:
        """The summary itself."""
        return build(self.findings, self.assessment, self.knowledge, self.level, date=self.date, number=self.number)


@dataclass(frozen=True)
class Face:
    """One form of the summary. `name`: a file name that tells nothing about the person."""

    name: str
    media_type: str
    make: Callable[[Order], bytes]


def _dumped(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


FACES: Mapping[str, Face] = {
    "html": Face(
        "summary.html",
        "text/html; charset=utf-8",
        lambda order: html(lay_out(order.summary(), order.knowledge)).encode(),
    ),
    "pdf": Face(
        "summary.pdf",
        "application/pdf",
        lambda order: pdf(lay_out(order.summary(), order.knowledge), order.date, order.paper),
    ),
    "text": Face(
        "summary.txt",
        "text/plain; charset=utf-8",
        lambda order: text(lay_out(order.summary(), order.knowledge)).encode(),
    ),
    "fhir": Face(
        "summary.json",
        "application/fhir+json; charset=utf-8",
        lambda order: _dumped(fhir(order.summary(), order.findings, order.knowledge)),
    ),
    "json": Face("summary-data.json", "application/json", lambda order: _dumped(as_json(order.summary()))),
}
"""Form id to form."""
