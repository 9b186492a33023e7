"""What a test has its host do: the controls under `jshost`, of which polyfills/71_controls.js has
the guest's half.

Those that do something at once, or look, are answered at once. Those that a user does run the
program: they wait until the guest's turn is over, and are done one after the other.
"""

from __future__ import annotations

from collections import deque
from difflib import get_close_matches
from typing import Any, Literal

from jshost import checks, wire
from jshost.errors import ApiError, InputError, ProtocolError, message_limit
from jshost.host import Host
from jshost.registry import Api, Family
from jshost.steps import take
from jshost.trace import EventRecord
from jshost.values import plain
from jshost.world.scenario import Button, Step

_jshost = Family("jshost", kind="real")
_REPORTS = ("collected", "finished")

MAX_WAITING = 10_000
"""How much a test may want done at once."""


class Controls:
    """The controls of one test file (bridge.Controls); `reports` is what its guest half has told of
    the tests themselves.

    Methods that are declared with `sync` are answered at once, those with `api` settle a promise.
    Raise InputError, which the test gets as an error.
    """

    def __init__(self, host: Host, file: str, *, has_program: bool) -> None:
        self._host = host
        self.file = file
        self._has_program = has_program
        self._waiting: deque[tuple[int, Api, dict[str, Any]]] = deque()
        self.reports: dict[str, list[Any]] = {}
        self.errors_seen = 0
        """How many of the host's errors the test has looked at."""

    # -- the guest's half --

    def answer(self, name: str, values: list[Any], number: int) -> list[Any]:
        if name in _REPORTS:
            self.reports[name] = values
            return [0, None]
        control = _CONTROLS.get(name)
        if control is None or (control.convention == "async") != (number > 0):
            raise ProtocolError(f"a control {name[:40]!r} with the number {number}")
        try:
            arguments = control.bind_positional(values)
            if control.convention == "sync":
                return [0, self._do(control, arguments)]
        except ApiError as error:
            return [1, f"jshost.{name}(): {error.reason.removeprefix('fail ').rstrip(';')}"]
        except InputError as error:
            return [1, f"jshost.{name}(): {error}"]
        if len(self._waiting) >= MAX_WAITING:
            raise message_limit(f"more than {MAX_WAITING:,} controls waiting")
        self._waiting.append((number, control, arguments))
        return [0, None]

    def enter(self, doing: str, *instruction: Any) -> None:
        """Run a turn of the guest half's tests; `doing` is for people."""
        realm = self._host.realm
        realm.bridge.begin(doing)
        realm.enter("test", wire.dumps(instruction))

    @property
    def waits(self) -> bool:
        """Whether there is something that the test wants done."""
        return bool(self._waiting)

    def do_next(self) -> None:
        """Do what has waited longest, and what is due then; tell the guest. Raises what running the
        program raises.
        """
        number, control, arguments = self._waiting.popleft()
        try:
            result = [1, self._do(control, arguments)]
            self._host.settle()
        except InputError as error:
            result = [0, f"jshost.{control.name}(): {error}"]
        self.enter(f"after jshost.{control.name}()", "settle", number, *result)

    def _do(self, control: Api, arguments: dict[str, Any]) -> Any:
        if control.handler is None:
            raise LookupError(f"{control.name} has no handler")
        if control.convention == "async" or control.returns_nothing:
            self._host.trace.add(EventRecord, f"jshost.{control.name}", _shown(arguments))
        return control.handler(self, **arguments)

    # -- what is decided, and what the user answers --

    @_jshost.sync("grant")
    def grant(self, scopes: list[str]) -> None:
        """Record that the user allows scopes, as the settings page would."""
        for scope in _checked(scopes):
            self._host.permissions.grant(scope)

    @_jshost.sync("deny")
    def deny(self, scopes: list[str]) -> None:
        """Record that the user refuses scopes."""
        for scope in _checked(scopes):
            self._host.permissions.deny(scope)

    @_jshost.sync("reset")
    def reset(self, scope: str | None = None) -> None:
        """Forget the decision on a scope, or all of them, as if the program had never asked."""
        if scope is not None:
            checks.check_scope(scope)
        self._host.permissions.reset(scope)

    @_jshost.sync("query")
    def query(self, scope: str) -> str:
        """Return the state of a scope: granted, denied or prompt."""
        checks.check_scope(scope)
        return self._host.permissions.query(scope)

    @_jshost.sync("answer")
    def answer_questions(self, key: str, choices: list[str]) -> None:
        """Have questions for `key` answered by `choices` from now on, in order, the last one ever
        after.
        """
        if not choices:
            raise InputError(f"which answer to {key}? give one or more")
        for choice in choices:
            checks.check_answer(key, choice)
        self._host.user.forget(key)
        self._host.user.answer(key, *choices)

    # -- looking --

    @_jshost.sync("prompts")
    def prompts(self) -> list[dict[str, Any]]:
        """Return the dialogs for scopes, in order."""
        found = self._host.prompts
        return [{"scope": p.scope, "api": p.api, "decision": p.decision} for p in found]

    @_jshost.sync("choices")
    def choices(self) -> list[dict[str, Any]]:
        """Return all other questions to the user, in order."""
        return [
            {"key": c.key, "alternatives": c.alternatives, "chosen": c.chosen}
            for c in self._host.choices
        ]

    @_jshost.sync("calls")
    def calls(self, api: str | None = None) -> list[dict[str, Any]]:
        """Return the calls of one API, or all of them: `at` is where the program made them."""
        if api is not None:
            self._check_api(api)
        found = self._host.calls(api)
        return [{"api": c.api, "args": c.args, "at": c.at} for c in found]

    @_jshost.sync("console")
    def console(self) -> list[dict[str, Any]]:
        """Return what the guest wrote."""
        return [{"level": c.level, "message": c.message} for c in self._host.console]

    @_jshost.sync("errors")
    def errors(self) -> list[dict[str, Any]]:
        """Return what went wrong in the guest. What the test has seen here does not fail it."""
        found = self._host.errors
        self.errors_seen = len(found)
        return [{"where": e.where, "message": e.message} for e in found]

    @_jshost.sync("toast")
    def toast(self) -> str | None:
        """Return the title of the toast that is shown, None where there is none."""
        toast = self._host.phone.screen.toast
        return toast.title if toast else None

    @_jshost.sync("page")
    def page(self) -> dict[str, Any] | None:
        """Return the page that is shown, without its data: the guest half has that."""
        pages = self._host.pages
        if not pages:
            return None
        return {"id": pages[-1].id, "route": pages[-1].route, "options": pages[-1].options}

    @_jshost.sync("pages")
    def pages(self) -> list[str]:
        """Return the routes of the page stack, the page that is shown last."""
        return [page.route for page in self._host.pages]

    @_jshost.sync("now")
    def now(self) -> float:
        """Return the milliseconds since the start of the run."""
        return round(self._host.app.clock.now(), 3)

    # -- what the user does --

    @_jshost.api("launch")
    def launch(self, path: str | None = None) -> None:
        """Start the mini program, on its first page or on another one (`/pages/a/a?x=1`)."""
        project = self._host.project
        if not self._has_program or project is None:
            raise InputError("this test file is in no mini program: no app.json above it")
        if self._host.app.program().project is not None:
            raise InputError("the mini program is running; every test starts it at most once")
        if not project.package.is_file("app.js"):
            raise InputError("the mini program has no app.js")
        launch = self._host.scenario.launch
        if path is not None:
            route, _, query = path.partition("?")
            launch = launch.replace(path=route.lstrip("/"), query=query)
        self._host.launch(launch)

    @_jshost.api("tap")
    def tap(self, handler: str, event: dict[str, Any] | None = None) -> None:
        """Tap what is bound to a handler; the event may have a `dataset` and a `detail`."""
        take(self._host, Step(tap=handler, **_event(event, "dataset", "detail")))

    @_jshost.api("input")
    def input(self, handler: str, value: Any, event: dict[str, Any] | None = None) -> None:
        """Type into what is bound to a handler; the event may have a `dataset`."""
        take(self._host, Step(input=handler, value=plain(value), **_event(event, "dataset")))

    @_jshost.api("call")
    def call(self, method: str, values: list[Any]) -> Any:
        """Call a method of the page that is shown; return its result, as JSON has it."""
        return take(self._host, Step(call=method, args=tuple(values)))

    @_jshost.api("open")
    def open(self, url: str) -> None:
        """Go to a page, as by a `navigator`."""
        take(self._host, Step(open=url))

    @_jshost.api("back")
    def back(self, delta: int = 1) -> None:
        """Go back by that many pages."""
        take(self._host, Step(back=delta))

    @_jshost.api("tab")
    def tab(self, route: str) -> None:
        """Tap an item of the tab bar."""
        take(self._host, Step(tab=route))

    @_jshost.api("background")
    def background(self) -> None:
        """Leave the program."""
        take(self._host, Step(background=True))

    @_jshost.api("foreground")
    def foreground(self) -> None:
        """Come back to it."""
        take(self._host, Step(foreground=True))

    @_jshost.api("media")
    def media(self, button: Button) -> None:
        """Press a button of the background audio on the lock screen."""
        take(self._host, Step(media=button))

    @_jshost.api("interruption")
    def interruption(self, which: Literal["begin", "end"]) -> None:
        """Have the phone take the sound for itself, as a call does, or give it back."""
        take(self._host, Step(interruption=which))

    @_jshost.api("device")
    def device(self, changes: dict[str, Any]) -> None:
        """Have the phone change: fields of a scenario's [device], such as `{ theme: 'dark' }`."""
        take(self._host, Step(device=plain(changes)))

    @_jshost.api("memory")
    def memory(self, level: int = 10) -> None:
        """Have the phone run out of memory; the level is Android's: 5, 10 or 15."""
        self._host.warn_of_memory(level)

    @_jshost.api("screenshot")
    def screenshot(self) -> None:
        """Take a picture of the screen."""
        take(self._host, Step(screenshot=True))

    @_jshost.api("wait")
    def wait(self, milliseconds: float) -> None:
        """Let time pass, with everything that is due in it."""
        take(self._host, Step(wait=milliseconds))

    def _check_api(self, api: str) -> None:
        known = [known.name for known in self._host.app.registry]
        if api not in known:
            close = get_close_matches(api, known, 1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise InputError(f"there is no API {api!r}{hint}")


_CONTROLS = {control.name: control for control in _jshost.apis}


def _checked(scopes: list[str]) -> list[str]:
    if not scopes:
        raise InputError("which scope? give one or more")
    for scope in scopes:
        checks.check_scope(scope)
    return scopes


def _event(event: dict[str, Any] | None, *known: str) -> dict[str, Any]:
    """Return the fields of an event that a step takes. Raises InputError for others."""
    fields = event or {}
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise InputError(f"the event may have {' and '.join(known)}, not {unknown[0]!r}")
    if not isinstance(fields.get("dataset", {}), dict):
        raise InputError("the event's dataset should be an object")
    return fields


def _shown(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return a control's arguments as the trace has them: those that were given."""
    return {name: plain(value) for name, value in arguments.items() if value is not None}
