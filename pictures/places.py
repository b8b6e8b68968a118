"""From the findings to bones: which bones the person named as painful, and in which something was seen in a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Knowledge
from reasoning.findings import Findings, status


@dataclass(frozen=True)
class Marks:
    """What is marked on the skeleton. `pain` and `seen` are bones; `unplaced` are findings told without a place."""

    pain: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pain or self.seen)


def bones_of(site: str, knowledge: Knowledge) -> list[str]:
    """The bones that a word for a place means, in the order of the skeleton; none for a word such as "bones".

    A word ending in * in the table stands for all words that begin so.
    """
    word = " ".join(site.lower().replace("-", " ").split())
    places = knowledge.words.drawings.places
    return [
        bone
        for bone in knowledge.drawings.bones
        if any(word.startswith(told[:-1]) if told.endswith("*") else word == told for told in places.get(bone, ()))
    ]


def marks(findings: Findings, knowledge: Knowledge) -> Marks:
    """The marks for all present findings that have a place."""
    found: dict[str, list[str]] = {"pain": [], "seen": []}
    unplaced = []
    for finding, mark in knowledge.drawings.marks.items():
        if status(findings, finding) != "present":
            continue
        sites: Sequence[str] = findings[finding].get("sites") or ()
        bones = [bone for site in sites for bone in bones_of(site, knowledge)] or mark.bones
        found[mark.kind] += bones
        if not bones:
            unplaced.append(finding)
    order = list(knowledge.drawings.bones)
    pain, seen = (tuple(bone for bone in order if bone in found[kind]) for kind in ("pain", "seen"))
    return Marks(pain, seen, tuple(unplaced))
