"""What a later clause makes of what was told before it: "I thought I felt a lump but it was nothing", "scrap that, I haven't"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlu.patterns.states import STATES, status_by_state
from nlu.people.person import FAMILY, SEXES
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PAST, POSSIBLE, PRESENT, PROFILE, WRITER, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_REPORTER = 5  # words of "but the ultrasound said that"
_BRIEF = 6  # words of a sentence that only takes back
_GIVER = 4  # words of "and the surgeon has since dropped it"
_TAKES_BACK = ("answers:correction", "answers:retract")


@dataclass(frozen=True)
class _Verdict:
    """`strong`: it outdoes a plain statement, not only a doubt; `apart`: more than one word, and nothing it could go on with;
    `put_right`: words that correct stand before it ("no hang on, that was negative").
    """

    status: str
    strong: bool
    apart: bool = False
    put_right: bool = False


def settle_within(told: Told, grammar: Grammar) -> None:
    """Turns what a sentence leaves open, or takes back, into what its last clause says of it. Changes `told` in place."""
    tokens = told.sentence.tokens
    joined = {i + 1 for i, t in enumerate(tokens) if t.text in grammar["verdict_joins"]}
    own = {i for i, t in enumerate(tokens) if any(m.start <= t.start < m.end for m in told.mentions)}
    # "a possible hole turned out to be gas"; not "like sitting on somebody else's backside"
    shown = {s.start for s in told.spans.get("cues:overturns", ())} - own
    for at in sorted(joined | shown):
        join = tokens[at - 1] if at in joined else tokens[at]
        ends = [m.end for m in told.mentions if m.finding not in PROFILE and m.end <= join.start]
        mine = any(s.start in (at, at + 1) for s in told.spans.get("cues:mine_is", ()))
        if not ends or (mine and all(m.who not in (WRITER, NOBODY) for m in told.mentions if m.end <= join.start)):
            continue  # "my mum doesn't have it, I DO"
        said, given_up = _verdict(told, at, grammar, not _parted(max(ends), told, at - 1, grammar)), _given_up(told, at)
        said = given_up if given_up is not None and (said is None or given_up.strong) else said
        later = [m for m in told.mentions if m.start >= join.start]
        if said is None or (later and not said.apart):
            continue
        if later and not said.put_right:  # "suspected a paraprotein but it came back negative, my back still hurts": of a doubt alone
            said = replace(said, strong=False)
        told.mentions = _settled([m for m in told.mentions if m not in later], said) + later
        return


def _noted_wrongly(told: Sequence[Told], grammar: Grammar) -> None:
    """ "I said I was anaemic, but THAT WAS MY SISTER'S RESULT", "I put weight loss BY MISTAKE": what was put down last is not
    the writer's. Changes `told` in place.
    """
    for i, t in enumerate(told):
        _unsaid(t, grammar)
        at = _of_somebody_else(t, grammar)
        if at is None:
            continue
        here = _last([m for m in t.mentions if m.end <= t.sentence.tokens[at].start])
        source = t if here or not i else told[i - 1]
        last = here or _last(source.mentions)
        source.mentions = [replace(m, who=FAMILY) if m is last else m for m in source.mentions]


def _unsaid(t: Told, grammar: Grammar) -> None:
    """ "FORGET WHAT I PUT ABOUT losing weight": no more than said by mistake; absent where it is told to be the same as ever."""
    tokens = t.sentence.tokens
    status, modality = (ABSENT, ACTUAL) if t.spans.get("cues:unchanged") else (PRESENT, HYPOTHETICAL)
    for span in t.spans.get("cues:unsaid", ()):
        size = next((i for i, token in enumerate(tokens[span.end :]) if token.mark), len(tokens) - span.end)
        said = tokens[span.end : span.end + size]
        if not said or any(token.text in grammar["no_words"] for token in said):  # "what I said about NO back pain, I do get it"
            continue
        t.mentions = [
            replace(m, assertion=status, modality=modality)
            if said[0].start <= m.start < said[-1].end and (m.assertion, m.modality, m.value) == (PRESENT, ACTUAL, None) else m
            for m in t.mentions
        ]


def _of_somebody_else(t: Told, grammar: Grammar) -> int | None:
    """Where it is said that what was put down is another's, or a mistake."""
    words = [token.text for token in t.sentence.tokens]
    said_i, put_down = (next((i for i, w in enumerate(words) if w in grammar[row]), len(words)) for row in ("i_words", "noted_words"))
    for at in range(len(words)):
        noted = at > max(said_i, put_down)
        if noted and any(s.start == at for s in t.spans.get("cues:by_mistake", ())):
            return at
        opens = not at or words[at - 1] in grammar["verdict_joins"] | grammar["verdict_openers"]
        being = grammar["be_words"] if noted else grammar["plain_was"]
        if not (opens and words[at] in grammar["that_words"] and not being.isdisjoint(words[at + 1 : at + 2])):
            continue
        who = [s for sex in SEXES for s in t.spans.get(f"people:someone:{sex}", ()) if at + 2 <= s.start <= at + 3]
        end = max((s.end for s in who), default=0)
        while who and end < len(words) and words[end] in grammar["whose_result"]:
            end += 1
        if who and _closes(end, t, grammar):
            return at
    return None


