"""Findings from named lab values: the number, the state or the report's own range that stands beside a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.status import Assertion, assert_match
from nlu.assertion.tense import cured, ended
from nlu.figures.quantity import Quantity
from nlu.figures.reports import OUTSIDE
from nlu.labs.attaching import Named
from nlu.labs.state_since import state_since
from nlu.patterns.states import status_by_state
from nlu.people.whom import SentencePeople
from nlu.reading import ABSENT, ACTUAL, PAST, POSSIBLE, PRESENT, UNKNOWN, FindingMention
from nlu.words.text import Sentence

_BESIDE = 3  # words of "and my" beside a name that is all of a question
_NAMED_ALONE = 4  # words of a sentence that is only a name and a question mark
_SINCE = 6  # words of "last March but it has gone"
_NEGATED_NEAR = 3
_FOR_NEAR = 3
_ROW = 8  # words from an item of a row to its "or"
_BUT = 4  # words of "at first, but" before "it was not"
_FLAGS = {"high": "H", "low": "L"}  # the way in which a value is out of range that is sought high or low


class LabFindings:
    """Turns names with numbers and states into mentions. `rows` are the lexicon's findings."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]], kinds: Mapping[str, str]) -> None:
        self.kinds = kinds
        self._sets = {f: str(r["sets"]) for f, r in rows.items() if "sets" in r}
        self._lasting = {f for f, r in rows.items() if r.get("lasts") == "yes"}
        self._unmeasured = {f for f, r in rows.items() if r.get("measure") == "none"}

    def read(
        self, lab: Named, part: Sentence, cues: SentenceCues, people: SentencePeople, follow: str | None,
        stated: Collection[str],
    ) -> tuple[FindingMention | None, FindingMention | None]:
        """The mention, and where nothing is said of the name a mention that a later sentence may complete."""
        match, finding = lab.match, lab.match.finding
        beside = lab.quantity or lab.state
        reach = match if beside is None else replace(match, parts=(*match.parts, (beside.start, beside.end)))
        if lab.state is not None and lab.state.anew:
            reach = replace(match, parts=((lab.state.start, lab.state.end),))
        told = assert_match(reach, cues, follow)
        if told.modality == PAST and (
            _is_now(lab, cues) if lab.quantity is None else _other_was(lab.quantity, part, cues) or _went_to(lab, lab.quantity, cues)
        ):
            told = replace(told, modality=ACTUAL)
        elif told.modality == PAST and finding in self._lasting and not cured(reach, cues):
            told = replace(told, modality=ACTUAL)  # "an M protein was found eight years ago"
        start, end = part.tokens[reach.start].start, part.tokens[reach.end - 1].end
        base = FindingMention(
            finding, PRESENT, people.at(match.start, match.end), told.modality, start=start, end=end
        )
        if lab.quantity is None and match.start in cues.awaited:
            return replace(base, assertion=UNKNOWN), None
        if lab.quantity is not None:
            return self._valued(lab, lab.quantity, base, told, cues), None
        if lab.state is not None:
            return self._stated(lab, base, told, cues), None
        if finding in stated:
            return None, None
        if self.kinds[finding] == "detected":
            asked = not told.told and told.assertion == PRESENT
            alone = asked and len(part.tokens) <= _NAMED_ALONE and part.end == "?"
            status = UNKNOWN if _not_tested(lab, cues) else told.assertion
            mention = replace(base, assertion=status, bare=alone or _only_named(lab, cues))
            return mention, None
        sets = self._sets.get(finding, finding)
        if told.told and told.assertion in (PRESENT, ABSENT) and told.modality == ACTUAL:
            return None, replace(base, finding=sets)
        if told.assertion == UNKNOWN and not told.told and self.kinds[finding] != "share":
            return replace(base, assertion=UNKNOWN), None
        if part.end == "?" and len(part.tokens) - len(match.tokens) < _BESIDE and not cues.spans.get("cues:question_start"):
            return None, replace(base, finding=sets, modality=ACTUAL)  # "Calcium? High."
        return None, replace(base, finding=sets) if told.modality == ACTUAL else None

    def _valued(
        self, lab: Named, q: Quantity, base: FindingMention, told: Assertion, cues: SentenceCues
    ) -> FindingMention | None:
        finding = base.finding
        if self.kinds[finding] in _FLAGS and _normal_since(lab, q, base.modality, cues):
            return replace(base, finding=self._sets.get(finding, finding), assertion=ABSENT, modality=ACTUAL)
        since = status_by_state(self.kinds[finding], sign) if (sign := state_since(q, cues)) else None
        if since is not None and self.kinds[finding] in _FLAGS:
            return replace(base, finding=self._sets.get(finding, finding), assertion=since, modality=ACTUAL)
        beside = lab.state.state if lab.state and lab.state.state in "HLN" else None
        flag = _FLAGS.get(self.kinds[finding]) if q.flag == OUTSIDE else q.flag or beside
        if self.kinds[finding] == "detected":
            return replace(base, assertion=told.assertion)
        if finding in self._unmeasured:
            status = _by_range(q) or (status_by_state(self.kinds[finding], flag) if flag else None)
            return replace(base, assertion=status) if status else None
        return replace(base, value=q.value, unit=q.unit, range=q.range, flag=flag)

    def _stated(
        self, lab: Named, base: FindingMention, told: Assertion, cues: SentenceCues
    ) -> FindingMention | None:
        assert lab.state is not None
        whole = lab.state.end <= lab.match.start and not _none_elsewhere(lab, cues)  # "HIGH CALCIUM was ruled out"
        answered = told.told and (cues.sentence.end == "?" or whole)
        status = status_by_state(self.kinds[base.finding], lab.state.state)
        if lab.state.state == "+" and self.kinds[base.finding] in ("high", "low"):
            status = PRESENT  # flagged, out of range: of a level this is all that "+" can be
        if status is None or (self.kinds[base.finding] in _FLAGS and _no_test(lab, cues)):
            return None
        result_after = lab.state.start >= lab.match.end
        doubted = any(s.end > lab.match.start and s.end <= lab.state.end for s in cues.possible) or cues.possible_after
        sought = result_after and not doubted and _tested_for(lab, cues)  # "the test for X came back clear"
        if told.assertion in (POSSIBLE, UNKNOWN) and not told.told and not sought:
            return replace(base, assertion=told.assertion)
        turned = _negated(lab, cues) or _but_not(lab, cues) or (told.assertion == ABSENT and (answered or _in_denied_row(lab, cues)))
        if told.told and any(f.end <= min(lab.match.start, lab.state.start) for f in cues.frames):
            turned = told.assertion == ABSENT  # "I WOULDN'T SAY my calcium is high", "... is not high"
        if turned:
            if status == PRESENT:
                status = ABSENT
            elif lab.state.state == "N":
                status = PRESENT
        finding = self._sets.get(base.finding, base.finding)
        if base.modality == PAST and ended(cues):
            return replace(base, finding=finding, assertion=ABSENT, modality=ACTUAL)
        return replace(base, finding=finding, assertion=status)


