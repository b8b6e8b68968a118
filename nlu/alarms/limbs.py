"""What is told of limbs that is no weakness of now: another limb's health, an hour of joy, somebody's last years, a bone that broke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.alarms.around import Around
from nlu.reading import ABSENT, ACTUAL, NOBODY, PRESENT, WRITER, FindingMention
from nlu.sentences.told import Told

_WOKE = 8  # words from "a minute of" to "right again"
_SHOOK = 4  # words from "I shake it" to "wakes up"
_BROKE = 4  # words from "my arm just went" to "snapped"
_LAST = 3  # words of "her last two years"


def other_limbs(told: Sequence[Told], grammar: Mapping[str, frozenset[str]]) -> None:
    """ "My legs gave out on Monday. My arms are fine": a sound limb says nothing of another, whatever the time of each.

    Takes the denial back that names other limbs than those that fail. Changes `told` in place.
    """
    here = [(m, _named(m, t, grammar)) for t in told for m in t.mentions if m.finding == "limb_weakness" and m.modality == ACTUAL]
    failing = [(m, limbs) for m, limbs in here if m.assertion == PRESENT and not m.bare and limbs]
    if not failing:
        return
    sound = {id(m) for m, limbs in here if m.assertion == ABSENT and limbs and _apart(m, limbs, failing)}
    for t in told:
        t.mentions = [m for m in t.mentions if id(m) not in sound]


def _apart(sound: FindingMention, limbs: frozenset[str], failing: Sequence[tuple[FindingMention, frozenset[str]]]) -> bool:
    same = [named for m, named in failing if _whose(m) == _whose(sound)]
    return bool(same) and all(named.isdisjoint(limbs) for named in same)


def _whose(m: FindingMention) -> str:
    return WRITER if m.who == NOBODY else m.who


def _named(m: FindingMention, t: Told, grammar: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The kinds of limb among the words of a mention."""
    words = {token.text for token in t.sentence.tokens if m.start <= token.start < m.end}
    return frozenset(row for row in ("leg_words", "arm_words") if not grammar[row].isdisjoint(words))


def at_an_event(around: Around) -> bool:
    """ "When our daughter was born my legs turned to jelly": joy or stage fright, unless it lasts."""
    shaky = around.any("shaky_words", around.first, around.last)
    lasting = around.any("onwards", around.last, len(around.words)) or around.any("still_there", around.last, len(around.words))
    never = around.any("not_words", around.last, len(around.words)) or around.any("never_words", around.last, len(around.words))
    now = around.any("this_day", 0, len(around.words))
    return shaky and not (lasting or never or now) and any(start < around.close for start, _ in around.cues.get("life_event", ()))


def woke_again(around: Around) -> bool:
    """ "My leg went to sleep. A minute of pins and it was right again", "my hand goes dead, I shake it and it wakes up"."""
    if not around.any("asleep_words", around.first, around.last):
        return False
    for start, end in around.after("woke"):
        shaken = around.any("shaking", max(around.last, start - _SHOOK), start)
        soon = shaken or around.any("short_times", max(around.last, start - _WOKE), start) or around.any("not_till", end, end + 1)
        goes_on = any(around.any(row, end, len(around.words)) for row in ("still_there", "but_words", "asleep_words"))
        if soon and not (goes_on or around.any("not_words", start - _LAST, end) or around.any("fearing", start - _WOKE, start)):
            return True
    return False


def in_last_years(around: Around) -> bool:
    """ "My father could not walk for HIS LAST TWO YEARS": told of somebody who is dead."""
    past = around.any("past_tense", around.first - 1, around.last + 1)
    if not past or around.any("present_told", 0, around.close) or around.any("onwards", 0, around.close):
        return False  # "she IS in her last months and lost the use of her legs"
    if any(start < around.close for start, _ in around.cues.get("till_death", ())):
        return True
    for i in range(around.close):
        last = around.words[i] in around.grammar["last_words"] and around.any("third_owners", i - 1, i)
        if last and around.any("last_openers", i - 2, i - 1) and around.any("long_times", i + 1, i + 1 + _LAST):
            return True
    return False


def bone_broke(around: Around) -> bool:
    """ "My upper arm just went, it SNAPPED": a bone; not "my legs went and I snapped AT her", "... and I broke MY hip"."""
    if not around.any("gone_words", around.first, around.last):
        return False
    for i in range(around.last, min(around.last + _BROKE, around.close)):
        if around.words[i] in around.grammar["snapping"]:
            return not (around.any("i_words", i - 1, i) or around.any("broken_objects", i + 1, i + 2))
        if around.words[i] not in around.grammar["snap_fill"]:
            return False
    return False


def passing_remark(t: Told, grammar: Mapping[str, frozenset[str]]) -> bool:
    """ "A minute of TINGLING and it was right again": names what it says is over."""
    return bool(t.spans.get("cues:woke")) and not grammar["short_times"].isdisjoint(t.sentence.words)
