"""Nothing is read at import; loading reads once."""

from __future__ import annotations

import subprocess
import sys

from knowledge.loader import ROOT, load, locales


def test_loading_is_cached() -> None:
    assert load("en") is load("en")


def test_locales() -> None:
    assert "en" in locales()


def test_nothing_is_read_at_import() -> None:
    code = (
        "import builtins, io, sys\n"
        "opened = []\n"
        "real = io.open\n"
        "def watched(name, *args, **kwargs):\n"
        "    opened.append(str(name))\n"
        "    return real(name, *args, **kwargs)\n"
        "io.open = builtins.open = watched\n"
        "import knowledge.loader, knowledge.model, knowledge.schema\n"
        "sys.exit(any(name.endswith('.yml') for name in opened))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent).returncode == 0


def test_helpers_name_questions_of_groups_and_findings() -> None:
    k = load("en")
    assert k.words.question("imaging") == k.words.groups["imaging"].question
    assert k.words.question("m_protein") == k.words.findings["m_protein"].question
    assert k.words.label("sarcoma") == "sarcoma"
    assert k.group_of("confusion") == "red_flags"
    assert k.fact_sources(["ng12", "over_40", "over_40"]) == ["over_40"]
    assert k.is_source("ng234") and not k.is_source("hearsay")
