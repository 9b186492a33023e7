"""UDP sockets, with others on this machine."""

from __future__ import annotations

import json
import socket
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
    const udp = wx.createUDPSocket();
    const text = (buffer) => String.fromCharCode(...new Uint8Array(buffer));
    udp.onListening((r) => say(['listening', r]));
    udp.onMessage((r) => say(['message', text(r.message), r.remoteInfo, r.localInfo]));
    udp.onError((r) => say(['error', r.errMsg, r.errCode]));
    udp.onClose((r) => say(['close', r]));
"""
LISTENING, CLOSED = ["listening", {}], ["close", {}]


@pytest.fixture
def peer() -> Iterator[socket.socket]:
    """A socket of another program on this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(10)
        yield peer


@pytest.fixture
def echo(peer: socket.socket) -> Iterator[int]:
    """The port of one that sends everything back, "you said " before it."""
    ending = threading.Event()

    def serve() -> None:
        while not ending.is_set():
            with suppress(OSError):
                data, sender = peer.recvfrom(70_000)
                peer.sendto(b"you said " + data, sender)

    thread = threading.Thread(target=serve)
    peer.settimeout(0.05)
    thread.start()
    yield int(peer.getsockname()[1])
    ending.set()
    thread.join()


@pytest.fixture
def talk(make_host: Callable[..., Host]) -> Callable[..., list[Any]]:
    """Run a script with a socket named `udp`; return what it said."""

    def talk(script: str, *, timeout: float = 20, **settings: Any) -> list[Any]:
        host = make_host(**{"allow_net": ["127.0.0.1"], **settings})
        host.run_script(SAY + ALL + script, "test.js", timeout=timeout)
        assert host.errors == []
        return [json.loads(record.message) for record in host.console]

    return talk


def send(port: int | str, message: str, more: str = "", method: str = "send") -> str:
    return f"udp.{method}({{ address: '127.0.0.1', port: {port}, message: {message}, {more} }});"


def test_echo(talk: Any, echo: int) -> None:
    said = talk("say(udp.bind());" + send(echo, "'h\\u00e4'") + "udp.onMessage(() => udp.close());")
    port, listening, message, closed = said
    assert port > 1023
    assert listening == LISTENING
    remote = {"address": "127.0.0.1", "family": "IPv4", "port": echo, "size": 12}
    assert message[:3] == ["message", "you said h\xc3\xa4", remote]
    assert (message[3]["family"], message[3]["port"]) == ("IPv4", port)
    assert closed == CLOSED


@pytest.mark.parametrize(
    ("message", "more", "sent"),
    [
        ("new Uint8Array([65, 66, 67, 68]).buffer", "", "ABCD"),
        ("new Uint8Array([65, 66, 67, 68]).buffer", "offset: 1", "BCD"),
        ("new Uint8Array([65, 66, 67, 68]).buffer", "offset: 1, length: 2", "BC"),
        ("new Uint8Array([65, 66, 67, 68]).buffer", "offset: -5, length: 1e300", "ABCD"),
        ("new Uint8Array([65, 66, 67, 68]).buffer", "offset: 9, length: -1", ""),
        ("'ABCD'", "offset: 1, length: 1", "ABCD"),
        ("''", "", ""),
    ],
)
def test_what_is_sent(talk: Any, echo: int, message: str, more: str, sent: str) -> None:
    said = talk(send(echo, message, more) + "udp.onMessage(() => udp.close());")
    assert said[1][1] == f"you said {sent}"


def test_a_socket_for_one_host(talk: Any, echo: int) -> None:
    said = talk(
        f"udp.connect({{ address: '127.0.0.1', port: {echo} }});"
        + send(1, "'a'", method="write")
        + "udp.onMessage(() => udp.close());"
    )
    assert said[1][1] == "you said a"


def test_a_bound_socket_holds_the_run(talk: Any) -> None:
    with pytest.raises(RunTimeout):
        talk("udp.bind();", timeout=0.3)


def test_strangers_are_not_heard(make_host: Callable[..., Host], peer: socket.socket) -> None:
    host = make_host(allow_net=["127.0.0.1:1", "192.0.2.1"])
    host.load(f"{SAY}{ALL} say(udp.bind())", "t.js")
    host.settle()
    port = json.loads(host.console[0].message)
    peer.sendto(b"boo", ("127.0.0.1", port))
    with pytest.raises(RunTimeout):
        host.run_until_idle(timeout=0.3)
    assert [json.loads(r.message) for r in host.console] == [port, LISTENING]


def test_strangers_with_public_addresses_are_not_heard(make_host: Callable[..., Host]) -> None:
    host = make_host(allow_net=["udp.test", "8.8.4.4:53"])
    host.load(f"{SAY}{ALL} say(udp.bind() > 0)", "t.js")
    host.settle()
    (bound,) = host.network.sockets.udp
    line: Any = bound._line  # type: ignore[attr-defined] # what the loop does is done here
    while not hasattr(line._tell, "__self__"):
        time.sleep(0.001)  # its thread has not come to it yet
    for sender in (("8.8.8.8", 53), ("8.8.4.4", 54), ("8.8.4.4", 53)):
        line.datagram_received(b"a", sender)
    with host.limited(20):
        host.run_until(lambda: len(host.console) > 2)
    host.settle()
    said = [json.loads(record.message) for record in host.console]
    assert [entry[2]["address"] for entry in said[2:]] == ["8.8.4.4"]


