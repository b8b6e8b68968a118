"""docs/knowledge.md names every file and every field, so that whoever changes the knowledge finds all of them there."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import drawings_schema, files_schema, rules_schema, schema, telling_schema, words_schema
from knowledge.loader import ROOT
from knowledge.schema import Model

TEXT = (ROOT.parent / "docs" / "knowledge.md").read_text("utf-8")
MODELS = [
    model
    for module in (schema, rules_schema, telling_schema, files_schema, words_schema, drawings_schema)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Model) and model is not Model
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_documented(model: type[Model]) -> None:
    for field in model.__fields__.values():
        assert f"`{field.alias}`" in TEXT, f"{model.__name__}.{field.alias}"


def test_every_file_is_documented() -> None:
    files: list[Path] = [*ROOT.glob("*.yml"), *ROOT.glob("*.txt"), *(ROOT / "locales" / "en").glob("*.yml")]
    for file in files:
        assert file.name in TEXT