def _of_test(told: Told, at: int, grammar: Grammar) -> tuple[int, bool] | None:
    """Where the words behind "but the test" start, and whether it is a later test ("but the last two samples")."""
    words = [t.text for t in told.sentence.tokens[at:]]
    if words and words[0] in grammar["then_words"]:  # "possible, then the repeat was negative"
        at, words = at + 1, words[1:]
    if not words or words[0] not in grammar["definites"] | grammar["owners"] | grammar["later_tests"]:
        return None
    ranks = grammar["later_tests"] | grammar["test_counts"]
    size = next((i for i, w in enumerate(words) if i and w not in ranks), len(words))
    last = _last(told.mentions)
    later = not grammar["later_tests"].isdisjoint(words[:size]) and not (last and last.finding in grammar["fleeting"])
    if size < len(words) and words[size] in grammar["test_subjects"]:
        return at + size + 1, later
    return (at + size, True) if later and not grammar["latest"].isdisjoint(words[:size]) and size > 1 else None


def put_right(told: Sequence[Told], kinds: Mapping[str, str], grammar: Grammar) -> bool:
    """Sentences that take back or put right the one before ("Scrap that, I haven't.", "Sorry, low.").

    Changes `told` in place. True where one takes back without a word of what is so.
    """
    _noted_wrongly(told, grammar)
    took_back = False
    for earlier, later in pairwise(told):
        if not later.silent or not earlier.mentions or not any(later.spans.get(label) for label in _TAKES_BACK):
            continue
        said = _verdict(later, 0, grammar, True)
        if said is not None and said.strong:
            earlier.mentions = _settled(earlier.mentions, said)
        elif not _restated(earlier, later, kinds) and _only_takes_back(later):
            earlier.mentions = [m for m in earlier.mentions if m is not _last(earlier.mentions)]
            took_back = True
    return took_back


def _only_takes_back(later: Told) -> bool:
    return len(later.sentence.tokens) <= _BRIEF and bool(later.spans.get("answers:retract"))


def _restated(earlier: Told, later: Told, kinds: Mapping[str, str]) -> bool:
    """ "My calcium's high. Sorry, low." """
    signs = [sign for label, sign in STATES.items() if later.spans.get(label)]
    last = _last(earlier.mentions)
    if len(signs) != 1 or last is None or last.value is not None:
        return False
    status = status_by_state(kinds.get(last.finding, ""), signs[0])
    if status is None:
        return False
    earlier.mentions = [replace(m, assertion=status) if m is last else m for m in earlier.mentions]
    return True


def _given_up(told: Told, at: int) -> _Verdict | None:
    """ "... and then she dismissed it": what was thought of is given up, or borne out."""
    for label, status in (("cues:disproves", ABSENT), ("cues:dismisses", ABSENT), ("cues:proves", PRESENT)):
        if any(at <= s.start <= at + _GIVER for s in told.spans.get(label, ())):
            return _Verdict(status, strong=label == "cues:disproves", apart=True)
    return None


def _parted(end: int, told: Told, at: int, grammar: Grammar) -> bool:
    """Something else is told between the last finding and a place: a lone "nothing" may be about that."""
    return any(t.start >= end and t.text in grammar["splitters"] for t in told.sentence.tokens[:at])