def test_where_nothing_is_allowed(talk: Any, peer: socket.socket) -> None:
    said = talk(
        "say(udp.bind() > 1023);" + send(peer.getsockname()[1], "'a'"), allow_net=[], timeout=5
    )
    assert said == [True, LISTENING, ["error", "UDPSocket.send:fail invalid address", -3]]


@pytest.mark.parametrize("address", ["10.0.0.1", "255.255.255.255", "", "a b", "::1", "localhost"])
def test_what_is_not_allowed(talk: Any, address: str) -> None:
    said = talk(f"udp.send({{ address: '{address}', port: 2000, message: 'a' }});")
    assert said == [["error", "UDPSocket.send:fail invalid address", -3]]


def test_a_name_whose_address_is_not_allowed(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *given, **more: [(0, 0, 0, "", ("127.0.0.1", 0))]
    )
    script = "udp.send({ address: 'udp.test', port: 2000, message: 'a' });"
    script += "udp.onError(() => udp.close());"
    said = talk(script, allow_net=["udp.test"])
    assert said == [LISTENING, ["error", "UDPSocket.send:fail invalid address", -3], CLOSED]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "2000.5", "1e300"])
def test_bad_ports(talk: Any, port: str) -> None:
    assert talk(send(port, "'a'")) == [["error", "UDPSocket.send:fail invalid port", 2]]


@pytest.mark.parametrize("port", ["0", "80", "65536", "-1", "2000.5", "1e300"])
def test_bad_ports_to_bind_to(talk: Any, port: str) -> None:
    script = f"try {{ udp.bind({port}); }} catch (error) {{ say(error.errMsg); }}"
    assert talk(script) == ["UDPSocket.bind:fail invalid port"]


def test_a_port_that_is_taken(talk: Any) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("", 0))
        port = other.getsockname()[1]
        (said,) = talk(f"try {{ udp.bind({port}); }} catch (error) {{ say(error.errMsg); }}")
    assert said.startswith("UDPSocket.bind:fail bind socket fail: errno:")


def test_after_it_is_closed(talk: Any) -> None:
    said = talk(
        "udp.close(); udp.close();"
        + send(2000, "'a'")
        + "try { udp.bind(); } catch (e) { say(e.errMsg); }"
    )
    closed = "fail socket is closed"
    assert said == [f"UDPSocket.bind:{closed}", CLOSED, ["error", f"UDPSocket.send:{closed}", -1]]


@pytest.mark.parametrize("ttl", ["-1", "256", "1e300", "'a'"])
def test_hops(talk: Any, ttl: str) -> None:
    (said,) = talk(f"udp.setTTL({ttl});", allow_net=[])
    assert said[0] == "error"
    assert talk("udp.setTTL(7); udp.bind(); udp.setTTL(8);", allow_net=[]) == [LISTENING]


@pytest.mark.parametrize("message", ["5", "null", "{}", "'x'.repeat(65508)"])
def test_what_cannot_be_sent(talk: Any, message: str) -> None:
    (said,) = talk(send(2000, message))
    assert said[0] == "error"


def test_many(make_host: Callable[..., Host]) -> None:
    host = make_host()
    host.run_script(
        "const all = Array.from({ length: 21 }, () => wx.createUDPSocket());"
        "all.slice(0, 20).forEach((udp) => udp.bind());"
        "try { all[20].bind(); } catch (error) { console.log(error.errMsg); }"
        "all[0].close(); all[20].bind();",
        "t.js",
    )
    assert [r.message for r in host.console] == ["UDPSocket.bind:fail create too many sockets"]
    assert host.errors == []


def test_a_flood_is_lost(make_host: Callable[..., Host], peer: socket.socket) -> None:
    host = make_host(allow_net=["127.0.0.1"])
    host.load(
        "globalThis.n = 0; globalThis.udp = wx.createUDPSocket(); console.log(udp.bind());"
        "udp.onMessage(() => { n++; });",
        "t.js",
    )
    host.settle()
    port = int(host.console[0].message)
    for _ in range(20):
        for _ in range(500):
            peer.sendto(b"x" * 100, ("127.0.0.1", port))
        host.eval("1")
    with pytest.raises(RunTimeout):
        host.run_until_idle(timeout=0.3)
    assert 0 < host.eval("n") < 10_000
    host.eval("udp.close()")
    host.run_until_idle(timeout=5)


def test_ipv6(make_host: Callable[..., Host]) -> None:
    try:
        other = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        other.bind(("::1", 0))
    except OSError:
        pytest.skip("there is no IPv6 here")
    with other:
        other.settimeout(10)
        host = make_host(allow_net=["::1"])
        host.run_script(
            f"const udp = wx.createUDPSocket('udp6'); udp.send({{ address: '::1',"
            f" port: {other.getsockname()[1]}, message: 'six' }});"
            "setTimeout(() => udp.close(), 50);",
            "t.js",
            timeout=10,
        )
        assert other.recv(10) == b"six"
