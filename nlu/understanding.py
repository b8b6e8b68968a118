"""The reading of a message: text to tokens, spelling, patterns, labs, people, assertion; in this order, in this file."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Sequence

from nlu.answers import marks, short_answers
from nlu.assertion import Assertion, SentenceCues, assert_match
from nlu.labs import Named, attach
from nlu.lexicon import Lexicon, load_lexicon
from nlu.matcher import Match, Matcher, Spans, by_label
from nlu.merging import merge
from nlu.people import Company, SentencePeople
from nlu.profile import read_age, read_sex
from nlu.quantities import PLAIN, Quantity, QuantityReader
from nlu.reading import ABSENT, ACTUAL, PAST, POSSIBLE, PRESENT, QUESTION, UNKNOWN, BareQuantity, FindingMention, Reading
from nlu.spelling import Speller
from nlu.subject import turned_to
from nlu.text import Sentence, sentences, tokenize

_SITE_GROUPS = {"spinal_pain": "SPINE", "bone_pain": "BONE_SITE", "osteolytic_lesions": "BONE_PLACE", "long_bone_lesion": "LONG_BONE"}
_TESTS = {"BLOOD_TESTS": ("blood_and_urine",), "MARROW_TESTS": ("bone_marrow",), "IMAGING_TESTS": ("imaging",),
          "ALL_TESTS": ("blood_and_urine", "bone_marrow", "imaging")}
_LAB_STATES = {"high": {"H": PRESENT, "L": ABSENT, "N": ABSENT, "-": ABSENT}, "low": {"L": PRESENT, "H": ABSENT, "N": ABSENT},
               "detected": {"+": PRESENT, "H": PRESENT, "-": ABSENT, "N": ABSENT, "L": PRESENT}, "share": {}}


class Reader:
    """Reads messages of one locale."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.matcher = Matcher(lexicon)
        self.speller = Speller(lexicon.vocabulary)
        self.quantities = QuantityReader(lexicon.raw["quantities"])
        self.pain_findings = frozenset(f for f, rows in lexicon.raw["findings"].items() if rows.get("of") == "pain")
        self.unmeasured = frozenset(lexicon.raw["quantities"]["unmeasured"])
        self.past_counts = frozenset(lexicon.raw["cues"]["never_past"])

    def mend(self, text: str) -> str:
        """The text with shorthand opened and slips put right, in lower case."""
        return " ".join(t.text for t in self.speller.mend(tokenize(text, self.lexicon.shorthand)))

    def read(self, text: str) -> Reading:
        """Everything the message says. Never raises on any text; an empty one reads as nothing."""
        parts = sentences(self.speller.mend(tokenize(text, self.lexicon.shorthand)))
        reading, company, carried = Reading(), Company(), _Anchor()
        spoken: list[SentencePeople] = []
        labelled = [by_label(self.lexicon.spans(part.tokens)) for part in parts]
        for i, part in enumerate(parts):
            follow = _follow_up(parts[i + 1], labelled[i + 1], self.matcher) if i + 1 < len(parts) else None
            people = SentencePeople(part, labelled[i], company)
            spoken.append(people)
            self._sentence(part, labelled[i], people, follow, carried, reading)
        reading.mentions = merge(reading.mentions)
        reading.subject, reading.subject_sex = turned_to(spoken, reading.mentions)
        reading.people = list(dict.fromkeys(p.word for sp in spoken for _, p in sp.named))
        return reading

    def _sentence(self, part: Sentence, spans: Spans, people: SentencePeople, follow: str | None, carried: _Anchor, reading: Reading) -> None:
        matches = self.matcher.match(part, spans)
        names = [m for m in matches if m.polarity == "name"]
        found = self.quantities.read(part.tokens, spans)
        lab_tokens = frozenset(i for m in names for i in m.tokens)
        ages, found = read_age(part, found, spans, people, self.lexicon.raw["quantities"], lab_tokens)
        reading.mentions.extend(ages)
        places = [_token_range(part, a) for a in ages]
        reading.mentions.extend(read_sex(part, spans, people, places))
        owned = _owned(matches)
        cues = SentenceCues(part, spans, owned)
        stops = [s.start for s in spans.get("cues:barrier", ())]
        used: set[int] = set()
        labs = attach(names, found, spans, part.tokens, dict(self.lexicon.kinds), stops)
        stated = {lab.match.finding for lab in labs if lab.quantity or lab.state}
        for lab in labs:
            reading.mentions.extend(self._lab(lab, part, cues, people, follow, stated, reading))
            if lab.quantity is not None:
                used.add(lab.quantity.start)
        anchors = self._anchors(matches, spans)
        for match in matches:
            if match.polarity == "name":
                continue
            mention = self._finding(match, part, spans, cues, people, follow, anchors, carried)
            if mention is not None:
                reading.mentions.append(mention)
        carried.move(anchors)
        told = [m for m in matches if m.polarity in ("present", "absent", "name", "mentioned")]
        reading.answers.extend(short_answers(part, spans, told))
        reading.marks.extend(m for m in marks(part, spans) if m not in reading.marks)
        reading.states.extend(_lone_states(part, spans, told))
        reading.not_done.extend(_not_done(part, spans, cues))
        reading.quantities.extend(BareQuantity(q.value, q.unit, part.tokens[q.start].start, part.tokens[q.end - 1].end) for q in found
                                  if q.start not in used and _may_answer(q, part, told, cues))

    def _lab(self, lab: Named, part: Sentence, cues: SentenceCues, people: SentencePeople, follow: str | None, stated: set[str],
             reading: Reading) -> list[FindingMention]:
        match, finding = lab.match, lab.match.finding
        kind = self.lexicon.kinds[finding]
        reading.names.append(finding)
        reach = match
        if lab.quantity is not None:
            reach = replace(match, parts=(*match.parts, (lab.quantity.start, lab.quantity.end)))
        elif lab.state is not None:
            reach = replace(match, parts=(*match.parts, (lab.state.start, lab.state.end)))
        told = assert_match(reach, cues, follow)
        base = FindingMention(finding, PRESENT, people.at(match.start, match.end), told.modality,
                              start=part.tokens[reach.start].start, end=part.tokens[reach.end - 1].end)
        if lab.quantity is not None:
            if kind == "detected":
                return [replace(base, assertion=told.assertion)]
            if told.assertion in (POSSIBLE, UNKNOWN) and told.modality == ACTUAL and told.assertion == POSSIBLE and not told.told:
                told = Assertion(PRESENT)
            q = lab.quantity
            flag = q.flag or (lab.state.state if lab.state and lab.state.state in "HLN" else None)
            if finding in self.unmeasured:
                return _by_own_range(base, q, flag)
            return [replace(base, value=q.value, unit=q.unit, range=q.range, flag=flag)]
        if lab.state is not None:
            status = _LAB_STATES[kind].get(lab.state.state)
            denied = told.assertion == ABSENT and not told.told
            if status is None:
                return []
            if told.assertion in (POSSIBLE, UNKNOWN):
                return [replace(base, assertion=told.assertion)]
            if denied and _negated_state(lab, cues):
                status = ABSENT if status == PRESENT else PRESENT if lab.state.state == "N" else status
            finding = self.lexicon.raw["findings"][finding].get("sets", finding)
            return [replace(base, finding=finding, assertion=status)]
        if finding in stated:
            return []
        if kind == "detected":
            return [replace(base, assertion=told.assertion, bare=not told.told and told.assertion == PRESENT and len(part.tokens) <= 4 and part.end == "?")]
        if told.assertion == UNKNOWN and finding != "marrow_plasma_cells":
            return [replace(base, assertion=UNKNOWN)]
        return []

    def _finding(self, match: Match, part: Sentence, spans: Spans, cues: SentenceCues, people: SentencePeople, follow: str | None,
                 anchors: list[tuple[int, int, bool]], carried: _Anchor) -> FindingMention | None:
        bare = False
        if match.finding in self.pain_findings:
            kind = _nearest(match, anchors, carried)
            if kind == "other":
                return None
            bare = kind == "none"
        told = assert_match(match, cues, follow)
        status = told.assertion
        if match.polarity == "absent":
            if status == ABSENT and not told.told:
                status = PRESENT if _directly_negated(match, cues) else ABSENT
            elif status == PRESENT:
                status = ABSENT
        if match.polarity == "mentioned" and status == PRESENT and not told.told:
            bare = True
        modality = told.modality
        if modality == PAST and match.finding in self.past_counts:
            modality = ACTUAL
        if modality == PAST and match.polarity == "absent":
            modality = ACTUAL
        return FindingMention(match.finding, status, people.at(match.start, match.end), modality, sites=self._sites(match, part, spans),
                              start=part.tokens[match.start].start, end=part.tokens[match.end - 1].end, bare=bare)

    def _sites(self, match: Match, part: Sentence, spans: Spans) -> tuple[str, ...]:
        group = _SITE_GROUPS.get(match.finding)
        if group is None or match.polarity != "present":
            return ()
        return tuple(" ".join(t.text for t in part.tokens[s.start:s.end]) for s in spans.get(group, ()) if (s.start, s.end) in match.parts)

    def _anchors(self, matches: Sequence[Match], spans: Spans) -> list[tuple[int, int, bool]]:
        """Symptoms an attribute such as "getting worse" can belong to: (start, end, is it a pain)."""
        pains = [(s.start, s.end, True) for s in spans.get("PAIN", ())]
        others = [(m.start, m.end, m.finding in ("spinal_pain", "bone_pain", "radiating_pain")) for m in matches
                  if m.finding not in self.pain_findings and m.polarity in ("present", "absent", "name", "mentioned")
                  and m.finding not in ("diffuse_osteoporosis", "known_osteoporosis")]
        return sorted(pains + others)


