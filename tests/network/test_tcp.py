"""TCP sockets, with servers on this machine."""

from __future__ import annotations

import asyncio
import json
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from jshost import Host
from jshost.errors import RunTimeout

SAY = "const say = (v) => console.log(JSON.stringify(v));"
ALL = """
    const tcp = wx.createTCPSocket(OPTION);
    const text = (buffer) => String.fromCharCode(...new Uint8Array(buffer));
    tcp.onConnect((r) => say(['connect', r]));
    tcp.onMessage((r) => say(['message', text(r.message), r.localInfo, r.remoteInfo]));
    tcp.onError((r) => say(['error', r]));
    tcp.onClose((r) => say(['close', r]));
"""
CLOSED = ["close", {}]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[socket.socket], None]], int]]:
    """Start a server that does something with each connection; return its port."""
    servers = []

    def start(handle: Callable[[socket.socket], None]) -> int:
        def safely(connection: socket.socket, *rest: Any) -> None:
            connection.settimeout(10)
            with suppress(OSError):
                handle(connection)

        server = _Server(("127.0.0.1", 0), safely)
        while server.server_address[1] in range(8000, 8101):  # where no program may connect to
            server.server_close()
            server = _Server(("127.0.0.1", 0), safely)
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        servers.append(server)
        return int(server.server_address[1])

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def talk(make_host: Callable[..., Host]) -> Callable[..., list[Any]]:
    """Run a script with a socket named `tcp`; return what it said."""

    def talk(script: str, option: str = "", timeout: float = 20, **settings: Any) -> list[Any]:
        host = make_host(**{"allow_net": ["127.0.0.1"], **settings})
        host.run_script(SAY + ALL.replace("OPTION", option) + script, "test.js", timeout=timeout)
        assert host.errors == []
        return [json.loads(record.message) for record in host.console]

    return talk


def echo(connection: socket.socket) -> None:
    while data := connection.recv(65536):
        connection.sendall(data)


def connect(port: int, address: str = "127.0.0.1", more: str = "") -> str:
    return f"tcp.connect({{ address: '{address}', port: {port}, {more} }});"


def error(method: str, text: str, code: int) -> list[Any]:
    return ["error", {"errMsg": f"TCPSocket.{method}:{text}", "errCode": code}]


def test_echo(talk: Any, serve: Any) -> None:
    port = serve(echo)
    said = talk(
        connect(port) + "tcp.onConnect((r) => { tcp.write('h\\u00e4'); });"
        "tcp.onMessage((r) => { if (r.message.byteLength === 3)"
        " tcp.write(new Uint8Array([65, 66]).buffer); else tcp.close(); });"
    )
    (_, ends), first, second, closed = said
    assert ends["remoteInfo"] == {"address": "127.0.0.1", "family": "IPv4", "port": port}
    assert first == ["message", "h\xc3\xa4", ends["localInfo"], ends["remoteInfo"]]
    assert second[1] == "AB"
    assert closed == CLOSED


def test_what_is_written_arrives_before_it_is_closed(talk: Any, serve: Any) -> None:
    received = bytearray()
    done = threading.Event()

    def take(connection: socket.socket) -> None:
        while data := connection.recv(65536):
            received.extend(data)
        done.set()

    script = "tcp.onConnect(() => { tcp.write('x'.repeat(1e6)); tcp.write('y'); tcp.close(); });"
    assert talk(connect(serve(take)) + script)[-1] == CLOSED
    assert done.wait(5)
    assert len(received) == 1_000_001


def test_the_server_closes(talk: Any, serve: Any) -> None:
    said = talk(connect(serve(lambda connection: connection.sendall(b"bye"))))
    assert [entry[:2] for entry in said[1:]] == [["message", "bye"], CLOSED]


def test_an_open_socket_holds_the_run(talk: Any, serve: Any) -> None:
    with pytest.raises(RunTimeout):
        talk(connect(serve(echo)), timeout=0.5)


