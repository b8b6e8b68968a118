"""Runs the model's graph node after node.

Rasa hands every run to Dask's scheduler, which pays off for parallel training; the dozen quick nodes of a prediction
take longer to schedule than to run. The order is worked out once for each target.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner


class DirectRunner(DaskGraphRunner):
    """A graph runner without a scheduler."""

    _orders: dict[tuple[str, ...], list[tuple[str, GraphNode, tuple[str, ...]]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._orders = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run what the targets need and return their outputs; raises GraphRunError as Rasa's runner does."""
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        outputs: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, node, needs in self._orders[wanted]:
                outputs[name] = node(*(outputs.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {target: outputs[target][1] for target in wanted}

    def _order(self, targets: tuple[str, ...]) -> list[tuple[str, GraphNode, tuple[str, ...]]]:
        """The nodes that the targets need, each after those it needs itself; names that are no node are inputs."""
        order: dict[str, tuple[str, GraphNode, tuple[str, ...]]] = {}

        def visit(name: str) -> None:
            if name in order or name not in self._graph_schema.nodes:
                return
            needs = tuple(self._graph_schema.nodes[name].needs.values())
            for need in needs:
                visit(need)
            order[name] = (name, self._instantiated_nodes[name], needs)

        for target in targets:
            visit(target)
        return list(order.values())
