"""Messages that are no talk: code and orders to the machine, foreign scripts, nothing readable."""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]")
_FOREIGN = 0.4  # share of letters of another script
_CODE = re.compile(
    r"[{\[]\s*[\"'][^\"']*[\"']\s*[:,]|\{\{|\{%|</?[a-zA-Z!][^>]*>|\$\{|;\s*--|\bjavascript:|^/[a-z_]+", re.IGNORECASE
)
# Orders that speak of the machine's insides: a role put before them, a name of its memory, a value assigned.
_ORDER = re.compile(
    r"^\W*(?:system|assistant|user|admin|developer|root|debug|sudo)(?: (?:mode|prompt|message|override))?\W{0,2}[:>\]]"
    r"|\b(?:findings?|slots?)(?:\.|\[\W?)[a-z]+_?[a-z]"
    r"|\b(?:set|mark|store|write|fill|put|change|update)\b[^.?!]{0,30}\bslots?\b|\b(?:set_?slot|slot_?set)\b"
    r"|\b[a-z]+_[a-z_]+\W{0,2}\s*(?:=|:=|->)\s*[\"']?(?:present|absent|true|false|yes|no)\b"
    r"|\b(?:set|assign|put|override|change)\s+[a-z]+_[a-z_]*[a-z]\s*(?:=|:=|to\b)"
    r"|\b[a-z]+_[a-z_]*[a-z]\s+(?:is |to |as )?(?:present|absent|true|false)\b"
    r"|\b(?:set|mark|store|write|override)\b[^.?!]{0,40}=\s*[\"']?(?:present|absent|true|false)\b",
    re.IGNORECASE,
)


def script(text: str) -> str | None:
    """injection for markup, code and orders, other_language for foreign scripts, gibberish without letter or number."""
    if _CODE.search(text.strip()) or _ORDER.search(text.strip()):
        return "injection"
    letters = _LETTERS.findall(text)
    if not letters and not any(c.isdigit() for c in text):
        return "gibberish"
    foreign = sum(1 for c in letters if ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF)
    return "other_language" if letters and foreign > len(letters) * _FOREIGN else None
