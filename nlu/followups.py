"""What a later sentence says of an earlier one: "There weren't any.", "Sorted since.", "Negative, negative, negative."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlu.answers import opening
from nlu.lab_sentence import STATES
from nlu.matcher import Spans
from nlu.reading import ABSENT, ACTUAL, HYPOTHETICAL, PAST, POSSIBLE, PRESENT, PROFILE, QUESTION, WRITER, FindingMention
from nlu.text import Sentence

Grammar = Mapping[str, frozenset[str]]
_REACH = 2  # sentences back that a closing remark reaches
_TESTS = ("BLOOD_TESTS", "MARROW_TESTS", "IMAGING_TESTS", "ALL_TESTS")
_BUT_NOT = 4  # words of "he does not either"
_NEITHER = 9  # ... of "luckily I have got neither of those"
_SHORT = 14  # words: a longer sentence tells of itself


@dataclass
class Told:
    """What one sentence told: its mentions, and lab names that it left without a state (as mentions)."""

    sentence: Sentence
    spans: Spans
    mentions: list[FindingMention] = field(default_factory=list)
    named: list[FindingMention] = field(default_factory=list)
    state: str | None = None

    @property
    def silent(self) -> bool:
        """Tells of no finding itself."""
        return not any(m.finding not in PROFILE for m in self.mentions) and not self.named


def resolve(told: Sequence[Told], kinds: Mapping[str, str], grammar: Grammar) -> None:
    """Apply what sentences without a finding of their own say of those before them. Changes `told` in place."""
    for i, later in enumerate(told):
        earlier = _earlier(told, i)
        if earlier is None:
            continue
        if later.silent and later.spans.get("cues:own_result"):
            _owned(earlier)
        if later.named and any(t.text in grammar["too_words"] for t in later.sentence.tokens):
            _same_as(later, earlier, kinds)
        if later.silent and len(later.sentence.tokens) <= _SHORT and not _zipped(earlier, _verdicts(later, grammar), kinds):
            _answered(earlier, later, grammar, kinds)
        if later.spans.get("cues:over_last") and (later.silent or _opens_over(later)):
            _close(told[max(0, i - _REACH) : i], grammar["fleeting"])
        if later.silent and (later.spans.get("cues:over_last") or later.spans.get("cues:cured")):
            _close(told[i - 1 : i], grammar["curable"])


def but_not(told: Sequence[Told], who: Sequence[str | None], grammar: Grammar) -> None:
    """ "His mother had arthritis; he doesn't." Adds the denial for the person that the short sentence names."""
    for i in range(1, len(told)):
        words = [t.text for t in told[i].sentence.tokens]
        both = bool(grammar["neither_words"] & set(words))
        short = len(words) <= (_NEITHER if both else _BUT_NOT) and told[i].silent and any(w in grammar["but_not"] for w in words[1:])
        person = who[i]
        if not short or person is None or words[0] not in grammar["pronoun_words"] | grammar["i_words"]:
            continue
        before = [m for m in told[i - 1].mentions if m.finding not in PROFILE and m.modality in (ACTUAL, PAST)]
        denied = before if both else before[-1:]
        told[i].mentions.extend(
            replace(m, who=person, assertion=ABSENT, modality=ACTUAL)
            for m in denied
            if m.who != person and m.assertion == PRESENT
        )


def _earlier(told: Sequence[Told], at: int) -> Told | None:
    for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if not told[i].silent:
            return told[i]
    return None


def _owned(earlier: Told) -> None:
    """ "What does globulin 39 mean? That was my result.": the value that was asked about is the writer's."""
    asked = (HYPOTHETICAL, QUESTION)
    earlier.mentions = [
        replace(m, who=WRITER, modality=ACTUAL) if m.value is not None and m.modality in asked else m for m in earlier.mentions
    ]


def _opens_over(later: Told) -> bool:
    return any(s.start <= 1 for s in later.spans["cues:over_last"])


def _close(told: Sequence[Told], findings: frozenset[str]) -> None:
    for t in told:
        t.mentions = [
            replace(m, modality=PAST) if m.finding in findings and m.modality == ACTUAL and m.assertion == PRESENT else m
            for m in t.mentions
        ]


def _same_as(later: Told, earlier: Told, kinds: Mapping[str, str]) -> None:
    """ "The parathyroid is fine. Calcium too." """
    if earlier.state is None:
        return
    for name in later.named:
        status = status_by_state(kinds.get(name.finding, ""), earlier.state)
        if status is not None:
            later.mentions.append(replace(name, assertion=status))
    later.named = []


