"""Worker: wx.createWorker, the object that it gives, and what a thread has in the place of wx."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from jshost import Host
from jshost.trace import EventRecord

from .calls import PROGRAM, SAY, Play
from .samples.sample import INDEX

ECHO = "worker.onMessage((message) => worker.postMessage(message));"
"""A thread that sends back what it is sent."""

Run = Callable[..., Host]


@pytest.fixture
def run(play: Play) -> Run:
    """Run a page's script beside a thread: `w` is the thread `workers/w.js`, whose text comes
    second.
    """

    def run(page: str, thread: str = ECHO, *, files: Any = None, **settings: Any) -> Host:
        text = f"const w = wx.createWorker('workers/w.js'); {page}"
        return play(
            text, file=INDEX, files={"workers/w.js": SAY + thread, **(files or {})}, **settings
        )

    return run


def told(host: Host, name: str) -> list[Any]:
    """Return the details of the trace's events of one name."""
    return [event.detail for event in host.trace.of(EventRecord) if event.name == name]


# -- starting a thread ----------------------------------------------------------------------------


def app_json(workers: Any) -> dict[str, str]:
    """Return an app.json that declares these workers."""
    app = {**json.loads(PROGRAM["app.json"]), "workers": workers}
    return {"app.json": json.dumps({k: v for k, v in app.items() if v is not None})}


def refused(play: Play, heard: Any, made: str, **settings: Any) -> list[Any]:
    """Return what is said of a call that throws: its class, and the text in both places."""
    text = f"""
        try {{
            {made};
            say('made');
        }} catch (e) {{
            say([e instanceof Error, e.message, e.errMsg === e.message]);
        }}
    """
    return list(heard(play(text, file=INDEX, **settings)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("workers/none.js", "workers/none.js is not found"),
        ("workers/idle", "workers/idle is not found"),
        ("workers/", "workers/ is not below the folder workers, which app.json declares"),
        ("app.js", "app.js is not below the folder workers, which app.json declares"),
        ("idle.js", "idle.js is not below the folder workers, which app.json declares"),
        (
            "workers/../app.js",
            "workers/../app.js is not below the folder workers, which app.json declares",
        ),
        (
            "workers/../../etc/passwd",
            "workers/../../etc/passwd is not below the folder workers, which app.json declares",
        ),
        (
            "workersidle.js",
            "workersidle.js is not below the folder workers, which app.json declares",
        ),
        ("", " is not below the folder workers, which app.json declares"),
    ],
)
def test_a_file_that_cannot_be_a_thread(play: Play, heard: Any, path: str, text: str) -> None:
    made = f"wx.createWorker('{path}')"
    assert refused(play, heard, made) == [[True, f"createWorker:fail {text}", True]]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", "String instead of Undefined"),
        ("null", "String instead of Null"),
        ("{ scriptPath: 'workers/idle.js' }", "String instead of Object"),
        ("'workers/idle.js', 5", "Object instead of Number"),
    ],
)
def test_arguments_of_another_type(play: Play, heard: Any, arguments: str, found: str) -> None:
    text = f"createWorker:fail parameter error: parameter should be {found};"
    assert refused(play, heard, f"wx.createWorker({arguments})") == [[True, text, True]]


@pytest.mark.parametrize(
    "path",
    ["workers/idle.js", "/workers/idle.js", "workers//idle.js", "./workers/idle.js"],
)
@pytest.mark.parametrize("more", ["", ", undefined", ", {}", ", { useExperimentalWorker: true }"])
def test_paths_of_a_thread(play: Play, heard: Any, path: str, more: str) -> None:
    assert refused(play, heard, f"wx.createWorker('{path}'{more})") == ["made"]


@pytest.mark.parametrize(
    "workers", ["workers", "workers/", "/workers", {"path": "workers", "isSubpackage": False}]
)
def test_how_the_folder_is_declared(play: Play, heard: Any, workers: Any) -> None:
    made = "wx.createWorker('workers/idle.js')"
    assert refused(play, heard, made, files=app_json(workers)) == ["made"]


def test_a_folder_that_is_not_declared(play: Play, heard: Any) -> None:
    text = "createWorker:fail workers is not declared in app.json"
    made = "wx.createWorker('workers/idle.js')"
    assert refused(play, heard, made, files=app_json(None)) == [[True, text, True]]


