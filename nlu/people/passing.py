"""People who come up in a sentence without being told of: whom somebody muddled takes one for, who writes a letter about a
patient; and a "she" who is the one who writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.words.lexicon import Span
from nlu.words.text import Sentence

Grammar = Mapping[str, frozenset[str]]
_LED = 5  # tokens of "called me by his"
_REVIEWED = 6  # words of "reviewed this very pleasant 64 ..."


def only_meant(at: int, words: Sequence[str], grammar: Grammar) -> bool:
    """ "He called me by HIS BROTHER's name", "asked for HER SISTER", "thought I was MY MUM": whom somebody muddled speaks of."""
    _, lead = _lead(at, words, grammar)
    sought = not grammar["sought_by"].isdisjoint(lead) and not grammar["sought"].isdisjoint(lead)
    return sought or called_by(at, words, grammar) or taken_for(at, words, grammar) is not None


def called_by(at: int, words: Sequence[str], grammar: Grammar) -> bool:
    """ "He called me by HIS BROTHER's name": by whose name somebody muddled calls another."""
    _, lead = _lead(at, words, grammar)
    return not grammar["calling"].isdisjoint(words[:at]) and not grammar["calling_by"].isdisjoint(lead)


def not_known(at: int, end: int, words: Sequence[str], grammar: Grammar) -> bool:
    """ "He doesn't know HIS WIFE any more", "can't remember WHO HIS SON is": whom somebody muddled does not know; "I didn't know MY MUM WAS
    confused" is told of her."""
    behind = next((w for w in words[end:] if w not in grammar["be_words"]), "")
    if behind and behind not in grammar["clause_cuts"] | grammar["unknown_since"]:
        return False
    _, lead = _lead(at, words, grammar)
    filling = grammar["possessives"] | grammar["third_owners"] | grammar["who_words"] | grammar["be_words"] | grammar["unknown_since"]
    verb = next((i for i in range(len(lead) - 1, -1, -1) if lead[i] not in filling), None)
    if verb is None or lead[verb] not in grammar["recognising"]:
        return False
    return not grammar["not_words"].isdisjoint(lead[:verb])


def taken_for(at: int, words: Sequence[str], grammar: Grammar) -> int | None:
    """ "He thought I was MY MUM", "she took me for HER SISTER": whom somebody muddled takes the writer for; where the writer
    stands, of whom no more is told than that."""
    first, lead = _lead(at, words, grammar)
    for i, word in enumerate(lead):
        own = next((j for j in range(i + 1, len(lead)) if lead[j] in grammar["i_words"] | grammar["objects"]), None)
        if own is None:
            break
        thought = word in grammar["supposing"] and lead[own] in grammar["i_words"]
        if thought or (word in grammar["taking_for"] and not grammar["for_words"].isdisjoint(lead[own + 1 : own + 2])):
            return first + own
    return None


def _lead(at: int, words: Sequence[str], grammar: Grammar) -> tuple[int, Sequence[str]]:
    """The few words of the clause before a place, and where they begin."""
    first = next((i for i in range(at - 1, max(at - _LED, 0) - 1, -1) if words[i] in grammar["clause_cuts"]), max(at - _LED, 0))
    return first, words[first:at]


def reviews(me: Span, sentence: Sentence, grammar: Grammar) -> bool:
    """ "I reviewed THIS 64-year-old man", "79-year-old lady, known to US": who writes a letter about a patient; "I saw" only in a
    clinic."""
    words = [t.text for t in sentence.tokens]
    if me.start >= 2 and words[me.start - 1] in grammar["patient_of"] and words[me.start - 2] in grammar["patient_led_to"]:
        return True
    verb, *behind = words[me.end : me.end + _REVIEWED] or [""]
    saw = verb in grammar["seeing_verbs"] and not grammar["clinics"].isdisjoint(words)
    aged = any(t.number is not None for t in sentence.tokens[me.end + 1 : me.end + _REVIEWED])
    return aged and (saw or verb in grammar["reviewing_verbs"]) and not grammar["patient_led"].isdisjoint(behind)


def writer_who(at: int, words: Sequence[str], grammar: Grammar) -> bool:
    """ "I am a woman of 63 WHO broke HER arm": the pronoun at a place is the one who writes; not "a mother WHOSE son ..."."""
    if words[1:2] == [] or words[1] not in grammar["am_words"] or not grammar["articles"].issuperset(words[2:3]):
        return False
    who = next((w for w in words[3:at] if w in grammar["who_words"]), "")
    return bool(who) and who not in grammar["whose_words"]
