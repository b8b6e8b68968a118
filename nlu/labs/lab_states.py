"""How a named test came out in words: which state ("high", "normal", "negative") of a sentence belongs to which name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from nlu.figures.quantity import OTHER, PLAIN, Quantity
from nlu.labs.lab_sentence import LabSentence, State
from nlu.patterns.matcher import Match, Spans
from nlu.patterns.states import STATES
from nlu.words.lexicon import Span

_BEFORE_REACH = 4
_STATE_REACH = 9
_FLAG_REACH = 5
_LIMIT_REACH = 5  # words of "normal for me is about"
_NOT_THAT = 4  # words of "not the serum"
_WAS_REACH, _IT_REACH = 3, 4  # words of "used to be normal", "it came back"
_OPENS = 2  # words of "but my", before the name that opens a sentence
_FLAGGED = ("H", "L", "N")
_ASKED_NEAR = 1  # words between "is that" and "normal"
_MOVED = 3  # words of "up to around 70"


def states_of(spans: Spans, here: LabSentence) -> list[State]:
    """The states of a sentence, the longest phrase at a place, none inside a name or a value."""
    covered = {i for n in here.names for i in n.tokens}
    covered |= {i for q in here.quantities for i in range(q.start, q.end)}
    gone = here.grammar["gone_words"]  # "has not GONE UP"
    sayings = [s for s in spans.get("cues:pseudo", ()) if here.tokens[s.end - 1].text not in gone]  # "written down" is no state
    if any(q.range is not None for q in here.quantities):  # "normal range 30-130" calls nothing normal
        ranges = [s for s in spans.get("quantities:reference_words", ()) if s.end - s.start > 1]
        covered |= {i for s in ranges for i in range(s.start, s.end)}
    clearing = here.grammar["clearing"]  # "it CLEARED UP"
    found = [
        State(span.start, span.end, sign)
        for label, sign in STATES.items()
        for span in spans.get(label, ())
        if not covered & set(range(span.start, span.end)) and not _moved(span.end, here)
        and not (span.start and here.tokens[span.start - 1].text in clearing)
        and not _prints(span, here) and not _asked_behind(span, spans, here) and not _of_others(span, here)
        and not any(p.start < span.end and span.start < p.end and not (span.start <= p.start and p.end <= span.end) for p in sayings)
    ]
    found.sort(key=lambda s: (s.start - s.end, s.start))
    kept: list[State] = []
    for s in found:
        if not any(s.start < o.end and o.start < s.end for o in kept):
            kept.append(s)
    return sorted(kept, key=lambda s: s.start)


def _prints(span: Span, here: LabSentence) -> bool:
    """The "l" of "mmol/l", and what only opens a range that is told before any value ("NORMAL for globulin as 18 to 32")."""
    words = here.words(span.start, span.end)
    if len(words[0]) == 1 and span.start and here.tokens[span.start - 1].text in here.grammar["slashes"]:
        return True
    named = {i for n in here.names for i in n.tokens}
    links = here.grammar["range_links"] | here.grammar["limit_verbs"] | here.grammar["limit_ends"] | here.grammar["usually_is"]
    return any(
        q.kind == OTHER and 0 < q.start - span.end <= _LIMIT_REACH and not named.isdisjoint(range(span.end, q.start))
        and all(i in named or here.tokens[i].text in links for i in range(span.end, q.start))
        for q in here.quantities
    )


def _asked_behind(span: Span, spans: Spans, here: LabSentence) -> bool:
    """ "My ESR is 90, IS THAT normal?", "..., RIGHT?": what is asked behind a statement is no statement."""
    said = [n for n in here.names if n.end <= span.start]
    if not said:
        return False
    start, ends = span.start, span.end == len(here.tokens)
    found = any(s.end <= said[-1].start for s in spans.get("cues:reporting", ()))
    if ends and (here.end == "?" or found) and here.tokens[start].text in here.grammar["acknowledging"]:
        return here.tokens[start - 1].text in here.grammar["commas"]
    asking = [s for s in spans.get("cues:question_start", ()) if s.start < start <= s.end + _ASKED_NEAR]
    asking = [s for s in asking if here.tokens[s.end - 1].text in here.grammar["meant_words"]]
    if not asking:
        return False
    opener = min(s.start for s in asking)
    opener -= here.tokens[opener - 1].text in here.grammar["commas"]
    return found or said[-1].end < opener  # "ALP, is it normal? Yes": asks of the name alone


def _of_others(span: Span, here: LabSentence) -> bool:
    """ "They found an M protein, NOTHING ELSE"."""
    return here.tokens[span.end - 1].text in here.grammar["nothing_words"] and not here.grammar["rest_words"].isdisjoint(
        here.words(span.end, span.end + 1)
    )


def _moved(at: int, here: LabSentence) -> bool:
    """ "70, down FROM 95", "has come up TO 70": a way that a number went, and no state; nor is the "no" of "NO LONGER high"."""
    if not here.grammar["no_more"].isdisjoint(here.words(at, at + 1)):
        return True
    links = here.grammar["from_words"] | here.grammar["to_words"]
    return not links.isdisjoint(here.words(at, at + 1)) and any(at < q.start <= at + _MOVED for q in here.quantities)


def state_of(
    k: int, here: LabSentence, values: Mapping[int, Quantity], states: Sequence[State], spans: Spans
) -> State | None:
    """The state of the k-th name, whose number, where it has one, is in `values`."""
    name = here.names[k]
    if k in values:
        return _state_of_value(name, values[k], here, states)
    after = _state_after(k, here, values, states)
    before = _state_before(k, here, values, states)
    leading = bool(states) and states[0].start < here.names[0].start
    if after is None and (turned := _left_out(name, here, states)) is not None:
        return turned
    excepted = _excepted(name, here, states, spans)
    last = k + 1 == len(here.names)
    direct = excepted is not None and excepted.end >= name.start - 1 and not last
    if excepted is not None and (after is None or (direct and here.names[k + 1].start < after.start)):
        return excepted
    if after is None and (denied := _not_that(name, here, states)) is not None:
        return denied
    if after is None and before is not None:  # "Ca ↑ ALP N": the arrow is the calcium's
        others = not leading and before.end == name.start and any(n is not name and n.end == before.start for n in here.names)
        return None if others else before
    if after is None or before is None:
        return after
    if after.state in "+-" and before.end == name.start and after.start == name.end and _taken(before, here, name):
        return after
    now = here.turns(after.start, after.end)  # "normal calcium in spring, high now"
    return before if leading and before.end == name.start and not now else after


def _left_out(name: Match, here: LabSentence, states: Sequence[State]) -> State | None:
    """ "The calcium is normal but the ESR isn't", "ESR was raised. Calcium wasn't.": the other of what the last test was;
    "calcium isn't up but the ESR is": the same."""
    words = here.words(name.end, name.end + 3)
    size = next((i for i, w in enumerate(words) if w not in here.grammar["likewise_verbs"] | here.grammar["not_words"]), len(words))
    ends = len(words) <= size or words[size] in here.grammar["splitters"] | here.grammar["ands"]
    earlier = [s for s in states if s.end <= name.start and s.state in "HLN"]
    opens = not earlier and name.start <= _OPENS and name is here.names[0]
    sign = here.before if opens else earlier[-1].state if earlier and _parted(earlier[-1].end, name, here) else ""
    if not (0 < size < 3 and ends and sign in _FLAGGED):
        return None
    if here.grammar["not_words"] & set(words[:size]):
        sign = _bad(name, here) if sign == "N" else "N"
    return State(name.end, name.end + size, sign)


def _not_that(name: Match, here: LabSentence, states: Sequence[State]) -> State | None:
    """ "The ESR is up, not the calcium": the other of what was said before."""
    start = max(0, name.start - _NOT_THAT)
    at = max((i for i in range(start, name.start) if here.tokens[i].text in here.grammar["not_words"]), default=None)
    earlier = [s for s in states if s.end <= name.start and s.state in "HLN"]
    if at is None or not earlier or here.kinds.get(name.finding) not in ("high", "low"):
        return None
    owned = all(w in here.grammar["value_chain"] for w in here.words(at + 1, name.start))
    after = here.words(name.end, name.end + 1)
    if not owned or not _splits(here.words(at - 1, at), here) or (after and not _splits(after, here)):
        return None
    return State(at, at + 1, _bad(name, here) if earlier[-1].state == "N" else "N")


def _splits(words: Sequence[str], here: LabSentence) -> bool:
    return not (here.grammar["splitters"] | here.grammar["ands"] | here.grammar["but_only"]).isdisjoint(words)


def _parted(start: int, name: Match, here: LabSentence) -> bool:
    """A "but", a comma or an "and", and hardly more, stands between what was said before and a name."""
    between = here.words(start, name.start)
    marks = here.grammar["splitters"] | here.grammar["ands"]
    return here.crosses(start, name.start) or (len(between) <= _BEFORE_REACH and not marks.isdisjoint(between))


def _bad(name: Match, here: LabSentence) -> str:
    """The state in which a value is out of range in the way that is sought."""
    return "L" if here.kinds.get(name.finding) == "low" else "H"


def _excepted(name: Match, here: LabSentence, states: Sequence[State], spans: Spans) -> State | None:
    """ "All normal except the ESR and the calcium": what is left out of all that is well."""
    for span in spans.get("EXCEPT", ()):
        inside = {i for n in here.names if n.start < name.start for i in n.tokens}
        between = [here.tokens[i].text for i in range(span.end, name.start) if i not in inside]
        well = [s for s in states if s.end <= span.start and s.state == "N" and span.start - s.end <= _BEFORE_REACH]
        if well and span.end <= name.start and all(w in here.grammar["value_chain"] for w in between):
            return State(span.start, span.end, _bad(name, here))
    return None


def _taken(s: State, here: LabSentence, owner: Match) -> bool:
    """ "M spike yes Bence Jones no": the state answers what stands before it."""
    return s.start > 0 and not any(n is not owner and n.end == s.start for n in here.names) and not here.tokens[s.start - 1].mark


def _state_of_value(name: Match, q: Quantity, here: LabSentence, states: Sequence[State]) -> State | None:
    ends = max(q.end, name.end)
    for s in states:
        between = here.words(ends, s.start)
        near = s.start >= ends and len(between) <= _FLAG_REACH and all(w in here.grammar["after_value"] for w in between)
        if near and s.state in "HLN" and _closes(s, here) and not any(n.start in (s.end, s.end + 1) for n in here.names):
            return s
    for s in states:
        inner = here.words(s.end, q.start)
        within = name.end <= s.start and s.end <= q.start and s.state in "HLN"
        denied = here.tokens[s.start - 1].text in here.grammar["not_words"]
        course = here.grammar["course_states"].issuperset(here.words(s.start, s.end))
        if within and not denied and not course and all(w in here.grammar["at_value"] for w in inner):
            return s
    before = [s for s in states if s.end == name.start and s.state in "HLN"]
    return before[-1] if before and name.start < q.start else None


def _closes(s: State, here: LabSentence) -> bool:
    """What is said of a value ends here; in "Hb 130, low iron" it is said of something else, and "normal is 120" is a limit."""
    if s.state == "N" and any(0 < q.start - s.end <= _LIMIT_REACH for q in here.quantities if q.kind == PLAIN):
        return any(s.end <= n.start for n in here.names)
    after = here.tokens[s.end : s.end + 1]
    return not after or after[0].mark or after[0].text in here.grammar["state_closers"]


def _state_after(k: int, here: LabSentence, values: Mapping[int, Quantity], states: Sequence[State]) -> State | None:
    name = here.names[k]
    for s in states:
        if s.start < name.end:
            continue
        if here.crosses(name.end, s.start) and not here.resumed(name.end, s.start):
            return None
        between = [(i, n) for i, n in enumerate(here.names) if name.end <= n.start < s.start]
        if not here.grammar["rest_words"].isdisjoint(here.words(name.end, s.start)):
            return None  # "my calcium's over and the rest is fine"
        if not between:
            s = next((replace(o, anew=True) for o in states if _turns(s, o, here)), s)
            near = s.anew or s.start - name.end <= _STATE_REACH
            return s if near and not _opens_next(s, here, name) else None
        inside = {i for _, n in between for i in n.tokens}
        filler = [here.tokens[i].text for i in range(name.end, s.start) if i not in inside]
        chained = all(w in here.grammar["value_chain"] for w in filler)
        if chained and not any(i in values for i, _ in between):
            return None if _opens_next(s, here, name) else s
        return None
    return None


def _turns(s: State, other: State, here: LabSentence) -> bool:
    """ "Used to be normal, now it's high", "thought it was high but they said it's fine": a later state of one name."""
    if other.start <= s.end or any(s.end <= n.start < other.end + 1 for n in here.names):
        return False
    if _was_then_is(s, other, here):
        return True
    return here.turns(other.start, other.end) or here.resumed(s.end, other.start)


def _was_then_is(s: State, other: State, here: LabSentence) -> bool:
    """ "WAS fine at Christmas, in May IT came back raised", "used to be normal and now it isn't, it's high"."""
    was = not here.grammar["past_states"].isdisjoint(here.words(max(0, s.start - _WAS_REACH), s.start))
    between = here.words(s.end, other.start)
    at = max((i for i, w in enumerate(between) if w in here.grammar["it_words"]), default=None)
    return was and at is not None and len(between) - at <= _IT_REACH and not here.grammar["clause_cuts"].isdisjoint(between[:at])


def _opens_next(s: State, here: LabSentence, owner: Match) -> bool:
    """ "calcium, high ESR": the state stands right before another name, after a comma or an "and"."""
    follows = any(n.start == s.end and n is not owner for n in here.names)
    denies = here.words(s.start, s.end)[-1] in here.grammar["determiner_denials"]
    if denies and s.end in here.others - owner.tokens:
        return True
    return follows and s.start > 0 and here.tokens[s.start - 1].text in here.grammar["new_state_after"]


def _state_before(k: int, here: LabSentence, values: Mapping[int, Quantity], states: Sequence[State]) -> State | None:
    name = here.names[k]
    for s in reversed(states):
        if s.end > name.start:
            continue
        if here.crosses(s.end, name.start):
            return None
        between = [(i, n) for i, n in enumerate(here.names) if s.end <= n.start < name.start]
        inside = {i for _, n in between for i in n.tokens}
        filler = [here.tokens[i].text for i in range(s.end, name.start) if i not in inside]
        filler = filler[: _likewise(filler, here)]
        known = here.grammar["value_chain"] | here.grammar["before_state_fill"]
        if all(w in known for w in filler) and len(filler) <= _BEFORE_REACH + 2 * len(between):
            return None if any(i in values for i, _ in between) else s
        return None
    return None


def _likewise(words: Sequence[str], here: LabSentence) -> int:
    """Where "so is my", "as did the" or "same goes for" starts at the end of some words; their number where none does."""
    grammar = here.grammar
    for i, (word, following) in enumerate(pairwise(words)):
        rest = words[i + 2 :]
        if word in grammar["likewise"] and following in grammar["likewise_verbs"] and all(w in grammar["value_chain"] for w in rest):
            return i
    return len(words)


def telling(states: Sequence[State], name: Match, here: LabSentence) -> list[State]:
    """The states that can be said of a name: "positive" is none of a level, unless it means "out of range".

    In "ESR flagged - high" the next word tells.
    """
    if here.kinds.get(name.finding) not in ("high", "low"):
        return list(states)

    def tells(s: State) -> bool:
        if s.state != "+":
            return True
        reach = min([n.start for n in here.names if n.start >= s.end], default=s.end + _FLAG_REACH)
        told = any(o.state in "HLN" and s.end <= o.start < reach for o in states)
        return not told and not here.grammar["out_of_range"].isdisjoint(here.words(s.start, s.end))

    return [s for s in states if tells(s)]
