"""Signals: they end a run at once wherever it is, and nothing of it stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.processes import children, gone

from .conftest import DEADLINE, ERROR, Cli, posix

pytestmark = [
    posix,
    pytest.mark.skipif(
        os.environ.get("JSHOST_ISOLATION") == "none",
        reason="in this process nothing ends a busy turn but its limit",
    ),
]

PLACES = {
    "top level": "for (;;) {}",
    "callback": "wx.getSetting({ success() { for (;;) {} } })",
    "promise": "Promise.resolve().then(() => { for (;;) {} })",
    "finally": "for (;;) { try { for (;;); } catch (_) {} finally { continue; } }",
    "toString": "throw { toString() { for (;;); } };",
    "regexp": "/(x+x+)+y/.test('x'.repeat(60))",
    "native loop": "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)",
    "host calls": "for (;;) wx.getStorageSync('k')",
    "console": "for (;;) console.warn('on')",
    "waiting": "setTimeout(() => {}, 60000)",
    "calls": "(function again() { wx.getSetting({ complete: again }) })()",
}
SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
ENDING = (signal.SIGTERM, signal.SIGHUP)
LIMITS = ("--cpu-limit", "600", "--wall-limit", "600", "--timeout", "600")


def start(cli: Cli, script: str) -> subprocess.Popen[bytes]:
    """Start a run, and wait until the script is where it is going to stay."""
    cli.write("main.js", f"console.log('ready');\n{script}")
    process = cli.start("run", "main.js", *LIMITS, "--trace", "t.jsonl")
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.1)
    return process


@pytest.mark.parametrize(
    ("place", "number"),
    [
        *((place, signal.SIGINT) for place in PLACES),
        *((place, number) for place in ("top level", "regexp", "waiting") for number in ENDING),
    ],
)
def test_a_signal_ends_a_run_wherever_it_is(cli: Cli, place: str, number: signal.Signals) -> None:
    with start(cli, PLACES[place]) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=DEADLINE)
    assert process.returncode == SIGNALS[number]
    assert err.decode().splitlines()[-1] == f"{ERROR}interrupted"
    assert b"Traceback" not in err + out
    last = cli.trace()[-1]
    assert (last["type"], last["reason"], last["code"]) == (
        "exit",
        "interrupted",
        process.returncode,
    )


def test_an_interruption_at_any_moment_of_the_start_is_told_in_one_line(cli: Cli) -> None:
    cli.write("main.js", "setTimeout(() => {}, 60000)")
    for milliseconds in range(20, 200, 12):
        with cli.start("run", "main.js") as process:
            time.sleep(milliseconds / 1000)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=DEADLINE)
        if process.returncode != 130 and b"jshost" not in err:
            continue  # in Python's own start
        assert process.returncode == 130, err
        assert err.decode().splitlines()[-1] == f"{ERROR}interrupted"
        assert b"Traceback" not in err


def test_a_signal_that_was_ignored_stays_ignored(cli: Cli) -> None:
    """As under nohup."""
    cli.write("main.js", "console.log('ready'); setTimeout(() => console.log('done'), 300)")
    line = "trap '' HUP; $J run main.js & sleep 0.2; kill -HUP $!; wait $!; echo $?"
    ended = cli.shell(line)
    assert ended.out == "ready\ndone\n0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("place", ["top level", "regexp", "waiting"])
def test_a_killed_run_leaves_no_worker_behind(cli: Cli, place: str) -> None:
    with start(cli, PLACES[place]) as process:
        workers = children(process.pid)
        assert workers
        process.kill()
        process.wait()
        deadline = time.monotonic() + DEADLINE
        while not all(gone(pid) for pid in workers):
            assert time.monotonic() < deadline, "a worker lives on"
            time.sleep(0.01)
