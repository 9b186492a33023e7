"""performance and Math.random: the host's clock and seed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host, Scenario

Run = Callable[..., Host]
Said = Callable[[Host], list[str]]


def test_performance_stands_still_while_code_runs(run_js: Run, said: Said) -> None:
    host = run_js(
        "console.log([performance.now(), performance.timeOrigin].join())\n"
        "for (let i = 0; i < 1e5; i++);\n"
        "console.log(String(performance.now()))\n"
        "setTimeout(() => console.log(String(performance.now())), 20.5)"
    )
    assert said(host) == ["0,1767225600000", "0", "20.5"]


def test_performance_on_the_real_clock(run_js: Run) -> None:
    host = run_js("globalThis.p = performance; globalThis.a = p.now()", clock="real")
    assert 0 <= host.eval("p.now() - a") < 60_000
    assert host.eval("p.now.name") == "now"


_TEN = "globalThis.list = Array.from({ length: 10 }, () => Math.random())"


def test_random_repeats_and_follows_the_seed(run_js: Run) -> None:
    first, again = (run_js(_TEN).eval("list") for _ in range(2))
    other = run_js(_TEN, scenario=Scenario(seed=2)).eval("list")
    assert first == again
    assert first != other
    assert len(set(first)) == 10
    assert all(0 <= number < 1 for number in first)


def test_random_is_even(run_js: Run) -> None:
    host = run_js(
        "globalThis.counts = new Array(10).fill(0)\n"
        "for (let i = 0; i < 10000; i++) counts[Math.floor(Math.random() * 10)]++"
    )
    assert all(900 < count < 1100 for count in host.eval("counts"))


@pytest.mark.parametrize("clock", ["virtual", "real"])
def test_random_looks_native(run_js: Run, clock: str) -> None:
    host = run_js("globalThis.r = Math.random", clock=clock)
    assert host.eval("[r.name, r.length, Object.keys(Math).length]") == ["random", 0, 0]
