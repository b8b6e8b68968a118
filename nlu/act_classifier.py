"""Rasa component: the intent of a message, the acts of its sentences, the topics of the document it asks for."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.loader import load
from nlu.acts.asked import Asking
from nlu.acts.judge import Judge
from nlu.acts.phrases import openers, phrases_anywhere
from nlu.acts.quotes import Quotes
from nlu.acts.topics import asked_examples, topic_examples
from nlu.acts.urgent import urgent_of
from nlu.learning.linear_text import LinearText, train
from nlu.patterns.states import STATES
from nlu.reading import READING, Reading
from nlu.words.lexicon import Lexicon, load_lexicon
from nlu.words.mending import mender
from nlu.words.spelling import english

ACTS = "acts"
_COMMON = 3_000_000  # corpus count from which an English word says nothing about a question's subject


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(GraphComponent):
    """Trained on data/nlu (intents) and on the questions of the knowledge's words (topics)."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        models: tuple[LinearText, LinearText] | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._judge = self._make_judge(*models) if models else None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ActClassifier:
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
    ) -> ActClassifier:
        """Called by Rasa to serve. A missing or damaged model raises, so that the start stops."""
        with model_storage.read_from(resource) as folder:
            return cls(
                config,
                model_storage,
                resource,
                (LinearText.load(folder / "intents"), LinearText.load(folder / "topics")),
            )

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength`: inverse of the regularisation of a classifier; `nearness`: what likeness to an example of a label
        adds to the label's log odds; `shift`: what is added to all."""
        return {
            "locale": "en",
            "intent_strength": 4.0,
            "intent_nearness": 3.0,
            "intent_shift": -0.4,
            "topic_strength": 10.0,
            "topic_nearness": 5.0,
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Train both classifiers and persist them."""
        knowledge = load(self._config["locale"])
        texts, labels = topic_examples(knowledge)
        for text, topic in asked_examples(knowledge):
            texts.append(text)
            labels.append(topic)
        examples = [(e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if e.get(TEXT)]
        # Every question that the document is known to answer, or not to answer, is an example of asking it.
        examples += [
            (text, "ask_outside" if label.startswith("outside:") else "ask_document")
            for text, label in zip(texts, labels, strict=True)
        ]
        intents = train(
            [text for text, _ in examples],
            [intent for _, intent in examples],
            self._config["intent_strength"],
            nearness=self._config["intent_nearness"],
            shift=self._config["intent_shift"],
        )
        topics = train(texts, labels, self._config["topic_strength"], nearness=self._config["topic_nearness"])
        with self._storage.write_to(self._resource) as folder:
            intents.save(folder / "intents")
            topics.save(folder / "topics")
        self._judge = self._make_judge(intents, topics)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and the entity `acts` of every message."""
        assert self._judge is not None
        for message in messages:
            entities = message.get(ENTITIES, [])
            reading = next((Reading.from_dict(e["value"]) for e in entities if e["entity"] == READING), Reading())
            text = message.get(TEXT) or ""
            acts = self._judge.judge(text, reading)
            message.set(INTENT, {"name": acts.lead, "confidence": acts.confidence}, add_to_output=True)
            message.set("intent_ranking", [{"name": n, "confidence": p} for n, p in acts.ranking], add_to_output=True)
            found = {
                "entity": ACTS,
                "start": 0,
                "end": len(text),
                "value": acts.as_dict(),
                "extractor": "ActClassifier",
            }
            message.set(ENTITIES, [*entities, found], add_to_output=True)
        return messages

    def _make_judge(self, intents: LinearText, topics: LinearText) -> Judge:
        locale = self._config["locale"]
        texts, _ = topic_examples(load(locale))
        lexicon = load_lexicon(locale)
        words = {w for t in texts for w in re.findall(r"[^\W\d_]+", t.lower())} | lexicon.vocabulary
        words |= {w for w, count in english().items() if count >= _COMMON * 10}
        rows = ("fillers", "points", "compares", "differs", "joins")
        asking = Asking(
            topics, frozenset(words), mender(lexicon).text, **{row: phrases_of(lexicon, "asking", row) for row in rows}
        )
        return Judge(
            intents,
            asking,
            openers([str(p) for p in lexicon.raw["cues"]["question_start"]]),
            _replies(lexicon),
            urgent_of(lexicon.raw["urgent"]),
            phrases_of(lexicon, "asking", "anywhere"),
            _stated(lexicon),
            _reporting(lexicon),
            phrases_of(lexicon, "asking", "limits"),
            openers([w for kind in ("be", "do", "can", "have") for w in sorted(lexicon.grammar[f"auxiliaries_{kind}"])]),
            _own(lexicon),
            _denials(lexicon),
            quotes_of(lexicon),
            phrases_of(lexicon, "asking", "begun"),
            lexicon.grammar["alarming"],
            _terms(locale),
        )


def _terms(locale: str) -> frozenset[str]:
    """The terms of the glossary in all their names, in lower case and without hyphens."""
    glossary = load(locale).words.glossary.values()
    names = {name.lower().replace("-", " ") for term in glossary for name in (term.term, *term.aliases)}
    return frozenset(names | {f"{name}s" for name in names})


def _replies(lexicon: Lexicon) -> tuple[str, ...]:
    """How a sentence begins that answers the one before it: "yes", "nope", "oh no"."""
    answers = lexicon.raw["answers"]
    words = {str(w) for kind in ("yes", "no") for w in answers[kind] if str(w).isalpha() and len(w) > 1}
    return tuple(sorted(words | {f"{opener} {w}" for opener in lexicon.grammar["reply_openers"] for w in words}))


def phrases_of(lexicon: Lexicon, table: str, row: str) -> re.Pattern[str]:
    """A pattern that finds the phrases of a row of the lexicon."""
    return phrases_anywhere([str(p) for p in lexicon.raw[table][row]])


def _stated(lexicon: Lexicon) -> re.Pattern[str]:
    """Tests and how they came out, in phrases that hold a word by which others ask ("the sed RATE is above WHAT it should be")."""
    asking = phrases_of(lexicon, "asking", "anywhere")
    rows = [lexicon.raw["groups"][group] for group in STATES]
    rows += [row["name"] for row in lexicon.raw["findings"].values() if "name" in row]
    rows.append(lexicon.raw["asking"]["idle"])
    return phrases_anywhere([p for p in map(str, chain(*rows)) if asking.search(p)])


def _reporting(lexicon: Lexicon) -> re.Pattern[str]:
    """Words by which somebody tells of a result, and how one came out in words that ask elsewhere ("WHERE it should be")."""
    asking = phrases_of(lexicon, "asking", "anywhere")
    states = (str(p) for group in STATES for p in lexicon.raw["groups"][group])
    return phrases_anywhere([*map(str, lexicon.raw["cues"]["reporting"]), *(p for p in states if asking.search(p))])


def _own(lexicon: Lexicon) -> re.Pattern[str]:
    """Words by which a sentence tells of somebody, where they do not merely ask to be told ("what can I do")."""
    owners, listeners = (sorted(lexicon.grammar[f"question_{row}"]) for row in ("owners", "listeners"))
    before = "".join(rf"(?<!\b{re.escape(word)} )" for word in listeners)
    return re.compile(rf"{before}\b(?:{'|'.join(map(re.escape, owners))})\b")


def _denials(lexicon: Lexicon) -> re.Pattern[str]:
    """A sentence that opens or ends as plain denials do ("no cancer ever", "cancer: no")."""
    first, last = ("|".join(map(re.escape, lexicon.raw["asking"][f"denial_{row}"])) for row in ("opens", "ends"))
    return re.compile(rf"^(?:{first})\b|\b(?:{last})[.! ]*$")


def quotes_of(lexicon: Lexicon) -> Quotes:
    """How quotations of the document are known in a locale."""
    rows = {row: phrases_of(lexicon, "asking", f"quote_{row}") for row in ("odd", "source", "document", "own")}
    return Quotes(**rows, reporting=phrases_of(lexicon, "cues", "reporting"))
