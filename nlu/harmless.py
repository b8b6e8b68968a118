"""What is said around an alarm that makes it none: a dead leg that woke in a minute, a fear that turned out wrong, a dentist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nlu.followups import Told
from nlu.limbs import at_an_event, bone_broke, in_last_years, passing_remark, woke_again
from nlu.not_told import none_of_it, not_the_limbs, of_a_thing, of_many, studied
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PAST, PRESENT, WRITER, FindingMention
from nlu.tense import used_to

Grammar = Mapping[str, frozenset[str]]
_PASSING = ("limb_weakness", "saddle_numbness")
_SOON = 6  # words from "fine" to "in a minute", from "goes" to "when I move"
_MOVED = 5  # words from "once" to "I stood up"
_FEARED = 8  # words from "worried that" to what was feared
_SUPPOSED = 6  # words from "I would worry" to its "if", and from "unless" to what it supposes
_DENIED = 3
_WITHOUT = 8  # words from what cannot be done to "without wincing"
_REMARK = 6  # words of "well, they have gone weak"


def harmless(told: Sequence[Told], grammar: Grammar) -> None:
    """Takes back alarms that the rest of the message explains away. Changes `told` in place."""
    for i, t in enumerate(told):
        if not any(_is_alarm(m, grammar) for m in t.mentions):
            continue
        later = told[i + 1] if i + 1 < len(told) else None
        silent = later is None or not any(_is_alarm(m, grammar) for m in later.mentions)
        following = later if silent or (later is not None and passing_remark(later, grammar)) else None
        t.mentions = [_read_again(m, t, following, grammar) if _is_alarm(m, grammar) else m for m in t.mentions]


def come_true(told: Sequence[Told], grammar: Grammar) -> None:
    """ "If my legs go weak I was told to ring. They have.", "It got better, but it's weak again": what was supposed, or over,
    is there. Changes `told` in place."""
    for i, t in enumerate(told):
        for at, m in enumerate(t.mentions):
            if m.finding not in grammar["alarming"] or m.assertion != PRESENT or m.modality not in (HYPOTHETICAL, PAST):
                continue
            later = told[i + 1] if i + 1 < len(told) and (told[i + 1].silent or _opens_back(told[i + 1])) else None
            again = m.modality == PAST and later is not None and _back(m, t, later, grammar)
            if again or (m.modality == HYPOTHETICAL and _fulfilled(m, t, told[i + 1 : i + 2], grammar)):
                t.mentions[at] = replace(m, modality=ACTUAL)
                continue
            for near in told[i : i + 2]:
                near.mentions = [replace(o, who=m.who, bare=False) if _again(o, m, near, grammar) else o for o in near.mentions]


@dataclass(frozen=True)
class Around:
    """The words round an alarm, of its sentence and the next; the alarm's own are [first, last)."""

    words: Sequence[str]
    cues: Mapping[str, Sequence[tuple[int, int]]]
    first: int
    last: int
    close: int  # where its own sentence ends
    grammar: Grammar

    def after(self, cue: str) -> list[tuple[int, int]]:
        """Where phrases of a cue stand behind the alarm."""
        return [s for s in self.cues.get(cue, ()) if s[0] >= self.last]

    def returned(self) -> bool:
        """It "came back" behind the alarm; not "never came back"."""
        return _came_back([start for start, _ in self.after("back_again")], self.words, self.grammar)

    def any(self, kind: str, start: int, end: int) -> bool:
        """A word of the kind stands in [start, end)."""
        return not self.grammar[kind].isdisjoint(self.words[max(0, start) : end])


def _is_alarm(m: FindingMention, grammar: Grammar) -> bool:
    return m.finding in grammar["alarming"] and m.assertion == PRESENT and m.modality == ACTUAL and m.value is None


def _read_again(m: FindingMention, t: Told, following: Told | None, grammar: Grammar) -> FindingMention:
    around = _around(m, t, following, grammar)
    if _disproved(around) or none_of_it(around) or not_the_limbs(around):
        return replace(m, assertion=ABSENT)
    crowd = m.finding not in grammar["telling_only"] and of_many(around)
    if m.who in (WRITER, NOBODY) and (crowd or studied(around) or of_a_thing(around)):
        return replace(m, modality=HYPOTHETICAL)
    if _supposed(around) or _foretold(around) or _dreaded(around) or _barely_not(m, around) or around.after("joking"):
        return replace(m, modality=HYPOTHETICAL)
    over = any(rule(around) for rule in (_felt_otherwise, _lifelong, _used_to, _recovered, at_an_event, bone_broke))
    over = over or (m.who not in (WRITER, NOBODY) and in_last_years(around))
    if m.finding in _PASSING:
        over = over or any(rule(around) for rule in (_passes, woke_again, _held_by_pain, _held_fast, _put_to_sleep))
    over = over or (m.finding == "limb_weakness" and _sat_upon(around))
    return replace(m, modality=PAST) if over else m


