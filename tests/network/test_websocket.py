"""WebSocket over the real network: a server on this machine that behaves, and others that do
not.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import socket
import struct
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from aiohttp import WSMsgType, web

from jshost import Host
from jshost.errors import MessageLimit, RunTimeout
from jshost.network import websocket
from jshost.trace import EventRecord

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
Serve = Callable[[Reader, Writer], Awaitable[None]]

SAY = "const say = (v) => console.log(JSON.stringify(v));"
ALL = """
    task.onOpen((r) => say(['open']));
    const size = (data) => (typeof data === 'string' ? data.length : data.byteLength);
    task.onMessage((r) => say(['message', size(r.data)]));
    task.onError((r) => say(['error', r.errMsg.replace(/.*_msg:/, '')]));
    task.onClose((r) => say(['close', r.code, r.reason]));
"""
LOST = ["close", 1006, "abnormal closure"]
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


# -- servers --------------------------------------------------------------------------------------


async def echo(request: web.Request) -> web.WebSocketResponse:
    """Send everything back; close at "bye"."""
    line = web.WebSocketResponse(protocols=("v2",), compress=True, max_msg_size=0)
    await line.prepare(request)
    seen.append(request)
    async for message in line:
        if message.data == "bye":
            await line.close(code=4001, message="wär's".encode())
        elif message.data == "headers":
            await line.send_str(json.dumps({k.lower(): v for k, v in request.headers.items()}))
        elif message.type is WSMsgType.TEXT:
            await line.send_str(message.data)
        else:
            await line.send_bytes(message.data)
    ended.append(line.close_code)
    return line


seen: list[web.Request] = []
ended: list[int | None] = []


async def redirect(request: web.Request) -> web.Response:
    raise web.HTTPFound("/echo")


async def refuse(request: web.Request) -> web.Response:
    raise web.HTTPForbidden()


def frame(opcode: int, data: bytes, size: int | None = None) -> bytes:
    """Return a frame, which may say another size than it has."""
    size = len(data) if size is None else size
    head = bytes([0x80 | opcode])
    if size < 126:
        return head + bytes([size]) + data
    return head + b"\x7f" + struct.pack(">Q", size) + data


async def shake(reader: Reader, writer: Writer, more: str = "") -> None:
    """Take the request of a handshake and answer it."""
    request = (await reader.readuntil(b"\r\n\r\n")).decode()
    names = dict(line.lower().split(": ", 1) for line in request.split("\r\n")[1:-2])
    key = next(
        line for line in request.split("\r\n") if line.lower().startswith("sec-websocket-key")
    )
    digest = hashlib.sha1(key.split(": ")[1].encode() + _GUID).digest()
    assert names["upgrade"] == "websocket"
    writer.write(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\r\n" + more.encode() + b"\r\n"
    )
    await writer.drain()


def sends(*frames: bytes) -> Serve:
    """Return a server that sends frames and then waits."""

    async def serve(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        for one in frames:
            writer.write(one)
        await writer.drain()
        await reader.read()

    return serve


def answers(text: bytes) -> Serve:
    """Return a server that answers with some bytes, and hangs up."""

    async def serve(reader: Reader, writer: Writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(text)
        await writer.drain()

    return serve


async def silent(reader: Reader, writer: Writer) -> None:
    await reader.read()


async def hangs_up(reader: Reader, writer: Writer) -> None:
    await shake(reader, writer)


async def floods(reader: Reader, writer: Writer) -> None:
    await shake(reader, writer)
    flooded[:] = [0]
    while True:
        writer.write(frame(1, b"x" * 1000) * 100)
        await writer.drain()
        flooded[0] += 100


flooded: list[int] = []


async def wrong_key(reader: Reader, writer: Writer) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: AAAA\r\n\r\n"
    )
    await writer.drain()
    await reader.read()


async def wrong_protocol(reader: Reader, writer: Writer) -> None:
    await shake(reader, writer, "Sec-WebSocket-Protocol: other\r\n")
    await reader.read()


async def never_closes(reader: Reader, writer: Writer) -> None:
    await shake(reader, writer)
    while True:
        writer.write(frame(1, b"still here"))
        await writer.drain()
        await asyncio.sleep(0.02)


RAW: dict[str, Serve] = {
    "silent": silent,
    "hangs up": hangs_up,
    "floods": floods,
    "wrong key": wrong_key,
    "wrong protocol": wrong_protocol,
    "never closes": never_closes,
    "no answer": answers(b""),
    "garbage": answers(b"\0\xff garbage \r\n\r\n"),
    "200": answers(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "101 alone": answers(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"),
    "no UTF-8": sends(frame(1, b"\xff\xfe")),
    "bad opcode": sends(frame(3, b"")),
    "reserved bits": sends(b"\xf1\x01a"),
    "bad code": sends(frame(8, struct.pack(">H", 999))),
    "no UTF-8 as the reason": sends(frame(8, struct.pack(">H", 1000) + b"\xff")),
    "no code": sends(frame(8, b"")),
    "ping": sends(frame(9, b"p"), frame(1, b"after")),
    "claims to be huge": sends(frame(2, b"x" * 100_000, 1 << 62)),
    "is huge": sends(frame(2, b"x" * (websocket.MAX_MESSAGE + 1))),
    "is as large as may be": sends(frame(2, b"x" * websocket.MAX_MESSAGE), frame(8, b"")),
    "garbage frames": sends(bytes(range(256)) * 20),
}


def served(serve: Serve) -> Serve:
    """Return a server that closes its connections, whatever becomes of them."""

    async def whole(reader: Reader, writer: Writer) -> None:
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    return whole


class Servers:
    """The servers, on a thread of their own; each raw one has its own port."""

    def __init__(self) -> None:
        self.ports: dict[str, int] = {}
        self._started = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        assert self._started.wait(10)

    async def _serve(self) -> None:
        app = web.Application()
        app.router.add_get("/echo", echo)
        app.router.add_get("/redirect", redirect)
        app.router.add_get("/refuse", refuse)
        runner = web.AppRunner(app, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.ports[""] = runner.addresses[0][1]
        for name, serve in RAW.items():
            server = await asyncio.start_server(served(serve), "127.0.0.1", 0)
            self.ports[name] = server.sockets[0].getsockname()[1]
        self._started.set()
        await asyncio.Event().wait()

    def url(self, name: str = "", path: str = "echo", host: str = "127.0.0.1") -> str:
        return f"ws://{host}:{self.ports[name]}/{path}"


@pytest.fixture(scope="module")
def servers() -> Servers:
    return Servers()


@pytest.fixture
def talk(make_host: Callable[..., Host], servers: Servers) -> Callable[..., Host]:
    """Run a script with a socket named `task`; return the host."""

    def talk(
        script: str, *, url: str = "", options: str = "", timeout: float = 20, **settings: Any
    ) -> Host:
        host = make_host(**{"allow_net": ["127.0.0.1"], **settings})
        connect = f"const task = wx.connectSocket({{ url: '{url or servers.url()}', {options} }});"
        host.run_script(f"{SAY}{connect}{script}", "test.js", timeout=timeout)
        assert host.errors == []
        return host

    return talk


def soon(done: Callable[[], bool]) -> bool:
    """Whether something comes true on another thread, which the test has to wait for."""
    deadline = time.monotonic() + 5
    while not done() and time.monotonic() < deadline:
        time.sleep(0.01)
    return done()


def said(host: Host) -> list[Any]:
    return [json.loads(record.message) for record in host.console]


# -- a server that behaves ------------------------------------------------------------------------


@pytest.mark.parametrize("isolation", ["process", "none"])
@pytest.mark.parametrize("clock", ["virtual", "real"])
def test_echo(talk: Any, clock: str, isolation: str) -> None:
    host = talk(
        ALL + "task.onOpen(() => {"
        "  for (const data of ['häß', new ArrayBuffer(1000), 'bye']) task.send({ data });"
        "});",
        clock=clock,
        isolation=isolation,
    )
    assert said(host) == [["message", 3], ["message", 1000], ["close", 4001, "wär's"]]


def test_the_handshake(talk: Any) -> None:
    host = talk(
        "task.onOpen((r) => say(r.header['Sec-WebSocket-Protocol']));"
        "setTimeout(() => task.send({ data: 'headers' }), 50);"
        "task.onMessage((r) => { say(JSON.parse(r.data)); task.close(); });",
        options="protocols: ['v1', 'v2'], header: { 'X-A': 'ä', cookie: 'a=1', host: 'x',"
        " upgrade: 'x', 'sec-websocket-version': '1' }",
    )
    protocol, headers = said(host)
    assert protocol == "v2"
    wanted = {
        "x-a": "ä",
        "cookie": "a=1",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-protocol": "v1,v2",
        "referer": "https://servicewechat.com/touristappid/devtools/page-frame.html",
    }
    assert {name: headers[name] for name in wanted} == wanted
    assert headers["host"].startswith("127.0.0.1:")
    assert headers["user-agent"].startswith("Mozilla/5.0")
    assert "sec-websocket-extensions" not in headers


def test_compression(talk: Any) -> None:
    host = talk(
        "task.onOpen((r) => { say(r.header['Sec-WebSocket-Extensions']);"
        " task.send({ data: 'x'.repeat(1e6) }); });"
        "task.onMessage((r) => { say(r.data.length); task.close(); });",
        options="perMessageDeflate: true",
    )
    assert said(host) == ["permessage-deflate", 1_000_000]


@pytest.mark.parametrize("no_delay", ["true", "false"])
def test_no_delay(talk: Any, monkeypatch: pytest.MonkeyPatch, no_delay: str) -> None:
    options: list[Any] = []
    connect = websocket.WebSocketLine._connect

    async def spy(self: Any, session: Any) -> Any:
        line = await connect(self, session)
        tcp = line.get_extra_info("socket")
        options.append(bool(tcp.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        return line

    monkeypatch.setattr(websocket.WebSocketLine, "_connect", spy)
    talk("task.onOpen(() => task.close())", options=f"tcpNoDelay: {no_delay}")
    assert options == [no_delay == "true"]


def test_the_program_closes(talk: Any) -> None:
    ended.clear()
    host = talk(ALL + "task.onOpen(() => task.close({ code: 3001, reason: 'x' }));")
    assert said(host) == [
        ["close", 1000, "normal closure"]
    ]  # the code that the server answers with
    assert soon(lambda: ended == [3001])


def test_an_open_socket_holds_the_run(talk: Any) -> None:
    with pytest.raises(RunTimeout):
        talk("", timeout=0.5)


def test_timers_run_in_real_time_beside_it(talk: Any) -> None:
    start = time.monotonic()
    host = talk(
        "task.onOpen(() => setTimeout(() => task.close(), 300)); task.onClose(() => say(1));"
    )
    assert said(host) == [1]
    assert 0.25 < time.monotonic() - start < 5


def test_several_at_once(talk: Any, servers: Servers) -> None:
    host = talk(
        f"const more = [1, 2, 3, 4].map(() => wx.connectSocket({{ url: '{servers.url()}' }}));"
        "[task, ...more].forEach((t, i) => { t.onOpen(() => t.send({ data: 'x'.repeat(i) }));"
        " t.onMessage((r) => { say(r.data.length); t.close(); }); });"
    )
    assert sorted(said(host)) == [0, 1, 2, 3, 4]


def test_closing_before_it_is_open(talk: Any) -> None:
    assert said(talk(ALL + "task.close();")) == [LOST]


def test_the_end_of_the_host_ends_its_sockets(
    make_host: Callable[..., Host], servers: Servers
) -> None:
    ended.clear()
    with Host(allow_net=["127.0.0.1"], clock="virtual") as host:
        host.load(
            f"wx.connectSocket({{ url: '{servers.url()}' }}).onOpen(() => console.log(1))", "t.js"
        )
        host.run_until(lambda: bool(host.console))
    assert soon(lambda: ended == [1001])


def test_a_reset_ends_its_sockets(make_host: Callable[..., Host], servers: Servers) -> None:
    host = make_host(allow_net=["127.0.0.1"])
    script = f"wx.connectSocket({{ url: '{servers.url()}' }}).onOpen(() => console.log(1))"
    for _ in range(2):
        host.load(script, "t.js")
        host.run_until(lambda: bool(host.console))
        host.reset()
        assert host.network.sockets.living == []


# -- what may be reached --------------------------------------------------------------------------


@pytest.mark.parametrize("allow", [[], ["localhost"], ["127.0.0.2"], ["127.0.0.1:1"]])
def test_what_is_not_allowed(
    make_host: Callable[..., Host], servers: Servers, allow: list[str]
) -> None:
    seen.clear()
    host = make_host(allow_net=allow)
    host.run_script(
        f"{SAY}wx.connectSocket({{ url: '{servers.url()}', fail: (r) => say(r.errMsg) }})", "t.js"
    )
    assert said(host) == ["connectSocket:fail url not in domain list"]
    assert seen == []


def test_localhost(talk: Any, servers: Servers) -> None:
    host = talk(
        ALL + "task.onOpen(() => task.close())",
        url=servers.url(host="localhost"),
        allow_net=["localhost"],
    )
    assert said(host) == [["close", 1000, "normal closure"]]


def test_redirects_are_not_followed(talk: Any, servers: Servers) -> None:
    seen.clear()
    host = talk(ALL, url=servers.url(path="redirect"))
    assert said(host) == [["error", "Invalid HTTP status."], LOST]
    assert seen == []
    (told,) = [r.detail for r in host.trace.of(EventRecord) if r.name == "connectSocket"]
    assert told == {"failed": "refused", "detail": "a redirect: 302"}


def test_nobody_listens(talk: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = talk(ALL, url=f"ws://127.0.0.1:{free.getsockname()[1]}/")
    assert said(host) == [["error", "Underlying Transport Error."], LOST]


# -- servers that do not behave -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("no answer", "Underlying Transport Error."),
        ("garbage", "Generic http parse error."),
        ("200", "Invalid HTTP status."),
        ("101 alone", "Generic http parse error."),
        ("wrong key", "Generic http parse error."),
        ("wrong protocol", "Generic http parse error."),
    ],
)
def test_handshakes_that_are_none(talk: Any, servers: Servers, name: str, text: str) -> None:
    assert said(talk(ALL, url=servers.url(name))) == [["error", text], LOST]


def test_a_refused_handshake(talk: Any, servers: Servers) -> None:
    host = talk(ALL, url=servers.url(path="refuse"))
    assert said(host) == [["error", "Invalid HTTP status."], LOST]


def test_a_slow_handshake(talk: Any, servers: Servers) -> None:
    start = time.monotonic()
    host = talk(ALL, url=servers.url("silent"), options="timeout: 300")
    assert said(host) == [["error", "Timer Expired."], LOST]
    assert 0.25 < time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("hangs up", [LOST]),
        ("no UTF-8", [["close", 1007]]),
        ("bad opcode", [["close", 1002]]),
        ("reserved bits", [["close", 1002]]),
        ("bad code", [["close", 1002]]),
        ("no UTF-8 as the reason", [["close", 1007]]),
        ("no code", [["close", 1005]]),
        ("claims to be huge", [["close", 1009]]),
        ("is huge", [["close", 1009]]),
        ("is as large as may be", [["message", websocket.MAX_MESSAGE], ["close", 1005]]),
        ("garbage frames", [["close", 1002]]),
    ],
)
def test_bad_frames(talk: Any, servers: Servers, name: str, heard: list[list[Any]]) -> None:
    found = said(talk(ALL, url=servers.url(name)))
    assert found[0] == ["open"]
    assert [entry[: len(wanted)] for entry, wanted in zip(found[1:], heard, strict=True)] == heard


def test_pings(talk: Any, servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "CLOSING_SECONDS", 0.1)
    host = talk(
        ALL + "task.onMessage((r) => { say(r.data); task.close(); });", url=servers.url("ping")
    )
    assert said(host)[1] == "after"


def test_a_server_that_never_closes(
    talk: Any, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "CLOSING_SECONDS", 0.3)
    host = talk(ALL + "task.onMessage(() => task.close());", url=servers.url("never closes"))
    assert said(host) == [["open"], LOST]


def test_a_flood_waits_in_the_server(make_host: Callable[..., Host], servers: Servers) -> None:
    host = make_host(allow_net=["127.0.0.1"])
    host.load(
        f"const task = wx.connectSocket({{ url: '{servers.url('floods')}' }});"
        "let n = 0; task.onMessage(() => { if (++n === 200) console.log(n); });",
        "t.js",
    )
    host.run_until(lambda: bool(host.console))
    time.sleep(0.5)
    stopped = flooded[0]
    time.sleep(0.3)
    assert flooded[0] == stopped < 50_000


def test_a_flood_comes_to_an_end(
    talk: Any, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jshost.bridge.MAX_KEPT", 1_000_000)
    with pytest.raises(MessageLimit):
        talk(ALL, url=servers.url("floods"))
