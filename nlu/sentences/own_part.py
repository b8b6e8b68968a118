"""Where a sentence turns to what the writer has of the same kind: "Her calcium is 3.3, MINE IS 2.9", "his ESR is high AND SO IS MINE". From
there on it is read as a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlu.sentences.tables import Part
from nlu.words.text import Sentence, Token

Grammar = Mapping[str, frozenset[str]]
_SEXES = ("female", "male", "unknown")
_OWNER = 4  # words of "my mother in law's"
_DENIED = 2  # words of "isn't"


def my_own(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """ "MY OWN, 31 %", "my own is 2.9", "MINES 42": as "mine" stands there."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token, behind = tokens[at], tokens[at + 1 : at + 3]
        own = token.text in grammar["possessives"] and bool(behind) and behind[0].text in grammar["own_word"]
        told = [t for t in tokens[at + 2 : at + 4] if t.text not in grammar["splitters"] | grammar["colons"]][:1]
        if own and (not tokens[at + 2 : at + 3] or (told and _said(told[0], grammar))):
            out.append(replace(token, text=min(grammar["mine_words"]), end=behind[0].end))
            at += 2
            at += at < len(tokens) and tokens[at].text in grammar["splitters"] and told != [] and told[0].number is not None
            continue
        if token.text in grammar["mine_words"] and (end := _put_right(tokens, at, grammar)):
            out.append(token)
            at = end
            continue
        mines = token.text in grammar["mines_words"] and bool(behind) and _said(behind[0], grammar)
        out.append(replace(token, text=min(grammar["mine_words"])) if mines else token)
        at += 1
    return out


def own_part(part: Part, grammar: Grammar) -> list[Sentence]:
    """The sentence as it is, or cut before and behind each such clause."""
    whole, tokens = part.sentence, part.sentence.tokens
    if (turn := _theirs_behind(part, grammar)) is not None:
        first, then = _trimmed(tokens[:turn], grammar), tokens[turn:]
        return [_piece(whole, then, "."), _piece(whole, first, whole.end)]
    cuts = sorted({at for cut in _clauses(part, grammar) for at in cut if 0 < at < len(tokens)})
    if not cuts:
        return [whole]
    edges = list(zip([0, *cuts], [*cuts, len(tokens)], strict=True))
    pieces = [(a, _trimmed(tokens[a:b], grammar)) for a, b in edges]
    pieces = [(a, piece) for a, piece in pieces if piece]
    last = pieces[-1][0]
    return [_piece(whole, piece, whole.end if a == last else ".") for a, piece in pieces]


def _piece(whole: Sentence, tokens: tuple[Token, ...], end: str) -> Sentence:
    return replace(whole, tokens=tokens, words=frozenset(t.text for t in tokens), end=end, pressed=whole.pressed and end == whole.end)


def _theirs_behind(part: Part, grammar: Grammar) -> int | None:
    """ "MINE IS 2.9, MY MUM'S calcium is 3.3": where the clause starts that tells what both are of, and is read first."""
    tokens = part.sentence.tokens
    words = [t.text for t in tokens]
    if words[0] not in grammar["mine_words"] or not _told(1, tokens, grammar):
        return None
    start = next((i + 1 for i, w in enumerate(words) if w in grammar["splitters"] | grammar["but_words"]), len(words))
    owners = grammar["owning"] | grammar["owners_of_kin"]
    owner = next((i for i in range(start, min(start + _OWNER, len(words))) if words[i] in owners), None)
    return start if owner is not None and owner + 1 < len(words) else None


def _trimmed(tokens: tuple[Token, ...], grammar: Grammar) -> tuple[Token, ...]:
    start, end = 0, len(tokens)
    while start < end and tokens[start].text in grammar["commas"]:
        start += 1
    while end > start and tokens[end - 1].text in grammar["commas"] | grammar["ands"]:
        end -= 1
    return tokens[start:end]


