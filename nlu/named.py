"""Findings that a sentence names by a pattern: whose they are, whether they hold, where they sit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nlu.assertion import Assertion, assert_match
from nlu.clauses import SentenceCues
from nlu.compared import compared
from nlu.given import taken_as_so
from nlu.lexicon import Span
from nlu.matcher import Match, Spans
from nlu.people import SentencePeople
from nlu.questions import hypothetical
from nlu.reading import (
    ABSENT,
    ACTUAL,
    HYPOTHETICAL,
    NOBODY,
    PAST,
    POSSIBLE,
    PRESENT,
    QUESTION,
    UNKNOWN,
    WRITER,
    FindingMention,
)
from nlu.scores import Score
from nlu.tense import begun, came_again, cured, ended, usual, was_once, when
from nlu.text import Sentence
from nlu.weights import Figure
from nlu.whole_questions import asks_throughout

Anchor = tuple[int, int, bool]
_FULL = ("present", "absent", "name", "mentioned")
_UNABLE = 2  # tokens between "unable" and what cannot be done
_OR_REACH = 3  # words from an "or" to what it adds
_PLACE_NEAR = 2  # tokens between a pain and the place it sits at
_OTHER_NEAR = 3  # tokens within which another symptom takes an attribute from a pain


class Carried:
    """Whether the last symptom spoken of in earlier sentences was a pain, the figure that it was given, and a weight just told."""

    def __init__(self) -> None:
        self.kind = "none"
        self.score: Score | None = None
        self.weight: Figure | None = None

    def move(self, anchors: Sequence[Anchor]) -> None:
        """Remember the last anchor of a sentence."""
        if anchors:
            self.kind = "pain" if any(a[2] for a in anchors) else "other"


class NamedFindings:
    """Turns matches into mentions. `rows` are the lexicon's findings."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, frozenset[str]]) -> None:
        self.grammar = grammar
        self.of_pain = frozenset(f for f, r in rows.items() if r.get("of") == "pain")
        self.lasting = frozenset(f for f, r in rows.items() if r.get("lasts") == "yes")
        self._sites = {f: str(r["sites"]) for f, r in rows.items() if "sites" in r}
        self.pain_sites = {f: g for f, g in self._sites.items() if f in grammar["pains"]}
        self.places = frozenset((*self._sites.values(), "SKULL", "OTHER_SITE"))

    def profile(
        self, mentions: Sequence[FindingMention], part: Sentence, cues: SentenceCues
    ) -> list[FindingMention]:
        """Ages and sexes, marked as supposed where the sentence only imagines them ("for a 70-year-old with ...")."""
        out = []
        for m in mentions:
            at = next((i for i, t in enumerate(part.tokens) if t.end > m.start), 0)
            imagined = hypothetical(Match(m.finding, "present", ((at, at + 1),)), cues)
            asked = m.who != WRITER and asks_throughout(cues)
            out.append(replace(m, modality=HYPOTHETICAL if imagined else QUESTION) if imagined or asked else m)
        return out

    def read(
        self, matches: Sequence[Match], part: Sentence, spans: Spans, cues: SentenceCues, people: SentencePeople,
        follow: str | None, carried: Carried,
    ) -> list[FindingMention]:
        """The mentions of a sentence's matches; lists under one closing "none" are denied as a whole."""
        anchors = self._anchors(matches, part, spans)
        out: list[FindingMention] = []
        told: list[tuple[Match, Assertion]] = []
        for match in matches:
            if match.polarity == "name":
                continue
            read = self._finding(match, part, spans, cues, people, follow, anchors, carried)
            if read is not None:
                out.append(read[0])
                told.append((match, read[1]))
        carried.move(anchors)
        self._continue(out, told, cues)
        well = {part.tokens[m.start].start for m in matches if m.polarity == "absent"}
        return compared(_accounted(self._spread(out, told, cues), matches), cues, self.of_pain, well)

    def _continue(
        self, mentions: list[FindingMention], told: Sequence[tuple[Match, Assertion]], cues: SentenceCues
    ) -> None:
        """ "I'm not tired or breathless": an "or" carries a denial that a phrase held in itself on to the next."""
        for k in range(1, len(told)):
            first, second = told[k - 1][0], told[k][0]
            between = cues.words[first.end : second.start]
            joined = bool(between) and between[0] in self.grammar["ors"] and len(between) <= _OR_REACH
            denied = mentions[k - 1].assertion == ABSENT and first.polarity == "absent"
            run_on = not between and first.finding == second.finding and first.end == second.start
            if (joined or run_on) and denied and told[k][1] == Assertion() and second.polarity in ("present", "mentioned"):
                mentions[k] = replace(mentions[k], assertion=ABSENT, bare=False)

    def _spread(
        self, mentions: list[FindingMention], told: Sequence[tuple[Match, Assertion]], cues: SentenceCues
    ) -> list[FindingMention]:
        """ "Crohn's, TB, lupus: none": the items before the last take its denial; "not tired, losing weight or pale": those after too."""
        for k in range(1, len(told)):
            first, second = told[k - 1][0], told[k][0]
            between = set(cues.words[first.end : second.start])
            row = bool(between) and between <= self.grammar["commas"] and cues.word(second.end) in self.grammar["ors"]
            coordinated = (row or between & self.grammar["ors"]) and self._listed(first, second, cues)
            if coordinated and mentions[k - 1].assertion == ABSENT and told[k][1] == Assertion():
                mentions[k] = replace(mentions[k], assertion=ABSENT)
        for k in range(len(told) - 1, 0, -1):
            said, earlier = told[k][1], told[k - 1][1]
            settles = said.joint and said.assertion in (ABSENT, UNKNOWN) and mentions[k].assertion == said.assertion
            if settles and earlier == Assertion() and self._listed(told[k - 1][0], told[k][0], cues):
                mentions[k - 1] = replace(mentions[k - 1], assertion=said.assertion)
                told = [*told[: k - 1], (told[k - 1][0], said), *told[k:]]
        return mentions

    def _listed(self, first: Match, second: Match, cues: SentenceCues) -> bool:
        between = cues.words[first.end : second.start]
        return len(between) <= 5 and all(w in self.grammar["list_joins"] | self.grammar["list_nouns"] for w in between)

    def _finding(
        self, match: Match, part: Sentence, spans: Spans, cues: SentenceCues, people: SentencePeople,
        follow: str | None, anchors: Sequence[Anchor], carried: Carried,
    ) -> tuple[FindingMention, Assertion] | None:
        bare = False
        if match.polarity == "present" and match.finding in self._sites and self._cleared(match, part, spans):
            return None
        if match.finding in self.of_pain:
            commas = [i for i, t in enumerate(part.tokens) if t.text in self.grammar["commas"]]
            kind = "pain" if self._of_pain_told(match, part, spans, anchors, carried) else _nearest(match, anchors, carried, commas)
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
        if match.polarity == "mentioned" and status == PRESENT and not told.told:
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
            sites=self._places(match, part, spans), start=first.start, end=last.end, bare=bare, when=when(match, cues),
        )
        return mention, told

    def _of_pain_told(self, match: Match, part: Sentence, spans: Spans, anchors: Sequence[Anchor], carried: Carried) -> bool:
        """ "Now CONSTANT hip and rib pain" stands before its pain; of a pain just told, "IT has got worse, and I'm worn out"."""
        words = [t.text for t in part.tokens]
        if words[0] in self.grammar["it_words"] and carried.kind == "pain" and all(start >= match.end for start, _, _ in anchors):
            return True
        fill = self.grammar["ands"] | self.grammar["commas"]
        pains = [start for start, _, pain in anchors if pain and start > match.end]
        if not pains:
            return False
        places = self._place_tokens(spans)
        return all(i in places or words[i] in fill for i in range(match.end, min(pains)))

    def _whose(self, match: Match, spans: Spans, cues: SentenceCues, people: SentencePeople) -> str:
        """Whose it is; "lifting my granddaughter broke MY ARM": whose the bone behind it is."""
        at = match.end
        owned = match.finding in self.grammar["breaks"] and cues.word(at) in self.grammar["owners"]
        if owned and any(s.start == at + 1 for s in spans.get("ANY_BONE", ())):
            return people.at(at + 1, at + 2)
        who = people.at(match.start, match.end)
        return WRITER if who == NOBODY and taken_as_so(match, cues) else who

    def _cleared(self, match: Match, part: Sentence, spans: Spans) -> bool:
        """ "Holes in the skull, ribs (and pelvis) fine": the place behind the comma is told to be well."""
        start, end = max(match.parts)
        places = sorted((s.start, s.end) for s in spans.get(self._sites[match.finding], ()))
        while end < len(part.tokens) and part.tokens[end].text in self.grammar["ands"]:
            end = max((last for first, last in places if first == end + 1), default=len(part.tokens))
        after = end + 1 if end < len(part.tokens) and part.tokens[end].text in self.grammar["be_words"] else end
        apart = len(match.parts) > 1 and part.tokens[start - 1].text in self.grammar["splitters"]
        return apart and any(s.start == after for s in spans.get("NORMAL", ()))

    def _elsewhere(self, pain: Span, spans: Spans) -> bool:
        """ "My belly ache": a pain at no bone."""
        bones = [s for group in self._sites.values() for s in spans.get(group, ())]
        return _near(pain, spans.get("OTHER_SITE", ())) and not _near(pain, bones)

    def _places(self, match: Match, part: Sentence, spans: Spans) -> tuple[str, ...]:
        group = self._sites.get(match.finding)
        if group is None or match.polarity not in ("present", "if_pain", "if_not_pain"):
            return ()
        end = self._row_end(match, part, spans)
        inside = [s for s in spans.get(group, ()) if match.start <= s.start and s.end <= end]
        if not inside:
            start = self._row_start(match, part, spans)
            inside = [s for s in spans.get(group, ()) if start <= s.start and s.end <= match.start]
        longest = [s for s in inside if not any(o != s and o.start <= s.start and s.end <= o.end for o in inside)]
        return tuple(dict.fromkeys(" ".join(t.text for t in part.tokens[s.start : s.end]) for s in longest))

    def _place_tokens(self, spans: Spans) -> set[int]:
        return {i for g in (*self._sites.values(), "SKULL") for s in spans.get(g, ()) for i in range(s.start, s.end)}

    def _row_start(self, match: Match, part: Sentence, spans: Spans) -> int:
        """Where the list of places before a match starts: "ribs, pelvis and skull all full of holes"."""
        places = self._place_tokens(spans)
        fill = self.grammar["site_row"] | self.grammar["link_verbs"] | self.grammar["row_closers"]
        start = match.start
        while start and (start - 1 in places or part.tokens[start - 1].text in fill):
            start -= 1
        return start

    def _row_end(self, match: Match, part: Sentence, spans: Spans) -> int:
        """Where the list of places after a match ends: "lesions in the skull, ribs and pelvis"."""
        places = self._place_tokens(spans)
        end, comma = match.end, None
        while end < len(part.tokens) and (end in places or part.tokens[end].text in self.grammar["site_row"]):
            comma = end if part.tokens[end].text in self.grammar["commas"] else comma
            end += 1
        # "holes in the skull, hip hurts": behind its last comma the row goes over into something else
        if comma is None or end == len(part.tokens):
            return end
        told_on = part.tokens[end].text in self.grammar["statement_words"] or any(
            s.start == end for label in ("PAIN", "NORMAL") for s in spans.get(label, ())
        )
        return comma if told_on else end

    def _of_another(self, pain: Span, part: Sentence) -> bool:
        """ "Trouble with my bladder": names what follows, no pain."""
        words = [t.text for t in part.tokens[pain.start : pain.start + 2]]
        return words[0] in self.grammar["noun_tails"] and words[-1] in self.grammar["leaning_words"]

    def _anchors(self, matches: Sequence[Match], part: Sentence, spans: Spans) -> list[Anchor]:
        """Symptoms an attribute such as "getting worse" can belong to: (start, end, is it a pain)."""
        named = [s for s in spans.get("PAIN", ()) if not self._of_another(s, part)]
        pains = [(s.start, s.end, not self._elsewhere(s, spans)) for s in named]
        others = [
            (m.start, m.end, m.finding in self.grammar["pains"] and not _of_bone(m))
            for m in matches
            if m.finding not in self.of_pain and m.polarity in _FULL and m.finding not in self.grammar["no_anchors"]
        ]
        return sorted(pains + others)


