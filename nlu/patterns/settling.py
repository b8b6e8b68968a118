"""Which of the matches of a sentence stand: what bars a finding takes it out, and of several the fullest, tightest one is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlu.patterns.matcher import Match

TOLD = ("present", "absent", "limited")
_BARRING = ("unless", "never_if")
_NAMING = ("present", "absent", "name")
_SITED = ("bone_pain",)
_PAINS = ("spinal_pain", "radiating_pain")
_MANNER = ("pain_persistent", "pain_progressive", "pain_severe")
_IN_A_CLAUSE = ("limb_weakness", "urine_protein")
_HOLES = "osteolytic_lesions"
_SKULL = "skull_lesions"
_HOLED = (_HOLES, _SKULL, "long_bone_lesion")
RANK = {"present": 0, "absent": 0, "limited": 0, "if_pain": 1, "if_not_pain": 1, "name": 1, "mentioned": 2, "answers_no": 2}


def settle(found: list[Match], commas: Set[int], turns: Set[int], headings: Set[int]) -> list[Match]:
    """Cancel by `unless`, `never_if` and `explained`, then keep the fullest name at a place, the longest phrase, the tightest pair
    (of "holes, skull is ok" the two words that no comma parts). At `turns` begins a clause that nothing before it bars: "a leak
    since having the kids, BUT NOW I can't pee"."""
    beyond = [m for m in found if m.polarity in _BARRING and _of_another_clause(m, found, commas - headings)]
    cancelled: dict[str, set[int]] = defaultdict(set)
    for m in found:
        if m.polarity == "unless" and m not in beyond:
            cancelled[m.finding].update(range(m.start, m.end))
    explained = {m.finding for m in found if m.polarity == "explained"}
    kept: list[Match] = []
    live = [m for m in found if m.polarity in RANK and (m.polarity == "answers_no" or not m.tokens & cancelled[m.finding])]
    bars = [m for m in found if m.polarity == "never_if" and m not in beyond]
    live = [m for m in live if not any(o.finding == m.finding and m.tokens.issubset(range(*min(o.parts))) for o in beyond)]
    live = [m for m in live if m.polarity == "absent" or not any(_bars(bar, m, turns) for bar in bars)]
    live = [m for m in live if m.polarity != "limited" or m.finding not in explained]
    live.sort(
        key=lambda m: (
            RANK[m.polarity],
            -len(m.tokens) if m.end - m.start == len(m.tokens) else 0,
            (m.end - m.start) - len(m.tokens) + sum(m.start < c < m.end for c in commas),
            -len(m.tokens),
            len(m.parts),
            m.start,
        )
    )
    taken: dict[str, set[int]] = defaultdict(set)
    for m in live:
        if m.polarity == "answers_no":  # stands beside what it accounts for
            kept.append(m)
            continue
        if not taken[m.finding].isdisjoint(range(m.start - 1 if m.polarity == "mentioned" else m.start, m.end)):
            continue
        taken[m.finding].update(range(m.start, m.end))
        kept.append(replace(m, polarity="present") if m.polarity == "limited" else m)
    if _only_skull(live, commas):
        kept = [m for m in kept if m.finding != _HOLES]
    kept = [m for m in kept if not _sore_instead(m, live)]
    return sorted((m for m in kept if not _within_another(m, kept, commas - headings)), key=lambda m: (m.start, m.end))


def _of_another_clause(bar: Match, found: Sequence[Match], commas: Set[int]) -> bool:
    """ "Broke my wrist lifting a kettle, PUNCHED-out holes in the skull", "total protein 96, URINE clear": the last word of what bars
    a finding stands behind a comma, where it names another one."""
    last, before = max(bar.parts), sorted(bar.parts)[:-1]
    if not before or commas.isdisjoint(range(max(b for _, b in before), last[0])):
        return False
    return any(
        m.polarity in _NAMING and m.finding not in (bar.finding, *_MANNER) and len(m.tokens) > 1
        and commas.isdisjoint(range(m.start, m.end))
        and m.start >= max(b for _, b in before) and m.tokens.issuperset(range(*last))
        for m in found
    )


def _sore_instead(match: Match, live: Sequence[Match]) -> bool:
    """ "Holes in the skull, and MY BONES ACHE": the farther bones hurt, and the holes are where they were said to be."""
    if match.finding not in _HOLED or match.polarity != "present" or len(match.parts) < 2:
        return False
    place = range(*max(match.parts))
    nearer = any(
        o.finding in _HOLED and o.polarity == "present" and o.start == match.start and o.end < place.start for o in live
    )
    return nearer and any(
        o.finding in _SITED and o.polarity == "present" and o.start in place and o.end - o.start == len(o.tokens) and o.end > place.stop
        for o in live
    )


