"""The host itself: fresh guests, what outlives them, and what does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from jshost import Host
from jshost.errors import CpuLimit, InputError, LimitError

MakeHost = Callable[..., Host]

PROGRAM = """
console.log(typeof leftover, Date.now(), Math.random());
leftover = 1;
wx.login({ success(r) { console.log(r.code) } });
setTimeout(() => console.log('later'), 50);
wx.authorize({ scope: 'scope.record', success() { console.log('allowed') } });
"""


def trace(host: Host) -> list[str]:
    return [record.to_json() for record in host.trace]


def test_a_reset_host_runs_a_program_as_a_fresh_one_does(make_host: MakeHost) -> None:
    host = make_host(answers={"scope.record": "allow"})
    host.run_script(PROGRAM, "a.js")
    first = trace(host)
    host.reset()
    host.permissions.reset()
    assert trace(host) == []
    host.run_script(PROGRAM, "a.js")
    assert trace(host) == first


def test_decisions_storage_and_answers_outlive_a_reset(make_host: MakeHost) -> None:
    host = make_host(answers={"scope.record": "allow", "showModal": ["confirm", "cancel"]})
    ask = "wx.showModal({ title: 't', success(r) { console.log(r.confirm) } });"
    host.run_script(
        f"wx.setStorageSync('k', 7); wx.authorize({{ scope: 'scope.record' }}); {ask}", "a"
    )
    assert [record.message for record in host.console] == ["true"]
    host.reset()
    host.run_script(f"console.log(wx.getStorageSync('k')); {ask}", "b")
    assert [record.message for record in host.console] == ["7", "false"]
    assert host.permissions.query("scope.record") == "granted"


def test_nothing_that_was_scheduled_outlives_a_reset(make_host: MakeHost) -> None:
    host = make_host(on_prompt="allow")
    host.load(
        "setTimeout(() => console.log('no'), 5); wx.authorize({ scope: 'scope.camera' })", "a"
    )
    host.reset()
    host.run_script(
        "wx.authorize({ scope: 'scope.camera', success() { console.log('yes') } })", "b"
    )
    host.advance(100)
    assert [record.message for record in host.console] == ["yes"]
    assert [prompt.scope for prompt in host.prompts] == ["scope.camera"]


def test_a_host_whose_guest_is_gone_says_so_until_it_is_reset(make_host: MakeHost) -> None:
    from jshost import Limits

    host = make_host(limits=Limits(cpu=0.1))
    with pytest.raises(CpuLimit) as first:
        host.load("for (;;) {}", "loop.js")
    with pytest.raises(CpuLimit) as second:
        host.eval("1")
    assert second.value is first.value
    host.reset()
    assert host.eval("1 + 1") == 2


CONTEXTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "top level": ("wx.getSystemInfoSync(); for (;;) {}", {},
                  "at the top level of a.js; last call: wx.getSystemInfoSync"),
    "nothing called": ("for (;;) {}", {}, "at the top level of a.js"),
    "success": ("wx.login({ success() { for (;;) {} } })", {},
                "in the success callback of wx.login; last call: wx.login"),
    "fail": ("wx.authorize({ scope: 'scope.record', fail() { wx.login(); for (;;) {} } })",
             {"deny": ["scope.record"]},
             "in the fail callback of wx.authorize; last call: wx.login"),
    "promise": ("wx.getSetting().then(() => { for (;;) {} })", {},
                "in the success callback of wx.getSetting; last call: wx.getSetting"),
    "timer": ("setTimeout(() => { for (;;) {} }, 1)", {}, "in a timer's callback"),
    "listener": ("wx.onError(() => { for (;;) {} }); setTimeout(() => null.x)", {},
                 "in a listener of onError"),
}  # fmt: skip


@pytest.mark.parametrize(("script", "settings", "expected"), CONTEXTS.values(), ids=CONTEXTS.keys())
def test_a_limit_names_what_ran_and_the_last_call(
    make_host: MakeHost, script: str, settings: dict[str, Any], expected: str
) -> None:
    from jshost import Limits

    host = make_host(limits=Limits(cpu=0.1), **settings)
    with pytest.raises(LimitError) as limit:
        host.run_script(script, "a.js")
    assert str(limit.value).endswith(f", {expected}")
    # A function of one line leaves no stack: then the place is known only sometimes.
    assert re.match(r"CPU limit of 0\.1 s for one turn reached( at a\.js:1)?, ", str(limit.value))


def test_too_much_console_output_is_counted_and_left_out(
    run_js: Callable[..., Host], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_SHOWN", (100, 1 << 20))
    host = run_js("for (let i = 0; i < 130; i++) console.log('abc')")
    assert len(host.console) == 100
    assert host.output_cut == (30, 90)
    host.exit("done", 0)
    assert [record.to_dict()["name"] for record in host.trace[-2:-1]] == ["outputCut"]


def test_an_unknown_isolation_is_refused() -> None:
    with pytest.raises(InputError, match="isolation 'proces' is none of process, strict, none"):
        Host(isolation="proces")  # type: ignore[arg-type]


def test_errors_share_the_room_of_console_output(
    make_host: Callable[..., Host], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_SHOWN", (10, 1 << 20))
    host = make_host()
    host.load(
        "let n = 0; const t = setInterval(() => { if (++n > 14) clearInterval(t); null.x }, 1)"
    )
    host.run_until_idle()
    assert len(host.errors) == 10
    assert host.output_cut[0] == 5


def test_a_trace_has_no_character_that_a_terminal_obeys(run_js: Callable[..., Host]) -> None:
    host = run_js("console.log('a\\x7f\\x9b\\u202eb')")
    line = host.trace[0].to_json()
    assert line.isascii()
    assert line.isprintable()
    assert "a\\u007f\\u009b\\u202eb" in line
