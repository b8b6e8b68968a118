"""Example sentences and whole messages with what they tell: what the classifiers are trained on, in the locale's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from nlu.people.person import SEXES
from nlu.reading import ABSENT, AGE, PRESENT, SEX
from nlu.words.lexicon import LOCALES
from nlu.words.lexicon_files import LexiconError

NOTHING = "nothing"
EMERGENCY = "emergency"  # label of a message that tells of one; every message says whether it does
UNKNOWN = "?"  # alone: nothing is known of the findings; before a finding: it may be told or not
STANCES = ("yes", "no", "dont_know")  # what an answer says of all that was asked and that it does not name
_CONFUSED = frozenset(("confusion", "calcium_raised"))  # together an emergency
OLDEST = 115  # years
_WOMAN, _MAN = SEXES[:2]
SEX_OPEN = frozenset((UNKNOWN + _WOMAN, UNKNOWN + _MAN))  # labels of an example of which the sex that it tells is not known
_FEWEST = 8  # examples that a label must have
Labels = frozenset[str]


def label(finding: str, status: str) -> str:
    """The label of a finding that is there ("confusion") or not there ("-confusion")."""
    return finding if status == PRESENT else f"-{finding}"


def told(name: str) -> tuple[str, str]:
    """Finding and status of a label."""
    return (name[1:], ABSENT) if name.startswith("-") else (name, PRESENT)


def contrary(name: str) -> str:
    """The label that denies a label: of a finding that it is not there, of a sex the other."""
    if name in (_WOMAN, _MAN):
        return _MAN if name == _WOMAN else _WOMAN
    return name[1:] if name.startswith("-") else f"-{name}"


def knows(labels: Labels, name: str) -> bool:
    """Is it known of an example whether a label is true of it?"""
    if name in labels:
        return True
    unknown = {UNKNOWN + told(name)[0]} if name == EMERGENCY else {UNKNOWN, UNKNOWN + told(name)[0]}
    return unknown.isdisjoint(labels)


def labels_to_learn(told: Iterable[Labels]) -> list[str]:
    """The labels that enough of the examples with these labels have."""
    frequent = Counter(name for labels in told for name in labels if not name.startswith(UNKNOWN))
    return sorted(name for name, often in frequent.items() if often >= _FEWEST)


def sentence_examples(locale: str, findings: Collection[str]) -> list[tuple[str, Labels]]:
    """All examples of a locale with their labels; those that tell nothing have none.

    Raises LexiconError naming file and heading where a heading names no finding or holds no list of sentences.
    """
    folder = LOCALES / locale / "examples"
    return [pair for path in sorted(folder.glob("*.yml")) for pair in _read(path, findings)]


def short_examples(locale: str, findings: Collection[str], emergencies: Collection[str]) -> list[tuple[str, Labels]]:
    """The example sentences as messages of their own, some of them an EMERGENCY. Raises LexiconError as `sentence_examples` does."""
    rows = ((text, labels | SEX_OPEN) for text, labels in sentence_examples(locale, findings))
    return [(text, labels | {EMERGENCY} if are_urgent(labels, emergencies) else labels) for text, labels in rows]


def with_sexes(messages: Iterable[tuple[str, Labels]], profiles: Iterable[tuple[str, Labels]]) -> list[tuple[str, Labels]]:
    """Messages with the sex that each tells ("female"), by its profile; without one it tells none."""
    told = {text: profile & {_WOMAN, _MAN} or (SEX_OPEN if UNKNOWN + SEX in profile else frozenset()) for text, profile in profiles}
    return [(text, labels | told.get(text, frozenset())) for text, labels in messages]


def are_urgent(findings: Collection[str], emergencies: Collection[str]) -> bool:
    """Whether findings that are there make an emergency: one of `emergencies`, or confusion with raised calcium."""
    return not set(emergencies).isdisjoint(findings) or _CONFUSED.issubset(findings)


def message_examples(locale: str, findings: Collection[str]) -> list[tuple[str, Labels]]:
    """The whole messages of a locale with their labels, EMERGENCY and those with UNKNOWN among them.

    Raises LexiconError as `sentence_examples` does.
    """
    known = {*findings, EMERGENCY, UNKNOWN, *(UNKNOWN + name for name in findings)}
    return list(_read(LOCALES / locale / "messages.yml", known))


def profile_examples(locale: str) -> list[tuple[str, Labels]]:
    """Whole messages with the age ("72") and the sex ("female") that they tell of the person they are about, "?age" and "?sex" where
    they leave that open. Raises LexiconError as `sentence_examples` does.
    """
    known = {*map(str, range(OLDEST + 1)), *SEXES[:2], "other", *(UNKNOWN + kind for kind in (AGE, SEX))}
    return list(_read(LOCALES / locale / "profiles.yml", known))


def stance_examples(locale: str, name: str) -> list[tuple[str, Labels]]:
    """Answers to questions with what each says of all that was asked and that it does not name, STANCES; remarks that answer nothing
    have none. `name`: "stances" of those that tell nothing besides, "answered" of whole ones. Raises LexiconError as
    `sentence_examples` does."""
    return list(_read(LOCALES / locale / f"{name}.yml", STANCES))


def _read(path: Path, findings: Collection[str]) -> Iterator[tuple[str, Labels]]:
    for heading, sentences in table_of(path).items():
        labels = frozenset() if heading == NOTHING else frozenset(part.strip() for part in heading.split(","))
        unknown = sorted(name for name in labels if told(name)[0] not in findings)
        if unknown:
            raise LexiconError(f"{path}: {heading}: nothing is called {unknown[0]!r}; see knowledge/findings.yml")
        yield from ((sentence, labels) for sentence in sentences)


def table_of(path: Path) -> dict[str, list[str]]:
    """A file's sentences by their heading. Raises LexiconError naming file and heading where it holds anything else."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    table: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - BaseLoader builds only strings
    if not isinstance(table, dict):
        raise LexiconError(f"{path}: must be a table of findings to lists of sentences")
    for heading, sentences in table.items():
        if not isinstance(sentences, list) or not all(isinstance(s, str) and s.strip() for s in sentences):
            raise LexiconError(f"{path}: {heading}: must be a list of sentences")
    return table
