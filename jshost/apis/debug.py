"""调试: the debug switch and the program's logs."""

from __future__ import annotations

from typing import Any, TypedDict

from jshost.call import App, Call
from jshost.differences.debug import MAX_REALTIME, MAX_REALTIME_LINES, REALTIME_PERIOD
from jshost.registry import Family, Manager, command, sync_method
from jshost.scheduler import Entry
from jshost.world.logs import Line

wx = Family("base/debug", kind="real")


@wx.api("setEnableDebug", since="1.4.0")
def set_enable_debug(call: Call, *, enableDebug: bool) -> None:
    """Switch the debug panel on or off; the program has it so when it is started the next time (D,
    of the switch in its menu).
    """
    call.phone.debug_wanted = enableDebug
    call.tell({"enableDebug": enableDebug})


class LogManager(Manager):
    """Writes to the log that stays on the phone (`phone.log`)."""

    object = "LogManager"

    @command(rest=True)
    def debug(self, call: Call, args: list[Any] | None = None) -> None:
        """Write a line of any number of values."""
        self._write(call, "debug", args)

    @command(rest=True)
    def info(self, call: Call, args: list[Any] | None = None) -> None:
        """Write a line."""
        self._write(call, "info", args)

    @command(rest=True)
    def log(self, call: Call, args: list[Any] | None = None) -> None:
        """Write a line."""
        self._write(call, "log", args)

    @command(rest=True)
    def warn(self, call: Call, args: list[Any] | None = None) -> None:
        """Write a line."""
        self._write(call, "warn", args)

    def _write(self, call: Call, level: str, args: list[Any] | None) -> None:
        line = Line.of(call.app.clock.now(), level, args or ())
        if not call.phone.log.write(line):
            call.tell({"dropped": line.size})


@wx.maker("getLogManager", LogManager, since="2.1.0")
def get_log_manager(call: Call, option: dict[str, Any] | None = None) -> LogManager:
    """Return what writes to the log. With a `level` of 1 (since 2.3.2) the base library writes
    nothing of its own there.
    """
    if call.platform.has("2.3.2"):
        call.phone.log.level = 1 if (option or {}).get("level") == 1 else 0
    return LogManager()


class CurrentState(TypedDict):
    """How much waits to be reported, and how much there may be: bytes and lines."""

    size: int
    maxSize: int
    logCount: int
    maxLogCount: int


class RealtimeLogManager(Manager):
    """Writes to the log that is reported to the platform (`phone.realtime_log`), with the page that
    is shown. Its `tag` is for plugins (D), which there are none of.
    """

    object = "RealtimeLogManager"

    def __init__(self, app: App) -> None:
        self._app = app
        self._page: str | None = None
        self._reporting: Entry | None = None

    @command(since="2.7.1", rest=True)
    def info(self, call: Call, args: list[Any] | None = None) -> None:
        """Write a line of any number of values."""
        self._write(call, "info", args)

    @command(since="2.7.1", rest=True)
    def warn(self, call: Call, args: list[Any] | None = None) -> None:
        """Write a line."""
        self._write(call, "warn", args)

    @command(since="2.7.1", rest=True)
    def error(self, call: Call, args: list[Any] | None = None) -> None:
        """Write a line."""
        self._write(call, "error", args)

    @command(since="2.7.3")
    def setFilterMsg(self, call: Call, msg: str) -> None:
        """Have the lines be found by a word, in the place of all others."""
        call.phone.realtime_log.find_by(msg)

    @command(since="2.8.1")
    def addFilterMsg(self, call: Call, msg: str) -> None:
        """Have the lines be found by one more word."""
        log = call.phone.realtime_log
        log.find_by(*log.filters, msg)

    @command(since="2.9.1", name="in")
    def in_page(self, call: Call, *, route: str | None = None) -> None:
        """Have lines belong to a page, given as itself, whichever is shown."""
        self._page = route

    @sync_method(since="2.19.4")
    def getCurrentState(self, call: Call) -> CurrentState:
        """Return how much room there is until the next report."""
        log = call.phone.realtime_log
        return {
            "size": log.size,
            "maxSize": MAX_REALTIME,
            "logCount": len(log.waiting),
            "maxLogCount": MAX_REALTIME_LINES,
        }

    def _write(self, call: Call, level: str, args: list[Any] | None) -> None:
        log = call.phone.realtime_log
        shown = call.program.shown
        page = self._page or (shown.route if shown else "")
        line = Line.of(call.app.clock.now(), level, args or ())
        if not log.write(line, page):
            call.tell({"dropped": line.size})
        elif len(log.waiting) == 1:
            if self._reporting is not None:
                call.app.scheduler.cancel(self._reporting)
            self._reporting = call.in_background(REALTIME_PERIOD, log.report)


wx.manager("getRealtimeLogManager", RealtimeLogManager, since="2.7.1")
