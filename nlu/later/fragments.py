"""A place named by itself, and one that an "it" takes up: "It's my neck this time.", "I fell on my hip. It still hurts." """

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlu.assertion.clauses import clause_ranges
from nlu.people.whom import SentencePeople
from nlu.reading import ABSENT, ACTUAL, PRESENT, PROFILE, FindingMention
from nlu.sentences.told import Told
from nlu.words.lexicon import Span

Grammar = Mapping[str, frozenset[str]]
_QUESTION = "?"
_OPENING = 1  # words before a correction that opens a sentence
_OWNER = 3  # words from "my" to a place ("my poor lower back")


def placed(
    told: Sequence[Told], people: Sequence[SentencePeople], sites: Mapping[str, str], attributes: frozenset[str],
    grammar: Grammar, corrected: bool,
) -> None:
    """Adds the pain at places that stand alone, where the message tells what a pain is like and not where it is, or
    where it says "it is my ..." and nothing else. Changes `told` in place.

    `sites`: findings of pain with the groups of their places; `attributes`: findings that say something of a pain;
    `corrected`: the message puts something right, which may be of no pain.
    """
    if _only_that(told, attributes, sites, grammar):
        for t in told:
            t.mentions = [replace(m, bare=False) if m.finding in sites and m.assertion == PRESENT else m for m in t.mentions]
    everything = [m for t in told for m in t.mentions]
    placed_pain = any(m.finding in sites and m.assertion == PRESENT and not m.bare for m in everything)
    hurts = not placed_pain and any(m.finding in attributes and m.modality == ACTUAL for m in everything)
    found = hurts and any(_here(m, sites) for t in told if _only_pain(t, sites, attributes) for m in t.mentions)
    for i, t in enumerate(told):
        if t.sentence.end == _QUESTION or _tells_other(told[max(0, i - 1) : i + 1], sites, attributes):
            continue
        contrast = bool(t.spans.get("NOT_IT_IS") or t.spans.get("NOT_ONLY"))
        for finding, (start, end), says_it_is in _alone(t, sites, grammar):
            if (hurts and _only_pain(t, sites, attributes)) or (says_it_is and (contrast or not corrected)):
                first, last = t.sentence.tokens[start], t.sentence.tokens[end - 1]
                who = people[i].at(start, end)
                t.mentions.append(FindingMention(finding, PRESENT, who, ACTUAL, start=first.start, end=last.end))
                found = True
    if found:
        for t in told:
            t.mentions = [replace(m, bare=False) if m.finding in attributes or m.finding in sites else m for m in t.mentions]


def _here(m: FindingMention, sites: Mapping[str, str]) -> bool:
    """ "Its my spine": a place that is said to be the one."""
    return m.finding in sites and m.bare and m.assertion == PRESENT and m.modality == ACTUAL


def _only_pain(t: Told, sites: Mapping[str, str], attributes: frozenset[str]) -> bool:
    """A sentence that tells of nothing that is there but a pain's place or what it is like."""
    known = attributes | PROFILE | frozenset(sites)
    return all(m.finding in known or m.assertion == ABSENT for m in t.mentions)


def _only_that(told: Sequence[Told], attributes: frozenset[str], sites: Mapping[str, str], grammar: Grammar) -> bool:
    """ "Waterworks fine, legs fine. JUST THE BACK": what is left, where all the alarms that are named are denied."""
    others = [m for t in told for m in t.mentions if m.finding not in attributes | PROFILE and m.finding not in sites]
    left = any(not grammar["only_words"].isdisjoint(w.text for w in t.sentence.tokens) for t in told)
    return left and any(m.finding in grammar["alarming"] for m in others) and all(m.assertion == ABSENT for m in others)


def only_of_it(told: Sequence[Told], attributes: frozenset[str], grammar: Grammar) -> bool:
    """ "It comes and goes": the message opens with an "it", and tells nothing but what that is like."""
    mentions = [m for t in told for m in t.mentions if m.finding not in PROFILE]
    opens = any(t.text in grammar["of_it"] for s in told[:1] for t in s.sentence.tokens[:1])
    asks = any(t.sentence.end == _QUESTION for t in told)
    of_pain = attributes | grammar["pains"]
    return opens and not asks and any(m.finding in attributes for m in mentions) and all(m.finding in of_pain for m in mentions)


def it_hurts(
    told: Sequence[Told], people: Sequence[SentencePeople], sites: Mapping[str, str], grammar: Grammar
) -> None:
    """ "My hip was fine a month ago. Now it hurts.": the pain of the place named before, where no other is told of."""
    if any(m.finding in sites and m.assertion == PRESENT and not m.bare for t in told for m in t.mentions):
        return
    for i, t in enumerate(told):
        at = None if t.sentence.end == _QUESTION else _sore_at(t, grammar)
        if at is None:
            continue
        for earlier, end in ((i, at), (i - 1, None)):
            place = _last_place(told[earlier], end, sites, grammar) if earlier >= 0 else None
            if place is not None:
                finding, span = place
                first, last = t.sentence.tokens[at], t.sentence.tokens[at + 1]
                who = people[earlier].at(span.start, span.end)
                t.mentions = [m for m in t.mentions if m.finding != finding]
                t.mentions.append(FindingMention(finding, PRESENT, who, ACTUAL, start=first.start, end=last.end))
                return


