"""Every id has its words; the words are our own, plain, calm, and never a verdict."""

from __future__ import annotations

import hashlib
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.model import Knowledge
from tests.knowledge.reading_grade import grade

EMERGENCY = re.compile(r"emergenc|\b911\b|\b999\b|\b112\b|A&E|ambulance", re.I)
DISCLAIMER = re.compile(r"not\b.{0,40}\b(medical advice|diagnos)", re.I | re.S)
VERDICT = re.compile(
    r"\byou(?:'ve| have| do not have| don't have| haven't)\b|\byour (?:cancer|myeloma|tumou?r)\b", re.I
)
SHINGLES = frozenset(Path(__file__).with_name("seed-shingles.sha1").read_text().split())


def asked(k: Knowledge) -> Iterator[tuple[str, str]]:
    """Every example of what people ask, with the place it stands in."""
    words = k.words
    for place, table in {
        "facts": words.facts,
        "broad": words.broad,
        "outside": words.outside,
        "glossary": words.glossary,
        "today": words.today,
        "conditions": words.conditions,
    }.items():
        for name, entry in table.items():
            for question in entry.questions:
                yield f"{place}.{name}", question


def texts(k: Knowledge) -> dict[str, list[str]]:
    """Everything that the assistant says, by kind, urgent texts apart."""
    words = k.words
    questions = [
        text
        for entry in (*words.findings.values(), *words.groups.values())
        for text in (entry.question, entry.simpler, entry.why)
    ]
    phrases = [
        entry.label
        for entry in (
            *words.findings.values(),
            *words.groups.values(),
            *words.conditions.values(),
            *words.outside.values(),
        )
    ]
    for entry in words.findings.values():
        phrases += [
            text for text in (entry.noted.present, entry.noted.absent, entry.noted.unknown, entry.noted.value) if text
        ]
    detail = {key for key in words.explanations if key.endswith(".detail") or key.startswith("rule.")}
    urgent = words.urgent_explanations
    return {
        "facts": [entry.text for entry in words.facts.values()],
        "questions": questions,
        "phrases": phrases + list(words.buttons.values()),
        "replies": [text for key, text in words.replies.items() if key not in words.urgent_replies],
        "urgent": [words.replies[key] for key in sorted(words.urgent_replies)],
        "explanations": [text for key, text in words.explanations.items() if key not in urgent | detail],
        "urgent explanations": [words.explanations[key] for key in sorted(urgent)],
        "detail": [words.explanations[key] for key in sorted(detail - urgent)],
        "glossary": [entry.text for entry in words.glossary.values()],
        "today": [entry.text for entry in words.today.values()],
        "conditions": [f"{entry.description} {entry.tells_apart}" for entry in words.conditions.values()],
        "broad": [entry.lead for entry in words.broad.values()],
        "notes": list(words.notes.values()),
        "drawings": [
            text
            for entry in words.drawings.drawings.values()
            for text in (entry.alt, entry.description, *entry.description_own.values(), *entry.labels.values())
        ],
        "summary": [
            text
            for entry in words.summary.dict().values()
            for text in (entry.values() if isinstance(entry, dict) else [entry])
        ],
    }


def plain(text: str) -> str:
    return re.sub(r"\{[^}]*\}", "this", text)


def test_facts_have_many_ways_to_ask_for_them(k: Knowledge) -> None:
    for name, fact in k.words.facts.items():
        assert 8 <= len(fact.questions) <= 60, name


def test_numbers_of_terms_subjects_and_broad_questions(k: Knowledge) -> None:
    assert len(k.words.glossary) >= 25
    assert len(k.words.outside) >= 20
    assert len(k.words.broad) >= 12


def test_no_question_stands_in_two_places(k: Knowledge) -> None:
    places: dict[str, set[str]] = {}
    for place, question in asked(k):
        places.setdefault(re.sub(r"[^a-z0-9]+", " ", question.lower()).strip(), set()).add(place)
    assert {question: found for question, found in places.items() if len(found) > 1} == {}
    counted = Counter(question for _, question in asked(k))
    assert [question for question, count in counted.items() if count > 1] == []


def test_questions_are_worded_widely(k: Knowledge) -> None:
    for name, fact in k.words.facts.items():
        first_two = {" ".join(question.lower().split()[:2]) for question in fact.questions}
        assert len(first_two) >= 7, f"{name}: too many questions begin alike"


@pytest.mark.parametrize(
    ("fact", "figures"),
    [
        ("fractures_40_50_percent", "40% 50%"),
        ("bence_jones_30_60", "30% 60%"),
        ("plasma_cells_at_least_8", "8%"),
        ("reactive_up_to_10_percent", "10%"),
        ("men_two_to_one", "2:1 40"),
        ("over_40", "40"),
        ("age_40_to_60", "40 60"),
        ("ten_percent_of_spine_tumors", "10%"),
    ],
)
def test_figures_of_the_document_are_kept(k: Knowledge, fact: str, figures: str) -> None:
    assert all(figure in k.words.facts[fact].text for figure in figures.split())


