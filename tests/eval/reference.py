"""An independent reading of the assessment contract, as tables. assess(findings) -> picture, pillars, urgency, differential.

Facts carry statuses; nothing is derived from a value here except the row of the marrow table. Keys that start with "_" are notes of
the case's author (who the conversation is about) and are ignored. Standard library only; shares no code with the assistant.
"""

import re

VOCABULARY = {
    "profile": "age sex",
    "symptoms": "spinal_pain bone_pain pain_persistent pain_progressive pain_severe radiating_pain limb_weakness bladder_bowel_change "
    "saddle_numbness confusion pathological_fracture fatigue weight_loss soft_tissue_mass",
    "blood_and_urine": "anemia hemoglobin esr_raised calcium_raised total_protein_raised globulin_raised albumin_low m_protein "
    "urine_protein bence_jones urine_crystals alp_raised",
    "bone_marrow": "marrow_plasma_cells plasma_cells_increased plasma_cells_abnormal",
    "imaging": "diffuse_osteoporosis osteolytic_lesions skull_lesions reactive_bone vertebral_compression_fracture long_bone_lesion "
    "lung_metastasis",
    "history": "known_cancer rheumatoid_arthritis chronic_inflammation hyperparathyroidism known_osteoporosis macroglobulinemia "
    "known_sarcoma",
}
VOCABULARY = {group: ids.split() for group, ids in VOCABULARY.items()}
IDS = [i for ids in VOCABULARY.values() for i in ids]
UNITS = {
    "age": "years",
    "hemoglobin": "g/L",
    "esr_raised": "mm/h",
    "calcium_raised": "mmol/L",
    "total_protein_raised": "g/L",
    "globulin_raised": "g/L",
    "albumin_low": "g/L",
    "alp_raised": "U/L",
    "marrow_plasma_cells": "%",
}

S, E, N, U = "supported", "equivocal", "not_supported", "unknown"
P, A = "present", "absent"

# row of the marrow table x status of plasma_cells_abnormal
MARROW = {
    "over_10": {P: S, U: S, A: E},
    "8_to_10": {P: S, U: E, A: E},
    "under_8": {P: E, U: N, A: N},
    "increased": {P: S, U: E, A: E},
    "not_increased": {P: S, U: N, A: N},
    "nothing_known": {P: S, U: U, A: N},
}
# first line of which every condition holds: (status, [(wanted status, any of these findings)])
BONE = [
    (E, [(P, "osteolytic_lesions skull_lesions"), (P, "reactive_bone")]),
    (S, [(P, "osteolytic_lesions skull_lesions")]),
    (E, [(P, "diffuse_osteoporosis vertebral_compression_fracture pathological_fracture long_bone_lesion")]),
    (N, [(A, "osteolytic_lesions")]),
    (U, []),
]
PROTEIN = [
    (S, [(P, "m_protein bence_jones")]),
    (N, [(A, "m_protein")]),
    (E, [(P, "globulin_raised total_protein_raised urine_protein")]),
    (U, []),
]
CLINICAL = (
    "spinal_pain bone_pain radiating_pain limb_weakness pathological_fracture soft_tissue_mass fatigue anemia weight_loss "
    "esr_raised calcium_raised"
).split()
EMERGENCY = [["limb_weakness"], ["bladder_bowel_change"], ["saddle_numbness"], ["confusion", "calcium_raised"]]
PROMPT = [
    ["pathological_fracture"],
    ["vertebral_compression_fracture"],
    ["long_bone_lesion"],
    ["soft_tissue_mass"],
    ["lung_metastasis"],
    ["known_sarcoma"],
    ["calcium_raised"],
    ["radiating_pain"],
    ["known_cancer", "spinal_pain"],
    ["known_cancer", "bone_pain"],
    ["60+", "spinal_pain", "pain_persistent"],
    ["60+", "bone_pain", "pain_persistent"],
]
# condition: pillars (name, statuses that raise it), findings that raise it by being present
DIFFERENTIAL = {
    "metastatic_cancer": ([("bone", (S, E)), ("protein", (S,))], ["known_cancer"]),
    "senile_osteoporosis": ([("bone", (S, E))], ["known_osteoporosis"]),
    "hyperparathyroidism": ([("bone", (S, E))], ["calcium_raised", "hyperparathyroidism"]),
    "reactive_plasmacytosis": ([("marrow", (E,))], []),
    "macroglobulinemia": ([("protein", (S,))], ["macroglobulinemia"]),
    "sarcoma": ([("protein", (S,))], ["long_bone_lesion", "known_sarcoma"]),
}


def ends(value):
    """both ends of a value as said: 31, "8-10", ">60", "<5" """
    if isinstance(value, (int, float)):
        return value, value
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", str(value))]
    if not numbers:
        return None
    if re.match(r"\s*(>|over|above|more)", str(value)):
        return numbers[0] + 1e-6, float("inf")
    if re.match(r"\s*(<|under|below|less)", str(value)):
        return float("-inf"), numbers[0] - 1e-6
    return numbers[0], numbers[-1]


def band(pct):
    return "over_10" if pct > 10 else "8_to_10" if pct >= 8 else "under_8"


def first(lines, status):
    return next(
        result
        for result, conditions in lines
        if all(any(status(f) == want for f in ids.split()) for want, ids in conditions)
    )


def marrow(findings, status):
    row = None
    if status("marrow_plasma_cells") == P and findings["marrow_plasma_cells"].get("value") is not None:
        both = ends(findings["marrow_plasma_cells"]["value"])
        if both and band(both[0]) == band(both[1]):
            row = band(both[0])
    if row is None:
        row = {P: "increased", A: "not_increased"}.get(status("plasma_cells_increased"), "nothing_known")
    return MARROW[row][status("plasma_cells_abnormal")]


def picture(pillars, clinical):
    n = list(pillars.values())
    lines = [
        ("typical", n.count(S) == 3),
        ("partial", S in n),
        ("unlike", n.count(N) == 3),
        ("possible", E in n or clinical),
        ("unlike", n.count(N) == 2),
        ("insufficient", True),
    ]
    return next(name for name, holds in lines if holds)


def assess(findings):
    findings = {k: v for k, v in (findings or {}).items() if not k.startswith("_")}
    strange = set(findings) - set(IDS)
    if strange:
        raise ValueError("not in the vocabulary: " + ", ".join(sorted(strange)))

    def status(f):
        return findings.get(f, {}).get("status", U)

    def holds(f):
        if f == "60+":
            return status("age") == P and ends(findings["age"]["value"])[0] >= 60
        return status(f) == P

    pillars = {"marrow": marrow(findings, status), "bone": first(BONE, status), "protein": first(PROTEIN, status)}
    if any(all(map(holds, line)) for line in EMERGENCY):
        urgency = "emergency"
    elif S in pillars.values() or any(all(map(holds, line)) for line in PROMPT):
        urgency = "prompt"
    else:
        urgency = "routine"
    return {
        "picture": picture(pillars, any(map(holds, CLINICAL))),
        "pillars": {k: {"status": v} for k, v in pillars.items()},
        "urgency": urgency,
        "differential": sorted(
            c
            for c, (by_pillar, by_finding) in DIFFERENTIAL.items()
            if any(pillars[p] in wanted for p, wanted in by_pillar) or any(map(holds, by_finding))
        ),
    }
