"""Pictures by address, for channels that show images by URL: `GET /pictures/<name>.png`.

An address names a picture and nothing else. What a person told is never in these images.
"""

from __future__ import annotations

import asyncio
from functools import cache
from importlib.metadata import distribution

from sanic import Sanic, response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from knowledge.drawings_schema import DRAWINGS
from knowledge.loader import load
from pictures.drawing import draw

PREFIX = "/pictures/"
ZOOM = 3.0
"""Pixels for each unit of a drawing: 960 pixels wide, sharp on a phone."""

_FAMILY = "DejaVu Sans"
_DAY = 24 * 3600


def install(app: Sanic) -> None:
    """Add the route. A picture is drawn at its first use and kept; an unknown name is answered with 404."""

    async def picture(_request: Request, file: str) -> HTTPResponse:
        name, _, kind = file.partition(".")
        if name not in DRAWINGS or kind != "png":
            raise NotFound("no such picture")
        body = await asyncio.to_thread(png, name)
        return response.raw(body, content_type="image/png", headers={"cache-control": f"public, max-age={_DAY}"})

    app.add_route(picture, f"{PREFIX}<file:str>", methods=["GET", "HEAD"])


@cache
def png(name: str) -> bytes:
    """The picture as PNG with title and caption, without anything personal. Raises KeyError for an unknown name."""
    from resvg_py import svg_to_bytes

    drawn = draw(name, {}, load(), captioned=True)
    return bytes(
        svg_to_bytes(
            svg_string=drawn.svg,
            zoom=ZOOM,
            font_files=_letters(),
            skip_system_fonts=True,
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    )


def _letters() -> list[str]:
    fonts = distribution("matplotlib").locate_file("matplotlib/mpl-data/fonts/ttf")
    return [f"{fonts}/{file}" for file in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
