"""Guests in workers against their budgets: as `test_speed.py`, and what they cost a machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, process_time

import pytest

from jshost import Host
from jshost.engine.pool import POOL
from tests.benchmarks.ratios import RATIOS
from tests.benchmarks.test_speed import bare, flow, median_cpu, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def zygote() -> int:
    """Return the process id of this process's zygote."""
    found = POOL._zygote
    assert found is not None
    return found.pid


def cpu_seconds() -> float:
    """Return the CPU seconds of this process, its zygote and all guests that have ended."""
    fields = Path(f"/proc/{zygote()}/stat").read_text("ascii").rpartition(")")[2].split()
    return process_time() + sum(int(field) for field in fields[11:15]) / TICK


def test_fresh_isolated_guest_with_the_permission_flow(benchmark: Callable[..., object]) -> None:
    benchmark(flow, "process")
    count = 200
    cpu, wall = cpu_seconds(), monotonic()
    for _ in range(count):
        flow("process")
    cpu, wall = (cpu_seconds() - cpu) / count, (monotonic() - wall) / count
    reference = median_cpu(bare, 20)
    told = (
        f"{cpu * 1e3:.2f} ms CPU, {1 / cpu:.0f}/s of one core, {1 / wall:.0f}/s here,"
        f" {cpu / reference:.1f} × bare context (budget 5 ms, 200/s)"
    )
    RATIOS.append(("isolated guest + flow", told))


def test_one_synchronous_call(benchmark: Callable[..., object]) -> None:
    calls = 5000
    script = f"for (let i = 0; i < {calls}; i++) wx.getStorageSync('k')"
    benchmark.pedantic(run, args=(script, "process"), rounds=3)  # type: ignore[attr-defined]

    def seconds(isolation: str) -> float:
        start = monotonic()
        run(script, isolation)  # type: ignore[arg-type]
        return (monotonic() - start) / calls

    pairs = sorted((seconds("process"), seconds("none")) for _ in range(5))
    isolated, inside = pairs[2]
    RATIOS.append(
        (
            "one sync call, isolated",
            f"{isolated * 1e6:.0f} µs, {isolated / inside:.1f} × in-process (budget 150 µs)",
        )
    )


def own_memory(pid: int) -> int:
    """Return the bytes that only this process has (USS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="a guest's memory is for root's eyes only",
)
def test_memory_of_an_idle_isolated_guest(benchmark: Callable[..., object]) -> None:
    hosts = [Host(isolation="process") for _ in range(20)]

    def start() -> None:
        for host in hosts:
            host.eval("1")

    benchmark.pedantic(start, rounds=1)  # type: ignore[attr-defined]
    sizes = sorted(own_memory(host.realm.engine._runtime.pid) for host in hosts)  # type: ignore[attr-defined]
    for host in hosts:
        host.close()
    RATIOS.append(
        ("own memory of an idle isolated guest", f"{sizes[10] / 1024:.0f} KB (budget 3072 KB)")
    )


def held() -> tuple[int, int, int, int]:
    """Return this process's descriptors, the zygote's children, and the pages of both."""
    pid = zygote()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    pages = [int(Path(f"/proc/{p}/statm").read_text("ascii").split()[1]) for p in ("self", pid)]
    return len(list(Path("/proc/self/fd").iterdir())), len(children), pages[0], pages[1]


def test_a_thousand_guests_leave_nothing_behind(benchmark: Callable[..., object]) -> None:
    def guests(count: int) -> None:
        for _ in range(count):
            with Host(isolation="process", clock="virtual") as host:
                host.eval("1")

    guests(100)
    before = held()
    benchmark.pedantic(guests, args=(1000,), rounds=1)  # type: ignore[attr-defined]
    after = held()
    assert after[:2] == before[:2]
    grown = [(b - a) * 4 for a, b in zip(before[2:], after[2:], strict=True)]
    assert max(grown) < 2048, "KB more than before"
    RATIOS.append(("1,000 guests, memory left behind", f"host {grown[0]} KB, zygote {grown[1]} KB"))


def test_a_run_ends_at_once_when_interrupted(
    benchmark: Callable[..., object], tmp_path: Path
) -> None:
    (tmp_path / "spin.js").write_text("console.log('on'); for (;;) {}", "utf-8")
    command = [sys.executable, "-m", "jshost", "run", "--ephemeral", "spin.js"]
    times: list[float] = []

    def interrupt() -> None:
        with subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            start = monotonic()
            process.send_signal(signal.SIGINT)
            process.wait()
            times.append(monotonic() - start)

    benchmark.pedantic(interrupt, rounds=9)  # type: ignore[attr-defined]
    slowest, middle = max(times) * 1e3, sorted(times)[4] * 1e3
    RATIOS.append(
        ("Ctrl-C in a busy turn", f"{middle:.0f} ms, at most {slowest:.0f} ms (budget 200 ms)")
    )
