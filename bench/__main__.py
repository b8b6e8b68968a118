"""``make bench``: the assistant beside Rasa's starter pipeline trained on the same data, in one run on this machine.

Both servers run at once and get the same messages in turn, over their REST channels, with an SQLite store each.
It prints medians and ratios; ``bench/work/result.json`` keeps them. A model of the starter for the same data is used
again.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import starter
from bench.contestant import TOKEN, Contestant

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "bench" / "work"
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
TURNS_A_CONVERSATION = 10
ROUNDS = 2
STARTS = 2


def main() -> None:
    """Prepare, measure, print."""
    WORK.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
    }
    seconds = prepare_starter(environment)
    ours = Contestant(
        "assistant",
        [sys.executable, "-m", "server", "--port", "{port}", "--project", str(ROOT)],
        WORK,
        {**environment, "PYTHONPATH": str(ROOT), "API_TOKEN": TOKEN, "DATABASE_URL": f"sqlite:///{WORK}/assistant.db"},
    )
    theirs = Contestant(
        "starter",
        [str(BENCH_PYTHON), "-m", "rasa", "run", "--enable-api", "--port", "{port}"],
        WORK / "starter",
        environment,
    )
    for leftover in (WORK / "assistant.db", WORK / "starter" / "conversations.db"):
        leftover.unlink(missing_ok=True)
    result = measure(ours, theirs)
    result["training_seconds_of_the_starter"] = seconds
    (WORK / "result.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))


def prepare_starter(environment: dict[str, str]) -> float | None:
    """Write and train the starter project; returns the seconds of training, None where its model was there already."""
    where = "import rasa.cli, pathlib; print(pathlib.Path(rasa.cli.__file__).parent / 'initial_project')"
    found = subprocess.run(
        [str(BENCH_PYTHON), "-c", where], capture_output=True, text=True, check=True, env=environment
    )
    template = Path(found.stdout.strip().splitlines()[-1])
    digest = hashlib.sha256()
    for file in sorted((ROOT / "data").rglob("*.yml")) + [ROOT / "requirements" / "bench.lock"]:
        digest.update(file.read_bytes())
    model = WORK / "models" / f"{digest.hexdigest()[:16]}.tar.gz"
    project = WORK / "starter"
    starter.make(ROOT, template, project)
    seconds = None
    if not model.exists():
        print("Training Rasa's starter pipeline on our data (this takes several minutes)", flush=True)
        began = time.perf_counter()
        train = [str(BENCH_PYTHON), "-m", "rasa", "train", "--fixed-model-name", model.stem, "--out", str(model.parent)]
        with (WORK / "training.log").open("w") as log:
            subprocess.run(train, cwd=project, env=environment, stdout=log, stderr=subprocess.STDOUT, check=True)
        seconds = round(time.perf_counter() - began, 1)
    (project / "models").mkdir(exist_ok=True)
    (project / "models" / "model.tar.gz").symlink_to(model)
    return seconds


def measure(ours: Contestant, theirs: Contestant) -> dict[str, Any]:
    """Time to the first answer of each alone; then both at once, message by message in turn."""
    first: dict[str, list[float]] = {ours.name: [], theirs.name: []}
    for _ in range(STARTS):
        for contestant in (ours, theirs):
            print(f"Starting {contestant.name}", flush=True)
            with contestant.running() as seconds:
                first[contestant.name].append(seconds)
    turns: dict[str, list[float]] = {ours.name: [], theirs.name: []}
    memory: dict[str, float] = {}
    messages = (ROOT / "bench" / "messages.txt").read_text(encoding="utf-8").splitlines()
    with ours.running(), theirs.running():
        for round_number in range(ROUNDS + 1):
            print("Warming up" if not round_number else f"Round {round_number} of {len(messages)} messages", flush=True)
            for contestant in (ours, theirs):
                contestant.reconnect()
            for i, text in enumerate(messages):
                sender = f"{round_number}-{i // TURNS_A_CONVERSATION}"
                for contestant in (ours, theirs) if i % 2 else (theirs, ours):
                    took = contestant.say(sender, text)
                    if round_number:
                        turns[contestant.name].append(took)
        for contestant in (ours, theirs):
            memory[contestant.name] = contestant.megabytes()
    return {
        contestant.name: {
            "turn_ms_median": round(statistics.median(turns[contestant.name]), 2),
            "turn_ms_p95": round(statistics.quantiles(turns[contestant.name], n=20)[-1], 2),
            "first_answer_s": round(statistics.median(first[contestant.name]), 2),
            "resident_mb": round(memory[contestant.name]),
        }
        for contestant in (ours, theirs)
    }


def table(result: dict[str, Any]) -> str:
    """The figures as a table."""
    rows = {
        "turn_ms_median": "a turn over REST, median (ms)",
        "turn_ms_p95": "a turn over REST, 95 % (ms)",
        "first_answer_s": "start to first answer (s)",
        "resident_mb": "resident memory (MB)",
    }
    lines = [f"{'':32}{'assistant':>11}{'starter':>11}{'ratio':>9}"]
    for key, label in rows.items():
        mine, other = result["assistant"][key], result["starter"][key]
        lines.append(f"{label:32}{mine:>11}{other:>11}{mine / other:>9.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