def test_nobody_listens(talk: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        said = talk(connect(free.getsockname()[1]))
    assert said[0][1]["errCode"] == -2
    assert said[0][1]["errMsg"].startswith("TCPSocket.connect:fail connect socket fail: errno:")
    assert said[1:] == [CLOSED]


@pytest.mark.parametrize("allow", [[], ["localhost"], ["127.0.0.2"], ["127.0.0.1:1"]])
@pytest.mark.parametrize("address", ["127.0.0.1", "", "a b", "10.0.0.1", "::1", "169.254.169.254"])
def test_what_is_not_allowed(talk: Any, serve: Any, allow: list[str], address: str) -> None:
    seen: list[Any] = []
    port = serve(seen.append)
    assert talk(connect(port, address), allow_net=allow) == [
        error("connect", "fail invalid address", -4)
    ]
    assert seen == []


def test_a_name_whose_address_is_not_allowed(
    talk: Any, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *given, **more: [(0, 0, 0, "", ("127.0.0.1", 0))]
    )
    said = talk(connect(serve(echo), "tcp.test"), allow_net=["tcp.test"])
    assert said == [error("connect", "fail invalid address", -4), CLOSED]


@pytest.mark.parametrize(
    "port", ["0", "80", "1023", "3306", "8050", "65536", "-1", "2000.5", "1e300"]
)
def test_ports_that_are_closed_to_programs(talk: Any, port: str) -> None:
    said = talk(f"tcp.connect({{ address: '127.0.0.1', port: {port} }});")
    assert said == [error("connect", "fail invalid port", 2)]


def test_a_slow_server(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*given: Any, **more: Any) -> Any:
        await asyncio.sleep(60)  # no system can be relied on to let a connection wait

    monkeypatch.setattr(asyncio, "open_connection", never)
    said = talk(connect(2000, more="timeout: 200"))
    assert said == [error("connect", "fail connect timeout", -4), CLOSED]


@pytest.mark.parametrize(
    ("script", "method", "text", "code"),
    [
        ("tcp.write('a');", "write", "fail socket is not connected", -1),
        ("tcp.close(); tcp.write('a');", "write", "fail socket is not connected", -1),
        ("tcp.close(); CONNECT", "connect", "fail socket is closed", -1),
        ("CONNECT CONNECT tcp.close();", "connect", "fail socket is connected", -1),
    ],
)
def test_out_of_order(
    talk: Any, serve: Any, script: str, method: str, text: str, code: int
) -> None:
    said = talk(script.replace("CONNECT", connect(serve(echo))))
    assert error(method, text, code) in said


@pytest.mark.parametrize("data", ["5", "null", "undefined", "{}", "[1]", "new Date()"])
def test_what_cannot_be_written(talk: Any, serve: Any, data: str) -> None:
    said = talk(
        connect(serve(echo)) + f"tcp.onConnect(() => {{ tcp.write({data}); tcp.close(); }});"
    )
    assert said[-2][0] == "error"
    assert (
        "parameter.data should be String/ArrayBuffer" in said[-2][1]["errMsg"]
        or data == "undefined"
    )


def test_wrong_parameters(talk: Any) -> None:
    (said,) = talk("tcp.connect({ address: 1, port: '2' });")
    assert said[1]["errMsg"] == (
        "TCPSocket.connect:fail parameter error: parameter.address should be String instead of "
        "Number;parameter.port should be Number instead of String;"
    )


def test_no_more_than_twenty_in_five_minutes(make_host: Callable[..., Host]) -> None:
    host = make_host()
    host.run_script(
        """
        const make = (n) => {
          try { for (let i = 0; i < n; i++) wx.createTCPSocket(); console.log('made'); }
          catch (error) { console.log(error.errMsg); }
        };
        make(20); make(1);
        setTimeout(() => make(1), 299_000);
        setTimeout(() => { make(20); make(1); }, 301_000);
        """,
        "t.js",
    )
    failed = "createTCPSocket:fail create too many sockets"
    assert [r.message for r in host.console] == ["made", failed, failed, "made", failed]


def test_a_flood_waits_in_the_server(make_host: Callable[..., Host], serve: Any) -> None:
    sent = [0]

    def flood(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"x" * 100_000)
            sent[0] += 100_000

    host = make_host(allow_net=["127.0.0.1"])
    host.load(
        f"const tcp = wx.createTCPSocket(); {connect(serve(flood))}"
        "tcp.onMessage(() => console.log('x'));",
        "t.js",
    )
    host.run_until(lambda: bool(host.console))
    time.sleep(0.3)
    stopped = sent[0]
    time.sleep(0.3)
    assert sent[0] == stopped < 50_000_000


def test_ipv6(talk: Any) -> None:
    if not socket.has_ipv6:
        pytest.skip("there is no IPv6 here")
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("there is no IPv6 here")
    with server:
        port = server.getsockname()[1]
        script = connect(port, "::1") + "tcp.onConnect(() => tcp.close());"
        said = talk(script, "{ type: 'ipv6' }", allow_net=["::1"])
        assert [entry[0] for entry in said] == ["connect", "close"]
        assert talk(script, allow_net=["::1"])[0][0] == "error"