def test_a_plain_script_has_no_threads(play: Play, heard: Any) -> None:
    host = play("try { wx.createWorker('workers/idle.js'); } catch (e) { say(e.errMsg); }")
    assert heard(host) == ["createWorker:fail workers is not declared in app.json"]


def test_one_thread_at_a_time(play: Play, heard: Any) -> None:
    text = "createWorker:fail exceed max concurrent worker count 1"
    made = "wx.createWorker('workers/idle.js'); wx.createWorker('workers/idle.js')"
    assert refused(play, heard, made) == [[True, text, True]]


def test_another_thread_after_the_first(run: Run, heard: Any) -> None:
    host = run("""
        w.onMessage(() => say('never'));
        w.postMessage({ to: 1 });
        w.terminate();
        const second = wx.createWorker('workers/w.js');
        second.onMessage((message) => say(message));
        second.postMessage({ to: 2 });
        say(w === second);
    """)
    assert heard(host) == [False, {"to": 2}]
    assert told(host, "Worker.onMessage#2") == [{"to": 2}]


def test_the_object(run: Run, heard: Any) -> None:
    methods = ["onError", "onMessage", "onProcessKilled", "postMessage", "terminate"]
    host = run("say(Object.keys(w).sort()); say([w.postMessage({}), w.terminate()]);")
    assert heard(host) == [methods, [None, None]]


# -- messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "echoed"),
    [
        ("{ a: 1, b: [{ c: null }] }", {"a": 1, "b": [{"c": None}]}),
        ("{ success: true, fail: 1, complete: 2 }", {"success": True, "fail": 1, "complete": 2}),
        ("{ $: 'Undefined', v: 1 }", {"$": "Undefined", "v": 1}),
        ("{ a: { $: 'Buffer', v: 'x' } }", {"a": {"$": "Buffer", "v": "x"}}),
        ("{ ['__proto__']: 5, '': 1, 'a b': 2 }", {"__proto__": 5, "": 1, "a b": 2}),
        ("{ toJSON() { return { made: 1 }; } }", {"made": 1}),
        ("{}", {}),
        ("[1, 'a', [true], { b: 2 }]", [1, "a", [True], {"b": 2}]),
        ("[]", []),
        ("'text \\u4f60 \\ud83d\\ude42 \\u2028 \\u0000'", "text 你 🙂 \u2028 \0"),
        ("''", ""),
        ("5.5", 5.5),
        ("1e300", 1e300),
        ("true", True),
        ("null", None),
        ("undefined", "undefined"),
        ("() => 1", "undefined"),
        ("Symbol('x')", "undefined"),
        ("{ f() {}, s: Symbol('x'), a: 1 }", {"a": 1}),
        ("{ a: { f() {}, b: 1 } }", {"a": {"b": 1}}),
        ("new (class A { b = 1; get c() { return 2; } })()", {"b": 1}),
        ("new Map([[1, 2]])", {}),
    ],
)  # fmt: skip
def test_messages(run: Run, heard: Any, value: str, echoed: Any) -> None:
    host = run(f"w.onMessage((message) => say(message)); w.postMessage({value});")
    assert heard(host) == [echoed]
    assert host.errors == []


def test_no_argument_is_undefined(run: Run, heard: Any) -> None:
    host = run(
        "w.onMessage((message) => say(message)); w.postMessage();",
        "worker.onMessage((message) => { say(message); worker.postMessage(); });",
    )
    assert heard(host) == ["undefined", "undefined"]


BUFFERS = [
    ("new Uint8Array([1, 2, 255]).buffer", ["ArrayBuffer", [1, 2, 255]]),
    ("new Uint8Array([1, 2, 255])", ["Uint8Array", [1, 2, 255]]),
    ("new Uint8Array([1, 2, 3, 4]).subarray(1, 3)", ["Uint8Array", [2, 3]]),
    ("new Uint8ClampedArray([300])", ["Uint8ClampedArray", [255]]),
    ("new Int16Array([-2])", ["Int16Array", [254, 255]]),
    ("new Float32Array([1.5])", ["Float32Array", [0, 0, 192, 63]]),
    ("new Float64Array(1)", ["Float64Array", [0] * 8]),
    ("new DataView(new ArrayBuffer(2))", ["DataView", [0, 0]]),
    ("new ArrayBuffer(0)", ["ArrayBuffer", []]),
    ("named(new Uint8Array([1, 2, 3]), 'Float64Array')", ["ArrayBuffer", [1, 2, 3]]),
    ("named(new Uint8Array(1), 'Nothing')", ["ArrayBuffer", [0]]),
]  # fmt: skip
DESCRIBE = """
    const named = (v, value) => Object.defineProperty(v, Symbol.toStringTag, { value });
    const describe = (v) => [Object.prototype.toString.call(v).slice(8, -1),
        [...new Uint8Array(v instanceof ArrayBuffer ? v : v.buffer)]];
"""


