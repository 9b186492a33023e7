"""The worker process: what a taken-over guest can say, how it dies, what is left of it."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from jshost import Host, Limits
from jshost.engine import frames, pool
from jshost.engine.frames import frame
from jshost.engine.worker import Worker
from jshost.errors import (
    CpuLimit,
    EngineError,
    JsHostError,
    MemoryLimit,
    MessageLimit,
    ProtocolError,
)
from tests.processes import children, gone

from .hostile import posted, result, take_over

pytestmark = pytest.mark.skipif(
    os.environ.get("JSHOST_ISOLATION") == "none", reason="is about workers"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

CALL = ["call", 1, "login", {}, 0, 1, 0, ""]
TIMER = ["timer", 1, 10, 0]


def broken(*messages: object) -> bytes:
    return posted(*messages) + result()


BREACHES = {
    "no JSON": frame(frames.POSTED, b"[[") + result(),
    "more than JSON": frame(frames.POSTED, b'[["log","log","x"]] ["more"]') + result(),
    "NaN": frame(frames.POSTED, b'[["timer",1,NaN,0]]') + result(),
    "no UTF-8": frame(frames.POSTED, b'[["log","log","\xff"]]') + result(),
    "no array": frame(frames.POSTED, b'{"0":["log","log","x"]}') + result(),
    "too deep": frame(frames.POSTED, b"[" * 200 + b"]" * 200) + result(),
    "much too deep": frame(frames.POSTED, b"[" * 100_000 + b"]" * 100_000) + result(),
    "more digits than Python takes": frame(
        frames.POSTED, b'[["timer",1,' + b"9" * 5000 + b",0]]"
    ) + result(),
    "message of no kind": broken(["fly", 1]),
    "empty message": broken([]),
    "message that is no array": broken("log"),
    "message with a part too many": broken([*CALL, 1]),
    "message of wrong types": broken(["log", 1, "x"]),
    "kind that is no string": broken([["log"], "log", "x"]),
    "unknown API": broken(["call", 1, "formatDisk", {}, 0, 1, 0, ""]),
    "API of the other convention": broken(["call", 1, "getStorageSync", {}, 0, 1, 0, ""]),
    "method of the world": broken(["call", 1, "__class__", {}, 0, 1, 0, ""]),
    "id used twice": broken(CALL, CALL),
    "id of the past": broken(["call", 5, *CALL[2:]], ["call", 4, *CALL[2:]]),
    "id below one": broken(["call", 0, "login", {}, 0, 1, 0, ""]),
    "options that are none": broken(["call", 1, "login", [], 0, 1, 0, ""]),
    "timer used twice": broken(TIMER, TIMER),
    "timer that repeats oddly": broken(["timer", 1, 1, 7]),
    "unknown console level": broken(["log", "jshost", "x"]),
    "unknown event": broken(["listen", "onRoot"]),
    "listening to no event": broken(["listen", "login"]),
    "unknown kind of error": broken(["error", "fatal", "", "", "", "", 0, 0]),
    "tagged value of a wrong type": broken(["value", {"$": "Date", "v": "now"}]),
    "tagged value beyond all dates": broken(["value", {"$": "Date", "v": 1e300}]),
    "tagged number that is none": broken(["value", {"$": "Number", "v": "one"}]),
    "tagged bytes that are none": broken(["value", {"$": "Buffer", "v": "a", "t": "ArrayBuffer"}]),
    "tagged callback that is no id": broken(["value", {"$": "Function", "v": {}}]),
    "frame of no kind": frame(ord("?"), b"") + result(),
    "frame that is not due": frame(frames.HELLO, b"") + result(),
    "word after the end of a turn": result() + posted(["log", "log", "x"]),
    "result without a head": frame(frames.RESULT, b""),
    "result with a stack shorter than it says": frame(frames.RESULT, b"\4\0\0\1\0abc"),
    "call shorter than it says": frame(frames.CALL, b"\0\0\1\0[]") + result(),
    "call of no form": frame(frames.CALL, frames.pack_call("", '{"name":"x"}')) + result(),
    "call of an unknown API": frame(frames.CALL, frames.pack_call("", '["eval",[],0]')) + result(),
    "call of an asynchronous API": frame(
        frames.CALL, frames.pack_call("", '["authorize",[],0]')
    ) + result(),
    "call with a name that is none": frame(
        frames.CALL, frames.pack_call("", "[[],[],0]")
    ) + result(),
}  # fmt: skip


@pytest.mark.parametrize("said", BREACHES.values(), ids=BREACHES.keys())
def test_a_worker_that_breaks_the_protocol_is_killed_and_reported(
    monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    take_over(monkeypatch, said)
    with Host(clock="virtual", isolation="process") as host:
        with pytest.raises(ProtocolError, match="broke the protocol and was killed"):
            host.load("1", "a.js")
        assert not host.console
        with pytest.raises(ProtocolError):
            host.eval("1")


FLOODS = {
    "frame of four gigabytes": b"\xff\xff\xff\xffP",
    "more messages than one turn may send": b"".join(
        posted(*[["clear", 1]] * 1000) for _ in range(3)
    ),
    "very many empty messages": frame(frames.POSTED, b"[]") * 3000,
    "more values than one message may have": frame(
        frames.POSTED, b'[["value",[' + b"1," * 50_001 + b"1]]]"
    ),
    "more timers than may wait": posted(*[["timer", n, 1, 0] for n in range(1, 40)]),
    "more calls than may wait": posted(
        *[["call", n, "login", {}, 0, 1, 0, ""] for n in range(1, 40)]
    ),
}


@pytest.mark.parametrize("said", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_ends_at_the_message_limit(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_WAITING", 30)
    monkeypatch.setattr("jshost.wire.MAX_ITEMS", 50_000)
    take_over(monkeypatch, said)
    limits = Limits(messages=2500)
    host = Host(clock="virtual", isolation="process", limits=limits)
    with host, pytest.raises(MessageLimit, match="message limit"):
        host.load("1", "a.js")


def test_a_trace_of_too_many_records_is_a_flood(
    make_host: Callable[..., Host], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_RECORDS", 50)
    host = make_host()
    with pytest.raises(MessageLimit, match=r"50 records, at the top level of a\.js; last call: wx"):
        host.run_script("for (let i = 0; i < 100; i++) wx.getStorageSync('k')", "a.js")


KEEPING = {
    "arguments": "for (;;) wx.removeStorageSync('x'.repeat(1e5))",
    "results": "wx.setStorageSync('k', 'x'.repeat(1e5)); for (;;) wx.getStorageSync('k')",
    "asynchronous": "for (;;) wx.removeStorage({ key: 'x'.repeat(1e5) })",
    "asynchronous results": (
        "wx.setStorageSync('k', 'x'.repeat(1e5));"
        "(function again() { wx.getStorage({ key: 'k', success: again }) })()"
    ),
}


@pytest.mark.parametrize("script", KEEPING.values(), ids=KEEPING.keys())
def test_what_the_trace_keeps_is_bounded(
    make_host: Callable[..., Host], monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_KEPT", 1 << 20)
    host = make_host()
    with pytest.raises(MessageLimit, match="calls and results of more than 1 MB"):
        host.run_script(script, "a.js")


def test_what_a_worker_said_before_it_broke_the_protocol_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_over(monkeypatch, posted(["log", "log", "before"]) + frame(ord("?")))
    with Host(clock="virtual", isolation="process") as host:
        with pytest.raises(ProtocolError):
            host.load("1", "a.js")
        assert [record.message for record in host.console] == ["before"]


def test_a_worker_that_says_nothing_ends_at_the_wall_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    take_over(monkeypatch, b"", hangs_up=False)
    host = Host(clock="virtual", isolation="process", limits=Limits(wall=0.2))
    with host, pytest.raises(JsHostError, match=r"wall limit of 0\.2 s"):
        host.load("1", "a.js")


# -- how workers die ------------------------------------------------------------------------------


NATIVE = ["/(x+x+)+y/.test('x'.repeat(40))", "[].indexOf.call({ length: 2 ** 53 - 1 }, 1)"]


@pytest.mark.parametrize("source", NATIVE)
def test_what_the_engine_cannot_interrupt_is_ended_by_the_kernel(
    make_host: Callable[..., Host], source: str
) -> None:
    host = make_host(limits=Limits(cpu=0.2, wall=20.0))
    script = f"console.log('before'); wx.login();\n{source}"
    with pytest.raises(
        CpuLimit, match=r"CPU limit of 0\.2 s.*at the top level of a.js; last call: wx\.login"
    ):
        host.load(script, "a.js")
    assert [record.message for record in host.console] == ["before"]


def test_a_crash_is_told_by_its_signal_and_leaves_the_host_alive(
    make_host: Callable[..., Host],
) -> None:
    host = make_host()
    host.eval("1")
    worker_pid = host._realm.engine._runtime.pid  # type: ignore[attr-defined]
    os.kill(worker_pid, signal.SIGSEGV)
    with pytest.raises(EngineError, match=r"the engine crashed \(SIGSEGV\) and its guest is gone"):
        host.eval("1")
    host.reset()
    assert host.eval("2") == 2


def wait_until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.01)


SPIN = """
import sys
from jshost import Host, Limits
hosts = [Host(limits=Limits(cpu=60, wall=60)) for _ in range(3)]
for host in hosts:
    host.eval("1")
