"""What somebody asked, told with the answer: "The nurse asked had I ever had cancer. Never." """

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nlu.sentences.tables import Part

Grammar = Mapping[str, frozenset[str]]
_WHOM = 3  # words of "asked me then had I"


def as_question(part: Part, answered: bool, grammar: Grammar) -> Part:
    """The part as the question that it reports, where the next sentence is the answer; else as it is."""
    words = [t.text for t in part.sentence.tokens]
    asks = [i for i, w in enumerate(words) if w in grammar["ask_reports"]]
    if not answered or part.sentence.end == "?" or not asks:
        return part
    for at in range(asks[0] + 1, min(asks[0] + 1 + _WHOM, len(words) - 1)):
        turned = words[at] in grammar["asked_auxiliaries"] and words[at + 1] in grammar["aux_subjects"] | grammar["i_words"]
        named = [i for i in range(at + 2, len(words)) if words[i] in grammar["asked_causes"]]
        if named and not turned:
            return part  # "asked if my back pain was FROM work. No."
        if turned or words[at] in grammar["whether_words"]:
            return Part(replace(part.sentence, end="?"), part.spans)
    return part
