"""Values of one name at different times: "once 12, it is at 71 now", "Oct Hb 121, Nov Hb 113, Dec Hb 98". The latest holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nlu.assertion.clauses import clause_ranges
from nlu.figures.quantity import PLAIN, Quantity
from nlu.labs.lab_sentence import LabSentence
from nlu.labs.value_dates import GONE_BY, THEN, When, comparable, follows, timed, when
from nlu.patterns.matcher import Spans
from nlu.reading import ACTUAL, NOBODY, WRITER, FindingMention
from nlu.sentences.told import Told

Grammar = Mapping[str, frozenset[str]]
_PAIR, _RUN = 2, 3  # numbers of "2.6 -> 2.9", of "120, 108, 91"
_OF_ONE_NAME, _OF_A_RUN = 12.0, 2.0  # how many times the lesser the greater of two values may be


class Times:
    """The times of the numbers of a sentence."""

    def __init__(self, here: LabSentence, spans: Spans) -> None:
        self.here, self.grammar = here, here.grammar
        self.words = [t.text for t in here.tokens]
        self.clauses = [c for c in clause_ranges(self.words, here.grammar) if c]
        self.spans = spans

    def later_holds(self, first: Quantity, other: Quantity) -> bool:
        """Of two numbers of one name, whether the second in reading order is the later in time."""
        if not _alike(first, other, _OF_ONE_NAME):
            return False
        if self._moved_on(first, other):
            return True
        if not self.measured(other):
            return False
        return follows(self._when(first), self._when(other))

    def _moved_on(self, first: Quantity, other: Quantity) -> bool:
        """Nothing but a time stands between two numbers and that the one went to the other: "118 on admission FALLING TO 42"."""
        between = range(first.end, other.start)
        words, timed = self.words[first.end : other.start], self._timed(between)
        moved = self.grammar["change_words"] | self.grammar["moved_on"]
        fill = moved | self.grammar["came_to"] | self.grammar["it_words"] | self.grammar["but_only"]
        went = not moved.isdisjoint(words) and words[-1] in self.grammar["to_words"]
        return went and all(i in timed or self.words[i] in fill for i in between)

    def older(self, q: Quantity) -> bool:
        """A number of a time gone by: "..., it was 2.5 last year"."""
        told = self._when(q)
        return told is not None and told.kind in GONE_BY

    def _when(self, q: Quantity) -> When | None:
        clause = self._clause(q)
        told = when(clause, self.here.tokens, self.spans, self.grammar)
        if told is None and not self.grammar["then_verbs"].isdisjoint(self.words[max(clause.start, q.start - 2) : q.start]):
            return When(THEN)
        return told

    def _clause(self, q: Quantity) -> range:
        """The clause of a number, with the clause before it where that only tells a time ("in May, 131")."""
        at = next((i for i, c in enumerate(self.clauses) if q.start in c), None)
        if at is None:
            return range(q.start, q.end)
        clause = self._own(q, range(self.clauses[at].start, max(self.clauses[at].stop, q.end)))
        bracket = self.grammar["brackets"].issuperset(self.words[clause.stop : clause.stop + 1])
        if bracket and at + 1 < len(self.clauses) and self._tells_time(self.clauses[at + 1]):
            return range(clause.start, self.clauses[at + 1].stop)  # "107 (Sep)"
        if at and clause.start == self.clauses[at].start and self._tells_time(self.clauses[at - 1]):
            return range(self.clauses[at - 1].start, clause.stop)
        return clause

    def _own(self, q: Quantity, clause: range) -> range:
        """What of a clause with several numbers tells the time of one: "LAST YEAR 80 this year 12", "80 LAST YEAR 12 this year"."""
        beside = [o for o in self.here.quantities if o.kind == PLAIN and o.start in clause]
        if len(beside) < _PAIR or q not in beside:
            return clause
        k, named = beside.index(q), {i for n in self.here.names for i in n.tokens}
        if self._timed(i for i in range(clause.start, beside[0].start) if i not in named):
            return range(beside[k - 1].end if k else clause.start, q.end)
        return range(q.start if k else clause.start, beside[k + 1].start if k + 1 < len(beside) else clause.stop)

    def _tells_time(self, clause: range) -> bool:
        named = {i for n in self.here.names for i in n.tokens}
        timed = self._timed(clause)
        return (timed | named).issuperset(clause) and (bool(timed) or not clause)

    def _timed(self, places: Iterable[int]) -> set[int]:
        return timed(places, self.here.tokens, self.spans, self.grammar)

    def measured(self, q: Quantity) -> bool:
        """Hardly more than the time and "it measured" stands between the start of its clause and a number."""
        clause = self._clause(q)
        before = list(range(clause.start, q.start))
        its = [i for i in before if self.words[i] in self.grammar["it_words"]]
        timed = self._timed(before)
        since = before[before.index(its[-1]) + 1 :] if its else before
        return all(i in timed or self.words[i] in self.grammar["came_to"] for i in since)


def of_later_test(words: Sequence[str], spans: Spans, grammar: Grammar) -> bool:
    """A sentence speaks of a later time: "THIS WEEK it measured 2.9", "AFTER the drip it was 2.5"; not "... on the scales"."""
    later = bool(spans.get("cues:value_now")) or (bool(words) and words[0] in grammar["later_openers"])
    return later and grammar["weight_talk"].isdisjoint(words)


def last_of_run(numbers: Sequence[Quantity], words: Sequence[str], name: int, grammar: Grammar) -> list[Quantity]:
    """The numbers, without all but the last of a run of like ones behind the only name of a sentence, which ends at `name`:
    "it went 120, 108, 91", "2.6 -> 2.9"."""
    out: list[Quantity] = []
    run: list[Quantity] = []
    for q in numbers:
        if not (run and _goes_on(run[-1], q, words, grammar)):
            out += _ended(run, words, name, grammar)
            run = []
        run.append(q)
    return [*out, *_ended(run, words, name, grammar)]


def _ended(run: Sequence[Quantity], words: Sequence[str], name: int, grammar: Grammar) -> Sequence[Quantity]:
    """The last of a run that stands right behind the name; else the run as it is."""
    leads = grammar["came_to"] | grammar["run_leads"]
    if len(run) < _PAIR or name > run[0].start or any(w not in leads for w in words[name : run[0].start]):
        return run
    pointed = not grammar["arrows"].isdisjoint(words[run[0].end : run[-1].start])
    return run[-1:] if pointed or len(run) >= _RUN else run


def _goes_on(first: Quantity, second: Quantity, words: Sequence[str], grammar: Grammar) -> bool:
    gap = words[first.end : second.start]
    if not gap or any(w not in grammar["run_joins"] | grammar["arrows"] for w in gap):
        return False
    pointed = not grammar["arrows"].isdisjoint(gap)
    return first.kind == second.kind and _alike(first, second, _OF_ONE_NAME if pointed else _OF_A_RUN)  # not "98, 72, 80 kg"


def _alike(first: Quantity, second: Quantity, factor: float) -> bool:
    """Two figures that may be of one unit, the greater at most `factor` times the lesser."""
    if not (isinstance(first.value, float) and isinstance(second.value, float)):
        return False
    if first.unit and second.unit and first.unit != second.unit:
        return False
    low, high = sorted((first.value, second.value))
    return 0 < high <= low * factor


def last_of_series(told: Sequence[Told], grammar: Grammar) -> None:
    """ "Oct Hb 121, Nov Hb 113, Dec Hb 98", "Calcium 3.2 today. My calcium in spring was 2.3.": of values of one finding that
    are each told with a time only the latest stays.

    Changes `told` in place.
    """
    dated: dict[tuple[str, str], list[tuple[FindingMention, When | None]]] = {}
    for t in told:
        for m in t.mentions:
            if isinstance(m.value, float) and m.modality == ACTUAL:
                who = WRITER if m.who == NOBODY else m.who
                dated.setdefault((m.finding, who), []).append((m, _told_when(m, t, grammar)))
    over: set[FindingMention] = set()
    for row in dated.values():
        if len(row) > 1 and all(comparable(row[0][1], date) for _, date in row):
            last, date = row[0]
            for m, other in row[1:]:
                if follows(date, other):
                    last, date = m, other
            over.update(m for m, _ in row if m is not last)
    for t in told:
        t.mentions = [m for m in t.mentions if m not in over]


def _told_when(m: FindingMention, t: Told, grammar: Grammar) -> When | None:
    tokens = t.sentence.tokens
    at = next((i for i, token in enumerate(tokens) if token.start >= m.start), 0)
    clause = next((c for c in clause_ranges([token.text for token in tokens], grammar) if at in c), range(0))
    told = when(clause, tokens, t.spans, grammar)
    if told is not None:
        return told
    times = timed(range(len(tokens)), tokens, t.spans, grammar)
    headed = next((i for i, token in enumerate(tokens) if not (i in times or token.mark or token.number is not None)), len(tokens))
    return when(range(headed), tokens, t.spans, grammar)  # "2023: calcium 2.3, ESR 12", "OCT 24 Hb 98"
