"""Findings that a sentence names by a pattern: whose they are, whether they hold, where they sit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.compared import compared
from nlu.assertion.given import of_others_too, taken_as_so
from nlu.assertion.questions import hypothetical
from nlu.assertion.recurring import came_again
from nlu.assertion.status import Assertion, assert_match
from nlu.assertion.tense import begun, cured, ended, was_once
from nlu.assertion.when import usual, when
from nlu.assertion.whole_questions import asks_of_a_kind, asks_throughout
from nlu.findings.anchors import Anchor, Carried, anchors_of, nearest, of_pain_told
from nlu.findings.places import Places
from nlu.findings.rows import accounted_for, carry_denials, spread_denials
from nlu.patterns.matcher import Match, Spans
from nlu.people.whom import SentencePeople
from nlu.reading import (
    ABSENT,
    ACTUAL,
    HYPOTHETICAL,
    NOBODY,
    PAST,
    POSSIBLE,
    PRESENT,
    QUESTION,
    WRITER,
    FindingMention,
)
from nlu.words.text import Sentence

_UNABLE = 2  # tokens between "unable" and what cannot be done
_PLACE_NEAR = 2  # tokens between a pain and the place it sits at


class NamedFindings:
    """Turns matches into mentions. `rows` are the lexicon's findings."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, frozenset[str]]) -> None:
        self.grammar = grammar
        self.lasting = frozenset(f for f, r in rows.items() if r.get("lasts") == "yes")
        self.places = Places(rows, grammar)
        self.of_pain = self.places.of_pain

    def profile(
        self, mentions: Sequence[FindingMention], part: Sentence, cues: SentenceCues
    ) -> list[FindingMention]:
        """Ages and sexes, marked as supposed where the sentence only imagines them ("for a 70-year-old with ...")."""
        out = []
        for m in mentions:
            at = next((i for i, t in enumerate(part.tokens) if t.end > m.start), 0)
            imagined = hypothetical(Match(m.finding, "present", ((at, at + 1),)), cues)
            asked = m.who != WRITER and (asks_throughout(cues) or asks_of_a_kind(cues))
            out.append(replace(m, modality=HYPOTHETICAL if imagined else QUESTION) if imagined or asked else m)
        return out

    def read(
        self, matches: Sequence[Match], part: Sentence, spans: Spans, cues: SentenceCues, people: SentencePeople,
        follow: str | None, carried: Carried,
    ) -> list[FindingMention]:
        """The mentions of a sentence's matches; lists under one closing "none" are denied as a whole."""
        matches = self.places.told(matches, part, carried.placed)
        anchors = anchors_of(matches, part, spans, self.of_pain, self.places)
        out: list[FindingMention] = []
        told: list[tuple[Match, Assertion]] = []
        for match in matches:
            if match.polarity == "name":
                continue
            read = self._finding(match, part, spans, cues, people, follow, anchors, carried)
            if read is not None:
                out.append(read[0])
                told.append((match, read[1]))
        fine = {m.start for m in out if m.assertion == ABSENT}
        carried.move([a for a in anchors if a[2] or part.tokens[a[0]].start not in fine])  # "no fever, not pale. IT eases when ..."
        carried.placed = any(self.places.placed(m) for m in matches) or (carried.placed and not matches)
        carry_denials(out, told, cues)
        well = {part.tokens[m.start].start for m in matches if m.polarity == "absent"}
        return compared(accounted_for(spread_denials(out, told, cues), matches), cues, self.of_pain, well)

    def _finding(
        self, match: Match, part: Sentence, spans: Spans, cues: SentenceCues, people: SentencePeople,
        follow: str | None, anchors: Sequence[Anchor], carried: Carried,
    ) -> tuple[FindingMention, Assertion] | None:
        bare = False
        if match.polarity == "present" and match.finding in self.places.groups and self.places.cleared(match, part, spans):
            return None
        if match.finding in self.of_pain:
            commas = [i for i, t in enumerate(part.tokens) if t.text in self.grammar["commas"]]
            told_of_pain = of_pain_told(match, part, spans, anchors, carried, self.places)
            kind = "pain" if told_of_pain else nearest(match, anchors, carried, commas)
            if kind == "other":
                return None
            bare = kind == "none"
        if match.polarity in ("if_pain", "if_not_pain"):
            if any(not pain and 0 <= match.start - end <= _PLACE_NEAR for _, end, pain in anchors):
                return None  # "no weakness in my arms": the place of something else
            bare = carried.kind != "pain" and not any(a[2] for a in anchors)
        told = assert_match(match, cues, follow)
        status = told.assertion
        if match.polarity in ("absent", "if_not_pain"):
            status = _turned(match, told, cues)
        unreal = match.polarity == "absent" and self.grammar["unreal_words"] & set(cues.words[match.start : match.end])
        if status == ABSENT and (unreal or usual(match, cues)):
            return None  # "my back would be fine if I didn't have to sit", "normally sharp as a tack"
        if match.polarity == "absent" and status == ABSENT and match.finding in self.grammar["fleeting"]:
            if was_once(match, cues):
                return None
            status = PRESENT if begun(match, cues) else ABSENT
        if match.polarity == "answers_no":
            bare, status = True, ABSENT
        if match.polarity == "mentioned" and status == PRESENT and not (told.told or _yes_to(match, cues)):
            bare = True
        modality = told.modality
        denies = match.polarity in ("absent", "answers_no", "if_not_pain")
        if modality == PAST and (match.finding in self.lasting or denies):
            modality = ACTUAL
        if status == PRESENT and modality == ACTUAL and cured(match, cues):
            modality = PAST
        if modality == PAST and status == PRESENT and match.finding not in self.grammar["fleeting"] and ended(cues):
            modality, status = ACTUAL, ABSENT
        first, last = part.tokens[match.start], part.tokens[match.end - 1]
        mention = FindingMention(
            match.finding, status, self._whose(match, spans, cues, people), modality,
            sites=self.places.named(match, part, spans), start=first.start, end=last.end, bare=bare, when=when(match, cues),
        )
        return mention, told

    def _whose(self, match: Match, spans: Spans, cues: SentenceCues, people: SentencePeople) -> str:
        """Whose it is; "lifting my granddaughter broke MY ARM": whose the bone behind it is."""
        at = match.end
        owned = match.finding in self.grammar["breaks"] and cues.word(at) in self.grammar["owners"]
        if owned and any(s.start == at + 1 for s in spans.get("ANY_BONE", ())):
            return people.at(at + 1, at + 2)
        who = people.at(match.start, match.end)
        if who != WRITER and of_others_too(match, cues):
            return WRITER
        return WRITER if who == NOBODY and taken_as_so(match, cues) else who


