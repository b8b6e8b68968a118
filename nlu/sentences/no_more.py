"""What was possible before and is not now, with the words that a speaker leaves out: "That was when I could lift my foot. Now I
can't", "My arms are strong. My legs, no."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_DEED = 7  # words of what could be done
_LONG = 8  # words from "years ago" to "could"
_LED = 4  # words of "now", "since yesterday"
_STATE = 5  # words from a limb to how it is


def no_more(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "On Sunday she COULD STAND. Now she can't (stand)"; not of what was so years ago."""
    out: list[Token] = []
    before: tuple[str, list[Token]] | None = None
    for i, token in enumerate(tokens):
        out.append(token)
        verb = i - (token.text in grammar["not_words"])
        if verb < 1 or tokens[verb].text not in grammar["able_words"]:
            continue
        at = verb - 1 - (verb > 1 and tokens[verb - 1].text in grammar["still_words"] | grammar["able_adverbs"])
        who, denied = tokens[at].text, verb < i
        if who not in grammar["i_words"] | grammar["pronoun_words"]:
            continue
        if _ends(i, tokens, grammar):
            if denied and before is not None and before[0] == who and _now(at, tokens, grammar):
                out += [replace(t, start=token.start, end=token.end) for t in before[1]]
        elif not denied and not (i + 1 < len(tokens) and tokens[i + 1].text in grammar["not_words"]):
            long_ago = any(t.text in grammar["long_before"] for t in tokens[max(0, at - _LONG) : at])
            before = None if long_ago else (who, _deed(i + 1, tokens, grammar))
    return out


def _deed(start: int, tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """What could be done, without when."""
    if start < len(tokens) and tokens[start].text in grammar["able_adverbs"]:
        start += 1
    end = start
    stops = grammar["ands"] | grammar["but_words"] | grammar["deed_ends"]
    while end < len(tokens) and end - start < _DEED and not tokens[end].mark and tokens[end].text not in stops:
        dated = tokens[end].text in grammar["on_day"] and end + 1 < len(tokens) and tokens[end + 1].text in grammar["weekdays"]
        if dated:
            break
        end += 1
    return list(tokens[start:end])


def _ends(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Nothing is said behind it of what can be done: "I can't.", "I can't any more", "I can't, she holds me"."""
    return closes(at, tokens, grammar) or tokens[at + 1].text in grammar["no_more_words"]


def closes(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """A clause ends behind this token."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or after.mark or after.text in grammar["ands"] | grammar["but_words"]


def _now(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """ "NOW I", "SINCE YESTERDAY she", "BUT TODAY he": the clause begins with its time."""
    for i in range(at - 1, max(-1, at - 1 - _LED), -1):
        if tokens[i].text in grammar["now_words"] | grammar["since_words"]:
            return True
        if tokens[i].mark and tokens[i].text not in grammar["commas"]:
            return False
    return False


def set_against(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "My arms are strong. MY LEGS, NO.", "Hands fine. LEGS NOT.": the state of the first is denied of the second."""
    out: list[Token] = []
    well: str | None = None
    for i, token in enumerate(tokens):
        out.append(token)
        row = _row(token, grammar)
        if row is not None:
            well = row if _well(i + 1, tokens, grammar) else well
        end = i + 1 < len(tokens) and tokens[i + 1].mark and tokens[i + 1].text not in grammar["commas"]
        closed = end or i + 1 == len(tokens)
        if well is None or not closed or token.text not in grammar["flat_denials"]:
            continue
        limb = i - 1 - (i > 1 and tokens[i - 1].text in grammar["commas"])
        other = _row(tokens[limb], grammar) if limb >= 0 else None
        opens = limb - (limb > 0 and tokens[limb - 1].text in grammar["owners"])
        if other is not None and other != well and (not opens or tokens[opens - 1].mark):
            out[-1] = replace(token, text=min(grammar["failing_limb"]))
    return out


def _row(token: Token, grammar: Grammar) -> str | None:
    return next((row for row in ("leg_words", "arm_words") if token.text in grammar[row]), None)


def _well(start: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """A limb is said to be well, in its own clause."""
    for t in tokens[start : start + _STATE]:
        if t.mark or t.text in grammar["not_words"]:
            return False
        if t.text in grammar["well_limbs"]:
            return True
    return False
