from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server import light_rasa
from tests.serving import ROOT

LOAD_AND_PARSE = """
import asyncio, sys
from pathlib import Path
from server import light_rasa
assert light_rasa.install(serving=True)
project_root = Path(sys.argv[1])
sys.path.insert(0, str(project_root))
from server import config
from server.app import load_agent
from server.project import Project
agent = load_agent(Project(project_root), config.load(Path("/nonexistent")))
parsed = asyncio.run(agent.parse_message("my back hurts"))
assert parsed["intent"]["name"] == "pain", parsed
packages = light_rasa.TENSORFLOW_PACKAGES
loaded = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in packages}
assert "tensorflow" in loaded, "Rasa no longer imports TensorFlow: the placeholders can go"
real = sorted(name for name, module in loaded.items() if not isinstance(module, light_rasa.PlaceholderModule))
assert not real, f"TensorFlow came back: {real}"
print("light")
"""


def run(code: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_an_agent_loads_and_understands_without_tensorflow(fixture_model: Path, tmp_path: Path) -> None:
    done = run(LOAD_AND_PARSE, str(fixture_model), DATABASE_URL=f"sqlite:///{tmp_path}/x.db")
    assert done.stdout.strip().endswith("light"), done.stderr


def test_the_switch_leaves_imports_alone() -> None:
    code = "import sys; from server import light_rasa; before = len(sys.meta_path); "
    code += "print(light_rasa.install(), len(sys.meta_path) - before)"
    assert run(code, OSTEO_TENSORFLOW="real").stdout.split() == ["False", "0"]


def test_too_late_is_an_error() -> None:
    code = "import sys, types; sys.modules['keras'] = types.ModuleType('keras'); "
    code += "from server import light_rasa; light_rasa.install()"
    assert "came too late: already imported: keras" in run(code).stderr


def test_installing_twice_does_no_harm() -> None:
    before = len(sys.meta_path)
    assert light_rasa.install()
    assert len(sys.meta_path) == before


def test_a_placeholder_can_be_derived_from_and_decorate_but_not_work() -> None:
    import tensorflow as tf  # type: ignore[import-not-found]

    class Layer(tf.keras.layers.Layer):  # type: ignore[misc]
        pass

    @tf.function
    def unchanged() -> int:
        return 1

    assert unchanged() == 1
    with pytest.raises(light_rasa.PlaceholderUsed, match="OSTEO_TENSORFLOW"):
        Layer()


def test_a_model_file_is_trusted_with_few_types() -> None:
    from skops.io import _trusted_types  # type: ignore[import-not-found]

    assert set(_trusted_types.SKLEARN_ESTIMATOR_TYPE_NAMES) == set(light_rasa.TRUSTED_ESTIMATORS)
    assert "numpy.float64" in _trusted_types.NUMPY_DTYPE_TYPE_NAMES
    assert "builtins.int" in _trusted_types.PRIMITIVE_TYPE_NAMES
