"""Make training examples of the cases in `taught`: `python -m tests.eval.teach`.

A whole message teaches what its case says of it. The subject of a question is known from the answer that was judged right or from
its author, the act of a message from that or from what its case is. Texts that stand in `develop` or `report`, or that are examples
already, are left out, so nothing is judged unseen that was trained on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.loader import load
from knowledge.model import Knowledge
from nlu.acts.kinds import KINDS
from nlu.acts.topics import topic_examples
from nlu.learning.examples import EMERGENCY, NOTHING, UNKNOWN, Labels, label
from nlu.learning.value_examples import measurable
from nlu.reading import ABSENT, AGE, PRESENT, SEX
from nlu.reading import UNKNOWN as UNTOLD
from nlu.understanding import reader
from reasoning.assess import assess
from tests import serving
from tests.eval.assistant import Assistant
from tests.eval.confusions import fitting, group_of
from tests.eval.judge import TAUGHT, UNTAUGHT, cases, measured, running, sets_of
from tests.eval.sets import Case, Outcome, text_of

QUESTIONS = Path("knowledge/locales/en/asked.yml")
INTENTS = Path("data/nlu/voices.yml")
MESSAGES = Path("knowledge/locales/en/messages.yml")
PROFILES = Path("knowledge/locales/en/profiles.yml")
VALUES = Path("knowledge/locales/en/values.yml")
ANSWERED = Path("knowledge/locales/en/answered.yml")
_SURE = 0.35  # likelihood from which a question's first subject is taken for what its answer was judged by
_LEARNED_ELSEWHERE = {"ask_document", "ask_outside", "inform"}  # intents of questions and of findings
_STANCE_OF = {PRESENT: "yes", ABSENT: "no", UNTOLD: "dont_know"}
_MARKUP = "[]{}\n"  # what Rasa would read as more than words

Table = dict[str, list[str]]


def plain(text: str) -> str:
    """A text without what does not tell it apart."""
    return " ".join(text.lower().split()).strip(" .!?")


def heading(labels: Labels) -> str:
    """The labels as the heading of their examples (`nlu.learning.examples`)."""
    return ", ".join(sorted(labels)) or NOTHING


class Taught:
    """Collects examples; a text counts once, and not at all where `known` holds it."""

    def __init__(self, known: set[str]) -> None:
        self.known, self.table = set(known), Table()

    def add(self, heading: str, text: str) -> None:
        """A text under its heading."""
        if plain(text) not in self.known:
            self.known.add(plain(text))
            self.table.setdefault(heading, []).append(text)


def _acts(assistant: Assistant, text: str) -> Mapping[str, Any]:
    """The acts of a message and its questions, as the assistant hears them."""
    heard = (entity["value"] for entity in assistant.parse(text)["entities"] if entity["entity"] == "acts")
    return next(heard, {"all": (), "questions": ()})


def told_by(case: Case, knowledge: Knowledge) -> Labels:
    """What a whole message tells: its findings and whether they are an emergency, or only the latter where no more is known, as of a red
    flag or of a question that tells something besides."""
    if "expect" not in case:
        return frozenset([UNKNOWN, *([EMERGENCY] if case.get("emergency") else [])])
    stated = {name for name, finding in knowledge.findings.items() if finding.kind == "boolean"}
    labels = {label(name, finding["status"]) for name, finding in case["expect"].items() if name in stated}
    labels |= {UNKNOWN + name for name in case.get("allow", ()) if name in stated and name not in case["expect"]}
    urgent = assess(case["expect"], knowledge)["urgency"] == "emergency"
    return frozenset(labels | ({EMERGENCY} if urgent else set()))


def of_messages(taught: Taught, knowledge: Knowledge) -> None:
    """Whole messages by what they tell; questions, talk and controls tell nothing, but for what is put right and what is told besides."""
    for name in ("utterances", "redflags", "faq", "offtopic", "controls"):
        for case in cases(TAUGHT, name):
            if plain(text_of(case)) and case.get("control") != "correct":
                tells = name in ("utterances", "redflags") or case.get("stores")
                taught.add(heading(told_by(case, knowledge) if tells else frozenset()), text_of(case).strip())


def profile_of(case: Case) -> Labels:
    """The age and the sex that a message tells of its person; "?" before what it may tell or not. Ages told as a range are such."""
    labels = set()
    for kind in (AGE, SEX):
        value = case["expect"].get(kind, {}).get("value")
        open_to_both = (value is None and kind in case.get("allow", ())) or isinstance(value, str) and kind == AGE
        labels |= {UNKNOWN + kind} if open_to_both else {str(value)} if value is not None else set()
    return frozenset(labels)


def of_profiles(taught: Taught) -> None:
    """Whole messages in which a word may tell an age or a sex, by those that they tell."""
    for case in cases(TAUGHT, "utterances"):
        if plain(case["text"]) and reader().profile_words(case["text"]):
            taught.add(heading(profile_of(case)), case["text"].strip())


def values_of(case: Case, known: Sequence[str]) -> Labels:
    """The values of what can be measured, `known`, that a message tells of its person; "?" before what it may tell, or tells as a range."""
    labels = set()
    for name in known:
        told = case["expect"].get(name)
        value = told.get("value") if told else None
        if isinstance(value, int | float):
            labels.add(f"{name} {value:g}")
        elif told or name in case.get("allow", ()):
            labels.add(UNKNOWN + name)
    return frozenset(labels)


def of_values(taught: Taught, knowledge: Knowledge) -> None:
    """Whole messages in which a number stands, by the values that they tell."""
    known = measurable(knowledge)
    for case in cases(TAUGHT, "utterances"):
        if any(word.number for word in reader().words_seen(case["text"])):
            taught.add(heading(values_of(case, known)), case["text"].strip())


def stance_of(case: Case, knowledge: Knowledge) -> str | None:
    """What an answer says of all that was asked and that it does not name, NOTHING where it says nothing of it; None where it names the
    one finding that was asked, so that this is not known."""
    asked = case["asking"]
    if asked not in knowledge.groups and any(m.finding == asked for m in reader().read(case["text"]).mentions):
        return None
    said = case["rest"] if asked in knowledge.groups else case["told"].get(asked)
    return _STANCE_OF.get(said, said) if said else NOTHING


def of_stances(taught: Taught, knowledge: Knowledge) -> None:
    """Answers to questions by their stance."""
    for case in cases(TAUGHT, "answers"):
        if stance := stance_of(case, knowledge):
            taught.add(stance, case["text"].strip())


def of_questions(assistants: Sequence[Assistant], taught: Taught) -> None:
    """Questions by their subject: by which they were answered rightly, or else by that which their author names."""
    for outcome in _judged("faq", assistants):
        for topic, text in asked_in(outcome, _acts(assistants[0], text_of(outcome.case))["questions"] if outcome.good else ()):
            taught.add(topic, text)


def asked_in(outcome: Outcome, questions: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The subjects of a case's questions, as the assistant heard them where it answered rightly, with their words."""
    sure = [(q["topics"][0], q["text"]) for q in questions if q["topics"] and not q["strange"]]
    heard = [(topic, text) for (topic, p), text in sure if p >= _SURE]
    named = outcome.case.get("topic")
    return heard or ([(named, text_of(outcome.case).strip())] if named else [])


