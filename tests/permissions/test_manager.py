"""Deciding on scopes, without any JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost.differences import Platform
from jshost.permissions.manager import Answer, Outcome, PermissionManager
from jshost.permissions.store import MemoryGrants


class Dialogs:
    """A user with an answer for each dialog, and the queue that dialogs wait in."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, str]] = []
        self.queue: list[Callable[[], None]] = []

    def ask(self, scope: str, api: str, at: str) -> Answer:
        self.asked.append((scope, api, at))
        return self.answers.pop(0)

    def run(self) -> None:
        while self.queue:
            self.queue.pop(0)()


GRANTED, DENIED, DISMISSED = Answer("granted"), Answer("denied"), Answer("dismissed")


def manager(dialogs: Dialogs, base_library: str = "3.17.0") -> PermissionManager:
    return PermissionManager(
        MemoryGrants(), Platform(base_library), dialogs.ask, dialogs.queue.append
    )


def outcomes(permissions: PermissionManager, *requests: str) -> list[Outcome]:
    found: list[Outcome] = []
    for scope in requests:
        permissions.request(scope, "authorize", found.append)
    return found


@pytest.mark.parametrize(
    ("answer", "outcome", "state"),
    [
        (GRANTED, Outcome("granted"), "granted"),
        (DENIED, Outcome("denied"), "denied"),
        (DISMISSED, Outcome("dismissed"), "prompt"),
        (Answer("denied", decided=False), Outcome("denied"), "prompt"),
    ],
)
def test_an_answer_is_recorded_if_somebody_decided(
    answer: Answer, outcome: Outcome, state: str
) -> None:
    dialogs = Dialogs(answer)
    permissions = manager(dialogs)
    found = outcomes(permissions, "scope.record")
    assert found == [], "a dialog is a macrotask of its own"
    dialogs.run()
    assert found == [outcome]
    assert permissions.query("scope.record") == state


@pytest.mark.parametrize("decision", ["grant", "deny"])
def test_a_decided_scope_needs_no_dialog(decision: str) -> None:
    dialogs = Dialogs()
    permissions = manager(dialogs)
    getattr(permissions, decision)("scope.camera")
    found = outcomes(permissions, "scope.camera")
    assert found == [Outcome("granted" if decision == "grant" else "denied", repeat=True)]
    assert dialogs.queue == []


def test_requests_for_one_scope_share_a_dialog_and_others_wait_their_turn() -> None:
    dialogs = Dialogs(GRANTED, DENIED)
    permissions = manager(dialogs)
    found = outcomes(permissions, "scope.record", "scope.camera", "scope.record")
    dialogs.run()
    assert [scope for scope, *_ in dialogs.asked] == ["scope.record", "scope.camera"]
    assert found == [Outcome("granted"), Outcome("granted"), Outcome("denied")]


def test_a_decision_made_while_a_prompt_waits_makes_it_needless() -> None:
    dialogs = Dialogs()
    permissions = manager(dialogs)
    found = outcomes(permissions, "scope.record")
    permissions.grant("scope.record")
    dialogs.run()
    assert (found, dialogs.asked) == ([Outcome("granted", repeat=True)], [])


@pytest.mark.parametrize("scope", ["scope.nope", "", "SCOPE.CAMERA", "scope.camera ", "__proto__"])
def test_unknown_scopes_are_invalid_and_leave_nothing(scope: str) -> None:
    permissions = manager(Dialogs())
    assert outcomes(permissions, scope) == [Outcome("invalid")]
    assert scope not in permissions.settings()
    for method in (permissions.query, permissions.grant, permissions.deny, permissions.reset):
        with pytest.raises(ValueError, match="unknown scope"):
            method(scope)


def test_settings_show_only_what_was_asked_for() -> None:
    dialogs = Dialogs(DENIED)
    permissions = manager(dialogs, "2.0.0")
    assert permissions.settings() == {}
    outcomes(permissions, "scope.werun")
    dialogs.run()
    permissions.grant("scope.record")
    assert permissions.settings() == {"scope.werun": False, "scope.record": True}
    permissions.reset("scope.werun")
    assert permissions.settings() == {"scope.record": True}
    permissions.reset()
    assert permissions.settings() == {}


@pytest.mark.parametrize(
    ("scope", "base_library", "expected"),
    [
        ("scope.userInfo", "2.0.0", None),
        ("scope.userInfo", "2.4.0", Outcome("unauthorized")),
        ("scope.userInfo", "2.16.0", Outcome("granted")),
        ("scope.address", "2.12.3", None),
        ("scope.address", "2.13.0", Outcome("granted")),
        ("scope.userLocationBackground", "3.0.0", Outcome("denied")),
    ],
)
def test_base_libraries_treat_scopes_differently(
    scope: str, base_library: str, expected: Outcome | None
) -> None:
    """None: a dialog."""
    dialogs = Dialogs()
    found = outcomes(manager(dialogs, base_library), scope)
    assert found == ([] if expected is None else [expected])
    assert bool(dialogs.queue) == (expected is None)


def test_background_location_appears_on_the_settings_page_switched_off() -> None:
    permissions = manager(Dialogs())
    outcomes(permissions, "scope.userLocationBackground")
    assert permissions.settings()["scope.userLocationBackground"] is False


def test_what_everybody_is_granted_is_granted_whatever_was_decided_before() -> None:
    permissions = manager(Dialogs())
    permissions.deny("scope.address")
    assert permissions.query("scope.address") == "granted"
    assert permissions.settings()["scope.address"] is True
    assert outcomes(permissions, "scope.address") == [Outcome("granted")]


def test_a_dialog_knows_where_the_call_is() -> None:
    dialogs = Dialogs(GRANTED)
    manager(dialogs).request("scope.record", "authorize", lambda outcome: None, at="main.js:4")
    dialogs.run()
    assert dialogs.asked == [("scope.record", "authorize", "main.js:4")]