def _is_now(lab: Named, cues: SentenceCues) -> bool:
    """ "Normal now", "has recovered": how it is."""
    state = lab.state
    return state is not None and (state.anew or any(s.start < state.end and state.start < s.end for s in cues.spans.get("cues:over", ())))


def _normal_since(lab: Named, q: Quantity, modality: str, cues: SentenceCues) -> bool:
    """ "It was 80 but it's normal now": the value is over, and what holds is that it is normal."""
    was = modality == PAST or not cues.grammar["was_words"].isdisjoint(cues.words[lab.match.end : q.start])
    others = cues.grammar["owners"] | cues.grammar["definites"] | cues.grammar["not_words"] | cues.grammar["body_words"]
    return was and any(
        0 <= s.start - q.end <= _SINCE and cues.tests.isdisjoint(range(q.end, s.start)) and others.isdisjoint(cues.words[q.end : s.start])
        for s in cues.spans.get("cues:back_to_normal", ())
    )


def _other_was(q: Quantity, part: Sentence, cues: SentenceCues) -> bool:
    """ "10.5, used to be 13": what is past is the number behind it."""
    was = [s.end for s in cues.past if s.start >= q.end]
    return any(t.number is not None for end in was[:1] for t in part.tokens[end:])


def _went_to(lab: Named, q: Quantity, cues: SentenceCues) -> bool:
    """ "My calcium HAS GONE TO 2.9": where it went, and nothing that is gone."""
    between = cues.words[lab.match.end : q.start]
    went = cues.grammar["change_words"] | cues.grammar["gone_words"]
    return between[-1:] != [] and between[-1] in cues.grammar["to_words"] and not went.isdisjoint(between)


