"""All that is learned of examples for the reading of findings, as one model on disk."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from nlu.learning.attention import Attention
from nlu.learning.learned import Learned


@dataclass(frozen=True)
class Trained:
    """`gist` knows whether a message is an emergency and tells any finding, `findings` which it tells (`second_opinion`), `profiles`
    which words tell an age or a sex (`profile_opinion`), `stances` what an answer says of all that was asked. What is None is not asked."""

    gist: Learned | None = None
    findings: Attention | None = None
    profiles: Learned | None = None
    stances: Learned | None = None

    def save(self, folder: Path) -> None:
        """Write each into a folder of its name."""
        for field in fields(self):
            if part := getattr(self, field.name):
                part.save(folder / field.name)

    @classmethod
    def load(cls, folder: Path) -> Trained:
        """Read what `save` wrote of all of them. Raises OSError, ValueError or KeyError where a file is missing or damaged."""
        return cls(
            gist=Learned.load(folder / "gist"),
            findings=Attention.load(folder / "findings"),
            profiles=Learned.load(folder / "profiles"),
            stances=Learned.load(folder / "stances"),
        )
