"""The words of a locale, compiled: one trie over all phrases, and the patterns that findings are named by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable, Mapping

import yaml

from nlu.text import Shorthand, Token, tokenize

LOCALES = Path(__file__).resolve().parent.parent / "knowledge" / "locales"
_LINK = re.compile(r"^(<|>)(\d+)>$")
_KEYS = {"present", "absent", "mentioned", "unless", "name", "kind", "sets", "of"}
KINDS = ("high", "low", "detected", "share")


class LexiconError(ValueError):
    """A lexicon file is not as it must be; the message names the file, the place and the mend."""


@dataclass(frozen=True)
class Element:
    """One part of a pattern: a label of the trie and how far it may stand from the part before it."""

    label: str
    gap: int = 0
    either_side: bool = False


@dataclass(frozen=True)
class Pattern:
    """A row of elements that names `finding` with a `polarity` (present, absent, mentioned, unless or name)."""

    finding: str
    polarity: str
    elements: tuple[Element, ...]

    @property
    def labels(self) -> frozenset[str]:
        """The labels that must all occur in a sentence for this pattern to hold."""
        return frozenset(e.label for e in self.elements)


@dataclass
class Node:
    """A place in the phrase trie: exact next words, next words by their beginning, and the labels that end here."""

    exact: dict[str, Node] = field(default_factory=dict)
    prefix: dict[str, Node] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Span:
    """Tokens `start` to `end` (exclusive) of a sentence carry `label`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """A locale's words, ready to match. `raw` keeps the plain tables (number words, decades, kinds) by file."""

    root: Node
    patterns: tuple[Pattern, ...]
    kinds: Mapping[str, str]
    shorthand: Shorthand
    vocabulary: frozenset[str]
    raw: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def spans(self, tokens: tuple[Token, ...] | list[Token]) -> list[Span]:
        """Every labelled phrase in a row of tokens, all lengths, in order of their start."""
        found: list[Span] = []
        size = len(tokens)
        for start in range(size):
            nodes = [self.root]
            at = start
            while nodes and at < size:
                nodes = _step(nodes, tokens[at].text)
                at += 1
                for node in nodes:
                    found.extend(Span(label, start, at) for label in node.labels)
        return found


def _step(nodes: Iterable[Node], word: str) -> list[Node]:
    out = []
    for node in nodes:
        if (following := node.exact.get(word)) is not None:
            out.append(following)
        if node.prefix:
            out.extend(n for beginning, n in node.prefix.items() if word.startswith(beginning))
    return out


@lru_cache(maxsize=None)
def load_lexicon(locale: str = "en") -> Lexicon:
    """The compiled lexicon of a locale, read once. Raises LexiconError naming file, place and mend."""
    folder = LOCALES / locale / "lexicon"
    raw = {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}
    for needed in ("groups", "cues", "findings", "people", "quantities", "answers", "shorthand", "words"):
        if needed not in raw:
            raise LexiconError(f"{folder}: {needed}.yml is missing; every locale has one")
    rewriting = raw["shorthand"]
    shorthand = Shorthand({k: tuple(v.split()) for k, v in rewriting["tokens"].items()},
                          [(re.compile(p), by) for p, by in rewriting["raw"]])
    return _Compiler(folder, raw, shorthand).compile()


def _read(path: Path) -> dict[str, Any]:
    # BaseLoader: every scalar stays the word that was written ("no" is a word here, not False).
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - BaseLoader builds only strings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else "?"
        raise LexiconError(f"{path}:{line}: not valid YAML; mend the line or quote the phrase") from error
    if not isinstance(data, dict):
        raise LexiconError(f"{path}:1: a lexicon file is a table of names to lists of phrases")
    return data


