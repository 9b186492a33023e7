"""Tests that are written in JavaScript (`*.test.js`): `describe`, `it` and `expect`, with `jshost`
to have the host do what a user does. Their guest half is polyfills/70_testing.js.

A file is loaded in a fresh guest to list its tests, and again for each test that is run. Messages
and names are the guest's, and safe to show.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jshost import checks
from jshost.engine.port import Engine, Module
from jshost.errors import InputError, JsHostError, ProtocolError, UnansweredError
from jshost.frozen import Frozen
from jshost.host import Host
from jshost.testing.controls import Controls
from jshost.testing.lines import difference
from jshost.testing.programs import around
from jshost.text import block, line
from jshost.trace import ErrorRecord

if TYPE_CHECKING:
    from jshost.bridge import Modules
    from jshost.project.config import Project

TIMEOUT = 60.0
"""The wall time of one test, and of the loading of a file, in seconds."""

# The framework is there before a program is: a test may require modules that look for it.
_CHUNKS = ("framework", "refusal", "testing")

_MAX_NAME = 400
_MAX_VALUE = 500
_MAX_FRAMES = 100
_MAX_NOTES = 3

# The file of tests that is no CommonJS module of its own: its names are a scope around it.
_COMMONJS = ("(function (require, module, exports) {\n", "\n})")
_TEST = (
    "(function () { with (arguments[3]) return function (require, module, exports) {\n",
    "\n} })",
)

# What a folder without a mini program is made into: one with a page that is never opened.
_NO_PAGE = "jshost-no-page/index"
_NO_PROGRAM = {"app.json": f'{{"pages": ["{_NO_PAGE}"]}}', f"{_NO_PAGE}.js": ""}


class GuestFailure(JsHostError):
    """A test file that fails while it is loaded: its message says where."""

    exit_code = 1


class TestCase(Frozen):
    """One test: its number in the file, the names of its suites and its own, the line at which it
    is declared (0 if unknown); why it is not to be run, None if it is.
    """

    __test__ = False  # no test of pytest's

    number: int
    names: tuple[str, ...]
    line: int
    skip: str | None


class Failure(Frozen):
    """Why a test failed, and where in its own file as far as that is known (`file:line:column`);
    `diff` are the lines of two values compared, `- ` expected and `+ ` received.
    """

    message: str
    where: str
    stack: str = ""
    diff: tuple[str, ...] = ()


def collect(path: Path, **settings: Any) -> list[TestCase]:
    """List the tests of a file. `settings` are those of a Host.

    Raises InputError for a file that cannot be used or has no tests, GuestFailure for one that
    fails while it is loaded, and what running a guest raises.
    """
    with open_host(path, **settings) as host, host.limited(TIMEOUT):
        controls = _controls(host)
        engine, file = host.realm.engine, controls.file
        cases = [_case(at, test, engine, file) for at, test in enumerate(_load(controls, host))]
    if not cases:
        raise InputError(f"{path}: no tests; declare one with it('name', () => {{ … }})")
    return cases


def run(host: Host, case: TestCase, *, timeout: float | None = TIMEOUT) -> Failure | None:
    """Run one test in a host that `open_host` has just made; return why it failed, None if it
    passed. Raises LimitError, EngineError, StateError.

    Besides what the test itself finds, it fails for an error that the program does not catch,
    unless the test has looked at `jshost.errors()` since; for a question that nobody answers; and
    if it never comes to its end.
    """
    controls = _controls(host)
    with host.limited(timeout):
        try:
            return _run(controls, host, case)
        except UnansweredError as error:
            return Failure(block(str(error)), _place(controls, case))
        except GuestFailure as error:
            return Failure(str(error), _place(controls, case))


def open_host(path: Path, **settings: Any) -> Host:
    """Return a host for one test of a file, with the mini program that the file is in; its clock is
    virtual, and questions that nobody answers fail, unless `settings` say otherwise.

    The program is that of the nearest folder upwards with an app.json, or with a
    project.config.json that leads to one. Elsewhere there is none, and the file may require those
    of its own folder. Raises InputError as Host does.
    """
    from jshost.project.cache import TransformCache
    from jshost.project.modules import ProjectModules

    project, file, has_program = _find_project(Path(path))
    project.package.text(file)  # raises what is wrong with it
    host = Host(project=project, **_defaults(settings), **settings)
    host.realm.preload = _CHUNKS
    bridge = host.realm.bridge
    bridge.modules = _TestModules(ProjectModules(project, TransformCache()), file)
    bridge.controls = Controls(host, file, has_program=has_program)
    return host


def _defaults(settings: dict[str, Any]) -> dict[str, Any]:
    """Return what a host for tests has where its settings do not say otherwise."""
    given = settings.get("scenario")
    scenario = checks.load_scenario(Path(given)) if isinstance(given, Path | str) else given
    policy = scenario.on_prompt if scenario else None
    defaults = {"clock": "virtual", "on_prompt": policy or "fail", "sites": True}
    return {name: value for name, value in defaults.items() if settings.get(name) is None}


def _controls(host: Host) -> Controls:
    controls = host.realm.bridge.controls
    if not isinstance(controls, Controls):
        raise InputError("a host for tests is made by open_host()")
    return controls


# -- the file's place --


class _TestModules:
    """A project's files (bridge.Modules), of which one is the file of tests."""

    def __init__(self, modules: Modules, file: str) -> None:
        self._modules = modules
        self._file = file

    def module(self, origin: str, specifier: str, line: int) -> Module:
        found = self._modules.module(origin, specifier, line)
        if origin or specifier != f"/{self._file}" or found.kind != "commonjs":
            return found
        source = found.text.removeprefix(_COMMONJS[0]).removesuffix(_COMMONJS[1])
        return Module(found.path, "test", f"{_TEST[0]}{source}{_TEST[1]}")


