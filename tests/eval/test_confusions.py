"""The tables of what is taken for what: how they are counted, and that the document has all of them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from knowledge.loader import load
from nlu.acts.kinds import KINDS
from tests.eval import confusions
from tests.eval.assistant import Assistant
from tests.eval.comparing import Compared, compare
from tests.eval.judge import UNTAUGHT, cases

DOCUMENT = confusions.DOCUMENT.read_text(encoding="utf-8")


def rows(name: str) -> list[str]:
    """The first cells of a table of the document."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- end -->", DOCUMENT, re.DOTALL)
    assert found, name
    return [line.split("|")[1].strip(" `") for line in found[1].splitlines()[2:]]


def groups() -> set[str]:
    names = [(folder, name) for folder in UNTAUGHT for name in ("utterances", "controls", "faq", "offtopic")]
    return {g for folder, name in names for case in cases(folder, name) if (g := confusions.group_of(name, case))}


def test_the_document_has_every_finding() -> None:
    assert rows("findings") == [*load("en").findings, "all"]


def test_the_document_has_every_intent() -> None:
    assert rows("intents") == [*KINDS, "none"]


def test_the_document_has_every_control_and_kind_of_the_cases() -> None:
    assert set(rows("acts")) == groups()


def test_every_group_of_cases_has_acts_that_exist() -> None:
    wrong = {group: confusions.fitting(group) for group in groups() | set(confusions.FITTING)}
    assert {g: acts for g, acts in wrong.items() if not set(acts) <= {*KINDS, "none"}} == {}


def test_a_flipped_finding_is_not_counted_as_missed_too() -> None:
    flipped = compare({"fatigue": {"status": "absent"}}, {"fatigue": {"status": "present"}})
    assert confusions.counted([flipped]) == {"fatigue": Counter(flipped=1)}


def test_findings_are_confused_where_one_is_missed_and_the_other_invented() -> None:
    one = Compared(missed=("fatigue",), invented=("anemia",))
    assert confusions.swapped([one, Compared(missed=("fatigue",))]) == {
        "fatigue": Counter(anemia=1),
        "anemia": Counter(fatigue=1),
    }


def test_a_table_of_findings_names_counts_and_the_most_frequent_other() -> None:
    one = Compared(right=("age",), missed=("fatigue",), invented=("anemia",))
    lines = confusions.findings_table({"develop": [one]}, ["age", "fatigue"]).splitlines()
    assert lines[2:] == ["| `age` | 1 | | | | |", "| `fatigue` | | 1 | | | `anemia` 1 |", "| all | 1 | 1 | 0 | 1 | |"]


def test_intents_are_counted_where_they_fit_and_where_they_do_not() -> None:
    led = {"controls: skip": Counter(skip=3, why=1)}
    assert "| controls: skip | skip | 4 | 3 | why 1 |" in confusions.acts_table(led)
    assert "| `why` | | 1 | controls: skip 1 |" in confusions.intents_table(led)


def test_tables_are_put_between_their_marks_and_the_words_stay() -> None:
    document = "a\n<!-- x -->\nold\n\\1\n<!-- end -->\nb\n"
    assert confusions.replaced(document, {"x": "\\new"}) == "a\n<!-- x -->\n\\new\n<!-- end -->\nb\n"
    with pytest.raises(ValueError, match="'y'"):
        confusions.replaced(document, {"y": ""})


@pytest.mark.parametrize("text", ["", " \n", "a" * 5000, "/"])
def test_what_no_channel_passes_on_leads_to_nothing(text: str) -> None:
    assert confusions.lead(text, Assistant("http://127.0.0.1:9", "")) == "none"