def _no_test(lab: Named, cues: SentenceCues) -> bool:
    """ "The sample was lost so NO ESR": a level is always there; what is not is its test."""
    assert lab.state is not None
    bare = lab.state.end - lab.state.start == 1 and cues.words[lab.state.start] in cues.grammar["bare_noes"]
    return bare and lab.state.end == lab.match.start


def _none_elsewhere(lab: Named, cues: SentenceCues) -> bool:
    """ "High protein in the blood, NONE IN the urine": denied of another place."""
    noes = (i for i in range(lab.match.end, len(cues.words)) if cues.words[i] in cues.grammar["bare_noes"] | cues.grammar["but_not"])
    return any(cues.word(i + 1) in cues.grammar["place_openers"] for i in noes)


def _in_denied_row(lab: Named, cues: SentenceCues) -> bool:
    """ "No anaemia, raised ESR OR high calcium": the "no" holds for each of a row that an "or" closes."""
    assert lab.state is not None
    if lab.state.end > lab.match.start:
        return False
    ors = cues.grammar["ors"]
    behind = cues.words[lab.match.end : lab.match.end + _ROW]
    last = next((i for i, w in enumerate(behind) if w in ors), None)
    anew = cues.grammar["ands"] | cues.grammar["determiner_denials"] | cues.grammar["but_words"]
    before = lab.state.start - 1 - (cues.word(lab.state.start - 1) in cues.grammar["articles"])
    return cues.word(before) in ors or (last is not None and anew.isdisjoint(behind[:last]))


def _but_not(lab: Named, cues: SentenceCues) -> bool:
    """ "They thought it would be high BUT IT WASN'T": taken back by what ends its clause, no other test between."""
    assert lab.state is not None
    end = max(lab.state.end, lab.match.end)
    joined = cues.grammar["splitters"] | cues.grammar["but_only"]
    return any(
        0 < s.start - 1 - end <= _BUT
        and cues.words[s.start - 1] in cues.grammar["it_words"]
        and cues.words[s.start - 2] in joined
        and cues.ends_segment(s)
        and cues.tests.isdisjoint(range(end, s.start))
        for s in cues.predicate
    )


def _tested_for(lab: Named, cues: SentenceCues) -> bool:
    before = cues.words[max(0, lab.match.start - _FOR_NEAR) : lab.match.start]
    return any(w in cues.grammar["for_words"] for w in before)


def _not_tested(lab: Named, cues: SentenceCues) -> bool:
    """ "They never tested my urine for Bence Jones", "she wants a Bence Jones"."""
    ands, start = cues.grammar["ands"], lab.match.start

    def goes_on(end: int) -> bool:
        """Nothing parts them, or an "and" that only adds one more test: "a scan AND A urine for light chains"."""
        adding = all(cues.word(i + 1) in cues.grammar["articles"] for i in range(end, start) if cues.words[i] in ands)
        return adding and not cues.parted(end, start) and cues.grammar["splitters"].isdisjoint(cues.words[end:start])

    return any(s.end <= start and goes_on(s.end) for s in cues.spans.get("NOT_TESTED", ()))


def _only_named(lab: Named, cues: SentenceCues) -> bool:
    """ "My doctor mentioned Bence Jones": a test that somebody spoke of, and no result."""
    before = cues.words[max(0, lab.match.start - _FOR_NEAR) : lab.match.start]
    return not cues.grammar["naming"].isdisjoint(before)


def _by_range(q: Quantity) -> str | None:
    """Above the report's own range or not, for a finding that no unit is kept for."""
    if q.range is None or not isinstance(q.value, float) or q.range[1] is None:
        return None
    return PRESENT if q.value > q.range[1] else ABSENT


def _negated(lab: Named, cues: SentenceCues) -> bool:
    """ "not raised", "isn't quite normal", "no high calcium"."""
    assert lab.state is not None
    at = lab.state.start
    if at >= lab.match.end and cues.grammar["neither_nor"] & set(cues.words[max(0, lab.match.start - 2) : lab.match.start]):
        return True  # "neither the calcium nor the ALP was raised"
    owned = set(range(lab.state.start, lab.state.end))
    spans = [s for s in (*cues.predicate, *cues.negations) if not owned & set(range(s.start, s.end))]
    near = [s for s in spans if 0 <= at - s.end <= _NEGATED_NEAR]
    return any(
        not any(s.end <= t.start < at for t in cues.terminators) and not any(s.end <= c < at for c in cues.splits)
        and not any(cues.words[i] in cues.grammar["dashes"] for i in cues.joints(s.end, at))
        for s in near
    )
