"""Who the conversation is about: does this message turn it to somebody else, or back to the writer?"""

from __future__ import annotations

from typing import Sequence

from nlu.lexicon import Span
from nlu.matcher import Spans
from nlu.people import FAMILY, GENERIC, SEXES, Person, SentencePeople
from nlu.reading import ACTUAL, NOBODY, WRITER, FindingMention

_PAST_TOLD = frozenset(("died", "late", "passed", "dead", "deceased", "was diagnosed"))
_PRESENT_TOLD = frozenset(("is", "has", "'s", "hurts", "feels", "keeps", "gets", "complains", "been", "cannot", "can", "does", "says", "takes", "needs", "aches", "are", "have", "denies", "reports", "lost"))


def turned_to(people: Sequence[SentencePeople], mentions: Sequence[FindingMention]) -> tuple[str | None, str | None]:
    """The person the message turns the conversation to and their sex: ("mum", "female"), ("self", None) or (None, None)."""
    writer_told = any(m.who == WRITER and m.modality == ACTUAL for m in mentions)
    named = [p for sp in people for _, p in sp.named]
    for sp in people:
        if sp.spans.get("people:back_to_self") and not _asked_for(sp) and _really_self(sp):
            return WRITER, None
    for sp in people:
        found = _asked_for(sp)
        if found is not None:
            person, weak = found
            if not weak or (not writer_told and _told_of(person.word, mentions, people) and not _is_past(people)):
                return person.word, person.sex or _sex_by_pronoun(people)
        for _span in sp.spans.get("people:is_subject", ()):
            if sp.named:
                return sp.named[0][1].word, sp.named[0][1].sex
        for span in sp.spans.get("people:relation_of_writer", ()):
            words = [t.text for t in sp.sentence.tokens[span.start:span.end]]
            sex = "female" if "her" in words else "male" if "his" in words else None
            other = next((p for p in named if p.word not in ("daughter", "son", "wife", "husband", "carer")), None)
            if {"her", "his", "their", "carer", "here"} & set(words):
                return (other.word if other else {"female": "she", "male": "he"}.get(sex or "", "they")), (other.sex if other else sex)
    if writer_told:
        return None, None
    if any(sp.spans.get("people:clinical") for sp in people) and not any(w == WRITER for sp in people for _, w in sp.marks):
        return "patient", _sex_by_pronoun(people)
    return _by_report(people, mentions, named)


def _really_self(sp: SentencePeople) -> bool:
    first: Span = sp.spans["people:back_to_self"][0]
    following = sp.sentence.tokens[first.end].text if first.end < len(sp.sentence.tokens) else ""
    single = all(sp.sentence.tokens[s.start].text == "and" or s.end - s.start == 1 for s in sp.spans["people:back_to_self"])
    if not single and following in ("", "now", ",", "again", "then", "please", "not", "instead", "and", "i", "my", "-", "this", "for"):
        return True
    return single and len(sp.sentence.tokens) <= 3


def _asked_for(sp: SentencePeople) -> tuple[Person, bool] | None:
    weak = {(s.start, s.end) for s in sp.spans.get("people:weak_asking_for", ())}
    spans = sorted(sp.spans.get("people:asking_for", ()), key=lambda s: ((s.start, s.end) in weak, s.start))
    for span in spans:
        for at, person in sp.named:
            between = [t.text for t in sp.sentence.tokens[span.end:at]]
            if 0 <= at - span.end <= 5 and not any(w in (",", "but", "and", "i") for w in between):
                longer = any(o.start <= span.start and o.end == span.end and (o.start, o.end) not in weak for o in spans)
                return person, (span.start, span.end) in weak and not longer
    return None


def _told_of(word: str, mentions: Sequence[FindingMention], people: Sequence[SentencePeople]) -> int:
    return sum(1 for m in mentions if m.who == word and m.modality == ACTUAL and m.finding not in ("sex",))


def _is_past(people: Sequence[SentencePeople]) -> bool:
    words = {t.text for sp in people for t in sp.sentence.tokens}
    return bool(words & _PAST_TOLD) or "had" in words and not (words & _PRESENT_TOLD)


def _sex_by_pronoun(people: Sequence[SentencePeople]) -> str | None:
    for sp in people:
        for sex in SEXES[:2]:
            if sp.spans.get(f"people:pronouns:{sex}"):
                return sex
    return None


def _by_report(people: Sequence[SentencePeople], mentions: Sequence[FindingMention], named: Sequence[Person]) -> tuple[str | None, str | None]:
    """A message wholly about one other person's present trouble turns the conversation to them."""
    others = [m for m in mentions if m.modality == ACTUAL and m.who not in (WRITER, NOBODY, GENERIC, FAMILY)]
    words = {m.who for m in others}
    told = [m for m in others if m.finding != "sex"]
    if len(words) != 1 or not told or _is_past(people):
        return None, None
    if any(w == WRITER for sp in people for _, w in sp.marks) and not _only_possessive(people):
        return None, None
    word = next(iter(words))
    person = next((p for p in named if p.word == word), None)
    pronoun_only = word in ("she", "he")
    report = {t.text for sp in people for t in sp.sentence.tokens} & {"report", "scan", "results", "result", "xray", "showed", "shows", "doctor", "tests", "hospital"}
    aged = any(m.finding == "age" for m in told)
    if pronoun_only or aged or report or len(told) >= 2:
        sex = person.sex if person else {"she": "female", "he": "male"}.get(word)
        return word, sex or _sex_by_pronoun(people)
    return None, None


def _only_possessive(people: Sequence[SentencePeople]) -> bool:
    for sp in people:
        words = [t.text for t in sp.sentence.tokens]
        for i, who in sp.marks:
            if who == WRITER and not (words[i] in ("me", "i", "us", "we") and (
                    {"tell", "told", "help", "what", "think", "can", "worried", "should", "wonder", "know"} & set(words))):
                return False
    return True
