"""更新: wx.getUpdateManager, by what the scenario's `update` says."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.trace import EventRecord
from jshost.world.scenario import Scenario

from .calls import Play
from .samples.sample import INDEX

LISTEN = """
    const updates = wx.getUpdateManager();
    for (const name of ['onCheckForUpdate', 'onUpdateReady', 'onUpdateFailed']) {
        updates[name]((...told) => say([name, ...told]));
    }
"""
TOLD = {
    "none": [["onCheckForUpdate", {"hasUpdate": False}]],
    "ready": [["onCheckForUpdate", {"hasUpdate": True}], ["onUpdateReady", {}]],
    "failed": [["onCheckForUpdate", {"hasUpdate": True}], ["onUpdateFailed", {}]],
}
each_update = pytest.mark.parametrize("update", TOLD)


def scenario(update: Any) -> Scenario:
    return Scenario(update=update)


def applied(host: Host) -> list[Any]:
    """Return what came of the calls of applyUpdate, as the trace has it."""
    events = host.trace.of(EventRecord)
    return [event.detail["errMsg"] for event in events if event.name == "UpdateManager.applyUpdate"]


@each_update
@pytest.mark.parametrize("file", ["", "app.js", INDEX])
def test_what_is_told(play: Play, heard: Any, update: str, file: str) -> None:
    assert heard(play(LISTEN, file=file, scenario=scenario(update))) == TOLD[update]


def test_there_is_no_update_unless_the_scenario_says_so(play: Play, heard: Any) -> None:
    assert heard(play(LISTEN)) == TOLD["none"]


@each_update
def test_listeners_that_come_late(play: Play, heard: Any, update: str) -> None:
    host = play(f"setTimeout(() => {{ {LISTEN} }}, 5000);", scenario=scenario(update))
    assert heard(host) == TOLD[update]


@each_update
def test_nothing_is_told_twice(play: Play, heard: Any, update: str) -> None:
    again = LISTEN.replace("const updates =", "updates =")
    host = play(
        f"let updates; {again} setTimeout(() => {{ {again} }}, 10);", scenario=scenario(update)
    )
    assert heard(host) == TOLD[update]


def test_listeners_are_never_called_in_their_callers_stack(play: Play, heard: Any) -> None:
    host = play(f"{LISTEN} say('first');", scenario=scenario("ready"))
    assert heard(host) == ["first", *TOLD["ready"]]


def test_the_last_listener_counts(play: Play, heard: Any) -> None:
    host = play("""
        wx.getUpdateManager().onCheckForUpdate(() => say('first'));
        wx.getUpdateManager().onCheckForUpdate(() => say('second'));
    """)
    assert heard(host) == ["second"]


def test_there_is_one_manager(play: Play, heard: Any) -> None:
    host = play("""
        const updates = wx.getUpdateManager();
        say([updates === wx.getUpdateManager(), Object.keys(updates).sort()]);
    """)
    methods = ["applyUpdate", "onCheckForUpdate", "onUpdateFailed", "onUpdateReady"]
    assert heard(host) == [[True, methods]]


@pytest.mark.parametrize("listener", ["", "null", "5", "{}"])
def test_what_is_no_listener(play: Play, listener: str) -> None:
    host = play(f"wx.getUpdateManager().onUpdateReady({listener});", scenario=scenario("ready"))
    assert host.errors == []


def test_the_update_is_applied(play: Play, heard: Any) -> None:
    host = play(
        "const u = wx.getUpdateManager(); u.onUpdateReady(() => say([u.applyUpdate()]));",
        scenario=scenario("ready"),
    )
    assert heard(host) == [[None]]
    assert applied(host) == ["applyUpdate:ok"]


@pytest.mark.parametrize("update", ["none", "failed"])
def test_an_update_that_is_not_there_cannot_be_applied(play: Play, heard: Any, update: str) -> None:
    host = play(f"{LISTEN} say([updates.applyUpdate()]);", scenario=scenario(update))
    assert heard(host) == [[None], *TOLD[update]]
    assert applied(host) == ["applyUpdate:fail update is not ready"]
    assert host.errors == []


def test_a_reset_begins_anew(play: Play, heard: Any) -> None:
    host = play(LISTEN, scenario=scenario("ready"))
    host.reset()
    host.run_script(f"const say = (v) => console.log(JSON.stringify(v)); {LISTEN}", "test.js")
    assert heard(host) == TOLD["ready"]


@pytest.mark.parametrize(
    ("choice", "ends"), [("ok", "updateWeChatApp:ok"), ("cancel", "updateWeChatApp:fail cancel")]
)
def test_update_we_chat_app(play: Play, heard: Any, choice: str, ends: str) -> None:
    script = "wx.updateWeChatApp({ complete(r) { say(r.errMsg); } });"
    host = play(script, answers={"updateWeChatApp": choice})
    assert heard(host) == [ends]
    assert [(asked.kind, asked.chosen) for asked in host.choices] == [("updateWeChatApp", choice)]
