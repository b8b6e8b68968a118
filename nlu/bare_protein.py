"""The total protein that is only called "protein" beside its number: "protein came to 9.4 and albumin to 2.6"."""

from __future__ import annotations

from nlu.lab_sentence import LabSentence
from nlu.matcher import Match, Spans
from nlu.quantities import PLAIN, Quantity

_FINDING = "total_protein_raised"
_IN_BLOOD = {"g/L": (40.0, 200.0), "g/dL": (4.0, 20.0)}  # what total protein can be, and protein in urine is not


def bare_protein(here: LabSentence, spans: Spans) -> Match | None:
    """The word as a lab name, where a number of that size in such a unit is said of it, or without a unit beside another blood test."""
    if spans.get("URINE") or spans.get("URINARY") or any(n.finding == _FINDING for n in here.names):
        return None
    beside = any(n.finding in here.grammar["blood_levels"] for n in here.names)
    for at, token in enumerate(here.tokens):
        if token.text in here.grammar["bare_protein"] and at not in here.others:
            q = next((q for q in here.quantities if q.start > at), None)
            told = q is not None and here.grammar["came_to"].issuperset(here.words(at + 1, q.start))
            return Match(_FINDING, "name", ((at, at + 1),)) if q is not None and told and _in_blood(q, beside) else None
    return None


def _in_blood(q: Quantity, beside: bool) -> bool:
    if q.kind != PLAIN or not isinstance(q.value, float):
        return False
    sizes = [_IN_BLOOD[q.unit]] if q.unit in _IN_BLOOD else list(_IN_BLOOD.values()) if q.unit is None and beside else []
    return any(low <= q.value <= high for low, high in sizes)
