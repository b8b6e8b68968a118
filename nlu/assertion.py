"""Whether a named finding is affirmed, denied, doubted, supposed, asked about or over.

The roles are ConText's (Harkema et al. 2009: trigger, direction, scope, terminator, pseudo-trigger), the scopes are made
for chat: lists under one denial, answers after a question mark, statements that start without punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Sequence

from nlu.lexicon import Span
from nlu.matcher import Match, Spans
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, PAST, POSSIBLE, PRESENT, QUESTION, UNKNOWN
from nlu.text import Sentence

_LIST_REACH = 40      # tokens a list-denial ("no", "denies") may reach over
_PREDICATE_REACH = 7  # tokens a "not" before an adjective or verb may reach over
_AFTER_REACH = 4      # tokens of "is", "was", ":" that may stand between a finding and its "no"
_LINKS = frozenset(("is", "was", "are", "were", "has", "have", "had", "been", "be", ":", "-", "=", "(", ",", "came", "all",
                    "both", "also", "it", "still", "so", "far", "at", "present", "?", "definitely", "completely", "totally",
                    "absolutely", "really", "quite", "pretty", "either", "that", "seems", "seem", "looks", "look", "looked", "feels", "feel", "test", "tests",
                    "results", "result", "level", "levels", "today", "luckily", "thankfully", "fortunately", "just", "perfectly", "as", "function", "there", "'s"))
_POSITIVE_STARTS = frozenset(("constant", "constantly", "severe", "bad", "some", "lots", "much", "really", "very", "terrible", "worsening", "worse",
                              "increasing", "persistent", "new", "plus", "always", "sometimes", "often", "mild", "a", "definite", "marked", "getting", "lot"))
_VERBS = frozenset(("is", "are", "was", "were", "has", "have", "had", "got", "get", "gets", "getting", "showed", "shows", "hurts", "feel", "feels", "keeps", "keep",
                    "been", "came", "said", "found", "does", "do", "did", "told", "started", "goes", "comes", "am"))


@dataclass(frozen=True)
class Assertion:
    """The reading of one match."""

    assertion: str = PRESENT
    modality: str = ACTUAL
    told: bool = False


class SentenceCues:
    """The cues of one sentence, pseudo-cues and words owned by patterns taken out."""

    def __init__(self, sentence: Sentence, spans: Spans, owned: Iterable[int]) -> None:
        self.sentence = sentence
        self.words = [t.text for t in sentence.tokens]
        self.spans = spans
        self.owned = frozenset(owned)
        swallowed = {i for s in spans.get("cues:pseudo", ()) for i in range(s.start, s.end)}
        self._swallowed = frozenset(swallowed) | self.owned
        self.negations = self._live("negation")
        self.predicate = self._live("predicate_negation")
        self.after_no = self._live("negation_after", swallow=False)
        self.after_yes = self._live("affirmation_after", swallow=False)
        self.possible = self._live("possible")
        self.possible_after = self._live("possible_after", swallow=False)
        self.unknown = self._live("unknown")
        self.unknown_after = self._live("unknown_after", swallow=False)
        self.hypothetical = [s for s in self._live("hypothetical", swallow=False)
                             if not any(r.start <= s.start < r.end for r in spans.get("cues:real_if", ()))]
        self.past = self._live("past", swallow=False)
        self.still = self._live("still", swallow=False)
        self.terminators = [s for s in self._live("terminator", swallow=False) if not set(range(s.start, s.end)) & self.owned]
        self.resume = {s.start for s in spans.get("cues:resume", ())}
        self.keeps = {s.start for s in spans.get("cues:keeps_scope", ())}
        self.commas = [i for i, w in enumerate(self.words) if w in (",", ";", "/", "&")]

    def _live(self, name: str, swallow: bool = True) -> list[Span]:
        taken = self._swallowed if swallow else self.owned
        spans = [s for s in self.spans.get(f"cues:{name}", ()) if not any(i in taken for i in range(s.start, s.end))]
        return sorted(spans, key=lambda s: (s.start, -s.end))

    def stops_between(self, start: int, end: int, match: Match) -> bool:
        """A terminator, or a subject that starts a new statement, stands in [start, end)."""
        if any(start <= s.start < end for s in self.terminators):
            return True
        for i in range(start, end):
            if i in self.resume and i not in match.tokens and i > start and not (i - 1 in self.keeps):
                following = self.words[i + 1] if i + 1 < len(self.words) else ""
                if self.words[i] in ("my", "his", "her", "their", "the", "this", "that", "its", "there", "mum", "dad") and self.words[i - 1] in (
                        "in", "on", "of", "to", "from", "with", "at", "for", "or", "nor", "around", "down", "into", "between", "by", "any", "all", "through", "under", "round",
                        "not", "no", "have", "has", "had", "deny", "denies", "find", "show", "see", "lost", "lose", "losing", "control", "hold", "empty", "feel"):
                    continue
                if self.words[i] == "it" or following in ("know", "noticed", "am", "can", "remember", "recall") and self.words[i - 1] == "that":
                    continue
                return True
        return False

    def bare_list(self, start: int, end: int, match: Match) -> bool:
        """Between a denial and a later list item: does the list simply go on (no verb, no new subject, no number)?"""
        cut = max((c for c in self.commas if start <= c < match.start), default=None)
        if cut is None:
            return True
        stop = next((c for c in self.commas if c >= match.end), len(self.words))
        segment = [i for i in range(cut + 1, stop) if i not in match.tokens and i not in self.owned]
        words = [self.words[i] for i in segment]
        if words and words[0] in ("or", "nor", "no", "and") and not (words[0] == "and" and len(words) > 1 and words[1] in _POSITIVE_STARTS):
            return True
        if any(w in _VERBS or w in ("i", "he", "she", "my", "for", "since", "though", "tho", "yes", "definitely") for w in words):
            return False
        if any(self.sentence.tokens[i].number is not None for i in segment):
            return False
        return not (words and words[0] in _POSITIVE_STARTS)


def assert_match(match: Match, cues: SentenceCues, follow_up: str | None = None) -> Assertion:
    """The assertion of one match in its sentence. `follow_up` is "yes" or "no" where the next sentence opens with it."""
    asked = cues.sentence.end == "?" or bool(_question_before(match, cues))
    if asked and follow_up and cues.sentence.end == "?" and len(cues.words) - match.end < 6:
        return Assertion(PRESENT if follow_up == "yes" else ABSENT, ACTUAL, told=True)
    after = _after(match, cues)
    if after == "yes":
        return Assertion(PRESENT, ACTUAL, told=True)
    if after == "no":
        return Assertion(ABSENT, ACTUAL, told=True)
    if _hypothetical(match, cues):
        return Assertion(PRESENT, HYPOTHETICAL)
    question = _question_before(match, cues)
    if question and not _presupposed(match, cues, question):
        return Assertion(PRESENT, QUESTION)
    if after == "unknown" or _before(match, cues, cues.unknown, _LIST_REACH):
        return Assertion(UNKNOWN, ACTUAL)
    denied = _denied_before(match, cues)
    if after == "possible" or (not denied and _doubted(match, cues)):
        return Assertion(POSSIBLE, ACTUAL)
    if denied:
        return Assertion(ABSENT, ACTUAL)
    if _over(match, cues):
        return Assertion(PRESENT, PAST)
    return Assertion(PRESENT, ACTUAL)


def _denied_before(match: Match, cues: SentenceCues) -> bool:
    first = match.start
    for span in cues.negations:
        if span.start >= match.end or any(i in match.tokens for i in range(span.start, span.end)):
            continue
        if span.end > first:          # between the parts: "back does not hurt", "legs no trouble"
            return True
        if first - span.end > _LIST_REACH or cues.stops_between(span.end, first, match):
            continue
        if cues.bare_list(span.end, first, match) and not _fresh_and(span.end, first, cues):
            return True
    for span in cues.predicate:
        if any(i in match.tokens for i in range(span.start, span.end)):
            continue
        if first < span.start < match.end:
            return True
        if span.end <= first and first - span.end <= _PREDICATE_REACH and not cues.stops_between(span.end, first, match):
            commas = [c for c in cues.commas if span.end <= c < first]
            if not commas or (cues.words[commas[-1] + 1: commas[-1] + 2] in (["or"], ["nor"])):
                if not _fresh_and(span.end, first, cues):
                    return True
    return False


def _fresh_and(start: int, end: int, cues: SentenceCues) -> bool:
    """An "and" in [start, end) that starts something affirmed ("no fractures and lots of pain")."""
    for i in range(start, end):
        if cues.words[i] in ("and", "&", "plus") and i + 1 < len(cues.words) and cues.words[i + 1] in _POSITIVE_STARTS:
            return True
    return False


def _after(match: Match, cues: SentenceCues) -> str | None:
    """What stands just after a match: "yes", "no", "unknown", "possible" or None."""
    ends = {match.end} | {b for _, b in match.parts}
    best: tuple[int, int, str] | None = None
    for kind, spans in (("unknown", cues.unknown_after), ("possible", cues.possible_after), ("no", cues.after_no), ("yes", cues.after_yes)):
        for span in spans:
            for end in ends:
                between = range(end, span.start)
                if span.start < end or len(between) > _AFTER_REACH:
                    continue
                if not all(cues.words[i] in _LINKS for i in between) or any(i in match.tokens for i in range(span.start, span.end)):
                    continue
                if any(cues.words[i] in (",", "?") for i in between) and not _ends_segment(span, cues):
                    continue
                if _belongs_to_next(span, kind, list(between), cues):
                    continue
                candidate = (len(between), -(span.end - span.start), kind)
                if best is None or candidate < best:
                    best = candidate
    return best[2] if best else None


def _ends_segment(span: Span, cues: SentenceCues) -> bool:
    following = cues.words[span.end] if span.end < len(cues.words) else None
    return following is None or following in (",", ";", ".", "but", "and", "-", "/", "though", "tho", "thankfully", "luckily", "now", "at", "so")


def _belongs_to_next(span: Span, kind: str, between: Sequence[int], cues: SentenceCues) -> bool:
    """"back pain no weight loss": the "no" denies what follows, not what stands before it."""
    word = cues.words[span.start]
    linked = any(cues.words[i] in ("is", "was", "are", "were", "has", "have", "been", "came", ":", "-", "=") for i in between)
    if kind == "no" and span.end - span.start == 1 and word in ("no", "never", "zero", "nil", "negative", "normal", "clear", "fine", "good", "ok"):
        return not linked and not _ends_segment(span, cues)
    if kind == "no" and word in ("no", "not", "does", "do", "did", "is", "are", "has", "have", "never", "i"):
        return not _ends_segment(span, cues)
    if kind == "yes" and word in ("yes", "definitely", "sure", "i", "found", "often", "lots", "a"):
        return not linked and not _ends_segment(span, cues)
    return False


def _before(match: Match, cues: SentenceCues, spans: Sequence[Span], reach: int) -> bool:
    return any(s.end <= match.start and match.start - s.end <= reach and not cues.stops_between(s.end, match.start, match)
               for s in spans)


def _doubted(match: Match, cues: SentenceCues) -> bool:
    for span in cues.possible:
        if span.end > match.start or match.start - span.end > 9:
            continue
        if cues.stops_between(span.end, match.start, match):
            continue
        if any(span.end <= c < match.start for c in cues.commas):
            continue
        if cues.words[match.start - 1] in ("my", "his", "her") and cues.words[span.start] not in ("may", "might", "maybe", "could"):
            continue
        return True
    return False


def _hypothetical(match: Match, cues: SentenceCues) -> bool:
    return any(s.start <= match.start and not any(t.start < match.start and t.start >= s.end and cues.words[t.start] in ("but", "because", "however")
                                                  for t in cues.terminators) for s in cues.hypothetical)


def _question_before(match: Match, cues: SentenceCues) -> Span | None:
    """The opener of the question that a match stands in."""
    latest: Span | None = None
    for span in cues.spans.get("cues:question_start", ()):
        if span.start > match.start:
            continue
        at_start = span.start == 0 or cues.words[span.start - 1] in (",", "but", "and", "so", "-", ":", "hi", "hello", "hey", "please", "ok", "okay", "then", "also", "well", "um", "er")
        if not at_start:
            continue
        if latest is None or span.start >= latest.start:
            latest = span
    if latest is None:
        return None
    for i in range(latest.end, match.start):
        if cues.words[i] in (",", "-", ":") and i + 1 < len(cues.words) and cues.words[i + 1] in ("i", "my", "he", "she", "his", "her", "because", "as", "mine"):
            return None
        if cues.words[i] in ("because", "since", "but") and cues.sentence.end != "?":
            return None
    return latest


def _presupposed(match: Match, cues: SentenceCues, question: Span) -> bool:
    for span in cues.spans.get("cues:presupposed", ()):
        if span.start >= question.start and span.end <= match.start and match.start - span.end <= 2:
            inner = cues.words[span.end:match.start]
            if all(w not in ("and", "the", "a", "you", "it", "mean", "risk", "at", "chance") for w in inner):
                opener = cues.words[question.start]
                if cues.words[span.start] in ("i", "am") and opener in ("can", "could", "will", "would", "should", "do", "did", "am", "may", "might", "if"):
                    continue
                return True
    return False


def _over(match: Match, cues: SentenceCues) -> bool:
    if any(not (s.end <= match.start - 12) for s in cues.still):
        return False
    return any(abs(s.start - match.end) <= 10 or abs(match.start - s.end) <= 8 for s in cues.past
               if not cues.stops_between(min(match.end, s.start), max(match.start, s.start), match))
