"""Trouble below that is nothing new, or that used to be: "weak ankles, always have had", "my knee used to give way"."""

from __future__ import annotations

from nlu.alarms.around import Around
from nlu.assertion.tense import used_to

_MOVED = 5  # words from "once" to "I stood up"


def lifelong(around: Around) -> bool:
    """ "Weak ankles, always have had": nothing new; "always walked until now", "always WAS A WALKER", "first TIME since I was a
    boy" make it so."""
    said = [
        s for s in around.after("lifelong")
        if not (around.any("capable_words", s[1], s[1] + _MOVED) or _first_since(s[0], around) or _goes_on(s[1], around))
    ]
    ever = any(
        around.first - 2 < end <= around.last and not around.any("since_words", 0, start)  # "SINCE MONDAY I have never been able"
        for start, end in around.cues.get("lifelong_before", ())
    )
    return (bool(said) or ever) and not around.goes_on(said)


def _first_since(start: int, around: Around) -> bool:
    """ "First TIME since I was a boy", "that has NOT HAPPENED since I was a child", "NEVER happened in all my life": new, for all
    the years before."""
    return around.denied(start) or around.any("time_words", start - 1, start)


def _goes_on(end: int, around: Around) -> bool:
    """ "I ALWAYS WAS a walker", "NOTHING NEW in my life": more follows than that it was so."""
    closed = end in (around.close, len(around.words)) or around.any("lifelong_ends", end, end + 1)
    return around.any("lifelong_open", end - 1, end) and not closed


def used_before(around: Around) -> bool:
    """ "My knee used to give way, it's been fine since the operation", "numbness USED TO BOTHER ME, BUT since then it does NOT"."""
    if around.any("still_there", around.last, len(around.words)):
        return False
    if used_to(around.words[max(0, around.first - 3) : around.last], around.grammar):
        return bool(around.after("well_since"))
    named = used_to(around.words[around.last : around.last + 2], around.grammar) and around.any("noun_endings", around.first, around.last)
    buts = (i for i in range(around.last, around.close) if around.any("but_words", i, i + 1))
    return named and any(around.any("not_words", i, around.close) for i in buts)
