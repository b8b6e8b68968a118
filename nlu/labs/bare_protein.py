"""The total protein that is only called "protein": beside its number ("protein came to 9.4 and albumin to 2.6"), and in a row of
blood tests ("low blood count, high protein", "calcium, protein and ESR were all normal")."""

from __future__ import annotations

from nlu.figures.quantity import PLAIN, Quantity
from nlu.labs.lab_sentence import LabSentence
from nlu.patterns.matcher import Match, Spans

_FINDING = "total_protein_raised"
_IN_BLOOD = {"g/L": (40.0, 200.0), "g/dL": (4.0, 20.0)}  # what total protein can be, and protein in urine is not
_ALONE = (60.0, 130.0)  # the same of a number alone: "Protein 88."


def bare_protein(here: LabSentence, spans: Spans) -> Match | None:
    """The word as a lab name, where a number of that size in such a unit is said of it, or without a unit beside another blood
    test; without any number as an item of a row of such tests."""
    if spans.get("URINE") or spans.get("URINARY") or any(n.finding == _FINDING for n in here.names):
        return None
    if not here.grammar["eaten"].isdisjoint(t.text for t in here.tokens):
        return None
    beside = any(n.finding in here.grammar["blood_levels"] for n in here.names)
    for at, token in enumerate(here.tokens):
        if token.text in here.grammar["bare_protein"] and at not in here.others:
            q = next((q for q in here.quantities if q.start > at), None)
            told = q is not None and here.grammar["came_to"].issuperset(here.words(at + 1, q.start))
            valued = q is not None and told and _in_blood(q, beside)
            return Match(_FINDING, "name", ((at, at + 1),)) if valued or (beside and _in_row(at, here, spans)) else None
    return None


def _in_row(at: int, here: LabSentence, spans: Spans) -> bool:
    """ "..., HIGH PROTEIN, ...", "calcium, PROTEIN and ESR": an item of its own, with a state before it or tests on both sides."""
    ends = here.grammar["commas"] | here.grammar["ands"]
    if at + 1 < len(here.tokens) and here.tokens[at + 1].text not in ends:
        return False
    state = next((s for label in ("HIGH", "LOW", "NORMAL") for s in spans.get(label, ()) if s.end == at), None)
    start = at if state is None else state.start
    opened = not start or here.tokens[start - 1].text in ends
    between = any(n.end <= at for n in here.names) and any(n.start > at for n in here.names)
    return opened and (state is not None or between)


def _in_blood(q: Quantity, beside: bool) -> bool:
    if q.kind != PLAIN or not isinstance(q.value, float):
        return False
    alone = list(_IN_BLOOD.values()) if beside else [_ALONE]
    sizes = [_IN_BLOOD[q.unit]] if q.unit in _IN_BLOOD else alone if q.unit is None else []
    return any(low <= q.value <= high for low, high in sizes)
