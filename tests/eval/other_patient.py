"""Another simulated patient, by another hand: fragments, echoes of the question, tick lists, asides before the point. As in answers.py,
a symptom, red flag or piece of history that is not in `facts` is denied; such a test was not done or is not known; age and sex are not given.
facts["_who"] = {"value": "she" | "he"} where a carer answers about somebody else.
"""
import re

from tests.eval.answers import EITHER_OR, GROUP_OF, MEMBERS, TESTS, status
from tests.eval.answers import words as spelt

SITES, QUALIFIERS = {"spinal_pain", "bone_pain", "radiating_pain"}, {"pain_persistent", "pain_progressive", "pain_severe"}
QUANTITY = {"hemoglobin", "marrow_plasma_cells"}

# finding: short name when there | short name when denied | what to call it after "the" | ways to say that it is there | ways to deny it
SAID = {
    "spinal_pain": "back pain|back pain|back pain|{my} back aches;it's {my} back that hurts;sore back, yes;{I} {have} a painful spine;lower back hurts;the spine is where it hurts|{my} back feels fine;no backache;the back doesn't bother {me};neck and back don't hurt;nothing hurts in the spine",
    "bone_pain": "rib pain|pain in other bones|rib pain|{my} ribs are sore;the hip bone hurts;pain in the ribs and the breastbone;{my} ribs ache;{I} {have} pain in the pelvis bone;it hurts in {my} ribs|ribs, hips, arms, none of them hurt;no rib, hip or limb bone pain;no bone hurts outside the spine;no pain in the ribs or other bones",
    "pain_persistent": "constant pain|constant pain|constant pain|the pain is always there;pain is there day and night;the pain never lets up;never a pain-free hour;the pain stays with {me} round the clock;it's a constant pain|the pain is on and off;pain comes and goes;there are hours without any pain, then it's back;not constant, the pain comes in spells;some days there's pain, some days there's none",
    "pain_progressive": "pain getting worse|pain getting worse|worsening pain|the pain keeps getting worse;pain is worse now than at the start;the pain is building up week by week;it hurts more and more as time goes on;pain's been getting worse;the pain has been increasing steadily|the pain is no worse than before;pain's about the same as at the start;the pain isn't increasing;it hurts the same as ever, not more;pain has stayed level",
    "pain_severe": "severe pain|severe pain|severe pain|the pain is awful;pain is 9 out of 10;the pain is very bad, close to unbearable;it hurts terribly;the pain is severe;it's a really strong pain|the pain is mild;pain's bearable, not strong;it only hurts a little;the pain isn't severe;2 out of 10 for the pain",
    "radiating_pain": "pain shooting down the leg|shooting pain|pain that shoots down the leg|pain shoots into {my} leg;a pain runs down one leg like electricity;{I} {get} a pain that travels down {my} leg;there's a pain going round {my} trunk like a belt;the pain spreads into {my} leg;shooting pain down the leg|no pain shooting down a leg or arm;nothing shoots or spreads;no pain running down the legs;no shooting pains;no pain that travels anywhere",
    "pathological_fracture": "broken bone without a cause|unexplained fracture|bone that broke for no reason|a rib snapped when {I} sneezed;{I} broke {my} wrist with hardly a knock;a bone broke just like that, no fall;one of {my} ribs cracked from a cough;{I} had a fracture from nothing at all;a bone of {mine} gave way without an accident|no bone broke out of the blue;{Ive} not broken anything from a small knock;no fracture from a trifle;never broke a bone for no reason;no unexplained broken bone",
    "fatigue": "tiredness|unusual tiredness|tiredness|{Im} worn out all day;{I} {get} out of breath on the stairs and {look} pale;so tired these days;no energy left, {Im} wiped out;{I} {am} dog-tired even after a full night;tired, far more than usual;{Im} knackered all the time|{my} energy is normal;{Im} no more tired than usual;no fatigue;not tired, not short of breath;plenty of energy",
    "weight_loss": "weight loss|weight loss|weight loss|{Ive} dropped several kilos without dieting;{my} clothes hang loose, the weight just fell off {me};{Im} getting thinner without trying;the scales keep going down and {I} {dont} diet;lost weight, and not on purpose;{I} lost weight for no reason|{my} weight is the same as ever;no weight lost;scales say the same as always;{Im} not losing weight;weight stable",
    "soft_tissue_mass": "lump on a bone|lump|lump on the bone|{Ive} got a lump on a rib;there's a hard lump sticking out of the collarbone;a swelling has come up on the bone;{I} can feel a bump growing on a rib, and so can the doctor;a lump is growing on {my} breastbone;there is a lump, it comes out of the bone|no lump anywhere;no swelling on a bone;no bumps or lumps;{I} can't feel any lump;nothing growing out of a bone",
    "limb_weakness": "weak legs|weakness in arms or legs|weakness in the legs|{my} legs give way lately;{my} legs have gone heavy and weak;{I} can hardly walk now because the legs are so weak;legs are weak, that's new;{I} {have} new weakness in both legs;the legs won't carry {me} like before|strength is normal in arms and legs;neither arms nor legs are weak;walking is no problem, legs are strong;legs not weak;no heavy or weak legs",
    "bladder_bowel_change": "loss of bladder control|bladder or bowel trouble|loss of bladder control|{I} {have} accidents with the bladder now, can't hold it;{my} bladder control has gone;{I} can't hold {my} stool any more;{I} can't get any urine out;{my} bladder leaks and {I} can't stop it, that's new;{Im} wetting the bed all of a sudden|neither bladder nor bowels give trouble;toilet is as always;bladder and bowel control is normal;no accidents, {I} can hold everything;no problem passing urine or stool",
    "saddle_numbness": "numbness between the legs|numbness between the legs|numbness between the legs|it's gone numb between {my} legs;{I} can't feel the toilet paper, it's numb there;numb around the bottom;{I} {have} no feeling between the legs;{my} private parts have gone numb;the whole saddle area is numb|feeling between the legs is normal;nothing numb between the legs;normal feeling around the bottom;not numb down there;no numb bottom",
    "confusion": "confusion|confusion|confusion|{Im} muddled lately;{I} {get} mixed up about what day it is, that's new;{my} mind is foggy and confused since recently;{Im} confused at times now;{Ive} been confused and very drowsy;there's been new confusion|thinking is clear;{Im} not confused;{my} mind is sharp;not muddled at all;no confusion or unusual sleepiness",
    "anemia": "anemia|no anemia|anemia|they told {me} it's anaemia;{my} blood count was low, anemia;{Im} anaemic according to the lab;anemic, yes;the blood test found anemia;the doctor said {Im} anemic|no anaemia found;not anemic;the blood count showed no anemia;they ruled out anemia",
    "m_protein": "M protein positive|M protein negative|M protein|they saw a monoclonal spike;electrophoresis: M protein there;there's a paraprotein in the blood;the electrophoresis had an abnormal peak;M band found;a monoclonal protein turned up|electrophoresis clean, no monoclonal spike;no paraprotein found;they looked for M protein, it wasn't there;the electrophoresis showed no M band",
    "urine_protein": "protein in urine positive|urine protein negative|urine protein|the urine had protein in it;urine stick was positive for protein;they found protein in {my} urine;protein in the urine, yes;the dipstick turned positive for protein;{I} {am} passing protein in the urine|urine had no protein in it;dipstick negative for protein;no urine protein found;the stick showed no protein in urine",
    "bence_jones": "Bence Jones positive|Bence Jones negative|Bence Jones test|Bence-Jones came back positive;they found Bence Jones in the urine;there are free light chains in the urine;urine contained Bence Jones protein;the Bence Jones test was positive;the urine light chains test was positive|Bence-Jones came back negative;no light chains in the urine;they found no Bence Jones protein;Bence Jones was checked and not found",
    "urine_crystals": "oxalate crystals in urine|no urine crystals|urine crystals|crystals were found in the urine, calcium oxalate;the urine sediment had oxalate crystals;calcium oxalate crystals seen in urine;they saw oxalate crystals under the microscope in the urine;urine was full of calcium oxalate crystals;there were oxalate crystals in {my} urine|no crystals were seen in the urine;urine looked at, no crystals;the sediment had no crystals;no oxalate crystals found",
    "plasma_cells_increased": "marrow plasma cells increased|plasma cell count normal|plasma cell number|there are more plasma cells in the marrow than there should be;too many plasma cells in the marrow;the marrow was rich in plasma cells, too rich;plasma cells were increased;they said the plasma cell number was up in the marrow;marrow: plasma cells too numerous|plasma cell number in the marrow was normal;not too many plasma cells in the marrow;the plasma cells in the marrow weren't increased;no excess of plasma cells in the marrow",
    "plasma_cells_abnormal": "plasma cells abnormal-looking|plasma cells normal-looking|look of the plasma cells|the plasma cells don't look normal;they called them myeloma cells;plasma cells looked malignant;abnormal-looking plasma cells, they said;the plasma cells had an abnormal shape;the pathologist called the plasma cells atypical|plasma cells look normal;the plasma cells were of the ordinary kind, normal-looking;nothing abnormal about the look of the plasma cells;normal-shaped plasma cells, they said",
    "diffuse_osteoporosis": "osteoporosis on the scan|no osteoporosis on the scan|osteoporosis|bones look thin all over on the X-ray;the scan says osteoporosis;all the bones have lost calcium on the X-ray;X-ray report: generalised osteoporosis;they saw thinned bones everywhere;bone thinning all over on the scan|bone density looked normal;the scan showed no osteoporosis;no thin bones on the X-ray;bones not thinned",
    "osteolytic_lesions": "lytic lesions|no lytic lesions|lytic lesions|there are holes in the bones;lytic spots in the pelvis, the report says;the X-ray shows punched-out areas in the ribs;bones have holes in them on the scan;they saw lytic lesions;the report mentions osteolytic lesions in several places|bones had no holes in them;no punched-out spots;the scan found no lytic lesions;report says no osteolytic areas",
    "skull_lesions": "holes in the skull|skull clear|skull|the skull has punched-out holes;they saw holes in {my} skull;skull X-ray: several round holes;there are lytic spots in the skull;the skull is moth-eaten with little holes;the skull film showed round defects|skull X-ray was normal;nothing found in the skull;the skull had no holes;skull clear on the film",
    "reactive_bone": "new bone at the edges|edges clean, no new bone|edges|new bone has formed round the edges;the report says a sclerotic rim;there's a periosteal reaction;the edges have a rim of new bone;reactive new bone was seen;they saw fresh bone growing at the edges|edges are clean, no new bone there;no sclerotic rim;no periosteal reaction seen;no reactive new bone was seen",
    "vertebral_compression_fracture": "collapsed vertebra|no collapsed vertebra|vertebra|one vertebra has caved in;the scan shows a crushed vertebra;a vertebral body is squashed;compression fracture of a vertebra, says the report;one of the vertebrae collapsed;they saw a wedge-shaped, compressed vertebra|vertebrae all have their normal height;no crushed vertebra;none of the vertebrae has collapsed;no vertebral compression fracture seen",
    "long_bone_lesion": "femur partly destroyed|long bones intact|long bones|the femur is eaten away in one place;part of the upper arm bone is destroyed;they saw destruction in the thigh bone;{my} shin bone is being destroyed, the X-ray says;there's damage to the humerus, bone destroyed;the thigh bone was partly gone on the film|femur and other long bones are intact;no destruction in the arm or leg bones;the long bones looked fine;arm and leg bones undamaged",
    "lung_metastasis": "spread to the lungs|lungs clear|lungs|there are spots of spread in the lungs;lung metastases were seen;it's gone to the lungs;the scan shows it spread to the lungs;metastases in both lungs;they found secondaries in the lungs|lungs clean;no lung metastases;nothing has gone to the lungs;no secondaries in the lungs",
    "known_cancer": "kidney cancer|cancer|cancer|{I} had thyroid cancer;a kidney tumour, malignant, was found in {me};{Ive} had bowel cancer;{I} had an operation for stomach cancer;cancer of the kidney, yes;there was a cancer of the thyroid|never any cancer;cancer, never;no tumour diagnosis ever;{Ive} never had cancer of any kind",
    "rheumatoid_arthritis": "rheumatoid arthritis|rheumatoid arthritis|rheumatoid arthritis|{Ive} got RA, rheumatoid;{Im} treated for rheumatoid arthritis;rheumatoid arthritis was diagnosed;{I} {take} methotrexate for rheumatoid arthritis;the joints have rheumatoid arthritis;a rheumatologist confirmed rheumatoid arthritis|not rheumatoid;never had rheumatoid arthritis;no RA;rheumatoid arthritis was never diagnosed",
    "chronic_inflammation": "Crohn's disease|chronic infection or inflammation|Crohn's disease|{Ive} got ulcerative colitis;{I} {have} chronic osteomyelitis;Crohn's, for years now;{I} {have} lupus;there's a long-standing tuberculosis;{Im} treated for a chronic bowel inflammation|no lasting infection or inflammation;nothing chronic of that kind, no infection, no inflammation;never a long infection or inflammatory illness;no chronic inflammatory disease",
    "hyperparathyroidism": "overactive parathyroid|parathyroid trouble|overactive parathyroid|{my} parathyroid is overactive;PTH is too high, they told {me};parathyroid hormone was above its range;hyperparathyroidism has been diagnosed;one of {my} parathyroid glands makes too much hormone;{Ive} got hyperparathyroidism|parathyroid is normal;no overactive parathyroid;nothing wrong with the parathyroid glands;never had hyperparathyroidism",
    "known_osteoporosis": "diagnosed osteoporosis|osteoporosis diagnosis|osteoporosis diagnosis|{I} already {have} the diagnosis osteoporosis;osteoporosis was diagnosed a while ago;{I} {take} alendronate for osteoporosis;{Im} being treated for age-related osteoporosis;{my} GP has osteoporosis down as a diagnosis of {mine};{Ive} known about {my} osteoporosis for some time|osteoporosis was never diagnosed;nobody ever diagnosed osteoporosis;no osteoporosis known;never been told osteoporosis",
    "macroglobulinemia": "Waldenström's|Waldenström's|Waldenström's|{I} {have} Waldenstrom macroglobulinemia;Waldenström's disease was diagnosed;macroglobulinaemia, yes, Waldenström's;{Im} followed up for Waldenström's;the haematologist diagnosed Waldenstrom's;{Ive} got macroglobulinemia|never had Waldenström's;no Waldenstrom's;no macroglobulinaemia;Waldenström's was never diagnosed",
    "known_sarcoma": "sarcoma|sarcoma|sarcoma|a sarcoma was diagnosed;{Ive} got a sarcoma;{Im} treated for a sarcoma;the biopsy said sarcoma;sarcoma, that's what they found;{I} had a sarcoma taken out|never had a sarcoma;no sarcoma diagnosed;sarcoma, never;nothing like a sarcoma ever found",
}
SAID = {f: tuple(p[:3] + [p[3].split(";"), p[4].split(";")]) for f, p in ((f, s.split("|")) for f, s in SAID.items())}
NAMES = {"hemoglobin": ["Hb", "hemoglobin", "haemoglobin"], "esr_raised": ["ESR", "sed rate", "sedimentation rate"], "calcium_raised": ["calcium", "blood calcium"],
         "total_protein_raised": ["total protein"], "globulin_raised": ["globulin"], "albumin_low": ["albumin", "serum albumin"],
         "alp_raised": ["ALP", "alk phos", "alkaline phosphatase"], "marrow_plasma_cells": ["marrow plasma cells", "plasma cells in the marrow"]}