print("ready", flush=True)
hosts[0].eval("for (;;) {}")
"""


@linux
def test_a_killed_host_leaves_no_worker_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", SPIN], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        workers = children(process.pid)
        assert len(workers) == 4  # a zygote and its guests
        process.kill()
        process.wait()
    wait_until(lambda: all(gone(pid) for pid in workers))


@linux
def test_a_worker_outlives_the_thread_that_started_it() -> None:
    """What is told to die with its parent dies with the parent's thread."""
    code = """
from threading import Thread
from jshost import Host
hosts = []
thread = Thread(target=lambda: hosts.append(Host()) or hosts[0].eval("kept = 1"))
thread.start()
thread.join()
import time
time.sleep(0.3)
print(hosts[0].eval("kept + 1"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("2\n", "")


@linux
def test_many_guests_leave_no_process_and_no_descriptor(make_host: Callable[..., Host]) -> None:
    host = make_host()
    host.eval("1")
    gc.collect()

    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), len(children(os.getpid()))

    before = held()
    for _ in range(60):
        host.reset()
        host.eval("1")
    assert held() == before


@linux
def test_a_host_that_nobody_closes_leaves_no_guest_behind() -> None:
    host = Host(isolation="process")
    host.eval("1")
    pid = host._realm.engine._runtime.pid  # type: ignore[attr-defined]
    del host
    gc.collect()
    wait_until(lambda: gone(pid))


def test_threads_may_have_hosts_of_their_own() -> None:
    said: list[object] = []

    def work(number: int) -> None:
        for _ in range(10):
            with Host(isolation="process") as host:
                said.append(host.eval(f"{number} * 2"))

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == sorted([0, 2, 4, 6] * 10)  # type: ignore[type-var]


@linux
def test_a_zygote_that_was_killed_is_replaced(make_host: Callable[..., Host]) -> None:
    host = make_host()
    host.eval("1")
    zygote = pool.POOL._zygote
    assert zygote is not None
    guest = host._realm.engine._runtime.pid  # type: ignore[attr-defined]
    os.kill(zygote.pid, signal.SIGKILL)
    wait_until(lambda: gone(guest))
    with pytest.raises(EngineError):
        host.eval("1")
    host.reset()
    assert host.eval("1 + 1") == 2


def test_guests_behave_alike_however_many_came_before(make_host: Callable[..., Host]) -> None:
    """The zygote prepares what most guests want after the second."""
    host = make_host(base_library="2.19.1")  # a zygote's engine that nobody else has used
    script = (
        "console.log('%s', 1); console.log({ a: [1, { b: new Map([[1, 2]]) }] }); console.log('x')"
    )
    said = []
    for _ in range(4):
        host.run_script(script, "a.js")
        said.append([record.message for record in host.console])
        host.reset()
    assert said == [["1", "{\n  a: [ 1, { b: Map(1) { 1 => 2 } } ]\n}", "x"]] * 4


def test_a_fork_of_the_host_starts_workers_of_its_own() -> None:
    code = """
