"""Coroutines on the network's thread, and a host that waits for them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from jshost import Host
from jshost.errors import RunTimeout
from jshost.network.loop import Job, Loop


@pytest.fixture(params=["virtual", "real"])
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    with Host(clock=request.param, isolation="none") as host:
        yield host


@pytest.fixture
def loop(host: Host) -> Iterator[Loop]:
    loop = Loop(host.app.scheduler)
    yield loop
    loop.close()


def sleeper(seconds: float, result: Any = "slept") -> Any:
    async def sleep(job: Job) -> Any:
        await asyncio.sleep(seconds)
        return result

    return sleep


def test_the_run_waits_for_a_result(host: Host, loop: Loop) -> None:
    got: list[Any] = []
    loop.start(sleeper(0.05), got.append)
    assert not host.idle
    host.run_until_idle(timeout=10)
    assert (got, host.idle) == (["slept"], True)


def test_what_a_coroutine_raises_is_its_result(host: Host, loop: Loop) -> None:
    async def fail(job: Job) -> None:
        raise OSError("broken")

    got: list[Any] = []
    loop.start(fail, got.append)
    host.run_until_idle(timeout=10)
    assert [str(error) for error in got] == ["broken"]


def test_what_is_told_comes_in_order_and_before_the_result(host: Host, loop: Loop) -> None:
    got: list[Any] = []

    async def count(job: Job) -> str:
        for number in range(3):
            await job.reach(lambda number=number: got.append(number))
            assert got[-1] == number
        return "end"

    loop.start(count, got.append)
    host.run_until_idle(timeout=10)
    assert got == [0, 1, 2, "end"]


def test_a_timer_comes_before_a_slow_answer(host: Host, loop: Loop) -> None:
    host.load("setTimeout(() => console.log('timer'), 30)")
    loop.start(sleeper(0.3), lambda result: host.load("console.log('answer')"))
    host.run_until_idle(timeout=10)
    assert [line.message for line in host.console] == ["timer", "answer"]


def test_a_fast_answer_comes_before_a_timer(host: Host, loop: Loop) -> None:
    host.load("setTimeout(() => console.log('timer'), 2000); globalThis.start = Date.now()")
    took: list[float] = []

    def answered(result: Any) -> None:
        host.load("console.log('answer')")
        took.append(host.eval("Date.now() - start"))

    loop.start(sleeper(0.02), answered)
    host.run_until_idle(timeout=10, within=1000)
    assert [line.message for line in host.console] == ["answer"]
    if host.app.clock.virtual:
        assert took == [0], "an arrival takes no virtual time"


def test_many_arrivals_do_not_keep_a_timer_from_its_time(host: Host, loop: Loop) -> None:
    host.load("setTimeout(() => console.log('timer'), 100)")

    async def chatter(job: Job) -> None:
        while not host.console:
            await job.reach(lambda: None)
            await asyncio.sleep(0.01)

    loop.start(chatter, lambda result: None)
    host.run_until_idle(timeout=10)
    assert [line.message for line in host.console] == ["timer"]


def test_a_virtual_clock_jumps_again_once_nothing_is_in_flight() -> None:
    with Host(clock="virtual", isolation="none") as host:
        loop = Loop(host.app.scheduler)
        host.load("setTimeout(() => console.log('timer'), 3600000)")
        loop.start(sleeper(0.01), lambda result: None)
        host.run_until_idle(timeout=10)
        loop.close()
        assert host.app.clock.now() == 3_600_000


def test_settle_takes_in_what_is_there_and_does_not_wait(host: Host, loop: Loop) -> None:
    got: list[Any] = []
    loop.start(sleeper(0, "fast"), got.append)
    slow = loop.start(sleeper(60, "slow"), got.append)
    start = time.monotonic()
    while not got and time.monotonic() < start + 5:
        host.settle()
    assert got == ["fast"]
    slow.cancel()


def test_advance_waits_as_long_as_it_says(host: Host, loop: Loop) -> None:
    got: list[Any] = []
    loop.start(sleeper(0.01, "fast"), got.append)
    slow = loop.start(sleeper(60, "slow"), got.append)
    host.advance(100)
    assert (got, host.app.clock.now() >= 100) == (["fast"], True)
    slow.cancel()
    assert host.idle


def test_nobody_waits_for_a_background_job(host: Host, loop: Loop) -> None:
    loop.start(sleeper(60), lambda result: None, background=True)
    host.run_until_idle(timeout=5)


def test_a_cancelled_job_is_not_heard_of_again(host: Host, loop: Loop) -> None:
    ended: list[str] = []
    got: list[Any] = []

    async def work(job: Job) -> None:
        job.tell(lambda: got.append("told"))
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("cancelled")

    job = loop.start(work, got.append)
    job.cancel()
    job.cancel()
    assert host.idle
    host.run_until_idle(timeout=5)
    loop.close()
    assert got == []
    assert ended in ([], ["cancelled"]), "it may not have begun"


def test_what_never_comes_ends_with_the_timeout(host: Host, loop: Loop) -> None:
    loop.start(sleeper(60), lambda result: None)
    start = time.monotonic()
    with pytest.raises(RunTimeout):
        host.run_until_idle(timeout=0.2)
    assert 0.15 < time.monotonic() - start < 2


def test_a_loop_can_be_used_again_after_its_end(host: Host, loop: Loop) -> None:
    loop.start(sleeper(60), lambda result: None)
    loop.close()
    host.reset()
    got: list[Any] = []
    loop.start(sleeper(0), got.append)
    host.run_until_idle(timeout=10)
    assert got == ["slept"]


def test_calls_are_made_on_the_thread_of_the_loop(host: Host, loop: Loop) -> None:
    async def wait(job: Job) -> str:
        await event.wait()
        return "called"

    event = asyncio.Event()
    got: list[Any] = []
    loop.start(wait, got.append)
    loop.call(event.set)
    host.run_until_idle(timeout=10)
    assert got == ["called"]


def test_a_thread_that_waits_does_not_keep_the_process() -> None:
    script = """
import asyncio
from jshost.clock import RealClock
from jshost.network.loop import Loop
from jshost.scheduler import Scheduler
async def wait(job):
    await asyncio.sleep(600)
loop = Loop(Scheduler(RealClock()))
loop.start(wait, print)
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=20)
