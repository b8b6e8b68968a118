"""Judge a running assistant on the cases beside this file: `python -m tests.eval.judge [folder/]set ...`.

Arguments: a folder (taught, develop, report), a set (of develop), or folder/set; none means all of develop. Starts a server of its own
for each processor, or uses the one that EVAL_URL and EVAL_TOKEN name. Prints a table with the misses below it, and then one JSON line
a set; all misses go whole to the file that EVAL_OUT names, else eval-misses.jsonl. At most 30 misses of a set are printed,
and only the ids of those of `report`, whose cases are not read; MISSES=all prints every one with its text.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from tests import serving
from tests.eval.assistant import Assistant
from tests.eval.comparing import compare
from tests.eval.sets import SETS, Case, CaseSet, Outcome, text_of

HERE = Path(__file__).resolve().parent
FOLDERS = ("taught", "develop", "report")
TAUGHT = FOLDERS[0]  # trained on: its figures guard what is known and measure nothing unseen
UNTAUGHT = FOLDERS[1:]
SERVERS = min(4, os.cpu_count() or 1)  # of the judge's own: a server is one process
THREADS = 2 * SERVERS
UNREAD = "report"  # the folder whose misses are counted and not read
_SHOWN = 8  # findings of the table
_MISSES, _LETTERS = 30, 160  # misses of a set that are printed, and how much of a text
_DETAILS = ("missed", "flipped", "invented", "wrong", "forbidden", "lacks", "says", "urgency", "picture", "error")


@dataclass(frozen=True)
class Judged:
    """The figures of one set in one folder, and its cases that were not right."""

    folder: str
    name: str
    figures: dict[str, Any]
    misses: list[dict[str, Any]]
    seconds: float


def cases(folder: str, name: str) -> list[Case]:
    """The cases of a set."""
    lines = (HERE / folder / f"{SETS[name].file}.jsonl").read_text(encoding="utf-8").splitlines()
    return [case for case in map(json.loads, filter(str.strip, lines)) if SETS[name].fits(case)]


def sets_of(folder: str) -> list[str]:
    """The sets that a folder has cases of."""
    return [name for name, kind in SETS.items() if (HERE / folder / f"{kind.file}.jsonl").exists()]


def judge(folder: str, name: str, assistants: Sequence[Assistant], every: int = 1) -> Judged:
    """Judge one set, or every `every`-th case of it, by one server or several that are alike. An error of the assistant is a miss of
    that case."""
    start = time.monotonic()
    outcomes = measured(folder, name, assistants, every)
    errors = sum("error" in outcome.why for outcome in outcomes)
    misses = [
        {"set": f"{folder}/{name}", "id": o.case["id"], "text": o.case.get("turns") or text_of(o.case)[:500], **o.why}
        for o in outcomes
        if not o.good
    ]
    figures = {**SETS[name].figures(outcomes), "n": len(outcomes), "errors": errors}
    return Judged(folder, name, figures, misses, round(time.monotonic() - start, 1))


def measured(folder: str, name: str, assistants: Sequence[Assistant], every: int = 1) -> list[Outcome]:
    """What came of each case of a set, or of every `every`-th, in their order."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(partial(_measured, SETS[name]), cases(folder, name)[::every], cycle(assistants)))


def _measured(kind: CaseSet, case: Case, assistant: Assistant) -> Outcome:
    try:
        return kind.measure(case, assistant)
    except (OSError, ValueError) as error:
        expected = case["expect"] if kind.file == "utterances" else {}
        return Outcome(case, False, {"error": repr(error)}, compare({}, expected))


def wanted(arguments: Sequence[str]) -> list[tuple[str, str]]:
    """The sets that the arguments name, as (folder, set). Exits with a line on stderr where one is unknown."""
    out: list[tuple[str, str]] = []
    for argument in arguments or ["develop"]:
        folder, _, name = argument.rpartition("/")
        if argument in FOLDERS:
            out.extend((argument, each) for each in sets_of(argument))
        elif (folder or "develop") in FOLDERS and name in sets_of(folder or "develop"):
            out.append((folder or "develop", name))
        else:
            sys.exit(f"judge: no set {argument!r}; folders: {', '.join(FOLDERS)}; sets: {', '.join(SETS)}")
    return out


@contextmanager
def running() -> Iterator[list[Assistant]]:
    """The server that EVAL_URL names, or some of the judge's own for as long as it judges, each of which keeps to one processor."""
    if url := os.environ.get("EVAL_URL"):
        yield [Assistant(url, os.environ.get("EVAL_TOKEN", ""))]
        return
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(SERVERS)]
        servers = [stack.enter_context(serving.serve(folder, serving.ROOT, OPENBLAS_NUM_THREADS="1")) for folder in folders]
        yield [Assistant(server.url, serving.TOKEN) for server in servers]


def table(judged: Judged) -> str:
    """The figures of a set for people: one line, then its breakdowns, worst first; every tag, the worst findings."""
    plain = {key: value for key, value in judged.figures.items() if not isinstance(value, dict)}
    lines = [f"{judged.folder}/{judged.name}: " + "  ".join(f"{key} {value}" for key, value in plain.items())]
    for key, rows in judged.figures.items():
        if not isinstance(rows, dict):
            continue
        if all(isinstance(value, float) for value in rows.values()):
            shown = [f"{value:6.2f}  {row}" for value, row in sorted((v, k) for k, v in rows.items())]
        else:
            shown = [f"{row:32} " + "  ".join(f"{k} {n}" for k, n in value.items()) for row, value in rows.items()]
            shown = shown[:_SHOWN]
        lines.extend(f"    {key[3:]} {line}" for line in shown)
    return "\n".join(lines)


def told(judged: Judged, everything: bool = False) -> str:
    """The misses of a set for people, a line each: id, what is not right, text. Of an unread folder the ids alone.

    `everything`: all misses and whole texts, else the first 30 and the beginnings of their texts.
    """
    if judged.folder == UNREAD and not everything:
        ids = " ".join(str(miss["id"]) for miss in judged.misses)
        return f"    {len(judged.misses)} misses, not to be read: {ids}" if ids else "    no misses"
    lines = [f"    {len(judged.misses)} misses" if judged.misses else "    no misses"]
    for miss in judged.misses if everything else judged.misses[:_MISSES]:
        why = "; ".join(f"{key} {json.dumps(miss[key])}" for key in _DETAILS if miss.get(key))
        text = " | ".join(miss["text"]) if isinstance(miss["text"], list) else str(miss["text"])
        text = " ".join(text.split())
        shown = text if everything or len(text) <= _LETTERS else text[:_LETTERS] + " ..."
        lines.append(f"      {miss['id']}  {why or 'not as it must be'}\n        {shown}")
    if not everything and len(judged.misses) > _MISSES:
        lines.append(f"      and {len(judged.misses) - _MISSES} more: MISSES=all prints them")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Judge what the arguments name; 0 unless the assistant failed to answer."""
    chosen = wanted(arguments)
    out = Path(os.environ.get("EVAL_OUT", "eval-misses.jsonl"))
    done: list[Judged] = []
    with running() as assistants, out.open("w", encoding="utf-8") as file:
        for folder, name in chosen:
            done.append(judge(folder, name, assistants))
            print(table(done[-1]))
            print(told(done[-1], os.environ.get("MISSES") == "all"), flush=True)
            for miss in done[-1].misses:
                file.write(json.dumps(miss, ensure_ascii=False) + "\n")
    print()
    for one in done:
        print(json.dumps({"set": f"{one.folder}/{one.name}", **one.figures, "seconds": one.seconds}))
    return 1 if any(one.figures["errors"] for one in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
