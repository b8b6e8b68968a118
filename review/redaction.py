"""What is left of a message once everything that could tell who wrote it is taken out."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from functools import cache

_HIDDEN = "_"
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:/-]\d+)*|\s+|.", re.DOTALL)
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*", re.IGNORECASE)
_NAME_LISTS = ("en_GB", "en_US", "en_IN", "en_IE", "de_DE", "es_ES", "fr_FR", "it_IT", "pl_PL", "pt_PT", "nl_NL")
_LONGEST = 300  # characters of a message that are kept
_SENTENCE_ENDS = ".!?\n"


@cache
def personal_names() -> frozenset[str]:
    """Given names and family names of several languages, lower case (the lists that Faker ships)."""
    found: set[str] = set()
    for locale in _NAME_LISTS:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for kind in ("first_names", "first_names_male", "first_names_female", "last_names"):
            found.update(name.lower() for name in getattr(provider, kind, ()))
    return frozenset(found)


def redact(text: str, known: Iterable[str], english: Iterable[str]) -> str:
    """The message with numbers, addresses, names and unknown words hidden, cut to 300 characters.

    `known`: words of the assistant's own lexicon, which always stay; `english`: dictionary words, which stay unless they
    are names or stand with a capital inside a sentence.
    """
    own, words = frozenset(known), frozenset(english)
    out: list[str] = []
    opening = True
    for piece in _PIECE.findall(_ADDRESS.sub(_HIDDEN, text[:_LONGEST])):
        out.append(_shown(piece, own, words, opening))
        if piece.strip():
            opening = piece in _SENTENCE_ENDS
    return re.sub(rf"{_HIDDEN}(?:\s*{_HIDDEN})+", _HIDDEN, "".join(out)).strip()


def _shown(piece: str, own: frozenset[str], words: frozenset[str], opening: bool) -> str:
    if piece[0].isdigit():
        return "#"
    if not piece[0].isalpha():
        return piece
    parts = [part for part in re.split(r"['’]", piece.lower()) if len(part) > 1]
    if all(part in own for part in parts):
        return piece.lower()
    named = any(part in personal_names() for part in parts)
    capital = piece[0].isupper() and not opening and not piece.isupper()
    return piece.lower() if all(p in own or p in words for p in parts) and not (named or capital) else _HIDDEN
