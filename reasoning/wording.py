"""Puts an explanation into the words of a locale: templates filled, lists joined; pure string work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.model import Knowledge
from reasoning.sentences import Explanation, Param, Ref, Sentence

LINES = ("look_alikes", "ask_doctor")


@dataclass(frozen=True)
class Rendered:
    """An explanation in words: one chat text, the same by section, and data for a client that lays it out itself."""

    text: str
    blocks: tuple[tuple[str, str], ...]
    data: dict[str, Any]


def render(explanation: Explanation, knowledge: Knowledge, number: str = "") -> Rendered:
    """The explanation in the knowledge's locale. `number` is the emergency number that templates may name.

    The text holds no blank line: channels split messages there.
    """
    blocks, data = [], []
    for section in explanation.sections:
        worded = [sentence(one, knowledge, explanation.level, number) for one in section.sentences]
        if section.id in LINES:
            lines = [worded[0], *(knowledge.words.explanations["list.item"].format(item=line) for line in worded[1:])]
            text = "\n".join(lines)
        else:
            text = " ".join(worded)
        blocks.append((section.id, text))
        data.append(
            {
                "id": section.id,
                "text": text,
                "sentences": [
                    {"key": one.key, "text": words, "sources": list(one.sources)}
                    for one, words in zip(section.sentences, worded, strict=True)
                ],
            }
        )
    return Rendered(
        "\n".join(text for _, text in blocks), tuple(blocks), {"level": explanation.level, "sections": data}
    )


def sentences(many: Iterable[Sentence], knowledge: Knowledge, level: str = "plain", number: str = "") -> str:
    """Several sentences as running text."""
    return " ".join(sentence(one, knowledge, level, number) for one in many)


def sentence(one: Sentence, knowledge: Knowledge, level: str = "plain", number: str = "") -> str:
    """One sentence in words; KeyError where the locale has no template for its key."""
    templates = knowledge.words.explanations
    template = templates.get(f"{one.key}.{level}", "") or templates[one.key]
    return template.format(number=number, **{name: _param(param, knowledge) for name, param in one.params.items()})


def _param(param: Param, knowledge: Knowledge) -> str:
    if isinstance(param, int):
        return str(param)
    if isinstance(param, Ref):
        return phrase(param, knowledge)
    return joined([phrase(ref, knowledge) for ref in param.items], param.joined, knowledge.words.explanations)


def joined(items: Iterable[str], how: str, templates: Mapping[str, str]) -> str:
    """Items as a list in words: `a`, `a and b`, `a, b and c`; equal ones once."""
    parts = list(dict.fromkeys(items))
    if len(parts) < 2:
        return "".join(parts)
    return templates["list.comma"].join(parts[:-1]) + templates[f"list.{how}"] + parts[-1]


def phrase(ref: Ref, knowledge: Knowledge) -> str:
    """The words for one reference."""
    words = knowledge.words
    if ref.kind == "told":
        return _told(ref, knowledge)
    if ref.kind == "label":
        return words.label(ref.id)
    if ref.kind == "fact":
        return words.facts[ref.id].text
    if ref.kind == "guideline":
        return knowledge.guidelines[ref.id].name
    if ref.kind == "today":
        return words.today[ref.id].text
    names = {
        "pillar": f"pillar_name.{ref.id}",
        "if": f"if.{ref.id}.{ref.answer}",
        "test": f"test.{ref.id}",
        "part": f"part.{ref.id}",
        "section": f"section.{ref.id}",
    }
    return words.explanations[names[ref.kind]]


def _told(ref: Ref, knowledge: Knowledge) -> str:
    noted = knowledge.words.findings[ref.id].noted
    plain = str(getattr(noted, ref.answer))
    if ref.value is None:
        return plain
    if knowledge.findings[ref.id].kind != "boolean" and noted.value:
        return noted.value.format(value=ref.value, unit=ref.unit or "")
    return (
        knowledge.words.explanations["finding.value"]
        .format(finding=plain, value=ref.value, unit=ref.unit or "")
        .rstrip()
    )
