"""Rasa component: reads the findings of a message and hands them on as the entity `reading`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.loader import load
from nlu.learning.examples import message_examples, profile_examples, short_examples, with_sexes
from nlu.learning.gist import gist_examples, with_telling
from nlu.learning.remarks import among_remarks
from nlu.learning.stances import stances_to_learn
from nlu.learning.trained import Trained
from nlu.learning.value_examples import value_examples
from nlu.reading import READING
from nlu.understanding import UNTRAINED, Reader, learn_findings, reader
from nlu.words.lexicon import load_lexicon


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FindingExtractor(GraphComponent):
    """Sets the entity `reading` (see `nlu.reading.Reading`) on every message. Trained on `nlu.learning.examples`."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, trained: Trained = UNTRAINED
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._reader = Reader(load_lexicon(config["locale"]), trained)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FindingExtractor:
        """Called by Rasa for training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FindingExtractor:
        """Called by Rasa to serve. A missing or damaged model raises, so that the start stops."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Trained.load(folder))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """English unless config.yml says otherwise. The inverse of the regularisation of the classifiers."""
        return {"locale": "en", "strength_gist": 40.0, "strength_profiles": 10.0, "strength_stances": 20.0}

    def train(self, training_data: TrainingData) -> Resource:
        """Train the classifiers and persist them."""
        locale = self._config["locale"]
        knowledge, plain = load(locale), reader(locale)
        findings = knowledge.findings
        profiles, values = profile_examples(locale), value_examples(locale, knowledge)
        messages = with_telling(with_sexes(message_examples(locale, findings), profiles), values)
        alone = short_examples(locale, findings, plain.grammar["emergencies"])
        short = with_telling([*alone, *among_remarks(locale, alone)], values)
        trained = Trained(
            gist=plain.learn_whole(gist_examples(messages, short), self._config["strength_gist"]),
            findings=learn_findings(locale, [*messages, *short], values, knowledge),
            profiles=plain.learn_profiles(profiles, self._config["strength_profiles"]),
            stances=plain.learn_whole(stances_to_learn(locale, findings), self._config["strength_stances"]),
        )
        with self._storage.write_to(self._resource) as folder:
            trained.save(folder)
        self._reader = Reader(load_lexicon(locale), trained)
        return self._resource

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
