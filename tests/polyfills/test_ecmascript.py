"""What current JavaScript has and the older engine lacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jshost import Host

Run = Callable[..., Host]
Said = Callable[[Host], list[str]]

_CLAIMS = [
    (
        "[1, 2, 3].at(-1) === 3 && [1].at(5) === undefined && [1].at(-2) === undefined &&"
        " [7].at(NaN) === 7"
    ),
    "Array.prototype.at.call({ length: 2, 1: 'x' }, -1) === 'x'",
    "[1, 2, 3].findLast((x) => x < 3) === 2 && [1].findLast((x) => x > 1) === undefined",
    "[1, 2, 3].findLastIndex((x) => x > 5) === -1 && [5, 5].findLastIndex((x) => x === 5) === 1",
    "same([1, 2, 3].toReversed(), [3, 2, 1])",
    (
        "same([10, 9, 1].toSorted(), [1, 10, 9]) && same([10, 9, 1].toSorted((a, b) => a - b),"
        " [1, 9, 10])"
    ),
    "same([1, 2, 3].toSpliced(1, 1, 9, 8), [1, 9, 8, 3]) && same([1, 2].toSpliced(), [1, 2])",
    "same([1, 2, 3].toSpliced(-1), [1, 2]) && same([1, 2].toSpliced(1, -5, 'x'), [1, 'x', 2])",
    "same([1, 2].with(-1, 5), [1, 5]) && throws(() => [].with(0, 1), RangeError)",
    "Array.isArray([1].toReversed()) && [1].toReversed().map((x) => x + 1)[0] === 2",
    "same(Array.from(new Uint8Array([3, 1, 2]).toSorted()), [1, 2, 3])",
    (
        "new Int16Array([1, 2]).toReversed() instanceof Int16Array && new Int8Array([1,"
        " 2]).at(-1) === 2"
    ),
    (
        "same(Array.from(new Uint8Array([1, 2]).with(0, 9)), [9, 2]) && new"
        " Uint8Array([4]).findLast(() => 1) === 4"
    ),
    "throws(() => Object.getPrototypeOf(Uint8Array).prototype.at.call([1], 0), TypeError)",
    (
        "'abc'.at(-1) === 'c' && 'abc'.at(9) === undefined && throws(() => ''.at.call(null, 0),"
        " TypeError)"
    ),
    (
        "!'a\\ud800'.isWellFormed() && '😀'.isWellFormed() && 'a\\udc00b\\ud800'.toWellFormed()"
        " === 'a\\ufffdb\\ufffd'"
    ),
    (
        "Object.hasOwn({ a: 1 }, 'a') && !Object.hasOwn({}, 'toString') && throws(() =>"
        " Object.hasOwn(null), TypeError)"
    ),
    "same(Object.groupBy([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even')), { odd: [1, 3], even: [2] })",
    "Object.getPrototypeOf(Object.groupBy([], () => 1)) === null",
    "same([...Map.groupBy('aab', (x) => x)], [['a', ['a', 'a']], ['b', ['b']]])",
    "same([...A.union(B)], [1, 2, 3, 4]) && same([...A.intersection(B)], [2, 3])",
    "same([...A.difference(B)], [1]) && same([...A.symmetricDifference(B)], [1, 4])",
    (
        "new Set([2]).isSubsetOf(A) && !A.isSubsetOf(B) && A.isSupersetOf(new Set([1])) &&"
        " !A.isSupersetOf(B)"
    ),
    (
        "A.isDisjointFrom(new Set([9])) && !A.isDisjointFrom(B) && throws(() => A.union([1]),"
        " TypeError)"
    ),
    "same([...A.union(new Map([[9, 0]]))], [1, 2, 3, 9])",
    (
        "new WeakRef(A).deref() === A && throws(() => new WeakRef(1), TypeError) && throws(() =>"
        " WeakRef(A), TypeError)"
    ),
    "String(new WeakRef({})) === '[object WeakRef]'",
    (
        "new FinalizationRegistry(() => {}).register({}, 1) === undefined && throws(() => new"
        " FinalizationRegistry(), TypeError)"
    ),
    (
        "Array.prototype.at.name === 'at' && Array.prototype.at.length === 1 &&"
        " Array.prototype.with.length === 2"
    ),
    (
        "Object.keys(Array.prototype).length + Object.keys(Object).length +"
        " Object.keys(Set.prototype).length === 0"
    ),
    (
        "structuredClone.length === 1 && queueMicrotask.length === 1 && throws(() =>"
        " queueMicrotask(1), TypeError)"
    ),
]

_SETUP = """
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)
const throws = (f, E) => { try { f() } catch (e) { return e instanceof E } return false }
const A = new Set([1, 2, 3]), B = new Set([2, 3, 4])
"""


def _holds(run_js: Run, claim: str) -> None:
    host = run_js(f"{_SETUP}globalThis.held = {claim}")
    assert host.errors == []
    assert host.eval("held") is True


@pytest.mark.parametrize("claim", _CLAIMS)
def test_built_ins(run_js: Run, claim: str) -> None:
    _holds(run_js, claim)


@pytest.mark.parametrize(
    "claim",
    [
        "new Error('m', { cause: 0 }).cause === 0 && new TypeError('m', { cause: A }).cause === A",
        (
            "!('cause' in new Error('m')) && !('cause' in new Error('m', {})) && 'cause' in new"
            " Error('', { cause: undefined })"
        ),
        "!Object.prototype.propertyIsEnumerable.call(new Error('', { cause: 1 }), 'cause')",
        (
            "new AggregateError([1], 'm', { cause: 2 }).cause === 2 && new"
            " AggregateError([1]).errors[0] === 1"
        ),
        (
            "Error.name === 'Error' && Error.length === 1 && RangeError.name === 'RangeError' &&"
            " AggregateError.length === 2"
        ),
        "Error.prototype.constructor === Error && TypeError.prototype.constructor === TypeError",
        (
            "Object.getPrototypeOf(TypeError) === Error && Error('x') instanceof Error &&"
            " RangeError('x').message === 'x'"
        ),
        (
            "(() => { try { null.x } catch (e) { return e instanceof TypeError && e.constructor"
            " === TypeError } })()"
        ),
        (
            "(() => { class My extends TypeError { x = 1 } const m = new My('a', { cause: 5 });"
            " return m instanceof My && m instanceof Error && m.cause === 5 && m.x === 1"
            " && m.message === 'a' })()"
        ),
        "!Object.hasOwn(new Error(), 'message') && Object.keys(new Error('x')).length === 0",
    ],
)
def test_errors_with_a_cause(run_js: Run, claim: str) -> None:
    _holds(run_js, claim)


def test_the_stack_begins_where_the_error_was_made(run_js: Run) -> None:
    host = run_js(
        "function maker() {\n  return new Error('m', { cause: 1 })\n}\n"
        "globalThis.line = maker().stack.split('\\n')[0]\n"
        "function outer() {\n  return inner()\n}\n"
        "function inner() {\n  const t = {}\n  Error.captureStackTrace(t, inner)\n  return"
        " t.stack\n}\n"
        "globalThis.above = outer().split('\\n')[0]"
    )
    assert host.eval("line").startswith("    at maker (")
    assert host.eval("above").startswith("    at outer (")


def test_an_uncaught_error_has_its_place(run_js: Run) -> None:
    host = run_js("\nfunction f() {\n  throw new Error('m', { cause: 1 })\n}\nf()")
    assert host.errors[0].message == "Error: m"
    assert host.errors[0].where.startswith("test.js:3")


def test_structured_clone_copies_what_there_is(run_js: Run, said: Said) -> None:
    host = run_js(
        "const shared = { x: 1 }\n"
        "const from = { d: new Date(0), r: /a/gi, m: new Map([[{ a: 1 }, new Set([1])]]), u:"
        " new Uint8Array([1, 2]),\n"
        "  e: new RangeError('x'), n: null, v: undefined, list: [1, , 3], big: 1n, box:"
        " Object(true), one: shared,\n"
        "  two: shared }\n"
        "from.self = from\n"
        "const to = structuredClone(from)\n"
        "console.log([to !== from, to.self === to, to.one === to.two, to.one !== shared,"
        " to.d.getTime() === 0,\n"
        "  to.d !== from.d, String(to.r) === '/a/gi', to.m.size === 1, to.u[1] === 2,"
        " to.u.buffer !== from.u.buffer,\n"
        "  to.e instanceof RangeError, to.e.message === 'x', 'v' in to, !(1 in to.list),"
        " to.list.length === 3,\n"
        "  to.big === 1n, to.box.valueOf() === true].join())"
    )
    assert said(host) == [",".join(["true"] * 17)]


@pytest.mark.parametrize(
    "value", ["() => {}", "Symbol('s')", "{ f() {} }", "new WeakMap()", "[Promise.resolve()]"]
)
def test_structured_clone_refuses(run_js: Run, said: Said, value: str) -> None:
    host = run_js(f"try {{ structuredClone({value}) }} catch (e) {{ console.log(e.name) }}")
    assert said(host) == ["DataCloneError"]


def test_microtasks_and_promises(run_js: Run, said: Said) -> None:
    host = run_js(
        "queueMicrotask(() => console.log('micro')); console.log('sync')\n"
        "const { promise, resolve } = Promise.withResolvers(); promise.then(console.log);"
        " resolve('resolved')\n"
        "Promise.try((a) => a, 'tried').then(console.log)\n"
        "Promise.try(() => { throw 'caught' }).catch(console.log)\n"
        "setTimeout(() => console.log('timer'))"
    )
    assert said(host)[:2] == ["sync", "micro"]
    assert sorted(said(host)[2:-1]) == ["caught", "resolved", "tried"]
    assert said(host)[-1] == "timer"


def test_an_error_in_a_microtask_is_reported(run_js: Run) -> None:
    host = run_js("queueMicrotask(() => {\n  throw new Error('bad')\n})")
    assert [(error.message, error.where.split(":")[1]) for error in host.errors] == [
        ("Error: bad", "2")
    ]


@pytest.mark.parametrize(
    "prelude",
    [
        "Array.prototype.push = Array.prototype.slice = Map.prototype.set = () => { throw 1 }",
        (
            "for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, { set() {"
            " throw 1 } })"
        ),
        (
            "for (let i = 0; i < 9; i++) Object.defineProperty(Object.prototype, i, { set() {"
            " throw 1 } })"
        ),
        "Promise.prototype.then = () => { throw 1 }; Promise.prototype.constructor = null",
        (
            "for (const k of ['get', 'set', 'value']) Object.defineProperty(Object.prototype, k,"
            " { __proto__: null, value() {} })"
        ),
    ],
)
def test_a_guest_that_replaces_built_ins(run_js: Run, said: Said, prelude: str) -> None:
    host = run_js(
        f"{prelude}\n"
        "console.log([3, 1, 2].toSorted(), [1, 2].toReversed(), [1].with(0, 5))\n"
        "console.log(new Set([1]).union(new Set([2])), structuredClone({ a: [1, { b: 2 }] }))\n"
        "queueMicrotask(() => console.log('micro'))"
    )
    assert said(host) == [
        "[ 1, 2, 3 ] [ 2, 1 ] [ 5 ]",
        "Set(2) { 1, 2 } { a: [ 1, { b: 2 } ] }",
        "micro",
    ]
    assert host.errors == []
