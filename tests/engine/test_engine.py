"""The engine by its port, in this process and in a worker: turns, limits, positions, rejections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jshost import wire
from jshost.engine import _capi
from jshost.engine.port import Engine, Guest, Isolation, Kind, Limits
from jshost.engine.session import open_engine
from jshost.errors import CpuLimit, MemoryLimit, WallLimit

SURFACE = '["later","promise","later"]\n["now","sync","now"]'
Message = list[Any]


class Turn:
    """What came of a turn: the messages that came out, in order, and what ended the guest."""

    def __init__(self, messages: list[Message], failure: BaseException | None) -> None:
        self.messages = messages
        self.failure = failure


class Receiver:
    """A host that keeps what it is sent; a synchronous call returns its first argument."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def receive(self, messages: list[Message], size: int) -> None:
        self.messages += messages

    def answer(self, request: Any, size: int) -> str:
        return wire.dumps([0, request[1][0] if request[1] else None])


class Driver:
    """An engine, and what each turn of it brings."""

    def __init__(self, isolation: Isolation, receiver: Receiver, limits: Limits) -> None:
        self._receiver = receiver
        guest = Guest(SURFACE, virtual=True)
        self.engine: Engine = open_engine(guest, limits, receiver, isolation)

    def load(self, name: str, source: str) -> Turn:
        return self._turn(lambda: self.engine.load(name, source, 0.0))

    def turn(self, kind: Kind, payload: str) -> Turn:
        return self._turn(lambda: self.engine.turn(kind, payload, 0.0))

    def _turn(self, enter: Callable[[], object]) -> Turn:
        self._receiver.messages = []
        failure: BaseException | None = None
        try:
            enter()
        except BaseException as error:
            failure = error
        return Turn(self._receiver.messages, failure)


Make = Callable[..., Driver]


@pytest.fixture(params=["none", "process"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    drivers: list[Driver] = []

    def make_engine(receiver: Receiver | None = None, **limits: Any) -> Driver:
        settings = {"cpu": 0.3, "memory": 64 << 20} | limits
        drivers.append(Driver(request.param, receiver or Receiver(), Limits(**settings)))
        return drivers[-1]

    yield make_engine
    for driver in drivers:
        driver.engine.close()


def errors(turn: Turn) -> list[tuple[str, str]]:
    """Return kind and text of the errors that a turn reports."""
    return [(m[1], m[3]) for m in turn.messages if m[0] == "error"]


def test_a_turn_brings_out_what_the_guest_posted_in_order(make: Make) -> None:
    turn = make().load("a.js", "console.log('one'); wx.later({x: 1}); setTimeout(() => 0, 7)")
    assert turn.failure is None
    assert turn.messages == (
        [["log", "log", "one"], ["call", 1, "later", {"x": 1}, 1, 1, 0, ""], ["timer", 1, 7, 0]]
    )


def test_a_synchronous_call_brings_along_what_was_posted_before_it(make: Make) -> None:
    seen: list[tuple[list[Message], Any]] = []

    class Watching(Receiver):
        def answer(self, request: Any, size: int) -> str:
            seen.append((list(self.messages), request))
            return wire.dumps([0, 42])

    turn = make(Watching()).load("a.js", "console.log('before'); console.log(String(wx.now('x')))")
    assert seen == [([["log", "log", "before"]], ["now", ["x"], 1])]
    assert turn.messages == [["log", "log", "before"], ["log", "log", "42"]]


def test_what_a_microtask_posts_comes_after_what_the_turn_has_posted(make: Make) -> None:
    script = "console.log('1'); Promise.resolve().then(() => { console.log('2'); wx.now('x') })"
    turn = make().load("a.js", f"setTimeout(() => 0, 5); {script}")
    assert turn.messages == [["timer", 1, 5, 0], ["log", "log", "1"], ["log", "log", "2"]]


LOOPS = {
    "top level": "for (;;) {}",
    "catch all": "for (;;) { try { for (;;); } catch (e) {} }",
    "finally": "for (;;) { try { for (;;); } finally { continue; } }",
    "async function": "(async () => { for (;;) {} })()",
    "microtasks": "Promise.resolve().then(function f() { Promise.resolve().then(f) })",
    "job": "Promise.resolve().then(() => { for (;;) {} })",
    "toString of a thrown value": "throw { toString() { for (;;) {} } }",
    "getter of a thrown value": "throw { get stack() { for (;;) {} } }",
    "getter of an option": "wx.later({ get x() { for (;;) {} } })",
    "toJSON of an option": "wx.later({ x: { toJSON() { for (;;) {} } } })",
    "host calls": "for (;;) wx.now('x')",
    "comparator": "[3, 2, 1].sort(() => { for (;;) {} })",
}


@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS.keys())
def test_an_endless_loop_ends_at_the_cpu_limit(make: Make, source: str) -> None:
    turn = make().load("loop.js", f"console.log('before');\n{source}")
    assert isinstance(turn.failure, CpuLimit)
    assert "CPU limit of 0.3 s" in str(turn.failure)


def test_console_output_before_an_endless_loop_is_kept_and_the_place_is_named(make: Make) -> None:
    source = (
        "console.log('before');\nlet n = 0;\nfunction f() {\n  for (;;) {\n    n++;\n  }\n}\nf();"
    )
    turn = make().load("loop.js", source)
    assert turn.messages == [["log", "log", "before"]]
    assert re.search(r"at loop\.js:[456]$", str(turn.failure))


def test_time_in_host_calls_is_not_the_guests(make: Make) -> None:
    class Slow(Receiver):
        def answer(self, request: Any, size: int) -> str:
            total = 0
            for number in range(400_000):
                total += number
            return wire.dumps([0, total])

    engine = make(Slow(), cpu=0.1, wall=0.2)
    turn = engine.load("a.js", "for (let i = 0; i < 20; i++) wx.now('x'); console.log('done')")
    assert (turn.failure, turn.messages) == (None, [["log", "log", "done"]])


# Large pieces only: when there is no room left for the error itself, quickjs 2021 crashes. In this
# process that would be the end of the tests too.
BOMBS = {
    "strings": "var a = []; for (;;) a.push('x'.repeat(1e6) + a.length)",
    "buffers": "var a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1))",
}


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS.keys())
def test_a_memory_bomb_ends_at_the_memory_limit(make: Make, source: str) -> None:
    turn = make(cpu=20.0, wall=60.0).load("bomb.js", source)
    assert isinstance(turn.failure, MemoryLimit), turn
    assert "memory limit of 64 MB" in str(turn.failure)


