"""Situations as settings of a host, and what programs find in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.situations import SITUATIONS, Situation, named

ASK = """\
wx.authorize({ scope: 'scope.record', success: say, fail: say })
function say(res) {
  console.log(res.errMsg)
  wx.openSetting({ success: ({ authSetting }) => console.log(authSetting['scope.record']) })
}
"""


@pytest.mark.parametrize(
    ("name", "prompts", "lines"),
    [
        ("fresh+allow", ["granted"], ["authorize:ok", "true"]),
        ("fresh+deny", ["denied"], ["authorize:fail auth deny", "false"]),
        ("denied before", [], ["authorize:fail auth deny", "true"]),
        ("granted", [], ["authorize:ok", "true"]),
    ],
)
def test_what_a_program_finds(
    run_js: Callable[..., Host],
    said: Callable[[Host], list[str]],
    name: str,
    prompts: list[str],
    lines: list[str],
) -> None:
    host = run_js(ASK, **named(name).settings(["scope.record"]))
    assert [prompt.decision for prompt in host.prompts] == prompts
    assert said(host) == lines


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_a_program_without_scopes_is_run_too(
    run_js: Callable[..., Host], situation: Situation
) -> None:
    assert run_js("wx.showToast({ title: 'x' })", **situation.settings([])).errors == []


def test_unknown_situation() -> None:
    with pytest.raises(InputError, match=r"'denied' is no situation; there are fresh\+allow, "):
        named("denied")
