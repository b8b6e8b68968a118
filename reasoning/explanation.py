"""Explains an assessment from its trace: sentences without words, each with its sources.

Plain is what everybody gets and is kept short; detail adds the rules, all that speaks for and against, every change
that one more answer would make, and notes on what doctors use today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from knowledge.model import Knowledge
from reasoning.assess import LookAlikeTrace, Trace, trace
from reasoning.counterfactual import RANK, Flip, flips, sides
from reasoning.findings import Findings, settled
from reasoning.questions import ask_doctor, one_of_each, tests_for
from reasoning.relevance import influences, relevant
from reasoning.sentences import Explanation, Param, Ref, Refs, Section, Sentence

Level = Literal["plain", "detail"]
SHOWN = {"plain": 2, "detail": 99}
FEW = 3
DISCLAIMER = ("general_information_only",)


def explain(findings: Findings, knowledge: Knowledge, level: Level = "plain") -> Explanation:
    """The explained assessment, from urgency, picture and the three pillars to sources and disclaimer."""
    found = trace(findings, knowledge)
    missing = relevant(findings, knowledge)
    sections = [
        Section("urgency", _urgency(found, findings, level)),
        Section("picture", _picture(found, findings, level)),
        *(Section(pillar, _pillar(pillar, found, findings, knowledge, level)) for pillar in found.pillars),
        Section("look_alikes", _look_alikes(found, findings, knowledge, level)),
        Section("missing", _missing(missing, knowledge, level)),
        Section("ask_doctor", ask_doctor(found, findings, missing, knowledge)),
    ]
    sections = [section for section in sections if section.sentences]
    sections.append(Section("sources", _sources(found, knowledge)))
    sections.append(Section("disclaimer", (Sentence("disclaimer", {}, DISCLAIMER),)))
    return Explanation(level, tuple(sections))


def why(question: str, findings: Findings, knowledge: Knowledge) -> tuple[Sentence, ...]:
    """Why a finding or group is asked about, computed: the parts of the picture that its answer can still change."""
    group = knowledge.groups.get(question)
    named = list(group.members) if group else [question]
    found = influences(
        {finding: stored for finding, stored in findings.items() if finding not in named or settled(findings, finding)},
        knowledge,
        askable=True,
    )
    parts = list(dict.fromkeys(part for finding in named for part in found.get(finding, ())))
    sources = tuple(group.sources) if group else (*knowledge.findings[question].facts, *knowledge.findings[question].guidelines)
    sentences = []
    main = [part for part in (*knowledge.pillars, "picture", "urgency") if part in parts]
    if main:
        sentences.append(Sentence("why.changes", {"parts": Refs(tuple(Ref("part", part) for part in main))}, sources))
    conditions = [part for part in parts if part in knowledge.differential]
    if conditions:
        sentences.append(
            Sentence(
                "why.conditions", {"conditions": Refs(tuple(Ref("label", c) for c in conditions[:3]), "or")}, sources
            )
        )
    if "values" in parts:
        sentences.append(Sentence("why.values", {}, sources))
    return tuple(sentences) or (Sentence("why.nothing", {}, sources),)


def told(names: Iterable[str], findings: Findings) -> tuple[Ref, ...]:
    """References to what the person said of these findings."""
    return tuple(
        Ref("told", name, findings[name]["status"], findings[name].get("value"), findings[name].get("unit"))
        for name in dict.fromkeys(names)
        if name in findings
    )


def _list(items: Sequence[Ref], level: Level, joined: Literal["and", "or"] = "and") -> Refs:
    return Refs(tuple(items[: SHOWN[level]]), joined)


def reasons(found: Trace, findings: Findings) -> list[Ref]:
    """Why the urgency is what it is: supported pillars and the person's own findings, each once."""
    named: list[Ref] = []
    for reason in found.reasons:
        named += (
            [Ref("pillar", pillar) for pillar in reason.pillars] if reason.pillars else told(reason.because, findings)
        )
    return list(dict.fromkeys(named))


def _urgency(found: Trace, findings: Findings, level: Level) -> tuple[Sentence, ...]:
    sources = tuple(dict.fromkeys(source for reason in found.reasons for source in reason.sources))
    named = reasons(found, findings)
    params: dict[str, Param] = {"reasons": Refs(tuple(named[: max(SHOWN[level], len(found.pillars))]))} if named else {}
    return (Sentence(f"urgency.{found.urgency}", params, sources),)


def _picture(found: Trace, findings: Findings, level: Level) -> tuple[Sentence, ...]:
    picture = found.picture.picture
    params: dict[str, Param] = {}
    by_status = {
        wanted: tuple(Ref("pillar", pillar) for pillar, status in found.statuses.items() if status == wanted)
        for wanted in RANK
    }
    if picture == "partial":
        params["pillars"] = Refs(by_status["supported"])
    elif picture == "unlike":
        params["pillars"] = Refs(by_status["not_supported"])
    elif picture == "possible":
        params["reasons"] = _list(told(found.picture.because, findings), level)
    return (Sentence(f"picture.{picture}", params, found.picture.sources),)


