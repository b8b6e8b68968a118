"""Whose news a message brings where nobody is named as the one it is for: a relative's trouble, told without one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nlu.people.person import FAMILY, GENERIC, PRONOUNS, Person
from nlu.people.turn import NOWHERE, Turn, sex_by_pronoun
from nlu.people.whom import SentencePeople, anybody
from nlu.reading import ABSENT, ACTUAL, NOBODY, PRESENT, PROFILE, THEN, WRITER, FindingMention

_BODY_REACH = 3  # tokens from "my" to the part of the body
_VERB_REACH = 4  # tokens from "could I" to "get it"

Grammar = Mapping[str, frozenset[str]]


def by_news(people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> Turn:
    """A message wholly about one other person's present trouble turns the conversation to them.

    Weakly, but for an alarm: in the middle of somebody's own account a relative may be told of by the way.
    """
    others = [m for m in mentions if m.modality == ACTUAL and m.who not in (WRITER, NOBODY, GENERIC, FAMILY)]
    whose = {m.who for m in others if m.finding != "sex" and not is_over(m.who, people, mentions)}
    of_others = {p.who for p in anybody(people) if p.of_other}
    if not whose <= of_others:
        whose -= of_others
    if len(whose) > 1:
        whose = {w for w in whose if _troubled(w, mentions, people)} or whose
    if len(whose) != 1:
        return NOWHERE
    who = whose.pop()
    told = [m for m in others if m.who == who and m.finding != "sex"]
    grammar = people[0].grammar
    alarm = any(m.finding in grammar["alarming"] and m.assertion == PRESENT and not m.bare for m in told)
    acute = alarm and any(sp.spans.get("cues:acute") for sp in people)
    person = next((p for p in anybody(people) if p.who == who), Person(who, PRONOUNS.get(who)))
    own = tells_own(people, mentions, alarm) and not (acute and _outweighs(person, told, mentions, people))
    if own or person.distant or not grammar["pets"].isdisjoint(person.word.split()):
        return NOWHERE
    if not close(person.word, grammar) and any(sp.spans.get("people:only_wondering") for sp in people):
        return NOWHERE
    if not alarm and any(_closes(sp, "people:only_reading") or any(w == who for _, w in sp.owners()) for sp in people):
        return NOWHERE  # "the fracture WAS MY DAD'S"
    if who in of_others and not (acute and _since_now(people) and not [at for sp in people for at in _writer(sp)]):
        return NOWHERE  # a story, unless it is somebody in front of the writer who is in trouble now
    turn = Turn(person.word, person.sex or sex_by_pronoun(people))
    if who in grammar["pronoun_words"] or acute:
        return turn
    troubled = _troubled(who, mentions, people)
    if not troubled and any(sp.words[at] not in grammar["objects"] for sp in people for at in _writer(sp)):
        return NOWHERE  # "My husband has arthritis. I don't."
    near = any(m.finding == "age" for m in told) or person.word in grammar["dependants"] | grammar["people_new"]
    if not near and not (troubled and person.word in grammar["kin"]):
        return NOWHERE
    return turn._replace(weak=not (alarm and troubled) and person.word not in grammar["people_new"])


def _outweighs(
    person: Person, told: Sequence[FindingMention], mentions: Sequence[FindingMention], people: Sequence[SentencePeople]
) -> bool:
    """ "My husband has lost control of his bladder since this morning. I HAVE JUST A BACKACHE MYSELF": an emergency of somebody
    near, told before anything of the writer's that is none."""
    grammar = people[0].grammar
    near = grammar["kin"] | grammar["people_related"] | grammar["pronoun_words"]
    if person.word not in near or is_over(person.who, people, mentions):
        return False
    starts = [m.start for m in told if m.finding in grammar["emergencies"] and m.assertion == PRESENT and m.when != THEN]
    own = [m for m in mentions if m.who == WRITER and m.finding not in PROFILE and m.assertion == PRESENT]
    harmless = grammar["pains"] | grammar["illnesses"]  # "... I MYSELF AM WELL APART FROM RHEUMATOID ARTHRITIS"
    return bool(starts) and all(m.start > min(starts) and m.finding in harmless for m in own)


def close(who: str, grammar: Grammar) -> bool:
    """Somebody near to the writer, or in their care."""
    return who in grammar["kin"] | grammar["dependants"] | grammar["pronoun_words"]


def _closes(sp: SentencePeople, label: str) -> bool:
    """A clause ends so: "my sister has a bad back, I'M ONLY READING UP"; not "just curious WHAT it could be"."""
    ends = (s.end for s in sp.spans.get(label, ()))
    return any(end == len(sp.words) or sp.sentence.tokens[end].mark for end in ends)


