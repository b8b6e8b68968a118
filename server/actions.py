"""The same custom actions behind HTTP, for several servers sharing one: ``python -m server.actions [--port 5055]``.

Set ``action_endpoint: {url: http://host:5055/webhook}`` in endpoints.yml to use it. It has no authentication of its
own and listens on this machine only unless ``--host`` says otherwise; keep it inside a private network.
"""

from __future__ import annotations

import argparse

from server import config, guard, logs


def main() -> None:
    """Start the HTTP action server."""
    parser = argparse.ArgumentParser(prog="python -m server.actions", description="Serve the custom actions over HTTP.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5055)
    parser.add_argument("--package", default="actions", help="the package whose actions are served")
    options = parser.parse_args()
    settings = config.load()

    from rasa_sdk.endpoint import create_app

    app = create_app(options.package, cors_origins="")
    logs.configure(settings.log_level)
    guard.hide_words(app)
    app.run(options.host, options.port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
