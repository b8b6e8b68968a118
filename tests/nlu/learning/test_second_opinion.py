"""What the classifiers of whole messages drop and take up, and that emergencies they have not seen are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import pytest

from knowledge.loader import load
from nlu.learning.attention import Attention, Opinion
from nlu.learning.examples import EMERGENCY, message_examples
from nlu.learning.gist import TELLS
from nlu.learning.learned import Learned
from nlu.learning.second_opinion import Parts, SecondOpinion
from nlu.reading import ABSENT, ACTUAL, NOBODY, PAST, PRESENT, QUESTION, FindingMention
from nlu.sentences.seen import Seen
from nlu.sentences.told import Told
from nlu.understanding import reader
from nlu.words.lexicon import load_lexicon
from nlu.words.text import Sentence, tokenize

_LEGS, _WATER, _BACK = "limb_weakness", "bladder_bowel_change", "spinal_pain"
_TALK = "she says that they just fold and that nobody at work can tell why it is"
_STRENGTH = 40.0
_KEPT_BACK, _RIGHT = 4, 0.9  # every fourth message is judged, and how many of them are judged rightly


@dataclass(frozen=True)
class Odds:
    """A classifier, or a network, that says the same of every text, and heeds its first word for all."""

    of: Mapping[str, float]

    def odds(self, seen: object) -> dict[str, float]:
        return {EMERGENCY: 0.3, TELLS: 0.995, **self.of}

    def opinion(self, words: object) -> Opinion:
        return Opinion(self.odds(words), {})


def _part(text: str, *named: str) -> Told:
    words = Sentence(tuple(tokenize(text, load_lexicon("en").shorthand)), ".", frozenset(text.split()))
    return Told(words, {}, seen=Seen(text, [f"m:{name}:present" for name in named]))


def _opinion(odds: Mapping[str, float]) -> SecondOpinion:
    return SecondOpinion(cast(Learned, Odds(odds)), cast(Attention, Odds(odds)), load_lexicon("en").grammar)


def _heed(
    odds: Mapping[str, float], *mentions: FindingMention, text: str = _TALK, named: str = "", subject: str | None = None
) -> list[FindingMention]:
    alarms = {_LEGS: 0.6, _WATER: 0.2, "confusion": 0.7 if named else 0.1}
    told, opinion = [_part(text, *([named] if named else []))], _opinion({**alarms, **odds})
    return opinion.heed(opinion.listen(told, mentions, subject), list(mentions), subject).mentions


def _told(mentions: list[FindingMention]) -> set[tuple[str, str]]:
    return {(m.finding, m.assertion) for m in mentions if m.modality == ACTUAL and m.who == NOBODY and not m.bare}


def test_an_alarm_that_the_message_rules_out_is_dropped_and_nothing_else() -> None:
    legs, back = FindingMention(_LEGS, PRESENT), FindingMention(_BACK, PRESENT)
    assert _heed({EMERGENCY: 0.05}, legs, back) == [back]


def test_an_alarm_stands_where_the_message_leaves_it_open() -> None:
    legs = FindingMention(_LEGS, PRESENT)
    assert _heed({EMERGENCY: 0.5}, legs) == [legs]


@pytest.mark.parametrize(("tells", "kept"), [(0.99, True), (0.01, False)], ids=["tells something", "tells nothing"])
def test_a_fact_stays_less_easily_in_a_message_that_seems_to_tell_nothing(tells: float, kept: bool) -> None:
    spine = FindingMention(_BACK, PRESENT, start=0, end=9)
    assert (_heed({_BACK: 0.7, TELLS: tells}, spine, text="the spine of my bible") == [spine]) is kept


def test_what_is_not_borne_out_is_kept_apart_as_doubted() -> None:
    told, opinion = [_part(_TALK)], _opinion({_BACK: 0.02, "fatigue": 0.9, EMERGENCY: 0.05})
    back, tired, legs = FindingMention(_BACK, PRESENT), FindingMention("fatigue", PRESENT), FindingMention(_LEGS, PRESENT)
    read = [back, tired, legs]
    assert opinion.heed(opinion.listen(told, read, None), read, None) == ([tired], [back])


def test_nothing_is_taken_up_of_a_message_that_seems_to_tell_nothing() -> None:
    assert _told(_heed({"fatigue": 0.95})) == {("fatigue", PRESENT)}
    assert _told(_heed({"fatigue": 0.95, TELLS: 0.02})) == set()


def test_what_is_anothers_is_not_dropped_as_it_is_not_the_persons() -> None:
    sister = FindingMention("known_cancer", PRESENT, who="sister", start=14, end=27)
    assert _heed({"known_cancer": 0.0}, sister, text="my sister had breast cancer") == [sister]


def test_what_denies_an_alarm_that_the_message_bears_out_does_not_stand() -> None:
    now, before = FindingMention(_LEGS, PRESENT, start=20), FindingMention(_LEGS, ABSENT, who="pt")
    assert _heed({EMERGENCY: 0.95}, before, now) == [now]
    assert _told(_heed({EMERGENCY: 0.95}, before)) == {(_LEGS, PRESENT)}


@pytest.mark.parametrize(
    "read",
    [
        [],
        [FindingMention(_LEGS, ABSENT)],
        [FindingMention(_LEGS, PRESENT, modality=QUESTION)],
        [FindingMention(_LEGS, PRESENT, who="uncle")],
    ],
    ids=["unread", "denied", "asked", "another's"],
)
def test_an_emergency_that_the_message_tells_is_taken_up_whatever_was_read_of_it(read: list[FindingMention]) -> None:
    heard = _heed({EMERGENCY: 0.95}, *read)
    assert _told(heard) == {(_LEGS, PRESENT)}


def test_an_emergency_of_which_no_word_tells_an_alarm_is_none() -> None:
    assert _heed({EMERGENCY: 0.95, _LEGS: 0.01, _WATER: 0.0, "confusion": 0.0}, named="calcium_raised") == []


def test_an_alarm_of_the_person_that_the_message_turns_to_is_theirs() -> None:
    mum = FindingMention(_WATER, PRESENT, who="mum")
    assert _heed({EMERGENCY: 0.95}, mum, subject="mum") == [mum]


def test_confusion_is_taken_up_with_calcium_only() -> None:
    assert _told(_heed({EMERGENCY: 0.95}, named="calcium_raised")) == {("confusion", PRESENT), ("calcium_raised", PRESENT)}
    assert _told(_heed({EMERGENCY: 0.95}, named=_BACK)) == {(_LEGS, PRESENT)}


def test_confusion_with_a_normal_calcium_brings_no_alarm() -> None:
    read = [FindingMention("confusion", PRESENT), FindingMention("calcium_raised", ABSENT, value=2.3)]
    assert _heed({EMERGENCY: 0.95}, *read, named="calcium_raised") == read


def test_confusion_without_calcium_is_no_alarm_by_itself() -> None:
    confused = FindingMention("confusion", PRESENT)
    assert _heed({EMERGENCY: 0.05}, confused, named="confusion") == [confused]
    assert _heed({EMERGENCY: 0.95, "confusion": 0.9}, confused) == [confused]
    assert _told(_heed({EMERGENCY: 0.95, "confusion": 0.55}, confused)) == {("confusion", PRESENT), (_LEGS, PRESENT)}


def test_anemia_is_decided_by_a_measured_hemoglobin_alone() -> None:
    measured = FindingMention("hemoglobin", PRESENT, value=125.0)
    assert _heed({"anemia": 0.99}, measured) == [measured]


def test_a_finding_that_the_message_all_but_rules_out_is_dropped_unless_it_was_measured() -> None:
    odds = {"calcium_raised": 0.0, _BACK: 0.0, "-weight_loss": 0.0, "fatigue": 0.6}
    kept = [FindingMention("calcium_raised", PRESENT, value=3.0), FindingMention("fatigue", PRESENT)]
    assert _heed(odds, *kept, FindingMention(_BACK, PRESENT), FindingMention("weight_loss", ABSENT)) == kept


@pytest.mark.parametrize(
    ("p", "read", "taken"),
    [
        (0.9, [], True),
        (0.75, [], False),
        (0.93, [FindingMention(_BACK, PRESENT, bare=True)], True),
        (0.75, [FindingMention(_BACK, PRESENT, modality=QUESTION)], False),
        (0.99, [FindingMention(_BACK, PRESENT, modality=QUESTION)], True),
        (0.75, [FindingMention(_BACK, PRESENT, who="uncle")], False),
        (0.99, [FindingMention(_BACK, PRESENT, who="uncle")], True),
        (0.99, [FindingMention(_BACK, PRESENT, modality=PAST)], True),
        (0.99, [FindingMention(_BACK, ABSENT)], False),
    ],
)
def test_a_finding_is_taken_up_where_the_message_is_surer_than_what_was_read(p: float, read: list[FindingMention], taken: bool) -> None:
    assert ((_BACK, PRESENT) in _told(_heed({_BACK: p}, *read))) is taken


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("there", "not_there", "want"), [(0.02, 0.97, ABSENT), (0.55, 0.97, PRESENT)]
)
def test_what_was_read_or_named_is_turned_round_where_the_message_tells_the_contrary(
    there: float, not_there: float, want: str, bare: bool
) -> None:
    [got] = _heed({_BACK: there, f"-{_BACK}": not_there}, FindingMention(_BACK, PRESENT, bare=bare), text="ribs fine, back the same")
    assert got.assertion == want and got.bare == (bare and want == PRESENT)


def test_nothing_is_taken_up_of_a_few_words_which_may_be_an_answer() -> None:
    assert _heed({_BACK: 0.99}, text="yes my back when I coughed") == []


def test_a_test_that_was_not_done_denies_nothing() -> None:
    told, opinion = [_part(_TALK)], _opinion({"-m_protein": 0.99, "-osteolytic_lesions": 0.5, EMERGENCY: 0.0})
    heard = opinion.listen(told, [], None)
    assert _told(opinion.heed(heard, [], None).mentions) == {("m_protein", ABSENT)}
    assert opinion.heed(heard, [], None, undone=True).mentions == []


def test_confusion_that_the_message_rules_out_is_dropped_though_it_alone_is_no_emergency() -> None:
    confusion = FindingMention("confusion", PRESENT)
    assert _heed({"confusion": 0.01, EMERGENCY: 0.0}, confusion) == []


def test_where_the_message_tells_an_emergency_and_most_likely_confusion_that_is_taken_up() -> None:
    assert _told(_heed({EMERGENCY: 0.95, _LEGS: 0.1, _WATER: 0.1, "confusion": 0.7})) == {("confusion", PRESENT)}


@pytest.mark.parametrize(("likely", "kept"), [(0.1, True), (0.01, False)], ids=["not ruled out", "ruled out"])
def test_an_alarm_that_is_all_of_its_sentence_is_dropped_only_where_it_is_ruled_out(likely: float, kept: bool) -> None:
    words = _part("numb legs")
    legs, back = FindingMention(_LEGS, PRESENT, start=0, end=9), FindingMention(_LEGS, PRESENT, start=0, end=4)
    told, opinion = [words, _part(_TALK)], _opinion({_LEGS: 0.1, EMERGENCY: likely})
    assert (opinion.heed(opinion.listen(told, [legs], None), [legs], None).mentions == [legs]) is kept
    in_talk = [_part(_TALK)]
    assert opinion.heed(opinion.listen(in_talk, [back], None), [back], None).mentions == []


def test_what_is_put_right_is_left_to_what_was_read() -> None:
    told, opinion = [_part(_TALK)], _opinion({_BACK: 0.99, EMERGENCY: 0.1})
    assert opinion.heed(opinion.listen(told, [], None), [], None, corrected=True).mentions == []
    assert _told(opinion.heed(opinion.listen(told, [], None), [], None).mentions) == {(_BACK, PRESENT)}


def test_a_finding_is_taken_up_in_the_sentence_whose_word_is_heeded_most() -> None:
    sentences = [_part("lovely weather here today"), _part(_TALK)]
    for word, told in ((2, 0), (4, 0), (5, 1), (99, 1)):
        parts = Parts([part.sentence for part in sentences], Seen("", []), [], Opinion({}, {_BACK: word}))
        assert parts.telling(_BACK) is sentences[told].sentence


def test_messages_that_it_has_not_seen_are_judged_rightly() -> None:
    rows = [(text, labels & {EMERGENCY}) for text, labels in message_examples("en", load().findings) if "?" in labels]
    learned = reader().learn_whole([row for i, row in enumerate(rows) if i % _KEPT_BACK], _STRENGTH)
    kept = rows[:: _KEPT_BACK * 4]
    likely = [learned.odds(reader().seen(text))[EMERGENCY] for text, _ in kept]
    assert sum((p > 1 / 2) == bool(labels) for p, (_, labels) in zip(likely, kept, strict=True)) >= _RIGHT * len(kept)
