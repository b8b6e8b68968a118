"""Short answers and other marks that mean something only beside the question asked: yes, none of those, that's all."""

from __future__ import annotations

from typing import Sequence

from nlu.lexicon import Span
from nlu.matcher import Match, Spans
from nlu.text import Sentence

_FILLERS = frozenset(("well", "um", "uh", "erm", "er", "hmm", "oh", "ok", "okay", "so", "and", "ah", "hm", "right", "honestly", "no,", "hi", "hello", "sorry", "actually", "to", "be",
                      "honest", "tbh", "eh", "ooh", "gosh", "god", "thanks", "thank", "you", "please", "lol", "haha", "dear", "mate", "love", "doctor", "frankly", "i", "think", "guess", ",", "-", "."))
_GOES_ON = frozenset((",", "but", "and", "i", "thanks", "thank", "my", "just", "it", "that", "they", "he", "she", "we", "-", "the", "only", "though", "tho", "really", "never", "not",
                      "to", "for", "at", "all", "so", "he", "his", "her", "sorry", "this", "there", "about", "please", "doctor", "sir", "madam", "mate", "love", "lol", "either", "in", "none", "definitely",
                      "some", "several", "bad", "terrible", "lots", "a", "very", "quite", "as", "because", "since", "is", "was", "are", "both", "one", "two", "sometimes", "afraid", "unfortunately", "(", ":", "when", "what", "why", "how", "?", "mainly", "mostly", "especially", "on", "with", "around", "roughly", "nothing", "nope", "yes", "no", "yeah", "do", "did", "have"))


def short_answers(sentence: Sentence, spans: Spans, matches: Sequence[Match]) -> list[str]:
    """The short answers of a sentence: at most one of yes, no, dont_know at its start, and "the rest" ones anywhere."""
    words = [t.text for t in sentence.tokens]
    out: list[str] = []
    rest = [kind for kind in ("rest_no", "rest_unknown") if spans.get(f"answers:{kind}")]
    start = 0
    while start < len(words) and words[start] in _FILLERS and not _opens(start, words, spans):
        start += 1
    best: tuple[int, int, str] | None = None
    for rank, kind in enumerate(("dont_know", "no", "yes")):
        for span in spans.get(f"answers:{kind}", ()):
            if span.start in (0, start) and _complete(span, words, kind, matches):
                candidate = (span.end, -rank, kind)
                if best is None or candidate > best:
                    best = candidate
    if best is not None and not any(s.start == start and s.end >= best[0] for kind in rest for s in spans[f"answers:{kind}"]):
        out.append(best[2])
    return out + rest


def _opens(at: int, words: Sequence[str], spans: Spans) -> bool:
    return any(s.start == at and s.end - s.start > 1 for kind in ("yes", "no", "dont_know") for s in spans.get(f"answers:{kind}", ()))


def _complete(span: Span, words: Sequence[str], kind: str, matches: Sequence[Match]) -> bool:
    """The answer stands by itself: what follows is nothing, a comma or a new statement, not what it denies."""
    if span.end >= len(words):
        return True
    following = words[span.end]
    if kind == "no" and span.end - span.start == 1 and words[span.start] in ("no", "never", "none", "not", "nothing", "normal", "clear", "fine", "negative", "wrong"):
        if any(m.start == span.end or (m.start > span.end and m.start - span.end <= 2 and following not in (",", "-", "i", "but", "just")) for m in matches):
            return False
        return following in _GOES_ON and following not in ("a", "the", "bad", "lots", "some", "one", "very", "problem", "to", "for", "in", "is", "was", "quite", "with", "my", "so")
    if kind == "yes" and words[span.start] in ("i", "it", "they", "there", "she", "he", "positive", "a", "found", "always", "often", "got", "done", "right", "true", "correct", "confirmed", "check", "had", "both"):
        return following in (",", "-", "and", "but", "though", "too", "thanks", "unfortunately", "indeed", "yes", "sadly")
    if kind == "dont_know":
        return following in _GOES_ON or following in ("if", "whether", "what", "which", "of", "on", "yet", "any", "them", "those", "these", "sorry", "anything", "that", "one", "done")
    return following in _GOES_ON or any(m.start == span.end for m in matches)


def marks(sentence: Sentence, spans: Spans) -> list[str]:
    """correction, retract, over_it, not_that_i_know."""
    out = []
    for kind in ("correction", "retract", "over_it"):
        found = spans.get(f"answers:{kind}", ())
        if kind == "correction":
            found = [s for s in found if s.end - s.start > 1 or s.start <= 3 or sentence.tokens[s.start].text in ("sorry", "actually", "correction", "oops", "wait")]
            if all(sentence.tokens[s.start].text in ("not", "wrong", "instead", "rather") and s.end - s.start == 1 for s in found):
                found = []
        if found:
            out.append(kind)
    text = sentence.text()
    if "not that i know" in text or "to my knowledge" in text or "not that i am aware" in text or "as far as i know" in text:
        out.append("not_that_i_know")
    return out