@pytest.mark.parametrize(("value", "described"), BUFFERS)
@pytest.mark.parametrize("form", ["VALUE", "{ data: VALUE, n: 1 }"])
def test_buffers(run: Run, heard: Any, value: str, described: Any, form: str) -> None:
    of = "describe(m.data || m)"
    host = run(
        f"{DESCRIBE} w.onMessage((m) => say({of})); w.postMessage({form.replace('VALUE', value)});",
        f"{DESCRIBE} worker.onMessage((m) => {{ say({of}); worker.postMessage(m); }});",
    )
    assert heard(host) == [described, described]
    assert host.errors == []


def test_a_buffer_is_a_copy(run: Run, heard: Any) -> None:
    host = run(
        """
        const data = new Uint8Array([1]);
        w.onMessage((m) => say([m.data[0], data[0], data.byteLength]));
        w.postMessage({ data });
        data[0] = 2;
        """,
        "worker.onMessage((m) => { m.data[0] += 10; worker.postMessage(m); });",
    )
    assert heard(host) == [[11, 2, 1]]


def test_what_is_sent_is_what_was_there(run: Run, heard: Any) -> None:
    host = run("""
        const message = { list: [1] };
        w.onMessage((m) => say(m));
        w.postMessage(message);
        message.list.push(2);
    """)
    assert heard(host) == [{"list": [1]}]


def test_dates_and_numbers_of_the_first_level(run: Run, heard: Any) -> None:
    host = run("""
        w.onMessage((m) => say([m.at.getTime(), String(m.no), 'u' in m, m.u, m.deep]));
        const deep = { at: new Date(0), no: NaN };
        w.postMessage({ at: new Date(5), no: NaN, u: undefined, deep });
    """)
    assert heard(host) == [[5, "NaN", True, None, {"at": "1970-01-01T00:00:00.000Z", "no": None}]]


CIRCLE = "(() => { const o = {}; o.o = o; return o; })()"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (CIRCLE, "Converting circular structure to JSON"),
        (f"[{CIRCLE}]", "Converting circular structure to JSON"),
        ("{ a: [5n] }", "Do not know how to serialize a BigInt"),
        ("{ get a() { throw new TypeError('mine'); } }", "mine"),
        ("{ a: { get b() { throw new TypeError('mine'); } } }", "mine"),
    ],
)
@pytest.mark.parametrize("by", ["w", "worker"])
def test_what_cannot_be_sent_is_its_senders_error(
    run: Run, heard: Any, value: str, text: str, by: str
) -> None:
    send = f"try {{ {by}.postMessage({value}); }} catch (e) {{ say([e.name, e.message]); }}"
    host = run(send, "") if by == "w" else run("", send)
    assert heard(host) == [["TypeError", text]]
    assert host.errors == []


def test_messages_come_in_order_and_never_at_once(run: Run, heard: Any) -> None:
    host = run(
        """
        w.onMessage((m) => say(['heard', m]));
        for (let i = 0; i < 3; i++) w.postMessage(i);
        say('sent');
        """,
        """
        worker.postMessage('up');
        worker.onMessage((m) => { worker.postMessage(m); say(['thread', m]); });
        say('top');
        """,
    )
    said = heard(host)
    assert said[:2] == ["sent", "top"]
    assert [m for who, m in said[2:] if who == "heard"] == ["up", 0, 1, 2]
    assert [m for who, m in said[2:] if who == "thread"] == [0, 1, 2]


