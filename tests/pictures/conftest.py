"""The knowledge, and findings of a person to draw."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.loader import load
from knowledge.model import Knowledge

TOLD: dict[str, dict[str, Any]] = {
    "spinal_pain": {"status": "present", "sites": ["lower back"]},
    "bone_pain": {"status": "present", "sites": ["ribs", "thigh"]},
    "osteolytic_lesions": {"status": "present", "sites": ["ribs", "pelvis"]},
    "skull_lesions": {"status": "present"},
    "pathological_fracture": {"status": "present"},
    "vertebral_compression_fracture": {"status": "present"},
    "marrow_plasma_cells": {"status": "present", "value": 14, "unit": "%"},
    "m_protein": {"status": "present"},
}


@pytest.fixture(scope="session")
def k() -> Knowledge:
    return load()
