"""What a later sentence says of an earlier one: "There weren't any.", "Sorted since.", "Negative, negative, negative."."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from nlu.answers.short import opening
from nlu.assertion.clauses import clause_ranges
from nlu.patterns.states import STATES, status_by_state
from nlu.reading import (
    ABSENT,
    ACTUAL,
    HYPOTHETICAL,
    NOBODY,
    PAST,
    POSSIBLE,
    PRESENT,
    PROFILE,
    QUESTION,
    UNKNOWN,
    WRITER,
    FindingMention,
)
from nlu.sentences.remarks import told_of
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_REACH = 2  # sentences back that a closing remark reaches
_TESTS = ("BLOOD_TESTS", "MARROW_TESTS", "IMAGING_TESTS", "ALL_TESTS")
_NEITHER = 9  # ... of "luckily I have got neither of those"
_CLEAR_TEST = 6  # ... of "the MRI came back clear"
_NOT_DONE = 2  # words of "it has", before "not been tested"
_SETTLED = (("cues:disproves", ABSENT), ("cues:dismisses", ABSENT), ("cues:proves", PRESENT))  # "the CT excluded it"
_SHORT = 14  # words: a longer sentence tells of itself


def resolve(told: Sequence[Told], kinds: Mapping[str, str], grammar: Grammar) -> None:
    """Apply what sentences without a finding of their own say of those before them. Changes `told` in place."""
    for i, later in enumerate(told):
        earlier = _earlier(told, i)
        if earlier is None:
            continue
        if later.silent and (later.spans.get("cues:own_result") or _owns(later, grammar)):
            _owned(earlier)
        if later.named and any(t.text in grammar["too_words"] for t in later.sentence.tokens):
            _same_as(later, earlier, kinds)
        shown = later.silent or (not later.mentions and "cues:disproves" in later.spans)  # "the biopsy says I don't" names a test
        if shown and len(later.sentence.tokens) <= _SHORT and not _zipped(earlier, _verdicts(later, grammar), kinds):
            _answered(earlier, later, grammar, kinds)
        over = _over(later, grammar)
        if over and (later.silent or min(over) <= 1):
            _close(told[max(0, i - _REACH) : i], grammar["fleeting"])
        if later.silent and (over or later.spans.get("cues:cured")):
            _close(told[i - 1 : i], grammar["curable"])
            if grammar["i_words"].isdisjoint(later.sentence.words) and not grammar["was_then"].isdisjoint(told[i - 1].sentence.words):
                _close(told[i - 1 : i], grammar["measured_once"])  # "My ESR was up in 2015. It has all gone."; not "I feel fine now."


def but_not(told: Sequence[Told], marks: Sequence[Sequence[tuple[int, str]]], grammar: Grammar) -> None:
    """ "His mother had arthritis; he doesn't.", "dad is always tired, I never am": the denial for whom the short clause names.

    `marks`: who is spoken of from which token on, sentence by sentence.
    """
    for i, t in enumerate(told):
        words = [token.text for token in t.sentence.tokens]
        if i and marks[i] and t.silent and _only_denies(words, grammar):
            _deny(t, told[i - 1].mentions, marks[i][0][1], grammar["neither_words"] & set(words), t.sentence.start)
        for clause in clause_ranges(words, grammar):
            person = next((who for at, who in marks[i] if at in clause), None)
            said = words[clause.start : clause.stop]
            if clause.start and person is not None and _only_denies(said, grammar) and grammar["but_not_fill"].issuperset(said[1:]):
                before = [m for m in t.mentions if m.end <= t.sentence.tokens[clause.start].start]
                if grammar["no_words"].isdisjoint(words[: clause.start]):  # "he lost weight, I haven't": his is not denied
                    there = {m: replace(m, assertion=PRESENT) for m in before if m.assertion == ABSENT and m.who not in (person, NOBODY)}
                    t.mentions, before = [there.get(m, m) for m in t.mentions], [there.get(m, m) for m in before]
                _deny(t, before, person, grammar["neither_words"] & set(said), t.sentence.tokens[clause.start].start)


def _only_denies(words: Sequence[str], grammar: Grammar) -> bool:
    """ "He does not either", "I never have", "I've never had it myself", "luckily I have got neither of those"."""
    persons = grammar["pronoun_words"] | grammar["i_words"]
    at = next((i for i, w in enumerate(words) if w in persons), len(words))
    if at == len(words) or not grammar["verdict_openers"].issuperset(words[:at]):
        return False
    words = words[at:]
    if grammar["neither_words"] & set(words):
        return len(words) <= _NEITHER
    return any(w in grammar["but_not"] for w in words[1:]) and all(w in grammar["but_not_fill"] for w in words[1:])


def _deny(told: Told, before: Sequence[FindingMention], person: str, both: Collection[str], at: int) -> None:
    """Adds the denial, at a place, of what was told of somebody else last; of all that was told where `both` says so."""
    things = [m for m in before if m.finding not in PROFILE and m.modality in (ACTUAL, PAST)]
    told.mentions.extend(
        replace(m, who=person, assertion=ABSENT, modality=ACTUAL, start=at, end=at + 1, bare=False)
        for m in (things if both else things[-1:])
        if m.who != person and m.assertion == PRESENT
    )


def _earlier(told: Sequence[Told], at: int) -> Told | None:
    for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if not told[i].silent:
            return told[i]
    return None


def _owned(earlier: Told) -> None:
    """ "What does globulin 39 mean? That was my result.": the value that was asked about is the writer's."""
    asked = (HYPOTHETICAL, QUESTION)
    earlier.mentions = [
        replace(m, who=WRITER, modality=ACTUAL) if m.value is not None and m.modality in asked else m for m in earlier.mentions
    ]


