"""Alarms that have a cause which is known and no news: what was drunk, a stroke of long ago, a block that still works, a child
that is too young to be dry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.alarms.around import Around, is_alarm
from nlu.reading import HYPOTHETICAL
from nlu.sentences.told import Told

_DRY = 6  # years from which a child is dry


def when_drunk(around: Around) -> bool:
    """ "I WAS SO DRUNK that my legs were like jelly", "couldn't walk AFTER THE PUB"; not what is still so."""
    drunk = [s for s in around.cues.get("drunk", ()) if s[0] < around.close and not around.denied(s[0])]
    past = around.any("past_tense", 0, around.close)
    return bool(drunk) and past and not (_lately(around) or around.goes_on(()))


def since_illness(around: Around) -> bool:
    """ "My father can't walk SINCE HIS STROKE": known of old, unless it is told of today or has become worse."""
    lately = _lately(around) or bool(around.cues.get("after_all_lately"))
    return bool(around.cues.get("since_illness")) and not (lately or around.goes_on(()) or around.returned())


def on_dialysis(around: Around) -> bool:
    """ "At the dialysis unit, hasn't passed urine FOR THREE YEARS": as is to be expected; not since yesterday."""
    lately = [s for s in around.cues.get("acute", ()) if not around.any("no_words", s[0] - 1, s[0])]  # "no NEW complaints"
    dialysed = around.any("dialysis_words", 0, len(around.words)) and not lately
    return dialysed and around.any("unable_words", around.first, around.last) and around.any("year_words", around.last, around.close)


def as_expected(around: Around) -> bool:
    """ "Had an epidural at nine, legs still numb AS EXPECTED"."""
    return bool(around.cues.get("anaesthetic")) and bool(around.after("as_expected"))


def too_young(told: Sequence[Told], grammar: Mapping[str, frozenset[str]]) -> None:
    """ "My little brother wets the bed, he's 5": a child of few years is not dry yet. Changes `told` in place."""
    young = {
        m.who for t in told for m in t.mentions if m.finding == "age" and isinstance(m.value, int | float) and m.value < _DRY
    }
    for t in told:
        t.mentions = [
            replace(m, modality=HYPOTHETICAL) if m.who in young and m.finding in grammar["below"] and is_alarm(m, grammar) else m
            for m in t.mentions
        ]


def _lately(around: Around) -> bool:
    """The beginning is of the last days or weeks, or it is so now."""
    return bool(around.cues.get("now")) or around.these_days()
