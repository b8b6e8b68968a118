"""Models of the words files under locales/<locale>/: closed keys, no logic in them.

What every field means is in docs/knowledge.md.
"""

from __future__ import annotations

from pydantic import Field

from knowledge.schema import Model, PictureId, PillarId, PillarStatus, UrgencyLevel


class FactWords(Model):
    """A fact in plain words, and ways in which people ask for it."""

    text: str = Field(min_length=4)
    questions: list[str] = Field(min_items=8, max_items=60)


class Noted(Model):
    """Phrases that follow "I noted:" for each status; `value` holds {value} and {unit}."""

    present: str
    absent: str
    unknown: str
    value: str | None = None


class QuickReply(Model):
    """A button: `title` is shown, `send` is what is sent as if typed (the title where left out)."""

    title: str
    send: str | None = None


class FindingWords(Model):
    """A finding in words: label, what was noted, the question, its simpler form and why it is asked."""

    label: str
    noted: Noted
    question: str
    simpler: str
    why: str
    quick_replies: list[QuickReply] = Field(default_factory=list)


class GroupWords(Model):
    """A group question: names its members plainly, so that "no" settles them all."""

    label: str
    question: str
    simpler: str
    why: str
    quick_replies: list[QuickReply] = Field(default_factory=list)


class TermWords(Model):
    """A term of the glossary: its name, what people type for it, questions, and a plain explanation."""

    term: str
    aliases: list[str] = Field(default_factory=list)
    questions: list[str] = Field(min_items=4)
    text: str


class NoteWords(Model):
    """A note on what doctors use today."""

    title: str
    text: str
    questions: list[str] = Field(min_items=4)


class BroadWords(Model):
    """A broad question: the line that leads in to its facts, and ways to ask it."""

    lead: str
    questions: list[str] = Field(min_items=12)


class OutsideWords(Model):
    """A subject that the document does not cover: its name and ways to ask about it."""

    label: str
    questions: list[str] = Field(min_items=10)


class ConditionWords(Model):
    """A look-alike: name, one plain line, what tells it apart by the document, and ways to ask about it."""

    label: str
    description: str
    tells_apart: str
    questions: list[str] = Field(default_factory=list)


class Replies(Model):
    """Fixed replies: `urgent` ones may speak of emergencies, `calm` ones never do; `buttons` are labels."""

    calm: dict[str, str]
    urgent: dict[str, str]
    buttons: dict[str, str]


class Explanations(Model):
    """Sentence templates of the explanation, by key; `urgent` ones may speak of emergencies."""

    calm: dict[str, str]
    urgent: dict[str, str]


class FactWordsFile(Model):
    """locales/<locale>/facts.yml"""

    facts: dict[str, FactWords]


class ReadingNotesFile(Model):
    """locales/<locale>/notes.yml"""

    notes: dict[str, str]


class FindingWordsFile(Model):
    """locales/<locale>/findings.yml"""

    findings: dict[str, FindingWords]


class QuestionsFile(Model):
    """locales/<locale>/questions.yml"""

    groups: dict[str, GroupWords]


class TermWordsFile(Model):
    """locales/<locale>/glossary.yml"""

    terms: dict[str, TermWords]


class TodayWordsFile(Model):
    """locales/<locale>/today.yml"""

    label: str
    pointer: str
    unsaid: str
    notes: dict[str, NoteWords]


class BroadWordsFile(Model):
    """locales/<locale>/broad.yml"""

    questions: dict[str, BroadWords]


class OutsideFile(Model):
    """locales/<locale>/outside.yml"""

    subjects: dict[str, OutsideWords]


class AskedFile(Model):
    """locales/<locale>/asked.yml"""

    topics: dict[str, list[str]]


class ConditionWordsFile(Model):
    """locales/<locale>/conditions.yml"""

    conditions: dict[str, ConditionWords]


class RepliesFile(Model):
    """locales/<locale>/replies.yml"""

    replies: Replies


class ExplanationsFile(Model):
    """locales/<locale>/explanations.yml"""

    explanations: Explanations


class SummaryWords(Model):
    """Headings, labels and lines of the summary that people print or hand on; {names} are filled in by `summary`."""

    title: str
    date: str
    intro: str
    person: str
    person_unknown: str
    said: str
    present: str
    absent: str
    unknown: str
    sites: str
    read: str
    reading_above: str
    reading_not_above: str
    reading_below: str
    reading_not_below: str
    reading_open: str
    reading_said: str
    limit: str
    limit_own: str
    urgency: dict[UrgencyLevel, str]
    picture: str
    pictures: dict[PictureId, str]
    pillars: str
    pillar: dict[PillarId, str]
    statuses: dict[PillarStatus, str]
    supporting: str
    opposing: str
    change: str
    look_alikes: str
    no_look_alikes: str
    table: str
    table_note: str
    column_sign: str
    column_said: str
    column_fits: str
    column_against: str
    not_known_yet: str
    nothing: str
    if_present: str
    if_absent: str
    if_over: str
    if_at_least: str
    if_under: str
    if_at_most: str
    missing: str
    questions: str
    today: str
    no_today: str
    sources: str
    sources_note: str
    source_mark: str
    source_document: str
    source_guideline: str
    disclaimer: str
    page: str
    fhir_subject: str
    fhir_note: str
    fhir_value: str
    fhir_sites: str


class SummaryFile(Model):
    """locales/<locale>/summary.yml"""

    summary: SummaryWords
