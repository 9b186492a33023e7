"""Component as a page: its properties, its lifetimes, its observers."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host, Limits
from jshost.errors import CpuLimit
from jshost.world.launch import Launch

from .conftest import INDEX, Program, Said, events, messages


@pytest.fixture
def component(page: Program) -> Any:
    """Run a component as a page, with a query; return the host."""

    def run(definition: str, query: str = "", **settings: Any) -> Host:
        return page(f"Component({{ {definition} }})", launch=Launch(query=query), **settings)

    return run


def test_order_of_the_lifecycle(program: Program, said: Said) -> None:
    script = """
      const log = (name) => function () { console.log(name) };
      Component({
        lifetimes: {
          created: log('created'), attached: log('attached'), ready: log('ready'),
          detached: log('detached'),
        },
        pageLifetimes: { show: log('show'), hide: log('hide') },
        methods: Object.fromEntries(
          ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload'].map((name) => [name, log(name)])),
      });
    """
    host = program({"pages/a/a.js": "Page({})", "pages/b/b.js": script})
    host.navigate("/pages/b/b")
    host.background()
    host.foreground()
    host.back()
    # F: of a page and what is in it, the lifetimes come before the functions of the page.
    assert said(host) == [
        "created", "attached", "onLoad", "show", "onShow", "ready", "onReady",
        "hide", "onHide", "show", "onShow", "onUnload", "detached",
    ]  # fmt: skip


def test_lifecycle_functions_outside_of_methods_do_not_run(component: Any, said: Said) -> None:
    # D (component): those of the page belong into methods.
    host = component("onLoad() { console.log('no') }, methods: { onShow() { console.log('yes') } }")
    assert said(host) == ["yes"]


def test_methods_and_data(component: Any) -> None:
    host = component(
        """data: { n: 1 },
        methods: { add(n) { this.setData({ n: this.data.n + n }); return this.data.n } }"""
    )
    assert host.page.call("add", 4) == 5
    assert host.page.tap("add") == "5[object Object]"


def test_on_load_has_the_whole_query(component: Any, said: Said) -> None:
    host = component(
        """properties: { a: Number },
        methods: { onLoad(q) { console.log(JSON.stringify(q), this.data.b) } }""",
        "a=1&b=2",
    )
    assert said(host) == ['{"a":"1","b":"2"} undefined']


# -- properties -----------------------------------------------------------------------------------


def test_defaults_of_properties(component: Any) -> None:
    host = component("""properties: {
      string: String, number: Number, boolean: Boolean, array: Array, object: Object, any: null,
      typed: { type: Number }, given: { type: String, value: 'v' },
      list: { type: Array, value: [1] }, untyped: { value: 5 },
    }""")
    assert host.page.data == {
        "string": "", "number": 0, "boolean": False, "array": [], "object": None, "any": None,
        "typed": 0, "given": "v", "list": [1], "untyped": 5,
    }  # fmt: skip


def test_default_values_are_not_shared(component: Any) -> None:
    host = component(
        """properties: { list: { type: Array, value: [] } },
        methods: { push() { this.data.list.push(1) } }"""
    )
    host.page.call("push")
    host.navigate(f"/{INDEX}")
    assert host.page.data == {"list": []}


def test_properties_of_the_query(component: Any) -> None:
    # D (component): they are given what the page is opened with.
    host = component(
        "properties: { paramA: Number, paramB: String, flag: Boolean, any: null, gone: String }",
        "paramA=123&paramB=xyz&flag=1&any=x&more=y",
    )
    assert host.page.data == {"paramA": 123, "paramB": "xyz", "flag": True, "any": "x", "gone": ""}


@pytest.mark.parametrize(
    ("declared", "text", "expected", "warned"),
    [
        ("Number", "1.5", 1.5, False),
        ("Number", "-0x10", 0, True),
        ("Number", "abc", 0, True),
        ("Number", "Infinity", 0, True),
        ("Number", "", 0, False),
        # R: every text but "" is true.
        ("Boolean", "false", True, False),
        ("Boolean", "", False, False),
        ("String", "1", "1", False),
        ("String", "", "", False),
        ("Array", "1", [], True),
        ("Object", "{}", None, True),
        ("{ type: Number, optionalTypes: [String] }", "x", "x", False),
        ("{ type: Number, value: 7 }", "x", 0, True),
        ("{ type: null }", "x", "x", False),
    ],
)
def test_types_of_properties(
    component: Any, said: Said, declared: str, text: str, expected: Any, warned: bool
) -> None:
    host = component(f"properties: {{ p: {declared} }}", f"p={text}")
    assert host.page.data == {"p": expected}
    assert len(said(host)) == warned


def test_warning_of_a_property(component: Any, said: Said) -> None:
    host = component(
        "properties: { p: Number, s: String }, methods: { set(v) { this.setData(v) } }", "p=x"
    )
    host.page.call("set", {"s": None})
    # F: the text of the base library, down to its spelling.
    of, end = f'of "{INDEX}" received type-uncompatible value:', "Used default value instead."
    assert said(host) == [
        f'property "p" {of} expected <Number> but got non-number value. {end}',
        f'property "s" {of} expected <String> but got null value. {end}',
    ]


def test_set_data_fits_properties(component: Any) -> None:
    host = component("""properties: { n: Number, s: String, b: Boolean, o: Object },
      methods: { onLoad() { this.setData({ n: '12', s: 5, b: 'x', o: { a: 1 }, 'o.b': 2 }) } }""")
    assert host.page.data == {"n": 12, "s": "5", "b": True, "o": {"a": 1, "b": 2}}


def test_properties_are_the_data(component: Any, said: Said) -> None:
    host = component(
        """properties: { p: String }, data: { d: 1 }, lifetimes: { attached() {
      console.log(this.properties === this.data, this.properties.p, this.properties.d) } }""",
        "p=x",
    )
    assert said(host) == ["true x 1"]


def test_query_is_there_from_attached_on(component: Any, said: Said) -> None:
    host = component(
        """properties: { p: String }, lifetimes: {
      created() { console.log('created', this.data.p === '') },
      attached() { console.log('attached', this.data.p) },
    }""",
        "p=x",
    )
    assert said(host) == ["created true", "attached x"]


def test_observer_of_a_property(component: Any, said: Said) -> None:
    host = component(
        """
      properties: {
        a: { type: Number, observer(now, old) { console.log('a', now, old, !!this.route) } },
        b: { type: String, observer: 'onB' },
      },
      observers: { a(a) { console.log('observers', a) } },
      methods: {
        onB(now, old) { console.log('b', now, old) },
        onLoad() { this.setData({ a: 2, b: 'y' }); this.setData({ a: 2 }) },
      },""",
        "a=1",
    )
    # D (component): when it has changed. R: after the observers of data; the query counts (I).
    assert said(host) == [
        "observers 1", "a 1 0 true", "observers 2", "a 2 1 true", "b y ", "observers 2"
    ]  # fmt: skip


def test_properties_of_behaviors(page: Program) -> None:
    script = """
      const b = Behavior({ properties: { a: Number, b: Number } });
      Component({ behaviors: [b], properties: { b: String } })
    """
    assert page(script, launch=Launch(query="a=1&b=2")).page.data == {"a": 1, "b": "2"}


# -- observers ------------------------------------------------------------------------------------

DATA = "data: { a: 1, b: { c: 1, d: { e: 1 } }, list: [1, { x: 1 }] }"


def observed(component: Any, said: Said, fields: str, changes: str) -> list[str]:
    """Return what an observer is told when these changes are made."""
    host = component(f"""{DATA},
      observers: {{ '{fields}'(...values) {{ console.log(JSON.stringify(values)) }} }},
      methods: {{ onLoad() {{ this.setData({changes}) }} }}""")
    assert host.errors == []
    return said(host)


@pytest.mark.parametrize(
    ("fields", "changes", "told"),
    [
        # D (observer): the field itself, what it is in, and with ** what is in it.
        ("a", "{ a: 2 }", ["[2]"]),
        ("a", "{ a: 1 }", ["[1]"]),
        ("a", "{ b: 2 }", []),
        ("a, list[0]", "{ a: 2, 'list[0]': 3 }", ["[2,3]"]),
        ("a, b.c", "{ 'b.c': 2 }", ["[1,2]"]),
        ("a,b.c", "{ a: 5 }", ["[5,1]"]),
        ("b.c", "{ b: { c: 3 } }", ["[3]"]),
        ("b.c", "{ 'b.d': 1 }", []),
        ("b", "{ 'b.c': 2 }", []),
        ("b", "{ b: 2 }", ["[2]"]),
        ("b.**", "{ 'b.d.e': 2 }", ['[{"c":1,"d":{"e":2}}]']),
        ("b.**", "{ b: 2 }", ["[2]"]),
        ("b.d.**", "{ b: 2 }", ["[null]"]),
        ("b.**", "{ a: 2 }", []),
        ("list[0]", "{ 'list[0]': 2 }", ["[2]"]),
        ("list[0]", "{ list: [7] }", ["[7]"]),
        ("list[0]", "{ 'list[1]': 2 }", []),
        ("list[1].x", "{ 'list[1].x': 2 }", ["[2]"]),
        ("list.0", "{ 'list[0]': 2 }", ["[2]"]),
        ("**", "{ new: 1 }", ['[{"a":1,"b":{"c":1,"d":{"e":1}},"list":[1,{"x":1}],"new":1}]']),
        ("gone.x", "{ gone: null }", ["[null]"]),
        ("a", "{ a: undefined }", []),
    ],
)
def test_fields_of_observers(
    component: Any, said: Said, fields: str, changes: str, told: list[str]
) -> None:
    heard = observed(component, said, fields, changes)
    assert [line for line in heard if not line.startswith("Setting")] == told


def test_once_for_each_call(component: Any, said: Said) -> None:
    host = component("""data: { n: 0 }, observers: {
      'a, b'(a, b) { console.log('ab', a, b) }, a(a) { console.log('a', a) } },
      methods: { onLoad() { this.setData({ b: 2, a: 1 }); this.setData({ b: 3 }) } }""")
    # D: at most once for one setData.
    assert said(host) == ["ab 1 2", "a 1", "ab 1 3"]


def test_observers_that_set_other_fields(component: Any, said: Said) -> None:
    host = component("""data: { a: 1, b: 1, sum: 2 }, observers: {
      'a, b'(a, b) { this.setData({ sum: a + b }); console.log('set') },
      sum(sum) { console.log('sum', sum) } },
      methods: { onLoad() { this.setData({ a: 5 }); console.log('done', this.data.sum) } }""")
    # R: what an observer sets is seen when it has returned, and before setData does.
    assert said(host) == ["set", "sum 6", "done 6"]
    assert [event["keys"] for event in events(host, "setData")] == ["a", "sum"]


def test_observer_of_all_that_sets_nothing_new(component: Any, said: Said) -> None:
    host = component("""observers: { '**'() { console.log('any') } },
      methods: { onLoad() { this.setData({}); this.setData({ a: 1 }) } }""")
    assert said(host) == ["any"]


def test_observer_that_stops_by_itself(component: Any) -> None:
    host = component("""data: { n: 0 },
      observers: { n(n) { if (n < 50) this.setData({ n: n + 1 }) } },
      methods: { onLoad() { this.setData({ n: 1 }) } }""")
    assert host.page.data == {"n": 50}


def test_observer_that_never_stops(component: Any) -> None:
    # D (observer): setting what it observes may go on for ever.
    with pytest.raises(CpuLimit, match=rf"at {INDEX}\.js:1, in the opening of {INDEX} "):
        component(
            "observers: { n(n) { this.setData({ n: n + 1 }) } },"
            " methods: { onLoad() { this.setData({ n: 1 }) } }",
            limits=Limits(cpu=0.2),
        )


def test_observer_that_throws(component: Any, said: Said) -> None:
    host = component("""
      observers: { a() { throw new Error('no') }, 'a, b'() { console.log('next') } },
      methods: { onLoad() { this.setData({ a: 1 }); console.log('after') } }""")
    assert messages(host) == [f'thirdScriptError\nno;at "{INDEX}" observer of a function']
    assert said(host) == ["next", "after"]


def test_observers_of_behaviors_come_first(page: Program, said: Said) -> None:
    script = """
      const told = (name) => ({ a() { console.log(name) } });
      const inner = Behavior({ observers: told('inner') });
      const outer = Behavior({ behaviors: [inner], observers: told('outer') });
      Component({
        behaviors: [outer, inner], observers: told('own'),
        methods: { onLoad() { this.setData({ a: 1 }) } },
      });
    """
    # D (behaviors): they do not replace each other, and each runs once.
    assert said(page(script)) == ["inner", "outer", "own"]


def test_fields_that_are_no_path(component: Any, said: Said) -> None:
    host = component(
        """observers: { 'a[b]'() {}, 'a'() { console.log('a') } },
        methods: { onLoad() { this.setData({ a: 1 }) } }"""
    )
    fault = "Only digits (0-9) can be put inside [] in the path string: a[b]"
    assert said(host) == [f'the observer of "a[b]" does not run: {fault}', "a"]
    assert host.errors == []


def test_component_that_belongs_to_no_page(program: Program) -> None:
    # A page's file may require one: only the page's own is the page.
    files = {f"{INDEX}.js": "Page({ data: { page: 1 } })", "app.js": "require('./part'); App({})"}
    host = program({**files, "part.js": "Component({ data: { part: 1 } })"})
    assert (host.page.data, host.errors) == ({"page": 1}, [])