def _verdict(told: Told, at: int, grammar: Grammar, close: bool) -> _Verdict | None:
    """What a clause that starts at a place says of what came before it. `close`: at once, so that one word is enough."""
    tested = _of_test(told, at, grammar)
    starts = [*_starts(told, at, grammar), *([tested[0]] if tested else [])]
    back = [s for label in _TAKES_BACK for s in told.spans.get(label, ()) if at <= s.start]
    for label, status in (("cues:overturns", ABSENT), ("cues:denies_last", ABSENT), ("cues:affirms_last", PRESENT)):
        spans = [s for s in told.spans.get(label, ()) if s.start in starts and (close or s.end - s.start > 1)]
        spans = [s for s in spans if not any(o.start < s.end < o.end for o in told.spans.get("cues:pseudo", ()))]
        spans = [s for s in spans if not (label == "cues:overturns" and _by_layman(s.start, told, grammar))]
        if not spans:  # "it was not there last week" takes nothing back
            continue
        last = max(spans, key=lambda s: s.end)
        if label == "cues:overturns" or _closes(last.end, told, grammar):
            apart = any(s.end <= last.start or s.start >= last.end for s in back)
            answers = told.sentence.tokens[max(at, last.start - 1)].text in grammar["plain_answers"]
            by_test = tested is not None and last.start == tested[0]  # a test settles a doubt, a later one what was found
            takes_back = last.end - last.start > 1 and (tested[1] if tested and by_test else apart or answers)
            takes_back = takes_back or told.sentence.tokens[last.end - 1].text in grammar["now_words"]  # "but I am NOW"
            alone = last.end - last.start > 1 and _closes(last.end, told, grammar)
            named = any(s.end <= at for s in told.spans.get("answers:retract_named", ()))  # "ignore what I said about ..."
            put_right = named or any(s.end <= last.start for s in back)
            return _Verdict(status, takes_back or named or label == "cues:overturns", alone, put_right)
    return None


def _by_layman(at: int, told: Told, grammar: Grammar) -> bool:
    """ "My hand went dead and MY SISTER SAYS it's nothing": an opinion of somebody of the family's overturns nothing."""
    tellers = {s.end for label, spans in told.spans.items() if label.startswith("people:someone:") for s in spans}
    return at - 1 in tellers and told.sentence.tokens[at - 1].text in grammar["saying"]


def _starts(told: Told, at: int, grammar: Grammar) -> list[int]:
    """Where a verdict may start: at once, or behind "thankfully", "scrap that" or "the ultrasound says that"."""
    words = [t.text for t in told.sentence.tokens]
    opening = {i for label in _TAKES_BACK for s in told.spans.get(label, ()) for i in range(s.start, s.end)}
    starts = [at]
    while at < len(words) and (words[at] in grammar["verdict_openers"] or at in opening):
        at += 1
        starts.append(at)
    for i in range(at, min(at + _REPORTER, len(words))):
        if words[i] in grammar["saying"] | grammar["showing"]:
            after = i + 1
            while after < len(words) and words[after] in grammar["told_whom"]:
                after += 1
            starts.append(after)
        elif i and words[i - 1] in grammar["examined"] and words[i] in grammar["be_words"]:
            starts.append(i + 1)  # "but the test was clear"
    return starts


def _closes(end: int, told: Told, grammar: Grammar) -> bool:
    """Nothing follows a verdict that it could speak of instead ("but there was a delay")."""
    tokens = told.sentence.tokens
    return end >= len(tokens) or tokens[end].text in grammar["verdict_ends"]


def _last(mentions: Sequence[FindingMention]) -> FindingMention | None:
    return max((m for m in mentions if m.finding not in PROFILE), key=lambda m: m.end, default=None)


def _settled(mentions: list[FindingMention], said: _Verdict) -> list[FindingMention]:
    last = _last(mentions)

    def settle(m: FindingMention) -> FindingMention:
        plain = m is last and said.strong and m.modality in (ACTUAL, PAST)
        supposed = m is last and m.modality == HYPOTHETICAL and said.apart and said.status == ABSENT  # "if I had it ..., but I don't"
        if m.finding in PROFILE or m.bare or m.value is not None or not (m.assertion == POSSIBLE or plain or supposed):
            return m
        return replace(m, assertion=said.status, modality=ACTUAL)

    return [settle(m) for m in mentions]
