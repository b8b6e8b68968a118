"""What a person does with a message: the acts of its sentences, which of them leads, what the document is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from nlu.reading import ACTUAL, NOBODY, POSSIBLE, QUESTION, Reading

PRIORITY = (
    "emergency",
    "distress",
    "delete_data",
    "start_over",
    "injection",
    "go_back",
    "skip",
    "why",
    "what_stored",
    "print",
    "summary",
    "human",
    "demand_diagnosis",
    "demand_treatment",
    "ask_document",
    "ask_outside",
    "correct",
    "more_detail",
    "simpler",
    "rephrase",
    "repeat",
    "privacy",
    "identity",
    "capabilities",
    "switch_subject",
    "inform",
    "deny",
    "affirm",
    "dont_know",
    "resume",
    "goodbye",
    "abuse",
    "other_language",
    "gibberish",
    "off_topic",
    "thanks",
    "greet",
)
CONTROLS = frozenset(
    (
        "delete_data",
        "start_over",
        "go_back",
        "skip",
        "why",
        "what_stored",
        "print",
        "summary",
        "human",
        "repeat",
        "rephrase",
        "more_detail",
        "simpler",
        "emergency",
        "distress",
        "goodbye",
        "resume",
        "demand_diagnosis",
        "demand_treatment",
    )
)
SMALL_TALK = frozenset(
    (
        "greet",
        "thanks",
        "off_topic",
        "abuse",
        "injection",
        "other_language",
        "gibberish",
        "privacy",
        "identity",
        "capabilities",
    )
)
QUESTIONS = frozenset(("ask_document", "ask_outside"))
ANSWERS = {"yes": "affirm", "no": "deny", "dont_know": "dont_know", "rest_no": "deny", "rest_unknown": "dont_know"}
_SENTENCE = re.compile(r"[^.!?;\n]+(?:(?<=\d)\.(?=\d)[^.!?;\n]*)*[.!?;\n]*")
_SURE = 0.5  # a sentence's act counts beside others from this probability on
_CERTAIN = 0.75  # a control that outranks a finding told in the same sentence
_ABOUT = 0.15  # a topic of the document fits a sentence from here on
_STEERS = 0.2  # a control that is no short answer, from here on
_VAGUE = 0.12  # below this the sentence is of no kind that is known
_STATED = 1.0  # asking must be at least this many times as likely as telling
_JOINTS = (", ", "; ", " - ", ": ", ") ", " and ", " but ", " so ")
_DRASTIC = frozenset(("delete_data", "start_over"))
_TOLD = 0.02  # topics less likely than this are not handed on
_NUMBER_LETTERS = 12  # letters beside a number that answers a question ("about 11.9 mmol")
_LETTERS = re.compile(r"[^\W\d_]")
_CODE = re.compile(
    r"[{\[]\s*[\"'][^\"']*[\"']\s*[:,]|\{\{|\{%|</?[a-zA-Z!][^>]*>|\$\{|;\s*--|\bjavascript:|^/[a-z_]+", re.IGNORECASE
)


class Classifier(Protocol):
    """Labels with probabilities, likeliest first."""

    def predict(self, text: str) -> list[tuple[str, float]]:
        """The labels of a text."""


@dataclass
class Question:
    """One question put: its text, the topics of the document that fit it (likeliest first, with probability), and
    whether it holds content words that nothing the document is asked about knows."""

    text: str
    topics: list[tuple[str, float]]
    strange: bool = False


@dataclass
class Acts:
    """`lead` is the message's intent, `all` the acts of its sentences, `questions` what the document is asked.

    `asked`: places of sentences that name findings only to ask about them ("calcium high or low in this?").
    """

    lead: str
    confidence: float
    ranking: list[tuple[str, float]]
    all: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def steering(self) -> bool:
        """True where every act asks for something, so that no word answers the open question."""
        return bool(self.all) and all(a in CONTROLS - {"resume"} or a in QUESTIONS or a in SMALL_TALK for a in self.all)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready form."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Acts:
        """The acts that `as_dict` wrote."""
        fields = dict(data)
        fields["questions"] = [
            Question(q["text"], [(t, p) for t, p in q["topics"]], q["strange"]) for q in fields["questions"]
        ]
        fields["asked"] = [(a, b) for a, b in fields.get("asked", ())]
        return cls(**fields)


@dataclass(frozen=True)
class Judge:
    """Tells the acts of a message from two classifiers and the reading of its findings."""

    intents: Classifier
    topics: Classifier
    known_words: frozenset[str]
    openers: tuple[str, ...]
    replies: tuple[str, ...] = ()
    urgent: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    mend: Callable[[str], str] = str

    def judge(self, text: str, reading: Reading) -> Acts:
        """The acts of a message. Never raises on any text."""
        ranking = self.intents.predict(text)
        script = _script(text)
        if script and not (reading.answers and script != "injection"):
            return Acts(script, 1.0, ranking[:5], [script])
        plain = (
            " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'")))
            .replace("can't", "can not")
            .replace("cant ", "can not ")
            .replace("don't", "do not")
            .replace("dont ", "do not ")
            .replace("cannot", "can not")
        )
        for act, pattern in self.urgent.items():
            if pattern.search(plain) and not self._is_question_about(text, act, ranking):
                return Acts(act, 1.0, ranking[:5], [act])
        acts: list[tuple[str, float]] = []
        questions: list[Question] = []
        asked: list[tuple[int, int]] = []
        for start, sentence in _sentences(text):
            only_asked = self._only_asked(text, start, sentence, reading)
            if only_asked:
                asked.append((start, start + len(sentence)))
            act, p = self._act(sentence, start, reading, only_asked)
            acts.append((act, p))
            if act in QUESTIONS:
                questions.append(self._question(sentence))
        whole, sure = ranking[0]
        if (
            len(acts) > 1
            and whole in CONTROLS
            and sure >= _CERTAIN
            and whole not in [a for a, _ in acts]
            and not _news(reading)
        ):
            acts.append((whole, sure))
        if not acts:
            acts = [(whole, sure)]
        lead, p = min(acts, key=lambda a: PRIORITY.index(a[0]))
        if lead in QUESTIONS and not questions:
            questions.append(self._question(text))
        return Acts(lead, float(p), [(n, round(q, 4)) for n, q in ranking[:5]], [a for a, _ in acts], questions, asked)

    def _only_asked(self, text: str, start: int, sentence: str, reading: Reading) -> bool:
        """Does the sentence name findings only to ask about them? Nobody has them in it, and nobody answers it."""
        inside = [m for m in reading.mentions if start <= m.start < start + len(sentence) and m.modality == ACTUAL]
        if not inside or any(m.who != NOBODY for m in inside):
            return False
        following = text[start + len(sentence) :].strip().lower()
        if following.startswith(self.replies):
            return False
        opener = self._late_opener(sentence)
        if opener and min(m.start for m in inside) < start + opener:
            return False
        if sentence.strip().endswith("?"):
            return not any(sentence.lower().find(r, inside[0].end - start) >= 0 for r in ("? ", ": "))
        fit = self._topics(sentence)[0][1]
        asks = dict(self.intents.predict(sentence))
        return fit >= _SURE and asks["ask_document"] + asks["ask_outside"] >= _STATED * max(asks["inform"], _SURE)

    def _late_opener(self, sentence: str) -> int:
        """Where a question starts after a statement ("ESR was 96, what does it mean?"); 0 where it does not."""
        low = sentence.lower()
        found = [
            low.rfind(joint + opener) + len(joint)
            for joint in _JOINTS
            for opener in self.openers
            if joint + opener in low
        ]
        return max(found, default=0)

    def _act(self, sentence: str, start: int, reading: Reading, only_asked: bool) -> tuple[str, float]:
        end = start + len(sentence)
        inside = [m for m in reading.mentions if start <= m.start < end]
        told = [m for m in inside if m.modality == ACTUAL and m.assertion != POSSIBLE and not m.bare and not only_asked]
        ranking = self.intents.predict(sentence)
        act, p = next((a, q) for a, q in ranking if a not in _DRASTIC or q >= _SURE)
        question = self._is_question(sentence)
        if told:
            if act in CONTROLS and p >= _CERTAIN and act not in ("emergency", "distress", "goodbye", "go_back"):
                return act, p
            if act == "correct" or (
                question and act in QUESTIONS and not any(m.finding not in ("age", "sex") for m in told)
            ):
                return act, p
            return "inform", 1.0
        if reading.quantities and not inside and len(_LETTERS.findall(sentence)) <= _NUMBER_LETTERS:
            return "inform", 1.0
        topic, fit = self._topics(sentence)[0]
        asked = "ask_outside" if topic.startswith("outside:") else "ask_document"
        if (only_asked or any(m.modality == QUESTION for m in inside)) and (act not in CONTROLS or p < fit):
            return asked, max(p, _SURE)
        if fit >= _ABOUT and (fit >= p or (question and p < _SURE)) and act not in QUESTIONS:
            return asked, fit
        if act in QUESTIONS:
            return act, p
        short = len(_LETTERS.findall(sentence)) < 24 and not question
        if reading.answers and not inside and short and not (act in CONTROLS and p >= _STEERS):
            return ANSWERS[reading.answers[0]], 1.0
        if question and act == "inform":
            return asked, p
        if p < _VAGUE and not question:
            return ("inform", p) if inside or reading.quantities else ("off_topic", p)
        return act, p

    @staticmethod
    def _is_question_about(text: str, act: str, ranking: Sequence[tuple[str, float]]) -> bool:
        """A question of the document that only names the word ("is an overdose of vitamin D bad?")."""
        return text.strip().endswith("?") and ranking[0][0] in QUESTIONS and act == "emergency"

    def _is_question(self, sentence: str) -> bool:
        low = sentence.strip().lower()
        return low.endswith("?") or low.startswith(self.openers)

    def _topics(self, sentence: str) -> list[tuple[str, float]]:
        """The topics of a sentence as typed, or with its spelling mended, whichever fits better."""
        typed = self.topics.predict(sentence)
        mended = self.mend(sentence) if typed[0][1] < _SURE else sentence
        if mended == sentence:
            return typed
        other = self.topics.predict(mended)
        return other if other[0][1] > typed[0][1] else typed

    def _question(self, sentence: str) -> Question:
        topics = [(t, round(p, 4)) for t, p in self._topics(sentence)[:5] if p >= _TOLD]
        words = [w for w in re.findall(r"[^\W\d_]{4,}", sentence.lower()) if w not in self.known_words]
        return Question(sentence.strip(), topics, bool(words))


def _news(reading: Reading) -> bool:
    return any(m.modality == ACTUAL and not m.bare for m in reading.mentions)


def _sentences(text: str) -> list[tuple[int, str]]:
    found = [(m.start(), m.group()) for m in _SENTENCE.finditer(text) if m.group().strip(" .!?;\n,-")]
    return found[:40]


def _script(text: str) -> str | None:
    """injection for markup and code, other_language for foreign scripts, gibberish without letter or number."""
    if _CODE.search(text.strip()):
        return "injection"
    letters = _LETTERS.findall(text)
    if not letters and not any(c.isdigit() for c in text):
        return "gibberish"
    foreign = sum(1 for c in letters if ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF)
    return "other_language" if letters and foreign > len(letters) * 0.4 else None


def phrases_anywhere(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words in a text of words and blanks."""
    return re.compile(
        r"\b(?:" + "|".join(re.escape(p.replace("-", " ")) for p in sorted(phrases, key=len, reverse=True)) + r")\b"
    )


def openers(phrases: Sequence[str]) -> tuple[str, ...]:
    """Question openers of the lexicon as beginnings of a sentence."""
    return tuple(p + " " for p in phrases)
