"""Random cases of findings, seeded and structured, and what must hold of each: the proof of the reasoner.

A case is made in one of three ways, so that every status, every range, borderline values and all outcomes occur: any
findings at random, a person with tests, or the findings of the three pillars alone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from knowledge.model import Knowledge
from reasoning.assess import assess, trace, verdict
from reasoning.counterfactual import RANK, sides
from reasoning.explanation import explain, why
from reasoning.relevance import influences
from reasoning.sentences import Ref, Refs, Sentence
from reasoning.wording import render, sentences
from tests.conversations.talk import CLAIM, DISCLAIMER
from tests.knowledge.reading_grade import grade
from tests.knowledge.test_words import VERDICT
from tests.reasoning import oracle
from tests.reasoning.conftest import AGES, PERCENTAGES
from tests.reasoning.patients import Facts, interview, opening_of, patient, say

STATUSES = ("present", "absent", "unknown")
PILLARS = {
    "marrow": ["marrow_plasma_cells", "plasma_cells_increased", "plasma_cells_abnormal"],
    "bone": [
        *("osteolytic_lesions", "skull_lesions", "reactive_bone", "diffuse_osteoporosis"),
        *("vertebral_compression_fracture", "pathological_fracture", "long_bone_lesion"),
    ],
    "protein": ["m_protein", "bence_jones", "globulin_raised", "total_protein_raised", "urine_protein"],
}
SUPPORTING: list[tuple[str, str, dict[str, Any]]] = [
    ("marrow", "marrow_plasma_cells", {"status": "present", "value": 40, "unit": "%"}),
    ("bone", "reactive_bone", {"status": "absent"}),
    *(
        (pillar, finding, {"status": "present"})
        for pillar, findings in PILLARS.items()
        for finding in findings
        if finding not in ("marrow_plasma_cells", "reactive_bone")
    ),
]
"""Pillar, finding and the answer that supports it."""
HIGHEST_GRADE = 8.0
GRADED = 0.1
"""Share of the plain explanations whose reading grade is measured: measuring takes ten times as long as explaining."""


@dataclass
class Tally:
    """What the cases were, and the figures that come of them."""

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    values: set[str] = field(default_factory=set)
    sentences: int = 0
    asked: list[int] = field(default_factory=list)
    relevant: list[int] = field(default_factory=list)
    grades: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take over what another part of the sweep found."""
        self.cases += other.cases
        self.outcomes += other.outcomes
        self.values |= other.values
        self.sentences += other.sentences
        self.asked += other.asked
        self.relevant += other.relevant
        self.grades += other.grades


def case(number: int, k: Knowledge) -> Facts:
    """The findings of the case of this number, always the same."""
    rng = random.Random(f"case {number}")
    kind = number % 4
    if kind == 0:
        facts = patient(rng, k, rng.choice(["none", "some", "all"]))
        return say(list(facts), facts, {}, k)
    named = list(k.findings) if kind != 1 else [name for names in PILLARS.values() for name in names]
    share = rng.choice([0.25, 0.5, 0.9])
    return {name: _told(name, rng, k) for name in named if rng.random() < share}


def _told(name: str, rng: random.Random, k: Knowledge) -> dict[str, Any]:
    entry, known = k.findings[name], rng.random() < 0.75
    if entry.kind == "boolean" or not known:
        return {"status": rng.choice(STATUSES) if entry.kind == "boolean" else "unknown"}
    value = {
        "age": lambda: rng.choice(AGES),
        "sex": lambda: rng.choice(["female", "male", "other"]),
        "marrow_plasma_cells": lambda: rng.choice([rng.choice(PERCENTAGES), round(rng.uniform(0, 20), 1)]),
        "hemoglobin": lambda: rng.randint(40, 200),
    }[name]()
    return {"status": "present", "value": value, **({"unit": entry.unit} if entry.unit else {})}


