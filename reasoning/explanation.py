"""Explains an assessment from its trace: sentences without words, each with its sources.

Plain is what everybody gets and is kept short; detail adds the rule that applied, its facts and sections, all that speaks
for and against, every change that one more answer would make, limits and units. What doctors use today stands apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.model import Knowledge
from reasoning.assess import Trace, trace
from reasoning.counterfactual import RANK, Flip, flips, sides
from reasoning.findings import Findings, settled
from reasoning.look_alikes import look_alikes
from reasoning.questions import ask_doctor, one_of_each, signs, tests_for
from reasoning.relevance import influences, relevant
from reasoning.sentences import Explanation, Level, Param, Ref, Refs, Section, Sentence
from reasoning.today import today

SHOWN = {"plain": 2, "detail": 99}
RULE_FACTS = 2
"""Facts of the rule that applied, told in detail; all of them are named as sources."""
DISCLAIMER = ("general_information_only",)


def explain(findings: Findings, knowledge: Knowledge, level: Level = "plain") -> Explanation:
    """The explained assessment, from urgency, picture and the three pillars to sources and disclaimer."""
    found = trace(findings, knowledge)
    missing = relevant(findings, knowledge)
    sections = [
        Section("urgency", _urgency(found, findings, level)),
        Section("picture", _picture(found, findings, level)),
        *(Section(pillar, _pillar(pillar, found, findings, knowledge, level)) for pillar in found.pillars),
        Section("look_alikes", look_alikes(found, findings, knowledge, level, told)),
        Section("missing", _missing(missing, knowledge, level)),
        Section("today", today(found, findings, knowledge, level)),
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
    sources = (
        tuple(group.sources)
        if group
        else (*knowledge.findings[question].facts, *knowledge.findings[question].guidelines)
    )
    basis: dict[str, Param] = {"basis": _cited(sources)}
    sentences = []
    main = [part for part in (*knowledge.pillars, "picture", "urgency") if part in parts]
    if main:
        params = {**basis, "parts": Refs(tuple(Ref("part", part) for part in main))}
        sentences.append(Sentence("why.changes", params, sources))
    conditions = [part for part in parts if part in knowledge.differential]
    if conditions:
        params = {**basis, "conditions": Refs(tuple(Ref("label", c) for c in conditions[:3]), "or")}
        sentences.append(Sentence("why.conditions", params, sources))
    if "values" in parts:
        sentences.append(Sentence("why.values", basis, sources))
    return tuple(sentences) or (Sentence("why.nothing", basis, sources),)


def told(names: Iterable[str], findings: Findings) -> tuple[Ref, ...]:
    """References to what the person said of these findings."""
    return tuple(
        Ref("told", name, findings[name]["status"], findings[name].get("value"), findings[name].get("unit"))
        for name in dict.fromkeys(names)
        if name in findings
    )


def _list(items: Sequence[Ref], level: Level) -> Refs:
    return Refs(tuple(items[: SHOWN[level]]))


def reasons(found: Trace, findings: Findings) -> list[Ref]:
    """Why the urgency is what it is: supported pillars and the person's own findings, each once."""
    named: list[Ref] = []
    for reason in found.reasons:
        named += [signs(reason.pillars)] if reason.pillars else told(reason.because, findings)
    return list(dict.fromkeys(named))


def _urgency(found: Trace, findings: Findings, level: Level) -> tuple[Sentence, ...]:
    sources = tuple(dict.fromkeys(source for reason in found.reasons for source in reason.sources))
    named = reasons(found, findings)
    params: dict[str, Param] = {"basis": _cited(sources)}
    if named:
        params["reasons"] = _list(named, level)
    return (Sentence(f"urgency.{found.urgency}", params, sources),)


def _picture(found: Trace, findings: Findings, level: Level) -> tuple[Sentence, ...]:
    picture = found.picture.picture
    params: dict[str, Param] = {"basis": _cited(found.picture.sources)}
    by_status = {wanted: [pillar for pillar, status in found.statuses.items() if status == wanted] for wanted in RANK}
    if picture == "partial":
        params["pillars"] = signs(by_status["supported"])
    elif picture == "unlike":
        params["pillars"] = signs(by_status["not_supported"])
    elif picture == "possible":
        params["reasons"] = _list(told(found.picture.because, findings), level)
    return (Sentence(f"picture.{picture}", params, found.picture.sources),)


def _pillar(pillar: str, found: Trace, findings: Findings, knowledge: Knowledge, level: Level) -> tuple[Sentence, ...]:
    part = found.pillars[pillar]
    sentences = [Sentence(f"pillar.{pillar}.{part.status}", {"rule": Ref("rule", part.row)}, part.sources)]
    supporting, opposing = sides(pillar, findings, knowledge)
    for key, names in (("pillar.for", supporting), ("pillar.against", opposing)):
        if names:
            sentences.append(
                Sentence(key, {"findings": _list(told(names, findings), level)}, _facts_of(names, knowledge))
            )
    if level == "detail":
        sentences += [
            Sentence("pillar.rule", {"fact": Ref("fact", fact), "source": Ref("cite", fact)}, (fact,))
            for fact in knowledge.fact_sources(list(part.sources))[:RULE_FACTS]
        ]
    if level == "detail" or part.status != "supported":
        sentences += _changes(part.status, flips(pillar, findings, knowledge), knowledge, level)
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


def _missing(missing: Sequence[str], knowledge: Knowledge, level: Level) -> tuple[Sentence, ...]:
    if not missing:
        return (Sentence("missing.none", {}, DISCLAIMER),)
    shown = one_of_each(missing, knowledge)[: SHOWN[level]] if level == "plain" else missing
    sentences = [
        Sentence(
            "missing.findings",
            {"findings": Refs(tuple(Ref("label" if level == "plain" else "measured", name) for name in shown))},
            _facts_of(shown, knowledge),
        )
    ]
    tests = tests_for(missing, knowledge)
    if tests and level == "detail":  # in plain words they are in the questions to ask
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
                {
                    "names": Refs(tuple(Ref("guideline", name) for name in guidelines)),
                    "publishers": _cited(guidelines),
                },
                tuple(guidelines),
            )
        )
    return tuple(sentences)


def _cited(sources: Sequence[str]) -> Refs:
    return Refs(tuple(Ref("cite", source) for source in sources))


def _facts_of(names: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            source
            for name in names
            for source in (*knowledge.findings[name].facts, *knowledge.findings[name].guidelines)
        )
    )
