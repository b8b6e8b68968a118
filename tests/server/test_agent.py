"""The agent in this process: failing whole, health, and the same answers as Rasa's own parts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from channels import turns
from server import config
from server.agent import StrictAgent
from server.app import load_agent
from server.health import Health
from server.in_process_actions import InProcessActions
from server.project import Project


@pytest.fixture
def agent(fixture_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StrictAgent]:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/x.db")
    yield load_agent(Project(fixture_model), config.load(tmp_path / "no.env"))


def take(agent: StrictAgent, text: str, sender: str = "a") -> list[dict[str, Any]]:
    return asyncio.run(turns.take(agent.handle_message, sender, text, "rest"))


def slots(agent: StrictAgent, sender: str = "a") -> dict[str, Any]:
    tracker = asyncio.run(agent.tracker_store.retrieve(sender))
    return tracker.current_slot_values() if tracker else {}


def test_the_first_message_is_used_and_a_message_stays_whole(agent: StrictAgent) -> None:
    [message] = take(agent, "my back hurts")
    assert message["text"] == "Noted: **back pain**.\n\nIs it there all the time?"
    assert [button["title"] for button in message["buttons"]] == ["Yes", "No", "I don't know"]
    assert message["custom"]["kind"] == "question"
    assert slots(agent)["findings"] == {"spinal_pain": {"status": "present"}}


def test_a_turn_whose_action_fails_leaves_the_conversation_as_it_was(agent: StrictAgent) -> None:
    take(agent, "my back hurts")
    before = asyncio.run(agent.tracker_store.retrieve("a"))
    [message] = take(agent, "please crash")
    assert "went wrong" in message["text"]
    after = asyncio.run(agent.tracker_store.retrieve("a"))
    assert list(after.events) == list(before.events)
    assert "count" not in take(agent, "hello")[0] and slots(agent)["count"] == 2


def test_a_store_that_fails_is_said_and_not_papered_over(agent: StrictAgent, monkeypatch: pytest.MonkeyPatch) -> None:
    take(agent, "my back hurts")

    async def fail(*_: object) -> None:
        raise OSError("disk full")

    for name in ("save", "retrieve"):
        with monkeypatch.context() as patch:
            patch.setattr(agent.tracker_store, name, fail)
            assert "went wrong" in take(agent, "my back hurts")[0]["text"]
    assert slots(agent)["count"] == 1


def test_validation_of_slots_that_fails_fails_the_turn(agent: StrictAgent, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setitem(agent.action_endpoint.executor.actions, "action_note", fail)
    assert "went wrong" in take(agent, "my back hurts")[0]["text"]
    assert slots(agent) == {}


def test_the_direct_runner_gives_what_rasas_runner_gives(agent: StrictAgent) -> None:
    processor = agent.processor
    runner, tracker = processor.graph_runner, DialogueStateTracker("a", agent.domain.slots)
    targets = [processor.model_metadata.nlu_target]
    for text in ("my back hurts", "hello", "delete my data", ""):
        results = []
        for run in (runner.run, lambda **kw: DaskGraphRunner.run(runner, **kw)):
            inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
            message = run(inputs=inputs, targets=targets)[targets[0]][0]
            results.append((message.get("intent"), message.get("text")))
        assert results[0] == results[1]


def test_the_direct_runner_reports_a_missing_input(agent: StrictAgent) -> None:
    with pytest.raises(GraphRunError):
        agent.processor.graph_runner.run(inputs={}, targets=[agent.processor.model_metadata.nlu_target])


def test_an_agent_without_a_store_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a tracker store"):
        StrictAgent()


def health(agent: StrictAgent) -> str:
    return asyncio.run(Health(agent).examine())


def test_health_looks_at_model_actions_and_store(agent: StrictAgent, monkeypatch: pytest.MonkeyPatch) -> None:
    assert health(agent) == "ok"
    with monkeypatch.context() as patch:
        patch.delitem(agent.action_endpoint.executor.actions, "action_reply")
        assert health(agent) == "actions: not there: action_reply"
    with monkeypatch.context() as patch:
        patch.setattr(agent.processor.graph_runner, "run", lambda **_: 1 / 0)
        assert health(agent) == "model: ZeroDivisionError"
    with monkeypatch.context() as patch:

        async def nothing(*_: object) -> dict[str, Any]:
            return {"intent": {"name": None, "confidence": 0.0}}

        patch.setattr(agent.processor, "parse_message", nothing)
        assert health(agent) == "model: the model recognises no intent"
    with monkeypatch.context() as patch:
        patch.setattr(agent.tracker_store, "engine", None)
        assert health(agent) == "store: AttributeError"


def test_health_is_asked_anew_after_a_while_only(agent: StrictAgent, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def examine(self: Health) -> str:
        asked.append(1)
        return "ok"

    monkeypatch.setattr(Health, "examine", examine)

    async def often() -> None:
        watch = Health(agent)
        for _ in range(5):
            assert await watch.status() == "ok"

    asyncio.run(often())
    assert len(asked) == 1


def call(name: str, text: str = "hello") -> dict[str, Any]:
    latest = {"text": text, "intent": {"name": "greet"}}
    tracker = {"sender_id": "a", "slots": {}, "latest_message": latest, "events": [], "active_loop": {}}
    return {"next_action": name, "sender_id": "a", "tracker": tracker | {"paused": False, "latest_action_name": None}}


def test_an_action_gets_a_copy() -> None:
    endpoint = InProcessActions("fixture_actions")
    given = call("action_reply")
    domain = {"slots": {"x": 1}}

    def greedy(dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        tracker.slots["stolen"] = True
        domain["slots"]["x"] = 2
        return []

    endpoint.executor.register_function("greedy", greedy)
    asyncio.run(endpoint.request(json={**given, "next_action": "greedy", "domain": domain}))
    assert given["tracker"]["slots"] == {}
    assert domain == {"slots": {"x": 1}}


def test_a_rejection_and_an_unknown_action_are_told_apart() -> None:
    endpoint = InProcessActions("fixture_actions")

    def reject(dispatcher: Any, tracker: Any, domain: Any) -> None:
        raise ActionExecutionRejection("reject", "not now")

    endpoint.executor.register_function("reject", reject)
    with pytest.raises(ClientResponseError) as caught:
        asyncio.run(endpoint.request(json=call("reject")))
    assert caught.value.status == 400
    with pytest.raises(ActionNotFoundException):
        asyncio.run(endpoint.request(json=call("unheard_of")))
