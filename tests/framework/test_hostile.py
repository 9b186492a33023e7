"""Programs that replace what the host's half stands on: it works all the same, and gives nothing
of its own away.
"""

from __future__ import annotations

import pytest

from jshost.errors import InputError
from jshost.world.launch import Launch

from .conftest import INDEX, Program, Said, events, messages

# What a program does with pages, all of it: run after each of the attacks.
WORKING = """
  const inner = Behavior({ data: { x: { a: 1 } }, methods: { shared() { return 'shared' } } });
  const outer = Behavior({ behaviors: [inner], attached() { say('attached') } });
  Page({
    behaviors: [outer], data: { x: { b: 2 }, list: [{ n: 1 }] }, field: [1],
    onLoad(q) {
      say('onLoad', q.from, this.route);
      this.setData({ 'list[0].n': 2, 'list[2]': 3, 'x.c': 3, fresh: { deep: [1] } }, () => {
        say('set');
      });
    },
    onShow() { say('onShow', getCurrentPages().length) },
    onReady() { say('onReady') },
    onTap(e) {
      say(e.type, e.currentTarget.dataset.id);
      wx.navigateTo({
        url: '/pages/b/b', events: { hi: (m) => say('hi', m) },
        success: (r) => r.eventChannel.emit('x', 1),
      });
      return { ok: [1] };
    },
    async later() { return 'later' },
    same() { return this.hasBehavior(inner) && this.shared() },
  });
"""
OTHER = """
  Component({
    properties: { id: Number }, observers: { 'a, b'(a, b) { say('observed', a, b) } },
    methods: { onLoad() {
      const channel = this.getOpenerEventChannel();
      channel.on('x', (x) => say('x', x)); channel.once('x', () => say('once'));
      channel.emit('hi', 'there');
      this.setData({ a: 1, 'b[0]': 2 });
    } },
  })
"""
# Before the attack: what tests say with must work, too. Not with JSON.stringify: that of quickjs-ng
# runs setters of indexes itself.
SAY = """
  const { log } = console, { apply } = Reflect, { join } = Array.prototype;
  globalThis.say = function () {
    for (let i = 0; i < arguments.length; i++) {
      const given = arguments[i];
      if (typeof given === 'object') arguments[i] = '[' + apply(join, given, [',']) + ']';
    }
    log(apply(join, arguments, [' ']));
  };
"""
SAID = [
    "attached", "onLoad home pages/index/index", "onShow 1", "set", "onReady", "tap 7",
    "hi there", "observed 1 [2]", "x 1", "once",
]  # fmt: skip