@pytest.mark.parametrize("side", ["main", "thread"])
def test_the_last_listener_counts(run: Run, heard: Any, side: str) -> None:
    twice = "{0}.onMessage(() => say('first')); {0}.onMessage(() => say('second'));"
    main, thread = (twice.format("w"), "worker.postMessage(1);")
    if side == "thread":
        main, thread = "w.postMessage(1);", twice.format("worker")
    assert heard(run(main, thread)) == ["second"]


def test_messages_that_nobody_listens_to(run: Run, heard: Any) -> None:
    host = run("w.postMessage(1); setTimeout(() => w.onMessage(say), 5);", "worker.postMessage(1);")
    assert heard(host) == []
    assert host.errors == []


def test_messages_to_a_thread_whose_file_is_run_later(run: Run, heard: Any) -> None:
    host = run("w.postMessage(1);", "say('top'); worker.onMessage(say);")
    assert heard(host) == ["top", 1]


def test_a_large_message(run: Run, heard: Any) -> None:
    host = run("""
        w.onMessage((m) => say([m.text.length, m.data.byteLength]));
        w.postMessage({ text: 'x'.repeat(1 << 18), data: new ArrayBuffer(1 << 18) });
    """)
    assert heard(host) == [[1 << 18, 1 << 18]]


def test_what_the_trace_has(run: Run) -> None:
    host = run("w.onMessage(() => {}); w.postMessage({ a: 1, data: new ArrayBuffer(3) });")
    shown = {"a": 1, "data": "[ArrayBuffer of 3 bytes]"}
    assert [(call.api, call.args) for call in host.calls()] == [
        ("createWorker", ["workers/w.js"]),
        ("Worker.postMessage", shown),
        ("worker.postMessage", shown),
    ]
    assert told(host, "worker.onMessage") == told(host, "Worker.onMessage#1") == [shown]


# -- the end of a thread --------------------------------------------------------------------------


def test_no_message_after_the_end(run: Run, heard: Any) -> None:
    host = run(
        """
        let count = 0;
        w.onMessage((m) => {
            say(m);
            w.postMessage('never heard');
            w.terminate();
            w.postMessage('never sent');
        });
        """,
        """
        worker.onMessage((m) => say(m));
        for (let i = 0; i < 3; i++) worker.postMessage(i);
        setInterval(() => { say('never'); worker.postMessage('never'); }, 1);
        """,
    )
    assert heard(host) == [0]
    assert told(host, "Worker.onMessage#1") == [0]
    assert told(host, "worker.onMessage") == []


def test_a_thread_that_ends_before_it_begins(run: Run, heard: Any) -> None:
    host = run("w.postMessage(1); w.terminate(); w.terminate();", "say('never');")
    assert heard(host) == []


def test_timers_of_a_thread_end_with_it(run: Run, heard: Any) -> None:
    host = run(
        "w.onMessage(() => w.terminate());",
        "setTimeout(() => say('never'), 3600_000); setInterval(() => say('never'), 10);"
        "worker.postMessage(1);",
    )
    assert heard(host) == []
    assert host.eval("Date.now()") < host.app.clock.epoch() + 1000


def test_a_thread_that_does_nothing_does_not_keep_the_run_going(run: Run, heard: Any) -> None:
    assert heard(run("say('end');")) == ["end"]


def test_calls_on_a_thread_that_has_ended(run: Run, heard: Any) -> None:
    host = run("w.terminate(); w.onMessage(say); w.onError(say); w.postMessage(1); say('fine');")
    assert heard(host) == ["fine"]
    assert host.errors == []


# -- inside a thread ------------------------------------------------------------------------------


def test_globals(run: Run, heard: Any) -> None:
    names = ["wx", "App", "Page", "Component", "getApp", "getCurrentPages", "window", "process"]
    there = ["worker", "console", "setTimeout", "setInterval", "Promise", "ArrayBuffer"]
    host = run(
        "",
        f"say({names}.filter((name) => name in globalThis));"
        f"say({there}.filter((name) => name in globalThis));"
        "say(Object.keys(worker).sort());"
        "say([typeof require, typeof module, typeof exports, worker.env.USER_DATA_PATH]);"
        "say([worker.createWorker, worker.getSetting].map((value) => typeof value));",
    )
    assert heard(host) == [
        [],
        there,
        ["env", "onMessage", "postMessage"],
        ["function", "object", "object", "http://usr"],
        ["undefined", "undefined"],
    ]
    assert host.errors == []


