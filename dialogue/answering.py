"""Answers about the document: the fitting facts in words, with their sections, or an honest "not in it".

What doctors use today stands beside the document, under its own name and with its own source; the document comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.model import Knowledge
from nlu.acts.asked import Question
from reasoning.today import beside

_FITS = 0.25  # a topic that is taken as what was asked
_BESIDE = 0.12  # a further topic that is told as well
_MAYBE = 0.05  # a further topic where no topic is clear
_NEAR = 0.02  # a topic near enough to be offered as the closest thing the document says
_KNOWN = 0.5  # below this something outside is not surely what was asked, and the document may say a part of it
_SHARE = 0.25  # of the likeliest topic, that a further one has at least
_FOLLOWING = 7  # words of a question that goes on from the last answer
_GOES_ON = 3.0  # times as likely is a topic of the last answer in it
_AS_WELL = 0.8  # of the likeliest topic, that something outside the document has at least to be owned up to beside it
_CLEAR = 0.6  # strange words are passed over from here on
_TODAY = "today:todays_criteria"  # "what do doctors use today?", asked of no fact in particular


@dataclass(frozen=True)
class Answer:
    """An answer in words, the facts it rests on, and the finding it is about (for "yes, they found it")."""

    text: str
    facts: tuple[str, ...] = ()
    finding: str | None = None


def doubtful(question: Question) -> bool:
    """Does no topic of the document clearly fit the question?"""
    p = question.topics[0][1] if question.topics else 0.0
    return p < _FITS or (question.strange and p < _CLEAR)


def followed_up(question: Question, before: Sequence[str], knowledge: Knowledge) -> Question:
    """A question that no topic clearly fits goes on from the facts told `before`: topics near to them come first."""
    if not before or not question.topics or len(question.text.split()) > _FOLLOWING:
        return question
    if question.topics[0][0] == _TODAY and (notes := beside(before, knowledge)):
        return replace(question, topics=[(f"today:{notes[0]}", question.topics[0][1]), *question.topics])
    if question.topics[0][1] >= _CLEAR:
        return question
    near = {topic for fact in before for topic in knowledge.facts[fact].topics}
    nearer = [
        (topic, min(p * _GOES_ON, _CLEAR) if near & _subjects(topic, knowledge) else p) for topic, p in question.topics
    ]
    return replace(question, topics=sorted(nearer, key=lambda t: -t[1]))


def _subjects(topic: str, knowledge: Knowledge) -> set[str]:
    """What the facts of a topic are about."""
    kind, name = topic.split(":", 1)
    if kind == "outside":
        return set()
    if kind == "today":
        facts = knowledge.today[name].beside
    else:
        facts = [name] if kind == "fact" else (knowledge.broad if kind == "broad" else knowledge.glossary)[name].facts
    return {subject for fact in facts for subject in knowledge.facts[fact].topics}


def answer(question: Question, knowledge: Knowledge) -> Answer:
    """The answer to one question."""
    say = knowledge.words.replies
    topics = question.topics
    if not topics or topics[0][1] < _NEAR:
        return Answer(say["outside_unknown"])
    best, p = topics[0]
    kind, name = best.split(":", 1)
    if kind == "today":
        return _today(name, say["closest_fact"] if doubtful(question) else "", knowledge)
    if kind == "outside":
        least, of_best = (_FITS, 0.6) if p >= _KNOWN else (_BESIDE, 0.4)
        inside = next(
            ((t, q) for t, q in topics[1:3] if not t.startswith("outside:") and q >= max(least, of_best * p)), None
        )
        notes = [_note(note, knowledge) for note, entry in knowledge.today.items() if name in entry.outside]
        unsaid = knowledge.words.today_unsaid if notes else say["outside_document"]
        told = " ".join([unsaid.format(topic=knowledge.words.outside[name].label), *notes])
        return Answer(told) if inside is None else _joined(told, [inside[0]], knowledge)
    doubt = doubtful(question)
    least = max(_MAYBE if doubt else _BESIDE, _SHARE * p)
    further = [
        t
        for t, q in topics[1:4]
        if q >= least and not t.startswith(("outside:", "broad:", "today:")) and kind != "broad"
    ]
    found = _joined(say["closest_fact"] if doubt else "", [best, *further[: 2 if doubt else 1]], knowledge)
    missing = [t for t, q in topics[1:4] if t.startswith("outside:") and q >= max(_FITS, _AS_WELL * p)]
    if doubt or not missing:
        return found
    label = knowledge.words.outside[missing[0].split(":", 1)[1]].label  # "why is it positive?": that, and no reason
    return replace(found, text=f"{found.text} {say['outside_document'].format(topic=label)}")


def _today(name: str, lead: str, knowledge: Knowledge) -> Answer:
    """What the document says on it, or that it says nothing, and then what doctors use today."""
    note, words = knowledge.today[name], knowledge.words
    if note.beside:
        own = _joined("", [f"fact:{note.beside[0]}"], knowledge, pointer=False)
        return Answer(" ".join([*([lead] if lead else []), own.text, _note(name, knowledge)]), own.facts, own.finding)
    subject = words.outside[note.outside[0]].label
    return Answer(f"{words.today_unsaid.format(topic=subject)} {_note(name, knowledge)}")


def _note(name: str, knowledge: Knowledge) -> str:
    """A note on what doctors use today, under that name and with its source."""
    note, say = knowledge.today[name], knowledge.words.replies
    guideline = knowledge.guidelines[note.source]
    source = say["today_source"].format(name=guideline.name, of=guideline.of, year=guideline.year)
    return f"{say['today_lead'].format(note=knowledge.words.today[name].text)} {source}"


def _joined(lead: str, topics: list[str], knowledge: Knowledge, pointer: bool = True) -> Answer:
    parts: list[str] = [lead] if lead else []
    facts: list[str] = []
    for topic in topics:
        kind, name = topic.split(":", 1)
        words = knowledge.words
        if kind == "fact":
            parts.append(words.facts[name].text)
            facts.append(name)
        elif kind == "broad":
            parts.append(words.broad[name].lead)
            facts.extend(knowledge.broad[name].facts)
            parts.extend(words.facts[f].text for f in knowledge.broad[name].facts)
        elif kind == "term":
            parts.append(words.glossary[name].text)
            facts.extend(knowledge.glossary[name].facts)
            parts.extend(
                words.facts[f].text for f in knowledge.glossary[name].facts[:2] if words.facts[f].text not in parts
            )
    facts = list(dict.fromkeys(facts))
    notes = list(dict.fromkeys(knowledge.facts[f].note for f in facts if knowledge.facts[f].note))[:1]
    say = knowledge.words.replies
    tail = [say["reading_note"].format(note=knowledge.words.notes[n]) for n in notes if n]
    if facts:
        tail.append(_source(facts, knowledge))
    if pointer and facts and len(topics) == 1 and beside(facts[:1], knowledge):
        tail.append(knowledge.words.today_pointer)
    return Answer(" ".join(dict.fromkeys([*parts, *tail])), tuple(facts), _finding(facts, topics, knowledge))


def _source(facts: list[str], knowledge: Knowledge) -> str:
    words = knowledge.words
    sections = list(
        dict.fromkeys(words.explanations.get(f"section.{s}", s) for f in facts for s in knowledge.facts[f].sections[:1])
    )
    key = "fact_source" if len(sections) == 1 else "fact_source_many"
    return words.replies[key].format(section=sections[0], sections=words.explanations["list.comma"].join(sections))


def _finding(facts: list[str], topics: list[str], knowledge: Knowledge) -> str | None:
    """The one finding that these facts tell of; None where there are several."""
    named = [t.split(":", 1)[1] for t in topics if t.split(":", 1)[1] in knowledge.findings]
    if named:
        return named[0]
    about = {f for f, entry in knowledge.findings.items() if set(entry.facts) & set(facts)}
    return about.pop() if len(about) == 1 else None
