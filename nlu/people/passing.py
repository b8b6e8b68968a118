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
    cuts = [i for i in range(at) if words[i] in grammar["clause_cuts"]]
    lead = words[max(at - _LED, cuts[-1] if cuts else 0) : at]
    named = not grammar["calling"].isdisjoint(words[:at]) and not grammar["calling_by"].isdisjoint(lead)
    sought = not grammar["sought_by"].isdisjoint(lead) and not grammar["sought"].isdisjoint(lead)
    taken = not grammar["supposing"].isdisjoint(lead) and not grammar["i_words"].isdisjoint(lead)
    return named or sought or taken


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