def test_words_of_the_framework_bring_nothing_of_it(run: Run, heard: Any) -> None:
    text = "say([typeof App, typeof Page, typeof wx]); try { App({}); } catch (e) { say(e.name); }"
    host = run("", text)
    assert heard(host) == [["undefined"] * 3, "ReferenceError"]


def test_globals_are_not_shared(run: Run, heard: Any) -> None:
    host = run(
        "globalThis.mine = 'page'; Array.prototype.mine = 1;"
        "w.onMessage((m) => say([m, globalThis.mine])); w.postMessage(1);",
        "worker.onMessage(() => { const found = [globalThis.mine, [].mine].map((v) => typeof v);"
        "globalThis.mine = 'thread'; worker.postMessage(found); });",
    )
    assert heard(host) == [[["undefined", "undefined"], "page"]]


def test_timers_and_promises(run: Run, heard: Any) -> None:
    host = run(
        "",
        """
        const id = setInterval(() => { say('interval'); clearInterval(id); }, 20);
        setTimeout((a) => say(a), 10, 'timeout');
        clearTimeout(setTimeout(() => say('never'), 5));
        Promise.resolve().then(() => say('microtask'));
        (async () => { await null; say('async'); })();
        say('top');
        """,
    )
    assert heard(host) == ["top", "microtask", "async", "timeout", "interval"]


def test_time_is_the_hosts(run: Run, heard: Any) -> None:
    host = run(
        "w.onMessage((m) => say(m - Date.now()));",
        "setTimeout(() => worker.postMessage(Date.now()), 60_000);",
    )
    assert heard(host) == [0]
    assert host.app.clock.now() == 60_000


# -- files ----------------------------------------------------------------------------------------

FILES = {
    "workers/lib/half.js": "exports.half = (n) => n / 2; exports.from = require('../data.json').n;",
    "workers/lib/index.js": "module.exports = 'index';",
    "workers/data.json": '{"n": 7}',
    "workers/esm.js": "import { half } from './lib/half'; export default half(8);",
    "workers/broken.js": "let a = ;",
    "workers/throws.js": "\nthrow new RangeError('mine');",
    "utils.js": "exports.secret = 1;",
    "miniprogram_npm/tool/index.js": "exports.tool = 1;",
}


@pytest.mark.parametrize(
    ("required", "said"),
    [
        ("require('./lib/half').half(8)", 4),
        ("require('lib/half.js').from", 7),
        ("require('./lib')", "index"),
        ("require('./data.json')", {"n": 7}),
        ("require('/workers/data.json').n", 7),
        ("require('./esm').default", 4),
        ("require('./lib/half') === require('/workers/lib/half.js')", True),
    ],
)
def test_require(run: Run, heard: Any, required: str, said: Any) -> None:
    assert heard(run("", f"say({required});", files=FILES)) == [said]


def test_a_thread_that_is_an_es_module(run: Run, heard: Any) -> None:
    text = "import answer from './esm'; import * as lib from './lib/half'; say([answer, lib.from]);"
    host = run("", text, files=FILES)
    assert heard(host) == [[4, 7]]


@pytest.mark.parametrize(
    ("specifier", "path"),
    [
        ("../utils", "utils.js"),
        ("/utils.js", "utils.js"),
        ("../app", "app.js"),
        ("tool", "miniprogram_npm/tool/index.js"),
    ],
)
def test_files_outside_of_the_folder(run: Run, heard: Any, specifier: str, path: str) -> None:
    text = f"try {{ require('{specifier}'); }} catch (e) {{ say(e.message); }}"
    said = f"module '{path}' is not defined, require args is '{specifier}'"
    assert heard(run("", text, files=FILES)) == [
        f"{said} (a worker has the files in workers alone)"
    ]


@pytest.mark.parametrize("specifier", ["./none", "../../etc/passwd", "none", "", "../none"])
def test_files_that_are_not_there(run: Run, heard: Any, specifier: str) -> None:
    text = f"try {{ require('{specifier}'); }} catch (e) {{ say(e.message.split(',')[0]); }}"
    (said,) = heard(run("", text, files=FILES))
    assert said.endswith("is not defined")


