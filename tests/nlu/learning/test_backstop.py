"""The classifier behind the patterns: trained here on a part of the examples, asked about sentences it has not seen."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from knowledge.loader import load
from nlu.learning.examples import sentence_examples
from nlu.learning.learned import Learned, counts, features
from nlu.learning.letters import Rows
from nlu.learning.letters import features as letters
from nlu.learning.trained import Trained
from nlu.sentences.seen import Seen
from nlu.sentences.tables import Part
from nlu.understanding import Reader, reader
from nlu.words.lexicon import Span, load_lexicon
from nlu.words.text import Sentence, tokenize

_STRENGTH = 20.0
_RED = ("limb_weakness", "bladder_bowel_change", "saddle_numbness", "confusion")


@pytest.fixture(scope="module")
def learned() -> Learned:
    rows = [
        (text, frozenset(name for name in labels if name.lstrip("-") in _RED))
        for text, labels in sentence_examples("en", load().findings)
        if not labels or any(name.lstrip("-") in _RED for name in labels)
    ]
    return reader().learn_sentences([*rows[::2], *rows[1::4]], _STRENGTH)


def _present(reading_of: Reader, text: str) -> set[str]:
    return {m.finding for m in reading_of.read(text).mentions if m.assertion == "present" and m.modality == "actual"}


def test_alarms_in_examples_that_were_kept_back_are_found_more_often_with_it(learned: Learned) -> None:
    rows = [r for r in sentence_examples("en", load().findings) if any(name in _RED for name in r[1])][3::4]
    with_it = Reader(load_lexicon("en"), Trained(learned))
    alone = sum(bool(_present(reader(), text) & labels) for text, labels in rows)
    assert sum(bool(_present(with_it, text) & labels) for text, labels in rows) >= alone


def test_a_sentence_that_a_pattern_reads_keeps_what_was_read(learned: Learned) -> None:
    with_it = Reader(load_lexicon("en"), Trained(learned))
    for text in ("My back hurts all the time", "no fracture, calcium 2.9 mmol/L", "ESR 88", "the scan shows holes in the skull"):
        assert with_it.read(text) == reader().read(text)


def test_a_question_or_a_supposition_is_never_taken_for_a_finding(learned: Learned) -> None:
    with_it = Reader(load_lexicon("en"), Trained(learned))
    for text in (
        "what would it mean if my legs refused to carry me one day?",
        "Does it ever make people lose control of the toilet?",
        "suppose I woke up and nothing below the belt answered me",
    ):
        assert not _present(with_it, text) & set(_RED)


def test_a_short_answer_is_left_to_the_question(learned: Learned) -> None:
    with_it = Reader(load_lexicon("en"), Trained(learned))
    for text in ("yes", "no none", "not really", "ok then"):
        assert with_it.read(text).mentions == []


def test_what_was_saved_tells_the_same_when_loaded(learned: Learned, tmp_path: Path) -> None:
    learned.save(tmp_path)
    loaded = Learned.load(tmp_path)
    seen = Seen("my legs gave way", list(learned.index)[:200])
    for name, p in learned.odds(seen).items():
        assert loaded.odds(seen)[name] == pytest.approx(p, abs=0.02)


def test_a_damaged_model_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("{}", encoding="utf-8")
    with pytest.raises((OSError, ValueError, KeyError)):
        Learned.load(tmp_path)


def test_the_odds_of_a_sentence_do_not_depend_on_what_was_read_before(learned: Learned) -> None:
    text = "my legs gave way on the stairs"
    sentence = Sentence(tuple(tokenize(text, load_lexicon("en").shorthand)), ".", frozenset(text.split()))
    group = next(name.removeprefix("g:") for name in learned.index if name.startswith("g:"))
    with_legs = features(Part(sentence, {group: [Span(group, 1, 2)]}), ())
    assert counts(with_legs)[f"g:{group}"] == 1
    plain, seen = learned.odds(features(Part(sentence, {}), ())), learned.odds(with_legs)
    assert plain != seen
    assert learned.odds(features(Part(sentence, {}), ())) == plain


def test_a_text_has_the_rows_of_its_features_and_how_often_each_occurs() -> None:
    text, more = "Numb, numb legs: numb?", ["g:LEGS"]
    counts = letters(text) + Counter(more)
    index = {name: i for i, name in enumerate(sorted(counts)[::2])}
    places, often = Rows(index).of(text, more)
    assert dict(zip(places.tolist(), often.tolist(), strict=True)) == pytest.approx(
        {i: 1 + math.log(counts[name]) for name, i in index.items()}
    )


def test_readings_come_in_the_same_order_in_every_process() -> None:
    code = "from nlu.understanding import reader; print(reader().read('the scan shows a hole in my thigh bone').mentions)"
    told = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout
        for seed in ("0", "4", "5")
    }
    assert len(told) == 1
