"""What is said around an alarm that makes it none: a dead leg that woke in a minute, a fear that turned out wrong, a dentist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.alarms.around import PASSING, around_alarm, is_alarm
from nlu.alarms.explained import (
    exercised,
    felt_otherwise,
    held_by_pain,
    held_fast,
    of_joints,
    passes,
    put_to_sleep,
    recovered,
    sat_upon,
    soon_over,
)
from nlu.alarms.known_cause import as_expected, on_dialysis, since_illness, when_drunk
from nlu.alarms.limbs import at_an_event, bone_broke, in_last_years, passing_remark, woke_again
from nlu.alarms.long_ago import lifelong, used_before
from nlu.alarms.not_told import none_of_it, not_the_limbs, of_a_thing, of_many, studied
from nlu.alarms.unchanged import rejected, unchanged
from nlu.alarms.unreal import (
    barely_not,
    disproved,
    dreaded,
    foreseen,
    foretold,
    known_like,
    may_come,
    supposed,
    told_then,
    unwanted,
)
from nlu.reading import ABSENT, HYPOTHETICAL, NOBODY, PAST, WRITER, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]


def harmless(told: Sequence[Told], grammar: Grammar) -> None:
    """Takes back alarms that the rest of the message explains away. Changes `told` in place."""
    for i, t in enumerate(told):
        if not any(is_alarm(m, grammar) for m in t.mentions):
            continue
        later = told[i + 1] if i + 1 < len(told) else None
        silent = later is None or not any(is_alarm(m, grammar) for m in later.mentions)
        following = later if silent or (later is not None and passing_remark(later, grammar)) else None
        read = [_read_again(m, t, following, grammar) if is_alarm(m, grammar) else m for m in t.mentions]
        again = _relapsed(told[i + 1 :], grammar)
        t.mentions = [m if r.modality == PAST and again else r for m, r in zip(t.mentions, read, strict=True)]
        if i and _puzzled(t, told[i - 1], grammar) and not any(m.finding == "calcium_raised" for o in told for m in o.mentions):
            t.mentions = [replace(m, modality=HYPOTHETICAL) if m.finding == "confusion" else m for m in t.mentions]


def _relapsed(behind: Sequence[Told], grammar: Grammar) -> bool:
    """ "My legs stopped in May. It worked. ON MONDAY THEY STOPPED AGAIN": a later sentence says of these days that it is so again."""
    lately = (t for t in behind if any(t.spans.get(f"cues:{cue}") for cue in ("acute", "now")))
    return any(not grammar["still_there"].isdisjoint(t.sentence.words) for t in lately)


def _puzzled(t: Told, before: Told, grammar: Grammar) -> bool:
    """ "8 or 10? I'M CONFUSED": by what was asked, where nothing more is said of it and no calcium is told."""
    words = [token.text for token in t.sentence.tokens]
    said = grammar["puzzled_words"].issuperset(words) and bool(grammar["i_words"].intersection(words))
    return said and before.sentence.end == "?"


def _read_again(m: FindingMention, t: Told, following: Told | None, grammar: Grammar) -> FindingMention:
    around = around_alarm(m, t, following, grammar)
    if disproved(around) or none_of_it(around) or not_the_limbs(around) or rejected(around):
        return replace(m, assertion=ABSENT)
    crowd = m.finding not in grammar["telling_only"] and of_many(around)
    if m.who in (WRITER, NOBODY) and (crowd or studied(around) or of_a_thing(around)):
        return replace(m, modality=HYPOTHETICAL)
    unreal = (supposed, foretold, dreaded, foreseen, unwanted, may_come, told_then, known_like)
    if any(rule(around) for rule in unreal) or barely_not(m, around) or around.after("joking"):
        return replace(m, modality=HYPOTHETICAL)
    rules = (
        felt_otherwise, lifelong, used_before, recovered, soon_over, at_an_event, bone_broke, when_drunk, since_illness, unchanged,
        on_dialysis,
    )
    over = any(rule(around) for rule in rules)
    over = over or (m.who not in (WRITER, NOBODY) and in_last_years(around))
    if m.finding in PASSING:
        passing = (passes, woke_again, held_by_pain, held_fast, of_joints, exercised, put_to_sleep, as_expected)
        over = over or any(rule(around) for rule in passing)
    over = over or (m.finding == "limb_weakness" and sat_upon(around))
    return replace(m, modality=PAST) if over else m