def _of_bone(m: Match) -> bool:
    """ "Ribs fine": a bone that is well is no pain to which a place could belong."""
    return m.polarity == "absent" and m.finding == "bone_pain"


def _accounted(mentions: list[FindingMention], matches: Sequence[Match]) -> list[FindingMention]:
    """ "Lost a stone, on purpose": what the sentence tells and accounts for is not there in the sense that is asked for."""
    accounts = {m.finding for m in matches if m.polarity == "answers_no"}
    told = {m.finding for m in mentions if m.assertion == PRESENT and m.modality == ACTUAL and not m.bare}
    kept = [m for m in mentions if m.finding not in accounts or m.assertion != PRESENT]
    return [replace(m, bare=False) if m.finding in accounts & told and m.assertion == ABSENT else m for m in kept]


def _near(pain: Span, places: Sequence[Span]) -> bool:
    return any(max(s.start - pain.end, pain.start - s.end) <= _PLACE_NEAR for s in places)


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


def _found_none(match: Match, cues: SentenceCues) -> bool:
    """ "They looked for spread in my lungs and did not find any", "and found zip": the search ends in its own denial."""
    last = max(match.parts)
    ends = (*cues.spans.get("cues:denies_last", ()), *cues.spans.get("cues:negation", ()), *cues.spans.get("NOT_ONE", ()))
    return len(match.parts) > 1 and any(s.start <= last[0] and s.end >= last[1] for s in ends)


def _nearest(match: Match, anchors: Sequence[Anchor], carried: Carried, commas: Sequence[int]) -> str:
    """What an attribute belongs to: "pain", "other" or "none". One behind a comma belongs to what comes before."""
    if any(end <= match.start for _, end, _ in anchors):
        anchors = [a for a in anchors if not any(match.end <= c < a[0] for c in commas)]
    best: tuple[int, int, str] | None = None
    for start, end, pain in anchors:
        distance = max(start - match.end, match.start - end, 0)
        candidate = (distance + (2 if start > match.end else 0), 0 if pain else 1, "pain" if pain else "other")
        if best is None or candidate < best:
            best = candidate
    if best is None:
        return carried.kind
    if best[2] == "other" and any(a[2] for a in anchors) and best[0] > _OTHER_NEAR:
        return "pain"
    return best[2]


__all__ = ["ACTUAL", "Carried", "NamedFindings"]
