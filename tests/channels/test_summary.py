"""The summary as a file at the page's channel, through a real server."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from fhirclient.models.bundle import Bundle
from pypdf import PdfReader

from channels.summaries import FORMATS
from tests.channels.test_http import say, session
from tests.serving import Answer, Server, serve

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "text": "text/plain; charset=utf-8",
    "fhir": "application/fhir+json; charset=utf-8",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("summary"), API_TOKEN="", EMERGENCY_NUMBER="112") as running:
        yield running


@pytest.fixture
def token(server: Server) -> str:
    """A conversation in which back pain was noted."""
    issued = session(server)
    say(server, issued, "my back hurts")
    return issued


def summary(server: Server, token: str | None, query: str) -> Answer:
    return server.call("GET", f"/web/summary?{query}", token=token)


@pytest.mark.parametrize("form", FORMATS)
def test_it_comes_as_a_file_that_nobody_keeps_and_whose_name_tells_nothing(
    server: Server, token: str, form: str
) -> None:
    answer = summary(server, token, f"format={form}")
    assert answer.status == 200
    assert answer.headers["content-type"] == TYPES[form]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="summary.')
    assert "style-src 'self' 'sha256-" in answer.headers["content-security-policy"]


def test_it_holds_what_the_conversation_holds_now(server: Server, token: str) -> None:
    assert "pain in the back or spine" in summary(server, token, "format=text").body.decode().lower()
    bundle = summary(server, token, "format=fhir").json()
    assert Bundle(bundle).as_json() == bundle
    assert "spinal_pain" in json.dumps(bundle)
    [first, *_] = PdfReader(io.BytesIO(summary(server, token, "format=pdf&paper=us-letter").body)).pages
    assert round(float(first.mediabox.width)) == 612
    assert "Pain in the back" in first.extract_text()


@pytest.mark.parametrize(
    "query", ["", "format=", "format=exe", "format=json", "format=pdf&paper=a3", "format=pdf&format=x%00"]
)
def test_a_form_that_does_not_exist_is_refused_with_those_that_do(server: Server, token: str, query: str) -> None:
    answer = summary(server, token, query)
    assert answer.status in (200, 400)
    assert (answer.status == 200) == (query == "format=pdf&format=x%00"), "the first of two counts"
    if answer.status == 400:
        assert "must be one of" in answer.json()["error"]


def test_where_nothing_is_noted_it_says_so_kindly(server: Server) -> None:
    issued = session(server)
    for _ in range(2):
        answer = summary(server, issued, "format=pdf")
        assert answer.status == 404 and answer.headers["cache-control"] == "no-store"
        assert "not medical advice" in answer.json()["text"]
        say(server, issued, "hello")


@pytest.mark.parametrize("held", [None, "x" * 43, ""])
def test_without_the_conversations_token_there_is_nothing(server: Server, token: str, held: str | None) -> None:
    assert summary(server, held, "format=text").status == 401
    assert summary(server, None, f"format=text&token={token}").status == 401, "a token in the address is none"


def test_after_deletion_it_is_gone(server: Server, token: str) -> None:
    say(server, token, "delete my data")
    assert summary(server, token, "format=text").status == 401


def test_who_asks_too_often_is_told_to_wait(server: Server, token: str) -> None:
    answers = [summary(server, token, "format=text") for _ in range(14)]
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.headers["retry-after"] == "5"
