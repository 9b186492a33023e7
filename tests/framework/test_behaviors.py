"""Behaviors: how they are mixed into pages and components."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host

from .conftest import INDEX, Program, Said, messages

KINDS = ["Page", "Component"]


@pytest.fixture(params=KINDS)
def mixed(request: pytest.FixtureRequest, page: Program) -> Any:
    """Run a page, or a component that is one, of behaviors, data and methods."""

    def run(setup: str, behaviors: str, data: str = "{}", methods: str = "") -> Host:
        inner = f"methods: {{ {methods} }}" if request.param == "Component" else methods
        return page(
            f"{setup}\n{request.param}({{ behaviors: [{behaviors}], data: {data}, {inner} }})"
        )

    return run


# -- D (behaviors): 同名字段的覆盖和组合规则 ------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "own", "expected"),
    [
        ("{ a: 1 }", "{ b: 2 }", "{ c: 3 }", {"a": 1, "b": 2, "c": 3}),
        ("{ x: 1 }", "{ x: 2 }", "{}", {"x": 2}),
        ("{ x: 1 }", "{ x: 2 }", "{ x: 3 }", {"x": 3}),
        ("{ x: { a: 1, c: 1 } }", "{ x: { b: 2, c: 2 } }", "{}", {"x": {"a": 1, "b": 2, "c": 2}}),
        ("{ x: { a: { b: 1 } } }", "{}", "{ x: { a: { c: 2 } } }", {"x": {"a": {"b": 1, "c": 2}}}),
        ("{ x: { a: 1 } }", "{ x: 5 }", "{ x: { b: 2 } }", {"x": {"b": 2}}),
        ("{ x: { a: 1 } }", "{ x: [1] }", "{}", {"x": [1]}),
        ("{ x: { a: 1 } }", "{ x: null }", "{}", {"x": None}),
        ("{ x: null }", "{ x: { a: 1 } }", "{}", {"x": {"a": 1}}),
        ("{ x: [1, 2] }", "{ x: [3] }", "{}", {"x": [3]}),
    ],
)
def test_data(mixed: Any, first: str, second: str, own: str, expected: Any) -> None:
    host = mixed("", f"Behavior({{ data: {first} }}), Behavior({{ data: {second} }})", own)
    assert host.page.data == expected


def test_data_of_an_array_and_an_object(page: Program, said: Said) -> None:
    # F: an array takes in the fields of an object.
    script = """
      const list = Behavior({ data: { x: [1, 2] } });
      Page({ behaviors: [list], data: { x: { a: 'own' } }, onLoad() {
        console.log(Array.isArray(this.data.x), this.data.x.length, this.data.x.a);
      } })
    """
    assert said(page(script)) == ["true 2 own"]


def test_dates_are_not_merged(page: Program, said: Said) -> None:
    script = """
      const b = Behavior({ data: { at: new Date(1) } });
      Page({ behaviors: [b], data: { at: new Date(2) }, onLoad() { console.log(+this.data.at) } })
    """
    assert said(page(script)) == ["2"]


def test_data_of_behaviors_are_not_shared(page: Program) -> None:
    script = """
      const b = Behavior({ data: { x: { n: 1 }, list: [] } });
      Page({
        behaviors: [b], data: { x: { m: 2 } },
        change() { this.data.x.n = 9; this.data.list.push(1) },
      });
    """
    host = page(script)
    host.page.call("change")
    host.navigate(f"/{INDEX}")
    assert host.page.data == {"x": {"n": 1, "m": 2}, "list": []}


def test_methods(mixed: Any) -> None:
    setup = """
      const first = Behavior({ methods: { a: () => 'a1', b: () => 'b1', c: () => 'c1' } });
      const second = Behavior({ methods: { b: () => 'b2', c: () => 'c2' } });
    """
    host = mixed(setup, "first, second", methods="c: () => 'own'")
    assert [host.page.call(name) for name in "abc"] == ["a1", "b2", "own"]


def test_those_that_use_a_behavior_go_before_it(mixed: Any) -> None:
    setup = """
      const inner = Behavior({
        data: { x: 'inner', y: 'inner' }, methods: { f: () => 'inner', g: () => 'inner' },
      });
      const outer = Behavior({
        behaviors: [inner], data: { x: 'outer' }, methods: { f: () => 'outer' },
      });
    """
    host = mixed(setup, "outer")
    assert host.page.data == {"x": "outer", "y": "inner"}
    assert [host.page.call(name) for name in "fg"] == ["outer", "inner"]


def test_a_later_behavior_that_an_earlier_one_uses(mixed: Any) -> None:
    # The one that stands last goes before, though it was there already.
    setup = """
      const base = Behavior({ data: { x: 'base' }, methods: { f: () => 'base' } });
      const more = Behavior({
        behaviors: [base], data: { x: 'more' }, methods: { f: () => 'more' },
      });
    """
    host = mixed(setup, "more, base")
    assert (host.page.data, host.page.call("f")) == ({"x": "base"}, "base")


def test_this_in_methods_of_behaviors(mixed: Any) -> None:
    setup = "const b = Behavior({ methods: { add(n) { this.setData({ n: this.data.n + n }) } } });"
    host = mixed(setup, "b", "{ n: 1 }")
    host.page.call("add", 2)
    assert host.page.data == {"n": 3}


# -- lifecycle functions --------------------------------------------------------------------------

TRACED = """
  const log = (text) => function () { console.log(text) };
  const lived = (name, behaviors = []) => Behavior({
    behaviors,
    created: log(name + ' created'), attached: log(name + ' attached'),
    lifetimes: { ready: log(name + ' ready'), detached: log(name + ' detached') },
    pageLifetimes: { show: log(name + ' show'), hide: log(name + ' hide') },
  });
