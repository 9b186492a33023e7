"""The hosts of one test: each found by path, given what the test says of all of them, run, and
closed at the test's end.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jshost import source as sources
from jshost.checks import load_scenario
from jshost.errors import InputError
from jshost.host import Host
from jshost.steps import play
from jshost.testing import programs
from jshost.world.scenario import Scenario

if TYPE_CHECKING:
    from jshost.project.config import Project

TIMEOUT = 30.0
"""Wall time that running a script, or starting a program and playing its steps, may take."""

SETTINGS = (*(name for name in inspect.signature(Host).parameters if name != "project"), "timeout")
"""What may be said of a test's hosts."""

_DECISIONS = ("grant", "deny")


class Hosts:
    """Hosts that are closed together, and the texts of the scripts that they ran."""

    def __init__(self) -> None:
        self.opened: list[Host] = []
        self._scripts: dict[str, str] = {}

    def add(self, host: Host) -> Host:
        """Take over a host."""
        self.opened.append(host)
        return host

    def add_script(self, name: str, text: str) -> None:
        """Keep a script's text, for showing its lines; `name` is what stands in errors."""
        self._scripts[name] = text

    def read(self, name: str) -> str | None:
        """Return the text of a guest's file, by the name that errors have; None if there is none.

        No file is read that is not one of a mini program's.
        """
        if name in self._scripts:
            return self._scripts[name]
        for project in [host.project for host in self.opened if host.project]:
            if project.package.is_file(name):
                try:
                    return project.package.text(name)
                except InputError:
                    return None
        return None

    def close(self) -> None:
        """Close all of them, the last one first."""
        from contextlib import ExitStack

        with ExitStack() as stack:
            for host in self.opened:
                stack.callback(host.close)


HOSTS = pytest.StashKey[Hosts]()
"""Where a test keeps its hosts, for the report."""


class HostFactory:
    """Makes hosts: the fixture `jshost`.

    Called with a path, from the folder of the test's file or from pytest's root folder, it returns
    a Host that has run what is there. A folder with an app.json is a mini program, which is
    started; a page's .js has its program started at that page; any other .js is run until it is
    idle. Called without a path it runs the `program` of the scenario, and without one of these
    nothing: the host is fresh.

    The clock is virtual; a question without an answer fails the test (`on_prompt="fail"`) unless
    the call, a mark or the scenario says otherwise. `query` is what the page is given, as it
    stands in a URL. The steps of a scenario are played. `timeout` is the wall time of all this, in
    seconds. `settings` are those of Host. Raises InputError for what cannot be found or used, and
    what running it raises.
    """

    def __init__(
        self,
        folder: Path,
        root: Path,
        defaults: Mapping[str, Any],
        situation: Mapping[str, Any] | None = None,
        hosts: Hosts | None = None,
    ) -> None:
        self.hosts = hosts or Hosts()
        self._folder = folder
        self._root = root
        self._defaults = defaults
        self._situation = situation or {}

    def __repr__(self) -> str:
        return "<jshost: makes hosts>"

    def __call__(
        self,
        path: Path | str | None = None,
        *,
        grant: Iterable[str] | None = None,
        deny: Iterable[str] | None = None,
        answers: Mapping[str, str | Iterable[str]] | None = None,
        scenario: Scenario | Path | str | None = None,
        query: str | None = None,
        **settings: Any,
    ) -> Host:
        """Return a host that has run what `path` names; see the class."""
        check_names(settings)
        given = {**settings, "grant": grant, "deny": deny, "answers": answers, "scenario": scenario}
        chosen = self._merge({name: value for name, value in given.items() if value is not None})
        timeout = chosen.pop("timeout")
        place = path or (chosen["scenario"] and chosen["scenario"].program)
        if place is None:
            return self.hosts.add(Host(**chosen))
        found = self._find(place)
        if found.is_dir():
            return self._start(found, "", query, timeout, chosen)
        page = programs.page_of(found)
        if page is not None:
            return self._start(*page, query, timeout, chosen)
        if query is not None:
            raise InputError(f"{place}: query is what a page is given, and this is a script")
        return self._run(found, self._name(place), timeout, chosen)

    def _merge(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return the settings of a host: those given, then those of the situation, then of the
        marks, and what every test has.
        """
        common = layer(self._defaults, self._situation)
        chosen = layer(common, given)
        for name in _DECISIONS:  # those of a situation stay
            own = given.get(name, self._defaults.get(name, ()))
            chosen[name] = (*self._situation.get(name, ()), *several(own))
        chosen = {"clock": "virtual", "timeout": TIMEOUT, **chosen}
        chosen["scenario"] = scenario = self._scenario(chosen.get("scenario"))
        if "user" not in chosen and not (scenario and scenario.on_prompt):
            chosen.setdefault("on_prompt", "fail")
        return chosen

    def _scenario(self, given: Scenario | Path | str | None) -> Scenario | None:
        if given is None or isinstance(given, Scenario):
            return given
        return load_scenario(self._find(given))

    def _find(self, path: Path | str) -> Path:
        for folder in (self._folder, self._root):
            if (folder / path).exists():
                return folder / path
        places = f"beside the test, in {self._folder}, nor in {self._root}"
        raise InputError(f"{path}: there is no such file or folder {places}")

    def _name(self, place: Path | str) -> str:
        """Return what errors call a script: the same wherever the tests lie."""
        path = Path(place)
        if not path.is_absolute():
            return path.as_posix()
        for folder in (self._folder, self._root):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return path.name

    def _start(
        self,
        program: Project | Path,
        route: str,
        query: str | None,
        timeout: float,
        settings: dict[str, Any],
    ) -> Host:
        host = self.hosts.add(Host(project=program, **settings))
        given = {"path": route or None, "query": query}
        changes = {name: value for name, value in given.items() if value is not None}
        with host.limited(timeout):
            host.launch(host.scenario.launch.replace(**changes))
            host.settle()
            play(host, host.scenario.steps)
        return host

    def _run(self, file: Path, name: str, timeout: float, settings: dict[str, Any]) -> Host:
        text = sources.read_script(file)
        host = self.hosts.add(Host(**{"root": file.parent, **settings}))
        if host.scenario.steps:
            raise InputError(
                f"{host.scenario.steps[0].place or name}: steps are for mini programs, which have "
                f"pages; {name} is a script"
            )
        self.hosts.add_script(name, text)
        host.run_script(text, name, timeout=timeout)
        return host


def check_names(settings: Iterable[str]) -> None:
    """Raise InputError for a setting that a test's hosts do not have."""
    from difflib import get_close_matches

    for name in settings:
        if name not in SETTINGS:
            close = get_close_matches(name, SETTINGS, 1)
            hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(SETTINGS)}"
            raise InputError(f"unknown setting {name!r} of a host; {hint}")


def layer(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings laid over others: they win, and answers do for each question by itself."""
    answers = {**under.get("answers", {}), **over.get("answers", {})}
    return {**under, **over, **({"answers": answers} if answers else {})}


def several(names: str | Iterable[str]) -> tuple[str, ...]:
    """Return names that are given in a list, or one alone."""
    return (names,) if isinstance(names, str) else tuple(names)
