"""The words of a locale, compiled: one trie over all phrases, and the patterns that findings are named by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from nlu.words.lexicon_files import LexiconError, read_folder
from nlu.words.text import Shorthand, Token, tokenize

LOCALES = Path(__file__).resolve().parent.parent.parent / "knowledge" / "locales"
_OWNED = "'s"
_LINK = re.compile(r"^(<|>)(\d+)([+!]*)>$")
_TOLD = ("present", "absent", "limited", "mentioned", "answers_no", "if_pain", "if_not_pain", "name")
_POLARITIES = (*_TOLD, "explained", "never_if", "unless")
_KEYS = {*_POLARITIES, "kind", "sets", "of", "lasts", "sites", "measure"}
_PLAIN_TABLES = ("number_words", "decades", "decade_part")
KINDS = ("high", "low", "detected", "share")


@dataclass(frozen=True)
class Element:
    """One part of a pattern: a label of the trie and how far it may stand from the part before it.

    `listed`: the items of a list of body parts do not count as distance; `tight`: no comma may stand between.
    """

    label: str
    gap: int = 0
    either_side: bool = False
    listed: bool = False
    tight: bool = False


@dataclass(frozen=True)
class Pattern:
    """A row of elements that names `finding` with a `polarity`: present, absent, limited, explained,
    never_if, answers_no, mentioned, if_pain, if_not_pain, unless or name."""

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
    sizes: set[int] = field(default_factory=set)  # of these beginnings, in letters
    labels: dict[str, None] = field(default_factory=dict)  # in the order of the files


@dataclass(frozen=True)
class Span:
    """Tokens `start` to `end` (exclusive) of a sentence carry `label`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A locale's words, ready to match. `raw` keeps the plain tables (number words, decades, kinds) by file."""

    root: Node
    patterns: tuple[Pattern, ...]
    kinds: Mapping[str, str]
    shorthand: Shorthand
    vocabulary: frozenset[str]
    raw: Mapping[str, Mapping[str, Any]]
    grammar: Mapping[str, frozenset[str]]

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
        out.extend(node.prefix[word[:size]] for size in node.sizes if size <= len(word) and word[:size] in node.prefix)
    return out


@cache
def load_lexicon(locale: str = "en") -> Lexicon:
    """The compiled lexicon of a locale, read once. Raises LexiconError naming file, place and mend."""
    folder = LOCALES / locale / "lexicon"
    return compile_folder(folder)


def compile_folder(folder: Path) -> Lexicon:
    """The lexicon of the files in a folder."""
    raw, shorthand = read_folder(folder)
    return _Compiler(folder, raw, shorthand).compile()


class _Compiler:
    def __init__(self, folder: Path, raw: Mapping[str, Mapping[str, Any]], shorthand: Shorthand) -> None:
        self.folder, self.raw, self.shorthand = folder, raw, shorthand
        self.root = Node()
        self.vocabulary: set[str] = set()
        self.patterns: list[Pattern] = []
        self.pieces: dict[str, list[Token]] = {}  # each word is cut once, however many phrases hold it

    def compile(self) -> Lexicon:
        for name, phrases in self.raw["groups"].items():
            self._add_all(name, phrases)
        for file in ("cues", "answers"):
            for name, phrases in self.raw[file].items():
                self._add_all(f"{file}:{name}", phrases)
        self._tables("people", self.raw["people"])
        self._tables("quantities", {k: v for k, v in self.raw["quantities"].items() if k not in _PLAIN_TABLES})
        self._numbers()
        grammar = {name: self._words(name, words) for name, words in self.raw["grammar"].items()}
        kinds = {finding: self._finding(finding, rows) for finding, rows in self.raw["findings"].items()}
        return Lexicon(self.root, tuple(self.patterns), {k: v for k, v in kinds.items() if v}, self.shorthand,
                       frozenset(self.vocabulary), self.raw, grammar)

    def _numbers(self) -> None:
        table = self.raw["quantities"]
        for name in _PLAIN_TABLES:
            if not isinstance(table.get(name), Mapping):
                raise LexiconError(f"{self.folder / 'quantities.yml'}: {name}: must be a table of words")
        for word, number in table["number_words"].items():
            try:
                float(number)
            except (TypeError, ValueError) as error:
                place = f"{self.folder / 'quantities.yml'}: number_words: {word}"
                raise LexiconError(f"{place}: {number!r} is no number") from error
            self.vocabulary.add(str(word))

    def _words(self, name: str, words: Any) -> frozenset[str]:
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise LexiconError(f"{self.folder / 'grammar.yml'}: {name}: must be a list of words")
        self.vocabulary.update(word for word in words if word.isalpha())
        return frozenset(words)

    def _tables(self, prefix: str, table: Mapping[str, Any]) -> None:
        for name, entries in table.items():
            if isinstance(entries, Mapping):
                self._tables(f"{prefix}:{name}", entries)
            else:
                self._add_all(f"{prefix}:{name}", entries)

    def _finding(self, finding: str, rows: Mapping[str, Any]) -> str:
        if not isinstance(rows, Mapping):
            raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: must be a table of present, absent, ...")
        unknown = set(rows) - _KEYS
        if unknown:
            raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: unknown key {sorted(unknown)[0]!r}; "
                               f"use one of {', '.join(sorted(_KEYS))}")
        kind = str(rows.get("kind", ""))
        if kind and kind not in KINDS:
            raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: kind {kind!r} is none of {', '.join(KINDS)}")
        for polarity in _POLARITIES:
            if not isinstance(rows.get(polarity, []), list):
                raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: {polarity}: must be a list of patterns")
            for row in rows.get(polarity, ()):
                self.patterns.append(Pattern(finding, polarity, self._elements(finding, str(row))))
        return kind

    def _elements(self, finding: str, row: str) -> tuple[Element, ...]:
        elements: list[Element] = []
        words: list[str] = []
        link: tuple[int, bool, bool, bool] = (0, False, False, False)

        def close() -> None:
            nonlocal words, link
            if words:
                label = "=" + " ".join(words)
                self._add(label, " ".join(words))
                elements.append(Element(label, *link))
                words, link = [], (0, False, False, False)

        for part in row.replace('"', "").split():
            found = _LINK.match(part)
            if found:
                close()
                link = (int(found.group(2)), found.group(1) == "<", "+" in found.group(3), "!" in found.group(3))
            elif part.isupper() and part.isascii() and len(part) > 2 and part.replace("_", "").isalpha():
                close()
                if part not in self.raw["groups"]:
                    raise LexiconError(f"{self.folder / 'findings.yml'}: {finding}: {row!r} names the group {part}, "
                                       "which groups.yml does not have")
                elements.append(Element(part, *link))
                link = (0, False, False, False)
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
                node.sizes.add(len(piece) - 1)
                node = node.prefix.setdefault(piece[:-1], Node())
                continue
            if piece == _OWNED:  # a token of its own ("father's" is "father", "'s")
                node = node.exact.setdefault(piece, Node())
                continue
            if piece not in self.pieces:
                self.pieces[piece] = tokenize(piece, self.shorthand)
            for token in self.pieces[piece]:
                if not token.mark and token.number is None:
                    self.vocabulary.add(token.text)
                node = node.exact.setdefault(token.text, Node())
        if node is self.root:
            raise LexiconError(f"{self.folder}: {label}: an empty phrase")
        node.labels[label] = None