HIGH = ["{n} was high", "{n} too high", "the {n} is raised", "{n} came back high", "a high {n}", "{n} was above the normal range", "{n} is up"]
LOW = ["{n} was low", "{n} too low", "the {n} is below the range", "{n} came back low", "a low {n}", "{n} is down"]
NORMAL = ["{n} was normal", "{n} was within range", "{n} came back normal", "the {n} was fine", "{n} okay"]
FIGURE = ["{n} {v}", "{n} was {v}", "{n}: {v}", "{n} at {v}", "{n} came back as {v}", "{v} for the {n}", "the {n}, {v} it was"]
NORMAL_AT = ["{n} normal, {v}", "{n} {v}, which is normal", "{n} fine at {v}", "{n} was {v}, within range", "{n} okay, {v}"]
MARROW = ["plasma cells in the marrow {v}", "{v} plasma cells in the marrow", "the marrow was {v} plasma cells", "marrow: {v} plasma cells",
          "marrow plasma cells came to {v}", "of the marrow cells {v} were plasma cells"]
SHORT = {"spinal_pain": ("back", "back"), "bone_pain": ("ribs", "ribs and other bones"), "pathological_fracture": ("bone broken for no reason", "broken bones"),
         "fatigue": ("tired", "tired"), "soft_tissue_mass": ("lump", "lumps"), "limb_weakness": ("weak legs", "weak arms or legs"),
         "bladder_bowel_change": ("bladder control gone", "bladder or bowel problems"), "saddle_numbness": ("numb between the legs", "numb between the legs"),
         "confusion": ("confused", "confused"), "rheumatoid_arthritis": ("rheumatoid", "rheumatoid"), "hyperparathyroidism": ("parathyroid overactive", "parathyroid")}
