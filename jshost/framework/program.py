"""One mini program as its host runs it: how it starts, where its user goes, and when it is left."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from jshost import wire
from jshost.call import App, Pending
from jshost.differences.transfers import INTERRUPTED_AFTER_MS
from jshost.errors import ApiError, InputError, TurnLimit
from jshost.framework import urls
from jshost.framework.page import Page
from jshost.framework.router import Instruction, OpenPage, Router
from jshost.framework.timing import Timing
from jshost.scheduler import Entry
from jshost.values import Channel, GuestObject, Unserializable, decode, plain
from jshost.world.bars import Look, TabBar
from jshost.world.launch import Launch

if TYPE_CHECKING:
    from jshost.project.config import PageEntry, Project

MAX_ROUTES = 1_000
"""How many routes a program may take in a row, with nobody touching it and no time passing."""

Enter = Callable[[str, str], None]
"""Runs a turn of the guest half's framework; takes what it is doing, for people, and the
payload.
"""


class MiniProgram:
    """The program in front of the user. Before `launch` there is none, and no page to go to.

    `enter` runs a turn of the guest, `value` returns what it has given back since, `settle` runs
    what is due.
    """

    def __init__(
        self, app: App, enter: Enter, value: Callable[[], Any], settle: Callable[[], None]
    ) -> None:
        self._app = app
        self._enter_guest = enter
        self._value = value
        self._settle = settle
        self.clear()

    def clear(self) -> None:
        """Forget the run, for a fresh one."""
        self.project: Project | None = None
        self._router = Router({}, (), self._app.clock.now)
        self._timing = Timing(self._app)
        self._loaded: set[str] = set()
        self._registered: set[str] = set()
        self._unready: list[int] = []
        self._routes = 0
        self._calls = 0
        self.launched: dict[str, Any] = Launch().options("", {})
        self.entered = self.launched
        self.in_background = False
        self._interruption: Entry | None = None

    # -- life --

    def launch(self, project: Project, launch: Launch) -> None:
        """Start the program: app.js, the pages' files, the first page. What fails in them is in the
        trace. Raises InputError for a launch that cannot be.
        """
        if not project.package.is_file("app.js"):
            raise InputError(f"{project.package.root}: there is no app.js")
        self.project = project
        self._timing.begin(self._timing.now())
        tabs = [tab.page_path for tab in project.tabs]
        self._router = Router(project.pages, tabs, self._app.clock.now)
        self._app.phone.screen.tab_bar = TabBar.of(project.app["tabBar"]) if tabs else None
        route, query = self._entrance(launch)
        self.launched = self.entered = launch.options(route, query)
        self._app.tell("launch", self.launched)
        self._enter(["begin", {"launch": self.launched, "config": self._wx_config(project)}])
        if route not in project.pages:
            self._load_main()
        self._open(route, query)

    def background(self) -> None:
        """Have the user leave the program: its page is hidden, then the App. Raises InputError
        where the user has left it already.
        """
        self.check_in_front()
        self.rest()
        self.depart(0)

    def depart(self, reason: int) -> None:
        """Have the user leave, for a reason that App.onHide is told; where they are elsewhere
        already, nothing happens.
        """
        if self.project is not None and not self.in_background:
            self.in_background = True
            self._interruption = self._app.scheduler.post(
                self._app.phone.network.interrupt, INTERRUPTED_AFTER_MS, background=True
            )
            self._enter(*self._of_top("onHide"), ["appHide", {"reason": reason}])

    def foreground(self, launch: Launch | None = None) -> None:
        """Have the user come back: App first, then the page. A launch with a path opens its page
        instead, and closes all others (D: startup scenes of class B). Raises InputError where the
        user has not left.
        """
        if not self.in_background:
            raise InputError("the mini program is not in the background")
        self.rest()
        self.in_background = False
        if self._interruption is not None:
            self._app.scheduler.cancel(self._interruption)
        way = launch or Launch()
        route, query = self._entrance(way)
        if not way.path and self._router.top:
            route = self._router.top.route
        before, self.entered = self.entered, way.options(route, query)
        if before["apiCategory"] != way.apiCategory:
            self._app.emit("onApiCategoryChange", {"apiCategory": way.apiCategory})
        if way.path:
            self._enter(["appShow", self.entered])
            self._open(route, query)
        else:
            self._enter(["appShow", self.entered], *self._of_top("onShow"))

    def rest(self) -> None:
        """Take note that the program has come to rest, or that its user did something."""
        self._routes = 0

    def _entrance(self, launch: Launch) -> tuple[str, dict[str, str]]:
        """Return the route and the query that a launch leads to."""
        entry = self.project.entry if self.project else ""
        _, query = urls.split(f"?{launch.query}")
        return urls.resolve(f"/{launch.path or entry}", ""), query

    def _open(self, route: str, query: dict[str, str]) -> None:
        """Open a page, and close all others."""
        entry = self.project.pages.get(route) if self.project else None
        if entry is None:
            self._app.emit("onPageNotFound", {"path": route, "query": query, "isEntryPage": True})
            return
        self._load_for(entry)
        self._timing.depart("appLaunch", None)
        self._travel(self._router.relaunch(route, query))
        self._make_ready()

    def check_in_front(self) -> None:
        """Raise InputError where the user has no program to act on."""
        if self.project is None:
            raise InputError("no mini program is running: run its folder first")
        if self.in_background:
            raise InputError("the mini program is in the background")

    # -- pages --

    @property
    def pages(self) -> list[Page]:
        """The page stack, the page that is shown last."""
        return [self._page(page) for page in self._router.stack]

    @property
    def page(self) -> Page:
        """The page that is shown. Raises InputError where there is none."""
        if self._router.top is not None:
            return self._page(self._router.top)
        if self.project is None:
            raise InputError("no page is open: run a mini program's folder first")
        raise InputError(f"no page is open: there is no page {self.launched['path']!r}")

    def _page(self, page: OpenPage) -> Page:
        return Page(page.id, page.route, page.query, self)

    def route(self, api: str, url: str, events: GuestObject | None = None) -> Pending:
        """Go to a URL, as the routing API of that name does, as a macrotask; the result is its."""
        return self._later(lambda: self._go(api, url, events))

    def back(self, delta: int) -> Pending:
        """Go back by that many pages, or to the first one, as a macrotask."""
        return self._later(lambda: self._go_back(delta))

    def _go_back(self, delta: int) -> None:
        self._timing.depart("navigateBack", self._router.top)
        self._travel(self._router.navigate_back(delta))

    def tap_tab(self, route: str) -> None:
        """Have the user tap an item of the tab bar. Raises InputError where there is none."""
        self.check_in_front()
        tabs = self.project.tabs if self.project else ()
        index = next((i for i, tab in enumerate(tabs) if tab.page_path == route), None)
        if index is None:
            known = ", ".join(tab.page_path for tab in tabs) or "none: there is no tab bar"
            raise InputError(f"{route!r} is no page of the tab bar; pages are {known}")
        if not self._router.is_tab(self.page.route):
            raise InputError(f"{self.page.route} is no page of the tab bar, and does not show it")
        bar = self._app.phone.screen.tab_bar
        if bar is None or bar.hidden:
            raise InputError("the tab bar is hidden")
        text = bar.items[index].text
        self._timing.begin(self._timing.now())
        self._go("switchTab", f"/{route}", None)
        detail = {"index": index, "pagePath": route, "text": text}
        self._enter(*self._of_top("onTabItemTap", [detail]))
        self._make_ready()

    def act(self, page: Page, handler: str, arguments: list[Any], *, tapped: bool = False) -> Any:
        """Run a page's method as the user has it run, and what is due then; return what it
        returns. Raises InputError where the page is not in front of the user.
        """
        self.check_in_front()
        shown = self._router.top
        if self._router.find_open(page.id) is not None and (shown is None or shown.id != page.id):
            raise InputError(f"{page.route} is not shown, {self.page.route} is")
        return self._perform(page, handler, arguments, tapped=tapped)

    def call(self, page: Page, method: str, arguments: list[Any]) -> Any:
        """Run a page's method and what is due then, and return what it returns, as JSON has it; of
        a promise its value, if that is there by then. Raises InputError where there is no such
        method.
        """
        return self._perform(page, method, arguments, tapped=False)

    def _perform(self, page: Page, name: str, arguments: list[Any], *, tapped: bool) -> Any:
        self._check_open(page)
        _check_json(arguments, f"{page.route} {name}")
        self.rest()
        self._calls += 1
        call = self._calls
        self._enter(["call", page.id, name, arguments, call, page.route], tapped=tapped)
        result = self._result()
        if "missing" in result:
            raise InputError(f"{page.route} has no method {name!r}{_meant(name, result)}")
        self._settle()
        if "value" not in result:
            self._enter(["answer", call])
            result = self._result()
        return result.get("value")

    def data(self, page: Page) -> dict[str, Any]:
        """Return a page's data, as JSON has it. Raises InputError where that has no place for
        it.
        """
        self._check_open(page)
        self._enter(["data", page.id])
        found = self._result().get("value")
        if isinstance(found, Unserializable):
            raise InputError(f"the data of {page.route} is no JSON: {found.message}")
        return found if isinstance(found, dict) else {}

    @property
    def shown(self) -> OpenPage | None:
        """The page that is shown, as its program sees it."""
        return self._router.top

    def find_open(self, number: int) -> OpenPage | None:
        """Return the page of a number, None unless it is open."""
        return self._router.find_open(number)

    def look(self, page: Page) -> Look:
        """Return what surrounds a page. Raises InputError where it is closed."""
        opened = self._check_open(page)
        return opened.look

    def canvases(self, page: Page) -> dict[str, list[Any]]:
        """Return what is drawn on the canvases of a page. Raises InputError where it is closed."""
        return self._check_open(page).canvases

    def start_refresh(self) -> None:
        """Have the page that is shown be pulled down, unless it is so already."""
        page = self._router.top
        if page is None or page.look.refreshing:
            return
        page.look.refreshing = True
        post = self._app.scheduler.post
        # Whoever pulled it down is told first (I): that is posted in between.
        post(lambda: post(lambda: self._refresh(page.id)))

    def _refresh(self, identity: int) -> None:
        page = self._router.find_open(identity)
        if page is not None:
            self._enter(["hook", page.id, "onPullDownRefresh", [], page.route])

    def age(self, page: Page) -> int:
        """Return for how many milliseconds a page has been open."""
        opened = self._router.find_open(page.id)
        return int(self._app.clock.now() - opened.since) if opened else 0

    def _check_open(self, page: Page) -> OpenPage:
        opened = self._router.find_open(page.id)
        if opened is None:
            raise InputError(f"{page.route} is closed")
        return opened

    def _result(self) -> dict[str, Any]:
        """Return what the last turn gave back, {} where it gave nothing."""
        value = self._value()
        if not isinstance(value, dict):
            return {}
        decoded = {name: decode(item) for name, item in value.items()}
        return {
            name: item if isinstance(item, Unserializable) else plain(item)
            for name, item in decoded.items()
        }

    # -- routes --

    def _later(self, journey: Callable[[], Any]) -> Pending:
        pending = Pending()
        called = self._timing.now()

        def go() -> None:
            self._timing.begin(called)
            try:
                pending.settle(journey())
            except ApiError as error:
                self._timing.give_up()
                pending.settle(error)
            # The view layer has the page ready after whoever opened it has been told (F).
            self._make_ready()

        self._app.scheduler.post(go)
        return pending

    def _go(self, api: str, url: str, events: GuestObject | None) -> Any:
        entry, query = self._router.find(url, api)
        self._load_for(entry)
        router = self._router
        self._timing.depart(api, router.top)
        if api == "navigateTo":
            self._travel(router.navigate_to(entry.path, query, events.id if events else None))
            return {"eventChannel": Channel(router.stack[-1].id)}
        if api == "switchTab":
            self._travel(router.switch_tab(entry.path))
        elif api == "redirectTo":
            self._travel(router.redirect_to(entry.path, query))
        else:
            self._travel(router.relaunch(entry.path, query))
        return None

    def _travel(self, journey: list[Instruction]) -> None:
        """Have the guest go through a journey; `_make_ready` gets the page that it opens ready."""
        self._routes += 1
        top = self._router.top
        if self._routes > MAX_ROUTES:
            raise TurnLimit(
                f"turn limit reached: {MAX_ROUTES:,} pages opened in a row, with nobody touching "
                f"the program; the last one is {top.route if top else 'none'}"
            )
        opened = [step[1] for step in journey if step[0] == "open"]
        for identity in opened:
            self._dress(identity)
        self._enter(*journey)
        self._unready += opened
        self._timing.arrive(opened, self._router.top)

    def _dress(self, identity: int) -> None:
        """Give a page that opens its look: app.json's window, and over it the page's own .json."""
        page = self._router.find_open(identity)
        if page is None or self.project is None:
            return
        config = {**self.project.window, **self.project.page_config(page.route)}
        elsewhere = page.route != self.project.entry and not self._router.is_tab(page.route)
        wanted = page is self._router.stack[0] or config.get("homeButton") is True
        page.look = Look(config, home_button=elsewhere and wanted)

    def _make_ready(self) -> None:
        """Have the pages that were opened be ready, each in a macrotask, unless it is closed by
        then.
        """
        unready, self._unready = self._unready, []
        for identity in unready:
            self._app.scheduler.post(lambda identity=identity: self._ready(identity))  # type: ignore[misc] # the default has no type

    def _ready(self, identity: int) -> None:
        page = self._router.find_open(identity)
        if page is not None:
            self._enter(["hook", page.id, "onReady", [], page.route])
        self._timing.ready(identity, page)

    # -- files --

    def _load_for(self, entry: PageEntry) -> None:
        """Run the files that the platform runs before a page is opened, once each: app.js and the
        main package's pages, unless the page's package is independent; the pages of its package.
        With lazyCodeLoading a page's file waits until the page is opened.
        """
        if not entry.independent:
            self._load_main()
        self._load_pages(entry.package_root)
        self._evaluate(entry.package_root, [entry])

    def _load_main(self) -> None:
        if "app.js" not in self._loaded:
            self._loaded.add("app.js")
            begun = self._timing.now()
            self._load("app.js", ["require", "app.js"])
            self._timing.evaluated("", ["app.js"], begun)
            self._load_pages("")
            self._enter(["appShow", self.launched])

    def _load_pages(self, root: str) -> None:
        if self.project is None or self.project.lazy or f"{root}/" in self._loaded:
            return
        self._loaded.add(f"{root}/")
        inside = [entry for entry in self.project.pages.values() if entry.package_root == root]
        self._evaluate(root, inside)

    def _evaluate(self, root: str, pages: list[PageEntry]) -> None:
        """Run the files of pages of one package, but for those that have been run."""
        begun = self._timing.now()
        new = [entry for entry in pages if entry.path not in self._loaded]
        for entry in new:
            self._load_page(entry)
        self._timing.evaluated(root, [f"{entry.path}.js" for entry in new], begun)

    def _load_page(self, entry: PageEntry) -> None:
        self._loaded.add(entry.path)
        self._load(f"{entry.path}.js", ["page", entry.path])
        if self._result().get("value") is True:
            self._registered.add(entry.path)

    def _load(self, file: str, instruction: Instruction) -> None:
        self._enter_guest(f"at the top level of {file}", _payload([instruction], tapped=False))

    # -- turns --

    def _of_top(self, hook: str, arguments: list[Any] | None = None) -> list[Instruction]:
        top = self._router.top
        return [["hook", top.id, hook, arguments or [], top.route]] if top else []

    def _enter(self, *instructions: Instruction, tapped: bool = False) -> None:
        for instruction in instructions:
            self._tell(instruction)
        if instructions:
            self._enter_guest(_doing(instructions), _payload(instructions, tapped=tapped))

    def _tell(self, instruction: Instruction) -> None:
        """Note in the trace what a page or the App goes through. A page whose file registers none
        goes through nothing.
        """
        match instruction:
            case ["open", int(), route, query] if route in self._registered:
                self._app.tell("onLoad", {"page": route, "options": query})
            case ["close", int(), route] if route in self._registered:
                self._app.tell("onUnload", {"page": route})
            case ["hook", int(), name, _, route] if route in self._registered:
                self._app.tell(name, {"page": route})
            case ["appShow", options]:
                self._app.tell("onAppShow", options)
            case ["appHide", detail]:
                self._app.tell("onAppHide", detail)

    def _wx_config(self, project: Project) -> dict[str, Any]:
        """Return what programs find as __wxConfig (R: which of its fields they use)."""
        tabs = [{"pagePath": tab.page_path, "text": tab.text} for tab in project.tabs]
        return {
            "pages": list(project.pages),
            "entryPagePath": project.entry,
            "global": {"window": project.window},
            "tabBar": {"list": tabs} if tabs else {},
            "permission": project.app.get("permission", {}),
            "accountInfo": {"appId": self._app.phone.app_id},
            "envVersion": "develop",
            "appLaunchInfo": self.launched,
        }


def _payload(instructions: Any, *, tapped: bool) -> str:
    return wire.dumps([int(tapped), list(instructions)])


def _doing(instructions: Sequence[Instruction]) -> str:
    """Say which of the program's functions instructions run, for people."""
    opened = [step[1] for step in instructions if step[0] == "open"]
    shown = [step for step in instructions if not (step[0] == "hook" and step[1] in opened)]
    return ", or ".join(filter(None, map(_function, shown))) or "in the framework"


def _function(instruction: Instruction) -> str:
    """Return the function that an instruction runs, "" for one that runs none."""
    match instruction:
        case ["open", int(), route, *_]:
            return f"in the opening of {route} (its onLoad or onShow)"
        case ["close", int(), route]:
            return f"in onUnload of {route}"
        case ["hook", int(), name, _, route] | ["call", int(), name, _, _, route]:
            return f"in {name} of {route}"
        case ["appShow" | "appHide" as name, _]:
            return f"in App's {'onShow' if name == 'appShow' else 'onHide'}"
    return ""


def _check_json(arguments: list[Any], what: str) -> None:
    try:
        json.dumps(arguments, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(f"{what}: arguments should be JSON: {error}") from None


def _meant(name: str, result: dict[str, Any]) -> str:
    from difflib import get_close_matches

    known = [str(method) for method in result["missing"]]
    close = get_close_matches(name, known, 1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; it has {', '.join(known[:20])}" if known else ""
