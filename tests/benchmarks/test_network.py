"""Requests: answered by fixtures, and by a real server on this machine."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from time import perf_counter

import pytest

from jshost import Host

from .test_speed import median_cpu, report

COUNT = 1000
CALL = f"for (let i = 0; i < {COUNT}; i++) wx.CALL;"

SERVER = """
import asyncio
HEAD = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 8\\r\\n\\r\\n"
ANSWER = HEAD + b'{"a": 1}'
class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
    def data_received(self, data):
        self.transport.write(ANSWER * data.count(b"\\r\\n\\r\\n"))
async def serve():
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(serve())
"""


def run(call: str, allowed: str = "") -> None:
    with Host(clock="virtual", isolation="none", allow_net=[allowed] if allowed else []) as host:
        if not allowed:
            host.network.fixture("https://a.test/*", json={"a": 1})
        host.run_script(CALL.replace("CALL", call), "bench.js", timeout=60)
        assert not host.errors


def test_requests_to_fixtures(benchmark: Callable[..., object]) -> None:
    request = "request({ url: 'https://a.test/', success() {} })"
    benchmark.pedantic(run, args=(request,), rounds=3)  # type: ignore[attr-defined] # pytest-benchmark
    plain = median_cpu(lambda: run("getSetting({ success() {} })"), 5) / COUNT
    ours = median_cpu(lambda: run(request), 5) / COUNT
    report("one request to a fixture", ours, plain, "a plain call", (plain + 100e-6) / plain)


@pytest.fixture
def port() -> Iterator[int]:
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.kill()


def best_wall(action: Callable[[], object]) -> float:
    """Return the best of some times: the others are of other things on the machine."""
    times = []
    for _ in range(7):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return min(times)


async def aiohttp_alone(url: str) -> None:
    import aiohttp

    room = asyncio.Semaphore(10)
    async with aiohttp.ClientSession() as session:

        async def one() -> None:
            async with room, session.get(url) as response:
                await response.json()

        await asyncio.gather(*(one() for _ in range(COUNT)))


def test_requests_to_a_server(benchmark: Callable[..., object], port: int) -> None:
    url = f"http://127.0.0.1:{port}/"
    request = f"request({{ url: '{url}', success() {{}} }})"
    allowed = f"127.0.0.1:{port}"
    benchmark.pedantic(run, args=(request, allowed), rounds=3)  # type: ignore[attr-defined]
    alone = best_wall(lambda: asyncio.run(aiohttp_alone(url))) / COUNT
    ours = best_wall(lambda: run(request, allowed)) / COUNT
    report("one request to a server", ours, alone, "aiohttp alone", 1.5)


ECHO = """
import asyncio
from aiohttp import web
async def echo(request):
    line = web.WebSocketResponse()
    await line.prepare(request)
    async for message in line:
        await line.send_str(message.data)
    return line
async def serve():
    app = web.Application()
    app.router.add_get("/", echo)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()
asyncio.run(serve())
"""

TALK = """
const task = wx.connectSocket({ url: 'URL', tcpNoDelay: true });
let left = COUNT;
task.onOpen(() => task.send({ data: 'a message' }));
task.onMessage(() => (--left ? task.send({ data: 'a message' }) : task.close()));
"""


@pytest.fixture
def echo() -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-c", ECHO], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield f"127.0.0.1:{int(server.stdout.readline())}"
        server.kill()


def talk(host: str) -> None:
    with Host(clock="virtual", isolation="none", allow_net=[host]) as guest:
        script = TALK.replace("URL", f"ws://{host}/").replace("COUNT", str(COUNT))
        guest.run_script(script, "bench.js", timeout=60)
        assert not guest.errors


async def talk_alone(host: str) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as session, session.ws_connect(f"ws://{host}/") as line:
        for _ in range(COUNT):
            await line.send_str("a message")
            await line.receive()


def test_messages_to_and_fro(benchmark: Callable[..., object], echo: str) -> None:
    benchmark.pedantic(talk, args=(echo,), rounds=3)  # type: ignore[attr-defined]
    alone = best_wall(lambda: asyncio.run(talk_alone(echo))) / COUNT
    ours = best_wall(lambda: talk(echo)) / COUNT
    report("one message to a server and back", ours, alone, "aiohttp alone", 8)