def _only_skull(told: Sequence[Match], commas: Set[int]) -> bool:
    """ "Skull series: NO LESIONS": the only holes that are told of are those of the skull."""
    skulls = [m for m in told if m.finding == _SKULL and m.polarity in TOLD and commas.isdisjoint(range(m.start, m.end))]
    holes = [m for m in told if m.finding in _HOLED and m.finding != _SKULL and m.polarity in TOLD]
    return bool(skulls) and all(
        any(h.tokens < s.tokens or (len(h.parts) == 1 and s.start <= h.start and h.end <= s.end) for s in skulls) for h in holes
    )


def _bars(bar: Match, match: Match, turns: Set[int]) -> bool:
    return bar.finding == match.finding and turns.isdisjoint(range(bar.end, match.start))


def _place_of_another(match: Match, kept: Sequence[Match], commas: Set[int]) -> bool:
    """ "A lump on my COLLARBONE, back PAIN easing off", "never broken a BONE, my back HURTS": beyond a comma the pain is another's, and
    the place is that of what its own clause tells."""
    if len(match.parts) != 2 or commas.isdisjoint(range(match.start, match.end)):
        return False
    others = [o for o in kept if o is not match and o.polarity in TOLD]
    own = [[o for o in others if commas.isdisjoint(range(min(o.start, a), max(o.end, b)))] for a, b in match.parts]
    pains = [any(o.finding in _PAINS for o in near) for near in own]
    placed = [any(o.finding not in (*_PAINS, *_SITED, *_MANNER) for o in near) for near in own]
    return (pains[0] and placed[1]) or (pains[1] and placed[0])


def _of_two_clauses(match: Match, kept: Sequence[Match], commas: Set[int]) -> bool:
    """ "CAN'T HOLD my pee, the pain shoots down my LEG": two words that a comma parts, each of which its own clause needs."""
    if match.finding not in _IN_A_CLAUSE or len(match.parts) != 2 or commas.isdisjoint(range(match.start, match.end)):
        return False
    others = [o for o in kept if o.finding != match.finding and o.polarity in _NAMING and commas.isdisjoint(range(o.start, o.end))]
    parts = [(set(range(a, b)), a, b) for a, b in match.parts]
    needed = any(part < o.tokens or (o.polarity == "name" and part <= o.tokens) for o in others for part, _, _ in parts)
    told = [o for o in others if o.finding not in _MANNER]
    return needed and all(any(commas.isdisjoint(range(min(o.start, a), max(o.end, b))) for o in told) for _, a, b in parts)


def _within_another(match: Match, kept: Sequence[Match], commas: Set[int]) -> bool:
    """ "Numb down below" is no numb limb, and "down my leg" no pain of the leg bone: words that another finding needs."""
    if match.polarity == "mentioned":
        return any(o.finding != match.finding and o.polarity in TOLD and match.tokens <= o.tokens for o in kept)
    joined = [o.tokens for o in kept if o.polarity == "absent" and len(o.parts) > 1]
    if match.polarity == "absent" and len(match.parts) > 1 and any(match.tokens < tokens for tokens in joined):
        return True  # "the BONE OF MY head IS NORMAL" says nothing of a clear head
    holes = [o.tokens for o in kept if o.finding in _HOLED and o.polarity in TOLD]
    if match.polarity in ("if_pain", "if_not_pain"):
        return any(set(range(*max(match.parts))) <= t for t in holes)  # "no holes IN THE SKULL but my back hurts"
    if match.polarity == "present" and _of_two_clauses(match, kept, commas):
        return True
    if match.finding not in _SITED or match.polarity != "present":
        return False
    stays = [o for o in kept if o.finding == "radiating_pain" and o.polarity == "absent"]
    if any(match.start < o.start and o.end <= max(match.parts)[0] for o in stays):
        return True  # "the pain does not move to my arms"
    if _place_of_another(match, kept, commas):
        return True
    last = {i for a, b in match.parts[1:] for i in range(a, b)} or match.tokens
    first = set(range(*match.parts[0]))
    holes = [o.tokens for o in kept if o.finding == _HOLES and o.polarity == "present"]
    if len(match.parts) > 1 and any((first < t or last < t) and not match.tokens <= t for t in holes):
        return True  # "holes IN MY BONES and my back hurts", "an ache, and several BONES have holes"
    others = [o.tokens for o in kept if o.finding == "radiating_pain" and o.polarity == "present"]
    return any((last <= tokens or first <= tokens) and not match.tokens <= tokens for tokens in others)
