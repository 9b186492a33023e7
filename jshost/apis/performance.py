"""性能: what took how long, and calling back when there is nothing else to do."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from jshost.call import App, Call
from jshost.differences.performance import ENTRY_TYPES, MAX_BUFFER
from jshost.registry import Family, Manager, Property, command, maker_method, sync_method
from jshost.values import GuestFunction, Made, plain
from jshost.world.reports import Report
from jshost.world.timeline import Entry

wx = Family("base/performance", kind="real")


class PerformanceObserver(Manager):
    """Tells its function of new entries of some types, each in a list of its own."""

    object = "PerformanceObserver"
    properties = MappingProxyType({"supportedEntryTypes": Property("Array", "2.11.0")})

    supportedEntryTypes = ENTRY_TYPES

    def __init__(self, app: App) -> None:
        self._app = app
        self._types: frozenset[str] = frozenset()

    @command(since="2.11.0")
    def observe(
        self, call: Call, *, entryTypes: list[str] | None = None, type: str | None = None
    ) -> None:
        """Tell of entries of these types, or of this one, in the place of those before."""
        self._types = frozenset(entryTypes or ([type] if type else ()))
        call.phone.timeline.watch(self._hear)

    @command(since="2.11.0")
    def disconnect(self, call: Call) -> None:
        """Tell of nothing any more."""
        self._types = frozenset()

    def _hear(self, entry: Entry) -> None:
        if entry.entryType in self._types:
            entries = Made("performance", "entryList", [entry.shown(self._app.platform)])
            self._app.emit(self.event("entries"), entries, lambda: bool(self._types))


class Performance(Manager):
    """Gives the entries that are kept: a launch and routes (navigation), and the files that were
    run (script), measured on the run's clock: with a virtual one running them takes no time.
    """

    object = "Performance"

    def __init__(self, app: App) -> None:
        self._app = app

    @sync_method(since="2.11.0")
    def getEntries(self, call: Call) -> list[dict[str, Any]]:
        """Return all entries, the oldest first."""
        return self._entries()

    @sync_method(since="2.11.0")
    def getEntriesByName(
        self, call: Call, name: str, entryType: str | None = None
    ) -> list[dict[str, Any]]:
        """Return those of a name, and of a type if it is given."""
        found = [entry for entry in self._entries() if entry["name"] == name]
        return [entry for entry in found if entryType in (None, entry["entryType"])]

    @sync_method(since="2.11.0")
    def getEntriesByType(self, call: Call, entryType: str) -> list[dict[str, Any]]:
        """Return those of a type."""
        return [entry for entry in self._entries() if entry["entryType"] == entryType]

    @command(since="2.11.0")
    def setBufferSize(self, call: Call, size: float) -> None:
        """Keep so many entries."""
        if 0 <= size <= MAX_BUFFER:
            call.phone.timeline.resize(int(size))

    @maker_method(PerformanceObserver, since="2.11.0", hears="entries")
    def createObserver(self, call: Call, callback: GuestFunction) -> PerformanceObserver:
        """Return what tells a function of new entries, once it observes some."""
        return PerformanceObserver(call.app)

    def _entries(self) -> list[dict[str, Any]]:
        platform = self._app.platform
        return [entry.shown(platform) for entry in self._app.phone.timeline.entries]


wx.manager("getPerformance", Performance, since="2.11.0")


@wx.sync("reportPerformance", since="2.9.2")
def report_performance(call: Call, id: float, value: float, dimensions: Any = None) -> None:
    """Report a measurement of the program's own, by its number in the platform's settings; it is
    kept with other reports (`phone.reports`).
    """
    data = {"value": value, "dimensions": plain(dimensions)}
    call.phone.reports.append(Report(call.api.name, id, data, call.app.clock.now()))


@wx.sync("requestIdleCallback", since="3.10.0")
def request_idle_callback(
    call: Call, callback: GuestFunction, option: dict[str, Any] | None = None
) -> int:
    """Run a function when nothing else is due, or when `timeout` milliseconds are over; return its
    number.
    """
    number = callback.id or 0
    post, idle = call.app.scheduler.post, call.phone.idle

    def run() -> None:
        _forget(call, number)
        call.app.call_back(number)

    idle[number] = (post(run, last=True),)
    timeout = (option or {}).get("timeout")
    if isinstance(timeout, int | float) and timeout >= 0:
        idle[number] += (post(run, timeout),)
    return number


@wx.sync("cancelIdleCallback", since="3.10.0")
def cancel_idle_callback(call: Call, idleCallbackId: float) -> None:
    """Forget a function that has not been run."""
    _forget(call, idleCallbackId)


def _forget(call: Call, number: float) -> None:
    for entry in call.phone.idle.pop(number, ()):
        call.app.scheduler.cancel(entry)
