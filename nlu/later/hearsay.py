"""What was read or heard of the illness, told beside a question: "Which signs come first? I READ ANEMIA somewhere." """

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.reading import ACTUAL, NOBODY, PROFILE, QUESTION, WRITER, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_SHORT = 6  # words of a question behind it ("In what way?")


def hearsay(told: Sequence[Told], grammar: Grammar) -> None:
    """Marks what is only heard of as asked, where a question stands beside it. Changes `told` in place."""
    for i, t in enumerate(told):
        if not _heard(t, grammar):
            continue
        before, behind = told[i - 1] if i else None, told[i + 1] if i + 1 < len(told) else None
        follows = behind is not None and len(behind.sentence.tokens) <= _SHORT and behind.silent
        beside = (before is not None and before.sentence.end == "?") or (follows and behind is not None and behind.sentence.end == "?")
        if beside or _asks(t, grammar):
            t.mentions = [replace(m, modality=QUESTION) if _nobodys(m, grammar) else m for m in t.mentions]


def _heard(t: Told, grammar: Grammar) -> bool:
    """Somebody else's words or a belief, of nobody in particular and of no paper that is the writer's own."""
    spans = t.spans.get("cues:heard_of", ())
    words = [token.text for token in t.sentence.tokens]
    rest = [w for i, w in enumerate(words) if not any(s.start <= i < s.end for s in spans)]
    people = [s for label in t.spans if label.startswith("people:someone") for s in t.spans[label]]
    named = any(s.start >= max((h.end for h in spans), default=0) for s in people)
    owned = not (grammar["question_owners"] | grammar["doctors_of"]).isdisjoint(rest)
    closing = any(s.end == len(words) for s in spans)  # "..., I read"
    own_paper = not closing and not grammar["papers_read"].isdisjoint(rest)
    return bool(spans) and not (named or owned or own_paper)


def _asks(t: Told, grammar: Grammar) -> bool:
    marks = grammar["clause_marks"]
    words = [token.text for token in t.sentence.tokens]
    opened = any(not s.start or words[s.start - 1] in marks for s in t.spans.get("cues:question_start", ()))
    return t.sentence.end == "?" or opened


def _nobodys(m: FindingMention, grammar: Grammar) -> bool:
    """No alarm, no value, and nobody else's."""
    plain = m.modality == ACTUAL and m.who in (WRITER, NOBODY) and m.finding not in PROFILE and m.value is None
    return plain and m.finding not in grammar["alarming"]
