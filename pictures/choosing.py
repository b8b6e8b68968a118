"""Which pictures belong to an answer, to what a person told, or to a request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.model import Knowledge
from pictures.places import marks
from reasoning.findings import Findings, status


def pictures_for(facts: Sequence[str] | None, findings: Findings, knowledge: Knowledge) -> list[str]:
    """Names of the pictures that show these facts of an answer, the one that shows its first facts first.

    With None for the facts: those that belong to the findings of an assessment, in the order of drawings.yml. The skeleton
    belongs to every finding that can be marked on it.
    """
    drawings = knowledge.drawings.drawings
    if facts is not None:
        first = {
            name: min((facts.index(fact), drawing.facts.index(fact)) for fact in drawing.facts if fact in facts)
            for name, drawing in drawings.items()
            if set(drawing.facts) & set(facts)
        }
        return sorted(first, key=lambda name: first[name])
    return [
        name
        for name, drawing in drawings.items()
        if any(status(findings, finding) == "present" for finding in drawing.shown_when)
        or (name == "skeleton" and marks(findings, knowledge))
    ]


def asked_for(text: str, knowledge: Knowledge) -> str | None:
    """The picture that a request names ("draw the skull"), or None where it names none ("show me a picture").

    A request of the locale file is known as it stands. Elsewhere the picture whose words fill most of the text wins;
    of equal ones the first.
    """
    plain = _plain(text)
    words = knowledge.words.drawings
    for name, entry in words.drawings.items():
        if plain in map(_plain, entry.requests):
            return name
    if plain in map(_plain, words.requests):
        return None
    weights = {
        name: sum(len(key) for key in entry.keywords if f" {_plain(key)} " in f" {plain} ")
        for name, entry in words.drawings.items()
    }
    best = max(weights, key=lambda name: weights[name])
    return best if weights[best] else None


def wanted(text: str, facts: Sequence[str], findings: Findings, knowledge: Knowledge) -> str:
    """The one picture for a request: the one it names, else that of the last answer, else of the findings.

    Where nothing points to one, it is the first of drawings.yml: the skeleton.
    """
    named = asked_for(text, knowledge)
    if named:
        return named
    for fitting in (pictures_for(facts, {}, knowledge), pictures_for(None, findings, knowledge)):
        if fitting:
            return fitting[0]
    return next(iter(knowledge.drawings.drawings))


def requests(knowledge: Knowledge) -> list[str]:
    """Every example of asking for a picture, to train the intent `show_picture`."""
    words = knowledge.words.drawings
    return [*words.requests, *(text for entry in words.drawings.values() for text in entry.requests)]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
