"""Servers on this machine, and programs that talk to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jshost import Host

from .server import Server

Ask = Callable[..., list[Any]]
"""Runs a script that reports with `say(value)` in a host that may reach the server; returns what
it said.
"""

SAY = "const say = (v) => console.log(JSON.stringify(v === undefined ? 'undefined' : v)); "
BOTH = "success(r) { say(r); }, fail(e) { say(e); }"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def host(make_host: Callable[..., Host], server: Server) -> Host:
    """A host that may reach the server."""
    return make_host(allow_net=[server.host], isolation="none")


def said(host: Host) -> list[Any]:
    return [json.loads(record.message) for record in host.console]


@pytest.fixture
def ask(host: Host, server: Server) -> Ask:
    def ask(script: str, timeout: float = 20) -> list[Any]:
        host.run_script(SAY + script.replace("URL", server.url), "test.js", timeout=timeout)
        assert host.errors == []
        return said(host)

    return ask
