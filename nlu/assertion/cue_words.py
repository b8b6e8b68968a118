"""Whether words that look like a cue of denial, doubt or supposition are one where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nlu.patterns.matcher import Spans
from nlu.people.person import SEXES
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

_NOBODYS = 4  # words from "has" to what nobody has
_ORDER = 7  # words of "told me to come straight in"
_PAPER_REACH = 6  # words from "the leaflet" to "lists"


class CueWords:
    """The words of one sentence, and what stands round those that may be cues.

    `owned`: words of patterns, which are no cues; `findings`: which finding a word belongs to.
    """

    def __init__(
        self, sentence: Sentence, spans: Spans, owned: Iterable[int], grammar: Mapping[str, frozenset[str]],
        findings: Mapping[int, str] | None = None,
    ) -> None:
        self.sentence, self.spans, self.grammar = sentence, spans, grammar
        self.words = [t.text for t in sentence.tokens]
        self.owned, self.findings = frozenset(owned), findings or {}

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

    def _unfelt(self, span: Span) -> bool:
        """ "I DON'T FEEL anything when I sit, and wiping is like ...": what is not felt is the alarm, and turns round no other."""
        own = {self.findings.get(i) for i in range(span.end - 2, span.end)}
        return own <= self.grammar["emergencies"] and self.word(span.end) in self.grammar["felt_nothing"]

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
        if at is not None and self.words[span.end - 1] in self.grammar["told_about"]:
            asked = asked or not (self.grammar["titled"] | self.grammar["sick_person"]).isdisjoint(self.words[span.end : at])
        exam = not self.grammar["exam_words"].isdisjoint(self.words[span.start : span.end])
        own = self.words[span.start] in self.grammar["for_words"] and not exam
        return at is not None and (asked or (at == span.end and own))

    def _counts(self, span: Span) -> bool:
        """ "MAYBE A 3": what is not sure is the figure."""
        at = span.end + (self.word(span.end) in self.grammar["articles"])
        return at < len(self.words) and self.sentence.tokens[at].number is not None

    def _borne_out(self, span: Span) -> bool:
        """ "AS SUSPECTED, I have ...", "as feared it is ...": what was doubted has come true; "AT THE MOMENT I have" doubts nothing."""
        before, after = self.word(span.start - 1), self.word(span.end)
        starts = self.grammar["commas"] | self.grammar["own_starts"] | self.grammar["colons"]
        at_now = before in self.grammar["at_now"] and self.words[span.start] in self.grammar["definites"]
        return at_now or (before in self.grammar["borne_out_by"] and after in starts)

    def _reports(self, span: Span) -> bool:
        """ "They rang to say my calcium is high": says, and supposes nothing."""
        said = self.words[span.start] in self.grammar["say_words"]
        return said and span.start > 0 and self.words[span.start - 1] not in self.grammar["clause_marks"]

    def _closing_not(self) -> list[Span]:
        """ "ANAEMIA NOT", "tired, not": a lone "not" that ends its clause, right behind what is named."""
        ends = self.grammar["segment_marks"] | {""}
        ats = (i for i, w in enumerate(self.words) if i and w in self.grammar["flat_not"] and self.word(i + 1) in ends)
        named = (i for i in ats if i - 1 - (self.words[i - 1] in self.grammar["commas"]) in self.findings)
        return [Span("closing not", i, i + 1) for i in named if i not in self.owned]

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