def test_a_turn_that_takes_too_long_ends_at_the_wall_limit(make: Make) -> None:
    turn = make(wall=0.0).load("a.js", "1")
    assert isinstance(turn.failure, WallLimit)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("throw new InternalError('interrupted')", "InternalError: interrupted"),
        ("throw new InternalError('out of memory')", "InternalError: out of memory"),
        ("throw null", "null"),
        ("throw undefined", "undefined"),
        ("throw 'stack overflow'", "stack overflow"),
        ("throw { toString() { return wx.now('shown') } }", "shown"),
        ("throw { errMsg: 'x:fail' }", '{"errMsg":"x:fail"}'),
        ("throw Symbol('s')", "Symbol(s)"),
        ("throw { toString() { throw 1 } }", "a thrown value that cannot be shown"),
    ],
)
def test_whatever_is_thrown_is_an_ordinary_guest_error(make: Make, source: str, text: str) -> None:
    turn = make().load("a.js", source)
    assert (turn.failure, errors(turn)) == (None, [("load", text)])


def test_running_out_of_stack_is_an_ordinary_guest_error(make: Make) -> None:
    turn = make().load("a.js", "function f() { f() } f()")
    assert turn.failure is None
    assert errors(turn)[0][0] == "load"


def test_the_guest_goes_on_after_an_error(make: Make) -> None:
    engine = make()
    engine.load("a.js", "var kept = 1; globalThis.kept = 1; throw new Error('x')")
    turn = engine.turn("eval", "kept + 1")
    assert turn.messages == [["value", 2]]


@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt()])
def test_what_the_host_raises_comes_out_and_ends_the_turn(make: Make, error: BaseException) -> None:
    class Failing(Receiver):
        def answer(self, request: Any, size: int) -> str:
            raise error

    engine = make(Failing(), cpu=30.0, wall=60.0)
    script = "console.log('kept'); for (;;) { try { wx.now('x') } catch (e) { console.log('on') } }"
    turn = engine.load("a.js", script)
    assert turn.failure is error
    assert turn.messages[0] == ["log", "log", "kept"]


def test_positions_are_those_of_the_file(make: Make) -> None:
    engine = make()
    engine.load("first.js", "var a = 1;\n" * 50)
    turn = engine.load(
        "second.js",
        "\nfunction outer() {\n  inner();\n}\nfunction inner() {\n  null.x;\n}\nouter();",
    )
    (error,) = (m for m in turn.messages if m[0] == "error")
    place = engine.engine.position(error[4], error[6])
    assert place is not None
    assert place[:2] == ("second.js", 6)
    frames = re.findall(r"second\.js:\d+", engine.engine.locate(error[4]))
    assert frames == ["second.js:6", "second.js:3", "second.js:8"]
    assert "<input>" not in engine.engine.locate(error[4])


