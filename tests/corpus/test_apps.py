"""The example apps of two packages, as they are: every page opens, on a fresh launch and from other
pages, and what goes wrong in it is known.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jshost import Host
from jshost.project.config import Project
from jshost.trace import EventRecord
from jshost.world.launch import Launch
from tests.corpus.layout import Program
from tests.corpus.reasons import PAGES

pytestmark = pytest.mark.corpus

APPS = sorted(PAGES)
OPENED = ["onLoad", "onShow", "onReady"]
MILLISECONDS = 5_000
"""How long each page stays open."""

Errors = dict[str, list[str]]
"""What went wrong, by page."""


@pytest.fixture
def app(packages: Path, tmp_path: Path, name: str) -> Project:
    """The example app of a package."""
    example = packages / name / "example"
    if name == "wux-weapp":
        return Project.open(example)
    # It wants its own package, built.
    program = Program.copied(example, tmp_path / name)
    program.build(packages, name)
    return Project.open(program.folder)


def lived(host: Host, page: str) -> list[str]:
    """Return what a page went through, by the trace."""
    events = host.trace.of(EventRecord)
    return [e.name for e in events if isinstance(e.detail, dict) and e.detail.get("page") == page]


def instances(host: Host) -> list[str]:
    """Return the pages that the guest itself sees, by route."""
    routes: list[str] = host.eval("getCurrentPages().map((page) => page.route)")
    return routes


def messages(host: Host) -> list[str]:
    """Return what went wrong so far."""
    return [error.message for error in host.errors]


def registered(errors: list[str]) -> bool:
    """Return whether a page is there, going by what went wrong with it."""
    return not any("has not been registered" in text for text in errors)


def check(name: str, found: Errors) -> None:
    """Check that each error has a reason, and each reason an error."""
    unexplained: Errors = {}
    idle = {(page, reason) for page, reasons in PAGES[name].items() for reason in reasons}
    for page, errors in found.items():
        for message in errors:
            reasons = [r for r in PAGES[name].get(page, ()) if r.explains(message)]
            idle -= {(page, reason) for reason in reasons}
            if not reasons:
                unexplained.setdefault(page, []).append(message)
    assert unexplained == {}
    assert idle == set(), "these explain nothing"


@pytest.mark.parametrize("name", APPS)
def test_each_page_of_a_fresh_launch(
    make_host: Callable[..., Host], app: Project, name: str
) -> None:
    found: Errors = {}
    for page in app.pages:
        host = make_host(project=app)
        host.run(launch=Launch(path=page))
        host.advance(MILLISECONDS)
        found[page] = messages(host)
        is_there = registered(found[page])
        assert lived(host, page) == (OPENED if is_there else [])
        assert instances(host) == ([page] if is_there else [])
        host.close()
    check(name, found)


@pytest.mark.parametrize("how", ["navigateTo", "redirectTo", "reLaunch"])
@pytest.mark.parametrize("name", APPS)
def test_all_pages_in_one_run(
    make_host: Callable[..., Host], app: Project, name: str, how: str
) -> None:
    host = make_host(project=app)
    host.run()
    found: Errors = {app.entry: messages(host)}
    tabs = [tab.page_path for tab in app.tabs]
    for page in [page for page in app.pages if page not in (app.entry, *tabs)]:
        before = len(host.errors)
        host.navigate(f"/{page}", how)
        host.advance(MILLISECONDS)
        assert host.page.route == page
        if how == "navigateTo":
            host.back()
        else:
            host.navigate(f"/{app.entry}", "reLaunch")
        assert instances(host) == [app.entry]
        found[page] = messages(host)[before:]
        is_there = registered(found[page])
        assert lived(host, page) == ([*OPENED, "onUnload"] if is_there else [])
    check(name, found)


@pytest.mark.parametrize("name", ["wux-weapp"])
def test_tabs(make_host: Callable[..., Host], app: Project, name: str) -> None:
    host = make_host(project=app)
    host.run()
    assert len(app.tabs) == 2
    for tab in [*app.tabs, *app.tabs]:
        host.tap_tab(tab.page_path)
        assert instances(host) == [tab.page_path]
    for tab in app.tabs:
        assert sorted(set(lived(host, tab.page_path))) == sorted(
            {*OPENED, "onHide", "onTabItemTap"}
        )
    assert host.errors == []


@pytest.mark.parametrize("name", APPS)
def test_the_files_of_every_page_are_in_order(app: Project, name: str) -> None:
    components = [
        component for page in app.pages for component in app.page_config(page)["usingComponents"]
    ]
    assert components
    assert app.notes == ()
