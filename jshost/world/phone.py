"""The simulated phone of one run, with everything on it that API handlers reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jshost.world.backend import Backend
from jshost.world.files import Files, Saved
from jshost.world.microphone import Microphone
from jshost.world.scenario import Scenario
from jshost.world.screen import Screen
from jshost.world.storage import DataCache


class Phone:
    """A phone that runs one mini program; `scenario` holds what it says of itself and its user."""

    def __init__(
        self, scenario: Scenario, backend: Backend, storage: DataCache, files: Files
    ) -> None:
        self.scenario = scenario
        self.backend = backend
        self.storage = storage
        self.files = files
        self.screen = Screen()
        self.microphone = Microphone()
        self.album: list[Saved] = []


def make_phone(
    scenario: Scenario,
    app_id: str,
    storage: DataCache,
    epoch: Callable[[], float],
    root: Path | None,
) -> Phone:
    """Return a phone as a scenario describes it; with a virtual clock its random values repeat."""
    seed = scenario.seed if scenario.clock == "virtual" else None
    return Phone(scenario, Backend(app_id, epoch, seed), storage, Files(root, scenario.files))