RANGE = [" (lab's normal range {a} to {b})", ", normal being {a} to {b} on the sheet", " [reference {a} - {b}]", ", reference range {a} to {b}"]

YES = ["yes", "yep", "yup", "yeah", "that's a yes", "yes, sadly", "I'm afraid yes", "yes indeed", "Correct.", "Yes!", "oh yes", "afraid so", "yes, that's it"]
NO = ["no", "nope", "nah", "that's a no", "not at all", "no, thankfully", "no sign of that", "nothing of the sort", "No, never.", "no no", "it's a no from me"]
DONT_KNOW = ["don't know", "dunno", "no idea", "can't say", "that I don't know", "couldn't tell you", "not sure, sorry", "I really don't know that one", "no clue, nobody said",
             "unknown to me", "they never told us", "I'd have to ask, don't know", "letter doesn't mention it so I don't know"]
NOT_DONE = ["not done", "wasn't done", "that one hasn't been done", "not tested so far", "never checked", "they didn't test that", "hasn't been looked at yet",
            "still to be done", "that wasn't part of it", "not tested"]
NONE = ["none", "none of the above", "all no", "no to all of them", "nope, not one of them", "no to everything on that list", "not a single one", "none of that applies",
        "nothing from that list", "nope, nope and nope", "zero of those", "none whatsoever"]
