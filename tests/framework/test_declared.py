"""What app.json declares of the program's permissions, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.user.port import Choice, Question

from .conftest import Program

LOCATE = "Page({ onLoad() { wx.getLocation({ complete: (r) => console.log(r.errMsg) }) } })"
UNDECLARED = (
    "getLocation:fail the api need to be declared in the requiredPrivateInfos field in"
    " app.json/ext.json"
)


@pytest.fixture
def located(page: Program) -> Any:
    """Run a page that asks for the location in a program with this app.json; return what came of
    it, and the host.
    """

    def located(app: dict[str, Any], **settings: Any) -> tuple[str, Host]:
        host = page(LOCATE, files={"app.json": app}, on_prompt="allow", **settings)
        return host.console[0].message, host

    return located


def test_undeclared_location_apis_fail_without_a_dialog(located: Any) -> None:
    said, host = located({})
    assert (said, host.prompts) == (UNDECLARED, [])


def test_declared_ones_ask(located: Any) -> None:
    said, host = located({"requiredPrivateInfos": ["getLocation"]})
    assert said == "getLocation:ok"
    assert [prompt.scope for prompt in host.prompts] == ["scope.userLocation"]


def test_nothing_had_to_be_declared_before(located: Any) -> None:
    assert located({}, base_library="2.23.0")[0] == "getLocation:ok"


def test_scripts_have_nothing_to_declare_in(run_js: Any) -> None:
    host = run_js("wx.getLocation({ success: () => console.log('ok') })", on_prompt="allow")
    assert [record.message for record in host.console] == ["ok"]


def test_the_dialog_shows_what_the_program_says_it_is_for(page: Program) -> None:
    asked: list[Question] = []

    class Reader:
        def choose(self, question: Question) -> Choice:
            asked.append(question)
            return Choice("allow", "terminal")

    app = {
        "requiredPrivateInfos": ["getLocation"],
        "permission": {"scope.userLocation": {"desc": "用于计算配送距离"}},
    }
    page(LOCATE, files={"app.json": app}, user=Reader())
    assert [question.lines[1] for question in asked] == ["用于计算配送距离"]
