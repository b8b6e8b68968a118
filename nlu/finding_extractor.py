"""Rasa component: reads the findings of a message and hands them on as the entity `reading`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.understanding import reader

READING = "reading"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FindingExtractor(GraphComponent):
    """Sets the entity `reading` (see `nlu.reading.Reading`) on every message."""

    def __init__(self, locale: str) -> None:
        self._reader = reader(locale)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FindingExtractor:
        """Called by Rasa. `config` may name the `locale` of the lexicon."""
        return cls(config["locale"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """English unless config.yml says otherwise."""
        return {"locale": "en"}

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the reading of every message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = {
                "entity": READING,
                "start": 0,
                "end": len(text),
                "value": self._reader.read(text).as_dict(),
                "extractor": "FindingExtractor",
            }
            message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
        return messages