NOTHING = {
    "symptoms": NONE, "history": NONE + ["no such illness", "never had any of those"], "red_flags": NONE + ["no, no, no and no", "nope x4", "none of those four"],
    "blood_and_urine": ["no bloods taken yet", "not done, neither blood nor urine", "nobody has tested blood or urine", "no lab results at all", "none of these tests yet",
                        "blood and urine still to be done", "labs not done", "I've got no results from blood or urine", "we have no lab sheet, nothing tested"],
    "bone_marrow": ["no marrow sample was taken", "marrow not tested", "no biopsy so far", "no bone marrow test yet", "hasn't been done", "that wasn't done",
                    "marrow? no, not done", "nobody has done a marrow test", "no marrow puncture yet"],
    "imaging": ["no pictures taken yet", "no X-ray, no scan", "not scanned yet", "neither X-ray nor CT nor MRI", "imaging hasn't been done", "there's been no imaging",
                "no scans so far", "still waiting for a scan", "X-rays not done"],
}
NO_PAIN = ["{Im} not in pain", "no pain at all", "nothing hurts", "pain? there isn't any", "there's no pain to speak of, none", "zero pain", "no pain whatsoever", "{I} {dont} have pain"]
TALK = ["hm let me think... ", "ok. ", "sorry, slow typing here. ", "good question. ", "oh, that one. ", "since you ask: ", "right, ", "thanks for asking. ", "so, ", "let me put it like this: "]
CARER = ["just asked {me}. ", "{I} {am} sitting next to me. ", "I'm typing for {me}. "]
PAPERS = ["let me look at the letter... ", "one sec, getting my glasses... ", "got the printout here. ", "no problem, looking it up... ", "it's on page two: ", "from the report: ",
          "well they did go through that, ", "the doctor went through that with us: ", "ok found the sheet. "]