def _find_project(path: Path) -> tuple[Project, str, bool]:
    """Return the project of a test file, the file's path in it, and whether it is a mini
    program.
    """
    from jshost.project.config import Project
    from jshost.project.files import Overlay
    from jshost.source import read_script

    if not path.is_file():
        what = "a folder, not a file of tests" if path.is_dir() else "no such file"
        raise InputError(f"{path}: {what}")
    whole = path.absolute()
    folder = around(whole)
    if folder is None:
        package = Overlay(whole.parent, _NO_PROGRAM)
        return Project.read(whole.parent, package), whole.name, False
    project = Project.open(folder)
    root = project.package.root or folder
    if whole.is_relative_to(root):
        return project, whole.relative_to(root).as_posix(), True
    # Beside the program's own folder: a file of it all the same, for the time of the test.
    file = whole.relative_to(folder).as_posix()
    beside = Overlay(root, {file: read_script(path)})
    return project.replace(package=beside), file, True


# -- running --


def _load(controls: Controls, host: Host) -> list[Any]:
    """Load the file and return its tests, as the guest half tells of them. Raises GuestFailure."""
    controls.enter(f"at the top level of {controls.file}", "load", f"/{controls.file}")
    if host.errors:
        error = host.errors[0]
        place = f"{line(error.where)}: " if error.where else ""
        raise GuestFailure(f"{place}{line(error.message, 1000)}")
    match controls.reports.get("collected"):
        case [list() as declared]:
            return declared
    raise _unknown(controls.reports)


def _case(number: int, declared: Any, engine: Engine, file: str) -> TestCase:
    match declared:
        case [list() as names, int() as first, str() as stack, (None | str()) as skip]:
            place = engine.position("", first)
            if place is None or place[0] != file:  # a function from elsewhere, or none
                _, place = _own_frame(engine, stack, file)
            shown = tuple(line(str(name), _MAX_NAME) for name in names)
            return TestCase(number, shown, place[1] if place and place[0] == file else 0, skip)
    raise _unknown(declared)


def _place(controls: Controls, case: TestCase) -> str:
    return f"{controls.file}:{case.line}"


