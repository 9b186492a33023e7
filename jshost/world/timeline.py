"""What took how long in a run of a program: launches, routes, files that were run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from jshost.differences import Platform
from jshost.differences.performance import BUFFER, FIELDS_SINCE, MAX_OBSERVERS
from jshost.frozen import Frozen

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Entry(Frozen):
    """One measurement, with the platform's names: `startTime` in milliseconds since 1970,
    `duration` in milliseconds; what only some types have is in `fields`.
    """

    name: str
    entryType: str
    startTime: float
    duration: float
    fields: Mapping[str, Any] = _NOTHING

    def shown(self, platform: Platform) -> dict[str, Any]:
        """Return it as a program on a platform is given it."""
        there = {k: v for k, v in self.fields.items() if platform.has(FIELDS_SINCE.get(k, "1.0.0"))}
        return {
            "name": self.name,
            "entryType": self.entryType,
            "startTime": self.startTime,
            "duration": self.duration,
            **there,
        }


Watcher = Callable[[Entry], None]


class Timeline:
    """The latest measurements, and who is told of new ones."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.watchers: list[Watcher] = []
        self._room = BUFFER

    def add(self, entry: Entry) -> None:
        """Keep a measurement, and tell of it."""
        self.entries.append(entry)
        self._make_room()
        for watcher in self.watchers:
            watcher(entry)

    def resize(self, room: int) -> None:
        """Keep so many measurements from now on."""
        self._room = room
        self._make_room()

    def watch(self, watcher: Watcher) -> None:
        """Tell somebody of new measurements, who is not told already."""
        if watcher not in self.watchers and len(self.watchers) < MAX_OBSERVERS:
            self.watchers.append(watcher)

    def _make_room(self) -> None:
        del self.entries[: max(0, len(self.entries) - self._room)]
