"""Decision diagrams over findings: an exact, small form of a rule table.

A diagram is a function of variables with few values each (a finding: unsettled, present, absent). Equal parts are
stored once and a variable that changes nothing does not appear, so "can this finding still change the result?" is
exactly "does its variable still appear after the settled ones are put in?".
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

Leaf = Hashable
Children = tuple[int, ...]


class Forest:
    """Diagrams that share their parts. A diagram is an int: an index into `nodes`."""

    def __init__(self) -> None:
        """An empty forest."""
        self.nodes: list[tuple[int, Children]] = []
        self._values: dict[int, Leaf] = {}
        self._leaves: dict[Leaf, int] = {}
        self._unique: dict[tuple[int, Children], int] = {}

    def leaf(self, value: Leaf) -> int:
        """The diagram that is `value` whatever the variables are."""
        if value not in self._leaves:
            self._leaves[value] = len(self.nodes)
            self._values[len(self.nodes)] = value
            self.nodes.append((-1, ()))
        return self._leaves[value]

    def node(self, variable: int, children: Children) -> int:
        """The diagram that goes on with `children[v]` where the variable has its v-th value."""
        if len(set(children)) == 1:
            return children[0]
        key = (variable, children)
        if key not in self._unique:
            self._unique[key] = len(self.nodes)
            self.nodes.append(key)
        return self._unique[key]

    def value(self, diagram: int) -> Leaf:
        """The value of a diagram that is a leaf."""
        return self._values[diagram]

    def combine(self, operation: Callable[..., Leaf], *diagrams: int) -> int:
        """The diagram whose value is `operation` of the values of `diagrams`, at every setting of the variables."""
        known: dict[Children, int] = {}

        def build(parts: Children) -> int:
            if parts in known:
                return known[parts]
            variables = [self.nodes[part][0] for part in parts if self.nodes[part][1]]
            if not variables:
                result = self.leaf(operation(*(self._values[part] for part in parts)))
            else:
                top = min(variables)
                width = next(len(self.nodes[part][1]) for part in parts if self.nodes[part][0] == top)
                result = self.node(
                    top,
                    tuple(
                        build(tuple(self.nodes[part][1][v] if self.nodes[part][0] == top else part for part in parts))
                        for v in range(width)
                    ),
                )
            known[parts] = result
            return result

        return build(diagrams)

    def evaluate(self, diagram: int, setting: Mapping[int, int]) -> Leaf:
        """The value where each variable has the value index of `setting`, the 0th where it is not named."""
        variable, children = self.nodes[diagram]
        while children:
            diagram = children[setting.get(variable, 0)]
            variable, children = self.nodes[diagram]
        return self._values[diagram]

    def support(self, diagrams: Sequence[int], setting: Mapping[int, int]) -> list[frozenset[int]]:
        """For each diagram, the variables on which it still depends once those of `setting` have their values.

        Parts made by the restriction live only during the call, so a long-running process does not grow.
        """
        made: dict[tuple[int, Children], tuple[int, frozenset[int]]] = {}
        done: dict[int, tuple[int, frozenset[int]]] = {}
        empty: frozenset[int] = frozenset()
        nodes = self.nodes

        def restrict(diagram: int) -> tuple[int, frozenset[int]]:
            found = done.get(diagram)
            if found is not None:
                return found
            variable, children = nodes[diagram]
            if not children:
                result = (diagram, empty)
            elif variable in setting:
                result = restrict(children[setting[variable]])
            else:
                parts = [restrict(child) for child in children]
                ids = tuple(part[0] for part in parts)
                if len(set(ids)) == 1:
                    result = parts[0]
                else:
                    key = (variable, ids)
                    known = made.get(key)
                    if known is None:
                        known = made[key] = (-1 - len(made), empty.union((variable,), *(part[1] for part in parts)))
                    result = known
            done[diagram] = result
            return result

        return [restrict(diagram)[1] for diagram in diagrams]
