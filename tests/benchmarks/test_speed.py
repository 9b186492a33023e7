"""Benchmarks against the budgets, as ratios: `pytest tests/benchmarks --benchmark-only`.

Each pair is measured in the same run. Nothing here asserts on time: read the ratios at the end.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import _quickjs
import pytest

from jshost import Host
from jshost.engine.port import Isolation
from tests.benchmarks.ratios import RATIOS

FLOW = (Path(__file__).parent / "flow.js").read_text("utf-8")
STUBS = (Path(__file__).parent / "stubs.js").read_text("utf-8")
NODE = shutil.which("node")


def median_cpu(action: Callable[[], object], rounds: int) -> float:
    """Return the median CPU seconds of an action, after one warm-up."""
    action()
    times = []
    for _ in range(rounds):
        start = process_time()
        action()
        times.append(process_time() - start)
    return sorted(times)[rounds // 2]


def report(name: str, ours: float, reference: float, what: str, budget: float) -> None:
    text = f"{ours * 1e6:10.1f} µs, {ours / reference:5.2f} × {what} (budget {budget:g} ×)"
    RATIOS.append((name, text))


def flow(isolation: Isolation = "none") -> None:
    with Host(clock="virtual", answers={"scope.record": "allow"}, isolation=isolation) as host:
        host.run_script(FLOW, "flow.js")
        assert host.calls("startRecord")


def bare() -> None:
    _quickjs.Context().eval(STUBS + FLOW + "\nrunAll();")


def node_seconds(script: str, count: int) -> float:
    """Return the CPU seconds per round of a node script that runs `count` rounds."""
    assert NODE is not None
    text = (
        f"const start = process.cpuUsage(); {script};"
        " const used = process.cpuUsage(start); console.log(used.user + used.system)"
    )
    run = subprocess.run([NODE, "-e", text], capture_output=True, text=True, check=True)
    return float(run.stdout) / 1e6 / count


def test_fresh_host_and_permission_flow(benchmark: Callable[..., object]) -> None:
    benchmark(flow)
    pairs = sorted(median_cpu(flow, 20) / median_cpu(bare, 20) for _ in range(9))
    RATIOS.append(("fresh host + flow / bare context", f"{pairs[4]:.2f} × (budget 4 ×)"))


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_fresh_host_against_a_fresh_vm_context(benchmark: Callable[..., object]) -> None:
    import json

    benchmark(flow)
    source = json.dumps(STUBS + FLOW + "\nrunAll();")
    script = (
        f"const vm = require('vm'); for (let i = 0; i < 200; i++)"
        f" vm.runInContext({source}, vm.createContext({{}}))"
    )
    report(
        "fresh host + flow", median_cpu(flow, 50), node_seconds(script, 200), "node vm context", 1
    )


CALLS = 5000
ASYNC = (
    f"let n = 0; (function next() {{ if (n++ < {CALLS})"
    " wx.removeStorage({ key: 'k', success: next }) })()"
)
SYNC = f"for (let i = 0; i < {CALLS}; i++) wx.getStorageSync('k')"
EVALS = f"for (let i = 0; i < {CALLS}; i++) f('k')"


def run(script: str, isolation: Isolation = "none") -> None:
    with Host(clock="virtual", isolation=isolation) as host:
        host.run_script(script, "bench.js")


def bare_callable() -> None:
    context = _quickjs.Context()
    context.add_callable("f", lambda text: text)
    context.eval(EVALS)


@pytest.mark.parametrize(
    ("name", "script", "budget"),
    [("async", ASYNC, 40e-6), ("sync", SYNC, 15e-6)],
    ids=["async", "sync"],
)
def test_one_call(benchmark: Callable[..., object], name: str, script: str, budget: float) -> None:
    benchmark(run, script)
    reference = median_cpu(bare_callable, 9) / CALLS
    report(
        f"one {name} call",
        median_cpu(lambda: run(script), 9) / CALLS,
        reference,
        "a bare callable",
        budget / 0.36e-6,
    )


TIMERS = "let n = 0; for (let i = 0; i < 100000; i++) setTimeout(() => { n++ }, i % 50)"


def test_a_hundred_thousand_timers(benchmark: Callable[..., object]) -> None:
    benchmark.pedantic(run, args=(TIMERS,), rounds=3)  # type: ignore[attr-defined] # pytest-benchmark
    loop = median_cpu(lambda: _quickjs.Context().eval("for (let i = 0; i < 1e6; i++);"), 5)
    report(
        "100,000 timers", median_cpu(lambda: run(TIMERS), 3), loop, "a loop of 1e6 turns", 1 / 0.029
    )


GROW = """
from pathlib import Path
from jshost import Host

def resident():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096

hosts = []
for index in range(110):
    hosts.append(Host(clock="virtual", isolation="none"))
    hosts[-1].eval("1")
    if index == 9:
        before = resident()
print((resident() - before) / 100)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")
def test_memory_of_one_more_idle_host(benchmark: Callable[..., object]) -> None:
    """In a process of its own: memory that others gave back would not be counted."""

    def grow() -> float:
        run = subprocess.run([sys.executable, "-c", GROW], capture_output=True, check=True)
        return float(run.stdout)

    grown = benchmark.pedantic(grow, rounds=1)  # type: ignore[attr-defined] # pytest-benchmark
    RATIOS.append(("one more idle host", f"{grown / 1024:.0f} KB (budget 1024 KB)"))


def whole_process_cpu(arguments: list[str]) -> float:
    """Return the CPU seconds of a command and of all that it starts."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_whole_process_against_node(benchmark: Callable[..., object], tmp_path: Path) -> None:
    script = tmp_path / "flow.js"
    script.write_text(FLOW, "utf-8")
    by_node = tmp_path / "node.js"
    by_node.write_text(STUBS + FLOW + "\nrunAll();", "utf-8")
    command = [
        sys.executable,
        "-m",
        "jshost",
        "run",
        "--ephemeral",
        "--answer",
        "scope.record=allow",
    ]

    assert NODE is not None
    benchmark.pedantic(whole_process_cpu, args=([*command, str(script)],), rounds=3)  # type: ignore[attr-defined]
    pairs = sorted(
        whole_process_cpu([*command, str(script)]) / whole_process_cpu([NODE, str(by_node)])
        for _ in range(9)
    )
    RATIOS.append(("jshost run / node, whole process CPU", f"{pairs[4]:.2f} × (budget 1 ×)"))
    inside = sorted(
        whole_process_cpu([*command, "--isolation", "none", str(script)])
        / whole_process_cpu([NODE, str(by_node)])
        for _ in range(5)
    )
    RATIOS.append(("the same with --isolation none", f"{inside[2]:.2f} ×"))
