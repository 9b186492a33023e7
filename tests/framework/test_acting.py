"""What a user does with a program: tapping, typing, going and leaving; and what code calls."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.world.launch import Launch

from .conftest import INDEX, Program, Said, events, messages

ECHO = "Page({ data: {}, onEvent(e) { this.setData({ e }); return e } })"


# -- events ---------------------------------------------------------------------------------------


def test_event_of_a_tap(page: Program) -> None:
    host = page(ECHO)
    host.advance(1234.9)
    event = host.page.tap("onEvent", {"id": 7, "name": "n"})
    target = {"id": "", "offsetLeft": 0, "offsetTop": 0, "dataset": {"id": 7, "name": "n"}}
    touch = {"identifier": 0, "pageX": 0, "pageY": 0, "clientX": 0, "clientY": 0}
    # D (event-object)
    assert event == {
        "type": "tap",
        "timeStamp": 1234,
        "target": target,
        "currentTarget": target,
        "mark": {},
        "detail": {"x": 0, "y": 0},
        "touches": [touch],
        "changedTouches": [touch],
    }


def test_time_stamp_is_since_the_page_was_opened(program: Program) -> None:
    # D (event-object)
    host = program({"pages/a.js": ECHO, "pages/b.js": ECHO})
    host.advance(1000)
    host.navigate("b")
    host.advance(250)
    assert host.page.tap("onEvent")["timeStamp"] == 250
    host.back()
    assert host.page.tap("onEvent")["timeStamp"] == 1250


def test_fields_that_are_given(page: Program) -> None:
    event = page(ECHO).page.tap("onEvent", detail={"x": 3, "y": 4}, mark={"m": 1}, type="longpress")
    assert (event["detail"], event["mark"], event["type"]) == (
        {"x": 3, "y": 4},
        {"m": 1},
        "longpress",
    )
    assert (event["touches"][0]["pageX"], event["changedTouches"][0]["clientY"]) == (3, 4)


def test_target_and_current_target_are_two_objects(page: Program, said: Said) -> None:
    host = page(
        "Page({ onTap(e) { console.log(e.target !== e.currentTarget, e.target.dataset.a) } })"
    )
    host.page.tap("onTap", {"a": [1]})
    assert said(host) == ["true [ 1 ]"]


@pytest.mark.parametrize(
    ("value", "cursor"), [("", 0), ("你好", 2), ("a😀", 3), (5, 0), (["a"], 0), (None, 0)]
)
def test_input(page: Program, value: Any, cursor: int) -> None:
    event = page(ECHO).page.input("onEvent", value, {"field": "f"})
    assert event["type"] == "input"
    assert event["detail"] == {"value": value, "cursor": cursor}
    assert event["currentTarget"]["dataset"] == {"field": "f"}
    assert "touches" not in event


def test_other_events(page: Program) -> None:
    event = page(ECHO).page.dispatch(
        "change", "onEvent", {"a": 1}, {"value": [1, 2]}, mark={"b": 2}
    )
    assert (event["type"], event["detail"], event["mark"]) == (
        "change",
        {"value": [1, 2]},
        {"b": 2},
    )


def test_what_is_due_runs_and_no_time_passes(page: Program) -> None:
    host = page("""Page({ data: { n: 0 }, onTap() {
      wx.getSetting({ success: () => this.setData({ n: 1 }) });
      setTimeout(() => this.setData({ later: true }), 5);
    } })""")
    host.page.tap("onTap")
    assert host.page.data == {"n": 1}
    host.advance(5)
    assert host.page.data == {"n": 1, "later": True}


# -- the user's gesture ---------------------------------------------------------------------------

OPEN = (
    "wx.openSetting({ success: (r) => console.log(r.errMsg), fail: (r) => console.log(r.errMsg) })"
)
NO_TAP = "openSetting:fail can only be invoked by user TAP gesture."


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (OPEN, "openSetting:ok"),
        # F: a tap reaches through callbacks of wx, and through nothing else.
        (f"wx.getSetting({{ success() {{ {OPEN} }} }})", "openSetting:ok"),
        (
            f"wx.getSetting({{ complete() {{ wx.getSetting({{ success() {{ {OPEN} }} }}) }} }})",
            "openSetting:ok",
        ),
        (f"wx.getSetting().then(() => {{ {OPEN} }})", NO_TAP),
        (f"Promise.resolve().then(() => {{ {OPEN} }})", NO_TAP),
        (f"(async () => {{ await null; {OPEN} }})()", NO_TAP),
        (f"setTimeout(() => {{ {OPEN} }}, 0)", NO_TAP),
        (f"this.setData({{ a: 1 }}, () => {{ {OPEN} }})", NO_TAP),
        (f"this.other(); {OPEN}", "openSetting:ok"),
    ],
)
def test_tap_is_the_gesture(page: Program, said: Said, body: str, told: str) -> None:
    host = page(f"Page({{ onTap() {{ {body} }}, other() {{}} }})")
    host.page.tap("onTap")
    assert said(host) == [told]


@pytest.mark.parametrize("hook", ["onLoad", "onShow", "onReady"])
def test_lifecycles_are_no_gesture(page: Program, said: Said, hook: str) -> None:
    assert said(page(f"Page({{ {hook}() {{ {OPEN} }} }})")) == [NO_TAP]


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.call("onEvent"),
        lambda page: page.input("onEvent", "text"),
        lambda page: page.dispatch("change", "onEvent", {}, {}),
    ],
)
def test_what_else_is_no_gesture(page: Program, said: Said, act: Any) -> None:
    host = page(f"Page({{ onEvent() {{ {OPEN} }} }})")
    act(host.page)
    assert said(host) == [NO_TAP]


def test_app_launch_is_no_gesture(page: Program, said: Said) -> None:
    host = page(f"{OPEN}; Page({{}})", files={"app.js": f"App({{ onLaunch() {{ {OPEN} }} }})"})
    assert said(host) == [NO_TAP] * 2


def test_gesture_ends_with_the_tap(page: Program, said: Said) -> None:
    host = page(f"Page({{ onTap() {{}}, other() {{ {OPEN} }} }})")
    host.page.tap("onTap")
    host.page.call("other")
    assert said(host) == [NO_TAP]


def test_before_taps_were_needed(page: Program, said: Said) -> None:
    # A (2018-10): from base library 2.3.0 on.
    host = page(f"Page({{ onLoad() {{ {OPEN} }} }})", base_library="2.2.5")
    assert said(host) == ["openSetting:ok"]


# -- calls ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("return [...a]", [1, "x", None, {"a": [True]}]),
        ("", None),
        ("return null", None),
        ("return undefined", None),
        ("return { a: undefined, b: 1 }", {"b": 1}),
        ("return { $: 'Number', v: 'x' }", {"$": "Number", "v": "x"}),
        ("return Promise.resolve({ x: 1 })", {"x": 1}),
        ("return (async () => { await null; await null; return 'soon' })()", "soon"),
        ("return new Promise((r) => setTimeout(() => r('due'), 0))", "due"),
        ("return new Promise((r) => wx.getSetting({ success: () => r('settled') }))", "settled"),
        ("return new Promise((r) => setTimeout(() => r('late'), 1))", None),
        ("return new Promise(() => {})", None),
        ("return Promise.reject(new Error('no'))", None),
        ("throw new Error('no')", None),
        ("return { then(resolve) { resolve(1) } }", {}),
        ("return Object.create(Promise.prototype)", None),
    ],
)
def test_results(page: Program, body: str, result: Any) -> None:
    host = page(f"Page({{ f(...a) {{ {body} }} }})")
    assert host.page.call("f", 1, "x", None, {"a": [True]}) == result


def test_this_is_the_page(page: Program) -> None:
    assert page("Page({ n: 5, f() { return this.n } })").page.call("f") == 5


def test_promise_that_is_there_after_a_route(program: Program) -> None:
    script = """Page({ async go() {
      await wx.navigateTo({ url: 'b' }); await wx.navigateTo({ url: 'b' });
      return getCurrentPages().length;
    } })"""
    host = program({"pages/a.js": script, "pages/b.js": "Page({})"})
    assert host.page.call("go") == 3


def test_promise_of_an_earlier_call(page: Program) -> None:
    script = """Page({
      slow() { return new Promise((r) => { this.done = () => r('slow') }) },
      quick() { this.done(); return new Promise((r) => setTimeout(() => r('quick'), 0)) },
      never() { this.done(); return new Promise(() => {}) },
    })"""
    host = page(script)
    assert host.page.call("slow") is None
    assert host.page.call("quick") == "quick"
    assert host.page.call("slow") is None
    assert host.page.call("never") is None


@pytest.mark.parametrize("argument", [{1, 2}, float("nan"), float("inf"), object(), b"x"])
def test_arguments_that_are_no_json(page: Program, argument: Any) -> None:
    host = page("Page({ f() {} })")
    with pytest.raises(InputError, match=f"^{INDEX} f: arguments should be JSON: "):
        host.page.call("f", argument)
    assert host.errors == []


def test_strings_of_all_kinds(page: Program) -> None:
    text = "\0\u2028\"'\\ \ud800 😀 </script>"
    assert page("Page({ f(x) { return x } })").page.call("f", text) == text


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("onTaap", "; did you mean onTap?"),
        ("xyz", "; it has onTap, other"),
        ("data", "; it has onTap, other"),
    ],
)
def test_unknown_handler(page: Program, name: str, hint: str) -> None:
    host = page("Page({ data: {}, n: 1, onTap() {}, other() {} })")
    for act in (host.page.tap, host.page.call):
        with pytest.raises(InputError) as caught:
            act(name)
        assert str(caught.value) == f"{INDEX} has no method {name!r}{hint}"
    assert host.errors == []


def test_unknown_handler_of_a_page_without_any(page: Program) -> None:
    with pytest.raises(InputError, match=f"^{INDEX} has no method 'onTap'$"):
        page("Page({})").page.tap("onTap")


def test_unknown_handler_of_a_page_that_is_not_registered(page: Program) -> None:
    with pytest.raises(InputError, match=f"^{INDEX} has no method 'onTap'$"):
        page("").page.tap("onTap")


# -- data -----------------------------------------------------------------------------------------


def test_data_as_json(page: Program) -> None:
    script = """Page({ data: {
      u: undefined, f() {}, d: new Date(0), n: NaN, s: Symbol('s'), l: [undefined],
    } })"""
    assert page(script).page.data == {"d": "1970-01-01T00:00:00.000Z", "n": None, "l": [None]}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{ c }", "Converting circular structure to JSON"),
        ("{ n: 1n }", "Do not know how to serialize a BigInt"),
    ],
)
def test_data_that_is_no_json(page: Program, data: str, message: str) -> None:
    host = page(f"const c = {{}}; c.c = c; Page({{ data: {data} }})")
    with pytest.raises(InputError) as caught:
        _ = host.page.data
    assert str(caught.value) == f"the data of {INDEX} is no JSON: {message}"


# -- pages that are not shown ---------------------------------------------------------------------


def test_page_that_is_not_shown(program: Program) -> None:
    host = program({"pages/a.js": ECHO, "pages/b.js": ECHO})
    first = host.page
    host.navigate("b")
    for act in (first.tap, lambda name: first.input(name, "x")):
        with pytest.raises(InputError, match=r"^pages/a is not shown, pages/b is$"):
            act("onEvent")
    assert first.call("onEvent", 5) == 5
    assert first.data == {"e": 5}


def test_page_that_is_closed(program: Program) -> None:
    host = program({"pages/a.js": ECHO, "pages/b.js": ECHO})
    host.navigate("b?x=1")
    closed = host.page
    host.back()
    for act in (lambda: closed.tap("onEvent"), lambda: closed.call("onEvent"), lambda: closed.data):
        with pytest.raises(InputError, match=r"^pages/b is closed$"):
            act()
    assert repr(closed) == "Page('pages/b')"
    assert closed.options == {"x": "1"}


def test_page_without_a_program(make_host: Any) -> None:
    host = make_host()
    with pytest.raises(InputError, match=r"^no page is open: run a mini program's folder first$"):
        _ = host.page
    assert host.pages == []
    host.run_script("1", "a.js")
    with pytest.raises(InputError, match=r"^no page is open"):
        _ = host.page


def test_page_where_the_first_is_not_found(page: Program) -> None:
    host = page("Page({})", launch=Launch("pages/gone"))
    with pytest.raises(InputError, match=r"^no page is open: there is no page 'pages/gone'$"):
        _ = host.page


# -- going ----------------------------------------------------------------------------------------


def test_going_and_coming_back(program: Program) -> None:
    host = program({"pages/a.js": "Page({})", "pages/b.js": "Page({})"})
    host.navigate("/pages/b?x=1")
    assert (host.page.route, host.page.options) == ("pages/b", {"x": "1"})
    host.back()
    assert host.page.route == "pages/a"


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (lambda host: host.navigate("/gone"), 'page "gone" is not found'),
        (lambda host: host.navigate("/pages/t"), "can not navigateTo a tabbar page"),
        (lambda host: host.back(), "cannot navigate back at first page."),
        (
            lambda host: host.tap_tab("pages/a"),
            "'pages/a' is no page of the tab bar; pages are pages/t, pages/u",
        ),
        (
            lambda host: host.tap_tab("pages/t"),
            "pages/a is no page of the tab bar, and does not show it",
        ),
        (lambda host: host.foreground(), "the mini program is not in the background"),
        (lambda host: host.run(), "a program is running; reset() ends it"),
    ],
)
def test_what_cannot_be(program: Program, act: Any, text: str) -> None:
    tabs = {"list": [{"pagePath": f"pages/{name}", "text": name} for name in "tu"]}
    pages = {f"pages/{name}.js": "Page({})" for name in "atu"}
    host = program({"app.json": {"tabBar": tabs}, **pages})
    with pytest.raises(InputError) as caught:
        act(host)
    assert str(caught.value) == text
    assert host.page.route == "pages/a"


@pytest.mark.parametrize(
    "act",
    [
        lambda host, page: page.tap("onEvent"),
        lambda host, page: page.pull_down(),
        lambda host, page: host.tap_tab("pages/t"),
        lambda host, page: host.background(),
    ],
)
def test_what_cannot_be_in_the_background(page: Program, act: Any) -> None:
    host = page(ECHO)
    shown = host.page
    host.background()
    with pytest.raises(InputError, match=r"^the mini program is in the background$"):
        act(host, shown)
    assert shown.call("onEvent", 1) == 1


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (lambda host: host.background(), "no mini program is running: run its folder first"),
        (lambda host: host.foreground(), "the mini program is not in the background"),
        (lambda host: host.tap_tab("a"), "no mini program is running: run its folder first"),
        (lambda host: host.back(), "no mini program is running: run its folder first"),
        (lambda host: host.navigate("/a"), "no mini program is running: run its folder first"),
    ],
)
def test_what_cannot_be_without_a_program(make_host: Any, act: Any, text: str) -> None:
    host = make_host()
    with pytest.raises(InputError) as caught:
        act(host)
    assert str(caught.value) == text


def test_tab_bar(program: Program, said: Said) -> None:
    script = """Page({
      onTabItemTap(t) { console.log(this.route, JSON.stringify(t)) },
      onShow() { console.log('show') },
    })"""
    tabs = {"list": [{"pagePath": "pages/a", "text": "甲"}, {"pagePath": "pages/b", "text": "乙"}]}
    host = program({"app.json": {"tabBar": tabs}, "pages/a.js": script, "pages/b.js": script})
    host.tap_tab("pages/b")
    host.tap_tab("pages/b")
    told = 'pages/b {"index":1,"pagePath":"pages/b","text":"乙"}'
    # D (Page): also of a tab that is shown already.
    assert said(host) == ["show", "show", told, told]
    assert [e["page"] for e in events(host, "onReady")] == ["pages/a", "pages/b"]


def test_without_a_tab_bar(page: Program) -> None:
    host = page("Page({})")
    text = f"'{INDEX}' is no page of the tab bar; pages are none: there is no tab bar"
    with pytest.raises(InputError) as caught:
        host.tap_tab(INDEX)
    assert str(caught.value) == text


# -- runs -----------------------------------------------------------------------------------------


def test_reset_and_run_again(page: Program, said: Said) -> None:
    script = """Page({ data: { n: 0 }, onLoad() { console.log('load', this.data.n) },
      add() { this.setData({ n: this.data.n + 1 }) } })"""
    host = page(script)
    host.page.tap("add")
    host.background()
    first = [record.to_json() for record in host.trace][:5]
    host.reset()
    with pytest.raises(InputError):
        _ = host.page
    assert host.pages == []
    host.run()
    assert [record.to_json() for record in host.trace][:5] == first
    assert (said(host), host.page.data) == (["load 0"], {"n": 0})
    host.page.tap("add")
    assert host.page.data == {"n": 1}


def test_host_of_no_project(make_host: Any, tmp_path: Any) -> None:
    with pytest.raises(InputError, match="which mini program"):
        make_host().run()


def test_folder_given_to_run(make_host: Any, program: Program, tmp_path: Any) -> None:
    program({"pages/a.js": "Page({ data: { a: 1 } })"}, run=False)
    host: Host = make_host()
    host.run(tmp_path)
    assert host.page.data == {"a": 1}


@pytest.mark.parametrize("isolation", ["process", "none"])
def test_isolations(program: Program, said: Said, isolation: str) -> None:
    script = """Page({ onLoad() { this.setData({ a: 1 }, () => console.log('set')) },
      go() { wx.navigateTo({ url: 'b', success: (r) => r.eventChannel.emit('x', 1) }) } })"""
    opened = """Page({
      onLoad() { this.getOpenerEventChannel().on('x', (x) => console.log(x)) },
      onReady() { null.x },
    })"""
    host = program({"pages/a.js": script, "pages/b.js": opened}, isolation=isolation)
    host.page.tap("go")
    assert said(host) == ["set", "1"]
    (message,) = messages(host)
    assert message.endswith(';at "pages/b" page lifeCycleMethod onReady function')


def test_without_app_js(program: Program) -> None:
    with pytest.raises(InputError, match=r"there is no app\.js$"):
        program({"app.js": None, "pages/a.js": "Page({})"})
