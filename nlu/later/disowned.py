"""What is told of somebody who is no concern here: results in the wrong envelope, the patient before the writer, a pet at the vet's,
a relative who is "not what I'm asking about"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.people.asks_for_nobody import not_asked
from nlu.people.person import GENERIC
from nlu.people.whom import SentencePeople, anybody
from nlu.reading import NOBODY, WRITER, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]


def disowned(told: Sequence[Told], spoken: Sequence[SentencePeople], grammar: Grammar) -> None:
    """Gives such findings to nobody. Changes `told` in place."""
    wrong = _wrong_papers(spoken, grammar)
    last_case = _last_case(spoken)
    unasked = not_asked(spoken, [m for t in told for m in t.mentions])
    for i, (t, sp) in enumerate(zip(told, spoken, strict=True)):
        begins = _stranger_from(sp, grammar)
        general = _of_people(sp, grammar)
        cases = i <= last_case or bool(sp.spans.get("people:coursework"))
        others = unasked and any(who not in (WRITER, GENERIC) for _, who in sp.marks)
        t.mentions = [
            replace(m, who=GENERIC)
            if (i in wrong and _printed(m, t, grammar))
            or (begins is not None and _told_behind(begins, m, t, grammar))
            or ((general or cases) and m.who == NOBODY)
            or (sp.spans.get("people:coursework") and m.who != WRITER)
            or (others and m.who == NOBODY and m.finding not in grammar["pains"])
            else m
            for m in t.mentions
        ]


def _wrong_papers(spoken: Sequence[SentencePeople], grammar: Grammar) -> set[int]:
    """The sentences that read out results which are nobody's here: from the one that says so on, until the writer's own come."""
    first = next((i for i, sp in enumerate(spoken) if sp.spans.get("people:wrong_papers") and not _then_right(sp, grammar)), None)
    if first is None or any(p.word in grammar["kin"] for p in anybody(spoken)):
        return set()
    own = (i for i in range(first + 1, len(spoken)) if any(who == WRITER for _, who in spoken[i].marks))
    last = next((i for i in own if not _not_the_named(spoken[i], grammar)), len(spoken))
    return set(range(first, last))


def _last_case(spoken: Sequence[SentencePeople]) -> int:
    """ "CASE A: M spike. CASE B: RA. NEITHER IS ME.": the last sentence before that is said; -1 where it is not."""
    own = next((i for i, sp in enumerate(spoken) if sp.spans.get("people:none_is_me")), -1)
    return own if any(sp.spans.get("people:case_heads") for sp in spoken[: own + 1]) else -1


def _then_right(sp: SentencePeople, grammar: Grammar) -> bool:
    """ "First the wrong folder, THEN THE RIGHT ONE: calcium 2.9"."""
    behind = max(s.end for s in sp.spans["people:wrong_papers"])
    return not grammar["right_ones"].isdisjoint(sp.words[behind:])


def _not_the_named(sp: SentencePeople, grammar: Grammar) -> bool:
    """ "... and I AM NOT NOVAK": the writer comes in only to say so."""
    nots = (i for i in range(1, len(sp.words) - 1) if sp.words[i] in grammar["not_words"] and sp.words[i - 1] in grammar["am_words"])
    return any(sp.sentence.tokens[i + 1].raw.istitle() for i in nots)


def _printed(m: FindingMention, t: Told, grammar: Grammar) -> bool:
    """What a paper tells: a result, or anything behind a colon; not a pain that the writer tells beside it."""
    if m.who not in (WRITER, NOBODY):
        return True
    led = any(token.text in grammar["colons"] and token.start < m.start for token in t.sentence.tokens)
    return led or m.finding not in grammar["told_by_person"]


def _stranger_from(sp: SentencePeople, grammar: Grammar) -> int | None:
    """Where a sentence turns to the patient before, or to a pet."""
    places = [s.end for s in sp.spans.get("people:one_before", ())]
    places += [i + 1 for i, w in enumerate(sp.words) if w in grammar["pets"] and i and sp.words[i - 1] in grammar["pet_leads"]]
    return min(places, default=None)


def _of_people(sp: SentencePeople, grammar: Grammar) -> bool:
    """ "WHEN calcium gets really high PEOPLE turn confused": told of nobody in particular."""
    opened = sp.words[0] in grammar["when_words"] | grammar["conditionals"]
    return opened and bool(sp.spans.get("people:generic")) and all(who == GENERIC for _, who in sp.marks)


def _told_behind(at: int, m: FindingMention, t: Told, grammar: Grammar) -> bool:
    """A mention behind a place, where the writer does not come in between: not "the dog pulled me over and I BROKE my wrist"."""
    between = [token.text for token in t.sentence.tokens[at:] if token.start <= m.start]
    own = grammar["i_words"] | grammar["possessives"]
    if m.finding in grammar["emergencies"]:  # "the dog pulled ME over, legs numb since"
        own = own | grammar["objects"] | grammar["commas"] | grammar["ands"]
    return t.sentence.tokens[at - 1].start < m.start and own.isdisjoint(between)
