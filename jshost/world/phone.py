"""The simulated phone of one run, with everything on it that API handlers reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from jshost.world.backend import Backend
from jshost.world.files import Files, Saved
from jshost.world.microphone import Microphone
from jshost.world.scenario import Scenario
from jshost.world.screen import Screen
from jshost.world.storage import DataCache


class Thread(Protocol):
    """A worker thread of the program."""

    @property
    def is_running(self) -> bool: ...


class Phone:
    """A phone that runs one mini program, known by `app_id` and shown as `title`; `scenario` holds
    what the phone says of itself and its user.

    With a virtual clock its random values repeat. `epoch` gives milliseconds since 1970; `root` is
    the folder of the program's package.
    """

    def __init__(
        self,
        scenario: Scenario,
        app_id: str,
        title: str,
        storage: DataCache,
        epoch: Callable[[], float],
        root: Path | None,
    ) -> None:
        self.scenario = scenario
        self.storage = storage
        self.album: list[Saved] = []
        self.app_id = app_id
        self.title = title
        self.root = root
        self._epoch = epoch
        self.restart()

    def restart(self) -> None:
        """Be as before the program was started: what it stored and saved stays."""
        seed = self.scenario.seed if self.scenario.clock == "virtual" else None
        self.backend = Backend(self.app_id, self._epoch, seed)
        self.files = Files(self.root, self.scenario.files)
        self.screen = Screen()
        self.threads: list[Thread] = []
        self.microphone = Microphone()
