"""Remarks that make true what the sentence before supposed, asked of or listed: "Because mine did an hour ago", "Well they have,
he slid down the wall", "That's my wife, now", "I have the second and third"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.reading import ACTUAL, HYPOTHETICAL, PROFILE, QUESTION, WRITER, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_OVER = ("past", "long_ago", "over", "recovered", "well_since")
_RANKS = ("first_ranks", "second_ranks", "third_ranks")
_COUNTS = {2: "counts_two", 3: "counts_three"}
_HAVING = 4  # words from "I" over "have got only" to "the second"


def opening(start: int, later: Told, grammar: Grammar) -> bool:
    """Nothing but "well", "because" or "yes" stands before."""
    opens = grammar["taken_up_openers"] | grammar["remark_openers"]
    return all(token.text in opens for token in later.sentence.tokens[:start])


def closes(end: int, later: Told, grammar: Grammar) -> bool:
    """The remark ends there, or the time since when follows: "mine did ABOUT AN HOUR AGO and ..."."""
    tokens = later.sentence.tokens
    over = (s for cue in _OVER for s in later.spans.get(f"cues:{cue}", ()) if s.start >= end)
    if any(grammar["not_words"].isdisjoint(token.text for token in tokens[s.start : s.end]) for s in over):
        return False  # "mine did, years ago"; not "... and they have NOT come back"
    while end < len(tokens) and (tokens[end].text in grammar["remark_fill"] or tokens[end].number is not None):
        end += 1
    if end == len(tokens) or tokens[end].text in grammar["remark_ends"]:
        return True
    return any(s.start <= end < s.end for s in later.spans.get("cues:acute", ())) or tokens[end].text in grammar["since_words"]


def told_of(later: Told, grammar: Grammar) -> str | None:
    """ "THAT'S not an exam question, that's MY WIFE, now", "that someone is ME": the one who was only supposed."""
    words = [token.text for token in later.sentence.tokens]
    for span in later.spans.get("cues:that_is", ()):
        led = opening(span.start, later, grammar) or _set_right(words[: span.start], grammar)
        if not led or span.end >= len(words):
            continue
        if words[span.end] in grammar["i_words"] | grammar["objects_me"] and closes(span.end + 1, later, grammar):
            return WRITER
        owned = words[span.end] in grammar["possessives"] and span.end + 1 < len(words)
        if owned and words[span.end + 1] in grammar["kin"] | grammar["dependants"] and closes(span.end + 2, later, grammar):
            return words[span.end + 1]
    return None


def _set_right(before: Sequence[str], grammar: Grammar) -> bool:
    """ "That's NOT an exam question, ..."."""
    return bool(before) and before[-1] in grammar["clause_cuts"] and not grammar["not_words"].isdisjoint(before)


def picked(t: Told, later: Told, grammar: Grammar) -> list[FindingMention] | None:
    """What a list named and the next sentence says somebody has: "I have THE SECOND AND THIRD since breakfast"; None where it
    picks nothing."""
    words = [token.text for token in later.sentence.tokens]
    listed = {m.finding: m for m in reversed(t.mentions) if m.finding not in PROFILE and m.modality in (ACTUAL, HYPOTHETICAL, QUESTION)}
    rows = sorted(listed.values(), key=lambda m: m.start)
    own = any(token.text in grammar["i_words"] for token in t.sentence.tokens) and any(m.modality == ACTUAL for m in rows)
    if len(rows) < len(_RANKS) - 1 or own or later.sentence.end == "?":
        return None
    persons = grammar["i_words"] | grammar["pronoun_words"] | grammar["kin"] | grammar["dependants"]
    for i, word in enumerate(words):
        if word not in persons or words[i + 1 : i + 2] == [] or words[i + 1] not in grammar["have_forms"]:
            continue
        start = next((j for j in range(i + 2, i + 2 + _HAVING) if words[j : j + 1] and words[j] in grammar["definites"]), None)
        if start is None or not all(w in grammar["remark_fill"] | grammar["have_forms"] for w in words[i + 2 : start]):
            continue
        if (chosen := _ranked(words, start + 1, rows, later, grammar)) is not None:
            return chosen
    return None


def _ranked(
    words: Sequence[str], at: int, rows: Sequence[FindingMention], later: Told, grammar: Grammar
) -> list[FindingMention] | None:
    """Those of the rows that "second and third", "last two" name."""
    chosen: set[int] = set()
    last = False
    while at < len(words):
        ranks = [n for n, row in enumerate(_RANKS) if words[at] in grammar[row]]
        size = next((n for n, row in _COUNTS.items() if words[at] in grammar[row]), 0)
        if words[at] in grammar["last_ranks"]:
            last = True
            chosen.add(len(rows) - 1)
        elif ranks:
            last = False
            chosen.update(ranks)
        elif chosen and 0 < size <= len(rows):
            chosen.update(range(len(rows) - size, len(rows)) if last else range(size))
        elif words[at] not in grammar["rank_fill"]:
            break
        at += 1
    if not chosen or max(chosen) >= len(rows) or not closes(at, later, grammar):
        return None
    return [rows[n] for n in sorted(chosen)]