def _owns(later: Told, grammar: Grammar) -> bool:
    """ "That's what I had on Tuesday", "mine came to that": no more than that the value is one's own."""
    words = later.sentence.words
    own, it = grammar["own_result_own"], grammar["it_words"] | grammar["that_words"]
    said = grammar["own_result_fill"] | own | it
    return later.sentence.end != "?" and not own.isdisjoint(words) and not it.isdisjoint(words) and said.issuperset(words)


def _over(later: Told, grammar: Grammar) -> list[int]:
    """Where it is said that what was told is over; not "that's NOT HAPPENED SINCE I WAS a boy": it has now."""
    words = [t.text for t in later.sentence.tokens]
    return [
        s.start
        for s in later.spans.get("cues:over_last", ())
        if not (words[s.end - 1] in grammar["since_words"] and s.end < len(words) and words[s.end] in grammar["i_words"])
        and not (words[s.end - 1] in grammar["went_words"] and s.end < len(words) and words[s.end] in grammar["went_on"])
    ]


def _close(told: Sequence[Told], findings: frozenset[str]) -> None:
    for t in told:
        t.mentions = [
            replace(m, modality=PAST) if m.finding in findings and m.modality == ACTUAL and m.assertion == PRESENT else m
            for m in t.mentions
        ]


def _same_as(later: Told, earlier: Told, kinds: Mapping[str, str]) -> None:
    """ "The parathyroid is fine. Calcium too." """
    if earlier.state is None:
        return
    for name in later.named:
        status = status_by_state(kinds.get(name.finding, ""), earlier.state)
        if status is not None:
            later.mentions.append(replace(name, assertion=status))
    later.named = []


def _verdicts(later: Told, grammar: Grammar) -> list[str]:
    """The states or answers that a sentence consists of ("negative, negative, positive"); [] if it says more."""
    labels = {**dict(STATES.items()), "answers:yes": "+", "answers:no": "-"}
    tokens = later.sentence.tokens
    if any(t.text in grammar["neither_words"] for t in tokens[1:]):
        return []  # "I have neither"
    out: list[str] = []
    at = 0
    while at < len(tokens):
        best: tuple[int, str] | None = None
        for label, sign in labels.items():
            for span in later.spans.get(label, ()):
                if span.start == at and (best is None or span.end > best[0]):
                    best = (span.end, sign)
        if best is not None and not (best[0] == at + 1 and tokens[at].text in grammar["verdict_fill"]):
            out.append(best[1])
            at = best[0]
        elif tokens[at].text in grammar["verdict_fill"]:
            at += 1
        else:
            return []
    return out


def _zipped(earlier: Told, verdicts: Sequence[str], kinds: Mapping[str, str]) -> bool:
    items = sorted([*earlier.mentions, *earlier.named], key=lambda m: m.start)
    items = [m for m in items if m.finding not in PROFILE and m.value is None]
    if len(verdicts) < 2 or len(items) != len(verdicts):
        return False
    settled: list[FindingMention] = []
    for item, sign in zip(items, verdicts, strict=True):
        status = status_by_state(kinds.get(item.finding, ""), sign)
        status = status or (PRESENT if sign in "+HL" else ABSENT)
        settled.append(replace(item, assertion=status, modality=ACTUAL, bare=False))
    earlier.mentions = [m for m in earlier.mentions if m not in items] + settled
    earlier.named = []
    return True


