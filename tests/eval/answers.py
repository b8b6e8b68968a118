"""A simulated patient for `interview`: answers what the assistant asks from `facts`, in varied plain English picked by rng.

What is not in `facts`: a symptom, a red flag or something in the history is denied; a test was not done or its result is not known;
age and sex are not given. facts["_who"] = {"value": "she" | "he"} where a carer answers about somebody else.
"""
import re

GROUPS = {"profile", "symptoms", "red_flags", "blood_and_urine", "bone_marrow", "imaging", "history"}
MEMBERS = {
    "profile": ["age", "sex"],
    "symptoms": ["spinal_pain", "bone_pain", "pain_persistent", "pain_progressive", "pain_severe", "radiating_pain",
                 "pathological_fracture", "fatigue", "weight_loss", "soft_tissue_mass"],
    "red_flags": ["limb_weakness", "bladder_bowel_change", "saddle_numbness", "confusion"],
    "blood_and_urine": ["anemia", "hemoglobin", "esr_raised", "calcium_raised", "total_protein_raised", "globulin_raised", "albumin_low",
                        "m_protein", "urine_protein", "bence_jones", "urine_crystals", "alp_raised"],
    "bone_marrow": ["marrow_plasma_cells", "plasma_cells_increased", "plasma_cells_abnormal"],
    "imaging": ["diffuse_osteoporosis", "osteolytic_lesions", "skull_lesions", "reactive_bone", "vertebral_compression_fracture",
                "long_bone_lesion", "lung_metastasis"],
    "history": ["known_cancer", "rheumatoid_arthritis", "chronic_inflammation", "hyperparathyroidism", "known_osteoporosis",
                "macroglobulinemia", "known_sarcoma"],
}
TESTS = {f for g in ("blood_and_urine", "bone_marrow", "imaging") for f in MEMBERS[g]}
GROUP_OF = {f: g for g, ids in MEMBERS.items() for f in ids}

