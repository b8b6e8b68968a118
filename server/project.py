"""A Rasa project on disk: its files, and the model that belongs to their present content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.config import ROOT

INPUTS = ("config.yml", "domain.yml", "domain", "data", "nlu", "knowledge", "requirements.lock")
"""Files and folders that a model is made from."""


@dataclass(frozen=True)
class Project:
    """The files below `root`."""

    root: Path = ROOT

    def inputs(self) -> Iterator[Path]:
        """Every file that the model depends on, in a fixed order."""
        for name in INPUTS:
            path = self.root / name
            found = [path] if path.is_file() else path.rglob("*") if path.is_dir() else []
            yield from sorted(
                file for file in found if file.is_file() and file.suffix in (".yml", ".py", ".txt", ".lock")
            )

    @property
    def domain(self) -> Path:
        """The domain: one file or a folder of several."""
        file = self.root / "domain.yml"
        return file if file.exists() else self.root / "domain"

    def fingerprint(self) -> str:
        """A short hash of the names and contents of all inputs; dates do not matter."""
        digest = hashlib.sha256()
        for file in self.inputs():
            digest.update(str(file.relative_to(self.root)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()[:16]

    @property
    def models(self) -> Path:
        """The folder of trained models."""
        return self.root / "models"

    def model(self) -> Path:
        """Where the model for the present inputs is, or would be."""
        return self.models / f"assistant-{self.fingerprint()}.tar.gz"
