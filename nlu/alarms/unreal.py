"""Alarms that are feared, supposed or foretold: "I worry my legs will go", "unless they stop working", "nearly pooed my pants"."""

from __future__ import annotations

from nlu.alarms.around import PASSING, Around
from nlu.reading import FindingMention

_FEARED = 8  # words from "worried that" to what was feared
_ON = 14  # words from "my fear is" to the last of what is feared
_NAMED = 4  # words from "my fear" over "is that my" to what is feared
_SUPPOSED = 6  # words from "I would worry" to its "if", and from "unless" to what it supposes


def disproved(around: Around) -> bool:
    """ "I was worried my legs were weak but they're fine", "thought I'd wet myself, turned out to be sweat"."""
    feared = around.any("fearing", around.first - _FEARED, around.first)
    cut = any(around.any(row, around.first - _FEARED, around.first) for row in ("splitters", "but_words"))
    if not feared or cut or around.any("still_there", around.last, len(around.words)):
        return False
    hardly = ("not_words", "scarcely_words", "only_words")  # "I CAN ONLY get about by the walls"
    if any(not any(around.any(row, end, end + 1) for row in hardly) for _, end in around.after("disproved")):
        return True
    buts = [i for i in range(around.last, around.close) if around.words[i] in around.grammar["but_words"]]
    return bool(buts) and around.any("other_than", buts[0], min(buts[0] + _FEARED, around.close)) and not _alarm_after(buts[0], around)


def _alarm_after(at: int, around: Around) -> bool:
    """Something of the body is told behind the "but": "thought my leg was asleep, but it was dead all day"."""
    return any(around.any(row, at, around.close) for row in ("asleep_words", "limb_words", "not_words"))


def supposed(around: Around) -> bool:
    """ "Unless my legs stop working ...", "I'd be worried if I was wetting myself", "I'd wet myself if ..."."""
    would = around.words[max(0, around.first - 2) : around.first]
    if not around.grammar["unreal_words"].isdisjoint(would) and around.any("conditionals", around.last, around.close):
        return True
    start = max(0, around.first - _SUPPOSED)
    before = around.words[start : around.first]
    if around.grammar["exceptions"].isdisjoint(before) and around.grammar["conditionals"].isdisjoint(before):
        return False
    if any(w in around.grammar["but_words"] for w in before) or around.any("likening_words", start, around.first):
        return False
    at = start + max(i for i, w in enumerate(before) if w in around.grammar["exceptions"] | around.grammar["conditionals"])
    if around.words[at] in around.grammar["exceptions"]:
        return True
    unreal = around.any("unreal_words", at - _SUPPOSED, at) and around.any("reacting", at - _SUPPOSED, at)
    return unreal or (around.any("unreal_words", around.last, around.close) and around.any("reacting", around.last, around.close))


def foretold(around: Around) -> bool:
    """ "My arm will be numb after the block": still to come; "my legs won't hold me" is so now."""
    told = around.words[max(0, around.first - 2) : around.last + 1]
    return any(w in around.grammar["will_words"] and told[i + 1 : i + 2] == ["be"] for i, w in enumerate(told))


def dreaded(around: Around) -> bool:
    """ "I worry my legs will go like my dad's", "don't want to end up unable to walk"; "I'm scared, my legs won't hold me" is so now."""
    grammar = around.grammar
    if any(around.any("clause_cuts", start - 1, start) for start, _ in around.after("come_true")):
        return False  # "my dread was dead legs AND IT'S HAPPENING"
    for i in range(max(0, around.first - _FEARED), around.last):
        unwilling = around.words[i] in grammar["unwanted"] and around.any("not_words", i - 2, i)
        if not (unwilling or around.words[i] in grammar["fearing"]):
            continue
        behind = around.words[i + 1 : around.last]
        if not (grammar["clause_cuts"] | grammar["reason_words"]).isdisjoint(around.words[i + 1 : max(i + 1, around.first)]):
            continue
        if any(w in grammar["dreaded"] and grammar["unable_words"].isdisjoint(behind[at + 1 : at + 2]) for at, w in enumerate(behind)):
            return True
    return _and_then(around)


