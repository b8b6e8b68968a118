"""The replying actions that rules pick: each names the act it honours and leaves the rest to `dialogue.responding`."""

from __future__ import annotations

from rasa_sdk import Action

from actions.reply import Reply


class ActionContinue(Reply, Action):
    """Findings, answers and anything without an action of its own: say what was noted, ask the next question."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_continue"


class ActionAnswerQuestion(Reply, Action):
    """A question about the document, answered with its section; then the interview goes on where it was."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_answer_question"


class ActionSteer(Reply, Action):
    """Skip, back, why, repeat, rephrase, more detail, simpler, go on."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_steer"


class ActionSummarise(Reply, Action):
    """The assessment so far, in words and with its sources."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_summarise"


class ActionTellStored(Reply, Action):
    """What is stored."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_tell_stored"


class ActionForget(Reply, Action):
    """Deletion (asked back once) and starting over."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_forget"


class ActionSmallTalk(Reply, Action):
    """Greetings, thanks, who I am, what I cannot do: a fixed reply, then the open question."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_small_talk"


class ActionHelpNow(Reply, Action):
    """Emergencies and distress that are no finding: human help at once, no interview."""

    def name(self) -> str:
        """Its name in domain.yml."""
        return "action_help_now"
