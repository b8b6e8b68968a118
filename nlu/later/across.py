"""What sentences and rows of one message say together: the better of two measurements, "the bone" that broke before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from nlu.reading import ABSENT, ACTUAL, POSSIBLE, PRESENT, FindingMention
from nlu.sentences.told import Told

_PAINS = ("bone_pain", "spinal_pain", "radiating_pain")
_HOLED = ("skull_lesions", "long_bone_lesion")  # a hole that has a finding of its own
_YEAR = 1925  # the first that "since" may name
Grammar = Mapping[str, frozenset[str]]


def best_measured(told: Sequence[Told], grammar: Grammar) -> None:
    """ "Calcium 2.70, adjusted calcium 2.85": of two values of one thing the corrected one stands. Changes `told`."""
    better = {(m.finding, m.who) for t in told for m in t.mentions if m.value is not None and _corrected(m, t, grammar)}
    for t in told:
        t.mentions = [
            m
            for m in t.mentions
            if m.value is None or (m.finding, m.who) not in better or _corrected(m, t, grammar)
        ]


def same_bone(told: Sequence[Told], grammar: Grammar) -> None:
    """ "I snapped my upper arm. Something is eating the bone there.": a hole in the long bone that broke. Changes `told`."""
    for i, later in enumerate(told):
        if grammar["same_place"].isdisjoint(t.text for t in later.sentence.tokens):
            continue
        broke = any(
            m.finding == "pathological_fracture" and m.assertion == PRESENT and t.spans.get("LONG_BONE")
            for t in told[max(0, i - 1) : i + 1]
            for m in t.mentions
        )
        later.mentions.extend(
            replace(m, finding="long_bone_lesion", sites=())
            for m in list(later.mentions)
            if broke and _somewhere(m, grammar) and not any(o.finding == "long_bone_lesion" for o in later.mentions)
        )


def as_reported(told: Sequence[Told], grammar: Grammar) -> None:
    """What pictures do not show: of "no lytic lesions, no osteoporosis" and "holes in the skull, ribs fine" the first denies
    thin bone on them and the second no pain. Changes `told` in place."""
    for i, t in enumerate(told):
        pictured = [any(m.finding in grammar["pictured"] for m in o.mentions) for o in told[max(0, i - 1) : i + 1]]
        spoken = any(w.text in grammar["i_words"] | grammar["owners"] for w in t.sentence.tokens)
        thought = any(m.finding == "diffuse_osteoporosis" and m.assertion == POSSIBLE for m in t.mentions)
        if any(pictured) and not spoken and not t.spans.get("PAIN"):
            shoots = {w.start for w in t.sentence.tokens if w.text in grammar["shooting"]}
            t.mentions = [
                m for m in t.mentions if m.finding not in _PAINS or m.assertion != ABSENT or any(m.start <= at < m.end for at in shoots)
            ]
        if thought or (pictured[-1] and not spoken):
            t.mentions = [
                replace(m, finding="diffuse_osteoporosis") if m.finding == "known_osteoporosis" and m.assertion == ABSENT else m
                for m in t.mentions
            ]


def spine_whole(told: Sequence[Told], grammar: Grammar) -> None:
    """ "MRI of the back: no fracture", "the scan says osteoporosis of the spine, no fractures": no collapsed vertebra either.
    Changes `told` in place."""
    for i, t in enumerate(told):
        words = [w.text for w in t.sentence.tokens]
        near = told[max(0, i - 1) : i + 1]
        pictured = min((s.end for s in t.spans.get("SCAN", ())), default=0 if near[0].spans.get("SCAN") else len(words))
        spine = any(o.spans.get("VERTEBRA") or any(w.text in grammar["back_words"] for w in o.sentence.tokens) for o in near)
        if not spine or any(m.finding == "vertebral_compression_fracture" for o in near for m in o.mentions):
            continue
        for m in [m for m in t.mentions if m.finding == "pathological_fracture" and m.assertion == ABSENT and m.modality == ACTUAL]:
            inside = [at for at, w in enumerate(t.sentence.tokens) if m.start <= w.start < m.end]
            lead = words[pictured : inside[-1] + 1]
            named = any(words[at] in grammar["fractures"] for at in inside)
            if named and lead and (grammar["i_words"] | grammar["ever_words"]).isdisjoint(lead):
                t.mentions.append(replace(m, finding="vertebral_compression_fracture"))


def skull_only(told: Sequence[Told], grammar: Grammar) -> None:
    """ "Any holes? Yes, punched-out ones in the skull": the holes without a bone of their own are those in the skull; not "my bones are
    full of holes, EVEN the skull". Changes `told` in place."""
    everything = [m for t in told for m in t.mentions]
    skulls = [(m, t) for t in told for m in t.mentions if _there(m, "skull_lesions")]
    elsewhere = any(_there(m, "osteolytic_lesions") and any(s not in grammar["generic_sites"] for s in m.sites) for m in everything)
    if not skulls or elsewhere or any(_there(m, "long_bone_lesion") for m in everything):
        return
    if any(_beside_others(m, t, grammar) for m, t in skulls):
        return
    for t in told:
        t.mentions = [m for m in t.mentions if not (m.finding == "osteolytic_lesions" and m.assertion == PRESENT)]


