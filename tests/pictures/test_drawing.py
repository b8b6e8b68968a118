"""Every picture: sound SVG, safe for a strict page, legible on a small screen, and told in words too."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from knowledge.drawings_schema import DRAWINGS
from knowledge.model import Knowledge
from pictures.drawing import Picture, draw
from pictures.palette import LOOKS
from reasoning.findings import Findings
from tests.knowledge.reading_grade import grade
from tests.knowledge.test_words import EMERGENCY, VERDICT
from tests.pictures.conftest import TOLD

SVG = "{http://www.w3.org/2000/svg}"
WEB = Path(__file__).parents[2] / "web"
SHARES = [0, 0.4, 5, 8, 14, 100, "8-12", ">60", "<5", "0-100"]
CASES: list[tuple[str, Findings]] = [
    *((name, {}) for name in DRAWINGS),
    *((name, TOLD) for name in DRAWINGS),
    *(("marrow", {"marrow_plasma_cells": {"status": "present", "value": share}}) for share in SHARES),
    (
        "skeleton",
        {"bone_pain": {"status": "present", "sites": ["leg", "arm", "hand", "foot", "jaw", "knee", "skull", "spine"]}},
    ),
]


def elements(picture: Picture) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(picture.svg).iter())


@pytest.fixture(params=range(2 * len(CASES)), ids=lambda i: f"{CASES[i // 2][0]}-{i}")
def picture(request: pytest.FixtureRequest, k: Knowledge) -> Picture:
    """Every case, without and with a drawn caption."""
    name, findings = CASES[request.param // 2]
    return draw(name, findings, k, captioned=bool(request.param % 2))


def test_it_is_sound_small_and_named_for_screen_readers(picture: Picture) -> None:
    root = ElementTree.fromstring(picture.svg)
    assert len(picture.svg.encode()) < 40_000
    assert root.get("role") == "img"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    title, desc = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", picture.title)
    assert (desc.tag, desc.text) == (f"{SVG}desc", picture.alt)
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


def test_it_holds_nothing_that_runs_or_comes_from_elsewhere(picture: Picture) -> None:
    assert not re.search(
        r"<script|<style|style=|https?://(?!www\.w3\.org/2000/svg)|data:|\bon\w+=|<image|<foreignObject", picture.svg
    )
    ids = set(re.findall(r'\bid="([^"]+)"', picture.svg))
    used = set(re.findall(r"url\(#([^)]+)\)", picture.svg)) | set(re.findall(r'href="#([^"]+)"', picture.svg))
    assert used <= ids


def test_the_page_takes_all_of_it(picture: Picture) -> None:
    script = (WEB / "pictures.js").read_text()
    tags, names = (
        set(re.findall(r'"([\w-]+)"', re.search(rf"const {table} = new Set\(\[(.*?)\]\)", script, re.S).group(1)))  # type: ignore[union-attr]
        for table in ("TAGS", "NAMES")
    )
    for element in elements(picture):
        assert element.tag.removeprefix(SVG) in tags
        for name, value in element.attrib.items():
            assert name in names
            assert re.fullmatch(r"[\w\s.,#+'()-]*", value), value


def test_words_are_large_and_stay_on_the_sheet(picture: Picture) -> None:
    root = ElementTree.fromstring(picture.svg)
    wide, high = (float(part) for part in str(root.get("viewBox")).split()[2:])
    assert wide == 320
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", root.get("font-size", "0")))
        assert size >= 14
        long, x = len(text.text or "") * size * (0.6 if text.get("font-weight") else 0.52), float(text.get("x", 0))
        start = x - long * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        assert start >= 0 and start + long <= wide, text.text
        assert 0 < float(text.get("y", 0)) <= high


def test_every_class_has_a_look_and_what_it_looks_like_is_written_out(picture: Picture) -> None:
    for element in elements(picture):
        look = element.get("class")
        if look:
            assert look in LOOKS
            assert set(LOOKS[look]) <= set(element.attrib)


@pytest.mark.parametrize(("name", "findings"), CASES)
def test_it_is_told_in_plain_words_without_a_verdict(name: str, findings: Findings, k: Knowledge) -> None:
    picture = draw(name, findings, k)
    for text in (picture.title, picture.alt, picture.description, picture.caption):
        assert not VERDICT.search(text) and not EMERGENCY.search(text)
        assert "{" not in text
    assert grade(picture.description) <= 8
    assert picture.description.endswith(picture.caption)
    assert len(picture.alt) <= 150 < len(picture.description)


def test_the_caption_names_the_section_and_says_that_it_is_no_scan(picture: Picture, k: Knowledge) -> None:
    assert picture.caption.startswith("A drawing") and "not a scan" in picture.caption
    sections = {k.facts[fact].section for fact in k.drawings.drawings[picture.name].facts}
    for section in ("introduction", "cause", "examine", "diagnosis"):
        assert (k.words.explanations[f"section.{section}"] in picture.caption) == (section in sections)


@pytest.mark.parametrize("name", DRAWINGS)
def test_only_skeleton_and_marrow_show_what_was_told(name: str, k: Knowledge) -> None:
    own, plain = draw(name, TOLD, k), draw(name, {}, k)
    assert not plain.personal
    assert own.personal == (name in ("skeleton", "marrow")) == (own.svg != plain.svg) == (own.alt != plain.alt)


def test_the_custom_json_is_what_channels_rely_on(k: Knowledge) -> None:
    custom = draw("skull", {}, k).custom()
    assert custom["kind"] == "picture"
    assert custom["name"] == "skull"
    assert custom["png"] == "/pictures/skull.png"
    assert all(isinstance(custom[key], str) and custom[key] for key in ("title", "alt", "caption", "svg"))


def test_an_unknown_name_is_an_error(k: Knowledge) -> None:
    with pytest.raises(KeyError):
        draw("liver", {}, k)


def test_the_skeleton_is_told_bone_by_bone(k: Knowledge) -> None:
    told = draw("skeleton", TOLD, k).description
    assert "pain as told here: lower spine, ribs and thigh bone" in told
    assert "what a test found, as told here: skull, upper spine, lower spine, ribs and pelvis" in told
    assert "not marked: a bone that broke" in told
    assert "late stage: thigh bone and shin bone" in told


def test_the_legend_tells_sites_apart_by_pattern_and_word_too(k: Knowledge) -> None:
    svg = draw("skeleton", {}, k).svg
    fills = re.findall(r'<rect class="(?:usual|most|late|rare|unnamed)" fill="([^"]+)"', svg)
    assert len(fills) == len(set(fills)) == 5
    assert [fill.startswith("url(#p-") for fill in fills].count(True) == 4
    labels = k.words.drawings.drawings["skeleton"].labels
    assert all(f">{labels[site]}<" in svg for site in ("usual", "most", "late", "rare", "unnamed"))
