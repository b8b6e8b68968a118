"""The project keeps its own rules: what is written down is there, and what must not be written down is not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from server import config
from tests.serving import ROOT

TEXT = {".py", ".js", ".css", ".html", ".yml", ".yaml", ".md", ".toml", ".txt", ".in", ".lock", ".example", ".svg", ""}
MOST_LINES = 350


def files() -> list[Path]:
    """The files of the project: those that git has, and new ones that it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [file for file in found if file.is_file() and file.suffix in TEXT]


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def documents() -> list[Path]:
    return [file for file in files() if file.suffix == ".md" and "eval" not in file.parts]


def test_every_make_command_in_the_documents_exists_and_has_a_word_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    helped = set(re.findall(r"^([a-z]+):.*## .+", makefile, re.MULTILINE))
    used = {word for file in documents() for word in re.findall(r"`make ([a-z]+)", file.read_text())}
    assert used <= helped
    assert {"run", "serve", "train", "test", "eval", "bench", "lint", "lock", "clean", "help"} <= helped


def test_the_makefile_is_a_page_at_most() -> None:
    assert len((ROOT / "Makefile").read_text().splitlines()) <= 80


def test_the_example_settings_are_exactly_the_settings_with_their_defaults() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert example == config.VARIABLES


def test_nothing_else_reads_the_environment() -> None:
    reading = re.compile(r"(?:environ(?:\.get\(|\[)|getenv\()\s*[\"']([A-Z_]+)")
    read = {
        variable
        for file in files()
        if file.suffix == ".py" and file.parts[len(ROOT.parts)] not in ("tests", "bench")
        for variable in reading.findall(file.read_text())
    }
    known = {*config.VARIABLES, "RASA_MAX_CACHE_SIZE", "LOG_LEVEL_LIBRARIES", "OSTEO_TENSORFLOW"}
    assert read <= known


@pytest.mark.parametrize("file", [f for f in files() if f.suffix in (".py", ".js", ".css")], ids=name)
def test_a_file_has_one_topic(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= MOST_LINES


HOSTS = ["pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian.org"]
PATHS = r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root|tmp/ceo|home/[a-z]+)/"
UNFINISHED = r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|pytest\.mark\.(?:skip|x" + r"fail)"


@pytest.mark.parametrize("file", files(), ids=name)
def test_no_host_of_a_registry_no_path_of_a_machine_nothing_unfinished(file: Path) -> None:
    text = file.read_text()
    assert [host for host in HOSTS if host in text] == []
    assert re.findall(PATHS, text, re.MULTILINE) == []
    if file.suffix != ".lock":
        assert re.findall(UNFINISHED, text) == []


def test_the_locks_have_a_hash_for_every_line_and_no_tensorflow() -> None:
    for lock in ("requirements.lock", "requirements/dev.lock", "requirements/uv.lock"):
        text = (ROOT / lock).read_text()
        pins = re.findall(r"^[A-Za-z0-9_.\[\]-]+==", text, re.MULTILINE)
        assert pins
        assert len(re.findall(r"==[^\n]+\\\n    --hash=sha256:", text)) == len(pins), lock
        assert not re.search(r"^(tensorflow|keras)", text, re.MULTILINE), lock


def test_the_test_environment_has_what_the_assistant_runs_with() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[A-Za-z0-9_.\[\]-]+==[^ ;\\]+", (ROOT / lock).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements/dev.lock")
