"""App: what it goes through, and what it is told."""

from __future__ import annotations

import pytest

from jshost.world.launch import Launch

from .conftest import Files, Program, Said, events, messages

EMPTY = "Page({})"
LOGS = """
const log = (name) => function () { console.log(name) };
"""
LIVED = """Page({
  onLoad() { console.log('page onLoad') }, onShow() { console.log('page onShow') },
  onHide() { console.log('page onHide') }, onReady() { console.log('page onReady') },
})"""


def one_page(app: str, page: str = EMPTY) -> Files:
    return {"app.js": app, "pages/index/index.js": page}


def test_order_of_the_launch(program: Program, said: Said) -> None:
    app = "App({ onLaunch() { console.log('onLaunch') }, onShow() { console.log('onShow') } })"
    host = program(one_page(f"console.log('app.js'); {app}", f"console.log('page.js'); {LIVED}"))
    # D (app-service, 运行机制): App first, then the page. Files run before App is shown (F).
    assert said(host) == [
        "app.js", "onLaunch", "page.js", "onShow", "page onLoad", "page onShow", "page onReady"
    ]  # fmt: skip


def test_options_of_the_launch(program: Program, said: Said) -> None:
    app = """App({
      onLaunch(o) { console.log('onLaunch ' + JSON.stringify(o)) },
      onShow(o) { console.log('onShow ' + JSON.stringify(o)) },
    })"""
    page = "Page({ onLoad(q) { console.log(JSON.stringify(q)) } })"
    launch = Launch(query="id=7&from=%E4%BD%A0&empty=", scene=1007)
    host = program(one_page(app, page), launch=launch)
    query = '{"id":"7","from":"%E4%BD%A0","empty":""}'
    options = (
        f'{{"path":"pages/index/index","query":{query},"scene":1007,"referrerInfo":{{}},'
        '"apiCategory":"default"}'
    )
    assert said(host) == [f"onLaunch {options}", f"onShow {options}", query]


@pytest.mark.parametrize(
    ("launch", "referrer"),
    [
        (Launch(scene=1001), "{}"),
        (Launch(scene=1037), '{"appId":""}'),
        (Launch(scene=1069, referrer="wxapp"), '{"appId":"wxapp"}'),
        (
            Launch(scene=1037, referrer="wx0", extra={"a": 1}),
            '{"appId":"wx0","extraData":{"a":1}}',
        ),
    ],
)
def test_referrer_info(program: Program, said: Said, launch: Launch, referrer: str) -> None:
    # D (getLaunchOptionsSync): {} where nobody is known to have sent the user.
    app = "App({ onLaunch(o) { console.log(JSON.stringify(o.referrerInfo)) } })"
    assert said(program(one_page(app), launch=launch)) == [referrer]


def test_another_page_first(program: Program) -> None:
    host = program(
        {"pages/a/a.js": EMPTY, "pages/b/b.js": EMPTY}, launch=Launch("/pages/b/b", "x=1")
    )
    assert host.page.route == "pages/b/b"
    assert host.page.options == {"x": "1"}


def test_entry_page_path(program: Program) -> None:
    files = {"pages/a/a.js": EMPTY, "pages/b/b.js": EMPTY}
    host = program({**files, "app.json": {"entryPagePath": "pages/b/b"}})
    assert host.page.route == "pages/b/b"


def test_launch_and_enter_options(program: Program, said: Said) -> None:
    page = """Page({ onShow() {
      const at = (o) => `${o.path}?${o.query.id} ${o.scene}`;
      console.log(`${at(wx.getLaunchOptionsSync())}, ${at(wx.getEnterOptionsSync())}`);
    } })"""
    host = program(one_page("App({})", page), launch=Launch(query="id=1"))
    host.background()
    host.foreground(Launch(query="id=2", scene=1038))
    path = "pages/index/index"
    assert said(host) == [f"{path}?1 1001, {path}?1 1001", f"{path}?1 1001, {path}?2 1038"]


def test_own_fields_and_methods(program: Program, said: Said) -> None:
    app = """App({
      globalData: { n: 1 }, add(n) { this.globalData.n += n; return this.globalData.n },
      onLaunch() { this.started = true; console.log(this.add(1), this === getApp()) },
    })"""
    page = "const app = getApp(); console.log(app.started, app.add(2)); Page({})"
    assert said(program(one_page(app, page))) == ["2 true", "true 4"]


def test_get_app_before_app(program: Program, said: Said) -> None:
    files = one_page("require('./early'); App({})")
    assert said(program({**files, "early.js": "console.log(typeof getApp())"})) == ["undefined"]