def _around(m: FindingMention, t: Told, following: Told | None, grammar: Grammar) -> Around:
    words, cues = [token.text for token in t.sentence.tokens], dict[str, list[tuple[int, int]]]()
    close = len(words)
    for part, offset in ((t, 0), (following, close)):
        for label, spans in (part.spans if part else {}).items():
            if label.startswith("cues:"):
                cues.setdefault(label[5:], []).extend((s.start + offset, s.end + offset) for s in spans)
    words += [token.text for token in following.sentence.tokens] if following else []
    inside = [i for i, token in enumerate(t.sentence.tokens) if m.start <= token.start < m.end] or [0]
    return Around(words, cues, inside[0], inside[-1] + 1, close, grammar)


def _disproved(around: Around) -> bool:
    """ "I was worried my legs were weak but they're fine", "thought I'd wet myself, turned out to be sweat"."""
    feared = around.any("fearing", around.first - _FEARED, around.first)
    cut = any(around.any(row, around.first - _FEARED, around.first) for row in ("splitters", "but_words"))
    if not feared or cut or around.any("still_there", around.last, len(around.words)):
        return False
    if any(not around.any("not_words", end, end + 1) for _, end in around.after("disproved")):
        return True
    buts = [i for i in range(around.last, around.close) if around.words[i] in around.grammar["but_words"]]
    return bool(buts) and around.any("other_than", buts[0], min(buts[0] + _FEARED, around.close)) and not _alarm_after(buts[0], around)


def _alarm_after(at: int, around: Around) -> bool:
    """Something of the body is told behind the "but": "thought my leg was asleep, but it was dead all day"."""
    return any(around.any(row, at, around.close) for row in ("asleep_words", "limb_words", "not_words"))


def _recovered(around: Around) -> bool:
    """ "My legs felt like lead after the hike, fresh as a daisy today"."""
    past = around.any("past_tense", around.first - 2, around.last + 1)
    lasts = around.any("still_there", around.last, len(around.words)) or around.returned()
    return past and bool(around.after("recovered")) and not lasts


def _put_to_sleep(around: Around) -> bool:
    """ "They froze my arm and it was numb till dinner"; not "like after an epidural", nor what has not worn off."""
    said = around.cues.get("anaesthetic", ())
    likened = any(around.any("likeness", start - _DENIED - 1, start) for start, _ in said)
    waking = around.any("lasting_till", 0, around.close) or around.any("passing_words", around.last, len(around.words))
    lasting = around.any("onwards", 0, around.close) or around.any("still_there", 0, len(around.words))
    return bool(said) and waking and not (likened or lasting)


def _sat_upon(around: Around) -> bool:
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


def _supposed(around: Around) -> bool:
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


def _foretold(around: Around) -> bool:
    """ "My arm will be numb after the block": still to come; "my legs won't hold me" is so now."""
    told = around.words[max(0, around.first - 2) : around.last + 1]
    return any(w in around.grammar["will_words"] and told[i + 1 : i + 2] == ["be"] for i, w in enumerate(told))


def _dreaded(around: Around) -> bool:
    """ "I worry my legs will go like my dad's", "don't want to end up unable to walk"; "I'm scared, my legs won't hold me" is so now."""
    grammar = around.grammar
    for i in range(max(0, around.first - _FEARED), around.last):
        unwilling = around.words[i] in grammar["unwanted"] and around.any("not_words", i - 2, i)
        if not (unwilling or around.words[i] in grammar["fearing"]):
            continue
        behind = around.words[i + 1 : around.last]
        if not (grammar["clause_cuts"] | grammar["reason_words"]).isdisjoint(around.words[i + 1 : max(i + 1, around.first)]):
            continue
        if any(w in grammar["dreaded"] and grammar["unable_words"].isdisjoint(behind[at + 1 : at + 2]) for at, w in enumerate(behind)):
            return True
    return False


def _barely_not(m: FindingMention, around: Around) -> bool:
    """ "So scared that I nearly pooed my pants"."""
    near = around.any("hairbreadth", around.first - 1, around.first)
    return near and m.finding not in _PASSING and around.words[around.first] not in around.grammar["unable_words"]


