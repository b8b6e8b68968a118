"""Numb or useless limbs that have a cause which passes or is no nerve: sat upon, frozen by a dentist, in plaster, held by pain."""

from __future__ import annotations

from nlu.alarms.around import Around

_SOON = 6  # words from "fine" to "in a minute", from "goes" to "when I move"
_MOVED = 5  # words from "once" to "I stood up"
_DENIED = 3
_WITHOUT = 8  # words from what cannot be done to "without wincing"
_NERVES = ("back_words", "asleep_words", "noun_endings")  # what makes it no matter of the joint
_SO = 4  # words from "so" over "I" to the alarm


def recovered(around: Around) -> bool:
    """ "My legs felt like lead after the hike, fresh as a daisy today"."""
    past = around.any("past_tense", around.first - 2, around.last + 1)
    said = [s for s in around.after("recovered") if not around.denied(s[0])]
    return past and bool(said) and not (around.goes_on(said) or around.returned())


def soon_over(around: Around) -> bool:
    """ "I lost the use of my arm, but it was GONE IN TWENTY MINUTES", "I shift and it's OFF IN A MINUTE"; not what is of today."""
    if around.these_days():
        return False
    for i in range(around.last, len(around.words)):
        if not around.any("ended_words", i, i + 1) or around.denied(i):
            continue
        soon = range(i + 2, i + _SOON) if around.any("in_time", i + 1, i + 2) else range(0)
        if around.any("past_tense", i - 1, i) and around.any("in_time", i - _WITHOUT, i):
            soon = range(max(around.last, i - _WITHOUT), i)  # "AFTER ONE HOUR at home it WAS NORMAL"
        if any(around.any("short_times", j, j + 1) or around.any("hour_words", j, j + 1) for j in soon):
            back = any(around.any(row, i, len(around.words)) for row in ("still_there", "but_words"))
            return not back and not around.returned()
    return False


def put_to_sleep(around: Around) -> bool:
    """ "They froze my arm and it was numb till dinner"; not "like after an epidural", nor what has not worn off."""
    said = around.cues.get("anaesthetic", ())
    likened = any(around.any("likeness", start - _DENIED - 1, start) for start, _ in said)
    woken = (i for i in range(around.last, len(around.words)) if around.any("passing_words", i, i + 1) and not around.denied(i))
    waking = around.any("lasting_till", 0, around.close) or any(woken)
    lasting = around.any("onwards", 0, around.close) or around.any("still_there", 0, len(around.words))
    return bool(said) and waking and not (likened or lasting)


def sat_upon(around: Around) -> bool:
    """ "If I sit on my hands they go tingly", "my toes go numb in ski boots": what anybody's limbs do."""
    lasts = around.any("still_there", 0, len(around.words)) or around.any("onwards", 0, around.close)
    if lasts or not around.any("asleep_words", around.first, around.last):
        return False
    if any(start < around.close for start, _ in around.cues.get("benign_cause", ())):
        return not around.any("not_words", 0, around.close)
    for i in range(around.close):
        if around.words[i] in around.grammar["when_words"] and not around.first <= i < around.last:
            placed = next((j for j in range(i + 1, i + 1 + _DENIED) if around.any("posture_words", j, j + 1)), None)
            if placed is not None and around.any("on_it", placed + 1, placed + 3):
                return not around.any("not_words", around.first - 2, around.last)
    return False


def felt_otherwise(around: Around) -> bool:
    """ "My lip and chin are numb", "numb since the funeral, emotionally I mean": neither of the limbs nor of the saddle."""
    own = around.any("asleep_words", around.first, around.last) and not around.any("limb_words", around.first, around.last)
    said = around.cues.get("numb_elsewhere", ())
    return own and any(not around.any("likeness", start - _DENIED - 1, start) for start, _ in said)


def passes(around: Around) -> bool:
    """ "My foot goes dead, fine in a minute", "pins and needles, goes when I shake my hand"."""
    words, grammar = around.words, around.grammar
    if not around.any("asleep_words", around.first, around.last) or around.any("still_there", around.last, len(words)):
        return False
    for i in range(around.last, len(words)):
        if words[i] not in grammar["passing_words"] or around.any("not_words", i - _DENIED, i):
            continue
        behind = words[i + 1 : i + 1 + _SOON]
        if around.any("short_times", i - _SOON, i) and around.any("later_words", i - _SOON, i):
            return True
        if not grammar["short_times"].isdisjoint(behind):
            return True
        when = next((j for j, w in enumerate(behind, i + 1) if w in grammar["when_words"]), None)
        if when is not None and around.any("moving_words", when, when + 1 + _MOVED):
            return True
    return False


