"""Alarms that were supposed, asked of, feared or over, and are there: "If my legs go weak I was told to ring. They have."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from nlu.alarms.around import around_alarm, came_back, is_alarm
from nlu.reading import (
    ABSENT,
    ACTUAL,
    HYPOTHETICAL,
    NOBODY,
    PAST,
    POSSIBLE,
    PRESENT,
    PROFILE,
    QUESTION,
    WRITER,
    FindingMention,
)
from nlu.sentences.remarks import closes, opening, picked, told_of
from nlu.sentences.told import Told
from nlu.words.lexicon import Span

Grammar = Mapping[str, frozenset[str]]
_DENIED = 3
_REMARK = 6  # words of "well, they have gone weak"


def come_true(told: Sequence[Told], grammar: Grammar) -> None:
    """ "If my legs go weak I was told to ring. They have.", "It got better, but it's weak again", "... I have the second and third":
    what was supposed, or over, is there. Changes `told` in place."""
    for one, other in pairwise(told):
        other.mentions.extend(_mine_too(one, other, grammar))
    for i, t in enumerate(told):
        chosen = picked(t, told[i + 1], grammar) if i + 1 < len(told) else None
        for at, m in enumerate(t.mentions):
            if chosen is not None and m.finding not in PROFILE:
                t.mentions[at] = replace(m, modality=ACTUAL if m in chosen else HYPOTHETICAL)
                continue
            if _first_time(m, t, told[i + 1 : i + 2], grammar):
                t.mentions[at] = replace(m, assertion=PRESENT, modality=ACTUAL, bare=False)
                continue
            if m.finding not in grammar["alarming"] or not (_supposed(m) or _over(m)):
                continue
            later = told[i + 1] if i + 1 < len(told) and (told[i + 1].silent or _opens_back(told[i + 1])) else None
            again = _over(m) and later is not None and _back(m, t, later, grammar)
            who = _fulfilled(m, t, told[i + 1 : i + 2], grammar) if _supposed(m) else None
            if again or who is not None:
                true = replace(m, modality=ACTUAL, assertion=PRESENT, who=who or m.who, bare=m.bare and who is None)
                if m.modality == QUESTION:  # a question stays one, whatever is told behind it
                    told[i + 1].mentions.append(_told_there(true, told[i + 1]))
                else:
                    t.mentions[at] = true
                continue
            for near in told[i : i + 2]:
                near.mentions = [replace(o, who=m.who, bare=False) if _again(o, m, near, grammar) else o for o in near.mentions]


def _mine_too(t: Told, later: Told, grammar: Grammar) -> list[FindingMention]:
    """ "His legs gave way. MINE DID TOO": the alarm of another, and the writer's own behind it."""
    if not any(opening(s.start, later, grammar) for s in later.spans.get("cues:mine_too", ())) or later.sentence.end == "?":
        return []
    others = [m for m in t.mentions if m.who not in (WRITER, NOBODY) and is_alarm(m, grammar)]
    return [_told_there(replace(m, who=WRITER, bare=False), later) for m in others]


def _told_there(m: FindingMention, later: Told) -> FindingMention:
    """A mention that the remark of the next sentence tells, at its place: "... stop working? BECAUSE MINE DID"."""
    tokens = later.sentence.tokens
    return replace(m, start=tokens[0].start, end=tokens[-1].end)


def _first_time(m: FindingMention, t: Told, following: Sequence[Told], grammar: Grammar) -> bool:
    """ "NEVER in my life have I wet the bed, and THAT'S THREE NIGHTS RUNNING": what was never so, and is."""
    if m.finding not in grammar["alarming"] or m.assertion != ABSENT or m.modality != ACTUAL:
        return False
    around = around_alarm(m, t, following[0] if following else None, grammar)
    never = around.any("never_words", 0, around.last)
    return never and any(not around.any("not_words", start - _DENIED, start) for start, _ in around.after("first_now"))


