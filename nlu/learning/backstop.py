"""Behind the patterns: what the trained classifier hears in clauses where no pattern does, and alarms it disbelieves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from nlu.assertion.clauses import SentenceCues, clause_ranges
from nlu.assertion.questions import hypothetical, question_before
from nlu.assertion.status import assert_match
from nlu.assertion.tense import is_over
from nlu.assertion.whole_questions import asks_throughout
from nlu.learning.examples import label, told
from nlu.learning.learned import Learned, features
from nlu.patterns.matcher import Match
from nlu.people.whom import SentencePeople
from nlu.reading import ABSENT, ACTUAL, NOBODY, PAST, PRESENT, THEN, WRITER, FindingMention
from nlu.sentences.seen import Seen
from nlu.sentences.tables import Part
from nlu.words.lexicon import Span
from nlu.words.text import Sentence

# Set on authors whose sentences were not trained on (docs/decisions/0010): few proposals, nearly all of them right.
_HEARD = 0.7  # probability from which a finding that no pattern names is taken up
_ALARM = 0.5  # the same for an emergency told by a whole sentence: one too many is better than one too few
_ALARM_APART = 0.7  # ... by a clause of it
_FINE = 0.95  # the same for "not there"
_OVERHEARD = 0.94  # the same by a sentence whose clauses are read as something else
_SURE = 0.8  # below this the opposite must be unlikely too:
_CONTRARY = 0.4  # no more than this
_DISBELIEVED = 0.12  # an alarm by pattern is dropped where every alarm is less likely than this
_APART = 0.3  # ... and less likely than this in its own clause, read by itself
_UNLIKELY = 0.015  # the same for any other finding that a pattern puts together of several words
_BORNE_OUT = 0.3  # what a clause tells is at least so likely of its sentence too
_GONE_BY = ("past", "then", "long_ago", "lifelong")  # cues of a time that is over, or of what always was
_PHRASE = 4  # words of one phrase that mean one thing: "need two people to"
_FEWEST = 3  # words of a clause that can tell something by itself
_OTHER = {PRESENT: ABSENT, ABSENT: PRESENT}


class Backstop:
    """Adds and drops mentions of a sentence. `attributes`: findings that say something of a pain told elsewhere."""

    def __init__(
        self, learned: Learned, grammar: Mapping[str, frozenset[str]], attributes: frozenset[str]
    ) -> None:
        self.learned, self.grammar, self.attributes = learned, grammar, attributes

    def complete(
        self, seen: Seen, part: Part, matches: Sequence[Match], mentions: list[FindingMention], cues: SentenceCues,
        people: SentencePeople, cancelled: Callable[[range], frozenset[str]],
    ) -> list[FindingMention]:
        """The mentions with what was not heard added and disbelieved alarms left out.

        `seen`: the sentence as the classifier sees it; `cancelled` tells the findings that a pattern rules out in a clause of the sentence.
        """
        doubtful = self._doubtful(mentions, matches, part)
        unread = list(self._unread(part, self._telling(part, matches, mentions), mentions))
        whole = self.learned.odds(seen)
        mentions = [m for m in mentions if not (m in doubtful and self._unlikely(m, whole) and not self._apart(m, matches, part))]
        told = [m for m in mentions if not m.bare and not (m.when == THEN and m.assertion == ABSENT)]
        told_of, own = {m.finding for m in told}, {m.finding for m in told if m.who in (WRITER, NOBODY)}
        heard: dict[str, tuple[float, FindingMention]] = {}
        for clause in unread:
            barred = cancelled(clause)
            for p, mention in self._heard(part, clause, cues, people):
                mine = mention.who == WRITER and mention.finding in self.grammar["alarming"]
                known = barred | (own if mine else told_of)  # "my friend lost control, and now I can't hold MINE"
                borne_out = whole[label(mention.finding, mention.assertion)] >= _BORNE_OUT
                if borne_out and mention.finding not in known and p > heard.get(mention.finding, (0.0,))[0]:
                    heard[mention.finding] = (p, mention)
        added = [mention for _, mention in heard.values()]
        added += self._overheard(part, matches, [*mentions, *added], whole, cues, people, cancelled)
        if any(m.finding in self.grammar["pains"] and m.assertion == PRESENT for m in added):
            mentions = [replace(m, bare=False) if m.finding in self.attributes else m for m in mentions]
        return [*mentions, *added]

    def _overheard(
        self, part: Part, matches: Sequence[Match], mentions: Sequence[FindingMention], whole: Mapping[str, float],
        cues: SentenceCues, people: SentencePeople, cancelled: Callable[[range], frozenset[str]],
    ) -> list[FindingMention]:
        """An alarm that the whole sentence tells all but surely, though its clauses are read as something else."""
        alarms = self.grammar["emergencies"]
        if not alarms.isdisjoint({m.finding for m in matches} | {m.finding for m in mentions}):
            return []
        p, finding = max((whole.get(f, 0.0), f) for f in alarms)
        clause = range(len(part.sentence.tokens))
        if p < _OVERHEARD or finding in cancelled(clause) or self._not_told(finding, PRESENT, clause, cues):
            return []
        return [self._mention(part, finding, PRESENT, clause, people)]

    def _telling(self, part: Part, matches: Sequence[Match], mentions: Sequence[FindingMention]) -> list[Match]:
        """The matches that tell something: "all day" says nothing of a pain where there is none."""
        loose = {m.start for m in mentions if m.bare and m.finding in self.attributes}
        return [m for m in matches if not (m.finding in self.attributes and part.sentence.tokens[m.start].start in loose)]

    def _doubtful(self, mentions: Sequence[FindingMention], matches: Sequence[Match], part: Part) -> list[FindingMention]:
        """Findings that a pattern put together of words, which may mean something else; not those with one name or word
        ("MGUS") or with a test's name ("HB out of range"), nor what is owned ("a doctor about MY WEAK LEGS") or hardly done
        ("CAN HARDLY WALK no more")."""
        names = [range(part.sentence.tokens[n.start].start, part.sentence.tokens[n.end - 1].end) for n in matches if n.polarity == "name"]
        words, starts = [t.text for t in part.sentence.tokens], {t.start: i for i, t in enumerate(part.sentence.tokens)}

        def plain(m: FindingMention) -> bool:
            at = starts.get(m.start, 0)
            if m.finding in self.grammar["levels"] and any(m.start in n or n.start in range(m.start, m.end) for n in names):
                return True
            if words[at] in self.grammar["termed_alarms"] and part.spans.get("cues:acute"):
                return True  # "sudden PARAPLEGIA 20 minutes ago"
            if self._told_so(m, at, matches, part, words):
                return True
            if m.finding in self.grammar["emergencies"] and _item(m, part):
                return True
            if m.finding not in self.grammar["alarming"]:
                return m.finding not in self.grammar["told_by_person"] and part.sentence.tokens[at].end == m.end  # "MGUS"
            if any(n.start == at and n.finding == m.finding and len(n.parts) == 1 and n.end - n.start >= _PHRASE for n in matches):
                return True
            told = {t.text for t in part.sentence.tokens[at:] if t.start < m.end}
            if not told.isdisjoint(self.grammar["scarcely_words"]):
                return True
            mine = at > 0 and words[at - 1] in self.grammar["possessives"] and words[at] in self.grammar["adjectives"]
            return mine and part.sentence.tokens[min(at + 1, len(words) - 1)].end == m.end

        sure = self.grammar["illnesses"]
        told = (m for m in mentions if m.assertion == PRESENT and m.value is None and not m.bare and m.modality in (ACTUAL, PAST))
        over = self.grammar["alarming"]  # "I had paralysis in 2011. Since yesterday IT IS BACK": what is over may be taken up
        return [m for m in told if m.finding not in sure and not plain(m) and not (m.modality == PAST and m.finding in over)]

    def _told_so(self, m: FindingMention, at: int, matches: Sequence[Match], part: Part, words: Sequence[str]) -> bool:
        """An alarm that an answer affirms ("you asked about weakness: YES"), that is new ("NEVER had a weak leg UNTIL Friday") or has
        returned ("leg weakness CAME BACK after ...")."""
        if m.finding not in self.grammar["emergencies"] or m.modality != ACTUAL:
            return False
        if any(n.polarity == "mentioned" and n.start == at and n.finding == m.finding for n in matches):
            return True
        new = not (self.grammar["never_words"].isdisjoint(words[:at]) or self.grammar["denied_until"].isdisjoint(words[at:]))
        again = (s for s in part.spans.get("cues:back_again", ()) if s.start > at)
        return new or any(not self.grammar["after_words"].isdisjoint(words[s.end :]) for s in again)

    def _unlikely(self, m: FindingMention, whole: Mapping[str, float]) -> bool:
        """The sentence as a whole tells no such thing. Any alarm bears out any other."""
        if m.finding in self.grammar["alarming"]:
            return max(whole.get(f, 0.0) for f in self.grammar["alarming"]) < _DISBELIEVED
        return whole.get(m.finding, 1.0) < _UNLIKELY

    def _apart(self, m: FindingMention, matches: Sequence[Match], part: Part) -> bool:
        """The clause that tells a finding bears it out by itself, where much else that is said hides it; an alarm need it do less with
        its subject, its pattern and what stands behind a frame ("it is nothing BUT ...", "what worries me is THAT ...")."""
        tokens = part.sentence.tokens
        inside = [i for i, t in enumerate(tokens) if m.start <= t.start < m.end]
        clauses = clause_ranges([t.text for t in tokens], self.grammar)
        before = max(c.start for c in clauses if c.start <= inside[0])
        after = min(c.stop for c in clauses if c.stop > inside[-1])
        odds = self.learned.odds(features(_cut(part, range(before, after)), ()))
        if m.finding not in self.grammar["alarming"]:
            return odds.get(m.finding, 0.0) >= _BORNE_OUT
        if max(odds.get(f, 0.0) for f in self.grammar["alarming"]) >= _ALARM:
            return True
        was = inside[0] > 0 and tokens[inside[0] - 1].text in self.grammar["past_forms"]
        if was or any(part.spans.get(f"cues:{cue}") for cue in _GONE_BY):
            return False
        subjects = self.grammar["i_words"] | self.grammar["possessives"] | self.grammar["pronoun_words"]
        led = [before, *(i + 1 for i in range(before, inside[0]) if tokens[i].text in self.grammar["leading_in"])]
        for start in dict.fromkeys((before, led[-1])):
            if subjects.isdisjoint(t.text for t in tokens[start:after]):
                continue
            read = [n for n in matches if start <= n.start and n.end <= after]
            odds = self.learned.odds(features(_cut(part, range(start, after)), read))
            if odds.get(m.finding, 0.0) >= (_APART if m.finding in self.grammar["emergencies"] else _HEARD):
                return True
        return False

    def _unread(self, part: Part, matches: Sequence[Match], mentions: Sequence[FindingMention]) -> Iterator[range]:
        """The clauses in which no pattern holds and no mention ends ("they rechecked my ESR and IT IS STILL HIGH"), and
        rows of them as one ("up the stairs, and down, is no problem")."""
        words = [t.text for t in part.sentence.tokens]
        ends = {m.end for m in mentions if not m.bare}
        said = {i for i, t in enumerate(part.sentence.tokens) if t.end in ends}
        read = {i for m in matches if m.polarity != "mentioned" for i in range(m.start, m.end)} | said
        row: list[range] = []
        for clause in clause_ranges(words, self.grammar):
            if clause and read.isdisjoint(clause):
                row.append(clause)
            if clause.stop == len(words) or not read.isdisjoint(clause):
                yield from self._long([*row, range(row[0].start, row[-1].stop)] if len(row) > 1 else row, part)
                row = []

    def _long(self, clauses: Sequence[range], part: Part) -> Iterator[range]:
        """Those that can tell something by themselves; "yes, a rib" answers the open question, and is left to it."""
        tokens = part.sentence.tokens
        affirms = any(s.start == 0 for s in part.spans.get("answers:yes", ()))
        for clause in clauses:
            least = _FEWEST + (len(clause) == len(tokens))
            if sum(not tokens[i].mark for i in clause) >= least and not (clause.start == 0 and affirms):
                yield clause

    def _heard(
        self, part: Part, clause: range, cues: SentenceCues, people: SentencePeople
    ) -> Iterator[tuple[float, FindingMention]]:
        tokens = part.sentence.tokens
        odds = self.learned.odds(features(_cut(part, clause), ()))
        for name, p in odds.items():
            finding, status = told(name)
            least = self._least(finding, status, len(clause) == len(tokens))
            if p < least or odds.get(label(finding, _OTHER[status]), 0.0) > (p if p >= _SURE else _CONTRARY):
                continue
            if self._not_told(finding, status, clause, cues):
                continue
            yield p, self._mention(part, finding, status, clause, people)

    def _mention(self, part: Part, finding: str, status: str, clause: range, people: SentencePeople) -> FindingMention:
        tokens, who = part.sentence.tokens, people.at(clause.start, clause.stop)
        start, end = tokens[clause.start].start, tokens[clause.stop - 1].end
        return FindingMention(finding, status, who, ACTUAL, start=start, end=end, bare=finding in self.attributes)

    def _not_told(self, finding: str, status: str, clause: range, cues: SentenceCues) -> bool:
        """Asked, imagined, awaited, over, under a denial from before the clause, of a level that the clause does not name, or
        the name of a test over what it shows ("X-RAYS OF THE BONES: no holes")."""
        says = cues.grammar["showing"] | cues.grammar["saying"] | cues.grammar["be_words"]
        headed = cues.word(clause.stop) in cues.grammar["colons"] and any(s.start in clause for s in cues.spans.get("SCAN", ()))
        headed = headed and says.isdisjoint(cues.words[clause.start : clause.stop])  # "scan SAYS bones are riddled: should I worry"
        if headed and finding not in self.grammar["emergencies"]:
            return True
        if not cues.awaited.isdisjoint(clause) or (finding in self.grammar["levels"] and _valued(clause, cues)):
            return True
        first = Match(finding, status, ((clause.start, clause.start + 1),))
        last = Match(finding, status, ((clause.stop - 1, clause.stop),))
        if hypothetical(last, cues) or asks_throughout(cues) or question_before(last, cues):
            return True
        if clause.start and assert_match(first, cues).assertion != PRESENT:
            return True
        return status == PRESENT and is_over(first, cues)

    def _least(self, finding: str, status: str, whole: bool) -> float:
        if status == ABSENT:
            return _FINE
        if finding in self.grammar["emergencies"]:
            return _ALARM if whole else _ALARM_APART
        return _ALARM_APART if whole and finding in self.grammar["alarming"] else _HEARD


def _item(m: FindingMention, part: Part) -> bool:
    """All that stands between two marks: an item of a list ("back pain, LEG WEAKNESS, ESR 90"), which has nothing beside it to
    be doubted for."""
    tokens = part.sentence.tokens
    before = next((t for t in reversed(tokens) if t.end <= m.start), None)
    after = next((t for t in tokens if t.start >= m.end), None)
    return all(t is None or t.mark for t in (before, after)) and not (before is None and after is None)


def _valued(clause: range, cues: SentenceCues) -> bool:
    """ "Phosphorus 3.4 mg/dL", "Potassium 4.1": a number with its unit, or a figure that ends it, and a name that no pattern knows."""
    figures = [i for i in clause if cues.sentence.tokens[i].number is not None]
    if any(i == clause.stop - 1 or not float(cues.sentence.tokens[i].number or 0).is_integer() for i in figures):
        return True
    return any(s.start in clause for label, spans in cues.spans.items() if label.startswith("quantities:units:") for s in spans) and any(
        cues.sentence.tokens[i].number is not None for i in clause
    )


def _cut(part: Part, clause: range) -> Part:
    """The clause as a sentence of its own."""
    tokens = part.sentence.tokens[clause.start : clause.stop]
    inside: dict[str, list[Span]] = {}
    for name, spans in part.spans.items():
        kept = [
            Span(s.label, s.start - clause.start, s.end - clause.start)
            for s in spans
            if clause.start <= s.start and s.end <= clause.stop
        ]
        if kept:
            inside[name] = kept
    return Part(Sentence(tokens, part.sentence.end, frozenset(t.text for t in tokens)), inside)
