"""setData: what it sets, when its callback runs, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host

from .conftest import INDEX, Program, Said, events, messages


@pytest.fixture
def set_data(page: Program) -> Any:
    """Run setData with changes, on a page with data, as it loads; return the host."""

    def run(changes: str, data: str = "{}", *, setup: str = "") -> Host:
        return page(f"{setup}\nPage({{ data: {data}, onLoad() {{ this.setData({changes}) }} }})")

    return run


@pytest.mark.parametrize(
    ("data", "changes", "expected"),
    [
        ("{ a: 1 }", "{ a: 2, b: 3 }", {"a": 2, "b": 3}),
        ("{ a: { b: [{ c: 1, d: 2 }] } }", "{ 'a.b[0].c': 9 }", {"a": {"b": [{"c": 9, "d": 2}]}}),
        ("{}", "{ 'a.b[1].c': 1 }", {"a": {"b": [None, {"c": 1}]}}),
        ("{ l: [1, 2] }", "{ 'l[5]': 6 }", {"l": [1, 2, None, None, None, 6]}),
        ("{ l: [[1], [2]] }", "{ 'l[1][0]': 3 }", {"l": [[1], [3]]}),
        ("{ a: 1 }", "{ 'a.b': 2 }", {"a": {"b": 2}}),
        ("{ a: 'text' }", "{ 'a[0]': 2 }", {"a": [2]}),
        ("{ a: null }", "{ 'a.b.c': 2 }", {"a": {"b": {"c": 2}}}),
        # R: an array gives way to a name, an object to an index.
        ("{ a: [1] }", "{ 'a.b': 2 }", {"a": {"b": 2}}),
        ("{ a: { b: 1 } }", "{ 'a[0]': 2 }", {"a": [2]}),
        ("{ l: [1, 2] }", "{ 'l.0': 9 }", {"l": {"0": 9}}),
        ("{}", r"{ 'a\\.b': 1, 'c\\[0\\]': 2, 'd\\e': 3 }", {"a.b": 1, "c[0]": 2, "d\\e": 3}),
        ("{}", "{ 'a..b': 1, '.c.': 2 }", {"a": {"b": 1}, "c": 2}),
        ("{}", "{ 'a.[0].b': 1 }", {"a": [{"b": 1}]}),
        ("{}", "{ 'a b': 1, ' c': 2 }", {"a b": 1, " c": 2}),
        ("{}", "{ '': 1 }", "The path string should not be empty"),
        ("{}", "{ '.': 1 }", "The path string should not be empty: ."),
        ("{}", "{ '[0]': 1 }", "The path string should not start with []: [0]"),
        ("{}", "{ 'a[b]': 1 }", "Only digits (0-9) can be put inside [] in the path string: a[b]"),
        (
            "{}",
            "{ 'a[-1]': 1 }",
            "Only digits (0-9) can be put inside [] in the path string: a[-1]",
        ),
        ("{}", "{ 'a[]': 1 }", "There should be digits inside [] in the path string: a[]"),
        ("{}", "{ 'a]': 1 }", "There should be digits inside [] in the path string: a]"),
        ("{}", "{ 'a[0': 1 }", {"a": 1}),
    ],
)
def test_paths(set_data: Any, data: str, changes: str, expected: Any) -> None:
    host = set_data(changes, data)
    if isinstance(expected, str):
        (message,) = messages(host)
        assert message.startswith(f"thirdScriptError\n{expected};at ")
        assert host.page.data == json.loads(data)
    else:
        assert host.errors == []
        assert host.page.data == expected


def test_own_properties_only(set_data: Any) -> None:
    host = set_data("{ 'constructor.x': 1, 'a.toString.y': 2 }", "{ a: {} }")
    assert host.page.data == {"constructor": {"x": 1}, "a": {"toString": {"y": 2}}}
    assert host.eval("typeof Object.x") == "undefined"


def test_proto_is_a_field_like_any_other(set_data: Any) -> None:
    host = set_data("{ '__proto__.polluted': 1, 'a.__proto__.polluted': 2 }", "{ a: {} }")
    assert host.eval("({}).polluted") is None
    assert host.errors == []
    assert json.loads(host.eval("JSON.stringify(getCurrentPages()[0].data)"))["__proto__"] == {
        "polluted": 1
    }


@pytest.mark.parametrize(
    "value", ["null", "0", "''", "false", "[]", "{}", "[null, { a: [] }]", "'\\u2028'"]
)
def test_values(set_data: Any, value: str) -> None:
    host = set_data(f"{{ v: {value} }}", "{ v: 1 }")
    assert host.errors == []
    assert host.eval(f"JSON.stringify(getCurrentPages()[0].data.v) === JSON.stringify({value})")


def test_undefined_is_refused(set_data: Any, said: Said) -> None:
    host = set_data("{ a: undefined, b: 2, 'c.d': undefined }", "{ a: 1 }")
    # D (setData): an undefined is not set. F: the text.
    assert host.page.data == {"a": 1, "b": 2}
    assert said(host) == [
        'Setting data field "a" to undefined is invalid.',
        'Setting data field "c.d" to undefined is invalid.',
    ]
    assert {record.level for record in host.console} == {"warn"}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ("", "Undefined"),
        ("null", "Null"),
        ("'a'", "String"),
        ("[1]", "Array"),
        ("() => 1", "Function"),
    ],
)
def test_what_is_no_object_is_refused(set_data: Any, said: Said, changes: str, kind: str) -> None:
    host = set_data(changes)
    assert said(host) == [f"setData accepts an Object rather than some {kind}"]
    assert events(host, "setData") == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("10n", "Do not know how to serialize a BigInt"),
        ("[{ x: 1n }]", "Do not know how to serialize a BigInt"),
        ("cycle", "Converting circular structure to JSON"),
        ("{ toJSON() { throw new Error('no') } }", "no"),
        ("deep", "the value is nested more than 100 levels deep"),
    ],
)
def test_what_is_no_json_is_thrown(page: Program, said: Said, value: str, message: str) -> None:
    setup = """
      const cycle = {}; cycle.self = cycle;
      let deep = {}; for (let i = 0; i < 200; i++) deep = { deep };
    """
    host = page(f"""{setup} Page({{ onLoad() {{
      try {{ this.setData({{ a: 1, v: {value} }}) }} catch (e) {{ console.log(e.message) }}
    }} }})""")
    assert said(host) == [message]
    # Ours (I): all of it or nothing.
    assert host.page.data == {}
    assert events(host, "setData") == []


def test_functions_are_kept(page: Program, said: Said) -> None:
    # D (component): data and properties may hold functions.
    script = """Page({
      onLoad() { this.setData({ f: () => 'f', o: { g: () => 'g' } }) },
      onShow() { console.log(this.data.f(), this.data.o.g()) },
    })"""
    assert said(page(script)) == ["f g"]


def test_values_are_copied(page: Program, said: Said) -> None:
    script = """Page({ onLoad() {
      const list = [{ n: 1 }];
      this.setData({ list, 'again[0]': list[0] });
      list[0].n = 2; list.push(3);
      console.log(JSON.stringify(this.data), this.data.list[0] !== this.data.again[0]);
    } })"""
    assert said(page(script)) == ['{"list":[{"n":1}],"again":[{"n":1}]} true']


def test_data_is_set_at_once(page: Program, said: Said) -> None:
    script = """Page({ onLoad() {
      const { data } = this;
      this.setData({ a: 1 });
      console.log(data.a, this.data.a);
    } })"""
    assert said(page(script)) == ["1 1"]


def test_setters_that_a_page_puts_on_its_data(page: Program, said: Said) -> None:
    # F: how programs without a framework watch a field.
    script = """Page({ data: { n: 1 }, onLoad() {
      let n = this.data.n;
      Object.defineProperty(this.data, 'n', {
        get: () => n, set(value) { console.log('n', value); n = value } });
      this.setData({ n: 2 });
      console.log(this.data.n);
    } })"""
    assert said(page(script)) == ["n 2", "2"]


# -- the callback ---------------------------------------------------------------------------------


def test_callback_is_a_macrotask_later(page: Program, said: Said) -> None:
    script = """Page({ onLoad() {
      const page = this;
      this.setData({ a: 1 }, function (...args) {
        console.log('callback', this === page, this.data.a, args.length);
      });
      Promise.resolve().then(() => console.log('microtask'));
      console.log('after');
    }, onShow() { console.log('onShow') } })"""
    assert said(page(script)) == ["after", "onShow", "microtask", "callback true 1 0"]


def test_callbacks_in_order(page: Program, said: Said) -> None:
    script = """Page({ onLoad() {
      this.setData({ a: 1 }, () => {
        console.log(1, this.data.a);
        this.setData({ a: 3 }, () => console.log(3));
      });
      this.setData({ a: 2 }, () => console.log(2));
    } })"""
    assert said(page(script)) == ["1 2", "2", "3"]


def test_callback_that_throws(page: Program) -> None:
    host = page(
        "Page({\n  onLoad() { this.setData({}, () => {\n    throw new Error('no')\n  }) },\n})"
    )
    assert messages(host) == [f'thirdScriptError\nno;at "{INDEX}" page setData callback function']
    assert host.errors[0].where.startswith(f"{INDEX}.js:3")


@pytest.mark.parametrize("callback", ["null", "1", "'x'", "{}"])
def test_callback_that_is_no_function(page: Program, callback: str) -> None:
    host = page(f"Page({{ onLoad() {{ this.setData({{ a: 1 }}, {callback}) }} }})")
    assert host.errors == []
    assert host.page.data == {"a": 1}


# -- the trace ------------------------------------------------------------------------------------


def test_event_of_the_trace(page: Program) -> None:
    script = "Page({ onLoad() { this.setData({ a: 12, 'b.c': 'é\"' }); this.setData({}) } })"
    host = page(script)
    # The size of keys and JSON: a12 and b.c"é\"".
    assert events(host, "setData") == [
        {"page": 1, "keys": "a, b.c", "size": 11}, {"page": 1, "keys": "", "size": 0}
    ]  # fmt: skip


def test_many_keys_are_cut(page: Program) -> None:
    script = """Page({ onLoad() {
      const changes = {};
      for (let i = 0; i < 99; i++) changes['key' + i] = 1;
      this.setData(changes);
    } })"""
    (event,) = events(page(script), "setData")
    assert len(event["keys"]) == 201
    assert event["keys"].endswith("…")


# -- odd calls ------------------------------------------------------------------------------------


def test_after_the_page_is_closed(program: Program, said: Said) -> None:
    script = """Page({
      data: { n: 0 },
      onUnload() {
        const set = () => this.setData({ n: 1 }, () => console.log('callback', this.data.n));
        setTimeout(set, 10);
      },
    })"""
    host = program({"pages/a/a.js": "Page({ data: { n: 7 } })", "pages/b/b.js": script})
    host.navigate("/pages/b/b")
    host.back()
    host.run_until_idle()
    assert host.errors == []
    assert said(host) == ["callback 1"]
    assert host.page.data == {"n": 7}


def test_without_its_page(page: Program, said: Said) -> None:
    script = """Page({ onLoad() {
      const { setData } = this;
      for (const that of [undefined, null, {}, 1]) {
        try { setData.call(that, { a: 1 }) } catch (e) { console.log(e.name) }
      }
    } })"""
    assert said(page(script)) == ["TypeError"] * 4


def test_getter_that_calls_set_data(page: Program, said: Said) -> None:
    script = """Page({ data: {}, onLoad() {
      const page = this;
      this.setData({ a: 1, get b() { page.setData({ c: 3 }); return 2 } });
      console.log(JSON.stringify(this.data));
    } })"""
    assert said(page(script)) == ['{"c":3,"a":1,"b":2}']


def test_proxy_as_changes(page: Program) -> None:
    script = """Page({ onLoad() {
      const get = (t, k) => k === 'a' ? { deep: new Proxy([1, 2], {}) } : t[k];
      this.setData(new Proxy({ a: 1 }, { get }));
    } })"""
    assert page(script).page.data == {"a": {"deep": [1, 2]}}


def test_data_that_the_page_replaces(page: Program) -> None:
    host = page(
        "Page({ data: { a: 1 }, onLoad() { this.data = { b: 2 }; this.setData({ c: 3 }) } })"
    )
    assert host.page.data == {"b": 2, "c": 3}


def test_data_that_is_no_object_any_more(page: Program) -> None:
    host = page("Page({ onLoad() { this.data = null; this.setData({ c: 3 }) } })")
    assert len(host.errors) == 1
    assert host.page.data == {}


def test_a_large_list(page: Program) -> None:
    script = """Page({ data: { list: [] }, fill() {
      const list = [];
      for (let i = 0; i < 20000; i++) list.push({ id: i, name: 'item ' + i, tags: ['a', 'b'] });
      this.setData({ list });
      for (let i = 0; i < 2000; i++) this.setData({ [`list[${i}].name`]: 'x' });
      return this.data.list[1999].name;
    } })"""
    assert page(script).page.call("fill") == "x"