REST_NO = ["the rest no", "rest is no", "everything else no", "nothing else", "otherwise nothing", "none of the others", "that's all of it", "apart from that nothing"]
REST_UNKNOWN = ["the rest I don't know", "others not known", "rest wasn't done or I don't know it", "don't have the others", "no idea about the rest", "I haven't got the remaining ones"]
REFUSE = ["I'd rather not say", "prefer to keep that private", "skip that please", "not telling, sorry", "rather not", "I'd rather leave that out", "pass", "no comment on that one"]
TAILS = ["", "", "", "", "", "", ", hope that helps", ", thanks", ". That's what I can tell you"]
SPELL = "pain weight tired calcium albumin protein electrophoresis osteoporosis vertebra plasma marrow anemia anaemia bladder confused numb hemoglobin lungs skull".split()
PERSON = {None: "I my me mine have am get look take dont Im Ive", "I": "I my me mine have am get look take don't I'm I've",
          "she": "she her her hers has is gets looks takes doesn't she's she_has", "he": "he his him his has is gets looks takes doesn't he's he_has"}


def who(facts):
    w = (facts.get("_who") or {}).get("value")
    words = PERSON[w if w in ("she", "he") else "I"].split()
    return dict(zip(PERSON[None].split(), [x.replace("_", " ") for x in words])), w in ("she", "he")


def num(x, digits=0):
    text = "%.*f" % (digits, x)
    return text.rstrip("0").rstrip(".") if "." in text else text


