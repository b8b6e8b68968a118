"""Somebody other than the writer, and everybody of one message."""

from __future__ import annotations

from dataclasses import dataclass, field

GENERIC = "people"
FAMILY = "family"
SEXES = ("female", "male", "unknown")
FIRST_NAMES = ("FEMALE_NAME", "MALE_NAME")  # groups of the lexicon
PRONOUNS = {"she": "female", "he": "male"}  # who is spoken of where nobody is named for the pronoun


@dataclass(frozen=True)
class Person:
    """Somebody other than the writer: the word used, and the sex that word or pronoun implies (None if open).

    `of_other`: a relative of somebody else than the writer ("my wife's mother", "his brother"); `distant`: of somebody
    who is not one of the writer's own ("my mate's dad").
    """

    word: str
    sex: str | None
    of_other: bool = False
    distant: bool = False

    @property
    def who(self) -> str:
        """The name under which mentions are told of them: my mother and her mother are two."""
        return f"{self.word} of another" if self.of_other else self.word


@dataclass
class Company:
    """The people of one message, carried from sentence to sentence."""

    known: list[Person] = field(default_factory=list)