def test_no_other_figure_is_in_a_fact(k: Knowledge) -> None:
    figures = {figure for entry in k.words.facts.values() for figure in re.findall(r"\d+", entry.text)}
    assert figures == {"1", "2", "8", "10", "30", "40", "50", "60"}


def test_no_sentence_is_taken_over_from_the_document(k: Knowledge) -> None:
    every = [text for kind in texts(k).values() for text in kind] + [question for _, question in asked(k)]
    for text in every:
        words = re.findall(r"[a-z0-9]+", text.lower())
        for start in range(len(words) - 7):
            shingle = " ".join(words[start : start + 8])
            assert hashlib.sha1(shingle.encode()).hexdigest() not in SHINGLES, shingle


def test_only_urgent_texts_speak_of_emergencies(k: Knowledge) -> None:
    for kind, found in texts(k).items():
        for text in found:
            if not kind.startswith("urgent"):
                assert not EMERGENCY.search(text), text
    for guideline in k.guidelines.values():
        assert not EMERGENCY.search(guideline.name + guideline.of)


def test_urgent_texts_do(k: Knowledge) -> None:
    for kind in ("urgent", "urgent explanations"):
        for text in texts(k)[kind]:
            assert EMERGENCY.search(text.format_map(_Default("your local emergency number"))), text


@pytest.mark.parametrize("flag", ["limb_weakness", "bladder_bowel_change", "saddle_numbness", "confusion", "several"])
def test_red_flag_advice_names_the_place_and_no_single_country(k: Knowledge, flag: str) -> None:
    text = k.words.replies[f"red_flag.{flag}"]
    assert "emergency department" in text and "{emergency_number}" in text
    assert not re.search(r"\b(911|999|112|A&E)\b", text)
    assert "\n" not in text.strip()


def test_disclaimers(k: Knowledge) -> None:
    for key in ("greeting", "disclaimer", "disclaimer_line", "goodbye", "cannot_diagnose", "summary_nothing"):
        assert DISCLAIMER.search(k.words.replies[key]), key
    assert DISCLAIMER.search(k.words.explanations["disclaimer"])


def test_nothing_is_a_verdict(k: Knowledge) -> None:
    for found in texts(k).values():
        for text in found:
            assert not VERDICT.search(text), text


@pytest.mark.parametrize(
    "kind",
    ["facts", "questions", "replies", "urgent", "explanations", "glossary", "today", "conditions", "notes", "drawings", "summary"],
)
def test_reading_grade_of_all_texts_of_a_kind_is_eight_or_less(k: Knowledge, kind: str) -> None:
    found = [text for text in map(plain, texts(k)[kind]) if text.rstrip().endswith((".", "?", "!"))]
    assert grade(" ".join(found)) <= 8


def test_reading_grade_of_every_text_of_three_sentences_is_nine_or_less(k: Knowledge) -> None:
    """The names of illnesses and tests alone are worth a grade; eight is held on average, nine by each text.

    Group questions list such names one after the other: their simpler form, which people can ask for, is held instead.
    """
    lists = {entry.question for entry in k.words.groups.values()}
    every = [
        plain(text) for kind, found in texts(k).items() if kind != "detail" for text in found if text not in lists
    ]
    long = [text for text in every if len(re.findall(r"[.?!](?:\s|$)", text)) >= 3]
    assert long
    for text in long:
        assert grade(text) <= 9, text


def test_questions_ask_and_labels_do_not(k: Knowledge) -> None:
    for name, entry in {**k.words.findings, **k.words.groups}.items():
        assert "?" in entry.question, name
        assert not entry.label.endswith((".", "?")), name
        assert entry.why.endswith("."), name
        assert entry.simpler != entry.question, name


def test_values_can_be_noted_with_their_unit(k: Knowledge) -> None:
    for name, finding in k.findings.items():
        value = k.words.findings[name].noted.value
        assert bool(value) == bool(finding.measure or finding.kind == "category"), name
        assert not value or "{value}" in value


def test_templates_hold_only_plain_names(k: Knowledge) -> None:
    for text in [*k.words.replies.values(), *k.words.explanations.values()]:
        for _, field, spec, conversion in string.Formatter().parse(text):
            assert field is None or re.fullmatch(r"[a-z_]+", field), text
            assert not spec and not conversion


def test_glossary_aliases_belong_to_one_term(k: Knowledge) -> None:
    counted = Counter(
        alias.lower()
        for entry in k.words.glossary.values()
        for alias in {entry.term.lower(), *map(str.lower, entry.aliases)}
    )
    assert [alias for alias, count in counted.items() if count > 1] == []


def test_buttons_of_the_contract_are_there(k: Knowledge) -> None:
    assert {"yes", "no", "dont_know", "skip", "why", "back", "stored", "summary", "restart", "delete"} <= set(
        k.words.buttons
    )


class _Default(dict[str, str]):
    def __init__(self, value: str) -> None:
        self.value = value

    def __missing__(self, key: str) -> str:
        return self.value
