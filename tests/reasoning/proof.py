"""The whole proof over many cases, on all processors: `python -m tests.reasoning.proof 100000` prints its figures.

The logic of every case is checked; its words and its interview too, or those of each n-th case where n is given
(`... proof 100000 10`). A case that fails ends it with an error that shows its findings.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from statistics import mean, median

from knowledge.loader import load
from tests.reasoning.sweep import Tally, sweep

CHUNK = 500


def part(first: int, end: int, every: int) -> Tally:
    """The cases from `first` up to `end`, each n-th in full: `every`, which is to have no factor in common with 4."""
    tally = sweep(range(first, end, every), load(), words=True, questions=True)
    rest = (number for number in range(first, end) if (number - first) % every)
    tally.add(sweep(rest, load(), words=False, questions=False))
    return tally


def report(tally: Tally, fixed: int) -> str:
    """The figures in lines of text; `fixed`: findings that a form without an interview asks for."""
    lines = [
        f"cases: {tally.cases}, all as the oracle says; {len(tally.asked)} of them with words and interview",
        f"sentences, each with its sources: {tally.sentences}",
        f"questions asked: mean {mean(tally.asked):.1f}, median {median(tally.asked):g}, most {max(tally.asked)}",
        f"findings that could change the result at the start: mean {mean(tally.relevant):.1f}, most {max(tally.relevant)}",
        f"fixed form of all findings: {fixed}",
        f"reading grade of plain explanations ({len(tally.grades)} measured): "
        f"mean {mean(tally.grades):.1f}, highest {max(tally.grades):.1f}",
        f"ranges and bounds met: {len(tally.values)}",
        *(f"  {name}: {count}" for name, count in sorted(tally.outcomes.items())),
    ]
    return "\n".join(lines)


def main(cases: int, every: int = 1) -> int:
    """Check this many cases, each n-th in full, and print the figures."""
    whole = Tally()
    starts = range(0, cases, CHUNK)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for tally in pool.map(part, starts, (min(start + CHUNK, cases) for start in starts), repeat(every)):
            whole.add(tally)
            print(f"\r{whole.cases} of {cases}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(report(whole, len(load().findings)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:3] or ["100000"])))