"""


def test_lifetimes_all_run(mixed: Any, said: Said) -> None:
    setup = f"{TRACED} const c = lived('c'), a = lived('a', [c]), b = lived('b', [c]);"
    hooks = "onLoad: log('onLoad'), onShow: log('onShow'), onReady: log('onReady')"
    host = mixed(setup, "a, b", methods=hooks)
    # D: behaviors first, those that they use before them, each once.
    assert said(host) == [
        "c created", "a created", "b created", "c attached", "a attached", "b attached", "onLoad",
        "c show", "a show", "b show", "onShow", "c ready", "a ready", "b ready", "onReady",
    ]  # fmt: skip


def test_page_lifetimes(mixed: Any, said: Said) -> None:
    hooks = "onHide: log('onHide'), onShow: log('onShow'), onUnload: log('onUnload')"
    host = mixed(f"{TRACED} const a = lived('a');", "a", methods=hooks)
    before = len(said(host))
    host.background()
    host.foreground()
    host.navigate(f"/{INDEX}", "redirectTo")
    assert said(host)[before:][:6] == [
        "a hide", "onHide", "a show", "onShow", "onUnload", "a detached"
    ]  # fmt: skip


def test_lifetimes_are_tied_to_the_page(mixed: Any, said: Said) -> None:
    setup = "const b = Behavior({ lifetimes: { attached() { this.n = 1; this.hello() } } });"
    host = mixed(setup, "b", methods="hello() { console.log('hello', this.n, this.route) }")
    assert said(host) == [f"hello 1 {INDEX}"]


def test_error_in_a_lifetime(mixed: Any, said: Said) -> None:
    setup = """const b = Behavior({ lifetimes: {
      attached() { throw new Error('no') } } }), c = Behavior({ attached() { console.log('c') } });
    """
    host = mixed(setup, "b, c", methods="onLoad() { console.log('onLoad') }")
    assert messages(host) == [
        f'thirdScriptError\nno;at "{INDEX}" page lifeCycleMethod attached function'
    ]
    assert host.errors[0].where.startswith(f"{INDEX}.js:2")
    assert said(host) == ["c", "onLoad"]


def test_lifetimes_before_those_outside(page: Program, said: Said) -> None:
    # D (component): `lifetimes` goes before functions of the same name beside it.
    script = """Component({
      attached() { console.log('outside') }, created() { console.log('created') },
      lifetimes: { attached() { console.log('inside') } },
    })"""
    assert said(page(script)) == ["created", "inside"]


def test_lifetimes_by_the_name_of_a_method(page: Program, said: Said) -> None:
    # D (component): a function, or the name of one of the methods.
    script = """Component({
      lifetimes: { attached: 'begin' }, ready: 'end', pageLifetimes: { show: 'shown' },
      observers: { a: 'changed' },
      methods: {
        begin() { console.log('begin'); this.setData({ a: 1 }) }, end() { console.log('end') },
        shown() { console.log('shown') }, changed(a) { console.log('changed', a) },
      },
    })"""
    assert said(page(script)) == ["begin", "changed 1", "shown", "end"]


def test_a_lifetime_that_is_no_function(page: Program) -> None:
    host = page("Component({ lifetimes: { attached: 'gone', ready: 1 }, created: {} })")
    assert host.errors == []


# -- definitionFilter -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_definition_filter(page: Program, kind: str) -> None:
    script = f"""
      const b = Behavior({{ definitionFilter(fields) {{ fields.data.from = 'behavior' }} }});
      {kind}({{ data: {{ from: 'component' }}, behaviors: [b] }})
    """
    assert page(script).page.data == {"from": "behavior"}


def test_definition_filters_of_behaviors(page: Program, said: Said) -> None:
    # D (extend): a declaration calls the filters of the behaviors that it uses, no others.
    script = """
      const told = (name) => (fields, filters) => console.log(
        name, Object.keys(fields).join(), filters.length, filters.map((f) => typeof f).join());
      const three = Behavior({ definitionFilter: told(3) });
      const two = Behavior({ behaviors: [three], two: 2, definitionFilter: told(2) });
      const one = Behavior({ behaviors: [two], one: 1, definitionFilter: told(1) });
      Component({ behaviors: [one], component: 0 });
    """
    assert said(page(script)) == [
        "3 behaviors,two,definitionFilter 0 ",
        "2 behaviors,one,definitionFilter 1 function",
        "1 behaviors,component 1 function",
    ]


def test_definition_filter_that_adds_observers(page: Program, said: Said) -> None:
    script = """
      const b = Behavior({ definitionFilter(fields) {
        fields.observers = [{ fields: 'n', observer(n) { console.log('n', n) } }];
      } });
      Component({
        behaviors: [b], data: { n: 1 }, lifetimes: { attached() { this.setData({ n: 2 }) } },
      });
    """
    assert said(page(script)) == ["n 2"]


def test_definition_filter_that_throws(page: Program) -> None:
    host = page("Page({ behaviors: [Behavior({ definitionFilter() { throw new Error('no') } })] })")
    assert messages(host) == ["Error: no", f'Error: Page "{INDEX}" has not been registered yet.']


# -- what else is given ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "behaviors",
    [
        "['wx://form-field', b]",
        "[null, 1, {}, [], b, undefined]",
        "[new Proxy(b, {}), b]",
        "new Proxy([b], {})",
    ],
)
def test_what_is_no_behavior_is_ignored(page: Program, kind: str, behaviors: str) -> None:
    host = page(f"const b = Behavior({{ data: {{ b: 1 }} }}); {kind}({{ behaviors: {behaviors} }})")
    assert host.errors == []
    assert host.page.data == {"b": 1}


@pytest.mark.parametrize("behaviors", ["null", "'wx://form-field'", "{}", "1"])
def test_what_is_no_list_is_ignored(page: Program, behaviors: str) -> None:
    host = page(f"Page({{ behaviors: {behaviors}, data: {{ a: 1 }} }})")
    assert (host.errors, host.page.data) == ([], {"a": 1})


def test_has_behavior(page: Program, said: Said) -> None:
    script = """
      const inner = Behavior({}), outer = Behavior({ behaviors: [inner] }), other = Behavior({});
      Page({ behaviors: [outer], onLoad() {
        console.log([inner, outer, other, null, 'x'].map((b) => this.hasBehavior(b)).join());
      } })
    """
    assert said(page(script)) == ["true,true,false,false,false"]


def test_a_behavior_that_uses_itself(page: Program, said: Said) -> None:
    script = """
      const given = { behaviors: [], data: { a: 1 }, attached() { console.log('attached') } };
      const b = Behavior(given);
      given.behaviors.push(b);
      Component({ behaviors: [b] });
    """
    host = page(script)
    assert (said(host), host.page.data) == (["attached"], {"a": 1})


@pytest.mark.parametrize("given", ["", "null", "1", "[1]"])
def test_behavior_of_no_object(page: Program, given: str) -> None:
    host = page(f"Page({{ behaviors: [Behavior({given})], data: {{ a: 1 }} }})")
    assert (host.errors, host.page.data) == ([], {"a": 1})


def test_behaviors_of_two_pages(program: Program) -> None:
    page = "Page({ behaviors: [require('../../b')], bump() { this.data.x.n++ } })"
    files = {"pages/a/a.js": page, "pages/b/b.js": page}
    host = program({**files, "b.js": "module.exports = Behavior({ data: { x: { n: 0 } } })"})
    host.page.call("bump")
    host.navigate("/pages/b/b")
    assert [page.data for page in host.pages] == [{"x": {"n": 1}}, {"x": {"n": 0}}]
