"""Who the conversation is about: does this message turn it to somebody else, or back to the writer?"""

from __future__ import annotations

from collections.abc import Sequence

from nlu.people.asks_for_nobody import (
    called,
    cannot_oneself,
    contrasts,
    denied,
    has_what_i_have_not,
    not_asked,
    own_news,
    sets_apart,
)
from nlu.people.news import by_news, close, is_over, set_apart, tells_own
from nlu.people.person import Person
from nlu.people.turn import Turn, sex_by_pronoun, sex_by_title
from nlu.people.whom import SentencePeople, anybody
from nlu.reading import ACTUAL, DESCRIBED, NOBODY, PRESENT, PROFILE, WRITER, FindingMention
from nlu.words.lexicon import Span

_HEADED = 2  # tokens of "for my (mother)"
_ASK_REACH = 5  # tokens between "asking for" and the person
_TEST_REACH = 5  # tokens from "(my wife) had" to "scan"
_NAME_REACH = 8  # tokens between the person and "is who I'm asking for"


def turned_to(people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> Turn:
    """The person the message turns the conversation to: ("mum", "female"), ("self", None) or nobody."""
    if any(_back(sp) or _own_part_asked(sp) for sp in people):
        return Turn(WRITER, None)
    apart, unasked = set_apart(people, mentions), not_asked(people, mentions)
    for i, sp in enumerate(people):
        turn = _asked(sp, people, mentions) or _pointed_at(sp, people, mentions) or _presented(sp, people, mentions)
        turn = turn or (None if unasked else _headed_report(sp, people, mentions))
        turn = turn or (None if apart else _related(sp, anybody(people), mentions))
        if turn is not None and not any(p.word == turn.person and sp.only_meant(at) for at, p in sp.named):
            turn = _in_trouble(turn, people, mentions) or turn
            return next((right for later in people[i + 1 :] if (right := _put_right(later))), turn)
    if unasked:
        return Turn(WRITER, None)
    told = any(m.who == WRITER and m.modality == ACTUAL and not m.bare for m in mentions)
    own = any(w == WRITER and sp.words[i] not in sp.grammar["we_words"] for sp in people for i, w in sp.marks)
    records = [sp for sp in people if _clinical(sp)]
    for sp in records:
        if sp.patient_named:
            person = sp.named[0][1]
            return Turn(person.word, person.sex or sex_by_pronoun(people))
    if records and not (told or own):
        who = DESCRIBED if all(_by_age(sp) for sp in records) else "patient"
        return Turn(who, sex_by_pronoun(people) or sex_by_title(people))
    return by_news(people, mentions)


def _in_trouble(turn: Turn, people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> Turn | None:
    """ "We had to get the neighbour in to lift Mum, her legs had no strength": an alarm of one person, where nothing is told
    of the one who was named first."""
    told = {m.who: m for m in mentions if m.modality == ACTUAL and m.finding not in PROFILE and not m.bare}
    alarms = [p for p in anybody(people) if p.who in told and told[p.who].assertion == PRESENT]
    if turn.person in told or len(told) != 1 or not alarms or alarms[0].of_other or alarms[0].word == turn.person:
        return None
    alarming = next(m for m in told.values()).finding in people[0].grammar["alarming"]
    return Turn(alarms[0].word, alarms[0].sex) if alarming else None


def _put_right(sp: SentencePeople) -> Turn | None:
    """ "Asking for my dad. Sorry, my mum.": a few words that only name the one who is meant."""
    if not sp.spans.get("answers:correction") or len(sp.named) != 1 or len(sp.words) > _ASK_REACH:
        return None
    person = sp.named[0][1]
    return Turn(person.word, person.sex)


def _clinical(sp: SentencePeople) -> bool:
    """Worded as in a record: "Mr Kaur, 81", "lady in room 12", "patient denies ..."."""
    if sp.case() is not None or sp.spans.get("people:coursework"):
        return False
    titled = sp.grammar["titled"]
    strange = {i for at, p in sp.named if p.of_other for i in range(at, at + len(p.word.split()))}  # "this man on TV"
    crowds = {i for s in sp.spans.get("people:generic", ()) for i in range(s.start, s.end)}  # "the average patient"
    spans = [
        s
        for s in sp.spans.get("people:clinical", ())
        if (sp.words[s.start] not in titled or sp.before_name(s)) and not _lies_in_bed(s, sp)
        and (strange | crowds).isdisjoint(range(s.start, s.end))
    ]
    return bool(spans) or sp.words[0] in sp.grammar["sick_person"]


def _lies_in_bed(span: Span, sp: SentencePeople) -> bool:
    """ "Turning over in bed": only a room or bed with its number tells of somebody in a ward."""
    numbered = sp.words[span.end - 1] in sp.grammar["numbered_places"]
    return numbered and (span.end >= len(sp.words) or sp.sentence.tokens[span.end].number is None)


def _by_age(sp: SentencePeople) -> bool:
    """ "62 yo male": worded as in a record, but anybody may tell of themselves so."""
    spans = sp.spans.get("people:clinical", ())
    aged = all(set(sp.words[s.start : s.end]) & sp.grammar["aged_words"] for s in spans)
    return bool(spans) and aged and sp.words[0] not in sp.grammar["sick_person"] and not sp.named


def _back(sp: SentencePeople) -> bool:
    return bool(sp.spans.get("people:back_to_self")) and _asked_for(sp) is None and _really_self(sp)


def _own_part_asked(sp: SentencePeople) -> bool:
    """ "Dad can't feel his legs. I'M ASKING ABOUT MY BACK": a sentence that asks about a part of the writer's body and names
    nobody."""
    weak = _weakly_asking(sp)
    asked = [s.end for s in sp.spans.get("people:asking_for", ()) if not sp.named and (s.start, s.end) not in weak]
    mine = [at + 1 for at in asked if set(sp.words[at : at + 1]) & sp.grammar["possessives"]]
    return any(set(sp.words[at : at + 1]) & sp.grammar["body_words"] for at in mine)


def _really_self(sp: SentencePeople) -> bool:
    named = {at for at, _ in sp.named}  # "it's ME DAD": his
    spans = [s for s in sp.spans["people:back_to_self"] if not (s.end in named and sp.words[s.end - 1] in sp.grammar["objects_me"])]
    if not spans:
        return False
    first = spans[0]
    following = sp.words[first.end] if first.end < len(sp.words) else ""
    if sp.words[first.end - 1] in sp.grammar["own_word"]:
        return following in sp.grammar["body_words"]  # "I'm asking about my own back"
    single = all(
        s.end - s.start == 1 or sp.words[s.start] in sp.grammar["turn_back_words"] for s in spans
    )
    if single:
        return len(sp.words) <= _ASK_REACH - 2
    return following in sp.grammar["self_follows"]


def _asked(
    sp: SentencePeople, people: Sequence[SentencePeople], mentions: Sequence[FindingMention]
) -> Turn | None:
    found = _asked_for(sp)
    if found is None:
        return None
    person, weak = found
    told = any(m.who == person.who and m.modality == ACTUAL and m.finding != "sex" for m in mentions)
    own = own_news(mentions)
    trouble = own_news([m for m in mentions if m.finding not in sp.grammar["illnesses"]])  # not "I had cancer. She's my daughter, 36"
    if weak and not _headed(sp) and (trouble or not told or is_over(person.who, people, mentions)):
        return None
    if own and sp.spans.get("people:role"):
        return None  # "I care for my mum. My back hurts."
    return Turn(person.word, person.sex or sex_by_pronoun(people))


def _headed(sp: SentencePeople) -> bool:
    """ "For Dad: ...", "for my gran, says ...": the person stands as a heading over what is told."""
    led = sp.words[0] in sp.grammar["heading_words"]
    wants = any(sp.words[i] in sp.grammar["asking_for_them"] for i in range(len(sp.words)) if sp.words[i - 1] in sp.grammar["i_words"])
    if led and wants and sp.named and sp.named[0][0] <= _HEADED:
        return True  # "FOR MY MOTHER I want to ask"
    return any(at <= 2 and (sp.words[at + 1 : at + 2] == [":"] or (led and sp.words[at + 1 : at + 2] == [","])) for at, _ in sp.named)


def _asked_for(sp: SentencePeople) -> tuple[Person, bool] | None:
    """The person after "asking for", and whether the phrase alone is too weak to turn to them."""
    weak = _weakly_asking(sp)
    spans = sorted(sp.spans.get("people:asking_for", ()), key=lambda s: ((s.start, s.end) in weak, s.start))
    for span in spans:
        if denied(span, sp) or _unmeant(span, sp):
            continue
        for at, person in sp.named:
            between = sp.words[span.end : at]
            if _kin_of_other(at, person, sp) or _disowned(at, sp) or (person.of_other and (span.start, span.end) in weak and at > 2):
                continue  # "read about an actor" asks for nobody
            if (span.start, span.end) in weak and any(w == person.who for _, w in sp.owners()):
                continue  # "the letter with the high calcium WAS FOR MY MUM"
            if (span.start, span.end) in weak and span.start and sp.words[span.start - 1] in sp.grammar["story_words"]:
                continue  # "only here to READ ABOUT the illness my friend has"
            near = 0 <= at - span.end <= _ASK_REACH
            if near and not any(w in sp.grammar["asked_between"] for w in between):
                longer = any(o.start <= span.start and o.end == span.end and (o.start, o.end) not in weak for o in spans)
                return person, (span.start, span.end) in weak and not longer
    return None


def _unmeant(span: Span, sp: SentencePeople) -> bool:
    """ "This is NOT ABOUT my mother, it's about me": not "not ONLY for my wife", nor "why not ask about my dad?"."""
    denial = span.start > 0 and sp.words[span.start - 1] in sp.grammar["not_words"]
    return denial and sp.sentence.end != "?"


def _weakly_asking(sp: SentencePeople) -> set[tuple[int, int]]:
    """Where phrases stand that ask for somebody only beside a report of present trouble: "for", "about my"."""
    return {(s.start, s.end) for s in sp.spans.get("people:weak_asking_for", ())}


def _presented(sp: SentencePeople, people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> Turn | None:
    """ "Dad's who I'm asking for", "this is my mum I'm writing about", "I only type for my father"."""
    for span in sp.spans.get("people:proxy", ()):
        if sets_apart(span, sp, mentions) or called(span, sp) or cannot_oneself(span, sp) or denied(span, sp):
            continue
        apart = any(s.start <= span.start < s.end for s in sp.spans.get("people:set_apart", ()))  # "not me, touch wood"
        if apart or set(sp.words[span.end : span.end + 1]) & sp.grammar["objects"]:
            continue  # "my mum is typing for ME"
        not_me = sp.words[span.start] in sp.grammar["not_words"]
        for at, person in sorted(sp.named, key=lambda n: n[1].word in sp.grammar["sick_person"]):
            near = -_NAME_REACH <= span.start - at <= _NAME_REACH or len(set(anybody(people))) == 1
            far = person.of_other or (not_me and not close(person.word, sp.grammar))
            if not_me and is_over(person.who, people, mentions):
                continue  # "my cousin went off her legs with it. NOT ME"
            unasked = far and sp.words[span.end - 1] in sp.grammar["objects"]  # "the story of a man is not about me"
            if near and not (unasked or _disowned(at, sp) or _kin_of_other(at, person, sp) or _owner(at, person, sp)):
                return Turn(person.word, person.sex or sex_by_pronoun(people))
        others = list(dict.fromkeys(p for s in people for at, p in s.named if not _kin_of_other(at, p, s)))
        if not any(p in others for _, p in sp.named) and len(others) == 1 and sex_by_pronoun([sp]):
            return Turn(others[0].word, others[0].sex)  # "Wife broke her arm. I'm filling this in for her."
    for span in sp.spans.get("people:is_subject", ()):
        if sets_apart(span, sp, mentions) or contrasts(span, sp, mentions) or has_what_i_have_not(span, sp, mentions):
            continue
        if set(sp.words[span.end : span.end + 1]) & sp.grammar["after_one_who"]:
            continue  # "my wife is the one who told me to ask"
        own = span.start > 1 and sp.words[span.start - 2] in sp.grammar["possessives"]
        if own and sp.words[span.start - 1] in sp.grammar["body_words"]:
            continue  # "it's my back I want to ask about"
        not_me = sp.words[span.start] in sp.grammar["not_words"]
        for at, person in sp.named:
            far = not_me and not close(person.word, sp.grammar)  # "my neighbour has holes, NOT ME"
            far = far or (not_me and is_over(person.who, people, mentions))  # "it was my sister who HAD the cancer, not me"
            if 0 < span.start - at <= _NAME_REACH and not (far or _kin_of_other(at, person, sp)):
                return Turn(person.word, person.sex or sex_by_pronoun(people))
        pronoun = next((who for at, who in sp.marks if 0 < span.start - at <= _NAME_REACH and who != WRITER), None)
        meant = next((p for p in anybody(people) if p.who == pronoun), None)
        if meant is not None and not sp.named:
            return Turn(meant.word, meant.sex)  # "My wife is 61. She's the one with the problem."
        first = sp.named[0][1] if sp.named else None
        if first is not None and not_me and close(first.word, sp.grammar) and not is_over(first.who, people, mentions):
            return Turn(first.word, first.sex)
    return None


def _pointed_at(sp: SentencePeople, people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> Turn | None:
    """ "It's dad: he's pale", "It's my wife.", "It's me nan THAT'S POORLY", "My dad I mean." """
    if len(sp.named) == 1 and len(sp.words) <= _ASK_REACH and sp.words[-1] in sp.grammar["meaning"]:
        return Turn(sp.named[0][1].word, sp.named[0][1].sex)
    for at, person in sp.named:
        start = at - 1 - (sp.words[at - 1] in sp.grammar["kin_owners"] | sp.grammar["objects_me"])
        pointing = start > 0 and sp.words[start] in sp.grammar["sex_is"] and sp.words[start - 1] in sp.grammar["pointing"]
        if not pointing or person.of_other or (start > 1 and sp.words[start - 2] not in sp.grammar["clause_marks"]):
            continue
        end = at + len(person.word.split())
        alone = start == 1 and (sp.words[end : end + 1] == [":"] or (end == len(sp.words) and sp.sentence.end != "?"))
        brought = any(end <= s.start <= end + 1 for s in sp.spans.get("people:brought_forward", ()))
        if alone or (brought and (any(m.who == person.who for m in mentions) or not own_news(mentions))):
            return Turn(person.word, person.sex or sex_by_pronoun(people))
    return None


def _headed_report(
    sp: SentencePeople, people: Sequence[SentencePeople], mentions: Sequence[FindingMention]
) -> Turn | None:
    """ "Dad's bloods. ESR 80.", "my dad's doctor found a paraprotein", "my wife had a scan; it shows holes": results behind
    the name of the one they are of."""
    grammar = sp.grammar
    if tells_own(people, mentions):
        return None
    for at, person in sp.named:
        told = {m.finding for m in mentions if m.who in (NOBODY, person.who) and m.modality == ACTUAL}
        read, results = told - {*PROFILE}, told - {*PROFILE} - grammar["told_by_person"]
        if not read:
            continue
        end = at + len(person.word.split())
        if _disowned(at, sp):
            continue
        if sp.words[end : end + 1] and sp.words[end] in grammar["owning"]:
            following = sp.words[end + 1] if end + 1 < len(sp.words) else ""
            if following in grammar["papers"] | grammar["paper_ends"] | grammar["doctors_of"]:
                return Turn(person.word, person.sex or sex_by_pronoun(people), weak=at > 1)
        had = results and sp.words[end : end + 1] and sp.words[end] in grammar["possessing"] and not person.of_other
        if had and not grammar["papers"].isdisjoint(sp.words[end + 1 : end + _TEST_REACH]):
            return Turn(person.word, person.sex or sex_by_pronoun(people), weak=True)
    return None


def _goes_on(sp: SentencePeople, end: int) -> bool:
    """ "..., 39, with": the writer is told of further, by age or by what they have."""
    aged = end + 1 < len(sp.words) and sp.words[end] in sp.grammar["commas"] and sp.sentence.tokens[end + 1].number is not None
    return aged or sp.words[end : end + 1] in [[w] for w in sp.grammar["with_words"]]


def _kin_of_other(at: int, person: Person, sp: SentencePeople) -> bool:
    """ "Asking as her husband": the husband is the one who writes."""
    return person.word in sp.grammar["kin_of_writer"] and at > 0 and sp.words[at - 1] in sp.grammar["kin_marks"]


def _owner(at: int, person: Person, sp: SentencePeople) -> bool:
    """ "Our CARETAKER'S wife, for whom I am writing": whose relative somebody is."""
    end = at + len(person.word.split())
    return sp.words[end : end + 1] != [] and sp.words[end] in sp.grammar["owning"] and any(i == end + 1 for i, _ in sp.named)


def _disowned(at: int, sp: SentencePeople) -> bool:
    """ "This is about me, not my mum", "not for my dad"."""
    return any(w in sp.grammar["not_words"] for w in sp.words[max(0, at - 2) : at])


def _related(sp: SentencePeople, named: Sequence[Person], mentions: Sequence[FindingMention]) -> Turn | None:
    if sp.spans.get("people:role") and own_news(mentions):
        return None
    for span in sp.spans.get("people:relation_of_writer", ()):
        words = set(sp.words[span.start : span.end])
        sex = "female" if words & sp.grammar["her_words"] else "male" if words & sp.grammar["his_words"] else None
        other = next((p for p in named if p.word not in sp.grammar["kin_of_writer"]), None)
        if other is not None and not words.isdisjoint(sp.grammar["typing"]) and not close(other.word, sp.grammar):
            other = None  # "THIS IS HIS WIFE TYPING. He tried to pay the postman with tea bags."
        if words & sp.grammar["professions"] and other is None and (own_news(mentions) or _goes_on(sp, span.end)):
            continue  # "I'm a nurse, 39, with hip pain"
        if words & sp.grammar["kin_marks"]:
            if other is not None:
                return Turn(other.word, other.sex)
            return Turn({"female": "she", "male": "he"}.get(sex or "", "they"), sex)
    return None
