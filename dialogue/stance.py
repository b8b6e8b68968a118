"""What an answer says of all that was asked, as learned of answers, where its words are none that are known: "nope x4", "the letter
doesn't mention it", "I'm getting thinner, that's the only one". See docs/decisions/0022."""

from __future__ import annotations

from dataclasses import replace

from knowledge.model import Knowledge
from nlu.reading import ABSENT, ACTUAL, PRESENT, UNKNOWN, FindingMention, Reading

_SURE = 0.9  # likelihood from which a stance is taken
_OF_THE_REST = {"no": "rest_no", "dont_know": "rest_unknown"}


def by_stance(reading: Reading, asking: str, knowledge: Knowledge) -> Reading | None:
    """The reading with the answer that the message as a whole gives; None where it gives none, or its words have given it.

    Of a group that was asked, what the message names stands and the answer is said of the rest. A finding that was asked is answered
    by its own mention first. Words that are known count for more, but for a "yes": "right, no sign of that" only opens with one.
    """
    if reading.answers not in ([], ["yes"]) or "not_that_i_know" in reading.marks:
        return None
    likely, stance = max(((p, name) for name, p in reading.stance.items()), default=(0.0, ""))
    own = [m for m in reading.mentions if knowledge.asks(asking, m.finding) and _tells(m)]
    if likely < _SURE or asking in reading.not_done or (reading.quantities and not own):
        return None
    if asking not in knowledge.groups:
        return None if own or reading.answers == [stance] or reading.states else _answering(stance, reading)
    if stance == "yes" or (reading.answers and own):
        return None
    if stance == "no" and knowledge.tests(asking):
        return _answering("rest_normal", reading)  # "no" alone would say that there was no test
    return _answering(_OF_THE_REST[stance] if own else stance, reading)


def _tells(m: FindingMention) -> bool:
    return m.modality == ACTUAL and m.assertion in (PRESENT, ABSENT, UNKNOWN) and not m.bare


def _answering(answer: str, reading: Reading) -> Reading:
    return replace(reading, answers=[answer], states=[], quantities=[], marks=[m for m in reading.marks if m != "over_it"])
