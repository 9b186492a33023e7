"""Answers that were given beforehand, and what to do where there are none."""

from __future__ import annotations

from collections.abc import Callable

from jshost.errors import UnansweredError
from jshost.user.port import Choice, OnPrompt, Question, User


class ScriptedUser:
    """Answers from a script, by key. Several answers for one key are used in order, the last one
    ever after.
    """

    def __init__(self) -> None:
        self._answers: dict[str, list[str]] = {}

    def answer(self, key: str, *choices: str) -> None:
        """Have questions for `key` (a scope or an API) answered by `choices`, after those it
        already has.
        """
        self._answers.setdefault(key, []).extend(choices)

    def forget(self, key: str) -> None:
        """Drop the answers that are left for `key`."""
        self._answers.pop(key, None)

    def choose(self, question: Question) -> Choice | None:
        answers = self._answers.get(question.key)
        if not answers:
            return None
        value = answers.pop(0) if len(answers) > 1 else answers[0]
        if not question.alternatives.accepts(value):
            raise UnansweredError(
                f"the answer {value!r} does not fit {question.key}; possible are "
                f"{question.alternatives.describe()}"
            )
        return Choice(value, "script")


class PolicyUser:
    """Answers everything alike, as the person who runs jshost said that it should be."""

    def __init__(self, policy: OnPrompt) -> None:
        self._policy = policy

    def choose(self, question: Question) -> Choice | None:
        alternatives = question.alternatives
        match self._policy:
            case "fail":
                raise UnansweredError(_unanswered(question))
            case "ask":
                return None
            case "allow":
                return Choice(alternatives.affirm, "default")
            case "dismiss" if "dismiss" in alternatives.values:
                return Choice("dismiss", "default")
        return Choice(alternatives.refuse, "default")


def _unanswered(question: Question) -> str:
    """Say where a question comes from that nobody answers, and how it is answered."""
    place = f"{question.at}: " if question.at else ""
    what = f"for {question.key}" if question.kind == "authorize" else "the user something"
    return (
        f"{place}wx.{question.api} asks {what}, and nothing answers; answer it with --answer "
        f"{question.key}={question.alternatives.affirm} (in Python and scenarios: answers)"
    )


class Nobody:
    """Stands in where nobody answers: refuses, without that being anybody's decision.

    `warn` is told the first time for each key.
    """

    def __init__(self, warn: Callable[[Question], None]) -> None:
        self._warn = warn
        self._warned: set[str] = set()

    def choose(self, question: Question) -> Choice:
        if question.key not in self._warned:
            self._warned.add(question.key)
            self._warn(question)
        return Choice(question.alternatives.refuse, "default", decided=False)


class Chain:
    """Asks several users in turn until one answers."""

    def __init__(self, *users: User) -> None:
        self._users = users

    def choose(self, question: Question) -> Choice | None:
        for user in self._users:
            choice = user.choose(question)
            if choice is not None:
                return choice
        return None