import os
from jshost import Host
with Host() as host:
    host.eval("1")
pid = os.fork()
with Host() as host:
    print(host.eval("2"), flush=True)
if pid:
    os.waitpid(pid, 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("2\n2\n", "")


def test_without_fork_workers_are_started_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.setattr(pool, "_CAN_FORK", False)
    monkeypatch.setattr(pool, "POOL", pool.Pool())
    monkeypatch.setattr("jshost.engine.worker.POOL", pool.POOL)
    try:
        for number in range(3):
            with Host(isolation="process") as host:
                assert host.eval(f"{number}") == number
                assert pool.POOL._spare is not None
                assert pool.POOL._zygote is None
    finally:
        pool.POOL.close()


def test_a_worker_that_cannot_be_started_is_an_error_for_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "POOL", pool.Pool())
    monkeypatch.setattr("jshost.engine.worker.POOL", pool.POOL)
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with Host(isolation="process") as host, pytest.raises(EngineError, match="worker"):
        host.eval("1")


def test_a_worker_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "POOL", pool.Pool())
    monkeypatch.setattr("jshost.engine.worker.POOL", pool.POOL)
    monkeypatch.setattr(pool, "_path", lambda: "from nowhere import main")
    host = Host(isolation="process")
    with host, pytest.raises(EngineError, match=r"did not start: ModuleNotFoundError: .*nowhere"):
        host.eval("1")