class _Anchor:
    """Whether the last symptom spoken of in earlier sentences was a pain."""

    def __init__(self) -> None:
        self.kind = "none"

    def move(self, anchors: Sequence[tuple[int, int, bool]]) -> None:
        """Remember the last anchor of a sentence."""
        if anchors:
            self.kind = "pain" if any(a[2] for a in anchors) else "other"


def _nearest(match: Match, anchors: Sequence[tuple[int, int, bool]], carried: _Anchor) -> str:
    best: tuple[int, int, str] | None = None
    for start, end, pain in anchors:
        distance = max(start - match.end, match.start - end, 0)
        candidate = (distance + (2 if start > match.end else 0), 0 if pain else 1, "pain" if pain else "other")
        if best is None or candidate < best:
            best = candidate
    if best is None:
        return carried.kind
    if best[2] == "other" and any(a[2] for a in anchors) and best[0] > 3:
        return "pain"
    return best[2]


def _owned(matches: Sequence[Match]) -> set[int]:
    """Words inside patterns ("not go away") that must not act as cues; one-word parts keep their own force."""
    return {i for m in matches if m.polarity in ("present", "absent") for a, b in m.parts for i in range(a, b) if b - a > 1 or len(m.parts) > 1}


def _directly_negated(match: Match, cues: SentenceCues) -> bool:
    return any(s.end == match.start for s in cues.predicate)


