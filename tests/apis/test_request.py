"""wx.request, answered by fixtures on the run's clock. What needs a server is in tests/network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError
from jshost.trace import EventRecord

from .calls import SAY

Run = Callable[..., list[Any]]


@pytest.fixture
def host(make_host: Callable[..., Host]) -> Host:
    return make_host()


@pytest.fixture
def run(host: Host) -> Run:
    """Run a script that reports with `say(value)`; return what it said."""

    def run(script: str) -> list[Any]:
        host.run_script(SAY + script, "test.js")
        assert host.errors == []
        return [json.loads(record.message) for record in host.console]

    return run


def ask(url: str, more: str = "", say: str = "[r.errMsg, r.data]") -> str:
    return f"wx.request({{ url: '{url}', {more} complete(r) {{ say({say}); }} }});"


OK = "request:ok"
A = "https://a.test/a"


# -- fixtures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "data", "kind"),
    [
        ({"json": {"a": [1, None]}}, {"a": [1, None]}, "application/json; charset=utf-8"),
        ({"json": "a"}, "a", "application/json; charset=utf-8"),
        ({"text": "ä"}, "ä", "text/plain; charset=utf-8"),
        ({"text": "[1]"}, [1], "text/plain; charset=utf-8"),
        ({"base64": "YWI="}, "ab", "application/octet-stream"),
        ({}, "", None),
        ({"text": "x", "headers": {"Content-Type": "a/b"}}, "x", "a/b"),
    ],
)
def test_bodies(host: Host, run: Run, settings: Any, data: Any, kind: str | None) -> None:
    host.network.fixture(A, **settings)
    found = run(
        ask(A, say="[r.data, r.header['content-type'] || r.header['Content-Type'] || null]")
    )
    assert found == [[data, kind]]


def test_a_body_from_a_file(host: Host, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}')
    host.network.fixture(A, file=tmp_path / "a.json")
    assert run(ask(A)) == [[OK, {"a": 1}]]


def test_a_file_that_is_not_there(host: Host, run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        host.network.fixture(A, file=tmp_path / "none")


@pytest.mark.parametrize(
    ("pattern", "url", "fits"),
    [
        (A, A, True), (A, f"{A}?b=1", True), (f"{A}?b=1", f"{A}?b=1", True),
        (f"{A}?b=1", f"{A}?b=2", False), (f"{A}?*", f"{A}?b=2", True), (f"{A}?*", A, False),
        (A, f"{A}/b", False), (f"{A}/*", f"{A}/b/c", True), (f"{A}/*", A, False),
        ("*", "http://b.test:80/x?y", True), ("https://*.test/a", A, True), (A, A.upper(), False),
        ("https://*/a*c", "https://b/abbbc", True), ("https://a.test/.", A, False),
        (f"{A}#part", A, False), (A, f"{A}#part", True),
    ],
)  # fmt: skip
def test_urls(host: Host, run: Run, pattern: str, url: str, fits: bool) -> None:
    host.network.fixture(pattern, text="x")
    (found,) = run(ask(url))
    assert (found == [OK, "x"]) is fits


def test_a_pattern_takes_no_time(host: Host, run: Run) -> None:
    host.network.fixture("https://a" + "*a" * 20 + "b", text="x")
    (found,) = run(
        "wx.request({ url: 'https://' + 'a'.repeat(300), complete(r) { say(r.errMsg); } });"
    )
    assert found.startswith("request:fail url not in domain list")


def test_the_first_that_fits_answers_as_often_as_it_says(host: Host, run: Run) -> None:
    host.network.fixture(A, method="POST", text="post")
    host.network.fixture(A, text="first", times=2)
    host.network.fixture(A, text="then")
    once = ask(A, say="r.data")
    assert run(once * 4 + ask(A, "method: 'POST',", "r.data")) == [
        "first", "first", "then", "then", "post"
    ]  # fmt: skip
    host.reset()
    assert run(once) == ["first"]


def test_delays_are_of_the_clock_of_the_run(host: Host, run: Run) -> None:
    host.network.fixture(A, text="slow", delay=5000)
    host.network.fixture("https://b.test/", text="fast", delay=10)
    said = run(
        "setTimeout(() => say('timer'), 100); const start = Date.now();"
        + ask(A, say="[r.data, Date.now() - start]")
        + ask("https://b.test/", say="[r.data, Date.now() - start]")
    )
    assert said == [["fast", 10], "timer", ["slow", 5000]]


def test_delays_beyond_the_timeout(host: Host, run: Run) -> None:
    host.network.fixture(A, text="late", delay=2000)
    said = run("const start = Date.now();"
               + ask(A, "timeout: 1500,", "[r.errMsg, Date.now() - start]"))  # fmt: skip
    assert said == [["request:fail timeout", 1500]]


@pytest.mark.parametrize(
    ("failure", "dialect", "text", "errno"),
    [
        ("timeout", "devtools", "timeout", 5),
        ("abort", "devtools", "abort", 600004),
        ("dns", "devtools", "net::ERR_NAME_NOT_RESOLVED", 600001),
        (
            "ssl",
            "ios",
            "errcode:-202 cronet_error_code:-202 error_msg:net::ERR_CERT_AUTHORITY_INVALID",
            600001,
        ),
        ("interrupted", "android", "interrupted", 600003),
        ("redirects", "android", "reach the max redirect count", 600008),
    ],
)
def test_failures(
    make_host: Callable[..., Host], failure: str, dialect: str, text: str, errno: int
) -> None:
    host = make_host(dialect=dialect)
    host.network.fixture(A, failure=failure)
    host.run_script(SAY + ask(A, say="r"), "t.js")
    assert json.loads(host.console[0].message) == {"errMsg": f"request:fail {text}", "errno": errno}


def test_there_is_no_errno_in_older_libraries(make_host: Callable[..., Host]) -> None:
    host = make_host(base_library="2.20.0")
    host.network.fixture(A, failure="dns")
    host.run_script(SAY + ask(A, say="r"), "t.js")
    assert json.loads(host.console[0].message).keys() == {"errMsg"}


def test_what_no_fixture_fits(host: Host, run: Run) -> None:
    host.network.fixture("https://b.test/", text="x")
    (found,) = run(ask(A, say="r"))
    assert found == {
        "errMsg": f"request:fail url not in domain list: no fixture fits GET {A}", "errno": 600002
    }  # fmt: skip
    (event,) = (e for e in host.trace.of(EventRecord) if e.name == "requestRefused")
    assert event.detail == {
        "request": f"GET {A}",
        "why": "no fixture fits it, and no host is allowed (--allow-net)",
    }


def test_nothing_is_reached_unless_it_is_allowed(run: Run) -> None:
    (found,) = run(ask(A, say="r"))
    assert found == {"errMsg": "request:fail url not in domain list", "errno": 600002}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"text": "a", "json": 1}, "one body"),
        ({"failure": "dns", "status": 200}, "no status"),
        ({"failure": "gone"}, "failure should be one of timeout, dns"),
        ({"times": 0}, "1 or more"),
        ({"status": 99}, "200 to 599"),
        ({"delay": -1}, "0 or more"),
        ({"method": "get"}, "method should be one of"),
        ({"headers": {"a b": "x"}}, "no name of a header"),
        ({"headers": {"a": "x\r\ny: z"}}, "no value of a header"),
        ({"base64": "?"}, "should be base64"),
        ({"statu": 1}, "unknown key statu; did you mean status"),
        ({"json": {1, 2}}, "no JSON"),
        ({"json": float("nan")}, "should be a finite number"),
    ],
)
def test_fixtures_that_cannot_be(host: Host, settings: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        host.network.fixture(A, **settings)


def test_a_url_that_cannot_be(host: Host) -> None:
    with pytest.raises(InputError, match="should be a URL that begins with"):
        host.network.fixture("a.test")


# -- the call -------------------------------------------------------------------------------------


def test_more_than_ten_wait(host: Host, run: Run) -> None:
    host.network.fixture(A, text="x", delay=100)
    said = run("const start = Date.now();"
               f"for (let i = 0; i < 25; i++) {ask(A, say='Date.now() - start')}")  # fmt: skip
    assert said == [100] * 10 + [200] * 10 + [300] * 5


def test_one_that_waits_is_aborted(host: Host, run: Run) -> None:
    host.network.fixture(A, text="x", delay=100)
    made = ask(A, say="[i, r.errMsg, Date.now() - start]")[:-1]
    said = run(
        "const start = Date.now(); const tasks = [];"
        f"for (let i = 0; i < 12; i++) tasks.push({made});"
        "setTimeout(() => { tasks[10].abort(); tasks[0].abort(); }, 50);"
    )
    assert said[:2] == [[10, "request:fail abort", 50], [0, "request:fail abort", 50]]
    assert said[-1] == [11, OK, 150]
    assert len(said) == 12


def test_aborted_before_it_begins(host: Host, run: Run) -> None:
    host.network.fixture(A, text="x", times=1)
    said = run(f"const task = {ask(A)} task.abort(); {ask(A)}")
    assert said == [["request:fail abort", None], [OK, "x"]]


def test_events_of_a_task(host: Host, run: Run) -> None:
    host.network.fixture(A, text="x", headers={"set-cookie": ["a=1", "b=2"]}, status=201)
    said = run(
        f"const task = {ask(A, 'enableChunked: true,')}"
        "task.onHeadersReceived((r) => say([1, r.statusCode, r.cookies]));"
        "task.onHeadersReceived((r) => say([2, Object.keys(r)]));"
        "const off = () => say('off'); task.onHeadersReceived(off); task.offHeadersReceived(off);"
        "task.onChunkReceived((r) => say(r.data.byteLength));"
    )
    assert said == [
        [1, 201, ["a=1", "b=2"]], [2, ["header", "statusCode", "cookies"]], 1, [OK, ""]
    ]  # fmt: skip


def test_each_task_has_its_own_events(host: Host, run: Run) -> None:
    host.network.fixture(A, text="x")
    said = run(f"const one = {ask(A)} const two = {ask(A)}"
               "two.onHeadersReceived(() => say('two'));")  # fmt: skip
    assert said == [[OK, "x"], "two", [OK, "x"]]


@pytest.mark.parametrize(
    ("option", "limit"),
    [
        ("timeout: 0,", 20_000), ("timeout: -5,", 20_000), ("timeout: NaN,", 20_000),
        ("timeout: 1e9,", 60_000), ("timeout: 0.5,", 0.5), ("", 20_000),
    ],
)  # fmt: skip
def test_timeouts(
    make_host: Callable[..., Host], tmp_path: Path, option: str, limit: float
) -> None:
    pages = {"pages": ["a"], "networkTimeout": {"request": 20_000}}
    (tmp_path / "app.json").write_text(json.dumps(pages))
    (tmp_path / "app.js").write_text(SAY + f"App({{ onLaunch() {{ {ask(A, option)} }} }});")
    (tmp_path / "a.js").write_text("Page({})")
    host = make_host(project=tmp_path)
    host.network.fixture(A, failure="timeout")
    host.run()
    host.run_until_idle()
    assert host.console[0].t == limit
    assert json.loads(host.console[0].message)[0] == "request:fail timeout"


@pytest.mark.parametrize("value", [5, "x", {"request": "x"}, {"request": -1}, None, []])
def test_timeouts_of_app_json_that_are_none(
    make_host: Callable[..., Host], tmp_path: Path, value: Any
) -> None:
    (tmp_path / "app.json").write_text(json.dumps({"pages": ["a"], "networkTimeout": value}))
    (tmp_path / "app.js").write_text(SAY + f"App({{ onLaunch() {{ {ask(A)} }} }});")
    (tmp_path / "a.js").write_text("Page({})")
    host = make_host(project=tmp_path)
    host.network.fixture(A, failure="timeout")
    host.run()
    host.run_until_idle()
    assert host.console[0].t == 60_000


def test_a_program_in_the_background(make_host: Callable[..., Host], tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text('{"pages": ["a"]}')
    (tmp_path / "app.js").write_text(
        SAY + f"App({{ onLaunch() {{ {ask(A, say='r.errMsg')} }},"
        f" onHide() {{ setTimeout(() => {{ {ask(A, say='r.errMsg')} }}, 1000); }} }});"
    )
    (tmp_path / "a.js").write_text("Page({})")
    host = make_host(project=tmp_path)
    host.network.fixture(A, text="x", delay=20_000)
    host.run()
    host.background()
    host.advance(4999)
    assert [(record.t, json.loads(record.message)) for record in host.console] == [
        (1000, "request:fail interrupted")
    ]
    host.advance(2)
    assert [(record.t, json.loads(record.message)) for record in host.console][1:] == [
        (5000, "request:fail interrupted")
    ]


def test_a_program_that_comes_back_in_time(make_host: Callable[..., Host], tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text('{"pages": ["a"]}')
    (tmp_path / "app.js").write_text(SAY + f"App({{ onLaunch() {{ {ask(A)} }} }});")
    (tmp_path / "a.js").write_text("Page({})")
    host = make_host(project=tmp_path)
    host.network.fixture(A, text="x", delay=20_000)
    host.run()
    host.background()
    host.advance(4000)
    host.foreground()
    host.run_until_idle()
    assert [json.loads(record.message) for record in host.console] == [[OK, "x"]]


@pytest.mark.parametrize(
    "data",
    [
        "Symbol('a')", "() => 1", "10n", "(() => { const a = {}; a.a = a; return a; })()", "/a/",
        "new Map()", "new Date(NaN)", "[[[[]]]]", "'\\ud800'", "{ '\\ud800': '\\udc00' }", "NaN",
        "{ get a() { throw 1 } }", "{ toJSON() { return 5 } }",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_data_of_any_kind(host: Host, run: Run, data: str, method: str, kind: str) -> None:
    host.network.fixture("*", text="x")
    more = f"method: '{method}', data: {data}, header: {{ 'content-type': '{kind}' }},"
    (found,) = run(ask(A, more))
    assert found[0] == OK or found[0].startswith("request:fail ")


@pytest.mark.parametrize(
    "header", ["5", "[]", "'a'", "null", "{ a: {} }", "{ a: [1] }", "{ a: NaN }", "() => 1"]
)
def test_headers_of_any_kind(host: Host, run: Run, header: str) -> None:
    host.network.fixture("*", text="x")
    (found,) = run(ask(A, f"header: {header},"))
    assert found[0] == OK or found[0].startswith("request:fail parameter error")


def test_the_same_trace_each_time(make_host: Callable[..., Host]) -> None:
    def trace() -> list[str]:
        host = make_host()
        host.network.fixture(A, text="x", delay=5)
        host.run_script(SAY + ask(A, "enableProfile: true,", "r"), "t.js")
        return [record.to_json() for record in host.trace]

    assert trace() == trace()
