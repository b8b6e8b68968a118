"""Pictures by address: public, cached, and never with what a person told."""

from __future__ import annotations

import inspect

import pytest

from knowledge.drawings_schema import DRAWINGS
from server import pictures
from tests.serving import Server


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_picture_is_there_for_everybody_as_png(bot: Server, name: str) -> None:
    answer = bot.call("GET", f"/pictures/{name}.png", token=None)
    assert answer.status == 200
    assert answer.body.startswith(b"\x89PNG\r\n")
    assert len(answer.body) < 400_000
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert bot.call("HEAD", f"/pictures/{name}.png", token=None).status == 200


@pytest.mark.parametrize("file", ["liver.png", "skull.svg", "skull", "skull.png.png", "..%2fchat.js", "%00.png"])
def test_nothing_else_is(bot: Server, file: str) -> None:
    assert bot.call("GET", f"/pictures/{file}", token=None).status == 404


def test_an_address_cannot_carry_findings(bot: Server) -> None:
    plain = bot.call("GET", "/pictures/marrow.png", token=None).body
    assert bot.call("GET", "/pictures/marrow.png?marrow_plasma_cells=14", token=None).body == plain
    assert list(inspect.signature(pictures.png).parameters) == ["name"]


def test_a_picture_is_drawn_once() -> None:
    assert pictures.png("skull") is pictures.png("skull")


def test_letters_are_drawn_without_fonts_of_the_machine() -> None:
    from resvg_py import svg_to_bytes

    def drawn(words: str) -> bytes:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text y="15">{words}</text></svg>'
        return bytes(
            svg_to_bytes(
                svg_string=svg, font_files=pictures._letters(), skip_system_fonts=True, font_family="DejaVu Sans"
            )
        )

    assert drawn("skull") != drawn("")