def descriptors(pid: int) -> list[str]:
    return [path.name for path in Path(f"/proc/{pid}/fd").iterdir()]


@linux
def test_a_worker_holds_nothing_that_was_its_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid():
        pytest.skip("a guest's descriptors are for root's eyes only")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/tmp/secret")
    monkeypatch.setattr(pool, "POOL", pool.Pool())
    monkeypatch.setattr("jshost.engine.worker.POOL", pool.POOL)
    inherited = os.open("/dev/null", os.O_RDONLY)
    os.set_inheritable(inherited, True)
    try:
        with Host(isolation="process") as host:
            assert host.eval("1") == 1
            protections = host.protections or {}
            assert protections["environment"] == protections["descriptors"] == ""
            guest = host._realm.engine._runtime.pid  # type: ignore[attr-defined]
            zygote = pool.POOL._zygote
            assert zygote is not None
            for pid in (guest, zygote.pid):
                environment = Path(f"/proc/{pid}/environ").read_bytes()
                assert environment.strip(b"\0") == b""
            assert descriptors(guest) == ["0"]
            assert str(inherited) not in descriptors(zygote.pid)
    finally:
        os.close(inherited)
        pool.POOL.close()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones by TZ here")
def test_local_time_is_the_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it changed after the zygote was started."""
    offsets = []
    for zone in ("Asia/Shanghai", "America/New_York", "UTC"):
        monkeypatch.setenv("TZ", zone)
        with Host(isolation="process", clock="virtual") as host:
            offsets.append(host.eval("new Date(2026, 0, 1).getTimezoneOffset()"))
    assert offsets == [-480, 300, 0]


def test_strict_isolation_refuses_where_something_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Worker, "_greeted", lambda self: {"landlock": "no such kernel"})
    host = Host(isolation="strict")
    with host, pytest.raises(EngineError, match=r"landlock \(no such kernel\)"):
        host.eval("1")


def test_the_app_id_never_crosses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guest cannot name another app's storage: what it says of itself is not looked at."""
    call = ["call", 1, "setStorage", {"key": "k", "data": "mine", "app_id": "wxother"}, 0, 1, 0, ""]
    take_over(monkeypatch, posted(call) + result())
    with Host(clock="virtual", isolation="process", app_id="wxown") as host:
        host.load("1", "a.js")
        assert host.phone.app_id == "wxown"
        assert json.loads(host.trace[0].to_json())["api"] == "setStorage"


def test_a_text_without_room_is_the_memory_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What quickjs-ng has in the place of messages when there is no memory for them."""
    take_over(monkeypatch, frame(frames.POSTED, b"[uninitialized]") + result())
    host = Host(clock="virtual", isolation="process")
    with host, pytest.raises(MemoryLimit, match="memory limit of 256 MB reached"):
        host.load("1", "a.js")
