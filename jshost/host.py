"""The host of one mini program: wires a guest to its permissions, its phone, its user and its
time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from jshost import source as sources
from jshost.apis import registry
from jshost.bridge import Bridge
from jshost.call import App
from jshost.clock import Clock, RealClock, VirtualClock
from jshost.differences import DIALECTS, Dialect, Platform, version
from jshost.engine.port import ISOLATIONS, Engine, Guest, Isolation, Kind, Limits
from jshost.engine.session import open_engine
from jshost.errors import EngineError, InputError, JsHostError, LimitError, RunTimeout
from jshost.permissions.manager import Answer, PermissionManager
from jshost.permissions.scopes import SCOPES
from jshost.permissions.store import Grants, MemoryGrants, StoredGrants
from jshost.scheduler import Scheduler
from jshost.trace import (
    CallRecord,
    ChoiceRecord,
    ConsoleRecord,
    ErrorRecord,
    EventRecord,
    ExitRecord,
    PromptRecord,
    Trace,
)
from jshost.user.port import AUTHORIZE, Choice, OnPrompt, Question, User, parse_switches
from jshost.user.scripted import Chain, Nobody, PolicyUser, ScriptedUser
from jshost.values import plain
from jshost.world.phone import Phone
from jshost.world.scenario import Scenario
from jshost.world.scenario import load as load_scenario
from jshost.world.storage import DataCache, MemoryCache, StoredCache

TOURIST = "touristappid"
"""The app id that DevTools gives to a project without one."""

T = TypeVar("T")

DEFAULT_ISOLATION: Isolation = "process"

_DECISIONS: dict[str, Literal["granted", "denied", "dismissed"]] = {
    "allow": "granted",
    "deny": "denied",
    "dismiss": "dismissed",
}


class Host:
    """A phone with one mini program on it, under the control of a program or a person.

    `state` is a folder in which decisions and storage are kept; without one they end with the host.
    Settings given here win over those of the `scenario` (a Scenario, or the path of a TOML file).
    `user` answers what no script answers; without one, or where it has no answer, the safe
    alternative stands in and `warn` is told. The guest runs in a process of its own unless
    `isolation` is "none", which is for trusted code only; "strict" refuses to run where a
    protection of that process is missing. Raises InputError for settings that make no sense,
    StateError where the state cannot be used.
    """

    def __init__(
        self,
        *,
        app_id: str | None = None,
        title: str | None = None,
        clock: Literal["real", "virtual"] | None = None,
        base_library: str | None = None,
        dialect: Dialect | None = None,
        on_prompt: OnPrompt | None = None,
        grant: Iterable[str] = (),
        deny: Iterable[str] = (),
        answers: Mapping[str, str | Iterable[str]] | None = None,
        scenario: Scenario | Path | str | None = None,
        state: Path | str | None = None,
        root: Path | str | None = None,
        limits: Limits | None = None,
        isolation: Isolation | None = None,
        user: User | None = None,
        warn: Callable[[Question], None] | None = None,
    ) -> None:
        given = {
            "app_id": app_id,
            "title": title,
            "clock": clock,
            "base_library": base_library,
            "dialect": dialect,
            "on_prompt": on_prompt,
        }
        self.scenario = _scenario(scenario, given)
        settings = self.scenario
        self._clock: Clock = VirtualClock() if settings.clock == "virtual" else RealClock()
        self._scheduler = Scheduler(self._clock)
        self.trace = Trace(self._clock)
        self.user = ScriptedUser()
        self._fallback = self._make_fallback(user, warn)
        self._prompt_seconds = 0.0
        self._failed: JsHostError | None = None
        self._engine: Engine | None = None
        self._limits = limits or Limits()
        self.isolation: Isolation = isolation or DEFAULT_ISOLATION
        if self.isolation not in ISOLATIONS:
            raise InputError(f"isolation {self.isolation!r} is none of {', '.join(ISOLATIONS)}")
        self._close_state: Callable[[], None] = lambda: None

        # A name from the file system may have lone surrogates, which no database takes.
        identity = (settings.app_id or TOURIST).encode("utf-8", "replace").decode()
        platform = Platform(settings.base_library, settings.dialect)
        grants, cache = self._open_state(identity, state)
        self.permissions = PermissionManager(
            grants, platform, self._ask_scope, self._scheduler.post
        )
        self.app = App(
            app_id=identity,
            title=settings.title or identity,
            platform=platform,
            clock=self._clock,
            scheduler=self._scheduler,
            permissions=self.permissions,
            phone=Phone(settings, identity, cache, self._clock.epoch, Path(root) if root else None),
            registry=registry(),
            choose=self._choose,
            tell=self._tell,
            emit=lambda event, detail: self._bridge.emit(event, detail),
            call_back=lambda identity: self._bridge.call_back(identity),
        )
        self._bridge = Bridge(self.app, self.trace, lambda: self._guest(), self._enter)
        self._prepare(grant, deny, answers or {})

    # -- running --

    def run_file(self, path: Path | str, *, timeout: float | None = None) -> None:
        """Load a script file and run until nothing is left to do, or for `timeout` seconds.

        What goes wrong in the guest is in `errors`. Raises InputError, LimitError, EngineError,
        StateError, UnansweredError. A script that fails while it loads is not run any further.
        """
        path = Path(path)
        self.run_script(sources.read_script(path), str(path), timeout=timeout)

    def run_script(self, text: str, name: str, *, timeout: float | None = None) -> None:
        """Run a script's text as `run_file` runs a file; `name` stands in errors."""
        if self.load(text, name):
            self.run_until_idle(timeout=timeout)

    def load(self, text: str, name: str = "<script>") -> bool:
        """Evaluate a script as a file of its own; return whether it got to its end."""
        text = _checked(text, name)
        self._bridge.begin(f"at the top level of {name}")
        return self._entered(lambda engine: engine.load(name, text, self._clock.epoch()))

    def eval(self, text: str) -> Any:
        """Evaluate an expression or a script in the guest's global scope and return its value.

        Values cross as JSON; what JSON cannot say comes as its name, undefined as None.
        """
        self._bridge.value = None
        self._bridge.begin("in eval")
        self._enter("eval", _checked(text, "<eval>"))
        return plain(self._bridge.value)

    def run_until_idle(self, *, timeout: float | None = None) -> None:
        """Run macrotasks until nothing is left but what the phone does by itself. Raises RunTimeout
        after `timeout` seconds, time at prompts left out.
        """
        wall = RealClock()
        asked = self._prompt_seconds
        scheduler, clock = self._scheduler, self._clock
        while not scheduler.idle:
            due = scheduler.next_due() or 0.0
            if timeout is not None:
                left = timeout - wall.now() / 1000 + (self._prompt_seconds - asked)
                wait = 0.0 if clock.virtual else (due - clock.now()) / 1000
                if left <= 0 or wait > left:
                    self._sleep(left)
                    raise RunTimeout(
                        f"timeout of {timeout:g} s reached with work left to do "
                        "(a timer, an interval or a pending call)"
                    )
            clock.wait_until(due)
            scheduler.run_next()

    def advance(self, milliseconds: float) -> None:
        """Let that much virtual time pass, with everything that is due in it. Raises InputError on
        the real clock.
        """
        if not self._clock.virtual:
            raise InputError('advance() needs Host(clock="virtual")')
        end = self._clock.now() + milliseconds
        while (due := self._scheduler.next_due()) is not None and due <= end:
            self._clock.wait_until(due)
            self._scheduler.run_next()
        self._clock.wait_until(end)

    def reset(self) -> None:
        """Throw the guest away and begin a new run: time, trace and phone start afresh.

        Decisions, storage, the album and the answers that are left stay. A host whose guest has
        come to its end is usable again.
        """
        self._close_engine()
        self._failed = None
        self._prompt_seconds = 0.0
        self._clock.restart()
        self._scheduler.clear()
        self.trace.clear()
        self.permissions.forget_requests()
        self.phone.restart()
        self._bridge.reset()

    def close(self) -> None:
        """Give back the guest and the state. Nothing runs any more."""
        self._close_engine()
        close, self._close_state = self._close_state, lambda: None
        close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # -- looking --

    @property
    def phone(self) -> Phone:
        """The simulated phone: its screen, its album, its microphone."""
        return self.app.phone

    @property
    def protections(self) -> dict[str, str] | None:
        """The protections of the guest's process, each with what is missing ("" where it is
        active); None for a guest in this process.
        """
        return self._guest().protections

    @property
    def tracks_rejections(self) -> bool:
        """Whether rejections that nobody handles are noticed (not everywhere: see
        engine/_capi.py).
        """
        return self._guest().tracks_rejections

    @property
    def prompts(self) -> list[PromptRecord]:
        """The dialogs for scopes, in order."""
        return self.trace.of(PromptRecord)

    @property
    def choices(self) -> list[ChoiceRecord]:
        """All other questions to the user, in order."""
        return self.trace.of(ChoiceRecord)

    @property
    def console(self) -> list[ConsoleRecord]:
        """What the guest wrote."""
        return self.trace.of(ConsoleRecord)

    @property
    def errors(self) -> list[ErrorRecord]:
        """What went wrong in the guest."""
        return self.trace.of(ErrorRecord)

    def calls(self, api: str | None = None) -> list[CallRecord]:
        """The calls of one API, or all of them."""
        return [call for call in self.trace.of(CallRecord) if api in (None, call.api)]

    @property
    def output_cut(self) -> tuple[int, int]:
        """How much console output and errors were too much to be kept: messages, and their
        characters.
        """
        messages, characters = self._bridge.cut
        return messages, characters

    def exit(self, reason: str, code: int) -> None:
        """Write the trace's last records."""
        messages, characters = self.output_cut
        if messages:
            detail = {"messages": messages, "characters": characters}
            self.trace.add(EventRecord, "outputCut", detail)
        self.trace.add(ExitRecord, reason, code)

    # -- the guest --

    def _close_engine(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()

    def _guest(self) -> Engine:
        if self._failed is not None:
            raise self._failed
        if self._engine is None:
            guest = Guest(
                registry().surface(self.app.platform),
                virtual=self._clock.virtual,
                seed=self.scenario.seed,
                origin=self._clock.epoch() - self._clock.now(),
            )
            self._engine = open_engine(guest, self._limits, self._bridge, self.isolation)
        return self._engine

    def _enter(self, kind: Kind, payload: str) -> None:
        def turn(engine: Engine) -> None:
            self._bridge.keep(len(payload))
            engine.turn(kind, payload, self._clock.epoch())

        self._entered(turn)

    def _entered(self, enter: Callable[[Engine], T]) -> T:
        """Enter the guest. What goes wrong in the middle of a turn is the guest's end."""
        engine = self._guest()
        try:
            return enter(engine)
        except (LimitError, EngineError) as error:
            self._failed = type(error)(f"{error}, {self._bridge.context()}")
            self.trace.add(EventRecord, "limit", str(self._failed))
            raise self._failed from error
        except JsHostError as error:
            self._failed = error
            raise
        except BaseException:
            self._failed = EngineError("the guest was interrupted in the middle of a turn")
            raise
        finally:
            if self._failed is not None:
                engine.close()

    def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            self._clock.wait_until(self._clock.now() + seconds * 1000)

    def _tell(self, name: str, detail: Any) -> None:
        self.trace.add(EventRecord, name, plain(detail))

    # -- the user --

    def _make_fallback(self, user: User | None, warn: Callable[[Question], None] | None) -> Chain:
        policy = self.scenario.on_prompt
        users: list[User] = [self.user]
        if policy is not None:
            users.append(PolicyUser(policy))
        if user is not None:
            users.append(user)
        users.append(Nobody(warn or (lambda question: None)))
        return Chain(*users)

    def _answer(self, question: Question) -> Choice:
        clock = RealClock()
        try:
            choice = self._fallback.choose(question)
        finally:
            self._prompt_seconds += clock.now() / 1000
        if choice is None:
            raise RuntimeError("somebody always answers")
        return choice

    def _ask_scope(self, scope: str, api: str) -> Answer:
        texts = SCOPES[scope]
        question = Question(
            "authorize",
            scope,
            AUTHORIZE,
            f"{self.app.title} 申请获得以下权限",
            (texts.request, f"{scope}, asked by wx.{api}"),
            ("允许", "拒绝", "dismiss"),
        )
        choice = self._answer(question)
        decision = _DECISIONS[choice.value]
        self.trace.add(PromptRecord, scope, api, decision, choice.by)
        return Answer(decision, choice.decided)

    def _choose(self, question: Question) -> str:
        choice = self._answer(question)
        alternatives = list(question.alternatives.values)
        self.trace.add(
            ChoiceRecord, question.kind, question.key, alternatives, choice.value, choice.by
        )
        return choice.value

    # -- setting up --

    def _open_state(self, app_id: str, state: Path | str | None) -> tuple[Grants, DataCache]:
        if state is None:
            return MemoryGrants(), MemoryCache()
        from jshost.database import Database

        database = Database(Path(state))
        self._close_state = database.close
        if self.scenario.title:
            # A file name that is not text has lone surrogates.
            title = self.scenario.title.encode("utf-8", "replace").decode()
            database.rows("INSERT OR REPLACE INTO apps VALUES (?, ?)", app_id, title)
        return StoredGrants(database, app_id), StoredCache(database, app_id)

    def _prepare(
        self, grant: Iterable[str], deny: Iterable[str], answers: Mapping[str, str | Iterable[str]]
    ) -> None:
        """Record what is decided before the run, and hand the script its answers."""
        try:
            granted = {*self.scenario.grant, *grant}
            denied = {*self.scenario.deny, *deny}
            check_decisions(granted, denied)
            for key, values in {**self.scenario.answers, **answers}.items():
                choices = (values,) if isinstance(values, str) else tuple(values)
                for choice in choices:
                    check_answer(key, choice)
                self.user.answer(key, *choices)
            for scope in sorted(granted):
                self.permissions.grant(scope)
            for scope in sorted(denied):
                self.permissions.deny(scope)
        except BaseException:
            self.close()
            raise


def _scenario(given: Scenario | Path | str | None, settings: dict[str, Any]) -> Scenario:
    base = (
        given
        if isinstance(given, Scenario)
        else load_scenario(Path(given))
        if given
        else Scenario()
    )
    merged = base.replace(**{key: value for key, value in settings.items() if value is not None})
    try:
        parts = version(merged.base_library)
    except ValueError:
        parts = ()
    if len(parts) != 3:
        raise InputError(f"base library {merged.base_library!r} should be a version such as 2.0.0")
    if merged.dialect not in DIALECTS:
        raise InputError(f"dialect {merged.dialect!r} should be one of {', '.join(DIALECTS)}")
    return merged


def _checked(text: str, name: str) -> str:
    """Return source text that the engine can be given, or raise InputError."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{name}: a lone surrogate at offset {error.start}") from None
    if "\0" in text:
        raise InputError(f"{name}: a NUL character at offset {text.index(chr(0))}")
    return text


def check_scope(scope: str) -> None:
    """Raise InputError for a scope that does not exist, with the one that was meant if that can be
    guessed.
    """
    if scope not in SCOPES:
        from difflib import get_close_matches

        close = get_close_matches(scope, SCOPES, 1, 0.5)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(SCOPES)}"
        raise InputError(f"unknown scope {scope!r}; {hint}")


def check_decisions(granted: set[str], denied: set[str]) -> None:
    """Raise InputError for unknown scopes, and for one that is both granted and denied."""
    for scope in sorted(granted | denied):
        check_scope(scope)
    both = sorted(granted & denied)
    if both:
        raise InputError(f"{both[0]} is both granted and denied; choose one")


def check_answer(key: str, choice: str) -> None:
    """Raise InputError for an answer to a question that nothing asks, or that it cannot have."""
    questions = registry().questions()
    if key.startswith("scope."):
        check_scope(key)
        alternatives = AUTHORIZE
    elif key in questions:
        alternatives = questions[key]
    else:
        known = ", ".join(sorted(questions))
        raise InputError(f"{key!r} asks the user nothing; a scope does, and {known}")
    for scope in parse_switches(choice) or () if alternatives.free == "settings" else ():
        check_scope(scope)
    if not alternatives.accepts(choice):
        raise InputError(
            f"{choice!r} is no answer to {key}; possible are {alternatives.describe()}"
        )