def status_by_state(kind: str, state: str) -> str | None:
    """What a state says of a test of this kind: of a value sought high or low, or of something detected or not."""
    table = {
        "high": {"H": PRESENT, "L": ABSENT, "N": ABSENT, "-": ABSENT},
        "low": {"L": PRESENT, "H": ABSENT, "N": ABSENT},
        "detected": {"+": PRESENT, "H": PRESENT, "-": ABSENT, "N": ABSENT, "L": PRESENT},
    }
    return table.get(kind, {}).get(state)


def _verdicts(later: Told, grammar: Grammar) -> list[str]:
    """The states or answers that a sentence consists of ("negative, negative, positive"); [] if it says more."""
    labels = {**dict(STATES.items()), "answers:yes": "+", "answers:no": "-"}
    tokens = later.sentence.tokens
    if any(t.text in grammar["neither_words"] for t in tokens[1:]):
        return []  # "I have neither"
    out: list[str] = []
    at = 0
    while at < len(tokens):
        best: tuple[int, str] | None = None
        for label, sign in labels.items():
            for span in later.spans.get(label, ()):
                if span.start == at and (best is None or span.end > best[0]):
                    best = (span.end, sign)
        if best is not None and not (best[0] == at + 1 and tokens[at].text in grammar["verdict_fill"]):
            out.append(best[1])
            at = best[0]
        elif tokens[at].text in grammar["verdict_fill"]:
            at += 1
        else:
            return []
    return out


def _zipped(earlier: Told, verdicts: Sequence[str], kinds: Mapping[str, str]) -> bool:
    items = sorted([*earlier.mentions, *earlier.named], key=lambda m: m.start)
    items = [m for m in items if m.finding not in PROFILE and m.value is None]
    if len(verdicts) < 2 or len(items) != len(verdicts):
        return False
    settled: list[FindingMention] = []
    for item, sign in zip(items, verdicts, strict=True):
        status = status_by_state(kinds.get(item.finding, ""), sign)
        status = status or (PRESENT if sign in "+HL" else ABSENT)
        settled.append(replace(item, assertion=status, modality=ACTUAL, bare=False))
    earlier.mentions = [m for m in earlier.mentions if m not in items] + settled
    earlier.named = []
    return True


def _answered(earlier: Told, later: Told, grammar: Grammar, kinds: Mapping[str, str]) -> None:
    """ "They looked for spread. There wasn't any.", "People say I must be tired. I'm not.", "Bloods: ESR, calcium. Both fine." """
    if any(later.spans.get(label) for label in _TESTS):
        return  # "I haven't had any scans yet" denies no finding
    verdicts = _verdicts(later, grammar)
    if earlier.named and len(verdicts) == 1:
        for name in earlier.named:
            status = status_by_state(kinds.get(name.finding, ""), verdicts[0])
            if status is not None:
                place = later.sentence.tokens
                earlier.mentions.append(replace(name, assertion=status, start=place[0].start, end=place[-1].end))
        earlier.named = []
    start = opening([t.text for t in later.sentence.tokens], later.spans, grammar)
    said = _said(later, start, grammar)
    if said is None:
        return
    open_ones = (POSSIBLE,)

    def settle(m: FindingMention) -> FindingMention:
        supposed = m.modality in (HYPOTHETICAL, QUESTION) and said == ABSENT and _recalls(later, start)
        if m.finding in PROFILE or not (m.assertion in open_ones or supposed):
            return m
        return replace(m, assertion=said, modality=ACTUAL, bare=False)

    earlier.mentions = [settle(m) for m in earlier.mentions]


def _said(later: Told, start: int, grammar: Grammar) -> str | None:
    if any(s.start in (0, start) for s in later.spans.get("answers:dont_know", ())):
        return None
    if any(s.start in (start, start + 1) for s in later.spans.get("cues:unknown", ())):
        return None  # "I have not had mine measured" denies no finding
    for label, status in (("cues:denies_last", ABSENT), ("cues:affirms_last", PRESENT)):
        spans = [s for s in later.spans.get(label, ()) if s.start in (0, start)]
        if any(status == ABSENT or not _goes_on_denying(s.end, later, grammar) for s in spans):
            return status
    return None


def _goes_on_denying(at: int, later: Told, grammar: Grammar) -> bool:
    """ "They do not", "there is zero evidence": what opens like a yes."""
    return at < len(later.sentence.tokens) and later.sentence.tokens[at].text in grammar["no_words"] | grammar["noun_deniers"]


def _recalls(later: Told, start: int) -> bool:
    """A denial that speaks of the finding again ("nothing like that so far"), more than a bare "no"."""
    return any(s.start in (0, start) and s.end - s.start > 1 for s in later.spans.get("cues:denies_last", ()))