def held_by_pain(around: Around) -> bool:
    """ "Can't turn over without wincing", "can't lift my arm, it's sore, not weak": what hurts is not weak."""
    stops = (s for s in around.after("pain_stops") if not around.any("not_words", s[0] - 1, s[0]))  # "NOT because it hurts"
    if any(stops) or _through_pain(around):
        return True
    without = [i for i in range(around.last, min(around.last + _WITHOUT, around.close)) if around.words[i] == "without"]
    unable = around.any("not_words", around.first - _DENIED, around.last) or around.any("unable_words", around.first, around.last)
    return bool(without) and unable and around.any("pain_cries", without[0], without[0] + _MOVED)  # not "it goes WITHOUT any PAIN"


def _through_pain(around: Around) -> bool:
    """ "Can't lift my arm above my head because the bone in it hurts so much": what is impossible for pain is no weakness;
    a back that stops the legs, or a feeling that is lost, may be the nerves."""
    near = range(around.last, min(around.last + _MOVED, around.close))
    reason = next((i for i in near if around.words[i] in around.grammar["because_words"]), None)
    if reason is None or not around.any("unable_words", around.first, around.last) or around.any("not_words", reason - 2, reason):
        return False
    end = next((i for i in range(reason + 1, around.close) if around.words[i] in around.grammar["clause_cuts"]), around.close)
    nerves = around.any("back_words", reason + 1, end) or around.any("sensing_words", around.first, around.last)
    return not nerves and around.any("pain_cries", reason + 1, end)


def of_joints(around: Around) -> bool:
    """ "I drop cups BECAUSE MY THUMB JOINT IS ARTHRITIC", "can't do buttons because of the plaster", "can't open jars, MY FINGER JOINTS
    HURT", "MY SHOULDER IS FROZEN SO I can't raise my arm"; not "... because it is numb"."""
    if around.any("asleep_words", around.first, around.last):
        return False
    near = range(around.last, min(around.last + _MOVED, around.close))
    reason = next((i for i in near if around.any("because_words", i, i + 1)), None)
    if reason is not None:
        return not around.any("not_words", reason - 2, reason) and _joint(reason, around)
    so = next((i for i in range(around.first - 1, max(-1, around.first - _SO), -1) if around.any("so_words", i, i + 1)), None)
    if so is not None:
        return around.any("joint_words", 0, so) and not any(around.any(row, 0, so) for row in _NERVES)
    told = (i for i in near if around.any("commas", i, i + 1) and around.any("possessives", i + 1, i + 2))
    return any(_joint(i, around) and any(around.any(row, i, i + _MOVED) for row in ("pain_cries", "mine_verbs")) for i in told)


def _joint(start: int, around: Around) -> bool:
    """The clause behind a place tells of a joint or of what is bound round it, and not of back or feeling."""
    cuts = (i for i in range(start + 1, around.close) if around.any("commas", i, i + 1) or around.any("but_words", i, i + 1))
    end = next(cuts, around.close)
    return around.any("joint_words", start, end) and not any(around.any(row, start, end) for row in _NERVES)


def exercised(around: Around) -> bool:
    """ "My legs are so STIFF AFTER LEG DAY I walk like a penguin": stiff or sore from what was done, and neither numb nor lasting."""
    done, stiff = around.cues.get("exercised", ()), around.any("stiff_words", 0, len(around.words))
    since = [i for i in range(len(around.words)) if around.any("since_words", i, i + 1)]
    lasts = any(not any(i < start <= i + 2 for start, _ in done) for i in since)  # not "stiff SINCE LEG DAY"
    lasts = lasts or around.any("onwards", 0, len(around.words)) or around.goes_on(())
    return bool(done) and stiff and not (lasts or around.any("asleep_words", 0, len(around.words)))


def held_fast(around: Around) -> bool:
    """ "My arm is in plaster so I can't use my hand"; not "my arm is in a sling AND MY leg is numb"."""
    held = [s for s in around.cues.get("held_fast", ()) if s[0] < around.close]
    return any(not _another(min(end, around.last), max(start, around.first), around) for start, end in held)


def _another(start: int, end: int, around: Around) -> bool:
    """Between two places a second part of the body is turned to."""
    turns = around.grammar["ands"] | around.grammar["commas"] | around.grammar["but_words"]
    parted = [i for i in range(start, end) if around.words[i] in turns]
    if any(around.any("definites", i + 1, i + 2) and around.any("sides", i + 2, i + 3) for i in parted):
        return True  # "my grip is weak, and THE OTHER hand is in plaster"
    return any(around.any("possessives", i + 1, i + 2) and around.any("limb_words", i + 2, i + 4) for i in parted)
