"""The assessment without Rasa: `python -m actions.assess < findings.json` prints it as JSON.

Input is a findings object of the contract; anything else ends with one line on stderr and exit code 2.
"""

from __future__ import annotations

import json
import sys
from typing import IO

from knowledge.loader import KnowledgeError, load
from reasoning.assess import assess
from reasoning.findings import BadFindings, check


def main(source: IO[str], target: IO[str], errors: IO[str]) -> int:
    """Read findings from `source`, print their assessment to `target`; 0, or 2 with a one-line error on `errors`."""
    try:
        knowledge = load()
        findings = check(json.load(source), knowledge)
    except json.JSONDecodeError as error:
        print(f"assess: not JSON: {error.msg} at line {error.lineno} column {error.colno}", file=errors)
        return 2
    except UnicodeDecodeError:
        print("assess: not JSON: the input is not UTF-8 text", file=errors)
        return 2
    except RecursionError:
        print("assess: not a findings object: nested too deeply", file=errors)
        return 2
    except (BadFindings, KnowledgeError) as error:
        print(f"assess: {' '.join(str(error).split())}", file=errors)
        return 2
    json.dump(assess(findings, knowledge), target, ensure_ascii=False, indent=2)
    target.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin, sys.stdout, sys.stderr))
