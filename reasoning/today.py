"""Notes on what doctors use today: beside the document's logic and never part of it.

A note has the facts beside which it stands and, where it matters by itself, a condition on the findings. In plain words
only notes whose condition holds are shown; in detail also those beside a fact that the result rests on.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model import Knowledge
from reasoning.assess import Trace
from reasoning.conditions import holds
from reasoning.findings import Findings, status
from reasoning.sentences import Level, Ref, Sentence

MOST = 3


def notes(found: Trace, findings: Findings, knowledge: Knowledge, level: Level) -> list[str]:
    """Ids of the notes to show beside this result, in the file's order; in plain words `MOST` at most."""
    fitting = [
        name
        for name, note in knowledge.today.items()
        if note.when is not None and holds(note.when, findings, found.statuses)
    ]
    if level == "plain":
        return fitting[:MOST]
    used = {source for part in found.pillars.values() if part.status != "unknown" for source in part.sources}
    used |= set(found.picture.sources)
    for finding in findings:
        if status(findings, finding) == "present":
            used |= set(knowledge.findings[finding].facts)
    return [name for name, note in knowledge.today.items() if name in fitting or used & set(note.beside)]


def beside(facts: Sequence[str], knowledge: Knowledge) -> list[str]:
    """Ids of the notes that stand beside these facts, those beside the first fact first."""
    return list(dict.fromkeys(name for fact in facts for name, note in knowledge.today.items() if fact in note.beside))


def today(found: Trace, findings: Findings, knowledge: Knowledge, level: Level) -> tuple[Sentence, ...]:
    """A line that says whose view this is, then the notes by guideline, which is named last; empty where none fits."""
    named = notes(found, findings, knowledge, level)
    if not named:
        return ()
    sources = tuple(dict.fromkeys(knowledge.today[name].source for name in named))
    sentences = [Sentence("today.intro", {}, sources)]
    for source in sources:
        sentences += [
            Sentence("today.note", {"title": Ref("title", name), "note": Ref("today", name)}, (source,))
            for name in named
            if knowledge.today[name].source == source
        ]
        sentences.append(Sentence("today.source", {"source": Ref("cite", source)}, (source,)))
    return tuple(sentences)
