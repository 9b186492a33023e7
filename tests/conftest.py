"""What tests share: a host with a virtual clock, running JS, and nothing mocked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

import jshost.host
from jshost import Host

pytest_plugins = ["pytester"]  # for the tests of the plugin: only here is it always loaded

# The machines are shared: how long one example takes says nothing.
settings.register_profile("jshost", deadline=None)
settings.load_profile("jshost")

# The whole suite runs under either: JSHOST_ISOLATION=none is in-process.
if "JSHOST_ISOLATION" in os.environ:
    jshost.host.DEFAULT_ISOLATION = os.environ["JSHOST_ISOLATION"]  # type: ignore[assignment]


@pytest.fixture
def make_host() -> Iterator[Callable[..., Host]]:
    """Hosts with a virtual clock, closed at the end of the test."""
    hosts: list[Host] = []

    def make(**settings: Any) -> Host:
        host = Host(**{"clock": "virtual", **settings})
        hosts.append(host)
        return host

    yield make
    for host in hosts:
        host.close()


@pytest.fixture
def run_js(make_host: Callable[..., Host]) -> Callable[..., Host]:
    """Run a script in a fresh host until it is idle and return the host."""

    def run(script: str, **settings: Any) -> Host:
        host = make_host(**settings)
        host.run_script(script, "test.js")
        return host

    return run


@pytest.fixture
def said() -> Callable[[Host], list[str]]:
    """Return the lines that a host's guest wrote to its console."""
    return lambda host: [record.message for record in host.console]
