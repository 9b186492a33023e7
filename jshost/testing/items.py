"""Tests that are no Python, as pytest collects them: files of JavaScript tests, and scenarios."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jshost.checks import load_scenario
from jshost.errors import InputError, JsHostError
from jshost.testing import javascript, programs
from jshost.testing.hosts import HOSTS, HostFactory, Hosts
from jshost.testing.javascript import TestCase
from jshost.testing.reports import GuestTestFailed, guest_report, of_error
from jshost.text import line
from jshost.toml import MAX_BYTES

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

_MAX_NAME = 300
_PLATFORM = re.compile(rb"\b(?:jshost|wx)\b")
_PROGRAM = re.compile(rb"^\s*program\s*=", re.MULTILINE)


class GuestFile(pytest.File):
    """A file with tests that are no Python."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield its tests. What is wrong with the file is one error, with no traceback."""
        try:
            yield from self.items()
        except JsHostError as error:
            raise self.CollectError(str(guest_report(error, Hosts(), self))) from None

    def items(self) -> Iterable[pytest.Item]:
        """Return its tests. Raises JsHostError."""
        raise NotImplementedError

    def is_ours(self, sign: re.Pattern[bytes]) -> bool:
        """Whether it is jshost's: it is named on the command line, it is in a mini program, or it
        has a sign of it. Other tools have files of such names too.
        """
        if self.session.isinitpath(self.path) or programs.around(self.path) is not None:
            return True
        with suppress(OSError), self.path.open("rb") as stream:
            return sign.search(stream.read(MAX_BYTES)) is not None
        return True

    @property
    def isolation(self) -> Any:
        """Where guests run, None for the default of Host."""
        return self.config.getini("jshost_isolation") or None


class GuestItem(pytest.Item):
    """A test that is no Python: `check` runs it, with hosts that are closed at its end."""

    parent: GuestFile
    row = 0

    def check(self, hosts: Hosts) -> None:
        """Run the test. Raises GuestTestFailed, JsHostError."""
        raise NotImplementedError

    def runtest(self) -> None:
        self.stash[HOSTS] = hosts = Hosts()
        try:
            self.check(hosts)
        finally:
            hosts.close()

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.row, f"{self.path.name}: {self.name}"

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        """Return the guest's message and where it comes from; of any other error what pytest
        does.
        """
        error = excinfo.value
        if isinstance(error, (GuestTestFailed, JsHostError)):
            return guest_report(error, self.stash[HOSTS], self.parent)
        return super().repr_failure(excinfo, style)


class ScriptFile(GuestFile):
    """A file of JavaScript tests: those that it declares with `it`."""

    def items(self) -> Iterator[pytest.Item]:
        if not self.is_ours(_PLATFORM):
            return
        cases = javascript.collect(self.path, isolation=self.isolation)
        names = distinct(" > ".join(case.names) for case in cases)
        for case, name in zip(cases, names, strict=True):
            item: ScriptItem = ScriptItem.from_parent(self, name=name, case=case)
            if case.skip is not None:
                item.add_marker(pytest.mark.skip(reason=line(case.skip) or "skipped"))
            yield item


class ScriptItem(GuestItem):
    """One test of a file of JavaScript tests."""

    def __init__(self, *, case: TestCase, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case
        self.row = max(case.line - 1, 0)

    def check(self, hosts: Hosts) -> None:
        host = hosts.add(javascript.open_host(self.path, isolation=self.parent.isolation))
        failure = javascript.run(host, self.case)
        if failure is not None:
            raise GuestTestFailed(failure)


class ScenarioFile(GuestFile):
    """A scenario: one test, which takes its steps, if it is known of which program."""

    def items(self) -> Iterator[pytest.Item]:
        if not self.is_ours(_PROGRAM):
            return
        (name,) = distinct([self.path.name.removesuffix(".toml").removesuffix(".scenario")])
        yield ScenarioItem.from_parent(self, name=name)


class ScenarioItem(GuestItem):
    """Passes if every step of a scenario can be taken and finds what it expects, and the guest has
    caught all of its errors. The program is the one that the scenario names, else the mini program
    that its file lies in.
    """

    def check(self, hosts: Hosts) -> None:
        scenario = load_scenario(self.path)
        program = scenario.program or programs.around(self.path)
        if program is None:
            raise InputError(
                f"{self.path}: it is in no mini program, and has no key program that names one"
            )
        settings = {"isolation": self.parent.isolation} if self.parent.isolation else {}
        make = HostFactory(self.path.parent, self.config.rootpath, settings, hosts=hosts)
        host = make(program, scenario=scenario)
        if host.errors:
            raise GuestTestFailed(of_error(host.errors[0]))


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield names as parts of node ids, told apart by a number where several are the same.

    They are on one line and safe to show, without the colons and brackets that mean something to
    pytest.
    """
    seen: dict[str, int] = {}
    given: set[str] = set()
    for name in names:
        base = candidate = _plain(name)
        while candidate in given:
            seen[base] = seen.get(base, 1) + 1
            candidate = f"{base} ({seen[base]})"
        given.add(candidate)
        yield candidate


_BRACKETS = str.maketrans("[]", "()")


def _plain(name: str) -> str:
    words = " ".join(line(name, _MAX_NAME).translate(_BRACKETS).split())
    # pytest puts the name into the environment, which may have no room for every character.
    encoding = sys.getfilesystemencoding()
    text = words.encode(encoding, "backslashreplace").decode(encoding)
    return re.sub(":{2,}", ":", text) or "(no name)"
