"""Benchmarks of the pytest plugin, as ratios within one run: what it costs those who do not use
it, and what a test of permissions costs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from jshost.testing.hosts import HostFactory
from tests.benchmarks.ratios import RATIOS
from tests.benchmarks.test_speed import whole_process_cpu

TESTS = 200
PAGE = """\
Page({
  data: { state: 'idle' },
  onRecord() {
    wx.authorize({
      scope: 'scope.record',
      success: () => this.setData({ state: 'recording' }),
      fail: () => this.setData({ state: 'refused' }),
    })
  },
})
"""
ROUTE = "pages/record/record"
EMPTY = "def test_{}(): pass\n"
REFUSAL = f"""\
def test_{{}}(jshost):
    host = jshost("{ROUTE}.js", answers={{{{"scope.record": "deny"}}}})
    host.page.tap("onRecord")
    assert host.page.data["state"] == "refused"
"""
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
OTHERS = [
    part
    for name in ("benchmark", "hypothesispytest", "syrupy", "xdist")
    for part in ("-p", f"no:{name}")
]


def write(folder: Path, test: str, count: int) -> Path:
    """Write a mini program, and a file of tests."""
    page = folder / f"{ROUTE}.js"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    (folder / "app.json").write_text(f'{{"pages": ["{ROUTE}"]}}', "utf-8")
    (folder / "app.js").write_text("App({})", "utf-8")
    (folder / "test_it.py").write_text("".join(test.format(i) for i in range(count)), "utf-8")
    return folder


def run(folder: Path, *options: str) -> Callable[[], float]:
    """Return what takes the CPU seconds of a run of pytest."""
    command = [*PYTEST, *OTHERS, *options, f"--rootdir={folder}", str(folder)]
    return lambda: whole_process_cpu(command)


def test_a_run_that_does_not_use_it(benchmark: Callable[..., object], tmp_path: Path) -> None:
    folder = write(tmp_path, EMPTY, TESTS)
    for number in range(TESTS):
        (folder / f"file{number}.txt").write_text("", "utf-8")
    ours, without = run(folder), run(folder, "-p", "no:jshost")
    benchmark.pedantic(ours, rounds=3)  # type: ignore[attr-defined] # pytest-benchmark
    pairs = sorted((ours(), without()) for _ in range(9))
    ratio = sorted(one / other for one, other in pairs)[4]
    more = sorted(one - other for one, other in pairs)[4]
    text = f"{ratio:.3f} × ({more * 1e3:.1f} ms more; budget 30 ms)"
    RATIOS.append((f"pytest of {TESTS} empty tests with the plugin / without", text))


def test_tests_of_permissions(benchmark: Callable[..., object], tmp_path: Path) -> None:
    folder = write(tmp_path / "ours", REFUSAL, TESTS)
    empty = write(tmp_path / "empty", EMPTY, TESTS)

    def wall(options: Path) -> float:
        began = perf_counter()
        run(options)()
        return perf_counter() - began

    benchmark.pedantic(wall, args=(folder,), rounds=1)  # type: ignore[attr-defined] # pytest-benchmark
    each = sorted((wall(folder) - wall(empty)) / TESTS for _ in range(5))[2]
    bare = sorted(bare_hosts(folder) / TESTS for _ in range(5))[2]
    text = f"{each * 1e3:.1f} ms, {each / bare:.2f} × its host alone (budget 10 ms)"
    RATIOS.append((f"a test of a refusal, isolated, of {TESTS}", text))


def bare_hosts(folder: Path) -> float:
    """Return the seconds that the same hosts take without pytest."""
    make = HostFactory(folder, folder, {})
    began = perf_counter()
    for _ in range(TESTS):
        host = make(f"{ROUTE}.js", answers={"scope.record": "deny"})
        host.page.tap("onRecord")
        assert host.page.data["state"] == "refused"
        host.close()
    return perf_counter() - began