def _supposed(m: FindingMention) -> bool:
    asked = m.assertion == PRESENT and m.modality in (HYPOTHETICAL, QUESTION)
    return asked or (m.assertion == POSSIBLE and m.modality == ACTUAL and not m.bare)


def _over(m: FindingMention) -> bool:
    return m.assertion == PRESENT and m.modality == PAST


def _fulfilled(m: FindingMention, t: Told, following: Sequence[Told], grammar: Grammar) -> str | None:
    """Whose it is then: "... if you go numb between your legs, and I have", "... Well, they have.", "... That's my wife, now"."""
    around = around_alarm(m, t, None, grammar)
    if t.sentence.end != "?" and m.modality != QUESTION:
        for start, end in around.after("come_true"):
            set_off = around.any("clause_cuts", start - 1, start + 1) or around.any("relatives", start, start + 1)
            if set_off and (end == around.close or closes(end, t, grammar)):
                return m.who
    for later in following:
        if later.sentence.end == "?" or (m.modality == QUESTION and _of_recovery(t, grammar)):
            continue
        if m.modality != QUESTION and (who := told_of(later, grammar)) is not None:
            return who
        short = m.modality == HYPOTHETICAL and len(later.sentence.tokens) <= _REMARK
        for span in later.spans.get("cues:come_true", ()):
            opens = opening(span.start, later, grammar) and closes(span.end, later, grammar)
            if opens or (short and _since(span.end, later)) or _joined(span, later, grammar):
                return m.who
    return None


def _joined(remark: Span, later: Told, grammar: Grammar) -> bool:
    """Joined to what else is told, and the last word: "Can high calcium make you confused? Mine is 3.2 AND I AM"."""
    tokens = later.sentence.tokens
    return tokens[remark.start].text in grammar["and_words"] and remark.end == len(tokens)


def _of_recovery(t: Told, grammar: Grammar) -> bool:
    """ "Do legs ever COME BACK after going numb? Mine did."."""
    words = [token.text for token in t.sentence.tokens]
    return came_back([s.start for s in t.spans.get("cues:back_again", ())], words, grammar) or not grammar["recovering"].isdisjoint(words)


def _since(end: int, later: Told) -> bool:
    """Nothing follows but the time since when: "That's my husband SINCE BREAKFAST"."""
    since = {i for s in later.spans.get("cues:acute", ()) for i in range(s.start, s.end)}
    return since.issuperset(range(end, len(later.sentence.tokens)))


def _opens_back(later: Told) -> bool:
    """ "It passed, but LAST NIGHT IT RETURNED, and my calcium is high": before anything else is told."""
    first = min((m.start for m in (*later.mentions, *later.named)), default=0)
    return any(later.sentence.tokens[s.end - 1].start < first for s in later.spans.get("cues:back_again", ()))


def _back(m: FindingMention, t: Told, later: Told, grammar: Grammar) -> bool:
    """ "... It's back since Tuesday.", and of what no longer comes: "He stopped peeing. Nothing since last night."."""
    words = [token.text for token in later.sentence.tokens]
    if came_back([s.start for s in later.spans.get("cues:back_again", ())], words, grammar):
        return True
    none_since = len(words) > _DENIED and words[0] in grammar["nothing_words"] and words[1] in grammar["onwards"]
    around = around_alarm(m, t, None, grammar)
    return none_since and (around.any("unable_words", around.first, around.last) or "stopped" in around.words[around.first : around.last])


def _again(m: FindingMention, earlier: FindingMention, t: Told, grammar: Grammar) -> bool:
    """A word that is too loose by itself ("it is weak again"), behind what it takes up."""
    if m.finding != earlier.finding or not (m.bare and is_alarm(m, grammar)) or m.start < earlier.end:
        return False
    around = around_alarm(m, t, None, grammar)
    taken = around.any("it_or_they", around.first - _DENIED - 1, around.first)
    return taken and (earlier.modality == HYPOTHETICAL or around.any("again_words", around.first - _DENIED, around.last + 1))
