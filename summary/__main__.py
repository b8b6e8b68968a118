"""The summary without Rasa: `python -m summary --format fhir < findings.json` writes it to standard output.

Input is a findings object of the contract; anything else ends with one line on stderr and exit code 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import IO

from knowledge.loader import KnowledgeError, load
from reasoning.findings import BadFindings, check
from summary.faces import FACES, Order


def main(arguments: Sequence[str], source: IO[str], target: IO[bytes], errors: IO[str]) -> int:
    """Read findings from `source`, write their summary to `target`; 0, or 2 with a one-line error on `errors`."""
    parser = argparse.ArgumentParser(prog="python -m summary", description=__doc__)
    parser.add_argument("--format", choices=list(FACES), default="text")
    parser.add_argument("--level", choices=["plain", "detail"], default="plain")
    parser.add_argument("--paper", choices=["a4", "us-letter"], default="a4")
    chosen = parser.parse_args(arguments)
    try:
        knowledge = load()
        findings = check(json.load(source), knowledge)
    except json.JSONDecodeError as error:
        print(f"summary: not JSON: {error.msg} at line {error.lineno} column {error.colno}", file=errors)
        return 2
    except UnicodeDecodeError:
        print("summary: not JSON: the input is not UTF-8 text", file=errors)
        return 2
    except RecursionError:
        print("summary: not a findings object: nested too deeply", file=errors)
        return 2
    except (BadFindings, KnowledgeError) as error:
        print(f"summary: {' '.join(str(error).split())}", file=errors)
        return 2
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    number = knowledge.words.replies["emergency_number_default"]
    order = Order(findings, None, knowledge, now, number, chosen.level, chosen.paper)
    target.write(FACES[chosen.format].make(order))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin, sys.stdout.buffer, sys.stderr))
