"""What `jshost run` runs: a script, or the folder of a mini program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from jshost.errors import InputError

if TYPE_CHECKING:
    from jshost.host import Host
    from jshost.project.config import Project

_LAUNCH_OPTIONS = ("path", "query", "scene", "referrer")

Show = Callable[[int, str], None]


class Subject(Protocol):
    """Something to run. `title` is what people see, `app_id` whose decisions count."""

    title: str
    app_id: str
    root: Path | None
    project: Project | None
    notes: tuple[str, ...]

    def read(self, name: str) -> str | None:
        """Return the text of one of its files, by the name that errors have."""
        ...

    def run(self, host: Host, options: dict[str, Any], show: Show) -> None:
        """Run it to its end; `show` is told of each step of a scenario."""
        ...


def find(path: str) -> Subject:
    """Return what a path names. Raises InputError."""
    if path != "-" and os.path.isdir(path):  # noqa: PTH112 -- a str is what is given on
        return Program(path)
    return Script(path)


class Script:
    """One file, or standard input."""

    project: Project | None = None
    notes: tuple[str, ...] = ()

    def __init__(self, path: str) -> None:
        self._text, self._name = _read(path)
        self.title = Path(self._name).name
        self.app_id = "touristappid" if path == "-" else _id_of(path)
        self.root = None if path == "-" else Path(path).parent

    def read(self, name: str) -> str | None:
        return self._text if name == self._name else None

    def run(self, host: Host, options: dict[str, Any], show: Show) -> None:
        for option in _LAUNCH_OPTIONS:
            if options[_dest(option)] is not None:
                raise InputError(f"--{option} is for mini programs; {self._name} is a script")
        if host.scenario.steps:
            raise InputError(
                f"{host.scenario.steps[0].place}: steps are for mini programs, which have pages; "
                f"{self._name} is a script"
            )
        host.run_script(self._text, self._name, timeout=options["timeout"])


class Program:
    """A mini program. Without an app id of its own its folder tells it from others."""

    root: Path | None = None

    def __init__(self, path: str) -> None:
        from jshost.project.config import Project

        project = Project.open(Path(path))
        self.project: Project | None = project
        self.app_id = project.app_id or _id_of(path)
        self.title = project.name or Path(path).resolve().name
        self.notes = project.notes
        self._package = project.package

    def read(self, name: str) -> str | None:
        try:
            return self._package.text(name)
        except InputError:
            return None

    def run(self, host: Host, options: dict[str, Any], show: Show) -> None:
        given = {name: options[_dest(name)] for name in _LAUNCH_OPTIONS}
        changes = {name: value for name, value in given.items() if value is not None}
        with host.limited(options["timeout"]):
            host.launch(host.scenario.launch.replace(**changes))
            if not host.scenario.steps:
                host.run_until_idle()
                return
            from jshost.steps import play

            host.settle()
            play(host, host.scenario.steps, show=show)


def _dest(option: str) -> str:
    """Return the name of an option's value: `path` is that of the argument."""
    return "route" if option == "path" else option


def _read(path: str) -> tuple[str, str]:
    from jshost import source

    if path != "-":
        return source.read_script(Path(path)), path
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("-: standard input is closed")
    try:
        return source.read_stream(sys.stdin.buffer, "<stdin>"), "<stdin>"
    except OSError as error:
        raise InputError(f"-: standard input cannot be read: {error.strerror}") from error


def _id_of(path: str) -> str:
    """Return an app id for a script or a folder: the same one each time, so that it finds its
    decisions again.
    """
    from zlib import adler32, crc32

    # Only a name that differs between the scripts of one person; hashlib would cost 4 ms.
    name = os.fsencode(Path(path).resolve())
    return f"wx{crc32(name):08x}{adler32(name):08x}"
