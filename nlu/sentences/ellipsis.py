"""Words that a speaker leaves out or turns round, put where the patterns expect them: "mine hurts", "I can't"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlu.sentences.likewise import so_is, too
from nlu.sentences.no_more import closes, no_more, set_against
from nlu.sentences.own_part import my_own
from nlu.sentences.pointed_part import parts_pointed_at
from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_SAID = 6  # words of what somebody else is able to do


def filled_in(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """The tokens in plain order. What is put in carries the place of the word that stood for it."""
    for step in (my_own, _turned, so_is, too, _mine, _therein, _does, _can, no_more, set_against, parts_pointed_at):
        tokens = step(tokens, grammar)
    return list(tokens)


def _turned(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "Why can't I hold it", "why won't my back pain go": who or what it is before the verb, as in a statement."""
    out = list(tokens)
    for i in range(1, len(out) - 2):
        auxiliary, no, first = out[i : i + 3]
        asks = out[i - 1].text in grammar["why_words"] and auxiliary.text in grammar["auxiliaries"]
        if not (asks and no.text in grammar["not_words"]):
            continue
        end = i + 2 + (first.text in grammar["aux_pronouns"])
        if first.text in grammar["owners"]:
            named = grammar["body_words"] | grammar["noun_endings"] | grammar["place_openers"]
            while end < len(out) and out[end].text in named:
                end += 1
        subject = [replace(t, start=auxiliary.start, end=auxiliary.end) for t in out[i + 2 : end]]
        out[i:end] = [*subject, *(replace(t, start=no.start, end=out[end - 1].end) for t in (auxiliary, no))] if subject else out[i:end]
    return out


def _mine(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "Her back used to hurt, now mine hurts", "can it numb the feet? mine went numb": the part of the body that was named last."""
    out: list[Token] = []
    body: Token | None = None
    for i, token in enumerate(tokens):
        follows, then = (tokens[i + 1].text if i + 1 < len(tokens) else "", tokens[i + 2] if i + 2 < len(tokens) else None)
        hurts = follows in grammar["mine_verbs"] | grammar["mine_states"]
        if then is not None and follows not in grammar["mine_verbs"]:  # "mine's worse"; not "mine isn't", "mine haven't", "mine is too"
            hurts = hurts or (follows in grammar["plain_be"] | grammar["owning"] and not then.mark)
            hurts = hurts and then.text not in grammar["not_words"] | grammar["too_words"] | grammar["in_on"]  # "mine's IN the ribs"
        if then is not None and follows in grammar["do_words"] and then.text in grammar["too_words"]:
            hurts = False  # "mine DID TOO" takes up all that was said
        if hurts and token.text in grammar["mine_words"] and body is not None:
            out += [replace(token, text="my"), replace(token, text=body.text)]
            continue
        if token.text in grammar["body_words"] and not (i and tokens[i - 1].text in grammar["coming_back"]):
            body = token
        out.append(token)
    return out


def _therein(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "My lungs were clear, now there are spots ON THEM", "they scanned my skull and found holes IN IT": what was named last."""
    out: list[Token] = []
    last: dict[str, Token] = {}
    for i, token in enumerate(tokens):
        many = token.text in grammar["plural_them"]
        held = i > 1 and tokens[i - 1].text in grammar["in_on"] and tokens[i - 2].text in grammar["found_inside"]
        holder = last.get("holders" if many else "holder") if held and (many or token.text in grammar["it_words"]) else None
        out.append(replace(token, text=holder.text) if holder is not None else token)
        for row in ("holders", "holder"):
            if token.text in grammar[row]:
                last[row] = token
    return out


def _does(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "My hip doesn't hurt but my back does", "my back aches, my hips don't": the verb said before."""
    out: list[Token] = []
    said: Token | None = None
    for i, token in enumerate(tokens):
        out.append(token)
        if token.mark and token.text not in grammar["commas"]:
            said = None
        elif token.text in grammar["mine_verbs"]:
            said = token
        if said is None or not closes(i, tokens, grammar):
            continue
        no = token.text in grammar["not_words"]
        verb, of = (tokens[i - 1], i - 2) if no else (token, i - 1)
        if verb.text in grammar["do_words"] and of >= 0 and tokens[of].text in grammar["body_words"]:
            out.append(replace(token, text=said.text))
    return out


def _can(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "He can't hold his water, I can", "my wife can walk, I can't": what somebody else is able to do."""
    out: list[Token] = []
    does: list[Token] = []
    for i, token in enumerate(tokens):
        out.append(token)
        verb = i - (token.text in grammar["not_words"])
        if verb < 1 or tokens[verb].text not in grammar["able_words"]:
            continue
        if tokens[verb - 1].text in grammar["anybody_words"]:
            continue  # "ring if you can't pass urine, and I can't"
        at = verb - 1 - (verb > 1 and tokens[verb - 1].text in grammar["still_words"])
        own = tokens[at].text in grammar["i_words"]
        if own and closes(i, tokens, grammar):
            opens = not at or tokens[at - 1].mark or tokens[at - 1].text in grammar["ands"] | grammar["but_words"]
            out += [replace(t, start=token.start, end=token.end) for t in does] if opens else []
        elif not own:
            does = _deed(tokens, i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text in grammar["able_adverbs"]), grammar)
    return out


def _deed(tokens: Sequence[Token], start: int, grammar: Grammar) -> list[Token]:
    """The words from here to the end of the clause, as the writer would say them."""
    end = start
    while end < len(tokens) and end - start < _SAID and not closes(end - 1, tokens, grammar):
        end += 1
    return [replace(t, text="my") if t.text in grammar["owners_of_kin"] else t for t in tokens[start:end]]
