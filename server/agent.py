"""Rasa's agent and message processor, made to fail whole and to waste no time.

Rasa goes on after a failed read, write or action: with a blank conversation, in memory, or in silence. Here a turn
that fails raises and is not saved, and the channel apologises. Rasa also copies events for debug lines that nobody
reads, checks the answers of actions against a JSON schema and lists the domain for every action; in one process none
of that is needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.actions.action import (
    Action,
    ActionExecutionRejection,
    ActionExtractSlots,
    RemoteAction,
    action_for_name_or_text,
)
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from server.in_process_actions import InProcessActions
from server.runner import DirectRunner
from storage.events import event_from

Reply = dict[str, Any]


class LocalAction(RemoteAction):
    """A custom action that runs in this process."""

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run it; raises ActionExecutionRejection where the action rejects, and whatever else the action raises."""
        try:
            result = await self.action_endpoint.request(json=self._action_call_format(tracker, domain))
        except ClientResponseError as error:
            raise ActionExecutionRejection(self._name, error.message) from error
        said = await self._utter_responses(result["responses"], output_channel, nlg, tracker)
        return [*said, *map(event_from, result["events"])]

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> Reply:
        call: Reply = {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": tracker.current_state(EventVerbosity.ALL),
        }
        validates = self._name.startswith(("validate_", "action_validate_"))
        if validates or domain.does_custom_action_explicitly_need_domain(self._name):
            call["domain"] = domain.as_dict()
        return call


class StrictExtractSlots(ActionExtractSlots):
    """Slot extraction that fails the turn when one of its custom actions fails; Rasa's goes on with slots missing."""

    async def _run_custom_action(
        self,
        custom_action: str,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        action = _custom_action(custom_action, self._action_endpoint)
        found = await action.run(output_channel, nlg, tracker, domain)
        return [event for event in found if isinstance(event, SlotSet | BotUttered)]


def _custom_action(name: str, endpoint: EndpointConfig) -> RemoteAction:
    return LocalAction(name, endpoint) if isinstance(endpoint, InProcessActions) else RemoteAction(name, endpoint)


class TurnProcessor(MessageProcessor):
    """Handles one message from parsing to saving, or raises and leaves the conversation as it was."""

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as unpacked:
            metadata, runner = load_predict_graph_runner(
                Path(unpacked), Path(model_path), LocalModelStorage, DirectRunner
            )
        return Path(model_path).name, metadata, runner

    def _action(self, name: str) -> Action:
        action = action_for_name_or_text(name, self.domain, self.action_endpoint)
        return _custom_action(name, self.action_endpoint) if type(action) is RemoteAction else action

    def _get_action(self, action_name: str) -> Action:
        return self._action(action_name)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The next action; raises ActionLimitReached when a turn has too many."""
        going_on = self.should_predict_another_action(tracker.latest_action_name)
        if self.is_action_limit_reached(tracker, going_on):
            raise ActionLimitReached("The limit of actions to predict has been reached.")
        prediction = self._predict_next_with_tracker(tracker)
        return self._action(self.domain.action_names_or_texts[prediction.max_confidence_index]), prediction

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Set the slots that the domain maps from the latest message."""
        extract = StrictExtractSlots(self.action_endpoint)
        found = await extract.run(output_channel, self.nlg, tracker, self.domain)
        await self._send_bot_messages(found, tracker, output_channel)
        tracker.update_with_events(found, self.domain)
        return tracker

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        before = tracker.copy() if prediction.events else tracker
        if prediction.events:
            before.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, before, self.domain)
        except ActionExecutionRejection:
            rejected = ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence)
            tracker.update(rejected)
            return self.should_predict_another_action(action.name())
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self.execute_side_effects(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            done: ActionExecuted = action.event_for_successful_execution(prediction)
            tracker.update(done)
        tracker.update_with_events(events, self.domain)


class StrictAgent(Agent):
    """Rasa's agent on our processor, with a tracker store that nothing stands in for."""

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        if store is None:
            raise ValueError("StrictAgent needs a tracker store.")
        store.domain = domain
        return store

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load a model; raises whatever a missing or broken model raises."""
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses
        self._set_fingerprint(fingerprint)
