"""What a person does with a message: the acts of its sentences, which of them leads, what the document is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from nlu.acts.asked import Asking, Classifier, Question
from nlu.acts.kinds import DEMAND, DRASTIC, KINDS, PRIORITY, TOLD, URGENT, asks, steers, tells
from nlu.acts.quotes import Quotes
from nlu.acts.scripts import script
from nlu.acts.sentence_acts import Ranking, SentenceActs, sentences, within
from nlu.acts.urgent import Urgent
from nlu.reading import ABSENT, NOBODY, PROFILE, QUESTION, WRITER, Reading

ANSWERS = {"yes": "affirm", "no": "deny", "dont_know": "dont_know", "rest_no": "deny", "rest_unknown": "dont_know"}
_SURE = 0.5  # a sentence's act counts beside others from this probability on
_CERTAIN = 0.75  # a control that outranks a finding told in the same sentence
_ABOUT = 0.15  # a topic of the document fits a sentence from here on
_STEERS = 0.2  # a control that is no short answer, from here on
_VAGUE = 0.12  # below this the sentence is of no kind that is known
_NUMBER_LETTERS = 12  # letters beside a number that answers a question ("about 11.9 mmol")
_SHORT = 24  # letters that a short answer has at most
_ASKS_MARKED = 0.5  # more log odds for asking than for telling, in a sentence with a word that asks
_ASKS = 4.0  # and in one without
_CLEAR = 0.6  # a topic that surely is what was asked
_OWN_QUESTION = 3  # words of a question that the person answers in the next sentence
_OF_HEADING = 7  # words of a question behind a heading
_ASIDE = 2  # words of "common?"
_RIVALS = 0.4  # of an act's probability, that asking has at least to take its place
_CORRECTIONS = frozenset(("correction", "retract", "retract_named"))
_VERDICTS = frozenset(("known_cancer",))  # what a demand for a verdict names ("promise me it's not cancer")
_NEVER = re.compile("(?!)")
_PLAIN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|,")


@dataclass
class Acts:
    """`lead` is the message's intent, `all` the acts of its sentences, `questions` what the document is asked.

    `asked`: places of sentences that name findings only to ask about them ("calcium high or low in this?").
    """

    lead: str
    confidence: float
    ranking: Ranking
    all: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def steering(self) -> bool:
        """True where every act asks for something, so that no word answers the open question."""
        return bool(self.all) and not any(tells(act) for act in self.all)

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
    topics: Asking
    openers: tuple[str, ...]
    replies: tuple[str, ...] = ()
    urgent: Urgent = field(default_factory=Urgent)
    asking: re.Pattern[str] = _NEVER
    stated: re.Pattern[str] = _NEVER
    reporting: re.Pattern[str] = _NEVER
    limits: re.Pattern[str] = _NEVER
    auxiliaries: tuple[str, ...] = ()
    own: re.Pattern[str] = _NEVER
    denials: re.Pattern[str] = _NEVER
    quotes: Quotes = field(default_factory=Quotes)
    begun: re.Pattern[str] = _NEVER
    alarming: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()

    def judge(self, text: str, reading: Reading) -> Acts:
        """The acts of a message. Never raises on any text."""
        ranking = self._intents(text)
        kind = script(text)
        if kind and not (reading.answers and kind != "injection"):
            return Acts(kind, 1.0, ranking[:5], [kind])
        asked = self.quotes.asked(text, self.asking)
        parts = self._parts(text, reading, ranking, asked)
        alarms = self._alarms(text, reading, ranking, parts)
        if "distress" in alarms:  # nothing else counts
            return Acts("distress", 1.0, ranking[:5], ["distress"])
        acts: list[tuple[str, float]] = [(act, 1.0) for act in alarms]
        questions: list[Question] = []
        for i, part in enumerate(parts):
            following = parts[i + 1].low if i + 1 < len(parts) else ""
            only_asked = self._only_asked(part, following, reading)
            if only_asked:
                asked.append((part.start, part.end))
            act, p, topics = self._act(part, reading, only_asked)
            if asks(act) and len(part.low.split()) <= _OWN_QUESTION and following.startswith(self.replies):
                act, p, topics = "inform", 1.0, []  # "Scan? No."
            acts.append((act, p))
            if asks(act) or act == "summary" and topics and topics[0][1] >= _ABOUT:
                before = parts[i - 1].text if i else ""
                questions += self.topics.put(part.text, topics or self._topics(part), before, part.quotes)
        whole, sure = ranking[0]
        extra = len(parts) > 1 and steers(whole) and sure >= _CERTAIN and whole not in [a for a, _ in acts]
        if extra and not any(part.told for part in parts):
            acts.append((whole, sure))
        takes_back = not {"retract", "retract_named"}.isdisjoint(reading.marks)
        if not (reading.mentions or reading.quantities or takes_back) and any(steers(a) for a, _ in acts):
            acts = [(a, q) for a, q in acts if a != "correct"]  # "Sorry, the dog was barking. What was the question?"
        acts = acts or [(whole, sure)]
        lead, p = min(acts, key=lambda a: PRIORITY.index(a[0]))
        if asks(lead) and not questions:
            questions += self.topics.put(text, self.topics.fitting(text))
        return Acts(lead, float(p), [(n, round(q, 4)) for n, q in ranking[:5]], list(dict.fromkeys(a for a, _ in acts)), questions, asked)

    def _alarms(self, text: str, reading: Reading, ranking: Ranking, parts: Sequence[SentenceActs]) -> list[str]:
        """The urgent acts that phrases tell of; sentences that name one without telling of it are marked as calm."""
        if not self.urgent.named(self._plain(text)):
            return []
        alarms: list[str] = []
        for start, sentence in sentences(text, None):
            question = sentence.strip().endswith("?")
            heard = self.urgent.heard(self._plain(sentence), question, within(reading, start, start + len(sentence)))
            alarms += heard.acts
            for part in parts:
                if part.start == start:
                    part.calm = heard.calm
        if "emergency" in alarms and text.strip().endswith("?") and asks(ranking[0][0]):
            alarms = [act for act in alarms if act != "emergency"]  # "is an overdose of vitamin D bad?" only names the word
        return list(dict.fromkeys(alarms))

    def _plain(self, text: str) -> str:
        return " ".join(_PLAIN.findall(self.topics.mend(text)))

    def _intents(self, text: str) -> Ranking:
        """The intents of a text as typed, or with its spelling mended where that is clearer."""
        typed = self.intents.predict(text)
        if typed[0][1] >= _SURE:
            return typed
        mended = self.intents.predict(self.topics.mend(text))
        return mended if mended[0][1] > typed[0][1] else typed

    def _parts(
        self, text: str, reading: Reading, ranking: Ranking, quotes: Sequence[tuple[int, int]]
    ) -> list[SentenceActs]:
        parts = []
        for start, sentence in sentences(text):
            end = start + len(sentence)
            found = ranking if sentence == text else self._intents(sentence)
            mentions = [m for m in within(reading, start, end) if not any(a <= m.start < b for a, b in quotes)]
            inside = tuple(text[max(a, start) : min(b, end)] for a, b in quotes if a < end and b > start)
            parts.append(SentenceActs(sentence, start, found, mentions, quotes=inside))
        for i in range(len(parts) - 1, 0, -1):
            if self._heads(parts[i - 1]) and self._asks_of_it(parts[i]):
                whole = text[parts[i - 1].start : parts[i].end]
                found = self._intents(whole)
                if asks(found[0][0]) and found[0][1] >= _SURE:
                    parts[i - 1 : i + 1] = [SentenceActs(whole, parts[i - 1].start, found, parts[i - 1].mentions)]
        return parts

    def _heads(self, part: SentenceActs) -> bool:
        """ "Pathological fracture. Meaning?": nothing but a term of the document, and no alarm."""
        words = " ".join(_PLAIN.findall(part.low.replace("-", " ")))
        return part.nobodys and words in self.terms and not any(m.finding in self.alarming for m in part.mentions)

    def _asks_of_it(self, part: SentenceActs) -> bool:
        size = len(part.low.split())
        asks_it = self._asks(part.low) or (part.low.endswith("?") and size <= _ASIDE)
        return size <= _OF_HEADING and not part.mentions and asks_it and not self.own.search(part.low)

    def _only_asked(self, part: SentenceActs, following: str, reading: Reading) -> bool:
        """Does the sentence name findings only to ask about them? Nobody has them in it, and nobody answers it."""
        if self._values_told(part) or self._reported(part) or self._denied(part):
            return False
        if any(m.finding in self.alarming for m in part.actual) and self.begun.search(part.low):
            return False  # "legs weak SINCE LAST NIGHT, late sign?"
        act, p = part.ranking[0]
        answered = following.startswith(self.replies)
        demands = (KINDS[act] == DEMAND or act == "injection") and p >= _SURE and bool(part.actual) and not answered
        demands = demands and "not_that_i_know" not in reading.marks
        if demands and (part.nobodys or all(m.finding in _VERDICTS and m.who in (WRITER, NOBODY) for m in part.actual)):
            return True
        if not part.nobodys or answered:
            return False
        first = min(m.start for m in part.actual) - part.start
        opener = part.late_opener(self.openers)
        asked = self._asks(part.low) and not self.own.search(part.low)  # "it's the weight that I can't explain"
        marked = part.low.endswith("?") or self._opens(part) or asked
        least = _ASKS_MARKED if marked else _ASKS
        asks_more = part.asks_more >= least
        if opener and first < opener and not asks_more:
            return False
        if part.low.endswith("?"):
            return part.text.find("? ", first) < 0 and (part.text.find(": ", first) < 0 or asks_more)
        return asks_more

    def _values_told(self, part: SentenceActs) -> bool:
        """ "Calcium 2.62, so it is normal, no?": a value is told, whatever is asked behind it, unless it is the
        document's own ("10 %, what is this limit for?")."""
        if part.nobodys and self.limits.search(part.low):
            return False
        values = [m.start - part.start for m in part.actual if m.value is not None]
        return bool(values) and ("?" not in part.text or not self._asks_before(part, min(values)))

    def _reported(self, part: SentenceActs) -> bool:
        """ "They said there's an M protein, no idea what that is": somebody found it."""
        found = self.reporting.search(part.low.replace("-", " "))  # "x-ray says"
        return found is not None and bool(part.actual) and not self._asks_before(part, found.start())

    def _denied(self, part: SentenceActs) -> bool:
        """ "No cancer ever", "I don't have cancer": a denial of the writer's own, and no demand to be told so."""
        plain = bool(part.told) and all(m.assertion == ABSENT for m in part.told) and not part.low.endswith("?")
        return plain and self.denials.search(part.low) is not None and not self._asks(part.low)

    def _asks(self, text: str) -> bool:
        """A word that asks; "above what it should be" and "where they belong" only tell how a test came out."""
        return self.asking.search(self.stated.sub(" ", text)) is not None

    def _opens(self, part: SentenceActs) -> bool:
        return part.low.startswith(self.auxiliaries)

    def _asks_before(self, part: SentenceActs, end: int) -> bool:
        return part.low.startswith(self.openers) or self._asks(part.low[:end])

    def _act(self, part: SentenceActs, reading: Reading, only_asked: bool) -> tuple[str, float, Ranking]:
        """The act of a sentence, its probability, and the topics of the document where they were looked at."""
        act, p = next((a, q) for a, q in part.ranking if q >= DRASTIC.get(a, 0.0) and a not in part.calm)
        question = part.is_question(self.openers) or (self._opens(part) and part.asks_more > 0)
        if act == "worried" and question:  # "I'm afraid to ask, but what does it come to?"
            act, p = next(((a, q) for a, q in part.ranking if a != act and q >= _STEERS), (act, p))
        told = [] if only_asked else part.told
        if told:
            steered = steers(act) and p >= _CERTAIN and KINDS[act] != URGENT and act not in ("goodbye", "go_back")
            steered = steered and (act != "why" or question or self._asks(part.low))  # "tired now, that's why I ask"
            if steered and not (KINDS[act] == DEMAND and self._denied(part)):
                return act, p, []
            if act == "correct" or (question and asks(act) and all(m.finding in PROFILE for m in told)):
                return act, p, []
            return "inform", 1.0, []
        asked = part.low.endswith("?") and self._opens(part)  # "is 60 high?"
        answers = reading.quantities and not part.mentions and part.letters <= _NUMBER_LETTERS and not asked
        if answers and not (steers(act) and p >= _CERTAIN) and not self._asks_before(part, reading.quantities[0].start):
            return "inform", 1.0, []
        if part.barely and not question and not self._asks(part.low):
            alone = reading.of_it and not (steers(act) and p >= _SURE)  # "it eases when I lie down"
            if alone or (part.letters <= _NUMBER_LETTERS and not steers(act)):
                return "inform", 1.0, []
        of_tests = bool(reading.not_done) or any(reading.tests.values())
        of_tests = of_tests or (act == "skip" and bool(reading.tests))
        if of_tests and not question and not part.mentions and (not steers(act) or act == "skip"):
            return "inform", 1.0, []  # "no marrow test yet", "my bloods were fine"
        rest = next((a for a in reading.answers if a.startswith("rest_")), None)
        if rest and not question and not part.mentions and not steers(act) and part.letters < _SHORT:
            return ANSWERS[rest], 1.0, []  # "not sure about the others"
        topics = self._topics(part)
        topic, fit = topics[0]
        asking = "ask_outside" if topic.startswith("outside:") else "ask_document"
        if (only_asked or part.quotes or any(m.modality == QUESTION for m in part.mentions)) and (not steers(act) or p < fit):
            return asking, max(p, _SURE), topics
        corrects = not question and bool(_CORRECTIONS & set(reading.marks)) and part.odds["correct"] >= _STEERS
        if corrects and not steers(act):
            return "correct", p, topics
        likely = max(part.odds["ask_document"], part.odds["ask_outside"])
        fits = fit >= _ABOUT and (fit >= p or (question and p < _SURE)) and not asks(act)
        if fits and (KINDS[act] == TOLD or likely >= _RIVALS * p):
            return asking, fit, topics
        clear = fit >= _CLEAR and fit > p and p < _CERTAIN  # a topic that hardly anything but a question of it fits
        if act in ANSWERS.values() and self._opens(part) and part.low.endswith("?"):  # "is he right?" answers nothing
            return asking, fit, topics
        unsure = p < (_STEERS if steers(act) else _SURE) and likely >= _SURE * p
        if question and not asks(act) and KINDS[act] != URGENT and (clear or unsure):
            return asking, max(p, fit), topics
        if asks(act):
            return act, p, topics
        short = part.letters < _SHORT and not question
        calm = act == "emergency" and reading.answers[:1] == ["no"]  # "naw, she's grand"
        beside = (not calm and steers(act) and p >= _STEERS) or (act == "worried" and p >= _SURE)
        if reading.answers and not part.mentions and short and not beside:
            return ANSWERS[reading.answers[0]], 1.0, topics
        if question and act == "inform":
            return asking, p, topics
        if p < _VAGUE and not question:
            return ("inform" if part.mentions or reading.quantities else "off_topic"), p, topics
        return act, p, topics

    def _topics(self, part: SentenceActs) -> Ranking:
        if part.topics is None:
            part.topics = self.topics.fitting(part.text)
        return part.topics