def test_get_app_default(program: Program, said: Said) -> None:
    # D (independent): what is put there before App goes before App's own.
    early = "const app = getApp({ allowDefault: true }); app.data = 456; app.global = {}"
    app = "require('./early'); App({ data: 123, other: 'hello' })"
    page = "const { data, global, other } = getApp(); console.log(data, global, other); Page({})"
    host = program({**one_page(app, page), "early.js": early})
    assert said(host) == ["456 {} hello"]


def test_get_app_default_is_no_app(program: Program, said: Said) -> None:
    early = "getApp({ allowDefault: true }); console.log(getApp(), getApp({}), getApp(1))"
    host = program({**one_page("require('./early'); App({})"), "early.js": early})
    assert said(host) == ["undefined undefined undefined"]


def test_second_app(program: Program, said: Said) -> None:
    host = program(one_page("App({ a: 1 }); App({ a: 2 }); console.log(getApp().a)"))
    assert said(host) == ["App() has been called before; there is one App in a mini program", "1"]
    assert host.console[0].level == "warn"


@pytest.mark.parametrize("value", ["", "null", "1", "'x'"])
def test_app_of_no_object(program: Program, said: Said, value: str) -> None:
    host = program(one_page(f"App({value})", "Page({ onLoad() { console.log(getApp()) } })"))
    assert said(host)[-1] == "undefined"
    assert host.errors == []


# -- leaving and coming back ----------------------------------------------------------------------


def test_leaving_and_coming_back(program: Program, said: Said) -> None:
    app = """App({
      onShow(o) { console.log('App onShow', o.scene) }, onHide() { console.log('App onHide') },
    })"""
    host = program(one_page(app, LIVED))
    before = len(said(host))
    host.background()
    host.foreground(Launch(scene=1089))
    assert said(host)[before:] == [
        "page onHide", "App onHide", "App onShow 1089", "page onShow"
    ]  # fmt: skip


def test_listeners_of_showing_and_hiding(program: Program, said: Said) -> None:
    app = """
      const shown = (o) => console.log('shown', o.scene), other = () => console.log('other');
      wx.onAppShow(shown); wx.onAppShow(other); wx.onAppHide(() => console.log('hidden'));
      App({ onHide() { wx.offAppShow(other) } });
    """
    host = program(one_page(app))
    host.background()
    host.foreground()
    host.background()
    assert said(host) == ["shown 1001", "other", "hidden", "shown 1001", "hidden"]


def test_coming_back_by_a_path_opens_it(program: Program, said: Said) -> None:
    # D (运行机制): a scene that leads to a page closes all others.
    page = """Page({
      onLoad(q) { console.log('load', this.route, q.x) }, onShow() { console.log('show') },
      onUnload() { console.log('unload', this.route) },
    })"""
    app = "App({ onShow(o) { console.log('App', o.path, o.query.x) } })"
    host = program({"app.js": app, "pages/a/a.js": page, "pages/b/b.js": page})
    host.background()
    before = len(said(host))
    host.foreground(Launch("pages/b/b", "x=1", 1007))
    assert said(host)[before:] == [
        "App pages/b/b 1", "unload pages/a/a", "load pages/b/b 1", "show"
    ]  # fmt: skip
    assert [page.route for page in host.pages] == ["pages/b/b"]


# -- errors ---------------------------------------------------------------------------------------


def test_error_in_on_launch(program: Program, said: Said) -> None:
    app = "App({\n  onLaunch() {\n    throw new Error('crash')\n  },\n})"
    host = program(one_page(app, LIVED))
    # F: the platform's own text.
    assert messages(host) == ["thirdScriptError\ncrash;at App lifeCycleMethod onLaunch function"]
    assert host.errors[0].where.startswith("app.js:3")
    assert said(host) == ["page onLoad", "page onShow", "page onReady"]


def test_error_in_on_show(program: Program) -> None:
    host = program(one_page("App({ onShow() { null.x } })"))
    (message,) = messages(host)
    assert message.startswith("thirdScriptError\n")
    assert message.endswith(";at App lifeCycleMethod onShow function")


def test_app_file_that_throws(program: Program, said: Said) -> None:
    host = program(one_page("\nnull.x;\nApp({})", f"console.log(getApp()); {LIVED}"))
    assert [error.where.split(":")[:2] for error in host.errors] == [["app.js", "2"]]
    assert said(host) == ["undefined", "page onLoad", "page onShow", "page onReady"]


def test_app_file_of_bad_syntax(program: Program, said: Said) -> None:
    host = program(one_page("App({\n  onLaunch() { let 1 },\n})", LIVED))
    assert host.errors[0].where.startswith("app.js:2")
    assert said(host) == ["page onLoad", "page onShow", "page onReady"]


