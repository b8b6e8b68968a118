"""The one error of the knowledge layer: it says where, what, and how to mend it."""

from __future__ import annotations

from pathlib import Path


class KnowledgeError(ValueError):
    """A knowledge file cannot be used.

    The message is one line, `path:line: what is wrong. Mend: what to do.`; `line` counts from 1.
    """

    def __init__(self, path: Path, line: int, problem: str, mend: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        self.mend = mend
        super().__init__(f"{path}:{line}: {problem}. Mend: {mend}.")
