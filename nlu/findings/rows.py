"""Findings told in a row: a denial or "none" that one of them takes is that of the others ("Crohn's, TB, lupus: none")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.status import Assertion
from nlu.patterns.matcher import Match
from nlu.reading import ABSENT, PRESENT, UNKNOWN, FindingMention

_OR_REACH = 3  # words from an "or" to what it adds


def carry_denials(
    mentions: list[FindingMention], told: Sequence[tuple[Match, Assertion]], cues: SentenceCues
) -> None:
    """ "I'm not tired or breathless": an "or" carries a denial that a phrase held in itself on to the next."""
    for k in range(1, len(told)):
        first, second = told[k - 1][0], told[k][0]
        between = cues.words[first.end : second.start]
        joined = bool(between) and between[0] in cues.grammar["ors"] and len(between) <= _OR_REACH
        denied = mentions[k - 1].assertion == ABSENT and first.polarity == "absent"
        run_on = not between and first.finding == second.finding and first.end == second.start
        if (joined or run_on) and denied and told[k][1] == Assertion() and second.polarity in ("present", "mentioned"):
            mentions[k] = replace(mentions[k], assertion=ABSENT, bare=False)


def spread_denials(
    mentions: list[FindingMention], told: Sequence[tuple[Match, Assertion]], cues: SentenceCues
) -> list[FindingMention]:
    """ "Crohn's, TB, lupus: none": the items before the last take its denial; "not tired, losing weight or pale": those after too."""
    for k in range(1, len(told)):
        first, second = told[k - 1][0], told[k][0]
        between = set(cues.words[first.end : second.start])
        row = bool(between) and between <= cues.grammar["commas"] and cues.word(second.end) in cues.grammar["ors"]
        coordinated = (row or between & cues.grammar["ors"]) and _listed(first, second, cues)
        if coordinated and mentions[k - 1].assertion == ABSENT and told[k][1] == Assertion():
            mentions[k] = replace(mentions[k], assertion=ABSENT)
    for k in range(len(told) - 1, 0, -1):
        said, earlier = told[k][1], told[k - 1][1]
        settles = said.joint and said.assertion in (ABSENT, UNKNOWN) and mentions[k].assertion == said.assertion
        if settles and earlier == Assertion() and _listed(told[k - 1][0], told[k][0], cues):
            mentions[k - 1] = replace(mentions[k - 1], assertion=said.assertion)
            told = [*told[: k - 1], (told[k - 1][0], said), *told[k:]]
    return mentions


def accounted_for(mentions: list[FindingMention], matches: Sequence[Match]) -> list[FindingMention]:
    """ "Lost a stone, on purpose": what the sentence tells and accounts for is not there in the sense that is asked for."""
    accounts = {m.finding for m in matches if m.polarity == "answers_no"}
    told = {m.finding for m in mentions if m.is_fact and m.assertion == PRESENT}
    kept = [m for m in mentions if m.finding not in accounts or m.assertion != PRESENT]
    return [replace(m, bare=False) if m.finding in accounts & told and m.assertion == ABSENT else m for m in kept]


def _listed(first: Match, second: Match, cues: SentenceCues) -> bool:
    between = cues.words[first.end : second.start]
    return len(between) <= 5 and all(w in cues.grammar["list_joins"] | cues.grammar["list_nouns"] for w in between)
