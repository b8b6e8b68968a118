"""A limb or a bladder that is only pointed at: "About my left arm. IT WENT WEAK", "the leg was sound; now IT GIVES WAY"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_REACH = 26  # tokens from the part to what points at it
_SUPPOSED = 3  # words of "if both my"
_FILL = 5  # words of "has been getting so much"


def parts_pointed_at(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """The tokens with the part named where a pronoun says that it fails. The part carries the place of the pronoun."""
    out: list[Token] = []
    part: tuple[int, Token] | None = None
    for i, token in enumerate(tokens):
        word = token.text
        if word in grammar["limb_parts"] | grammar["bladder_parts"]:
            part = None if _supposed(i, tokens, grammar) else (i, token)
        elif word in grammar["part_rivals"] or (word in grammar["body_words"] and word not in grammar["limb_words"]):
            part = None
        if part is None or i - part[0] > _REACH or word not in grammar["part_pronouns"] | grammar["plural_them"]:
            out.append(token)
            continue
        if word in grammar["plural_them"]:
            out.append(replace(token, text=part[1].text) if _undone(i, part[1], tokens, grammar) else token)
            continue
        row = "limb_fails" if part[1].text in grammar["limb_parts"] else "bladder_fails"
        out.append(replace(token, text=part[1].text) if _fails(i + 1, tokens, row, grammar) else token)
    return out


def _supposed(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """ "Come back IF MY LEGS go weak, and they have gone weak"; not "they ASKED IF MY LEGS felt fine: they are numb"."""
    ifs = [i for i in range(max(0, at - _SUPPOSED), at) if tokens[i].text in grammar["conditionals"]]
    return any(not i or tokens[i - 1].text not in grammar["asked_words"] for i in ifs)


def _undone(at: int, part: Token, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """ "My legs ... I CAN'T FEEL THEM": what cannot be done with a limb."""
    limb = part.text in grammar["limb_parts"]
    return limb and at > 1 and tokens[at - 1].text in grammar["part_deeds"] and tokens[at - 2].text in grammar["not_words"]


def _fails(at: int, tokens: Sequence[Token], row: str, grammar: Grammar) -> bool:
    """ "... has been GETTING WEAKER", "just GIVES WAY"; nothing fails in "gives way to" or "gives me trouble"."""
    will, no, verb, *_ = [*(t.text for t in tokens[at : at + 3]), "", "", ""]
    if row == "limb_fails" and will in grammar["auxiliaries"] and no in grammar["not_words"] and verb in grammar["part_refuses"]:
        return True
    for i in range(at, min(at + _FILL, len(tokens))):
        word, behind = tokens[i].text, [t.text for t in tokens[i + 1 : i + 3]]
        if word in grammar[row]:
            return True
        if word in grammar["giving_words"]:
            way = behind and behind[0] in grammar["way_words"] and behind[1:] != ["to"]
            return bool(way) and row == "limb_fails"
        if word not in grammar["part_fill"]:
            return False
    return False
