"""Page: its instances, its functions, and what it is when a file is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host

from .conftest import INDEX, Program, Said, messages


def fields(host: Host, expression: str) -> Any:
    """Return a value that an expression has for the page on top."""
    page = "const page = getCurrentPages().pop()"
    return json.loads(host.eval(f"(() => {{ {page}; return JSON.stringify({expression}) }})()"))


# -- data -----------------------------------------------------------------------------------------


def test_data_of_each_instance_is_its_own(page: Program) -> None:
    script = """
      const data = { n: 1, list: [{ a: 1 }, [2]], nested: { deep: { x: 'x' } }, nothing: null };
      Page({ data, change() {
        const d = this.data;
        d.n = 2; d.list[0].a = 2; d.nested.deep.x = 'y';
      } });
      globalThis.given = data;
    """
    host = page(script)
    whole = {"n": 1, "list": [{"a": 1}, [2]], "nested": {"deep": {"x": "x"}}, "nothing": None}
    assert host.page.data == whole
    host.page.call("change")
    assert host.page.data != whole
    host.navigate(f"/{INDEX}")
    assert host.page.data == whole
    assert json.loads(host.eval("JSON.stringify(given)")) == whole


def test_data_of_special_kinds(page: Program) -> None:
    script = """
      class Money { constructor() { this.cents = 5 } }
      const f = () => 1, map = new Map([[1, 2]]), bytes = new Uint8Array([1]);
      globalThis.given = { date: new Date(0), f, map, bytes, re: /x/g, money: new Money() };
      Page({ data: given })
    """
    host = page(script)
    same = {key: fields(host, f"page.data.{key} === given.{key}") for key in ("f", "map", "bytes")}
    assert same == {"f": True, "map": True, "bytes": True}
    assert fields(host, "page.data.re === given.re")
    assert fields(host, "[page.data.date === given.date, page.data.date.getTime()]") == [False, 0]
    assert fields(host, "page.data.date instanceof Date")
    # R: what goes to the view layer has no classes.
    assert fields(host, "[page.data.money.constructor === Object, page.data.money.cents]") == [
        True,
        5,
    ]


def test_data_with_cycles(page: Program) -> None:
    host = page("const a = { name: 'a' }; a.self = a; a.list = [a]; Page({ data: { a } })")
    assert fields(host, "page.data.a.self === page.data.a")
    assert fields(host, "page.data.a.list[0] === page.data.a")


def test_data_with_the_same_object_twice(page: Program) -> None:
    host = page("const o = { x: 1 }; Page({ data: { a: o, b: o } })")
    assert host.page.data == {"a": {"x": 1}, "b": {"x": 1}}


def test_data_with_a_proto_key(page: Program) -> None:
    host = page('Page({ data: JSON.parse(\'{"__proto__": {"x": 1}, "y": 2}\') })')
    assert fields(host, "[page.data.x === undefined, Object.keys(page.data)]") == [
        True,
        ["__proto__", "y"],
    ]


def test_holes_and_named_items_of_arrays(page: Program) -> None:
    host = page("const a = [1, , 3]; a.name = 'n'; Page({ data: { a } })")
    assert fields(host, "[page.data.a.length, 1 in page.data.a, page.data.a.name]") == [
        3,
        False,
        "n",
    ]
    assert fields(host, "page.data.a instanceof Array && page.data.a.map((x) => x * 2)") == [
        2,
        None,
        6,
    ]


@pytest.mark.parametrize("data", ["null", "1", "[1]", "() => ({ a: 1 })", "undefined"])
def test_data_that_is_no_object(page: Program, data: str) -> None:
    host = page(f"Page({{ data: {data} }})")
    assert host.page.data == {}
    assert host.errors == []


def test_no_data(page: Program) -> None:
    assert page("Page({})").page.data == {}


# -- fields and functions -------------------------------------------------------------------------


def test_own_functions_and_fields(page: Program, said: Said) -> None:
    script = """Page({
      name: 'page', count: 0,
      onLoad() { console.log(this.name, this.more(), this.count) },
      more() { return ++this.count },
    })"""
    assert said(page(script)) == ["page 1 1"]


def test_fields_of_each_instance_are_its_own(page: Program) -> None:
    # D (Page): other fields are copied deeply when a page is made.
    host = page("Page({ custom: { list: [] }, push() { this.custom.list.push(1) } })")
    host.page.call("push")
    assert fields(host, "page.custom.list") == [1]
    host.navigate(f"/{INDEX}")
    assert fields(host, "page.custom.list") == []


def test_objects_of_classes_stay_what_they_are(page: Program, said: Said) -> None:
    script = """
      class Store { get() { return 'got' } }
      const store = new Store();
      Page({ store, onLoad() { console.log(this.store === store, this.store.get()) } })
    """
    assert said(page(script)) == ["true got"]


def test_app_in_a_field_is_the_app(page: Program, said: Said) -> None:
    script = """Page({ app: getApp(), onLoad() {
      this.app.globalData.n = 2;
      console.log(this.app === getApp(), getApp().globalData.n);
    } })"""
    host = page(script, files={"app.js": "App({ globalData: { n: 1 } })"})
    assert said(host) == ["true 2"]


def test_what_every_page_has(page: Program, said: Said) -> None:
    script = """Page({ onLoad() {
      console.log(this.route, this.is, this.__route__, JSON.stringify(this.options));
      console.log(Object.keys(this).filter((k) => typeof this[k] === 'function').join());
      const { length } = this.selectAllComponents('.a');
      console.log(this.selectComponent('#a'), length, this.getTabBar());
      console.log(this === getCurrentPages()[0], this.getPageId() === this.getPageId());
      this.groupSetData(() => this.setData({ a: 1 })); this.triggerEvent('x');
    } })"""
    host = page(script)
    options = "{}"
    assert said(host) == [
        f"{INDEX} {INDEX} {INDEX} {options}", "onLoad", "null 0 undefined", "true true"
    ]  # fmt: skip
    assert host.page.data == {"a": 1}


def test_options_and_query_are_apart(program: Program, said: Said) -> None:
    script = "Page({ onLoad(q) { q.x = 'changed'; console.log(this.options.x) } })"
    host = program({"pages/a/a.js": "Page({})", "pages/b/b.js": script})
    host.navigate("/pages/b/b?x=1")
    assert said(host) == ["1"]
    assert host.page.options == {"x": "1"}


def test_own_route_and_set_data_are_the_pages(page: Program, said: Said) -> None:
    # R: `route` is set only where the page has none; methods are those of the instance.
    script = """Page({
      route: 'mine', setData(x) { console.log('own', x.a) },
      onLoad() { console.log(this.route, this.is); this.setData({ a: 1 }) },
    })"""
    host = page(script)
    assert said(host) == [f"mine {INDEX}", "own 1"]
    assert host.page.route == INDEX


def test_set_data_wrapped_by_a_page(page: Program, said: Said) -> None:
    script = """Page({
      onLoad() {
        const setData = this.setData;
        this.setData = (changes, done) => {
          console.log('wrapped');
          setData.call(this, changes, done);
        };
        this.setData({ a: 1 }, () => console.log('done'));
      },
    })"""
    host = page(script)
    assert said(host) == ["wrapped", "done"]
    assert host.page.data == {"a": 1}


@pytest.mark.parametrize(
    ("act", "name", "argument"),
    [
        (lambda page: page.pull_down(), "onPullDownRefresh", "undefined"),
        (lambda page: page.reach_bottom(), "onReachBottom", "undefined"),
        (lambda page: page.scroll(12.5), "onPageScroll", '{"scrollTop":12.5}'),
    ],
)
def test_what_the_page_is_told(
    page: Program, said: Said, act: Any, name: str, argument: str
) -> None:
    host = page(
        f"Page({{ {name}(...args) {{ console.log(JSON.stringify(args[0]), args.length) }} }})"
    )
    act(host.page)
    assert said(host) == [f"{argument} {0 if argument == 'undefined' else 1}"]


def test_sharing(page: Program) -> None:
    host = page(
        "Page({ onShareAppMessage({ from, target }) { return { title: from, path: target } } })"
    )
    assert host.page.share() == {"title": "menu"}
    assert host.page.share("button", {"id": "b"}) == {"title": "button", "path": {"id": "b"}}


def test_current_pages_in_lifecycles(program: Program, said: Said) -> None:
    script = """
      const stack = () => getCurrentPages().map((p) => p.route.slice(6, 7)).join('');
      const log = (page, name) => console.log(name, stack());
      const names = ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload'];
      Page(Object.fromEntries(names.map((name) => [name, function () { log(this, name) }])));
    """
    host = program({"pages/a/a.js": script, "pages/b/b.js": script})
    host.navigate("/pages/b/b")
    host.back()
    assert said(host) == [
        "onLoad a", "onShow a", "onReady a",
        "onHide a", "onLoad ab", "onShow ab", "onReady ab",
        "onUnload ab", "onShow a",
    ]  # fmt: skip


def test_current_pages_is_a_copy(page: Program, said: Said) -> None:
    script = (
        "Page({ onShow() { getCurrentPages().length = 0; console.log(getCurrentPages().length) } })"
    )
    assert said(page(script)) == ["1"]


def test_current_pages_before_there_are_any(program: Program, said: Said) -> None:
    app = "App({ onLaunch() { console.log(getCurrentPages().length) } })"
    assert said(program({"app.js": app, f"{INDEX}.js": "Page({})"})) == ["0"]


# -- files ----------------------------------------------------------------------------------------


def test_page_called_by_a_module_of_the_page(page: Program, said: Said) -> None:
    host = page(
        "require('./made')('hi')",
        files={
            "pages/index/made.js": """module.exports = (text) => {
              Page({ onLoad() { console.log(text) } })
            }"""
        },
    )
    assert said(host) == ["hi"]
    assert host.page.route == INDEX


def test_page_called_twice(page: Program, said: Said) -> None:
    host = page("Page({ onLoad() { console.log(1) } });\nPage({ onLoad() { console.log(2) } })")
    # R: the second one is thrown, the first one is the page.
    text = f"Error: APP-SERVICE-Engine:Please do not register multiple Pages in {INDEX}.js"
    assert messages(host) == [text]
    assert host.errors[0].where.startswith(f"{INDEX}.js:2")
    assert said(host) == ["1"]


@pytest.mark.parametrize("where", ["app.js", "later"])
def test_page_called_outside_of_a_page(program: Program, said: Said, where: str) -> None:
    late = "setTimeout(() => Page({}))" if where == "later" else ""
    app = "Page({});" if where == "app.js" else ""
    host = program({"app.js": f"{app} App({{}})", f"{INDEX}.js": f"{late}; Page({{}})"})
    host.run_until_idle()
    (message,) = messages(host)
    file = INDEX if where == "later" else "undefined"
    assert f"Please do not register multiple Pages in {file}.js" in message


def test_page_that_is_never_registered(page: Program) -> None:
    host = page("console.log(1)")
    assert messages(host) == [f'Error: Page "{INDEX}" has not been registered yet.']
    assert host.errors[0].where == f"{INDEX}.js"
    assert host.page.route == INDEX
    assert host.page.data == {}
    assert host.eval("getCurrentPages().length") == 0


def test_page_file_that_another_has_required(program: Program) -> None:
    # F: its Page is taken for that of the file that is loaded; it is not run again.
    host = program(
        {"pages/a/a.js": "require('../b/b.js')", "pages/b/b.js": "Page({ data: { b: 1 } })"}
    )
    assert host.page.data == {"b": 1}
    host.navigate("/pages/b/b")
    assert messages(host) == ['Error: Page "pages/b/b" has not been registered yet.']


@pytest.mark.parametrize(
    ("given", "shown"), [("", "undefined"), ("null", "null"), ("5", "5"), ("[1]", "Array")]
)
def test_page_of_no_object(page: Program, given: str, shown: str) -> None:
    host = page(f"Page({given})")
    assert messages(host)[0] == (
        f"Error: APP-SERVICE-Engine:Options is not object: {shown} in {INDEX}.js"
    )


def test_page_file_that_throws(page: Program) -> None:
    host = page("\n\nnull.x; Page({})")
    assert host.errors[0].where.startswith(f"{INDEX}.js:3")
    assert messages(host)[1] == f'Error: Page "{INDEX}" has not been registered yet.'


def test_the_other_pages_of_a_bad_one(program: Program) -> None:
    host = program({"pages/a/a.js": "null.x", "pages/b/b.js": "Page({ data: { ok: true } })"})
    host.navigate("/pages/b/b")
    assert host.page.data == {"ok": True}


# -- errors ---------------------------------------------------------------------------------------

LIFECYCLES = ["onLoad", "onShow", "onReady", "onHide", "onUnload"]


@pytest.mark.parametrize("name", LIFECYCLES)
def test_error_in_a_lifecycle(program: Program, said: Said, name: str) -> None:
    others = "".join(
        f"{other}() {{ console.log('{other}') }}, " for other in LIFECYCLES if other != name
    )
    script = f"Page({{ {others}\n  {name}() {{\n    throw new Error('crash')\n  }},\n}})"
    host = program({"pages/a/a.js": "Page({})", "pages/b/b.js": script})
    host.navigate("/pages/b/b")
    host.background()
    host.foreground()
    host.back()
    # F: the platform's own text; whether the route is quoted differs by version.
    text = f'thirdScriptError\ncrash;at "pages/b/b" page lifeCycleMethod {name} function'
    times = 2 if name == "onShow" else 1
    assert messages(host) == [text] * times
    assert host.errors[0].where.startswith("pages/b/b.js:3")
    assert said(host) == [
        n for n in ["onLoad", "onShow", "onReady", "onHide", "onShow", "onUnload"] if n != name
    ]


def test_error_in_a_handler(page: Program) -> None:
    host = page("Page({\n  onTap() { this.gone.x },\n  next() { return 'next' },\n})")
    host.page.tap("onTap")
    (message,) = messages(host)
    assert message.endswith(f';at "{INDEX}" page onTap function')
    assert host.errors[0].where.startswith(f"{INDEX}.js:2")
    assert host.page.call("next") == "next"


def test_a_lifecycle_that_is_no_function(page: Program, said: Said) -> None:
    host = page("Page({ onLoad: 1, onShow: null, onReady() { console.log('ready') } })")
    assert said(host) == ["ready"]
    assert host.errors == []


def test_rejection_of_an_async_lifecycle(page: Program) -> None:
    host = page("Page({\n  async onLoad() {\n    throw new Error('late')\n  }\n})")
    assert messages(host) == ["Uncaught (in promise) Error: late"]
    assert host.errors[0].where.startswith(f"{INDEX}.js:3")


def test_lifecycles_that_are_replaced(page: Program, said: Said) -> None:
    script = """Page({
      onLoad() {
        this.onShow = function () { console.log('new onShow') };
        this.onReady = undefined;
      },
      onShow() { console.log('onShow') }, onReady() { console.log('onReady') },
    })"""
    assert said(page(script)) == ["new onShow"]
