"""The data of pages as the guest half copies, measures and sets it, without a page around."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def context(with_chunk: Callable[[str], Any]) -> Any:
    """A bare engine whose global `data` is the chunk."""
    return with_chunk("data")


@pytest.fixture
def value(context: Any) -> Any:
    """Evaluate an expression and return its value, as JSON has it; a thrown error as its text."""

    def value(expression: str, setup: str = "") -> Any:
        text = context.eval(
            f"(() => {{ {setup}; try {{ return JSON.stringify([{expression}]) }}"
            " catch (e) { return JSON.stringify([e.message]) } })()"
        )
        return json.loads(text)[0]

    return value


# -- paths ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("a", ["a"]),
        ("a.b.c", ["a", "b", "c"]),
        ("a[0]", ["a", 0]),
        ("a[12][3].b", ["a", 12, 3, "b"]),
        ("a[007]", ["a", 7]),
        ("a.[1]", ["a", 1]),
        ("a[1]b", ["a", 1, "b"]),
        ("a..b", ["a", "b"]),
        (".a.", ["a"]),
        (" a . b ", [" a ", " b "]),
        ("a-b", ["a-b"]),
        ("你.好", ["你", "好"]),
        ("a\\.b", ["a.b"]),
        ("a\\[0\\]", ["a[0]"]),
        ("a\\\\.b", ["a\\", "b"]),
        ("a\\b", ["a\\b"]),
        ("a\\", ["a\\"]),
        ("a[1", ["a"]),
        ("a[1.b", "Only digits (0-9) can be put inside [] in the path string: a[1.b"),
        ("a[ 1]", "Only digits (0-9) can be put inside [] in the path string: a[ 1]"),
        ("a[1]]", "There should be digits inside [] in the path string: a[1]]"),
        ("[1]", "The path string should not start with []: [1]"),
        (".[1]", "The path string should not start with []: .[1]"),
        ("", "The path string should not be empty"),
        ("..", "The path string should not be empty: .."),
    ],
)
def test_steps(value: Any, path: str, steps: Any) -> None:
    assert value(f"Array.from(data.stepsOf({json.dumps(path)}))") == steps


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("{}", "a", {"a": 1}),
        ("{}", "a.b[1]", {"a": {"b": [None, 1]}}),
        ("{ a: [1] }", "a.x", {"a": {"x": 1}}),
        ("{ a: { x: 2 } }", "a[0]", {"a": [1]}),
        ("{ a: 'text' }", "a.b", {"a": {"b": 1}}),
        ("{ a: [[0]] }", "a[0][1]", {"a": [[0, 1]]}),
    ],
)
def test_set_at(value: Any, before: str, path: str, after: Any) -> None:
    setup = f"const target = {before}; data.setAt(target, data.stepsOf('{path}'), 1)"
    assert value("target", setup) == after


def test_set_at_keeps_what_is_there(value: Any) -> None:
    setup = "const inner = {}, target = { a: inner }; data.setAt(target, data.stepsOf('a.b'), 1)"
    assert value("target.a === inner", setup)


def test_inherited_fields_do_not_count(value: Any) -> None:
    setup = (
        "const target = Object.create({ a: { b: 1 } }); data.setAt(target, data.stepsOf('a.c'), 2)"
    )
    assert value("[target, Object.getPrototypeOf(target)]", setup) == [
        {"a": {"c": 2}}, {"a": {"b": 1}}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "found"),
    [("a.b[0]", 1), ("a.b[1]", None), ("a.x.y", None), ("n.x", None), ("s.length", None)],
)
def test_get_at(value: Any, path: str, found: Any) -> None:
    setup = "const target = { a: { b: [1] }, n: null, s: 'text' }"
    assert value(f"data.getAt(target, data.stepsOf('{path}'))", setup) == found


# -- copies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "original",
    ["1", "'x'", "null", "true", "[]", "{}", "[1, [2, { a: [] }]]", "{ a: { b: null }, c: [0] }"],
)
def test_copies(value: Any, original: str) -> None:
    setup = f"const o = ({original}), c = data.copy(o)"
    assert value("JSON.stringify(o) === JSON.stringify(c)", setup)
    assert value("typeof o !== 'object' || o === null || o !== c", setup)


@pytest.mark.parametrize(
    ("original", "check"),
    [
        ("Object.create(null)", "Object.getPrototypeOf(c) === Object.prototype"),
        ("[1]", "Object.getPrototypeOf(c) === Array.prototype && Array.isArray(c)"),
        ("new (class extends Array {})()", "Object.getPrototypeOf(c) === Array.prototype"),
        ("new (class X { a = 1 })()", "Object.getPrototypeOf(c) === Object.prototype && c.a === 1"),
        ("new Map()", "c === o"),
        ("() => 1", "c === o"),
        ("Symbol.iterator", "c === o"),
        ("new Error('x')", "c === o"),
        ("new Date(5)", "c !== o && c.getTime() === 5 && c instanceof Date"),
        ("new Date(NaN)", "c !== o && Number.isNaN(c.getTime())"),
        ("Object.create(Date.prototype)", "c !== o"),
        ("Object.assign([1, , 3], { x: 1 })", "c.length === 3 && !(1 in c) && c.x === 1"),
        ("{ get x() { return 1 } }", "Object.getOwnPropertyDescriptor(c, 'x').value === 1"),
        ("Object.defineProperty({}, 'x', { value: 1 })", "!('x' in c)"),
        ("{ [Symbol.iterator]: 1 }", "Reflect.ownKeys(c).length === 0"),
        ("Object.freeze({ a: 1 })", "!Object.isFrozen(c)"),
        (
            'JSON.parse(\'{"__proto__": {"a": 1}}\')',
            "c.a === undefined && Object.keys(c)[0] === '__proto__'",
        ),
        ("(() => { const a = []; a.push(a); return a })()", "c !== o && c[0] === c"),
        ("(() => { const s = {}; return [s, s] })()", "c[0] === c[1] && c[0] !== o[0]"),
        ("new Proxy({ a: [1] }, {})", "c.a[0] === 1 && c.a !== o.a"),
    ],
)
def test_copies_of_special_kinds(value: Any, original: str, check: str) -> None:
    assert value(check, f"const o = ({original}), c = data.copy(o)") is True


def test_fields_keep_objects_of_classes(value: Any) -> None:
    setup = "class X {} const x = new X(), o = { x, plain: {} }, c = data.copyField(o)"
    assert value("[c.x === x, c.plain !== o.plain]", setup) == [True, True]


# -- sizes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "size"),
    [
        ("1.5", 3),
        ("'é\"'", 5),
        ("true", 4),
        ("null", 4),
        ("[1, null]", 8),
        ("{ a: undefined }", 2),
        ("() => 1", 0),
        ("Symbol()", 0),
        ("new Date(0)", 26),
        ("1n", "Do not know how to serialize a BigInt"),
        ("(() => { const a = {}; a.a = a; return a })()", "Converting circular structure to JSON"),
    ],
)
def test_sizes(value: Any, of: str, size: Any) -> None:
    assert value(f"data.sizeOf({of})") == size


# -- guests ---------------------------------------------------------------------------------------

EVIL = """
  const evil = () => { throw new Error('evil') };
  for (const name of ['keys', 'create', 'defineProperty']) Object[name] = evil;
  for (const name of ['apply', 'getPrototypeOf', 'defineProperty']) Reflect[name] = evil;
  Array.isArray = JSON.stringify = evil;
  Array.prototype[Symbol.iterator] = Array.prototype.push = Map.prototype.get = evil;
  String.prototype.slice = String.prototype.indexOf = String.prototype.charCodeAt = evil;
  for (let i = 0; i < 5; i++) {
    Object.defineProperty(Array.prototype, i, { get: evil, set: evil, configurable: true });
  }
  Object.prototype.__defineSetter__('a', evil);
  Object.prototype.__defineSetter__('value', evil);
"""


def test_built_ins_replaced_by_the_guest(context: Any) -> None:
    context.eval(
        EVIL.replace("Object.defineProperty(Array", "define(Array").replace(
            "const evil", "const define = Object.defineProperty, evil"
        )
    )
    found = context.eval(
        """(() => {
          const target = {}, path = data.stepsOf('a[0].b');
          data.setAt(target, path, data.copy([{ x: [1] }]));
          const { length } = data.getAt(target, path);
          return `${target.a[0].b[0].x[0]} ${data.sizeOf([1])} ${length}`;
        })()"""
    )
    assert found == "1 3 1"
