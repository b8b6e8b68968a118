"""Short answers and other marks that mean something only beside the question asked: yes, none of those, that's all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.patterns.matcher import Match, Matcher, Spans
from nlu.sentences.tables import Part
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

Grammar = Mapping[str, frozenset[str]]
_EARLY = 3  # a one-word correction counts only so near the start
_TOLD_LAST = 3  # words of an answer that ends a sentence
_NAMED = ("present", "absent", "name")
_RESTS = ("rest_no", "rest_unknown")


def short_answers(sentence: Sentence, spans: Spans, matches: Sequence[Match], grammar: Grammar) -> list[str]:
    """The short answers of a sentence: at most one of yes, no, dont_know at its start, and "the rest" ones anywhere."""
    words = [t.text for t in sentence.tokens]
    rest = _of_the_rest(words, spans, grammar)
    start = opening(words, spans, grammar)
    best: tuple[int, int, str] | None = None
    for rank, kind in enumerate(("dont_know", "no", "yes")):
        for span in spans.get(f"answers:{kind}", ()):
            at_start = span.start in (0, start) and _complete(span, words, kind, matches, grammar)
            if at_start or (kind == "no" and not matches and _closes(span, words, grammar)):
                candidate = (span.end, -rank, kind)
                if best is None or candidate > best:
                    best = candidate
    if best is None:
        return list(rest)
    longer = any(s.start == start and s.end >= best[0] for kind in rest for s in spans.get(f"answers:{kind}", ()))
    return list(rest) if longer else [best[2], *rest]


def _closes(span: Span, words: Sequence[str], grammar: Grammar) -> bool:
    """ "Clean record there, NONE OF THOSE", "she has NONE OF THAT": all that a sentence comes to."""
    if span.end < len(words) or span.end - span.start < _TOLD_LAST:
        return False
    had = grammar["answer_subjects"] | grammar["auxiliaries_have"]
    return words[span.start - 1] == "," or had.issuperset(words[: span.start])


def _of_the_rest(words: Sequence[str], spans: Spans, grammar: Grammar) -> list[str]:
    """What is said of the rest: "nothing else", "the others I DON'T KNOW", "NO IDEA about the rest"."""
    told = {kind for kind in _RESTS for s in spans.get(f"answers:{kind}", ()) if not _goes_on(s.end, words, grammar)}
    for rest in spans.get("answers:the_rest", ()):
        if rest.end - rest.start == 1 and rest.start and words[rest.start - 1] not in grammar["clause_marks"]:
            continue  # "it hurts at REST"
        verdicts = _verdicts(rest, words, spans, grammar)
        if verdicts:  # the longest: "I don't" is a no, "I don't know" is none
            told.discard("rest_no")
            told.add("rest_unknown" if max(verdicts)[1] == "dont_know" else "rest_no")
    return [kind for kind in _RESTS if kind in told]


def _goes_on(end: int, words: Sequence[str], grammar: Grammar) -> bool:
    """ "No other" is no answer in "no other pain"."""
    return words[end - 1] in grammar["before_noun"] and end < len(words) and words[end] not in grammar["clause_marks"]


def _verdicts(rest: Span, words: Sequence[str], spans: Spans, grammar: Grammar) -> list[tuple[int, str]]:
    """Where "no" and "don't know" behind "the rest" end, or "don't know" before it."""
    behind, before = rest.end, rest.start
    while behind < len(words) and words[behind] in grammar["before_verdict"]:
        behind += 1
    while before and words[before - 1] in grammar["about_words"]:
        before -= 1
    answers = [(s, kind) for kind in ("no", "dont_know") for s in spans.get(f"answers:{kind}", ())]
    told = [(s.end, kind) for s, kind in answers if s.start in (rest.end, behind)]
    return told or [(0, kind) for s, kind in answers if s.end == before and kind == "dont_know"]


def only_heard(sentence: Sentence, grammar: Grammar) -> bool:
    """ "Fine. Go on": one word before the rest of a message that says it was heard, and answers nothing."""
    return len(sentence.tokens) == 1 and sentence.tokens[0].text in grammar["heard_first"]


def opening(words: Sequence[str], spans: Spans, grammar: Grammar) -> int:
    """Where a sentence starts once "well, um, thanks" are passed over."""
    start = 0
    while start < len(words) and words[start] in grammar["fillers"] and not _opens(start, spans):
        start += 1
    return start


def _opens(at: int, spans: Spans) -> bool:
    return any(
        s.start == at and s.end - s.start > 1 for kind in ("yes", "no", "dont_know") for s in spans.get(f"answers:{kind}", ())
    )


def _complete(span: Span, words: Sequence[str], kind: str, matches: Sequence[Match], grammar: Grammar) -> bool:
    """The answer stands by itself: what follows is nothing, a comma or a new statement, not what it denies."""
    if span.end >= len(words):
        return True
    first, following = words[span.start], words[span.end]
    if kind == "no" and span.end - span.start == 1 and first in grammar["no_single"]:
        bridged = following not in grammar["no_match_bridge"]
        if any(m.start == span.end or (0 < m.start - span.end <= 2 and bridged) for m in matches):
            return False
        if following in grammar["answer_subjects"] and any(m.start >= span.end for m in matches):
            return False  # "no she is not confused" answers of that alone
        return following in grammar["goes_on"] - grammar["no_single_stops"]
    if kind == "yes" and first in grammar["yes_loose"]:
        return following in grammar["yes_loose_follow"]
    if kind == "dont_know":
        return following in grammar["goes_on"] | grammar["dont_know_follow"]
    return following in grammar["goes_on"] or any(m.start == span.end for m in matches)


def marks(sentence: Sentence, spans: Spans, matches: Sequence[Match], grammar: Grammar) -> list[str]:
    """What a sentence does to what was said: correction, retract, over_it, not_that_i_know."""
    out = []
    corrections = [s for s in spans.get("answers:correction", ()) if _corrects(s, sentence, grammar)]
    if not matches and _apologises(sentence, grammar):
        corrections = [s for s in corrections if sentence.tokens[s.start].text not in grammar["sorry_words"]]
    weak = all(s.end - s.start == 1 and sentence.tokens[s.start].text in grammar["correction_weak"] for s in corrections)
    if corrections and not weak:
        out.append("correction")
    out.extend(kind for kind in ("retract", "retract_named", "over_it", "not_that_i_know") if spans.get(f"answers:{kind}"))
    return out


def _apologises(sentence: Sentence, grammar: Grammar) -> bool:
    """ "Sorry, slow typing here": for how somebody writes, not for what."""
    told = [t.text for t in sentence.tokens]
    return not grammar["apology_words"].isdisjoint(told) and all(t.number is None for t in sentence.tokens)


def _corrects(span: Span, sentence: Sentence, grammar: Grammar) -> bool:
    if span.end - span.start > 1:
        return True
    word, before = sentence.tokens[span.start].text, sentence.tokens[span.start - 1].text if span.start else ""
    if word in grammar["correction_verbs"] and before in grammar["correction_led"]:
        return False  # "I don't intend to WAIT until ...", "a long WAIT"
    return span.start <= _EARLY or word in grammar["correction_single"]


def follow_up(part: Part, matcher: Matcher, grammar: Grammar) -> str | None:
    """ "yes" or "no" where a sentence is that answer, and does not deny a finding of its own."""
    sentence, spans = part.sentence, part.spans
    start = 0
    while start < len(sentence.tokens) and sentence.tokens[start].text in grammar["answer_fill"]:
        start += 1
    if any(s.start in (0, start) for s in spans.get("answers:dont_know", ())):
        return None
    for kind in ("no", "yes"):
        for span in spans.get(f"answers:{kind}", ()):
            if span.start not in (0, start) or _longer_answer(span, spans):
                continue
            after = sentence.tokens[span.end].text if span.end < len(sentence.tokens) else ""
            plain = span.end - span.start == 1 and sentence.tokens[span.start].text in grammar["plain_answers"]
            ends = grammar["answer_ends"] | (grammar["plain_answer_ends"] if plain else frozenset())
            measured = after in grammar["before_feeling"] and sentence.tokens[span.end - 1].text in grammar["am_words"]
            if measured or (after and after not in ends):
                continue  # "I'm so scared" is no answer
            told = [m for m in matcher.match(sentence, spans) if m.polarity in _NAMED]
            goes_on = not plain and after and not sentence.tokens[span.end].mark and told  # nor is "I have just got a bad back"
            if not (goes_on or any(m.start == span.end for m in told)):
                return kind
    return None


def _longer_answer(span: Span, spans: Spans) -> bool:
    """A longer answer starts at the same word ("I have" in "I have not had it")."""
    labels = ("answers:yes", "answers:no", "answers:dont_know", "cues:unknown")
    return any(s.start == span.start and s.end > span.end for label in labels for s in spans.get(label, ()))
