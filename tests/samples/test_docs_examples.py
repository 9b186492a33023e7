"""The documentation pages among the samples do what is kept beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

import jshost.host
from jshost.doctest.examples import Settings
from jshost.doctest.session import Result, Session
from jshost.situations import SITUATIONS

DOCS = Path(__file__).parents[2] / "samples" / "docs"
PAGES = sorted(path for path in DOCS.glob("*/*") if path.suffix in (".md", ".html"))
WITHOUT_EXAMPLES = {"testing.md"}


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(Settings(SITUATIONS, isolation=jshost.host.DEFAULT_ISOLATION))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_page(session: Session, page: Path) -> None:
    faults = len(session.faults)
    results = [result for result in session.run(session.read(page)) if result.outcome]
    assert [_told(result) for result in results if result.failed] == []
    assert {result.outcome for result in results} <= {"ok", "broken", "skipped"}
    assert (session.faults[faults:], session.stale) == ([], [])
    assert bool(results) != (page.name in WITHOUT_EXAMPLES)


def _told(result: Result) -> str:
    return "\n".join((result.name, *(row for run in result.runs for row in run.difference)))


def test_the_fixtures_are_all_used() -> None:
    session = Session(Settings(SITUATIONS))
    session.collect([DOCS])
    assert session.faults == []
