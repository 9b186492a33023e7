"""Event channels: between a page and the one that opened it."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host

from .conftest import Program, Said, messages


@pytest.fixture
def opened(program: Program) -> Any:
    """Run a page that opens another with some options; `opened` is what that does as it loads."""

    def run(options: str, opened: str, more: str = "") -> Host:
        opener = (
            f"Page({{ open() {{ const page = this; wx.navigateTo({{ url: 'b', {options} }}) }} }})"
        )
        channel = "const channel = this.getOpenerEventChannel();"
        inner = f"Page({{ onLoad() {{ {channel} {opened} }}, {more} }})"
        host = program({"pages/a.js": opener, "pages/b.js": inner})
        host.page.tap("open")
        return host

    return run


LOG = "(...values) => console.log(values.join())"


def test_both_ways(opened: Any, said: Said) -> None:
    # D (navigateTo): `events` hear what the page emits; it hears what success emits.
    host = opened(
        f"events: {{ back: {LOG} }}, success: (r) => r.eventChannel.emit('there', 'opener', 1)",
        f"channel.on('there', {LOG}); channel.emit('back', 'opened', 2)",
    )
    assert said(host) == ["opened,2", "opener,1"]


def test_values_are_the_same_objects(opened: Any, said: Said) -> None:
    host = opened(
        "success: (r) => { globalThis.sent = { x: 1 }; r.eventChannel.emit('x', sent) }",
        "channel.on('x', (value) => console.log(value === globalThis.sent))",
    )
    assert said(host) == ["true"]


def test_listeners(opened: Any, said: Said) -> None:
    host = opened(
        "",
        """
          const log = (name) => () => console.log(name);
          const one = log('one'), two = log('two');
          channel.on('x', one); channel.on('x', two); channel.once('x', log('once'));
          channel.on('x', one);
          channel.emit('x'); console.log('-'); channel.emit('x'); console.log('-');
          channel.off('x', one); channel.emit('x'); console.log('-');
          channel.off('x'); channel.emit('x');
          channel.emit('y'); channel.off('y'); channel.off('y', one);
        """,
    )
    assert said(host) == ["one", "two", "once", "one", "-", "one", "two", "one", "-", "two", "-"]


def test_listeners_that_change_the_list(opened: Any, said: Said) -> None:
    host = opened(
        "",
        """
          channel.on('x', () => {
            console.log(1); channel.on('x', () => console.log('new')); channel.off('x', two);
          });
          const two = () => console.log(2);
          channel.on('x', two);
          channel.once('y', () => { console.log('y'); channel.emit('y') });
          channel.emit('x'); channel.emit('y');
        """,
    )
    assert said(host) == ["1", "2", "y"]


def test_error_in_a_listener(opened: Any, said: Said) -> None:
    host = opened(
        "events: { x() { throw new Error('no') } }",
        "channel.on('x', () => console.log('next')); channel.emit('x'); console.log('after')",
    )
    assert messages(host) == ["Error: no"]
    assert host.errors[0].where.startswith("pages/a.js:1")
    assert said(host) == ["next", "after"]


@pytest.mark.parametrize("events", ["null", "1", "'x'", "[]", "{ x: 1, y: null }", "() => 1"])
def test_events_that_are_none(opened: Any, said: Said, events: str) -> None:
    host = opened(f"events: {events}, fail: (r) => console.log(r.errMsg)", "channel.emit('x')")
    assert messages(host) == []
    if host.page.route == "pages/a":
        assert said(host)[0].startswith("navigateTo:fail parameter error")


def test_names_that_objects_have(opened: Any, said: Said) -> None:
    host = opened(
        f"events: {{ constructor: {LOG}, toString: {LOG} }}",
        f"channel.emit('constructor', 1); channel.emit('toString', 2); channel.emit('valueOf');"
        f"channel.on('__proto__', {LOG}); channel.emit('__proto__', 3)",
    )
    assert said(host) == ["1", "2", "3"]


def test_opened_otherwise_there_is_nobody(program: Program, said: Said) -> None:
    script = """Page({ onLoad() {
      const channel = this.getOpenerEventChannel();
      channel.on('x', () => console.log('own')); channel.emit('x'); channel.emit('gone');
      console.log(channel === this.getOpenerEventChannel());
    } })"""
    assert said(program({"pages/a.js": script})) == ["own", "true"]


def test_each_page_has_its_channel(program: Program, said: Said) -> None:
    opener = """Page({ open(n) {
      wx.navigateTo({
        url: 'b', events: { hi: (m) => console.log(n, m) },
        success: (r) => r.eventChannel.emit('n', n),
      });
    } })"""
    opened = """Page({
      onLoad() { this.getOpenerEventChannel().on('n', (n) => this.n = n) },
      onUnload() { this.getOpenerEventChannel().emit('hi', 'from ' + this.n) },
    })"""
    host = program({"pages/a.js": opener, "pages/b.js": opened})
    for n in (1, 2):
        host.page.call("open", n)
        host.back()
    assert said(host) == ["1 from 1", "2 from 2"]


def test_page_that_is_closed_before_success(program: Program, said: Said) -> None:
    opener = """Page({ open() {
      wx.navigateTo({
        url: 'b', success: (r) => { r.eventChannel.emit('x'); console.log('success') },
      });
    } })"""
    opened = "Page({ onLoad() { wx.redirectTo({ url: 'c' }) } })"
    host = program({"pages/a.js": opener, "pages/b.js": opened, "pages/c.js": "Page({})"})
    host.page.tap("open")
    assert (said(host), messages(host)) == (["success"], [])
    assert host.page.route == "pages/c"


def test_trace_of_a_channel(opened: Any) -> None:
    host = opened("success() {}", "")
    assert "[EventChannel]" in host.trace[-2].to_json()