def teaches(name: str, outcome: Outcome, judged: Sequence[str]) -> str:
    """The act that a case of talk or of a control teaches: by which it was judged right, or else the only one that fits it; "" for none."""
    acts = judged if outcome.good else fitting(group_of(name, outcome.case) or "")
    known = len(acts) == 1 and acts[0] in KINDS and acts[0] not in _LEARNED_ELSEWHERE
    return acts[0] if known and not set(_MARKUP) & set(text_of(outcome.case)) else ""


def of_acts(assistants: Sequence[Assistant], taught: Taught) -> None:
    """Messages of one act by that act."""
    for name in ("offtopic", "controls"):
        for outcome in _judged(name, assistants):
            text = text_of(outcome.case)
            if act := teaches(name, outcome, _acts(assistants[0], text)["all"] if outcome.good else ()):
                taught.add(act, text.strip())


def _judged(name: str, assistants: Sequence[Assistant]) -> Iterator[Outcome]:
    """The taught cases of a set with what came of them; an empty text is passed over."""
    return (outcome for outcome in measured(TAUGHT, name, assistants) if text_of(outcome.case).strip())


def judged_unseen() -> set[str]:
    """The texts of all cases that no training may see."""
    texts = (text_of(case) for folder in UNTAUGHT for name in sets_of(folder) for case in cases(folder, name))
    return {plain(text) for text in texts} - {""}


def _write(path: Path, what: str, head: str, table: Table, block: Callable[[str, Sequence[str]], str]) -> None:
    blocks = "".join(block(heading, texts) for heading, texts in sorted(table.items()))
    path.write_text(f"# {what} of the taught voices. Made by `python -m tests.eval.teach`.\n{head}{blocks}", encoding="utf-8")


def _quoted(indent: str) -> Callable[[str, Sequence[str]], str]:
    def block(heading: str, texts: Sequence[str]) -> str:
        lines = "".join(f"{indent}  - {json.dumps(text, ensure_ascii=False)}\n" for text in texts)
        return f"{indent}{json.dumps(heading)}:\n{lines}"

    return block


def _examples(intent: str, texts: Sequence[str]) -> str:
    return f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)


def examples_already(path: Path) -> set[str]:
    """The examples that stand in the other files of a file's folder."""
    others = [other for other in sorted(path.parent.glob("*.yml")) if other.name != path.name]
    lines = (line.strip() for other in others for line in other.read_text(encoding="utf-8").splitlines())
    return {plain(line[2:].strip('"')) for line in lines if line.startswith("- ")}


def main(root: Path = serving.ROOT) -> None:
    """Write the six files anew."""
    unseen = judged_unseen()
    acts = Taught(unseen | examples_already(root / INTENTS))
    questions = Taught(unseen | {plain(text) for text in topic_examples(load())[0]})
    messages = Taught(unseen)
    of_messages(messages, load())
    profiles = Taught(unseen)
    of_profiles(profiles)
    values = Taught(unseen)
    of_values(values, load())
    stances = Taught(unseen)
    of_stances(stances, load())
    with running() as assistants:
        of_questions(assistants, questions)
        of_acts(assistants, acts)
    _write(root / MESSAGES, "Whole messages, by what they tell,", "", messages.table, _quoted(""))
    _write(root / PROFILES, "Whole messages, by the age and sex they tell,", "", profiles.table, _quoted(""))
    _write(root / VALUES, "Whole messages, by the values they tell,", "", values.table, _quoted(""))
    _write(root / ANSWERED, "Answers to questions, by what they say of all they do not name,", "", stances.table, _quoted(""))
    _write(root / QUESTIONS, "Questions, by their subject,", "topics:\n", questions.table, _quoted("  "))
    _write(root / INTENTS, "Messages, by their act,", 'version: "3.1"\n\nnlu:\n', acts.table, _examples)


if __name__ == "__main__":
    main()
