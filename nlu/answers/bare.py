"""Numbers, states and undone tests that stand without a finding's name: they answer the question that was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.assertion.clauses import SentenceCues
from nlu.figures.quantity import PLAIN, Quantity
from nlu.patterns.matcher import Match, Spans
from nlu.patterns.states import STATES
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_TESTS = {
    "BLOOD_TESTS": ("blood_and_urine",),
    "MARROW_TESTS": ("bone_marrow",),
    "IMAGING_TESTS": ("imaging",),
    "ALL_TESTS": ("blood_and_urine", "bone_marrow", "imaging"),
}
_ANY = "ALL_TESTS"
_LONE = 7  # words of a sentence that is only a state
_SAID_LONG = 14
_ASKED_LONG = 6
_DENIED_BEFORE, _DENIED_AFTER = 4, 3
_TEST_SAID = 12  # words of a sentence that names a test and no finding


def lone_states(
    part: Sentence, spans: Spans, told: Sequence[Match], grammar: Mapping[str, frozenset[str]]
) -> list[str]:
    """States (H, L, N, +, -) of a short sentence that names no finding, or of the last clause of one that corrects."""
    size = len(part.tokens)
    if told or (size > _LONE and not spans.get("answers:correction")):
        return []
    start = 0
    if size > _LONE:
        start = max((i + 1 for i, t in enumerate(part.tokens) if t.text in grammar["clause_cuts"]), default=size)
        if start >= size or part.tokens[start].text not in grammar["lab_pronouns"]:
            return []
    out = []
    for label, state in STATES.items():
        for s in spans.get(label, ()):
            if s.start == 0 and s.end == 1 and part.tokens[0].text in grammar["acknowledging"]:
                continue  # "ok, carry on"
            if state == "+" and any(t.text in grammar["none_of_it"] for t in part.tokens[max(0, s.start - 3) : s.start]):
                continue  # "none found"
            if s.start >= start and not any(t.text in grammar["not_words"] for t in part.tokens[max(0, s.start - 2) : s.start]):
                out.append(state)
                break
    return out


def not_done(part: Sentence, spans: Spans, cues: SentenceCues) -> list[str]:
    """Question groups whose test the sentence says was never done."""
    out: list[str] = []
    if part.end == "?" or cues.hypothetical:
        return out
    nobody = [Span("nobody", i, i + 1) for i, token in enumerate(part.tokens) if token.text in cues.grammar["nobody_words"]]
    deniers = [*cues.negations, *cues.predicate, *cues.unknown, *nobody]
    tests = [label for label in _TESTS if label != _ANY]
    told_apart = any(spans.get(label) for label in tests)  # "no urine tests" tells of those alone
    for label, groups in _TESTS.items():
        if label == _ANY and told_apart:
            continue
        for span in spans.get(label, ()):
            probe = Match("", "present", ((span.start, span.end),))
            before = any(
                s.end <= span.start
                and span.start - s.end <= _DENIED_BEFORE
                and not cues.stops_between(s.end, span.start, probe)
                and not _by_test(s.start, span.start, cues)
                for s in deniers
            )
            after = any(0 <= s.start - span.end <= _DENIED_AFTER for s in cues.unknown_after)
            follows = {t.text for t in part.tokens[span.end : span.end + 2]}
            told = follows & cues.grammar["results_follow"]
            if (before and not told) or (after and len(part.tokens) < _SAID_LONG):
                out.extend(g for g in groups if g not in out)
    return out


def tests_named(part: Sentence, spans: Spans, told: Sequence[Match], cues: SentenceCues) -> dict[str, str]:
    """Question groups whose test a statement names: "N" where all was well with it and no finding is named, "D" where it
    was done, else "".
    """
    if part.end == "?" or cues.hypothetical or len(part.tokens) > _TEST_SAID:
        return {}
    denials = [*cues.negations, *cues.predicate]
    fine = [s for s in spans.get("NORMAL", ()) if not any(d.start <= s.start and s.start - d.end < 2 for d in denials)]
    words = {t.text for t in part.tokens}
    done = words & cues.grammar["test_done"] and not words & cues.grammar["not_words"]  # "did an x-ray, did not say what they saw"
    state = "" if told else "N" if fine and not cues.unknown else "D" if done and not denials and not cues.unknown else ""
    return {groups[0]: state for label, groups in _TESTS.items() if label != _ANY and spans.get(label)}


def _by_test(start: int, end: int, cues: SentenceCues) -> bool:
    """ "No holes on CT", "excluded by MRI": a result of the test, which was done."""
    words = cues.words[start:end]
    return words[0] in cues.grammar["result_deniers"] or bool(set(words) & cues.grammar["by_test_words"])


def may_answer(q: Quantity, part: Sentence, told: Sequence[Match], cues: SentenceCues) -> bool:
    """Could this unnamed number answer a question? Not where the sentence tells of something else with it."""
    if q.kind != PLAIN and q.unit != "years":
        return False
    if cues.hypothetical or (part.end == "?" and not told and len(part.tokens) > _ASKED_LONG):
        return False
    before = part.tokens[q.start - 1].text if q.start else ""
    return before not in cues.grammar["no_answer_before"] or q.unit is not None
