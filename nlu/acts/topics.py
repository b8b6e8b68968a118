"""What a question can be about: every fact, broad question, term, note on today and outside subject, with examples."""

from __future__ import annotations

from knowledge.model import Knowledge


def topic_examples(knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """Example questions and their topics ("fact:...", "broad:...", "term:...", "today:...", "outside:...")."""
    words = knowledge.words
    texts: list[str] = []
    labels: list[str] = []

    def add(topic: str, questions: list[str]) -> None:
        texts.extend(questions)
        labels.extend([topic] * len(questions))

    for name, fact in words.facts.items():
        add(f"fact:{name}", list(fact.questions))
    for name, broad in words.broad.items():
        add(f"broad:{name}", list(broad.questions))
    for name, outside in words.outside.items():
        add(f"outside:{name}", list(outside.questions))
    for name, note in words.today.items():
        add(f"today:{name}", list(note.questions))
    for name, term in words.glossary.items():
        add(
            f"term:{name}",
            [
                *term.questions,
                *(
                    form.format(alias)
                    for alias in (term.term, *term.aliases)
                    for form in ("what is {}", "{}?", "explain {}")
                ),
            ],
        )
    return texts, labels


def asked_examples(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Questions as people put them, with their topics: trained on, but no measure of how words are spelt."""
    return [(text, topic) for topic, texts in knowledge.words.asked.items() for text in texts]
