"""Lays a summary out: which headings, lists and tables, in which order. The words are the locale's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from knowledge.model import Knowledge
from summary.blocks import Block, Care, Heading, Items, Page, Paragraph, Sources, Span, Spans, Table
from summary.model import Discriminator, Line, Outcome, Summary, Told
from summary.telling import amount


def lay_out(summary: Summary, knowledge: Knowledge) -> Page:
    """The summary as a page, most pressing first, sources and disclaimer last."""
    words = knowledge.words.summary
    disclaimer = summary.disclaimer.text
    return Page(
        summary.title,
        summary.locale,
        disclaimer,
        words.page,
        words.source_mark,
        tuple(_Layout(summary, knowledge).blocks()),
    )


class _Layout:
    def __init__(self, summary: Summary, knowledge: Knowledge) -> None:
        self.summary, self.knowledge, self.words = summary, knowledge, knowledge.words.summary
        self.numbers = {source.id: source.number for source in summary.sources}

    def blocks(self) -> Iterator[Block]:
        summary, words = self.summary, self.words
        yield Heading(summary.title, 1)
        yield Paragraph((Span(words.date.format(date=summary.date[:10])),))
        yield Paragraph((self.span(summary.intro),))
        yield Paragraph((self.span(summary.disclaimer),), note=True)
        yield Care(summary.urgency.id, summary.urgency.title, (self.span(summary.urgency.line),))
        yield from self.section(words.person, "person", self.person())
        yield from self.section(words.said, "said", self.said())
        yield from self.section(words.picture, "picture", self.picture())
        yield from self.section(words.pillars, "signs", self.pillars())
        yield from self.section(words.look_alikes, "look-alikes", self.look_alikes())
        yield from self.section(words.missing, "open", [Paragraph(self.spans(summary.missing))])
        questions = Items(tuple((self.span(line),) for line in summary.questions), ordered=True)
        yield from self.section(words.questions, "questions", [questions])
        yield from self.section(words.today, "today", [self.today()])
        yield from self.section(words.sources, "sources", [self.own(words.sources_note), self.sources()])
        yield from self.section(words.disclaimer, "note", [Paragraph((self.span(summary.disclaimer),), note=True)])

    def section(self, title: str, id: str, blocks: Iterable[Block]) -> Iterator[Block]:
        yield Heading(title, 2, id)
        yield from blocks

    def marks(self, sources: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self.numbers[source] for source in sources}))

    def own(self, text: str) -> Paragraph:
        """A sentence about the summary itself, which rests on what the intro rests on."""
        return Paragraph((Span(text, self.marks(self.summary.intro.sources)),))

    def span(self, line: Line | Told) -> Span:
        text = line.text if isinstance(line, Line) else line.text[:1].upper() + line.text[1:]
        return Span(text, self.marks(line.sources))

    def spans(self, lines: Iterable[Line]) -> Spans:
        return tuple(self.span(line) for line in lines)

    def told(self, every: Sequence[Told]) -> Items:
        return Items(tuple((self.span(one),) for one in every))

    def labelled(self, parts: Iterable[tuple[str, Sequence[Told]]]) -> Iterator[Block]:
        for label, every in parts:
            if every:
                yield Heading(label, 4)
                yield self.told(every)

    def person(self) -> Iterator[Block]:
        known = [one for one in (self.summary.person.age, self.summary.person.sex) if one]
        yield self.told(known) if known else self.own(self.words.person_unknown)

    def said(self) -> Iterator[Block]:
        words = self.words
        for group in self.summary.said:
            yield Heading(group.label[:1].upper() + group.label[1:], 3)
            yield from self.labelled(
                [(words.present, group.present), (words.absent, group.absent), (words.unknown, group.unknown)]
            )

    def picture(self) -> Iterator[Block]:
        picture = self.summary.picture
        yield Heading(picture.title, 3)
        yield Paragraph((self.span(picture.line),))

    def pillars(self) -> Iterator[Block]:
        words = self.words
        for pillar in self.summary.pillars:
            yield Heading(f"{pillar.label}: {words.statuses[pillar.status]}", 3)  # type: ignore[index]
            yield Paragraph((self.span(pillar.line),))
            yield from self.labelled([(words.supporting, pillar.supporting), (words.opposing, pillar.opposing)])
            if pillar.changes:
                yield Heading(words.change, 4)
                yield Items(tuple((self.span(line),) for line in pillar.changes))
            if pillar.rule:
                yield Paragraph((self.span(pillar.rule),))

    def look_alikes(self) -> Iterator[Block]:
        words, summary = self.words, self.summary
        if not summary.look_alikes:
            yield self.own(words.no_look_alikes)
            return
        for alike in summary.look_alikes:
            yield Heading(alike.label[:1].upper() + alike.label[1:], 3)
            yield Paragraph((self.span(alike.line), self.span(alike.tells_apart)))
            yield from self.labelled([(words.column_fits, alike.supporting), (words.column_against, alike.opposing)])
        yield Heading(words.table, 3)
        yield self.own(words.table_note)
        head = (words.column_sign, words.column_said, words.column_fits, words.column_against)
        yield Table(words.table, head, tuple(self.row(one) for one in summary.discriminators))

    def row(self, one: Discriminator) -> tuple[Spans, ...]:
        name = (Span(one.label[:1].upper() + one.label[1:], self.marks(one.sources)),)
        if one.told:
            said = one.told.text
            return name, (Span(said),), self.conditions(one.fits), self.conditions(one.against)
        fits = tuple(Span(self.if_so(one, outcome, outcome.fits)) for outcome in one.outcomes if outcome.fits)
        against = tuple(Span(self.if_so(one, outcome, outcome.against)) for outcome in one.outcomes if outcome.against)
        nothing = (Span(self.words.nothing),)
        return name, (Span(self.words.not_known_yet),), fits or nothing, against or nothing

    def conditions(self, names: Sequence[str]) -> Spans:
        labels = [self.knowledge.words.label(name) for name in names]
        return (Span("; ".join(labels) if labels else self.words.nothing),)

    def if_so(self, one: Discriminator, outcome: Outcome, names: Sequence[str]) -> str:
        limit = "" if outcome.limit is None else amount(outcome.limit, self.knowledge.findings[one.finding].measure)
        template = str(getattr(self.words, f"if_{outcome.answer}"))
        return template.format(limit=limit, conditions=self.conditions(names)[0].text)

    def today(self) -> Block:
        if not self.summary.today:
            return self.own(self.words.no_today)
        return Items(tuple((self.span(line),) for line in self.summary.today))

    def sources(self) -> Sources:
        names = self.knowledge.words.explanations
        found = []
        for source in self.summary.sources:
            text = source.text
            if source.kind == "document":
                sections = ", ".join(names[f"section.{section}"] for section in source.sections)
                text = self.words.source_document.format(sections=sections, text=text)
            found.append((source.number, text[:1].upper() + text[1:]))
        return Sources(tuple(found))
