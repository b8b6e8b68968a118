"""Who the conversation is about: does this message turn it to somebody else, or back to the writer?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nlu.people import FAMILY, GENERIC, SEXES, Person, SentencePeople, anybody
from nlu.reading import ACTUAL, NOBODY, PRESENT, WRITER, FindingMention


class Turn(NamedTuple):
    """The person the message turns the conversation to ("self", the word, or None for nobody) and their sex.

    `weak`: only the message's own news say so, which somebody already talked about outweighs.
    """

    person: str | None
    sex: str | None
    weak: bool = False


NOWHERE = Turn(None, None)
_ASK_REACH = 5  # tokens between "asking for" and the person
_NAME_REACH = 8  # tokens between the person and "is who I'm asking for"


def turned_to(people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> Turn:
    """The person the message turns the conversation to: ("mum", "female"), ("self", None) or nobody."""
    if any(_back(sp) for sp in people):
        return Turn(WRITER, None)
    writer_told = any(m.who == WRITER and m.modality == ACTUAL for m in mentions)
    for sp in people:
        turn = _asked(sp, people, mentions, writer_told) or _presented(sp, people) or _related(sp, anybody(people))
        if turn is not None:
            return turn
    if writer_told:
        return NOWHERE
    clinical = any(sp.spans.get("people:clinical") or sp.words[0] in sp.grammar["sick_person"] for sp in people)
    if clinical and not any(w == WRITER and sp.words[i] not in sp.grammar["we_words"] for sp in people for i, w in sp.marks):
        return Turn("patient", _sex_by_pronoun(people) or _sex_by_title(people))
    return _by_report(people, mentions)


def _back(sp: SentencePeople) -> bool:
    return bool(sp.spans.get("people:back_to_self")) and _asked_for(sp) is None and _really_self(sp)


def _really_self(sp: SentencePeople) -> bool:
    spans = sp.spans["people:back_to_self"]
    first = spans[0]
    following = sp.words[first.end] if first.end < len(sp.words) else ""
    single = all(
        s.end - s.start == 1 or sp.words[s.start] in sp.grammar["turn_back_words"] for s in spans
    )
    if single:
        return len(sp.words) <= _ASK_REACH - 2
    return following in sp.grammar["self_follows"]


def _asked(
    sp: SentencePeople, people: Sequence[SentencePeople], mentions: Sequence[FindingMention], writer_told: bool
) -> Turn | None:
    found = _asked_for(sp)
    if found is None:
        return None
    person, weak = found
    told = sum(1 for m in mentions if m.who == person.word and m.modality == ACTUAL and m.finding != "sex")
    if weak and not _headed(sp) and (writer_told or not told or _is_past(people)):
        return None
    return Turn(person.word, person.sex or _sex_by_pronoun(people))


def _headed(sp: SentencePeople) -> bool:
    """ "For Dad: ...", "for my gran, says ...": the person stands as a heading over what is told."""
    led = sp.words[0] in sp.grammar["heading_words"]
    return any(at <= 2 and (sp.words[at + 1 : at + 2] == [":"] or (led and sp.words[at + 1 : at + 2] == [","])) for at, _ in sp.named)


def _asked_for(sp: SentencePeople) -> tuple[Person, bool] | None:
    """The person after "asking for", and whether the phrase alone is too weak to turn to them."""
    weak = {(s.start, s.end) for s in sp.spans.get("people:weak_asking_for", ())}
    spans = sorted(sp.spans.get("people:asking_for", ()), key=lambda s: ((s.start, s.end) in weak, s.start))
    for span in spans:
        for at, person in sp.named:
            between = sp.words[span.end : at]
            if _kin_of_other(at, person, sp):
                continue
            near = 0 <= at - span.end <= _ASK_REACH
            if near and not any(w in sp.grammar["asked_between"] for w in between):
                longer = any(o.start <= span.start and o.end == span.end and (o.start, o.end) not in weak for o in spans)
                return person, (span.start, span.end) in weak and not longer
    return None


def _presented(sp: SentencePeople, people: Sequence[SentencePeople]) -> Turn | None:
    """ "Dad's who I'm asking for", "this is my mum I'm writing about", "I only type for my father"."""
    for span in sp.spans.get("people:proxy", ()):
        for at, person in sorted(sp.named, key=lambda n: n[1].word in sp.grammar["sick_person"]):
            near = -_NAME_REACH <= span.start - at <= _NAME_REACH or len(set(anybody(people))) == 1
            if near and not (_disowned(at, sp) or _kin_of_other(at, person, sp)):
                return Turn(person.word, person.sex or _sex_by_pronoun(people))
        others = list(dict.fromkeys(p for s in people for at, p in s.named if not _kin_of_other(at, p, s)))
        if not any(p in others for _, p in sp.named) and len(others) == 1 and _sex_by_pronoun([sp]):
            return Turn(others[0].word, others[0].sex)  # "Wife broke her arm. I'm filling this in for her."
    for span in sp.spans.get("people:is_subject", ()):
        for at, person in sp.named:
            if 0 < span.start - at <= _NAME_REACH and not _kin_of_other(at, person, sp):
                return Turn(person.word, person.sex or _sex_by_pronoun(people))
        if sp.named and sp.words[span.start] in sp.grammar["not_words"]:
            return Turn(sp.named[0][1].word, sp.named[0][1].sex)
    return None


def _kin_of_other(at: int, person: Person, sp: SentencePeople) -> bool:
    """ "Asking as her husband": the husband is the one who writes."""
    return person.word in sp.grammar["kin_of_writer"] and at > 0 and sp.words[at - 1] in sp.grammar["kin_marks"]


def _disowned(at: int, sp: SentencePeople) -> bool:
    """ "This is about me, not my mum", "not for my dad"."""
    return any(w in sp.grammar["not_words"] for w in sp.words[max(0, at - 2) : at])


def _related(sp: SentencePeople, named: Sequence[Person]) -> Turn | None:
    for span in sp.spans.get("people:relation_of_writer", ()):
        words = set(sp.words[span.start : span.end])
        sex = "female" if words & sp.grammar["her_words"] else "male" if words & sp.grammar["his_words"] else None
        other = next((p for p in named if p.word not in sp.grammar["kin_of_writer"]), None)
        if words & sp.grammar["kin_marks"]:
            if other is not None:
                return Turn(other.word, other.sex)
            return Turn({"female": "she", "male": "he"}.get(sex or "", "they"), sex)
    return None


def _is_past(people: Sequence[SentencePeople]) -> bool:
    if not people:
        return False
    words = {w for sp in people for w in sp.words}
    grammar = people[0].grammar
    if words & grammar["past_told"]:
        return True
    return bool(words & grammar["past_only"]) and not (words & grammar["present_told"])


def _sex_by_pronoun(people: Sequence[SentencePeople]) -> str | None:
    for sp in people:
        for sex in SEXES[:2]:
            if sp.spans.get(f"people:pronouns:{sex}"):
                return sex
    return None


def _sex_by_title(people: Sequence[SentencePeople]) -> str | None:
    """ "Mr Kaur, 81", "lady in room 12"."""
    for sp in people:
        for sex in SEXES[:2]:
            if any(s.start == 0 for s in sp.spans.get(f"people:titles:{sex}", ())):
                return sex
    return None


def _by_report(people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> Turn:
    """A message wholly about one other person's present trouble turns the conversation to them."""
    others = [m for m in mentions if m.modality == ACTUAL and m.who not in (WRITER, NOBODY, GENERIC, FAMILY)]
    told = [m for m in others if m.finding != "sex"]
    if len({m.who for m in others}) != 1 or not told or _is_past(people):
        return NOWHERE
    grammar = people[0].grammar
    alarm = any(m.finding in grammar["alarming"] and m.assertion == PRESENT and not m.bare for m in told)
    if not alarm and any(w == WRITER for sp in people for _, w in sp.marks) and not _only_possessive(people):
        return NOWHERE
    word = others[0].who
    person = next((p for p in anybody(people) if p.word == word), None)
    aged = any(m.finding == "age" for m in told)
    acute = alarm and any(sp.spans.get("cues:acute") for sp in people)
    near = word in grammar["dependants"]
    sex = (person.sex if person else {"she": "female", "he": "male"}.get(word)) or _sex_by_pronoun(people)
    if word in grammar["pronoun_words"] or aged or acute or near:
        return Turn(word, sex)
    return Turn(word, sex, weak=True) if word in grammar["kin"] and _troubled_now(told, people) else NOWHERE


def _troubled_now(told: Sequence[FindingMention], people: Sequence[SentencePeople]) -> bool:
    """ "My nan's back hurts all the time": present trouble of a relative that the writer sets nothing of their own beside.

    An illness alone ("my mum has arthritis") may be told to compare; so may whatever a named myeloma brought with it.
    """
    grammar = people[0].grammar
    if any(who == WRITER and sp.words[i] not in grammar["objects"] for sp in people for i, who in sp.marks):
        return False
    if any(set(sp.words) & grammar["named_illness"] for sp in people):
        return False
    return any(m.finding not in grammar["illnesses"] for m in told)


def _only_possessive(people: Sequence[SentencePeople]) -> bool:
    """The writer occurs only as the one who asks ("can you tell me"), never as the one told of."""
    for sp in people:
        for i, who in sp.marks:
            asks = sp.words[i] in sp.grammar["writer_voice"] and set(sp.words) & sp.grammar["writer_asks"]
            if who == WRITER and not asks and sp.words[i] not in sp.grammar["objects"]:
                return False
    return True
