"""Messages with a picture: words for every channel, the drawing for those that show it."""

from __future__ import annotations

from dialogue.picturing import picture, picture_asked, pictures_beside
from knowledge.loader import load
from tests.pictures.conftest import TOLD


def test_the_text_says_what_the_picture_shows() -> None:
    message = picture("marrow", TOLD, load())
    assert message.text.startswith("Picture: Two fields of 100 marrow cells")
    assert "14 percent" in message.text
    assert (message.custom or {})["kind"] == "picture"
    assert "14 of" in (message.custom or {})["svg"]


def test_an_answer_carries_one_picture_at_most_and_none_where_none_fits() -> None:
    assert [
        m.custom["name"] for m in pictures_beside(["skull_holes_typical", "common_sites"], {}, load()) if m.custom
    ] == ["skull"]
    assert pictures_beside(["men_two_to_one"], TOLD, load()) == []
    assert pictures_beside((), TOLD, load()) == []


def test_an_assessment_may_carry_several() -> None:
    assert len(pictures_beside(None, TOLD, load(), most=3)) == 3


def test_a_request_gets_the_picture_that_it_names() -> None:
    message = picture_asked("draw the skull", (), {}, load())
    assert message.custom and message.custom["name"] == "skull"
