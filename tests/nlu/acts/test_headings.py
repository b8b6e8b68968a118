"""A term of the document with a question of a few words behind it is asked about as one."""

from __future__ import annotations

import re

from nlu.acts.asked import Asking
from nlu.acts.judge import Acts, Judge
from nlu.acts.kinds import PRIORITY
from nlu.reading import FindingMention, Reading
from tests.nlu.acts.test_judge import Fixed


def judged(text: str, finding: str, end: int, **more: str) -> Acts:
    asking = re.compile(r"\b(?:meaning|how often)\b")
    topics = Asking(Fixed(["term:pathological_fracture"]), frozenset())
    one = Judge(
        Fixed(PRIORITY, ask_document=0.8, inform=0.1), topics, openers=(), asking=asking, own=re.compile(r"\bi\b"),
        begun=re.compile(r"\bsince\b"),
        alarming=frozenset(("limb_weakness",)), terms=frozenset(("pathological fracture", "limb weakness")),
    )
    mention = FindingMention(finding, "present", who=more.get("who", "none"), start=0, end=end)
    return one.judge(text, Reading(mentions=[mention]))


def test_a_term_and_its_question_are_one() -> None:
    acts = judged("Pathological fracture. Meaning?", "pathological_fracture", 21)
    assert acts.asked == [(0, 31)]
    assert acts.all == ["ask_document"]


def test_an_alarm_a_person_or_more_words_head_nothing() -> None:
    assert not judged("Limb weakness. Meaning?", "limb_weakness", 13).asked
    assert not judged("Pathological fracture. Meaning?", "pathological_fracture", 21, who="self").asked
    assert not judged("Pathological fracture of the arm. Meaning?", "pathological_fracture", 32).asked


def test_an_alarm_that_has_begun_is_told() -> None:
    assert not judged("Limb weakness since Monday, meaning?", "limb_weakness", 13).asked
    assert judged("Limb weakness, meaning?", "limb_weakness", 13).asked