def test_on_error(program: Program, said: Said) -> None:
    app = """App({
      onError(text) { this.n = (this.n || 0) + 1; console.log(this.n, text.split(';')[0]) },
      onLaunch() { throw new Error('first') },
    })"""
    page = "Page({ onLoad() { throw new Error('second') }, fail() { throw new Error('third') } })"
    host = program(one_page(app, page))
    host.page.tap("fail")
    assert said(host) == [
        "1 thirdScriptError\nfirst", "2 thirdScriptError\nsecond", "3 thirdScriptError\nthird"
    ]  # fmt: skip


def test_error_in_on_error_ends_there(program: Program) -> None:
    app = "App({ onError() { throw new Error('again') }, onLaunch() { throw new Error('once') } })"
    host = program(one_page(app))
    assert len(host.errors) == 2
    assert "again" in messages(host)[1]


def test_on_unhandled_rejection(program: Program, said: Said) -> None:
    app = """App({
      onUnhandledRejection({ reason }) { console.log('rejected: ' + reason) },
      onError() { console.log('onError') },
      onLaunch() { Promise.reject(new Error('launch')) },
    })"""
    page = "Page({ async onLoad() { throw new Error('load') }, async late() { throw 'late' } })"
    host = program(one_page(app, page))
    host.page.tap("late")
    assert said(host) == ["rejected: launch", "rejected: load", "rejected: late"]
    assert messages(host)[0] == "Uncaught (in promise) Error: launch"


def test_on_page_not_found(program: Program, said: Said) -> None:
    app = "App({ onPageNotFound(o) { console.log(JSON.stringify(o)) } })"
    host = program(one_page(app), launch=Launch("pages/gone/gone", "x=1"))
    detail = '{"path":"pages/gone/gone","query":{"x":"1"},"isEntryPage":true}'
    assert said(host) == [detail]
    assert host.pages == []


def test_on_page_not_found_goes_elsewhere(program: Program, said: Said) -> None:
    # D (onPageNotFound): a tab page needs switchTab; others redirectTo.
    app = "App({ onPageNotFound() { wx.redirectTo({ url: 'pages/index/index' }) } })"
    host = program(one_page(app, LIVED), launch=Launch("pages/gone/gone"))
    assert host.page.route == "pages/index/index"
    assert said(host) == ["page onLoad", "page onShow", "page onReady"]
    assert host.errors == []


def test_hooks_are_methods_of_app(program: Program, said: Said) -> None:
    app = """App({
      name: 'app', onError() { console.log(this.name) },
      onLaunch() { this.onError = function () { console.log('replaced', this.name) }; throw 1 },
    })"""
    assert said(program(one_page(app))) == ["replaced app"]


def test_on_theme_change_is_heard(program: Program, said: Said) -> None:
    host = program(one_page("App({ onThemeChange({ theme }) { console.log(theme) } })"))
    host.app.emit("onThemeChange", {"theme": "dark"})
    host.settle()
    assert said(host) == ["dark"]


def test_trace_of_the_launch(program: Program) -> None:
    host = program(one_page("App({})"), launch=Launch(query="a=1"))
    (launched,) = events(host, "launch")
    assert launched["query"] == {"a": "1"}
    assert events(host, "onAppShow") == [launched]
    assert events(host, "onLoad") == [{"page": "pages/index/index", "options": {"a": "1"}}]


def test_config_that_programs_find(program: Program, said: Said) -> None:
    app = "const { pages, envVersion } = __wxConfig; console.log(pages, envVersion); App({})"
    assert said(program(one_page(app))) == ["[ 'pages/index/index' ] develop"]


def test_text_is_no_code(program: Program, said: Said) -> None:
    # D (js-support): eval and new Function do not run; `return this` is let through.
    app = """
      const tries = [() => eval('1'), () => new Function('a', 'return a'), () => Function('1'),
        () => (function* () {}).constructor('1'), () => (async () => {}).constructor('1')];
      for (const run of tries) try { run(); console.log('ran') } catch (e) { console.log(e.name) }
      console.log(Function('return this')() === global, new Function('return this')() === global);
      App({});
    """
    assert said(program(one_page(app))) == ["EvalError"] * 5 + ["true true"]


def test_the_trace_has_nothing_of_a_page_that_was_never_registered(page: Program) -> None:
    host = page("nothing(); Page({})")
    assert len(host.errors) == 2
    for name in ("onLoad", "onShow", "onReady"):
        assert events(host, name) == []
