"""What is taken for what: `python -m tests.eval.confusions` writes the tables of docs/confusions.md anew.

Counts over the cases of both folders; no case is quoted. The words around the tables are kept as they are. Uses the server
that EVAL_URL and EVAL_TOKEN name, or starts one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from channels.turns import MAX_CHARACTERS, plain
from knowledge.loader import load
from nlu.acts.kinds import KINDS
from tests.eval.assistant import Assistant
from tests.eval.comparing import Compared
from tests.eval.judge import THREADS, UNTAUGHT, cases, measured, running
from tests.eval.sets import Case, text_of

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "confusions.md"
COUNTS = ("right", "missed", "flipped", "invented")
_OTHERS = 3  # of the acts that something is taken for, so many are named
# The acts that a case of a set may lead with, by what it is a case of; what is not named leads with its own name.
FITTING: Mapping[str, tuple[str, ...]] = {
    "utterances: something told": ("inform", "switch_subject", "correct", "affirm", "deny", "dont_know"),
    "controls: back": ("go_back",),
    "controls: restart": ("start_over",),
    "controls: delete": ("delete_data",),
    "controls: rephrase": ("rephrase", "simpler"),
    "controls: repeat": ("repeat", "rephrase"),
    "controls: why": ("why", "ask_document"),
    "controls: correct": ("correct", "inform", "switch_subject"),
    "controls: help": ("capabilities",),
    "controls: upset": ("distress", "abuse", "worried"),
    "controls: who_are_you": ("identity",),
    "faq: in the document": ("ask_document",),
    "faq: not in the document": ("ask_outside", "ask_document"),
    "offtopic: bot-nature": ("identity", "injection"),
    "offtopic: diagnose-me-demand": ("demand_diagnosis",),
    "offtopic: treatment-demand": ("demand_treatment",),
    "offtopic: distress": ("distress", "emergency"),
    "offtopic: empty": ("none", "gibberish"),
    "offtopic: emoji": ("gibberish", "none", "inform", "greet", "thanks", "affirm", "deny"),
    "offtopic: foreign": ("other_language",),
    "offtopic: identity": ("identity", "capabilities"),
    "offtopic: long": ("none", "inform", "gibberish", "off_topic"),
    "offtopic: offtopic": ("off_topic", "ask_outside"),
    "offtopic: other-language": ("other_language",),
    "offtopic: other-health": ("ask_outside", "off_topic", "emergency"),
    "offtopic: other-medical": ("ask_outside", "off_topic"),
    "offtopic: others-data": ("others_data",),
    "offtopic: privacy": ("privacy", "others_data", "delete_data", "what_stored"),
    "offtopic: prognosis-demand": ("ask_outside", "demand_diagnosis"),
    "offtopic: smalltalk": ("greet", "thanks", "goodbye", "identity", "capabilities", "off_topic"),
    "offtopic: symbols": ("gibberish",),
    "offtopic: very-long": ("none", "inform", "gibberish", "off_topic"),
}


def fitting(group: str) -> tuple[str, ...]:
    """The acts that fit a group of cases."""
    return FITTING.get(group, (group.rpartition(": ")[2],))


def group_of(name: str, case: Case) -> str | None:
    """The group of a case of a set; None where no act is expected of it (an utterance that tells nothing)."""
    if name == "utterances":
        return "utterances: something told" if case["expect"] else None
    if name == "faq":
        unknown = "unanswered" in case.get("tags", ()) or any(fact.startswith("not ") for fact in case["facts"])
        return f"faq: {'not ' if unknown or not case['facts'] else ''}in the document"
    return f"{name}: {case['control' if name == 'controls' else 'kind']}"


def counted(compared: Iterable[Compared]) -> dict[str, Counter[str]]:
    """For each finding how often it was right, missed, flipped (its opposite was stored) and invented."""
    out: dict[str, Counter[str]] = {}
    for one in compared:
        missed = [name for name in one.missed if name not in one.flipped]
        for kind, names in zip(COUNTS, (one.right, missed, one.flipped, one.invented), strict=True):
            for name in names:
                out.setdefault(name, Counter())[kind] += 1
    return out


def swapped(compared: Iterable[Compared]) -> dict[str, Counter[str]]:
    """For each finding the others that were invented in a message where it was missed, or missed where it was invented."""
    out: dict[str, Counter[str]] = {}
    for one in compared:
        for missed in (name for name in one.missed if name not in one.flipped):
            for invented in one.invented:
                out.setdefault(missed, Counter())[invented] += 1
                out.setdefault(invented, Counter())[missed] += 1
    return out


def findings_table(compared: Mapping[str, Sequence[Compared]], names: Collection[str]) -> str:
    """A row for each finding: the counts of each folder, and the finding that it is most often confused with."""
    counts = {folder: counted(ones) for folder, ones in compared.items()}
    pairs = swapped(one for ones in compared.values() for one in ones)
    head = ["finding", *(f"{folder}: {kind}" for folder in counts for kind in COUNTS), "confused with"]
    rows = []
    for name in names:
        (other, times), *_ = pairs.get(name, Counter()).most_common(1) or [("", 0)]
        numbers = [counts[folder].get(name, Counter())[kind] for folder in counts for kind in COUNTS]
        rows.append([f"`{name}`", *map(_number, numbers), f"`{other}` {times}" if other else ""])
    sums = [sum(c[kind] for c in counts[folder].values()) for folder in counts for kind in COUNTS]
    return table(head, [*rows, ["all", *map(str, sums), ""]])


def acts_table(led: Mapping[str, Counter[str]]) -> str:
    """A row for each group of cases: which acts fit it, how often one of them led, and what it was taken for else."""
    rows = []
    for group in sorted(led, key=lambda g: (g.partition(": ")[0] != "utterances", g)):
        acts, fit = led[group], fitting(group)
        others = Counter({act: n for act, n in acts.items() if act not in fit})
        rows.append([group, ", ".join(fit), str(acts.total()), str(acts.total() - others.total()), _few(others)])
    return table(["case", "acts that fit", "cases", "one of them led", "taken for else"], rows)


def intents_table(led: Mapping[str, Counter[str]]) -> str:
    """A row for each intent: how often it led where it fits, and which cases it took that it does not fit."""
    rows = []
    for act in (*KINDS, "none"):
        right = sum(acts[act] for group, acts in led.items() if act in fitting(group))
        wrong = Counter({group: acts[act] for group, acts in led.items() if acts[act] and act not in fitting(group)})
        rows.append([f"`{act}`", _number(right), _number(wrong.total()), _few(wrong)])
    return table(["intent", "led where it fits", "led elsewhere", "where"], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join("|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|" for cells in lines)


def replaced(document: str, tables: Mapping[str, str]) -> str:
    """The document with the tables between their marks put anew. ValueError where a mark is missing."""
    for name, content in tables.items():
        start, end = f"<!-- {name} -->\n", "\n<!-- end -->"
        before, found, rest = document.partition(start)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"the document has no place for the table {name!r}")
        document = before + start + content + end + after
    return document


def lead(text: str, assistant: Assistant) -> str:
    """The act that leads a message; "none" where it is empty or too long, so that channels answer it themselves."""
    kept = plain(text)
    return assistant.lead(kept) if kept and len(text) <= MAX_CHARACTERS else "none"


def leads(assistants: Sequence[Assistant]) -> dict[str, Counter[str]]:
    """For each group of cases the acts that led, over the folders that are not trained on."""
    texts = [
        (group, text_of(case))
        for folder in UNTAUGHT
        for name in ("utterances", "controls", "faq", "offtopic")
        for case in cases(folder, name)
        if (group := group_of(name, case))
    ]
    with ThreadPoolExecutor(THREADS) as pool:
        taken = list(pool.map(lead, (text for _, text in texts), cycle(assistants)))
    out: dict[str, Counter[str]] = {}
    for (group, _), act in zip(texts, taken, strict=True):
        out.setdefault(group, Counter())[act] += 1
    return out


def main() -> int:
    """Measure and write."""
    with running() as assistants:
        compared = {
            folder: [outcome.compared for outcome in measured(folder, "utterances", assistants)] for folder in UNTAUGHT
        }
        led = leads(assistants)
    tables = {
        "findings": findings_table(compared, load("en").findings),
        "acts": acts_table(led),
        "intents": intents_table(led),
    }
    DOCUMENT.write_text(replaced(DOCUMENT.read_text(encoding="utf-8"), tables), encoding="utf-8")
    return 0


def _number(value: int) -> str:
    return str(value) if value else ""


def _few(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_OTHERS])


if __name__ == "__main__":
    sys.exit(main())
