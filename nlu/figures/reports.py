"""What a report prints beside a value: its own reference range and its flag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.figures.quantity import OTHER, PLAIN, SCORE, Quantity
from nlu.patterns.matcher import Spans
from nlu.words.text import Token

OUTSIDE = "*"  # a flag that says "out of range" and not which way
_REACH = 8  # tokens between a value and its range
_BRACKET = 4
_NORMAL_REACH = 5  # tokens of "normal for me is about 130"
_LIMITED = 3  # words of "goes up to"
_BEFORE = 7  # tokens between "normal range" and the range, where it is told before the value


def with_report(
    found: Sequence[Quantity], tokens: Sequence[Token], spans: Spans, grammar: Mapping[str, frozenset[str]],
    names: frozenset[int],
) -> list[Quantity]:
    """Attach "(8.5-10.5)", "normal 2.2 to 2.6", "upper limit 5.2" and flags to the value before them.

    `names`: tokens of lab names; a range behind another name is not the value's.
    """
    out: list[Quantity] = []
    told_first: tuple[float | None, float | None] | None = None  # "the normal range for ESR is 0 to 20, mine was 64"
    for q in found:
        owner = out[-1] if out else None
        if owner is not None and _is_range_of(owner, q, tokens, spans, grammar, names):
            limits = _limits(q, tokens, owner, grammar)
            out[-1] = replace(owner, range=limits, unit=owner.unit or q.unit, end=_called_normal(q, tokens, spans, grammar) or q.end)
            continue
        if q.range is None and told_first is not None and q.kind == PLAIN and isinstance(q.value, float):
            q, told_first = replace(q, range=told_first), None
        elif _usual(q, tokens, spans, grammar, names):
            q = replace(q, kind=OTHER)
        elif _opens_as_range(q, tokens, spans, grammar, names.union(*(range(o.start, o.end) for o in out if o.kind == OTHER))):
            told_first = _limits(q, tokens, q, grammar)
            q = replace(q, kind=OTHER)
        elif _wished(q, tokens, grammar, names) or _supposed(q, tokens, grammar, names):
            q = replace(q, kind=OTHER)
        out.append(q)
    return [replace(q, flag=q.flag or _flag(q, tokens, spans, grammar, names)) for q in out]


def _is_range_of(
    owner: Quantity, q: Quantity, tokens: Sequence[Token], spans: Spans, grammar: Mapping[str, frozenset[str]],
    names: frozenset[int],
) -> bool:
    if owner.kind != PLAIN or owner.range is not None or q.kind not in (PLAIN, SCORE):
        return False
    between = [t.text for t in tokens[owner.end : q.start]]
    if len(between) > _REACH or names & set(range(owner.end, q.start)):
        return False
    told = any(owner.end <= s.start < q.start + 1 for s in spans.get("quantities:reference_words", ()))
    told = told or _called_normal(q, tokens, spans, grammar) is not None
    if not told and any(w in grammar["but_only"] for w in between):
        return False
    if isinstance(q.value, float):
        return told and any(w in grammar["single_limits"] for w in between)
    bracketed = any(w in grammar["ref_openers"] for w in between) and len(between) <= _BRACKET
    return told or bracketed


def _opens_as_range(
    q: Quantity, tokens: Sequence[Token], spans: Spans, grammar: Mapping[str, frozenset[str]], names: frozenset[int]
) -> bool:
    """A range that is told before any value: "should be 2.2 to 2.6", "normal range for ESR is 0 to 20"."""
    if q.kind != PLAIN or q.unit == "%":
        return False
    words = [t.text for t in tokens[: q.start]]
    links = grammar["range_links"] | grammar["range_leads"]
    if isinstance(q.value, float):  # "their range for calcium GOES UP TO 2.5"
        if q.start < _LIMITED or words[-1] not in grammar["limit_ends"] or grammar["limit_verbs"].isdisjoint(words[-_LIMITED:]):
            return False
        links = links | grammar["limit_verbs"] | grammar["limit_ends"]
    before = [s for s in spans.get("quantities:reference_words", ()) if 0 <= len(set(range(s.end, q.start)) - names) <= _BEFORE]
    before = [s for s in before if s.end <= q.start]
    return any(all(i in names or words[i] in links for i in range(s.end, q.start)) for s in before)


def _usual(
    q: Quantity, tokens: Sequence[Token], spans: Spans, grammar: Mapping[str, frozenset[str]], names: frozenset[int]
) -> bool:
    """What is normal in general: "NORMAL haemoglobin IS about 140", "the calcium LIMIT IS 2.6"; not the terse "normal calcium 2.4"."""
    words = [t.text for t in tokens[: q.start]]
    start = len(words)
    while start and (start - 1 in names or words[start - 1] in grammar["usually_is"]):
        start -= 1
    said = not grammar["be_words"].isdisjoint(words[start:])
    of_name = not names.isdisjoint(range(len(words)))
    return said and of_name and any(s.end == start for s in spans.get("quantities:reference_words", ()))


def _wished(q: Quantity, tokens: Sequence[Token], grammar: Mapping[str, frozenset[str]], names: frozenset[int]) -> bool:
    """What is aimed at or hoped for: "they WANT my calcium TO BE 2.4", "my TARGET for Hb is 110"; not "I hope calcium 2.9 is fine"."""
    words = [t.text for t in tokens[: q.start]]
    doubted = len(words) > 1 and words[-1] in grammar["being"] and words[-2] in grammar["doubt_anyway"]
    if doubted and not names.isdisjoint(range(q.start)):
        return True  # "it COULD BE 2.9"
    bound = isinstance(q.value, str) and q.value[0] in "<>"  # "they want Hb ABOVE 100"
    if not words or not (bound or words[-1] in grammar["wish_links"] | grammar["wish_words"]):
        return False
    at = len(words)
    while at and (at - 1 in names or words[at - 1] in grammar["wish_fill"]):
        at -= 1
    if at > 1 and words[at - 1] in grammar["wish_likes"]:
        return words[at - 2] in grammar["strong_auxiliaries"]
    return at > 0 and words[at - 1] in grammar["wish_words"]


def _supposed(q: Quantity, tokens: Sequence[Token], grammar: Mapping[str, frozenset[str]], names: frozenset[int]) -> bool:
    """ "A calcium over 2.9 WOULD BE an emergency", "they treat WHEN calcium is over 3": what such a value brings, and nobody's own."""
    words = [t.text for t in tokens]
    if not grammar["possessives"].isdisjoint(words[: q.start]):
        return False
    behind = words[q.end : q.end + 2]
    if len(behind) > 1 and behind[0] in grammar["supposing_modals"] and behind[1] in grammar["supposing_verbs"]:
        return True
    at = q.start
    while at and (at - 1 in names or words[at - 1] in grammar["usually_is"]):
        at -= 1
    bound = isinstance(q.value, str) and q.value[0] in "<>"
    return bound and 0 < at < q.start and words[at - 1] in grammar["supposing_words"]