# finding: (ways to say that it is there, ways to say that it is not); {v} is the value
SAY = {
    "spinal_pain": (["{my} back hurts", "{I} {have} back pain", "there is pain in {my} back"], ["no back pain", "{my} back doesn't hurt"]),
    "bone_pain": (["{my} ribs and hip bone hurt", "{I} {have} pain in {my} ribs", "{my} hip bone aches"], ["no pain in any other bone", "no rib or hip pain"]),
    "pain_persistent": (["the pain is there all the time", "the pain is constant", "the pain never goes away"], ["the pain comes and goes", "the pain isn't constant, it comes and goes"]),
    "pain_progressive": (["the pain is getting worse", "the pain gets worse every week", "the pain has been getting steadily worse"], ["the pain is not getting worse", "the pain has stayed about the same"]),
    "pain_severe": (["the pain is very severe", "the pain is really strong", "the pain is terrible"], ["the pain is not severe", "the pain is only mild"]),
    "radiating_pain": (["the pain shoots down {my} leg", "the pain spreads from the back down one leg", "{I} {get} pain shooting down the leg"], ["the pain doesn't shoot or spread anywhere", "no shooting pain"]),
    "pathological_fracture": (["{I} broke a bone without any real force", "a bone of {mine} broke for almost no reason", "{I} broke a rib just from coughing"], ["no broken bones", "no fractures"]),
    "fatigue": (["{I} {am} unusually tired", "{I} {am} exhausted all the time", "{I} {feel} tired and washed out"], ["no unusual tiredness", "{Im} not unusually tired"]),
    "weight_loss": (["{Ive} lost weight without trying", "{Ive} been losing weight without meaning to", "there is weight loss that nobody planned"], ["no weight loss", "{my} weight is steady"]),
    "soft_tissue_mass": (["there is a lump growing on a bone", "{I} {have} a lump growing out of a rib", "there's a swelling growing out of the bone"], ["no lumps", "no lump or swelling on any bone"]),
    "limb_weakness": (["{my} legs have become weak", "{my} legs feel weak and heavy and walking is hard", "there is new weakness in {my} legs"], ["no weakness in the arms or legs", "{my} legs are as strong as ever"]),
    "bladder_bowel_change": (["{I} can't control {my} bladder any more", "{Ive} lost control of {my} bladder", "{I} can't pass urine"], ["bladder and bowels are fine", "no trouble with bladder or bowels"]),
    "saddle_numbness": (["{I} {am} numb between the legs", "there is numbness around the bottom and genitals", "it feels numb between the legs"], ["no numbness between the legs", "no numbness down there"]),
    "confusion": (["{I} {am} confused lately", "there is new confusion", "{Ive} become confused and unusually drowsy"], ["no confusion", "{my} mind is clear"]),
    "anemia": (["{I} {am} anemic", "they found anaemia", "the blood test showed anemia"], ["no anemia", "{Im} not anaemic"]),
    "hemoglobin": (["hemoglobin {v}", "haemoglobin was {v}", "the Hb was {v}"], []),
    "esr_raised": (["the ESR was high", "the sedimentation rate is raised"], ["the ESR was normal", "the sed rate was normal"]),
    "esr_raised=": (["ESR {v}", "the ESR was {v}", "sed rate {v}"], ["ESR {v}", "the ESR was normal, {v}"]),
    "calcium_raised": (["calcium was high", "the blood calcium is raised"], ["calcium was normal", "the calcium level is normal"]),
    "calcium_raised=": (["calcium {v}", "the calcium was {v}", "the calcium was high at {v}"], ["calcium {v}", "the calcium was normal, {v}"]),
    "total_protein_raised": (["total protein was high", "the total protein is raised"], ["total protein was normal", "the total protein is not raised"]),
    "total_protein_raised=": (["total protein {v}", "the total protein was {v}"], ["total protein {v}", "total protein was normal, {v}"]),
    "globulin_raised": (["globulin was high", "the globulins are raised"], ["globulin was normal", "the globulins are not raised"]),
    "globulin_raised=": (["globulin {v}", "the globulin was {v}"], ["globulin {v}", "globulin was normal, {v}"]),
    "albumin_low": (["albumin was low", "the albumin is below normal"], ["albumin was normal", "the albumin is not low"]),
    "albumin_low=": (["albumin {v}", "the albumin was {v}"], ["albumin {v}", "albumin was normal, {v}"]),
    "m_protein": (["electrophoresis found an M protein", "there was a monoclonal band on the electrophoresis", "they found a paraprotein"], ["no M protein on the electrophoresis", "electrophoresis was done and showed no monoclonal band"]),
    "urine_protein": (["there was protein in the urine", "the urine dipstick showed protein"], ["no protein in the urine", "the urine was free of protein"]),
    "bence_jones": (["Bence Jones protein was found in the urine", "the urine was positive for Bence Jones protein"], ["the Bence Jones test was negative", "no Bence Jones protein in the urine"]),
    "urine_crystals": (["there were calcium oxalate crystals in the urine", "oxalate crystals were seen in the urine"], ["no crystals in the urine"]),
    "alp_raised": (["alkaline phosphatase was high", "the ALP is raised"], ["alkaline phosphatase was normal", "the ALP was normal"]),
    "alp_raised=": (["ALP {v}", "alkaline phosphatase {v}"], ["ALP {v}", "alkaline phosphatase was normal, {v}"]),
    "marrow_plasma_cells": (["plasma cells in the marrow were {v}", "the marrow had {v} plasma cells", "bone marrow plasma cells {v}"], []),
    "plasma_cells_increased": (["they said there were too many plasma cells in the marrow", "plasma cells in the marrow were increased, no figure given"], ["plasma cells in the marrow were not increased", "the number of plasma cells in the marrow was normal"]),
    "plasma_cells_abnormal": (["the plasma cells looked abnormal", "the marrow plasma cells were abnormal in shape"], ["the plasma cells looked normal", "the plasma cells had a normal appearance"]),
    "diffuse_osteoporosis": (["the scan showed osteoporosis", "the X-ray showed general thinning of the bones"], ["no osteoporosis on the scan", "no general bone thinning on the X-ray"]),
    "osteolytic_lesions": (["the X-ray showed holes in the bones", "there were lytic lesions in the ribs and pelvis", "the scan found punched-out holes in several bones"], ["no holes in the bones", "no lytic lesions"]),
    "skull_lesions": (["there are punched-out holes in the skull", "the skull X-ray showed holes"], ["no holes in the skull", "the skull was clear"]),
    "reactive_bone": (["there is reactive new bone at the edges of the damage", "a periosteal reaction with new bone was seen"], ["no new bone round the edges", "the edges were clean with no reactive bone"]),
    "vertebral_compression_fracture": (["a vertebra has collapsed", "there is a compression fracture of a vertebra", "the scan showed a compressed vertebra"], ["no collapsed vertebra", "no compression fractures"]),
    "long_bone_lesion": (["the thigh bone is partly destroyed", "there is bone destruction in the femur"], ["the long bones of the arms and legs are fine", "no damage in the long bones"]),
    "lung_metastasis": (["it has spread to the lungs", "there are metastases in the lungs"], ["no spread to the lungs", "the lungs are clear"]),
    "known_cancer": (["{I} had bowel cancer", "{I} had kidney cancer", "{Ive} been treated for thyroid cancer"], ["never had cancer", "no cancer"]),
    "rheumatoid_arthritis": (["{I} {have} rheumatoid arthritis", "{Ive} had rheumatoid arthritis for years and still {have} it"], ["no rheumatoid arthritis"]),
    "chronic_inflammation": (["{I} {have} Crohn's disease", "{I} {have} a chronic infection of the bone", "{I} {have} a long-lasting inflammatory bowel disease"], ["no chronic infection or inflammation", "no long-lasting inflammation"]),
    "hyperparathyroidism": (["{I} {have} an overactive parathyroid gland", "{I} {have} hyperparathyroidism"], ["no parathyroid trouble", "the parathyroids are fine"]),
    "known_osteoporosis": (["{I} {have} been diagnosed with osteoporosis", "{I} {take} tablets for osteoporosis"], ["{Ive} never been diagnosed with osteoporosis", "no diagnosis of osteoporosis"]),
    "macroglobulinemia": (["{I} {have} Waldenström macroglobulinemia", "{Ive} got Waldenstrom's"], ["no Waldenström", "no macroglobulinemia"]),
    "known_sarcoma": (["{I} {have} a sarcoma", "{Ive} been diagnosed with a sarcoma"], ["no sarcoma"]),
}
YES = ["yes", "Yes.", "yep", "yes, I'm afraid so", "Yes, that's right.", "yeah"]
NO = ["no", "No.", "nope", "no, nothing like that", "No, not at all.", "nah"]
NOT_DONE = ["not tested", "I don't know", "that hasn't been tested", "no idea, I don't have that result", "don't know, sorry", "I haven't had that test",
            "I don't know the result of that", "not sure, nobody told me"]
