"""What somebody asked about and the answer to it, in one telling: "they asked about numbness and I said no", "bladder, bowels and legs,
all in working order"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.words.text import Token, ends_sentence

Grammar = Mapping[str, frozenset[str]]
_ASKED = 14  # words of what is asked about
_SAID = 5  # words of "and I told her : "
_STATE = 8  # words from "everything" to "working order"


def asked_and_said(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """The tokens with a question mark behind what was asked about, and the plain answer behind that."""
    out = list(tokens)
    for at in range(len(out) - 3, -1, -1):
        start = _asked_from(out, at, grammar)
        found = _answer(out, start, grammar) if start is not None else None
        if start is None or found is None:
            continue
        end, answer, rest = found
        said = "yes" if out[answer].text in grammar["many_words"] else out[answer].text
        stop = replace(out[end], text="?", raw="?", mark=True)
        at -= at > 0 and out[at - 1].text in grammar["saying_whom"]
        out[at:rest] = [*out[start:end], stop, replace(out[answer], text=said)]
    return out


def _asked_from(tokens: Sequence[Token], at: int, grammar: Grammar) -> int | None:
    """Where what is asked starts, behind "asked me about" or at "had I" behind "asked"."""
    if tokens[at].text not in grammar["ask_reports"]:
        return None
    start = at + 1
    while start < len(tokens) and tokens[start].text in grammar["asked_whom"] - grammar["i_words"]:
        start += 1
    if start + 1 >= len(tokens):
        return None
    subjects = grammar["aux_subjects"] | grammar["i_words"] | grammar["existential"]
    turned = tokens[start].text in grammar["asked_auxiliaries"] and tokens[start + 1].text in subjects
    if tokens[start].text in grammar["about_words"]:
        return start + 1
    return start if turned or tokens[start].text in grammar["whether_words"] else None


def _answer(tokens: Sequence[Token], start: int, grammar: Grammar) -> tuple[int, int, int] | None:
    """Where what is asked ends, where the answer stands, and where what follows it starts."""
    for end in range(start + 1, min(start + 1 + _ASKED, len(tokens))):
        if not (tokens[end].mark or tokens[end].text in grammar["ands"] | grammar["but_words"] | grammar["saying_whom"]):
            continue
        at = end
        while at < len(tokens) and at - end < _SAID and (tokens[at].mark or tokens[at].text in grammar["said_between"]):
            at += 1
        said = not grammar["saying"].isdisjoint(t.text for t in tokens[end:at])
        if at < len(tokens) and tokens[at].text in grammar["said_answers"]:
            rest = at + 1
            while rest < len(tokens) and rest - at < _SAID and (tokens[rest].text in grammar["said_between"] or tokens[rest].text in '",'):
                rest += 1
            behind = not grammar["saying"].isdisjoint(t.text for t in tokens[at + 1 : rest])
            closed = at + 1 == len(tokens) or tokens[at + 1].mark or tokens[at + 1].text in grammar["answer_goes_on"]
            if closed and (said or behind):
                return end, at, rest if behind else at + 1 + (tokens[at + 1 : at + 2] != [] and tokens[at + 1].text == '"')
        if "?" in tokens[end].text:
            return None
    return None


def listed_well(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "Bladder, bowels, legs: ALL PRESENT AND CORRECT": each of a list is told to be well, where nothing is set against it."""
    out = list(tokens)
    things = grammar["asked_things"] | grammar["body_words"] | grammar["listed_signs"]
    listable = things | grammar["asked_thing_fill"] | grammar["listed_fill"] | grammar["ands"] | grammar["commas"]
    for at in range(len(out) - 1, 1, -1):
        if out[at].text not in grammar["listed_all"] or not _well(out, at, grammar):
            continue
        end = at
        while end and (out[end - 1].text in grammar["said_between"] | grammar["ands"] | grammar["colons"] | grammar["commas"]):
            end -= 1
        start, items = end, [end]
        while start and out[start - 1].text in listable:
            start -= 1
            if out[start].text in grammar["ands"] | grammar["commas"]:
                items.append(start)
        cuts = sorted(set(items))
        start += out[start].text in grammar["about_words"]
        parts = [out[a:b] for a, b in zip([start, *(c + 1 for c in cuts)], cuts, strict=False)]
        parts = [p for p in parts if not things.isdisjoint(t.text for t in p)]
        if len(parts) > 1:
            asked = start - 1 - (start > 1 and out[start - 1].text in grammar["about_words"])
            if asked >= 0 and out[asked].text in grammar["ask_reports"]:  # "THEY ASKED ABOUT my legs and my water, all fine"
                start = asked - (asked > 0 and out[asked - 1].text in grammar["saying_whom"])
            out[start:end] = [t for part in parts for t in _told_well(part, grammar)]
    return out


def _well(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Only good is said from here to the end of the sentence."""
    end = next((i for i in range(at, len(tokens)) if ends_sentence(tokens[i])), len(tokens))
    said = {t.text for t in tokens[at:end]}
    barred = grammar["not_words"] | grammar["no_words"] | grammar["listed_barred"] | grammar["but_words"]
    near = {t.text for t in tokens[at : min(end, at + _STATE)]}
    asked = end < len(tokens) and "?" in tokens[end].text
    return not asked and not grammar["listed_good"].isdisjoint(near) and barred.isdisjoint(said)


def _told_well(part: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "legs fine,"; "numbness down there: no,"."""
    last = part[-1]
    sign = not grammar["listed_signs"].isdisjoint(t.text for t in part)
    said = [replace(last, text=":", mark=True), replace(last, text="no")] if sign else [replace(last, text="fine")]
    return [*part, *said, replace(last, text=",", mark=True)]
