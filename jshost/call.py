"""What a handler is given: the call, and through it the phone, the permissions, the user and the
run's time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from jshost.clock import Clock
from jshost.differences import NO_PAGE, Platform
from jshost.errors import ApiError
from jshost.frozen import Frozen
from jshost.permissions.manager import PermissionManager
from jshost.registry import Api, Registry
from jshost.scheduler import Entry, Scheduler
from jshost.user.port import Question
from jshost.values import GuestFunction, GuestObject
from jshost.world.bars import Look
from jshost.world.phone import Phone
from jshost.world.window import Window

if TYPE_CHECKING:
    from jshost.network.reach import Reach
    from jshost.project.config import Project


class ShownPage(Protocol):
    """The page that a program shows, or another one that is open."""

    id: int
    route: str
    look: Look
    canvases: dict[str, list[Any]]


class Program(Protocol):
    """Where a program is and where it can go. A plain script has no pages."""

    project: Project | None
    in_background: bool
    launched: dict[str, Any]
    entered: dict[str, Any]

    @property
    def shown(self) -> ShownPage | None:
        """The page that is shown."""
        ...

    def find_open(self, number: int) -> ShownPage | None:
        """Return the page of a number, None unless it is open."""
        ...

    @property
    def window(self) -> Window:
        """Where on the screen that is."""
        ...

    @property
    def knows_themes(self) -> bool:
        """Whether the program heeds the system's theme."""
        ...

    def change_theme(self, before: str) -> None:
        """Have everything look as the phone's theme has it, after that of `before`."""
        ...

    def resize(self) -> None:
        """Have the page that is shown hear of the window's new size."""
        ...

    def scroll(self, page: ShownPage, top: float) -> None:
        """Have a page be scrolled to `top` (CSS pixels), and hear of it."""
        ...

    def start_refresh(self) -> None:
        """Have the page that is shown be pulled down, unless it is so already."""
        ...

    def route(self, api: str, url: str, events: GuestObject | None = None) -> Pending:
        """Go to a page, as the routing API of that name does."""
        ...

    def back(self, delta: int) -> Pending:
        """Go back by that many pages."""
        ...

    def depart(self, reason: int) -> None:
        """Have the user leave, for a reason that its onHide is told; where they are elsewhere
        already, nothing happens.
        """
        ...


class Thread(Protocol):
    """A worker thread of a program: a guest of its own."""

    def post(self, message: Any) -> None:
        """Send a message to it."""
        ...

    def terminate(self) -> None:
        """End it, for good."""
        ...


class Emit(Protocol):
    """Fires an event in the guest, if it is still `wanted` when its turn has come."""

    def __call__(self, event: str, detail: Any, wanted: Callable[[], bool] = ...) -> None: ...


class StartThread(Protocol):
    """Runs a file of a program as a worker thread, which may require the files of one folder;
    `hear` is told its events: `onMessage` and `onError`, each with what a listener is given.
    """

    def __call__(self, path: str, folder: str, hear: Callable[[str, Any], None]) -> Thread: ...


class App(Frozen):
    """One running mini program, as its API handlers see it: `program` is where it is.

    In a worker thread, `hear` takes what it posts.

    `reach` gives the real network, of which nothing is there before it is asked for.
    `choose` puts a question to the user, `tell` writes an event to the trace, `emit` fires an event
    in the guest, `listens` tells whether it has ever listened to one, `call_back` runs a guest
    function that a synchronous API was given.
    """

    platform: Platform
    clock: Clock
    scheduler: Scheduler
    permissions: PermissionManager
    phone: Phone
    registry: Registry
    choose: Callable[[Question], str]
    tell: Callable[[str, Any], None]
    emit: Emit
    listens: Callable[[str], bool]
    call_back: Callable[[int], None]
    program: Callable[[], Program]
    start_thread: StartThread
    reach: Callable[[], Reach]
    hear: Callable[[Any], None] | None = None


class Pending:
    """A result that comes later. It is settled once; the first time counts."""

    def __init__(self) -> None:
        self._then: Callable[[Any], None] | None = None
        self._outcome: tuple[Any] | None = None

    def settle(self, result: Any) -> None:
        """Settle with the handler's data, or with an ApiError."""
        if self._outcome is None:
            self._outcome = (result,)
            if self._then is not None:
                self._then(result)

    def then(self, continuation: Callable[[Any], None]) -> None:
        """Have `continuation` called with the result, at once if it is there."""
        self._then = continuation
        if self._outcome is not None:
            continuation(self._outcome[0])


class Call:
    """One call of an API. `tapped` is whether a tap of the user led to it; `owner` is the number of
    the manager object whose method it is, where a factory makes several; `at` is where the program
    called it (file:line), "" where that is not known; `task` is the object that the call returned
    at once, for an API that declares one.
    """

    __slots__ = ("api", "app", "at", "owner", "tapped", "task")

    def __init__(self, api: Api, app: App, tapped: bool, owner: str = "", at: str = "") -> None:
        self.api = api
        self.app = app
        self.tapped = tapped
        self.owner = owner
        self.at = at
        self.task: Any = None

    @property
    def phone(self) -> Phone:
        return self.app.phone

    @property
    def platform(self) -> Platform:
        return self.app.platform

    @property
    def program(self) -> Program:
        return self.app.program()

    def in_background(self, milliseconds: float, task: Callable[[], None]) -> Entry:
        """Have the phone do something by itself later; return what `app.scheduler.cancel` takes."""
        return self.app.scheduler.post(task, milliseconds, background=True)

    def tell(self, detail: Any) -> None:
        """Note in the trace what the call did on the phone, under the API's name."""
        self.app.tell(self.api.name, detail)

    def on_page(self, change: Callable[[ShownPage], Any]) -> Pending:
        """Change the page that is shown, as a macrotask: what a program calls while it starts
        reaches its first page (I). `change` returns the result, and may raise ApiError; without a
        page the call fails.
        """
        pending = Pending()

        def go() -> None:
            page = self.program.shown
            try:
                if page is None:
                    raise ApiError(NO_PAGE)
                pending.settle(change(page))
            except ApiError as error:
                pending.settle(error)

        self.app.scheduler.post(go)
        return pending

    def ask(
        self,
        title: str,
        answered: Callable[[str], Any],
        *,
        lines: tuple[str, ...] = (),
        labels: tuple[str, ...] = (),
        **details: Any,
    ) -> Pending:
        """Put the API's question to the user, as a macrotask of its own; `answered` turns the
        choice into the result.

        `answered` may raise ApiError. The alternatives are those that the API declares as `asks`,
        unless `details` has others.
        """
        alternatives = details.pop("alternatives", self.api.asks)
        question = Question(
            self.api.name,
            self.api.name,
            alternatives,
            title,
            lines,
            labels,
            api=self.api.name,
            at=self.at,
            **details,
        )
        pending = Pending()

        def put() -> None:
            choice = self.app.choose(question)
            try:
                pending.settle(answered(choice))
            except ApiError as error:
                pending.settle(error)

        self.app.scheduler.post(put)
        return pending

    def run_callback(self, function: GuestFunction) -> None:
        """Run a guest function that this call was given, as a macrotask."""
        if function.id is not None:
            identity = function.id
            self.app.scheduler.post(lambda: self.app.call_back(identity))
