"""Whatever is named, the ways people deny and affirm it do so; and what they say of a pain tells how it behaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.reading import ACTUAL
from nlu.understanding import reader

HERE = Path(__file__).resolve().parent
FRAMES: dict[str, Any] = yaml.safe_load((HERE / "frames.yml").read_text(encoding="utf-8"))
REMARKS: dict[str, Any] = yaml.safe_load((HERE / "remarks_on_pain.yml").read_text(encoding="utf-8"))
NAMES = [(finding, name) for finding, names in FRAMES["names"].items() for name in names]


def told(text: str) -> dict[str, str]:
    """The findings that a message tells as real, each with its status."""
    return {m.finding: m.assertion for m in reader().read(text).mentions if m.modality == ACTUAL and not m.bare}


@pytest.mark.parametrize("status", ["absent", "present"])
@pytest.mark.parametrize(("finding", "name"), NAMES)
def test_what_is_named_is_denied_or_affirmed_by_whatever_is_said_of_it(finding: str, name: str, status: str) -> None:
    said = FRAMES[status]
    other = [frame for frame in said["frames"] if told(frame.format(name)).get(finding) != status]
    assert other == said["but_not"].get(name, [])


@pytest.mark.parametrize("remarks", REMARKS["remarks"], ids=lambda r: f"{r['finding']} {r['status']}")
def test_a_remark_behind_a_pain_tells_how_it_behaves(remarks: dict[str, Any]) -> None:
    for remark in remarks["said"]:
        other = [pain for pain in REMARKS["pains"] if told(f"{pain}, {remark}").get(remarks["finding"]) != remarks["status"]]
        assert other == REMARKS["but_not"].get(remark, []), remark
