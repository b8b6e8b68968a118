"""Start Rasa without TensorFlow, and without the other imports that a trained bot never needs.

Rasa imports every component it ships before it reads a configuration, so TensorFlow and its add-ons are imported even
by a pipeline that uses none of them: seconds of start time and several hundred megabytes. `install` puts a module
finder in front of Python's own that answers for those packages with placeholders. Classes may be derived from a
placeholder and functions decorated with one, which is all that importing needs; creating an instance of one is an
error that says so.

Call `install()` before anything of Rasa is imported. The environment variable ``OSTEO_TENSORFLOW=real`` leaves all
imports alone, for a pipeline that does use TensorFlow (which must then be installed). See docs/decisions.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

SWITCH = "OSTEO_TENSORFLOW"
"""Environment variable: ``real`` leaves all imports alone."""

TENSORFLOW_PACKAGES = frozenset({"tensorflow", "keras", "tensorflow_addons", "tensorflow_text", "tensorflow_hub"})
"""Top-level packages that are answered for with placeholders."""

UNUSED_WHEN_SERVING = frozenset(
    {
        "matplotlib",
        "questionary",
        "prompt_toolkit",
        "boto3",
        "botocore",
        "pymongo",
        "aiogram",
        "slack_sdk",
        "webexteamssdk",
    }
    | {"twilio", "mattermostwrapper", "rocketchat_API", "fbmessenger", "aio_pika", "confluent_kafka", "colorclass"}
)
"""Top-level packages that Rasa imports for commands, stores and channels which the server does not use: plots,
questions in a terminal, DynamoDB and MongoDB, other channels, event brokers. A channel that needs one takes its name
off this list."""

TRUSTED_ESTIMATORS = (
    "sklearn.linear_model._logistic.LogisticRegression",
    "sklearn.linear_model._stochastic_gradient.SGDClassifier",
    "sklearn.svm._classes.LinearSVC",
    "sklearn.svm._classes.SVC",
    "sklearn.model_selection._search.GridSearchCV",
    "sklearn.preprocessing._label.LabelEncoder",
    "sklearn.naive_bayes.ComplementNB",
)
"""The scikit-learn types that a model file may hold. skops trusts every estimator of scikit-learn and imports all of
scikit-learn to list them; a short list starts faster and trusts less."""


_TRUSTED_TYPES = "skops.io._trusted_types"


class PlaceholderUsed(RuntimeError):
    """Something asked a placeholder to do real work, most likely a component of the pipeline that needs TensorFlow."""


class _PlaceholderType(type):
    """The type of every placeholder: has any attribute, decorates anything, cannot be instantiated."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _placeholder(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and callable(args[0]):
            return args[0]
        raise PlaceholderUsed(
            f"{cls.__module__}.{cls.__qualname__} is not loaded: the assistant runs without TensorFlow, and "
            "without what Rasa imports but a server does not use. Remove the component that needs it from config.yml, "
            f"or see server/light_rasa.py and {SWITCH}=real."
        )

    def __getitem__(cls, _item: Any) -> type:
        return cls


def _placeholder(module: str, name: str) -> type:
    return _PlaceholderType(name, (), {"__module__": module})


class PlaceholderModule(ModuleType):
    """Stands in for one module of TensorFlow; every attribute of it is a placeholder class."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        value = _placeholder(self.__name__, name)
        setattr(self, name, value)
        return value


class _PlaceholderFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers for the named packages and everything below them."""

    def __init__(self, packages: frozenset[str]) -> None:
        self.packages = packages

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname == _TRUSTED_TYPES:
            return importlib.machinery.ModuleSpec(fullname, self)
        if fullname.partition(".")[0] not in self.packages:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        if spec.name == _TRUSTED_TYPES:
            return None
        return PlaceholderModule(spec.name, "Stands in for a module that is not loaded.")

    def exec_module(self, module: ModuleType) -> None:
        """Fill the list of trusted types; a placeholder has nothing to run."""
        if module.__name__ == _TRUSTED_TYPES:
            module.__dict__.update(_trusted_types())


def _trusted_types() -> dict[str, Any]:
    """What skops keeps in this module, with the short list of estimators."""
    import numpy

    primitives = [int, float, str, bool]
    kinds: list[type] = [kind for group in numpy.sctypes.values() for kind in group]  # type: ignore[attr-defined]
    dtypes = {f"numpy.{kind.__name__}" for kind in kinds if kind.__module__ == "numpy"}
    return {
        "PRIMITIVES_TYPES": primitives,
        "PRIMITIVE_TYPE_NAMES": [f"builtins.{kind.__name__}" for kind in primitives],
        "SKLEARN_ESTIMATOR_TYPE_NAMES": list(TRUSTED_ESTIMATORS),
        "SCIPY_UFUNC_TYPE_NAMES": [],
        "NUMPY_UFUNC_TYPE_NAMES": [],
        "NUMPY_DTYPE_TYPE_NAMES": sorted(dtypes),
    }


def install(serving: bool = False) -> bool:
    """Put the placeholders in place; True when they are, False when ``OSTEO_TENSORFLOW=real`` asks for the real thing.

    Calling it twice does no harm. Raises RuntimeError when Rasa or TensorFlow was imported before it, since the
    placeholders would then come too late.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    if os.environ.get(SWITCH, "").strip().lower() == "real":
        return False
    if any(isinstance(finder, _PlaceholderFinder) for finder in sys.meta_path):
        return True
    early = sorted(TENSORFLOW_PACKAGES & sys.modules.keys())
    if early:
        raise RuntimeError(f"server.light_rasa.install() came too late: already imported: {', '.join(early)}")
    sys.meta_path.insert(0, _PlaceholderFinder(TENSORFLOW_PACKAGES | (UNUSED_WHEN_SERVING if serving else frozenset())))
    return True
