"""What is said of a thing just told by which it stands otherwise: "The X-ray says no holes, the MRI says otherwise", "Ignore the
back pain, that was last year", "What does 'lytic lesions' mean? That's what my letter says"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, NOBODY, PAST, PRESENT, PROFILE, QUESTION, WRITER, FindingMention
from nlu.sentences.told import Told
from nlu.words.lexicon import Span

Grammar = Mapping[str, frozenset[str]]
_SUBJECT = 5  # words of "but then the blood test" before "says otherwise"
_WHEN = 8  # words of "that was back in the spring of 2019"
_FIRST_YEAR, _LAST_YEAR = 1925, 2100


def retold(told: Sequence[Told], grammar: Grammar) -> None:
    """Applies what is said of what was told before it, in its own sentence or the one before. Changes `told` in place."""
    for i, t in enumerate(told):
        before = told[i - 1] if i else None
        for span in t.spans.get("answers:contradicts", ()):
            _contradict(span, t, before, grammar)
        for span in t.spans.get("answers:sets_aside", ()):
            _set_aside(span, t, told[i + 1] if i + 1 < len(told) else None, grammar)
        _own_report(t, before, grammar)
        if before is not None and any(s.start == 0 and _goes_no_further(s.end, t, grammar) for s in t.spans.get("answers:no_twinge", ())):
            _pain_gone(t, before, grammar)
        for span in t.spans.get("answers:not_really", ()):
            _not_really(span, t, grammar)


def _contradict(span: Span, t: Told, before: Told | None, grammar: Grammar) -> None:
    """ "GP said my skull was fine, THE CT SAYS OTHERWISE": the last of what was told is the other way round."""
    words = _words(t)
    start = span.start
    while start and words[start - 1] not in grammar["clause_marks"] | grammar["verdict_joins"]:
        start -= 1
    subject = words[start : span.start]
    closed = span.end == len(words) or words[span.end] in grammar["verdict_ends"]
    if t.sentence.end == "?" or not closed or len(subject) > _SUBJECT or grammar["contradicting"].isdisjoint(subject):
        return
    here = _findings(t, lambda m: m.end <= t.sentence.tokens[start].start)
    source = t if here else before if set(words[:start]) <= grammar["verdict_openers"] else None
    told = here or (_findings(source, lambda m: True) if source else [])
    told = [m for m in told if m.finding not in grammar["told_by_person"] | grammar["pain_manner"]]  # no test says how one feels
    last = max(told, key=lambda m: m.end, default=None)
    if source is None or last is None or last.value is not None or last.modality != ACTUAL or last.assertion not in (PRESENT, ABSENT):
        return
    turned = ABSENT if last.assertion == PRESENT else PRESENT
    source.mentions = [replace(m, assertion=turned) if m is last else m for m in source.mentions]


def _set_aside(span: Span, t: Told, after: Told | None, grammar: Grammar) -> None:
    """ "IGNORE THE NUMB LEGS, THAT WAS IN 2019": what is told to be left out for being over is over."""
    words = _words(t)
    if span.start and words[span.start - 1] not in grammar["clause_marks"]:
        return
    cut = next((i for i in range(span.end, len(words)) if words[i] in grammar["clause_marks"]), len(words))
    over = _was_then(cut + 1, t, grammar) if cut < len(words) else after is not None and _was_then(0, after, grammar)
    if not over:
        return
    end = t.sentence.tokens[cut - 1].end
    meant = _findings(t, lambda m: t.sentence.tokens[span.start].start <= m.start < end)
    t.mentions = [replace(m, modality=PAST) if m in meant and m.modality == ACTUAL and m.assertion == PRESENT else m for m in t.mentions]


def _was_then(at: int, t: Told, grammar: Grammar) -> bool:
    """ "That was last year", "it was back in 2019", "those were ages ago"."""
    words = _words(t)
    that = grammar["that_words"] | grammar["it_words"] | grammar["taken_up_by"]
    if at + 1 >= len(words) or words[at] not in that or words[at + 1] not in grammar["plain_was"]:
        return False
    stop = next((i for i in range(at, len(words)) if words[i] in grammar["clause_marks"]), len(words))
    stop = min(stop, at + _WHEN)
    past = [s for label in ("cues:past", "cues:long_ago", "cues:then", "answers:sometime_past") for s in t.spans.get(label, ())]
    starts = [s.start for s in past if at < s.start < stop]
    numbers = ((i, t.sentence.tokens[i].number) for i in range(at, stop))
    starts += [i for i, n in numbers if n is not None and _FIRST_YEAR <= n <= _LAST_YEAR]
    return any(grammar["when_fill"].issuperset(words[at + 2 : i]) for i in starts)  # not "it was my legs last year"


def _goes_no_further(at: int, t: Told, grammar: Grammar) -> bool:
    """ "Not a twinge (now, since March)"; not "not a twinge BEFORE last month", "not a twinge IN MY HIPS"."""
    words = _words(t)
    return at == len(words) or words[at] in grammar["clause_cuts"] | grammar["now_words"] | grammar["twinge_since"]


def _pain_gone(t: Told, before: Told, grammar: Grammar) -> None:
    """ "I was in agony with my back last year. NOT A TWINGE NOW.": the pain told before is over."""
    if any(m.finding in grammar["pains"] and m.assertion == PRESENT for m in t.mentions):
        return
    pain = grammar["pains"] | grammar["pain_manner"]
    before.mentions = [
        replace(m, modality=PAST) if m.finding in pain and (m.assertion, m.modality) == (PRESENT, ACTUAL) else m for m in before.mentions
    ]


def _own_report(t: Told, before: Told | None, grammar: Grammar) -> None:
    """ "What does X mean? IT IS WRITTEN IN MY REPORT": what a test shows and was asked about is the writer's."""
    words = _words(t)
    start = max((i + 1 for i, w in enumerate(words) if w in grammar["splitters"]), default=0)
    said = words[start:]
    own = not grammar["report_words"].isdisjoint(said) and not grammar["report_mine"].isdisjoint(said)
    if not own or not grammar["own_report_fill"].issuperset(said) or (t.sentence.end == "?" and not start):
        return
    here = _findings(t, lambda m: m.end <= t.sentence.tokens[start].start)
    source = t if here else before
    asked = source is not None and any(m.modality in (QUESTION, HYPOTHETICAL) for m in source.mentions)
    asked = asked and source is not None and not grammar["meaning_asked"].isdisjoint(_words(source))
    if source is None or not asked:
        return
    meant = [
        m for m in source.mentions
        if m.modality in (QUESTION, HYPOTHETICAL) and m.finding not in grammar["told_by_person"] | PROFILE and m.who in (WRITER, NOBODY)
    ]
    source.mentions = [replace(m, who=WRITER, modality=ACTUAL) if m in meant else m for m in source.mentions]


