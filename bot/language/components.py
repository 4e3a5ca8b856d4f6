"""Rasa components over the Chinese of this field: normalising, the kind of question, the facts as entities."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from bot.eligibility.values import to_wire
from bot.language import pipeline  # noqa: F401  (registers the spaCy component that SpacyNLP loads)
from bot.language.linear import Linear, fitted
from bot.language.normalise import normalise

_ComponentType = DefaultV1Recipe.ComponentType


@DefaultV1Recipe.register(_ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Brings the text to one form before anything else sees it (see bot.language.normalise)."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normaliser:
        """Made by Rasa; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalise each message in place."""
        for message in messages:
            if message.get(TEXT):
                message.set(TEXT, normalise(message.get(TEXT)), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise the examples as messages will be."""
        self.process(training_data.training_examples)
        return training_data


def untrained_classifier(ngram: int = 4, strength: float = 10.0) -> Pipeline:
    """Logistic regression over weighted character n-grams."""
    words = TfidfVectorizer(analyzer="char", ngram_range=(1, ngram), sublinear_tf=True, lowercase=True)
    kinds = LogisticRegression(C=strength, max_iter=400, class_weight="balanced", random_state=1)
    return make_pipeline(words, kinds)


@DefaultV1Recipe.register(_ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionKind(IntentClassifier, GraphComponent):
    """The intent: logistic regression over weighted character n-grams of length 1 to 4.

    Measured against Rasa's LogisticRegressionClassifier and DIET in docs/decisions/0003-classifier.md.
    """

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Pipeline | None = None
    ):
        self._config, self._storage, self._resource = config, storage, resource
        self._model = None if model is None else Linear(model)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """ngram: longest n-gram; strength: inverse of regularisation; ranking: how many intents are returned."""
        return {"ngram": 4, "strength": 10.0, "ranking": 5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionKind:
        """Made by Rasa before training."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all intent examples."""
        examples = training_data.intent_examples
        model = untrained_classifier(self._config["ngram"], self._config["strength"])
        fitted(model, [_padded(e.get(TEXT)) for e in examples], [e.get(INTENT) for e in examples])
        self._model = Linear(model)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(model, folder / "model.joblib")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> QuestionKind:
        """Read the trained model back."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / "model.joblib"))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and intent ranking."""
        assert self._model is not None
        for message in messages:
            scores = self._model.together(_padded(message.get(TEXT) or ""))
            best = sorted(zip(scores, self._model.classes, strict=True), reverse=True)[: self._config["ranking"]]
            ranking = [{"name": name, "confidence": float(score)} for score, name in best]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def _padded(text: str) -> str:
    return f"^{text}$"


@DefaultV1Recipe.register(_ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactEntities(GraphComponent, EntityExtractorMixin):
    """The facts that the spaCy pipeline read, as entities: entity `fact`, value its id, `told` the value."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactEntities:
        """Made by Rasa; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add an entity for each reading."""
        for message in messages:
            doc = message.get("text_spacy_doc")
            found = [_entity(reading) for reading in doc._.readings] if doc is not None else []
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages


def _entity(reading: Any) -> dict[str, Any]:
    return {
        "entity": "fact",
        "value": reading.fact,
        "start": reading.start,
        "end": reading.end,
        "told": to_wire(reading.value),
        "words": reading.words,
        "supposed": reading.supposed,
    }
