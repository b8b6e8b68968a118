"""Start the assistant: ``python -m server``. Settings come from the environment and ``.env`` (see ``.env.example``)."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from pathlib import Path

from server import config, light_rasa


def main() -> int:
    """Load the model, serve until interrupted, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m server", description="Serve the assistant.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (0.0.0.0 for other machines)")
    parser.add_argument("--port", type=int, help="instead of the variable PORT")
    parser.add_argument(
        "--project", type=Path, default=config.ROOT, help="folder of config.yml, endpoints.yml and models"
    )
    options = parser.parse_args()
    try:
        settings = config.load()
    except config.SettingsError as error:
        print(f"The settings cannot be used: {error}", file=sys.stderr)
        return 2
    light_rasa.install(serving=True)
    project_root = options.project.resolve()
    sys.path.insert(0, str(project_root))

    from server import logs

    logs.configure(settings.log_level)

    from sqlalchemy.exc import SQLAlchemyError

    from server.app import StartError, create_app, load_agent
    from server.project import Project

    project = Project(project_root)
    try:
        agent = load_agent(project, settings)
        app = create_app(agent, project, settings)
    except StartError as error:
        print(error, file=sys.stderr)
        if error.__cause__ is not None:
            print(f"  {error.__cause__!r}\n  {logs.describe(error.__cause__)}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"The database of DATABASE_URL does not answer ({type(error).__name__}).", file=sys.stderr)
        return 1
    logs.configure(settings.log_level)
    port = options.port or settings.port

    @app.after_server_start
    async def tell(*_: object) -> None:
        print(f"Ready: http://localhost:{port}/   (Ctrl-C stops)", flush=True)

    @app.before_server_stop
    async def hush(*_: object) -> None:
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # Sanic leaves tasks of its own unfinished

    gc.freeze()  # what is loaded stays: collections during turns need not look at it again
    app.run(options.host, port, workers=1, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
