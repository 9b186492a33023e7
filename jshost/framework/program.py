"""One mini program as its host runs it: how it starts, where its user goes, and when it is left."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from jshost import wire
from jshost.call import App, Pending, ShownPage
from jshost.differences import NO_PAGE
from jshost.differences import window as windows
from jshost.differences.transfers import INTERRUPTED_AFTER_MS
from jshost.errors import ApiError, InputError, TurnLimit
from jshost.framework import route_events, urls
from jshost.framework.page import Page
from jshost.framework.route_events import Route
from jshost.framework.router import Instruction, OpenPage, Router
from jshost.framework.timing import Timing
from jshost.scheduler import Entry
from jshost.user.port import Question
from jshost.values import Channel, GuestObject, Unserializable, decode, plain
from jshost.world.bars import Look, TabBar, themed
from jshost.world.launch import Launch
from jshost.world.window import PageOrientation, Window

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
    what is due, `listens` is whether the guest has ever listened to an event.
    """

    def __init__(
        self,
        app: App,
        enter: Enter,
        value: Callable[[], Any],
        settle: Callable[[], None],
        listens: Callable[[str], bool],
    ) -> None:
        self._app = app
        self._listens = listens
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
        self._arriving: list[Callable[[], Route]] = []
        self._route_ids = 0
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
        self._app.phone.screen.tab_bar = TabBar.of(self._tab_bar()) if tabs else None
        route, query = self._entrance(launch)
        self.launched = self.entered = launch.options(route, query)
        self._app.tell("launch", self.launched)
        self._enter(["begin", {"launch": self.launched, "config": self._wx_config(project)}])
        if route not in project.pages:
            self._load_main()
        self._open(route, query, "appLaunch")

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
            self._app.phone.speaker.leave()
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
        self._app.phone.speaker.in_background = False
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
            self._open(route, query, "autoReLaunch")
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

    def _open(self, route: str, query: dict[str, str], how: str) -> None:
        """Open a page, and close all others; `how` is what routes like this are called (D)."""
        entry = self.project.pages.get(route) if self.project else None
        if entry is None:
            self._app.emit("onPageNotFound", {"path": route, "query": query, "isEntryPage": True})
            return
        self._load_for(entry)
        self._timing.depart("appLaunch", None)
        self._travel(how, self._router.relaunch(route, query))
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

    def leave(self, delta: int) -> Pending:
        """Have the user go back by that many pages: they may be asked whether they want to."""
        return self._later(lambda: None if self._stays() else self._go_back(delta))

    def _go_back(self, delta: int) -> None:
        self._timing.depart("navigateBack", self._router.top)
        self._travel("navigateBack", self._router.navigate_back(delta))

    def _stays(self) -> bool:
        """Ask the user, where the page wants that, whether they leave it; the first page cannot be
        left (D).
        """
        page = self._router.top
        if page is None or page.look.alert is None or len(self._router.stack) < 2:
            return False
        api = self._app.registry.get("enableAlertBeforeUnload")
        if api.asks is None:
            raise LookupError(f"{api.name} asks nothing")
        question = Question(
            api.name,
            api.name,
            api.asks,
            f"wx.{api.name}: {page.look.alert}",
            labels=("确定", "取消"),
            api=api.name,
        )
        return self._app.choose(question) == api.asks.refuse

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

    @property
    def window(self) -> Window:
        """Where on the screen the page is that is shown."""
        return Window.of(self._app.phone.device, self._turns())

    def _turns(self) -> PageOrientation:
        """Return how the page that is shown may be held: as its .json or app.json has it (D)."""
        platform, project = self._app.platform, self.project
        if project is None:
            return "portrait"
        if self._app.phone.device.model.startswith(windows.TABLET):
            turns = project.app.get("resizable") is True and platform.has(windows.RESIZABLE_SINCE)
            return "auto" if turns else "portrait"
        top = self._router.top
        config = self._config(top.route) if top else project.window
        wanted = config.get("pageOrientation")
        if wanted == "auto" and platform.has(windows.AUTO_SINCE):
            return "auto"
        if wanted == "landscape" and platform.has(windows.LANDSCAPE_SINCE):
            return "landscape"
        return "portrait"

    @property
    def knows_themes(self) -> bool:
        """Whether app.json says `darkmode`; a plain script heeds them all the same."""
        return self.project is None or self.project.app.get("darkmode") is True

    def resize(self) -> None:
        """Have the page that is shown hear of the window's new size, as a macrotask. The page is
        told more than wx.onWindowResize tells (F).
        """
        if not self._app.platform.has(windows.PAGE_RESIZE_SINCE):
            return
        window = self.window
        screen = {"screenWidth": window.screen_width, "screenHeight": window.screen_height}
        detail = {"size": {**window.size, **screen}, "deviceOrientation": window.orientation}
        self._app.scheduler.post(lambda: self._enter(*self._of_top("onResize", [detail])))

    def look(self, page: Page) -> Look:
        """Return what surrounds a page. Raises InputError where it is closed."""
        opened = self._check_open(page)
        return opened.look

    def canvases(self, page: Page) -> dict[str, list[Any]]:
        """Return what is drawn on the canvases of a page. Raises InputError where it is closed."""
        return self._check_open(page).canvases

    def scroll(self, page: ShownPage, top: float) -> None:
        """Have a page be scrolled to `top` (CSS pixels), and hear of it. Raises ApiError for a page
        that is closed.
        """
        if self._router.find_open(page.id) is None:
            raise ApiError(NO_PAGE)
        page.look.scroll_top = top
        self._enter(["hook", page.id, "onPageScroll", [{"scrollTop": top}], page.route])

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
            self._travel(api, router.navigate_to(entry.path, query, events.id if events else None))
            return {"eventChannel": Channel(router.stack[-1].id)}
        if api == "switchTab":
            self._travel(api, router.switch_tab(entry.path))
        elif api == "redirectTo":
            self._travel(api, router.redirect_to(entry.path, query))
        else:
            self._travel(api, router.relaunch(entry.path, query))
        return None

    def _travel(self, how: str, journey: list[Instruction]) -> None:
        """Have the guest go through a journey, that of a route which is called `how`; `_make_ready`
        gets the page that it opens ready.
        """
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
        self._unready += opened
        if journey and top is not None and self._app.platform.has(route_events.SINCE):
            self._take(how, top, journey, opened)
        else:
            self._enter(*journey)
        self._timing.arrive(opened, top)

    def _take(
        self, how: str, page: OpenPage, journey: list[Instruction], opened: list[int]
    ) -> None:
        """Have the guest go through a journey to a page, and hear of it, if it listens; it may have
        begun to on the way.
        """
        self._route_ids += 1
        number, time = str(self._route_ids), int(self._app.clock.epoch())

        def route() -> Route:
            return self._describe(number, how, time, page)

        self._arriving.append(route)
        if self._hears():
            self._enter(*route().told(journey))
            return
        self._enter(*journey)
        if self._hears():
            self._enter(*route().end(opened[0] if opened else None))

    def _hears(self) -> bool:
        return any(map(self._listens, route_events.EVENTS))

    def _arrive(self, route: Callable[[], Route]) -> None:
        if self._listens(route_events.DONE):
            self._enter(route().done())

    def _describe(self, number: str, how: str, time: int, page: OpenPage) -> Route:
        """Return what there is to tell of a route to a page."""
        app = self.project.app if self.project else {}
        config = self._config(page.route)
        declared = {**app, **config}
        skyline = declared.get("renderer") == "skyline"
        glass = declared.get("componentFramework") == "glass-easel"
        return Route(
            number,
            how,
            time,
            page,
            config,
            "skyline" if skyline else "webview",
            "glass-easel" if glass else "exparser",
        )

    def _config(self, route: str, theme: str | None = None) -> dict[str, Any]:
        """Return what a page is declared to be, in a theme: app.json's window, and over it its own
        .json.
        """
        if self.project is None:
            return {}
        config = {**self.project.window, **self.project.page_config(route)}
        return self._themed(config, theme)

    def _tab_bar(self, theme: str | None = None) -> dict[str, Any]:
        """Return what app.json declares of the tab bar, in a theme."""
        return self._themed(self.project.app.get("tabBar", {}) if self.project else {}, theme)

    def _themed(self, config: dict[str, Any], theme: str | None) -> dict[str, Any]:
        if self.project is None:
            return config
        variables = self.project.theme(theme or self._app.phone.device.theme)
        found: dict[str, Any] = themed(config, variables) if variables else config
        return found

    def change_theme(self, before: str) -> None:
        """Have pages and tab bar look as the phone's theme has it, after that of `before`."""
        for page in {page.id: page for page in self._router.alive}.values():
            page.look.change_theme(self._config(page.route, before), self._config(page.route))
        screen = self._app.phone.screen
        if screen.tab_bar is not None:
            screen.tab_bar = screen.tab_bar.change_theme(self._tab_bar(before), self._tab_bar())

    def _dress(self, identity: int) -> None:
        """Give a page that opens its look: app.json's window, and over it the page's own .json."""
        page = self._router.find_open(identity)
        if page is None or self.project is None:
            return
        config = self._config(page.route)
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
        arriving, self._arriving = self._arriving, []
        for route in arriving:
            self._app.scheduler.post(lambda route=route: self._arrive(route))  # type: ignore[misc] # as above

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
            case ["route", event, detail, _] if self._listens(event):
                self._app.tell(event, detail)

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