def unwanted(around: Around) -> bool:
    """ "I DON'T WANT TO BE incontinent", "I'd HATE TO BECOME paralysed", "it would be AWFUL TO lose my legs"."""
    start = around.first - 1
    while around.any("brought_by", start, start + 1):
        start -= 1
    awful = around.any("to_words", start, start + 1) and around.any("awful_words", start - 1, start)
    start = around.first - 1
    unreal = around.any("unreal_words", 0, start)
    start -= around.any("becoming", start, start + 1)
    if awful or start == around.first - 1 or not around.any("to_words", start, start + 1):
        return awful and unreal
    wish = around.words[start - 1] if start else ""
    if wish in around.grammar["awful_words"]:
        return unreal
    return wish in around.grammar["unwanted"] and (around.any("not_words", start - 3, start - 1) or unreal)


def foreseen(around: Around) -> bool:
    """ "I'm scared that my legs go weak ONE DAY", "MY FEAR IS my leg going numb", "BETTER this ache THAN weak legs"."""
    feared = [i for i in range(max(0, around.first - _FEARED), around.first) if around.any("afraid_words", i, i + 1)]
    lately = around.any("goes_on_after", around.last, around.close)
    if feared and not lately and not any(around.any(row, feared[-1], around.first) for row in ("but_words", "reason_words")):
        some_day = any(start < around.close for start, _ in around.after("some_day"))
        named = around.any("plain_be", feared[-1] + 1, feared[-1] + 2) and around.first - feared[-1] <= _NAMED
        if some_day or (named and any(w.endswith("ing") for w in around.words[around.first : around.last])):
            return True
    start = around.first - 1
    while around.any("brought_by", start, start + 1):
        start -= 1
    return around.any("than_words", start, start + 1) and around.any("preferring", 0, start)


def may_come(around: Around) -> bool:
    """ "Numb legs MAY FOLLOW", "it COULD press on the cord AND CAUSE numb legs", "wait for it TO COME", "she MIGHT THEN get confused"."""
    words, grammar = around.words, around.grammar
    waited = around.any("awaiting", around.first - _SUPPOSED, around.first)
    for i in range(around.last, min(around.last + 2, around.close)):
        led = around.any("might_words", i, i + 1) or (waited and around.any("to_words", i, i + 1))
        if led and around.any("coming_words", i + 1, i + 2) and not around.any("goes_words", i + 2, i + 4):
            return True
    start = around.first - 1
    while around.any("brought_by", start, start + 1) or around.any("then_words", start, start + 1):
        start -= 1
    clause = max((i for i in range(around.first) if words[i] in grammar["but_words"] | grammar["reason_words"] | {"."}), default=0)
    if around.any("bringing", start, start + 1):
        return any(words[i] in grammar["modals"] | grammar["may_words"] for i in range(clause, max(0, start)))
    return around.any("might_words", start, start + 1) and words[around.first] in grammar["befalling"] - grammar["plain_states"]


def told_then(around: Around) -> bool:
    """ "I was told: my legs go weak, GO TO HOSPITAL": what to do, should it come."""
    colon = next((i for i in range(around.first) if around.any("colons", i, i + 1)), None)
    told = colon is not None and around.any("put_down_as", 0, colon) and around.first - colon <= _NAMED
    return told and any(start - around.last <= _NAMED and start < around.close for start, _ in around.after("ordered"))


def known_like(around: Around) -> bool:
    """ "I KNOW WHAT a numb leg IS LIKE", "I KNOW WHAT IT IS TO be numb": from another time, unless more of today follows."""
    lately = any(around.after(cue) for cue in ("acute", "now")) or around.any("still_there", around.last, len(around.words))
    if lately:
        return False
    said = [s for s in around.cues.get("known_like", ()) if s[0] < around.last and s[1] >= around.first - 2]
    if any(around.any("to_words", end - 1, end) for _, end in said):
        return True
    return bool(said) and around.any("plain_be", around.last, around.last + 2) and around.any("likeness", around.last, around.last + 3)


def _and_then(around: Around) -> bool:
    """ "My fear is THAT it spreads AND I LOSE control": what the fear goes on to; not "... and I can't walk"."""
    if around.words[around.first] not in around.grammar["coming_to"] or around.any("goes_on_after", around.last, around.close):
        return False
    feared = (i for i in range(max(0, around.first - _ON), around.first) if around.words[i] in around.grammar["afraid_words"])
    led = next((i for i in feared if around.any("that_words", i + 1, i + 3)), None)
    return led is not None and not any(around.any(row, led, around.first) for row in ("but_words", "reason_words"))


def barely_not(m: FindingMention, around: Around) -> bool:
    """ "So scared that I nearly pooed my pants"."""
    near = around.any("hairbreadth", around.first - 1, around.first)
    return near and m.finding not in PASSING and around.words[around.first] not in around.grammar["unable_words"]
