"""What was made of a message."""

from __future__ import annotations

from dataclasses import dataclass, field

from reasoning.mentions import Change, Doubt


@dataclass
class Heard:
    """Stored changes, doubts to ask about, and what was heard but rightly not stored.

    `others`, `supposed`, `possible`: findings told of somebody else, as a what-if or question, as a fear.
    `told`: findings that the message spoke of at all. `settled`: a group question was closed.
    `answered`: the open question was taken up. `aside`: a short answer belonged to the last explanation
    ("yes, they found it"), not to the open question. `switched`: the person the conversation turned to.
    `retracted`: findings taken back. `confirm`: "yes" or "no" to a deletion. `in_context`: the message answers the open
    question, whatever it looks like without it. `numbers`: those that no finding took up; `short`: a short answer in it.
    `own`: something was told of the writer, where the conversation is about somebody else. `later`: a question group whose
    tests were said to be normal before they were asked about; `undone`: other tests than those asked about were not done.
    `which`: "yes" to a question that names several things, without saying to which.
    """

    changes: list[Change] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    supposed: list[str] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    settled: bool = False
    answered: bool = False
    aside: bool = False
    switched: str | None = None
    retracted: list[str] = field(default_factory=list)
    confirm: str | None = None
    in_context: bool = False
    numbers: list[float | str] = field(default_factory=list)
    short: bool = False
    which: bool = False
    own: bool = False
    later: str | None = None
    undone: bool = False