def _turned(match: Match, told: Assertion, cues: SentenceCues) -> str:
    """The status of a phrase for "not there" under a denial: "legs are not fine", "I wouldn't say it's intermittent"."""
    if told.assertion == PRESENT and match.finding in cues.grammar["pains"] and cues.by_turns(match.start):
        return PRESENT
    unable = cues.grammar["inability"] & set(cues.words[max(0, match.start - _UNABLE) : match.start])
    opens = cues.grammar["not_words"] | cues.grammar["determiner_denials"]
    so_far = cues.word(match.end + 1) in {"", *cues.grammar["now_words"]}  # "no weakness until NOW" may mean either
    ended = cues.word(match.end) in cues.grammar["denied_until"] and cues.words[match.start] in opens and not so_far
    if told.assertion == PRESENT and (ended or came_again(match.end, match, cues)):
        return PRESENT  # "not anaemic until this summer"
    if told.assertion == PRESENT:
        return PRESENT if unable and match.finding in cues.grammar["alarming"] else ABSENT
    if told.assertion == POSSIBLE and _found_none(match, cues):
        return ABSENT
    if told.assertion != ABSENT:
        return told.assertion
    if told.told:
        return PRESENT if cues.frames else ABSENT
    last = match.parts[-1][0]
    denials = [*cues.predicate, *cues.negations]
    listed = cues.words[last] in cues.grammar["determiner_denials"]  # "x ray: no holes, NO osteoporosis"
    inside = not listed and any(match.start < s.start and s.end <= last and not set(range(s.start, s.end)) & match.tokens for s in denials)
    lost = cues.words[match.start] in cues.grammar["abilities"]  # "no feeling in my legs"
    direct = any(s.end == match.start for s in (*cues.predicate, *(cues.negations if lost else ())))
    return PRESENT if inside or direct else ABSENT


def _yes_to(match: Match, cues: SentenceCues) -> bool:
    """ "YES TO the confusion, no to the rest"."""
    start = match.start - (match.start > 0 and cues.words[match.start - 1] in cues.grammar["owners"] | cues.grammar["definites"])
    yes, to = (cues.words[max(0, start - k)] for k in (2, 1))
    return start > 1 and yes in cues.grammar["plain_yes"] and to in cues.grammar["to_words"]


def _found_none(match: Match, cues: SentenceCues) -> bool:
    """ "They looked for spread in my lungs and did not find any", "and found zip": the search ends in its own denial."""
    last = max(match.parts)
    ends = (*cues.spans.get("cues:denies_last", ()), *cues.spans.get("cues:negation", ()), *cues.spans.get("NOT_ONE", ()))
    return len(match.parts) > 1 and any(s.start <= last[0] and s.end >= last[1] for s in ends)