def _pillar(pillar: str, found: Trace, findings: Findings, knowledge: Knowledge, level: Level) -> tuple[Sentence, ...]:
    part = found.pillars[pillar]
    sentences = [Sentence(f"pillar.{pillar}.{part.status}", {}, part.sources)]
    supporting, opposing = sides(pillar, findings, knowledge)
    for key, names in (("pillar.for", supporting), ("pillar.against", opposing)):
        if names:
            sentences.append(
                Sentence(key, {"findings": _list(told(names, findings), level)}, _facts_of(names, knowledge))
            )
    if level == "detail":
        sentences += [
            Sentence("pillar.rule", {"fact": Ref("fact", fact)}, (fact,))
            for fact in knowledge.fact_sources(list(part.sources))[:1]
        ]
    if level == "detail" or part.status != "supported":
        sentences += _changes(part.status, flips(pillar, findings, knowledge), knowledge, level)
    if level == "detail":
        sentences += _today([*part.sources], knowledge)
    return tuple(sentences)


def _changes(status: str, changed: Sequence[Flip], knowledge: Knowledge, level: Level) -> list[Sentence]:
    """What would change a pillar: in plain words the one best step (none down), in detail every step."""
    by_status: dict[str, list[Flip]] = {}
    for flip in changed:
        by_status.setdefault(flip.status, []).append(flip)
    order = sorted(
        by_status,
        key=lambda then: (RANK[then] < RANK[status], -RANK[then] if RANK[then] > RANK[status] else RANK[then]),
    )
    sentences = []
    for then in order if level == "detail" else [best for best in order[:1] if RANK[best] > RANK[status]]:
        steps = by_status[then] if level == "detail" else by_status[then][:2]
        clauses = tuple(Ref("if", flip.finding, flip.answer) for flip in steps)
        sentences.append(
            Sentence(
                f"pillar.change.{then}",
                {"conditions": Refs(clauses, "or")},
                _facts_of([flip.finding for flip in steps], knowledge),
            )
        )
    return sentences


def _today(sources: Sequence[str], knowledge: Knowledge) -> list[Sentence]:
    return [
        Sentence("today.note", {"note": Ref("today", name)}, (note.source,))
        for name, note in knowledge.today.items()
        if set(note.beside) & set(sources)
    ]


def _look_alikes(found: Trace, findings: Findings, knowledge: Knowledge, level: Level) -> tuple[Sentence, ...]:
    if not found.differential:
        return ()
    every = tuple(dict.fromkeys(source for part in found.differential for source in part.sources))
    sentences = [Sentence("look_alikes.intro", {}, every)]
    shown = SHOWN[level] if level == "detail" else 2 if len(found.differential) < FEW else 1
    for part in sorted(found.differential, key=lambda one: len(one.opposing) - len(one.supporting)):
        sentences.append(_look_alike(part, findings, shown))
        alike = knowledge.differential[part.condition]
        still = [
            name
            for name in dict.fromkeys(item.finding for item in (*alike.for_, *alike.against))
            if not settled(findings, name)
        ]
        if level == "detail" and still:
            sentences.append(
                Sentence(
                    "look_alike.open",
                    {
                        "condition": Ref("label", part.condition),
                        "findings": Refs(tuple(Ref("label", name) for name in still)),
                    },
                    part.sources,
                )
            )
    return tuple(sentences)


def _look_alike(part: LookAlikeTrace, findings: Findings, shown: int) -> Sentence:
    sides_of: dict[str, tuple[str, ...]] = {"for": part.supporting, "against": part.opposing}
    params: dict[str, Param] = {"condition": Ref("label", part.condition)}
    params.update({side: Refs(told(names, findings)[:shown]) for side, names in sides_of.items() if names})
    key = "both" if len(params) == 3 else next((side for side in sides_of if side in params), "neither")
    return Sentence(f"look_alike.{key}", params, part.sources)


def _missing(missing: Sequence[str], knowledge: Knowledge, level: Level) -> tuple[Sentence, ...]:
    if not missing:
        return (Sentence("missing.none", {}, DISCLAIMER),)
    shown = one_of_each(missing, knowledge)[: SHOWN[level]] if level == "plain" else missing
    sentences = [
        Sentence(
            "missing.findings",
            {"findings": Refs(tuple(Ref("label", name) for name in shown))},
            _facts_of(shown, knowledge),
        )
    ]
    tests = tests_for(missing, knowledge)[: SHOWN[level]]
    if tests:
        sentences.append(
            Sentence(
                "missing.tests",
                {"tests": Refs(tuple(Ref("test", name) for name in tests))},
                _facts_of(tests, knowledge),
            )
        )
    return tuple(sentences)


def _sources(found: Trace, knowledge: Knowledge) -> tuple[Sentence, ...]:
    used = found.sources()
    facts = knowledge.fact_sources(used)
    sections = tuple(dict.fromkeys(knowledge.facts[fact].section for fact in facts))
    sentences = [
        Sentence(
            "sources.document",
            {"sections": Refs(tuple(Ref("section", name) for name in sections)), "count": len(facts)},
            tuple(facts),
        )
    ]
    guidelines = [source for source in used if source in knowledge.guidelines]
    if guidelines:
        sentences.append(
            Sentence(
                "sources.guidelines",
                {"names": Refs(tuple(Ref("guideline", name) for name in guidelines))},
                tuple(guidelines),
            )
        )
    return tuple(sentences)


def _facts_of(names: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            source
            for name in names
            for source in (*knowledge.findings[name].facts, *knowledge.findings[name].guidelines)
        )
    )