def _lifelong(around: Around) -> bool:
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
    return (bool(said) or ever) and not around.any("still_there", around.last, len(around.words))


def _first_since(start: int, around: Around) -> bool:
    """ "First TIME since I was a boy", "that has NOT HAPPENED since I was a child": new, for all the years before."""
    return around.any("time_words", start - 1, start) or around.any("not_words", start - _DENIED, start)


def _goes_on(end: int, around: Around) -> bool:
    """ "I ALWAYS WAS a walker", "NOTHING NEW in my life": more follows than that it was so."""
    closed = end in (around.close, len(around.words)) or around.any("lifelong_ends", end, end + 1)
    return around.any("lifelong_open", end - 1, end) and not closed


def _felt_otherwise(around: Around) -> bool:
    """ "My lip and chin are numb", "numb since the funeral, emotionally I mean": neither of the limbs nor of the saddle."""
    own = around.any("asleep_words", around.first, around.last) and not around.any("limb_words", around.first, around.last)
    said = around.cues.get("numb_elsewhere", ())
    return own and any(not around.any("likeness", start - _DENIED - 1, start) for start, _ in said)


def _passes(around: Around) -> bool:
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


def _held_by_pain(around: Around) -> bool:
    """ "Can't turn over without wincing", "can't lift my arm, it's sore, not weak": what hurts is not weak."""
    stops = (s for s in around.after("pain_stops") if not around.any("not_words", s[0] - 1, s[0]))  # "NOT because it hurts"
    if any(stops) or _through_pain(around):
        return True
    without = [i for i in range(around.last, min(around.last + _WITHOUT, around.close)) if around.words[i] == "without"]
    return bool(without) and around.any("pain_cries", without[0], without[0] + _MOVED)


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


def _held_fast(around: Around) -> bool:
    """ "My arm is in plaster so I can't use my hand"."""
    return any(start < around.close for start, _ in around.cues.get("held_fast", ()))


def _used_to(around: Around) -> bool:
    """ "My knee used to give way, it's been fine since the operation"."""
    used = used_to(around.words[max(0, around.first - 3) : around.last], around.grammar)
    return used and not around.any("still_there", around.last, len(around.words)) and bool(around.after("well_since"))


def _fulfilled(m: FindingMention, t: Told, following: Sequence[Told], grammar: Grammar) -> bool:
    """ "... if you go numb between your legs, and I have", "... Well, they have."."""
    around = _around(m, t, None, grammar)
    if t.sentence.end != "?" and any(end == around.close for _, end in around.after("come_true")):
        return True
    return any(
        span.end == len(later.sentence.tokens) <= _REMARK and later.sentence.end != "?"
        for later in following
        for span in later.spans.get("cues:come_true", ())
    )


def _opens_back(later: Told) -> bool:
    """ "It passed, but LAST NIGHT IT RETURNED, and my calcium is high": before anything else is told."""
    first = min((m.start for m in (*later.mentions, *later.named)), default=0)
    return any(later.sentence.tokens[s.end - 1].start < first for s in later.spans.get("cues:back_again", ()))


def _came_back(starts: Sequence[int], words: Sequence[str], grammar: Grammar) -> bool:
    """One of the places that say "came back" says so; not "never came back"."""
    never = grammar["not_words"] | grammar["never_words"]
    return any(never.isdisjoint(words[max(0, start - _DENIED) : start]) for start in starts)


def _back(m: FindingMention, t: Told, later: Told, grammar: Grammar) -> bool:
    """ "... It's back since Tuesday.", and of what no longer comes: "He stopped peeing. Nothing since last night."."""
    words = [token.text for token in later.sentence.tokens]
    if _came_back([s.start for s in later.spans.get("cues:back_again", ())], words, grammar):
        return True
    none_since = len(words) > _DENIED and words[0] in grammar["nothing_words"] and words[1] in grammar["onwards"]
    around = _around(m, t, None, grammar)
    return none_since and (around.any("unable_words", around.first, around.last) or "stopped" in around.words[around.first : around.last])


def _again(m: FindingMention, earlier: FindingMention, t: Told, grammar: Grammar) -> bool:
    """A word that is too loose by itself ("it is weak again"), behind what it takes up."""
    if m.finding != earlier.finding or not (m.bare and _is_alarm(m, grammar)) or m.start < earlier.end:
        return False
    around = _around(m, t, None, grammar)
    taken = around.any("it_or_they", around.first - _DENIED - 1, around.first)
    return taken and (earlier.modality == HYPOTHETICAL or around.any("again_words", around.first - _DENIED, around.last + 1))
