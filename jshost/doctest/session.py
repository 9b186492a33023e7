"""A session: the examples of some pages, found, run in every situation, and compared with what is
expected of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from jshost.doctest import expected, fixtures
from jshost.doctest.blocks import Block, find_pages, read_page
from jshost.doctest.examples import Example, Run, Settings, name_of, run_all
from jshost.doctest.findings import Finding, of_code, of_run
from jshost.doctest.kinds import Kind, classify
from jshost.errors import InputError, JsHostError
from jshost.frozen import Frozen
from jshost.situations import SITUATIONS
from jshost.text import line as shown

Outcome = Literal["ok", "error", "differs", "new", "needs", "not yet", "broken", "fixed"]
FAILING: frozenset[Outcome] = frozenset(("error", "differs", "new", "fixed"))
RUNNABLE = ("js", "fragment")
_KNOWN = frozenset(situation.name for situation in SITUATIONS)
Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


class Checked(Frozen):
    """A run, and what is to be said of it. `difference` is a unified diff from what is expected to
    what it did.
    """

    run: Run
    outcome: Outcome
    findings: tuple[Finding, ...]
    difference: tuple[str, ...] = ()


class Result(Frozen):
    """A block, and what came of running it; `findings` are those of its code."""

    page: Path
    block: Block
    kind: Kind
    broken: str = ""
    findings: tuple[Finding, ...] = ()
    runs: tuple[Checked, ...] = ()

    @property
    def name(self) -> str:
        """What tells the block from others on its page."""
        return name_of(self.block)

    @property
    def outcome(self) -> Outcome | Literal["skipped", ""]:
        """The worst outcome of its runs; "" for a block that is no example."""
        if self.kind.name not in RUNNABLE:
            return ""
        if self.block.skip:
            return "skipped"
        found = {checked.outcome for checked in self.runs}
        order: tuple[Outcome, ...] = (
            "error", "differs", "new", "fixed", "needs", "not yet", "broken", "ok"
        )  # fmt: skip
        return next((outcome for outcome in order if outcome in found), "error")

    @property
    def failed(self) -> bool:
        return self.outcome in FAILING

    def all_findings(self) -> list[Finding]:
        """Return the findings of its code and of its runs, each once, in the order of lines."""
        found = [*self.findings, *(f for checked in self.runs for f in checked.findings)]
        return sorted(dict.fromkeys(found), key=lambda finding: finding.line)


class Report(Frozen):
    """What a session found: a result for each block, and a line for each thing that is wrong with
    pages, fixtures and expectations; `notes` are of what is wrong with the markup of pages.
    """

    results: tuple[Result, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def warnings(self) -> int:
        """How many warnings there are, notes included."""
        found = [finding for result in self.results for finding in result.all_findings()]
        return len(self.notes) + sum(finding.severity == "warning" for finding in found)


class Session:
    """Runs examples. `expect` is a folder for expectations; without one they lie beside the pages.

    Raises nothing for what is wrong with a page: that is a fault, and the others are run.
    """

    def __init__(self, settings: Settings, *, expect: Path | None = None, jobs: int = 0) -> None:
        self._settings = settings
        self._expect = expect
        # The engine of this process is for one thread at a time.
        self._jobs = 1 if settings.isolation == "none" else jobs or min(8, os.cpu_count() or 1)
        self._folders: dict[Path, fixtures.Folder] = {}
        self._expected: dict[Path, dict[str, expected.Runs] | None] = {}
        self._pages: list[Path] = []
        self.faults: list[str] = []
        self.stale: list[str] = []
        """What is wrong with expectations: writing them anew mends it."""
        self.notes: list[str] = []

    # -- collecting --

    def collect(
        self, paths: Iterable[Path], progress: Progress = lambda done, of: None
    ) -> list[Result]:
        """Return the blocks of pages, nothing run yet."""
        pages, faults = find_pages(paths)
        self.faults += faults
        results: list[Result] = []
        for number, path in enumerate(pages, 1):
            results += self.read(path)
            progress(number, len(pages))
        self._note_fixtures()
        return results

    def read(self, path: Path) -> list[Result]:
        """Return the blocks of one page."""
        try:
            page = read_page(path)
        except InputError as error:
            self.faults.append(str(error))
            return []
        try:
            self._expected[path] = expected.read(self._file(path))
        except InputError as error:
            self.stale.append(str(error))
            self._expected[path] = None
        self._pages.append(path)
        for fault in page.faults:
            told = self.faults if fault.is_ours else self.notes
            told.append(f"{fault.file}:{fault.line}: {fault.message}")
        results = [self._result(path, block) for block in page.blocks]
        self._note_stale(path, results)
        return results

    def _result(self, path: Path, block: Block) -> Result:
        kind = classify(block.text, block.hint)
        folder = fixtures.find(path, self._folders)
        broken = folder.broken(path, name_of(block))
        given = folder.of(path, name_of(block))
        self._note_collisions(block, kind, given)
        return Result(path, block, kind, broken)

    def _note_collisions(self, block: Block, kind: Kind, given: fixtures.Fixtures) -> None:
        for name in given.names:
            if name in kind.declares:
                where = f"{block.file}:{block.line}"
                self.faults.append(
                    f"{where}: {name_of(block)} declares {name} itself, and jshost.toml gives it "
                    "a value: take one of them out"
                )

    def _note_fixtures(self) -> None:
        for folder in self._folders.values():
            self.faults += [*folder.faults, *folder.unused(self._pages)]

    def _note_stale(self, path: Path, results: list[Result]) -> None:
        """Say what is expected of examples, and in situations, that there are not."""
        names = {result.name for result in results if result.kind.name in RUNNABLE}
        for name, runs in (self._expected[path] or {}).items():
            if name not in names:
                said = "there is no such example on the page; --update takes it out"
                self.stale.append(f"{self._file(path)}: {name}: {said}")
                continue
            for label in runs:
                if not _is_label(label):
                    said = f"there is no situation {shown(label)!r}; --update takes it out"
                    self.stale.append(f"{self._file(path)}: {name}: {said}")

    def _file(self, path: Path) -> Path:
        return expected.file_of(path, self._expect)

    # -- running --

    def run(
        self, results: Iterable[Result], progress: Progress = lambda done, of: None
    ) -> Iterator[Result]:
        """Yield each result with its runs, in order."""
        waiting = list(results)
        runnable = [result for result in waiting if is_example(result)]
        with ThreadPoolExecutor(self._jobs, "jshost-doctest") as pool:
            done = pool.map(self.check, runnable)
            number = 0
            try:
                for result in waiting:
                    if not is_example(result):
                        yield result
                        continue
                    yield next(done)
                    number += 1
                    progress(number, len(runnable))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def check(self, result: Result) -> Result:
        """Run an example in every situation and return the result with what came of it."""
        example = self.example(result)
        try:
            runs = run_all(example, self._settings)
        except JsHostError as error:
            found = Finding("error", "cannot-run", result.block.line, str(error))
            return result.replace(findings=(found,))
        code = {run.base_library: tuple(of_code(example, run.base_library)) for run in runs}
        checked = [self._judge(example, run, code[run.base_library]) for run in runs]
        if example.broken:
            checked = _broken(checked)
        findings = dict.fromkeys(finding for found in code.values() for finding in found)
        return result.replace(findings=tuple(findings), runs=tuple(checked))

    def example(self, result: Result) -> Example:
        """Return a block with what it is given."""
        folder = fixtures.find(result.page, self._folders)
        given = folder.of(result.page, result.name)
        return Example(result.page, result.block, result.kind, given, result.broken)

    def _judge(self, example: Example, run: Run, code: tuple[Finding, ...]) -> Checked:
        findings = tuple(of_run(example, run))
        known = self._expected.get(example.page)
        name = name_of(example.block)
        wanted = (known or {}).get(name, {}).get(run.label)
        if wanted is not None:
            difference = _difference(wanted, run.lines)
            return Checked(run, "differs" if difference else "ok", findings, difference)
        outcome = _outcome((*code, *findings), {finding.kind for finding in findings})
        is_new = known is not None and name not in known and not example.broken
        if is_new and outcome in ("ok", "error"):
            outcome = "new"
        return Checked(run, outcome, findings)

    # -- expectations --

    def update(self, results: Iterable[Result]) -> list[Path]:
        """Write what the examples did as what is expected of them; return the files that changed.
        Raises StateError.
        """
        pages: dict[Path, dict[str, dict[str, Iterable[str]]]] = {p: {} for p in self._pages}
        for result in results:
            runs = {c.run.label: c.run.lines for c in result.runs}
            if not runs or result.broken or result.outcome in ("needs", "not yet"):
                continue
            before = (self._expected.get(result.page) or {}).get(result.name, {})
            kept = {label: lines for label, lines in before.items() if _is_label(label)}
            pages[result.page][result.name] = {**kept, **runs}
        self.stale.clear()
        return [
            self._file(page)
            for page, examples in pages.items()
            if expected.write(self._file(page), page.name, examples)
        ]


def _is_label(label: str) -> bool:
    """Whether a label is one that a run can have."""
    return label.partition(" @")[0] in _KNOWN


def is_example(result: Result) -> bool:
    """Whether a block is run."""
    return result.kind.name in RUNNABLE and not result.block.skip


def _outcome(findings: Iterable[Finding], kinds: set[str]) -> Outcome:
    """Return what came of a run of which nothing is expected; `kinds` are of what it did."""
    if any(finding.severity == "error" for finding in findings):
        return "error"
    return "needs" if "needs" in kinds else "not yet" if "not-yet" in kinds else "ok"


def _broken(checked: list[Checked]) -> list[Checked]:
    """Return the runs of an example that is known to be broken: it is mended when all are fine."""
    fine = all(c.outcome == "ok" and not c.findings for c in checked)
    return [c.replace(outcome="fixed" if fine else "broken") for c in checked]


def _difference(wanted: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    return tuple(unified_diff([*wanted], [*found], "expected", "found", lineterm="", n=2))
