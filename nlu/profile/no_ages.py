"""Years that are nobody's age of whom is spoken: of a thing, of the writer's child, of a doctor, of what somebody is likened to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.figures.quantity import Quantity
from nlu.people.whom import SentencePeople
from nlu.words.text import Sentence

Grammar = Mapping[str, frozenset[str]]
_GROWN = 18


def of_thing(q: Quantity, people: SentencePeople) -> bool:
    """ "My car is 15 years old": said of a thing, by a plain word that names nobody."""
    grammar, at = people.grammar, q.start - 2
    if at < 1 or people.words[at + 1] not in grammar["be_words"] or people.named_token(at):
        return False
    owned = people.words[at - 1] in grammar["kin_owners"] and people.words[at] not in grammar["age_owners"]
    return owned and not any(s.end == at + 1 for label, found in people.spans.items() if label.startswith("people:") for s in found)


def of_child(q: Quantity, words: Sequence[str], grammar: Grammar) -> bool:
    """ "I have a 3 year old", "mum of a 4-year-old"; not "I'm a 15 year old girl"."""
    young = isinstance(q.value, float) and q.value < _GROWN
    return young and q.start > 1 and words[q.start - 1] in grammar["articles"] and words[q.start - 2] in grammar["parenting"]


def of_children(q: Quantity, words: Sequence[str], sentence: Sentence, grammar: Grammar) -> bool:
    """ "Three children, 24, 29 and 31": a row of ages behind many."""
    at, row = q.start - 1, grammar["commas"] | grammar["ands"] | grammar["ages_told"]
    while at > 0 and (words[at] in row or sentence.tokens[at].number is not None):
        at -= 1
    return at >= 0 and words[at] in grammar["many_kin"] and at < q.start - 1


def of_doctor(q: Quantity, words: Sequence[str], grammar: Grammar) -> bool:
    """ "The doctor, a man of about 40, found ..."."""
    at = q.start - 1
    while at > 0 and words[at] in grammar["of_doctor_fill"]:
        at -= 1
    return 0 <= at < q.start - 1 and words[at] in grammar["doctors_of"]


def likened(q: Quantity, words: Sequence[str], grammar: Grammar) -> bool:
    """ "Like an 80-year-old", "my back is that of an 80-year-old"."""
    at = q.start - 1 - (words[q.start - 1] in grammar["articles"])
    if at < 1:
        return False
    of_one = words[at] in grammar["kin_of"] and words[at - 1] in grammar["likened_ones"]
    return of_one or words[at] in grammar["likened_ages"]
