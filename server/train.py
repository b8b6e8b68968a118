"""Train the assistant: ``python -m server.train``; does nothing when the model for the present files is there."""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import sys
import time
from pathlib import Path

from server import light_rasa
from server.project import Project


class TrainingFailed(RuntimeError):
    """Rasa could not train; the message holds what it said."""


class _Progress(logging.Handler):
    """Prints a line, with the seconds since the beginning, when a component of the pipeline begins to learn."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._began = time.monotonic()
        self._stream = sys.stdout

    def say(self, text: str) -> None:
        """Print one line."""
        print(f"  {time.monotonic() - self._began:5.1f} s  {text}", file=self._stream, flush=True)

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message.startswith("Starting to train component"):
            self.say("learning: " + message.split("'")[1])


def train(project: Project, force: bool = False) -> Path:
    """Train and return the model file; a file that is already there for the same inputs is returned at once.

    Older models of the project are removed. Raises TrainingFailed, or whatever a component raises.
    """
    target = project.model()
    if target.exists() and not force:
        return target
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # Rasa's cache does not see changes in the code of our components
    progress = _Progress()
    progress.say("loading Rasa")
    light_rasa.install(serving=True)
    sys.path.insert(0, str(project.root))
    from rasa.model_training import train as rasa_train

    hooks = logging.getLogger("rasa.engine.training.hooks")
    hooks.setLevel(logging.INFO)
    hooks.propagate = False
    hooks.addHandler(progress)
    progress.say("reading the training data")
    said = io.StringIO()
    new = project.models / "new"
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            result = rasa_train(
                domain=str(project.domain),
                config=str(project.root / "config.yml"),
                training_files=[str(project.root / "data")],
                output=str(new),
                fixed_model_name=target.name,
                force_training=True,
            )
    except SystemExit as error:
        raise TrainingFailed(said.getvalue()) from error
    finally:
        hooks.removeHandler(progress)
    if result.code or not result.model:
        raise TrainingFailed(said.getvalue())
    Path(result.model).replace(target)
    new.rmdir()
    for old in project.models.glob("assistant-*.tar.gz"):
        if old != target:
            old.unlink()
    progress.say(f"trained: {target.relative_to(project.root)}")
    return target


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m server.train", description="Train the assistant where needed.")
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    parser.add_argument(
        "--project", type=Path, default=Project().root, help="folder of config.yml, domain.yml and data"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    try:
        train(Project(options.project.resolve()), options.force)
    except TrainingFailed as error:
        sys.exit(f"Training failed.\n{error}")


if __name__ == "__main__":
    main()
