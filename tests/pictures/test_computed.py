"""What is computed: cells by their share, curves of proteins, holes in a skull."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictures import electrophoresis, marrow, skull, vertebrae
from pictures.svg import num, wrapped
from reasoning.quantity import Interval, interval

SHARES = st.one_of(
    st.floats(0, 100).map(lambda p: Interval(p, p)),
    st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda ends: Interval(min(ends), max(ends))),
)


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (0, (0, 0)),
        (0.2, (1, 0)),
        (3, (3, 0)),
        (7.4, (7, 0)),
        (7.5, (8, 0)),
        (14, (14, 0)),
        (100, (100, 0)),
        ("8-12", (8, 4)),
        ("8-8", (8, 0)),
        ("<5", (0, 5)),
        (">10", (10, 0)),
        (">=60", (60, 0)),
    ],
)
def test_a_share_becomes_as_many_cells(value: float | str, want: tuple[int, int]) -> None:
    assert marrow.counts(interval(value)) == want


@given(SHARES)
def test_the_drawn_plasma_cells_follow_the_share(share: Interval) -> None:
    sure, maybe = marrow.counts(share)
    drawn = marrow.field(share)
    assert drawn.count('href="#plasma"') == sure
    assert drawn.count('class="maybe"') == maybe
    others = sum(d.count("h.01") for d in re.findall(r'class="cell" [^>]*d="([^"]+)"', drawn))
    assert sure + maybe + others == marrow.CELLS
    assert abs(sure - share.low) <= 1


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_higher_share_shows_the_cells_of_a_lower_one_and_more(one: int, other: int) -> None:
    low, high = sorted((one, other))
    shown = [set(re.findall(r'href="#plasma" transform="([^"]+)"', marrow.field(Interval(p, p)))) for p in (low, high)]
    assert shown[0] <= shown[1]


def test_the_cells_are_laid_out_always_alike_and_none_on_another() -> None:
    spots = marrow.places()
    assert spots == marrow.places()
    assert sorted(marrow.order()) == list(range(marrow.CELLS))
    assert min(math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i]) > 8
    assert all(0 < x < marrow.FIELD and 0 < y < marrow.FIELD for x, y in spots)


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (2, "under"),
        (8, "between"),
        (9, "between"),
        (10, "between"),
        (10.5, "over"),
        (">10", "over"),
        ("<8", "under"),
        ("5-9", None),
        (">9", None),
    ],
)
def test_a_share_lies_under_between_or_over_the_limits_of_the_document(value: float | str, want: str | None) -> None:
    assert marrow.relation(interval(value), [8, 10]) == want


def test_the_usual_curve_has_its_highest_point_at_albumin_and_a_broad_low_gamma_hill() -> None:
    at = [i / 500 for i in range(501)]
    usual = [electrophoresis.height(electrophoresis.USUAL, x) for x in at]
    assert abs(at[usual.index(max(usual))] - electrophoresis.USUAL[0].at) < 0.01
    assert electrophoresis.height(electrophoresis.USUAL, 0.86) < 0.3


def test_the_m_peak_is_high_narrow_and_in_the_gamma_zone() -> None:
    peak, gamma = electrophoresis.M_PEAK, electrophoresis.USUAL[-1]
    top = electrophoresis.height(electrophoresis.WITH_PEAK, peak.at)
    assert top > 3 * electrophoresis.height(electrophoresis.USUAL, peak.at)
    assert peak.broad < gamma.broad / 3
    assert abs(peak.at - gamma.at) < gamma.broad
    assert electrophoresis.WITH_PEAK[0].high < electrophoresis.USUAL[0].high


def test_the_holes_are_of_many_sizes_and_none_touches_another() -> None:
    holes = skull.holes()
    assert len(holes) >= 25
    sizes = {size for _, _, size in holes}
    assert len(sizes) >= 12 and max(sizes) > 4 * min(sizes)
    for i, (x, y, size) in enumerate(holes):
        assert all(math.dist((x, y), (a, b)) > size + other for a, b, other in holes[:i])


def test_one_of_two_rows_of_vertebrae_has_a_broken_one() -> None:
    labels = dict.fromkeys(("normal", "pressed", "front", "back", "nerves"), "word")
    assert vertebrae.sheet(labels).body.count('class="edge"') == 1
    assert vertebrae.sheet(labels).body.count('class="nerve"') == 2


@given(st.floats(-1e4, 1e4))
def test_numbers_are_short_and_right_to_a_tenth(value: float) -> None:
    assert abs(float(num(value)) - value) <= 0.0501
    assert re.fullmatch(r"-?\d+(\.\d)?", num(value))


@given(st.lists(st.text("abcdef", min_size=1, max_size=12)), st.integers(100, 400))
def test_wrapping_keeps_all_words_and_the_width(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width, 15)
    assert " ".join(lines) == " ".join(words)
    assert all(len(line) * 15 * 0.56 <= width + 1e-6 or " " not in line for line in lines)
