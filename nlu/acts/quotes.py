"""Passages in quotation marks that a message asks about: the document's words, and nobody's findings."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTE = re.compile(r"(?<!\w)(?:[\"“”„]([^\"“”„\n]{3,})[\"“”]|['‘]((?:[^'’‘\n]|(?<=\w)['’](?=\w)){3,})['’](?!\w))")
_NEVER = re.compile("(?!)")
_BEFORE = 5  # words before a quotation that may say whose it is


@dataclass(frozen=True)
class Quotes:
    """A report is quoted too, and then somebody tells what stands in it: only words of the document are asked about.

    `odd`: phrases of the translated document; `source`: words before a quotation by which it is a mere word or the
    document's ("the term", "the article says"); `document`: words for the document; `own`, `reporting`: words by which
    somebody's own result is told.
    """

    odd: re.Pattern[str] = _NEVER
    source: re.Pattern[str] = _NEVER
    document: re.Pattern[str] = _NEVER
    own: re.Pattern[str] = _NEVER
    reporting: re.Pattern[str] = _NEVER

    def asked(self, text: str, asks: re.Pattern[str]) -> list[tuple[int, int]]:
        """The places of the quotations that are only asked about; `asks` finds a question in the rest of the message."""
        found = list(_QUOTE.finditer(text))
        if not found:
            return []
        rest = _plain(_QUOTE.sub(" ... ", text))
        if not (asks.search(rest) or "?" in text):
            return []
        if (self.own.search(rest) or self.reporting.search(rest)) and not self.document.search(rest):
            return []
        return [m.span(1 if m.group(1) else 2) for m in found if self._document(m.group(), text[: m.start()])]

    def _document(self, quote: str, before: str) -> bool:
        near = " ".join(_plain(before).split()[-_BEFORE:])
        return bool(self.odd.search(_plain(quote)) or self.source.search(near) or self.document.search(near))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*|[?]", text.lower().replace("’", "'")))