def _beside_others(m: FindingMention, t: Told, grammar: Grammar) -> bool:
    """The skull is named behind the other bones, or all of them: "even the skull", "skull included"."""
    tokens = t.sentence.tokens
    place = max((s for s in t.spans.get("SKULL", ()) if m.start <= tokens[s.start].start < m.end), key=lambda s: s.start, default=None)
    if place is None:
        return False
    cut = max((i for i in range(place.start) if tokens[i].text in grammar["splitters"] | grammar["beside_too"]), default=0)
    near = {w.text for w in tokens[max(cut - 1, 0) : place.end + 2]}
    too = not (grammar["beside_too"] | (grammar["ands"] if cut else frozenset())).isdisjoint(near)
    return too and not grammar["whole_of"].isdisjoint(w.text for w in (*tokens[: place.start], *tokens[place.end :]))


def _there(m: FindingMention, finding: str) -> bool:
    return m.finding == finding and m.assertion == PRESENT and m.modality == ACTUAL


def edged_holes(told: Sequence[Told]) -> None:
    """ "Holes, clean cut, with nothing round them", "no new bone round the lytic lesions": holes whose edge is described
    are there, whatever is denied of the edge. Changes `told` in place."""
    for t in told:
        edges = [m for m in t.mentions if m.finding == "reactive_bone" and m.modality == ACTUAL and m.assertion in (PRESENT, ABSENT)]
        if edges:
            holed = any(m.finding in _HOLED and m.assertion == PRESENT for m in t.mentions)
            ends = {s.end for s in t.spans.get("ROUND_ABOUT", ())}
            around = any(s.start in ends for s in t.spans.get("THE_HOLES", ()))
            t.mentions = [n for m in t.mentions if (n := _with_edge(m, edges, around, holed)) is not None]


def _with_edge(
    m: FindingMention, edges: Sequence[FindingMention], around: bool, holed: bool
) -> FindingMention | None:
    """A mention of holes beside one of their edge; None where the hole has a finding of its own, and only its edge is denied."""
    if m.finding != "osteolytic_lesions" or m.modality != ACTUAL:
        return m
    denied = m.assertion == ABSENT and any(m.start < e.start < m.end for e in edges)
    if holed:
        return None if denied else m
    named = around or denied or (m.bare and m.assertion == PRESENT)
    return replace(m, bare=False, assertion=PRESENT) if named else m


def lived_with(told: Sequence[Told], grammar: Grammar) -> None:
    """ "Osteoporosis on DEXA FOR YEARS", "SINCE 2010": what a scan showed long ago is an illness somebody lives with."""
    for t in told:
        tokens = t.sentence.tokens
        spans = [s for s in t.spans.get("LIVED_WITH", ()) if not s.start or tokens[s.start - 1].text not in grammar["ands"]]
        long = [tokens[s.start].start for s in spans]
        long += [a.start for a, b in pairwise(tokens) if a.text in grammar["since_words"] and (b.number or 0) > _YEAR]
        words = [tokens[s.start].start for s in t.spans.get("OSTEOPOROSIS", ())]
        t.mentions = [
            replace(m, finding="known_osteoporosis") if _of_long(m, words, long, t.mentions) else m for m in t.mentions
        ]


def _of_long(m: FindingMention, words: Sequence[int], long: Sequence[int], mentions: Sequence[FindingMention]) -> bool:
    """Thin bone by the illness's name, with a word for a long time behind it and nothing else between."""
    if m.finding != "diffuse_osteoporosis" or m.assertion != PRESENT or not any(m.start <= at < m.end for at in words):
        return False
    behind = min((at for at in long if at >= m.start), default=None)
    return behind is not None and not any(m.end <= o.start < behind for o in mentions)


def little_made(told: Sequence[Told], grammar: Grammar) -> None:
    """ "Broke a rib. I only coughed.", "My hip broke. No fall, no knock.": the sentence beside a break says how little made it.
    Changes `told` in place."""
    for i, t in enumerate(told):
        beside = [o for o in told[max(0, i - 1) : i + 2] if o is not t and o.silent]
        little = any(o.spans.get("NO_FORCE") or _only_did(o, grammar) for o in beside)
        if little and not any(o.spans.get("FORCE") for o in (*beside, t)):
            t.mentions = [
                replace(m, bare=False) if m.finding == "pathological_fracture" and m.bare and m.assertion == PRESENT else m
                for m in t.mentions
            ]


def _only_did(t: Told, grammar: Grammar) -> bool:
    """ "I was ONLY HANGING the washing out", "WITHOUT TRAUMA"; not "no injury since"."""
    words = [w.text for w in t.sentence.tokens]
    if not grammar["since_words"].isdisjoint(words):
        return False
    only = {i + 1 for i, w in enumerate(words) if w in grammar["only_words"]}
    little = t.spans.get("FRAGILE", ())
    return any(s.start in only for s in (*t.spans.get("DEED", ()), *little)) or any(
        words[s.start] in grammar["determiner_denials"] for s in little
    )


def _corrected(m: FindingMention, told: Told, grammar: Grammar) -> bool:
    words = (t.text for t in told.sentence.tokens if m.start <= t.start < m.end)
    return not grammar["corrected_measure"].isdisjoint(words)


def _somewhere(m: FindingMention, grammar: Grammar) -> bool:
    plain = m.finding == "osteolytic_lesions" and m.assertion == PRESENT and m.modality == ACTUAL
    return plain and all(site in grammar["generic_sites"] for site in m.sites)
