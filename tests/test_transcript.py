"""Traces as text: what is told, what is left out, and that nothing of the guest's escapes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host
from jshost.trace import (
    CallRecord,
    ChoiceRecord,
    ConsoleRecord,
    ErrorRecord,
    EventRecord,
    ExitRecord,
    PromptRecord,
    Record,
    SettleRecord,
)
from jshost.transcript import MAX_VALUE, lines, text

SEED = """\
wx.authorize({
  scope: 'scope.record',
  success() { setTimeout(() => console.log('later'), 1500) },
  fail(err) { console.log(err.errMsg) }
})
"""


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (CallRecord(1, 0, 1, "login", {}), "call    login"),
        (CallRecord(1, 0, 0, "getStorageSync", ["k"]), 'call    getStorageSync ["k"]'),
        (SettleRecord(1, 0, 1, "login", "success", {"errMsg": "login:ok"}), "ok      login"),
        (
            SettleRecord(1, 0, 1, "login", "success", {"code": "0x", "errMsg": "login:ok"}),
            'ok      login {"code": "<code>"}',
        ),
        (
            SettleRecord(1, 0, 1, "authorize", "fail", {"errMsg": "authorize:fail auth deny"}),
            'fail    authorize {"errMsg": "authorize:fail auth deny"}',
        ),
        (
            PromptRecord(1, 0, "scope.camera", "authorize", "denied", "script"),
            "prompt  scope.camera: denied",
        ),
        (
            PromptRecord(1, 0, "scope.userLocation", "getLocation", "granted", "script"),
            "prompt  scope.userLocation: granted, asked by getLocation",
        ),
        (
            ChoiceRecord(1, 0, "showModal", "showModal", ["confirm", "cancel"], "cancel", "script"),
            "choice  showModal: cancel",
        ),
        (EventRecord(1, 0, "onAppHide", None), "event   onAppHide"),
        (EventRecord(1, 0, "step", {"number": 1, "step": "tap onTap"}), "step    tap onTap"),
        (
            EventRecord(
                1, 0, "launch", {"path": "a", "query": {}, "scene": 1001, "referrerInfo": {}}
            ),
            'event   launch {"path": "a"}',
        ),
        (ConsoleRecord(1, 0, "warn", "careful"), "console warn: careful"),
        (ErrorRecord(1, 0, "a.js:3:14", "Error: x", "at f"), "error   a.js:3: Error: x"),
        (ErrorRecord(1, 0, "a.js:3", "Error: x", ""), "error   a.js:3: Error: x"),
        (ErrorRecord(1, 0, "", "Error: x", ""), "error   Error: x"),
        (ExitRecord(1, 0, "done", 0), "exit    0 done"),
    ],
)
def test_line(record: Record, line: str) -> None:
    assert lines([record]) == [line]


def test_lines_of_the_console_stay_lines() -> None:
    assert lines([ConsoleRecord(1, 0, "log", "a\nb")]) == ["console log: a", "console log: b"]


def test_the_guest_cannot_write_lines_of_its_own() -> None:
    forged = ErrorRecord(1, 0, "", "x\nprompt  scope.record: granted\x1b[2J", "")
    (line,) = lines([forged])
    assert line == "error   x prompt  scope.record: granted\\x1b[2J"


def test_long_values_are_cut() -> None:
    (line,) = lines([CallRecord(1, 0, 1, "setStorage", {"data": "x" * 1000})])
    assert line.endswith("… (712 more characters)")
    assert len(line) < MAX_VALUE + 60


def test_a_run(run_js: Callable[..., Host]) -> None:
    host = run_js(SEED, answers={"scope.record": "allow"})
    assert text(host.trace).split("\n") == [
        'call    authorize {"scope": "scope.record"}',
        "prompt  scope.record: granted",
        "ok      authorize",
        "wait    1500 ms",
        "console log: later",
    ]


def test_the_trace_shows_itself_so(run_js: Callable[..., Host]) -> None:
    host = run_js(SEED, answers={"scope.record": "deny"})
    assert repr(host.trace) == text(host.trace)


def test_under_a_real_clock_times_are_left_out() -> None:
    with Host(clock="real") as host:
        host.run_script(
            "setTimeout(() => console.log(Date.now(), new Date().toISOString()), 5)", "a.js"
        )
        assert repr(host.trace) == "console log: <ms> <time>"