THROW = "() => { throw new Error('attack') }"
ATTACKS = {
    "built-ins": f"""
      for (const [owner, names] of [
        [Object, ['keys', 'create', 'defineProperty', 'getPrototypeOf', 'assign', 'freeze']],
        [Reflect, ['apply', 'get', 'defineProperty', 'getOwnPropertyDescriptor', 'ownKeys']],
        [Array, ['isArray', 'from', 'of']], [JSON, ['stringify', 'parse']], [Math, ['floor']],
      ]) for (const name of names) owner[name] = {THROW};
      for (const name of ['Map', 'WeakMap', 'Promise', 'Set', 'Error', 'Proxy', 'Date', 'Object',
        'Array', 'String', 'Number', 'Boolean', 'Symbol']) globalThis[name] = {THROW};
    """,
    "methods": f"""
      for (const prototype of [Array.prototype, String.prototype, Map.prototype, WeakMap.prototype,
          Function.prototype, Date.prototype, Set.prototype]) {{
        for (const name of Object.getOwnPropertyNames(prototype)) {{
          const found = Object.getOwnPropertyDescriptor(prototype, name);
          if (name !== 'constructor' && typeof found.value === 'function' && found.writable) {{
            prototype[name] = {THROW};
          }}
        }}
      }}
    """,
    "iterators": f"for (const T of [Array, Map, Set]) T.prototype[Symbol.iterator] = {THROW};",
    "promises": f"Promise.prototype.then = {THROW}; Promise.resolve = {THROW};",
    "setters of indexes": """
      for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, {
        get() { say('got', i) }, set(value) { say('set', i) }, configurable: true });
    """,
    "setters of names": """
      const names = ['data', 'route', 'is', 'options', 'properties', 'id', 'mix', 'channel',
        'steps', 'value', 'path', 'listener', 'observers', 'x', 'n', 'list', 'fresh', 'deep',
        'a', 'b', 'c', 'type', 'set', 'get', 'onLoad', 'text', 'missing', 'success', 'fail',
        'listeners', 'field', '__route__', 'marks', 'methods', 'lifetimes'];
      for (const name of names) Object.defineProperty(Object.prototype, name, { __proto__: null,
        get() { say('got', name) }, set(value) { say('set', name) }, configurable: true });
    """,
    "framework": """
      wx.navigateTo = ((go) => (o) => go(o))(wx.navigateTo);
      Object.defineProperty(globalThis, '__wxRoute', {
        get() { throw new Error('attack') }, set() {} });
    """,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_pages_work_all_the_same(program: Program, said: Said, attack: str) -> None:
    files = {
        "app.js": f"{SAY}\nApp({{}});\n{ATTACKS[attack]}",
        f"{INDEX}.js": WORKING,
        "pages/b/b.js": OTHER,
    }
    host = program(files, launch=Launch(query="from=home"))
    data = {"x": {"a": 1, "b": 2, "c": 3}, "list": [{"n": 2}, None, 3], "fresh": {"deep": [1]}}
    assert host.page.data == data
    assert host.page.call("same") == "shared"
    if attack != "promises":
        assert host.page.call("later") == "later"
    assert host.page.tap("onTap", {"id": 7}) == {"ok": [1]}
    assert messages(host) == []
    # What guests put on prototypes runs where their own objects are looked at, as for any code.
    own = [line for line in said(host) if not line.startswith(("got", "set "))]
    assert own == SAID
    assert host.page.route == "pages/b/b"


def test_to_json_of_prototypes(page: Program) -> None:
    attack = "Array.prototype.toJSON = String.prototype.toJSON = () => { throw new Error('no') };"
    host = page(
        f"{attack} Page({{ onTap() {{ return 1 }}, set() {{ this.setData({{ a: ['x'] }}) }} }})"
    )
    with pytest.raises(InputError, match=r"it has onTap, set$"):
        host.page.tap("x")
    assert host.page.tap("onTap") == 1
    host.page.tap("set")
    assert messages(host) == [f'thirdScriptError\nno;at "{INDEX}" page set function']


def test_setters_are_given_nothing_of_the_host(program: Program, said: Said) -> None:
    app = f"""{SAY} App({{}});
      const seen = (name) => ({{ configurable: true,
        set(value) {{ say('set', name, typeof value) }}, get() {{ return undefined }} }});
      for (let i = 0; i < 20; i++) Object.defineProperty(Array.prototype, i, seen(i));
      for (const name of ['id', 'mix', 'listener', 'once', 'steps', 'deep', 'observer', 'above'])
        Object.defineProperty(Object.prototype, name, seen(name));
    """
    host = program({"app.js": app, f"{INDEX}.js": WORKING, "pages/b/b.js": OTHER})
    host.page.tap("onTap", {"id": 7})
    assert [line for line in said(host) if line.startswith("set ")] == []


def test_nothing_of_the_host_is_reachable(page: Program, said: Said) -> None:
    script = """
      const seen = new Set();
      const names = (value) => Reflect.ownKeys(value).map(String).sort().join();
      Page({ onLoad() {
        const channel = this.getOpenerEventChannel(), behavior = Behavior({ data: { a: 1 } });
        console.log(names(behavior), names(channel), names(Object.getPrototypeOf(channel)));
        console.log(names(this));
        for (const f of [Page, App, Component, getApp, this.setData, channel.on]) {
          for (const name of ['caller', 'arguments']) {
            try { f[name]; console.log(name) } catch (e) {}
          }
        }
      } });
    """
    assert said(page(script)) == [
        " listeners constructor,emit,off,on,once",
        "__route__,__wxWebviewId__,data,is,onLoad,options,properties,route",
    ]


def test_page_whose_getters_throw(page: Program) -> None:
    host = page("Page({\n  get data() {\n    throw new Error('data')\n  },\n})")
    assert messages(host) == ["Error: data", f'Error: Page "{INDEX}" has not been registered yet.']
    assert host.errors[0].where.startswith(f"{INDEX}.js:3")


def test_data_whose_getters_throw(page: Program) -> None:
    host = page("Page({ data: {\n  get x() {\n    throw new Error('x')\n  },\n} })")
    assert messages(host)[0] == "Error: x"
    assert host.errors[0].where.startswith(f"{INDEX}.js:3")


def test_instance_whose_getters_throw(program: Program) -> None:
    script = """Page({ onLoad() {
      for (const name of ['onShow', 'onHide', 'onUnload', 'onReady', 'f'])
        Object.defineProperty(this, name, {
          get() { throw new Error(name) }, configurable: true, enumerable: true });
    } })"""
    host = program({"pages/a/a.js": script, "pages/b/b.js": "Page({ data: { b: 1 } })"})
    host.navigate("/pages/b/b")
    # The journey goes on.
    assert host.page.data == {"b": 1}
    host.back()
    host.navigate("/pages/b/b", "redirectTo")
    assert [page.route for page in host.pages] == ["pages/b/b"]
    assert host.eval("getCurrentPages().map((page) => page.route).join()") == "pages/b/b"
    assert set(messages(host)) == {
        f"Error: {name}" for name in ("onShow", "onHide", "onUnload", "onReady")
    }


def test_app_whose_getters_throw(program: Program, said: Said) -> None:
    app = """App({ onLaunch() {
      for (const name of ['onShow', 'onError'])
        Object.defineProperty(this, name, { get() { throw new Error(name) } });
      throw new Error('launch');
    }, onError() {} })"""
    host = program({"app.js": app, f"{INDEX}.js": "Page({ onLoad() { console.log('page') } })"})
    assert said(host) == ["page"]
    assert messages(host)[1] == "Error: onShow"


def test_route_that_lies(page: Program) -> None:
    script = """Page({ onLoad() {
      this.route = { toString() { throw new Error('no') } };
      this.data = new Proxy({}, { ownKeys() { throw new Error('keys') } });
    }, f() { throw new Error('f') } })"""
    host = page(script)
    host.page.call("f")
    assert host.page.route == INDEX
    assert messages(host) == [f'thirdScriptError\nf;at "{INDEX}" page f function']


def test_proxies_as_definitions(program: Program, said: Said) -> None:
    app = "App(new Proxy({ n: 1, onLaunch() { console.log('launch', this.n) } }, {}))"
    page = """
      const traps = [];
      const behaviors = [new Proxy(Behavior({}), {})];
      Page(new Proxy({ data: { a: 1 }, behaviors, onLoad() { console.log('load') } },
        { get(target, name) { traps.push(String(name)); return target[name] } }));
    """
    host = program({"app.js": app, f"{INDEX}.js": page})
    assert (said(host), host.page.data, host.errors) == (["launch 1", "load"], {"a": 1}, [])


def test_revoked_proxy(page: Program) -> None:
    host = page("const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); Page(proxy)")
    assert "revoked" in messages(host)[0]


def test_fields_called_proto(page: Program, said: Said) -> None:
    script = """Page({ ['__proto__']: { setData() { console.log('stolen') } }, onLoad() {
      this.setData({ a: 1 });
      console.log(Object.keys(this).includes('__proto__'), Object.keys(this['__proto__']));
    } })"""
    host = page(script)
    assert said(host) == ["true [ 'setData' ]"]
    assert host.page.data == {"a": 1}


def test_host_numbers_cannot_be_forged(page: Program) -> None:
    # A page's number stands in the trace: what a page says of itself does not.
    script = """Page({
      __wxWebviewId__: 99, onLoad() { this.__wxWebviewId__ = 98; this.setData({ a: 1 }) },
    })"""
    assert [event["page"] for event in events(page(script), "setData")] == [1]


def test_promise_that_is_none(page: Program) -> None:
    script = """Page({ f() {
      const p = Promise.resolve(1);
      p.constructor = { [Symbol.species]: function () { throw new Error('species') } };
      return p;
    } })"""
    host = page(script)
    assert host.page.call("f") is None
    assert messages(host) == ["Error: species"]


def test_set_data_called_on_another_page(program: Program) -> None:
    script = """Page({ data: { n: 0 }, take(n) {
      const [first] = getCurrentPages();
      this.setData.call(first, { n });
    } })"""
    host = program({"pages/a/a.js": script, "pages/b/b.js": script})
    host.navigate("/pages/b/b")
    host.page.call("take", 5)
    assert [page.data for page in host.pages] == [{"n": 5}, {"n": 0}]


def test_deep_data(page: Program) -> None:
    # Too deep for the stack: an error of the program's, not the end of the host.
    script = "let o = {}; for (let i = 0; i < 50000; i++) o = { o }; Page({ data: { o } })"
    host = page(script)
    assert len(host.errors) >= 1
    assert host.eval("1 + 1") == 2


def test_very_long_paths(page: Program) -> None:
    script = """Page({ onLoad() {
      this.setData({ ['a' + '.a'.repeat(5000)]: 1, ['b' + '[0]'.repeat(50)]: 1 });
    } })"""
    host = page(script)
    assert host.errors == []
    assert host.eval("typeof getCurrentPages()[0].data.a.a.a") == "object"
