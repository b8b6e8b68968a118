"""Builds the summary: findings to one object with everything in words, from the reasoner and the knowledge alone.

The words of its sentences are the explanation's own (`reasoning.explanation`), so that chat and summary never differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from knowledge.model import Knowledge
from reasoning.assess import Trace, assess, trace
from reasoning.counterfactual import sides
from reasoning.explanation import DISCLAIMER, explain
from reasoning.findings import Findings
from reasoning.sentences import Explanation, Sentence
from reasoning.wording import sentence
from summary.comparing import discriminators
from summary.model import Discriminator, Level, Line, LookAlike, Pillar, Source, Summary, Verdict
from summary.telling import every, groups, person

OPEN_SHOWN = 6
"""How many signs and tests that are not known a plain summary lists; in detail it lists all."""


def build(
    findings: Findings,
    assessment: Mapping[str, Any] | None,
    knowledge: Knowledge,
    level: Level,
    *,
    date: str,
    number: str,
) -> Summary:
    """The summary of these findings.

    `assessment`: the stored one; where it does not belong to the findings, or is None, it is computed anew. `date`: ISO
    8601. `number`: the emergency number that advice may name. Plain gives for each pillar the one best step and leaves
    out its rule and the weaker open tests; detail gives all.
    """
    found, explained = trace(findings, knowledge), explain(findings, knowledge, level)
    full = explain(findings, knowledge, "detail")
    words = knowledge.words.summary

    def worded(sentences: Iterable[Sentence]) -> tuple[Line, ...]:
        return tuple(Line(one.key, sentence(one, knowledge, level, number), one.sources) for one in sentences)

    def section(explanation: Explanation, id: str) -> tuple[Line, ...]:
        return tuple(line for part in explanation.sections if part.id == id for line in worded(part.sentences))

    urgency, picture = section(explained, "urgency")[0], section(full, "picture")[0]
    parts: dict[str, Any] = {
        "intro": Line("summary.intro", words.intro, DISCLAIMER),
        "disclaimer": section(explained, "disclaimer")[0],
        "person": person(findings, knowledge),
        "said": groups(findings, knowledge),
        "urgency": Verdict(found.urgency, words.urgency[found.urgency], urgency),  # type: ignore[index]
        "picture": Verdict(found.picture.picture, words.pictures[found.picture.picture], picture),  # type: ignore[index]
        "pillars": tuple(
            _pillar(name, found, findings, knowledge, section(explained, name), section(full, name))
            for name in found.pillars
        ),
        "look_alikes": _look_alikes(found, findings, knowledge),
        "discriminators": _shown(
            discriminators([part.condition for part in found.differential], findings, knowledge), level
        ),
        "missing": section(explained, "missing"),
        "questions": section(full, "ask_doctor")[1:],
        "today": _today(found, findings, knowledge),
    }
    return Summary(
        locale=knowledge.words.locale,
        level=level,
        date=date,
        title=words.title,
        sources=_sources(parts.values(), knowledge),
        assessment=_assessment(assessment, found, findings, knowledge),
        **parts,
    )


def _assessment(
    stored: Mapping[str, Any] | None, found: Trace, findings: Findings, knowledge: Knowledge
) -> dict[str, Any]:
    """The stored assessment where it says what the summary says, else a fresh one."""
    fresh = assess(findings, knowledge)
    same = stored is not None and all(stored.get(part) == fresh[part] for part in ("picture", "urgency", "pillars"))
    return dict(stored) if stored is not None and same else fresh


def _pillar(
    name: str,
    found: Trace,
    findings: Findings,
    knowledge: Knowledge,
    shown: Sequence[Line],
    full: Sequence[Line],
) -> Pillar:
    supporting, opposing = sides(name, findings, knowledge)
    words = knowledge.words.summary
    return Pillar(
        name,
        words.pillar[name],  # type: ignore[index]
        found.pillars[name].status,
        full[0],
        every(supporting, findings, knowledge),
        every(opposing, findings, knowledge),
        tuple(line for line in shown if line.key.startswith("pillar.change.")),
        next((line for line in shown if line.key == "pillar.rule"), None),
    )


def _look_alikes(found: Trace, findings: Findings, knowledge: Knowledge) -> tuple[LookAlike, ...]:
    """The raised look-alikes, those with more for than against them first."""
    alikes = []
    for part in sorted(found.differential, key=lambda one: len(one.opposing) - len(one.supporting)):
        words = knowledge.words.conditions[part.condition]
        alikes.append(
            LookAlike(
                part.condition,
                words.label,
                Line(f"condition.{part.condition}", words.description, part.sources),
                Line(f"condition.{part.condition}.apart", words.tells_apart, part.sources),
                every(part.supporting, findings, knowledge),
                every(part.opposing, findings, knowledge),
            )
        )
    return tuple(alikes)


def _shown(found: Sequence[Discriminator], level: Level) -> tuple[Discriminator, ...]:
    """All that are known, and of the open ones the strongest."""
    still = [one for one in found if one.told is None]
    left_out = still[OPEN_SHOWN:] if level == "plain" else []
    return tuple(one for one in found if one not in left_out)


def _today(found: Trace, findings: Findings, knowledge: Knowledge) -> tuple[Line, ...]:
    """The notes on what doctors use today that stand beside what the summary rests on, each with its guideline."""
    used = set(found.sources())
    for part in found.pillars.values():
        used |= set(part.sources)
    for name, stored in findings.items():
        if stored["status"] == "present":
            used |= set(knowledge.findings[name].facts)
    return tuple(
        Line(
            f"today.{name}", f"{knowledge.words.today[name].title}: {knowledge.words.today[name].text}", (note.source,)
        )
        for name, note in knowledge.today.items()
        if used & set(note.beside)
    )


def _sources(parts: Iterable[Any], knowledge: Knowledge) -> tuple[Source, ...]:
    """All sources in the order in which the summary's lines name them."""
    found = []
    for number, id in enumerate(dict.fromkeys(named for part in parts for named in _named(part)), start=1):
        if id in knowledge.facts:
            fact = knowledge.facts[id]
            found.append(Source(number, id, "document", tuple(fact.sections), knowledge.words.facts[id].text))
        else:
            guideline = knowledge.guidelines[id]
            text = knowledge.words.summary.source_guideline.format(
                name=guideline.name, of=guideline.of, year=guideline.year
            )
            found.append(Source(number, id, "guideline", (), text))
    return tuple(found)


def _named(part: Any) -> Iterable[str]:
    """The ids of the sources of everything in a part, in reading order."""
    if isinstance(part, tuple):
        for item in part:
            yield from _named(item)
        return
    for name in getattr(part, "__dataclass_fields__", ()):
        value = getattr(part, name)
        if name == "sources":
            yield from value
        elif isinstance(value, tuple) or hasattr(value, "__dataclass_fields__"):
            yield from _named(value)
