"""Values whose test is named behind them: "It was 102, now it's 95. That's the haemoglobin.", "it came to ninety, the ESR"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlu.patterns.matcher import Match, Matcher, Spans
from nlu.sentences.tables import Part
from nlu.words.text import Sentence, Token

Grammar = Mapping[str, frozenset[str]]
_TAIL = 9  # words of "that's the haemoglobin I mean, in g/L"


def named_after(
    parts: Sequence[Part], matcher: Matcher, grammar: Grammar
) -> Iterator[tuple[Part, Sequence[Token] | None]]:
    """The parts, each with its tokens in another order where the name of its value's test is told behind it: the name before the
    number. A sentence that only told the name is left out."""
    at = 0
    while at < len(parts):
        behind = parts[at + 1] if at + 1 < len(parts) else None
        put = _named_behind(parts[at], behind, matcher, grammar)
        yield parts[at], put[0] if put else None
        at += 2 if put and put[1] else 1


def _named_behind(
    first: Part, second: Part | None, matcher: Matcher, grammar: Grammar
) -> tuple[Sequence[Token], bool] | None:
    """The tokens of a sentence with the test's name before its number, and whether the sentence behind it is used up by that;
    None where no name is told so late."""
    tokens = first.sentence.tokens
    at = _number(tokens, first.spans, grammar)
    if at is None or grammar["value_told"].isdisjoint(first.sentence.words):
        return None
    own = [m for m in matcher.match(first.sentence, first.spans) if m.polarity == "name"]
    if not own and second is not None and len(second.sentence.tokens) <= _TAIL and second.sentence.end != "?":
        name = _only_name(second.sentence, 0, matcher.match(second.sentence, second.spans), grammar)
        return (_put(tokens, at, second.sentence, name), True) if name is not None else None
    commas = [i for i, t in enumerate(tokens) if i > at and t.text in grammar["splitters"]]
    if commas and not grammar["meaning"].isdisjoint(t.text for t in tokens[commas[-1] :]):
        own = [m for m in own if m.start > commas[-1]]  # "the red count was ninety-one, HAEMOGLOBIN I MEAN"
    if len(own) == 1 and commas and commas[-1] < own[0].start and len(tokens) - commas[-1] <= _TAIL:
        name = _only_name(first.sentence, commas[-1], own, grammar)
        return (_put(tokens[: commas[-1]], at, first.sentence, name), False) if name is not None else None
    return None


def _number(tokens: Sequence[Token], spans: Spans, grammar: Grammar) -> int | None:
    """The first number that may be a value: no age, no time, no dose, and none that counts or measures something else."""
    for i, t in enumerate(tokens):
        if t.number is None:
            continue
        lasting = any(s.start == i + 1 for label in ("durations", "other_measures") for s in spans.get(f"quantities:{label}", ()))
        led = i > 0 and tokens[i - 1].text in grammar["being_aged"] | grammar["not_words"] | grammar["numbered"]
        if lasting or led:
            continue
        closed = i + 1 == len(tokens) or tokens[i + 1].mark or tokens[i + 1].text in grammar["clause_cuts"] | grammar["behind_value"]
        unit = any(s.start == i + 1 for label, found in spans.items() if label.startswith("quantities:units:") for s in found)
        otherwise = any(w.text in grammar["otherwise_measured"] for w in tokens[:i])
        return i if (closed or unit) and not otherwise else None
    return None


def _only_name(sentence: Sentence, start: int, matches: Sequence[Match], grammar: Grammar) -> Match | None:
    """The one name of some words that tell nothing more."""
    names = [m for m in matches if m.polarity == "name"]
    if len(names) != 1 or any(m.tokens.isdisjoint(names[0].tokens) for m in matches):
        return None
    rest = [t for i, t in enumerate(sentence.tokens) if i >= start and i not in names[0].tokens]
    return names[0] if all(t.text in grammar["name_tail"] for t in rest) else None


def _put(tokens: Sequence[Token], at: int, sentence: Sentence, name: Match) -> list[Token]:
    place = tokens[at]
    put = [replace(sentence.tokens[i], start=place.start, end=place.start) for i in range(name.start, name.end)]
    return [*tokens[:at], *put, *tokens[at:]]
