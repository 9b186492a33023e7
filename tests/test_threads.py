"""Worker threads as their host has them: processes, limits, hostile ones, and what is left of them.

What a program sees of them is in apis/test_worker.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from jshost import Host, Limits, _polyfills
from jshost.engine.pool import POOL
from jshost.errors import (
    CpuLimit,
    JsHostError,
    LimitError,
    MemoryLimit,
    MessageLimit,
    ProtocolError,
    TurnLimit,
)
from tests.attacks.test_globals import HERE, ROOTS, WALK, engine
from tests.engine.hostile import TakenOverPool, posted, result, take_over
from tests.processes import children, gone

from .apis.calls import placed, write_program
from .apis.samples.sample import INDEX

Start = Callable[..., Host]
THREAD = "workers/w.js"
MAKE = f"const w = wx.createWorker('{THREAD}');"
ECHO = "worker.onMessage((m) => { console.log(m); worker.postMessage(m); });"
LOOP = "for (;;) {}"

isolated = pytest.mark.skipif(
    os.environ.get("JSHOST_ISOLATION") == "none", reason="is about processes"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def program(make_host: Callable[..., Host], tmp_path: Path) -> Start:
    """A mini program whose page makes the thread `w`, and goes on with a script."""

    def program(page: str, thread: str, **settings: Any) -> Host:
        files = {INDEX: placed(MAKE + page, INDEX), THREAD: thread}
        return make_host(project=write_program(tmp_path / "program", files), **settings)

    return program


@pytest.fixture
def start(program: Start) -> Start:
    """Run such a program until it is idle."""

    def start(page: str, thread: str, **settings: Any) -> Host:
        host = program(page, thread, **settings)
        host.run()
        host.run_until_idle()
        return host

    return start


def pids(host: Host) -> list[int]:
    """Return the processes of a host's guests: the program's, and that of its thread."""
    realms = [host._realm, *(thread._realm for thread in host._threads)]
    return [realm.engine._runtime.pid for realm in realms]  # type: ignore[attr-defined]


# -- processes ------------------------------------------------------------------------------------


@isolated
@linux
def test_a_thread_has_a_process_of_its_own(start: Start) -> None:
    host = start("", ECHO)
    main, thread = pids(host)
    assert main != thread
    assert {main, thread} <= {*children(os.getpid())}
    assert host._threads[0]._realm.engine.protections == host.protections


@isolated
@linux
@pytest.mark.parametrize("end", ["close", "reset", "terminate", "limit"])
def test_no_process_is_left(start: Start, end: str) -> None:
    host = start(
        "globalThis.w = w;", f"worker.onMessage(() => {{ {LOOP} }});", limits=Limits(cpu=0.1)
    )
    main, thread = pids(host)
    if end == "terminate":
        host.eval("w.terminate()")
        assert not gone(main)
    elif end == "limit":
        host.eval("w.postMessage(1)")
        with pytest.raises(CpuLimit):
            host.run_until_idle()
        assert not gone(main)
    elif end == "reset":
        host.reset()
    else:
        host.close()
    assert gone(thread)
    assert gone(main) == (end in ("close", "reset"))


@isolated
@linux
def test_many_threads_one_after_the_other_leave_no_process(start: Start) -> None:
    page = f"""
        w.terminate();
        let count = 0;
        (function next() {{
            const thread = wx.createWorker('{THREAD}');
            thread.onMessage(() => {{
                thread.terminate();
                if (++count < 20) next(); else console.log(count);
            }});
        }})();
    """
    start("w.terminate();", "").close()  # the zygote is there now
    before = len(children(os.getpid()))
    host = start(page, "worker.postMessage(1);")
    assert [record.message for record in host.console] == ["20"]
    assert len(children(os.getpid())) == before + 1


@isolated
@linux
def test_a_thread_that_ends_before_it_begins_is_never_started(start: Start) -> None:
    host = start("w.terminate();", ECHO)
    assert [thread.ended for thread in host._threads] == [True]
    assert host._threads[0]._realm._engine is None


@isolated
def test_a_thread_whose_process_is_killed(start: Start) -> None:
    host = start("globalThis.w = w;", ECHO)
    _, thread = pids(host)
    os.kill(thread, 9)
    host.eval("w.postMessage(1)")
    with pytest.raises(JsHostError, match=r"SIGKILL.*in a listener of onMessage"):
        host.run_until_idle()


def test_a_host_is_usable_again_after_a_reset(start: Start) -> None:
    host = start("w.postMessage(1);", ECHO)
    host.reset()
    assert host.eval("typeof w") == "undefined"
    host.run()
    host.run_until_idle()
    assert [record.message for record in host.console] == ["1"]


def test_a_reset_in_the_middle_forgets_what_the_thread_had_to_do(program: Start) -> None:
    host = program("w.postMessage(1);", f"setInterval(() => console.log('never'), 5); {ECHO}")
    host.run()
    host.reset()
    host.run_until_idle()
    host.advance(100)
    assert len(host.trace) == 0


def test_a_folder_that_run_is_given(make_host: Callable[..., Host], tmp_path: Path) -> None:
    files = {INDEX: placed(f"{MAKE} w.postMessage('hello');", INDEX), THREAD: ECHO}
    host = make_host()
    host.run(write_program(tmp_path, files))
    assert [record.message for record in host.console] == ["hello"]


def test_runs_repeat(start: Start) -> None:
    page = "w.onMessage((m) => console.log(m)); for (let i = 0; i < 5; i++) w.postMessage(i);"
    thread = f"{ECHO} setTimeout(() => worker.postMessage([Math.random(), Date.now()]), 7);"

    def trace() -> list[str]:
        return [record.to_json() for record in start(page, thread).trace]

    assert trace() == trace()


# -- limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thread", "where"),
    [
        (f"\n\n{LOOP}", f"at the top level of {THREAD}"),
        (f"worker.onMessage(() => {{\n{LOOP} }});", "in a listener of onMessage"),
        (f"setTimeout(() => {{\n{LOOP} }}, 5);", "in a timer's callback"),
        (
            f"worker.postMessage(1);\n(function loop() {{ {LOOP} }})();",
            f"at the top level of {THREAD}; last call: worker.postMessage",
        ),
        (f"Promise.resolve().then(() => {{\n{LOOP} }});", f"at the top level of {THREAD}"),
        pytest.param(
            "/(a+)+$/.test('a'.repeat(40) + 'b');",
            f"at the top level of {THREAD}",
            marks=isolated,  # in-process, nothing ends a regular expression
        ),
    ],
)
def test_a_thread_without_end(start: Start, thread: str, where: str) -> None:
    with pytest.raises(CpuLimit) as limit:
        start("w.postMessage(1);", thread, limits=Limits(cpu=0.1))
    assert str(limit.value).startswith("CPU limit of 0.1 s for one turn reached")
    assert str(limit.value).endswith(f", {where}")
    assert limit.value.exit_code == 3


def test_a_limit_names_the_line(start: Start) -> None:
    thread = "function work() {\n  for (;;) {\n    Math.sqrt(2);\n  }\n}\nwork();"
    with pytest.raises(CpuLimit, match=rf"at {THREAD}:[1234]"):
        start("", thread, limits=Limits(cpu=0.1))


def test_a_limit_is_in_the_trace(program: Start) -> None:
    host = program("", LOOP, limits=Limits(cpu=0.1))
    with pytest.raises(CpuLimit) as limit:
        host.run()
    assert str(limit.value) in host.trace[-1].to_json()


def test_after_its_limit_a_thread_says_so_until_a_reset(program: Start) -> None:
    host = program("globalThis.w = w;", LOOP, limits=Limits(cpu=0.1))
    with pytest.raises(CpuLimit) as first:
        host.run()
    assert host.eval("1 + 1") == 2
    host.eval("w.postMessage(1)")
    with pytest.raises(CpuLimit) as second:
        host.run_until_idle()
    assert second.value is first.value
    host.reset()
    assert host.eval("1 + 1") == 2


def test_memory(start: Start) -> None:
    thread = "const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1));"
    with pytest.raises(MemoryLimit, match=f"at the top level of {THREAD}"):
        start("", thread, limits=Limits(memory=32 << 20))


def test_recursion_is_an_error_of_the_thread(start: Start) -> None:
    host = start("w.onError(() => console.log('told'));", "(function f() { f(); })();")
    (error,) = host.errors
    assert "stack overflow" in error.message or "Maximum call stack" in error.message
    assert error.where.startswith(THREAD)
    assert [record.message for record in host.console] == ["told"]


FLOODS = {
    "messages to the program": ("", "for (;;) worker.postMessage(1);"),
    "messages to the thread": ("for (;;) w.postMessage(1);", ""),
    "timers": ("", "for (;;) setTimeout(() => 1, 1e9);"),
    "console": ("", "for (;;) console.log(1);"),
    "threads": ("w.terminate(); for (;;) wx.createWorker('workers/idle.js').terminate();", ""),
    "listeners": ("", "for (;;) worker.onMessage(() => 1);"),
}  # fmt: skip


@pytest.mark.parametrize(("page", "thread"), FLOODS.values(), ids=FLOODS)
def test_floods_in_one_turn(start: Start, page: str, thread: str) -> None:
    with pytest.raises(MessageLimit):
        start(page, thread, limits=Limits(messages=2000))


TURNS = {
    "ping-pong": ("w.onMessage((m) => w.postMessage(m)); w.postMessage(1);", ECHO),
    "intervals": ("", "setInterval(() => worker.postMessage(1), 1);"),
    "errors": ("w.onError(() => 1);", "setInterval(() => { throw new Error('x'); }, 1);"),
    "threads": (
        """w.terminate(); (function again() {
            wx.createWorker('workers/idle.js').terminate();
            setTimeout(again);
        })();""",
        "",
    ),
}


@pytest.mark.parametrize(("page", "thread"), TURNS.values(), ids=TURNS)
def test_floods_of_turns(start: Start, page: str, thread: str) -> None:
    with pytest.raises(TurnLimit):
        start(page, thread, limits=Limits(turns=500))


def test_a_flood_of_records(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_RECORDS", 100)
    with pytest.raises(MessageLimit, match="a trace of more than 100 records"):
        start("", "setInterval(() => worker.postMessage(1), 1);")


def test_what_a_thread_sends_is_counted_as_kept(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_KEPT", 1 << 20)
    thread = "const m = 'x'.repeat(1 << 16); setInterval(() => worker.postMessage(m), 1);"
    with pytest.raises(MessageLimit, match="calls and results of more than 1 MB"):
        start("", thread)


def test_threads_share_the_room_of_their_program(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_SHOWN", (10, 1 << 20))
    page = f"""
        w.terminate();
        (function next(count) {{
            const thread = wx.createWorker('{THREAD}');
            console.log('program');
            thread.onMessage(() => {{ thread.terminate(); if (count > 1) next(count - 1); }});
        }})(5);
    """
    host = start(page, "console.log('ab'); console.log('cd'); worker.postMessage(1);")
    assert [record.message for record in host.console] == [*["program", "ab", "cd"] * 3, "program"]
    assert host.output_cut == (5, 15)
    host.reset()
    assert host.output_cut == (0, 0)


def test_threads_share_what_is_kept(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_KEPT", 1 << 20)
    page = f"""
        w.terminate();
        (function next() {{
            const thread = wx.createWorker('{THREAD}');
            thread.onMessage(() => {{ thread.terminate(); next(); }});
        }})();
    """
    with pytest.raises(MessageLimit, match="calls and results of more than 1 MB"):
        start(page, "worker.postMessage('x'.repeat(1 << 16));", limits=Limits(turns=2000))


@pytest.mark.parametrize("count", [2000])
def test_threads_that_have_ended_cost_nothing(start: Start, count: int) -> None:
    again = f"for (let i = 0; i < {count}; i++) wx.createWorker('workers/idle.js').terminate();"
    began = process_time()
    host = start(f"w.terminate(); {again}", "")
    assert process_time() - began < 2.0
    assert len(host._threads) == len(host.phone.threads) == 1


# -- threads that have been taken over ------------------------------------------------------------


class _LaterPool(TakenOverPool):
    """Hands out a real guest first, and then those that say these bytes."""

    def __init__(self, said: bytes) -> None:
        super().__init__(said, hangs_up=True)
        self._first = True

    def guest(self, parts: Any, settings: Any) -> Any:
        if self._first:
            self._first = False
            return POOL.guest(parts, settings)
        return super().guest(parts, settings)


def call(name: str, given: Any, is_options: int = 0) -> list[Any]:
    return ["call", 1, name, given, 0, is_options, 0, ""]


BREACHES = {
    "an API of wx": call("login", {}, 1),
    "a dialog": call("authorize", {"scope": "scope.record"}, 1),
    "its own object": call("Worker.postMessage#1", 1),
    "its own end": call("Worker.terminate#1", {}, 1),
    "an event of wx": ["listen", "onError"],
    "its own events": ["listen", "Worker.onMessage#1"],
    "a number of an event": ["listen", "onMessage#1"],
    "another's object": call("postMessage", {"$": "Kept", "v": 1}),
    "another's object in a field": call("postMessage", {"a": {"$": "Kept", "v": 1}}, 1),
    "a number of an API": call("postMessage#1", 1),
}


@isolated
@pytest.mark.parametrize("message", BREACHES.values(), ids=BREACHES)
def test_a_thread_that_breaks_the_protocol(
    program: Start, monkeypatch: pytest.MonkeyPatch, message: list[Any]
) -> None:
    monkeypatch.setattr("jshost.engine.worker.POOL", _LaterPool(posted(message) + result()))
    host = program("w.onMessage((m) => console.log('heard', m));", "")
    with pytest.raises(ProtocolError):
        host.run()
    assert host.prompts == []
    assert len(host.console) == 0
    assert host.eval("1 + 1") == 2


FORGED = [
    {"$": "Buffer", "v": ["ab", 3], "t": "Float64Array"},
    {"$": "Buffer", "v": ["ab", 3], "t": "__proto__"},
    {"$": "Buffer", "v": ["ab", 3]},
    {"$": "Function", "v": 5},
    {"$": "Unserializable", "v": "x"},
    {"$": "Other", "v": {"$": "Channel", "v": 1}, "t": "Map"},
    {"$": "Channel", "v": 1},
    {"$": "View", "v": ["Function", "ab", 3]},
    {"$": "Object", "v": {"$": "View", "v": 1}},
    {"$": "Symbol"},
    {"$": "Number", "v": "NaN"},
    {"$": "Date", "v": None},
    {"$": [], "v": 1},
    10**400,
    [{"$": "View", "v": ["eval", "ab", 3]}],
]


@isolated
@pytest.mark.parametrize("value", FORGED, ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("in_field", [False, True])
def test_what_a_taken_over_thread_may_send(
    program: Start, monkeypatch: pytest.MonkeyPatch, value: Any, in_field: bool
) -> None:
    message = call("postMessage", {"a": value} if in_field else value, int(in_field))
    said = posted(message) + result()
    monkeypatch.setattr("jshost.engine.worker.POOL", _LaterPool(said))
    host = program("w.onMessage((m) => console.log('heard', typeof m));", "")
    host.run()
    assert {record.message.split()[0] for record in host.console} <= {"heard"}
    assert host.errors == []
    for line in host.trace:
        line.to_json()


PROGRAMS = {
    "a thread that nobody made": call("Worker.postMessage#7", 1),
    "a thread without a number": call("Worker.postMessage", 1),
    "the end of none": call("Worker.terminate", {}, 1),
    "a number of a single object": call("RecorderManager.stop#1", {}, 1),
    "a thread by a call": call("createWorker", {"scriptPath": "workers/w.js"}, 1),
    "a property": call("env", {}, 1),
    "kept data": call("setStorage", {"key": "k", "data": {"$": "Kept", "v": 1}}, 1),
    "kept options": call("navigateTo", {"$": "Kept", "v": 1}),
    "a kept URL": call("navigateTo", {"url": {"$": "Kept", "v": 1}}, 1),
    "kept by no number": call("navigateTo", {"url": "/x", "events": {"$": "Kept", "v": "x"}}, 1),
    "kept by the truth": call("navigateTo", {"url": "/x", "events": {"$": "Kept", "v": True}}, 1),
}  # fmt: skip


@isolated
@pytest.mark.parametrize("message", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_that_breaks_the_protocol(
    monkeypatch: pytest.MonkeyPatch, message: list[Any]
) -> None:
    take_over(monkeypatch, posted(message) + result())
    with Host(clock="virtual", isolation="process") as host, pytest.raises(ProtocolError):
        host.eval("1")


# -- what a thread can reach ----------------------------------------------------------------------


@pytest.mark.parametrize("chunks", ["", " ".join(_polyfills.load().words)])
def test_a_thread_reaches_what_a_script_does_and_its_own_objects(start: Start, chunks: str) -> None:
    name, _ = engine()
    listed = (HERE / f"globals-{name}.txt").read_text("utf-8").splitlines()
    permitted = {line.removeprefix("+ ") for line in listed}
    roots = f"Object.assign({ROOTS}, {{ require, module }})"
    thread = f"/* {chunks} */ for (const line of ({WALK})({roots})) console.log(line);"
    host = start("", thread, clock="real")
    assert host.errors == []
    lines = {record.message for record in host.console if ": " in record.message}
    assert len(lines) > 500
    # It has no text as code either: the same stand-ins as a program.
    program = (HERE / "globals-program-commonjs.txt").read_text("utf-8").splitlines()
    permitted |= {*program}
    own = ("worker:", "worker.", "worker ", "require:", "require.async:", "require.import:")
    found = [line for line in sorted(lines - permitted) if not line.startswith(own)]
    assert [line for line in found if not line.endswith("Function/0, --c")] == []


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thread", "code", "said"),
    [
        (f"function work() {{\n  {LOOP}\n}}\nwork();", 3, "jshost: error: CPU limit of 0.2 s"),
        ("\nnull.x;", 1, f"{THREAD}:2"),
        ("", 0, ""),
    ],
)
def test_the_command_ends_as_the_thread_does(
    tmp_path: Path, thread: str, code: int, said: str
) -> None:
    files = {INDEX: placed(MAKE, INDEX), THREAD: thread}
    command = ["run", str(write_program(tmp_path, files)), "--ephemeral", "--cpu-limit", "0.2"]
    done = subprocess.run(
        [sys.executable, "-m", "jshost", *command], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr if done.returncode != code else "") == (code, "")
    assert said in done.stderr
    if code:
        assert THREAD in done.stderr


def test_a_limit_of_a_thread_is_a_limit(start: Start) -> None:
    with pytest.raises(LimitError) as limit:
        start("", LOOP, limits=Limits(cpu=0.1))
    assert limit.value.exit_code == 3