def test_modules_are_the_threads_own(run: Run, heard: Any) -> None:
    counter = "exports.n = 0; exports.count = () => ++exports.n;"
    host = run(
        "const c = require('../../workers/count'); c.count(); c.count();"
        "w.onMessage((m) => say([m, c.n])); w.postMessage(1);",
        "const c = require('./count'); worker.onMessage(() => worker.postMessage(c.count()));",
        files={"workers/count.js": counter},
    )
    assert heard(host) == [[1, 2]]


# -- errors ---------------------------------------------------------------------------------------


def test_the_console_of_a_thread(run: Run, said: Any) -> None:
    host = run("", "console.log('a', { b: 1 }); console.warn('c'); console.error(new Error('d'));")
    levels = [record.level for record in host.console]
    assert levels == ["log", "warn", "error"]
    lines = said(host)
    assert lines[:2] == ["a { b: 1 }", "c"]
    assert lines[2].startswith("Error: d\n")
    assert "workers/w.js:1" in lines[2]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("\n\nnull.x;", "TypeError: cannot read property 'x' of null", 3),
        ("\nsetTimeout(() => {\n  throw new RangeError('mine');\n}, 5);", "RangeError: mine", 3),
        ("worker.onMessage(() => {\n throw new Error('mine'); });", "Error: mine", 2),
        ("\nthrow 'text';", "text", None),
        ("\nrequire('./throws');", "RangeError: mine", 2),
        ("\nlet a = ;", "SyntaxError: ", 2),
    ],
)
def test_errors_of_a_thread(run: Run, text: str, message: str, line: int | None) -> None:
    host = run("w.postMessage(1);", text, files=FILES)
    (error,) = host.errors
    assert error.message.startswith(message)
    file = "workers/throws.js" if "throws" in text else "workers/w.js"
    if line is not None:
        assert error.where.startswith(f"{file}:{line}")


def test_errors_reach_the_program(run: Run, heard: Any) -> None:
    host = run(
        "w.onError((e) => say(e)); wx.onError(() => say('never'));",
        "\nsetTimeout(() => {\n  throw new RangeError('mine');\n}, 5);",
    )
    (told_of,) = heard(host)
    assert list(told_of) == ["error"]
    assert told_of["error"]["message"] == "mine"
    head, place = told_of["error"]["stack"].split("\n")[:2]
    assert head == "RangeError: mine"
    assert "workers/w.js:3" in place
    assert len(host.errors) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("null.x;", "cannot read property 'x' of null"),
        ("throw 'text';", "text"),
        ("throw { code: 1 };", '{"code":1}'),
        ("worker.onMessage(() => { throw new Error('mine'); });", "mine"),
        ("require('./broken');", "unexpected token in expression: ';'"),
        ("require('./none');", "module 'workers/none.js' is not defined"),
    ],
)
def test_each_error_reaches_the_program(run: Run, heard: Any, text: str, message: str) -> None:
    host = run("w.onError((e) => say(e.error.message)); w.postMessage(1);", text, files=FILES)
    (told_of,) = heard(host)
    assert told_of.startswith(message)


def test_a_thread_goes_on_after_an_error(run: Run, heard: Any) -> None:
    host = run(
        "w.onError(() => say('error')); w.onMessage(say); w.postMessage(0); w.postMessage(1);",
        "worker.onMessage((m) => { if (m === 0) throw new Error('x'); worker.postMessage(m); });",
    )
    assert heard(host) == ["error", 1]


def test_no_error_is_told_after_the_end(run: Run, heard: Any) -> None:
    host = run(
        "w.onError(() => { say('once'); w.terminate(); });",
        "for (const ms of [1, 1, 2]) setTimeout(() => { throw new Error('x'); }, ms);",
    )
    assert heard(host) == ["once"]


def test_rejections_of_a_thread(run: Run, heard: Any) -> None:
    host = run(
        "w.onError(() => say('never')); wx.onUnhandledRejection(() => say('never'));",
        "Promise.reject(new Error('mine')); say('top');",
    )
    assert heard(host) == ["top"]
    if host.tracks_rejections:
        assert [error.message for error in host.errors] == ["Uncaught (in promise) Error: mine"]


def test_errors_that_nobody_listens_to(run: Run) -> None:
    host = run("", "throw new Error('mine');")
    assert [error.message for error in host.errors] == ["Error: mine"]
