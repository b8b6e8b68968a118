"""What a test came to since its value: "calcium was 2.4 in the spring and it's raised now"."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues, clause_ranges
from nlu.figures.quantity import Quantity
from nlu.labs.value_dates import DATED, GONE_BY, NOW, when
from nlu.patterns.states import STATES


def state_since(q: Quantity, cues: SentenceCues) -> str | None:
    """The state that is told now of a value that was measured at a time gone by; None where there is none."""
    grammar, words, tokens = cues.grammar, cues.words, cues.sentence.tokens
    clauses = clause_ranges(words, grammar)
    clause = next((c for c in clauses if q.start in c), None)
    measured = when(clause, tokens, cues.spans, grammar) if clause is not None else None
    if measured is None or measured.kind not in (*GONE_BY, DATED):
        return None
    it = grammar["pronoun_links"] | grammar["turn_words"] | grammar["it_words"] | grammar["one_leads"] | grammar["one_words"]
    it |= grammar["but_words"] | grammar["ands"]
    ends = grammar["now_words"] | grammar["turn_words"] | grammar["clause_cuts"] | grammar["this_words"]
    for label, sign in STATES.items():
        for s in cues.spans.get(label, ()):
            own = next((c for c in clauses if s.start in c), None)
            if sign not in "HLN" or s.start < q.end or own is None or own == clause or not cues.tests.isdisjoint(range(q.end, s.start)):
                continue
            told = when(own, tokens, cues.spans, grammar)
            goes_on = s.end < len(words) and words[s.end] not in ends  # "it's HIGH ON MY LIST now"
            if told is not None and told.kind == NOW and not goes_on and it.issuperset(words[own.start : s.start]):
                return sign
    return None
