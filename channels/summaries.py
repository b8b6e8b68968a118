"""The summary of a conversation as a file: to print, to keep, or to hand on."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, get_args

from sanic import response
from sanic.response import HTTPResponse

from channels import words
from knowledge.loader import load
from summary.faces import FACES, Order
from summary.pdf import Paper

FORMATS = ("html", "pdf", "text", "fhir")
"""The forms that the page's channel gives."""


async def answer(slots: Mapping[str, Any], form: str, paper: str) -> HTTPResponse:
    """The file for the conversation's slots `findings` and `assessment`.

    400 for a form or paper that does not exist; 404 with a kind `text` where nothing is noted. `paper` counts for PDF.
    """
    if form not in FORMATS:
        return response.json({"error": f"format must be one of {', '.join(FORMATS)}"}, status=400)
    if paper not in get_args(Paper):
        return response.json({"error": f"paper must be one of {', '.join(get_args(Paper))}"}, status=400)
    findings = slots.get("findings")
    if not findings:
        text = words.reply("summary_nothing")
        return response.json(
            {"error": "nothing noted", "text": text}, status=404, headers={"cache-control": "no-store"}
        )
    face = FACES[form]
    moment = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    number = os.environ.get("EMERGENCY_NUMBER") or words.reply("emergency_number_default")
    order = Order(findings, slots.get("assessment"), load(), moment, number, paper=paper)  # type: ignore[arg-type]
    body = await asyncio.to_thread(face.make, order)
    headers = {"cache-control": "no-store", "content-disposition": f'attachment; filename="{face.name}"'}
    return response.raw(body, content_type=face.media_type, headers=headers)
