"""The simulated phone of one run, with everything on it that API handlers reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jshost.world.backend import Backend
from jshost.world.files import Files, Saved
from jshost.world.microphone import Microphone
from jshost.world.scenario import Scenario
from jshost.world.screen import Screen
from jshost.world.storage import DataCache


@dataclass
class Phone:
    """A phone that runs one mini program; `scenario` holds what it says of itself and of its
    user.
    """

    scenario: Scenario
    backend: Backend
    storage: DataCache
    files: Files
    screen: Screen = field(default_factory=Screen)
    microphone: Microphone = field(default_factory=Microphone)
    album: list[Saved] = field(default_factory=list)


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
