"""Text to tokens: one spelling of quotes, contractions and shorthand, with every token's place in the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

_TOKEN = re.compile(
    r"""
    (?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?|(?<![\d.])\.\d+)
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
  | (?P<mark>[.!?;\n]+|[^\s\w])
    """,
    re.VERBOSE,
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-",
                         "µ": "u", "μ": "u", "\t": "|", "\r": "\n", "\u00a0": " ", "_": " "})
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})  # letters that no accent makes
_ENDS = frozenset(".!?;\n")


@dataclass(frozen=True)
class Token:
    """One token. `text` is lower case and corrected; `start`/`end` point into the original message."""

    text: str
    start: int
    end: int
    number: float | None = None
    mark: bool = False
    raw: str = ""


@dataclass(frozen=True)
class Sentence:
    """The tokens between two sentence ends; `end` is the mark that closed it ("" where the text just stops), `pressed` where a
    question mark is not alone ("legs paralysed???")."""

    tokens: tuple[Token, ...]
    end: str = ""
    words: frozenset[str] = field(default=frozenset())
    pressed: bool = False

    @property
    def start(self) -> int:
        """Offset of the first token in the message."""
        return self.tokens[0].start if self.tokens else 0

    def text(self) -> str:
        """The corrected words, joined by blanks."""
        return " ".join(t.text for t in self.tokens)


def words_of(sentences: Iterable[Sentence]) -> list[Token]:
    """The words and numbers of sentences, without their marks."""
    return [token for sentence in sentences for token in sentence.tokens if not token.mark]


@dataclass(frozen=True)
class Shorthand:
    """Rewritings that a locale declares: `tokens` maps one raw word to the words it stands for, `raw` rewrites text
    before it is cut into tokens (each pattern must keep the text's length, so that offsets hold)."""

    tokens: Mapping[str, tuple[str, ...]]
    raw: Sequence[tuple[re.Pattern[str], str]] = ()


def normalise(text: str) -> str:
    """The message with one kind of quote, dash and blank; its length never changes, so offsets stay true."""
    if not text.isascii():
        text = "".join(c if len(n := unicodedata.normalize("NFKC", c)) != 1 else n for c in text)
    return text.translate(_QUOTES)


def tokenize(text: str, shorthand: Shorthand) -> list[Token]:
    """Tokens of a message, contractions and shorthand opened ("don't" gives "do", "not")."""
    clean = normalise(text)
    for pattern, by in shorthand.raw:
        clean = _rewrite(pattern, by, clean)
    tokens: list[Token] = []
    for m in _TOKEN.finditer(clean):
        raw, (start, end) = m.group(), m.span()
        if m.lastgroup == "number":
            tokens.append(Token(raw, start, end, number=_number(raw), raw=raw))
        elif m.lastgroup == "mark":
            tokens.append(Token(raw, start, end, mark=True, raw=raw))
        else:
            for part in _open(_plain(raw.lower()), shorthand.tokens):
                tokens.append(Token(part, start, end, raw=raw))
    return tokens


def _plain(word: str) -> str:
    """A word without accents ("hémoglobine", "wapń"); a lone letter keeps its own, which shorthand may have put there."""
    if word.isascii() or len(word) == 1:
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word.translate(_LETTERS)) if not unicodedata.combining(c))


def _rewrite(pattern: re.Pattern[str], by: str, text: str) -> str:
    if pattern.search(text) is None:
        return text
    return pattern.sub(lambda m: m.expand(by).ljust(len(m.group())), text)


def ends_sentence(token: Token) -> bool:
    """The token is a mark, or a row of marks, that closes a sentence; a line's end is one."""
    return token.mark and token.text[0] in _ENDS


def sentences(tokens: Sequence[Token]) -> list[Sentence]:
    """Tokens cut at sentence ends. A full stop inside an abbreviation or number never reaches here as a mark."""
    out: list[Sentence] = []
    current: list[Token] = []
    for token in tokens:
        if ends_sentence(token):
            if current:
                end = "?" if "?" in token.text else token.text[0]
                pressed = end == "?" and len(token.text.strip()) > 1
                out.append(Sentence(tuple(current), end, frozenset(t.text for t in current), pressed))
                current = []
            elif out and "?" in token.text:
                out[-1] = replace(out[-1], end="?")
        else:
            current.append(token)
    if current:
        out.append(Sentence(tuple(current), "", frozenset(t.text for t in current)))
    return out


def _number(raw: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", raw):
        return float(raw.replace(",", ""))
    return float(raw.replace(",", "."))


def _open(word: str, shorthand: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    known = shorthand.get(word)
    if known is not None:
        return known
    if word.endswith("n't") and len(word) > 3:
        return (word[:-3], "not")
    for tail, opened in (("'s", "'s"), ("'ve", "have"), ("'re", "are"), ("'m", "am"), ("'ll", "will"), ("'d", "would")):
        if word.endswith(tail) and len(word) > len(tail):
            return (word[: -len(tail)], opened)
    return (word.replace("'", ""),)
