"""Words of the glossary that occur in a message, with their explanations: a page can mark them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dialogue.messages import Message
from knowledge.loader import load
from knowledge.model import Knowledge

_WORD = re.compile(r"\w[\w'’-]*")
_SHORT = 4  # letters that a name has at least, unless it is written in capitals (ESR)
_PLAIN = ("urgent", "picture")  # kinds of messages in which nothing is marked
_FORMS = ("", "s")


def terms(text: str, knowledge: Knowledge) -> list[dict[str, str]]:
    """The glossary's words in `text` in order: {"term": as it stands there, "text": its explanation}.

    Each word of the glossary once, where it comes first; the longest name wins ("bone marrow biopsy" before "bone
    marrow"). A word that the text itself explains is left out.
    """
    names, lower, end = _names(knowledge.words.locale), text.lower(), 0
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        start = match.start()
        if start < end:
            continue
        for name, term in names.get(match.group().lower().split("-")[0].rstrip("s"), ()):
            stop = start + len(name)
            if lower.startswith(name, start) and (stop == len(text) or not re.match(r"[\w-]", text[stop])):
                end = stop
                found.setdefault(term, text[start:stop])
                break
    explained = knowledge.words.glossary
    return [
        {"term": shown, "text": explained[term].text}
        for term, shown in found.items()
        if explained[term].text not in text
    ]


def with_terms(message: Message, knowledge: Knowledge) -> dict[str, Any] | None:
    """The JSON of a message with `terms`, where words of the glossary occur in it; else what it has."""
    kind = (message.custom or {}).get("kind")
    found = terms(message.text, knowledge) if kind not in _PLAIN else []
    return {**(message.custom or {}), "terms": found} if found else message.custom


@cache
def _names(locale: str) -> dict[str, list[tuple[str, str]]]:
    """First word (without a plural s) to the names that begin with it and their terms, longest names first."""
    knowledge = load(locale)
    names: dict[str, list[tuple[str, str]]] = {}
    for term, entry in knowledge.glossary.items():
        words = knowledge.words.glossary[term]
        for name in (words.term, *words.aliases) if entry.marked else ():
            if len(name) >= _SHORT or name.isupper():
                for form in _FORMS:
                    first = re.split(r"[\s-]", name.lower())[0].rstrip("s")
                    names.setdefault(first, []).append((name.lower() + form, term))
    for known in names.values():
        known.sort(key=lambda one: -len(one[0]))
    return names
