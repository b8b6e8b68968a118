"""What the end of a sentence about somebody else says of the writer: "My sister is anaemic, I'm not", "so am I"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from nlu.assertion.clauses import SentenceCues
from nlu.reading import ABSENT, ACTUAL, NOBODY, PRESENT, WRITER, FindingMention


def compared(
    mentions: list[FindingMention], cues: SentenceCues, of_pain: Collection[str], well: Collection[int]
) -> list[FindingMention]:
    """The mentions of a sentence, with what it denies or affirms of the writer at its end.

    `well`: where phrases start that say of something that it is as it should be ("her back's fine").
    """
    if not mentions or mentions[-1].who in (WRITER, NOBODY):
        return mentions
    for label, agrees in (("cues:self_denies", False), ("cues:self_affirms", True)):
        closing = [s for s in cues.spans.get(label, ()) if _closes(s.end, cues)]
        if closing:
            words = {w for s in closing for w in cues.words[s.start : s.end]}
            things = [m for m in mentions if m.finding not in of_pain] or mentions
            meant = mentions if words & cues.grammar["neither_words"] else things[-1:]
            meant = [m for m in meant if not agrees or lasts(m.finding, words, cues.grammar)]
            return [*mentions, *(_of_writer(m, agrees, m.start in well) for m in meant if m.who not in (WRITER, NOBODY))]
    return mentions


def lasts(finding: str, said: Collection[str], grammar: Mapping[str, frozenset[str]]) -> bool:
    """ "He had a bad back, I HAD it too": over, unless it is an illness, which lasts. `said`: the words that take it up."""
    return finding in grammar["illnesses"] or grammar["past_forms"].isdisjoint(said)


def _of_writer(m: FindingMention, agrees: bool, well: bool) -> FindingMention:
    """The same of the writer, or the other: "her back's fine, mine isn't"."""
    return replace(m, who=WRITER, assertion=ABSENT if agrees == well else PRESENT, modality=ACTUAL)


def _closes(end: int, cues: SentenceCues) -> bool:
    """Nothing follows but when, or thanks ("I had it myself in 2014")."""
    rest = cues.sentence.tokens[end:]
    return all(t.text in cues.grammar["closing_fill"] or t.number is not None for t in rest)
