"""The pytest plugin: hosts for Python tests, and mini programs' own tests among pytest's.

A test asks for the fixture `jshost`, and runs a mini program, a page or a script with it:

    def test_refusal(jshost):
        host = jshost("pages/record/record.js", answers={"scope.record": "deny"})
        host.page.tap("onRecord")
        assert host.page.data["state"] == "refused"

Files of JavaScript tests (`*.test.js`) and scenarios (`scenario.toml`, `*.scenario.toml`,
`scenarios/*.toml`) are tests as well, if they are in a mini program or name it; with
`--jshost-docs`, so are the examples in .md and .html files.

This module is part of every run of pytest in an environment that has jshost, so it imports nothing
of it until that is used, and looks at the name of a file before anything else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from jshost.host import Host
    from jshost.situations import Situation
    from jshost.testing.hosts import HostFactory

_MARKS = {
    "jshost(**settings)": "settings of all hosts of a test, such as grant, deny, answers, "
    "base_library, dialect, on_prompt, isolation, timeout; the nearest mark wins.",
    "jshost_situations(*scopes, only=[])": "run the test once for each situation that these scopes "
    "can be in: fresh+allow, fresh+deny, denied before, granted.",
}
_DOCUMENTS = (".md", ".markdown", ".html", ".htm")
_SITUATION = "_jshost_situation"


# -- settings --


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the command line and of the configuration file."""
    group = parser.getgroup("jshost", "mini programs")
    group.addoption(
        "--jshost-docs",
        action="store_true",
        help="Run the examples in .md and .html files among the arguments.",
    )
    parser.addini(
        "jshost_isolation",
        "Where mini programs run: process (the default), strict or none (trusted code only).",
        default="",
    )
    parser.addini(
        "jshost_tests", "Files of JavaScript tests (globs).", type="args", default=["*.test.js"]
    )
    parser.addini(
        "jshost_scenarios",
        "Scenarios that are tests (globs).",
        type="args",
        default=["*.scenario.toml", "scenario.toml", "scenarios/*.toml"],
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks, and read the globs. Raises UsageError for settings that make no sense."""
    for mark, description in _MARKS.items():
        config.addinivalue_line("markers", f"{mark}: {description}")
    config.stash[_SCRIPTS] = _Globs(config, "jshost_tests")
    config.stash[_SCENARIOS] = _Globs(config, "jshost_scenarios")
    isolation = config.getini("jshost_isolation")
    if isolation:
        from jshost.engine.port import ISOLATIONS

        if isolation not in ISOLATIONS:
            raise pytest.UsageError(
                f"jshost_isolation {isolation!r} should be one of {', '.join(ISOLATIONS)}"
            )


class _Globs:
    """The globs of a setting; `match` tells of most files by the ends of their names."""

    def __init__(self, config: pytest.Config, setting: str) -> None:
        self._globs = tuple(config.getini(setting))
        self._endings = tuple(re.split(r"[*?\]/]", glob)[-1] for glob in self._globs)
        if "" in self._globs:
            raise pytest.UsageError(f"{setting}: an empty glob")

    def match(self, path: Path) -> bool:
        return path.name.endswith(self._endings) and any(map(path.match, self._globs))


_SCRIPTS = pytest.StashKey[_Globs]()
_SCENARIOS = pytest.StashKey[_Globs]()


# -- collecting --


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file that is a test of ours."""
    config = parent.config
    if config.stash[_SCRIPTS].match(file_path):
        from jshost.testing.items import ScriptFile

        return ScriptFile.from_parent(parent, path=file_path)
    if config.stash[_SCENARIOS].match(file_path):
        from jshost.testing.items import ScenarioFile

        return ScenarioFile.from_parent(parent, path=file_path)
    if file_path.name.lower().endswith(_DOCUMENTS) and config.option.jshost_docs:
        from jshost.testing.docs import DocumentFile

        document: DocumentFile = DocumentFile.from_parent(parent, path=file_path)
        return document
    return None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Check what the marks of a test say, and have it run in the situations that it asks for.

    What is wrong with a mark is an error of its file.
    """
    marks = list(metafunc.definition.iter_markers("jshost"))
    situations = metafunc.definition.get_closest_marker("jshost_situations")
    if not marks and situations is None:
        return
    from jshost.errors import InputError
    from jshost.testing.marks import chosen_situations, settings_of

    try:
        settings_of(marks)
        chosen = chosen_situations(situations) if situations else []
    except InputError as error:
        path, line, name = metafunc.definition.location
        raise pytest.Collector.CollectError(f"{path}:{(line or 0) + 1}: {name}: {error}") from None
    if chosen:
        metafunc.fixturenames.append(_SITUATION)
        names = [situation.name for situation in chosen]
        metafunc.parametrize(_SITUATION, chosen, indirect=True, ids=names)


# -- fixtures --


@pytest.fixture(name=_SITUATION)
def _jshost_situation(request: pytest.FixtureRequest) -> Any:
    """The situation of a test that is run in several; None for others."""
    return getattr(request, "param", None)


@pytest.fixture
def situation(_jshost_situation: Situation | None) -> Situation:
    """The situation that the test is run in (its `name`), by the mark `jshost_situations`."""
    if _jshost_situation is None:
        pytest.fail('situation is for tests with @pytest.mark.jshost_situations("scope.…")', False)
    return _jshost_situation


@pytest.fixture(name="jshost")
def jshost_fixture(
    request: pytest.FixtureRequest, _jshost_situation: Situation | None
) -> Iterator[HostFactory]:
    """Make hosts that have run something: `jshost(path, *, grant=(), deny=(), answers=None,
    scenario=None, query=None, **settings) -> Host`.

    `path` counts from the folder of the test's file, then from pytest's root folder. It is a folder
    with an app.json (a mini program: it is started), a page's .js in one (it is started at that
    page), or any other .js (it is run until it is idle); without one the host is fresh. The clock
    is virtual, a question that nobody answers fails the test, and the steps of a scenario are
    played. All hosts are closed at the end of the test.
    """
    from jshost.testing.marks import factory_of

    make = factory_of(request.node, _jshost_situation)
    yield make
    make.hosts.close()


@pytest.fixture
def wx_host(jshost: HostFactory) -> Host:
    """Make a fresh host with a virtual clock."""
    return jshost()


# -- reporting --


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Have a failure tell of the guest: where in it, and what its hosts had seen."""
    if call.excinfo is None or "jshost.host" not in sys.modules:  # no host was ever made
        return (yield)
    from jshost.testing import reports
    from jshost.testing.hosts import HOSTS, Hosts

    hosts = item.stash.get(HOSTS, None) or Hosts()
    if not item.config.getoption("fulltrace"):
        reports.tidy(call.excinfo, hosts)
    report = yield
    if report.failed:
        reports.complete(report, call.excinfo, hosts)
    return report
