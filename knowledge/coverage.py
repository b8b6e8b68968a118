"""Where each fact of the document is used, as tables in docs/knowledge.md.

`python -m knowledge.coverage` writes them anew between the two marks in that file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from knowledge.loader import ROOT, load
from knowledge.model import Knowledge

DOCUMENT = ROOT.parent / "docs" / "knowledge.md"
BEGIN = "<!-- begin of what `make coverage` writes -->"
END = "<!-- end of what `make coverage` writes -->"
COLUMNS = ("question", "rule", "answer", "broad answer", "look-alike", "counterfactual", "picture", "glossary", "today")
"""Kinds of use: asked about, rests a rule on it, told on request (phrasings that find it), told in a broad answer, names a
look-alike, says what would change a pillar, drawn, explains a word, has a note on today beside it."""

Uses = dict[str, dict[str, list[str]]]


def rules(knowledge: Knowledge) -> dict[str, list[str]]:
    """Every row of the rule tables with its sources: pillars, pictures, clinical features, urgency."""
    found = {f"{row.id}": list(row.sources) for pillar in knowledge.pillars.values() for row in pillar.rows}
    found |= {f"picture {row.id}": list(row.sources) for row in knowledge.pictures.rows}
    found |= {f"feature {name}": sources for name, sources in knowledge.clinical_features.items()}
    found |= {f"urgency {row.id}": list(row.sources) for row in knowledge.urgency}
    return found


def uses(knowledge: Knowledge) -> Uses:
    """Fact id to kind of use to the ids that use it; every kind of `COLUMNS` is there, empty where unused."""
    found: Uses = {fact: {column: [] for column in COLUMNS} for fact in knowledge.facts}
    for column, user, sources in _users(knowledge):
        for source in sources:
            if source in found and user not in found[source][column]:
                found[source][column].append(user)
    return found


def _users(knowledge: Knowledge) -> Iterator[tuple[str, str, Iterable[str]]]:
    words = knowledge.words
    changing = {key.split(".")[1] for key in words.explanations if key.startswith("if.")}
    for name, finding in knowledge.findings.items():
        yield "question", name, finding.facts
        if name in changing:
            yield "counterfactual", name, finding.facts
    for group in knowledge.groups.values():
        yield "question", group.id, group.sources
    for rule, sources in rules(knowledge).items():
        yield "rule", rule, sources
    for fact, told in words.facts.items():
        yield "answer", str(len(told.questions)), [fact]
    for name, broad in knowledge.broad.items():
        yield "broad answer", name, broad.facts
    for name, alike in knowledge.differential.items():
        yield "look-alike", name, alike.sources
    for name, drawing in knowledge.drawings.drawings.items():
        yield "picture", name, drawing.facts
    for name, bone in knowledge.drawings.bones.items():
        yield "picture", f"skeleton ({name})", bone.sources
    for name, term in knowledge.glossary.items():
        yield "glossary", name, term.facts
    for name, note in knowledge.today.items():
        yield "today", name, note.beside


def table(knowledge: Knowledge) -> str:
    """Both tables in Markdown: facts and their uses, rules and their sources."""
    rows: list[Sequence[str]] = [("fact", *COLUMNS)]
    for fact, found in uses(knowledge).items():
        rows.append((f"`{fact}`", *(", ".join(found[column]) for column in COLUMNS)))
    named: Mapping[str, list[str]] = rules(knowledge)
    alikes = {f"look-alike {name}": list(alike.sources) for name, alike in knowledge.differential.items()}
    sources = [("rule", "sources"), *((rule, ", ".join(ids)) for rule, ids in {**named, **alikes}.items())]
    return f"{_markdown(rows)}\n\n{_markdown(sources)}\n"


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def written(text: str, knowledge: Knowledge) -> str:
    """The document with the tables between its marks; ValueError where a mark is missing."""
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n\n{table(knowledge)}\n{END}{after}"


def main(document: Path = DOCUMENT) -> int:
    """Write the tables; 0, or 1 where the document lacks the marks."""
    try:
        document.write_text(written(document.read_text(encoding="utf-8"), load()), encoding="utf-8")
    except ValueError:
        print(f"coverage: {document.name} lacks the marks between which the tables stand", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