def forms(f, value):
    """(with unit, clear without); the first one is in the unit of the contract, which a reference range shares"""
    unit = {"esr_raised": " mm/h", "marrow_plasma_cells": "%", "calcium_raised": " mmol/L", "alp_raised": " U/L", "age": ""}.get(f, " g/L")
    if isinstance(value, str):
        text = re.sub(r"(\d)\s*[-–]\s*(\d)", r"\1 to \2", value)
        text = re.sub(r"[>≥]\s*=?\s*", "over ", text)
        return [re.sub(r"[<≤]\s*=?\s*", "under ", text).strip() + unit], []
    v = float(value)
    if f == "hemoglobin":
        return ["%s g/L" % num(v, 1), "%s g/l" % num(v, 1), "%s g/dL" % num(v / 10, 1), "%s g/dl" % num(v / 10, 1), "%s mmol/L" % num(v / 16.114, 1)], [num(v)] * (v >= 60)
    if f == "calcium_raised":
        mg = num(v * 4.008, 1)
        return ["%s mmol/L" % num(v, 2), "%s mmol/l" % num(v, 2), mg + " mg/dL", mg + " mg/dl"], [num(v, 2)] * (1.5 < v < 5) + [mg] * (float(mg) >= 11)
    if f in ("total_protein_raised", "globulin_raised", "albumin_low"):
        return ["%s g/L" % num(v, 1), "%s g/l" % num(v, 1), "%s g/dL" % num(v / 10, 2), "%s grams per litre" % num(v, 1)], [num(v, 1)]
    if f == "esr_raised":
        return ["%s mm/h" % num(v), "%s mm/hr" % num(v), "%s mm per hour" % num(v)], [num(v)]
    if f == "alp_raised":
        return ["%s U/L" % num(v), "%s U/l" % num(v), "%s IU/L" % num(v), "%s units per litre" % num(v)], [num(v)]
    if f == "marrow_plasma_cells":
        return ["%s%%" % num(v, 1), "%s percent" % num(v, 1), "%s per cent" % num(v, 1)], [num(v, 1)]
    return [num(v) + " years old", num(v) + " years", num(v) + " yrs", spelt(v) + " years old"], [num(v), spelt(v)]


def figure(f, facts, rng, bare=0.0):
    """the value in words, or None"""
    fact = facts.get(f) or {}
    if fact.get("value") is None or f not in NAMES:
        return None
    unit, clear = forms(f, fact["value"])
    if fact.get("range"):
        a, b = (num(x, 2) for x in fact["range"])
        return unit[0] + rng.choice(RANGE).format(a=a, b=b)
    return rng.choice(clear if clear and rng.random() < bare else unit)


def clause(f, facts, rng, there, bare=0.0):
    """one finding, told or denied in words of its own"""
    if f not in NAMES:
        return rng.choice(SAID[f][3 if there else 4]).format(**who(facts)[0])
    v, n = figure(f, facts, rng, bare), rng.choice(NAMES[f])
    if f == "marrow_plasma_cells":
        return rng.choice(MARROW[:1] if facts[f].get("range") else MARROW).format(v=v) if v else "don't know the plasma cell figure"
    if v is None:
        return "don't know the figure for the " + n if f in QUANTITY else rng.choice((LOW if f == "albumin_low" else HIGH) if there else NORMAL).format(n=n)
    if f in QUANTITY or facts[f].get("range"):
        return rng.choice(FIGURE[:5]).format(n=n, v=v)
    if not there:
        return rng.choice(NORMAL_AT).format(n=n, v=v)
    return rng.choice(FIGURE + (["{n} low, {v}", "{n} too low at {v}"] if f == "albumin_low" else ["{n} high, {v}", "{n} raised at {v}"])).format(n=n, v=v)


def brief(f, facts, rng, there):
    """one test result, telegram style"""
    if f not in NAMES:
        return SAID[f][0 if there else 1]
    if figure(f, facts, rng):
        return clause(f, facts, rng, there, 0.3) if f == "marrow_plasma_cells" else rng.choice(NAMES[f]) + " " + figure(f, facts, rng, 0.3)
    return clause(f, facts, rng, there) if f in QUANTITY else rng.choice(NAMES[f]) + ((" low" if f == "albumin_low" else " high") if there else " normal")


def join(parts, rng):
    if len(parts) > 1 and rng.random() < 0.25:
        return ". ".join(p[0].upper() + p[1:] for p in parts)
    last = rng.choice([" and ", ", plus ", ", ", " & "])
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + last + parts[-1]


def finish(text, rng):
    text = re.sub(r"[!.],", ",", re.sub(r"\s+", " ", text).strip())
    style, found = rng.random(), [w for w in SPELL if re.search(r"\b%s\b" % w, text)]
    if style < 0.3:
        text = text.lower().rstrip(".")
    elif style < 0.6:
        text = text[0].upper() + text[1:] + ("" if text[-1] in ".!" else ".")
    if found and rng.random() < 0.12:                          # a slip of the thumb, mended at once
        w = rng.choice(found)
        i = rng.choice([i for i in range(len(w) - 2) if w[i + 1] != w[i + 2]])
        text = re.sub(r"\b%s\b" % w, w[:i + 1] + w[i + 2] + w[i + 1] + w[i + 3:], text, count=1) + rng.choice([" *%s", " (typo, %s)", " ... sorry, typo: %s"]) % w
    return text


def aside(group, facts, rng, chance):
    if rng.random() > chance:
        return ""
    person, carer = who(facts)
    tests = group in ("blood_and_urine", "bone_marrow", "imaging")
    return rng.choice(PAPERS if tests else TALK + CARER if carer else TALK).format(**person)