def _negated_state(lab: Named, cues: SentenceCues) -> bool:
    assert lab.state is not None
    at = lab.state.start
    near = [s for s in (*cues.predicate, *cues.negations) if 0 <= at - s.end <= 3]
    return any(not any(s.end <= t.start < at for t in cues.terminators) for s in near)


def _by_own_range(base: FindingMention, q: Quantity, flag: str | None) -> list[FindingMention]:
    """A value that the vocabulary keeps no unit for: only its status counts, by the report's own mark or range."""
    high = q.range[1] if q.range else None
    if flag is None and high is not None and isinstance(q.value, float):
        flag = "H" if q.value > high else "N"
    return [replace(base, assertion=PRESENT if flag == "H" else ABSENT)] if flag else []


def _token_range(part: Sentence, mention: FindingMention) -> tuple[int, int]:
    inside = [i for i, t in enumerate(part.tokens) if t.start >= mention.start and t.end <= mention.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _follow_up(part: Sentence, spans: Spans, matcher: Matcher) -> str | None:
    """ "yes" or "no" where a sentence opens with it, and it does not deny a finding of its own."""
    for kind in ("no", "yes"):
        for span in spans.get(f"answers:{kind}", ()):
            if span.start == 0:
                own = any(m.start == span.end for m in matcher.match(part, spans) if m.polarity in ("present", "absent", "name"))
                if not own:
                    return kind
    return None


def _lone_states(part: Sentence, spans: Spans, told: Sequence[Match]) -> list[str]:
    if told or len(part.tokens) > 7:
        return []
    out = []
    for label, state in (("HIGH", "H"), ("LOW", "L"), ("NORMAL", "N"), ("POSITIVE", "+"), ("NEGATIVE", "-")):
        if any(not any(t.text in ("not",) for t in part.tokens[max(0, s.start - 2):s.start]) for s in spans.get(label, ())):
            out.append(state)
    return out


def _not_done(part: Sentence, spans: Spans, cues: SentenceCues) -> list[str]:
    """Question groups whose test the sentence says was never done."""
    out: list[str] = []
    deniers = [*cues.negations, *cues.predicate, *cues.unknown]
    for label, groups in _TESTS.items():
        for span in spans.get(label, ()):
            probe = Match("", "present", ((span.start, span.end),))
            before = any(s.end <= span.start and span.start - s.end <= 4 and not cues.stops_between(s.end, span.start, probe) for s in deniers)
            after = any(0 <= s.start - span.end <= 3 for s in cues.unknown_after)
            follows = [t.text for t in part.tokens[span.end:span.end + 2]]
            if (before and not {"showed", "shows", "said", "was", "result", "results"} & set(follows)) or (after and len(part.tokens) < 14):
                if part.end != "?" and not cues.hypothetical:
                    out.extend(g for g in groups if g not in out)
    return out


def _may_answer(q: Quantity, part: Sentence, told: Sequence[Match], cues: SentenceCues) -> bool:
    """Could this unnamed number answer a question? Not where the sentence tells of something else with it."""
    if q.kind != PLAIN and not (q.unit == "years"):
        return False
    if cues.hypothetical or part.end == "?" and not told and len(part.tokens) > 6:
        return False
    before = part.tokens[q.start - 1].text if q.start else ""
    return before not in ("for", "since", "in", "last", "l", "t", "stage", "grade", "type", "covid", "times") or q.unit is not None


@lru_cache(maxsize=None)
def reader(locale: str = "en") -> Reader:
    """The reader of a locale, built once."""
    return Reader(load_lexicon(locale))


__all__ = ["Reader", "reader", "ABSENT", "ACTUAL", "QUESTION"]
