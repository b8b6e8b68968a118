"""Probabilities as log odds, in which what several classifiers say is added up."""

from __future__ import annotations

import math

_SCARCELY = 1e-5  # no probability is nearer to 0 or 1


def log_odds(p: float) -> float:
    """Of a probability, which is never quite 0 or 1."""
    p = min(max(p, _SCARCELY), 1.0 - _SCARCELY)
    return math.log(p / (1.0 - p))


def probability(odds: float) -> float:
    """Of log odds."""
    return 1.0 / (1.0 + math.exp(-odds))


def mean(*probabilities: float) -> float:
    """What several say of one thing: by the mean of their log odds."""
    return probability(sum(map(log_odds, probabilities)) / len(probabilities))