class _Compiler:
    def __init__(self, folder: Path, raw: Mapping[str, Mapping[str, Any]], shorthand: Shorthand) -> None:
        self.folder, self.raw, self.shorthand = folder, raw, shorthand
        self.root = Node()
        self.vocabulary: set[str] = set()
        self.patterns: list[Pattern] = []

    def compile(self) -> Lexicon:
        for name, phrases in self.raw["groups"].items():
            self._add_all(name, phrases)
        for file in ("cues", "answers"):
            for name, phrases in self.raw[file].items():
                self._add_all(f"{file}:{name}", phrases)
        self._tables("people", self.raw["people"])
        self._tables("quantities", {k: v for k, v in self.raw["quantities"].items()
                                    if k not in ("number_words", "decades", "decade_part", "unmeasured")})
        kinds = {finding: self._finding(finding, rows) for finding, rows in self.raw["findings"].items()}
        return Lexicon(self.root, tuple(self.patterns), {k: v for k, v in kinds.items() if v}, self.shorthand,
                       frozenset(self.vocabulary), self.raw, self._words())

    def _words(self) -> dict[str, frozenset[str]]:
        out: dict[str, frozenset[str]] = {}
        for name, entries in self.raw["words"].items():
            if not isinstance(entries, list):
                raise LexiconError(f"{self.folder / 'words.yml'}: {name}: must be a list of single words")
            out[name] = frozenset(str(entry) for entry in entries)
        return out

    def _tables(self, prefix: str, table: Mapping[str, Any]) -> None:
        for name, entries in table.items():
            if isinstance(entries, Mapping):
                self._tables(f"{prefix}:{name}", entries)
            else:
                self._add_all(f"{prefix}:{name}", entries)

    def _finding(self, finding: str, rows: Mapping[str, Any]) -> str:
        unknown = set(rows) - _KEYS
        if unknown:
            raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: unknown key {sorted(unknown)[0]!r}; "
                               f"use one of {', '.join(sorted(_KEYS))}")
        kind = str(rows.get("kind", ""))
        if kind and kind not in KINDS:
            raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: kind {kind!r} is none of {', '.join(KINDS)}")
        for polarity in ("present", "absent", "mentioned", "unless", "name"):
            for row in rows.get(polarity, ()):
                self.patterns.append(Pattern(finding, polarity, self._elements(finding, str(row))))
        return kind

    def _elements(self, finding: str, row: str) -> tuple[Element, ...]:
        elements: list[Element] = []
        words: list[str] = []
        gap, either = 0, False

        def close() -> None:
            nonlocal words, gap, either
            if words:
                label = "=" + " ".join(words)
                self._add(label, " ".join(words))
                elements.append(Element(label, gap, either))
                words, gap, either = [], 0, False

        for part in row.split():
            link = _LINK.match(part)
            if link:
                close()
                gap, either = int(link.group(2)), link.group(1) == "<"
            elif part.isupper() and part.isascii() and len(part) > 2 and part.replace("_", "").isalpha():
                close()
                if part not in self.raw["groups"]:
                    raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: {row!r} names the group {part}, "
                                       "which groups.yml does not have")
                elements.append(Element(part, gap, either))
                gap, either = 0, False
            else:
                words.append(part)
        close()
        if not elements:
            raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: an empty pattern")
        return tuple(elements)

    def _add_all(self, label: str, phrases: Any) -> None:
        if not isinstance(phrases, list):
            raise LexiconError(f"{self.folder}: {label}: must be a list of phrases")
        for phrase in phrases:
            self._add(label, str(phrase))

    def _add(self, label: str, phrase: str) -> None:
        node = self.root
        for piece in phrase.lower().split():
            if piece.endswith("*") and len(piece) > 3:
                node = node.prefix.setdefault(piece[:-1], Node())
                continue
            for token in tokenize(piece, self.shorthand):
                if not token.mark and token.number is None:
                    self.vocabulary.add(token.text)
                node = node.exact.setdefault(token.text, Node())
        if node is self.root:
            raise LexiconError(f"{self.folder}: {label}: an empty phrase")
        node.labels.add(label)
