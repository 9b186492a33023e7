"""WebSocket: what a program sees of its sockets, with servers that fixtures and tests play."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.trace import EventRecord
from jshost.world.scenario import load
from jshost.world.sockets import Connection, Server

from .calls import SAY

URL = "wss://chat.test/room"
CONNECT = f"const task = wx.connectSocket({{ url: '{URL}' }});"
ALL = """
    task.onOpen((r) => say(['open', r, task.readyState]));
    const shown = (data) => (typeof data === 'string' ? data : [...new Uint8Array(data)]);
    task.onMessage((r) => say(['message', shown(r.data)]));
    task.onError((r) => say(['error', r.errMsg, r.errCode, task.readyState]));
    task.onClose((r) => say(['close', r.code, r.reason, task.readyState]));
"""
GLOBALS = """
    wx.onSocketOpen((r) => say(['wx open', r]));
    wx.onSocketMessage((r) => say(['wx message', r.data]));
    wx.onSocketError((r) => say(['wx error', r.errMsg]));
    wx.onSocketClose((r) => say(['wx close', r.code, r.reason]));
"""
LOST = ["close", 1006, "abnormal closure", 3]


@pytest.fixture
def run(make_host: Any, heard: Any) -> Any:
    """Run a script against servers, by their settings; return what it said."""

    def run(script: str, *sockets: dict[str, Any], **settings: Any) -> list[Any]:
        host = make_host(**settings)
        for socket in sockets or ({},):
            host.network.sockets.serve(**{"url": URL, **socket})
        host.run_script(SAY + script, "test.js", timeout=30)
        assert host.errors == []
        return heard(host)

    return run


def start(host: Host, script: str) -> None:
    """Run a script up to its end, and no further."""
    assert host.load(SAY + script, "test.js")


# -- a connection ---------------------------------------------------------------------------------


def test_states(run: Any) -> None:
    said = run(
        f"{CONNECT} say([task.readyState, task.CONNECTING, task.OPEN, task.CLOSING, task.CLOSED]);"
        f"{ALL} task.onOpen(() => {{ say(task.readyState); task.close(); say(task.readyState); }});"
    )
    assert said == [[0, 0, 1, 2, 3], 1, 2, ["close", 1000, "normal closure", 3]]


def test_what_the_server_sends(run: Any) -> None:
    messages = [{"text": "a", "delay": 10}, {"json": {"b": [1, "ä"]}}, {"base64": "AAEC/w=="}]
    close = {"code": 4002, "reason": "done", "delay": 5}
    said = run(f"{CONNECT}{ALL}", {"messages": messages, "close": close, "headers": {"X-A": "b"}})
    assert said == [
        ["open", {"header": {"X-A": "b"}}, 1],
        ["message", "a"],
        ["message", '{"b":[1,"ä"]}'],
        ["message", [0, 1, 2, 255]],
        ["close", 4002, "done", 3],
    ]


def test_what_the_server_replies(run: Any) -> None:
    replies = [
        {"to": "ping", "text": "pong"},
        {"to": "say *", "json": 1, "delay": 20},
        {"to": "bye", "close": {"code": 1001}},
    ]
    said = run(
        f"{CONNECT}{ALL} task.onOpen(() => {{"
        "  for (const data of ['say x', 'ping', 'other']) task.send({ data });"
        "});"
        "setTimeout(() => task.send({ data: 'bye' }), 50);",
        {"replies": replies, "echo": True},
    )
    assert said == [
        ["message", "pong"],
        ["message", "other"],
        ["message", "1"],
        ["close", 1001, "", 3],
    ]


def test_time_is_the_runs(make_host: Any, heard: Any) -> None:
    host = make_host()
    host.network.sockets.serve(URL, delay=200, messages=[{"text": "a", "delay": 3_600_000}])
    start(
        host, f"const start = Date.now(); {CONNECT} task.onMessage(() => say(Date.now() - start));"
    )
    host.run_until_idle(timeout=5)
    assert heard(host) == [3_600_200]


def test_a_test_plays_the_server(make_host: Any, heard: Any) -> None:
    def answer(connection: Connection, message: str | bytes) -> None:
        connection.send(f"{message!r}, you say")

    host = make_host()
    server = host.network.sockets.serve("wss://chat.test/*", answer, protocol="v2")
    start(
        host,
        f"const task = wx.connectSocket({{ url: '{URL}?id=1', protocols: ['v1', 'v2'],"
        f" header: {{ 'X-A': 1, referer: 'x', 'Sec-WebSocket-Key': 'x', Host: 'x' }} }});"
        f"{ALL} globalThis.task = task;",
    )
    host.settle()
    (connection,) = server.connections
    assert connection.asked.url == f"{URL}?id=1"
    headers = dict(connection.asked.headers)
    assert headers["X-A"] == "1"
    assert headers["Referer"].startswith("https://servicewechat.com/")
    assert not {"Host", "Sec-WebSocket-Key"} & headers.keys()
    assert connection.is_open
    host.eval("task.send({ data: 'hi' }); task.send({ data: new Uint8Array([1, 2]).buffer })")
    host.settle()
    assert connection.received == ["hi", b"\x01\x02"]
    connection.send(b"\0", delay=1000)
    connection.close(4000, "enough", delay=2000)
    host.advance(5000)
    assert heard(host)[1:] == [
        ["message", "'hi', you say"],
        ["message", "b'\\x01\\x02', you say"],
        ["message", [0]],
        ["close", 4000, "enough", 3],
    ]
    assert (connection.is_open, connection.ended) == (False, (4000, "enough"))
    with pytest.raises(InputError, match="not open"):
        connection.send("late")


def test_a_server_sees_how_the_program_closes(make_host: Any) -> None:
    host = make_host()
    server = host.network.sockets.serve(URL)
    start(host, f"{CONNECT} task.onOpen(() => task.close({{ code: 3001, reason: 'ä' }}))")
    host.run_until_idle()
    assert server.connections[0].ended == (3001, "ä")


def test_a_lost_connection(make_host: Any, heard: Any) -> None:
    host = make_host()
    server = host.network.sockets.serve(URL)
    start(host, f"{CONNECT}{ALL}")
    host.settle()
    server.connections[0].lose()
    host.settle()
    assert heard(host)[1:] == [LOST]


def test_messages_under_way_when_it_ends_are_lost(run: Any) -> None:
    script = f"{CONNECT}{ALL} task.onOpen(() => {{ task.send({{ data: 'a' }}); task.close(); }});"
    assert run(script, {"echo": True}) == [["close", 1000, "normal closure", 3]]


def test_nothing_is_due_any_more_when_it_has_ended(make_host: Any) -> None:
    host = make_host()
    host.network.sockets.serve(URL, messages=[{"text": "a", "delay": 1e9}], close={"delay": 1e9})
    start(host, f"{CONNECT} task.onOpen(() => task.close())")
    host.run_until_idle()
    assert host.app.clock.now() < 1000


# -- connections that do not come about -----------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "text"),
    [
        ("unreachable", "open fail: _code:2,_msg:Underlying Transport Error."),
        ("refused", "open fail: _code:20,_msg:Invalid HTTP status."),
        ("timeout", "open fail: _code:9,_msg:Timer Expired."),
        ("broken", "open fail: _code:24,_msg:Generic http parse error."),
    ],
)
def test_failures(run: Any, failure: str, text: str) -> None:
    said = run(
        f"wx.connectSocket({{ url: '{URL}', success: (r) => say(r) }}); {CONNECT}{ALL}",
        {"failure": failure},
    )
    assert said == [{"errMsg": "connectSocket:ok"}, ["error", text, 1004, 3], LOST]


@pytest.mark.parametrize(
    ("timeout", "at"), [("", 60_000), ("timeout: 500,", 500), ("timeout: 1e9,", 60_000)]
)
def test_timeout(make_host: Any, heard: Any, timeout: str, at: int) -> None:
    host = make_host()
    host.network.sockets.serve(URL, delay=70_000)
    start(
        host,
        f"const start = Date.now(); wx.connectSocket({{ {timeout} url: '{URL}' }})"
        ".onError((r) => say(Date.now() - start))",
    )
    host.run_until_idle()
    assert heard(host) == [at]


def test_timeout_of_app_json(make_host: Any, tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text('{"pages": ["a"], "networkTimeout": {"connectSocket": 700}}')
    (tmp_path / "app.js").write_text(
        f"App({{ onLaunch() {{ const start = Date.now(); wx.connectSocket({{ url: '{URL}' }})"
        ".onError(() => console.log(Date.now() - start)); } })"
    )
    (tmp_path / "a.js").write_text("Page({})")
    host = make_host(project=tmp_path)
    host.network.sockets.serve(URL, failure="timeout")
    host.run()
    host.run_until_idle()
    assert [record.message for record in host.console] == ["700"]


def test_a_protocol_that_was_not_asked_for(run: Any) -> None:
    assert run(f"{CONNECT}{ALL}", {"protocol": "v2"})[0][0] == "error"


WRONG = "fail parameter error: parameter."
FAILS = "fail: (r) => say(r)"


@pytest.mark.parametrize(
    "url",
    [
        "", "chat.test", "//chat.test", "http://chat.test/", "wss:chat.test", "wss://",
        "wss:///room", "wss://user@chat.test/", "wss://a:b@chat.test/", "wss://chat.test:0/",
        "wss://chat.test:99999/", "wss://chat.test:x/", "wss://chat.test/ x", "wss://chat.test/#a",
        "wss://chat.test\\\\@evil.test/", "wss://chat.test/\\r\\nX: y", "wss://[::1/", "javascript://chat.test",
    ],
)  # fmt: skip
def test_bad_urls(run: Any, url: str) -> None:
    (said,) = run(f"wx.connectSocket({{ url: '{url}', {FAILS} }});", {"url": "*"})
    assert said["errMsg"].startswith('connectSocket:fail invalid url "')
    assert said["errno"] == 600009


def test_a_host_that_is_not_allowed(run: Any) -> None:
    script = (
        f"{GLOBALS} const task = wx.connectSocket({{ url: 'wss://no.test/', {FAILS} }});"
        "task.onError((r) => say(['error', r.errMsg]));"
    )
    text = "fail url not in domain list: no fixture fits WebSocket wss://no.test/"
    assert run(script) == [
        ["error", f"createSocketTask:{text}"],
        ["wx error", f"createSocketTask:{text}"],
        {"errMsg": f"connectSocket:{text}", "errno": 600002},
    ]


def test_without_fixtures_the_text_is_the_platforms(make_host: Any) -> None:
    host = make_host(base_library="2.20.0")
    host.run_script(
        f"wx.connectSocket({{ url: '{URL}', fail: (r) => console.log(JSON.stringify(r)) }})", "t.js"
    )
    assert [r.message for r in host.console] == [
        '{"errMsg":"connectSocket:fail url not in domain list"}'
    ]
    (told,) = [r for r in host.trace.of(EventRecord) if r.name == "requestRefused"]
    why = "no host is allowed (--allow-net)"
    assert told.detail == {"request": f"WebSocket {URL}", "why": why}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("header: { 'a b': 'c' }", 'fail invalid header "a b"'),
        ("header: { a: 'b\\r\\nc: d' }", 'fail invalid header "a"'),
        ("header: { a: '\\0' }", 'fail invalid header "a"'),
        ("header: { '': 'c' }", 'fail invalid header ""'),
        ("protocols: ['a b']", "fail invalid protocol a b"),
        ("protocols: ['a\\r\\nb']", "fail invalid protocol a\r\nb"),
        ("protocols: ['']", "fail invalid protocol "),
        ("protocols: ['a', 'a']", "fail invalid protocol a"),
        ("protocols: [1]", f"{WRONG}protocols[0] should be String instead of Number;"),
        ("timeout: 'x'", f"{WRONG}timeout should be Number instead of String;"),
    ],
)  # fmt: skip
def test_bad_options(run: Any, options: str, text: str) -> None:
    (said,) = run(f"wx.connectSocket({{ url: '{URL}', {options}, {FAILS} }});")
    assert said["errMsg"].removeprefix("connectSocket:") in (text, text.removeprefix("fail "))


def test_hostile_options(run: Any) -> None:
    said = run(
        f"wx.connectSocket({{ url: 'wss://' + 'x'.repeat(1e6), {FAILS} }});"
        "const protocols = Array.from({ length: 1000 }, (_, i) => 'p' + i);"
        "const header = Object.fromEntries(protocols.map((name) => [name, '']));"
        f"wx.connectSocket({{ url: '{URL}', protocols, {FAILS} }});"
        f"wx.connectSocket({{ url: '{URL}', header, {FAILS} }});"
    )
    assert [len(r["errMsg"]) < 400 and r["errno"] for r in said] == [600009, 600005, 600005]


# -- how many there may be ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("library", "most"), [("1.7.0", 2), ("2.3.0", 2), ("2.4.0", 5), ("3.0.0", 5)]
)
def test_how_many_there_may_be(run: Any, library: str, most: int) -> None:
    said = run(
        f"{GLOBALS} const all = []; for (let i = 0; i <= {most}; i++)"
        f" all.push(wx.connectSocket({{ url: '{URL}', {FAILS} }}));"
        f"setTimeout(() => {{ say(all.map((t) => t.readyState)); all[1].close(); }}, 10);"
        f"setTimeout(() => say(wx.connectSocket({{ url: '{URL}', {FAILS} }}).readyState), 20);",
        base_library=library,
    )
    failed = [entry for entry in said if isinstance(entry, dict)]
    assert len(failed) == 1
    assert failed[0]["errMsg"].startswith("connectSocket:fail wcwss taskID=")
    assert failed[0]["errMsg"].endswith(" exceed max concurrent count")
    assert failed[0].get("errno") == (600007 if library == "3.0.0" else None)
    assert said[-2:] == [[1] * most + [3], 0]


def test_one_at_a_time_in_old_libraries(run: Any) -> None:
    script = f"""
        {GLOBALS}
        say(typeof wx.connectSocket({{ url: '{URL}' }}));
        setTimeout(() => wx.connectSocket({{ url: '{URL}' }}), 10);
        setTimeout(() => wx.sendSocketMessage({{ data: 'a' }}), 20);
    """
    assert run(script, {"echo": True}, base_library="1.6.0") == [
        "undefined",
        ["wx open", {}],
        ["wx close", 1000, "normal closure"],
        ["wx open", {}],
        ["wx message", "a"],
    ]


# -- the older calls ------------------------------------------------------------------------------


def test_older_calls_are_about_the_oldest(run: Any) -> None:
    script = f"""
        {GLOBALS}
        const first = wx.connectSocket({{ url: 'wss://a.test/' }});
        const second = wx.connectSocket({{ url: 'wss://b.test/' }});
        second.onMessage((r) => say(['second', r.data]));
        setTimeout(() => second.send({{ data: 'x' }}), 5);
        setTimeout(() => wx.sendSocketMessage({{ data: 'y' }}), 10);
        setTimeout(() => wx.closeSocket({{ code: 3000, reason: 'z', success: (r) => say(r) }}), 20);
        setTimeout(() => wx.sendSocketMessage({{ data: 'w' }}), 30);
    """
    servers = ({"url": "wss://a.test/", "echo": True}, {"url": "wss://b.test/", "echo": True})
    assert run(script, *servers) == [
        ["wx open", {"header": {}}],
        ["second", "x"],
        ["wx message", "y"],
        {"errMsg": "closeSocket:ok"},
        ["wx close", 3000, "z"],
        ["second", "w"],
        ["wx message", "w"],
    ]


@pytest.mark.parametrize("api", ["sendSocketMessage", "closeSocket"])
def test_older_calls_need_an_open_socket(run: Any, api: str) -> None:
    call = f"wx.{api}({{ data: 'a', {FAILS} }});"
    failed = {"errMsg": f"{api}:fail WebSocket is not connected"}
    assert run(call) == [failed]
    assert run(f"{CONNECT} {call} setTimeout(() => say(task.readyState), 10);") == [failed, 1]
    assert run(
        f"{CONNECT} task.onClose(() => {{ {call} }}); setTimeout(() => task.close(), 5);"
    ) == [failed]


# -- sending and closing --------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["send", "close"])
def test_what_is_not_open(run: Any, method: str) -> None:
    call = f"task.{method}({{ data: 'a', {FAILS} }});"
    failed = {"errMsg": f"SocketTask.{method}:fail SocketTask.readyState is not OPEN"}
    assert run(
        f"{CONNECT} task.onClose(() => {{ {call} }}); setTimeout(() => task.close(), 5);"
    ) == [failed]
    assert run(f"{CONNECT} setTimeout(() => {{ task.close(); {call} }}, 5);") == [failed]
    script = f"const task = wx.connectSocket({{ url: 'wss://no.test/' }}); {call}"
    assert run(script) == [failed]


def test_sending_too_early(run: Any) -> None:
    assert run(f"{CONNECT} task.send({{ data: 'a', {FAILS} }});") == [
        {"errMsg": "SocketTask.send:fail SocketTask.readyState is not OPEN"}
    ]


def test_closing_early(run: Any) -> None:
    assert run(f"{CONNECT}{ALL} task.close({{ success: (r) => say(r) }});") == [
        LOST,
        {"errMsg": "SocketTask.close:ok"},
    ]


@pytest.mark.parametrize(
    ("data", "type_name"),
    [
        ("5", "Number"),
        ("{}", "Object"),
        ("[1]", "Array"),
        ("null", "Null"),
        ("new Date()", "Date"),
        ("() => 1", "Function"),
    ],
)
def test_what_cannot_be_sent(run: Any, data: str, type_name: str) -> None:
    text = (
        f"fail parameter error: parameter.data should be String/ArrayBuffer instead of {type_name};"
    )
    assert run(
        f"{CONNECT} task.onOpen(() => {{ task.send({{ data: {data}, {FAILS} }});"
        f" wx.sendSocketMessage({{ data: {data}, {FAILS} }}); }});"
    ) == [{"errMsg": f"SocketTask.send:{text}"}, {"errMsg": f"sendSocketMessage:{text}"}]


def test_what_can_be_sent(make_host: Any) -> None:
    host = make_host()
    server: Server = host.network.sockets.serve(URL)
    start(
        host,
        f"{CONNECT} task.onOpen(() => ['', '\\ud83d\\ude00', '\\ud83d!', new ArrayBuffer(0),"
        " new Uint16Array([258])].forEach((data) => task.send({ data })))",
    )
    host.run_until_idle()
    assert server.connections[0].received == ["", "😀", "\ufffd!", b"", b"\x02\x01"]


@pytest.mark.parametrize(
    "code", ["0", "999", "1001", "1006", "2999", "5000", "-1", "3000.5", "1e300"]
)
@pytest.mark.parametrize("call", ["task.close", "wx.closeSocket"])
def test_codes_that_programs_may_not_close_with(run: Any, call: str, code: str) -> None:
    said = run(
        f"{CONNECT} task.onOpen(() => {call}({{ code: {code}, {FAILS} }}));"
        "setTimeout(() => say(task.readyState), 10);"
    )
    assert "The code must be either 1000, or between 3000 and 4999." in said[0]["errMsg"]
    assert said[1] == 1


def test_reasons_are_short(run: Any) -> None:
    script = (
        CONNECT
        + "const reason = 'ä'.repeat(%d);"
        + "task.onOpen(() => task.close({ reason, complete: (r) => say(r) }));"
    )
    assert run(script % 61) == [{"errMsg": "SocketTask.close:ok"}]
    (said,) = run(script % 62)
    assert "must not be greater than 123 bytes" in said["errMsg"]


# -- leaving the program --------------------------------------------------------------------------


def test_a_program_that_has_left_is_interrupted(make_host: Any, tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text('{"pages": ["a"]}')
    (tmp_path / "app.js").write_text(
        f"""
        const url = '{URL}';
        const fail = (r) => console.log(r.errMsg);
        App({{
          onLaunch() {{
            wx.connectSocket({{ url }}).onClose((r) => console.log(r.code, r.reason));
          }},
          onHide() {{ setTimeout(() => wx.connectSocket({{ url, fail }}), 7000); }},
        }});
        """
    )
    (tmp_path / "a.js").write_text("Page({})")
    host = make_host(project=tmp_path)
    host.network.sockets.serve(URL)
    host.run()
    host.background()
    host.advance(8000)
    assert [record.message for record in host.console] == [
        "1000 interrupted",
        "connectSocket:fail interrupted",
    ]


# -- scenarios ------------------------------------------------------------------------------------


def test_a_scenario(make_host: Any, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(
        f"""
        [[network.sockets]]
        url = "{URL}"
        replies = [{{ to = "*", text = "pong" }}]
        """
    )
    host = make_host(scenario=load(tmp_path / "s.toml"))
    host.run_script(
        f"{CONNECT} task.onOpen(() => task.send({{ data: new ArrayBuffer(1) }}));"
        "task.onMessage((r) => console.log(r.data));",
        "t.js",
    )
    assert [record.message for record in host.console] == ["pong"]


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"url": "https://a.test"}, "should be a URL that begins with wss://"),
        ({"failure": "no"}, "should be one of unreachable, refused, timeout, broken"),
        ({"failure": "refused", "echo": True}, "a server with a failure has no echo"),
        ({"messages": [{}]}, "a message has one of text, json, base64; this one has none"),
        ({"messages": [{"text": "a", "base64": ""}]}, "this one has text and base64"),
        ({"replies": [{"to": "a"}]}, "this one has none"),
        ({"close": {"code": 999}}, "999 should be a code from 1000 to 4999"),
        ({"close": {"reason": "x" * 124}}, "a reason has 123 at most"),
        ({"protocol": "a b"}, "is no name of a header"),
        ({"delay": -1}, "0 or more"),
        ({"ech": True}, "unknown key ech; did you mean echo?"),
    ],
)
def test_bad_servers(make_host: Any, settings: dict[str, Any], fault: str) -> None:
    host: Host = make_host()
    with pytest.raises(InputError, match=fault):
        host.network.sockets.serve(**{"url": URL, **settings})


def test_people_are_told_what_is_not_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(f"wx.connectSocket({{ url: '{URL}' }})")
    command = [sys.executable, "-m", "jshost", "run", "--ephemeral", str(tmp_path / "a.js")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # Another note may say that guests are not isolated.
    said = done.stderr.splitlines()[-1]
    assert said == f"jshost: note: WebSocket {URL} failed: no host is allowed (--allow-net)"
