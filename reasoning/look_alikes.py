"""The look-alikes side by side: what of the person's findings fits each one and what speaks against it.

In plain words each side is the finding that tells most of them apart, and look-alikes of which the same is said share
one line. In detail every finding is named, with what tells the look-alike apart and what is still open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from knowledge.model import Knowledge
from reasoning.assess import LookAlikeTrace, Trace
from reasoning.findings import Findings, settled
from reasoning.sentences import Level, Param, Ref, Refs, Sentence

FEW = 3
Told = Callable[[Iterable[str], Findings], tuple[Ref, ...]]


def look_alikes(
    found: Trace, findings: Findings, knowledge: Knowledge, level: Level, told: Told
) -> tuple[Sentence, ...]:
    """A line that leads in, then the raised look-alikes, those with more for than against them first.

    `told` makes references to what the person said of findings. Empty where none is raised.
    """
    if not found.differential:
        return ()
    every = tuple(dict.fromkeys(source for part in found.differential for source in part.sources))
    ordered = sorted(found.differential, key=lambda one: len(one.opposing) - len(one.supporting))
    sides = {part.condition: _sides(part, found, level) for part in ordered}
    together: dict[object, list[LookAlikeTrace]] = {}
    for part in ordered:
        together.setdefault(sides[part.condition] if level == "plain" else part.condition, []).append(part)
    sentences = [Sentence("look_alikes.intro", {}, every)]
    for group in together.values():
        supporting, opposing = sides[group[0].condition]
        sentences.append(_line(group, told(supporting, findings), told(opposing, findings)))
        if level == "detail":
            sentences += _detail(group[0], findings, knowledge)
    return tuple(sentences)


def _sides(part: LookAlikeTrace, found: Trace, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to name for and against: the findings that say the same of most look-alikes first, few in plain words."""
    shown = 99 if level == "detail" else 2 if len(found.differential) < FEW else 1
    fits = Counter(name for other in found.differential for name in other.supporting)
    against = Counter(name for other in found.differential for name in other.opposing)
    return (
        tuple(sorted(part.supporting, key=lambda name: -fits[name])[:shown]),
        tuple(sorted(part.opposing, key=lambda name: -against[name])[:shown]),
    )


def _line(group: Sequence[LookAlikeTrace], fits: tuple[Ref, ...], against: tuple[Ref, ...]) -> Sentence:
    sides = {"for": fits, "against": against}
    params: dict[str, Param] = {"condition": Refs(tuple(Ref("label", part.condition) for part in group))}
    params.update({side: Refs(named) for side, named in sides.items() if named})
    key = "both" if len(params) == 3 else next((side for side in sides if side in params), "neither")
    sources = tuple(dict.fromkeys(source for part in group for source in part.sources))
    return Sentence(f"look_alike.{key}", params, sources)


def _detail(part: LookAlikeTrace, findings: Findings, knowledge: Knowledge) -> list[Sentence]:
    """What tells a look-alike apart, and the findings not known yet that would: the most telling first."""
    alike = knowledge.differential[part.condition]
    about: dict[str, Param] = {"condition": Ref("label", part.condition)}
    sentences = [Sentence("look_alike.apart", {"apart": Ref("apart", part.condition)}, part.sources)]
    against = [item.finding for item in alike.against]
    named = dict.fromkeys((*against, *(item.finding for item in alike.for_)))
    still = [name for name in named if not settled(findings, name)]
    if still:
        params = {**about, "findings": Refs(tuple(Ref("measured", name) for name in still))}
        sentences.append(Sentence("look_alike.open", params, part.sources))
    return sentences
