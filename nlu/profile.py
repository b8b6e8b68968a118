"""Age and sex as people give them: "63F", "I'm a woman of 70", "in my early sixties", "a 72-year-old man"."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from nlu.matcher import Spans
from nlu.people import SentencePeople
from nlu.quantities import DURATION, PLAIN, YEAR, Quantity
from nlu.reading import ACTUAL, PRESENT, FindingMention
from nlu.text import Sentence

_ADULT = 120
_BETWEEN = frozenset(("a", "an", "about", "now", "just", "only", "nearly", "almost", "=", ":", "is", "of", "at", "the", "and", "currently", "only", "around", "im", "was", "be"))


def read_age(sentence: Sentence, quantities: Sequence[Quantity], spans: Spans, people: SentencePeople,
             tables: Mapping[str, Any], names_near: frozenset[int]) -> tuple[list[FindingMention], list[Quantity]]:
    """Age mentions, and the quantities that are left once ages are taken out. `names_near`: tokens of lab names."""
    tokens = sentence.tokens
    mentions: list[FindingMention] = []
    rest: list[Quantity] = []
    for q in quantities:
        if _is_age(q, sentence, spans, names_near):
            mentions.append(_mention(q.value, q.start, q.end, sentence, people))
        else:
            rest.append(q)
    for i, token in enumerate(tokens):
        base = tables["decades"].get(token.text)
        if base is None and token.number is not None and i + 1 < len(tokens) and tokens[i + 1].text in ("s", "'s") and tokens[i + 1].start == token.end:
            base = token.number if token.number in (20, 30, 40, 50, 60, 70, 80, 90) else None
        if base is not None and i and tokens[i - 1].text in ("my", "his", "her", "early", "mid", "late", "their", "the", "in"):
            part = tables["decade_part"].get(tokens[i - 1].text, [0, 9])
            low = int(base)
            mentions.append(_mention(f"{low + int(part[0])}-{low + int(part[1])}", i, i + 1, sentence, people))
            rest = [q for q in rest if not q.start <= i < q.end]
    return mentions, rest


def _mention(value: float | str, start: int, end: int, sentence: Sentence, people: SentencePeople) -> FindingMention:
    number = int(value) if isinstance(value, float) and value == int(value) else value
    return FindingMention("age", PRESENT, people.at(start, end), ACTUAL, value=number, unit="years",
                          start=sentence.tokens[start].start, end=sentence.tokens[min(end, len(sentence.tokens)) - 1].end)


def _is_age(q: Quantity, sentence: Sentence, spans: Spans, names_near: frozenset[int]) -> bool:
    tokens = sentence.tokens
    if q.kind not in (PLAIN, DURATION, YEAR) or (q.unit not in (None, "years")) or (isinstance(q.value, float) and q.value != int(q.value)):
        return False
    unit_words = {t.text for t in tokens[q.start:q.end + 1]}
    if q.unit == "years" and unit_words & {"old", "olds", "age", "young", "yo", "o"}:
        following = tokens[q.end].text if q.end < len(tokens) else ""
        return following not in ("fracture", "injury", "scan", "report", "x", "pain", "house", "car")
    if q.kind == YEAR and not any(s.start <= q.start for s in spans.get("quantities:age_before", ())):
        return False
    before = q.start
    while before and tokens[before - 1].text in _BETWEEN and q.start - before < 2 and not _closes_opener(spans, before):
        before -= 1
    strong = ("age", "aged", "turned", "turning", "dob")
    for s in spans.get("quantities:age_before", ()):
        if s.end in (q.start, before):
            if q.kind == DURATION and tokens[s.start].text not in strong:
                following = tokens[q.end].text if q.end < len(tokens) else ""
                if q.unit != "years" or following in ("into", "since", "ago", "after", "post", "with", "of", "now", "in", "on", "without"):
                    continue
                if tokens[s.end - 1].text not in ("am", "is", "are"):
                    continue
            if tokens[s.start].text in ("male", "female", "man", "woman", "f", "m", "years") and s.end != q.start:
                continue
            if tokens[s.start].text in ("is", "are") and not (s.start and tokens[s.start - 1].text in ("he", "she", "age", "mum", "mom", "dad", "mother", "father", "wife", "husband", "they", "gran", "grandma", "grandad", "nan", "sister", "brother")):
                continue
            if names_near & set(range(max(0, s.start - 3), q.start)):
                continue
            if q.end < len(tokens) and tokens[q.end].text in ("and", ",", "-") or isinstance(q.value, str) or q.value >= 1:
                return q.unit in (None, "years") and not (isinstance(q.value, float) and q.value < 10 and q.worded and tokens[s.start].text == "i")
    for s in spans.get("quantities:age_after", ()):
        if s.start == q.end and tokens[s.start].text in ("f", "m", "male", "female") and q.kind == PLAIN and not (names_near & set(range(max(0, q.start - 2), q.start))):
            return isinstance(q.value, float) and 10 <= q.value <= _ADULT
    return False


def _closes_opener(spans: Spans, at: int) -> bool:
    return any(s.end == at for s in spans.get("quantities:age_before", ()))


def read_sex(sentence: Sentence, spans: Spans, people: SentencePeople, age_places: Sequence[tuple[int, int]]) -> list[FindingMention]:
    """Sex mentions of a sentence: only where it is said of a person, not wherever a "man" occurs."""
    tokens = sentence.tokens
    words = [t.text for t in tokens]
    out: list[FindingMention] = []
    weak = {(s.start, s.end) for s in spans.get("people:sex_weak", ())}
    for sex in ("female", "male", "other"):
        for span in spans.get(f"people:sex:{sex}", ()):
            near_age = any(abs(span.start - e) <= 2 or abs(s - span.end) <= 2 for s, e in age_places)
            lead = words[max(0, span.start - 5):span.start]
            told = ("am" in lead or "is" in lead or "as" in lead or "sex" in lead or "gender" in lead) and "not" not in lead and bool(
                {"am", "sex", "gender", "as"} & set(lead) or ("is" in lead and {"he", "she", "patient", "pt", "who"} & set(lead)))
            alone = len(words) <= 3
            denied = "not" in lead or "no" in lead
            if denied or (words[span.start] in ("m", "f") and not (near_age or alone or "sex" in lead)):
                continue
            if told and words[span.start] not in ("m", "f") and any(w in lead for w in ("with", "for", "from", "by", "about", "to")):
                told = False
            strong = (span.start, span.end) not in weak
            if near_age or told or alone or (strong and words[span.start] in ("postmenopausal", "post", "menopausal", "widow", "widower")):
                who = people.at(span.start, span.end)
                out.append(FindingMention("sex", PRESENT, who, ACTUAL, value=sex, start=tokens[span.start].start, end=tokens[span.end - 1].end))
    return out[:1] if len({m.value for m in out}) == 1 else out
