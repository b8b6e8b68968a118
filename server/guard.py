"""Who may ask what, and what every response carries.

Public are the page, the health check and the channels that say so; everything else of Rasa needs the API token, and is
not there at all without one.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Iterable

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

from server import logs
from summary.html import style_hash

logger = logging.getLogger(__name__)

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
"""Headers of every response, beside the `policy`."""


def policy() -> str:
    """The Content-Security-Policy: nothing but the page's own files runs, and nobody frames it.

    The page frames one thing, the summary that it prints, which brings its own constant style.
    """
    return (
        f"default-src 'self'; style-src 'self' {style_hash()}; frame-src blob:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    )



def install(app: Sanic, api_token: str | None, public: Iterable[str], public_prefixes: Iterable[str]) -> None:
    """Guard `app`: `public` paths and what begins with `public_prefixes` are open, the rest takes `api_token`.

    The token comes as ``Authorization: Bearer ...`` or ``?token=...``.
    """
    hide_words(app)
    paths, prefixes = frozenset(public), tuple(public_prefixes)
    headers = HEADERS | {"content-security-policy": policy()}

    @app.on_request
    async def check(request: Request) -> HTTPResponse | None:
        if request.path in paths or request.path.startswith(prefixes):
            return None
        if api_token is None:
            return response.json({"error": "not found"}, status=404)
        if not _has(request, api_token):
            return response.json(
                {"error": "the API token is missing or wrong"}, status=401, headers={"www-authenticate": "Bearer"}
            )
        request.args["token"] = [api_token]  # Rasa's own check looks here only
        return None

    @app.on_response
    async def add_headers(_request: Request, answer: BaseHTTPResponse) -> None:
        for name, value in headers.items():
            answer.headers.setdefault(name, value)


def hide_words(app: Sanic) -> None:
    """Answer every error of `app` with a reason or an id only, and keep what people wrote out of its log lines."""

    @app.on_request
    async def mark(_request: Request) -> None:
        logs.serving.set(True)

    @app.exception(Exception)
    async def fail(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException) and error.status_code < 500:
            return response.json({"error": _REASONS.get(error.status_code, "bad request")}, status=error.status_code)
        error_id = logs.report(logger, "a request failed", error)
        return response.json({"error": "internal error", "error_id": error_id}, status=500)


_REASONS = {404: "not found", 405: "method not allowed", 413: "too large"}


def _has(request: Request, api_token: str) -> bool:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    given = bearer.strip() if scheme.lower() == "bearer" else request.args.get("token", "")
    return hmac.compare_digest(given.encode(), api_token.encode())
