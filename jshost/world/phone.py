"""The simulated phone of one run, with everything on it that API handlers reach."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from jshost.world import album
from jshost.world.backend import Backend
from jshost.world.disk import Disk
from jshost.world.files import Document, Files, Saved
from jshost.world.microphone import Microphone
from jshost.world.network import Network
from jshost.world.randomness import Randomness
from jshost.world.scenario import Scenario
from jshost.world.screen import Screen
from jshost.world.speaker import Speaker
from jshost.world.storage import DataCache

if TYPE_CHECKING:
    from jshost.scheduler import Entry
    from jshost.world.address_book import AddedContact, CalendarEvent
    from jshost.world.components import Video
    from jshost.world.departures import Departure
    from jshost.world.logs import Log, RealtimeLog
    from jshost.world.reports import Report
    from jshost.world.timeline import Timeline

_MADE_LATE = ("log", "realtime_log", "timeline")
"""What most programs do not use: made, and its module imported, when it is first looked at."""

MAX_MADE = 512 * 1024 * 1024
"""How many bytes the pictures that a run makes may have."""


class Thread(Protocol):
    """A worker thread of the program."""

    @property
    def is_running(self) -> bool: ...


class Phone:
    """A phone that runs one mini program, known by `app_id` and shown as `title`; `scenario` holds
    what the phone says of itself and its user, `device` what it says of itself now.

    With a virtual clock its random values repeat. `epoch` gives milliseconds since 1970; `root` is
    the folder of the program's package, `disk` what it keeps.
    """

    def __init__(
        self,
        scenario: Scenario,
        app_id: str,
        title: str,
        storage: DataCache,
        epoch: Callable[[], float],
        root: Path | None,
        disk: Disk,
        network: Network | None = None,
    ) -> None:
        self.scenario = scenario
        self.storage = storage
        self.disk = disk
        self.album: list[Saved] = []
        self._saved = 0
        self.contacts: list[AddedContact] = []
        self.calendar: list[CalendarEvent] = []
        self.downloads: list[Saved] = []
        self.app_id = app_id
        self.title = title
        self.root = root
        self.debug_wanted = False
        """Whether the debug panel will be there when the program is started the next time."""
        self.network = network or Network(scenario.network)
        self._epoch = epoch
        self.restart()

    def save(self, saved: Saved) -> bool:
        """Put a picture or video into the album, and into the folder that the scenario names for
        it. Return whether there was room. Raises StateError where the folder cannot be written.
        """
        if self._saved + len(saved.data) > album.MAX_ALBUM:
            return False
        self._saved += len(saved.data)
        if self.scenario.album_folder is not None:
            album.write(self.scenario.album_folder, saved, len(self.album) + 1)
        self.album.append(saved)
        return True

    def reserve(self, size: int) -> bool:
        """Count a temporary file that is kept in memory, by its bytes. Return whether there was
        room.
        """
        if self._made + size > MAX_MADE:
            return False
        self._made += size
        return True

    def album_items(self, kinds: Collection[str]) -> list[album.Item]:
        """Return what of some kinds there is to pick in the album: the scenario's, then the last
        that was saved. Raises InputError for a file of the scenario that is none.
        """
        given = [album.item(path) for path in self.scenario.album]
        first = max(0, len(self.album) - album.MAX_OFFERED)
        last = enumerate(self.album[first:], first + 1)
        saved = [album.saved_item(one, number) for number, one in last]
        return [item for item in (*given, *saved) if item.kind in kinds]

    def restart(self) -> None:
        """Be as before the program was started: what it stored and saved stays."""
        self.device = self.scenario.device
        seed = self.scenario.seed if self.scenario.clock == "virtual" else None
        self.backend = Backend(self.app_id, self._epoch, seed)
        self.files = Files(self.root, self.scenario.files, self.disk)
        self.screen = Screen()
        self._made = 0
        self.documents: list[Document] = []
        self.threads: list[Thread] = []
        self.microphone = Microphone(self.scenario.microphone.file)
        self.videos: dict[str, Video] = {}
        self.speaker = Speaker(self.files, self.scenario.audio, self.scenario.dialect)
        self.debug = self.debug_wanted
        self.randomness = Randomness(seed)
        self.reports: list[Report] = []
        self.departures: list[Departure] = []
        self.message_to_referrer: dict[str, Any] = {}
        """What the program that has opened this one will be given when the user goes back."""
        self.subpackages: set[str] = set()
        """The packages that were loaded ahead, by their roots."""
        self.idle: dict[float, tuple[Entry, ...]] = {}
        """The functions that wait until there is nothing else to do, by their numbers."""
        self.network.restart()
        for name in _MADE_LATE:
            self.__dict__.pop(name, None)

    @cached_property
    def log(self) -> Log:
        """The program's log, which stays on the phone."""
        from jshost.world.logs import Log

        return Log()

    @cached_property
    def realtime_log(self) -> RealtimeLog:
        """The program's log that is reported to the platform."""
        from jshost.world.logs import RealtimeLog

        return RealtimeLog()

    @cached_property
    def timeline(self) -> Timeline:
        """What took how long."""
        from jshost.world.timeline import Timeline

        return Timeline()
