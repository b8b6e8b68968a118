"""Words for places become bones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loader import load
from knowledge.model import Knowledge
from nlu.words.lexicon import load_lexicon
from pictures.bones import MIDDLE, ORDER_BEHIND, ORDER_FRONT, ORDER_SIDE, PLACES, SIDE
from pictures.places import Marks, bones_of, marks

CASES = yaml.safe_load(Path(__file__).with_name("places.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_what_is_marked(case: dict[str, Any], k: Knowledge) -> None:
    want = Marks(*(tuple(case.get(part, ())) for part in ("pain", "seen", "unplaced")))
    assert marks(case["findings"], k) == want


@pytest.mark.parametrize("group", ["SPINE", "BONE_SITE", "BONE_PLACE", "LONG_BONE"])
def test_every_place_that_the_reader_knows_is_a_bone_or_known_to_be_none(k: Knowledge, group: str) -> None:
    elsewhere = k.words.drawings.elsewhere
    words = [word.replace("*", "") for word in load_lexicon().raw["groups"][group]]
    assert words
    assert [word for word in words if not bones_of(word, k) and word not in elsewhere] == []
    assert [word for word in elsewhere if bones_of(word, k)] == []


@given(st.text(max_size=30))
def test_any_text_gives_known_bones_in_the_order_of_the_skeleton(site: str) -> None:
    k = load()
    found = bones_of(site, k)
    assert [bone for bone in k.drawings.bones if bone in found] == found


def test_every_bone_is_drawn_once_and_has_a_place_for_a_mark(k: Knowledge) -> None:
    drawn = [*ORDER_BEHIND, *ORDER_SIDE, *ORDER_FRONT]
    assert sorted(drawn) == sorted(k.drawings.bones) == sorted(PLACES) == sorted([*MIDDLE, *SIDE, "ribs"])


def test_the_bones_carry_the_sites_that_the_document_names(k: Knowledge) -> None:
    by_site: dict[str, set[str]] = {}
    for bone, entry in k.drawings.bones.items():
        by_site.setdefault(entry.site, set()).add(bone)
    assert {"skull", "ribs", "breastbone", "pelvis"} <= by_site["usual"]
    assert by_site["most"] == {"lower_spine"}
    assert by_site["late"] == {"thigh", "shin"}
    assert by_site["rare"] == {"calf", "foot", "forearm", "hand"}
