"""Files of JavaScript tests: which tests are listed, how one is run, and what the program under
test cannot do to it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jshost.engine.port import Limits
from jshost.errors import CpuLimit, InputError, LimitError, MemoryLimit, RunTimeout
from jshost.testing.javascript import Failure, GuestFailure, TestCase, collect, open_host, run
from jshost.trace import EventRecord

from ..attacks.test_globals import WALK, bare, natives
from .guests import TEST, message_of, outcome, outcome_of, outcomes, write_test


def listed(folder: Path, source: str) -> list[TestCase]:
    return collect(write_test(folder, source))


def names(cases: list[TestCase]) -> list[str]:
    return [" > ".join(case.names) for case in cases]


# -- listing --------------------------------------------------------------------------------------


def test_tests_are_listed_in_their_order(tmp_path: Path) -> None:
    source = """it('a', () => {})
    describe('b', () => {
      test('c', () => {})
      describe('d', () => { it('e', () => {
      }) })
    })
    it.todo('f')"""
    assert listed(tmp_path, source) == [
        TestCase(0, ("a",), 1, None),
        TestCase(1, ("b", "c"), 3, None),
        TestCase(2, ("b", "d", "e"), 4, None),
        TestCase(3, ("f",), 7, "todo"),
    ]


def test_listing_runs_no_test_and_no_hook(tmp_path: Path) -> None:
    never = "() => { throw new Error('no') }"
    assert len(listed(tmp_path, f"beforeAll({never}); afterEach({never}); it('a', {never})")) == 1


def test_what_is_skipped(tmp_path: Path) -> None:
    source = """it.skip('a', () => {})
    describe.skip('b', () => { it('c', () => {}); it.todo('d') })
    it('e', () => {})"""
    assert [case.skip for case in listed(tmp_path, source)] == ["skip", "skip", "todo", None]


def test_only(tmp_path: Path) -> None:
    source = """it('a', () => {})
    it.only('b', () => {})
    describe.only('c', () => { it('d', () => {}); it.skip('e', () => {}) })
    describe('f', () => { it('g', () => {}); test.only.each([1])('h', () => {}) })"""
    other = "another test is .only"
    assert [case.skip for case in listed(tmp_path, source)] == [
        other, None, None, "skip", other, None
    ]  # fmt: skip


def test_tables(tmp_path: Path) -> None:
    source = """
    it.each([1, 'a', null])('%#: %s %d', () => {})
    describe.each([[1, { a: 2 }]])('%d %j', (a, b) => { it(`is ${a} ${b.a}`, () => {}) })
    it.skip.each([[1]])('50%, %x %% %p', () => {})"""
    assert names(listed(tmp_path, source)) == [
        "0: 1 %d", "1: a %d", "2: null %d", '1 {"a":2} > is 1 2', "50%, %x % 1"
    ]  # fmt: skip


def test_rows_are_arguments(tmp_path: Path) -> None:
    source = """it.each([[1, 2], [2, 2]])('%d %d', (a, b) => { expect(a).toBe(b) })
    it.each(['x'])('%s', (x) => { expect(x).toBe('x') })"""
    found = outcomes(write_test(tmp_path, source))
    assert {name: failure is None for name, failure in found.items()} == {
        "1 2": False, "2 2": True, "x": True
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("it('a')", "TypeError: a test takes a function"),
        ("it(() => {})", "TypeError: a test takes a name (a string) and a function"),
        ("it('a', (done) => done())", "takes no callback; let it be async"),
        ("describe('a', async () => {})", "the function of describe() is asynchronous"),
        ("it.each(1)('a', () => {})", "TypeError: each() takes an array"),
        ("\nthrow new Error('no')", "pages/index.test.js:2"),
        ("\nit('a', () => {}) (", "pages/index.test.js:2"),
        ("require('./missing')", "module 'pages/missing.js' is not defined"),
        ("require('../../outside')", "is not defined"),
        ("jshost.launch()", "jshost.launch() belongs in a test, or in a hook"),
        ("const f = () => describe('a', f); f()", "more than 20 levels deep"),
        ("for (;;) it('a', () => {})", "more than 10000 tests in a file"),
        ("for (;;) beforeEach(() => {})", "more than 1000 hooks in a file"),
    ],
)
def test_files_that_fail_while_they_are_loaded(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(GuestFailure, match=r".") as caught:
        listed(tmp_path, source)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        ("", InputError, "no tests"),
        ("while (true) {}", CpuLimit, "pages/index.test.js"),
        ("const all = []; for (;;) all.push(new Array(1e5).fill(1))", MemoryLimit, "memory limit"),
    ],
)
def test_files_that_cannot_be_used(
    tmp_path: Path, source: str, error: type[Exception], message: str
) -> None:
    path = write_test(tmp_path, source)
    with pytest.raises(error, match=message):
        collect(path, limits=Limits(cpu=0.3, memory=32 << 20))


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        collect(tmp_path / "none.test.js")
    with pytest.raises(InputError, match="a folder, not a file of tests"):
        collect(tmp_path)
    (tmp_path / "a.test.js").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="UTF-16"):
        collect(tmp_path / "a.test.js")


def test_names_are_bounded_and_safe_to_show(tmp_path: Path) -> None:
    (case,) = listed(tmp_path, "it('\\x1b[2J\\n' + 'x'.repeat(1e6), () => {})")
    assert case.names[0].startswith("\\x1b[2J x")
    assert len(case.names[0]) < 500


# -- where a file is ------------------------------------------------------------------------------


def test_a_file_is_a_module_of_its_program(tmp_path: Path) -> None:
    body = """expect(require('../sums').add(1, 2)).toBe(3)
    expect(typeof wx.getSystemInfoSync).toBe('function')
    expect(getApp()).toBeUndefined()
    expect(jshost.pages()).toEqual([])"""
    assert outcome_of(tmp_path, body) is None


def test_es_modules(tmp_path: Path) -> None:
    source = """import { add } from '../sums'
    import expect from '../expect'
    it('is run', () => { if (expect(add(1, 2)) !== 6) throw new Error('no') })"""
    files = {"expect.js": "export default (n) => 2 * n"}
    assert outcomes(write_test(tmp_path, source, files)) == {"is run": None}


@pytest.mark.parametrize(
    "source",
    [
        "const { expect } = require('../sums')\nit('is run', () => { if (expect) throw 1 })",
        "'use strict'\nit('is run', () => expect((function () { return this })()).toBe(undefined))",
        "it('is run', function () { return expect(module.exports).toBe(exports) })",
        "let it = test; it('is run', () => {})",
        "function expect() {}\nit('is run', () => expect(1))",
        "it('is run', () => {}); return; throw 1",
        "it('is run', () => {}) // the last line",
    ],
)
def test_a_file_is_what_any_other_is(tmp_path: Path, source: str) -> None:
    assert outcomes(write_test(tmp_path, source)) == {"is run": None}


def test_a_program_that_project_config_json_leads_to(tmp_path: Path) -> None:
    config = json.dumps({"miniprogramRoot": "mini/", "appid": "wx0123456789abcdef"})
    (tmp_path / "project.config.json").write_text(config, "utf-8")
    source = """it('is run', async () => {
      await jshost.launch()
      expect(wx.getAccountInfoSync().miniProgram.appId).toBe('wx0123456789abcdef')
    })"""
    inside = write_test(tmp_path / "mini", source)
    assert outcomes(inside) == {"is run": None}
    beside = tmp_path / "tests" / "a.test.js"
    beside.parent.mkdir()
    beside.write_text(source, "utf-8")
    assert outcomes(beside) == {"is run": None}


def test_a_file_in_no_program(tmp_path: Path) -> None:
    (tmp_path / "sums.js").write_text("exports.add = (a, b) => a + b", "utf-8")
    path = tmp_path / "sums.test.js"
    path.write_text(
        "const { add } = require('./sums')\nit('adds', () => { expect(add(1, 2)).toBe(3) })\n"
        "it('starts', () => jshost.launch())",
        "utf-8",
    )
    found = outcomes(path)
    assert found["adds"] is None
    assert isinstance(found["starts"], Failure)
    assert "this test file is in no mini program" in found["starts"].message


# -- running --------------------------------------------------------------------------------------

ORDER = """
const log = (text) => console.log(text)
beforeAll(() => log('all 1')); beforeEach(async () => { await 0; log('each 1') })
afterEach(() => log('after each 1'))
afterAll(() => new Promise((resolve) => setTimeout(resolve, 50)))
afterAll(() => log('after all 1'))
describe('in', () => {
  beforeAll(() => log('all 2')); beforeEach(() => log('each 2'))
  afterEach(() => log('after each 2')); afterAll(() => log('after all 2'))
  it('is run', () => { log('test'); %s })
  describe('other', () => { beforeEach(() => log('not this')) })
  it('other', () => { log('nor this') })
})
"""


@pytest.mark.parametrize("fails", [False, True])
def test_hooks_run_around_the_one_test(tmp_path: Path, fails: bool) -> None:
    path = write_test(tmp_path, ORDER % ("throw new Error('no')" if fails else ""))
    case = collect(path)[0]
    with open_host(path) as host:
        assert (run(host, case) is not None) == fails
        assert [record.message for record in host.console] == [
            "all 1", "all 2", "each 1", "each 2", "test", "after each 2", "after each 1",
            "after all 2", "after all 1",
        ]  # fmt: skip


def test_a_hook_that_fails_keeps_the_test_from_running(tmp_path: Path) -> None:
    source = """beforeEach(() => { throw new Error('first') })
    it('is run', () => { console.log('not this') })
    afterEach(() => { console.log('but this'); throw new Error('second') })"""
    path = write_test(tmp_path, source)
    with open_host(path) as host:
        failure = run(host, collect(path)[0])
        assert failure is not None
        assert failure.message == "Error: first"
        assert [record.message for record in host.console] == ["but this"]


def test_tests_share_nothing(tmp_path: Path) -> None:
    source = """let n = 0
    it.each([1, 2])('%d', async () => {
      expect(++n).toBe(1)
      expect(wx.getStorageSync('k')).toBe('')
      wx.setStorageSync('k', 1)
      jshost.grant('scope.record')
    })"""
    assert outcomes(write_test(tmp_path, source)) == {"1": None, "2": None}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("throw new TypeError('no')", "TypeError: no"),
        ("await 0; throw new TypeError('no')", "TypeError: no"),
        ("throw { a: 1 }", '{"a":1}'),
        ("throw undefined", "undefined"),
        ("throw { toString() { throw 1 } }", "a thrown value that cannot be shown"),
        ("await new Promise(() => {})", "never finishes: nothing is left to do"),
        ("await { then() {} }", "never finishes: nothing is left to do"),
        ("it('inner', () => {})", "Error: a test is declared while a test runs"),
        ("(function f() { f() })()", "stack"),
    ],
)
def test_failures(tmp_path: Path, body: str, message: str) -> None:
    assert message in message_of(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        "await new Promise((resolve) => setTimeout(resolve, 3600_000))",
        """const recorder = wx.getRecorderManager()
        jshost.grant('scope.record')
        const stopped = new Promise((resolve) => recorder.onStop(resolve))
        recorder.start({ duration: 5000 })
        await stopped""",
        "return { then(resolve) { resolve() } }",
        "wx.getSystemInfo({ success() { expect(1).toBe(1) } })",
    ],
)
def test_time_passes_for_a_test_that_waits(tmp_path: Path, body: str) -> None:
    assert outcome_of(tmp_path, body) is None


def test_what_a_test_has_set_off_belongs_to_it(tmp_path: Path) -> None:
    body = "wx.getSystemInfo({ success() { expect.assertions; throw new Error('late') } })"
    assert "late" in message_of(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        "for (;;) {}",
        "for (;;) await 0",
        "const f = () => setTimeout(f, 0); f(); await new Promise(() => {})",
        "setInterval(() => {}, 1); await new Promise(() => {})",
        "await jshost.launch(); for (;;) await jshost.wait(1)",
        "for (;;) { try { await jshost.tap('x') } catch (_) {} }",
        "for (;;) jshost.launch()",
        "for (;;) jshost.prompts()",
    ],
)
def test_endless_tests_end_at_the_limits(tmp_path: Path, body: str) -> None:
    path = write_test(tmp_path, f"it('is run', async () => {{ {body} }})")
    limits = Limits(cpu=0.5, turns=2000)
    with open_host(path, limits=limits) as host, pytest.raises(LimitError):
        run(host, collect(path)[0], timeout=0.5)


def test_a_timeout_of_its_own(tmp_path: Path) -> None:
    path = write_test(tmp_path, "it('a', async () => { for (;;) await jshost.wait(1) })")
    with open_host(path) as host, pytest.raises(RunTimeout):
        run(host, collect(path)[0], timeout=0.2)


def test_a_question_that_nobody_answers(tmp_path: Path) -> None:
    body = "await jshost.launch(); await jshost.tap('record')"
    assert "scope.record" in message_of(tmp_path, body)
    assert outcome_of(tmp_path, body, on_prompt="allow") is None


@pytest.mark.parametrize(
    ("method", "message"),
    [("boom", "boom"), ("reject", "Uncaught (in promise) Error: nobody cares")],
)
def test_errors_of_the_program(tmp_path: Path, method: str, message: str) -> None:
    body = f"await jshost.launch(); await jshost.tap('{method}')"
    failure = outcome_of(tmp_path, body)
    assert message in failure.message
    assert failure.where.startswith("pages/index.js:")
    looked = f"{body}; expect(jshost.errors()[0].message).toContain({message!r})"
    assert outcome_of(tmp_path, looked) is None
    again = f"{looked}; await jshost.tap('{method}')"
    assert message in message_of(tmp_path, again)


def test_errors_of_the_program_are_told_with_a_failure(tmp_path: Path) -> None:
    body = "await jshost.launch(); await jshost.tap('boom'); expect(1).toBe(2)"
    lines = message_of(tmp_path, body).split("\n")
    assert lines[:4] == [
        "expect(received).toBe(expected)", "expected: 2", "received: 1", "also went wrong:"
    ]  # fmt: skip
    assert lines[4].startswith("pages/index.js:")


def test_a_file_that_is_another_when_it_is_run(tmp_path: Path) -> None:
    source = "it(wx.getStorageSync('k') ? 'a' : 'b', () => {})"
    path = write_test(tmp_path, source)
    (case,) = collect(path)
    failure = outcome(path, case.replace(names=("a",)))
    assert failure == Failure(
        "the file declares other tests than when they were listed", f"{TEST}:1"
    )
    write_test(tmp_path, "throw new Error('changed')")
    failure = outcome(path, case)
    assert failure is not None
    assert "changed" in failure.message


def test_controls_are_in_the_trace(tmp_path: Path) -> None:
    source = (
        "it('a', async () => { await jshost.launch(); await jshost.tap('add', { dataset: {} }) })"
    )
    path = write_test(tmp_path, source)
    with open_host(path) as host:
        run(host, collect(path)[0])
        events = [(r.name, r.detail) for r in host.trace.of(EventRecord) if "jshost" in r.name]
    assert events == [
        ("jshost.launch", {}),
        ("jshost.tap", {"handler": "add", "event": {"dataset": {}}}),
    ]


def test_a_host_that_is_not_for_tests(make_host: Any) -> None:
    with pytest.raises(InputError, match="open_host"):
        run(make_host(), TestCase(0, ("a",), 1, None))


def test_messages_are_bounded_and_safe_to_show(tmp_path: Path) -> None:
    failure = outcome_of(tmp_path, "throw new Error('\\x1b[2J' + 'x'.repeat(1e6))")
    assert failure.message.startswith("Error: \\x1b[2Jxx")
    assert len(failure.message) < 100_000
    failure = outcome_of(
        tmp_path, "expect(['\\x1b[2J'.repeat(1e5)]).toEqual([{ a: 'x'.repeat(1e6) }])"
    )
    assert "\x1b" not in failure.message + "".join(failure.diff)
    assert len(failure.message + "".join(failure.diff)) < 100_000


# -- what the program under test cannot do --------------------------------------------------------

HOSTILE = """
const { log } = console
const { defineProperty, ownKeys } = Reflect
const owners = [Array, Map, Set, WeakMap, String, RegExp, Function, Number, Error, Date, Symbol]
const rest = [JSON, Reflect, Promise, Promise.prototype, Object, Math, Proxy, globalThis]
const targets = [...owners.map((owner) => owner.prototype), ...owners, ...rest]
const spared = ['App', 'Page', 'wx', 'getApp', 'getCurrentPages']
const places = targets.flatMap((target) => ownKeys(target).map((name) => ({ target, name })))
  .filter(({ name }) => !spared.includes(name))