def _run(controls: Controls, host: Host, case: TestCase) -> Failure | None:
    declared = _load(controls, host)
    known = declared[case.number : case.number + 1]
    if [_case(0, test, host.realm.engine, controls.file).names for test in known] != [case.names]:
        message = "the file declares other tests than when they were listed"
        return Failure(message, _place(controls, case))
    controls.enter(f"in the test {case.names[-1]!r}", "run", case.number)
    failure = _finish(controls, host, case)
    return _with_errors(failure, host.errors[controls.errors_seen :], _place(controls, case))


def _with_errors(failure: Failure | None, errors: list[ErrorRecord], place: str) -> Failure | None:
    """Return a failure with what went wrong in the program, or what went wrong as the failure."""
    if failure is None and errors:
        first, *errors = errors
        where = line(first.where) or place
        failure = Failure(block(first.message), where, block(first.stack))
    notes = [": ".join(filter(None, map(line, (e.where, e.message)))) for e in errors[:_MAX_NOTES]]
    if failure is None or not notes:
        return failure
    return failure.replace(message="\n".join([failure.message, "also went wrong:", *notes]))


def _finish(controls: Controls, host: Host, case: TestCase) -> Failure | None:
    """Run the test to its end. What it wants done is done when nothing else is due; time passes
    only if it still waits for something then.
    """
    reports = controls.reports
    while "finished" not in reports:
        host.advance(0)  # not even what never runs anything goes on beyond the timeout
        if controls.waits:
            controls.do_next()
        elif host.app.scheduler.next_due() is not None:
            host.run_until(lambda: "finished" in reports or controls.waits)
        elif "finished" not in reports:
            message = "never finishes: nothing is left to do"
            return Failure(message, _place(controls, case))
    failure = _told(reports["finished"], host.realm.engine, _place(controls, case))
    if failure is None:
        host.settle()  # what the test has set off belongs to it
    return failure


# -- what is said --


def _told(report: list[Any], engine: Engine, case: str) -> Failure | None:
    """Return the failure that the guest half tells of; `case` is where the test stands. Raises
    ProtocolError.
    """
    match report:
        case [None]:
            return None
        case [{"message": str() as text, "stack": str() as stack, "details": None}]:
            matcher, said, texts = "", None, None
        case [
            {
                "message": str() as text,
                "stack": str() as stack,
                "details": {"matcher": str() as matcher, "said": said, "texts": texts},
            }
        ]:
            pass
        case _:
            raise _unknown(report)
    where = _where(engine, stack, case.rpartition(":")[0], matcher) or case
    failure = Failure(block(text), line(where), block(engine.locate(stack).rstrip()))
    return _compared(failure, engine, said, texts)


def _compared(failure: Failure, engine: Engine, said: Any, texts: Any) -> Failure:
    """Add what was expected and received, on a line each, and the lines of the two compared."""
    match said, texts:
        case None, None:
            return failure
        case [str() as head, str() as expected, str() as received], None | [str(), str()]:
            values = [line(engine.locate(text), _MAX_VALUE) for text in (expected, received)]
            message = f"{line(head)}\nexpected: {values[0]}\nreceived: {values[1]}"
            diff = difference(*map(engine.locate, texts)) if texts else ()
            note = "\nthey differ in what is not shown" if texts and not diff else ""
            return failure.replace(message=message + note, diff=diff)
    raise _unknown([said, texts])


def _unknown(report: Any) -> ProtocolError:
    return ProtocolError(f"a report of a test, of no known form: {str(report)[:80]!r}")


def _where(engine: Engine, stack: str, file: str, matcher: str) -> str:
    """Return the innermost place of a stack that is in the test's own file, else that in any; ""
    for none. The engine may have the line at which a call ends: that of a matcher is known better.
    """
    frame, place = _own_frame(engine, stack, file)
    if place is None:
        return ""
    path, number, column = place
    if matcher and not column:
        path, number = engine.call_site(frame, matcher) or (path, number)
    return ":".join(str(part) for part in (path, number, column) if part)


def _own_frame(engine: Engine, stack: str, file: str) -> tuple[str, tuple[str, int, int] | None]:
    for frame in stack.split("\n")[:_MAX_FRAMES]:
        place = engine.position(frame)
        if place is not None and place[0] == file:
            return frame, place
    return stack, engine.position(stack)