def _called_normal(
    q: Quantity, tokens: Sequence[Token], spans: Spans, grammar: Mapping[str, frozenset[str]]
) -> int | None:
    """Where the words end that say what a range is ("the sheet gives 35 to 105 AS NORMAL"), or None."""
    if isinstance(q.value, float):
        return None
    at = q.end
    while at < len(tokens) and tokens[at].text in grammar["range_links"]:
        at += 1
    return max((s.end for s in spans.get("quantities:reference_words", ()) if s.start == at), default=None)


def _limits(
    q: Quantity, tokens: Sequence[Token], owner: Quantity, grammar: Mapping[str, frozenset[str]]
) -> tuple[float | None, float | None]:
    between = {t.text for t in tokens[owner.end : q.start + 1]}
    denied = bool(between & grammar["not_words"])  # "should not be more than 105"
    if isinstance(q.value, float) or q.value[0] in "<>":
        limit = q.value if isinstance(q.value, float) else float(q.value.lstrip("<>="))
        lowest = between & grammar["lower_limits"] if isinstance(q.value, float) else q.value[0] == ">"
        return (limit, None) if bool(lowest) != denied else (None, limit)
    low, high = q.value.split("-")
    return (float(low), float(high))


def _flag(
    q: Quantity, tokens: Sequence[Token], spans: Spans, grammar: Mapping[str, frozenset[str]], names: frozenset[int]
) -> str | None:
    places = [q.end]
    opened = q.end < len(tokens) and tokens[q.end].text in grammar["flag_openers"]
    if opened or (q.range is not None and q.end + 1 < len(tokens) and tokens[q.end].mark):
        places.append(q.end + 1)
    for at in places:
        for letter in ("H", "L", "N", OUTSIDE):
            if any(span.start == at for span in spans.get(f"quantities:flags:{letter}", ())):
                after = tokens[at + 1 : at + 2]
                of_other = at > q.end and after and not after[0].mark and after[0].text not in grammar["state_closers"]
                return None if of_other or letter == "N" and _opens_limit(at + 1, tokens, names) else letter  # "130, low iron"
    number = next((i for i in range(q.start, q.end) if tokens[i].number is not None), None)
    if number is not None:
        for letter in ("H", "L"):
            for span in spans.get(f"quantities:flags:{letter}", ()):
                beside = span.start == number + 1 and span.end - span.start == 1
                if beside and number < span.start < q.end and span.start != q.unit_start:
                    return letter
    return None


def _opens_limit(at: int, tokens: Sequence[Token], names: frozenset[int]) -> bool:
    """ "106 (normal for me is about 130)": what is normal, and not that the value is."""
    near = range(at, min(at + _NORMAL_REACH, len(tokens)))
    number = next((i for i in near if tokens[i].number is not None), None)
    return number is not None and names.isdisjoint(range(at, number))
