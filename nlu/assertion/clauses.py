"""The cues of one sentence (denials, doubts, suppositions), and where their reach ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from nlu.assertion.awaited import awaited
from nlu.patterns.matcher import Match, Spans
from nlu.people.person import SEXES
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_NOBODYS = 4  # words from "has" to what nobody has
_ORDER = 7  # words of "told me to come straight in"
_PAPER_REACH = 6  # words from "the leaflet" to "lists"


def clause_ranges(words: Sequence[str], grammar: Mapping[str, frozenset[str]]) -> list[range]:
    """The places between the words that cut clauses, in order; empty where two of these stand together."""
    cuts = [-1, *(i for i, w in enumerate(words) if w in grammar["clause_cuts"]), len(words)]
    return [range(before + 1, after) for before, after in pairwise(cuts)]


class SentenceCues:
    """The cues of one sentence, pseudo-cues and words owned by patterns taken out.

    `owned`: words of patterns for "there"; `denying`: those of patterns for "not there", whose "no" may go on denying;
    `tests`: words that name a test; `findings`: which finding a word belongs to.
    """

    def __init__(
        self,
        sentence: Sentence,
        spans: Spans,
        owned: Iterable[int],
        denying: Iterable[int],
        grammar: Mapping[str, frozenset[str]],
        tests: frozenset[int] = frozenset(),
        findings: Mapping[int, str] | None = None,
    ) -> None:
        self.tests, self.findings = tests, findings or {}
        self.sentence, self.spans, self.grammar = sentence, spans, grammar
        self.words = [t.text for t in sentence.tokens]
        self.owned = frozenset(owned) | frozenset(denying)
        saying = [(s.start, s.end) for s in spans.get("cues:pseudo", ())]  # "not a day without it"
        frames = [s for s in self._live("frame", frozenset()) if not (self._measures(s) or self._closes(s))]
        self.frames = [s for s in frames if not any(a <= s.start and s.end < b for a, b in saying)]
        framing = {i for s in self.frames for i in range(s.start, s.end)}
        pseudo = {i for s in spans.get("cues:pseudo", ()) if not self._travels(s) for i in range(s.start, s.end)}
        swallowed = frozenset(pseudo | framing) | self.owned
        doubts = self._live("possible", frozenset(pseudo | framing))  # "thought I had osteoporosis": both own the "had"
        none_of = [s for s in spans.get("cues:negation", ()) if s.end - s.start > 1]  # "no SIGNS OF an M protein"
        doubts = [s for s in doubts if not any(n.start < s.start and s.end <= n.end for n in none_of)]
        doubts = [s for s in doubts if not (self._heads(s) or self._counts(s))]
        self.possible = [s for s in doubts if s.start not in self.owned]
        doubting = {i for s in self.possible for i in range(s.start, s.end) if s.end - s.start > 1}
        having = {i for i in self.owned if self.words[i] in grammar["have_forms"]}  # "I do not HAVE CANCER or arthritis"
        free = (frozenset(denying) - frozenset(owned) | having) - pseudo - framing
        single = {s.start for s in spans.get("cues:pseudo", ()) if s.end - s.start == 1}  # the "nobody" of "nobody has found a" is live
        self.negations = self._live("negation", (swallowed | doubting) - free) + self._nobody()
        self.negations += self._longer(spans.get("cues:pseudo", ()), swallowed)
        self.row = self._row()
        self.negations = [
            s for s in self.negations if not (self._answers(s) or s.start in self.row or self.by_turns(s.start))
        ]
        self.predicate = [s for s in self._live("predicate_negation", swallowed | doubting) if not self.by_turns(s.start)]
        behind = self._live("negation_after", self.owned | pseudo | doubting)
        self.after_no = [s for s in behind if not self.by_turns(s.start)]
        self.after_yes = self._live("affirmation_after", self.owned)
        self.possible_after = self._live("possible_after", self.owned | pseudo)
        self.awaited = awaited(sentence.tokens, spans, grammar)
        self.unknown = [s for s in self._live("unknown", swallowed - single) if s.start not in self.awaited]
        self.unknown_after = self._live("unknown_after", self.owned)
        supposed = [s for s in self._live("hypothetical", frozenset(framing)) if self._supposes(s) and s.start not in self.awaited]
        self.hypothetical = [s for s in supposed if not (self.is_real(s.start) or self._reports(s))]
        self.hypothetical += self._planned() + self._told_if()
        self.warned = [*(s for s in spans.get("cues:warned", ()) if not self._heads(s)), *self._listings()]
        self.past = self._live("past", self.owned)
        self.still = self._live("still", self.owned)
        ends = self._live("terminator", frozenset())  # "and suddenly" parts, though a pattern owns its second word
        self.terminators = [s for s in ends if s.start not in self.owned and not self._trails(s)]
        self.resume = {s.start for s in spans.get("cues:resume", ())}
        self.keeps = {s.start for s in spans.get("cues:keeps_scope", ())}
        self._item_ends = {"", *grammar["splitters"], *grammar["list_starts"]}
        self.splits = [i for i, w in enumerate(self.words) if w in grammar["splitters"]]

    def somebody(self) -> Iterator[Span]:
        """The words that name somebody."""
        return (s for sex in SEXES for s in self.spans.get(f"people:someone:{sex}", ()))

    def word(self, at: int) -> str:
        """The word at a place; "" outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _live(self, name: str, taken: frozenset[int]) -> list[Span]:
        spans = self.spans.get(f"cues:{name}", ())
        free = [s for s in spans if not any(i in taken and not self._shared(i, s) for i in range(s.start, s.end))]
        return sorted(free, key=lambda s: (s.start, -s.end))

    def _longer(self, pseudo: Iterable[Span], swallowed: frozenset[int]) -> list[Span]:
        """ "NO ONE has found", "NOBODY saw a": a denial that goes on where what looks like one ("no one") ends."""
        found = []
        for p in pseudo:
            taken = swallowed - frozenset(range(p.start, p.end))
            found += [s for s in self._live("negation", taken) if s.start == p.start and s.end > p.end]
        return found

    def _shared(self, at: int, span: Span) -> bool:
        """The "have" that closes "don't have" may also open what a pattern names ("have cancer")."""
        closes = at == span.end - 1 and at > span.start
        return closes and self.words[at] in self.grammar["possessing"] and self.words[at - 1] in self.grammar["not_words"]

    def _measures(self, span: Span) -> bool:
        """ "Not that bad", "not that often": no statement is turned round."""
        last, after = self.words[span.end - 1], self.word(span.end)
        if after in self.grammar["why_words"] | self.grammar["how_words"]:
            return True  # "he can't say WHY my calcium is high"
        return last in self.grammar["that_words"] and after in self.grammar["degrees"]

    def _closes(self, span: Span) -> bool:
        """ "It comes by itself, I DON'T FEEL it", "I DON'T FEEL when it comes": nothing follows that would be turned round."""
        end = span.end + (self.word(span.end) in self.grammar["it_words"])
        return self.word(end) in {"", *self.grammar["splitters"], *self.grammar["colons"], *self.grammar["felt_when"]}

    def _travels(self, span: Span) -> bool:
        """ "It has NOT GONE to my lungs", "not gone numb": plain denials; "the pain has not gone" denies nothing."""
        numb = span.end in self.owned and self.word(span.end) not in self.grammar["clause_marks"]
        return self.words[span.end - 1] in self.grammar["gone_words"] and (numb or self.word(span.end) in self.grammar["whither"])

    def _row(self) -> frozenset[int]:
        """The answers of "back pain yes weight loss no tired yes": each of what stands before it."""
        answers = [i for i, w in enumerate(self.words) if w in self.grammar["row_answers"]]
        closed = len(answers) > 1 and answers[0] > 0 and answers[-1] == len(self.words) - 1
        named = all(self.words[i - 1] not in self.grammar["no_row_after"] | self.grammar["row_answers"] for i in answers)
        return frozenset(answers) if closed and named else frozenset()

    def _answers(self, span: Span) -> bool:
        """ "No she is muddled": an answer, and no denial of what follows."""
        return self.words[span.start : span.end] == ["no"] and self.word(span.end) in self.grammar["answer_subjects"]

    def by_turns(self, at: int) -> bool:
        """ "Sometimes no pain", "some days my back is fine": what starts at a place holds at some times only."""
        before = [s for s in self.spans.get("cues:by_turns", ()) if s.end <= at]
        return any(all(w in self.grammar["turns_fill"] for w in self.words[s.end : at]) for s in before)

    def is_real(self, at: int) -> bool:
        """The "if" at a place supposes nothing ("it hurts if I walk", "I don't know if", "as if someone else's leg hung there")."""
        likens = self.words[at] in self.grammar["conditionals"] and self.word(at - 1) in self.grammar["likening_words"]
        return likens or any(r.start <= at < r.end for r in self.spans.get("cues:real_if", ()))

    def _supposes(self, span: Span) -> bool:
        """ "Shout IF I GOT CONFUSED": an "if" may share its verb with what is named; any other phrase must be free.

        "I'm A HEALTHY woman" says who writes, where "in a healthy woman" supposes one.
        """
        if self.words[span.start] in self.grammar["articles"] and self.word(span.start - 1) in self.grammar["am_words"]:
            return False
        if self.word(span.start - 1) in self.grammar["elapsed"] or self._heads(span):
            return False  # "ALREADY one day I cannot pee"
        tellers = self.grammar["doctors_of"] | self.grammar["say_tellers"]
        if self.words[span.start] in self.grammar["say_words"] and self.word(span.start - 1) in tellers:
            return False  # "doctor SAY MY blood is low"
        end = span.start + 1 if self.words[span.start] in self.grammar["conditionals"] else span.end
        return self.owned.isdisjoint(range(span.start, end))

    def _nobody(self) -> list[Span]:
        """ "NOBODY IN OUR HOUSE has ever had cancer": a denial where what they have is named behind the verb."""
        found = []
        for at, word in enumerate(self.words[:-2]):
            no_one = word in self.grammar["one_words"] and self.word(at - 1) in self.grammar["determiner_denials"]
            if not (no_one or word in self.grammar["nobody_words"]) or self.words[at + 1] not in self.grammar["nobody_where"]:
                continue
            verb = next((i for i in range(at + 2, len(self.words)) if self.words[i] in self.grammar["have_forms"]), None)
            if verb is not None and not self.grammar["i_words"].isdisjoint(self.words[at + 1 : verb]):
                continue
            if verb is not None and any(i in self.findings for i in range(verb, verb + _NOBODYS)):
                found.append(Span("nobody", at, at + 1))
        return found

    def _heads(self, span: Span) -> bool:
        """ "YOU ASKED ABOUT my urine: crystals were noted", "not FOR A PATIENT: I've had Crohn's", "QUERY RE Mr D, 61: drowsy":
        what follows the colon is told."""
        at = next((i for i in range(span.end, len(self.words)) if self.words[i] in self.grammar["colons"]), None)
        asked = self.word(span.start - 1) in self.grammar["you_words"]
        if at is not None and self.words[span.end - 1] in self.grammar["regarding"]:
            asked = asked or not (self.grammar["titled"] | self.grammar["sick_person"]).isdisjoint(self.words[span.end : at])
        return at is not None and (asked or (at == span.end and self.words[span.start] in self.grammar["for_words"]))

    def _counts(self, span: Span) -> bool:
        """ "MAYBE A 3": what is not sure is the figure."""
        at = span.end + (self.word(span.end) in self.grammar["articles"])
        return at < len(self.words) and self.sentence.tokens[at].number is not None

    def _reports(self, span: Span) -> bool:
        """ "They rang to say my calcium is high": says, and supposes nothing."""
        said = self.words[span.start] in self.grammar["say_words"]
        return said and span.start > 0 and self.words[span.start - 1] not in self.grammar["clause_marks"]

    def _planned(self) -> list[Span]:
        """ "Plan: SPE, urine BJP": a clause that lists what is still to be done."""
        spans = self._live("planned", frozenset())
        headed = [s for s in spans if self.word(s.end) in self.grammar["colons"]]
        return [s for s in headed if not s.start or self.words[s.start - 1] in self.grammar["clause_marks"]]

    def _told_if(self) -> list[Span]:
        """ "Said TO PHONE IF I lost control": what somebody is told to come back with is not so yet."""
        found = []
        for at, word in enumerate(self.words):
            before = self.words[max(0, at - _ORDER) : at]
            told = [i for i, w in enumerate(before) if w in self.grammar["ordering"]]
            ordered = bool(told) and not self.grammar["to_words"].isdisjoint(before[told[0] + 1 :])
            if ordered and word in self.grammar["conditionals"] and not self.is_real(at):
                found.append(Span("told if", at, at + 1))
        return found

    def _listings(self) -> list[Span]:
        """ "THE POSTER in the ward SAYS ...", "the leaflet lists ...": what a paper names is nobody's; "... on the app and my
        flatmate says" tells who says it."""
        papers, other = self.spans.get("LEAFLET", ()), self.grammar["ands"] | self.grammar["possessives"]
        return [
            s for s in self.spans.get("LISTING", ())
            if any(0 <= s.start - p.end <= _PAPER_REACH and other.isdisjoint(self.words[p.end : s.start]) for p in papers)
        ]

    def _trails(self, span: Span) -> bool:
        if self.word(span.start - 1) in self.grammar["likening_words"] and self.words[span.start] in self.grammar["trailing_barriers"]:
            return True  # "as though they belong to somebody else"
        closed = self.word(span.end) == "" or self.word(span.end) in self.grammar["commas"]
        return closed and self.words[span.start] in self.grammar["trailing_barriers"]

    def parted(self, start: int, end: int) -> bool:
        """A "but" or its like stands in [start, end)."""
        return any(
            start <= s.start < end and self.words[s.start] in self.grammar["but_words"] for s in self.terminators
        )

    def stops_between(self, start: int, end: int, match: Match) -> bool:
        """A terminator, or a subject that starts a new statement, stands in [start, end)."""
        if any(start <= s.start < end for s in self.terminators) or self._leaves_aside(start, end):
            return True
        return any(self._resumes(i, match) for i in range(start + 1, end) if i in self.resume and i - 1 not in self.keeps)

    def _leaves_aside(self, start: int, end: int) -> bool:
        """A bracket that was opened before [start, end) closes in it: "(she can't see it) is tired"."""
        between = self.words[start:end]
        return ")" in between and "(" not in between[: between.index(")")]

    def _resumes(self, at: int, match: Match) -> bool:
        if at in match.tokens:
            return False
        word, before, after = self.words[at], self.word(at - 1), self.word(at + 1)
        if word in self.grammar["subject_words"] and before in self.grammar["inner_before"]:
            return False
        if word in self.grammar["it_words"]:
            return at + 1 == match.start and match.polarity != "name"
        if before in self.grammar["it_words"]:
            return False
        return not (before in self.grammar["that_words"] and after in self.grammar["inner_after_that"])

    def bare_list(self, denial: Span, end: int, match: Match) -> bool:
        """Between a denial and a later list item: does the list simply go on (no verb, no new subject, no number)?"""
        cut = max((c for c in self.splits if denial.end <= c < end), default=None)
        if cut is None:
            return True
        if self.word(cut + 1) in self.grammar["it_words"]:
            return False  # "no they don't, it is my hip"
        if self.word(denial.end) in self.grammar["answer_commas"] and denial.end - denial.start == 1:
            return False  # "no, it's my ribs": an answer
        alternative = self.words[cut] in self.grammar["slashes"] or self.word(cut + 1) in self.grammar["list_starts"]
        if self._each_denied(denial) and not alternative:
            return False
        if not alternative and any(s.start in match.tokens and s.end == match.end for s in self.spans.get("POSITIVE", ())):
            return False  # "no m protein, bence jones POSITIVE"
        if self.word(cut + 1) in self.grammar["report_subjects"] and self.word(cut + 2) not in self._item_ends:
            return False
        stop = next((c for c in self.splits if c >= match.end), len(self.words))
        row = self.words[cut : stop + 2]  # "never had gout, a sarcoma or any other cancer"
        ors = not self.grammar["ors"].isdisjoint(row)
        items = [c for c in self.splits if denial.end <= c <= cut]
        placed = ors or (len(items) > 1 and match.finding not in self.grammar["emergencies"])
        own = {i for i in range(match.start, match.end) if placed and self._of_place(i, match)} | match.tokens | self.owned
        segment = [i for i in range(cut + 1, stop) if i not in own]
        words = [self.words[i] for i in segment]
        if self.word(cut + 1) in self.grammar["list_starts"]:
            starts = self.word(cut + 1) in self.grammar["ands"]
            return not (starts and self.word(cut + 2) in self.grammar["positive_starts"])
        if any(w in self.grammar["statement_words"] for w in words):
            return False
        if any(self.sentence.tokens[i].number is not None for i in segment):
            return False
        if not ors and any(self.word(c + 1) in self.grammar["positive_starts"] for c in items):
            return False
        nouns_only = self.words[denial.start] in self.grammar["noun_deniers"]
        return not (nouns_only and self._predicates(match, cut, stop))

    def _of_place(self, at: int, match: Match) -> bool:
        """ "Weakness IN MY legs", "pain in THE spine": whose the place of a finding is, in the midst of it."""
        inside = match.start < at < match.end and self.word(at - 1) in self.grammar["place_openers"]
        return inside and self.words[at] in self.grammar["owners"] | self.grammar["definites"]

    def _each_denied(self, denial: Span) -> bool:
        """ "no holes, no collapse, generalised thinning": where every item has its own "no", one without has none."""
        deniers = self.grammar["determiner_denials"]
        items = [i for i, w in enumerate(self.words[: denial.end + 40]) if w in deniers and self.word(i + 1) not in self.grammar["colons"]]
        return self.words[denial.start] in deniers and len(items) > 1  # "PMH: nil - no RA or gout" has one

    def _predicates(self, match: Match, cut: int, stop: int) -> bool:
        """ "no fracture, legs weak": what follows the comma states something, it names no further item."""
        last = self.words[match.end - 1]
        return last in self.grammar["adjectives"] and not any(
            self.words[i] in self.grammar["ors"] for i in range(cut, len(self.words))
        )

    def fresh_and(self, start: int, end: int) -> bool:
        """An "and" in [start, end) that starts something affirmed ("no fractures and lots of pain")."""
        return any(
            self.words[i] in self.grammar["ands"] and self.word(i + 1) in self.grammar["positive_starts"]
            for i in range(start, end)
        )

    def ends_segment(self, span: Span) -> bool:
        """Nothing more is said after a cue in its part of the sentence."""
        following = self.word(span.end)
        return following == "" or following in self.grammar["segment_ends"]