def _answered(earlier: Told, later: Told, grammar: Grammar, kinds: Mapping[str, str]) -> None:
    """ "They looked for spread. There wasn't any.", "People say I must be tired. I'm not.", "Bloods: ESR, calcium. Both fine." """
    if _untested(later, grammar):
        earlier.mentions = [m if m.finding in PROFILE or m.value is not None else replace(m, assertion=UNKNOWN) for m in earlier.mentions]
        return
    verdicts = _verdicts(later, grammar)
    if earlier.named and len(verdicts) == 1:
        for name in earlier.named:
            status = status_by_state(kinds.get(name.finding, ""), verdicts[0])
            if status is not None:
                place = later.sentence.tokens
                earlier.mentions.append(replace(name, assertion=status, start=place[0].start, end=place[-1].end))
        earlier.named = []
    start = opening([t.text for t in later.sentence.tokens], later.spans, grammar)
    said = _said(later, start, grammar)
    if any(later.spans.get(label) for label in _TESTS):
        said = ABSENT if _clear_test(later, grammar) else None  # "I haven't had any scans yet" denies no finding
    said = said or next((status for label, status in _SETTLED if later.spans.get(label)), None)
    if said is None and not (said := ABSENT if _overturned(later, grammar) else None):
        return
    open_ones = (POSSIBLE,)
    shown = [m for m in earlier.mentions if m.finding not in grammar["told_by_person"] and m.value is None]
    last = shown[-1] if shown and said == ABSENT and _overturned(later, grammar) else None
    mine = not grammar["i_words"].isdisjoint(t.text for t in later.sentence.tokens)

    def settle(m: FindingMention) -> FindingMention:
        supposed = m.modality in (HYPOTHETICAL, QUESTION) and m.value is None and said == ABSENT and _recalls(later, start)
        if m.finding in PROFILE or not (m.assertion in open_ones or supposed or m is last):
            return m
        who = WRITER if mine and m.who == NOBODY else m.who
        return replace(m, assertion=said, modality=ACTUAL, bare=False, who=who)

    earlier.mentions = [settle(m) for m in earlier.mentions]


def _untested(later: Told, grammar: Grammar) -> bool:
    """ "I have been tested for neither", "neither was measured": nothing is known of what was named before."""
    words = [t.text for t in later.sentence.tokens]
    at = next((i for i, w in enumerate(words) if w in grammar["neither_words"]), None)
    tested = next((i for i, w in enumerate(words) if w in grammar["tested_words"]), None)
    if at is None or tested is None or len(words) > _NEITHER:
        return False
    return at < tested or grammar["for_words"].issuperset(words[tested + 1 : at])


def _overturned(later: Told, grammar: Grammar) -> bool:
    """ "The consultant looked again and said it was an artefact.", "The DEXA says I don't.": even what was plainly told is not so."""
    words = [t.text for t in later.sentence.tokens]
    spans = [*later.spans.get("cues:overturns", ()), *later.spans.get("cues:disproves", ())]
    return any(s.end == len(words) or words[s.end] in grammar["segment_marks"] for s in spans)


def _clear_test(later: Told, grammar: Grammar) -> bool:
    """ "MRI negative.", "The scan says no.": a test that settles what was suspected."""
    words = [t.text for t in later.sentence.tokens]
    denied = not grammar["not_words"].isdisjoint(words)
    return len(words) <= _CLEAR_TEST and words[-1] in grammar["clear_tests"] and not denied and later.sentence.end != "?"


def _said(later: Told, start: int, grammar: Grammar) -> str | None:
    if any(s.start in (0, start) for s in later.spans.get("answers:dont_know", ())):
        return None
    if any(s.start in (start, start + 1) for s in later.spans.get("cues:unknown", ())):
        return None  # "I have not had mine measured" denies no finding
    if any(start <= s.start <= start + _NOT_DONE for s in later.spans.get("cues:unknown_after", ())):
        return None  # "It has not been tested" nor does this
    if told_of(later, grammar) is not None:
        return None  # "It's not a theory question, it's my mother"
    for label, status in (("cues:denies_last", ABSENT), ("cues:affirms_last", PRESENT)):
        spans = [s for s in later.spans.get(label, ()) if s.start in (0, start)]
        if any(status == ABSENT or not _goes_on_denying(s.end, later, grammar) for s in spans):
            return status
    return None


def _goes_on_denying(at: int, later: Told, grammar: Grammar) -> bool:
    """ "They do not", "there is zero evidence": what opens like a yes."""
    return at < len(later.sentence.tokens) and later.sentence.tokens[at].text in grammar["no_words"] | grammar["noun_deniers"]


def _recalls(later: Told, start: int) -> bool:
    """A denial that speaks of the finding again ("nothing like that so far"), more than a bare "no"."""
    return any(s.start in (0, start) and s.end - s.start > 1 for s in later.spans.get("cues:denies_last", ()))