def _since_now(people: Sequence[SentencePeople]) -> bool:
    """ "Since this morning", more than "any more"."""
    return any(sp.words[s.end - 1] not in sp.grammar["any_more"] for sp in people for s in sp.spans.get("cues:acute", ()))


def is_over(who: str, people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> bool:
    """ "She died of it", "my mother had it": what is told of a person is told as past."""
    starts = [(sp, _told_from(who, sp)) for sp in people]
    about = [sp for sp, start in starts if start is not None]
    words = {w for sp, start in starts if start is not None for w in sp.words[start:]}
    if not about:
        return False
    grammar = about[0].grammar
    found = [range(m.start, m.end) for m in mentions if m.finding in grammar["alarming"]]
    spoken = [t for sp, start in starts if start is not None for t in sp.sentence.tokens[start:]]
    if any(t.text in grammar["past_told"] and not any(t.start in f for f in found) for t in spoken):
        return True  # "she passed"; not "he has not passed urine"
    measured = any(m.who == who and m.value is not None and m.finding not in PROFILE for m in mentions)
    if any(m.who == who and _goes_on_now(m, about) for m in mentions):
        return False
    if measured or words & (grammar["present_told"] | grammar["examined"]) or _just_now(who, about):
        return False
    return any(_past_state(sp) for sp in about)


def _told_from(who: str, sp: SentencePeople) -> int | None:
    """Where a sentence starts to tell of somebody: "HER late husband died" does not; what stands before a name counts too."""
    others = [at for at, p in sp.named if p.of_other and p.who != who]
    owners = {at - 1 - (sp.words[at - 1] in sp.grammar["owning"]) for at in others}
    own = [at for at, w in sp.marks if w == who and at not in owners]
    led = any(w == who for at, w in sp.marks if at in owners)
    return None if not own else own[0] if led else 0


def _goes_on_now(m: FindingMention, about: Sequence[SentencePeople]) -> bool:
    """ "We hoped mum was just tired, but her legs WILL NOT hold her": an alarm in the present tense."""
    if m.modality != ACTUAL or m.assertion != PRESENT or m.finding not in about[0].grammar["alarming"]:
        return False
    return any(t.text in sp.grammar["goes_on_now"] for sp in about for t in sp.sentence.tokens if m.start <= t.start < m.end)


def _just_now(who: str, about: Sequence[SentencePeople]) -> bool:
    """ "My husband was found in the street last night": the past of somebody near, of a day or so."""
    grammar = about[0].grammar
    lately = any(sp.spans.get("cues:acute") for sp in about) and not any(sp.spans.get("cues:long_ago") for sp in about)
    return lately and close(who, grammar)


def _past_state(sp: SentencePeople) -> bool:
    """ "She had it", "he was weak"; not "he had to be carried", "she was found wandering", "he was CARRYING the shopping WHEN it
    went", which tell of something new."""
    events = {i for s in sp.spans.get("cues:past_event", ()) for i in range(s.start, s.end)}
    events |= {i for i, w in enumerate(sp.words[1:]) if w.endswith("ing") and not sp.grammar["when_words"].isdisjoint(sp.words[i + 2 :])}
    return any(w in sp.grammar["past_only"] and i not in events for i, w in enumerate(sp.words))


def _troubled(who: str, mentions: Sequence[FindingMention], people: Sequence[SentencePeople]) -> bool:
    """ "My nan's back hurts all the time": more than an illness, which may be told to compare ("my mum has arthritis").

    Nor is it what a named myeloma brought with it, unless a value is told, what there is not ("she has no pain"), or an alarm
    that is so now.
    """
    told = [m for m in mentions if m.modality == ACTUAL and m.finding not in PROFILE]
    if any(m.assertion == ABSENT and not m.bare and m.who in (who, NOBODY) for m in told):
        return True
    own = [m for m in told if m.who == who and not m.bare and m.finding not in people[0].grammar["illnesses"]]
    if any(m.value is not None for m in own):
        return True
    apart = {i for sp in people if _apart(sp) for i in _reach(sp)}
    return any(m.start not in apart or _goes_on_now(m, people) for m in own)


def _apart(sp: SentencePeople) -> bool:
    """A sentence that names the illness, or tells of a state that has long been reached ("he ended up paralysed")."""
    words = set(sp.words)
    return bool(words & sp.grammar["named_illness"]) or (
        bool(words & sp.grammar["long_since"]) and not sp.spans.get("cues:acute")
    )


def _reach(sp: SentencePeople) -> range:
    """The places of a sentence in the message."""
    return range(sp.sentence.start, sp.sentence.tokens[-1].end)


def tells_own(people: Sequence[SentencePeople], mentions: Sequence[FindingMention], alarm: bool = False) -> bool:
    """Is the writer told of as one who has, or fears, something themselves, and not only as the one who tells?

    Beside an `alarm` of somebody else only what is told as a fact counts, and what is set against it ("mine are fine").
    """
    grammar = people[0].grammar
    acute = any(sp.spans.get("cues:acute") for sp in people)
    told = [m for m in mentions if m.who == WRITER and not m.bare and m.finding not in (*PROFILE, *grammar["telling_only"])]
    if alarm and acute:  # "my mum's legs went numb this morning, I AM FINE"
        return any(m.assertion == PRESENT and m.modality == ACTUAL and m.when != THEN for m in told)
    if any(not alarm or m.modality == ACTUAL for m in told):
        return True
    if not alarm and (_introduced(people, mentions) or any(_closes(sp, "people:writer_well") for sp in people)):
        return True
    if set_apart(people, mentions):
        return True
    for sp in people:
        for at in _writer(sp):
            given_away = sp.words[at] in sp.grammar["mine_words"] and at > 0 and sp.words[at - 1] in sp.grammar["not_words"]
            if (sp.words[at] in sp.grammar["apart_words"] and not given_away) or (not alarm and _ails(sp, at)):
                return True
    return False


def set_apart(people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> bool:
    """ "Nora can't hold her water this long time. I'm all right that way, it's just the RIBS with me": an alarm of somebody's,
    told with no beginning of late, beside which the writer speaks of themselves."""
    theirs = [m for m in mentions if m.who not in (WRITER, NOBODY) and m.finding not in PROFILE and m.assertion == PRESENT]
    grammar = people[0].grammar if people else {}
    near = grammar["kin"] | grammar["dependants"] if grammar else frozenset()
    if any(m.finding not in grammar["alarming"] or (m.who in near and _goes_on_now(m, people)) for m in theirs):
        return False  # "my brother CAN'T walk, I'm fine that way"
    if any(sp.spans.get("cues:acute") for sp in people):
        return False
    return any(_apart_by(sp) for sp in people)


def _apart_by(sp: SentencePeople) -> bool:
    mine = (sp.words[s.end : s.end + _VERB_REACH + 1] for s in sp.spans.get("people:only_mine", ()))
    theirs = sp.grammar["owners_of_kin"] | sp.grammar["to_words"]  # "I've only got my two arms TO lift her"
    part = any(not sp.grammar["body_words"].isdisjoint(said) and theirs.isdisjoint(said) for said in mine)
    return part or bool(sp.spans.get("people:set_apart"))


def _introduced(people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> bool:
    """ "Man of 61, bad back. My wife, 59, is exhausted": age and trouble of the one who writes, before anybody is named."""
    first = min((sp.sentence.tokens[at].start for sp in people for at, _ in sp.named), default=0)
    before = [m for m in mentions if m.start < first and m.who in (WRITER, NOBODY) and m.assertion == PRESENT]
    return any(m.finding == "age" for m in before) and any(m.finding not in PROFILE for m in before)


def _writer(sp: SentencePeople) -> Iterator[int]:
    felt = {i for s in sp.spans.get("people:feelings", ()) for i in range(s.start, s.end)}
    return (at for at, who in sp.marks if who == WRITER and felt.isdisjoint((at, at + 1)))


def _ails(sp: SentencePeople, at: int) -> bool:
    """ "My knee", "could I get it?", "I have that too"."""
    grammar, word = sp.grammar, sp.words[at]
    after = sp.words[at + 1 : at + 1 + _VERB_REACH]
    if word in grammar["possessives"] and word not in grammar["we_words"]:
        return bool(set(after[:_BODY_REACH]) & (grammar["body_words"] | grammar["papers"]))
    if word not in grammar["i_words"]:
        return False
    if set(after) & (grammar["too_or_same"] | grammar["own_suffering"]):
        return True
    if set(after) & grammar["having_words"] and set(after) & grammar["no_words"] and set(sp.words) & grammar["examined"]:
        return True  # "I have had no X-rays at all"
    asks = at > 0 and sp.words[at - 1] in grammar["asking_verbs"]
    wonders = at > 0 and sp.words[at - 1] in grammar["whether_words"] and len(after) == 1 and after[0] in grammar["own_verbs"]
    if (asks and not after) or wonders:
        return True  # "My boss is anaemic. Am I?", "I wonder if I am"
    return asks and bool(set(after) & grammar["own_risk"]) and not set(after) & grammar["others_words"] - {"it"}