NOTHING = {
    "symptoms": ["no, none of those", "none of these", "No, nothing like that.", "no none of them"],
    "red_flags": ["no, none of those", "none of those, thank goodness", "No, nothing like that.", "nope none"],
    "blood_and_urine": ["I haven't had those tests", "no blood or urine tests have been done", "I don't have any blood or urine results", "none of those tests were done"],
    "bone_marrow": ["no, a marrow test hasn't been done", "haven't had a bone marrow test", "no bone marrow biopsy was done", "not done"],
    "imaging": ["no scans or X-rays have been done", "haven't had any scans", "I haven't had that done", "no imaging so far"],
    "history": ["no, none of those", "none of these", "No, nothing like that.", "not that I know of"],
}
OPENERS = ["", "", "", "", "Well, ", "Hmm, ", "Yes, ", "OK so ", "Thanks for asking: ", "To be honest, "]
CLOSERS = ["", "", "", "", ", if that helps", ", thank you"]
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
ONES = "_ one two three four five six seven eight nine".split()
EITHER_OR = {"pain_persistent", "pain_progressive", "reactive_bone", "plasma_cells_abnormal"}   # questions often offer two choices


def speaker(facts):
    who = (facts.get("_who") or {}).get("value")
    if who == "she":
        return dict(I="she", my="her", me="her", mine="hers", have="has", am="is", get="gets", feel="feels", take="takes", Im="she's", Ive="she has")
    if who == "he":
        return dict(I="he", my="his", me="him", mine="his", have="has", am="is", get="gets", feel="feels", take="takes", Im="he's", Ive="he has")
    return dict(I="I", my="my", me="me", mine="mine", have="have", am="am", get="get", feel="feel", take="take", Im="I'm", Ive="I've")


