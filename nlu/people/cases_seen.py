"""Patients of whom a learner tells only to ask what is usual: "On placement I saw a man with numb legs, is that typical?" """

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.words.text import Token

Grammar = Mapping[str, frozenset[str]]
_SINGLE = 3  # words from "a" to "patient" ("a very elderly patient")
_MET = 3  # words from "saw" to "a" ("looked after with my mentor a ...")


def case_from(tokens: Sequence[Token], learning: bool, grammar: Grammar) -> int | None:
    """Where a sentence comes to a patient met in training, from which on nothing is told of anybody asked for.

    `learning`: it says that the writer learns ("on placement", "as a student nurse").
    """
    if not learning:
        return None
    words = [t.text for t in tokens]
    for at, word in enumerate(words):
        if word not in grammar["case_people"]:
            continue
        led = [i for i in range(max(0, at - _SINGLE), at) if words[i] in grammar["case_articles"]]
        kin = grammar["possessives"] & set(words[at + 1 : at + 3])  # "a patient, MY mum"
        if led and not kin and not grammar["case_verbs"].isdisjoint(words[max(0, led[0] - _MET) : led[0]]):
            return at
    return None
