"""Rasa component: reads the findings of a message and hands them on as the entity `reading`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.loader import load
from nlu.learning.examples import message_examples, profile_examples, sentence_examples
from nlu.learning.learned import Learned
from nlu.reading import READING
from nlu.understanding import CLASSIFIERS, MESSAGES, PROFILES, SENTENCES, UNTRAINED, Reader, reader
from nlu.words.lexicon import load_lexicon

_OTHERS = 2  # of the messages that tell no finding, every how manieth is trained on (time)
_TELLS = "inform"  # the one intent whose examples tell findings; those of all others tell none


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FindingExtractor(GraphComponent):
    """Sets the entity `reading` (see `nlu.reading.Reading`) on every message. Trained on `nlu.learning.examples`."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, learned: Mapping[str, Learned] = UNTRAINED
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._reader = Reader(load_lexicon(config["locale"]), learned)

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
            return cls(config, model_storage, resource, {part: Learned.load(folder / part) for part in CLASSIFIERS})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """English unless config.yml says otherwise. The inverse of a classifier's regularisation: of sentences, of whole messages,
        of ages and sexes."""
        return {"locale": "en", "strength": 10.0, "strength_messages": 40.0, "strength_profiles": 10.0}

    def train(self, training_data: TrainingData) -> Resource:
        """Train the classifiers and persist them."""
        locale = self._config["locale"]
        findings, plain = load(locale).findings, reader(locale)
        examples = sentence_examples(locale, findings)
        others = [e.get(TEXT) for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT) != _TELLS]
        examples += [(text, frozenset()) for text in others[::_OTHERS]]
        learned = {
            SENTENCES: plain.learn_sentences(examples, self._config["strength"]),
            MESSAGES: plain.learn_messages(message_examples(locale, findings), self._config["strength_messages"]),
            PROFILES: plain.learn_profiles(profile_examples(locale), self._config["strength_profiles"]),
        }
        with self._storage.write_to(self._resource) as folder:
            for part, classifier in learned.items():
                classifier.save(folder / part)
        self._reader = Reader(load_lexicon(locale), learned)
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
