"""Messages with a picture: words for every channel, the drawing for those that show it."""

from __future__ import annotations

from dialogue.picturing import picture, picture_asked, picture_offer
from knowledge.loader import load
from tests.pictures.conftest import TOLD


def test_the_text_says_what_the_picture_shows() -> None:
    message = picture("marrow", TOLD, load())
    assert message.text.startswith("Picture: Two fields of 100 marrow cells")
    assert "14 percent" in message.text
    assert (message.custom or {})["kind"] == "picture"
    assert "14 of" in (message.custom or {})["svg"]


def test_a_picture_is_offered_beside_an_answer_only_where_one_fits() -> None:
    offered = picture_offer(["skull_holes_typical", "common_sites"], {}, load())
    assert offered == (("Show me a picture", "Show me a picture"),)
    assert picture_offer(["men_two_to_one"], TOLD, load()) == ()
    assert picture_offer((), TOLD, load()) == ()


def test_a_picture_is_offered_beside_an_assessment_with_something_to_mark() -> None:
    assert picture_offer(None, TOLD, load())
    assert picture_offer(None, {}, load()) == ()


def test_a_request_gets_the_picture_that_it_names() -> None:
    message = picture_asked("draw the skull", (), {}, load())
    assert message.custom and message.custom["name"] == "skull"