def _not_really(span: Span, t: Told, grammar: Grammar) -> None:
    """ "I TICKED tired BUT I'M NOT REALLY": what was put down last is denied."""
    words = _words(t)
    closed = span.end == len(words) or words[span.end] in grammar["splitters"] | grammar["ands"]
    but = max((i for i in range(span.start) if words[i] in grammar["verdict_joins"]), default=0)
    noted = [i for i in range(1, but) if words[i] in grammar["noted_on"] and words[i - 1] in grammar["i_words"]]
    if not closed or not noted or not grammar["verdict_openers"].issuperset(words[but + 1 : span.start]):
        return
    first, last = t.sentence.tokens[noted[-1]].start, t.sentence.tokens[but].start
    said = max(_findings(t, lambda m: first <= m.start < last), key=lambda m: m.end, default=None)
    again = said is not None and _findings(t, lambda m: m.start >= last and m.finding == said.finding and m.assertion == PRESENT)
    if said is None or again or (said.assertion, said.modality, said.value) != (PRESENT, ACTUAL, None):
        return
    t.mentions = [replace(m, assertion=ABSENT) if m is said else m for m in t.mentions]


def _findings(t: Told, fits: Callable[[FindingMention], bool]) -> list[FindingMention]:
    return [m for m in t.mentions if m.finding not in PROFILE and fits(m)]


def _words(t: Told) -> list[str]:
    return [token.text for token in t.sentence.tokens]