def profile(ids, facts, rng):
    have = [f for f in ids if status(f, facts) == "present" and facts[f].get("value") is not None]
    if not have:
        return finish(rng.choice(REFUSE), rng)
    Im, carer = who(facts)[0]["Im"], who(facts)[1]
    unit, clear = forms("age", facts["age"]["value"]) if "age" in have else ([], [])
    sexes = {"female": ["female", "a woman"] + ["f"] * ("age" in have), "male": ["male", "a man"] + ["m"] * ("age" in have)}
    sex = rng.choice(sexes.get(facts["sex"]["value"], ["other"])) if "sex" in have else None
    age = rng.choice(unit + clear * 2) if "age" in have else None
    if age and sex:
        options = ["%s, %s" % (age, sex), "%s, %s" % (sex, age), "age %s, sex %s" % (age.split()[0] if clear else age, facts["sex"]["value"]), "%s / %s" % (sex, age)]
        options += ["%s %s, %s" % (Im, age, sex)] if sex not in ("f", "m", "other") else []
    elif age:
        options = [age, "%s %s" % (Im, age), age + " now", "age: " + age, "let's see... " + age]
    else:
        options = [sex, "sex: " + facts["sex"]["value"]] + (["%s %s" % (Im, sex), sex + " here" if not carer and " " not in sex else sex] if sex != "other" else ["I'd tick other"])
    text = rng.choice(options)
    if len(ids) == 2 and len(have) == 1 and rng.random() < 0.3:
        text += ", the %s I'd rather keep private" % ("age" if sex else "sex")
    return finish(text, rng)


def group_answer(group, facts, rng):
    ids = MEMBERS[group]
    if group == "profile":
        return profile(ids, facts, rng)
    tests = group in ("blood_and_urine", "bone_marrow", "imaging")
    there = [f for f in ids if status(f, facts) == "present"]
    absent = [f for f in ids if status(f, facts) == "absent"]
    unknown = [f for f in ids if f not in there and f not in absent]
    pain = (SITES | QUALIFIERS) & set(there)
    denied = [f for f in ids if f not in there and (pain or f not in QUALIFIERS)]      # for what is no test
    if tests:
        return finish(aside(group, facts, rng, 0.35) * bool(there or absent) + tests_told(group, there, absent, unknown, facts, rng), rng)
    if not there:
        few = rng.sample(denied, min(len(denied), rng.randint(2, 4)))
        echo = ", ".join("no " + SAID[f][1] for f in few) + ", " + rng.choice(["nothing of that", "none of it", "no to all", "none of the others either"])
        return finish(aside(group, facts, rng, 0.25) + rng.choice([rng.choice(NOTHING[group]), rng.choice(NOTHING[group]), echo]), rng)
    rng.shuffle(there)
    there.sort(key=lambda f: f in QUALIFIERS)
    lead, style = aside(group, facts, rng, 0.3), rng.random()
    told = [f for f in denied if f in absent] if rng.random() < 0.6 else rng.sample(denied, min(len(denied), rng.randint(0, 3)))
    tail = rng.choice(REST_NO)
    if style < 0.22 and not set(there) <= QUALIFIERS:                                    # just this, the rest is fine
        names = ["the " + SAID[f][2] for f in there if f not in QUALIFIERS]
        more = [clause(f, facts, rng, True) for f in there if f in QUALIFIERS]
        text = rng.choice(["just ", "only ", "it's only ", "I'd say just "]) + join_and(names) + (" (" + ", ".join(more) + ")" if more else "") + ", "
        return finish(lead + text + rng.choice([tail, "rest is fine" if group != "history" else tail]), rng)
    if style < 0.42:                                                                    # a tick list
        marks = rng.choice([(" yes", " no"), (": yes", ": no"), (" - yes", " - no"), (" yep", " nope")])
        every = [f for f in ids if f in there or f in told]
        names = SHORT if rng.random() < 0.5 else {}
        text = ", ".join(names.get(f, SAID[f])[0] + marks[0] if f in there else names.get(f, SAID[f])[1] + marks[1] for f in every)
        return finish(lead + text + rng.choice(["", ", " + tail]), rng)
    if style < 0.57:                                                                    # yes to, no to
        text = rng.choice(["yes to ", "that's a yes for "]) + join_and(["the " + SAID[f][2] for f in there])
        text += rng.choice([". No to ", ", but no to "]) + ", no to ".join(SAID[f][1] for f in told) if told else ", " + tail
        return finish(lead + text, rng)
    text = join([clause(f, facts, rng, True) for f in there], rng)
    if told:
        no = ["no " + SAID[f][1] if f not in QUALIFIERS and rng.random() < 0.6 else clause(f, facts, rng, False) for f in told]
        text += rng.choice([". ", "; ", " ... "]) + ", ".join(no)
    return finish(lead + text + rng.choice([". " + tail, ", " + tail, "", rng.choice(TAILS)]), rng)


