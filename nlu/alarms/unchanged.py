"""Alarms that are known of old and no different, and those that somebody claims and the writer rejects."""

from __future__ import annotations

from datetime import date

from nlu.alarms.around import Around

_FIRST_YEAR = 1930
_SINCE = 5  # words from "since" to "2003"
_CLAIMED = 9  # words from "my wife thinks" to what she thinks
_REJECTED = 4  # words from what is claimed to "which is nonsense"


def unchanged(around: Around) -> bool:
    """ "Numb feet from my MS since 2003, NO CHANGE": known for years, and said to be as it was; not what is told of these days."""
    said = [s for s in around.cues.get("unchanged", ()) if _of_it(s, around)]
    if not said or around.these_days() or around.returned():
        return False
    inside = [s for cue in ("unchanged", "of_old") for s in around.cues.get(cue, ())]
    return not around.goes_on(inside) and _of_old(around)


def _of_it(said: tuple[int, int], around: Around) -> bool:
    """Said of the alarm: right before it, or behind it with no other trouble between ("legs numb, back PAIN unchanged")."""
    start, end = said
    if start < around.last:
        return 0 <= around.first - end <= 1
    return not around.any("noun_endings", around.last, start) and not around.any("back_words", around.last, start)


def _of_old(around: Around) -> bool:
    """It has been there for years: "for twenty years", "since birth", "since my accident in 1998"."""
    known = [s for s in around.cues.get("of_old", ()) if not around.any("age_unit_words", s[1], s[1] + 1)]  # not "he is 80 YEARS OLD"
    if around.cues.get("these_years") or known:
        return True
    years = (i for i, w in enumerate(around.words) if w.isdecimal() and _FIRST_YEAR <= int(w) < date.today().year - 1)
    return any(around.any("since_words", i - _SINCE, i) for i in years)


def rejected(around: Around) -> bool:
    """ "My wife thinks I can't walk, WHICH IS NONSENSE": what somebody else claims, and what the writer says right behind it."""
    said = [i for i in range(max(0, around.first - _CLAIMED), around.first) if around.any("put_down_as", i, i + 1)]
    if not said or around.any("i_words", said[-1] - 1, said[-1]):
        return False
    return any(start - around.last <= _REJECTED for start, _ in around.after("rejected"))
