"""Review collected messages into training data: ``make review``.

Shows each message and asks what it is: findings ("limb_weakness -confusion"), an intent ("skip"), "nothing", "drop", or
"later". Findings and "nothing" go to the locale's examples, intents to data/nlu; both train the next model.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from knowledge.loader import load
from nlu.learning.examples import NOTHING, told
from review.collecting import VARIABLE, collected, replace_all
from review.filing import file_example, file_intent, intents

ROOT = Path(__file__).resolve().parent.parent


def review(path: Path, root: Path, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
    """Go through the messages of `path`; what is decided is filed below `root` and leaves the file at once."""
    findings, known = load().findings, intents(root)
    waiting = collected(path)
    for line in list(waiting):
        while True:
            answer = ask(f"{line['text']}\n  findings, intent, nothing, drop or later: ").strip().lower()
            if answer in ("", "later"):
                break
            labels = answer.replace(",", " ").split()
            if answer == NOTHING or all(told(name)[0] in findings for name in labels):
                file_example(root, line["text"], [] if answer == NOTHING else labels)
            elif answer in known:
                file_intent(root, line["text"], answer)
            elif answer != "drop":
                say(f"  neither a finding nor an intent: {answer}")
                continue
            waiting.remove(line)
            replace_all(path, waiting)
            break
    say(f"{len(waiting)} left. `make train` learns what was filed; `make eval` tells whether it helped.")


def main() -> int:
    """Review the file that COLLECT_FILE names."""
    place = os.environ.get(VARIABLE, "")
    if not place:
        print(f"{VARIABLE} is not set: nothing is collected (.env.example tells more)", file=sys.stderr)
        return 1
    try:
        review(Path(place), ROOT, input, print)
    except (EOFError, KeyboardInterrupt):
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
