"""Examples of documentation as pytest collects them: a test for each block of a page that is run,
in every situation (see jshost.doctest).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jshost.doctest.examples import Settings
from jshost.doctest.reports import told
from jshost.doctest.session import FAILING, RUNNABLE, Result, Session
from jshost.host import DEFAULT_ISOLATION
from jshost.situations import SITUATIONS
from jshost.testing.hosts import Hosts
from jshost.testing.items import GuestFile, GuestItem, distinct
from jshost.testing.javascript import Failure
from jshost.testing.reports import GuestTestFailed
from jshost.text import line

_PAGE = "the page itself"


class DocumentFile(GuestFile):
    """A page of documentation. What is wrong with the page is a test that fails; its examples are
    run all the same.
    """

    def items(self) -> Iterator[pytest.Item]:
        session = Session(Settings(SITUATIONS, isolation=self.isolation or DEFAULT_ISOLATION))
        results = [r for r in session.collect([self.path]) if r.kind.name in RUNNABLE]
        faults = [*session.faults, *session.stale]
        if faults:
            yield PageItem.from_parent(self, name=_PAGE, faults=faults)
        for result, name in zip(results, distinct(r.name for r in results), strict=True):
            item = ExampleItem.from_parent(self, name=name, examples=session, result=result)
            if result.block.skip:
                item.add_marker(pytest.mark.skip(reason=line(result.block.skip)))
            yield item


class PageItem(GuestItem):
    """What is wrong with a page, or with what it is given."""

    def __init__(self, *, faults: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.faults = faults

    def check(self, hosts: Hosts) -> None:
        raise GuestTestFailed(Failure("\n".join(line(fault, 1000) for fault in self.faults), ""))


class ExampleItem(GuestItem):
    """One example: fails where what it does in a situation is not what is expected of it."""

    def __init__(self, *, examples: Session, result: Result, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.examples = examples
        self.result = result
        self.row = result.block.line - 1

    def check(self, hosts: Hosts) -> None:
        found = self.result.block
        hosts.add_script(found.file, "\n" * (found.line - 1) + found.text)
        result = self.examples.check(self.result)
        match result.outcome:
            case "broken":
                pytest.xfail(line(result.broken))
            case "needs" | "not yet":
                pytest.skip(line("; ".join(f.message for f in result.all_findings())))
        if result.failed:
            raise GuestTestFailed(_failure(result))


def _failure(result: Result) -> Failure:
    """Return what is wrong in the situations that failed; an error is told at its line."""
    at, message = result.block.line, f"{result.outcome} in {_situations(result)}"
    errors = [f for f in result.all_findings() if f.severity == "error"]
    if result.outcome == "error" and errors:
        at, message = errors[0].line or at, errors[0].message
    where = f"{line(result.block.file)}:{at}"
    return Failure(line(message, 1000), where, "", tuple(_details(result)))


def _situations(result: Result) -> str:
    return ", ".join(c.run.label for c in result.runs if c.outcome in FAILING)


def _details(result: Result) -> Iterator[str]:
    for checked in result.runs:
        if checked.outcome in FAILING:
            yield f"{checked.run.label}: {checked.outcome}"
            yield from (f"    {line(text, 500)}" for text in told(result, checked))
