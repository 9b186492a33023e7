"""`jshost run` and the network: which hosts are reached, recordings, fixtures of scenarios."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ..network.server import Server
from .conftest import Cli

ASK = (
    "wx.request({{ url: '{url}', success(r) {{ console.log(r.data); }},"
    " fail(e) {{ console.log(e.errMsg); }} }})"
)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def test_nothing_is_reached_by_default(cli: Cli, server: Server) -> None:
    cli.write("a.js", ASK.format(url=f"{server.url}/a"))
    shown = cli("run", "a.js", "--ephemeral")
    assert (shown.code, shown.out) == (0, "request:fail url not in domain list\n")
    assert shown.err == (
        f"jshost: note: GET {server.url}/a failed: no host is allowed (--allow-net)\n"
    )
    assert server.received == []


def test_allowed_hosts(cli: Cli, server: Server) -> None:
    cli.write("a.js", ASK.format(url=f"{server.url}/a"))
    shown = cli("run", "a.js", "--ephemeral", "--allow-net", "a.test", "--allow-net", server.host)
    assert (shown.code, shown.out, shown.err) == (0, "there\n", "")


def test_a_host_that_is_none(cli: Cli) -> None:
    cli.write("a.js", "")
    shown = cli("run", "a.js", "--ephemeral", "--allow-net", "https://a.test")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err == (
        "jshost: error: 'https://a.test' is no host; it should be HOST or HOST:PORT, as in a URL\n"
    )


def test_record_and_replay(cli: Cli, server: Server) -> None:
    cli.write("a.js", ASK.format(url=f"{server.url}/a"))
    shown = cli("run", "a.js", "--ephemeral", "--allow-net", server.host, "--record", "a.har")
    assert (shown.code, shown.out, shown.err) == (0, "there\n", "")
    server.received.clear()
    shown = cli("run", "a.js", "--ephemeral", "--replay", "a.har")
    assert (shown.code, shown.out, shown.err) == (0, "there\n", "")
    assert server.received == []


def test_a_recording_that_is_none(cli: Cli) -> None:
    cli.write("a.js", "")
    cli.write("a.har", '{"log": {}}')
    shown = cli("run", "a.js", "--ephemeral", "--replay", "a.har")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err == "jshost: error: a.har: no HAR: log.entries should be a list\n"


def test_a_recording_that_cannot_be_written(cli: Cli) -> None:
    cli.write("a.js", "")
    shown = cli("run", "a.js", "--ephemeral", "--record", "none/a.har")
    assert (shown.code, shown.out) == (4, "")
    assert shown.errors == [
        "none/a.har: the recording cannot be written: No such file or directory"
    ]


def test_fixtures_of_a_scenario(cli: Cli) -> None:
    cli.write("a.js", ASK.format(url="https://a.test/x") + "\n" + ASK.format(url="https://b.test/"))
    cli.write("x.json", '{"x": 1}')
    cli.write(
        "s.toml",
        'clock = "virtual"\n[[network.fixtures]]\nurl = "https://a.test/*"\n'
        'file = "x.json"\ndelay = 20000\n',
    )
    shown = cli("run", "a.js", "--ephemeral", "--scenario", "s.toml", "--trace", "t.jsonl")
    assert shown.code == 0
    assert shown.out == (
        "request:fail url not in domain list: no fixture fits GET https://b.test/\n{ x: 1 }\n"
    )
    settled = [json.loads(line) for line in cli.folder.joinpath("t.jsonl").read_text().splitlines()]
    assert [record["t"] for record in settled if record["type"] == "settle"] == [0, 20000]


def test_a_server_that_is_silent(cli: Cli, server: Server) -> None:
    server.answers["/a"] = lambda request, send: server.ending.wait(30) and None
    cli.write("a.js", ASK.format(url=f"{server.url}/a"))
    shown = cli("run", "a.js", "--ephemeral", "--allow-net", server.host, "--timeout", "0.5")
    assert shown.code == 3
    assert shown.errors[0].startswith("timeout of 0.5 s reached")