def check_logic(findings: Facts, rng: random.Random, k: Knowledge, tally: Tally) -> None:
    """The contract, and what follows for every case; AssertionError with the findings otherwise."""
    ours, theirs = trace(findings, k), oracle.assess(findings)
    statuses, picture = ours.statuses, ours.picture.picture
    assert statuses == {name: part["status"] for name, part in theirs["pillars"].items()}, findings
    assert (picture, ours.urgency) == (theirs["picture"], theirs["urgency"]), findings
    assert sorted(raised.condition for raised in ours.differential) == theirs["differential"], findings
    pillar, finding, answer = rng.choice(SUPPORTING)
    more = trace({**findings, finding: answer}, k).statuses
    assert RANK[more[pillar]] >= RANK[statuses[pillar]], (findings, finding)
    known = {name: stored for name, stored in findings.items() if stored["status"] != "unknown"}
    raised = [part.condition for part in ours.differential]
    assert (picture, *statuses.values(), ours.urgency, *raised) == verdict(known, k), findings
    named = [name for part in ours.pillars.values() for name in part.because]
    named += [name for part in ours.differential for name in (*part.supporting, *part.opposing)]
    named += [name for part in k.pillars for side in sides(part, findings, k) for name in side]
    assert set(named) <= set(known), findings
    tally.outcomes.update([f"picture {picture}", f"urgency {ours.urgency}", *theirs["differential"]])
    tally.outcomes.update(f"{name} {status}" for name, status in statuses.items())
    tally.outcomes.update(f"stored {stored['status']}" for stored in findings.values())
    tally.values.update(str(stored["value"]) for stored in findings.values() if isinstance(stored.get("value"), str))


def check_words(findings: Facts, rng: random.Random, k: Knowledge, tally: Tally) -> None:
    """Every sentence of the explanation at both levels and of "why do you ask?": its source, and no verdict."""
    for level in ("plain", "detail"):
        explanation = explain(findings, k, level)  # type: ignore[arg-type]
        tally.sentences += _sourced(explanation.sentences(), k)
        text = render(explanation, k, "112").text
        assert not CLAIM.search(text) and not VERDICT.search(text), text
        last = explanation.sections[-1]
        assert last.id == "disclaimer" and DISCLAIMER.search(text.splitlines()[-1]), text
        assert "\n\n" not in text and "{" not in text
        if level == "plain" and rng.random() < GRADED:
            tally.grades.append(grade(prose(text)))
    assert all(source in k.facts for source in assess(findings, k)["sources"]), findings
    asked = why(rng.choice([*k.groups, *k.findings]), findings, k)
    tally.sentences += _sourced(asked, k)
    assert not CLAIM.search(sentences(asked, k)) and not VERDICT.search(sentences(asked, k, "detail"))


def prose(text: str) -> str:
    """A text as running sentences: each line of a list is one, and the line before it ends."""
    return " ".join(f"{line.removeprefix('- ').rstrip(':.')}." for line in text.splitlines())


def _sourced(every: Iterable[Sentence], k: Knowledge) -> int:
    count = 0
    for one in every:
        assert one.sources and all(k.is_source(source) for source in one.sources), one
        refs = [ref for param in one.params.values() for ref in _refs(param)]
        assert not any(ref.kind == "told" and ref.answer == "unknown" for ref in refs), one
        count += 1
    return count


def _refs(param: object) -> tuple[Ref, ...]:
    if isinstance(param, Refs):
        return param.items
    return (param,) if isinstance(param, Ref) else ()


def check_interview(findings: Facts, rng: random.Random, k: Knowledge, tally: Tally) -> None:
    """No more questions than there are relevant findings, and the result of having been asked everything."""
    known = {name: stored for name, stored in findings.items() if stored["status"] != "unknown"}
    if "hemoglobin" in known:
        known.pop("anemia", None)  # a person whose report and words differ is asked; here the report is all there is
    concluded = say(list(known), known, {}, k)  # who knows the hemoglobin can answer a question about anemia
    facts = {name: stored for name, stored in concluded.items() if stored["status"] != "unknown"}
    opening = [name for name in opening_of(facts, rng, k) if name in facts]
    found, asked, _ = interview(facts, opening, rng.choice(["cooperative", "brief", "lazy"]), rng, k)
    assert verdict(found, k) == verdict(say(list(facts), facts, {}, k), k), findings
    told = say(opening, facts, {}, k)
    relevant = {name for name in influences(told, k, askable=True) if name not in told}
    if relevant & set(k.ranges):
        relevant |= {name for name in ("sex", "age") if name not in told}
    assert len(asked) <= len(relevant) <= len(k.findings), (findings, asked)
    tally.asked.append(len(asked))
    tally.relevant.append(len(relevant))


def sweep(numbers: Iterable[int], k: Knowledge, *, words: bool, questions: bool) -> Tally:
    """All checks on the cases of these numbers: the logic always, words and interview where wanted."""
    tally = Tally()
    for number in numbers:
        findings, rng = case(number, k), random.Random(f"checks {number}")
        tally.cases += 1
        check_logic(findings, rng, k, tally)
        if words:
            check_words(findings, rng, k, tally)
        if questions:
            check_interview(findings, rng, k, tally)
    return tally
