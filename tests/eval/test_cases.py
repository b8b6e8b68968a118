"""The cases themselves: they parse, ids are unique, and what the vignettes expect agrees with the oracle (reference.py).
Run by pytest, or alone: python3 tests/eval/test_cases.py. Needs no server and none of the assistant's code."""

import importlib.util
import json
import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent
FOLDERS = [HERE / "develop", HERE / "report"]
CONTROLS = {
    "skip",
    "dont_know",
    "why",
    "back",
    "restart",
    "delete",
    "what_stored",
    "summary",
    "print",
    "human",
    "repeat",
    "rephrase",
    "correct",
    "thanks",
    "goodbye",
    "greet",
    "help",
    "wait",
    "upset",
    "who_are_you",
}


def module(path):
    spec = importlib.util.spec_from_file_location("eval_%s_%s" % (path.parent.name, path.stem), str(path))
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    return m


reference, answers = module(HERE / "reference.py"), module(HERE / "answers.py")


def load(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def vignettes():
    return [(folder, c) for folder in FOLDERS for c in load(folder / "vignettes.jsonl")]


def by_value(finding, value, findings):
    """the status that a value decides by the contract's adult ranges, or None where it stays open"""
    sex, age = findings.get("sex", {}).get("value"), findings.get("age", {}).get("value")
    above = {"calcium_raised": 2.60, "total_protein_raised": 80, "globulin_raised": 35, "alp_raised": 130}
    if finding in above:
        return "present" if value > above[finding] else "absent"
    if finding == "albumin_low":
        return "present" if value < 35 else "absent"
    if finding == "anemia":
        low, high = {"male": (130, 130), "female": (120, 120)}.get(sex, (120, 130))
        return "present" if value < low else "absent" if value >= high else None
    if finding == "esr_raised":
        table = {("male", True): 20, ("female", False): 20, ("male", False): 15, ("female", True): 30}
        limits = [
            v
            for (s, old), v in table.items()
            if (sex not in ("male", "female") or s == sex) and (age is None or old == (age >= 50))
        ]
        return "present" if value > max(limits) else "absent" if value <= min(limits) else None
    return "present"


def check_findings(findings, where, printed=False):
    for f, x in findings.items():
        if f.startswith("_"):
            continue
        assert f in reference.IDS, (where, f)
        assert x["status"] in ("present", "absent", "unknown"), (where, f)
        value = x.get("value")
        if f in reference.UNITS and value is not None:
            assert x.get("unit") == reference.UNITS[f], (where, f)
            if isinstance(value, str):
                continue
            if "range" in x:
                low, high = x["range"]
                want = "present" if (value < low if f == "albumin_low" else value > high) else "absent"
            elif printed:  # the messages print a range of their own, which decides
                continue
            else:
                want = by_value(f, value, findings)
            assert want is None or want == x["status"], (where, f, want)
        elif f in ("age", "hemoglobin", "marrow_plasma_cells", "sex"):
            assert value is not None, (where, f)
    if "hemoglobin" in findings:
        want = by_value("anemia", findings["hemoglobin"]["value"], findings)
        assert want is None or findings.get("anemia", {}).get("status") == want, (where, "anemia", want)
    for pain in ("pain_persistent", "pain_progressive", "pain_severe"):
        assert pain not in findings or any(
            findings.get(p, {}).get("status") == "present" for p in ("spinal_pain", "bone_pain")
        ), (where, pain)


def test_all_files_parse_and_ids_are_unique():
    seen = {}
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.jsonl")):
            ids = [c["id"] for c in load(path)]
            assert ids and len(ids) == len(set(ids)), path
            for i in ids:
                assert seen.setdefault((path.name, i), folder) == folder, (path, i)


def test_vignettes_agree_with_the_reference():
    for folder, c in vignettes():
        where, e = (folder.name, c["id"]), c["expect"]
        got = reference.assess(e["findings"])
        assert (e["picture"], e["urgency"]) == (got["picture"], got["urgency"]), where
        assert e["pillars"] == {k: v["status"] for k, v in got["pillars"].items()}, where
        assert sorted(e["differential"]) == got["differential"], where
        printed = any("range" in t for t in c["turns"])
        check_findings(e["findings"], where, printed)
        check_findings(c["facts"], where, printed)
        for f, x in e["findings"].items():
            assert c["facts"].get(f) == x, (where, f, "facts lack what the turns say")
        for f in c.get("must_not", ()):
            assert f in reference.IDS and c["facts"].get(f, {}).get("status") != "present", (where, f)
        assert set(c.get("optional", ())) <= set(reference.IDS), where
        assert 2 <= len(c["turns"]) <= 7 and c.get("opening", c["turns"][0]).strip() and all(t.strip() for t in c["turns"]), where
        # what is optional must not move the verdict, whichever way it is stored
        without = {f: x for f, x in e["findings"].items() if f not in c.get("optional", ()) or "value" in x}
        assert reference.assess(without) == got, (where, "optional finding decides")


def test_every_verdict_is_covered_in_each_folder():
    for folder in FOLDERS:
        cases = [c["expect"] for f, c in vignettes() if f == folder]
        assert len(cases) >= 35
        assert {e["picture"] for e in cases} == {"typical", "partial", "possible", "unlike", "insufficient"}
        assert {e["urgency"] for e in cases} == {"emergency", "prompt", "routine"}
        assert {d for e in cases for d in e["differential"]} == set(reference.DIFFERENTIAL)


def test_folders_share_no_wording():
    """Short turns ("back pain, constant") are everybody's; what is longer belongs to one folder."""
    said = {}
    turns = [(folder, t) for folder, c in vignettes() for t in c["turns"]]
    turns += [(folder, c["text"]) for folder in FOLDERS for c in load(folder / "controls.jsonl")]
    for folder, text in turns:
        plain = re.sub(r"\W+", " ", text.lower()).strip()
        if len(plain.split()) > 7:
            assert said.setdefault(plain, folder) == folder, text


def test_controls_are_well_formed():
    for folder in FOLDERS:
        cases = load(folder / "controls.jsonl")
        assert len(cases) >= 80
        for c in cases:
            where = (folder.name, c["id"])
            assert (
                c["state"] in ("asking", "after_findings", "after_assessment")
                and c["control"] in CONTROLS
                and c["text"].strip()
            ), where
            assert (c["control"] == "correct") == ("want" in c), where
            assert set(c.get("want", {})) <= set(reference.IDS), where
            assert c["control"] not in ("skip", "dont_know", "back") or (
                c["state"] != "after_assessment"
            ), where


def test_the_simulated_patient_always_has_words():
    for _folder, c in vignettes():
        rng = random.Random(c["id"])
        for group, ids in answers.MEMBERS.items():
            assert group in answers.GROUPS
            for text in [answers.group_answer(group, c["facts"], rng)] + [
                answers.answer(f, c["facts"], rng) for f in ids
            ]:
                assert text.strip() and "{" not in text and "None" not in text.replace("None of th", ""), (
                    c["id"],
                    group,
                    text,
                )


def test_the_folder_loaders_work():
    for folder in FOLDERS:
        assert module(folder / "reference.py").assess({})["picture"] == "insufficient"
        assert module(folder / "answers.py").GROUPS == answers.GROUPS


def test_reference_by_hand():
    def say(**kw):
        return {k: (v if isinstance(v, dict) else {"status": v}) for k, v in kw.items()}

    p, a = "present", "absent"

    def pct(x):
        return {"status": p, "value": x, "unit": "%"}

    for findings, marrow in [
        (say(marrow_plasma_cells=pct(10)), "equivocal"),
        (say(marrow_plasma_cells=pct(10.5)), "supported"),
        (say(marrow_plasma_cells=pct(30), plasma_cells_abnormal=a), "equivocal"),
        (say(marrow_plasma_cells=pct(8), plasma_cells_abnormal=p), "supported"),
        (say(marrow_plasma_cells=pct(7.9)), "not_supported"),
        (say(marrow_plasma_cells=pct(3), plasma_cells_abnormal=p), "equivocal"),
        (say(plasma_cells_increased=a), "not_supported"),
        (say(plasma_cells_abnormal=p), "supported"),
        (say(plasma_cells_abnormal=a), "not_supported"),
        (say(plasma_cells_increased=p, plasma_cells_abnormal=a), "equivocal"),
        (say(marrow_plasma_cells=pct("8-12")), "unknown"),
        (say(marrow_plasma_cells=pct(">10")), "supported"),
        ({}, "unknown"),
    ]:
        assert reference.assess(findings)["pillars"]["marrow"]["status"] == marrow, findings
    assert reference.assess(say(m_protein=a))["picture"] == "insufficient"
    assert reference.assess(say(m_protein=a, osteolytic_lesions=a))["picture"] == "unlike"
    assert reference.assess(say(m_protein=a, osteolytic_lesions=a, fatigue=p))["picture"] == "possible"
    assert reference.assess(say(confusion=p))["urgency"] == "routine"
    assert reference.assess(say(skull_lesions=p, reactive_bone=p))["pillars"]["bone"]["status"] == "equivocal"
    assert reference.assess(say(bence_jones=a))["pillars"]["protein"]["status"] == "unknown"


if __name__ == "__main__":
    for name, test in sorted(globals().items()):
        if name.startswith("test_"):
            test()
            print("ok", name)
