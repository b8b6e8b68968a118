"""Sentences that ask as a whole: nobody's own state is told in them ("calcium high or low?", "is protein usual")."""

from __future__ import annotations

from nlu.assertion.clauses import SentenceCues
from nlu.assertion.presupposed import has_to
from nlu.patterns.states import STATES

_ASIDE = 3  # words after the last comma that only ask about the statement before it ("back pain, ESR up, myeloma?")
_ENDING = 5  # letters a word has at least to end in "-ing" or "-ed"


def asks_throughout(cues: SentenceCues) -> bool:
    """True where every finding named in the sentence is only asked about."""
    size = len(cues.words)
    start = next((i for i, w in enumerate(cues.words) if w not in cues.grammar["question_openings"]), size)
    tail = any(s.end == size for s in cues.spans.get("cues:question_tail", ()))
    marked = cues.sentence.end == "?"
    does = cues.word(start) in cues.grammar["auxiliaries_do"] and cues.word(start - 1) in cues.grammar["doers"]
    opened = (start + 1 < size and _opens(start, cues, marked) and (marked or not does)) or _framed(start, cues)
    called = any(s.start == start for s in cues.spans.get("cues:telling", ()))  # "CAN YOU HELP, Hb 10.2"
    if not (marked or tail or opened) or _tells_of_somebody(cues) or (called and not marked):
        return False
    if opened or (tail and not any(t.number is not None for t in cues.sentence.tokens)):
        return True
    first = _first_opener(cues)
    if first is not None and first <= start:
        return True
    if first is None and cues.spans.get("cues:reporting"):
        return False  # "the report says osteoporosis??"
    if cues.word(start) in cues.grammar["question_frames"]:
        return True
    if first is None and cues.sentence.pressed and cues.words[-1] in cues.grammar["alarmed_at"]:
        return False  # "legs paralysed???": alarm, and no question about the legs
    return first is None and not _stated_first(cues)


def asks_of_a_kind(cues: SentenceCues) -> bool:
    """ "MAN FORTY AND MORE, has he bigger risk?": a question of all who are so old, which names no finding."""
    grammar, start = cues.grammar, cues.word(0) in cues.grammar["articles"]
    kind = cues.word(int(start)) in grammar["sex_plain"] and not grammar["age_bounds"].isdisjoint(cues.words)
    mine = not (grammar["i_words"] | grammar["possessives"]).isdisjoint(cues.words)
    return kind and cues.sentence.end == "?" and not mine and grammar["pain_manner"].issuperset(cues.findings.values())


def _tells_of_somebody(cues: SentenceCues) -> bool:
    """A writer who does not merely ask to be told, "he", "her", or somebody named."""
    if cues.spans.get("cues:makes_me"):
        return True
    for i, word in enumerate(cues.words):
        listens = word in cues.grammar["question_listening"] and cues.word(i - 1) in cues.grammar["question_listeners"]
        if listens and cues.word(i - 1) in cues.grammar["auxiliaries_do"] and cues.word(i - 2) in cues.grammar["why_words"]:
            listens = has_to(i, min(i + 3, len(cues.words)), cues)  # "why do I have back pain?": so it is
        if word in cues.grammar["question_owners"] and not listens:
            return True
    return any(cues.somebody())


def _first_opener(cues: SentenceCues) -> int | None:
    marks = cues.grammar["clause_marks"]
    found = [s.start for s in cues.spans.get("cues:question_start", ()) if not s.start or cues.words[s.start - 1] in marks]
    found += [i for i in range(1, len(cues.words) - 1) if cues.words[i - 1] in marks and _opens(i, cues, True)]
    return min(found, default=None)


def _framed(start: int, cues: SentenceCues) -> bool:
    """ "In the other illnesses, are the cells normal": asks behind a frame, with or without its mark."""
    cut = next((i for i, w in enumerate(cues.words) if w in cues.grammar["commas"]), len(cues.words))
    return cues.word(start) in cues.grammar["question_frames"] and cut + 2 < len(cues.words) and _opens(cut + 1, cues, False)


def _stated_first(cues: SentenceCues) -> bool:
    """A number, or a statement that only the last few words ask about."""
    if any(t.number is not None for t in cues.sentence.tokens):
        return True
    cut = max((i for i, w in enumerate(cues.words) if w in cues.grammar["commas"] or w in cues.grammar["colons"]), default=None)
    if cut is None:
        return False
    last = cues.words[cut + 1 :]
    if _chooses(cues):
        return False
    return len(last) <= _ASIDE and not set(last) & cues.grammar["question_tags"]


def _opens(at: int, cues: SentenceCues, marked: bool) -> bool:
    """An auxiliary that asks ("is protein usual"), not one that tells ("is in pain", "can walk fine")."""
    word, following, grammar = cues.words[at], cues.word(at + 1), cues.grammar
    if word in grammar["auxiliaries_be"]:
        measured = not marked and at + 1 < len(cues.words) and cues.sentence.tokens[at + 1].number is not None
        if following in grammar["told_after_be"] or measured:
            return False  # "Is 2.31 mmol/L." leaves out what is
        telling = len(following) >= _ENDING and any(following.endswith(e) for e in grammar["told_endings"])
        return marked or not telling
    if word in grammar["auxiliaries_do"]:
        return following not in grammar["told_after_do"]
    if word in grammar["auxiliaries_can"]:
        return following not in grammar["told_after_can"]
    return word in grammar["auxiliaries_have"] and following in grammar["asked_after_have"]


def _chooses(cues: SentenceCues) -> bool:
    """ "Globulin: raised, lowered, unchanged?": results set side by side to choose from, each by itself."""
    commas, ends = cues.grammar["commas"], (*cues.grammar["commas"], *cues.grammar["colons"], "")
    alone = {
        label for label in STATES for s in cues.spans.get(label, ())
        if cues.word(s.start - 1) in ends and cues.word(s.end) in ends
    }
    return len(alone) > 1 and not commas.isdisjoint(cues.words)
