"""Deciding: the one way by which anything is granted or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from jshost.differences import Platform
from jshost.frozen import Frozen
from jshost.permissions.scopes import SCOPES
from jshost.permissions.store import Decision, Grants

State = Literal["granted", "denied", "prompt"]


class Answer(Frozen):
    """What came of a dialog. `decided` is false where nobody answered it: then nothing is
    recorded.
    """

    decision: Literal["granted", "denied", "dismissed"]
    decided: bool = True


class Outcome(Frozen):
    """How a request ended. `repeat` tells a refusal without a dialog from one at the dialog."""

    decision: Literal["granted", "denied", "dismissed", "unauthorized", "invalid"]
    repeat: bool = False


Done = Callable[[Outcome], None]


class PermissionManager:
    """The permissions of one mini program.

    `ask(scope, api, at)` puts one dialog to the user; `defer(task)` runs a task as a macrotask of
    its own. A scope has at most one open prompt: requests that come while it is open wait for the
    same answer.
    """

    def __init__(
        self,
        grants: Grants,
        platform: Platform,
        ask: Callable[[str, str, str], Answer],
        defer: Callable[[Callable[[], None]], object],
    ) -> None:
        self._grants = grants
        self._platform = platform
        self._ask = ask
        self._defer = defer
        self._waiting: dict[str, list[Done]] = {}

    def query(self, scope: str) -> State:
        """Return the state of a scope as a program would find it. Raises ValueError for one that
        does not exist.
        """
        _check(scope)
        if self._platform.treatment(scope) == "granted":
            return "granted"
        return self._grants.get(scope) or "prompt"

    def grant(self, scope: str) -> None:
        """Record that the user allows a scope, as the settings page would. Raises ValueError."""
        self._record(scope, "granted")

    def deny(self, scope: str) -> None:
        """Record that the user refuses a scope. Raises ValueError."""
        self._record(scope, "denied")

    def reset(self, scope: str | None = None) -> None:
        """Forget the decision on one scope, or all of them, as if the program had never asked.
        Raises ValueError.
        """
        if scope is not None:
            _check(scope)
        self._grants.forget(scope)

    def settings(self) -> dict[str, bool]:
        """Return what `authSetting` shows: the scopes that were asked for, and those that are
        granted to everyone.
        """
        granted = {name: True for name in SCOPES if self._platform.treatment(name) == "granted"}
        shown = self.asked() | granted
        return {name: shown[name] for name in SCOPES if name in shown}

    def asked(self) -> dict[str, bool]:
        """Return what the settings page shows: the scopes that were asked for and decided."""
        decided = self._grants.all()
        return {name: decided[name] == "granted" for name in SCOPES if name in decided}

    def request(self, scope: str, api: str, done: Done, *, at: str = "") -> None:
        """Decide on a scope for `api`, called `at` a place in the program, and call `done`: at once
        where it is decided, else when the user has answered.
        """
        if scope not in SCOPES or not self._platform.has(SCOPES[scope].since):
            done(Outcome("invalid"))
            return
        treatment = self._platform.treatment(scope)
        if treatment == "granted":
            done(Outcome("granted"))
        elif treatment == "unauthorized":
            done(Outcome("unauthorized"))
        elif scope in self._waiting:
            self._waiting[scope].append(done)
        else:
            self._decide(scope, api, done, at, prompts=treatment == "prompt")

    def forget_requests(self) -> None:
        """Let go of the requests that wait for an answer: who made them is gone."""
        self._waiting.clear()

    def _decide(self, scope: str, api: str, done: Done, at: str, *, prompts: bool) -> None:
        decided = self._grants.get(scope)
        if decided is not None:
            done(Outcome(decided, repeat=True))
        elif prompts:
            self._waiting[scope] = [done]
            self._defer(lambda: self._prompt(scope, api, at))
        else:
            # No dialog ever: the scope only appears on the settings page, switched off.
            self._record(scope, "denied")
            done(Outcome("denied"))

    def _prompt(self, scope: str, api: str, at: str) -> None:
        # The settings page, or another process, may have decided since the prompt was opened.
        decided = self._grants.get(scope)
        if decided is not None:
            outcome = Outcome(decided, repeat=True)
        else:
            answer = self._ask(scope, api, at)
            if answer.decided and answer.decision != "dismissed":
                self._record(scope, answer.decision)
            outcome = Outcome(answer.decision)
        for done in self._waiting.pop(scope):
            done(outcome)

    def _record(self, scope: str, decision: Decision) -> None:
        _check(scope)
        self._grants.put(scope, decision)


def _check(scope: str) -> None:
    if scope not in SCOPES:
        raise ValueError(f"unknown scope {scope!r}; known are {', '.join(SCOPES)}")
