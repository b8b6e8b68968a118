"""Lab names that a later sentence only points at: "I had my calcium done. It was 2.9.", "Her ESR is high. Mine is fine."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlu.figures.quantity import PLAIN, Quantity
from nlu.labs.lab_sentence import LabSentence, State
from nlu.patterns.matcher import Match
from nlu.people.person import FAMILY, GENERIC
from nlu.reading import ABSENT, ACTUAL, NOBODY, NOW, PAST, PRESENT, QUESTION, WRITER, FindingMention

_EARLY = 7  # words of a sentence within which the pronoun stands
_TWO = 2  # names of which one is the first and one the second
_GAP = 6  # words between the pronoun and what is said of it


@dataclass
class LastLab:
    """The lab name spoken of last, whose value it is, and whether anything was told of it."""

    finding: str | None = None
    who: str | None = None
    told: bool = False
    asked: bool = False
    row: Sequence[str] = ()  # all that the sentence before named
    state: str = ""  # and how the last of these came out
    gone: bool = False  # the value was of a time gone by

    @property
    def of_another(self) -> bool:
        """The value was told of somebody else: behind it "ME 2.9", "I have 2.9" take it up."""
        return self.who not in (None, WRITER, NOBODY, GENERIC, FAMILY)

    def remember(
        self, name: Match, mention: FindingMention | None, left_open: FindingMention | None, gone: bool = False
    ) -> None:
        """Take over a name with the mention that it made, or with the one that a later sentence may complete."""
        self.gone = gone
        made = mention or left_open
        self.finding, self.who = name.finding, made.who if made else None
        self.asked = made is None or made.modality == QUESTION
        self.told = mention is not None and mention.modality == ACTUAL and mention.assertion in (PRESENT, ABSENT)

    def pointed_at(
        self, here: LabSentence, matches: Sequence[Match], states: Sequence[State], anew: bool
    ) -> Match | None:
        """The pronoun as a lab name, where a number or a state is said of it and no finding stands before.

        What was told already is told anew only where `anew` says so, of another person's value ("mine") or of a later test
        ("now it's fine"); what was only asked about gets a state only as the writer's own ("What does calcium do? It is
        high in milk.").
        """
        if self.finding is not None and not (self.told or self.asked) and _lone(here):
            return Match(self.finding, "name", ((0, 0),))  # "Got my ESR back today. 66."
        if self.finding is not None and anew and _dated(here):
            return Match(self.finding, "name", ((0, 0),))  # "In May: calcium 2.8. In June, here: 2.44 mmol/L."
        end = min((m.start for m in matches), default=len(here.tokens))
        grammar, words = here.grammar, [t.text for t in here.tokens]
        anew = anew or not grammar["retested"].isdisjoint(words)
        since = self.gone and not grammar["present_be"].isdisjoint(words) and _ended(here)  # "It was 2.3 last year. It IS 2.9."
        mine = not (grammar["owners"] | grammar["i_words"] | grammar["lasting_words"]).isdisjoint(words)
        for at, word in enumerate(words):
            own = word in grammar["own_pronouns"] or (self.of_another and word in grammar["i_words"] | grammar["objects"])
            name = max((n for n in here.names if n.end <= at), key=lambda n: n.end, default=None)
            finding = name.finding if name else self.finding
            points = word in grammar["lab_pronouns"] or (not at and word in grammar["lab_openers"]) or _one(at, here)
            if finding is None or not own and (name or at >= min(_EARLY, end) or not points):
                continue
            if not own and self.told and not (anew or (since and not at)):
                continue
            said: list[Quantity | State] = [*here.quantities, *(states if own or mine or not self.asked else ())]
            if any((_follows(at, s, here) and (own or s.start < end)) or (own and _taken_up(at, s, here)) for s in said):
                return Match(finding, "name", ((at, at + 1),))
        return None

    def owned(self, mention: FindingMention, name: Match, here: LabSentence) -> FindingMention:
        """The mention, for "it" told of whoever was spoken of before, and for what was told already as the later one."""
        grammar = here.grammar
        words = here.words(name.start, name.end)
        if mention.who == WRITER and not (grammar["i_words"] | grammar["objects"]).isdisjoint(words):
            return mention
        if words and (grammar["lab_pronouns"] | grammar["lab_openers"]).isdisjoint(words):
            return mention
        later = replace(mention, modality=ACTUAL) if self.told and mention.modality == PAST else mention  # "it HAD settled to 75"
        return replace(later, who=self.who or mention.who, when=NOW if self.told else mention.when)


def by_rank(
    here: LabSentence, matches: list[Match], row: Sequence[str], states: Sequence[State]
) -> tuple[LabSentence, list[Match]]:
    """The sentence and its matches with the names that are told by their rank standing where they are told of."""
    anew = _ranked(here, row, states)
    if not anew:
        return here, matches
    kept = [m for m in here.names if all(m.finding != r.finding for r in anew)]
    others = [m for m in matches if m.polarity != "name" or m in kept]
    return replace(here, names=sorted([*kept, *anew], key=lambda m: m.start)), [*others, *anew]


def _ranked(here: LabSentence, row: Sequence[str], states: Sequence[State]) -> list[Match]:
    """Several names anew, where each is told by its place: "calcium and ESR were done, THE FIRST is fine, THE SECOND high",
    "albumin and globulin were low and high RESPECTIVELY". `row`: the names of the sentence before."""
    grammar, words = here.grammar, [t.text for t in here.tokens]
    own = list(dict.fromkeys(n.finding for n in here.names))
    named = own or row
    if len(named) < _TWO:
        return []
    last = max((n.end for n in here.names), default=0)
    if not grammar["respectively"].isdisjoint(words) and len(states) == len(own) and states[0].start >= last:
        return [Match(f, "name", ((s.start, s.start),)) for f, s in zip(own, states, strict=True)]
    said: list[Quantity | State] = [*here.quantities, *states]
    return [
        Match(finding, "name", ((at, at + 1),))
        for rank, finding in zip(("rank_first", "rank_second", "rank_third"), named, strict=False)
        for at in range(last, len(words))
        if words[at] in grammar[rank] and _opens(at, here) and any(_follows(at, s, here) for s in said)
    ]


def _opens(at: int, here: LabSentence) -> bool:
    """ "THE first", and behind a mark or an "and" the bare "first": not "my first"."""
    return not at or here.tokens[at - 1].mark or here.tokens[at - 1].text in here.grammar["definites"] | here.grammar["ands"]


def _follows(at: int, said: Quantity | State, here: LabSentence) -> bool:
    gap = here.words(at + 1, said.start)
    if _one(at, here):
        gap = gap[next((i for i, w in enumerate(gap) if w not in here.grammar["one_from"]), len(gap)) :]
    gap = gap[1:] if gap[:1] and gap[0] in here.grammar["one_words"] else gap
    return at < said.start and len(gap) <= _GAP and all(w in here.grammar["pronoun_links"] for w in gap)


def _taken_up(at: int, said: Quantity | State, here: LabSentence) -> bool:
    """ "I had MINE done because of that and IT IS 142"."""
    its = [i for i in range(at + 1, said.start) if here.tokens[i].text in here.grammar["it_words"]]
    return bool(its) and _follows(its[-1], said, here)


def _ended(here: LabSentence) -> bool:
    """A number that nothing else counts than a test: with its unit, or at the end of what is said ("it is 2.9 now")."""
    ends = here.grammar["turn_words"] | here.grammar["clause_cuts"]
    return any(q.unit is not None or ends.issuperset(here.words(q.end, q.end + 1)) for q in here.quantities if q.kind == PLAIN)


def _one(at: int, here: LabSentence) -> bool:
    """ "THE NEW ONE is 88", "the ONE from this morning was 88", "TODAY'S is 88"."""
    if not at:
        return False
    before, word, behind = [*here.words(at - 1, at + 2), ""][:3]
    grammar = here.grammar
    days = word in grammar["owning"] and before in grammar["days_owning"] and behind in grammar["plain_be"]
    return days or (word in grammar["one_words"] and before in grammar["one_leads"])


def _lone(here: LabSentence) -> bool:
    """A sentence that is one number, with its unit."""
    return len(here.quantities) == 1 and here.quantities[0].start == 0 and here.quantities[0].end == len(here.tokens)


def _dated(here: LabSentence) -> bool:
    """A sentence that is a time, a place at most, and one number with its unit: "In Leeds today: 2.44 mmol/L"."""
    if len(here.quantities) != 1 or here.quantities[0].unit is None or here.quantities[0].end != len(here.tokens) or here.names:
        return False
    words, places = here.words(0, here.quantities[0].start), here.grammar["in_on"]
    return all(
        w in here.grammar["dated_words"] | places or here.tokens[i].mark or (i > 0 and words[i - 1] in places)
        for i, w in enumerate(words)
    )
