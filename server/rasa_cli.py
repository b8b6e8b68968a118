"""Rasa's command line without TensorFlow: ``python -m server.rasa_cli data validate --fail-on-warnings`` and so on."""

from __future__ import annotations

import sys
from pathlib import Path

from server import light_rasa


def main() -> None:
    """Run one Rasa command with the arguments of this process."""
    light_rasa.install()
    sys.path.insert(0, str(Path.cwd()))
    from rasa.__main__ import main as rasa_main

    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
