"""Custom actions run in the server's own process.

Rasa reaches custom actions through an endpoint, of which it uses only `request`, `kwargs` and `url`. This endpoint
hands the call to the SDK's executor directly. What goes in and out is copied through JSON, exactly as over HTTP, so an
action cannot hold or change the conversation it is given, and the same actions work behind an HTTP action server.
"""

from __future__ import annotations

from typing import Any

import ujson
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection


class InProcessActions(EndpointConfig):
    """An action endpoint without a network: runs the actions of one package.

    Actions get the domain only where the domain says so (Rasa's selective domain), plus the validation actions, which
    need it. It is one copy for all calls, not to be changed.
    """

    def __init__(self, package: str = "actions") -> None:
        """Import `package` with all its modules and register every action in it. An import error is raised as it is."""
        super().__init__(url="in-process", enable_selective_domain=True)
        self._domain: Any = None
        self._domain_copy: Any = None
        self.executor = ActionExecutor()
        self.executor._import_submodules(package)
        self.executor._register_all_actions()

    @property
    def names(self) -> frozenset[str]:
        """Names of the registered actions."""
        return frozenset(self.executor.actions)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Run the action that the call in ``kwargs["json"]`` names and return what it returned.

        An action that rejects its execution becomes the error response 400 that Rasa expects; any other exception of an
        action, and ActionNotFoundException for an unknown one, is raised as it is.
        """
        body = kwargs["json"]
        call = ujson.loads(ujson.dumps({key: value for key, value in body.items() if key != "domain"}))
        call["domain"] = self._copy_of(body.get("domain"))
        try:
            result = await self.executor.run(call)
        except ActionExecutionRejection as error:
            raise ClientResponseError(400, error.message, _body(error)) from error
        return ujson.loads(ujson.dumps(result))

    def _copy_of(self, domain: Any) -> Any:
        """The domain through JSON; copied once a model, since it is large and never changes."""
        if domain is None:
            return {}
        if domain is not self._domain:
            self._domain, self._domain_copy = domain, ujson.loads(ujson.dumps(domain))
        return self._domain_copy


def _body(error: ActionExecutionRejection) -> str:
    return ujson.dumps({"error": error.message, "action_name": error.action_name})
