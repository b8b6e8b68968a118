"""Judge a running assistant on the cases beside this file: `python -m tests.eval.judge [folder/]set ...`.

Arguments: a folder (develop, report), a set (of develop), or folder/set; none means all of develop. Starts a server of
its own, or uses the one that EVAL_URL and EVAL_TOKEN name. Prints a table and then one JSON line a set; what was not
right goes to the file that EVAL_OUT names, else eval-misses.jsonl.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import serving
from tests.eval.assistant import Assistant
from tests.eval.comparing import compare
from tests.eval.sets import SETS, Case, CaseSet, Outcome, text_of

HERE = Path(__file__).resolve().parent
FOLDERS = ("develop", "report")
THREADS = 3
_SHOWN = 8  # rows of a breakdown in the table


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


def judge(folder: str, name: str, assistant: Assistant) -> Judged:
    """Judge one set. An error of the assistant is a miss of that case."""
    kind, start = SETS[name], time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = list(pool.map(lambda case: _measured(kind, case, assistant), cases(folder, name)))
    errors = sum("error" in outcome.why for outcome in outcomes)
    misses = [
        {"set": f"{folder}/{name}", "id": o.case["id"], "text": o.case.get("turns") or text_of(o.case)[:500], **o.why}
        for o in outcomes
        if not o.good
    ]
    figures = {**kind.figures(outcomes), "n": len(outcomes), "errors": errors}
    return Judged(folder, name, figures, misses, round(time.monotonic() - start, 1))


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
            out.extend((argument, each) for each in SETS)
        elif (folder or "develop") in FOLDERS and name in SETS:
            out.append((folder or "develop", name))
        else:
            sys.exit(f"judge: no set {argument!r}; folders: {', '.join(FOLDERS)}; sets: {', '.join(SETS)}")
    return out


@contextmanager
def running() -> Iterator[Assistant]:
    """The server that EVAL_URL names, or one of its own for as long as it is judged."""
    if url := os.environ.get("EVAL_URL"):
        yield Assistant(url, os.environ.get("EVAL_TOKEN", ""))
        return
    with tempfile.TemporaryDirectory() as folder, serving.serve(Path(folder), serving.ROOT) as server:
        yield Assistant(server.url, serving.TOKEN)


def table(judged: Judged) -> str:
    """The figures of a set for people: one line, then its breakdowns, worst first."""
    plain = {key: value for key, value in judged.figures.items() if not isinstance(value, dict)}
    lines = [f"{judged.folder}/{judged.name}: " + "  ".join(f"{key} {value}" for key, value in plain.items())]
    for key, rows in judged.figures.items():
        if not isinstance(rows, dict):
            continue
        numbers = all(isinstance(value, float) for value in rows.values())
        bad = sorted((v, k) for k, v in rows.items() if v < 1) if numbers else [(v, k) for k, v in rows.items()]
        for value, row in bad[:_SHOWN]:
            shown = f"{value:6.2f}" if numbers else "  ".join(f"{k} {n}" for k, n in value.items())
            lines.append(f"    {key[3:]} {row:32} {shown}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Judge what the arguments name; 0 unless the assistant failed to answer."""
    chosen = wanted(arguments)
    out = Path(os.environ.get("EVAL_OUT", "eval-misses.jsonl"))
    done: list[Judged] = []
    with running() as assistant, out.open("w", encoding="utf-8") as file:
        for folder, name in chosen:
            done.append(judge(folder, name, assistant))
            print(table(done[-1]), flush=True)
            for miss in done[-1].misses:
                file.write(json.dumps(miss, ensure_ascii=False) + "\n")
    print()
    for one in done:
        print(json.dumps({"set": f"{one.folder}/{one.name}", **one.figures, "seconds": one.seconds}))
    return 1 if any(one.figures["errors"] for one in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
