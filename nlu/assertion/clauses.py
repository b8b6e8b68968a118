"""The cues of one sentence (denials, doubts, suppositions), and where their reach ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from nlu.assertion.awaited import awaited
from nlu.assertion.cue_words import CueWords
from nlu.patterns.matcher import Match, Spans
from nlu.patterns.states import STATES
from nlu.words.lexicon import Span
from nlu.words.text import Sentence


def clause_ranges(words: Sequence[str], grammar: Mapping[str, frozenset[str]]) -> list[range]:
    """The places between the words that cut clauses, in order; empty where two of these stand together.

    A "then" that closes a clause cuts nothing: "it was 2.9 THEN and is 2.4 now".
    """
    marks = [i for i, w in enumerate(words) if w in grammar["clause_cuts"]]
    cuts = [-1, *(i for i in marks if words[i] not in grammar["then_words"] or i + 1 not in {*marks, len(words)}), len(words)]
    return [range(before + 1, after) for before, after in pairwise(cuts)]


class SentenceCues(CueWords):
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
        super().__init__(sentence, spans, (*owned, *denying), grammar, findings)
        self.tests = tests
        saying = [(s.start, s.end) for s in spans.get("cues:pseudo", ())]  # "not a day without it"
        frames = [s for s in self._live("frame", frozenset()) if not (self._measures(s) or self._closes(s) or self._unfelt(s))]
        self.frames = [s for s in frames if not any(a <= s.start and s.end < b for a, b in saying)]
        framing = {i for s in self.frames for i in range(s.start, s.end)}
        pseudo = {i for s in spans.get("cues:pseudo", ()) if not self._travels(s) for i in range(s.start, s.end)}
        swallowed = frozenset(pseudo | framing) | self.owned
        unwanted = {i for s in spans.get("cues:possible", ()) if self.words[s.end - 1] in grammar["wanting"] for i in range(s.start, s.end)}
        doubts = self._live("possible", frozenset((pseudo - unwanted) | framing))  # "thought I had osteoporosis": both own the "had"
        none_of = [s for s in spans.get("cues:negation", ()) if s.end - s.start > 1]  # "no SIGNS OF an M protein"
        doubts = [s for s in doubts if not any(n.start < s.start and s.end <= n.end for n in none_of)]
        doubts = [s for s in doubts if not (self._heads(s) or self._counts(s) or self._borne_out(s))]
        self.possible = [s for s in doubts if s.start not in self.owned]
        doubting = {i for s in self.possible for i in range(s.start, s.end) if s.end - s.start > 1}
        having = {i for i in self.owned if self.words[i] in grammar["have_forms"]}  # "I do not HAVE CANCER or arthritis"
        free = (frozenset(denying) - frozenset(owned) | having) - pseudo - framing
        single = {s.start for s in spans.get("cues:pseudo", ()) if s.end - s.start == 1}  # the "nobody" of "nobody checked" is live
        self.negations = self._live("negation", (swallowed | doubting) - free) + self._nobody()
        self.negations += self._longer(spans.get("cues:pseudo", ()), swallowed)
        self.row = self._row()
        self.negations = [
            s for s in self.negations if not (self._answers(s) or s.start in self.row or self.by_turns(s.start))
        ]
        self.predicate = [s for s in self._live("predicate_negation", swallowed | doubting) if not self.by_turns(s.start)]
        behind = self._live("negation_after", self.owned | pseudo | doubting) + self._closing_not()
        self.after_no = [s for s in behind if not self.by_turns(s.start)]
        self.predicate = [s for s in self.predicate if not self._closed_behind(s)]
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

    def _closed_behind(self, denial: Span) -> bool:
        """ "The seat IS NOT THERE, and wiping ...": a denial of what stands before it, closed by a comma, denies nothing behind."""
        longer = (n for n in self.after_no if n.start <= denial.start and denial.end < n.end)
        return any(self.word(n.end) in self.grammar["commas"] for n in longer)

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
        if any(self.says_itself(at, match) for at in self.joints(denial.end, end)[-1:]):
            return False  # "no numbness and back 's killing me"
        positive = any(s.start in match.tokens and s.end == match.end for s in self.spans.get("POSITIVE", ()))
        anew = self.words[match.start - 1 : match.start]
        if positive and not self.grammar["ands"].isdisjoint(anew) and self.grammar["ors"].isdisjoint(self.words):
            return False  # "no lumps and Bence Jones POSITIVE"
        if cut is None:
            return not self._dashed(denial, end)
        if self.word(cut + 1) in self.grammar["it_words"]:
            return False  # "no they don't, it is my hip"
        if self.word(denial.end) in self.grammar["answer_commas"] and denial.end - denial.start == 1:
            return False  # "no, it's my ribs": an answer
        alternative = self.words[cut] in self.grammar["slashes"] or self.word(cut + 1) in self.grammar["list_starts"]
        if self._each_denied(denial) and not alternative:
            return False
        if not alternative and positive:
            return False  # "no m protein, bence jones POSITIVE"
        if self.word(cut + 1) in self.grammar["report_subjects"] and self.word(cut + 2) not in self._item_ends:
            return False
        stop = next((c for c in self.splits if c >= match.end), len(self.words))
        row = self.words[cut : stop + 2]  # "never had gout, a sarcoma or any other cancer"
        ors = not self.grammar["ors"].isdisjoint(row)
        items = [c for c in self.splits if denial.end <= c <= cut]
        placed = ors or (len(items) > 1 and match.finding not in self.grammar["emergencies"])
        own = {i for i in range(match.start, match.end) if placed and self._of_place(i, match)} | match.tokens | self.owned
        again = self.word(cut + 1) == self.words[denial.end - 1] and self.word(cut + 1) in self.grammar["for_words"]  # "watch FOR x, FOR y"
        segment = [i for i in range(cut + 1 + again, stop) if i not in own]
        words = [self.words[i] for i in segment]
        if self.word(cut + 1) in self.grammar["list_starts"]:
            starts = self.word(cut + 1) in self.grammar["ands"]
            return not (starts and self.word(cut + 2) in self.grammar["positive_starts"])
        if any(w in self.grammar["statement_words"] for w in words):
            return False
        if any(self.sentence.tokens[i].number is not None for i in segment):
            return False
        if not ors and any(self.word(c + 1) in self.grammar["positive_starts"] or self.says_itself(c, match) for c in {*items, cut}):
            return False
        never_done = self.words[denial.start] in self.grammar["never_words"] and self.word(denial.end) in self.grammar["done_words"]
        nouns_only = never_done or self.words[denial.start] in self.grammar["noun_deniers"]
        return not (nouns_only and self.predicates(match) and self.grammar["ors"].isdisjoint(self.words[cut:]))

    def _dashed(self, denial: Span, end: int) -> bool:
        """ "No lumps - ON TABLETS for osteoporosis": a dash with blanks round it parts what a lone "no" denies from what follows."""
        dashes = [i for i in self.joints(denial.end + 1, end) if self.words[i] in self.grammar["dashes"]]
        lone = self.words[denial.start] in self.grammar["noun_deniers"]
        lone = lone and bool(dashes) and self.grammar["ors"].isdisjoint(self.words[dashes[-1] :])
        return lone and any(i in self.findings for i in range(denial.end, dashes[0]))

    def joints(self, start: int, end: int) -> list[int]:
        """The "and"s and the dashes with blanks round them in [start, end)."""
        tokens = self.sentence.tokens
        dashed = [i for i in range(max(start, 1), end) if self.words[i] in self.grammar["dashes"] and tokens[i - 1].end < tokens[i].start]
        return sorted([*dashed, *(i for i in range(start, end) if self.words[i] in self.grammar["ands"])])

    def says_itself(self, cut: int, match: Match) -> bool:
        """Behind a comma or an "and" stands a statement of its own, with its verb, its figure or its state: "no rheumatoid, L2 IS
        SQUASHED", "no numbness, parathyroid NORMAL, back pain on and off"."""
        stop = next((c for c in self.splits if c > cut), len(self.words))
        item = range(cut + 1, stop)
        verbs = [i for i in item if self.words[i] in self.grammar["item_verbs"]]
        if any(self.grammar["relative_words"].isdisjoint(self.words[cut + 1 : i]) for i in verbs):
            return True
        if match.start not in item and any(self.sentence.tokens[i].number is not None for i in item):
            return True
        stated = any(s.start in item and s.end == stop and s.start > cut + 1 for label in STATES for s in self.spans.get(label, ()))
        return stated and (match.start not in item or match.polarity == "name")

    def _of_place(self, at: int, match: Match) -> bool:
        """ "Weakness IN MY legs", "pain in THE spine": whose the place of a finding is, in the midst of it."""
        inside = match.start < at < match.end and self.word(at - 1) in self.grammar["place_openers"]
        return inside and self.words[at] in self.grammar["owners"] | self.grammar["definites"]

    def _each_denied(self, denial: Span) -> bool:
        """ "no holes, no collapse, generalised thinning": where every item has its own "no", one without has none."""
        deniers = self.grammar["determiner_denials"]
        items = [i for i, w in enumerate(self.words[: denial.end + 40]) if w in deniers and self.word(i + 1) not in self.grammar["colons"]]
        return self.words[denial.start] in deniers and len(items) > 1  # "PMH: nil - no RA or gout" has one

    def predicates(self, match: Match) -> bool:
        """ "No fracture, legs WEAK", "no bone pain, WIPED OUT by noon": what follows the comma states something."""
        return self.words[match.end - 1] in self.grammar["adjectives"] or self.words[match.start] in self.grammar["predicate_starts"]

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
