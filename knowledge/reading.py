"""Reads one YAML file into its model; every failure becomes a KnowledgeError with path, line and mend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from knowledge.errors import KnowledgeError
from knowledge.schema import Model

M = TypeVar("M", bound=Model)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _DuplicateKey(Exception):
    def __init__(self, key: object, line: int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line


class _Loader(_Base):  # type: ignore[misc]
    """The C loader, which also refuses a key given twice in one mapping."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in result:
            raise _DuplicateKey(key, key_node.start_mark.line + 1)
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)

_MENDS = {
    "value_error.extra": "remove this key, or correct its spelling (keys are listed in docs/knowledge.md)",
    "value_error.missing": "add this key (its meaning is in docs/knowledge.md)",
    "value_error.const": "use one of the allowed values",
    "type_error.enum": "use one of the allowed values",
    "value_error.list.min_items": "add entries until there are enough",
    "value_error.list.max_items": "remove entries until there are few enough",
    "value_error.str.regex": "use lower-case letters, digits and underscores, starting with a letter",
}


def line_of(path: Path, loc: Iterable[object]) -> int:
    """The line (from 1) of the entry that `loc` (keys and indexes from the top) leads to, or of its nearest parent."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Base)
    line = 1
    for step in loc:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                if key_node.value == str(step):
                    line, child = key_node.start_mark.line + 1, value_node
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
            line = child.start_mark.line + 1
        if child is None:
            break
        node = child
    return line


def fail(path: Path, loc: Sequence[object], problem: str, mend: str) -> KnowledgeError:
    """The error for the entry at `loc` of the file; the caller raises it."""
    return KnowledgeError(path, line_of(path, loc), problem, mend)


def read(path: Path, model: type[M]) -> M:
    """Read and check one file. Raises KnowledgeError; nothing else for any content of the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KnowledgeError(
            path, 1, "this file is missing", "put it back, or copy its form from another locale"
        ) from None
    except UnicodeDecodeError as error:
        raise KnowledgeError(path, 1, f"not UTF-8 text ({error.reason})", "save the file as UTF-8") from None
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  (it is a safe loader)
    except _DuplicateKey as error:
        raise KnowledgeError(path, error.line, f"`{error.key}` is given twice", "keep one of the two entries") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(
            path, line, f"not YAML ({error.problem})", "correct the indentation, quotes or brackets here"
        ) from None
    if not isinstance(data, dict):
        raise KnowledgeError(
            path, 1, "the file holds no mapping at its top", f"start with one of: {', '.join(model.__fields__)}"
        )
    try:
        return model.parse_obj(data)
    except ValidationError as error:
        first = error.errors()[0]
        loc = [step for step in first["loc"] if step != "__root__"]
        where = ".".join(str(step) for step in loc)
        mend = _MENDS.get(first["type"], "give a value of the kind that docs/knowledge.md says")
        raise fail(path, loc, f"{where}: {first['msg']}", mend) from None