const fields = ['then', 'pass', 'message', 'stack', 'texts', 'negated', '0', 'value', 'get', 'set']
const { prototype } = Object
const spoilt = %s

App({
  onLaunch() {
    for (let i = 0; i < places.length; i++) {
      const { target, name } = places[i]
      try {
        defineProperty(target, name, { __proto__: null, value: spoilt, configurable: true })
      } catch (_) {} // the length of an array
    }
    for (let i = 0; i < fields.length; i++) {
      defineProperty(prototype, fields[i], { __proto__: null, get: () => spoilt, set() {} })
    }
    log('spoilt')
  },
})
"""

SPOILT = """
it('sync', async () => { await start(); expect({ a: 1 }).toEqual({ a: 2 }) })
it('async', async () => { await start(); await 0; throw 'no' })
it('promise', async () => { await start(); await expect(jshost.wait(-1)).rejects.toBe(1) })
it('resolves', async () => { await start(); await expect(jshost.wait(1)).resolves.toBe(1) })
it('control', async () => { await start(); await jshost.tap('nobody') })
it('string', async () => { await start(); expect('abc').toMatch(/x/) })
it('never', async () => { await start(); await new Promise(() => {}) })
it('assertions', async () => { expect.assertions(2); await start() })
it('spy', async () => {
  const f = jshost.fn()
  await start()
  f(1)
  expect(f).toHaveBeenCalledWith(2)
})
describe('after', () => {
  afterEach(() => { expect(1).toBe(2) })
  it('is run', start)
})
it('fine', async () => {
  await start()
  expect({ a: [1, 'x'] }).toEqual({ a: [1, 'x'] })
  await expect(jshost.wait(5)).resolves.toBeNull()
  expect(jshost.page().route).toBe('pages/index')
  expect(jshost.now()).toBe(5)
})
async function start() {
  await jshost.launch()
  if (jshost.console()[0].message !== 'spoilt') throw 'it is not'
  jshost.errors()
}
"""


@pytest.mark.parametrize("spoilt", ["() => { throw 'spoilt' }", "() => true", "undefined"])
def test_a_program_that_spoils_everything(tmp_path: Path, spoilt: str) -> None:
    """Nothing that fails passes; and what does not use what was spoilt goes on as before."""
    found = outcomes(write_test(tmp_path, SPOILT, {"app.js": HOSTILE % spoilt}))
    assert len(found) == 11
    assert [name for name, failure in found.items() if failure is None] == ["fine"]


def test_the_names_are_those_of_the_test_file_alone(tmp_path: Path) -> None:
    seen = """module.exports = () => [typeof jshost, typeof expect, typeof it, typeof describe,
      typeof test, typeof beforeEach, 'jshost' in globalThis, 'expect' in globalThis]"""
    body = """const seen = require('../seen')
    expect(typeof jshost).toBe('object')
    expect(seen()).toEqual([...new Array(6).fill('undefined'), false, false])"""
    assert outcome_of(tmp_path, body, {"seen.js": seen}) is None


def test_a_program_that_requires_the_test_file_gets_nothing(tmp_path: Path) -> None:
    body = """await jshost.launch()
    expect(require('../got').keys).toEqual([])"""
    files = {
        "got.js": "exports.keys = []",
        "app.js": "require('./got').keys = Object.keys(require('./pages/index.test'))",
    }
    assert outcome_of(tmp_path, body, files) is None


def test_an_error_that_the_program_catches_fails_the_test(tmp_path: Path) -> None:
    body = """await jshost.launch()
    getCurrentPages()[0].swallow(() => { expect(1).toBe(2) })"""
    assert "received: 1" in message_of(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        "jshost.tap = () => {}; expect(typeof jshost.now()).toBe('number')",
        "try { expect = () => {} } catch (_) {}\nexpect(typeof expect(1).toBe).toBe('function')",
        "expect.any = 1; expect(typeof expect.any).toBe('function')",
        "expect(Object.isFrozen(Object.getPrototypeOf(expect(1)))).toBe(true)",
    ],
)
def test_what_a_test_file_has_cannot_be_changed(tmp_path: Path, body: str) -> None:
    assert outcome_of(tmp_path, body) is None


def test_no_callable_of_the_hosts_is_reachable(tmp_path: Path) -> None:
    body = f"""const roots = {{
      describe, it, expect, jshost, beforeEach, expectation: expect(1), not: expect(1).not,
      promise: jshost.wait(1), any: expect.any(Number), spy: jshost.fn(), page: jshost.page(),
      thrown: (() => {{ try {{ jshost.grant('x') }} catch (error) {{ return error }} }})(),
    }}
    for (const line of ({WALK})(roots)) console.log(line)"""
    path = write_test(tmp_path, f"it('is run', async () => {{ {body} }})")
    with open_host(path) as host:
        assert run(host, collect(path)[0]) is None
        lines = [record.message for record in host.console]
    assert any(line.startswith("jshost.launch: ") for line in lines)
    assert natives(lines) - natives(bare()) == set()


def test_a_guest_cannot_ask_for_controls_outside_of_tests(make_host: Any) -> None:
    host = make_host()
    found = "wx.jshost || globalThis.__raw || globalThis.control"
    assert host.eval(f"String({found})") == "undefined"
    assert host.realm.bridge.controls is None
