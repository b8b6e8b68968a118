"""Urgent phrases are heard, and those that only name something urgent are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.acts.urgent import urgent_of
from nlu.reading import FindingMention
from nlu.words.lexicon import load_lexicon
from nlu.words.mending import mender

ROWS = yaml.safe_load((Path(__file__).parent / "urgent.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_sentence_tells_of(row: list[Any]) -> None:
    _, text, acts, *findings = row
    lexicon = load_lexicon("en")
    words = " ".join(mender(lexicon).text(text).replace("'", "").split())
    mentions = [FindingMention(f, "present", "self", "actual", start=0, end=1) for f in (findings or [[]])[0]]
    heard = urgent_of(lexicon.raw["urgent"]).heard(words, text.endswith("?"), mentions)
    assert list(heard.acts) == acts
