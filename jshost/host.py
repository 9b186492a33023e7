"""The host of one mini program: wires a guest to its permissions, its phone, its user and its
time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from jshost import checks
from jshost import source as sources
from jshost.apis import registry
from jshost.call import App, Pending, Thread
from jshost.clock import Clock, RealClock, VirtualClock
from jshost.differences import Dialect, Platform
from jshost.differences.files import room
from jshost.engine.port import ISOLATIONS, Guest, Isolation, Limits
from jshost.errors import ApiError, InputError, RunTimeout, TurnLimit
from jshost.framework.page import Page
from jshost.framework.program import MiniProgram
from jshost.hosts import parse
from jshost.permissions.manager import Answer, PermissionManager
from jshost.permissions.scopes import SCOPES
from jshost.permissions.store import Grants, MemoryGrants, StoredGrants
from jshost.realm import Realm
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
from jshost.user.port import AUTHORIZE, Choice, OnPrompt, Question, User
from jshost.user.scripted import Chain, Nobody, PolicyUser, ScriptedUser
from jshost.values import plain
from jshost.world.disk import Disk
from jshost.world.launch import Launch
from jshost.world.network import Network
from jshost.world.phone import Phone
from jshost.world.scenario import Button, NetworkSettings, Scenario
from jshost.world.storage import DataCache, MemoryCache, StoredCache

if TYPE_CHECKING:
    from jshost.database import FileDatabase
    from jshost.network.reach import Reach
    from jshost.project.cache import TransformCache
    from jshost.project.config import Project
    from jshost.threads import WorkerThread
    from jshost.world.logs import Line

TOURIST = "touristappid"
"""The app id that DevTools gives to a project without one."""

DEFAULT_ISOLATION: Isolation = "process"
_FOREVER = 1e15
MEMORY_LEVELS = (5, 10, 15)
"""How short of memory an Android phone may be (D)."""
_LONGEST_WAIT = 0.25
"""Seconds after which a wait looks up: not every system lets a signal end it."""

_DECISIONS: dict[str, Literal["granted", "denied", "dismissed"]] = {
    "allow": "granted",
    "deny": "denied",
    "dismiss": "dismissed",
}


class Host:
    """A phone with one mini program on it, under the control of a program or a person.

    `state` is a folder in which decisions and storage are kept; without one they end with the host.
    `project` is the folder of a mini program, which gives the app its id and name; `run` takes one
    too. What the program saves to the album is also written into `album_folder`.
    Settings given here win over those of the `scenario` (a Scenario, or the path of a TOML file).
    `user` answers what no script answers; without one, or where it has no answer, the safe
    alternative stands in and `warn` is told. With `sites` the trace says where each call is made;
    so it does where a question without an answer ends the run. The guest runs in a process of its
    own unless `isolation` is "none", which is for trusted code only; "strict" refuses to run where
    a protection of that process is missing. `allow_net` are hosts that the program may reach (HOST
    or HOST:PORT), beside those of the scenario; `record` is a file that exchanges with them are
    written to (HAR 1.2), `replay` one whose exchanges answer requests. Raises InputError for
    settings that make no sense, StateError where the state cannot be used.
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
        album_folder: Path | str | None = None,
        state: Path | str | None = None,
        project: Project | Path | str | None = None,
        root: Path | str | None = None,
        limits: Limits | None = None,
        isolation: Isolation | None = None,
        user: User | None = None,
        warn: Callable[[Question], None] | None = None,
        sites: bool = False,
        allow_net: Iterable[str] = (),
        record: Path | str | None = None,
        replay: Path | str | None = None,
    ) -> None:
        given = {
            "app_id": app_id,
            "title": title,
            "clock": clock,
            "base_library": base_library,
            "dialect": dialect,
            "on_prompt": on_prompt,
            "album_folder": None if album_folder is None else Path(album_folder),
        }
        self.project = _project(project) if isinstance(project, Path | str) else project
        self.scenario = checks.scenario(scenario, given)
        settings = self.scenario
        self._clock: Clock = VirtualClock() if settings.clock == "virtual" else RealClock()
        self._scheduler = Scheduler(self._clock)
        self.trace = Trace(self._clock, self._transcript)
        self.user = ScriptedUser()
        self._fallback = self._make_fallback(user, warn)
        self._sites = sites or settings.on_prompt == "fail"
        self._prompt_seconds = 0.0
        self._limit: tuple[float, RealClock, float] | None = None
        self._limits = limits or Limits()
        self.isolation: Isolation = isolation or DEFAULT_ISOLATION
        if self.isolation not in ISOLATIONS:
            raise InputError(f"isolation {self.isolation!r} is none of {', '.join(ISOLATIONS)}")
        self._close_state: Callable[[], None] = lambda: None
        self._reach: Reach | None = None
        self._network = _network(settings.network, allow_net, replay)

        # A name from the file system may have lone surrogates, which no database takes.
        identity = (
            (settings.app_id or self._own_id() or TOURIST).encode("utf-8", "replace").decode()
        )
        name = settings.title or (self.project and self.project.name) or identity
        platform = Platform(settings.base_library, settings.dialect)
        self._transforms: TransformCache | None = None
        self._state = None if state is None else Path(state)
        grants, cache = self._open_state(identity)
        disk = self._disk = self._open_disk(identity, platform)
        folder = self.project.package.root if self.project else Path(root) if root else None
        self.permissions = PermissionManager(
            grants, platform, self._ask_scope, self._scheduler.post
        )
        self.app = App(
            platform=platform,
            clock=self._clock,
            scheduler=self._scheduler,
            permissions=self.permissions,
            phone=Phone(
                settings, identity, name, cache, self._clock.epoch, folder, disk, self._network
            ),
            registry=registry(),
            choose=self._choose,
            tell=self._tell,
            emit=lambda *event: self._realm.bridge.emit(*event),
            listens=lambda event: self._realm.bridge.listens(event),
            call_back=lambda identity: self._realm.bridge.call_back(identity),
            program=lambda: self._program,
            start_thread=self._start_thread,
            reach=self._open_reach,
        )
        self._realm: Realm = Realm(
            self.app, self.trace, self._describe, self._limits, self.isolation
        )
        self._threads: list[WorkerThread] = []
        self._program: MiniProgram = MiniProgram(
            self.app,
            self._enter_program,
            lambda: self._realm.bridge.value,
            self.settle,
            lambda event: self._realm.bridge.listens(event),
        )
        self._prepare(grant, deny, answers or {}, record)

    # -- running --

    def run(
        self,
        path: Path | str | None = None,
        *,
        launch: Launch | None = None,
        timeout: float | None = None,
    ) -> None:
        """Run a script file, or start a mini program from its folder and run until its first page
        is ready and nothing is due any more. Without a path it is the host's `project`, or what the
        scenario names as its `program`.

        What goes wrong in the guest is in `errors`. Raises what `run_file` raises, and ProjectError
        for a folder that is no mini program.
        """
        if path is None and self.project is None:
            path = self.scenario.program
        if path is not None and not Path(path).is_dir():
            self.run_file(path, timeout=timeout)
            return
        if path is not None:
            self._adopt(_project(path))
        if self.project is None:
            raise InputError("which mini program? give run() a folder, or Host() a project")
        self.launch(launch)
        self.settle(timeout=timeout)

    def launch(self, launch: Launch | None = None) -> None:
        """Start the project, as the scenario says or in another way: its App, its first page. What
        they call comes back as the host is run on (`settle`, `run_until_idle`, `advance`).
        """
        from jshost.project.cache import TransformCache
        from jshost.project.modules import ProjectModules

        if self.project is None:
            raise InputError("there is no project to launch")
        if self._program.project is not None:
            raise InputError("a program is running; reset() ends it")
        self._transforms = self._transforms or TransformCache(self._state)
        self._realm.bridge.modules = ProjectModules(self.project, self._transforms)
        self._program.launch(self.project, launch or self.scenario.launch)
        self._transforms.flush()

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

    def load(self, text: str, name: str = "<script>", *, line: int = 1) -> bool:
        """Evaluate a script as a file of its own; return whether it got to its end. `line` is where
        it begins in a larger file of that name.
        """
        return self._realm.load(text, name, line)

    def eval(self, text: str) -> Any:
        """Evaluate an expression or a script in the guest's global scope and return its value.

        Values cross as JSON; what JSON cannot say comes as its name, undefined as None.
        """
        return self._realm.eval(text)

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do but what the phone does by itself."""
        return self._scheduler.idle

    def run_until_idle(self, *, timeout: float | None = None, within: float = _FOREVER) -> None:
        """Run macrotasks until nothing is left but what the phone does by itself, or what is not
        due `within` so many milliseconds. Raises RunTimeout after `timeout` seconds, time at
        prompts left out; TurnLimit.
        """
        end = self._clock.now() + within
        with self.limited(timeout):
            self._run_tasks(lambda due: due <= end and not self._scheduler.idle, end)

    def run_until(self, done: Callable[[], bool]) -> None:
        """Run macrotasks, what the phone does by itself too, until `done()` or none is left. Raises
        as `run_until_idle` does.
        """
        self._run_tasks(lambda due: not done())

    def settle(self, *, timeout: float | None = None) -> None:
        """Run what is due, and what that makes due, until time would have to pass. Raises as
        `run_until_idle` does.
        """
        now = self._clock.now
        with self.limited(timeout):
            self._run_tasks(lambda due: due <= now(), now())

    def advance(self, milliseconds: float, *, timeout: float | None = None) -> None:
        """Let that much time pass, with everything that is due in it: virtual time at once, real
        time as long as it takes.
        """
        if not 0 <= milliseconds < _FOREVER:
            raise InputError(f"{milliseconds} is no time that can pass, in milliseconds")
        end = self._clock.now() + milliseconds
        with self.limited(timeout):
            self._run_tasks(lambda due: due <= end, end)
            self._check_time(end)
        self._clock.wait_until(end)

    @contextmanager
    def limited(self, timeout: float | None) -> Iterator[None]:
        """Give everything that is run inside `timeout` seconds of wall time in all, time at prompts
        left out; None leaves it what it has. What takes longer raises RunTimeout.
        """
        before = self._limit
        if timeout is not None:
            self._limit = (timeout, RealClock(), self._prompt_seconds)
        try:
            yield
        finally:
            self._limit = before

    def _check_time(self, due: float) -> None:
        """Raise RunTimeout, when the time has come, if there is none left until `due`."""
        if self._limit is None:
            return
        left = self._seconds_left()
        wait = 0.0 if self._clock.virtual else (due - self._clock.now()) / 1000
        if left <= 0 or wait > left:
            self._sleep(left)
            raise RunTimeout(
                f"timeout of {self._limit[0]:g} s reached with work left to do "
                "(a timer, an interval or a pending call)"
            )

    def _seconds_left(self) -> float:
        """Return how much of the run's time is left."""
        if self._limit is None:
            return _FOREVER
        timeout, wall, asked = self._limit
        return timeout - wall.now() / 1000 + (self._prompt_seconds - asked)

    def _await_arrivals(self, wanted: Callable[[float], bool], end: float) -> None:
        """Take in what has arrived, and wait for what is in flight as long as nothing is due, until
        `end`.
        """
        scheduler, clock = self._scheduler, self._clock
        scheduler.take_in(0)
        while scheduler.in_flight and wanted(clock.now()):
            due = scheduler.next_due()
            wait = scheduler.seconds_until(end if due is None else min(due, end))
            if wait <= 0:
                return
            self._program.rest()
            if scheduler.take_in(min(wait, self._seconds_left(), _LONGEST_WAIT)):
                return
            self._check_time(clock.now())

    def _run_tasks(self, wanted: Callable[[float], bool], end: float = _FOREVER) -> None:
        """Run macrotasks in order, each as long as one that is due then is `wanted`. What is in
        flight is waited for until `end`, at most.
        """
        scheduler, clock = self._scheduler, self._clock
        turns = 0
        while True:
            if scheduler.in_flight:
                self._await_arrivals(wanted, end)
            due = scheduler.next_due()
            if due is None or not wanted(due):
                return
            rests = due > clock.now()
            self._check_time(due)
            if rests:
                self._program.rest()
            turns += 1
            if turns > self._limits.turns:
                raise TurnLimit(
                    f"turn limit reached: {self._limits.turns:,} turns without an end, "
                    f"{self._realm.bridge.context()}"
                )
            clock.wait_until(due)
            scheduler.run_next()

    # -- the user --

    @property
    def page(self) -> Page:
        """The page that is shown. Raises InputError where there is none."""
        return self._program.page

    @property
    def pages(self) -> list[Page]:
        """The page stack, the page that is shown last."""
        return self._program.pages

    def navigate(self, url: str, how: str = "navigateTo") -> None:
        """Have the user go to a page, as by a `navigator`, and run what is due. Raises InputError
        where that cannot be.
        """
        self._program.check_in_front()
        self._go(self._program.route(how, url))

    def back(self, delta: int = 1) -> None:
        """Have the user go back. A page that has called wx.enableAlertBeforeUnload has them asked
        first; whoever answers `cancel` stays.
        """
        self._program.check_in_front()
        self._go(self._program.leave(delta))

    def tap_tab(self, route: str) -> None:
        """Have the user tap an item of the tab bar."""
        self._program.rest()
        self._program.tap_tab(route)
        self.settle()

    def background(self) -> None:
        """Have the user leave the program, and run what is due."""
        self._program.background()
        self.settle()

    def take_call(self) -> None:
        """Have the user take a call in WeChat, which takes sound and microphone away from the
        program: what plays is paused, and nothing can be played. Run what is due.
        """
        self.app.emit("onAudioInterruptionBegin", {})
        self.phone.speaker.interrupt()
        self.phone.microphone.begin_call()
        self.settle()

    def end_call(self) -> None:
        """Have the user end that call. What was paused stays so."""
        self.phone.speaker.interrupted = False
        self.app.emit("onAudioInterruptionEnd", {})
        self.phone.microphone.end_call()
        self.settle()

    def foreground(self, launch: Launch | None = None) -> None:
        """Have the user come back to it."""
        self._program.foreground(launch)
        self.settle()

    def press_media(self, button: Button) -> None:
        """Have the user press a button that the phone's lock screen has for the background audio:
        play, pause, stop, next, prev; run what is due. Raises InputError where there is no such
        button: without background audio, and for next and prev on Android (D).
        """
        music = self.phone.speaker.music
        if music is None or not music.src:
            raise InputError("there is no background audio")
        if button not in get_args(Button):
            raise InputError(f"button {button!r} is none of {', '.join(get_args(Button))}")
        if button in ("next", "prev") and self.app.platform.dialect == "android":
            raise InputError(f"there is no button {button} on Android")
        music.press(button)
        self.settle()

    def change_device(self, **fields: Any) -> None:
        """Have the phone change while the program runs, and run what is due: `fields` are those of
        a scenario's [device], such as theme="dark", networkType="none",
        deviceOrientation="landscape" or keyboardHeight=300.

        wx.getSystemInfo and the like say so from now on, and listeners of wx.onThemeChange,
        onNetworkStatusChange, onNetworkWeakChange, onWindowResize, onKeyboardHeightChange and
        onBatteryInfoChange are told, as are App.onThemeChange and Page.onResize; `reset()` brings
        the scenario's phone back. Raises InputError for a field or a value that does not exist.
        """
        from jshost.apis import changes

        device = checks.device(self.phone.device, fields)
        self._tell("changeDevice", fields)
        changes.change_device(self.app, device)
        self.settle()

    def warn_of_memory(self, level: int = 10) -> None:
        """Have the phone run out of memory, and run what is due (wx.onMemoryWarning). The `level`
        is Android's: 5 moderate, 10 low, 15 critical. Raises InputError for others.
        """
        from jshost.apis import changes

        if level not in MEMORY_LEVELS:
            raise InputError(f"a memory warning is of level 5, 10 or 15, not {level!r}")
        changes.warn_of_memory(self.app, level)
        self.settle()

    def take_screenshot(self) -> None:
        """Have the user take a picture of the screen, and run what is due
        (wx.onUserCaptureScreen).
        """
        from jshost.apis import changes

        changes.take_screenshot(self.app)
        self.settle()

    def _go(self, pending: Pending) -> None:
        failed: list[ApiError] = []
        pending.then(lambda result: failed.append(result) if type(result) is ApiError else None)
        self._program.rest()
        self.settle()
        if failed:
            raise InputError(failed[0].reason.removeprefix("fail "))

    def reset(self) -> None:
        """Throw the guest away and begin a new run: time, trace and phone start afresh.

        Decisions, storage, the album and the answers that are left stay. A host whose guest has
        come to its end is usable again.
        """
        self._end_threads()
        self._close_reach()
        self._realm.reset()
        self._program.clear()
        self._prompt_seconds = 0.0
        self._clock.restart()
        self._scheduler.clear()
        self.trace.clear()
        self.permissions.forget_requests()
        self.phone.restart()

    def close(self) -> None:
        """Give back the guest and the state. Nothing runs any more."""
        self._end_threads()
        self._close_reach()
        self._realm.close()
        self._network.close()
        if self._transforms is not None:
            self._transforms.close()
        self._disk.close()
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
    def realm(self) -> Realm:
        """The guest and the way into it, for what is built on a host."""
        return self._realm

    @property
    def phone(self) -> Phone:
        """The simulated phone: its screen, its album, its microphone."""
        return self.app.phone

    @property
    def network(self) -> Network:
        """The network that the program sees: `fixture` has it answer requests."""
        return self._network

    @property
    def protections(self) -> dict[str, str] | None:
        """The protections of the guest's process, each with what is missing ("" where it is
        active); None for a guest in this process.
        """
        return self._realm.engine.protections

    @property
    def tracks_rejections(self) -> bool:
        """Whether rejections that nobody handles are noticed (not everywhere: see
        engine/_capi.py).
        """
        return self._realm.engine.tracks_rejections

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
    def log(self) -> tuple[Line, ...]:
        """The log on the phone, which the user may send to the developer with feedback: what the
        program wrote to its LogManager and, unless it asked wx.getLogManager for a level of 1, its
        calls of wx and its lifecycles. Only the last 5 MB are there.
        """
        from jshost.world.logs import whole

        return whole(self.trace, self.phone.log.level)

    @property
    def output_cut(self) -> tuple[int, int]:
        """How much console output and errors were too much to be kept: messages, and their
        characters.
        """
        return self._realm.bridge.room.cut

    def exit(self, reason: str, code: int) -> None:
        """Write the trace's last records."""
        messages, characters = self.output_cut
        if messages:
            detail = {"messages": messages, "characters": characters}
            self.trace.add(EventRecord, "outputCut", detail)
        self.trace.add(ExitRecord, reason, code)

    # -- the guest --

    def _describe(self) -> Guest:
        return Guest(
            registry().surface(self.app.platform),
            virtual=self._clock.virtual,
            seed=self.scenario.seed,
            origin=self._clock.epoch() - self._clock.now(),
            sites=self._sites,
        )

    def _transcript(self, trace: Trace) -> str:
        from jshost.transcript import text

        return text(trace, virtual=self._clock.virtual)

    def _enter_program(self, doing: str, payload: str) -> None:
        self._realm.bridge.begin(doing)
        self._realm.bridge.value = None
        self._realm.enter("app", payload)

    def _start_thread(self, path: str, folder: str, hear: Callable[[str, Any], None]) -> Thread:
        from jshost.threads import WorkerThread

        thread = WorkerThread(self.app, self.trace, self._describe, self._limits, self.isolation)
        self._threads = [*(other for other in self._threads if not other.ended), thread]
        thread.start(path, folder, self._realm.bridge, hear)
        return thread

    def _end_threads(self) -> None:
        threads, self._threads = self._threads, []
        for thread in threads:
            thread.terminate()

    def _open_reach(self) -> Reach:
        from jshost.network.reach import Reach

        if self._reach is None:
            self._reach = Reach(self._scheduler, self._network.allowed)
        return self._reach

    def _close_reach(self) -> None:
        reach, self._reach = self._reach, None
        if reach is not None:
            reach.close()

    def _own_id(self) -> str | None:
        return self.project.app_id if self.project else None

    def _adopt(self, project: Project) -> None:
        """Make a project the one of this host; its id and name are the program's, unless others
        were given.
        """
        self.project = project
        phone = self.phone
        if not self.scenario.app_id and project.app_id and self._state is None:
            phone.app_id = project.app_id
        if not self.scenario.title:
            phone.title = project.name or project.folder.resolve().name
        phone.root = project.package.root
        phone.restart()

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
        screen = self.phone.screen
        screen.question = question
        try:
            choice = self._fallback.choose(question)
        finally:
            screen.question = None
            self._prompt_seconds += clock.now() / 1000
        if choice is None:
            raise RuntimeError("somebody always answers")
        return choice

    def _ask_scope(self, scope: str, api: str, at: str) -> Answer:
        texts = SCOPES[scope]
        question = Question(
            "authorize",
            scope,
            AUTHORIZE,
            f"{self.phone.title} 申请获得以下权限",
            (texts.request, *self._reason(scope), f"{scope}, asked by wx.{api}"),
            ("允许", "拒绝", "dismiss"),
            api=api,
            at=at,
        )
        choice = self._answer(question)
        decision = _DECISIONS[choice.value]
        self.trace.add(PromptRecord, scope, api, decision, choice.by)
        return Answer(decision, choice.decided)

    def _reason(self, scope: str) -> list[str]:
        """Return what the program says it needs a scope for: the dialog shows it (D)."""
        reason = self.project.permission.get(scope) if self.project else None
        return [reason] if reason else []

    def _choose(self, question: Question) -> str:
        choice = self._answer(question)
        alternatives = list(question.alternatives.values)
        self.trace.add(
            ChoiceRecord, question.kind, question.key, alternatives, choice.value, choice.by
        )
        return choice.value

    # -- setting up --

    def _open_state(self, app_id: str) -> tuple[Grants, DataCache]:
        if self._state is None:
            return MemoryGrants(), MemoryCache()
        from jshost.database import Database

        database = Database(self._state)
        self._close_state = database.close
        if self.scenario.title:
            # A file name that is not text has lone surrogates.
            title = self.scenario.title.encode("utf-8", "replace").decode()
            database.rows("INSERT OR REPLACE INTO apps VALUES (?, ?)", app_id, title)
        return StoredGrants(database, app_id), StoredCache(database, app_id)

    def _open_disk(self, app_id: str, platform: Platform) -> Disk:
        def connect() -> FileDatabase:
            from jshost.database import FileDatabase

            return FileDatabase(self._state, app_id)

        return Disk(connect, room(platform.has), self._clock.epoch)

    def _prepare(
        self,
        grant: Iterable[str],
        deny: Iterable[str],
        answers: Mapping[str, str | Iterable[str]],
        record: Path | str | None,
    ) -> None:
        """Record what is decided before the run, and hand the script its answers."""
        try:
            granted = {*self.scenario.grant, *grant}
            denied = {*self.scenario.deny, *deny}
            checks.check_decisions(granted, denied)
            for key, values in {**self.scenario.answers, **answers}.items():
                choices = (values,) if isinstance(values, str) else tuple(values)
                for choice in choices:
                    checks.check_answer(key, choice)
                self.user.answer(key, *choices)
            for scope in sorted(granted):
                self.permissions.grant(scope)
            for scope in sorted(denied):
                self.permissions.deny(scope)
            if record is not None:
                from jshost.world.har import Recorder

                self._network.recorder = Recorder(Path(record))
        except BaseException:
            self.close()
            raise


def _network(
    settings: NetworkSettings, allow_net: Iterable[str], replay: Path | str | None
) -> Network:
    """Return the network of a host. Raises InputError."""
    allowed = (*settings.allow, *allow_net)
    for host in allowed:
        parse(host)
    settings = settings.replace(allow=allowed)
    if replay is None:
        return Network(settings)
    from jshost.world import har

    return Network(settings, har.read(Path(replay)))


def _project(path: Path | str) -> Project:
    """Read a project. Scripts need none of what that takes."""
    from jshost.project.config import Project

    return Project.open(Path(path))
