"""The queue of macrotasks, and the clocks it runs on."""

from __future__ import annotations

from threading import Thread

import pytest

from jshost.clock import RealClock, VirtualClock
from jshost.scheduler import Scheduler


def run_all(scheduler: Scheduler, clock: VirtualClock) -> None:
    while (due := scheduler.next_due()) is not None:
        clock.wait_until(due)
        scheduler.run_next()


def test_tasks_run_by_due_time_then_by_arrival() -> None:
    clock = VirtualClock()
    scheduler = Scheduler(clock)
    ran: list[str] = []
    for name, delay in (("late", 10.0), ("first", 0.0), ("second", 0.0), ("also late", 10.0)):
        scheduler.post(lambda name=name: ran.append(name), delay)  # type: ignore[misc] # bound now
    run_all(scheduler, clock)
    assert ran == ["first", "second", "late", "also late"]
    assert clock.now() == 10.0


def test_a_task_posted_by_a_task_runs_after_those_already_due() -> None:
    clock = VirtualClock()
    scheduler = Scheduler(clock)
    ran: list[str] = []
    scheduler.post(lambda: (ran.append("a"), scheduler.post(lambda: ran.append("c")))[0])
    scheduler.post(lambda: ran.append("b"))
    run_all(scheduler, clock)
    assert ran == ["a", "b", "c"]


def test_the_last_tasks_come_after_all_that_are_due() -> None:
    clock = VirtualClock()
    scheduler = Scheduler(clock)
    ran: list[str] = []
    scheduler.post(lambda: ran.append("last"), last=True)
    scheduler.post(lambda: ran.append("last again"), last=True)
    scheduler.post(lambda: ran.append("later"), 1)
    scheduler.post(lambda: (ran.append("a"), scheduler.post(lambda: ran.append("b")))[0])
    run_all(scheduler, clock)
    assert ran == ["a", "b", "last", "last again", "later"]


def test_cancelled_tasks_do_not_run() -> None:
    clock = VirtualClock()
    scheduler = Scheduler(clock)
    ran: list[int] = []
    ids = [scheduler.post(lambda n=n: ran.append(n), 1.0) for n in range(5000)]  # type: ignore[misc]
    for identity in ids[:4999]:
        scheduler.cancel(identity)
    assert len(scheduler._heap) < 2600, "the heap is rebuilt once most of it is cancelled"
    run_all(scheduler, clock)
    assert ran == [4999]


def test_background_tasks_do_not_keep_a_run_alive() -> None:
    scheduler = Scheduler(VirtualClock())
    assert scheduler.idle
    background = scheduler.post(lambda: None, 5.0, background=True)
    assert scheduler.idle
    foreground = scheduler.post(lambda: None, 9.0)
    assert not scheduler.idle
    scheduler.cancel(foreground)
    assert scheduler.idle
    scheduler.cancel(background)
    assert scheduler.next_due() is None


@pytest.mark.parametrize("clock", [RealClock(), VirtualClock()])
def test_waiting_gets_to_the_due_time(clock: RealClock | VirtualClock) -> None:
    due = clock.now() + 2.0
    clock.wait_until(due)
    assert clock.now() >= due
    clock.wait_until(due - 1.0)
    assert clock.now() >= due


def test_a_virtual_clock_stands_still_until_it_is_moved() -> None:
    clock = VirtualClock(epoch=1000.0)
    assert (clock.now(), clock.epoch()) == (0.0, 1000.0)
    clock.wait_until(250.0)
    assert (clock.now(), clock.epoch()) == (250.0, 1250.0)


def test_a_flight_is_waited_for_until_it_has_landed() -> None:
    scheduler = Scheduler(VirtualClock())
    flight = scheduler.depart()
    assert (scheduler.idle, scheduler.in_flight) == (False, 1)
    flight.land()
    flight.land()
    assert (scheduler.idle, scheduler.in_flight) == (True, 0)


def test_nothing_waits_for_a_background_flight() -> None:
    scheduler = Scheduler(VirtualClock())
    flight = scheduler.depart(background=True)
    assert (scheduler.idle, scheduler.in_flight) == (True, 1)
    flight.land()
    assert (scheduler.idle, scheduler.in_flight) == (True, 0)


def test_what_arrives_from_another_thread_is_taken_in_in_order() -> None:
    clock = VirtualClock()
    scheduler = Scheduler(clock)
    flight = scheduler.depart()
    ran: list[int] = []

    def send() -> None:
        for number in range(100):
            flight.arrive(lambda number=number: ran.append(number))  # type: ignore[misc] # bound now
        flight.arrive(flight.land)

    thread = Thread(target=send)
    thread.start()
    while scheduler.in_flight:
        assert scheduler.take_in(5)
        run_all(scheduler, clock)
    thread.join()
    assert ran == list(range(100))
    assert clock.now() == 0.0


def test_a_flight_from_before_a_new_run_is_forgotten() -> None:
    scheduler = Scheduler(VirtualClock())
    flight = scheduler.depart()
    scheduler.clear()
    later = scheduler.depart()
    flight.arrive(lambda: None)
    flight.land()
    assert not scheduler.take_in(0)
    assert scheduler.in_flight == 1
    later.land()
    assert scheduler.idle


def test_a_due_time_comes_in_real_time_while_something_is_in_flight() -> None:
    scheduler = Scheduler(VirtualClock())
    scheduler.depart()
    first = scheduler.seconds_until(50.0)
    assert 0.04 < first <= 0.05
    scheduler.take_in(0.01)
    assert scheduler.seconds_until(50.0) <= first - 0.01
