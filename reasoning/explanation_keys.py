"""The template keys that an explanation can use: what a locale has to supply, no more and no less."""

from __future__ import annotations

from itertools import product

from knowledge.model import Knowledge
from reasoning.compiled import compiled

LEVELS = ("emergency", "prompt", "routine")
STATUSES = ("supported", "equivocal", "not_supported", "unknown")
FIXED = (
    "list.comma",
    "list.and",
    "list.or",
    "list.item",
    "finding.value",
    "finding.limits",
    "cite.fact",
    "cite.guideline",
    "signs",
    "pillar.for",
    "pillar.against",
    "pillar.rule",
    "look_alikes.intro",
    "look_alike.both",
    "look_alike.for",
    "look_alike.against",
    "look_alike.neither",
    "look_alike.open",
    "look_alike.apart",
    "missing.none",
    "missing.findings",
    "missing.tests",
    "why.changes",
    "why.conditions",
    "why.values",
    "why.nothing",
    "ask.intro",
    "ask.urgent",
    "ask.supported",
    "ask.equivocal",
    "ask.test",
    "ask.look_alikes",
    "ask.results",
    "ask.watch",
    "sources.document",
    "sources.guidelines",
    "disclaimer",
    "today.intro",
    "today.note",
    "today.source",
)


def keys(knowledge: Knowledge) -> set[str]:
    """All keys that explaining any findings can use in a locale of this knowledge."""
    found = set(FIXED) | {f"urgency.{level}" for level in LEVELS}
    found |= {f"picture.{row.picture}" for row in knowledge.pictures.rows}
    found |= {f"part.{part}" for part in (*knowledge.pillars, "picture", "urgency")}
    found |= {f"section.{fact.section}" for fact in knowledge.facts.values()}
    for name, pillar in knowledge.pillars.items():
        found |= {f"pillar_name.{name}", *(f"pillar.{name}.{row.status}" for row in pillar.rows)}
        found |= {f"rule.{row.id}" for row in pillar.rows}
        found |= _changes(name, knowledge)
    model = compiled(knowledge)
    for group in knowledge.groups.values():
        if group.kind == "tests":
            found |= {f"test.{member}" for member in group.members if member in model.index}
    return found


def _changes(pillar: str, knowledge: Knowledge) -> set[str]:
    """The clauses and outcomes of every single answer that can change a pillar from any state."""
    model = compiled(knowledge)
    names = knowledge.pillars[pillar].findings
    found = set()
    for values in product(*(range(model.width(name)) for name in names)):
        setting = dict(zip((model.index[name] for name in names), values, strict=True))
        now = model.value(pillar, setting)
        for name, value in zip(names, values, strict=True):
            for answer, other in model.answers(name) if value == 0 else ():
                then = model.value(pillar, {**setting, model.index[name]: other})
                if then != now:
                    found |= {f"if.{name}.{answer}", f"pillar.change.{then}"}
    return found
