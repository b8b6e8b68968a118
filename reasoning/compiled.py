"""The rule tables as decision diagrams, built once per knowledge.

Each table becomes a function of its findings. A finding is a variable: unsettled, present or absent; a number is
unsettled or one of the intervals that the tables can tell apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from knowledge.model import Knowledge
from knowledge.rules_schema import Condition, Limit
from reasoning.cells import cells, conditions_of, limits_on, touched
from reasoning.diagram import Forest, Leaf
from reasoning.findings import Findings, figure, status
from reasoning.quantity import Interval

UNSETTLED, PRESENT, ABSENT = 0, 1, 2
_compiled: dict[int, tuple[Knowledge, Compiled]] = {}


def compiled(knowledge: Knowledge) -> Compiled:
    """The diagrams of this knowledge, built at first use and kept."""
    found = _compiled.get(id(knowledge))
    if found is None:
        found = _compiled[id(knowledge)] = (knowledge, Compiled(knowledge))
    return found[1]


class Compiled:
    """Diagrams of all parts of the assessment: each pillar, the picture, the urgency, each look-alike."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Build all diagrams; some 30 ms."""
        self.forest = Forest()
        self.order = list(_variables(knowledge))
        self.index = {finding: number for number, finding in enumerate(self.order)}
        every = list(conditions_of(knowledge))
        self.numeric = {
            finding: cells(limits_on(every, finding))
            for finding in self.order
            if knowledge.findings[finding].kind == "quantity"
        }
        self._spans = {
            finding: [(first, last) for first in range(len(pieces)) for last in range(first, len(pieces))]
            for finding, pieces in self.numeric.items()
        }
        self.parts: dict[str, int] = {}
        self._pillars: dict[str, int] = {}
        for name, pillar in knowledge.pillars.items():
            self._pillars[name] = self._table([(row.when, row.status) for row in pillar.rows])
        self.parts.update(self._pillars)
        self.parts["picture"] = self._table([(row.when, row.picture) for row in knowledge.pictures.rows])
        self.parts["urgency"] = self._table([(row.when, row.urgency) for row in knowledge.urgency])
        self.conditions = list(knowledge.differential)
        for condition, alike in knowledge.differential.items():
            self.parts[condition] = self._table([(alike.raised_when, True), (Condition(), False)])

    def setting(self, findings: Findings, unknown_stays: bool, free: Sequence[str] = ()) -> dict[int, int]:
        """The variables that are decided: the settled findings, and the unknown ones where they are to stay unknown.

        Findings of `free` are left open whatever they are.
        """
        found: dict[int, int] = {}
        for finding in findings:
            variable = self.index.get(finding)
            if variable is None or finding in free:
                continue
            stored = status(findings, finding)
            if finding in self.numeric:
                stated = figure(findings, finding)
                if stated is not None:
                    found[variable] = 1 + self._spans[finding].index(touched(stated, self.numeric[finding]))
                elif stored != "unknown" or unknown_stays:
                    found[variable] = UNSETTLED
            elif stored == "present":
                found[variable] = PRESENT
            elif stored == "absent":
                found[variable] = ABSENT
            elif unknown_stays:
                found[variable] = UNSETTLED
        return found

    def influences(self, setting: Mapping[int, int]) -> dict[str, tuple[str, ...]]:
        """For each undecided finding that can still change something, the parts of the assessment it can change."""
        names = list(self.parts)
        found: dict[str, list[str]] = {}
        for name, variables in zip(names, self.forest.support(list(self.parts.values()), setting), strict=True):
            for variable in variables:
                found.setdefault(self.order[variable], []).append(name)
        return {finding: tuple(found[finding]) for finding in self.order if finding in found}

    def width(self, finding: str) -> int:
        """How many values the variable of a finding has."""
        return 1 + len(self._spans[finding]) if finding in self.numeric else 3

    def answers(self, finding: str) -> list[tuple[str, int]]:
        """The plain answers to a finding with their value indexes: present and absent, or the classes of a number."""
        if finding not in self.numeric:
            return [("present", PRESENT), ("absent", ABSENT)]
        single = [1 + self._spans[finding].index((cell, cell)) for cell in range(len(self.numeric[finding]))]
        names = ["under", *["middle"] * (len(single) - 2), "over"]
        return list(zip(names, single, strict=True))

    def value(self, part: str, setting: Mapping[int, int]) -> object:
        """The value of one part of the assessment under this setting, findings not in it being unsettled."""
        return self.forest.evaluate(self.parts[part], setting)

    def verdict(self, setting: Mapping[int, int]) -> dict[str, object]:
        """The value of every part under this setting."""
        return {name: self.forest.evaluate(part, setting) for name, part in self.parts.items()}

    def _table(self, rows: Sequence[tuple[Condition, object]]) -> int:
        """The diagram of "first row that holds"; a span of numbers counts only where its cells agree."""
        result = self.forest.leaf(None)
        for condition, value in reversed(rows):
            result = self.forest.combine(_chooser(value), self._holds(condition), result)
        for finding in self.numeric:
            if limits_on([condition for condition, _ in rows], finding):
                result = self._spread(result, finding)
        return result

    def _holds(self, condition: Condition) -> int:
        forest = self.forest
        tests = [self._status(f, lambda s: s == PRESENT) for f in condition.all_present]
        if condition.any_present:
            tests.append(self._join(any, [self._status(f, lambda s: s == PRESENT) for f in condition.any_present]))
        tests += [self._status(f, lambda s: s == ABSENT) for f in condition.all_absent]
        tests += [self._status(f, lambda s: s == UNSETTLED) for f in condition.all_unsettled]
        tests += [self._status(f, lambda s: s != PRESENT) for f in condition.not_present]
        tests += [self._status(f, lambda s: s != ABSENT) for f in condition.not_absent]
        tests += [self._number(f, False, partial(_keeps, limit)) for f, limit in condition.value.items()]
        tests += [self._number(f, True, lambda piece: False) for f in condition.no_value]
        for pillar, statuses in condition.pillars.items():
            tests.append(forest.combine(statuses.__contains__, self._pillars[pillar]))
        count = condition.pillar_count
        if count:
            tests.append(
                forest.combine(
                    lambda *found: sum(one == count.status for one in found) >= count.at_least, *self._pillars.values()
                )
            )
        if condition.any_of:
            tests.append(self._join(any, [self._holds(inner) for inner in condition.any_of]))
        return self._join(all, tests)

    def _join(self, how: Callable[[Sequence[object]], bool], tests: Sequence[int]) -> int:
        result = self.forest.leaf(how is all)
        for test in tests:
            result = self.forest.combine(lambda *values: how(values), result, test)
        return result

    def _status(self, finding: str, test: Callable[[int], bool]) -> int:
        if finding in self.numeric:
            return self._number(finding, test(UNSETTLED), lambda piece: test(PRESENT))
        return self.forest.node(
            self.index[finding], tuple(self.forest.leaf(test(value)) for value in (UNSETTLED, PRESENT, ABSENT))
        )

    def _number(self, finding: str, unsettled: bool, test: Callable[[Interval], bool]) -> int:
        """A diagram of the figure; spans over several cells are undecided (None) until `_spread` settles them."""
        leaf = self.forest.leaf
        pieces = self.numeric[finding]
        return self.forest.node(
            self.index[finding],
            (
                leaf(unsettled),
                *(
                    leaf(test(pieces[first])) if first == last else leaf(unsettled)
                    for first, last in self._spans[finding]
                ),
            ),
        )

    def _spread(self, diagram: int, finding: str) -> int:
        """Give each span over several cells the result on which its cells agree, else the result of no figure."""
        variable, spans = self.index[finding], self._spans[finding]
        single = {first: number for number, (first, last) in enumerate(spans, start=1) if first == last}
        known: dict[int, int] = {}

        def build(part: int) -> int:
            if part in known:
                return known[part]
            found, children = self.forest.nodes[part]
            if not children or found > variable:
                result = part
            elif found < variable:
                result = self.forest.node(found, tuple(build(child) for child in children))
            else:
                spread = [children[0]]
                for first, last in spans:
                    alike = [children[single[cell]] for cell in range(first, last + 1)]
                    spread.append(
                        self.forest.combine(
                            lambda none, *values: values[0] if len(set(values)) == 1 else none, children[0], *alike
                        )
                    )
                result = self.forest.node(variable, tuple(spread))
            known[part] = result
            return result

        return build(diagram)


def _chooser(value: Leaf) -> Callable[[Leaf, Leaf], Leaf]:
    return lambda held, rest: value if held else rest


def _keeps(limit: Limit, piece: Interval) -> bool:
    return piece.within(limit) is True


def _variables(knowledge: Knowledge) -> Iterator[str]:
    """Findings that the tables look at: those of a pillar side by side, which keeps the diagrams small."""
    seen: set[str] = set()
    looked_at = [finding for pillar in knowledge.pillars.values() for finding in pillar.findings]
    for condition in conditions_of(knowledge):
        looked_at += condition.finding_ids()
    for finding in looked_at:
        if finding not in seen:
            seen.add(finding)
            yield finding
