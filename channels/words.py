"""The words that channels and the page say themselves, from the locale's ``page.yml`` and ``replies.yml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.loader import load

LOCALES = Path(__file__).resolve().parent.parent / "knowledge" / "locales"


@cache
def page(locale: str = "en") -> dict[str, Any]:
    """The words of the chat page; raises ValueError naming the file when it is not a table of words."""
    path = LOCALES / locale / "page.yml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(words, dict):
        raise ValueError(f"{path}: expected a table of words at the top; begin the file with `title:`.")
    return words


def reply(key: str, locale: str = "en") -> str:
    """A sentence of ``replies.yml`` by its key; raises KeyError for an unknown key."""
    return load(locale).words.replies[key]
