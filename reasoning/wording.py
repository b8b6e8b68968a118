"""Puts an explanation into the words of a locale: templates filled, lists joined; pure string work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.model import Knowledge
from reasoning.cells import conditions_of, limits_on
from reasoning.sentences import Explanation, Param, Ref, Sentence

LINES = ("look_alikes", "today", "ask_doctor")
GOES_ON = ("look_alike.apart", "look_alike.open", "today.source")
"""Keys of sentences that stay on the line of the one before."""


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
            text = worded[0]
            for one, line in zip(section.sentences[1:], worded[1:], strict=True):
                item = knowledge.words.explanations["list.item"].format(item=line)
                text += f" {line}" if one.key in GOES_ON else f"\n{item}"
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
    if ref.kind == "measured":
        return _measured(ref.id, knowledge)
    if ref.kind == "cite":
        return _cited(ref.id, knowledge)
    if ref.kind == "signs":
        named = [words.explanations[f"pillar_name.{pillar}"] for pillar in ref.id.split()]
        return words.explanations["signs"].format(parts=joined(named, "and", words.explanations))
    plain: dict[str, Callable[[str], str]] = {
        "label": words.label,
        "fact": lambda id: words.facts[id].text,
        "guideline": lambda id: knowledge.guidelines[id].name,
        "today": lambda id: words.today[id].text,
        "title": lambda id: words.today[id].title,
        "apart": lambda id: words.conditions[id].tells_apart,
    }
    if ref.kind in plain:
        return plain[ref.kind](ref.id)
    answer = f".{ref.answer}" if ref.kind == "if" else ""
    return words.explanations[f"{ref.kind}.{ref.id}{answer}"]


def _cited(source: str, knowledge: Knowledge) -> str:
    """A source by the section of the document where it stands, or by who published it and when."""
    words = knowledge.words.explanations
    if source in knowledge.facts:
        return words["cite.fact"].format(section=words[f"section.{knowledge.facts[source].section}"])
    guideline = knowledge.guidelines[source]
    return words["cite.guideline"].format(of=guideline.of, year=guideline.year)


def _measured(finding: str, knowledge: Knowledge) -> str:
    """The label of a finding with the limits that count for it, in its unit; the label alone where there are none."""
    label, words = knowledge.words.label(finding), knowledge.words.explanations
    reference = knowledge.ranges.get(finding)
    if reference is not None:
        limits, unit = {row.limit for row in reference.rows}, reference.unit
    else:
        stated = limits_on(conditions_of(knowledge), finding)
        limits = {end for limit in stated for end in limit.dict().values() if end is not None}
        unit = knowledge.findings[finding].measure or ""
    if not limits:
        return label
    numbers = joined([f"{limit:g}" for limit in sorted(limits)], "or", words)
    return words["finding.limits"].format(finding=label, limits=f"{numbers}{'' if unit == '%' else ' '}{unit}")


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