def num(x, digits):
    return ("%.*f" % (digits, x)).rstrip("0").rstrip(".") if digits else "%d" % round(x)


def words(n):
    n = int(n)
    if not 20 <= n <= 99:
        return str(n)
    return TENS[n // 10] + ("-" + ONES[n % 10] if n % 10 else "")


def forms(f, value):
    """(wordings that carry their unit or share, wordings that are a clear bare number)"""
    if isinstance(value, str):
        unit = {"esr_raised": " mm/h", "marrow_plasma_cells": " %", "calcium_raised": " mmol/L", "hemoglobin": " g/L", "age": ""}.get(f, " g/L")
        text = re.sub(r"(\d)\s*-\s*(\d)", r"\1 to \2", value).replace(">", "over ").replace("<", "under ")
        return [text + unit], []
    v = float(value)
    if f == "hemoglobin":
        return ([num(v, 1) + " g/L", num(v / 10, 1) + " g/dL", num(v / 10, 1) + " g/dl", "about " + num(v / 10, 1) + " g/dL",
                 num(v / 16.114, 1) + " mmol/L"], [num(v, 0)] if v >= 60 else [])
    if f == "calcium_raised":
        mg = num(v * 4.008, 1)
        return ([num(v, 2) + " mmol/L", num(v, 2) + " mmol/l", mg + " mg/dL", mg + " mg/dl", "about " + mg + " mg/dL"],
                [mg, "about " + mg] if float(mg) >= 11 else [])
    if f in ("total_protein_raised", "globulin_raised", "albumin_low"):
        return ([num(v, 1) + " g/L", num(v / 10, 1) + " g/dL", num(v, 0) + " grams per litre", num(v / 10, 2) + " g/dl"],
                [num(v, 0), "about " + num(v, 0)])
    if f == "esr_raised":
        return [num(v, 0) + " mm/h", num(v, 0) + " mm/hr", num(v, 0) + " mm in the first hour"], [num(v, 0), "about " + num(v, 0)]
    if f == "alp_raised":
        return [num(v, 0) + " U/L", num(v, 0) + " IU/L", num(v, 0) + " units per litre"], [num(v, 0), "about " + num(v, 0)]
    if f == "marrow_plasma_cells":
        return [num(v, 1) + "%", num(v, 1) + " %", num(v, 1) + " percent", "about " + num(v, 1) + " per cent"], [num(v, 1), num(v, 1) + "%"]
    if f == "age":
        return [num(v, 0) + " years old", words(v) + " years old"], [num(v, 0), words(v)]
    return [str(value)], []


def tidy(text, rng):
    style = rng.random()
    text = re.sub(r"\s+", " ", text).strip()
    if style < 0.25:                                   # terse thumb typing
        return text.lower().rstrip(".")
    if style < 0.7:
        return text[0].upper() + text[1:] + ("" if text[-1] in ".!" else ".")
    return text


def clause(f, facts, rng, absent=False):
    fact, person = facts[f], speaker(facts)
    value = fact.get("value")
    if f == "sex":
        return {"female": rng.choice(["female", "a woman"]), "male": rng.choice(["male", "a man"])}.get(value, "other")
    if value is not None and f + "=" in SAY:
        options = SAY[f + "="][1 if absent else 0]
    else:
        options = SAY[f][1 if absent else 0]
    text = rng.choice(options)
    v = rng.choice(forms(f, value)[0]) if value is not None and f in UNIT_FINDINGS else ""
    if fact.get("range"):                              # value and range in the same unit
        v = forms(f, value)[0][0] + " (the report's normal range is %s to %s)" % tuple(num(x, 2) for x in fact["range"])
    return text.format(v=v, **person)


UNIT_FINDINGS = {"hemoglobin", "esr_raised", "calcium_raised", "total_protein_raised", "globulin_raised", "albumin_low", "alp_raised",
                 "marrow_plasma_cells", "age"}


def status(f, facts):
    return facts.get(f, {}).get("status", "unknown")


def profile(ids, facts, rng):
    have = [f for f in ids if status(f, facts) == "present"]
    if not have:
        return tidy(rng.choice(["I'd rather not say", "prefer not to say", "I'd rather skip that"]), rng)
    person = speaker(facts)
    age = rng.choice(sum(forms("age", facts["age"]["value"]), [])) if "age" in have else None
    sex = clause("sex", facts, rng) if "sex" in have else None
    if age and sex:
        return tidy(rng.choice(["%s, %s" % (sex, age), "%s, %s" % (age, sex), person["Im"] + " %s, %s" % (age, sex)]), rng)
    if age:
        return tidy(rng.choice([age, age, person["Im"] + " " + age]), rng)
    return tidy(rng.choice([sex, person["Im"] + " " + sex if sex != "other" else sex]), rng)


def join(parts, rng):
    if len(parts) == 1:
        return parts[0]
    if rng.random() < 0.3:
        return ". ".join(p[0].upper() + p[1:] for p in parts)
    return ", ".join(parts[:-1]) + rng.choice([" and ", ", and also ", ", "]) + parts[-1]


def group_answer(group, facts, rng):
    ids = MEMBERS[group]
    if group == "profile":
        return profile(ids, facts, rng)
    there = [f for f in ids if status(f, facts) == "present"]
    denied = [f for f in ids if status(f, facts) == "absent"]
    tests = group in ("blood_and_urine", "bone_marrow", "imaging")
    if not there and not (denied and tests):
        return tidy(rng.choice(NOTHING[group]), rng)
    rng.shuffle(there)
    told = denied if tests or rng.random() < 0.6 else []          # what a test ruled out is always said; a denied symptom sometimes
    text = ""
    if there:
        text = rng.choice(OPENERS) + join([clause(f, facts, rng) for f in there], rng)
    if told:
        no = ", ".join(clause(f, facts, rng, absent=True) for f in told)
        text = text + ". " + no[0].upper() + no[1:] if text else no
    if not tests and rng.random() < 0.4:
        text += rng.choice([". Nothing else", ". Otherwise nothing", ". None of the others"])
    elif tests and rng.random() < 0.5:
        text += rng.choice([". I don't know the others", ". I don't know about the rest", ". I have no other results"])
    else:
        text += rng.choice(CLOSERS)
    return tidy(text, rng)


def answer(finding_id, facts, rng):
    f = finding_id
    if f in ("age", "sex"):
        return profile([f], facts, rng)
    what = status(f, facts)
    value = facts.get(f, {}).get("value")
    if f.startswith("pain_") and "present" not in (status("spinal_pain", facts), status("bone_pain", facts), status("radiating_pain", facts)):
        return tidy(rng.choice([speaker(facts)["Im"] + " not in pain", "there is no pain", "no pain at all"]), rng)
    if what == "unknown" and f in ("pain_persistent", "pain_progressive"):
        return tidy(rng.choice(SAY[f][1]), rng)
    if what == "unknown":
        return tidy(rng.choice(NOT_DONE if f in TESTS else NO), rng)
    if value is not None and f in UNIT_FINDINGS and not facts[f].get("range"):
        unit, bare = forms(f, value)
        said = rng.choice(unit + bare)
        quantity = f in ("hemoglobin", "marrow_plasma_cells")
        lead = ["", "it was "] if quantity else ["yes, ", "yes, it was ", "it was "] if what == "present" and f != "albumin_low" else \
            ["it was "] if f == "albumin_low" else ["no, it was ", "normal, ", "no, "]
        return tidy(rng.choice(lead + [""] * (f != "albumin_low" and quantity)) + said, rng)
    if f in ("hemoglobin", "marrow_plasma_cells") or facts[f].get("range"):
        return tidy(clause(f, facts, rng, what == "absent"), rng)
    full = clause(f, facts, rng, what == "absent")
    if f in EITHER_OR or (what == "absent" and f in TESTS):        # a bare yes or no would not say enough
        return tidy(full, rng)
    if what == "present":
        return tidy(rng.choice([rng.choice(YES), rng.choice(YES), "yes, " + full, full, "well, " + full]), rng)
    return tidy(rng.choice([rng.choice(NO), rng.choice(NO), full]), rng)
