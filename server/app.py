"""Puts the server together: agent, stores, channels, page, guards."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels import channel
from rasa.shared.utils.common import class_from_module_path
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import turns
from knowledge.loader import load
from server import guard, pictures
from server.agent import StrictAgent
from server.config import ROOT, Settings
from server.health import Health
from server.in_process_actions import InProcessActions
from server.project import Project
from storage.locks import create_lock_store
from storage.tracker_store import ConversationStore

logger = logging.getLogger(__name__)

_ASSETS = ("chat.css", "pictures.css", "chat.js", "render.js", "pictures.js", "terms.js", "summary.js", "icon.svg")
PAGE_FILES = {"/": "index.html"} | {f"/{name}": name for name in _ASSETS}
"""Addresses of the chat page's files in ``web/``."""

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

MAX_BODY = 64 * 1024
"""Bytes that a request may have; with an API token, whose holder is trusted, 16 times as many."""

DAY = 24 * 3600.0


class StartError(RuntimeError):
    """The server cannot start; the message says what to do."""


def load_agent(project: Project, settings: Settings) -> StrictAgent:
    """The agent with the model for the project's present files; raises StartError with what is missing or broken."""
    model = project.model()
    if not model.exists():
        raise StartError(f"There is no model for the present files ({model.name}). Train one with `make train`.")
    store = ConversationStore(url=settings.database_url)
    agent = StrictAgent(
        tracker_store=store,
        lock_store=create_lock_store(settings.redis_url),
        action_endpoint=_action_endpoint(_read(project.root / "endpoints.yml").get("action_endpoint")),
    )
    try:
        agent.load_model(model)
    except Exception as error:
        raise StartError(f"The model {model.name} does not load. Train it anew with `make train`.") from error
    if agent.tracker_store is not store or agent.processor is None or agent.processor.tracker_store is not store:
        raise StartError("Rasa put another tracker store in the place of ours.")
    return agent


def create_app(agent: StrictAgent, project: Project, settings: Settings) -> Sanic:
    """The web application around a loaded agent."""
    missing = [key for key in turns.REPLIES if not load().words.replies.get(key)]
    if missing:
        raise StartError(f"replies.yml has no words for {', '.join(missing)}.")
    if settings.api_token is not None:
        import rasa.server

        app = rasa.server.create_app(agent=agent, cors_origins=None, auth_token=settings.api_token)
        app.config.REQUEST_MAX_SIZE = 16 * MAX_BODY
    else:
        app = Sanic("assistant", configure_logging=False)
        app.ctx.agent = agent
        app.config.REQUEST_MAX_SIZE = MAX_BODY
    app.config.FALLBACK_ERROR_FORMAT = "json"
    channels = [
        class_from_module_path(name).from_credentials(credentials)
        for name, credentials in _read(project.root / "credentials.yml").items()
    ]
    channel.register(channels, app, route="/webhooks/")
    open_prefixes = [_prefix(item) for item in channels if getattr(item, "public", False)]
    guard.install(app, settings.api_token, ["/health", *PAGE_FILES], [*open_prefixes, pictures.PREFIX])
    _add_health(app, Health(agent))
    pictures.install(app)
    _add_page(app)
    _add_retention(app, settings.retention_days)
    return app


def _prefix(item: channel.InputChannel) -> str:
    return (
        item.url_prefix().rstrip("/") + "/" if item.url_prefix().startswith("/") else f"/webhooks/{item.url_prefix()}/"
    )


def _read(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise StartError(f"{path.name} is not a table of settings.")
    return content


def _action_endpoint(described: dict[str, Any] | None) -> EndpointConfig:
    """In-process actions, or an HTTP action server where endpoints.yml gives a ``url``."""
    described = described or {}
    if "url" in described:
        return EndpointConfig(**described, enable_selective_domain=True)
    package = described.get("package", "actions")
    try:
        return InProcessActions(package)
    except Exception as error:
        raise StartError(f"The actions do not load from the package {package!r}.") from error


def _add_health(app: Sanic, health: Health) -> None:
    @app.get("/health")
    async def answer(_request: Request) -> HTTPResponse:
        status = await health.status()
        return response.json({"status": status}, status=200 if status == "ok" else 503)


def _add_page(app: Sanic) -> None:
    files = {address: ROOT / "web" / name for address, name in PAGE_FILES.items()}
    bodies = {address: (file.read_bytes(), KINDS[file.suffix]) for address, file in files.items()}

    @app.on_request
    async def page(request: Request) -> HTTPResponse | None:
        # Rasa's API has a route of its own at "/", so the page is served before routes are looked at.
        found = bodies.get(request.path) if request.method in ("GET", "HEAD") else None
        if found is None:
            return None
        return response.raw(found[0], content_type=found[1], headers={"cache-control": "no-cache"})


def _add_retention(app: Sanic, days: int) -> None:
    async def forget(running: Sanic) -> None:
        while True:
            count = await running.ctx.agent.tracker_store.delete_untouched_since(time.time() - days * DAY)
            if count:
                logger.info("deleted %d conversations untouched for %d days", count, days)
            await asyncio.sleep(DAY / 24)

    app.add_task(forget)