def _clauses(part: Part, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Where such clauses begin, and where "so is mine" ends."""
    tokens = part.sentence.tokens
    words = [t.text for t in tokens]
    for at, word in enumerate(words):
        if word in grammar["mine_words"]:
            so = _so(at, words, grammar)
            start = at - so
            said = so or (_told(at + 1, tokens, grammar) and _opens(start, tokens, grammar) and not _only_denied(at, tokens, grammar))
            if said and start and _of_another(start, part, grammar):
                yield start, at + 1 if so else _denial_end(at + 1, words, grammar)
        elif word in grammar["i_words"] | grammar["objects"] and _figure(at, tokens, grammar) and _opens(at, tokens, grammar):
            yield from [(at, 0)] if _of_another(at, part, grammar) else []
    for span in (s for label in ("cues:self_affirms", "cues:mine_is") for s in part.spans.get(label, ())):
        closed = span.end == len(words) or words[span.end] in grammar["clause_marks"]
        joined = span.start and (tokens[span.start - 1].mark or words[span.start - 1] in grammar["ands"])
        if closed and joined and _of_another(span.start, part, grammar):
            yield span.start, 0
    for span in (s for label in ("cues:mine_none", "cues:mine_not") for s in part.spans.get(label, ())):
        denied = words[span.start] in grammar["not_words"] and span.end == len(words) and span.start
        led = tokens[span.start - 1] if span.start else None
        being = grammar["be_words"] | grammar["plain_be"]  # "feel as if they ARE not mine"
        denied = denied and led is not None and not led.mark and led.text not in being
        if denied and _of_another(span.start, part, grammar):
            yield span.start, 0  # "sister has Waldenstrom NOT ME"


def _only_denied(at: int, tokens: tuple[Token, ...], grammar: Grammar) -> bool:
    """ "Her back's fine, MINE ISN'T": no more than that, behind a mark, is read in its sentence."""
    denied = _denied_till(at + 1, [t.text for t in tokens], grammar)
    return tokens[at - 1].mark and denied > 0 and (denied == len(tokens) or tokens[denied].mark)


def _so(at: int, words: list[str], grammar: Grammar) -> int:
    """The words of "so is" before "mine"."""
    be = grammar["plain_be"] | grammar["owning"] | grammar["likewise_verbs"]
    return 2 if at > 1 and words[at - 1] in be and words[at - 2] in grammar["likewise"] else 0


def _put_right(tokens: Sequence[Token], at: int, grammar: Grammar) -> int:
    """ "MINE ISN'T, IT'S high": where the verb stands that says how it is; 0 where nothing is put right so."""
    rows = ("plain_be", "not_words", "splitters", "it_words")
    behind = tokens[at + 1 : at + 2 + len(rows)]
    right = all(t.text in grammar[row] for t, row in zip(behind, rows, strict=False))
    return at + 1 + len(rows) if right and len(behind) > len(rows) and behind[-1].text in grammar["plain_be"] | grammar["owning"] else 0


def _said(token: Token, grammar: Grammar) -> bool:
    """A figure, a verb or a state: what tells how one's own is."""
    verbs = grammar["plain_be"] | grammar["owning"] | grammar["mine_leads"] | grammar["not_words"] | grammar["too_words"]
    return token.number is not None or token.text in verbs


def _told(at: int, tokens: tuple[Token, ...], grammar: Grammar) -> bool:
    """ "Mine IS 2.9", "mine ISN'T", "mine 31", "mine TOO"; not "mine in the hip"."""
    return at < len(tokens) and _said(tokens[at], grammar)


def _opens(at: int, tokens: tuple[Token, ...], grammar: Grammar) -> bool:
    """Behind a mark or an "and"; or, left without them, behind a number or how the other's test came out."""
    if not at:
        return False
    before = tokens[at - 1]
    joined = before.text in grammar["commas"] | grammar["ands"] | grammar["but_words"] | grammar["while_words"]
    return joined or before.number is not None or before.text in grammar["flat_states"] | grammar["not_words"]


def _figure(at: int, tokens: tuple[Token, ...], grammar: Grammar) -> bool:
    """ "..., I HAVE 2.9", "..., ME 2.9": a bare number to the end of the clause."""
    number = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text in grammar["own_having"])
    if number >= len(tokens) or tokens[number].number is None:
        return False
    return number + 1 == len(tokens) or tokens[number + 1].text in grammar["clause_marks"] | grammar["figure_ends"]


def _denied_till(at: int, words: list[str], grammar: Grammar) -> int:
    """Where the "isn't" ends that begins at a place; 0 where none does."""
    return next((i + 1 for i in range(at, min(at + _DENIED, len(words))) if words[i] in grammar["not_words"]), 0)


def _denial_end(at: int, words: list[str], grammar: Grammar) -> int:
    """ "Mine isn't HIS ESR is high": where what is told of the other goes on with no mark between; 0 where it does not."""
    end = _denied_till(at, words, grammar)
    return end if end and set(words[end : end + 1]) & (grammar["owners_of_kin"] | grammar["possessives"]) else 0


def _of_another(at: int, part: Part, grammar: Grammar) -> bool:
    """Somebody else's was told before: "HER calcium", "my MUM has"; or a question asks what such a thing means."""
    words = [t.text for t in part.sentence.tokens[:at]]
    owned = not (grammar["owning"] | grammar["owners_of_kin"] | grammar["owned_alone"]).isdisjoint(words)
    labels = [f"people:someone:{sex}" for sex in _SEXES] + [f"people:pronouns:{sex}" for sex in _SEXES[:2]]
    somebody = (s for label in labels for s in part.spans.get(label, ()))
    asked = bool(words) and words[0] in grammar["do_words"] | grammar["plain_be"] | grammar["asking_verbs"]
    return owned or asked or any(s.end <= at for s in somebody)
