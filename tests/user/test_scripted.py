"""Answers that were given beforehand, policies, and nobody."""

from __future__ import annotations

from typing import get_args

import pytest

from jshost.errors import UnansweredError
from jshost.user.port import AUTHORIZE, Alternatives, Choice, OnPrompt, Question, parse_switches
from jshost.user.scripted import Chain, Nobody, PolicyUser, ScriptedUser

RECORD = Question("authorize", "scope.record", AUTHORIZE, "t")
CAMERA = Question("authorize", "scope.camera", AUTHORIZE, "t")
MODAL_ANSWERS = Alternatives("confirm", "cancel", ("confirm", "cancel"), "text")
MODAL = Question("showModal", "showModal", MODAL_ANSWERS, "t")
SHEET_ANSWERS = Alternatives("0", "cancel", ("cancel",), "index")
PAGE_ANSWERS = Alternatives("leave", "leave", ("leave",), "settings")
ANY_FILES = Alternatives("0", "cancel", ("camera", "cancel"), "indices")
THREE_FILES = Alternatives("0,1", "cancel", ("0", "1", "2", "cancel"), most=2)


def scripted(**answers: list[str]) -> ScriptedUser:
    """Return a user with these answers, by the last part of the key."""
    user = ScriptedUser()
    for key, choices in answers.items():
        user.answer(f"scope.{key}", *choices)
    return user


def test_answers_are_used_in_order_and_the_last_one_stays() -> None:
    user = scripted(record=["dismiss", "deny"])
    user.answer("scope.record", "allow")
    chosen = [user.choose(RECORD) for _ in range(5)]
    values = ["dismiss", "deny", "allow", "allow", "allow"]
    assert chosen == [Choice(value, "script") for value in values]


def test_keys_have_answers_of_their_own() -> None:
    user = scripted(record=["allow"], camera=["deny"])
    assert (user.choose(CAMERA), user.choose(RECORD)) == (
        Choice("deny", "script"),
        Choice("allow", "script"),
    )


def test_key_without_answers_is_left_to_the_next() -> None:
    assert scripted(camera=["deny"]).choose(RECORD) is None
    assert scripted(record=[]).choose(RECORD) is None


def test_answer_that_does_not_fit() -> None:
    user = scripted(record=["confirm"])
    with pytest.raises(UnansweredError, match=r"'confirm'.*scope\.record.*allow, deny, dismiss"):
        user.choose(RECORD)


def test_text_is_an_answer_to_a_modal() -> None:
    user = ScriptedUser()
    user.answer("showModal", "confirm=a=b")
    assert user.choose(MODAL) == Choice("confirm=a=b", "script")


@pytest.mark.parametrize(
    ("policy", "record", "modal"),
    [
        ("allow", "allow", "confirm"),
        ("deny", "deny", "cancel"),
        ("dismiss", "dismiss", "cancel"),
    ],
)
def test_policy(policy: OnPrompt, record: str, modal: str) -> None:
    user = PolicyUser(policy)
    assert user.choose(RECORD) == Choice(record, "default")
    assert user.choose(MODAL) == Choice(modal, "default")


def test_policy_that_asks_leaves_it_to_the_next() -> None:
    assert PolicyUser("ask").choose(RECORD) is None


@pytest.mark.parametrize(
    ("question", "hint"),
    [(RECORD, "--answer scope.record=allow"), (MODAL, "--answer showModal=confirm")],
)
def test_policy_that_fails_says_what_answers(question: Question, hint: str) -> None:
    with pytest.raises(UnansweredError, match=hint):
        PolicyUser("fail").choose(question)


def test_every_policy_is_known_here() -> None:
    assert set(get_args(OnPrompt)) == {"ask", "allow", "deny", "dismiss", "fail"}


def test_nobody_refuses_and_tells_once_for_each_key() -> None:
    told: list[str] = []
    user = Nobody(lambda question: told.append(question.key))
    for _ in range(2):
        assert user.choose(RECORD) == Choice("deny", "default", decided=False)
        assert user.choose(MODAL) == Choice("cancel", "default", decided=False)
    assert told == ["scope.record", "showModal"]


def test_chain_asks_in_order() -> None:
    user = Chain(scripted(record=["allow"]), PolicyUser("ask"), PolicyUser("dismiss"))
    assert user.choose(RECORD) == Choice("allow", "script")
    assert user.choose(CAMERA) == Choice("dismiss", "default")
    assert Chain(PolicyUser("ask")).choose(RECORD) is None


@pytest.mark.parametrize(
    ("alternatives", "choice", "accepted"),
    [
        (AUTHORIZE, "allow", True),
        (AUTHORIZE, "Allow", False),
        (AUTHORIZE, "", False),
        (MODAL_ANSWERS, "cancel", True),
        (MODAL_ANSWERS, "confirm=", True),
        (MODAL_ANSWERS, "cancel=x", False),
        (SHEET_ANSWERS, "3", True),
        (SHEET_ANSWERS, "-1", False),
        (SHEET_ANSWERS, "cancel", True),
        (PAGE_ANSWERS, "leave", True),
        (PAGE_ANSWERS, "+scope.record,-scope.camera", True),
        (PAGE_ANSWERS, "+scope.record,", False),
        (PAGE_ANSWERS, "scope.record", False),
        (ANY_FILES, "0", True),
        (ANY_FILES, "7,0", True),
        (ANY_FILES, "cancel", True),
        (ANY_FILES, "0,", False),
        (ANY_FILES, "0, 1", False),
        (ANY_FILES, "０", False),
        (ANY_FILES, "", False),
        (THREE_FILES, "2", True),
        (THREE_FILES, "2,0", True),
        (THREE_FILES, "0,1,2", False),
        (THREE_FILES, "0,0", False),
        (THREE_FILES, "0,3", False),
        (THREE_FILES, "3", False),
        (THREE_FILES, "0,cancel", False),
        (THREE_FILES, "", False),
    ],
)
def test_accepts(alternatives: Alternatives, choice: str, accepted: bool) -> None:
    assert alternatives.accepts(choice) is accepted


@pytest.mark.parametrize(
    "alternatives",
    [AUTHORIZE, MODAL_ANSWERS, SHEET_ANSWERS, PAGE_ANSWERS, ANY_FILES, THREE_FILES],
)
def test_both_ways_out_are_accepted(alternatives: Alternatives) -> None:
    assert alternatives.accepts(alternatives.affirm)
    assert alternatives.accepts(alternatives.refuse)


@pytest.mark.parametrize(
    ("text", "switches"),
    [
        ("+scope.record", {"scope.record": True}),
        ("+scope.record,-scope.camera", {"scope.record": True, "scope.camera": False}),
        ("+scope.record,-scope.record", {"scope.record": False}),
        ("+record", None),
        ("", None),
    ],
)
def test_parse_switches(text: str, switches: dict[str, bool] | None) -> None:
    assert parse_switches(text) == switches


SWITCHES = Alternatives("leave", "leave", ("leave",), "switches", names=("a", "b"))


@pytest.mark.parametrize(
    ("choice", "fits"),
    [
        ("leave", True), ("+a", True), ("-a", True), ("+a,-b", True), ("+c", False), ("a", False),
        ("", False), ("+", False), ("+a,", False), ("+a,leave", False), ("+scope.a", False),
    ],
)  # fmt: skip
def test_what_switches_a_page_has(choice: str, fits: bool) -> None:
    assert SWITCHES.accepts(choice) is fits


def test_switches_are_described() -> None:
    assert SWITCHES.describe() == "leave, + or - and a, + or - and b"
