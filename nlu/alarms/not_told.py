"""Alarms that are named and told of nobody here: a talk for students, customers, "I have none of it", "my legs are not"."""

from __future__ import annotations

from nlu.alarms.around import Around

_CROWD = 7  # words from "customers" to what they cannot do
_STUDY = 4  # words from "a talk for students" to its "on"
_ASIDE = 4  # words of "thank heavens"


def none_of_it(around: Around) -> bool:
    """ "I was reading about numb legs. I have none of it."; not of legs that are called one's own."""
    said = [s for s in around.cues.get("none_of_it", ()) if s[0] >= around.last]
    return bool(said) and not around.any("owners", 0, around.last)


def not_the_limbs(around: Around) -> bool:
    """ "My tea is weak, but MY LEGS, thank heavens, ARE NOT."; the weakness of "my arm is weak, my leg is not" is the arm's."""
    limbs = [i for i in range(around.first, around.close) if around.words[i] in around.grammar["limb_words"]]
    state = next((i for i in range(around.first, around.last) if around.words[i] not in around.grammar["limb_words"]), around.last)
    if not limbs or limbs[0] < state or limbs[-1] > around.last + _ASIDE:
        return False
    end = around.close
    while end and around.words[end - 1] in around.grammar["segment_marks"]:
        end -= 1
    near = limbs[-1] < end - 2 <= limbs[-1] + _ASIDE + 2
    return near and around.words[end - 1] in around.grammar["not_words"] and around.words[end - 2] in around.grammar["plain_be"]


def of_many(around: Around) -> bool:
    """ "Many CUSTOMERS CANNOT HOLD their water", "PEOPLE WHO CAN'T WALK": whoever one has to do with."""
    start = max(0, around.first - _CROWD)
    crowd = [i for i in range(start, around.first) if around.words[i] in around.grammar["crowd_words"]]
    if not crowd:
        return False
    own = around.grammar["i_words"] | around.grammar["owners"] | around.grammar["segment_marks"] | around.grammar["but_words"]
    return own.isdisjoint(around.words[crowd[-1] + 1 : around.last])


def of_a_thing(around: Around) -> bool:
    """ "THE MOUSE has lost all feeling", "THREE EWES off their legs": what a thing or an animal does that opens the clause."""
    words, grammar = around.words, around.grammar
    marks = grammar["clause_cuts"] | grammar["segment_marks"]
    start = max((i + 1 for i in range(around.first) if words[i] in marks), default=0)
    thing = next((i for i in range(start, around.first) if words[i] in grammar["things_and_beasts"]), None)
    if thing is None or not all(w in grammar["thing_lead"] for w in words[start:thing]):
        return False
    return (grammar["i_words"] | grammar["possessives"]).isdisjoint(words[thing + 1 : around.last])


def studied(around: Around) -> bool:
    """ "Preparing A TALK for students ON cauda equina: retention, ..."; not "I gave a talk on calcium when my legs gave way"."""
    words, grammar = around.words, around.grammar
    for i in range(around.first):
        if words[i] not in grammar["study_words"]:
            continue
        opened = next((j for j in range(i + 1, min(i + 1 + _STUDY, around.first + 1)) if words[j] in grammar["study_openers"]), None)
        told = grammar["i_words"] | grammar["owners"] | grammar["when_words"] | grammar["but_words"]
        if opened is not None and told.isdisjoint(words[opened + 1 : around.last]):
            return True
    return False