def test_one_line_callbacks_have_a_line_too(make: Make) -> None:
    engine = make()
    engine.load("a.js", "\n\nsetTimeout(() => { throw new Error('x') }, 0)")
    (error,) = engine.turn("timer", "1").messages
    place = engine.engine.position(error[4], error[6])
    assert place is not None
    assert place[:2] == ("a.js", 3)


def test_evaluated_code_is_told_apart_from_files(make: Make) -> None:
    engine = make()
    turn = engine.load("a.js", "\n\n(0, eval)('\\nnull.x\\n')")
    (error,) = (m for m in turn.messages if m[0] == "error")
    assert engine.engine.locate(error[4]).split("\n")[0].strip().startswith("at <eval> (<eval>:2")


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("var x = ;", 1, 9),
        ("foo(1,\n  bar(2 3));\n", 2, 9),
        ("let a = 1;\nlet a = 2;", 2, None),
        ("if (x) {\n\n", 2, None),
        ("\n\tvar class = 1", 2, None),
    ],
)
def test_syntax_errors_have_line_and_column(
    make: Make, source: str, line: int, column: int | None
) -> None:
    engine = make()
    turn = engine.load("s.js", source)
    (error,) = turn.messages
    assert error[1] == "compile"
    place = engine.engine.position(error[4], error[6])
    assert place is not None
    assert place[:2] == ("s.js", line)
    assert column is None or place[2] == column


REJECTIONS = {
    "promise": ("Promise.reject(new Error('x'))", ["Error: x"]),
    "async function": ("(async () => { await 1; throw new Error('x') })()", ["Error: x"]),
    "derived": ("Promise.resolve().then(() => { throw new Error('x') })", ["Error: x"]),
    "handled": ("Promise.reject(1).catch(() => 0)", []),
    "handled by await": ("(async () => { try { await Promise.reject(1) } catch (e) {} })()", []),
    "handled in the same turn": (
        "var p = Promise.reject(1); Promise.resolve().then(() => p.catch(() => 0))",
        [],
    ),
    "two": ("Promise.reject(1); Promise.reject(2)", ["1", "2"]),
    "hostile": ("Promise.reject({ toString() { return wx.now('shown') } })", ["shown"]),
}


@pytest.mark.skipif(_capi.library() is None, reason="the extension exports no symbols here")
@pytest.mark.parametrize(("source", "expected"), REJECTIONS.values(), ids=REJECTIONS.keys())
def test_unhandled_rejections_are_reported(make: Make, source: str, expected: list[str]) -> None:
    engine = make()
    assert engine.engine.tracks_rejections
    turn = engine.load("a.js", source)
    assert errors(turn) == [("rejection", text) for text in expected]


@pytest.mark.parametrize("name", ["__raw", "__config", "__enter", "__onRejection", "__date_clock"])
def test_nothing_of_the_bridge_is_left_for_the_guest(make: Make, name: str) -> None:
    assert make().turn("eval", f"typeof {name}").messages == [["value", "undefined"]]


SPOILED = [
    "const g = globalThis; Object.getOwnPropertyNames(g).forEach((k) => delete g[k])",
    "[Object.prototype, Array.prototype, Function.prototype].forEach((o) => Object.freeze(o))",
    "Reflect.apply = JSON.stringify = Array.prototype.join = Map.prototype.set = () => { throw 1 }",
    "for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, { set() { throw 1 } })",
    "Object.defineProperty(Object.prototype, 'then', { get() { throw 1 } })",
    "['value', 'get', 'set', 'success', 'parent'].forEach((k) => { Object.prototype[k] = eval })",
    "Promise.prototype.then = Promise.prototype.constructor = null",
    "String.prototype.slice = String.prototype.includes = Object.prototype.toString = null",
]


@pytest.mark.parametrize("source", SPOILED)
def test_the_host_survives_guests_that_spoil_built_ins(make: Make, source: str) -> None:
    engine = make()
    log = "const log = console.log, w = wx, later = setTimeout;"
    first = engine.load(
        "a.js", f"{log} {source}; w.later({{ x: [1, {{ y: 'z' }}] }}); later(log, 1, 'timer')"
    )
    assert first.messages == [
        ["call", 1, "later", {"x": [1, {"y": "z"}]}, 1, 1, 0, ""],
        ["timer", 1, 1, 0],
    ]
    assert engine.turn("timer", "1").messages == [["log", "log", "timer"]]
    settled = engine.turn("settle", wire.dumps([1, 1, {"errMsg": "later:ok"}, 0]))
    assert settled.failure is None
