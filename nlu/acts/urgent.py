"""Urgent matters outside the document: phrases that must not hang on a classifier alone, and where they tell of nothing urgent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlu.acts.phrases import phrases_anywhere
from nlu.reading import FindingMention

_NEVER = re.compile(r"(?!)")
_DISTRESS, _EMERGENCY = "distress", "emergency"
_OPENING = 4  # words of "in 2015," with its comma
_ROW = 6  # words of "chest pain, fits" between "no" and "or"


@dataclass(frozen=True)
class Heard:
    """The urgent acts that a sentence names: those it tells of, and those it names only to deny, remember or ask about."""

    acts: tuple[str, ...] = ()
    calm: tuple[str, ...] = ()


@dataclass(frozen=True)
class Urgent:
    """The phrases by act, and what stands around one that tells of nothing urgent: rows of the lexicon's urgent*.yml.

    `denied` ends the words before it ("no ...", "not coughing up ..."); `over` stands in its clause ("in 1998", "died of"),
    unless `lasting` says that it goes on; `joins` is where a clause ends. `tablets` are taken as they should be where `regular`
    says so, or where findings are told and nothing `intends` more. `naming` calls something an emergency, and tells of none
    where it is `asked` about. `falls` is what bones do too, of which `collapsing` are the findings. `harmless` are longer
    phrases that a phrase is part of.
    """

    phrases: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    denied: re.Pattern[str] = _NEVER
    over: re.Pattern[str] = _NEVER
    lasting: re.Pattern[str] = _NEVER
    regular: re.Pattern[str] = _NEVER
    intends: re.Pattern[str] = _NEVER
    tablets: re.Pattern[str] = _NEVER
    asked: re.Pattern[str] = _NEVER
    naming: re.Pattern[str] = _NEVER
    falls: re.Pattern[str] = _NEVER
    joins: re.Pattern[str] = _NEVER
    harmless: re.Pattern[str] = _NEVER
    collapsing: frozenset[str] = frozenset()

    def named(self, text: str) -> bool:
        """Does a text, or plain words, hold any of the phrases?"""
        return any(pattern.search(text) for pattern in self.phrases.values())

    def heard(self, words: str, question: bool, mentions: Sequence[FindingMention]) -> Heard:
        """What a sentence tells. `words`: it in lower case without other marks than commas; `mentions`: its findings."""
        acts: list[str] = []
        calm: list[str] = []
        for act, pattern in self.phrases.items():
            found = list(pattern.finditer(words))
            if found:
                told = [m for m in found if not self._is_calm(act, m, words, question, mentions)]
                (acts if told else calm).append(act)
        return Heard(tuple(acts), tuple(calm))

    def _is_calm(
        self, act: str, phrase: re.Match[str], words: str, question: bool, mentions: Sequence[FindingMention]
    ) -> bool:
        before = words[: phrase.start()].rstrip()
        if self.denied.search(before) or any(m.start() <= phrase.start() < m.end() for m in self.harmless.finditer(words)):
            return True
        if self.tablets.fullmatch(phrase.group()):  # "I take all my pills and my back still hurts"
            return self.regular.search(words) is not None or (bool(mentions) and not self.intends.search(words))
        if act != _EMERGENCY:
            return False
        if self.falls.fullmatch(phrase.group()) and any(m.finding in self.collapsing for m in mentions):
            return True  # "a vertebra collapsed and it hurts"
        if self.over.search(self._clause(phrase, words)) and not self.lasting.search(words):
            return True
        asked = question or self.asked.search(before) is not None
        return asked and self.naming.fullmatch(phrase.group()) is not None

    def _clause(self, phrase: re.Match[str], words: str) -> str:
        """The clause that a phrase stands in, and a few words before its comma: "in 2015, I passed out"."""
        cuts = [0, *(m.end() for m in self.joins.finditer(words)), len(words)]
        start = max(cut for cut in cuts if cut <= phrase.start())
        end = min(cut for cut in cuts if cut >= phrase.end())
        before = max((cut for cut in cuts if cut < start), default=0)
        return words[before if len(words[before:start].split()) <= _OPENING else start : end]


def urgent_of(rows: Mapping[str, Sequence[str]]) -> Urgent:
    """The rows of a locale's urgent*.yml, compiled."""
    denials, fill, ends, breaks, lists = (
        _any(rows[row]) for row in ("denials", "denial_fill", "denial_row_ends", "row_breaks", "row_denials")
    )
    row = rf"(?: (?:,|(?!(?:{breaks})\b)[^\W_]+)){{0,{_ROW}}}"
    plain = ("lasting", "regular", "intends", "tablets", "naming", "falls", "harmless")
    return Urgent(
        {act: phrases_anywhere(rows[act]) for act in (_DISTRESS, _EMERGENCY)},
        denied=re.compile(rf"\b(?:(?:{denials})(?:(?: (?:{fill}))*|{row} (?:{ends}))|(?:{lists}){row},?(?: (?:{fill}))*)$"),
        joins=re.compile(rf",|\b(?:{_any(rows['joins'])})\b"),
        over=re.compile(rf"\b(?:{_any(rows['over'])})\b|(?<!since )\b(?:19|20)\d\d\b"),
        asked=re.compile(rf"\b(?:{_any(rows['asked'])})$"),
        collapsing=frozenset(rows["collapsing"]),
        **{name: phrases_anywhere(rows[name]) for name in plain},
    )


def _any(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