def place_put_right(told: Sequence[Told], sites: Mapping[str, str], grammar: Grammar) -> None:
    """ "My hip hurts, no sorry, MY BACK", "it's my back, I mean my ribs": the pain told last sits at the place named then.

    Changes `told` in place.
    """
    for i, t in enumerate(told):
        words = [token.text for token in t.sentence.tokens]
        for span in t.spans.get("answers:correction", ()):
            if words[span.end - 1] not in grammar["put_right_ends"]:
                continue  # "not the ribs" says where it is not
            at = span.end
            while at < len(words) and (t.sentence.tokens[at].mark or words[at] in grammar["owners"] | grammar["put_right_fill"]):
                at += 1
            place = next(((f, s) for f, s in _places(t, sites) if s.start <= at < s.end and s.end > at), None)
            if place is None:
                continue
            finding, where = place
            after = where.end + (words[where.end : where.end + 1] != [] and words[where.end] in grammar["plain_pains"])
            if after < len(words) and not t.sentence.tokens[after].mark:
                continue
            start = t.sentence.tokens[span.start].start
            source = t if any(m.start < start for m in t.mentions) else told[i - 1] if i and span.start <= _OPENING else None
            before = [m for m in source.mentions if m.finding in sites and m.assertion == PRESENT and m.start < start] if source else []
            if source is None or not before or before[-1].finding == finding:
                continue
            first, last = t.sentence.tokens[where.start], t.sentence.tokens[where.end - 1]
            source.mentions = [m for m in source.mentions if m is not before[-1]]
            t.mentions = [m for m in t.mentions if not (m.finding in sites and start <= m.start < last.end)]
            t.mentions.append(
                replace(before[-1], finding=finding, start=first.start, end=last.end, modality=ACTUAL, bare=False, sites=())
            )
            break


def _places(t: Told, sites: Mapping[str, str]) -> list[tuple[str, Span]]:
    found = [(finding, s) for finding, group in sites.items() for s in t.spans.get(group, ())]
    return sorted(found, key=lambda f: f[1].start - f[1].end)


def _sore_at(t: Told, grammar: Grammar) -> int | None:
    """Where "it hurts", "they still ache" or "it is very sore" starts."""
    words = [token.text for token in t.sentence.tokens]
    sore = {s.start for s in t.spans.get("SORE_VERB", ())}
    for at, word in enumerate(words[:-1]):
        end = at + 1
        while end < len(words) and words[end] in grammar["sore_fill"]:
            end += 1
        if word in grammar["it_words"] | grammar["taken_up_by"] and end in sore:
            return at
    return None


def _last_place(t: Told, end: int | None, sites: Mapping[str, str], grammar: Grammar) -> tuple[str, Span] | None:
    """The place of somebody's named last before a token, or in the whole sentence."""
    words = [token.text for token in t.sentence.tokens]
    stop = len(words) if end is None else end
    found = [
        (finding, s)
        for finding, group in sites.items()
        for s in t.spans.get(group, ())
        if s.end <= stop and _owned(s, words, grammar)
    ]
    return max(found, key=lambda f: (f[1].end, f[1].end - f[1].start), default=None)


def _tells_other(told: Sequence[Told], sites: Mapping[str, str], attributes: frozenset[str]) -> bool:
    """ "I can't grip a cup. It's my arm.": the place of something that is no pain."""
    known = attributes | PROFILE | frozenset(sites)
    return any(m.finding not in known and m.assertion != ABSENT and m.modality == ACTUAL for t in told for m in t.mentions)


def _alone(t: Told, sites: Mapping[str, str], grammar: Grammar) -> Iterator[tuple[str, tuple[int, int], bool]]:
    """Places that a clause consists of ("right in the small of my back"), and whether it says "it is"."""
    words = [token.text for token in t.sentence.tokens]
    beside = {i for label in ("cues:aside", "NOT_ONLY") for s in t.spans.get(label, ()) for i in range(s.start, s.end)}
    sited = {i for group in sites.values() for s in t.spans.get(group, ()) for i in range(s.start, s.end)}
    for clause in clause_ranges(words, grammar):
        for finding, group in sites.items():
            inside = [s for s in t.spans.get(group, ()) if clause.start <= s.start and s.end <= clause.stop]
            longest = max(inside, key=lambda s: s.end - s.start, default=None)
            if longest is None:
                continue
            rest = [words[i] for i in clause if i not in sited and i not in beside]
            says_it_is = all(not grammar[row].isdisjoint(rest) for row in ("it_words", "be_words")) and _owned(longest, words, grammar)
            known = grammar["place_fill"] | (grammar["complaint_fill"] if says_it_is else frozenset())
            if known.issuperset(rest):
                yield finding, (longest.start, longest.end), says_it_is


def _owned(place: Span, words: Sequence[str], grammar: Grammar) -> bool:
    """ "It is my back", "it's the back of my neck"; "it is back" names no place."""
    return not (grammar["owners"] | grammar["definites"]).isdisjoint(words[max(0, place.start - _OWNER) : place.end])
