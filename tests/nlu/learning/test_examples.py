"""The example sentences and messages that the classifiers are trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.loader import load
from nlu.acts.topics import asked_examples
from nlu.learning import examples
from nlu.learning.examples import (
    EMERGENCY,
    SEX_OPEN,
    contrary,
    label,
    message_examples,
    sentence_examples,
    short_examples,
    told,
    with_sexes,
)
from nlu.words.lexicon import load_lexicon
from nlu.words.lexicon_files import LexiconError
from tests.eval.judge import UNTAUGHT
from tests.eval.teach import plain

EVAL = Path(__file__).resolve().parent.parent.parent / "eval"


def test_a_label_tells_its_finding_and_whether_it_is_there() -> None:
    assert told(label("confusion", "present")) == ("confusion", "present")
    assert told(label("confusion", "absent")) == ("confusion", "absent")


def test_every_red_flag_has_many_examples_of_its_presence_its_absence_and_of_false_alarms() -> None:
    rows = sentence_examples("en", load().findings)
    for finding in ("limb_weakness", "bladder_bowel_change", "saddle_numbness", "confusion"):
        assert sum(finding in labels for _, labels in rows) >= 100
        assert sum(f"-{finding}" in labels for _, labels in rows) >= 50
    assert sum(not labels for _, labels in rows) >= 500


def test_an_example_that_tells_an_alarm_is_an_emergency_as_a_message() -> None:
    rows = dict(short_examples("en", load().findings, load_lexicon("en").grammar["emergencies"]))
    told = dict(sentence_examples("en", load().findings))
    assert rows.keys() == told.keys()
    for text, labels in told.items():
        urgent = bool(labels & {"limb_weakness", "bladder_bowel_change", "saddle_numbness"}) or {"confusion", "calcium_raised"} <= labels
        assert rows[text] == labels | SEX_OPEN | ({EMERGENCY} if urgent else set())


@pytest.mark.parametrize(
    ("profile", "sexes"),
    [({"72", "female"}, {"female"}), ({"?sex"}, {"?female", "?male"}), ({"72"}, set())],
    ids=["told", "open", "not told"],
)
def test_a_message_tells_the_sex_of_its_profile(profile: set[str], sexes: set[str]) -> None:
    messages = [("her back hurts", frozenset({"spinal_pain"})), ("my back hurts", frozenset({"spinal_pain"}))]
    assert with_sexes(messages, [("her back hurts", frozenset(profile))]) == [
        ("her back hurts", {"spinal_pain", *sexes}),
        ("my back hurts", {"spinal_pain"}),
    ]


def test_what_denies_a_label_is_denied_by_it() -> None:
    for name in ("spinal_pain", "-spinal_pain", "female", "male"):
        assert contrary(name) != name and contrary(contrary(name)) == name


def test_no_sentence_stands_under_two_headings() -> None:
    seen: dict[str, frozenset[str]] = {}
    for text, labels in sentence_examples("en", load().findings):
        assert seen.setdefault(plain(text), labels) == labels


def test_no_message_of_the_evaluation_is_trained_on() -> None:
    """The cases in `taught` are trained on, and judged only so that nothing learned is lost."""
    trained = {plain(text) for text, _ in sentence_examples("en", load().findings)}
    trained |= {plain(text) for text, _ in asked_examples(load())}
    trained |= {plain(text) for text, _ in message_examples("en", load().findings)}
    judged = {
        plain(json.loads(line).get("text", ""))
        for name in ("utterances", "redflags", "faq")
        for path in (EVAL / folder / f"{name}.jsonl" for folder in UNTAUGHT)
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    }
    assert not trained & judged - {""}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("limb_weekness:\n  - my legs are weak\n", "nothing is called 'limb_weekness'"),
        ("confusion: my head\n", "must be a list of sentences"),
        ("- confusion\n", "must be a table"),
    ],
)
def test_a_malformed_file_is_refused_with_its_place(
    content: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "en" / "examples"
    folder.mkdir(parents=True)
    (folder / "new.yml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(examples, "LOCALES", tmp_path)
    with pytest.raises(LexiconError, match=problem) as caught:
        sentence_examples("en", load().findings)
    assert "new.yml" in str(caught.value)