def join_and(parts):
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def tests_told(group, there, absent, unknown, facts, rng):
    if not there and not absent:
        return rng.choice(NOTHING[group])
    if group == "imaging" and not unknown and rng.random() < 0.3:                       # every point of the list is known
        if not there:
            return rng.choice(["scans done, none of that was found", "imaging was done and showed none of these", "they looked, none of those things are there"])
        return join_and([clause(f, facts, rng, True) for f in there]) + ", " + rng.choice(["none of the other things on the scan", "they ruled out the others"])
    known = there + absent
    rng.shuffle(known)
    mixed = rng.random() < 0.3                                                          # "no x, y": so a comma never follows a denial with something found
    if not mixed:
        known.sort(key=lambda f: f in absent)
    if rng.random() < 0.4:
        text = rng.choice(["; ", " / "] if mixed else [", ", "; ", " / "]).join(brief(f, facts, rng, f in there) for f in known)
    elif mixed:
        text = rng.choice([". ", "; "]).join(clause(f, facts, rng, f in there, 0.25) for f in known)
    else:
        text = [join([clause(f, facts, rng, True, 0.25) for f in known if f in there], rng)] if there else []
        text += [", ".join(clause(f, facts, rng, False, 0.25) for f in known if f in absent)] if absent else []
        text = rng.choice([". ", "; "]).join(text)
    return text + (rng.choice([", ", ". "]) + rng.choice(REST_UNKNOWN) if unknown and rng.random() < 0.5 else rng.choice(TAILS))


def answer(finding_id, facts, rng):
    f = finding_id
    if f in ("age", "sex"):
        return profile([f], facts, rng)
    group, what, (person, _) = GROUP_OF[f], status(f, facts), who(facts)
    lead = aside(group, facts, rng, 0.25)
    if f in QUALIFIERS and "present" not in [status(x, facts) for x in SITES | {f}]:
        return finish(lead + rng.choice(NO_PAIN).format(**person), rng)
    if f in TESTS and what == "unknown":
        pair = {"anemia": "hemoglobin", "hemoglobin": "anemia", "plasma_cells_increased": "marrow_plasma_cells"}.get(f)
        seen = group != "blood_and_urine" and any(status(x, facts) != "unknown" for x in MEMBERS[group]) or pair and status(pair, facts) != "unknown"
        what_of = rng.choice(NAMES[f]) if f in NAMES else SAID[f][2]
        text = rng.choice(DONT_KNOW if seen or rng.random() < 0.55 else NOT_DONE)
        text = rng.choice([text, text, text, "about the %s I don't know" % what_of, "the %s? %s" % (what_of, text)])
        return finish(rng.choice(["", "", "", "looked through the papers... ", "hm. "]) + text, rng)
    there = what == "present"
    v = figure(f, facts, rng, 0.5)
    if v and not facts[f].get("range") and rng.random() < 0.6:                          # the number answers the question
        if f in QUANTITY:
            front = ["", "", "it was ", "they said ", "that was "]
        elif f == "albumin_low":
            front = ["it was ", "low, ", "low: "] if there else ["it was ", "normal, ", "not low, "]
        else:
            front = ["yes, ", "yep ", "yes it was ", "high, ", "it was "] if there else ["no, ", "normal, ", "no it was ", "not raised, "]
        return finish(lead + rng.choice(front) + v + rng.choice(["", "", ", says the letter"]), rng)
    full = clause(f, facts, rng, there, 0.3)
    if f in QUANTITY or f in EITHER_OR or facts.get(f, {}).get("range"):
        return finish(lead + full, rng)
    if f in TESTS and not there:                                                        # a bare no would not say enough
        return finish(lead + rng.choice(["", "", "", "no, "]) + full, rng)
    if there:
        echo = SAID[f][2] + ", yes" if f not in TESTS and f not in ("known_cancer", "chronic_inflammation") else full
        return finish(lead + rng.choice([rng.choice(YES), rng.choice(YES), "yes, " + full, full, full, echo, "yeah " + full]) + rng.choice(TAILS[:7]), rng)
    return finish(lead + rng.choice([rng.choice(NO), rng.choice(NO), full, full, "no " + SAID[f][1], SAID[f][1] + "? no", "no, " + full]), rng)
